"""Which keys do what in a pane: tables of keys and sequences, and what a key means after those typed before it.

Pure: ``tui/keyboard.py`` feeds the tables of the app; what is wrong with a user's own keys is asked of them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from pullquote.cache.core.nearest import nearest
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.actions import ACTIONS, BY_ID, PAGES, Pane, is_key, keys_of, sequences, spelled

MOST = 99_999
"""The largest count; more digits than it has change nothing."""


class Pending(Struct, frozen=True):
    """What has been typed of a command: a ``count``, 0 for none, and the ``keys`` of a sequence that goes on."""

    count: int = 0
    keys: str = ""

    def __bool__(self) -> bool:
        """Return whether anything has been typed."""
        return bool(self.count or self.keys)


class Command(Struct, frozen=True):
    """A whole command: what is to be done, and the count typed before it, 0 for none."""

    action: str
    count: int = 0


class Hidden(Struct, frozen=True):
    """Keys that do not reach ``action``, because ``by`` has them or the beginning of them."""

    action: str
    keys: str
    by: str
    by_keys: str


class KeyTable:
    """The keys and sequences of one pane.

    ``entries`` are pairs of keys, parted by spaces, and what they do; the first that has a key keeps it. A key that
    begins a sequence of an earlier entry, or a sequence that begins with a key of one, is ``hidden``.
    """

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self.hidden: list[Hidden] = []
        """Entries that cannot be typed."""
        self.actions: dict[str, str] = {}
        self._begun: dict[str, str] = {}
        for keys, action in entries:
            if (taken := self._taken(keys)) is None:
                self.actions[keys] = action
                self._begun.update(dict.fromkeys(_beginnings(keys), keys))
            elif self.actions[taken] != action:
                self.hidden.append(Hidden(action, keys, self.actions[taken], taken))

    def _taken(self, keys: str) -> str | None:
        """Return the keys that stand in the way of ``keys``."""
        if keys in self.actions:
            return keys
        return self._begun.get(keys) or next((part for part in _beginnings(keys) if part in self.actions), None)

    def press(self, pending: Pending, key: str) -> Pending | Command | None:
        """Return what a key means after what is ``pending``: more is awaited, or it is a command, or nothing."""
        keys = f"{pending.keys} {key}" if pending.keys else key
        if (action := self.actions.get(keys)) is not None and not (pending.count and keys.isdecimal()):
            return Command(action, pending.count)
        if keys in self._begun:
            return Pending(pending.count, keys)
        if key in _DIGITS and not pending.keys and (pending.count or key != "0"):
            return Pending(min(MOST, 10 * pending.count + int(key)))
        return None

    def after(self, keys: str) -> list[tuple[str, str]]:
        """Return what may follow the beginning ``keys`` of a sequence: the rest of the keys, and what they do."""
        start = keys + " "
        return [(own.removeprefix(start), action) for own, action in self.actions.items() if own.startswith(start)]


_DIGITS = frozenset("0123456789")


def _beginnings(keys: str) -> Iterator[str]:
    """Return the beginnings of a sequence, without the whole of it."""
    parts = keys.split(" ")
    return (" ".join(parts[:end]) for end in range(1, len(parts)))


MACRO = "macro "
"""Before the keys of a macro, what stands for it where an action's id would."""
Macros = Mapping[str, Sequence[str]]
"""Keys, as they are written, and what is done one after the other."""


def key_table(pane: Pane, keymap: Mapping[str, str] | None = None, macros: Macros | None = None) -> KeyTable:
    """Return the keys of ``pane``: the user's own first, then those of the pane, then those that work anywhere."""
    given = usable_keys(keymap or {})
    here = [action for action in ACTIONS if pane in action.panes]
    if pane not in PAGES:
        here += [action for action in ACTIONS if Pane.ANYWHERE in action.panes and pane not in action.panes]
    entries = [(keys, action.id) for action in here if action.id in given for keys in keys_of(action, given)]
    entries += [(keys, MACRO + keys) for keys in usable_macros(macros or {})]
    entries += [(keys, action.id) for action in here if action.id not in given for keys in keys_of(action)]
    return KeyTable(entries)


def usable_macros(macros: Macros) -> dict[str, tuple[str, ...]]:
    """Return the macros that have keys there are and something to do, each under its keys in Textual's spelling."""
    return {
        keys: tuple(steps)
        for written, steps in macros.items()
        for keys in sequences(written)
        if steps and all(map(is_key, keys.split()))
    }


def in_words(steps: Sequence[str]) -> str:
    """Return what a macro does: ``Star, :export %.epub``."""
    return ", ".join(BY_ID[step].label if step in BY_ID else clean_line(step) for step in steps)


# What a user's own keys are worth


def check_keymap(keymap: Mapping[str, str], macros: Macros | None = None) -> list[str]:
    """Return one sentence for each thing that is wrong with a user's keys and macros, or with two of them together."""
    found: dict[str, None] = {}
    for name, written in keymap.items():
        if name not in BY_ID:
            found[f"There is no action “{name}”{_did_you_mean(name)}"] = None
        elif not sequences(written):
            found[f'The action “{name}” has no key; write for example {name} = "x".'] = None
        found.update(dict.fromkeys(_unknown_keys(f"keys.{name}", written)))
    for written, steps in (macros or {}).items():
        place = f'macros."{written}"'
        if not sequences(written):
            found[f'{place} has no key; write for example "g b" = ["star", "next_unread"].'] = None
        found.update(dict.fromkeys([*_unknown_keys(place, written), *_unknown_steps(place, steps, macros or {})]))
    own = {*usable_keys(keymap), *(MACRO + keys for keys in usable_macros(macros or {}))}
    for pane in Pane if len(own) > 1 else ():  # it takes two to collide; the app asks when it starts
        table = key_table(pane, keymap, macros)
        for hidden in table.hidden:
            if hidden.action in own and hidden.by in own:
                found[_collision(hidden)] = None
    return list(found)


def _unknown_keys(place: str, written: str) -> Iterator[str]:
    for key in (key for keys in sequences(written) for key in keys.split() if not is_key(key)):
        example = f'"{" ".join(key)}"' if key.isalpha() and len(key) < 4 else '"f, g x, ctrl+w j"'
        yield f"{place}: there is no key “{key}”; keys are written as in {example}."


def _unknown_steps(place: str, steps: Sequence[str], macros: Macros) -> Iterator[str]:
    if not steps:
        yield f'{place} does nothing; list what it does, as in ["star", ":export %.epub"].'
    known = usable_macros(macros)
    for step in steps:
        if step.startswith(":") or step in BY_ID:
            continue
        if any(keys in known for keys in sequences(step)):
            yield f"{place}: a macro cannot run another; write out what “{step}” does."
        else:
            yield f"{place}: there is no action “{step}”{_did_you_mean(step)}"


def _did_you_mean(name: str) -> str:
    meant = nearest(name, BY_ID)
    return f", did you mean “{meant}”?" if meant else "; `pullquote keys` lists them."


def keys_lost(keymap: Mapping[str, str], macros: Macros | None = None) -> list[str]:
    """Return one sentence for each action that a user's keys and macros leave without any key of its own."""
    found: dict[str, None] = {}
    for pane in Pane:
        table = key_table(pane, keymap, macros)
        reached = set(table.actions.values())
        for hidden in table.hidden:
            if hidden.action in BY_ID and hidden.action not in {*usable_keys(keymap), *reached}:
                key = spelled(hidden.keys)
                found[
                    f"{_place(hidden.by)} takes {key} from “{hidden.action}”, which then has no key where both work: "
                    f"give it one, or find it in the palette."
                ] = None
    return list(found)


def usable_keys(keymap: Mapping[str, str]) -> dict[str, str]:
    """Return the part of a user's keymap that names actions and keys there are."""
    return {
        name: ",".join(good)
        for name, written in keymap.items()
        if name in BY_ID and (good := [keys for keys in sequences(written) if all(map(is_key, keys.split()))])
    }


def _place(target: str) -> str:
    """Return where in the settings keys stand."""
    return f'macros."{spelled(target.removeprefix(MACRO))}"' if target.startswith(MACRO) else f"keys.{target}"


def _collision(hidden: Hidden) -> str:
    mine, other = spelled(hidden.keys), spelled(hidden.by_keys)
    if hidden.keys == hidden.by_keys:
        return f"{_place(hidden.by)} and {_place(hidden.action)} both have {mine}: give one of them another key."
    longer, shorter = (mine, other) if len(hidden.keys) > len(hidden.by_keys) else (other, mine)
    return (
        f"{_place(hidden.by)} has {other} and {_place(hidden.action)} has {mine}: "
        f"{longer} begins with {shorter}, so only {other} can be typed."
    )
