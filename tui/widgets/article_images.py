"""Pictures among the lines of an article, in room that is kept for them from the beginning.

Pixels where the terminal has said that it shows them, else half blocks. Both are cells of text: they scroll, are cut
and are covered as text is, in every terminal and under tmux and screen. Their files are looked
at in a thread and decoded in a worker process, when they come into view; until then their room is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from rich.segment import Segment
from textual.app import App
from textual.cache import LRUCache
from textual.strip import Strip

from pullquote.cache.core.article import Article
from pullquote.styles.themes import MONOCHROME
from pullquote.tui.render.half_blocks import picture_line
from pullquote.tui.render.icons import UNICODE, Icons
from pullquote.tui.render.image_layout import HALF_BLOCKS, SHARES, Frame, Scale
from pullquote.tui.render.layout import Line
from pullquote.tui.render.placeholders import placeholder_line
from pullquote.tui.services.images.store import ImageStore
from pullquote.tui.services.images.terminal_pictures import TerminalPictures
from pullquote.tui.services.terminal.driver import TerminalDriver
from pullquote.tui.widgets.line_view import LineView

ShownAs = Literal["auto", "kitty", "blocks"]
_COLOURFUL = frozenset({"256", "truecolor"})
_SETTLED = 0.03
"""Seconds a picture stays in view before it is scaled: none for those that are scrolled by."""
MOST_STRIPS = 96
"""Drawn lines of pictures that are kept: what one window shows, of which at most half is a picture, and a page more."""


class ArticleImages:
    """Draws the pictures of the article in ``view``; ``changed`` is called when room for them comes or goes."""

    def __init__(
        self, view: LineView, store: ImageStore, icons: Icons, changed: Callable[[], None], shown_as: ShownAs = "auto"
    ) -> None:
        self._view = view
        self._shown_as = shown_as
        self.share = SHARES["medium"]
        self._set_for: tuple[TerminalPictures | None, Scale] = (None, Scale())
        self._store = store
        self._icons = icons
        self._changed = changed
        self._strips: LRUCache[int, Strip] = LRUCache(MOST_STRIPS)
        self._scaling = False
        self._watched: TerminalPictures | None = None

    @property
    def can_show(self) -> bool:
        """Whether there are colours and signs to show pictures with."""
        app = self._view.app
        colours = app.theme != MONOCHROME and not app.no_color and app.console.color_system in _COLOURFUL
        return self._icons is UNICODE and colours and (self._shown_as != "kitty" or self._terminal is not None)

    @property
    def _terminal(self) -> TerminalPictures | None:
        """The pictures of the terminal, where it shows any: their numbers are colours, and it needs all of those."""
        pictures = terminal_pictures(self._view.app)
        colours = self._view.app.console.color_system == "truecolor"
        return pictures if pictures is not None and pictures.kitty and colours and self._shown_as != "blocks" else None

    @property
    def scale(self) -> Scale:
        """How large pictures are."""
        return Scale(self.share, self._terminal.cell if self._terminal else HALF_BLOCKS)

    def follow_terminal(self) -> None:
        """Show pixels as soon as the terminal says that it can, and each picture when it has arrived there."""
        if (pictures := terminal_pictures(self._view.app)) is not None and self._shown_as != "blocks":
            self._watched = pictures
            pictures.watch(self._terminal_changed)

    def _terminal_changed(self) -> None:
        self.forget_drawn()
        if (self._terminal, self.scale) != self._set_for:
            self._changed()
        else:
            self._view.refresh()

    def look_ahead(self, article: Article) -> None:
        """Look which pictures of an article are here before it is shown, so that nothing moves then; for a thread."""
        self._store.look(article)

    def know(self, article: Article) -> bool:
        """Return whether an article can be shown now, looking for a few pictures only."""
        return self._store.look_at_few(article)

    def look_for(self, article: Article) -> None:
        """Look which pictures of an article are here, unless that is known."""
        if not self._store.looked_at(article):

            def look() -> None:
                self._store.look(article)
                self._view.call_later(self._changed)

            self._view.run_worker(look, thread=True, exclusive=True, group="pictures at hand", exit_on_error=False)

    def frames(self, article: Article, columns: int, window: int) -> Mapping[int, Frame]:
        """Return the room for each picture that is here, by its place, in a column and a window of so many cells."""
        self._store.terminal = self._terminal
        self._set_for = self._terminal, self.scale
        return self._store.frames(article, columns, window, self.scale)

    def draw(self, number: int, line: Line, margin: int) -> Strip:
        """Draw line ``number``, which is one of a picture; its room stays empty until its pixels come."""
        if (strip := self._strips.get(number)) is not None:
            return strip
        view = self._view
        base = view.visual_style.rich_style
        cells = self._cells(line.passage.picture, line.start) if line.passage.picture else None
        if cells is None:
            self._want_pixels()
            return Strip.blank(view.room, base)
        strip = Strip([*Strip.blank(margin, base), *cells])
        # Without offsets, as nothing of it can be selected: they would cost a style a cell.
        strip = strip.adjust_cell_length(view.room, base)
        self._strips[number] = strip
        return strip

    def _cells(self, room: Frame, row: int) -> list[Segment] | None:
        """Return one row of a picture, ``None`` while it is not there yet."""
        ground = self._view.background_colors[1].rgb
        if self._store.terminal is not None:
            number = self._store.number_of(room)
            return placeholder_line(number, row, room.columns, ground) if number is not None else None
        picture = self._store.scaled(room)
        return picture_line(picture, row, ground) if picture is not None else None

    def forget_drawn(self) -> None:
        """Draw every line anew: the article, its width or its colours have changed."""
        self._strips.clear()

    def _want_pixels(self) -> None:
        if not self._scaling:
            self._scaling = True
            pictures = terminal_pictures(self._view.app)
            self._view.set_timer(max(_SETTLED, pictures.undecided_for if pictures else 0.0), self._scale_soon)

    def _scale_soon(self) -> None:
        self._view.run_worker(self._scale(), group="pictures", exit_on_error=False)

    async def _scale(self) -> None:
        """Have what is in view scaled, one picture after another."""
        try:
            while (room := await self._store.develop()) is not None:
                if self._store.is_broken(room):
                    self._changed()
                else:
                    self._view.refresh()
        finally:
            self._scaling = False

    def close(self) -> None:
        """Let go of the worker that scales pictures, and of the terminal."""
        if self._watched is not None:
            self._watched.unwatch(self._terminal_changed)
        self._store.close()


def terminal_pictures(app: App[Any]) -> TerminalPictures | None:
    """Return the pictures of the terminal an app runs in; ``None`` where it runs in none."""
    driver = app._driver
    return driver.pictures if isinstance(driver, TerminalDriver) else None
