"""The app: stylesheets, themes, the user's keys, and an ending that always restores the terminal."""

from __future__ import annotations

import asyncio
import os
import select
import signal
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App, InvalidThemeError
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.styles import SHEETS
from pullquote.styles.themes import DEFAULT, MONOCHROME, THEMES
from pullquote.tui.keymap import usable_keymap
from pullquote.tui.reader.screen import ReaderScreen
from pullquote.tui.services.library_access import LibraryAccess
from pullquote.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from pullquote.cache.library import Library

NOTICE_LENGTH = 400
_TERMINAL_CHECK = 2.0
"""Seconds between two looks at whether the terminal is still there."""
_ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


class WholeCells(ScrollBarRender):
    """Scrollbars in whole cells, as ``LineView`` draws them: without block letters, which not every terminal has."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8


class Reader(App[None]):
    """Pullquote in a terminal: ``Reader(library, article=None).run()``."""

    CSS_PATH = [*SHEETS]  # noqa: RUF012 -- as Textual declares it
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "leave", "Quit", show=False)]
    TITLE = "Pullquote"

    def __init__(self, library: Library, article: int | None = None) -> None:
        super().__init__()
        ScrollBar.renderer = WholeCells
        self._library = library
        self._access = LibraryAccess(library)
        self._article = article
        for theme in THEMES:
            self.register_theme(theme)
        self._choose_theme(library.recall("app.theme") or library.settings.reading.theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self._styled = False

    def _choose_theme(self, name: str) -> None:
        if os.environ.get("NO_COLOR") or self.no_color:
            name = MONOCHROME
        try:
            self.theme = name
        except InvalidThemeError:
            self.theme = DEFAULT

    def refresh_css(self, animate: bool = True) -> None:
        """Read the stylesheets again; not when the app starts, which would read them all twice."""
        if self._styled:
            super().refresh_css(animate)
        self._styled = True

    def get_default_screen(self) -> Screen[None]:
        """Return the reader's screen."""
        return ReaderScreen(self._access, self._article, self.size.width)

    def on_mount(self) -> None:
        """Bind the user's keys and the signals that end a program."""
        keymap, complaints = usable_keymap(self._library.settings.keys)
        if keymap:
            self.set_keymap(keymap)
        for complaint in (*self._library.settings.notices, *complaints):
            self.notify(complaint, severity="warning")
        loop = asyncio.get_running_loop()
        for number in _ENDING:
            loop.add_signal_handler(number, self._end, 128 + number)
        self.set_interval(_TERMINAL_CHECK, self._end_without_terminal)

    def on_ready(self) -> None:
        """Let the panes that the first frame did not need follow."""
        screen = self.screen_stack[0]
        if isinstance(screen, ReaderScreen):
            screen.furnish_next()

    def _end_without_terminal(self) -> None:
        """End when the terminal is gone: not every program that closes one sends a signal.

        Textual would read its end over and over, with a processor to itself.
        """
        terminal = select.poll()
        terminal.register(0, 0)
        if any(event & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _, event in terminal.poll(0)):
            self._end(128 + signal.SIGHUP)

    def _end(self, code: int) -> None:
        self.exit(return_code=code)

    async def action_leave(self) -> None:
        """Leave as the Quit key does."""
        screen = self.screen_stack[0]
        if isinstance(screen, ReaderScreen):
            screen.leave()
        else:
            self.exit()

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notice; its words are never markup, whatever ``markup`` says."""
        words = clean_text(message, NOTICE_LENGTH)
        super().notify(words, title=clean_line(title, 80), severity=severity, timeout=timeout, markup=False)

    def on_key(self, event: events.Key) -> None:
        """Hand a letter on to the line that is asked for, if it was typed before the line had the focus.

        One that comes here with the line open was on its way to a pane: the line itself lets no letter through.
        """
        prompt, letter = getattr(self.screen, "prompt", None), event.character if event.is_printable else None
        if letter and isinstance(prompt, Prompt) and prompt.take(letter):
            event.prevent_default()

    def handle_bindings_clash(self, clashed_bindings: object, node: object) -> None:
        """Stay silent: a key with two of its own spellings is not worth a word at every press."""
