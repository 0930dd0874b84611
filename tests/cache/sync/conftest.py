"""Libraries with accounts, and the servers they are on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from types import MappingProxyType

import pytest

from pullquote.cache.core.feed import RefreshEvent
from pullquote.cache.core.servers.credentials import AccountLogin
from pullquote.cache.core.servers.sync import Account, Dialect
from pullquote.cache.core.settings import Network, Refresh, Settings
from pullquote.cache.library import Library

from ... import servers
from ...waiting import WAIT

SETTINGS = Settings(
    refresh=Refresh(spacing=0.0, pages=False, pictures=False),
    network=Network(connect_timeout=WAIT, read_timeout=WAIT, total_timeout=WAIT),
)


@pytest.fixture(scope="session")
def miniflux() -> Iterator[servers.Server]:
    """Miniflux, empty; a test leaves what it subscribed to."""
    try:
        with servers.miniflux() as server:
            yield server
    except servers.Missing as problem:
        pytest.skip(str(problem))


@pytest.fixture(scope="session")
def coldsweat() -> Iterator[servers.Server]:
    try:
        with servers.coldsweat() as server:
            yield server
    except servers.Missing as problem:
        pytest.skip(str(problem))


class Machine:
    """One machine of a user: a library with one account."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open(folder, settings=SETTINGS)

    async def join(self, dialect: Dialect, url: str, user: str, password: str) -> Account:
        return await self.library.accounts.add(dialect, url, AccountLogin(user, password))

    async def sync(self) -> list[RefreshEvent]:
        return [event async for event in self.library.accounts.sync()]

    def state(self) -> dict[str, tuple[bool, bool]]:
        """Return of each article, by title, whether it is read and starred."""
        rows = self.library.headlines(self.library.ids(""))
        return {row.title: (row.read, row.starred) for row in rows}

    def id(self, title: str) -> int:
        return next(row.id for row in self.library.headlines(self.library.ids("")) if row.title == title)

    @property
    def account(self) -> Account:
        return self.library.accounts.listed()[0]


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[list[Machine]]:
    """Three machines of one user."""
    found = [Machine(tmp_path / name) for name in ("laptop", "desk", "phone")]
    yield found
    for machine in found:
        machine.library.__exit__(None, None, None)


def feed_of(
    name: str,
    count: int,
    start: int = 0,
    *,
    when: datetime | None = None,
    words: Mapping[int, str] = MappingProxyType({}),
) -> bytes:
    """Return a feed with so many entries, of this March or of ``when``; ``words`` are what some say more."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{name}-{n}</guid><title>{name} {n}</title>"
        f"<link>https://outlet.example/{name}/{n}</link>"
        f"<pubDate>{format_datetime(when or datetime(2026, 3, 1 + n % 28, 10, tzinfo=UTC))}</pubDate>"
        f"<description><![CDATA[<p><em>Paper Boats</em> returns, part {n}. “We came back to the pier,” Nora Vance told "
        f"Harbour Weekly.{words.get(n, '')}</p>]]></description></item>"
        for n in range(start, start + count)
    )
    return f"<rss version='2.0'><channel><title>{name}</title>{items}</channel></rss>".encode()
