"""^Z and `fg`, in a shell with job control: the terminal is given back whole, and the place is kept."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library

from ..waiting import WAIT
from .conftest import IN_CONTROL, Terminal

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
SHELL = (*IN_CONTROL, "bash", "--noprofile", "--norc", "-i")
PROGRAM = f"'{sys.executable}' -m pullquote.tui\r".encode()
BEGINNING = "By Clara Jensen"


@pytest.fixture
def shell(start: Callable[..., Terminal], hermetic: Path, sample_edition: Path) -> Terminal:
    """A shell in which the app has been started on the sample edition."""
    shutil.copytree(sample_edition, hermetic / "library")
    terminal = start(command=SHELL, columns=80, lines=24, PS1="$ ", HISTFILE="/dev/null")
    terminal.until(lambda text: "$ " in text)
    terminal.press(PROGRAM)
    terminal.until(whole)
    return terminal


def whole(text: str) -> bool:
    """Return whether the list and the article beside it are there."""
    return "of 6 unread" in text and BEGINNING in text


def suspend(terminal: Terminal) -> str:
    """Press ^Z, wait until the shell has the terminal as it was, and return the app's last frame."""
    terminal.press(b"\x1a")
    terminal.until(lambda _: b"Stopped" in terminal.received)
    assert terminal.left()
    return terminal.drawn(terminal.received.rpartition(b"\x1b[?1049l")[0])


def resume(terminal: Terminal) -> None:
    terminal.received = b""
    terminal.press(b"fg\r")
    terminal.until_received(b"\x1b[?1049h")


def test_the_place_in_an_article_is_kept(shell: Terminal) -> None:
    shell.press(b"\r")
    shell.until(lambda text: BEGINNING in text and "of 6 unread" not in text)
    shell.press(b" ")
    shell.until(lambda text: BEGINNING not in text)
    for _ in range(2):
        before = suspend(shell)
        assert BEGINNING not in before
        resume(shell)
        shell.until(lambda text, before=before: text == before)
    shell.press(b"q")
    shell.until(lambda text: "of 6 unread" in text)


@pytest.mark.parametrize(
    ("key", "shown"), [(b"?", "Keys"), (b"/half a wo", "Nothing found"), (b"\x10", "want to do"), (b'"', "━ Quotes")]
)
def test_a_dialog_a_prompt_and_a_page_stand_as_they_stood(shell: Terminal, key: bytes, shown: str) -> None:
    shell.press(key)
    # A search that finds nothing also empties the article and the bar of keys, each in its own time.
    emptied = (BEGINNING, "Enter Open") if key.startswith(b"/") else ()
    shell.until(lambda text: shown in text and not any(words in text for words in emptied))
    before = suspend(shell)
    assert shown in before
    resume(shell)
    shell.until(lambda text: text == before)
    shell.press(b"\x1b")
    shell.until(lambda text: "of 6 unread" in text and shown not in text)


def test_another_size_meanwhile_is_followed(shell: Terminal) -> None:
    suspend(shell)
    shell.resize(120, 30)
    resume(shell)
    shell.until(lambda text: "In this article" in text)


def test_in_the_background_it_waits_for_the_terminal(shell: Terminal) -> None:
    suspend(shell)
    shell.received = b""
    shell.press(b"bg\r")
    shell.press(b"""while [ -n "$(jobs -r)" ]; do sleep 0.01; done; echo stopped a''gain\r""")
    shell.until_received(b"stopped again")
    assert b"\x1b[?1049h" not in shell.received
    resume(shell)
    shell.until(lambda text: "of 6 unread" in text)


def test_it_ends_in_good_order_afterwards(shell: Terminal) -> None:
    suspend(shell)
    resume(shell)
    shell.until(lambda text: "of 6 unread" in text)
    shell.press(b"Q")
    shell.until(lambda _: b"\x1b[?1049l" in shell.received)
    shell.press(b"echo co''de $?\r")
    shell.until(lambda _: b"code 0" in shell.received)
    assert shell.left()


def test_without_a_shell_to_go_back_to_it_goes_on(
    start: Callable[..., Terminal], hermetic: Path, sample_edition: Path
) -> None:
    shutil.copytree(sample_edition, hermetic / "library")
    terminal = start(command=(*IN_CONTROL, sys.executable, "-m", "pullquote.tui"), columns=80, lines=24)
    terminal.until(lambda text: "of 6 unread" in text)
    terminal.press(b"\x1a")
    terminal.until(lambda text: "no shell" in text)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert terminal.restored()


@pytest.mark.parametrize("key", [b"\x11", b"\x13"], ids=["^Q", "^S"])
def test_keys_of_flow_control_do_nothing(
    start: Callable[..., Terminal], hermetic: Path, sample_edition: Path, key: bytes
) -> None:
    shutil.copytree(sample_edition, hermetic / "library")
    terminal = start(columns=80, lines=24)
    terminal.until(whole)
    terminal.press(key)
    terminal.press(b"?")
    terminal.until(lambda text: "Keys" in text)
    terminal.press(b"\x1b")
    terminal.until(lambda text: whole(text) and "Keys" not in text)


class Slow(BaseHTTPRequestHandler):
    """Answers when it is told to."""

    asked, answers = Event(), Event()

    def do_GET(self) -> None:
        self.asked.set()
        self.answers.wait(WAIT)
        body = FEED.encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Stay quiet."""


FEED = """<rss version="2.0"><channel><title>Slow</title><item><title>A late story</title><guid>1</guid>
<description>It came while the reader slept.</description></item></channel></rss>"""


def test_a_refresh_that_is_under_way_goes_on_afterwards(shell: Terminal, hermetic: Path) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        with Library.open(hermetic / "library", settings=Settings()) as library:
            library.feeds.add(f"http://127.0.0.1:{server.server_port}/feed", title="Slow")
        shell.press(b"R")
        shell.until(lambda _: Slow.asked.is_set())
        suspend(shell)
        Slow.answers.set()
        resume(shell)
        shell.until(lambda text: "1 new" in text)
        assert "failed" not in shell.text()
    finally:
        server.shutdown()
        server.server_close()


def test_a_program_that_has_the_terminal_stops_with_the_app(shell: Terminal, tmp_path: Path) -> None:
    shell.press(b"|")
    shell.until(lambda text: "Pipe to" in text)
    shell.press(b"!cat; echo re''ading; sleep 300\r")
    shell.until_received(b"reading")
    shell.press(b"\x1a")
    shell.until(lambda _: b"Stopped" in shell.received)
    shell.received = b""
    shell.press(b"fg\r")
    shell.until_received(b"pullquote.tui")
    shell.press(b"\x03")
    shell.until(lambda text: "Back from !cat" in text)
    shell.until(whole)
