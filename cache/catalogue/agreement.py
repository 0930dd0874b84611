"""Which record of a catalogue is the name an article uses: a pure decision, made only where something agrees.

A title alone is no proof: many works share one. It takes the exact name, as ``name_key`` compares names, and beside it
a person or work that articles name together with it and the record names too, its network, or a year. Of a person the
name may be misspelt. What is said of two records decides for neither: the user may.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from pullquote.cache.catalogue.spelling import is_misspelt
from pullquote.cache.core.article import ACT_TYPES, EntityType
from pullquote.cache.core.catalogue import Record, RecordKind
from pullquote.cache.core.names import name_key, normalize

_TOLD_APART: Final = re.compile(r"\s*\((?:(?:19|20)\d\d|[A-Z]{2,3})\)$")
"""What a service writes behind a title to tell it from another: "(2018)", "(UK)"."""
_TAKEN_FOR: Final[dict[EntityType, tuple[RecordKind, ...]]] = {
    "show": ("show", "film"),
    "film": ("film", "show"),
    "person": ("person", "group"),
    "group": ("group", "person"),
    "organization": ("group",),
    "album": ("album",),
    "franchise": ("franchise",),
}
"""What a name may be that the library takes for one of a type: a book is never the film that was made of it."""
_ENOUGH: Final = 2
"""Signs that a record of another type needs."""
_ON_SCREEN: Final = ("actor", "voice")

Sign = tuple[str, str]
"""Something that agrees: what it is (``person``, ``work``, ``network``, ``year``), and which."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What the library knows of a name that a record is looked for.

    ``beside`` are the people and works that articles name together with it, ``channels`` the networks, studios and
    labels named right beside it, ``years`` the years they state of it. ``aka`` are other names, whole ones only.
    """

    name: str
    type: EntityType
    aka: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


class Agreed(Struct, frozen=True, kw_only=True):
    """Which of the candidates is meant (its ``index``), and ``why``, in a few words for the user.

    Without an index, ``open`` says that candidates have the name but nothing else agrees, or more than one agrees, so
    that a later article or the user may decide; else none of them has the name. ``named`` are the indexes of those
    that have it.
    """

    index: int | None = None
    why: str = ""
    open: bool = False
    named: tuple[int, ...] = ()


def agree(wanted: Wanted, candidates: Sequence[Record]) -> Agreed:
    """Return which of ``candidates`` is the name that is wanted.

    It is the only one of them that agrees, or the one that all that speaks for another speaks for as well, and
    something more.
    """
    named = tuple(at for at, record in enumerate(candidates) if _has_name(wanted, record))
    signs = {at: found for at in named if (found := _signs(wanted, candidates[at]))}
    best = [at for at, own in signs.items() if not any(own < other for other in signs.values())]
    alike = {(candidates[at].provider, candidates[at].kind, candidates[at].key) for at in best}
    if len(alike) == 1 and not _is_called_exactly_by_another(wanted, candidates, named, best[0]):
        return Agreed(index=best[0], why=_words(signs[best[0]]), named=named)
    return Agreed(open=bool(named), named=named)


def _has_name(wanted: Wanted, record: Record) -> bool:
    """Return whether a record may be what is wanted: of a type that can be, and called so."""
    if record.kind not in _TAKEN_FOR.get(wanted.type, ()):
        return False
    own = _TOLD_APART.sub("", record.name)
    if name_key(wanted.name) in {name_key(name) for name in (own, *record.aka)}:
        return True
    whole = {name_key(name) for name in wanted.aka if " " in normalize(name)}
    return name_key(own) in whole or (record.kind == "person" and is_misspelt(wanted.name, own))


def _signs(wanted: Wanted, record: Record) -> frozenset[Sign]:
    """Return what agrees beside the name; nothing where the years do not, or where the types differ and little does.

    A film and a show of one title may have makers in common, so that of these only who is seen counts for the other.
    """
    if _contradicts(wanted, record):
        return frozenset()
    same_type = record.kind == wanted.type
    own = {name_key(wanted.name), name_key(record.name)}
    beside = {name_key(name) for name in wanted.beside} - own
    who = [credit for credit in record.credits if same_type or credit.role in _ON_SCREEN or record.kind == "group"]
    found = {("person", key) for credit in who if (key := name_key(credit.name)) in beside}
    if record.kind in (*ACT_TYPES, "franchise"):
        found |= {("work", key) for work in record.works if (key := name_key(work.title)) in beside}
    if record.channel and any(_same_channel(record.channel, word) for word in wanted.channels):
        found.add(("network", normalize(record.channel)))
    if record.kind != "person" and record.year in wanted.years:
        found.add(("year", str(record.year)))
    return frozenset(found) if same_type or len(found) >= _ENOUGH else frozenset()


def _contradicts(wanted: Wanted, record: Record) -> bool:
    """Return whether every year that articles state of a work lies outside its run: a remake is meant."""
    if record.kind == "person" or not wanted.years or record.year is None:
        return False
    last: float = record.year
    if record.kind in ("show", "group"):
        last = int(record.ended[:4]) if record.ended and record.ended[:4].isdecimal() else float("inf")
    return not any(record.year - 1 <= year <= last + 1 for year in wanted.years)


def _same_channel(one: str, other: str) -> bool:
    """Return whether two names are of one network, or of a channel of it: "Mara" and "Mara Two"."""
    a, b = sorted((normalize(one).split(), normalize(other).split()), key=len)
    return bool(a) and b[: len(a)] == a


def _is_called_exactly_by_another(
    wanted: Wanted, candidates: Sequence[Record], named: Sequence[int], chosen: int
) -> bool:
    """Return whether somebody else is called exactly as the article writes a person whose name is only like it."""
    key = name_key(wanted.name)
    if candidates[chosen].kind != "person" or key in map(name_key, (candidates[chosen].name, *candidates[chosen].aka)):
        return False
    return any(key == name_key(candidates[at].name) for at in named if at != chosen)


def _words(signs: frozenset[Sign]) -> str:
    """Return in a few words what agreed beside the name."""
    kinds = [kind for kind in ("person", "work", "network", "year") if any(sign[0] == kind for sign in signs)]
    called = {"person": "a person", "work": "a work", "network": "network", "year": "year"}
    return f"name, {' and '.join(called[kind] for kind in kinds)}"
