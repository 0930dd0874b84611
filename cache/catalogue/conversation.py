"""The services as one: which of them are asked about what, and how a question is asked. ``reading`` reads answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pullquote.cache.catalogue import musicbrainz, tmdb, tvmaze, wikidata
from pullquote.cache.catalogue.questions import Ask, Question
from pullquote.cache.core.article import EntityType
from pullquote.cache.core.catalogue import Provider, RecordKind

MOST_REQUESTS = 9
"""Requests that one look-up may take, whatever answers ask for."""
PLANS: Final[dict[EntityType, tuple[tuple[Provider, RecordKind], ...]]] = {
    "show": (("tvmaze", "show"), ("wikidata", "show"), ("tmdb", "show")),
    "film": (("wikidata", "film"), ("tmdb", "film")),
    "franchise": (("wikidata", "franchise"),),
    "person": (("tvmaze", "person"), ("wikidata", "person"), ("tmdb", "person")),
    "group": (("musicbrainz", "group"),),
    "album": (("musicbrainz", "album"),),
}
"""The services that are asked about a type of name, and as what; each only where those before it had no record."""
_ASKED: Final[dict[Provider, Callable[[Question], Ask]]] = {
    "tvmaze": tvmaze.ask,
    "wikidata": wikidata.ask,
    "musicbrainz": musicbrainz.ask,
    "tmdb": tmdb.ask,
}


def begin(provider: Provider, kind: RecordKind, name: str, *, beside: tuple[str, ...] = ()) -> Question:
    """Return the question that looks a name up; ``beside`` are groups whose album it may be."""
    return Question(provider=provider, step="search", kind=kind, name=name, beside=beside)


def again(provider: Provider, kind: RecordKind, key: str) -> Question:
    """Return the question that asks for a known record anew."""
    return Question(provider=provider, step="whole", kind=kind, keys=(key,))


def ask(question: Question) -> Ask:
    """Return the address of a question, below the base of its service."""
    return _ASKED[question.provider](question)
