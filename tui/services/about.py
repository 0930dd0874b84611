"""All about a name, for its page and for the command line; no Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pullquote.cache.core.about import About
from pullquote.cache.core.article import WORK_TYPES
from pullquote.tui.services.query_words import field_of, phrase

if TYPE_CHECKING:
    from pullquote.cache.core.results import DatedRelease
    from pullquote.cache.library import Library

ARTICLES_SHOWN = 200
DATES_SHOWN = 20


def about(library: Library, number: int, quotes: int, *, articles: int = ARTICLES_SHOWN) -> About:
    """Return all about a name: its newest articles, quotes by and about it, its dates by time, what catalogues say.

    ``quotes`` and ``articles`` are the most of each. Raises ``NotFound``.
    """
    name = library.name(number)
    known = {spelling.casefold() for spelling in (name.name, *name.aka)}
    dates: list[DatedRelease] = []
    if name.type in WORK_TYPES:
        query = field_of(name.type) + phrase(name.name)
        dates = [release for release in library.releases(query) if release.title.casefold() in known][:DATES_SHOWN]
    records = library.catalogue.records(name.id)
    return About(
        name=name,
        articles=library.about(number, limit=articles),
        said=library.quotes(speaker=name.id, limit=quotes) if name.quotes else [],
        about=library.quotes(about=name.id, limit=quotes),
        dates=dates,
        music=library.songs_and_albums(name.id),
        records=records,
        here=library.catalogue.named_here([kept.record for kept in records]) if records else {},
    )


def named(library: Library, text: str) -> int:
    """Return the name that is spelled ``text``, else the likeliest. Raises ``NotFound``."""
    wanted = text.casefold()
    exact = (n.id for n in library.complete_names(text, 20) if wanted in (n.name.casefold(), *map(str.casefold, n.aka)))
    return next(exact, None) or library.find_name(text).id
