"""Pictures among the lines of an article: half blocks, in room that is kept for them from the beginning.

They scroll, are cut and are covered as text is, in every terminal and under tmux and screen. Their files are looked
at in a thread and decoded in a worker process, when they come into view; until then their room is empty.
"""

from __future__ import annotations

from abc import abstractmethod

from textual import work
from textual.cache import LRUCache
from textual.reactive import reactive
from textual.strip import Strip

from pullquote.cache.core.article import Article
from pullquote.styles.themes import MONOCHROME
from pullquote.tui.render.half_blocks import picture_line
from pullquote.tui.render.icons import UNICODE, Signs
from pullquote.tui.render.layout import Galley
from pullquote.tui.services.images import Gallery
from pullquote.tui.widgets.line_scroll import LineScroll

_COLOURFUL = frozenset({"256", "truecolor"})
_SETTLED = 0.03
"""Seconds a picture stays in view before it is scaled: none for those that are scrolled by."""
MOST_STRIPS = 96
"""Drawn lines of pictures that are kept: what one window shows, of which at most half is a picture, and a page more."""


class PictureLines(LineScroll):
    """Draws the pictures of the article in view; what else there is, and when it is set, the reading view knows."""

    pictures: reactive[bool] = reactive(True, init=False)
    """Whether pictures are wanted; whether they are shown says ``shows_pictures``."""

    def __init__(self, signs: Signs, gallery: Gallery | None, *, pictures: bool, name: str | None = None) -> None:
        super().__init__(name=name)
        self.signs = signs
        self.gallery = gallery
        self.article: Article | None = None
        self.picture_strips: LRUCache[int, Strip] = LRUCache(MOST_STRIPS)
        self.set_reactive(PictureLines.pictures, pictures)
        self._galley = Galley((), 0)
        self._developing = False

    @abstractmethod
    def set_again(self) -> None:
        """Set the article anew, the line on top staying there; the view that sets it knows how."""

    @property
    def can_show_pictures(self) -> bool:
        """Whether there are colours and signs to show pictures with."""
        colours = self.app.theme != MONOCHROME and not self.app.no_color and self.app.console.color_system in _COLOURFUL
        return self.gallery is not None and self.signs is UNICODE and colours

    @property
    def shows_pictures(self) -> bool:
        """Whether pictures are shown."""
        return self.pictures and self.can_show_pictures

    def watch_pictures(self) -> None:
        """Show the pictures or put them away; the line on top stays there."""
        self.set_again()
        self.look_for_pictures()

    def look_ahead(self, article: Article) -> None:
        """Look which pictures of an article are here before it is shown, so that nothing moves then; for a thread."""
        if self.pictures and self.gallery is not None:
            self.gallery.look(article)

    def knows_pictures_of(self, article: Article) -> bool:
        """Return whether an article can be shown now, looking for a few pictures only."""
        return not self.pictures or self.gallery is None or self.gallery.look_at_few(article)

    def look_for_pictures(self) -> None:
        """Look which pictures of the article are here, unless that is known."""
        article = self.article
        if article is not None and self.gallery and not self.gallery.looked_at(article) and self.shows_pictures:
            self._look(article)

    @work(thread=True, exclusive=True, group="pictures at hand", exit_on_error=False)
    def _look(self, article: Article) -> None:
        if self.gallery is not None:
            self.gallery.look(article)
            self.app.call_from_thread(self._found, article)

    def _found(self, article: Article) -> None:
        if self.article is article:
            self.set_again()

    def draw_picture(self, number: int, margin: int) -> Strip:
        """Draw line ``number``, which is one of a picture; its room stays empty until its pixels come."""
        if (strip := self.picture_strips.get(number)) is not None:
            return strip
        line, base = self._galley.lines[number], self.visual_style.rich_style
        picture = self.gallery.scaled(line.passage.picture) if self.gallery and line.passage.picture else None
        if picture is None:
            self._want_pixels()
            return Strip.blank(self.room, base)
        ground = self.background_colors[1].rgb
        strip = Strip([*Strip.blank(margin, base), *picture_line(picture, line.start, ground)])
        # Without offsets, as nothing of it can be selected: they would cost a style a cell.
        strip = strip.adjust_cell_length(self.room, base)
        self.picture_strips[number] = strip
        return strip

    def _want_pixels(self) -> None:
        if not self._developing:
            self._developing = True
            self.set_timer(_SETTLED, self._develop)

    @work(group="pictures", exit_on_error=False)
    async def _develop(self) -> None:
        """Have what is in view scaled, one picture after another."""
        try:
            while self.gallery is not None and (room := await self.gallery.develop()) is not None:
                if self.gallery.is_broken(room):
                    self.set_again()
                else:
                    self.refresh()
        finally:
            self._developing = False

    def on_unmount(self) -> None:
        """Let go of the worker that scales pictures."""
        if self.gallery is not None:
            self.gallery.close()
