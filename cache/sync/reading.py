"""What a server answered, in a worker process only: these are a stranger's bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pullquote.cache.core.servers.sync import Dialect, RemoteFeed, RemoteIds, RemoteMarks, RemotePage, What
from pullquote.cache.sync import fever, greader, miniflux

RESULTS: Final[dict[What, Any]] = {
    "name": str,
    "token": str,
    "feeds": tuple[RemoteFeed, ...],
    "folders": dict[str, str],
    "ids": RemoteIds,
    "marks": RemoteMarks,
    "page": RemotePage,
    "done": str | bool,
}
"""The type of each thing that is read. ``folders`` are names by the ids of folders, or of feeds in them."""

_READ: Final[dict[Dialect, dict[What, Callable[[bytes], Any]]]] = {
    "miniflux": miniflux.READ,
    "greader": greader.READ,
    "fever": fever.READ,
}


def read(dialect: Dialect, what: What, data: bytes) -> Any:
    """Return what an answer says, of the type ``RESULTS`` names. Raises ``FetchError`` where it is none."""
    return _READ[dialect][what](data)
