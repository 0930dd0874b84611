"""All that is known of one name: what articles said of it and, apart from that, what catalogues say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.catalogue import KeptRecord
from pullquote.cache.core.results import DatedRelease, EntityRow, Headline, QuoteRow


class About(Struct, frozen=True, kw_only=True):
    """What a page of a name shows, and what ``pullquote about`` prints.

    ``said`` are quotes by it, ``about`` those about it. ``music`` are the songs of an album, or the albums a song is
    on, as articles say. ``records`` is what catalogues say, ``parts`` are records of works that credit the name, with
    those credits alone, and ``here`` are the names in all of them that articles here name too, by type and name in the
    record.
    """

    name: EntityRow
    articles: Sequence[Headline] = ()
    said: Sequence[QuoteRow] = ()
    about: Sequence[QuoteRow] = ()
    dates: Sequence[DatedRelease] = ()
    music: Sequence[EntityRow] = ()
    records: Sequence[KeptRecord] = ()
    parts: Sequence[KeptRecord] = ()
    here: Mapping[tuple[EntityType, str], EntityRow] = {}
