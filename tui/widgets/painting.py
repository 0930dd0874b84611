"""What is written to the terminal of a frame: the parts of lines it does not show already, in few bytes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from rich.color import ColorSystem
from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.color import Color
from textual.filter import LineFilter
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.widget import Widget

from pullquote.tui.services.terminal.shown import Shown

_RESET = "\x1b[0m"
_LINK_END = "\x1b]8;;\x1b\\"
_COLOR_LENGTHS = {"2": 5, "5": 3}
"""Numbers of a colour: 38 or 48, how it is given, and 3 of its parts or one of a table (ISO 8613-6)."""


class Painting(CompositorUpdate):
    """Parts of lines to be written to a terminal, as far as it does not show them already."""

    def __init__(self, parts: Sequence[tuple[int, int, Strip]], *, whole: bool = False) -> None:
        """``parts`` are line, column and what stands there; ``whole`` where they are all of a screen."""
        self.parts = parts
        self.whole = whole
        self._shown = Shown()

    def onto(self, shown: Shown) -> None:
        """Write what is not ``shown`` when the time comes, which is kept then."""
        self._shown = shown

    def render_segments(self, console: Console) -> str:
        """Return what is to be written."""
        colors = console._color_system or ColorSystem.TRUECOLOR
        shown, written = self._shown, []
        for y, x, strip in self.parts:
            if (text := strip._render_cache) is None:
                text = strip._render_cache = sequences(strip, colors)
            if shown.lacks(y, x, x + strip.cell_length, text):
                written.append(f"\x1b[{y + 1};{x + 1}H{text}")
        return "".join(written)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the parts line by line, for a picture of the screen (``App.export_screenshot``)."""
        line = 0
        for y, _, strip in sorted(self.parts, key=itemgetter(0, 1)):
            yield from (Segment.line() for _ in range(line, y))
            yield from strip
            line = y


class WithoutColors(LineFilter):
    """Leaves ink and paper to the terminal (``NO_COLOR``): what is bold, underlined or reversed stays so.

    Textual has greys of its own for that, which a terminal with another background may not show.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return segments without colours."""
        return [Segment(text, style and _without_colors(style), control) for text, style, control in segments]


@lru_cache(1024)
def _without_colors(style: Style) -> Style:
    """Return a style without colours; what a click finds in it stays."""
    return style.without_color + Style.from_meta(style.meta)


def get_visual_style(self: Widget, *component_classes: str, partial: bool = False) -> VisualStyle:
    """Return the style of a widget or a part of it, for widgets to take as a method.

    Textual (8.2.8) leaves ``reverse`` out.
    """
    style = Widget.get_visual_style(self, *component_classes, partial=partial)
    is_reversed = any(self.get_component_styles(name).text_style.reverse for name in component_classes)
    return style + VisualStyle(reverse=True) if is_reversed else style


def sequences(strip: Strip, colors: ColorSystem) -> str:
    """Return a strip as a terminal is told it (ECMA-48 SGR): of every style only how it differs from the one before.

    Textual sets every segment's style whole and resets it behind, which is two thirds of what it writes.
    """
    written, looks, link = [], "", ""
    for text, style, _ in strip:
        following, address = "", ""
        if style is not None:
            following, address = _looks(style, colors), _link(style)
        if address != link:
            written.append((_LINK_END if link else "") + address)
            link = address
        if following != looks:
            written.append(_turn(looks, following))
            looks = following
        written.append(text)
    if looks:
        written.append(_RESET)
    if link:
        written.append(_LINK_END)
    return "".join(written)


def _looks(style: Style, colors: ColorSystem) -> str:
    """Return the numbers of a style."""
    found = style._ansi
    return Strip.render_ansi(style, colors) if found is None else found


def _link(style: Style) -> str:
    """Return what begins a link; empty for a style without."""
    return f"\x1b]8;id={style._link_id};{style._link}\x1b\\" if style._link else ""


@lru_cache(4096)
def _turn(before: str, after: str) -> str:
    """Return what turns one style into another, each given by its numbers."""
    if not after:
        return _RESET
    if not before:
        return f"\x1b[{after}m"
    old, new = _numbers(before), _numbers(after)
    if old.keys() <= new.keys():
        return f"\x1b[{';'.join(numbers for kind, numbers in new.items() if old.get(kind) != numbers)}m"
    return f"\x1b[0;{after}m"


def _numbers(looks: str) -> dict[str, str]:
    """Return the parts of a style: its foreground, its background and each attribute."""
    found: dict[str, str] = {}
    numbers = looks.split(";")
    while numbers:
        number = numbers[0]
        length = _COLOR_LENGTHS.get(numbers[1], 1) if number in ("38", "48") and len(numbers) > 1 else 1
        part, numbers = ";".join(numbers[:length]), numbers[length:]
        kind = number
        if number.startswith(("3", "9")) and len(number) == 2:
            kind = "foreground"
        elif (number.startswith("4") and len(number) == 2) or (number.startswith("10") and len(number) == 3):
            kind = "background"
        found[kind] = part
    return found
