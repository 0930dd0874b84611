"""How the reader ends, and what a hostile article sends: the real program in a real terminal."""

from __future__ import annotations

import base64
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article, Paragraph, PullQuote, Span
from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library

from .conftest import WAIT, Terminal

HOSTILE = "\x1b]0;PWNED\x07\x1b[31m\x9b2J\u202e[/red][LIVE]"


def test_list_article_people_back_and_quit(start: Callable[..., Terminal]) -> None:
    terminal = start()
    terminal.until(lambda text: "Welcome to Pullquote" in text)
    terminal.press(b"\r")
    terminal.until(
        lambda text: (
            "6 of 6 unread" in text and "In this article" in text and "Sample edition" in text and "Welcome" not in text
        )
    )
    terminal.press(b"\r")
    terminal.until(lambda text: "5 of 6 unread" in text and "━ Article" in text)
    terminal.press(b"g3")
    terminal.until(lambda text: "━ In this article" in text)
    terminal.press(b"q")
    terminal.until(lambda text: "━ Article" in text)
    terminal.press(b"q")
    terminal.until(lambda text: "━ All articles" in text)
    terminal.press(b"q")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_a_hostile_article_sends_no_escape_of_its_own(start: Callable[..., Terminal], hermetic: Path) -> None:
    with Library.open(hermetic / "library", settings=Settings()) as library:
        library.keep(
            Article(
                title=f"Nasty {HOSTILE}",
                outlet=HOSTILE,
                byline=(HOSTILE,),
                blocks=(Paragraph(f"{HOSTILE} words"), PullQuote(HOSTILE, speaker=HOSTILE, via=HOSTILE)),
                text="words",
            )
        )
    terminal = start(columns=80, lines=24)
    terminal.until(lambda text: "Nasty" in text and "[LIVE]" in text)
    for keys, shown in (
        (b"\r", "━ Article"),
        (b"]", "No quotes"),
        (b"u", "No links"),
        (b"t", "With release dates"),
        (b"\x1b", "No links"),
        (b"q", "━ All articles"),
        (b"/", "a phrase"),
        (b"nasty\r", "Search: nasty"),
    ):
        terminal.press(keys)
        terminal.until(lambda text, shown=shown, asked=keys == b"t": shown in text and ("Sections" in text) == asked)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    out = terminal.received
    assert b"PWNED\x07" not in out
    assert b"\x1b]0;" not in out
    assert "\u202e".encode() not in out
    assert "\x9b".encode() not in out
    assert b"\x1bP" not in out.replace(b"\x1bP+q", b"")
    assert b"\x1b_" not in out.replace(b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\", b"")  # our own question
    assert b"\x1b^" not in out
    assert "[/red]" in terminal.received.decode(errors="replace")


LINKS = (
    "https://lantern.example/a?b=c;d",
    f"https://lantern.example/{HOSTILE}",
    "https://me:secret@lantern.example/in",
    "javascript:alert(1)",
)


def linked(folder: Path) -> None:
    """Keep an article with each of the links."""
    text = " ".join(f"word{number}" for number in range(len(LINKS)))
    spans = tuple(Span(6 * at, 6 * at + 5, "link", href) for at, href in enumerate(LINKS))
    with Library.open(folder, settings=Settings()) as library:
        library.keep(Article(title="Linked", blocks=(Paragraph(text, spans),), text=text))


def test_the_terminal_is_told_where_links_lead(start: Callable[..., Terminal], hermetic: Path) -> None:
    linked(hermetic / "library")
    terminal = start()
    terminal.until(lambda text: "word3" in text)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    led = re.findall(rb"\x1b\]8;id=[0-9-]*;([^\x1b\x07]*)\x1b\\", terminal.received)
    assert b"https://lantern.example/a?b=c;d" in led
    assert b"https://lantern.example/in" in led
    assert len(set(led)) == 3
    assert all(address.startswith(b"https://lantern.example/") and address.isascii() for address in led)
    assert b"secret" not in terminal.received
    assert b"javascript" not in terminal.received
    assert b"PWNED\x07" not in terminal.received


@pytest.mark.parametrize("way", ["setting", "console"])
def test_no_link_is_sent_where_none_is_wanted(start: Callable[..., Terminal], hermetic: Path, way: str) -> None:
    linked(hermetic / "library")
    environment = {"TERM": "linux"} if way == "console" else {}
    if way == "setting":
        (hermetic / "config").mkdir(exist_ok=True)
        (hermetic / "config" / "config.toml").write_text("[reading]\nhyperlinks = false\n")
    terminal = start(**environment)
    terminal.until(lambda text: "word3" in text)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert b"\x1b]8;" not in terminal.received


@pytest.mark.parametrize("again", [False, True], ids=["first", "again"])
def test_words_typed_in_one_go_with_the_key_are_searched_for(start: Callable[..., Terminal], again: bool) -> None:
    """The line to type in is made when it is first asked for: every letter pressed meanwhile belongs to it."""
    terminal = start()
    terminal.until(lambda text: "Welcome to Pullquote" in text)
    terminal.press(b"\r")
    terminal.until(lambda text: "6 of 6 unread" in text and "In this article" in text and "Welcome" not in text)
    if again:
        terminal.press(b"F")
        terminal.until(lambda text: "is:unread" in text)
        terminal.press(b"\x1b")
        terminal.until(lambda text: "is:unread" not in text)
    terminal.press(b"/quiet season")
    terminal.until(lambda text: "Search quiet season" in text)
    terminal.press(b"\r")
    terminal.until(lambda text: "Search: quiet season" in text)
    terminal.press(b"Fis:starred")
    terminal.until(lambda text: "Filter is:starred" in text)
    terminal.press(b"\x1b")
    terminal.until(lambda text: "Filter" not in text.split("Enter")[0].split("Search:")[1])
    terminal.press(b"Q")
    assert terminal.ended() == 0


def test_keys_pressed_in_one_go_with_the_one_that_opens_are_for_the_article(start: Callable[..., Terminal]) -> None:
    """Enter opens, ``]`` goes to the next quote, ``y`` copies that: none is taken for a key of the list."""
    terminal = start()
    terminal.until(lambda text: "Welcome to Pullquote" in text)
    terminal.press(b"\r")
    terminal.until(lambda text: "6 of 6 unread" in text and "In this article" in text and "Welcome" not in text)
    terminal.press(b"gg\r]y")
    terminal.until(lambda _: b"\x1b]52;c;" in terminal.received)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    copied = re.search(rb"\x1b\]52;c;([^\x07\x1b]*)", terminal.received)
    assert copied is not None
    assert "— Priya Raman, to Reel Weekly" in base64.b64decode(copied[1]).decode()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_restores_the_terminal(start: Callable[..., Terminal], number: signal.Signals) -> None:
    terminal = start(columns=80, lines=24)
    terminal.until(lambda text: "Welcome to Pullquote" in text)
    terminal.process.send_signal(number)
    code = terminal.ended()
    assert terminal.restored()
    assert code == 128 + number


def test_a_terminal_that_goes_away_without_a_signal_ends_the_program(start: Callable[..., Terminal]) -> None:
    terminal = start(columns=80, lines=24)
    terminal.until(lambda text: "Welcome to Pullquote" in text)
    terminal.hang_up()
    assert terminal.process.wait(timeout=WAIT) is not None


CRASH = """
from pathlib import Path
from pullquote.cache.library import Library
from pullquote.tui.app import Reader

class Crashing(Reader):
    def on_mount(self):
        self.set_timer(0.8, lambda: 1 / 0)

with Library.open() as library:
    library.samples()
    Crashing(library).run()
"""


def test_a_crash_restores_the_terminal(start: Callable[..., Terminal]) -> None:
    terminal = start(command=[sys.executable, "-c", CRASH], columns=80, lines=24)
    terminal.ended()
    assert b"\x1b[?1049h" in terminal.received
    assert b"ZeroDivisionError" in terminal.received
    assert terminal.restored()
