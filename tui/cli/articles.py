"""Headlines and search results, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pullquote.cache.core.results import Headline, Hit, Order
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.export import tables
from pullquote.tui.cli.options import Options, terminal_columns
from pullquote.tui.cli.output import age, cell, print_rows, strong

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pullquote.cache.library import Library

_CHUNK = 500
_WATCH_SECONDS = 0.5


def headlines(
    options: Options, query: str, *, limit: int | None = None, order: str | None = None, watch: bool = False
) -> int:
    """Print the headlines that match and give how many there were; ``watch`` goes on with those that come."""
    with options.open_library() as library:
        ids = library.ids(query, order=Order(order or library.settings.list.order))
        chosen = ids if limit is None else ids[:limit]
        count = print_rows(_headlines(library, chosen), tables.HEADLINES, options, line=lambda h: line(h, options))
        if watch:
            _watch(library, query, max(library.ids(), default=0), options)
        if not count and not query:
            options.say("The library is empty. `pullquote feeds add URL` subscribes to a site.")
    return count


def hits(options: Options, query: str, *, limit: int) -> int:
    """Print what a search finds, the best match first, and give how many there were."""
    with options.open_library() as library:
        return print_rows(
            library.search(query, limit=limit), tables.HITS, options, line=lambda hit: _line(hit, options)
        )


def _watch(library: Library, wanted: str, last: int, options: Options) -> None:
    """Print articles that come after the number ``last``, oldest first, until interrupted."""
    import sys
    import time

    seen = library.changes()
    while True:
        sys.stdout.flush()
        time.sleep(_WATCH_SECONDS)
        if (now := library.changes()) != seen:
            seen = now
            new = sorted(number for number in library.ids(wanted) if number > last)
            last = max([last, *new])
            print_rows(_headlines(library, new), tables.HEADLINES, options, line=lambda h: line(h, options))


def _headlines(library: Library, ids: Sequence[int]) -> Iterator[Headline]:
    """Read headlines a few hundred at a time, so that the first is printed at once."""
    for start in range(0, len(ids), _CHUNK):
        yield from library.headlines(ids[start : start + _CHUNK])


def line(headline: Headline, options: Options) -> str:
    """Draw a headline for a person: number, unread and star signs, age, outlet, title."""
    signs = (" " if headline.read else "N") + ("*" if headline.starred else " ")
    head = f"{headline.id:>6} {signs} {age(headline.when):>4}  {cell(headline.outlet or '', 18)}  "
    room = max(20, terminal_columns() - len(head))
    return head + strong(cell(headline.title, room).rstrip(), options, when=not headline.read)


def _line(hit: Hit, options: Options) -> str:
    return f"{line(hit.headline, options)}\n          {clean_line(hit.snippet)}"
