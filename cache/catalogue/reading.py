"""What a service answered, in a worker process only: these are a stranger's bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pullquote.cache.catalogue import musicbrainz, tmdb, tvmaze, wikidata
from pullquote.cache.catalogue.questions import Answer, Question
from pullquote.cache.core.catalogue import Provider
from pullquote.cache.core.json_values import Value

_READ: Final[dict[Provider, Callable[[Question, Value], Answer]]] = {
    "tvmaze": tvmaze.read,
    "wikidata": wikidata.read,
    "musicbrainz": musicbrainz.read,
    "tmdb": tmdb.read,
}


def read(question: Question, body: bytes) -> Answer:
    """Return what an answer says. Raises ``FetchError`` where it is not what the service documents."""
    return _READ[question.provider](question, Value.parse(body))
