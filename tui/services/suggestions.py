"""What the line to type in offers: completions of a query, finds of a search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.content import Content

from pullquote.tui.render.icons import Signs
from pullquote.tui.render.page_rows import completion_prompt, hit_prompt
from pullquote.tui.render.rows import StyleOf
from pullquote.tui.services.completion import as_typed, complete

if TYPE_CHECKING:
    from pullquote.cache.library import Library

HITS_SHOWN = 6
HITS_COUNTED = 200


class Offer(Struct, frozen=True):
    """One row above the line: ``line`` is the completed line, ``article`` a find that Enter opens."""

    prompt: Content
    line: str | None = None
    article: int | None = None


class Offers(Struct, frozen=True):
    """What could be meant by a line; ``words`` stand beside it (``37 found``)."""

    rows: Sequence[Offer] = ()
    words: str = ""


Offering = Callable[[str, int, StyleOf], Offers]
"""Return the offers for a line, in rows of so many cells; called in a thread."""


def queries(library: Library, signs: Signs, *, sayings: bool = False) -> Offering:
    """Offer completions of a query; ``sayings`` knows ``by:`` too."""

    def others(field: str) -> Iterable[str]:
        if field == "outlet:":
            return [outlet for outlet, _, _ in library.outlets()]
        feeds = library.feeds()
        if field == "feed:":
            return [feed.title for feed in feeds]
        return sorted({feed.folder for feed in feeds if feed.folder}) if field == "folder:" else ()

    def offer(line: str, width: int, style: StyleOf) -> Offers:
        found = complete(line, library.complete_names, others, sayings=sayings)
        return Offers([Offer(completion_prompt(c, width, signs, style), line=c.line) for c in found])

    return offer


def finds(library: Library, signs: Signs, within: str = "") -> Offering:
    """Offer what a search finds, the best first, with how many there are."""

    def offer(line: str, width: int, style: StyleOf) -> Offers:
        hits = library.search(f"{as_typed(line.rstrip())} {within}".strip(), limit=HITS_COUNTED + 1)
        count = f"{HITS_COUNTED}+" if len(hits) > HITS_COUNTED else str(len(hits))
        rows = [Offer(hit_prompt(hit, width, signs, style), article=hit.headline.id) for hit in hits[:HITS_SHOWN]]
        return Offers(rows, f"{count} found")

    return offer


def folders(library: Library, signs: Signs) -> Offering:
    """Offer the folders there are."""

    def offer(line: str, width: int, style: StyleOf) -> Offers:
        from pullquote.tui.render.page_rows import candidate_prompt

        wanted = line.casefold()
        known = sorted({feed.folder for feed in library.feeds() if feed.folder and feed.folder != line})
        fitting = [folder for folder in known if wanted in folder.casefold()][:HITS_SHOWN]
        return Offers([Offer(candidate_prompt(folder, "", width, signs, style), line=folder) for folder in fitting])

    return offer
