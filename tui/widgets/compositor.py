"""Which parts of a screen are drawn anew; a module of its own because every screen needs it."""

from __future__ import annotations

from textual._compositor import Compositor, CompositorMap, ReflowResult
from textual.geometry import Size
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
