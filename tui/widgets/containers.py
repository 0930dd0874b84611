"""Boxes that put widgets in their places and paint nothing: the screen behind them has their colour.

Textual draws every box under a change, whole, also where its widgets cover it; the compositor knows them by their kind.
"""

from __future__ import annotations

from textual.containers import Container, Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def _no_lines(self: Widget, crop: Region) -> list[Strip]:  # noqa: ARG001 -- as Textual calls it
    return []


class Frame(Container):
    """A box whose layout the stylesheet chooses."""

    render_lines = _no_lines


class Row(Horizontal):
    """Widgets side by side."""

    render_lines = _no_lines


class Column(Vertical):
    """Widgets one below the other."""

    render_lines = _no_lines


SEE_THROUGH = (Frame, Row, Column)
"""Widgets that paint nothing."""
