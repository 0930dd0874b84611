"""Doing an action of the registry, as its key would: for keys, the palette, macros and the command line of the app."""

from __future__ import annotations

from functools import cache
from typing import Any

from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from pullquote.tui.actions import BY_ID
from pullquote.tui.keymap import MACRO


async def perform(action: str, screen: Screen[Any], widget: Widget, count: int = 0) -> bool:
    """Do an action, or a macro, on a screen whose keys go to ``widget``; return whether it is known there.

    One that counts is handed ``count``, where there is one; the others know none.
    """
    if action.startswith(MACRO):
        return await screen.app.run_action(("", "play", (action.removeprefix(MACRO), count)), screen.app)
    target: DOMNode = screen
    if not _answers(type(screen), action):
        target = widget if hasattr(widget, f"action_{action}") else screen.app
    counted = (count,) if count and BY_ID[action].counts else ()
    return await screen.app.run_action(("", action, counted), default_namespace=target)


@cache
def _answers(kind: type[Screen[Any]], action: str) -> bool:
    """Return whether a screen of ours answers an action itself; the rest is for the widget with the keys or the app."""
    name = f"action_{action}"
    return any(name in vars(base) and not base.__module__.startswith("textual.") for base in kind.__mro__)
