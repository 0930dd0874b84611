"""How a line of an article is drawn: the styles of its runs, its margin with a sign in it, and what a mouse selected.

Which line is what says ``render/layout.py``; the styles are those of the component classes in ``article.tcss``.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.cache import LRUCache
from textual.content import Content
from textual.strip import Strip
from textual.style import Style

from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import Line, Run
from pullquote.tui.render.own_marks import sign_beside
from pullquote.tui.render.rows import line_content
from pullquote.tui.widgets.line_view import LineView

_LOOKS = (
    "title", "dek", "quiet", "rule", "heading", "strong", "pullquote", "accent", "quoted", "caption", "said",
    "emphasis", "code", "link", "lit", "match", "match-now", "marked", "selected",
)  # fmt: skip
_LOOK_OF = {
    "kicker": "accent", "notice": "accent", "bullet": "accent", "bar": "accent", "focus": "accent", "number": "accent",
    "byline": "quiet", "speaker": "quiet", "embed": "quiet", "meta": "quiet", "figure": "quiet", "thin_bar": "quiet",
    "veil": "quiet",
    "subheading": "strong", "table_head": "strong", "quote_focus": "strong", "work": "emphasis", "cite": "emphasis",
    "match_now": "match-now", "spoken": "match", "marked_focus": "marked", "own_note": "caption",
}  # fmt: skip
_WITH_BACKGROUND = frozenset({"lit", "match", "match-now", "selected"})
STYLE_CLASSES = frozenset(f"reading--{look}" for look in _LOOKS)
"""The component classes that a view whose lines are drawn so must have."""


class ArticleLines:
    """Draws lines for ``view`` and keeps what it drew until that is forgotten; with ``hyperlinks``, links are live."""

    def __init__(self, view: LineView, icons: Icons, *, hyperlinks: bool) -> None:
        self._view = view
        self._icons = icons
        self._hyperlinks = hyperlinks
        self._strips: LRUCache[int, Strip] = LRUCache(160)

    def forget(self) -> None:
        """Forget drawn lines: what they say, or how, has changed."""
        self._strips.clear()

    def kept(self, number: int) -> Strip | None:
        """Return a line as it was drawn, unless the mouse has selected something meanwhile."""
        return self._strips.get(number) if self._view.text_selection is None else None

    def draw(self, number: int, line: Line | None, lit: Sequence[Run], *, margin: int, focused: bool) -> Strip:
        """Draw a line with the runs that are ``lit`` in it; ``None`` is below the text.

        ``margin`` are the cells before it, in which a sign says that it is ``focused`` or marked.
        """
        strip = self._draw(number, line, lit, margin, focused) if line is not None else self._blank()
        if self._view.text_selection is None:
            self._strips[number] = strip
        return strip

    def _blank(self) -> Strip:
        return Strip.blank(self._view.room, self._view.visual_style.rich_style)

    def _draw(self, number: int, line: Line, lit: Sequence[Run], margin: int, focused: bool) -> Strip:
        view = self._view
        base, selection = view.visual_style, view.text_selection
        content = line_content(line, self._style, lit, linked=self._hyperlinks)
        if selection is not None and (span := selection.get_span(number)) is not None:
            start, end = max(0, span[0] - margin), len(content) if span[1] == -1 else max(0, span[1] - margin)
            content = content.stylize(view.screen.get_visual_style("screen--selection"), start, end)
        segments = content.render_segments(base)
        edge = Content(" " * margin)
        if sign := self._icons.focus if focused else sign_beside(line, lit, self._icons):
            before = max(0, margin - 2)
            edge = Content.assemble(" " * before, (sign, self._style("focus")), " " * (margin - before - 1))
        strip = Strip([*edge.render_segments(base), *segments])
        return strip.adjust_cell_length(view.room, base.rich_style).apply_offsets(0, number)

    def _style(self, role: str) -> Style:
        look = _LOOK_OF.get(role, role)
        if look not in _LOOKS:
            return Style.null()
        if look == "marked":  # whatever colour the words have they keep
            marked = self._view.get_visual_style("reading--marked")
            return Style(background=marked.background, underline=marked.underline)
        return self._view.get_visual_style(f"reading--{look}", partial=look not in _WITH_BACKGROUND)
