"""What is pasted into a real terminal goes into the line that is typed into, and presses no key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library

from .conftest import Terminal

FOREIGN = b"\x1b[31mALL OF IT IS READ\x1b[0m and more, and yet more, and more than a sequence is long\rQ\rQ"
"""Coloured words, as copied from a terminal's log; some are keys of the list: A marks all in view as read."""


@pytest.fixture
def reader(start: Callable[..., Terminal]) -> Terminal:
    terminal = start(columns=100)
    terminal.until(lambda text: "Welcome to Pullquote" in text)
    terminal.press(b"\r")
    terminal.until(lambda text: "6 of 6 unread" in text and "Welcome" not in text)
    return terminal


@pytest.mark.parametrize("cut", [len(FOREIGN), 1, 7])
def test_what_is_pasted_presses_no_key(reader: Terminal, hermetic: Path, cut: int) -> None:
    text = b"\x1b[200~" + FOREIGN + b"\x1b[201~"
    for start in range(0, len(text), cut):
        reader.press(text[start : start + cut])
    reader.press(b"/")
    reader.until(lambda text: "Search" in text.splitlines()[-3])
    reader.press(b"\x1b[200~harbour\rlights\x1b[201~")
    reader.until(lambda text: "Search harbour lights" in text)
    reader.press(b"\x1b")
    reader.until(lambda text: "Search" not in text.splitlines()[-3])
    reader.press(b"Q")
    assert reader.ended() == 0
    with Library.open(hermetic / "library", settings=Settings(), read_only=True) as library:
        assert len(library.ids("is:unread")) == 6
