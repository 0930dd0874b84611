"""What the list showed and where in it the reader was: kept for the next start, and held while the list changes."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from pullquote.cache.core.id_set import IdSet
from pullquote.cache.core.id_set import without as without_ids
from pullquote.cache.core.order import Order
from pullquote.tui.reader.list.query import ListQuery

if TYPE_CHECKING:
    from pullquote.cache.library import Library

QUERY_KEY = "list.query"
"""Where the library remembers section, filter and search of the list."""
_SECTION_KEY = "list.section"
"""Where earlier versions remembered the section alone: its query and its title."""
CURSOR_KEY = "list.cursor"
ORDER_KEY = "list.order"
_FEW = 20
"""Articles that are each looked for in a list; of more, every row of it is asked."""


def recalled_query(library: Library) -> ListQuery:
    """Return what the list showed when the reader was left, in the order it had then, else that of the settings."""
    kept = library.recall(ORDER_KEY)
    order = Order(kept if kept in list(Order) else library.settings.list.order)
    with suppress(msgspec.DecodeError):
        if (line := library.recall(QUERY_KEY)) is not None:
            return replace(msgspec.json.decode(line, type=ListQuery), order=order)
    section, _, title = (library.recall(_SECTION_KEY) or "").partition("\t")
    return ListQuery(section, title, order=order) if title else ListQuery(order=order)


def encoded(query: ListQuery) -> str:
    """Return a query as it is remembered; its order is remembered apart."""
    return msgspec.json.encode(replace(query, order=Order.NEWEST, own_order=None)).decode()


def recalled_cursor(library: Library) -> int | None:
    """Return the article the cursor stood on when the reader was left."""
    kept = library.recall(CURSOR_KEY)
    return int(kept) if kept and kept.isdecimal() else None


def arrived_in(ids: array[int], before: Sequence[int]) -> list[int]:
    """Return the articles of a list that were not in the one ``before``; other threads go on meanwhile."""
    if ids == before:
        return []
    there = IdSet(before)
    return [number for number in ids if number not in there]


def held_in(ids: array[int], article: int, before: Sequence[int]) -> array[int]:
    """Return the articles of a list with one that is no longer in it, in the place it had ``before``."""
    there = IdSet(ids)
    after = before[before.index(article) + 1 :]
    place = next((ids.index(number) for number in after if number in there), len(ids))
    return ids[:place] + array("q", [article]) + ids[place:]


def without(ids: Sequence[int], going: Collection[int], cursor: int) -> tuple[array[int], int | None]:
    """Return the articles of a list without those ``going``, and the one to go on to from a row: the next, or the last.

    ``None`` where no article is left.
    """
    gone = set(going)
    if len(gone) > _FEW:
        there = [number for number in ids if number in gone]
    else:
        there = sorted((number for number in gone if number in ids), key=ids.index)
    left = without_ids(array("q", ids), there)
    following = next((number for number in islice(ids, cursor, None) if number not in gone), None)
    return left, following if following is not None else (left[-1] if left else None)
