"""The reader's place in a real terminal: left and come back to, and what was only borrowed from a pipe."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library

from .conftest import IN_CONTROL, MODULE, Terminal

PAGE = """<html><head><title>The lamp is lit</title></head><body><article><h1>The lamp is lit</h1>
<p>The lamp was lit again, and this time the whole crew stood around it and watched it burn for an hour.</p>
<p>Nobody knew why it had gone out, and nobody asked; the night was long, and there was tea for everyone.</p>
</article></body></html>"""


def filled(hermetic: Path) -> None:
    with Library.open(hermetic / "library", settings=Settings()) as library:
        library.samples()


def with_quotes(text: str) -> bool:
    """Return whether the page of the quotes stands there whole: its header, its rows and its keys."""
    return "━ Quotes" in text and text.count("┃") > 3 and "Back" in text


@pytest.mark.parametrize(("columns", "lines"), [(40, 20), (80, 24), (120, 40)])
def test_the_next_start_opens_where_the_last_one_was_left(
    start: Callable[..., Terminal], hermetic: Path, columns: int, lines: int
) -> None:
    filled(hermetic)
    terminal = start(columns=columns, lines=lines)
    terminal.until(lambda text: "6 of 6 unread" in text)
    terminal.press(b"jj")
    terminal.until(lambda text: columns > 40 or "3 of 6" in text)
    terminal.press(b'"')
    terminal.until(with_quotes)
    terminal.press(b"jj\r")
    terminal.until(lambda text: "━ Quotes" not in text and " %" in text)
    terminal.press(b"q")
    quotes = terminal.until(with_quotes)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    terminal = start(columns=columns, lines=lines)
    again = terminal.until(with_quotes)
    assert again.splitlines()[1:6] == quotes.splitlines()[1:6]
    terminal.press(b"q")
    terminal.until(lambda text: "━ All articles" in text and "3 of 6" in text)
    terminal.press(b"q")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_an_article_from_a_pipe_is_read_in_the_app_and_not_kept(start: Callable[..., Terminal], hermetic: Path) -> None:
    filled(hermetic)
    page = hermetic / "page.html"
    page.write_text(PAGE)
    terminal = start(command=(*IN_CONTROL, "/bin/sh", "-c", f"cat '{page}' | {shlex.join(MODULE)} open -"))
    terminal.until(lambda text: "The lamp was lit again" in text)
    terminal.press(b"Q")
    assert terminal.ended() == 0
    with Library.open(hermetic / "library", settings=Settings()) as library:
        assert library.count() == 6
