"""The list of headlines: constant cost at any length.

The list holds every id of the answer as a machine array and asks for the headlines in view only. A row
is drawn once for each look it can have. A headline takes one line, two or three, as the user wants it; by itself, one
on a wide list and three on a narrow one. A list by time is parted by days: a heading stands above the first headline of
each, and the cursor knows nothing of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual import events
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.style import Style

from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.results import Headline
from pullquote.cache.core.settings import Rows
from pullquote.tui.render.day_headings import HEADING, DayLines, Days
from pullquote.tui.render.icons import UNICODE, Icons
from pullquote.tui.render.row_format import RELATIVE, DateFormat
from pullquote.tui.render.rows import RowLook, day_heading, headline_card, headline_pair, headline_row
from pullquote.tui.render.story_rows import story_member
from pullquote.tui.services.messages import TYPE_A_NUMBER, Said
from pullquote.tui.widgets.line_view import LineView

Fetch = Callable[[Sequence[int]], Sequence[Headline]]
WIDE = 64
"""From this width on a headline takes one line."""
CARD_HEIGHT = 3
HEIGHTS: dict[Rows, int] = {"cards": CARD_HEIGHT, "two": 2, "one": 1}
"""The lines a headline takes; with ``auto`` it takes what suits the width."""
CHUNK = 64
NEAR = 256
"""Rows looked through for the next unread headline before the library is asked."""
_ROLES = ("title", "title-read", "named", "meta", "outlet", "unread", "star", "cursor", "bar", "day", "rule")


class _Look(Struct, frozen=True):
    """All that the drawn lines of a headline depend on, ``height`` of ``width`` cells among it."""

    headline: Headline | None
    here: bool
    focused: bool
    width: int
    height: int
    above: Headline | None = None
    """The headline of the story that this one is shown under."""


class Clock(Struct, frozen=True):
    """What time the list is drawn for: how its dates are written, and what is today for the heading of a day."""

    dates: DateFormat
    today: Callable[[date], date]


class Held(Struct, frozen=True):
    """What the list showed and where, to be shown again as it was."""

    ids: array[int]
    days: Days
    cursor: int
    scroll: float
    under: Mapping[int, int]


class Near(Struct, frozen=True):
    """The articles that are asked for together with those on the screen, and how often some were forgotten then."""

    ids: array[int]
    forgotten: int


class HeadlineList(LineView, can_focus=True):
    """Shows the headlines of one answer of the library and where the reader is among them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"headlines--{role}" for role in _ROLES} | {"headlines--cursor-blurred"}

    class Highlighted(Message):
        """The cursor stands on another headline, or on none."""

        def __init__(self, headline: Headline | None) -> None:
            super().__init__()
            self.headline = headline

        def can_replace(self, message: Message) -> bool:
            """Only the latest matters."""
            return isinstance(message, HeadlineList.Highlighted)

    class Opened(Message):
        """A user opened the headline under the cursor."""

        def __init__(self, headline: Headline) -> None:
            super().__init__()
            self.headline = headline

    def __init__(
        self,
        fetch: Fetch,
        *,
        icons: Icons = UNICODE,
        rows: Rows = "auto",
        look: RowLook | None = None,
        name: str | None = None,
    ) -> None:
        super().__init__(name=name)
        self.icons = icons
        self._row_look = look or RowLook(icons)
        self._today: Callable[[date], date] | None = None
        self._rows: Rows = rows
        self.ids: array[int] = array("q")
        self.cursor = 0
        self.under: Mapping[int, int] = {}
        """Articles that are shown under another of their story, with that one."""
        self.complete: Callable[[], None] | None = None
        """Brings the rest where only the first rows are known so far: called before a row is asked for beyond them."""
        self.empty = Content("")
        self._fetch = fetch
        self._refused = False
        self._lines = DayLines((), 0, 1)
        self._headlines: LRUCache[int, Headline] = LRUCache(4 * CHUNK)
        self._forgotten = 0
        self._strips: LRUCache[_Look, list[Strip]] = LRUCache(96)

    # What is shown

    def set_ids(
        self,
        ids: array[int],
        focus: int | None = None,
        days: Days = (),
        under: Mapping[int, int] = MappingProxyType({}),
    ) -> None:
        """Show another answer; the cursor goes to the article ``focus`` where it is in it, else to the top.

        ``days`` tells where each day begins; none parts nothing. Those ``under`` another follow it.
        """
        self.ids = ids
        self.under = under
        self._lines = DayLines(days, len(ids), self.row_height)
        try:
            self.cursor = ids.index(focus) if focus is not None else 0
        except ValueError:
            self.cursor = min(self.cursor, max(0, len(ids) - 1)) if focus is not None else 0
        self.forget()
        self._measure()
        self._reveal()
        self._report_cursor()

    def hold(self) -> Held:
        """Return what is shown and where."""
        return Held(self.ids, self._lines.days, self.cursor, self.scroll_y, self.under)

    def unfold(self, ids: array[int], under: Mapping[int, int], focus: int, days: Days) -> None:
        """Show a list with other rows under some, the cursor on ``focus``; what is above stays where it is."""
        top = round(self.scroll_y)
        self.set_ids(ids, focus, days, under)
        self.scroll_to(y=top, animate=False, immediate=True)
        self._reveal()

    def begin_anew(self, fetch: Fetch, ids: array[int], focus: int | None, days: Days) -> None:
        """Show an answer as a list does that was just made, the headlines from ``fetch``."""
        self._fetch = fetch
        self.scroll_to(y=0, animate=False, immediate=True)
        self.set_ids(ids, focus, days)

    def extend(self, ids: array[int], days: Days) -> None:
        """Show all of a list of which some first rows were shown; the cursor and what is on the screen stay."""
        above = self._lines.line(self.cursor) - round(self.scroll_y)
        article = self.ids[self.cursor]
        self.ids = ids
        self.cursor = ids.index(article) if article in ids else max(0, min(self.cursor, len(ids) - 1))
        self._lines = DayLines(days, len(ids), self.row_height)
        self._measure()
        self.scroll_to(y=self._lines.line(self.cursor) - above, animate=False, immediate=True)
        self._reveal()
        self.refresh()

    @property
    def days(self) -> Days:
        """Where each day begins, as far as it is known."""
        return self._lines.days

    def restore(self, held: Held) -> None:
        """Show again what was held, the cursor and the window where they were."""
        self.set_ids(held.ids, held.ids[held.cursor] if held.ids else None, held.days, held.under)
        self.scroll_to(y=held.scroll, animate=False, immediate=True)
        self._reveal()

    def part(self, days: Days) -> None:
        """Part the list by ``days``; what is on the screen stays where it is."""
        above = self._lines.line(self.cursor) - round(self.scroll_y)
        self._lines = DayLines(days, len(self.ids), self.row_height)
        self._measure()
        self.scroll_to(y=self._lines.line(self.cursor) - above, animate=False, immediate=True)
        self.refresh()

    def set_empty(self, words: Content) -> None:
        """Set what to show while there is no headline."""
        self.empty = words
        self.refresh()

    def forget(self, articles: Iterable[int] | None = None) -> None:
        """Ask for these articles anew (all, if none are named): something about them may have changed."""
        self._refused = False
        self._forgotten += 1
        if articles is None:
            self._headlines.clear()
            self.refresh()
            return
        changed = set(articles)
        for article in changed:
            self._headlines.discard(article)
        top = round(self.scroll_y)
        for line in range(top, top + self.size.height):
            index, _ = self._lines.at(line)
            if index < len(self.ids) and self.ids[index] in changed:
                self.refresh_lines(line)

    @property
    def near(self) -> Near:
        """What ``renew`` wants the headlines of."""
        first = self._lines.at(round(self.scroll_y))[0] if self.ids else 0
        start = max(0, first - CHUNK // 4)
        return Near(self.ids[start : start + CHUNK], self._forgotten)

    def renew(self, near: Near, headlines: Sequence[Headline]) -> None:
        """Forget all, but show these, which were asked for anew in a thread: painting then asks for none.

        Where something was forgotten meanwhile, they may be those of before it: then all is forgotten.
        """
        if near.forgotten != self._forgotten:
            self.forget()
            return
        asked = {one.id: one for one in headlines}
        changed = any(self._headlines.get(article) != asked.get(article) for article in self.on_screen)
        self._headlines.clear()
        for article, one in asked.items():
            self._headlines[article] = one
        if changed:
            self.refresh()

    def known(self, article: int) -> Headline | None:
        """Return the headline of an article as it was when it was asked for last, if it is held here."""
        return self._headlines.get(article)

    @property
    def line_in_focus(self) -> int:
        """The line of the view at which the row under the cursor begins."""
        return self._lines.line(self.cursor) - round(self.scroll_y)

    def headline(self, index: int | None = None) -> Headline | None:
        """Return the headline under the cursor, or at ``index``."""
        at = self.cursor if index is None else index
        return self._at(at) if 0 <= at < len(self.ids) else None

    @property
    def row_height(self) -> int:
        """Lines a headline takes at the width the list was last set for."""
        # Not at the present width: a list that is filled while it is hidden has none, and comes back as it went.
        return self._lines.height

    def _at(self, index: int) -> Headline | None:
        article = self.ids[index]
        if (found := self._headlines.get(article)) is None and not self._refused:
            start = max(0, index - CHUNK // 4)
            try:
                fetched = self._fetch(self.ids[start : start + CHUNK])
            except PullquoteError as error:
                # Report a failed query once; otherwise every visible row would repeat it on each repaint.
                self._refused = True
                self.post_message(Said(str(error), failed=True))
                return None
            for headline in fetched:
                self._headlines[headline.id] = headline
            found = self._headlines.get(article)
        return found

    @property
    def on_screen(self) -> Sequence[int]:
        """The articles whose rows are in the window."""
        if not self.ids:
            return ()
        top = round(self.scroll_y)
        first, last = self._lines.at(top)[0], self._lines.at(top + max(0, self.size.height - 1))[0]
        return list(self.ids[first : last + 1])

    def fit(self) -> None:
        """Draw anew at another width, the cursor in view."""
        self._strips.clear()
        height = HEIGHTS.get(self._rows) or (1 if self.size.width >= WIDE else CARD_HEIGHT)
        self._lines = DayLines(self._lines.days, len(self.ids), height)
        self._measure()
        self._reveal()

    @property
    def rows(self) -> Rows:
        """How many lines a headline is to take."""
        return self._rows

    def set_rows(self, rows: Rows) -> None:
        """Let a headline take so many lines; the one under the cursor stays about where it is."""
        above = self._lines.line(self.cursor) - round(self.scroll_y)
        self._rows = rows
        if self.size:
            self.fit()
            self.scroll_to(y=self._lines.line(self.cursor) - above, animate=False, immediate=True)
            self._reveal()
            self.refresh()

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, self._lines.total)

    def notify_style_update(self) -> None:
        """Forget drawn rows: their styles have changed."""
        super().notify_style_update()
        self._strips.clear()

    # Drawing

    @property
    def date_format(self) -> DateFormat:
        """How dates are written."""
        return self._row_look.date

    def drawn_at(self, clock: Clock) -> list[Strip]:
        """Return the lines in view as they will be drawn at another time."""
        look, self._row_look, self._today = self._row_look, replace(self._row_look, date=clock.dates), clock.today
        self._strips.clear()
        try:
            return self.render_lines(Region(0, 0, *self.size))
        finally:
            self._row_look, self._today = look, None
            self._strips.clear()

    def time_of(self, y: int) -> datetime | date | None:
        """Return what of a line of the window the clock changes: the day of a heading, the time of a headline."""
        index, level = self._lines.at(round(self.scroll_y) + y)
        if index >= len(self.ids):
            return None
        if level == HEADING:
            return self._lines.day(index)
        headline = self._at(index)
        return headline.when if headline is not None and self._row_look.date.how == RELATIVE.how else None

    def _style(self, role: str) -> Style:
        return self.get_visual_style(f"headlines--{role}", partial=True)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        if not self.ids:
            return self._empty_line(y)
        lines = self._lines
        index, level = lines.at(round(self.scroll_y) + y)
        if index >= len(self.ids):
            return Strip.blank(self.room, self.visual_style.rich_style)
        if level == HEADING:
            return self._heading(index)
        here = index == self.cursor
        above = self._above(self.ids[index]) if self.under else None
        look = _Look(self._at(index), here, here and self.has_focus, self.room, lines.height, above)
        if (strips := self._strips.get(look)) is None:
            strips = self._strips[look] = self._draw(look)
        return strips[level]

    def paint_focus(self) -> None:
        """Paint the row of the cursor: it is brighter where the keys go."""
        if self.ids:
            self.refresh_lines(self._lines.line(self.cursor), self.row_height)

    def _above(self, article: int) -> Headline | None:
        """Return the headline that an article is shown under."""
        head = self.under.get(article)
        if head is None:
            return None
        if (found := self._headlines.get(head)) is None and head in self.ids:
            found = self._at(self.ids.index(head))
        return found

    def _heading(self, index: int) -> Strip:
        width, base = self.room, self.visual_style
        day = self._lines.day(index)
        today = self._today(day) if self._today and day else None
        line = day_heading(day, width - 2, self.icons, self._style, today) if day else Content("")
        strip = Strip([*Content(" ").render_segments(base), *line.render_segments(base)])
        return strip.adjust_cell_length(width, base.rich_style)

    def _draw(self, look: _Look) -> list[Strip]:
        """Draw a headline: as many lines as it is high."""
        headline, here, width, height = look.headline, look.here, look.width, look.height
        base = self.visual_style
        if headline is None:
            return [Strip.blank(width, base.rich_style)] * height
        if here:
            base = self.get_visual_style(f"headlines--cursor{'' if look.focused else '-blurred'}")
        room = width - 1
        if look.above is not None:
            lines = story_member(headline, look.above, (room, height), self._row_look, self._style)
        elif height == 1:
            lines = [headline_row(headline, room, self._row_look, self._style)]
        else:
            drawn = headline_pair if height == HEIGHTS["two"] else headline_card
            lines = drawn(headline, room, self._row_look, self._style)
        bar = Content.styled(self.icons.cursor, self._style("bar")) if here else Content(" ")
        strips = []
        for number, line in enumerate(lines):
            lead = bar if number < 2 or height == 1 or lines[-1].plain else Content(" ")
            paint = base if lead is bar and here else self.visual_style
            strip = Strip([*lead.render_segments(paint), *line.render_segments(paint)])
            strips.append(strip.adjust_cell_length(width, paint.rich_style))
        return strips

    def _empty_line(self, y: int) -> Strip:
        base = self.visual_style
        width = self.room
        lines = self.empty.wrap(max(8, self.size.width - 4)) if self.empty else []
        number = y - 1
        if not 0 <= number < len(lines):
            return Strip.blank(width, base.rich_style)
        line = Content.assemble("  ", lines[number])
        return Strip(line.render_segments(base)).adjust_cell_length(width, base.rich_style)

    # Moving

    def move_to(self, index: int) -> None:
        """Put the cursor on the headline at ``index``, or the nearest there is."""
        if self.complete is not None and index >= len(self.ids):
            self.complete()
        index = max(0, min(index, len(self.ids) - 1))
        self._refused = False
        if index != self.cursor and self.ids:
            old, self.cursor = self.cursor, index
            top = round(self.scroll_y)
            self._reveal()
            if round(self.scroll_y) == top:
                for row in (old, index):
                    self.refresh_lines(self._lines.line(row), self.row_height)
            self._report_cursor()

    def _reveal(self) -> None:
        """Scroll as little as shows the cursor's row, and the heading above it where there is one."""
        top, room = round(self.scroll_y), self.size.height
        if not room:
            self.fit_again()  # hidden: the row is scrolled to when the list comes back
            return
        end = self._lines.line(self.cursor) + self.row_height
        first = max(self._lines.top(self.cursor), end - max(room, self.row_height))
        if first < top:
            self.scroll_to(y=first, animate=False, immediate=True)
        elif end > top + room:
            self.scroll_to(y=end - room, animate=False, immediate=True)

    def _report_cursor(self) -> None:
        self.post_message(self.Highlighted(self.headline()))

    def find_unread(self, step: int) -> int | None:
        """Return the index of the unread headline so many on or back, ``None`` if it is not near.

        Looks through a few hundred rows only, so that a key never waits long.
        """
        way = 1 if step > 0 else -1
        index = self.cursor + way
        for _ in range(NEAR):
            if not 0 <= index < len(self.ids):
                return None
            headline = self._at(index)
            if headline is not None and not headline.read:
                step -= way
                if not step:
                    return index
            index += way
        return None

    def _have_all(self) -> None:
        if self.complete is not None:
            self.complete()

    def _move_by(self, lines: int) -> None:
        """Move to the headline so many lines on, by one at least."""
        if self._lines.line(self.cursor) + lines >= self._lines.total:
            self._have_all()
        row, level = self._lines.at(max(0, self._lines.line(self.cursor) + lines))
        if lines < 0:
            self.move_to(min(row - (level == HEADING), self.cursor - 1))
        else:
            self.move_to(max(row, self.cursor + 1))

    def _page(self) -> int:
        return max(1, self.size.height - self.row_height)

    def action_down(self, count: int = 1) -> None:
        """Move so many headlines down."""
        self.move_to(self.cursor + count)

    def action_up(self, count: int = 1) -> None:
        """Move so many headlines up."""
        self.move_to(self.cursor - count)

    def action_first(self, number: int = 1) -> None:
        """To the first headline, or to one counted from 1."""
        self.move_to(number - 1)

    def action_last(self, number: int = 0) -> None:
        """To the last headline, or to one counted from 1."""
        self._have_all()
        self.move_to((number or len(self.ids)) - 1)

    def action_percent(self, percent: int = 0) -> None:
        """To a part of the list, in percent."""
        if percent:
            self._have_all()
            self.move_to((len(self.ids) - 1) * min(percent, 100) // 100)
        else:
            self.post_message(Said(TYPE_A_NUMBER))

    def action_page_down(self, count: int = 1) -> None:
        """Move pages down."""
        self._move_by(count * self._page())

    def action_page_up(self, count: int = 1) -> None:
        """Move pages up."""
        self._move_by(-count * self._page())

    def action_next_page(self, count: int = 1) -> None:
        """Move pages down."""
        self._move_by(count * self._page())

    def action_half_down(self, count: int = 1) -> None:
        """Move half pages down."""
        self._move_by(count * max(1, self._page() // 2))

    def action_half_up(self, count: int = 1) -> None:
        """Move half pages up."""
        self._move_by(-count * max(1, self._page() // 2))

    def action_open(self) -> None:
        """Open the article under the cursor."""
        if headline := self.headline():
            self.post_message(self.Opened(headline))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where a click fell; a second click opens."""
        index, level = self._lines.at(round(self.scroll_y) + event.y)
        if not self.on_bar(event) and 0 <= index < len(self.ids) and level != HEADING:
            self.move_to(index)
            if event.chain == 2:
                self.action_open()
