"""The pane of the works and people of the article that is shown."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from pullquote.cache.core.article import Article
from pullquote.cache.core.results import EntityRow
from pullquote.tui.render.catalogue_rows import panel_notes
from pullquote.tui.render.icons import Icons
from pullquote.tui.services.words.guarding import covers
from pullquote.tui.widgets.containers import Column
from pullquote.tui.widgets.entity_list import EntityList, EntityRows, Known
from pullquote.tui.widgets.pane_header import PaneHeader

if TYPE_CHECKING:
    from pullquote.tui.services.library.access import LibraryAccess


class EntityPane(Column):
    """Shows the entities of an article with what the library knows of each.

    ``EntityList.Focused`` and ``EntityList.Chosen`` rise from it to the screen.
    """

    def __init__(self, access: LibraryAccess, icons: Icons) -> None:
        super().__init__(id="people-pane")
        self._access = access
        self._icons = icons
        self._header = PaneHeader("In this article", icons=icons)
        self._panel = EntityList(icons=icons)

    def compose(self) -> ComposeResult:
        """Make the header and the list below it."""
        yield self._header
        yield self._panel

    @property
    def keys_widget(self) -> EntityRows:
        """The widget that takes the keys of the pane."""
        return self._panel.rows

    @property
    def focused(self) -> EntityRow | None:
        """What the library knows of the entity in focus; ``None`` where none has it."""
        return self._panel.known()

    @property
    def has_focused_entity(self) -> bool:
        """Whether an entity is in focus, known to the library or not."""
        return self._panel.focused_entity is not None

    @property
    def first(self) -> EntityRow | None:
        """What the library knows of the first entity of the article."""
        return self._panel.known(0)

    def show(self, article: Article | None) -> None:
        """Show the entities of an article, and what the library knows of them now."""
        known = Known()
        if article is not None:
            known = self._access.read_now(self, lambda: self._known_of(article), known)
        self._panel.show(article, known)
        self._header.note = str(len(article.entities)) if article and article.entities else ""

    def _known_of(self, article: Article) -> Known:
        library = self._access.library
        numbers = [entity.id for entity in article.entities if entity.id is not None]
        told = library.catalogue.records_of_all(numbers)
        notes = panel_notes(article, told, datetime.now(UTC).date(), self._icons) if told else {}
        names = [library.names.get(number) for number in numbers]
        return Known(names, notes, {number: covers(guard) for number, guard in library.guard.of(names).items()})

    def show_active(self, active: bool) -> None:
        """Show whether the pane has the keys."""
        self._header.active = active

    def focus_first(self) -> None:
        """Put an entity in focus, unless one is."""
        self._panel.start()

    def leave(self) -> None:
        """Take the focus off the entities."""
        self._panel.leave()
