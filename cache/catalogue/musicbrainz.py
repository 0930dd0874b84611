"""MusicBrainz: what it is asked of groups and albums, and what its answers say.

A group comes in two answers: itself with its members, and its albums. An album is complete where it is found.
(https://musicbrainz.org/doc/MusicBrainz_API)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from pullquote.cache.catalogue.questions import Answer, Ask, Question, likely
from pullquote.cache.core.catalogue import Credit, Record, Work
from pullquote.cache.core.errors import FetchError
from pullquote.cache.core.json_values import Value

MOST_FOUND = 10
MOST_MEMBERS = 60
MOST_ALBUMS = 100
MOST_NAMES = 20
MOST_BESIDE = 4
"""Names of groups that narrow the search for an album down."""
_JSON = ("fmt", "json")
_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def ask(question: Question) -> Ask:
    """Return the address of a question."""
    match question.step, question.kind:
        case "search", "album":
            query = f"releasegroup:{_phrase(question.name)}"
            if by := " OR ".join(f"artistname:{_phrase(name)}" for name in question.beside[:MOST_BESIDE]):
                query = f"{query} AND ({by})"
            return Ask("/ws/2/release-group", (("query", query), ("limit", str(MOST_FOUND)), _JSON))
        case "search", _:
            query = f"artist:{_phrase(question.name)} OR alias:{_phrase(question.name)}"
            return Ask("/ws/2/artist", (("query", query), ("limit", str(MOST_FOUND)), _JSON))
        case "works", _:
            given = (("artist", question.key), ("type", "album|ep"), ("limit", str(MOST_ALBUMS)), _JSON)
            return Ask("/ws/2/release-group", given)
        case _, "album":
            return Ask(f"/ws/2/release-group/{question.key}", (("inc", "artist-credits genres"), _JSON))
        case _:
            return Ask(f"/ws/2/artist/{question.key}", (("inc", "aliases artist-rels genres"), _JSON))


def read(question: Question, answer: Value) -> Answer:
    """Return what an answer says. Raises ``FetchError`` where it is not what was asked for."""
    match question.step, question.kind:
        case "search", "album":
            found = [one for each in _listed(answer, "release-groups") if (one := _album(each))]
            return Answer(records=tuple(likely(question.name, found)))
        case "search", _:
            acts = [(one, each.raw("type") == "Person") for each in _listed(answer, "artists") if (one := _group(each))]
            groups = [one for one, _ in sorted(acts, key=lambda act: act[1])]  # a group before a person of its name
            chosen = likely(question.name, groups)
            return Answer(then=tuple(replace(question, step="whole", name="", keys=(one.key,)) for one in chosen))
        case "works", _:
            [draft] = question.drafts
            return Answer(records=(replace(draft, works=tuple(_albums(answer))),))
        case _, "album":
            return Answer(records=(_must(_album(answer)),))
        case _:
            return Answer(then=(replace(question, step="works", drafts=(_must(_group(answer)),)),))


def _phrase(text: str) -> str:
    """Return a phrase of the search language, https://lucene.apache.org/core/queryparsersyntax."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _listed(answer: Value, name: str) -> Iterator[Value]:
    if not answer.at(name).is_list:
        raise FetchError("MusicBrainz did not answer with a list of what it found.")
    return answer.each(name, most=MOST_FOUND)


def _group(answer: Value) -> Record | None:
    key, name = answer.raw("id"), answer.name("name")
    if not _KEY.fullmatch(key) or not name:
        return None
    over = answer.flag("life-span", "ended") or answer.day("life-span", "end") is not None
    aka = dict.fromkeys(other for one in answer.each("aliases", most=MOST_NAMES) if (other := one.name("name")))
    aka.pop(name, None)
    return Record(
        provider="musicbrainz",
        kind="group",
        key=key,
        name=name,
        url=f"https://musicbrainz.org/artist/{key}",
        aka=tuple(aka),
        state="ended" if over else "running",
        begun=answer.day("life-span", "begin"),
        ended=answer.day("life-span", "end"),
        country=answer.name("area", "name") or answer.name("country") or None,
        genres=_genres(answer),
        about=answer.prose("disambiguation"),
        credits=tuple(_members(answer)),
    )


def _members(answer: Value) -> Iterator[Credit]:
    seen = set[str]()
    for one in answer.each("relations", most=4 * MOST_MEMBERS):
        key, name = one.raw("artist", "id"), one.name("artist", "name")
        members = one.raw("type") == "member of band" and one.raw("direction") == "backward"
        if members and name and _KEY.fullmatch(key) and key not in seen and len(seen) < MOST_MEMBERS:
            seen.add(key)
            yield Credit(name=name, role="member", key=key)


def _albums(answer: Value) -> list[Work]:
    """Return the albums of a group by date, the undated last, without recordings of concerts and samplers."""
    found: list[tuple[str, Work]] = []
    for one in answer.each("release-groups", most=MOST_ALBUMS):
        key, title, day = one.raw("id"), one.name("title"), one.day("first-release-date")
        if _KEY.fullmatch(key) and title and not one.words("secondary-types", most=1):
            year = int(day[:4]) if day else None
            found.append((day or "9999", Work(title=title, kind="album", key=key, year=year, role="artist")))
    return [work for _, work in sorted(found, key=lambda one: one[0])]


def _album(answer: Value) -> Record | None:
    key, title = answer.raw("id"), answer.name("title")
    if not _KEY.fullmatch(key) or not title:
        return None
    by = tuple(
        Credit(name=name, role="artist", key=artist)
        for one in answer.each("artist-credit", most=MOST_NAMES)
        if (name := one.name("artist", "name") or one.name("name"))
        and _KEY.fullmatch(artist := one.raw("artist", "id"))
    )
    return Record(
        provider="musicbrainz",
        kind="album",
        key=key,
        name=title,
        url=f"https://musicbrainz.org/release-group/{key}",
        begun=answer.day("first-release-date"),
        genres=_genres(answer),
        about=answer.prose("disambiguation"),
        credits=by,
    )


def _genres(answer: Value) -> tuple[str, ...]:
    listed = [(one.number("count") or 0, one.name("name")) for one in answer.each("genres", most=50)]
    return tuple(name for _, name in sorted(listed, key=lambda one: -one[0])[:5] if name)


def _must(record: Record | None) -> Record:
    if record is None:
        raise FetchError("MusicBrainz did not answer with what was asked for.")
    return record
