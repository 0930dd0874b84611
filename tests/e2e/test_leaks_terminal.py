"""Nothing guarded reaches a real terminal, pager, pipe that goes on, or browser: all bytes are looked through."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pullquote.cache.core.settings import Catalogues, Settings
from pullquote.cache.library import Library

from ..waiting import until
from .conftest import Terminal
from .guarded import SECRET, SLUG, found_in, furnish, retold, rule_secrets
from .test_serve import address, browser, open_page, press, pytestmark, received

__all__ = ["address", "browser"]
in_browser = pytestmark
del pytestmark
QUIET = '[catalogue]\nuse = "off"\n[list]\nstories = true\n'
ESC = b"\x1b"


@pytest.fixture
def library(hermetic: Path) -> Path:
    """A library with guarded articles, which every command of the test opens."""
    folder = hermetic / "library"
    with Library.open(folder, settings=Settings(catalogue=Catalogues(use="off"))) as opened:
        furnish(opened)
    (hermetic / "config").mkdir(exist_ok=True)
    (hermetic / "config" / "config.toml").write_text(QUIET)
    return folder


def titles(received: bytes) -> list[str]:
    """Return what the window was called (``OSC 0`` and ``OSC 2``, ended by ``BEL`` or ``ST``)."""
    return [one.decode() for one in re.findall(rb"\x1b\][02];(.*?)(?:\x07|\x1b\\)", received, re.DOTALL)]


def copied(received: bytes) -> list[str]:
    """Return what was put on the clipboard (``OSC 52``)."""
    return [base64.b64decode(one).decode() for one in re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)", received)]


def letters(received: bytes) -> str:
    """Return what is written without the sequences that place and colour it, so that no word is cut by one."""
    return re.sub(rb"\x1b\[[0-9;:?<>=]*[A-Za-z]", b"", received).decode(errors="replace")


def told(received: bytes) -> list[str]:
    """Return the guarded words in all that a terminal was sent; an address that was asked for may be copied."""
    texts = [letters(received), received.decode(errors="replace"), *titles(received)]
    texts += [one for one in copied(received) if not re.fullmatch(rf"https://\S*{SLUG}\S*", one.strip())]
    return found_in("\n".join(texts))


def test_what_is_looked_through_is_read_as_a_terminal_reads_it() -> None:
    secret = f"{SECRET}word".encode()
    assert told(ESC + b"]2;The " + secret + b"\x07") == ["zqxword"]
    assert told(ESC + b"]52;c;" + base64.b64encode(b"so " + secret) + b"\x07") == ["zqxword"]
    assert told(b"z" + ESC + b"[1mq" + ESC + b"[22mxword") == ["zqxword"]


WALK = (
    *(b"=", b"E", b"\r", b"\r", b"q", b"q"),  # a story, an edition
    *(b"\r", b"G", b"y", b"q", b"g3", b"P", b"q", b"q"),  # an article, names, a page of one
    *(b"g4", b"y", b"q", b"g6", b"q", b"gb", b"y", b"q"),  # quotes, what comes out, the quote book
    *(b"/", b"harbour\r"),
)
SEEN = ("Edition of", "Quotes", "Releases", "Quote book", "Saltgate", "▨")
"""What stands on one of the screens of the walk."""


@pytest.mark.usefixtures("library")
@pytest.mark.slow
def test_a_real_terminal_is_sent_nothing_that_is_guarded(start: Callable[..., Terminal]) -> None:
    terminal = start(columns=110, lines=50)
    terminal.until(lambda text: "Saltgate" in text and "unread" in text)
    screens = terminal.text()
    for keys in WALK:
        terminal.press(keys)
        before = -1
        while len(terminal.received) > before:  # until it is drawn
            before = len(terminal.received)
            terminal.read(0.4)
        screens += terminal.text()
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert [word for word in SEEN if word not in screens] == []
    assert found_in(screens) == []
    assert told(terminal.received) == []
    assert copied(terminal.received)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("asked", [(), ("--spoilers",)], ids=["opened", "spoilers"])
def test_what_was_opened_is_veiled_again_at_the_next_start(start: Callable[..., Terminal], asked: tuple[str]) -> None:
    terminal = start(*asked, columns=110, lines=50)
    terminal.until(lambda text: "Saltgate" in text and "unread" in text)
    if not asked:
        terminal.press(b".")
    terminal.until(lambda text: "zqxtitle" in text)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    again = start(columns=110, lines=50)
    again.until(lambda text: "Saltgate" in text and "unread" in text)
    again.press(b"Q")
    assert again.ended() == 0
    assert told(again.received) == []


@pytest.mark.usefixtures("library")
def test_with_spoilers_it_is_sent(start: Callable[..., Terminal]) -> None:
    terminal = start("--spoilers", columns=110, lines=50)
    terminal.until(lambda text: "zqxtitle" in text)
    assert "zqxtitle" in told(terminal.received)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("command", [("show", "1"), ("show", "1", "2", "3"), ("show", "1", "--changes"), ("list",)])
@pytest.mark.parametrize("pager", ["less -R", "kept"])
def test_a_pager_gets_nothing_that_is_guarded(
    start: Callable[..., Terminal], hermetic: Path, command: tuple[str, ...], pager: str
) -> None:
    kept = hermetic / "kept"
    if pager != "kept" and shutil.which("less") is None:
        pytest.skip("less is not installed")
    terminal = start(*command, columns=60, lines=9, PAGER=f"tee {kept}" if pager == "kept" else pager)
    terminal.until(lambda text: bool(text.strip()))
    if terminal.process.poll() is None:
        terminal.press(b"   Gq")
    assert terminal.ended() == 0
    assert told(terminal.received) == []
    if kept.exists():
        assert "Saltgate" in kept.read_text() or "--changes" in command
        assert found_in(kept.read_text()) == []


def another(library: Path, number: int) -> str:
    """Keep one more guarded article; return a word of what may be told of it."""
    later = replace(retold(), url=f"https://other.example/{SLUG}-{number}", outlet=f"Outlet {number}")
    with Library.open(library, settings=Settings(catalogue=Catalogues(use="off"))) as opened:
        kept = opened.keep(later)
        rule_secrets(opened, kept)
    return f"Outlet {number}"


@pytest.fixture
def watch(library: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []

    def run(*words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "pullquote.tui", "--library", str(library), "list", "--watch", *words]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1)
        started.append(process)
        return process

    yield run
    for process in started:
        process.kill()
        process.communicate()


def lines_until(process: subprocess.Popen[str], word: str) -> str:
    """Return what a program writes up to the line with a word."""
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if word in line:
            return said
    raise AssertionError(f"{word} never came:\n{said}")


@pytest.mark.parametrize("form", ["tsv", "jsonl", "text"])
def test_a_list_that_goes_on_tells_nothing_that_is_guarded(
    library: Path, watch: Callable[..., subprocess.Popen[str]], form: str
) -> None:
    process = watch("--format", form)
    said = lines_until(process, "Tern Street")
    word = another(library, 5)
    said += lines_until(process, word)
    assert "Saltgate" in said
    assert [one for one in found_in(said) if one != SLUG or form == "text"] == []


@in_browser
@pytest.mark.slow
def test_a_browser_is_sent_nothing_that_is_guarded(address: str, browser: Any) -> None:
    open_page(browser, address)
    until(lambda: "Saltgate" in received(browser))
    for keys, shows in (("\ue007", "harbour"), ("g4", "Quotes"), ("gb", "Quote book"), ("qqqE", "Make an edition")):
        for key in keys:
            press(browser, key)
        until(lambda shows=shows: shows in received(browser))  # type: ignore[misc]
    assert found_in(received(browser)) == []
    assert found_in(str(browser.title)) == []
    assert found_in(str(browser.page_source)) == []
