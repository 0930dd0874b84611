"""The three panes of the main screen: which of them has the keys, which are shown, and how large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Size
from textual.widget import Widget

from pullquote.tui.actions import Pane, actions_for, footer_for
from pullquote.tui.reader.splits import Splits

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen

BREAKPOINTS = [(0, "-narrow"), (72, "-medium"), (108, "-wide"), (160, "-broad"), (210, "-vast")]
"""The class of the screen from each width on; the stylesheet says what it shows."""
ONE_PANE = [(0, "-narrow")]
_THREE_PANES = ("-wide", "-broad", "-vast")
AT = {pane: f"-at-{pane.value}" for pane in (Pane.LIST, Pane.ARTICLE, Pane.PEOPLE)}
"""The class of the screen that shows each pane, where there is no room for all."""
WITH_PEOPLE = "-people"
"""The class of the screen while the works and people are wanted."""
PEOPLE_KEY = "app.people"
"""Where the library remembers whether they are."""
_ZEN = "-zen"


class Panes:
    """Which pane has the keys; that one is shown where there is no room for all.

    Keys that come before the panes are ``furnished`` find the list.
    """

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._splits = Splits(screen.access, screen.list, screen.entities)
        self.active = Pane.LIST
        self.furnished = False

    # Which has the keys

    def keys_widget(self, pane: Pane) -> Widget:
        """Return the widget that takes the keys of a pane."""
        if pane is Pane.LIST:
            return self._screen.list.keys_widget
        return self._screen.article.keys_widget if pane is Pane.ARTICLE else self._screen.entities.keys_widget

    @property
    def keys_at(self) -> tuple[Pane, Widget]:
        """Where keys go that are pressed now: to the pane in focus, else to the active one."""
        focused = self._screen.focused
        for pane in AT:
            if focused is not None and self.keys_widget(pane) is focused:
                return self._at(pane, focused)
        return self._at(self.active, self.keys_widget(self.active))

    def _at(self, pane: Pane, widget: Widget) -> tuple[Pane, Widget]:
        """Return where the keys of a pane go: while words of the article are selected, to the selection."""
        selection = self._screen.selection if pane is Pane.ARTICLE else None
        return (pane, widget) if selection is None else (Pane.SELECTION, selection)

    def go(self, pane: Pane) -> None:
        """Focus a pane, and show it."""
        screen = self._screen
        if pane is Pane.PEOPLE:
            screen.add_class(WITH_PEOPLE)
        if pane is not Pane.ARTICLE:
            screen.remove_class(_ZEN)
        left_entities = self.active is Pane.PEOPLE and pane is not Pane.PEOPLE
        self.active = pane
        self._reveal_active()
        if pane is Pane.PEOPLE:
            screen.entities.focus_first()
        self.show_active()  # before the focus, so that all of it comes in one frame
        self._focus(pane)
        if left_entities and pane is Pane.LIST:
            screen.entities.leave()

    def _focus(self, pane: Pane) -> None:
        """Focus at once where the pane is shown already, so that no key goes to the pane left behind."""
        widget = self.keys_widget(pane)
        self._screen.set_focus(widget)
        if self._screen.focused is not widget:
            widget.focus()

    def cycle(self, step: int) -> None:
        """Go so many panes on, of those that are shown or can be."""
        panes = [pane for pane in AT if pane is not Pane.PEOPLE or self._with_people]
        self._screen.go(panes[(panes.index(self.active) + step) % len(panes)])

    def follow(self, widget: Widget) -> None:
        """Follow the mouse: a pane whose ``widget`` got the focus by a click has the keys."""
        for pane in AT if self.furnished else ():
            if widget is self._screen.focused is self.keys_widget(pane) and self.active is not pane:
                self.active = pane
                self._reveal_active()
                self.show_active()

    # Which are shown

    @property
    def _with_people(self) -> bool:
        return self._screen.has_class(WITH_PEOPLE)

    @property
    def _shows_all(self) -> bool:
        return self._screen.layout_at(self._screen.size.width) in _THREE_PANES

    def _reveal_active(self) -> None:
        """Show the pane that has the keys, where not all three are shown anyway."""
        shown = AT[self.active]
        if not self._screen.has_class(shown) and not self._shows_all:
            self._screen.remove_class(*(name for name in AT.values() if name != shown), update=False)
            self._screen.add_class(shown)

    def show_active(self) -> None:
        """Show which pane has the keys, and which keys."""
        self._screen.list.show_active(self.active is Pane.LIST)
        self._screen.article.show_active(self.active is Pane.ARTICLE)
        self._screen.entities.show_active(self.active is Pane.PEOPLE)
        self.show_keys()

    def show_keys(self) -> None:
        """Show the keys that matter now."""
        pane = self._at(self.active, self._screen)[0]
        possible = self._possible() if pane is self.active else None
        self._screen.key_bar.show(footer_for(pane, possible), self._screen.settings.keys)

    def _possible(self) -> set[str]:
        """Return the ids of the actions that would do something now."""
        able = {action.id for action in actions_for(self.active)}
        article, selected = self._screen.article.article, self._screen.list.selected
        if selected is None or selected.story is None:
            able -= {"story"}
        if self._screen.list.is_empty:
            able -= {"open", "next_unread", "star", "all_read", "toggle_read", "sort"}
        if article is None:
            able -= {"next_page", "copy", "export", "save"}
        if not self._veiled:
            able -= {"veil"}
        if article is None or not article.quotes:
            able -= {"next_quote", "next_saying", "keep_quote"}
        if self.active is not Pane.PEOPLE or not self._screen.entities.has_focused_entity:
            able -= {"catalogue_record", "unfollow", "name_page", "fix_type", "merge_name", "hide_name", "choose_name",
                     "guard"}  # fmt: skip
            if self.active is not Pane.LIST or not self._screen.list.current_query.words:
                able -= {"follow"}
        else:
            able -= {"next_unread", "next_quote", "star"}
        return able

    @property
    def _veiled(self) -> bool:
        """Whether there is something veiled where the keys go."""
        if self.active is Pane.LIST:
            return self._screen.list.selected is not None and self._screen.list.selected.veiled
        veiled = self._screen.article.keys_widget.veiled
        return not veiled.opened.issuperset(veiled.runs)

    def toggle_people(self) -> None:
        """Show or hide the works and people; where there is no room for them beside the article, go there and back."""
        screen = self._screen
        if not self._shows_all:
            screen.action_back() if self.active is Pane.PEOPLE else screen.go(Pane.PEOPLE)
            return
        screen.toggle_class(WITH_PEOPLE)
        self.fit(screen.size)
        screen.access.remember(screen, PEOPLE_KEY, "on" if self._with_people else "off")
        if not self._with_people and self.active is Pane.PEOPLE:
            screen.go(Pane.ARTICLE)

    def toggle_zen(self) -> None:
        """Show only the article, or no longer."""
        self._screen.toggle_class(_ZEN)
        if self._screen.has_class(_ZEN):
            self._screen.go(Pane.ARTICLE)

    def leave_zen(self) -> bool:
        """Show more than the article again; return whether that alone was shown."""
        there = self._screen.has_class(_ZEN)
        self._screen.remove_class(_ZEN)
        return there

    # How large

    def fit(self, size: Size) -> None:
        """Set the panes for a size of the terminal."""
        self._splits.apply(size, self._screen.layout_at(size.width), with_people=self._with_people)

    def resize(self, event: events.Resize) -> None:
        """Show the pane that has the keys when panes had to go."""
        if event.size == self._screen.outer_size and self._screen.has_class(self._screen.layout_at(event.size.width)):
            event.prevent_default()  # a size that is announced again would be laid out and painted again
        self.fit(event.size)
        self._reveal_active()  # before anything is laid out: a pane that is hidden for a moment loses the keys
        self._screen.call_after_refresh(self._keep_focus)

    def _keep_focus(self) -> None:
        """Focus the active pane again: a widget that was hidden has lost the focus."""
        if self._screen.focused is None and self.furnished:
            self._screen.call_after_refresh(self._focus, self.active)

    def widen(self, steps: int) -> None:
        """Set the article so many steps wider, or narrower; elsewhere, make the active pane larger, or smaller."""
        if self.active is Pane.ARTICLE:
            self._screen.article.widen(steps)
        elif said := self._splits.move(self.active, steps, with_people=self._with_people):
            self._screen.say(said)
