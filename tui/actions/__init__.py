"""The one registry of what a user can do, and with which keys.

Bindings, footer, palette, help screen and ``pullquote keys`` all read this table, so they cannot
disagree. Every action has an id under which it can be rebound in ``config.toml``. Nothing here imports
Textual: the command line reads it too.

Never bound: ^S ^Q, ^Z but to suspend, Alt and Super; no function key or Esc is the only way to anything.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from pullquote.tui.actions.marking import TO_MARK
from pullquote.tui.actions.nouns import PAGES, PANES, Action, Group, Pane
from pullquote.tui.actions.other_words import ALSO_CALLED
from pullquote.tui.actions.reading import TO_READ
from pullquote.tui.actions.tending import TO_TEND

__all__ = [
    "ACTIONS", "BY_ID", "FOOTER_LENGTH", "PAGES", "PANES", "Action", "Group", "Pane", "actions_for", "also_called",
    "footer_for", "is_key", "key_named", "key_of", "keys_of", "sequences", "spelled",
]  # fmt: skip

ACTIONS: tuple[Action, ...] = (*TO_READ, *TO_MARK, *TO_TEND)
BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}
FOOTER_LENGTH = 8

_SPELLED = {
    "space": "Space", "enter": "Enter", "escape": "Esc", "backspace": "Bksp", "tab": "Tab", "shift+tab": "Shift+Tab",
    "down": "Down", "up": "Up", "left": "Left", "right": "Right", "home": "Home", "end": "End", "insert": "Ins",
    "pagedown": "PgDn", "pageup": "PgUp", "delete": "Del",
}  # fmt: skip
"""Words and no arrows: every terminal has their letters, and settings are written with them."""
_SIGNS = {
    "slash": "/", "backslash": "\\", "at": "@", "minus": "-", "plus": "+", "underscore": "_",
    "exclamation_mark": "!", "quotation_mark": '"', "number_sign": "#", "dollar_sign": "$", "percent_sign": "%",
    "ampersand": "&", "apostrophe": "'", "left_parenthesis": "(", "right_parenthesis": ")", "asterisk": "*",
    "comma": ",", "full_stop": ".", "colon": ":", "semicolon": ";", "less_than_sign": "<", "equals_sign": "=",
    "greater_than_sign": ">", "question_mark": "?", "left_square_bracket": "[", "right_square_bracket": "]",
    "circumflex_accent": "^", "grave_accent": "`", "left_curly_bracket": "{", "vertical_line": "|",
    "right_curly_bracket": "}", "tilde": "~",
}  # fmt: skip
"""The signs of a keyboard by Textual's names for their keys."""
_SIGN_NAMES = {sign: name for name, sign in _SIGNS.items()}
_ARROWS = {"↓": "down", "↑": "up", "←": "left", "→": "right", "⌫": "backspace", "⇧tab": "shift+tab"}
"""What may be written too."""
_AS_WRITTEN = {written.lower(): name for name, written in _SPELLED.items()} | _ARROWS | _SIGN_NAMES
_MODIFIER = re.compile(r"(?:(?:ctrl|shift|alt|super|hyper|meta)\+)+")
_IS_TWICE = re.compile(r"(\w)\1")
_FUNCTION_KEY = re.compile(r"f([1-9]|1\d|2[0-4])")


def spelled(keys: str) -> str:
    """Return a key or a sequence as people write it: ``ctrl+d`` as ``^D``, ``slash`` as ``/``, ``g g`` as ``gg``."""
    parts = [_spelled(key) for key in keys.split()]
    if len(parts) == 2 and parts[0] == parts[1] and len(parts[0]) == 1:
        return "".join(parts)
    return " ".join(parts)


def _spelled(key: str) -> str:
    if key in _SPELLED:
        return _SPELLED[key]
    if key.startswith("ctrl+"):
        rest = key.removeprefix("ctrl+")
        return "^" + (_SIGNS.get(rest) or rest.upper())
    return _SIGNS.get(key, key)


def key_named(written: str) -> str:
    """Return Textual's name of a key as users write it: ``*``, ``Esc``, ``^w``, ``ctrl+W``."""
    if len(written) == 2 and written[0] == "^":
        written = f"ctrl+{written[1]}"
    if modifier := _MODIFIER.match(written):
        rest = written[modifier.end() :]
        return modifier[0] + _AS_WRITTEN.get(rest.lower(), rest.lower())
    return _AS_WRITTEN.get(written.lower(), written)


def is_key(name: str) -> bool:
    """Return whether a keyboard has a key that Textual calls so."""
    rest = _MODIFIER.sub("", name)
    if len(rest) == 1:
        return rest.isalnum()
    return rest in _SPELLED or rest in _SIGNS or bool(_FUNCTION_KEY.fullmatch(rest)) or _is_letter(rest)


def _is_letter(name: str) -> bool:
    """Return whether a sign has this name in Unicode, as Textual spells it: ``section_sign``."""
    for spelling in (name.replace("_", " "), name.replace("_", "-")):
        with suppress(KeyError):
            return bool(unicodedata.lookup(spelling))
    return False


def keys_of(action: Action, keymap: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the keys and sequences of an action, the user's own where ``keymap`` (id: keys) has them.

    The keys of a sequence are parted by one space each, in Textual's spelling.
    """
    given = (keymap or {}).get(action.id, "")
    return sequences(given) or sequences(action.keys)


def sequences(written: str) -> tuple[str, ...]:
    """Return the alternatives of keys as they are written in settings: ``"g g, home"``; ``gg`` is ``g g``."""
    parts = (part.split() for part in written.split(","))
    parts = ([*part[0]] if len(part) == 1 and _IS_TWICE.fullmatch(part[0]) else part for part in parts)
    return tuple(" ".join(map(key_named, part)) for part in parts if part)


def key_of(action: str, keymap: Mapping[str, str] | None = None) -> str:
    """Return the first key of the action with this id as people write it, for a sentence that names it."""
    return spelled(keys_of(BY_ID[action], keymap)[0])


def also_called(action: str) -> str:
    """Return other words for the action with this id."""
    return ALSO_CALLED.get(action, "")


def actions_for(pane: Pane) -> Iterator[Action]:
    """Return the actions that work in ``pane``: its own, then, in the reader, those that work anywhere."""
    yield from (action for action in ACTIONS if pane in action.panes)
    if pane is not Pane.ANYWHERE and pane not in PAGES:
        yield from (action for action in ACTIONS if Pane.ANYWHERE in action.panes)


def footer_for(pane: Pane, possible: Iterable[str] | None = None) -> list[Action]:
    """Return at most ``FOOTER_LENGTH`` actions for the footer, most wanted first.

    ``possible`` are the ids that can be done now; without it, all can.
    """
    able = None if possible is None else set(possible)
    shown = [a for a in actions_for(pane) if a.footer and (able is None or a.id in able)]
    return sorted(shown, key=lambda action: action.footer)[:FOOTER_LENGTH]
