"""The library in SQLite: articles, mentions, quotes, search and what a person did with them.

``database`` opens the file, gives each thread its reader and runs one write at a time. ``feeds``,
``articles``, ``entities``, ``marks`` and ``search`` are functions over a connection. ``migrate`` makes and
upgrades the file, ``backup`` keeps a copy of what a person made, ``care`` looks a library over and prunes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from pullquote.cache.store import articles, day_breaks, entities, feeds, quotes, search, user_state

__all__ = ["articles", "day_breaks", "entities", "feeds", "quotes", "search", "user_state"]


def __getattr__(name: str) -> ModuleType:
    """Import a part when it is first asked for (PEP 562): a piped command needs one or two of them."""
    if name in __all__:
        from importlib import import_module

        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
