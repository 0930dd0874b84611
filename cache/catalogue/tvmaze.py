"""TVmaze: what it is asked of shows and people, and what its answers say (https://www.tvmaze.com/api).

A show comes whole in one answer with its cast, crew, other titles, seasons and episodes. A person comes in two or
three: the person, what they play in, and, for who plays in nothing, what they make.
"""

from __future__ import annotations

from typing import Final, Literal

from msgspec.structs import replace

from pullquote.cache.catalogue.questions import Answer, Ask, Question, likely
from pullquote.cache.core.catalogue import Credit, Episode, IndexedShow, Record, Season, Work
from pullquote.cache.core.errors import FetchError
from pullquote.cache.core.json_values import Value
from pullquote.cache.core.urls import site_of

MOST_CREDITS = 200
MOST_EPISODES = 600
MOST_READ = 20_000
"""Episodes of an answer that are looked at, to keep the last ``MOST_EPISODES``: some serials have run for decades."""
MOST_SEASONS = 100
MOST_WORKS = 200
MOST_NAMES = 20
MOST_INDEXED = 1_000
"""Shows of a page of the index; it has 250."""
_SITE = "tvmaze.com"
_EMBEDDED = ("cast", "crew", "akas", "seasons", "episodes", "nextepisode")
_STATES: Final[dict[str, Literal["running", "ended", "coming"]]] = {
    "Running": "running",
    "Ended": "ended",
    "To Be Determined": "running",
    "In Development": "coming",
}
_ROLES = {
    "creator": "creator",
    "co-creator": "creator",
    "developer": "creator",
    "director": "director",
    "writer": "writer",
    "executive producer": "producer",
    "producer": "producer",
    "showrunner": "producer",
}
"""What it calls the crew that is kept, in our words."""


def ask(question: Question) -> Ask:
    """Return the address of a question."""
    people = question.kind == "person"
    match question.step:
        case "search":
            return Ask("/search/people" if people else "/search/shows", (("q", question.name),))
        case "whole" if people:
            return Ask(f"/people/{question.key}")
        case "works":
            return Ask(f"/people/{question.key}/castcredits", (("embed[]", "show"), ("embed[]", "character")))
        case "crew":
            return Ask(f"/people/{question.key}/crewcredits", (("embed[]", "show"),))
        case "index":
            return Ask("/shows", (("page", question.key),))
        case _:
            return Ask(f"/shows/{question.key}", tuple(("embed[]", part) for part in _EMBEDDED))


def read(question: Question, answer: Value) -> Answer:
    """Return what an answer says. Raises ``FetchError`` where it is not what was asked for."""
    match question.step:
        case "search":
            return _read_search(question, answer)
        case "whole" if question.kind == "person":
            return Answer(then=(_works_of(question, _must(_person(answer))),))
        case "works" | "crew":
            return _read_works(question, answer)
        case "index":
            return _read_index(answer)
        case _:
            return Answer(records=(_must(_show(answer)),))


def show_of(answer: Value) -> Record | None:
    """Return the show that an object of TVmaze is, without what can be embedded; ``None`` for what is none."""
    number, name = answer.number("id"), answer.name("name")
    if number is None or not name:
        return None
    channel = answer.at("network") if answer.at("network").is_object else answer.at("webChannel")
    return Record(
        provider="tvmaze",
        kind="show",
        key=str(number),
        name=name,
        url=_page(answer, f"shows/{number}"),
        state=_STATES.get(answer.raw("status"), ""),
        begun=answer.day("premiered"),
        ended=answer.day("ended"),
        channel=channel.name("name") or None,
        country=channel.name("country", "name") or None,
        language=answer.name("language") or None,
        genres=answer.words("genres", most=MOST_NAMES),
        about=answer.prose("summary"),
        imdb=answer.name("externals", "imdb") or None,
    )


def _read_search(question: Question, answer: Value) -> Answer:
    if not answer.is_list:
        raise FetchError("TVmaze did not answer with a list of what it found.")
    if question.kind == "person":
        people = [one for hit in answer.each(most=20) if (one := _person(hit.at("person")))]
        return Answer(then=tuple(_works_of(question, one) for one in likely(question.name, people)))
    shows = [one for hit in answer.each(most=20) if (one := show_of(hit.at("show")))]
    asked = (replace(question, step="whole", name="", keys=(one.key,)) for one in likely(question.name, shows))
    return Answer(then=tuple(asked))


def _read_index(answer: Value) -> Answer:
    """Return the shows of a page; one that is none, or has no name, costs itself alone."""
    if not answer.is_list:
        raise FetchError("TVmaze did not answer with a list of shows.")
    found = [one for part in answer.each(most=MOST_INDEXED) if (one := _indexed(part))]
    if not found and any(True for _ in answer.each(most=1)):
        raise FetchError("TVmaze answered with a list, but not of shows.")
    return Answer(shows=tuple(found))


def _indexed(answer: Value) -> IndexedShow | None:
    number, name = answer.number("id"), answer.name("name")
    if number is None or not name:
        return None
    channel = answer.at("network") if answer.at("network").is_object else answer.at("webChannel")
    begun, ended = (answer.day("premiered") or "")[:4], (answer.day("ended") or "")[:4]
    runs = begun and not ended and _STATES.get(answer.raw("status")) == "running"
    years = f"{begun}-{ended}" if begun and (runs or (ended and ended != begun)) else begun
    return IndexedShow(str(number), name, answer.name("type"), years, channel.name("name"), answer.name("language"))


def _works_of(question: Question, draft: Record) -> Question:
    return replace(question, step="works", name="", keys=(draft.key,), drafts=(draft,))


def _person(answer: Value) -> Record | None:
    number, name = answer.number("id"), answer.name("name")
    if number is None or not name:
        return None
    died = answer.day("deathday")
    return Record(
        provider="tvmaze",
        kind="person",
        key=str(number),
        name=name,
        url=_page(answer, f"people/{number}"),
        state="dead" if died else "",
        begun=answer.day("birthday"),
        ended=died,
        country=answer.name("country", "name") or None,
    )


def _show(answer: Value) -> Record | None:
    show = show_of(answer)
    if show is None:
        return None
    part = answer.at("_embedded")
    coming = _episode(part.at("nextepisode"))
    akas = dict.fromkeys(name for one in part.each("akas", most=MOST_CREDITS) if (name := one.name("name")))
    akas.pop(show.name, None)
    aired = map(_episode, part.each("episodes", most=MOST_READ))
    episodes = [one for one in aired if one and one.date]
    return replace(
        show,
        aka=tuple(akas)[:MOST_NAMES],
        credits=(*_cast(part), *_crew(part))[:MOST_CREDITS],
        seasons=tuple(filter(None, map(_season, part.each("seasons", most=MOST_SEASONS)))),
        episodes=tuple(episodes[-MOST_EPISODES:]),
        next=coming,
    )


def _cast(part: Value) -> list[Credit]:
    return [
        Credit(
            name=name,
            role="voice" if one.flag("voice") else "actor",
            key=str(one.number("person", "id") or ""),
            character=None if one.flag("self") else one.name("character", "name") or None,
        )
        for one in part.each("cast", most=MOST_CREDITS)
        if (name := one.name("person", "name"))
    ]


def _crew(part: Value) -> list[Credit]:
    found = [
        Credit(name=name, role=role, key=str(one.number("person", "id") or ""))
        for one in part.each("crew", most=MOST_CREDITS)
        if (name := one.name("person", "name")) and (role := _ROLES.get(one.raw("type").lower()))
    ]
    return list(dict.fromkeys(found))


def _season(answer: Value) -> Season | None:
    number = answer.number("number", most=9_999)
    if number is None:
        return None
    count = answer.number("episodeOrder", most=9_999)
    return Season(number=number, episodes=count, premiered=answer.day("premiereDate"), ended=answer.day("endDate"))


def _episode(answer: Value) -> Episode | None:
    """Return an episode; ``None`` for a special, which has no number."""
    season, number = answer.number("season", most=9_999), answer.number("number", most=9_999)
    if season is None or number is None:
        return None
    return Episode(season=season, number=number, name=answer.name("name"), date=answer.day("airdate"))


def _read_works(question: Question, answer: Value) -> Answer:
    [draft] = question.drafts
    works: list[Work] = []
    for one in answer.each(most=MOST_WORKS):
        show = show_of(one.at("_embedded", "show"))
        role = _ROLES.get(one.raw("type").lower(), "producer") if question.step == "crew" else "actor"
        if show:
            works.append(
                Work(
                    title=show.name,
                    kind="show",
                    key=show.key,
                    year=show.year,
                    role="voice" if one.flag("voice") else role,
                    character=None if one.flag("self") else one.name("_embedded", "character", "name") or None,
                )
            )
    if not works and question.step == "works":
        return Answer(then=(replace(question, step="crew"),))
    return Answer(records=(replace(draft, works=tuple(dict.fromkeys(works))),))


def _page(answer: Value, path: str) -> str:
    """Return the page to credit: the one it names, where that is its own."""
    named = answer.address("url")
    return named if named and site_of(named) == _SITE else f"https://www.{_SITE}/{path}"


def _must(record: Record | None) -> Record:
    if record is None:
        raise FetchError("TVmaze did not answer with what was asked for.")
    return record
