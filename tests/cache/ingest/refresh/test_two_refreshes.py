"""Two real refreshes at once (D3): the second says so, waits, and asks no feed that the first has asked."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from pullquote.cache.core.errors import LibraryLocked
from pullquote.cache.ingest.refresh.round import refresh
from pullquote.cache.library import Library
from pullquote.cache.store.file import lock

from ....waiting import WAIT

FEEDS = 6
CONFIG = "[refresh]\nspacing = 0\nper_host = 8\nparallel = 8\npages = false\npictures = false\n"
REFRESH = [sys.executable, "-m", "pullquote.tui", "refresh"]
WORD = "Another refresh is under way"


class Origin:
    """Feeds that answer when they are let; ``asked`` is set by the first request."""

    def __init__(self, loopback, reply) -> None:
        self.loopback = loopback
        self.asked = threading.Event()
        self.let = threading.Event()
        self.urls = [loopback.on(f"/{number}", self._answering(number, reply)) for number in range(FEEDS)]

    def _answering(self, number: int, reply):
        item = f"<item><title>Part {number}</title><guid>{number}</guid><description>Rain at sea.</description></item>"
        body = f'<rss version="2.0"><channel><title>Outlet {number}</title>{item}</channel></rss>'.encode()

        def answer(_seen):
            self.asked.set()
            self.let.wait(WAIT)
            return reply(headers={"Content-Type": "application/rss+xml"}, body=body)

        return answer


@pytest.fixture
def origin(loopback, reply, tmp_path, monkeypatch) -> Iterator[Origin]:
    (tmp_path / "config.toml").write_text(CONFIG)
    monkeypatch.setenv("PULLQUOTE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("PULLQUOTE_LIBRARY", str(tmp_path / "library"))
    found = Origin(loopback, reply)
    with Library.open(tmp_path / "library") as library:
        for url in found.urls:
            library.feeds.add(url)
    yield found
    found.let.set()


def start() -> subprocess.Popen[str]:
    return subprocess.Popen(REFRESH, stderr=subprocess.PIPE, text=True)


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    return process.stderr.readline()


def test_d03_the_second_refresh_waits_and_asks_nothing_twice(origin):
    first = start()
    assert origin.asked.wait(WAIT)
    second = start()
    assert WORD in first_line(second)
    origin.let.set()
    _, _ = first.communicate(timeout=WAIT)
    _, told = second.communicate(timeout=WAIT)
    assert (first.returncode, second.returncode) == (0, 0)
    assert "No feeds were due." in told
    assert sorted(origin.loopback.paths()) == sorted(f"/{number}" for number in range(FEEDS))


def test_d03_a_refresh_that_was_killed_holds_up_nobody(origin):
    first = start()
    assert origin.asked.wait(WAIT)
    second = start()
    assert WORD in first_line(second)
    first.kill()
    first.communicate(timeout=WAIT)
    origin.let.set()
    _, told = second.communicate(timeout=WAIT)
    assert second.returncode == 0
    assert f"{FEEDS} feeds checked, {FEEDS} new articles" in told


async def test_d03_one_that_waits_too_long_leaves_with_a_word(library, quick, monkeypatch):
    monkeypatch.setattr(lock, "REFRESH_PATIENCE", 0.2)
    first = lock.RefreshLock(library.database.path)
    await first.wait(lambda _: None)
    try:
        with pytest.raises(LibraryLocked, match="Another refresh has been under way"):
            _ = [event async for event in refresh(library.database, quick)]
    finally:
        first.close()
    assert [event.message for event in [event async for event in refresh(library.database, quick)]]
