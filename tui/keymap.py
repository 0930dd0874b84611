"""From the registry of actions to Textual's bindings."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from textual.binding import Binding, BindingType

from pullquote.tui.actions import ACTIONS, BY_ID, Pane, check_keymap, keys_of


def bindings(pane: Pane, own: Collection[str] = ()) -> list[BindingType]:
    """Return the bindings of ``pane``.

    The widget of the pane answers the actions named in ``own``; the screen answers all others.
    """
    return [
        Binding(
            action.keys,
            action.id if action.id in own else f"screen.{action.id}",
            action.label,
            id=action.id,
            show=bool(action.footer),
        )
        for action in ACTIONS
        if pane in action.panes
    ]


def usable_keymap(given: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return the part of a user's keymap that can be used, and a sentence for each entry that cannot."""
    complaints = check_keymap(given)
    good = {name: ",".join(keys_of(BY_ID[name], given)) for name in given if name in BY_ID and given[name].strip(" ,")}
    return good, complaints
