"""The parts of the main screen that only keys ask for: each comes with the first key that does.

Before the first frame all of them together would take 3 ms.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pullquote.tui.screens.catalogue_editor import CatalogueEditor
from pullquote.tui.screens.entity_editor import EntityEditor

if TYPE_CHECKING:
    from pullquote.cache.core.article import Article
    from pullquote.cache.core.results import EntityRow
    from pullquote.tui.reader.keys.article_actions import ArticleActions
    from pullquote.tui.reader.keys.mark_actions import MarkActions
    from pullquote.tui.reader.keys.own_passages import OwnPassages
    from pullquote.tui.reader.keys.query_actions import QueryActions
    from pullquote.tui.reader.keys.story_actions import StoryActions
    from pullquote.tui.reader.keys.tag_actions import TagActions
    from pullquote.tui.reader.keys.veil_actions import VeilActions
    from pullquote.tui.reader.screen import ReaderScreen
    from pullquote.tui.screens.guard_editor import GuardEditor
    from pullquote.tui.screens.seen_editor import SeenEditor
    from pullquote.tui.widgets.selection_keys import SelectionKeys


class KeyParts:
    """What keys ask for on a screen; ``changed`` shows the names as they are after one was corrected."""

    def __init__(self, screen: ReaderScreen, changed: Callable[[int | None], None]) -> None:
        self._screen = screen
        self._changed = changed
        access, icons = screen.access, screen.icons
        self.editor = EntityEditor(screen, access, icons, self._name_in_focus, changed)
        self.records = CatalogueEditor(screen, access, icons, self._name_in_focus, changed)

    def _name_in_focus(self) -> EntityRow | None:
        return self._screen.entities.focused

    @cached_property
    def article(self) -> ArticleActions:
        """What is done with one article."""
        from pullquote.tui.reader.keys.article_actions import ArticleActions

        return ArticleActions(self._screen, self._screen.access, self._screen.icons, self._screen.prompt)

    @cached_property
    def marks(self) -> MarkActions:
        """Marks, removals, and what takes them back."""
        from pullquote.tui.reader.keys.mark_actions import MarkActions

        return MarkActions(self._screen)

    @cached_property
    def tags(self) -> TagActions:
        """Tags and the reading list."""
        from pullquote.tui.reader.keys.tag_actions import TagActions

        return TagActions(self._screen)

    @cached_property
    def passages(self) -> OwnPassages:
        """The quote book in the article."""
        from pullquote.tui.reader.keys.own_passages import OwnPassages

        return OwnPassages(self._screen)

    @cached_property
    def stories(self) -> StoryActions:
        """The story of the article."""
        from pullquote.tui.reader.keys.story_actions import StoryActions

        return StoryActions(self._screen)

    @cached_property
    def queries(self) -> QueryActions:
        """Sections, filter and search."""
        from pullquote.tui.reader.keys.query_actions import QueryActions

        return QueryActions(self._screen)

    @cached_property
    def veils(self) -> VeilActions:
        """What is veiled."""
        from pullquote.tui.reader.keys.veil_actions import VeilActions

        return VeilActions(self._screen)

    @cached_property
    def guard(self) -> GuardEditor:
        """What is guarded."""
        from pullquote.tui.screens.guard_editor import GuardEditor

        return GuardEditor(self._screen, self._screen.access, self._name_in_focus, self._changed)

    @cached_property
    def seen(self) -> SeenEditor:
        """How far shows were seen."""
        from pullquote.tui.screens.seen_editor import SeenEditor

        screen = self._screen
        return SeenEditor(screen, screen.access, screen.prompt, screen.icons, self._name_in_focus, self._changed)

    # What needs no part that no key has asked for yet

    @property
    def _made(self) -> dict[str, Any]:
        return vars(self)

    @property
    def selection(self) -> SelectionKeys | None:
        """What takes the keys of the article while words of it are selected; ``None`` while none are."""
        return self.passages.keys if "passages" in self._made else None

    def shown(self, article: Article | None) -> None:
        """Follow the article that is shown: another is not read aloud, and has other marks."""
        if "article" in self._made:
            self.article.follow_speaking(article)
        if "passages" in self._made:
            self.passages.shown(article)

    def stop_speaking(self) -> bool:
        """Stop reading aloud; return whether anything was."""
        return "article" in self._made and self.article.stop_speaking()

    def unfocus(self) -> bool:
        """Take the focus off what is selected, or off a mark; return whether there was one."""
        return "passages" in self._made and self.passages.unfocus()
