"""Which keys do what in a pane: tables of keys and sequences, and what a key means after those typed before it.

Pure: ``tui/keyboard.py`` feeds the tables of the app; what is wrong with a user's own keys is asked of them too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from pullquote.cache.core.nearest import nearest
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


def key_table(pane: Pane, keymap: Mapping[str, str] | None = None) -> KeyTable:
    """Return the keys of ``pane``: the user's own first, then those of the pane, then those that work anywhere."""
    given = keymap or {}
    here = [action for action in ACTIONS if pane in action.panes]
    if pane not in PAGES:
        here += [action for action in ACTIONS if Pane.ANYWHERE in action.panes and pane not in action.panes]
    here.sort(key=lambda action: not given.get(action.id, "").strip(" ,"))
    return KeyTable((keys, action.id) for action in here for keys in keys_of(action, given))


# What a user's own keys are worth


def check_keymap(keymap: Mapping[str, str]) -> list[str]:
    """Return one sentence for each thing that is wrong with a user's keymap, or with two of its keys together."""
    found: dict[str, None] = {}
    for name, written in keymap.items():
        given = sequences(written)
        unknown = [key for keys in given for key in keys.split() if not is_key(key)]
        if name not in BY_ID:
            meant = nearest(name, BY_ID)
            near = f", did you mean “{meant}”?" if meant else "; `pullquote keys` lists them."
            found[f"There is no action “{name}”{near}"] = None
        elif not given:
            found[f'The action “{name}” has no key; write for example {name} = "x".'] = None
        for key in unknown:
            example = f'"{" ".join(key)}"' if key.isalpha() and len(key) < 4 else '"f, g x, ctrl+w j"'
            found[f"keys.{name}: there is no key “{key}”; keys are written as in {example}."] = None
    for hidden in _hidden(usable_keys(keymap)):
        if hidden.action in keymap and hidden.by in keymap:
            found[_collision(hidden)] = None
    return list(found)


def keys_lost(keymap: Mapping[str, str]) -> list[str]:
    """Return one sentence for each action that a user's keymap leaves without any key of its own."""
    usable = usable_keys(keymap)
    found: dict[str, None] = {}
    for pane in Pane:
        table = key_table(pane, usable)
        reached = set(table.actions.values())
        for hidden in table.hidden:
            if hidden.action not in usable and hidden.action not in reached:
                key = spelled(hidden.keys)
                found[
                    f"keys.{hidden.by} takes {key} from “{hidden.action}”, which then has no key where both work: "
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


def _hidden(usable: Mapping[str, str]) -> Iterator[Hidden]:
    return (hidden for pane in Pane for hidden in key_table(pane, usable).hidden)


def _collision(hidden: Hidden) -> str:
    mine, other = spelled(hidden.keys), spelled(hidden.by_keys)
    if hidden.keys == hidden.by_keys:
        return f"keys.{hidden.by} and keys.{hidden.action} both have {mine}: give one of them another key."
    longer, shorter = (mine, other) if len(hidden.keys) > len(hidden.by_keys) else (other, mine)
    return (
        f"keys.{hidden.by} has {other} and keys.{hidden.action} has {mine}: "
        f"{longer} begins with {shorter}, so only {other} can be typed."
    )
