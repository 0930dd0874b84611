"""What a sync needs of a server, whatever its dialect; and what a dialect needs to ask it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Literal, Protocol

from msgspec import Struct

from pullquote.cache.core.servers.sync import MarkName, RemoteEntry, RemoteFeed, RemoteMarks, RemotePage, What


class Ask(Struct, frozen=True):
    """A request to a server: ``path`` is resolved below the account's address, ``query`` is appended to it.

    ``form`` is sent as ``application/x-www-form-urlencoded`` in the order of its pairs, ``json`` as JSON; at most one
    of them is given. ``cap`` bounds the bytes of the answer.
    """

    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    query: tuple[tuple[str, str], ...] = ()
    form: tuple[tuple[str, str], ...] | None = None
    json: Any = None
    headers: Mapping[str, str] = {}
    cap: int = 10 << 20

    def __repr__(self) -> str:
        return f"Ask({self.method} {self.path})"  # the rest may be secret


class Answer(Struct, frozen=True):
    """What a server answered; ``date`` is its ``Date`` header in unix seconds, where it has one."""

    status: int
    body: bytes
    headers: Mapping[str, str] = {}
    date: int | None = None


class Credentials(Struct, frozen=True):
    """Who signs in: a name and a password, or a token as the password alone."""

    user: str
    password: str

    def __repr__(self) -> str:
        return "Credentials(…)"


class Line(Protocol):
    """The connection a backend speaks through."""

    async def ask(self, request: Ask) -> Answer:
        """Send a request and return the answer, whatever its status.

        Raises ``FetchError`` where none came, ``SyncHeld`` for a 429 or 503: the server wants to be left alone.
        """
        ...

    async def read(self, what: What, data: bytes) -> Any:
        """Have a worker read the body of an answer as what it is (``reading.RESULTS`` has the types).

        Raises ``FetchError`` for what is not of the dialect.
        """
        ...

    async def unknown(self, ids: Sequence[str]) -> list[str]:
        """Return those of some entries that are not here yet, in their order."""
        ...


class Backend(Protocol):
    """A server as a sync sees it. Every method may raise ``SyncError`` or ``FetchError``."""

    marks_at_once: int
    """Entries that may be marked in one call of ``mark``."""
    texts_at_once: int
    """Entries that may be asked for in one call of ``missing``."""

    async def sign_in(self) -> str:
        """Sign in, and return what the server calls the user. Raises ``SyncRefused`` where it does not let us."""
        ...

    async def feeds(self) -> list[RemoteFeed]:
        """Return all subscriptions."""
        ...

    async def marks(self, since: str) -> RemoteMarks:
        """Return what is marked: all of it, or what changed ``since`` (empty: ever)."""
        ...

    async def newer(self, cursor: str) -> RemotePage:
        """Return some entries that were not given up to ``cursor`` (empty: none were)."""
        ...

    async def missing(self, ids: Sequence[str]) -> RemotePage:
        """Return entries by their ids, up to ``texts_at_once``; those the server has not are left out."""
        ...

    async def mark(self, ids: Sequence[str], name: MarkName, value: bool) -> None:
        """Set or remove a mark; doing so twice is the same as once."""
        ...

    async def subscribe(self, url: str, folder: str) -> None:
        """Subscribe to a feed; one that is there already is no error."""
        ...

    async def unsubscribe(self, feed: str) -> None:
        """Unsubscribe; a subscription that is gone is no error."""
        ...

    async def change(self, feed: RemoteFeed, title: str, folder: str) -> None:
        """Call a feed so, and put it into a folder (empty: none)."""
        ...


async def until_all(ask: Callable[[Sequence[str]], Awaitable[RemotePage]], ids: Sequence[str]) -> RemotePage:
    """Return entries by their ids, of a server that may send fewer than ``ask`` asks it for.

    It is asked for those that are left until they are all here, or an answer brings none of them.
    """
    found: dict[str, RemoteEntry] = {}
    left = list(ids)
    while left:
        found |= {one.id: one for one in (await ask(left)).entries}
        rest = [one for one in left if one not in found]
        if len(rest) == len(left):
            break
        left = rest
    return RemotePage(tuple(found.values()))
