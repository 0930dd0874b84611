"""The works and people of the article: grouped by type, with counts, dates and what they said here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.cache import LRUCache
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from pullquote.cache.core.article import Article, Entity, EntityType
from pullquote.cache.core.results import EntityRow
from pullquote.tui.render.entity_groups import folded, groups, quotes_of, releases_of
from pullquote.tui.render.icons import UNICODE, Icons
from pullquote.tui.render.rows import Note, PanelRow, entity_prompt, folding_prompt, group_prompt, name_detail
from pullquote.tui.widgets.containers import Column
from pullquote.tui.widgets.painting import get_visual_style
from pullquote.tui.widgets.row_list import first_row, keep_stale_click, last_row, page_down, page_up, row_at, step_rows

_ROLES = ("sign", "name", "count", "note", "group", "rule", "said", "bar", "heading", "told")
SAYINGS_SHOWN = 3
ALBUM_INDENT = 2
"""Cells a song stands in from the album it is on."""
MOST_UNFOLDED = 200
"""Articles whose names stay unfolded."""
_FOLD = "fold"
"""The row that folds and unfolds the names that are named once."""


class Known(Struct, frozen=True):
    """What is known of the names of an article: the library's entries, and what catalogues say by index in it.

    ``guarded`` is what of a name is veiled, by the number of its entry.
    """

    names: Sequence[EntityRow] = ()
    notes: Mapping[int, Note] = MappingProxyType({})
    guarded: Mapping[int, str] = MappingProxyType({})


NOTHING_KNOWN = Known()


class EntityRows(OptionList):
    """The names of the article; group headings cannot be chosen."""

    action_first = first_row
    action_last = last_row
    action_percent = row_at
    action_page_down = page_down
    action_page_up = page_up
    action_next_page = page_down
    action_half_down = page_down
    action_half_up = page_up
    get_visual_style = get_visual_style

    def action_down(self, count: int = 1) -> None:
        """Move so many names down."""
        step_rows(self, count)

    def action_up(self, count: int = 1) -> None:
        """Move so many names up."""
        step_rows(self, -count)

    def on_click(self, event: events.Click) -> None:
        """Put the focus on a name that is clicked; a second click chooses it."""
        keep_stale_click(self, event)
        clicked = event.style.meta.get("option")
        if event.chain == 1:
            event.prevent_default()  # Textual would choose it
            if clicked is not None and clicked < self.option_count and not self.get_option_at_index(clicked).disabled:
                self.highlighted = clicked

    def action_choose_name(self) -> None:
        """Filter the list by the name in focus."""
        self.action_select()


class EntityList(Column):
    """The panel: the names above, what is known of the one in focus below."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"people--{role}" for role in _ROLES}
    DEFAULT_CSS = """
    EntityList > EntityRows { height: 1fr; }
    EntityList > Static { height: auto; max-height: 45%; }
    """

    class Focused(Message):
        """A name got the focus: ``entity`` indexes the article's entities, ``None`` for none."""

        def __init__(self, entity: int | None) -> None:
            super().__init__()
            self.entity = entity

    class Chosen(Message):
        """A user chose an entity to filter the list by."""

        def __init__(self, entity: Entity) -> None:
            super().__init__()
            self.entity = entity

    def __init__(self, *, icons: Icons = UNICODE, name: str | None = None) -> None:
        super().__init__(name=name)
        self.icons = icons
        self._article: Article | None = None
        self._listed: Article | None = None
        self._filling = False
        self._names: dict[tuple[EntityType, str], EntityRow] = {}
        self._notes: Mapping[int, Note] = {}
        self._guarded: Mapping[int, str] = {}
        self._unfolded: LRUCache[object, bool] = LRUCache(MOST_UNFOLDED)
        self.rows = EntityRows(markup=False, compact=True)
        self._below = Static(markup=False)

    def compose(self) -> ComposeResult:
        """Make the list and the detail below it."""
        yield self.rows
        yield self._below

    def on_mount(self) -> None:
        """Follow a change of the theme: the rows hold their colours."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self._fill_soon())

    def show(self, article: Article | None, known: Known = NOTHING_KNOWN) -> None:
        """Show the names of ``article`` after its text, with what is known of them."""
        names = known.names
        self._article = article
        self._notes = known.notes
        self._guarded = known.guarded
        self._names = {(name.type, name.name): name for name in names}
        self._fill_soon()

    def known(self, entity: int | None = None) -> EntityRow | None:
        """Return the library's entry of an entity of the article, by default of the one in focus."""
        at = self.focused_entity if entity is None else entity
        if self._article is None or at is None or at >= len(self._article.entities):
            return None
        found = self._article.entities[at]
        return self._names.get((found.type, found.name))

    @property
    def focused_entity(self) -> int | None:
        """The index of the name in focus among the article's entities."""
        if self._listed is not self._article:
            return None  # the rows are still those of the article before
        return self._row()

    def _row(self) -> int | None:
        return self._entity_of(self.rows.highlighted_option)

    def _entity_of(self, option: Option | None) -> int | None:
        """Return the entity of a row that is listed now; one of a message may be of rows that are gone."""
        listed = option is not None and any(option is row for row in self.rows.options)
        at = option.id if option is not None and listed else None
        return int(at) if at and at != _FOLD else None

    def _style(self, role: str) -> Style:
        return self.get_visual_style(f"people--{role}", partial=True)

    def _fill_soon(self) -> None:
        if not self._filling:
            self._filling = True
            self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        self._filling = False
        names = self.rows
        kept = names.highlighted_option.id if names.highlighted_option else None
        names.clear_options()
        article = self._listed = self._article
        if article is not None:
            width = max(12, self.size.width - 3)
            names.add_options(self._options(article, width))
            if kept is not None and names.has_focus and (row := self._row_of(kept)) is not None:
                names.highlighted = row
        self._detail(self.focused_entity)

    def _row_of(self, kept: str) -> int | None:
        """Return the row with this id, ``None`` for an entity that is folded away or of another article."""
        return next((row for row, option in enumerate(self.rows.options) if option.id == kept), None)

    def _options(self, article: Article, width: int) -> list[Option]:
        options: list[Option] = []
        names = {entity.name for entity in article.entities if entity.type == "album"}
        followed = [key for key, name in self._names.items() if name.followed]
        away = folded(article, followed)
        hidden: frozenset[int] = frozenset() if self._is_unfolded(article) else away
        for label, members in groups(article, hidden).items():
            options.append(Option(group_prompt(label, width, self.icons, self._style), disabled=True))
            for index in members:
                entity = article.entities[index]
                indent = ALBUM_INDENT if entity.type == "song" and entity.facts.get("album") in names else 0
                prompt = entity_prompt(self._panel_row(article, index), width - indent, self.icons, self._style)
                options.append(Option(Content("\n").join(_indented(prompt, indent)), id=str(index)))
        if away:
            options.append(Option(folding_prompt(len(hidden), len(away), width, self.icons, self._style), id=_FOLD))
        if not options:
            options.append(Option(Content("No names found here."), disabled=True))
        return options

    def _panel_row(self, article: Article, index: int) -> PanelRow:
        entity = article.entities[index]
        name = self._names.get((entity.type, entity.name))
        said, releases = len(quotes_of(article, entity)), releases_of(article, entity)
        guarded = self._guarded.get(name.id, "") if name else ""
        return PanelRow(entity, said, releases, bool(name and name.followed), self._notes.get(index), guarded)

    def _is_unfolded(self, article: Article) -> bool:
        return _key(article) in self._unfolded

    def _fold_or_unfold(self, article: Article) -> None:
        """Show the names that are named once, or put them away; the row in focus stays where it is."""
        at = self.rows.highlighted
        if self._is_unfolded(article):
            self._unfolded.discard(_key(article))
        else:
            self._unfolded[_key(article)] = True
        self._fill()
        if self._is_unfolded(article):
            self.rows.highlighted = at
        else:
            self.rows.action_last()

    def _detail(self, entity: int | None) -> None:
        detail = self._below
        article = self._listed
        if article is None or entity is None:
            detail.update(Content(""))
            detail.display = False
            return
        found = article.entities[entity]
        detail.display = True
        detail.update(
            name_detail(
                self._panel_row(article, entity), self.known(entity), quotes_of(article, found)[:SAYINGS_SHOWN],
                self.icons, self._style, max(12, self.size.width - 3),
            )
        )  # fmt: skip

    def on_resize(self) -> None:
        """Fit the rows to the new width."""
        self._fill()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Report which name has the focus."""
        event.stop()
        entity = self._entity_of(event.option) if self._listed is self._article else None
        self._detail(entity)
        self.post_message(self.Focused(entity))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Report which name was chosen."""
        event.stop()
        if event.option.id == _FOLD and self._listed is not None and self._listed is self._article:
            self._fold_or_unfold(self._listed)
            return
        entity = self._entity_of(event.option)
        if entity is not None and self._listed is not None:
            self.post_message(self.Chosen(self._listed.entities[entity]))

    def start(self) -> None:
        """Put a name in focus."""
        names = self.rows
        if names.highlighted is None and names.option_count > 1:
            names.action_first()

    def leave(self) -> None:
        """Take the focus off the names."""
        self.rows.highlighted = None
        self._detail(None)
        self.post_message(self.Focused(None))


def _indented(prompt: Content, indent: int) -> list[Content]:
    return [Content(" " * indent) + line for line in prompt.split("\n")]


def _key(article: Article) -> object:
    """Return what tells an article from others: what is not in the library has no id."""
    return article.id if article.id is not None else (article.url, article.title)
