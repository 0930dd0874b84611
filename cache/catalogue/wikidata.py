"""Wikidata: what it is asked of films, franchises, shows and people, and what its answers say.

Titles are searched with the classes of what is meant (``haswbstatement``), so that a film is found among all that have
its name. The items found come with their statements, which name other items by number; one more answer names those.
(https://www.wikidata.org/w/api.php, https://www.mediawiki.org/wiki/Help:Extension:WikibaseCirrusSearch)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from pullquote.cache.catalogue.questions import Answer, Ask, Question, likely
from pullquote.cache.core.catalogue import Credit, Record, RecordKind, Work
from pullquote.cache.core.errors import FetchError
from pullquote.cache.core.json_values import Value, iso_day

MOST_ITEMS = 50
"""Items that one request may name."""
MOST_FOUND = 4
"""Items of a search that are looked at: each is about 100 KB."""
MOST_SIGNS = 300
"""Signs that a search may have; a longer one is refused."""
MOST_CREDITS = 30
MOST_WORKS = 30
MOST_NAMES = 20

_CLASSES: Final[dict[RecordKind, tuple[str, ...]]] = {
    "show": ("Q5398426", "Q117467246", "Q63952888", "Q1259759", "Q581714"),
    "film": ("Q11424", "Q506240", "Q24862", "Q202866", "Q29168811", "Q93204", "Q20650540", "Q226730"),
    "franchise": ("Q196600", "Q24856", "Q559618"),
    "person": ("Q5",),
}
"""The items of which each kind is an instance: P31 of it is one of these."""
_KINDS: Final[dict[str, RecordKind]] = {item: kind for kind, items in _CLASSES.items() for item in items}
_SCREEN: Final[tuple[RecordKind, ...]] = ("show", "film")
"""Kinds that articles mistake for each other: a title is searched as both."""
_ROLES = {"P170": "creator", "P57": "director", "P58": "writer", "P162": "producer", "P161": "actor", "P725": "voice"}
_CHANNEL = ("P449", "P272", "P750")
"""Its network, else its studio, else who distributes it."""
_BEGUN = ("P580", "P577", "P569", "P571")
_ENDED = ("P582", "P570", "P576")
_MADE_BY = ("P161", "P57", "P58", "P725")
_ITEM = re.compile(r"Q[1-9]\d{0,11}", re.ASCII)


def ask(question: Question) -> Ask:
    """Return the address of a question."""
    match question.step:
        case "search":
            kinds = _SCREEN if question.kind in _SCREEN else (question.kind,)
            classes = "|".join(f"P31={item}" for kind in kinds for item in _CLASSES[kind])
            meant = f" haswbstatement:{classes}"
            title = question.name.replace('"', " ").replace("\\", " ")[: MOST_SIGNS - len(meant) - 2]
            return _search(f'"{title}"{meant}', MOST_FOUND)
        case "works":
            by = "|".join(f"{name}={question.key}" for name in _MADE_BY)
            return _search(f"haswbstatement:{by} haswbstatement:P31={_CLASSES['film'][0]}", MOST_WORKS)
        case "labels":
            return _items(question.keys, "labels")
        case _:
            return _items(question.keys, "labels|aliases|descriptions|claims")


def read(question: Question, answer: Value) -> Answer:
    """Return what an answer says. Raises ``FetchError`` where it is not what was asked for."""
    if answer.at("error").is_object:
        raise FetchError(f"Wikidata refuses the question: {answer.name('error', 'info') or 'it does not say why'}")
    match question.step:
        case "search":
            found = tuple(_found(answer, MOST_FOUND))
            return Answer(then=(replace(question, step="whole", keys=found),) if found else ())
        case "works":
            [draft] = question.drafts
            films = (Work(title=key, kind="film", key=key) for key in _found(answer, MOST_WORKS))
            known = {work.key for work in draft.works}
            return _named(
                question, [replace(draft, works=(*draft.works, *(one for one in films if one.key not in known)))]
            )
        case "labels":
            return Answer(records=tuple(_with_names(question.drafts, _labels(answer))))
        case _:
            return _read_items(question, answer)


def _search(text: str, most: int) -> Ask:
    given = {
        "action": "query",
        "list": "search",
        "srsearch": text,
        "srlimit": str(most),
        "srprop": "",
        "format": "json",
    }
    return Ask("/w/api.php", tuple(given.items()))


def _items(keys: Iterable[str], props: str) -> Ask:
    given = {"action": "wbgetentities", "ids": "|".join(keys), "props": props, "languages": "en"}
    return Ask("/w/api.php", (*given.items(), ("languagefallback", "1"), ("format", "json")))


def _found(answer: Value, most: int) -> Iterator[str]:
    if not answer.at("query", "search").is_list:
        raise FetchError("Wikidata did not answer with a list of what it found.")
    for one in answer.each("query", "search", most=most):
        if _ITEM.fullmatch(key := one.raw("title")):
            yield key


def _read_items(question: Question, answer: Value) -> Answer:
    if not answer.at("entities").is_object:
        raise FetchError("Wikidata did not answer with what was asked for.")
    read = {key: record for key, item in answer.parts("entities", most=MOST_ITEMS) if (record := _record(key, item))}
    drafts = [read[key] for key in question.keys if key in read]
    if question.name:
        drafts = likely(question.name, drafts)
    if not drafts and not question.name:
        raise FetchError("Wikidata did not answer with what was asked for.")
    if len(drafts) == 1 and drafts[0].kind == "person":
        return Answer(then=(replace(question, step="works", name="", keys=(drafts[0].key,), drafts=tuple(drafts)),))
    return _named(question, drafts)


def _named(question: Question, drafts: list[Record]) -> Answer:
    """Return the question that names the items of drafts; the first ones of each, where they are too many."""
    if not drafts:
        return Answer()
    share = MOST_ITEMS // len(drafts)
    keys = dict.fromkeys(key for draft in drafts for key in list(dict.fromkeys(_mentioned(draft)))[:share])
    if not keys:
        return Answer(records=tuple(drafts))
    return Answer(then=(replace(question, step="labels", name="", keys=tuple(keys), drafts=tuple(drafts)),))


def _mentioned(draft: Record) -> Iterator[str]:
    """Yield the items that a draft names by number, the most telling first."""
    words = [draft.channel, draft.country, draft.language]
    words += [one.name for one in draft.credits] + [one.title for one in draft.works]
    words += [one.character for one in draft.credits] + list(draft.genres)
    yield from (word for word in words if word and _ITEM.fullmatch(word))


def _labels(answer: Value) -> dict[str, str]:
    return {
        key: name
        for key, item in answer.parts("entities", most=MOST_ITEMS)
        if (name := item.name("labels", "en", "value"))
    }


def _with_names(drafts: Iterable[Record], labels: dict[str, str]) -> Iterator[Record]:
    """Yield drafts with names in the places of numbers; what has no name goes."""

    def named(word: str | None) -> str | None:
        return labels.get(word) if word and _ITEM.fullmatch(word) else word

    for draft in drafts:
        yield replace(
            draft,
            channel=named(draft.channel),
            country=named(draft.country),
            language=named(draft.language),
            genres=tuple(name for one in draft.genres if (name := named(one))),
            credits=tuple(
                replace(one, name=name, character=named(one.character))
                for one in draft.credits
                if (name := named(one.name))
            ),
            works=tuple(replace(one, title=title) for one in draft.works if (title := named(one.title))),
        )


def _record(key: str, item: Value) -> Record | None:
    name = item.name("labels", "en", "value")
    kind: RecordKind | None = next((_KINDS[one] for one in _item_values(item, "P31") if one in _KINDS), None)
    if not name or kind is None or not _ITEM.fullmatch(key):
        return None
    ended = _day(item, _ENDED)
    aka = dict.fromkeys(other for one in item.each("aliases", "en", most=MOST_NAMES) if (other := one.name("value")))
    works = _item_values(item, "P800") if kind == "person" else ()
    return Record(
        provider="wikidata",
        kind=kind,
        key=key,
        name=name,
        url=f"https://www.wikidata.org/wiki/{key}",
        aka=tuple(aka),
        state=("dead" if kind == "person" else "ended") if ended else "",
        begun=_day(item, _BEGUN),
        ended=ended,
        channel=next((one for name in _CHANNEL for one in _item_values(item, name)), None),
        country=next(iter(_item_values(item, "P495" if kind != "person" else "P27")), None),
        language=next(iter(_item_values(item, "P364")), None),
        genres=_item_values(item, "P136")[:5],
        about=item.prose("descriptions", "en", "value"),
        imdb=next((text for claim in _claims(item, "P345") if (text := claim.name(*_VALUE))), None),
        credits=tuple(_credits(item)) if kind != "person" else (),
        works=tuple(Work(title=one, kind="film", key=one) for one in works[:MOST_WORKS]),
    )


_VALUE = ("mainsnak", "datavalue", "value")


def _claims(item: Value, name: str) -> list[Value]:
    """Return the statements of a property, those its editors prefer first; refuted ones are left out."""
    listed = [one for one in item.each("claims", name, most=200) if one.raw("rank") != "deprecated"]
    return sorted(listed, key=lambda one: one.raw("rank") != "preferred")


def _item_values(item: Value, name: str) -> tuple[str, ...]:
    found = (one.raw(*_VALUE, "id") for one in _claims(item, name))
    return tuple(key for key in found if _ITEM.fullmatch(key))


def _day(item: Value, names: Iterable[str]) -> str | None:
    """Return the first date of the first property that has one: of a film's many releases, the first of all."""
    for name in names:
        days = [day for one in _claims(item, name) if (day := iso_day(one.raw(*_VALUE, "time").removeprefix("+")))]
        if days:
            return min(days, key=lambda day: (day[:4], -len(day), day))
    return None


def _credits(item: Value) -> Iterator[Credit]:
    for name, role in _ROLES.items():
        for claim in _claims(item, name)[:MOST_CREDITS]:
            if _ITEM.fullmatch(key := claim.raw(*_VALUE, "id")):
                yield Credit(name=key, key=key, role=role, character=_character(claim))


def _character(claim: Value) -> str | None:
    """Return who an actor plays: an item, or a name."""
    for one in claim.each("qualifiers", "P453", most=1):
        if _ITEM.fullmatch(key := one.raw("datavalue", "value", "id")):
            return key
    return next(
        (name for one in claim.each("qualifiers", "P4633", most=1) if (name := one.name("datavalue", "value"))), None
    )
