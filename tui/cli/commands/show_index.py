"""`pullquote catalogue update --index`: the index of all shows, fetched with progress and told of.

Apart from the group `catalogue`, whose other commands ask about names.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pullquote.cache.core.counts import counted
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.cli.messages import draw
from pullquote.tui.cli.options import terminal_columns
from pullquote.tui.cli.output import age, cell

if TYPE_CHECKING:
    from pullquote.cache.core.catalogue import IndexEvent, IndexStatus
    from pullquote.cache.library import Library
    from pullquote.tui.cli.options import Options


async def fetch(options: Options, library: Library) -> bool:
    """Fetch the pages that are due, and say how it goes; return whether something was left undone."""
    live = sys.stderr.isatty() and not options.quiet
    last: IndexEvent | None = None
    try:
        async for last in library.catalogue.update_index():
            if live and not last.done:
                draw(cell(_progress(last), terminal_columns() - 1))
    finally:
        if live:
            draw(" " * (terminal_columns() - 1) + "\r")
    if last is not None:
        options.say(clean_line(last.message + (_kept(last) if last.failed else "")))
    return last is None or last.failed


def line_of(found: IndexStatus) -> str:
    """Return what is kept of the index, in a sentence or two; empty for nothing."""
    if not found.shows or found.fetched is None:
        return ""
    told = f"The index of TVmaze has {counted(found.shows, 'show')}, {age(found.fetched)} old, {_size(found.bytes)}."
    if found.complete:
        return told
    return f"{told} It is not whole: `pullquote catalogue update --index` goes on with page {found.pages + 1:,}."


def _progress(event: IndexEvent) -> str:
    of = f" of {max(event.total, event.page + 1):,}" if event.total else ""
    left = f", {event.seconds_left:.0f} s left" if event.seconds_left else ""
    return f"page {event.page + 1:,}{of}, {counted(event.shows, 'show')}{left}"


def _kept(event: IndexEvent) -> str:
    if not event.shows:
        return ""
    return f" {counted(event.shows, 'show')} are kept; the same command goes on from there."


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, count // 1_000)} kB"
