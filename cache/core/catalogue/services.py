"""The services of a catalogue: who is asked, what they are told, and how their data is credited.

What they publish of their limits is in ``catalogue.limits``. The terms were read at the pages named here.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from pullquote.cache.core.catalogue import Provider
from pullquote.cache.core.nearest import nearest
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.core.urls import host_of


class Service(Struct, frozen=True, kw_only=True):
    """A service as it is asked and credited.

    ``base`` is where it is asked; ``sends`` says in words what it is told, and ``about`` of whom or what. Its data may
    be used under ``licence`` (``terms`` is the page); ``credit`` are the words for where its data is shown, and
    ``home`` the page that they link where a record names none.
    """

    provider: Provider
    name: str
    base: str
    about: str
    licence: str
    terms: str
    credit: str
    home: str

    @property
    def host(self) -> str:
        """Who is asked."""
        return host_of(self.base)


SERVICES: Final[dict[Provider, Service]] = {
    "tvmaze": Service(
        provider="tvmaze",
        name="TVmaze",
        base="https://api.tvmaze.com",
        about="shows and people",
        licence="CC BY-SA 4.0",
        terms="https://www.tvmaze.com/api#licensing",
        credit="Data by TVmaze, CC BY-SA 4.0.",
        home="https://www.tvmaze.com/",
    ),
    "wikidata": Service(
        provider="wikidata",
        name="Wikidata",
        base="https://www.wikidata.org",
        about="films, franchises, and shows and people that TVmaze does not have",
        licence="CC0 1.0",
        terms="https://www.wikidata.org/wiki/Wikidata:Licensing",
        credit="Data from Wikidata.",
        home="https://www.wikidata.org/",
    ),
    "musicbrainz": Service(
        provider="musicbrainz",
        name="MusicBrainz",
        base="https://musicbrainz.org",
        about="groups, and albums with who may have made them",
        licence="CC0 1.0",
        terms="https://musicbrainz.org/doc/About/Data_License",
        credit="Data from MusicBrainz.",
        home="https://musicbrainz.org/",
    ),
    "tmdb": Service(
        provider="tmdb",
        name="TMDB",
        base="https://api.themoviedb.org",
        about="films, shows and people that the others do not have",
        licence="TMDB API terms of use",
        terms="https://www.themoviedb.org/api-terms-of-use",
        credit="This product uses the TMDB API but is not endorsed or certified by TMDB.",
        home="https://www.themoviedb.org/",
    ),
}
"""The services in the order in which they are asked."""


class BadServices(ValueError):
    """A value of ``catalogue.services`` or ``catalogue.mirrors`` that cannot be used; the text says why."""


def read_services(text: str) -> tuple[Provider, ...]:
    """Return the services that a setting lists, by words. Raises ``BadServices``."""
    return tuple(dict.fromkeys(_provider(word) for word in re.split(r"[\s,]+", text.strip().lower()) if word))


def read_mirrors(text: str) -> dict[Provider, str]:
    """Return the addresses that a setting gives to services, as ``service=address`` words. Raises ``BadServices``."""
    found: dict[Provider, str] = {}
    for word in re.split(r"[\s,]+", text.strip()):
        name, sign, address = word.partition("=")
        if not name:
            continue
        base = clean_address(address) if sign else None
        if base is None:
            raise BadServices(f"“{clean_line(word, 80)}” is not a service and its address, as in musicbrainz=http://…")
        found[_provider(name.lower())] = base.rstrip("/")
    return found


def _provider(word: str) -> Provider:
    for provider in SERVICES:
        if provider == word:
            return provider
    meant = nearest(word, list(SERVICES))
    instead = f"did you mean {meant}?" if meant else f"there are {', '.join(SERVICES)}."
    raise BadServices(f"There is no service “{clean_line(word, 40)}”; {instead}")
