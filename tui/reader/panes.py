"""Where the panes are and which of them has the keys."""

from __future__ import annotations

import gc
from abc import abstractmethod
from contextlib import ExitStack
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from pullquote.tui.actions import Pane, actions_for, footer_for, keys_of, spelled
from pullquote.tui.reader.refreshing import News
from pullquote.tui.widgets.containers import Column, Frame, Row

if TYPE_CHECKING:
    from pullquote.tui.services.library_access import LibraryAccess

_BREAKPOINTS = [(0, "-narrow"), (72, "-medium"), (108, "-wide"), (160, "-broad"), (210, "-vast")]
"""The class of the screen from each width on; the stylesheet says what it shows."""
_ONE_PANE = [(0, "-narrow")]
_THREE_PANES = ("-wide", "-broad", "-vast")
_AT = {pane: f"-at-{pane.value}" for pane in (Pane.LIST, Pane.ARTICLE, Pane.PEOPLE)}


class Panes(News):
    """Three panes where there is room for three, two where there is room for two, else one at a time."""

    HORIZONTAL_BREAKPOINTS = _BREAKPOINTS
    AUTO_FOCUS = "HeadlineList"

    def __init__(self, access: LibraryAccess, width: int) -> None:
        # With the right classes from the beginning, nothing has to be styled twice before the first frame.
        library = access.library
        if library.settings.reading.linear:
            self.HORIZONTAL_BREAKPOINTS = _ONE_PANE
        people = library.recall("app.people") != "off"
        super().__init__(access, classes=f"{_AT[Pane.LIST]} {self._fitting(width)} {'-people' if people else ''}")
        self._people_wanted = people
        self._main = Row(id="main")
        self._furnished = False
        self._held = ExitStack()

    def _fitting(self, width: int) -> str:
        return [name for least, name in self.HORIZONTAL_BREAKPOINTS or _ONE_PANE if width >= least][-1]

    def compose(self) -> ComposeResult:
        """Lay out what the first frame shows: the headlines, and room for the rest."""
        with Frame(id="panes"):
            with Column(id="list-pane"):
                yield self.list_head
                yield self.headlines
            yield self._main
        yield self.status
        yield self.key_bar

    def furnish_next(self) -> None:
        """Furnish after the first frame, as soon as that stands; no frame is painted in between."""
        if not self._furnished:
            self._held.enter_context(self.app.batch_update())
            self.call_next(self.furnish)

    async def furnish(self) -> None:
        """Put the article and the people in their places, unless they are there; the headlines came first."""
        if not self._furnished:
            self._furnished = True
            with self._held:
                await self._main.mount(
                    Column(self.article_head, self.reading, id="article-pane"),
                    Column(self.people_head, self.people, id="people-pane"),
                )
                self.furnished()
            # Exclude start-up objects from garbage collection: a full collection would delay key presses.
            gc.freeze()
            gc.enable()

    @abstractmethod
    def furnished(self) -> None:
        """Fill the panes that have come; the screen that has the articles knows how."""

    async def _furnish_and_go(self, pane: Pane) -> None:
        await self.furnish()
        self.go(pane)

    def go(self, pane: Pane) -> None:
        """Focus a pane and show it."""
        if not self._furnished:
            self.call_later(self._furnish_and_go, pane)
            return
        if pane is Pane.PEOPLE and not self._people_wanted:
            self._people_wanted = True
            self.add_class("-people")
        if pane is not Pane.ARTICLE:
            self.remove_class("-zen")
        left_people = self.at is Pane.PEOPLE and pane is not Pane.PEOPLE
        self.at = pane
        self._show_pane()
        if pane is Pane.PEOPLE:
            self.people.start()
        self._show_where()  # before the focus, so that all of it comes in one frame
        self._focus(pane)
        if left_people and pane is Pane.LIST:
            self.people.leave()

    @property
    def _all_shown(self) -> bool:
        return self._fitting(self.size.width) in _THREE_PANES

    def _show_pane(self) -> None:
        """Show the pane that has the keys, where not all three are shown anyway."""
        shown = _AT[self.at]
        if not self.has_class(shown) and not self._all_shown:
            self.remove_class(*(name for name in _AT.values() if name != shown), update=False)
            self.add_class(shown)

    def on_resize(self, event: events.Resize) -> None:
        """Show the pane that has the keys when panes had to go."""
        if event.size == self.outer_size and self.has_class(self._fitting(event.size.width)):
            event.prevent_default()  # a size that is announced again would be laid out and painted again
        self._show_pane()  # before anything is laid out: a pane that is hidden for a moment loses the keys
        self.call_after_refresh(self._keep_pane)

    def _keep_pane(self) -> None:
        """Focus the active pane again: a widget that was hidden has lost the focus."""
        if self.focused is None and self._furnished:
            self.call_after_refresh(self._focus, self.at)

    def _focus(self, pane: Pane) -> None:
        """Focus at once where the pane is shown already, so that no key goes to the pane left behind."""
        widget = self.pane_widget(pane)
        self.set_focus(widget)
        if self.focused is not widget:
            widget.focus()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the mouse: a pane that got the focus by a click has the keys."""
        for pane in _AT if self._furnished else ():
            if event.widget is self.focused is self.pane_widget(pane) and self.at is not pane:
                self.at = pane
                self._show_pane()
                self._show_where()

    def _show_where(self) -> None:
        self.list_head.active = self.at is Pane.LIST
        self.article_head.active = self.at is Pane.ARTICLE
        self.people_head.active = self.at is Pane.PEOPLE
        self.show_keys()
        self.show_note()

    def show_keys(self) -> None:
        """Show the keys that matter now: those of what can be done where the reader is."""
        keymap, possible = self.settings.keys, self.possible()
        self.key_bar.keys = [(spelled(keys_of(a, keymap)[0]), a.label) for a in footer_for(self.at, possible)]

    def possible(self) -> set[str]:
        """Return the ids of the actions that would do something now."""
        able = {action.id for action in actions_for(self.at)}
        article = self.reading.article
        if not self.headlines.ids:
            able -= {"open", "next_unread", "star", "all_read", "toggle_read", "sort"}
        if article is None:
            able -= {"next_page", "copy", "export", "save"}
        if article is None or not article.quotes:
            able -= {"next_quote", "next_saying"}
        if self.at is not Pane.PEOPLE or self.people.focused_entity is None:
            able -= {"follow", "unfollow", "name_page", "fix_type", "merge_name", "hide_name", "choose_name"}
        else:
            able -= {"next_unread", "next_quote", "star"}
        return able

    def show_list(self) -> None:
        """Focus the list."""
        self.go(Pane.LIST)

    def action_go_list(self) -> None:
        """To the headlines."""
        self.go(Pane.LIST)

    def action_go_article(self) -> None:
        """To the article."""
        self.go(Pane.ARTICLE)

    def action_go_people(self) -> None:
        """To the shows and people."""
        self.go(Pane.PEOPLE)

    def action_next_pane(self) -> None:
        """To the next pane that is shown or can be."""
        self._cycle(1)

    def action_previous_pane(self) -> None:
        """To the previous pane."""
        self._cycle(-1)

    def _cycle(self, step: int) -> None:
        panes = [pane for pane in _AT if pane is not Pane.PEOPLE or self._people_wanted]
        self.go(panes[(panes.index(self.at) + step) % len(panes)])

    def action_back(self) -> None:
        """Out of zen, from the people to the article, from the article to the list."""
        if self.has_class("-zen"):
            self.remove_class("-zen")
        elif self.at is Pane.PEOPLE:
            self.people.leave()
            self.go(Pane.ARTICLE)
        else:
            self.keep_place()
            self.go(Pane.LIST)

    def action_people(self) -> None:
        """Show or hide the shows and people; where there is no room for them beside the article, go there and back."""
        if not self._all_shown:
            self.action_back() if self.at is Pane.PEOPLE else self.go(Pane.PEOPLE)
            return
        self._people_wanted = not self._people_wanted
        self.set_class(self._people_wanted, "-people")
        self.keep("app.people", "on" if self._people_wanted else "off")
        if not self._people_wanted and self.at is Pane.PEOPLE:
            self.go(Pane.ARTICLE)

    def action_pictures(self) -> None:
        """Show the pictures of articles, or only their captions."""
        wanted = self.reading.pictures = not self.reading.pictures
        self.keep("app.pictures", "on" if wanted else "off")
        if wanted and not self.reading.can_show_pictures:
            self.say("Pictures need colours and Unicode signs; here their captions stand for them.")
        else:
            self.say("Pictures shown" if wanted else "Pictures put away, captions stay")

    def action_zen(self) -> None:
        """Only the article."""
        self.toggle_class("-zen")
        if self.has_class("-zen"):
            self.go(Pane.ARTICLE)
