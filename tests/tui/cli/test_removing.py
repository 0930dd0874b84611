"""`pullquote remove` and `undo`; what `open -` keeps."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.library import Library

from ...waiting import WAIT

PAGE = b"""<html><head><title>The lamp is lit</title></head><body><article><h1>The lamp is lit</h1>
<p>The lamp was lit again, and this time the whole crew stood around it and watched it burn for an hour.</p>
<p>Nobody knew why it had gone out, and nobody asked; the night was long, and there was tea for everyone.</p>
</article></body></html>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Library.open(tmp_path / "library") as library:
        library.samples()
    return tmp_path / "library"


def run(folder: Path, *words: str, stdin: bytes | int = b"") -> subprocess.CompletedProcess[bytes]:
    given: dict[str, Any] = {"stdin": stdin} if isinstance(stdin, int) else {"input": stdin}
    return subprocess.run(
        [sys.executable, "-m", "pullquote.tui", "--library", str(folder), *words],
        capture_output=True, timeout=WAIT, check=False, **given,
    )  # fmt: skip


def count(folder: Path) -> int:
    with Library.open(folder, read_only=True) as library:
        return library.count()


def test_articles_are_removed_by_number_or_query_and_undo_brings_them_back(folder: Path) -> None:
    there = count(folder)
    done = run(folder, "remove", "1", "2")
    assert (done.returncode, done.stderr) == (0, b"2 articles removed. `pullquote undo` brings them back.\n")
    assert count(folder) == there - 2
    done = run(folder, "remove", "is:unread", "-nothing-like-this")
    assert (done.returncode, b"--yes" in done.stderr) == (2, True)
    assert count(folder) == there - 2
    done = run(folder, "remove", "is:unread", "-nothing-like-this", "--yes")
    assert done.returncode == 0
    assert count(folder) == 0
    assert run(folder, "undo").stderr == f"{there - 2} articles are back.\n".encode()
    assert run(folder, "undo").stderr == b"2 articles are back.\n"
    assert count(folder) == there
    assert run(folder, "undo").stderr == b"There is nothing to take back.\n"


def test_a_dry_run_prints_what_would_go_and_removes_nothing(folder: Path) -> None:
    there = count(folder)
    done = run(folder, "remove", "1", "--dry-run")
    assert done.stdout.startswith(b"1\t")
    assert done.stderr == b"1 article would be removed.\n"
    assert count(folder) == there


def test_an_article_that_is_named_twice_is_one(folder: Path) -> None:
    assert run(folder, "remove", "1", "1", "--dry-run").stderr == b"1 article would be removed.\n"
    said = run(folder, "later", "1", "1").stderr
    assert said == b"1 article put on the reading list. `pullquote undo` takes it back.\n"


def test_a_dry_run_that_finds_nothing_names_the_query(folder: Path) -> None:
    done = run(folder, "remove", "zzz", "outlet:nobody", "--dry-run")
    assert (done.returncode, done.stdout, done.stderr.decode()) == (0, b"", "No article matches “zzz outlet:nobody”.\n")


def test_what_is_not_there_and_an_empty_query_remove_nothing(folder: Path) -> None:
    there = count(folder)
    assert run(folder, "remove", "9999").returncode == 1
    assert run(folder, "remove", "").returncode == 2
    for words in (["remove", '""'], ["remove", " ", '"'], ["later", ""], ["tag", "seen", '""']):
        done = run(folder, *words)
        assert (done.returncode, b"Name articles by number" in done.stderr) == (2, True), words
    assert run(folder, "remove").returncode == 2
    assert run(folder, "remove", "is:unred").returncode == 2
    done = run(folder, "remove", "tag:nowhere")
    assert (done.returncode, done.stderr) == (0, "No article matches “tag:nowhere”.\n".encode())
    assert count(folder) == there


@pytest.mark.parametrize(("answer", "code", "gone"), [(b"n\n", 1, 0), (b"y\n", 0, 1)])
def test_on_a_terminal_it_asks_unless_told_not_to(folder: Path, answer: bytes, code: int, gone: int) -> None:
    there = count(folder)
    above, below = pty.openpty()
    try:
        os.write(above, answer)
        done = run(folder, "remove", "1", stdin=below)
        assert done.returncode == code
        assert b"Remove \xe2\x80\x9c" in done.stderr
        assert count(folder) == there - gone
        done = run(folder, "remove", "2", "--yes", stdin=below)
        assert (done.returncode, b"?" in done.stderr) == (0, False)
    finally:
        os.close(above)
        os.close(below)


def test_what_is_opened_from_a_pipe_is_printed_and_not_kept_unless_told_to(folder: Path) -> None:
    there = count(folder)
    done = run(folder, "open", "-", stdin=PAGE)
    assert done.returncode == 0
    assert b"The lamp was lit again" in done.stdout
    assert count(folder) == there
    done = run(folder, "open", "-", "--keep", stdin=PAGE)
    assert b"The lamp was lit again" in done.stdout
    assert count(folder) == there + 1
    assert run(folder, "undo").stderr == "Not kept any more: “The lamp is lit”.\n".encode()
    assert count(folder) == there


def test_what_was_borrowed_goes_unless_it_was_marked(folder: Path) -> None:
    with Library.open(folder) as library:
        first, second = library.ids()[:2]
        library.star([first])
        library.give_back([first, second])
        assert first in library.ids()
        assert second not in library.ids()
