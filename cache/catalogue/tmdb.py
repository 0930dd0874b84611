"""TMDB: what it is asked of films, shows and people with the user's own key, and what its answers say.

Everything of a record comes in one answer (``append_to_response``). The key is no part of a question: whoever sends
one adds it (https://developer.themoviedb.org/docs/authentication-application).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from msgspec.structs import replace

from pullquote.cache.catalogue.questions import Answer, Ask, Question, likely
from pullquote.cache.core.article import EntityType
from pullquote.cache.core.catalogue import Credit, Episode, Record, RecordKind, Season, Work
from pullquote.cache.core.errors import FetchError
from pullquote.cache.core.json_values import Value

MOST_CREDITS = 60
MOST_SEASONS = 100
MOST_WORKS = 200
MOST_NAMES = 20
_PATHS: Final[dict[RecordKind, str]] = {"show": "tv", "film": "movie", "person": "person"}
_MORE: Final[dict[RecordKind, str]] = {
    "show": "aggregate_credits,alternative_titles,external_ids",
    "film": "credits,alternative_titles",
    "person": "combined_credits",
}
_STATES: Final[dict[str, Literal["running", "ended", "coming"]]] = {
    "Returning Series": "running",
    "Ended": "ended",
    "Canceled": "ended",
    "Planned": "coming",
    "In Production": "coming",
    "Post Production": "coming",
    "Pilot": "coming",
}
_ROLES = {
    "director": "director",
    "screenplay": "writer",
    "writer": "writer",
    "creator": "creator",
    "producer": "producer",
    "executive producer": "producer",
}
_KINDS: Final[dict[str, EntityType]] = {"tv": "show", "movie": "film"}


def bears(key: str) -> bool:
    """Return whether a key is of version 4, sent as a bearer token; else it is the parameter ``api_key``."""
    return "." in key


def ask(question: Question) -> Ask:
    """Return the address of a question."""
    path = _PATHS.get(question.kind, "movie")
    if question.step == "search":
        return Ask(f"/3/search/{path}", (("query", question.name), ("include_adult", "false"), ("language", "en-US")))
    more = _MORE.get(question.kind, "credits")
    return Ask(f"/3/{path}/{question.key}", (("append_to_response", more), ("language", "en-US")))


def read(question: Question, answer: Value) -> Answer:
    """Return what an answer says. Raises ``FetchError`` where it is not what was asked for."""
    if question.step != "search":
        record = _whole(question.kind, answer)
        if record is None:
            raise FetchError("TMDB did not answer with what was asked for.")
        return Answer(records=(record,))
    if not answer.at("results").is_list:
        raise FetchError("TMDB did not answer with a list of what it found.")
    found = [one for each in answer.each("results", most=20) if (one := _brief(question.kind, each))]
    chosen = likely(question.name, found)
    return Answer(then=tuple(replace(question, step="whole", name="", keys=(one.key,)) for one in chosen))


def _brief(kind: RecordKind, answer: Value) -> Record | None:
    number, name = answer.number("id"), answer.name("title") or answer.name("name")
    if number is None or not name:
        return None
    also = answer.name("original_title") or answer.name("original_name")
    day = next((d for key in ("release_date", "first_air_date", "birthday") if (d := answer.day(key))), None)
    died = answer.day("deathday")
    return Record(
        provider="tmdb",
        kind=kind,
        key=str(number),
        name=name,
        url=f"https://www.themoviedb.org/{_PATHS.get(kind, 'movie')}/{number}",
        aka=(also,) if also and also != name else (),
        state="dead" if died else _STATES.get(answer.raw("status"), ""),
        begun=day,
        ended=died,
        language=answer.name("original_language") or None,
        about=answer.prose("overview") if kind != "person" else "",
    )


def _whole(kind: RecordKind, answer: Value) -> Record | None:
    record = _brief(kind, answer)
    if record is None:
        return None
    titles = answer.at("alternative_titles")
    listed = [*titles.each("titles", most=MOST_NAMES), *titles.each("results", most=MOST_NAMES)]
    aka = dict.fromkeys((*record.aka, *(name for one in listed if (name := one.name("title")))))
    aka.update(dict.fromkeys(answer.words("also_known_as", most=MOST_NAMES)))
    aka.pop(record.name, None)
    channels = [one.name("name") for key in ("networks", "production_companies") for one in answer.each(key, most=5)]
    countries = [one.name("name") for one in answer.each("production_countries", most=5)]
    return replace(
        record,
        aka=tuple(aka)[:MOST_NAMES],
        ended=record.ended or (answer.day("last_air_date") if record.state == "ended" else None),
        channel=next(filter(None, channels), None),
        country=next(filter(None, countries), None),
        genres=tuple(name for one in answer.each("genres", most=5) if (name := one.name("name"))),
        imdb=answer.name("imdb_id") or answer.name("external_ids", "imdb_id") or None,
        credits=tuple(dict.fromkeys(_credits(answer)))[: 2 * MOST_CREDITS],
        seasons=tuple(_seasons(answer)),
        next=_episode(answer.at("next_episode_to_air")),
        works=tuple(dict.fromkeys(_works(answer)))[:MOST_WORKS],
    )


def _credits(answer: Value) -> Iterator[Credit]:
    for one in answer.each("created_by", most=10):
        if name := one.name("name"):
            yield Credit(name=name, role="creator", key=str(one.number("id") or ""))
    for part in ("credits", "aggregate_credits"):
        for one in answer.each(part, "cast", most=MOST_CREDITS):
            character = one.name("character") or next((r.name("character") for r in one.each("roles", most=1)), "")
            if name := one.name("name"):
                yield Credit(name=name, role="actor", key=str(one.number("id") or ""), character=character or None)
        for one in answer.each(part, "crew", most=500):
            job = one.raw("job") or next((j.raw("job") for j in one.each("jobs", most=1)), "")
            if (name := one.name("name")) and (role := _ROLES.get(job.lower())):
                yield Credit(name=name, role=role, key=str(one.number("id") or ""))


def _seasons(answer: Value) -> Iterator[Season]:
    for one in answer.each("seasons", most=MOST_SEASONS):
        if number := one.number("season_number", most=9_999):  # 0 are specials
            count = one.number("episode_count", most=9_999)
            yield Season(number=number, episodes=count, premiered=one.day("air_date"))


def _episode(answer: Value) -> Episode | None:
    season, number = answer.number("season_number", most=9_999), answer.number("episode_number", most=9_999)
    if season is None or number is None:
        return None
    return Episode(season=season, number=number, name=answer.name("name"), date=answer.day("air_date"))


def _works(answer: Value) -> Iterator[Work]:
    for part, usual in (("cast", "actor"), ("crew", "")):
        for one in answer.each("combined_credits", part, most=MOST_WORKS):
            role = usual or _ROLES.get(one.raw("job").lower(), "")
            day = one.day("release_date") or one.day("first_air_date")
            if (title := one.name("title") or one.name("name")) and role:
                yield Work(
                    title=title,
                    kind=_KINDS.get(one.raw("media_type"), "film"),
                    key=str(one.number("id") or ""),
                    year=int(day[:4]) if day else None,
                    role=role,
                    character=one.name("character") or None,
                )
