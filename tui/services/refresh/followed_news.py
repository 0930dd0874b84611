"""What a refresh has brought about what is followed, as one line: articles, and dates that moved."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pullquote.cache.core.counts import counted
from pullquote.cache.core.following.followed import Standing, in_words

if TYPE_CHECKING:
    from pullquote.cache.library import Library


def news_since(library: Library, before: Standing) -> str:
    """Return what has come about what was followed ``before``, without a full stop; empty for nothing.

    It is ``3 new about Saltgate``, and ``Saltgate moved from 5 to 12 March (The Lantern, today)``: the newest of the
    dates that moved, and how many others did. Raises ``LibraryError``.
    """
    return ". ".join(filter(None, (in_words(library.following.news(before)), moved_since(library, before.at))))


def moved_since(library: Library, when: datetime) -> str:
    """Return which date of a followed work moved by what came since, without a full stop; empty for none.

    Raises ``LibraryError``.
    """
    moved = [event for event in library.calendar.moved(when) if event.work.followed]
    if not moved:
        return ""
    from pullquote.cache.export.agenda import moved_sentence  # lazy: few refreshes bring a date that moved

    more = f" and {counted(len(moved) - 1, 'other date')} moved" if len(moved) > 1 else ""
    return moved_sentence(moved[0], datetime.now().astimezone()) + more
