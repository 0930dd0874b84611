"""From keys to actions: the one place in the app that keys of panes and pages pass.

A pane or page names its keys by a ``keys_at``; what has none, dialogs and lines to type in, has its keys from Textual.
Each key is looked up once in the table of the pane, instead of in the bindings of every widget above the focus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from textual.widget import Widget
from textual.widgets import Input

from pullquote.tui.actions import BY_ID, Pane, key_named, spelled
from pullquote.tui.actions.layouts import on_us_keyboard
from pullquote.tui.keymap import MACRO, KeyTable, Macros, Pending, in_words, key_table, usable_macros
from pullquote.tui.services.performing import perform
from pullquote.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from textual import events
    from textual.app import App
    from textual.screen import Screen

    from pullquote.tui.widgets.key_hints import KeyHints

_NOTHING = Pending()


class Keyboard:
    """Turns the keys of an app into actions, one after the other."""

    def __init__(
        self, app: App[None], keymap: Mapping[str, str], macros: Macros, interrupt: Callable[[], bool]
    ) -> None:
        """``interrupt`` stops a macro for Esc, and returns whether one was at work."""
        self._app = app
        self._interrupt = interrupt
        self._keymap = keymap
        self._macros = macros
        self._tables: dict[Pane, KeyTable] = {}
        self._pending = _NOTHING
        self._hints: KeyHints | None = None
        self._typed_in: tuple[Pane, Widget] | None = None

    def table(self, pane: Pane) -> KeyTable:
        """Return the keys of a pane, the user's own where they have some."""
        if (table := self._tables.get(pane)) is None:
            table = self._tables[pane] = key_table(pane, self._keymap, self._macros)
        return table

    async def press(self, event: events.Key) -> bool:
        """Act on a key; return whether it was for a pane or a page."""
        screen = self._app.screen
        here: tuple[Pane, Widget] | None = getattr(screen, "keys_at", None)
        if here is None or isinstance(screen.focused, Input):
            self.forget()
            return False
        prompt: Prompt | None = getattr(screen, "prompt", None)
        letter = "\n" if event.key == "enter" else event.character if event.is_printable else None
        if prompt is not None and letter and prompt.take(letter):
            return True  # the line is there, and something else has the keys
        pane, widget = here
        pending = self._pending
        if pending and here != self._typed_in:
            self.forget()
            pending = _NOTHING
        if event.key == "escape" and (pending or self._interrupt()):
            self.forget()
            return True
        table = self.table(pane)
        if (meant := table.press(pending, event.key)) is None and (key := on_us_keyboard(event.character or "")):
            meant = table.press(pending, key_named(key))
        if isinstance(meant, Pending):
            self._wait(meant, here)
            return True
        if pending:
            self.forget()
        if meant is None:
            if pending.keys:
                self._say(f"Nothing is bound to {spelled(f'{pending.keys} {event.key}')}.")
            return bool(pending.keys)
        await perform(meant.action, screen, widget, meant.count)
        return True

    def forget(self) -> None:
        """Forget what is half typed."""
        if self._pending:
            self._pending = _NOTHING
            if self._hints is not None:
                self._hints.hide()

    def _wait(self, pending: Pending, here: tuple[Pane, Widget]) -> None:
        """Keep what is half typed, and show how it may go on."""
        self._pending, self._typed_in = pending, here
        screen = self._app.screen
        if not screen.is_attached or not screen.is_mounted:
            return  # a key that came before its screen stands is kept all the same
        hints = self._hints_of(screen)
        after = self.table(here[0]).after(pending.keys) if pending.keys else ()
        hints.show_pending(pending, [(keys, self._label(target)) for keys, target in after])

    def _label(self, target: str) -> str:
        """Return what stands beside the keys of an action or a macro."""
        if target.startswith(MACRO):
            return in_words(usable_macros(self._macros)[target.removeprefix(MACRO)])
        return BY_ID[target].label

    def _hints_of(self, screen: Screen[Any]) -> KeyHints:
        """Return the hints of a screen, which has some from when they are first wanted."""
        from pullquote.tui.widgets.key_hints import KeyHints  # lazy: 1 ms before the first frame

        if self._hints is None or self._hints.parent is not screen:
            self._hints = next((child for child in screen.children if isinstance(child, KeyHints)), None)
        if self._hints is None:
            linear, icons = screen.settings.reading.linear, screen.icons  # type: ignore[attr-defined]
            self._hints = KeyHints(self.forget, linear=linear, ellipsis=icons.ellipsis)
            screen.mount(self._hints)
        return self._hints

    def _say(self, text: str) -> None:
        say = getattr(self._app.screen, "say", None)
        if say is not None:
            say(text)
