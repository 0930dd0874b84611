"""Guarding a name and what is said of it, in the app and on the command line. No Textual in here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from pullquote.cache.core.results import EntityRow, Guarded
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.core.spoilers import Guard

if TYPE_CHECKING:
    from pullquote.cache.library import Library

NOTHING_GUARDED = (
    "Nothing is guarded: {key} on a name guards it, and so does saying how far you have seen a followed show."
)


class Turned(Struct, frozen=True):
    """What became of a name: its ``guard`` now, ``None`` for none; ``changed`` where the user's word is another.

    ``by_setting`` says that the settings alone guard it.
    """

    name: EntityRow
    guard: Guard | None
    changed: bool
    by_setting: bool = False


def turn(library: Library, name: EntityRow, wanted: bool | None = None) -> Turned:
    """Guard a name, or let it go; without ``wanted`` the one it is not now. One step for undo. Raises ``NotFound``.

    A followed show that is partly seen is guarded by itself, and let go for good; of others nothing is kept.
    """
    guarding = library.guard
    before = guarding.of([name]).get(name.id)
    wanted = before is None if wanted is None else wanted
    by_setting = before is not None and guarding.is_by_setting(name.id)
    if wanted is (before is not None) or by_setting:
        return Turned(name, before, changed=False, by_setting=by_setting)
    by_itself = name.followed and name.seen is not None
    otherwise = False if by_itself else None
    changed = guarding.set(name.id, True if wanted else otherwise)
    after = guarding.of([name]).get(name.id)
    return Turned(name, after, changed, by_setting=after is not None and guarding.is_by_setting(name.id))


def covers(guard: Guard | Guarded) -> str:
    """Return what of a guard is veiled: ``what comes after season 2, episode 4``."""
    if guard.seen is not None:
        return f"what comes after {guard.seen}"
    return "what gives its story away" if guard.type != "person" else "what gives a story away"


def in_words(turned: Turned, undo: str, setting: str) -> str:
    """Return what to say of a name that was guarded or let go, ``undo`` and ``setting`` are how either is done."""
    name, guard = clean_name(turned.name.name), turned.guard
    if turned.by_setting:
        return f"{name} is guarded by the setting list.guard: {setting} changes that."
    if guard is not None:
        already, back = ("", f" {undo} takes it back.") if turned.changed else (" already", "")
        return f"{name} is guarded{already}: {covers(guard)} is veiled.{back}"
    if not turned.changed:
        return f"{name} is not guarded."
    if turned.name.seen is not None and turned.name.seen.is_all:
        return f"{name} is guarded from here on: so far you have seen all of it. {undo} takes it back."
    return f"{name} is not guarded any more: nothing of it is veiled. {undo} takes it back."


def reached(name: EntityRow) -> str:
    """Return what to say when the user has got to where nothing of a name is veiled any more."""
    return f"You are there: nothing of {clean_name(name.name)} is veiled any more."
