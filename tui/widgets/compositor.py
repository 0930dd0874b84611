"""Which parts of a screen are drawn anew; a module of its own because every screen needs it."""

from __future__ import annotations

from typing import Any

from textual._compositor import Compositor, CompositorMap, ReflowResult
from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget


class ScreenCompositor(Compositor):
    """Textual's, but a layout is compared with the layout before it.

    After a scroll, Textual (8.2.8) works out the places of all widgets when one of them is next asked for. Where a
    widget was hidden, shown or moved just before, the layout that follows is compared with those new places, finds
    no change, and draws nothing.
    """

    def __init__(self) -> None:
        super().__init__()
        self._laid_out: CompositorMap = {}

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out the widgets; return which are hidden, shown and resized since the last layout."""
        self._full_map = self._laid_out
        result = super().reflow(parent, size)
        self._laid_out = self._full_map
        return result

    def clear(self) -> None:
        """Forget the widgets of a screen that closes."""
        self._laid_out = {}
        super().clear()


def hand_on(screen: Screen[Any]) -> None:
    """Have done by the screen below what still waits for a closing screen to be drawn.

    Textual (8.2.8) hands what a widget wants done after the next drawing to the screen on top, whose ever the widget
    is. Where that screen closes without a moment's rest, it would never be done.
    """
    waiting, screen._callbacks = screen._callbacks, []
    for callback, sender in waiting:
        if sender.is_running and sender is not screen:
            screen.app.screen._invoke_later(callback, sender)
