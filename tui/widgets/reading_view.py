"""The reading view: an article in a centred column of measured width.

The article is composed once and set once a width; only the lines in view are drawn. Lighting up a
name, a match or a quote repaints the view and sets nothing anew.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip
from textual.style import Style

from pullquote.cache.model import Article, PullQuote, Quote, Table, block_text
from pullquote.tui.actions import Pane
from pullquote.tui.compose import PROMOTED, TABLE, Composition, LinkTarget, compose
from pullquote.tui.galley import Galley, Line, Run, typeset
from pullquote.tui.keymap import bindings
from pullquote.tui.messages import ReadOn, Said, Scrolled
from pullquote.tui.signs import UNICODE, Signs
from pullquote.tui.text import line_content
from pullquote.tui.widgets.line_scroll import LineScroll

_LOOKS = (
    "title", "dek", "quiet", "rule", "heading", "strong", "pullquote", "accent", "quoted", "caption", "said",
    "emphasis", "code", "link", "lit", "match", "match-now",
)  # fmt: skip
_LOOK_OF = {
    "kicker": "accent", "notice": "accent", "bullet": "accent", "bar": "accent", "focus": "accent", "number": "accent",
    "byline": "quiet", "speaker": "quiet", "embed": "quiet", "meta": "quiet", "figure": "quiet", "thin_bar": "quiet",
    "subheading": "strong", "table_head": "strong", "quote_focus": "strong", "work": "emphasis", "cite": "emphasis",
    "match_now": "match-now",
}  # fmt: skip
_WITH_BACKGROUND = frozenset({"lit", "match", "match-now"})
MARGIN = 2
"""Cells kept free on each side of the column where there is room."""


class ReadingView(LineScroll, can_focus=True):
    """Shows one article."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reading--{look}" for look in _LOOKS}
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        Pane.ARTICLE,
        {"down", "up", "first", "last", "next_page", "page_down", "page_up", "half_down", "half_up"},
    )
    DEFAULT_CSS = """
    ReadingView { overflow-x: hidden; overflow-y: auto; }
    """

    measure: reactive[int] = reactive(72, init=False)

    def __init__(
        self, *, signs: Signs = UNICODE, measure: int = 72, promote: bool = True, name: str | None = None
    ) -> None:
        super().__init__(name=name)
        self.signs = signs
        self.promote = promote
        self.set_reactive(ReadingView.measure, measure)
        self.article: Article | None = None
        self.numbered = False
        self._composition = Composition((), ())
        self._galley = Galley((), 0)
        self._strips: LRUCache[int, Strip] = LRUCache(512)
        self._entity: int | None = None
        self._quote: int | None = None
        self._matches: list[tuple[int, Run, int]] = []
        self._match = -1
        self._lit: dict[int, list[Run]] = {}
        self._wanted: float | None = None
        self._awaited_quote: int | None = None

    # What is shown

    def show(self, article: Article | None, place: float | None = None) -> None:
        """Show ``article`` from ``place``, 0 to 1, or from its top."""
        self.article = article
        self._entity = self._quote = None
        self._matches, self._match = [], -1
        self.numbered = False
        self._wanted = place or 0.0
        self._set()

    @property
    def place(self) -> float:
        """How far into the text the top line is, 0 to 1."""
        return self._galley.place(round(self.scroll_y))

    @property
    def links(self) -> Sequence[LinkTarget]:
        """The links of the article in reading order."""
        return self._composition.links

    @property
    def progress(self) -> int:
        """How much has been seen, in percent: 100 once the last line is in view."""
        lines = len(self._galley.lines)
        return 100 if lines <= self.size.height else min(100, round(100 * (self.scroll_y + self.size.height) / lines))

    def number_links(self, numbered: bool) -> None:
        """Show or hide the numbers behind links."""
        if self.numbered != numbered:
            self.numbered = numbered
            self._wanted = self.place
            self._set()

    def watch_measure(self) -> None:
        """Set the article anew when the column changes."""
        self._wanted = self.place
        self._set()

    def _column(self) -> int:
        return max(16, min(self.measure, self.size.width - 2 * MARGIN if self.size.width > 48 else self.size.width - 3))

    def _set(self) -> None:
        """Compose and set the article for the present width, keeping the place."""
        if not self.size.width:
            return
        width = self._column()
        if self.article is None:
            self._composition = Composition((), ())
        else:
            self._composition = compose(self.article, self.signs, width, numbered=self.numbered, promote=self.promote)
        self._galley = typeset(self._composition.passages, width)
        self.virtual_size = Size(self.size.width, len(self._galley.lines) + (1 if self._galley.lines else 0))
        self._relight()
        if self._wanted is not None:
            line = self._galley.line_of_place(self._wanted)
            self._wanted = None
            self.scroll_to(y=line, animate=False, immediate=True, force=True)
            if round(self.scroll_y) != line:
                self.call_after_refresh(self.go_to, line)
        if self._awaited_quote is not None and self._galley.lines:
            self.call_after_refresh(self.focus_quote, self._awaited_quote)
            self._awaited_quote = None

    def on_resize(self) -> None:
        """Set the article to the new width."""
        if self._galley.width != self._column() or self._wanted is not None or self.article is None:
            if self._wanted is None:
                self._wanted = self.place
            self._set()
        else:
            self._strips.clear()

    def notify_style_update(self) -> None:
        """Forget drawn lines: their styles have changed."""
        super().notify_style_update()
        self._strips.clear()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell how far the reader is."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(Scrolled(self.place))

    # Drawing

    def _style(self, role: str) -> Style:
        look = _LOOK_OF.get(role, role)
        if look not in _LOOKS:
            return Style.null()
        return self.get_visual_style(f"reading--{look}", partial=look not in _WITH_BACKGROUND)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        number = round(self.scroll_y) + y
        selection = self.text_selection
        if selection is None and (strip := self._strips.get(number)) is not None:
            return strip
        strip = self._draw(number, selection)
        if selection is None:
            self._strips[number] = strip
        return strip

    def _draw(self, number: int, selection: Selection | None) -> Strip:
        width = self.size.width
        base = self.visual_style
        if number >= len(self._galley.lines):
            return Strip.blank(width, base.rich_style)
        line = self._galley.lines[number]
        margin = self._margin()
        content = line_content(line, self._style, self._lit.get(id(line.passage), ()))
        if selection is not None and (span := selection.get_span(number)) is not None:
            start, end = max(0, span[0] - margin), len(content) if span[1] == -1 else max(0, span[1] - margin)
            content = content.stylize(self.screen.get_visual_style("screen--selection"), start, end)
        segments = content.render_segments(base)
        edge = Content(" " * margin)
        if self._in_focused_quote(line):
            before = max(0, margin - 2)
            edge = Content.assemble(" " * before, (self.signs.focus, self._style("focus")), " " * (margin - before - 1))
        strip = Strip([*edge.render_segments(base), *segments])
        return strip.adjust_cell_length(width, base.rich_style).apply_offsets(0, number)

    def _margin(self) -> int:
        return max(1, (self.size.width - self._galley.width) // 2)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give the text a mouse selected, without the margin."""
        margin = " " * self._margin()
        text = "\n".join(margin + line.lead + line.text for line in self._galley.lines)
        return "\n".join(line.removeprefix(margin) for line in selection.extract(text).split("\n")), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Repaint with the new selection."""
        self._strips.clear()
        self.refresh()

    # Lighting up

    def light_name(self, entity: int | None) -> None:
        """Light up every mention of an entity, by its index in the article."""
        self._entity = entity
        self._relight()

    @property
    def quote(self) -> Quote | None:
        """The quote in focus."""
        return self.article.quotes[self._quote] if self.article and self._quote is not None else None

    def _relight(self) -> None:
        lit: defaultdict[int, list[Run]] = defaultdict(list)
        wanted = [
            (mention.block, mention.start, mention.end, "lit")
            for mention in (self.article.mentions if self.article else ())
            if mention.entity == self._entity
        ]
        if quote := self.quote:
            wanted.append((quote.block, quote.start, quote.end, "quote_focus"))
        for passage in self._composition.passages if wanted else ():
            for block, start, end, role in wanted:
                if block == passage.block and (part := passage.covers(start, end)):
                    lit[id(passage)].append(Run(*part, role))
        for passage in self._composition.passages if self._entity is not None else ():
            if passage.block == TABLE:
                lit[id(passage)] += self._named_in(passage.text)
        for index, (passage_id, run, _) in enumerate(self._matches):
            lit[passage_id].append(Run(run.start, run.end, "match_now" if index == self._match else "match"))
        self._lit = dict(lit)
        self._strips.clear()
        self.refresh()

    def _named_in(self, line: str) -> list[Run]:
        """Give the places of the name in focus on a line of a table, as the tables of the article spell it."""
        article = self.article
        if article is None:
            return []
        tables = {i: block_text(block) for i, block in enumerate(article.blocks) if isinstance(block, Table)}
        spelled = {
            tables[m.block][m.start : m.end].replace(" ", "\u00a0")
            for m in article.mentions
            if m.entity == self._entity and m.block in tables
        }
        return [
            Run(at.start(), at.end(), "lit") for name in spelled if name for at in re.finditer(re.escape(name), line)
        ]

    def _in_focused_quote(self, line: Line) -> bool:
        quote = self.quote
        if quote is None or self._quote is None:
            return False
        if self._quote == self._composition.promoted:
            return line.passage.block == PROMOTED
        if line.passage.block != quote.block:
            return False
        part = line.passage.covers(quote.start, quote.end)
        return bool(part and part[0] < line.end and line.start < part[1])

    # Quotes

    def step_quote(self, step: int, *, every: bool) -> None:
        """Focus the next (``step`` 1) or previous (-1) quote and bring it into view.

        ``every`` goes through quotations in running text too; without it only through those set off,
        unless the article has none.
        """
        targets = self._quote_targets(every)
        if not targets:
            self.post_message(Said("No quotes in this article."))
            return
        order = [index for _, _, index in targets]
        if self._quote in order and self.in_view(targets[order.index(self._quote)][0]):
            chosen = order.index(self._quote) + step
        else:
            top = round(self.scroll_y)
            below = [i for i, (first, _, _) in enumerate(targets) if first >= top]
            chosen = (below[0] if below else len(targets)) if step > 0 else (below[0] if below else len(targets)) - 1
        if not 0 <= chosen < len(targets):
            self.post_message(Said("That was the last quote." if step > 0 else "That was the first quote."))
            return
        first, last, self._quote = targets[chosen]
        self._relight()
        if not (self.in_view(first) and self.in_view(last)):
            height = self.size.height
            self.go_to(first - max(1, (height - (last - first + 1)) // 3))
        self.post_message(Said(f"Quote {chosen + 1} of {len(targets)}"))

    def focus_quote(self, index: int) -> None:
        """Focus a quote by its index in the article and bring it into view, once there is room to show it in."""
        if not self._galley.lines:
            self._awaited_quote = index
            return
        target = next((target for target in self._quote_targets(every=True) if target[2] == index), None)
        if target is not None:
            first, last, self._quote = target
            self._relight()
            self.go_to(first - max(1, (self.size.height - (last - first + 1)) // 3))

    def _quote_targets(self, every: bool) -> list[tuple[int, int, int]]:
        """Give (first line, last line, index) of the quotes to step through, in reading order."""
        if self.article is None:
            return []
        promoted = self._composition.promoted
        targets = []
        for index, quote in enumerate(self.article.quotes):
            if index == promoted and not every:
                shown = [n for n, line in enumerate(self._galley.lines) if line.passage.block == PROMOTED]
                place = (shown[0], shown[-1]) if shown else None
            else:
                place = self._galley.lines_of(quote.block, quote.start, quote.end)
            if place:
                targets.append((*place, index))
        if not every:
            off = [t for t in targets if t[2] == promoted or self._set_off(self.article.quotes[t[2]])]
            targets = off or targets
        return sorted(targets)

    def _set_off(self, quote: Quote) -> bool:
        blocks = self.article.blocks if self.article else ()
        return quote.kind != "inline" or (0 <= quote.block < len(blocks) and isinstance(blocks[quote.block], PullQuote))

    def forget_quote(self) -> bool:
        """Take the focus off the quote; say whether there was one."""
        had = self._quote is not None
        self._quote = None
        if had:
            self._relight()
        return had

    # Finding

    def find(self, term: str) -> int:
        """Light up every place of ``term``, whatever its case, and go to the first below; give their number."""
        self._matches, self._match = [], -1
        wanted = term.casefold()
        if wanted:
            seen: set[int] = set()
            for number, line in enumerate(self._galley.lines):
                if id(line.passage) not in seen:
                    seen.add(id(line.passage))
                    self._matches += _places(line, number, wanted, self._galley)
        self.step_match(1)
        return len(self._matches)

    @property
    def finding(self) -> bool:
        """Whether matches are lit up."""
        return bool(self._matches)

    @property
    def match_count(self) -> tuple[int, int]:
        """The match in focus, from 1, and how many there are."""
        return self._match + 1, len(self._matches)

    def step_match(self, step: int) -> None:
        """Go to the next or previous match, around the ends."""
        if self._matches:
            if self._match < 0:
                top = round(self.scroll_y)
                self._match = next((i for i, (_, _, line) in enumerate(self._matches) if line >= top), 0)
            else:
                self._match = (self._match + step) % len(self._matches)
            line = self._matches[self._match][2]
            if not self.in_view(line):
                self.go_to(line - self.size.height // 3)
        self._relight()

    # Moving

    def action_next_page(self) -> None:
        """Move a page down; at the end, ask for the next unread article."""
        if self.at_end:
            self.post_message(ReadOn())
        else:
            self.action_page_down()


def _places(line: Line, number: int, wanted: str, galley: Galley) -> Collection[tuple[int, Run, int]]:
    """Give every place of ``wanted`` in the passage that begins on ``line``, with the line it stands on."""
    text = line.passage.text
    folded = text.casefold()
    if len(folded) != len(text):
        folded = text.lower() if len(text.lower()) == len(text) else text
    found = []
    at = folded.find(wanted)
    while at >= 0:
        row = number
        while (
            row + 1 < len(galley.lines)
            and galley.lines[row + 1].passage is line.passage
            and at >= galley.lines[row].end
        ):
            row += 1
        found.append((id(line.passage), Run(at, at + len(wanted), "match"), row))
        at = folded.find(wanted, at + len(wanted))
    return found
