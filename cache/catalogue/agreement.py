"""Which record of a catalogue is the name an article uses: a pure decision, made only where something agrees.

A title alone is no proof: many works share one. It takes the exact name, as ``name_key`` compares names, and beside it
a person or work that articles name together with it and the record names too, its network, or a year.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.catalogue import Record
from pullquote.cache.core.names import name_key, normalize


class Wanted(Struct, frozen=True, kw_only=True):
    """What the library knows of a name that a record is looked for.

    ``beside`` are the people and works that articles name together with it, ``channels`` the networks, studios and
    labels, ``years`` the years they state of it.
    """

    name: str
    type: EntityType
    aka: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


class Agreed(Struct, frozen=True, kw_only=True):
    """Which of the candidates is meant (its ``index``), and ``why``, in a few words for the user.

    Without an index, ``open`` says that candidates have the name but nothing else agrees, so that a later article or
    the user may decide; else none of them has the name.
    """

    index: int | None = None
    why: str = ""
    open: bool = False


def agree(wanted: Wanted, candidates: Sequence[Record]) -> Agreed:
    """Return which of ``candidates`` is the name that is wanted; none where two agree equally."""
    names = {name_key(name) for name in (wanted.name, *wanted.aka)}
    same = [at for at, record in enumerate(candidates) if names & {name_key(n) for n in (record.name, *record.aka)}]
    reasons = {at: why for at in same if (why := _why(wanted, candidates[at]))}
    if len(reasons) == 1:
        [(index, why)] = reasons.items()
        return Agreed(index=index, why=why)
    return Agreed(open=bool(same))


def _why(wanted: Wanted, record: Record) -> str:
    """Return what agrees beside the name, empty for nothing."""
    told = {name_key(credit.name) for credit in record.credits} | {name_key(work.title) for work in record.works}
    if told & {name_key(name) for name in wanted.beside}:
        return "name and a person" if record.credits else "name and a work"
    if record.channel and normalize(record.channel) in {normalize(word) for word in wanted.channels}:
        return "name and network"
    if record.year and record.year in wanted.years:
        return "name and year"
    return ""
