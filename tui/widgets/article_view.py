"""The reading view: an article in a centred column of measured width.

The article is composed once and set once a width; only the lines in view are drawn. Lighting up a
name, a match or a quote repaints the view and sets nothing anew. Pictures are cells of text in lines of their own,
with their room kept from the beginning: they scroll, are cut and covered as text is, in every terminal and under
tmux and screen (``article_images``). Their pixels come from a worker when they first come into view.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from msgspec import Struct
from textual import events
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip

from pullquote.cache.core.article import Article, Quote
from pullquote.cache.core.clippings import Place
from pullquote.tui.render.anchors import anchors, top_line
from pullquote.tui.render.article import Composition, LinkTarget, compose
from pullquote.tui.render.highlights import Places, Target, quote_targets
from pullquote.tui.render.icons import UNICODE, Icons
from pullquote.tui.render.image_layout import SHARES, Scale
from pullquote.tui.render.layout import VEIL, Layout, Line, Passage, letter_at, link_at, typeset
from pullquote.tui.render.own_marks import NO_MARKS, OwnMarks, lines_of, with_notes
from pullquote.tui.render.quotations import Quotations
from pullquote.tui.render.story_rows import with_story
from pullquote.tui.render.veil_lines import NOTHING_VEILED, VeiledParts, VeilRun, in_view, line_of
from pullquote.tui.services.images.store import ImageStore
from pullquote.tui.widgets.article_images import ArticleImages, ShownAs
from pullquote.tui.widgets.article_lights import Lights
from pullquote.tui.widgets.article_lines import STYLE_CLASSES, ArticleLines
from pullquote.tui.widgets.line_view import LineView

MARGIN = 2
"""Cells kept free on each side of the column where there is room; the scrollbar stands in them."""


class ArticleLook(Struct, frozen=True):
    """How an article is set at first: cells of its column, which quotations are set off, how pictures are shown."""

    column_width: int
    quotations: Quotations
    pictures: bool
    shown_as: ShownAs
    hyperlinks: bool


class ArticleView(LineView, can_focus=True):
    """Shows one article."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*STYLE_CLASSES}
    column_width: reactive[int] = reactive(72, init=False)
    pictures: reactive[bool] = reactive(True, init=False)
    """Whether pictures are wanted; whether they are shown says ``shows_pictures``."""

    class EndReached(Message):
        """Space at the end of an article: the next unread one is wanted."""

    class LinkClicked(Message):
        """A link was clicked that leads to ``address``."""

        def __init__(self, address: str) -> None:
            super().__init__()
            self.address = address

    class VeilClicked(Message):
        """The line of what is veiled was clicked, or that of what was."""

        def __init__(self, run: VeilRun) -> None:
            super().__init__()
            self.run = run

    class Pointed(Message):
        """A letter was clicked while something is selected: the one at an ``offset`` of a ``block``."""

        def __init__(self, block: int, offset: int) -> None:
            super().__init__()
            self.block, self.offset = block, offset

    class Scrolled(Message):
        """Other lines are in view, or another article is."""

        def can_replace(self, message: Message) -> bool:
            """Only the latest matters."""
            return isinstance(message, ArticleView.Scrolled)

    def __init__(
        self,
        look: ArticleLook,
        *,
        icons: Icons = UNICODE,
        image_store: ImageStore | None = None,
    ) -> None:
        super().__init__()
        self.icons = icons
        self.article: Article | None = None
        self._images: ArticleImages | None = None
        if image_store is not None:
            self._images = ArticleImages(self, image_store, icons, self.set_again, look.shown_as)
        self.set_reactive(ArticleView.pictures, look.pictures)
        self._text = Layout((), 0)
        self.quotations = look.quotations
        self.set_reactive(ArticleView.column_width, look.column_width)
        self.numbered = False
        self._composition = Composition((), ())
        self.story: Sequence[str | Passage] = ()
        """What is said of the story of the article, and of what changed in it."""
        self.veiled = NOTHING_VEILED
        """What of the article is veiled, or was until it was opened."""
        self.own = NO_MARKS
        """What the user marked in the article, and what is selected."""
        self._drawing = ArticleLines(self, icons, hyperlinks=look.hyperlinks)
        self._set_for: tuple[int, int, bool, Scale | None] = (0, 0, False, None)
        self.lights = Lights()
        self._wanted: tuple[float, int] | None = None
        self._kept: tuple[int, tuple[float, int]] | None = None
        self._position = 0.0
        self._placing = False
        self._pressed: Offset | None = None
        self._awaited: list[Callable[[], None]] = []
        """What is to be done once the article that is shown is drawn."""

    # What is shown

    def show(
        self,
        article: Article | None,
        position: float = 0.0,
        story: Sequence[str | Passage] = (),
        veiled: VeiledParts = NOTHING_VEILED,
        own: OwnMarks = NO_MARKS,
    ) -> None:
        """Show ``article`` from where it was read to, 0 to 1; one that was read to its end from its top.

        ``story`` is what is said of its story below its byline, ``veiled`` what of it is veiled, ``own`` what the user
        marked in it.
        """
        self.article = article
        self.story, self.veiled, self.own = story, veiled, own
        self.lights = Lights()
        self.numbered = False
        self._awaited = []
        self._position = position
        self._wanted = (position if position < 1 else 0.0, 0)
        self._set()
        self.refresh()
        self._look_for_pictures()

    def show_again(
        self, article: Article, story: Sequence[str | Passage] | None = None, veiled: VeiledParts | None = None
    ) -> None:
        """Show another text, or other names, of the article; the passage that is read stays at its line.

        ``story`` and ``veiled``, where they are given, are what is now said of its story, and veiled of it.
        """
        self.story = self.story if story is None else story
        self.veiled = self.veiled if veiled is None else veiled
        top = round(self.scroll_y)
        held = anchors(self._text, top, self.size.height)
        self.article = article
        self.lights.entity = self.lights.quote = self._kept = None
        self.numbered = False
        if self._wanted is None and not self._text.lines:
            self._wanted = (0.0, 0)
        self._set()
        if self._wanted is None:
            self._place_at(found if (found := top_line(self._text, held)) is not None else top)
        self.refresh()
        self._look_for_pictures()

    def show_unveiled(self, article: Article, veiled: VeiledParts) -> None:
        """Show the article with other parts veiled; what stands above them stays where it is.

        What is read of a part that is veiled now gives way to the line in its place.
        """
        top = round(self.scroll_y)
        read = self.veiled.run_of(self._text.lines[top]) if top < len(self._text.lines) else None
        self.show_again(article, veiled=veiled)
        if self._wanted is None and self._text.lines:
            at = line_of(read, self._text.lines) if read is not None and read not in veiled.opened else None
            self._place_at(top if at is None else min(top, at))

    @property
    def veils_in_view(self) -> list[VeilRun]:
        """What is veiled, or was until it was opened, and has a line in the window; the uppermost first."""
        top = round(self.scroll_y)
        return in_view(self.veiled, self._text.lines[top : top + self.size.height])

    def bring_in_veil(self) -> bool:
        """Bring what is veiled next into view, or the last above; return whether there is something veiled."""
        places = [line_of(run, self._text.lines) for run in self.veiled.runs if run not in self.veiled.opened]
        lines = [line for line in places if line is not None]
        if lines:
            line = next((line for line in lines if line > self.scroll_y), lines[-1])
            self._bring_in(Target(line, line, 0))
        return bool(lines)

    @property
    def place(self) -> float:
        """How far into the text the top line is, 0 to 1; without room to show it in, the place it will have."""
        return self._top()[0]

    def _top(self) -> tuple[float, int]:
        """Return the place of the line on top, and the lines without letters above it.

        Until the reader scrolls, that is the place they scrolled to, whatever line of another width it is in:
        a window that gets narrow and wide again shows the same lines again.
        """
        top = round(self.scroll_y)
        if self._wanted is not None:
            return self._wanted
        if self._kept is not None and (self._kept[0] == top or top == round(self.max_scroll_y) < self._kept[0]):
            return self._kept[1]
        return self._text.place(top), self._text.lines_above(top)

    @property
    def position(self) -> float:
        """How far the article is read, 0 to 1: 1 once its last line was in view, else up to the line on top.

        Nothing but reading changes it: it is the same at every width.
        """
        return self._position

    def note_end(self) -> None:
        """Count an article that is in view whole as read to its end."""
        if self.at_end and self._text.lines and self._wanted is None:
            self._position = 1.0
            self.post_message(self.Scrolled())

    @property
    def links(self) -> Sequence[LinkTarget]:
        """The links of the article in reading order."""
        return self._composition.links

    def number_links(self, numbered: bool) -> None:
        """Show or hide the numbers behind links."""
        if self.numbered != numbered:
            self.numbered = numbered
            self.set_again()

    @property
    def lines(self) -> Sequence[Line]:
        """The lines of the article as it is set for the present width."""
        return self._text.lines

    # Pictures

    @property
    def can_show_pictures(self) -> bool:
        """Whether there are colours and signs to show pictures with."""
        return self._images is not None and self._images.can_show

    @property
    def shows_pictures(self) -> bool:
        """Whether pictures are shown."""
        return self.pictures and self.can_show_pictures

    def watch_pictures(self) -> None:
        """Show the pictures or put them away; the line on top stays there."""
        self.set_again()
        self._look_for_pictures()

    def look_ahead(self, article: Article) -> None:
        """Look which pictures of an article are here before it is shown, so that nothing moves then; for a thread."""
        if self.pictures and self._images is not None:
            self._images.look_ahead(article)

    def knows_pictures_of(self, article: Article) -> bool:
        """Return whether an article can be shown now, looking for a few pictures only."""
        return not self.pictures or self._images is None or self._images.know(article)

    def _look_for_pictures(self) -> None:
        if self.article is not None and self._images is not None and self.shows_pictures:
            self._images.look_for(self.article)

    def _forget_pictures(self) -> None:
        if self._images is not None:
            self._images.forget_drawn()

    def size_pictures(self, size: str) -> None:
        """Show pictures ``small``, ``medium`` or ``large``; the line on top stays there."""
        if self._images is not None:
            self._images.share = SHARES[size]
            if self.is_mounted:
                self.set_again()

    def on_mount(self) -> None:
        """Follow what the terminal says of pictures."""
        if self._images is not None:
            self._images.follow_terminal()

    def on_unmount(self) -> None:
        """Let go of the worker that scales pictures."""
        if self._images is not None:
            self._images.close()

    # How it is set

    def watch_column_width(self) -> None:
        """Set the article anew when the column changes."""
        self.set_again()

    def _column(self) -> int:
        return max(
            16, min(self.column_width, self.size.width - 2 * MARGIN if self.size.width > 48 else self.size.width - 3)
        )

    def _wants_setting(self) -> tuple[int, int, bool, Scale | None]:
        """Return what the setting depends on: the column, and for pictures the height of the window and their size."""
        shows = self.shows_pictures
        scale = self._images.scale if self._images and shows else None
        return self._column(), self.size.height if shows else 0, shows, scale

    def set_again(self) -> None:
        """Set the article anew; the line on top stays there."""
        self._keep_line()
        self._set()
        self.refresh()

    def _keep_line(self) -> None:
        """Want the line on top to be there again."""
        self._wanted = self._top()

    def _set(self) -> None:
        """Compose and set the article for the present width, keeping the place."""
        if not self.room:
            # Nothing of another article may stand for this one.
            self._composition, self._text, self.lights.matches = Composition((), ()), Layout((), 0), []
            self._light()
            self.fit_again()  # also where the room that comes is as large as the last
            return
        self._set_for = width, window, shows, _ = self._wants_setting()
        if self.article is None:
            self._composition = Composition((), ())
        else:
            frames = self._images.frames(self.article, width, window) if self._images and shows else {}
            composition = compose(
                self.article, self.icons, width,
                numbered=self.numbered, quotations=self.quotations, frames=frames, veiled=self.veiled,
            )  # fmt: skip
            self._composition = with_notes(with_story(composition, self.story, self.icons), self.own, self.icons)
        self._text = typeset(self._composition.passages, width)
        self._placing = True  # fewer lines may move those in view
        self.virtual_size = Size(self.size.width, len(self._text.lines) + (1 if self._text.lines else 0))
        self._placing = False
        self._forget_pictures()
        self.lights.find_again(self._text)
        self._light()
        if self._wanted is not None:
            self._kept = self._kept_at(self._wanted)
            self._wanted = None
        self._await_drawing()
        self.post_message(self.Scrolled())

    def once_drawn(self, act: Callable[[], None]) -> None:
        """Call ``act`` once the article that is shown has room and is drawn; never in another shown in its place."""
        self._awaited.append(act)
        self._await_drawing()

    def _await_drawing(self) -> None:
        if self._awaited and self._text.lines:
            self.call_after_refresh(self._do_awaited)

    def _do_awaited(self) -> None:
        if self._text.lines:
            awaited, self._awaited = self._awaited, []
            for act in awaited:
                act()

    def _place_at(self, line: int) -> None:
        """Put a line on top, which is no reading."""
        self._placing = True
        self.go_to(line)
        self._placing = False

    def fit(self) -> None:
        """Set the article to another width."""
        if self._set_for != self._wants_setting() or self._wanted is not None:
            self._keep_line()
            self._set()
        else:
            if self._text.lines:
                self._kept = self._kept_at(self._top())
            self._forget_lines()

    def _kept_at(self, top: tuple[float, int]) -> tuple[int, tuple[float, int]]:
        """Go to a place, as near as the end of the text allows; return the line it led to and the place."""
        self._place_at(self._text.line_of_place(*top))
        return round(self.scroll_y), top

    def notify_style_update(self) -> None:
        """Forget drawn lines: their styles have changed."""
        super().notify_style_update()
        self._forget_lines()
        if self.article is not None and self._set_for[2] != self.shows_pictures:
            self.set_again()

    def _forget_lines(self) -> None:
        self._drawing.forget()
        self._forget_pictures()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Report how far the reader is."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            if not self._placing and self._text.lines:
                self._position = 1.0 if self.at_end else self._text.place(round(new_value))
            self.post_message(self.Scrolled())

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        number = round(self.scroll_y) + y
        line = self._text.lines[number] if number < len(self._text.lines) else None
        if line is not None and line.passage.picture is not None and self._images is not None:
            return self._images.draw(number, line, self._margin())
        if (strip := self._drawing.kept(number)) is not None:
            return strip
        lit = self.lights.on(line) if line is not None else ()
        focused = line is not None and self.lights.has_focus(line, self.article, self._composition)
        return self._drawing.draw(number, line, lit, margin=self._margin(), focused=focused)

    def _margin(self) -> int:
        return max(1, (self.size.width - self._text.width) // 2)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text a mouse selected, without the margin."""
        margin = " " * self._margin()
        text = "\n".join(margin + line.lead + line.text for line in self._text.lines)
        return "\n".join(line.removeprefix(margin) for line in selection.extract(text).split("\n")), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Repaint with the new selection."""
        self._drawing.forget()
        self.refresh()

    # Clicking

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Note where: a click that ends elsewhere has selected text."""
        self._pressed = event.offset

    def on_click(self, event: events.Click) -> None:
        """Ask for the link under the mouse to be opened."""
        number = round(self.scroll_y) + event.y
        if event.button != 1 or event.chain != 1 or event.offset != self._pressed or number >= len(self._text.lines):
            return
        line = self._text.lines[number]
        if self.own.selected:
            if letter := self.letter_at(event.x, number):
                self.post_message(self.Pointed(*letter))
        elif address := link_at(line, event.x - self._margin()):
            self.post_message(self.LinkClicked(address))
        elif line.passage.block == VEIL and (run := self.veiled.run_of(line)) is not None:
            self.post_message(self.VeilClicked(run))

    def letter_at(self, column: int, number: int) -> tuple[int, int] | None:
        """Return the block, and the offset in its text, of what stands in a column of a line; ``None`` beside text.

        Right of the text that is its last letter.
        """
        line = self._text.lines[number] if 0 <= number < len(self._text.lines) else None
        if line is None or line.start == line.end:
            return None
        at = letter_at(line, column - self._margin())
        return line.passage.block, line.passage.offset(line.end - 1 if at is None else at)

    def lines_of(self, place: Place) -> tuple[int, int] | None:
        """Return the first and the last line that show a place in the text; ``None`` where none does."""
        return self._text.lines_of(place.block, place.start, place.stop)

    # Lighting up

    def light_name(self, entity: int | None) -> None:
        """Light up every mention of an entity, by its index in the article."""
        self.lights.entity = entity
        self._relight()

    @property
    def quote(self) -> Quote | None:
        """The quote in focus."""
        return self.lights.quote_of(self.article)

    def light_block(self, block: int | None) -> None:
        """Light up a paragraph by its block, and bring it into view."""
        self.lights.block = block
        self._relight()
        lines = [number for number, line in enumerate(self._text.lines) if line.passage.block == block]
        if block is not None and lines and not (self.in_view(lines[0]) and self.in_view(lines[-1])):
            self._bring_in(Target(lines[0], lines[-1], 0))

    def blocks_in_view(self) -> set[int]:
        """Return the blocks that have a line in the window."""
        top = round(self.scroll_y)
        return {line.passage.block for line in self._text.lines[top : top + self.size.height]}

    def step_paragraph(self, step: int) -> None:
        """Bring the beginning of another paragraph to the top: the ``step``th below, or above where it is negative."""
        lines = self._text.lines
        starts = [n for n, line in enumerate(lines) if line.start == 0 and line.passage.gap and line.passage.text]
        top = round(self.scroll_y)
        reached = [start for start in starts if (start > top if step > 0 else start < top)]
        if reached:
            self.go_to(reached[min(step, len(reached)) - 1] if step > 0 else reached[max(step, -len(reached))])

    def show_own(self, own: OwnMarks) -> None:
        """Show what the user marked in the article, what of it has the focus, and what is selected."""
        before, self.own = self.own, own
        self._relight() if before.lines == own.lines else self.set_again()

    def bring_in_own(self, number: int) -> None:
        """Bring a clipping into view, once there is room to show it in."""
        if not self._text.lines:
            self.once_drawn(partial(self.bring_in_own, number))
        lines = lines_of(self._text, self.own, number)
        if lines is not None and not (self.in_view(lines[0]) and self.in_view(lines[1])):
            self._bring_in(Target(*lines, 0))

    def _relight(self) -> None:
        self._light()
        self.refresh()

    def _light(self) -> None:
        self.lights.light(self.article, self._composition, self.own)
        self._drawing.forget()

    # Quotes

    def step_quote(self, step: int, *, every: bool) -> tuple[int, int]:
        """Focus the quote so many on, or back where ``step`` is negative, and bring it into view.

        ``every`` goes through quotations in running text too; without it only through those set off,
        unless the article has none. Returns which one has the focus, from 1, of how many; 0 where none is that far.
        """
        targets = self._quote_targets(every)
        chosen = self.lights.step_quote(targets, step, top=round(self.scroll_y), in_view=self.in_view)
        if chosen is None:
            return 0, len(targets)
        target = targets[chosen]
        self._relight()
        if not (self.in_view(target.first) and self.in_view(target.last)):
            self._bring_in(target)
        return chosen + 1, len(targets)

    @property
    def quote_count(self) -> int:
        """How many quotations there are to step through, set off or in running text."""
        return len(self._quote_targets(every=True))

    def focus_quote(self, index: int) -> None:
        """Focus a quote by its index in the article and bring it into view."""
        target = next((target for target in self._quote_targets(every=True) if target.quote == index), None)
        if target is not None:
            self.lights.quote = target.quote
            self._relight()
            self._bring_in(target)

    def _bring_in(self, target: Target) -> None:
        """Scroll so that a third of the free lines stand above a quote."""
        self.go_to(target.first - max(1, (self.size.height - (target.last - target.first + 1)) // 3))

    def _quote_targets(self, every: bool) -> list[Target]:
        return quote_targets(self.article, self._composition, self._text, every=every)

    def forget_quote(self) -> bool:
        """Take the focus off the quote; return whether there was one."""
        had = self.lights.quote is not None
        self.lights.quote = None
        if had:
            self._relight()
        return had

    # Finding

    def find(self, places: Places | None) -> int:
        """Light up every place of what is searched for, ``None`` for nothing; return their number."""
        self.lights.find(places, self._text)
        self._relight()
        return len(self.lights.matches)

    @property
    def finding(self) -> bool:
        """Whether matches are lit up."""
        return bool(self.lights.matches)

    @property
    def match_count(self) -> tuple[int, int]:
        """The match in focus, from 1, and how many there are."""
        return self.lights.match + 1, len(self.lights.matches)

    def step_match(self, step: int) -> None:
        """Go so many matches on or back, around the ends."""
        line = self.lights.step_match(step, top=round(self.scroll_y))
        if line is not None and not self.in_view(line):
            self.go_to(line - self.size.height // 3)
        self._relight()

    # Moving

    def action_next_page(self, count: int = 1) -> None:
        """Move pages down; at the end, ask for the next unread article."""
        if self.at_end:
            self.post_message(self.EndReached())
        else:
            self.action_page_down(count)
