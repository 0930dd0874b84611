"""The library in SQLite: articles, entities, quotes, feeds, search and what the user did with them.

Most files are functions over a connection. Which of them hold what:

- the file and its transactions: ``database`` opens it, hands each thread its reader and runs one write at a time
  under ``lock``, through a ``connection`` that puts work off to the end of its transaction; ``migrate`` makes and
  upgrades it, ``conversions`` turns values into columns, ``sqlite_errors`` errors into sentences, ``session`` knows
  other windows
- articles: ``articles`` are read back, ``keeping`` brings and replaces them; ``article_text`` stores their texts,
  ``derived`` what is made from the shown one, ``article_rows`` holds one as its rows; ``pending`` are not understood
  yet, ``earlier`` is what one said before its text was replaced, ``removed`` are those a user removed, ``prune`` lets
  old ones go
- lists of them: ``headlines`` shows rows, ``newest`` keeps all ids in memory, ``day_breaks`` parts them by day,
  ``search`` answers queries, which ``query_sql`` turns into SQL; ``offline`` says what is not here whole
- names: ``entities`` are one for all spellings, ``name_queries`` ask for them, ``joining`` is what
  the user says of them, ``beside`` is what stands with one, ``name_lists`` are handed over, ``show_index`` is fetched
- catalogues: ``catalogue`` keeps what they said, ``catalogue_lookups`` what was asked, ``verdicts`` which record is
  meant, ``corrections`` what that changed, ``airings`` days, ``cast_names`` and ``roles`` who is in a work
- the calendar: ``calendar`` reads what comes out, ``calendar_query`` is the query language asked of it
- quotations: ``quotes`` of articles; ``clippings`` of the user's quote book, ``clipping_search`` finds in it
- feeds: ``feeds`` are the subscriptions, ``feed_undo`` takes a change of one back, ``sync`` has accounts on servers
  and the marks that wait to be sent there
- stories: ``stories`` finds which articles are the same news, ``story_rows`` lists them, ``story_marks`` is what a
  user says
- the spoiler guard: ``guards`` are what is guarded (``guarded``: whether anything is), ``progress`` how far shows
  were seen, ``unseen`` what is beyond that, ``veils`` what is veiled for it
- what the user does: ``user_state`` marks, ``marking`` very many in pieces, ``rules`` by themselves; ``steps`` keeps
  each, ``undo`` takes the last one back; ``memory`` is what is remembered, ``followed`` and ``topics`` are what is
  followed, ``arrivals`` what came since, ``editions`` issues for a journey
- its safety: ``journal`` and ``state_copy`` keep what the user made apart from the library, ``state_draft`` copies it
  in pieces, ``backup`` brings it back; ``soundness`` finds faults, ``repair`` mends them, ``lost_schema`` finds tables
  that the file no longer names
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
        joining,
        keeping,
        marking,
        memory,
        name_lists,
        name_queries,
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
    "articles", "day_breaks", "entities", "feed_undo", "feeds", "guarded", "headlines", "joining", "keeping",
    "marking", "memory", "name_lists", "name_queries", "newest", "pending", "quotes",
    "removed", "rules", "search", "show_index", "stories", "story_marks", "story_rows",
    "sync", "undo", "user_state", "veils",
]  # fmt: skip


def __getattr__(name: str) -> ModuleType:
    """Import a part when it is first asked for (PEP 562): a piped command needs one or two of them."""
    if name in __all__:
        from importlib import import_module

        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
