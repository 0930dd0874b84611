"""Completing a line of the query language: its fields, and the names, outlets and feeds the library knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pullquote.cache.core.article import WORK_TYPES
from pullquote.cache.core.results import Name
from pullquote.tui.render.page_rows import Completion

FIELDS: dict[str, str] = {
    "person:": "articles about a person",
    "show:": "articles about a show or film",
    "name:": "articles about any name",
    "by:": "quotes by a person",
    "outlet:": "from an outlet",
    "feed:": "from a feed",
    "folder:": "from the feeds of a folder",
    "tag:": "with a tag",
    "is:": "unread, read, starred, followed",
    "has:": "quote, release, picture",
    "since:": "7d, 2026-01, 2026-01-31",
    "before:": "2026-01-31",
}
_STATES = {"is:": ("unread", "read", "starred", "followed", "sample"), "has:": ("quote", "release", "picture")}
_OF_NAMES = ("person:", "show:", "film:", "name:", "by:")
SHOWN = 6


def last_token(line: str) -> int:
    """Return where the last word of a line begins; a quoted phrase is one word."""
    start, quoted = 0, False
    for at, char in enumerate(line):
        if char == '"':
            quoted = not quoted
        elif char == " " and not quoted:
            start = at + 1
    return start


def as_typed(line: str) -> str:
    """Return a search for what a person is typing: its last word may go on."""
    word = line[last_token(line) :]
    return f"{line}*" if len(word) > 1 and word.isalnum() and word != "OR" else line


def parted(line: str) -> list[str]:
    """Return the words of a line; a quoted phrase is one word, with its marks."""
    words: list[str] = []
    while line := line.strip():
        start = last_token(line)
        words.insert(0, line[start:])
        line = line[:start]
    return words


def field_of(name: Name) -> str:
    """Return the field that finds articles about a name."""
    return "show:" if name.type in WORK_TYPES else "person:" if name.type == "person" else "name:"


def phrase(text: str) -> str:
    """Return a text as one phrase of the query language."""
    return '"' + text.replace('"', " ") + '"'


def complete(
    line: str,
    names: Callable[[str], Sequence[Name]],
    others: Callable[[str], Iterable[str]],
    *,
    sayings: bool = False,
) -> list[Completion]:
    """Return a few ways to complete ``line``.

    ``names`` finds names by a prefix; ``others`` lists the values of ``outlet:``, ``feed:`` and ``folder:``;
    ``sayings`` offers ``by:`` too.
    """
    start = last_token(line)
    before, token = line[:start], line[start:]
    minus = "-" if token.startswith("-") else ""
    word = token.removeprefix("-")
    if not word or (word.count('"') == 2):
        return []
    field, colon, value = word.partition(":")
    if colon:
        return _values(before + minus, f"{field.casefold()}:", value.strip('"'), names, others)
    folded = word.strip('"').casefold()
    fields = [f for f in FIELDS if f.startswith(folded) and (sayings or f != "by:")]
    found = [Completion(before + minus + f, f, FIELDS[f]) for f in fields]
    for name in names(word.strip('"')) if len(folded) > 1 else ():
        prefix = "by:" if sayings and name.type in ("person", "character") else field_of(name)
        found.append(Completion(f"{before}{minus}{prefix}{phrase(name.name)} ", name.name, _note(name)))
    return found[:SHOWN]


def _values(
    before: str,
    field: str,
    value: str,
    names: Callable[[str], Sequence[Name]],
    others: Callable[[str], Iterable[str]],
) -> list[Completion]:
    if field in _STATES:
        fitting = [s for s in _STATES[field] if s.startswith(value.casefold()) and s != value]
        return [Completion(f"{before}{field}{state} ", state) for state in fitting]
    if field in _OF_NAMES:
        kinds = WORK_TYPES if field in ("show:", "film:") else None
        found = [name for name in names(value) if kinds is None or name.type in kinds]
        if field in ("person:", "by:"):
            found = [name for name in found if name.type not in WORK_TYPES]
        return [Completion(f"{before}{field}{phrase(n.name)} ", n.name, _note(n)) for n in found[:SHOWN]]
    wanted = value.casefold()
    fitting = [other for other in others(field) if wanted in other.casefold()]
    return [Completion(f"{before}{field}{phrase(other)} ", other) for other in fitting[:SHOWN]]


def _note(name: Name) -> str:
    return f"{name.type}, {name.articles} article" + ("s" if name.articles != 1 else "")
