"""The library in SQLite: articles, entities, quotes, feeds, search and what the user did with them.

Most files are functions over a connection. The rooms, each on a floor above those it imports; the docstring of a room
says what each of its files holds:

- ``upkeep`` prunes, repairs and brings back; ``safety`` keeps what the user made apart, and finds faults
- ``undo`` takes back what the user did; ``writing`` is how articles come in
- ``quotations`` of articles and of the quote book; ``guard`` veils what would spoil something; ``stories`` are articles
  of the same news
- ``catalogue`` has what services said of names; ``reading`` gives articles, lists of them, and what a query finds
- ``names`` are whom and what articles speak of; ``texts`` are the texts of articles; ``user`` has marks, steps and
  memory; ``file`` is SQLite itself

Beside them stand ``database``, which opens the file, hands each thread its reader and runs one write at a time;
``migrate``, which makes and upgrades it by the statements in ``migrations``; ``feeds``, the subscriptions; ``sync``,
accounts on servers and the marks that wait to be sent there; ``calendar``, what comes out when, with
``calendar_query``, the query language asked of it; ``editions``, issues for a journey.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    from pullquote.cache.store import sync
    from pullquote.cache.store.guard import guarded, veils
    from pullquote.cache.store.names import entities, joining
    from pullquote.cache.store.names import lists as name_lists
    from pullquote.cache.store.names import queries as name_queries
    from pullquote.cache.store.quotations import quotes
    from pullquote.cache.store.reading import articles, day_breaks, headlines, newest, search
    from pullquote.cache.store.texts import pending
    from pullquote.cache.store.undo import removed, taking_back
    from pullquote.cache.store.user import marking, marks, memory
    from pullquote.cache.store.writing import keeping, rules

__all__ = [
    "articles", "day_breaks", "entities", "guarded", "headlines", "joining", "keeping", "marking", "marks", "memory",
    "name_lists", "name_queries", "newest", "pending", "quotes", "removed", "rules", "search", "sync", "taking_back",
    "veils",
]  # fmt: skip
_WHERE = {
    "articles": "reading.articles",
    "day_breaks": "reading.day_breaks",
    "entities": "names.entities",
    "guarded": "guard.guarded",
    "headlines": "reading.headlines",
    "joining": "names.joining",
    "keeping": "writing.keeping",
    "marking": "user.marking",
    "marks": "user.marks",
    "memory": "user.memory",
    "name_lists": "names.lists",
    "name_queries": "names.queries",
    "newest": "reading.newest",
    "pending": "texts.pending",
    "quotes": "quotations.quotes",
    "removed": "undo.removed",
    "rules": "writing.rules",
    "search": "reading.search",
    "sync": "sync",
    "taking_back": "undo.taking_back",
    "veils": "guard.veils",
}


def __getattr__(name: str) -> ModuleType:
    """Import a part when it is first asked for (PEP 562): a piped command needs one or two of them."""
    if name in _WHERE:
        from importlib import import_module

        module = globals()[name] = import_module(f"{__name__}.{_WHERE[name]}")
        return module
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
