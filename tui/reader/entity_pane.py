"""The pane of the shows and people of the article that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.message import Message

from pullquote.cache.core.article import Article, Entity
from pullquote.cache.core.results import Name
from pullquote.tui.render.icons import Signs
from pullquote.tui.widgets.containers import Column
from pullquote.tui.widgets.entity_list import NameList, PeoplePanel
from pullquote.tui.widgets.pane_header import PaneHead

if TYPE_CHECKING:
    from pullquote.tui.services.library_access import LibraryAccess


class EntityPane(Column):
    """Shows the entities of an article with what the library knows of each."""

    class Focused(Message):
        """An entity got the focus: its index in the article, ``None`` for none."""

        def __init__(self, entity: int | None) -> None:
            super().__init__()
            self.entity = entity

    class Chosen(Message):
        """A user chose an entity to filter the list by."""

        def __init__(self, entity: Entity) -> None:
            super().__init__()
            self.entity = entity

    def __init__(self, access: LibraryAccess, signs: Signs) -> None:
        super().__init__(id="people-pane")
        self._access = access
        self._header = PaneHead("In this article", signs=signs)
        self._panel = PeoplePanel(signs=signs)

    def compose(self) -> ComposeResult:
        """Make the header and the list below it."""
        yield self._header
        yield self._panel

    @property
    def keys_widget(self) -> NameList:
        """The widget that takes the keys of the pane."""
        return self._panel.query_one(NameList)

    @property
    def focused(self) -> Name | None:
        """What the library knows of the entity in focus; ``None`` where none has it."""
        return self._panel.known()

    @property
    def has_focused_entity(self) -> bool:
        """Whether an entity is in focus, known to the library or not."""
        return self._panel.focused_entity is not None

    @property
    def first(self) -> Name | None:
        """What the library knows of the first entity of the article."""
        return self._panel.known(0)

    def show(self, article: Article | None) -> None:
        """Show the entities of an article, and what the library knows of them now."""
        names: Sequence[Name] = ()
        if article is not None:
            names = self._access.read_now(self, lambda: self._names_of(article), names)
        self._panel.show(article, names)
        self._header.note = str(len(article.entities)) if article and article.entities else ""

    def on_people_panel_focused(self, message: PeoplePanel.Focused) -> None:
        """Pass on which entity has the focus."""
        message.stop()
        self.post_message(self.Focused(message.entity))

    def on_people_panel_chosen(self, message: PeoplePanel.Chosen) -> None:
        """Pass on which entity was chosen."""
        message.stop()
        self.post_message(self.Chosen(message.entity))

    def _names_of(self, article: Article) -> Sequence[Name]:
        library = self._access.library
        return [library.name(entity.id) for entity in article.entities if entity.id is not None]

    def show_active(self, active: bool) -> None:
        """Show whether the pane has the keys."""
        self._header.active = active

    def focus_first(self) -> None:
        """Put an entity in focus, unless one is."""
        self._panel.start()

    def leave(self) -> None:
        """Take the focus off the entities."""
        self._panel.leave()
