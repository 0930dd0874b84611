"""What is written to a terminal that reads is there at once, and in order."""

from __future__ import annotations

import os
import pty
import select
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import pytest

from pullquote.tui.services.terminal.writer import TerminalWriter

from ....waiting import WAIT, until


@pytest.fixture
def ends() -> Iterator[tuple[int, TextIO]]:
    """Return both ends of a terminal: a descriptor to read from, and a file to write to."""
    master, slave = pty.openpty()
    os.set_blocking(master, False)
    with Path(os.ttyname(slave)).open("w", encoding="utf-8") as file:
        yield master, file
    os.close(slave)
    os.close(master)


def read(master: int) -> bytes:
    """Return what can be read now."""
    return os.read(master, 1 << 20) if select.select([master], [], [], 0)[0] else b""


def test_a_frame_is_written_before_the_caller_goes_on(
    ends: tuple[int, TextIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TerminalWriter, "_run", lambda _: None)  # the thread never comes to write
    writer = TerminalWriter(ends[1], lambda: None)
    writer.write("one frame")
    assert read(ends[0]) == b"one frame"
    os.close(writer._descriptor)


def test_what_a_full_terminal_does_not_take_comes_later_and_in_order(ends: tuple[int, TextIO]) -> None:
    master, file = ends
    writer = TerminalWriter(file, lambda: None)
    sent = "".join(f"{number:>7}" for number in range(10_000))
    for start in range(0, len(sent), 7_000):
        writer.write(sent[start : start + 7_000])
    got = b""
    while len(got) < len(sent):
        select.select([master], [], [], 10)
        got += read(master)
    writer.close()
    assert got.decode() == sent


def test_a_terminal_that_is_behind_wants_no_frame_until_it_has_taken_in_all(ends: tuple[int, TextIO]) -> None:
    master, file = ends
    drained = threading.Event()
    writer = TerminalWriter(file, drained.set)
    assert not writer.stalled
    writer.write("x" * 200_000)
    until(lambda: writer.stalled)
    got = b""
    while len(got) < 200_000:
        assert writer.stalled or drained.is_set()
        select.select([master], [], [], 10)
        got += read(master)
    assert drained.wait(WAIT)
    assert not writer.stalled
    writer.close()
