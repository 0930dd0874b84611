"""The library in SQLite: articles, entities, quotes, feeds, search and what the user did with them.

``database`` opens the file, hands each thread its reader and runs one write at a time under ``lock``, through a
``connection`` that puts work off to the end of its transaction. ``articles``, ``headlines`` of them,
``entities``, ``quotes``, ``feeds`` and ``user_state`` are functions over a connection; ``removed`` holds the articles a
user removed, ``undo`` takes back what was kept as ``steps``; ``article_text`` stores the
texts and ``derived`` what is made from the shown one. ``query``, ``query_sql`` and ``search`` are the query language.
``pending`` are the entries that are not understood yet. ``earlier`` keeps what an article said before its text was
replaced.
``marking`` marks very many articles in pieces.
``editions`` reads what an edition is chosen from, and keeps those that are read.
``stories`` finds which articles are the same news, ``story_rows`` lists them, ``story_marks`` is what a user says.
``sync`` has accounts on servers, and the marks that wait to be sent there.
``migrate`` makes and upgrades the file, ``repair``, ``soundness`` and ``prune`` maintain it. ``state_copy`` and
``journal`` keep what the user made apart from it, ``state_draft`` copies it in pieces, and ``backup`` brings it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from pullquote.cache.store import (
        articles,
        day_breaks,
        entities,
        feed_undo,
        feeds,
        guarded,
        headlines,
        marking,
        name_lists,
        newest,
        pending,
        quotes,
        removed,
        rules,
        search,
        show_index,
        stories,
        story_marks,
        story_rows,
        sync,
        undo,
        user_state,
        veils,
    )

__all__ = [
    "articles", "day_breaks", "entities", "feed_undo", "feeds", "guarded", "headlines", "marking", "name_lists", "newest", "pending",
    "quotes", "removed", "rules", "search", "show_index", "stories", "story_marks", "story_rows", "sync", "undo",
    "user_state", "veils",
]  # fmt: skip


def __getattr__(name: str) -> ModuleType:
    """Import a part when it is first asked for (PEP 562): a piped command needs one or two of them."""
    if name in __all__:
        from importlib import import_module

        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
