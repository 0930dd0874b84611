"""All about a name, for its page and for the command line; no Textual."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pullquote.cache.core.about import About
from pullquote.cache.core.article import WORK_TYPES
from pullquote.cache.core.catalogue import RECORD_KINDS
from pullquote.cache.core.names import name_key
from pullquote.cache.export.records import as_works
from pullquote.tui.services.words.queries import field_of, phrase

if TYPE_CHECKING:
    from pullquote.cache.core.catalogue import KeptRecord, Record
    from pullquote.cache.core.results import DatedRelease, EntityRow
    from pullquote.cache.library import Library

ARTICLES_SHOWN = 200
DATES_SHOWN = 20


def about(library: Library, number: int, quotes: int, *, articles: int = ARTICLES_SHOWN) -> About:
    """Return all about a name: its newest articles, quotes by and about it, its dates by time, what catalogues say.

    ``quotes`` and ``articles`` are the most of each. Raises ``NotFound``.
    """
    name = library.names.get(number)
    known = {spelling.casefold() for spelling in (name.name, *name.aka)}
    dates: list[DatedRelease] = []
    if name.type in WORK_TYPES:
        query = field_of(name.type) + phrase(name.name)
        dates = [release for release in library.releases(query) if release.title.casefold() in known][:DATES_SHOWN]
    records = library.catalogue.records(name.id)
    parts: list[KeptRecord] = []
    if not any(kept.record.works for kept in records):
        parts = library.catalogue.crediting(name)
    told = [kept.record for kept in records]
    return About(
        name=_as_articles_have_it(name, told),
        articles=library.names.about(number, limit=articles),
        said=library.quotes(speaker=name.id, limit=quotes) if name.quotes else [],
        about=library.quotes(about=name.id, limit=quotes),
        dates=dates,
        music=library.names.songs_and_albums(name.id),
        records=records,
        parts=parts,
        here=library.catalogue.named_here([*told, *map(as_works, parts)]) if records or parts else {},
    )


def _as_articles_have_it(name: EntityRow, told: Sequence[Record]) -> EntityRow:
    """Return a name without the spellings that records told us, which stand with the records."""
    others = {name_key(other) for record in told for other in (record.name, *record.aka)}
    return replace(name, aka=tuple(aka for aka in name.aka if name_key(aka) not in others))


def lacking(found: About, use: str) -> str:
    """Return what would let catalogues tell of a name of which they tell nothing; empty where they do, or never could.

    ``use`` is the setting ``catalogue.use``.
    """
    if found.records or found.parts or found.name.type not in RECORD_KINDS:
        return ""
    if use == "on":
        return "No catalogue has said anything of this name yet; `pullquote catalogue update` asks."
    return "Catalogues are not asked about names; `pullquote catalogue on` says who would be asked, and what."


def named(library: Library, text: str) -> int:
    """Return the name that is spelled ``text``, else the likeliest. Raises ``NotFound``."""
    wanted = text.casefold()
    exact = (n.id for n in library.names.complete(text, 20) if wanted in (n.name.casefold(), *map(str.casefold, n.aka)))
    return next(exact, None) or library.names.find(text).id
