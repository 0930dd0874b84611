"""Speaking to servers that keep subscriptions and marks: one backend a dialect, behind one small interface.

Pure but for what it is given: a backend asks through a ``Line``, which sends a request and has its answer read in a
worker. ``backend_for`` knows the dialects. What holds where both sides changed the same is one table, in ``merging``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pullquote.cache.core.servers.sync import Dialect
    from pullquote.cache.sync.backend import Backend, Credentials, Line

__all__ = ["DIALECT_NAMES", "backend_for"]

DIALECT_NAMES: dict[Dialect, str] = {"miniflux": "Miniflux", "greader": "Google Reader", "fever": "Fever"}


def backend_for(dialect: Dialect, line: Line, credentials: Credentials) -> Backend:
    """Return the backend that speaks a dialect through ``line``."""
    match dialect:  # lazy: of the dialects one is needed
        case "miniflux":
            from pullquote.cache.sync.miniflux import Miniflux

            return Miniflux(line, credentials)
        case "greader":
            from pullquote.cache.sync.greader import GoogleReader

            return GoogleReader(line, credentials)
        case "fever":
            from pullquote.cache.sync.fever import Fever

            return Fever(line, credentials)
