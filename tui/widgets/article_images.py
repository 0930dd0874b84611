"""Pictures among the lines of an article: half blocks, in room that is kept for them from the beginning.

They scroll, are cut and are covered as text is, in every terminal and under tmux and screen. Their files are looked
at in a thread and decoded in a worker process, when they come into view; until then their room is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.cache import LRUCache
from textual.strip import Strip

from pullquote.cache.core.article import Article
from pullquote.styles.themes import MONOCHROME
from pullquote.tui.render.half_blocks import picture_line
from pullquote.tui.render.icons import UNICODE, Icons
from pullquote.tui.render.image_layout import Frame
from pullquote.tui.render.layout import Line
from pullquote.tui.services.images import ImageStore
from pullquote.tui.widgets.line_view import LineView

_COLOURFUL = frozenset({"256", "truecolor"})
_SETTLED = 0.03
"""Seconds a picture stays in view before it is scaled: none for those that are scrolled by."""
MOST_STRIPS = 96
"""Drawn lines of pictures that are kept: what one window shows, of which at most half is a picture, and a page more."""


class ArticleImages:
    """Draws the pictures of the article in ``view``; ``changed`` is called when room for them comes or goes."""

    def __init__(self, view: LineView, store: ImageStore, icons: Icons, changed: Callable[[], None]) -> None:
        self._view = view
        self._store = store
        self._icons = icons
        self._changed = changed
        self._strips: LRUCache[int, Strip] = LRUCache(MOST_STRIPS)
        self._scaling = False

    @property
    def can_show(self) -> bool:
        """Whether there are colours and signs to show pictures with."""
        app = self._view.app
        colours = app.theme != MONOCHROME and not app.no_color and app.console.color_system in _COLOURFUL
        return self._icons is UNICODE and colours

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
        return self._store.frames(article, columns, window)

    def draw(self, number: int, line: Line, margin: int) -> Strip:
        """Draw line ``number``, which is one of a picture; its room stays empty until its pixels come."""
        if (strip := self._strips.get(number)) is not None:
            return strip
        view = self._view
        base = view.visual_style.rich_style
        picture = self._store.scaled(line.passage.picture) if line.passage.picture else None
        if picture is None:
            self._want_pixels()
            return Strip.blank(view.room, base)
        ground = view.background_colors[1].rgb
        strip = Strip([*Strip.blank(margin, base), *picture_line(picture, line.start, ground)])
        # Without offsets, as nothing of it can be selected: they would cost a style a cell.
        strip = strip.adjust_cell_length(view.room, base)
        self._strips[number] = strip
        return strip

    def forget_drawn(self) -> None:
        """Draw every line anew: the article, its width or its colours have changed."""
        self._strips.clear()

    def _want_pixels(self) -> None:
        if not self._scaling:
            self._scaling = True
            self._view.set_timer(_SETTLED, self._scale_soon)

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
        """Let go of the worker that scales pictures."""
        self._store.close()
