"""Boxes that put widgets in their places and paint nothing: the screen behind them has their colour.

Textual draws every box under a change, whole, also where its widgets cover it: a third of the work of a key.
"""

from __future__ import annotations

from textual.containers import Container, Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip


class _Unpainted:  # no widget: Textual takes styles from the first base that is one
    def render_lines(self, crop: Region) -> list[Strip]:
        """Return no line."""
        return []


class Frame(_Unpainted, Container):
    """A box whose layout the stylesheet chooses."""


class Row(_Unpainted, Horizontal):
    """Widgets side by side."""


class Column(_Unpainted, Vertical):
    """Widgets one below the other."""
