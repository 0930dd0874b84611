"""Made-up shows, films, people and groups, and how the services of a catalogue write them in their answers.

The shapes are those the services document; no word of the content is theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = Any


@dataclass(frozen=True)
class Person:
    """Somebody at TVmaze."""

    id: int
    name: str
    born: str | None = "1980-05-06"
    died: str | None = None
    country: str | None = "United States"

    def json(self) -> Json:
        country = {"name": self.country, "code": "XX", "timezone": "UTC"} if self.country else None
        return {
            "id": self.id,
            "url": f"https://www.tvmaze.com/people/{self.id}/{self.name.lower().replace(' ', '-')}",
            "name": self.name,
            "country": country,
            "birthday": self.born,
            "deathday": self.died,
            "gender": None,
            "image": None,
            "updated": 1_700_000_000,
            "_links": {"self": {"href": f"https://api.tvmaze.com/people/{self.id}"}},
        }


@dataclass(frozen=True)
class Show:
    """A show at TVmaze: (person, character), (person, type of crew), episodes as (season, number, name, day)."""

    id: int
    name: str
    status: str = "Running"
    premiered: str | None = "2016-03-04"
    ended: str | None = None
    network: str | None = "Harbour TV"
    web: bool = False
    country: str = "United States"
    language: str | None = "English"
    genres: tuple[str, ...] = ("Drama",)
    summary: str | None = "<p>A <b>made-up</b> show.</p>"
    imdb: str | None = None
    aka: tuple[str, ...] = ()
    cast: tuple[tuple[Person, str], ...] = ()
    crew: tuple[tuple[Person, str], ...] = ()
    seasons: tuple[tuple[int, int | None, str | None, str | None], ...] = ((1, 2, "2016-03-04", "2016-03-11"),)
    episodes: tuple[tuple[int, int, str, str], ...] = ((1, 1, "Ebb", "2016-03-04"), (1, 2, "Flow", "2016-03-11"))
    next: tuple[int, int, str, str] | None = None

    def json(self) -> Json:
        channel = {
            "id": 1,
            "name": self.network,
            "country": {"name": self.country, "code": "XX", "timezone": "UTC"},
            "officialSite": None,
        }
        return {
            "id": self.id,
            "url": f"https://www.tvmaze.com/shows/{self.id}/{self.name.lower().replace(' ', '-')}",
            "name": self.name,
            "type": "Scripted",
            "language": self.language,
            "genres": list(self.genres),
            "status": self.status,
            "runtime": 60,
            "averageRuntime": 58,
            "premiered": self.premiered,
            "ended": self.ended,
            "officialSite": None,
            "schedule": {"time": "21:00", "days": ["Friday"]},
            "rating": {"average": 7.5},
            "weight": 90,
            "network": channel if self.network and not self.web else None,
            "webChannel": channel if self.network and self.web else None,
            "dvdCountry": None,
            "externals": {"tvrage": None, "thetvdb": None, "imdb": self.imdb},
            "image": None,
            "summary": self.summary,
            "updated": 1_700_000_000,
            "_links": {"self": {"href": f"https://api.tvmaze.com/shows/{self.id}"}},
        }

    def embedded(self, names: list[str]) -> Json:
        """Return the show with what was asked to be embedded."""
        parts = {
            "cast": [
                {"person": one.json(), "character": {"id": 100 + at, "name": role}, "self": False, "voice": False}
                for at, (one, role) in enumerate(self.cast)
            ],
            "crew": [{"type": kind, "person": one.json()} for one, kind in self.crew],
            "akas": [{"name": name, "country": None} for name in self.aka],
            "seasons": [
                {"id": 9 * number, "number": number, "episodeOrder": count, "premiereDate": begun, "endDate": end}
                for number, count, begun, end in self.seasons
            ],
            "episodes": [self._episode(one) for one in (*self.episodes, *([self.next] if self.next else []))],
            "nextepisode": self._episode(self.next) if self.next else None,
        }
        found = {name: parts[name] for name in names if parts.get(name) is not None}
        return {**self.json(), "_embedded": found} if names else self.json()

    def _episode(self, one: tuple[int, int, str, str]) -> Json:
        season, number, name, day = one
        return {
            "id": season * 1000 + number,
            "name": name,
            "season": season,
            "number": number,
            "type": "regular",
            "airdate": day,
            "airtime": "21:00",
            "airstamp": f"{day}T21:00:00+00:00",
            "runtime": 60,
        }


Value = str | tuple[str, str]
"""Of a claim: an item (``Q…``), a time (``+…``), text; with the name of a character where it is an actor."""


@dataclass(frozen=True)
class Item:
    """An item of Wikidata: ``claims`` by property."""

    id: str
    label: str
    aka: tuple[str, ...] = ()
    description: str = ""
    claims: dict[str, tuple[Value, ...]] = field(default_factory=dict)

    def json(self, props: list[str]) -> Json:
        found: dict[str, Json] = {"type": "item", "id": self.id}
        if "labels" in props:
            found["labels"] = {"en": {"language": "en", "value": self.label}}
        if "descriptions" in props:
            found["descriptions"] = {"en": {"language": "en", "value": self.description}} if self.description else {}
        if "aliases" in props:
            found["aliases"] = {"en": [{"language": "en", "value": one} for one in self.aka]} if self.aka else {}
        if "claims" in props:
            found["claims"] = {name: [_claim(name, one) for one in values] for name, values in self.claims.items()}
        return found

    def values(self, name: str) -> tuple[str, ...]:
        return tuple(one if isinstance(one, str) else one[0] for one in self.claims.get(name, ()))


def _claim(name: str, value: Value) -> Json:
    text, role = value if isinstance(value, tuple) else (value, "")
    claim: dict[str, Json] = {
        "mainsnak": {"snaktype": "value", "property": name, "datavalue": _value(text)},
        "type": "statement",
        "rank": "normal",
    }
    if role:
        by = "P453" if role.startswith("Q") and role[1:].isdecimal() else "P4633"
        claim["qualifiers"] = {by: [{"snaktype": "value", "property": by, "datavalue": _value(role)}]}
    return claim


def _value(text: str) -> Json:
    if text.startswith("Q") and text[1:].isdecimal():
        return {"value": {"entity-type": "item", "numeric-id": int(text[1:]), "id": text}, "type": "wikibase-entityid"}
    if text.startswith("+"):
        precision = 9 if text[5:11] == "-00-00" else 10 if text[8:11] == "-00" else 11
        return {"value": {"time": text, "precision": precision, "timezone": 0}, "type": "time"}
    return {"value": text, "type": "string"}


@dataclass(frozen=True)
class Album:
    """A release group of MusicBrainz."""

    id: str
    title: str
    date: str = ""
    kind: str = "Album"
    secondary: tuple[str, ...] = ()


@dataclass(frozen=True)
class Artist:
    """An artist of MusicBrainz, with (id, name) of its members."""

    id: str
    name: str
    type: str = "Group"
    begin: str | None = "2001"
    end: str | None = None
    country: str | None = "GB"
    aka: tuple[str, ...] = ()
    genres: tuple[str, ...] = ("indie rock",)
    members: tuple[tuple[str, str], ...] = ()
    albums: tuple[Album, ...] = ()

    def json(self, inc: list[str]) -> Json:
        found: dict[str, Json] = {
            "id": self.id,
            "name": self.name,
            "sort-name": self.name,
            "type": self.type,
            "country": self.country,
            "disambiguation": "",
            "area": {"id": "area", "name": "Somewhere", "sort-name": "Somewhere"},
            "life-span": {"begin": self.begin, "end": self.end, "ended": self.end is not None},
        }
        if "aliases" in inc:
            found["aliases"] = [{"name": one, "sort-name": one, "type": None, "primary": None} for one in self.aka]
        if "genres" in inc:
            found["genres"] = [{"id": "g", "name": one, "count": 3, "disambiguation": ""} for one in self.genres]
        if "artist-rels" in inc:
            found["relations"] = [
                {
                    "type": "member of band",
                    "direction": "backward",
                    "target-type": "artist",
                    "begin": "2001",
                    "end": None,
                    "ended": False,
                    "attributes": [],
                    "artist": {"id": key, "name": name, "sort-name": name},
                }
                for key, name in self.members
            ]
        return found

    def release_group(self, album: Album) -> Json:
        return {
            "id": album.id,
            "title": album.title,
            "primary-type": album.kind,
            "secondary-types": list(album.secondary),
            "first-release-date": album.date,
            "disambiguation": "",
            "artist-credit": [
                {"name": self.name, "joinphrase": "", "artist": {"id": self.id, "name": self.name, "type": self.type}}
            ],
        }


@dataclass(frozen=True)
class World:
    """All that the services know."""

    shows: tuple[Show, ...] = ()
    people: tuple[Person, ...] = ()
    items: tuple[Item, ...] = ()
    artists: tuple[Artist, ...] = ()


VANCE = Person(11, "Nora Vance")
QUILL = Person(12, "Teo Quill", born="1975-01-02", died="2021-09-10", country="Ireland")
MARCH = Person(13, "Ada March", country=None)
SALTGATE = Show(
    1,
    "Saltgate",
    cast=((VANCE, "Captain Ines Rook"), (QUILL, "Bram Holt")),
    crew=((MARCH, "Creator"), (MARCH, "Executive Producer")),
    aka=("La Porte de sel",),
    imdb="tt9900001",
    seasons=((1, 2, "2016-03-04", "2016-03-11"), (2, 3, "2026-03-12", None)),
    next=(2, 1, "Spring Tide", "2026-03-12"),
)
LANTERN = Show(
    2,
    "The Lantern Hours",
    status="Ended",
    premiered="2001-09-01",
    ended="2004-05-30",
    network="Northstream",
    web=True,
    cast=((QUILL, "Father Quint"),),
)
OTHER_SALTGATE = Show(3, "Saltgate", status="Ended", premiered="1974-01-05", ended="1975-02-01", network="Old Channel")
FILM = Item(
    "Q9001",
    "The Quiet Ferry",
    aka=("Quiet Ferry",),
    description="made-up film",
    claims={
        "P31": ("Q11424",),
        "P577": ("+2019-11-08T00:00:00Z",),
        "P57": ("Q9101",),
        "P161": (("Q9102", "Marta Lund"), ("Q9103", "Q9201")),
        "P272": ("Q9301",),
        "P495": ("Q9401",),
        "P364": ("Q9402",),
        "P136": ("Q9403",),
        "P345": ("tt9900002",),
    },
)
PEOPLE_AND_PLACES = (
    Item(
        "Q9101", "Ada March", description="film director", claims={"P31": ("Q5",), "P569": ("+1970-00-00T00:00:00Z",)}
    ),
    Item(
        "Q9102",
        "Nora Vance",
        claims={"P31": ("Q5",), "P569": ("+1980-05-06T00:00:00Z",), "P345": ("nm9900001",), "P800": ("Q9001",)},
    ),
    Item("Q9103", "Teo Quill", claims={"P31": ("Q5",), "P570": ("+2021-09-10T00:00:00Z",)}),
    Item("Q9201", "The Ferryman"),
    Item("Q9301", "Gull Pictures"),
    Item("Q9401", "Ireland"),
    Item("Q9402", "English"),
    Item("Q9403", "thriller film"),
)
TIDES = Artist(
    "11111111-0000-4000-8000-000000000001",
    "The Paper Tides",
    aka=("Paper Tides",),
    members=(
        ("11111111-0000-4000-8000-0000000000a1", "Wren Castle"),
        ("11111111-0000-4000-8000-0000000000a2", "Jo Pike"),
    ),
    albums=(
        Album("22222222-0000-4000-8000-000000000001", "Low Water Songs", "2004-05-03"),
        Album("22222222-0000-4000-8000-000000000002", "Breakwater", "2008-09"),
        Album("22222222-0000-4000-8000-000000000003", "At the Pier", "2010", secondary=("Live",)),
    ),
)
MADE_UP = World(
    shows=(SALTGATE, OTHER_SALTGATE, LANTERN),
    people=(VANCE, QUILL, MARCH),
    items=(FILM, *PEOPLE_AND_PLACES),
    artists=(TIDES,),
)
"""What the stand-in knows unless a test says otherwise."""


def crowd(count: int) -> World:
    """Return so many people who all play in one show, and groups."""
    people = tuple(Person(100 + at, f"Person {chr(65 + at // 26)}{chr(97 + at % 26)} Made") for at in range(count))
    key = "11111111-0000-4000-8000-{:012x}".format
    albums = tuple(Album(key(900 + at), f"Record {chr(65 + at)} of Ours", "2001") for at in range(count // 4))
    groups = tuple(Artist(key(at), f"The {chr(65 + at)} Band", albums=(albums[at],)) for at in range(count // 4))
    show = Show(10, "The Crowded Hour", cast=tuple((one, "Guest") for one in people))
    return World(shows=(show,), people=people, artists=groups)
