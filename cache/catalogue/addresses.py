"""Which record of a service an address or an id that a user gives is."""

from __future__ import annotations

import re
from typing import Final

from pullquote.cache.core.catalogue import Provider, RecordKind

Key = tuple[Provider, RecordKind, str]
"""A record by service, kind and its key there."""
_ID: Final = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_PAGES: Final[tuple[tuple[str, Provider, RecordKind | None], ...]] = (
    (r"tvmaze\.com/shows/(\d{1,12})", "tvmaze", "show"),
    (r"tvmaze\.com/people/(\d{1,12})", "tvmaze", "person"),
    (r"wikidata\.org/(?:wiki|entity)/(Q\d{1,12})", "wikidata", None),
    (rf"musicbrainz\.org/artist/({_ID})", "musicbrainz", "group"),
    (rf"musicbrainz\.org/release-group/({_ID})", "musicbrainz", "album"),
    (r"themoviedb\.org/movie/(\d{1,12})", "tmdb", "film"),
    (r"themoviedb\.org/tv/(\d{1,12})", "tmdb", "show"),
    (r"themoviedb\.org/person/(\d{1,12})", "tmdb", "person"),
)
"""Pages of services that are about one record; ``None`` where a page does not say what it is of."""
_IDS: Final[tuple[tuple[str, Provider], ...]] = (
    (r"(?:wikidata:)?(Q\d{1,12})", "wikidata"),
    (r"tvmaze:(\d{1,12})", "tvmaze"),
    (r"tmdb:(\d{1,12})", "tmdb"),
    (rf"(?:musicbrainz:)?({_ID})", "musicbrainz"),
)


def record_at(text: str, kind: RecordKind) -> Key | None:
    """Return the record that is meant by the address of its page, or by an id: ``tvmaze:7``, ``Q7``.

    ``kind`` is what it is of where the text does not say so; ``None`` for what is neither.
    """
    text = text.strip()
    for pattern, provider, of in _PAGES:
        if found := re.match(rf"(?:https?://)?(?:www\.|m\.|beta\.)?{pattern}(?=[/?#-]|$)", text, re.I):
            return provider, of or kind, _as_kept(found[1], provider)
    for pattern, provider in _IDS:
        if found := re.fullmatch(pattern, text, re.I):
            return provider, kind, _as_kept(found[1], provider)
    return None


def _as_kept(key: str, provider: Provider) -> str:
    """Return a key as records have it: Wikidata's with a capital, others' in small letters."""
    return key.upper() if provider == "wikidata" else key.lower()
