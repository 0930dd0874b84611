"""Ctrl-C at any moment: exit code 130, no traceback, and what was fetched is kept."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.library import Library

from ...interrupting import COUNTING, moments
from ...waiting import WAIT, until

PROGRAM = [sys.executable, "-m", "pullquote.tui"]
FEED = """<rss version="2.0"><channel><title>Outlet {0}</title><item><title>Story of outlet {0}</title>
<guid>{0}</guid><description>{1}</description></item></channel></rss>"""
Interrupted = Callable[..., "subprocess.CompletedProcess[str] | None"]


@pytest.fixture(autouse=True)
def place(hermetic: Path, sample_edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a library, and a Python that counts."""
    shutil.copytree(sample_edition, hermetic / "library")
    (hermetic / "config").mkdir()
    (hermetic / "config" / "config.toml").write_text("[refresh]\nspacing = 0\npages = false\npictures = false\n")
    (tmp_path / "sitecustomize.py").write_text(COUNTING)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *(path for path in sys.path if path)]))
    monkeypatch.setenv("INTERRUPT_TOLD", str(tmp_path / "told"))
    return hermetic / "library"


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], int]:
    """Return how many calls of functions a whole run makes."""

    def count(arguments: list[str]) -> int:
        monkeypatch.setenv("INTERRUPT_AT", "0")
        subprocess.run([*PROGRAM, *arguments], capture_output=True, timeout=WAIT, check=False)
        return int((tmp_path / "told").read_text())

    return count


@pytest.fixture
def interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Interrupted:
    """Run the program, interrupted at a call; ``None`` where it had ended by then."""

    def run(arguments: list[str], moment: int) -> subprocess.CompletedProcess[str] | None:
        (tmp_path / "told").unlink(missing_ok=True)
        monkeypatch.setenv("INTERRUPT_AT", str(moment))
        done = subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, timeout=WAIT, check=False)
        if not (tmp_path / "told").exists():
            return None
        assert done.returncode == 130, (moment, done.returncode, done.stderr)
        assert done.stderr.replace("\r", "").strip() == "", (moment, done.stderr)
        return done

    return run


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [["list"], ["show", "1"], ["quotes", "--json"], ["config", "get", "--all"], ["list", "--nonsense"], ["--help"]],
    ids=" ".join,
)
def test_a_command_ends_at_once_and_says_nothing(
    arguments: list[str], calls: Callable[[list[str]], int], interrupted: Interrupted
) -> None:
    seen = [interrupted(arguments, moment) for moment in moments(calls(arguments), 20)]
    assert sum(done is not None for done in seen) > 20


@pytest.mark.slow
def test_a_refresh_keeps_the_feeds_that_were_finished(
    place: Path, calls: Callable[[list[str]], int], interrupted: Interrupted, loopback: Any, reply: Any
) -> None:
    with Library.open(place) as library:
        for number in range(4):
            library.feeds.add(loopback.on(f"/{number}", reply(body=FEED.format(number, "Words. " * 40).encode())))
    total = calls(["refresh", "--force", "--quiet"])
    for moment in moments(total, 20):
        interrupted(["refresh", "--force", "--quiet"], moment)
        with Library.open(place) as library:
            assert library.count("story") == 4
            assert library.database.read().execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert subprocess.run([*PROGRAM, "list"], capture_output=True, check=False, timeout=WAIT).returncode == 0


def test_a_refresh_that_waits_for_a_slow_feed_keeps_the_others(
    place: Path, loopback: Any, reply: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERRUPT_AT", "-1")
    with Library.open(place) as library:
        for number in range(3):
            library.feeds.add(loopback.on(f"/{number}", reply(body=FEED.format(number, "Words. " * 40).encode())))
        library.feeds.add(loopback.on("/slow", reply(delay=WAIT)))
    process = subprocess.Popen(
        [*PROGRAM, "refresh", "--force"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with Library.open(place, read_only=True) as library:
        until(lambda: library.count("story") == 3)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=WAIT)
    assert process.returncode == 130
    assert "Traceback" not in err
    with Library.open(place, read_only=True) as library:
        assert library.count("story") == 3


def test_where_interrupts_are_ignored_they_stay_ignored(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERRUPT_AT", "500")
    command = ["sh", "-c", 'trap "" INT; exec "$@"', "sh", *PROGRAM, "list"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT, check=False)
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 6


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_other_signals_end_it_without_a_word(number: int, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERRUPT_AT", "-1")
    process = subprocess.Popen([*PROGRAM, "list", "--watch"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.readline()
    process.send_signal(number)
    _, err = process.communicate(timeout=WAIT)
    assert (process.returncode, err) == (-number, "")
