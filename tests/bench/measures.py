"""What is measured of programs in a terminal: start, keys, search; one call is one round of one program."""

from __future__ import annotations

import collections
import itertools
import re
from pathlib import Path

from pullquote.cache.core.article import Article, body_text
from pullquote.cache.library import Library

from .figures import OURS, Table
from .programs import Program
from .terminal import Terminal

KEYS = 40
REPEAT = 1 / 30
"""Seconds between two of a key that is held."""
_SPACE = re.compile(r"\s+")


class Expected:
    """What of a library comes to the screen: beginnings of titles and texts, and what to search for."""

    def __init__(self, library: Path) -> None:
        with Library.open(library, read_only=True) as opened:
            ids = opened.ids()
            self.total = len(ids)
            articles = [opened.article(number) for number in ids[: KEYS + 40]]
            self.titles = [beginning(article.title, 14) for article in articles]
            self.texts = [beginning(body_text(article.blocks), 24) for article in articles]
            self.searches = searches(articles)

    def listed(self, text: str) -> bool:
        """Return whether one of the newest headlines is on the screen."""
        return any(title in text for title in (*self.titles[:20], "Headline 0 of"))

    def opened(self, text: str) -> bool:
        """Return whether the beginning of one of the newest articles is on the screen."""
        return any(words in text for words in self.texts[:5])


def beginning(text: str, length: int) -> str:
    """Return the beginning of a text, short enough to stand on one line, without its last, cut word."""
    return " ".join(_SPACE.split(text)[:4])[:length].rsplit(" ", 1)[0]


def searches(articles: list[Article]) -> dict[str, str]:
    """Return a frequent word, a rare one and a phrase that stand in these articles."""
    counted = collections.Counter(
        word for article in articles for word in article.text.lower().split() if word.isalpha() and len(word) > 2
    )
    ordered = [word for word, _ in counted.most_common()]
    first = articles[0].text.split()
    pair = next(f"{a} {b}" for a, b in itertools.pairwise(first) if a.isalpha() and b.isalpha())
    return {"frequent word": ordered[0], "rare word": ordered[-1], "phrase": pair}


def forget(library: Path) -> None:
    """Start where a new reader would: no place in the list, no article begun, nothing read."""
    with Library.open(library) as opened:
        with opened.database.write() as conn:
            conn.execute("DELETE FROM memory")
        while opened.undo():
            pass


def started(program: Program, folder: Path) -> Terminal:
    """Start a program over a folder it was filled into."""
    if program.name == OURS:
        forget(folder)
    return Terminal(program.command(folder), program.environment(folder))


def to_list(terminal: Terminal, program: Program, expected: Expected) -> float:
    """Wait for the list of all articles; return milliseconds since the start."""
    if program.begin:
        terminal.until(lambda text: program.begin in text)
        terminal.press(program.enter)
    return terminal.since_start(terminal.until(expected.listed))


def start(program: Program, folder: Path, expected: Expected, table: Table) -> None:
    """Measure a start: the first headline on the screen, the first key answered, the first article to read.

    Pullquote is then opened again where it was left: the list stands before the app has come.
    """
    terminal = started(program, folder)
    name = program.name
    table.add("first headline", "ms", name, [to_list(terminal, program, expected)])
    before = terminal.looks()
    if name == OURS:  # the newest article stands beside the list without a key
        table.add("first article", "ms", name, [terminal.since_start(terminal.until(expected.opened))])
    terminal.press(b"j")
    if program.moved:
        taken = terminal.until(lambda text: program.moved in text)
    else:
        taken = terminal.until_seen(lambda: terminal.looks() != before)
    table.add("first key answered", "ms", name, [terminal.since_start(taken)])
    if program.opens and name != OURS:
        terminal.press(program.opens)
        table.add("first article", "ms", name, [terminal.since_start(terminal.until(expected.opened))])
    terminal.rest(0.5)
    table.add("processor", "ms", name, [terminal.processor()])
    table.add("memory", "MiB", name, [terminal.end(program.leaves)])
    if name == OURS:
        terminal = Terminal(program.command(folder), program.environment(folder))
        table.add("first headline, as left", "ms", name, [terminal.since_start(terminal.until(expected.listed))])
        terminal.until(lambda text: program.moved in text)
        table.add("first article, as left", "ms", name, [terminal.since_start(terminal.until(expected.opened))])
        terminal.end(program.leaves)


def key(program: Program, folder: Path, expected: Expected, table: Table) -> None:
    """Measure keys in the list, one by one and held, and in an article."""
    terminal = started(program, folder)
    to_list(terminal, program, expected)
    terminal.rest(0.5)
    name = program.name
    before = terminal.processor()
    table.add("key in the list", "ms", name, pressed(terminal, b"j", KEYS // 2), keys=True)
    table.add("key in the list, held", "ms", name, pressed(terminal, b"j", KEYS // 2, held=True), keys=True)
    table.add("key in the list, processor", "ms", name, [(terminal.processor() - before) / KEYS])
    if program.opens:
        terminal.rest()
        terminal.press(program.opens)
        terminal.pause(0.3)
        terminal.rest(0.3)
        before = terminal.processor()
        taken = pressed(terminal, b"j", 15) + pressed(terminal, b"k", 15)
        table.add("key in an article", "ms", name, taken, keys=True)
        table.add("key in an article, processor", "ms", name, [(terminal.processor() - before) / 30])
        terminal.press(program.back)  # an article that is left open is opened again by the next start
        terminal.rest()
    terminal.end(program.leaves)


def pressed(terminal: Terminal, what: bytes, times: int, *, held: bool = False) -> list[float]:
    """Press a key again and again: after the screen has come to rest, or as a key that is held repeats."""
    taken = []
    for _ in range(times):
        terminal.rest(0)  # what came since the last look is no answer to this key
        before = terminal.looks()
        terminal.press(what)
        taken.append(terminal.until_seen(lambda before=before: terminal.looks() != before))  # type: ignore[misc]
        terminal.pause(max(0.0, REPEAT - taken[-1] / 1000)) if held else terminal.rest()
    return taken


def found(text: str) -> bool:
    """Return whether Pullquote says how many articles a search has found."""
    return " found" in text or " best " in text


def search(program: Program, folder: Path, expected: Expected, table: Table) -> None:
    """Measure searches of the list of all articles."""
    if program.search is None:
        return
    prompt_key, prompt, sign = program.search
    terminal = started(program, folder)
    to_list(terminal, program, expected)
    terminal.rest(0.5)
    for kind, words in expected.searches.items():
        query = f'"{words}"' if program.name == OURS and " " in words else words
        terminal.press(prompt_key)
        terminal.until(lambda text: prompt in text)
        terminal.rest()
        before = terminal.processor()
        terminal.press(query.encode() + b"\r")
        if program.name == OURS:
            taken = terminal.until(lambda text, query=query: f"{sign}{query[:10]}" in text and found(text))  # type: ignore[misc]
        else:
            taken = terminal.until(lambda text: sign in text and prompt not in text)
        table.add(kind, "ms", program.name, [taken])
        terminal.rest(0.4)
        table.add(f"{kind}, processor", "ms", program.name, [terminal.processor() - before])
        terminal.press(b"\x1b" if program.name == OURS else program.back)
        terminal.rest(0.5)
    terminal.end(program.leaves)
