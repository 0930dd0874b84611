"""A real refresh killed at random moments while a person marks articles (D1, D2).

``PULLQUOTE_KILLS=100`` kills it that often; the figures are printed (``pytest -n 0 -s``).
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pullquote.cache.library import Library

from ....waiting import WAIT, until

KILLS = int(os.environ.get("PULLQUOTE_KILLS", "8"))
FEEDS, ENTRIES = 20, 6
CONFIG = "[refresh]\nspacing = 0\nper_host = 8\nparallel = 8\npages = false\npictures = false\n"
REFRESH = [sys.executable, "-m", "pullquote.tui", "refresh", "--force", "--quiet"]


class Outlets:
    """Twenty feeds whose entries are all new with each ``edition``."""

    def __init__(self, loopback, reply) -> None:
        self.edition = 0
        self.asked = threading.Event()
        self.urls = [loopback.on(f"/{number}", self._answering(number, reply)) for number in range(FEEDS)]

    def _answering(self, number: int, reply) -> Callable[..., object]:
        def answer(seen):
            self.asked.set()
            tag = f'"{self.edition}"'
            if seen["If-None-Match"] == tag:
                return reply(304, headers={"ETag": tag})
            return reply(headers={"ETag": tag, "Content-Type": "application/rss+xml"}, body=self._feed(number))

        return answer

    def _feed(self, number: int) -> bytes:
        items = "".join(
            f"<item><title>Harbour Lights, part {self.edition}.{number}.{item}</title>"
            f"<guid isPermaLink='false'>edition {self.edition} of {number}, {item}</guid>"
            f"<link>http://outlet{number}.example/{self.edition}/{item}</link><description>"
            f"{'Nora Vance returns to the lighthouse, and the harbour waits for the storm. ' * 20}</description></item>"
            for item in range(ENTRIES)
        )
        return f'<rss version="2.0"><channel><title>Outlet {number}</title>{items}</channel></rss>'.encode()


@contextlib.contextmanager
def marking(library: Library) -> Iterator[set[int]]:
    """Mark unread articles read, one by one, during the block; the ids whose mark was acknowledged."""
    marked: set[int] = set()
    failures: list[Exception] = []
    done = threading.Event()

    def mark() -> None:
        try:
            while not done.wait(0.02):
                for number in library.ids("is:unread")[:1]:
                    library.mark_read([number])
                    marked.add(number)
        except Exception as error:  # noqa: BLE001 -- told to the test below
            failures.append(error)

    thread = threading.Thread(target=mark)
    thread.start()
    try:
        yield marked
    finally:
        done.set()
        thread.join()
    assert failures == []


def check(library: Library, marked: set[int]) -> int:
    """Look the library over after a kill; return how many feeds have the newest edition."""
    # On a connection of its own: one that has read the index before another process wrote it is told by some versions
    # of SQLite (3.53) that the index is corrupt, and is wrong.
    with contextlib.closing(sqlite3.connect(library.path)) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with library.database.write() as conn:
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        assert conn.execute(
            "SELECT (SELECT count(*) FROM search_docsize) = (SELECT count(*) FROM article)"
        ).fetchone() == (1,)
    conn = library.database.read()
    newest: dict[int, int] = {}
    for feed, edition, count in conn.execute(
        "SELECT feed, CAST(substr(key, 9) AS INTEGER), count(*) FROM entry GROUP BY 1, 2"
    ):
        assert count == ENTRIES, "a feed is stored whole or not at all"
        newest[feed] = max(newest.get(feed, 0), edition)
    validators = dict(conn.execute("SELECT id, etag FROM feed WHERE etag IS NOT NULL"))
    assert validators == {feed: f'"{edition}"' for feed, edition in newest.items()}
    unread = set(library.ids("is:unread"))
    assert not marked & unread, "no acknowledged mark is lost"
    last = max(newest.values(), default=0)
    return sum(edition == last for edition in newest.values())


def kill(process: subprocess.Popen[bytes], *, workers_too: bool) -> None:
    """Kill a refresh; its workers with it, or left to find out by themselves."""
    if workers_too:
        with contextlib.suppress(ProcessLookupError):  # it may have ended by itself
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
    until(lambda: not lives(process.pid))  # no worker outlives its refresh


def lives(group: int) -> bool:
    """Return whether a process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
def test_a_refresh_killed_at_any_moment_breaks_and_loses_nothing(loopback, reply, tmp_path, monkeypatch):
    config = tmp_path / "config.toml"
    config.write_text(CONFIG)
    monkeypatch.setenv("PULLQUOTE_CONFIG", str(config))
    monkeypatch.setenv("PULLQUOTE_LIBRARY", str(tmp_path / "library"))
    outlets = Outlets(loopback, reply)
    dice = random.Random(KILLS)
    marked: set[int] = set()
    cut = whole = 0
    with Library.open(Path(tmp_path / "library")) as library:
        for url in outlets.urls:
            library.feeds.add(url)
        span = complete(outlets)
        assert check(library, marked) == FEEDS
        for turn in range(1, KILLS + 1):
            outlets.edition = turn
            outlets.asked.clear()
            with marking(library) as now_marked:
                process = subprocess.Popen(REFRESH, start_new_session=True, stderr=subprocess.DEVNULL)
                outlets.asked.wait(WAIT)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(dice.random() * span)  # the random moment is what is tested
                whole += process.poll() is not None
                kill(process, workers_too=turn % 2 == 0)
            marked |= now_marked
            stored = check(library, marked) if kept(library, turn) else 0
            cut += 0 < stored < FEEDS
            if turn % 8 == 0 or turn == KILLS:
                complete(outlets)
                assert check(library, marked) == FEEDS
                assert kept(library, turn) == FEEDS * ENTRIES
                print(f"{turn} kills, {cut} between two feeds, {len(marked)} marks", flush=True)
    print(f"{whole} of {KILLS} came after the end; no mark was lost")
    assert marked


def complete(outlets: Outlets) -> float:
    """Refresh to the end; return the seconds from the first request on."""
    outlets.asked.clear()
    process = subprocess.Popen(REFRESH, start_new_session=True)
    outlets.asked.wait(WAIT)
    began = time.monotonic()
    assert process.wait(WAIT) == 0
    return time.monotonic() - began


def kept(library: Library, edition: int) -> int:
    """Count the stored entries of an edition."""
    row = library.database.read().execute("SELECT count(*) FROM entry WHERE key LIKE ?", (f"edition {edition} of %",))
    return int(row.fetchone()[0])
