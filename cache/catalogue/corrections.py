"""What a record that is linked to a work corrects of the names articles have beside it: a pure decision.

The record knows who is in the cast and as whom. Somebody of nearly that name, named beside the work and the character,
is misspelt; "somebody" of a character's name is no person. What a user corrected stays, and of two people that one
article tells apart none becomes the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from pullquote.cache.catalogue.spelling import is_misspelt
from pullquote.cache.core.article import WORK_TYPES, EntityType
from pullquote.cache.core.catalogue import Record
from pullquote.cache.core.names import name_key, name_words


class Beside(Struct, frozen=True, kw_only=True):
    """A name that articles have beside a work: ``settled`` by the user or by a record of its own.

    ``together`` are the articles that name both, ``articles`` how many name it at all, ``quotes`` how often it speaks.
    """

    id: int
    name: str
    type: EntityType
    together: frozenset[int]
    aka: tuple[str, ...] = ()
    articles: int = 1
    quotes: int = 0
    settled: bool = False


class Correction(Struct, frozen=True):
    """What a name is, rightly spelt, and what of: "Mike" for "Mik", a character for a person."""

    id: int
    name: str
    type: EntityType


def corrections(record: Record, beside: Sequence[Beside]) -> list[Correction]:
    """Return what the record of a work corrects of the names ``beside`` it, at most one of each."""
    found = []
    for one in beside:
        if one.settled or one.type != "person" or len(one.together) * 2 < one.articles:
            continue
        if correction := _as_character(record, one) or _respelt(record, one, beside):
            found.append(correction)
    return found


def may_correct(record: Record, people: Iterable[str]) -> bool:
    """Return whether a record could correct one of ``people``, by what they are called alone."""
    cast = {name_key(credit.name) for credit in record.credits}
    characters = {name_key(credit.character) for credit in record.credits if credit.character}
    alike: dict[_Rest, list[str]] = {}
    for name in {credit.name for credit in record.credits}:
        for rest in _but_one_word(name):
            alike.setdefault(rest, []).append(name)
    return any(
        key in characters or any(is_misspelt(name, one) for rest in _but_one_word(name) for one in alike.get(rest, ()))
        for name in people
        if (key := name_key(name)) not in cast
    )


_Rest = tuple[int, tuple[str, ...]]


def _but_one_word(name: str) -> Iterator[_Rest]:
    """Yield what is left of a name without each of its words: names that are misspelt for each other share one."""
    words = name_words(name)
    yield from ((at, (*words[:at], *words[at + 1 :])) for at in range(len(words)))


def _as_character(record: Record, one: Beside) -> Correction | None:
    """Return the character that was taken for a person: called so in full, never quoted, and nobody of the cast."""
    key = name_key(one.name)
    if " " not in key or one.quotes or one.articles > len(one.together):
        return None
    if key in {name_key(credit.name) for credit in record.credits}:
        return None
    named = next((c.character for c in record.credits if c.character and key == name_key(c.character)), None)
    return Correction(one.id, one.name, "character") if named else None


def _respelt(record: Record, one: Beside, beside: Sequence[Beside]) -> Correction | None:
    """Return a person under the name the cast has, where exactly one of it can be meant and plays who is named too."""
    if name_key(one.name) in {name_key(credit.name) for credit in record.credits}:
        return None
    meant = {credit.name for credit in record.credits if is_misspelt(one.name, credit.name)}
    if len(meant) != 1:
        return None
    name = meant.pop()
    articles = one.together - _articles_with((name,), beside, ("person",))
    played = {credit.character for credit in record.credits if credit.name == name and credit.character}
    if articles != one.together or not articles & _articles_with(played, beside, ("character", *WORK_TYPES)):
        return None  # one article tells the two apart, or none says who is played
    return Correction(one.id, name, "person")


def _articles_with(names: Iterable[str], beside: Sequence[Beside], types: Collection[str]) -> frozenset[int]:
    """Return the articles that have one of ``names`` beside the work, or are about it under that name."""
    keys = {name_key(name) for name in names}
    found: set[int] = set()
    for one in beside:
        if one.type in types and keys & {name_key(name) for name in (one.name, *one.aka)}:
            found |= one.together
    return frozenset(found)
