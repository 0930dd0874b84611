"""The app: stylesheets, themes, the user's keys, and an ending that always restores the terminal."""

from __future__ import annotations

import asyncio
import os
import shlex
from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App, InvalidThemeError
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.messages import ExitApp
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.widgets import Input

from pullquote.cache.core.errors import limit_met
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.styles import SHEETS
from pullquote.styles.themes import DEFAULT, MONOCHROME, THEMES
from pullquote.tui import first_frame
from pullquote.tui.actions import BY_ID, key_named
from pullquote.tui.actions.layouts import on_us_keyboard
from pullquote.tui.keyboard import Keyboard
from pullquote.tui.keymap import usable_keys
from pullquote.tui.reader.screen import ReaderScreen
from pullquote.tui.render.icons import ASCII, icons_for
from pullquote.tui.services.library.access import LibraryAccess
from pullquote.tui.services.terminal.driver import TerminalDriver
from pullquote.tui.services.terminal.shown import Shown
from pullquote.tui.settings_check import faults
from pullquote.tui.turns import Turns, Typed
from pullquote.tui.widgets.focus_cell import cell_in_focus
from pullquote.tui.widgets.painting import Painting, WithoutColors
from pullquote.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from rich.console import RenderableType

    from pullquote.cache.library import Library
    from pullquote.tui.command_line import CommandLine
    from pullquote.tui.first_frame import FirstFrame
    from pullquote.tui.reader.catalogue_use import CatalogueUse
    from pullquote.tui.services.messages import CatalogueTurned, NameWanted
    from pullquote.tui.services.prompt.program import Program
    from pullquote.tui.services.refresh.catalogue_updates import CatalogueUpdates
    from pullquote.tui.services.refresh.refresher import Refresher
    from pullquote.tui.services.terminal.ending import Ending

NOTICE_LENGTH = 400
_MANY_COLOURS = frozenset({"256", "truecolor"})
_WITHOUT_COLORS = WithoutColors()
LOOK_AGAIN = 0.5
"""Seconds between two looks whether another window is still there."""


class WholeCells(ScrollBarRender):
    """Scrollbars in whole cells, as ``LineView`` draws them: without block letters, which not every terminal has."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8


class Reader(App[None], inherit_bindings=False):
    """Pullquote in a terminal: ``Reader(library, article=None).run()``.

    Textual's own keys are left out: it quits with ^Q, which is the terminal's own (XON).
    ``ending`` asks the app to leave when the terminal is gone or a signal comes. ``program`` is the command line that
    the ``:`` line hands its words to.
    """

    CSS_PATH = [*SHEETS]  # noqa: RUF012 -- as Textual declares it
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "leave", "Quit", show=False),
        # Before every other: a dialog or a line that is typed into is suspended as well.
        Binding(BY_ID["suspend"].keys, "suspend", show=False, id="suspend", priority=True),
    ]
    TITLE = "Pullquote"

    def __init__(
        self,
        library: Library,
        article: int | None = None,
        ending: Ending | None = None,
        program: Program | None = None,
    ) -> None:
        super().__init__()
        self.no_color = bool(os.environ.get("NO_COLOR"))  # https://no-color.org: set to nothing, it says nothing
        self._ending = ending
        ScrollBar.renderer = WholeCells
        self._library = library
        self._access = LibraryAccess(library)
        self._shown = Shown()
        self._article = article
        self._program = program
        for theme in THEMES:
            self.register_theme(theme)
        self._choose_theme(library.recall("app.theme") or library.settings.reading.theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self._add_look_classes()
        self._styled = False
        self._reader: ReaderScreen | None = None
        keys = usable_keys(library.settings.keys)
        self._keyboard = Keyboard(self, keys, library.settings.macros, self._interrupt)
        self._turns = Turns(self, self._take)
        if "suspend" in keys:
            self.set_keymap({"suspend": keys["suspend"]})

    def _add_look_classes(self) -> None:
        """Add the classes by which stylesheets know the user's signs, and where colours cannot tell anything apart."""
        reading = self._library.settings.reading
        few = reading.linear or self.theme == MONOCHROME or self.console.color_system not in _MANY_COLOURS
        for name, holds in (
            ("-linear", reading.linear),
            ("-ascii", icons_for(reading) is ASCII),
            ("-few-colors", few),
            ("-no-colors", self.no_color),
        ):
            self.set_class(holds, name, update=False)

    def _choose_theme(self, name: str) -> None:
        if self.no_color:
            name = MONOCHROME
        try:
            self.theme = name
        except InvalidThemeError:
            self.theme = DEFAULT

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what lines pass before they are painted; without colours, nothing adds some."""
        return [_WITHOUT_COLORS] if self.no_color else super().get_line_filters()

    def refresh_css(self, animate: bool = True) -> None:
        """Read the stylesheets again; not when the app starts, which would read them all twice."""
        if self._styled:
            super().refresh_css(animate)
        self._styled = True

    def get_default_screen(self) -> Screen[None]:
        """Return the reader's screen."""
        self._reader = ReaderScreen(self._access, self._article, self.size.width)
        return self._reader

    @property
    def next_frame(self) -> FirstFrame | None:
        """What the next start will show first (``first_frame``), once the user has left; ``None`` where not known."""
        return None if self._reader is None else self._reader.next_frame

    def on_mount(self) -> None:
        """Show what is wrong with the settings, and leave when the program is to end."""
        settings = self._library.settings
        for complaint in (*settings.notices, *faults(settings)):
            self.notify(complaint, severity="warning")
        self._look_for_another_window()
        if self._ending is not None:
            loop = asyncio.get_running_loop()
            self._ending.when_asked(lambda code: loop.call_soon_threadsafe(self._leave, code), self.keep)

    def _look_for_another_window(self, looks: int = 6) -> None:
        """Show that the place is kept elsewhere; a window that is just closing does not keep it."""
        if self._library.read_only or self._access.keeps_place:
            return
        if looks:
            self.set_timer(LOOK_AGAIN, partial(self._look_for_another_window, looks - 1))
        else:
            self.notify(
                f"Another window has this library open ({self._library.session.other()}). Marks are shared; "
                "the place is kept there."
            )

    def on_exit_app(self, event: ExitApp) -> None:
        """Leave as the Quit key does where the page in a browser was closed."""
        if not self._exit:
            event.prevent_default()
            self._leave(0)

    def on_ready(self) -> None:
        """Let the panes that the first frame did not need follow."""
        screen = self.screen_stack[0]
        if isinstance(screen, ReaderScreen):
            screen.start.furnish_next(self._release_keys)

    def _release_keys(self) -> None:
        """Let what was typed before there was a list come to it."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.release_keys()

    def action_command(self) -> None:
        """Ask for a line: an action, or a command of the command line."""
        self._commands.open()

    def action_settings(self) -> None:
        """Ask for a setting, and what it is to be."""
        self._commands.open("set ")

    def action_mute(self) -> None:
        """Ask what is to be left out of every list; what is now stands there."""
        reader = self.screen_stack[0]
        muted = reader.list.muted if isinstance(reader, ReaderScreen) else ""
        self._commands.open(f"set list.mute {shlex.quote(muted)}" if muted else "set list.mute ")

    # The catalogue

    @cached_property
    def _catalogue(self) -> CatalogueUse:
        from pullquote.tui.reader.catalogue_use import CatalogueUse  # lazy: not needed to start

        return CatalogueUse(self, self._access, lambda use: self._commands.run(f"set catalogue.use {use}"))

    def action_catalogue_on(self) -> None:
        """Ask whether services may be asked about names; what they are sent is said."""
        self._catalogue.ask()

    def action_catalogue_off(self) -> None:
        """Have no service asked any more."""
        self._catalogue.turn("off")

    def action_catalogue_update(self) -> None:
        """Ask services about the names that are due; again, stop."""
        self._catalogue.update()

    def action_catalogue_forget(self) -> None:
        """Forget what services have said of names."""
        self._catalogue.forget()

    def on_name_wanted(self, message: NameWanted) -> None:
        """Have services asked about a name that is looked at, or ask whether they may be."""
        if self._library.settings.catalogue.use != "off":
            self._catalogue.wanted(message)

    def on_catalogue_turned(self, message: CatalogueTurned) -> None:
        """Begin to ask services, or end it."""
        self._catalogue.turned(message.use)

    def on_refresher_finished(self, message: Refresher.Finished) -> None:
        """Have services asked about the names that have come."""
        if self._library.settings.catalogue.use == "on" and not message.stopped:
            self._catalogue.after_refresh()

    def on_catalogue_updates_progressed(self, message: CatalogueUpdates.Progressed) -> None:
        """Show how far asking is."""
        self._catalogue.progressed(message)

    def on_catalogue_updates_finished(self, message: CatalogueUpdates.Finished) -> None:
        """Show what asking has brought."""
        self._catalogue.finished(message)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End the app, and what asks services in a thread: the process would wait for that."""
        if "_catalogue" in self.__dict__:
            self._catalogue.stop()
        super().exit(result, return_code, message)

    def action_play(self, keys: str, count: int = 0) -> None:
        """Run a macro, as often as the number before its keys says."""
        self._commands.play(keys, count or 1)

    def _interrupt(self) -> bool:
        return "_commands" in self.__dict__ and self._commands.stop()

    @cached_property
    def _commands(self) -> CommandLine:
        from pullquote.tui.command_line import CommandLine  # lazy: not needed to start

        return CommandLine(self, self._access, self._program)

    async def action_leave(self) -> None:
        """Leave as the Quit key does."""
        self._leave(0)

    def _leave(self, code: int) -> None:
        """Leave with this exit code, remembering where the user was."""
        screen = self.screen_stack[0] if self.screen_stack else None
        if isinstance(screen, ReaderScreen):
            screen.leave(code)
        else:
            self.exit(return_code=code)

    def keep(self) -> None:
        """Keep what has not been kept yet and give the terminal back, in another thread than the one that stands still.

        For a program that ends without the app having left.
        """
        screen = self.screen_stack[0] if self.screen_stack else None
        self._access.make_all(screen.save_positions if isinstance(screen, ReaderScreen) else lambda: None)
        if isinstance(self._driver, TerminalDriver):
            self._driver.give_back()

    @property
    def at_work(self) -> bool:
        """Whether a key is at work in a dialog or a line, or waits for that."""
        return self._turns.busy

    # The terminal

    def _print_error_renderables(self) -> None:
        """Print why the app broke down, on the terminal as it was: also where it broke down before it had come."""
        first_frame.give_back()
        if self._exit_renderables and self._exception and (sentence := limit_met(self._exception)):
            self._exit_renderables.clear()  # where the limit was met is of no use to anybody
            self.error_console.print(f"pullquote: {sentence}", markup=False, highlight=False, soft_wrap=True)
        super()._print_error_renderables()

    def action_suspend(self) -> None:
        """Go back to the shell until it continues the app."""
        if not isinstance(self._driver, TerminalDriver):
            self.notify("There is no shell here to go back to.", severity="warning")
        elif not self._driver.stop_job():
            self.notify("There is no shell to go back to, so Pullquote goes on.", severity="warning")

    def get_driver_class(self) -> type[Driver]:
        """Return the driver for this terminal."""
        driver = super().get_driver_class()
        return TerminalDriver if driver is LinuxDriver else driver

    @property
    def shows_cursor(self) -> bool:
        """Whether the terminal's cursor is seen, and not only followed by what reads the screen."""
        return self._library.settings.reading.linear

    @property
    def wants_pixels(self) -> bool:
        """Whether the terminal is asked what pictures it can show."""
        return self._library.settings.reading.images in ("auto", "kitty") and not self.no_color

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Draw what a frame changes, unless the terminal would not show it: what changed is drawn once it does.

        The terminal's cursor is put where the focus is: screen readers, Braille lines and magnifiers follow it.
        """
        driver = self._driver
        if isinstance(driver, TerminalDriver):
            if not driver.takes_frames:
                return
            shown = driver.shown
        else:
            shown = self._shown
            if isinstance(renderable, Painting) and renderable.whole:
                shown.forget()  # nobody says here that the terminal was cleared
        if isinstance(renderable, Painting):
            shown.fit(self.size)
            renderable.onto(shown)
        if (focused := self.screen.focused) is not None:
            self.cursor_position = cell_in_focus(focused)
        super()._display(screen, renderable)

    def action_redraw(self) -> None:
        """Draw the screen anew, whatever the terminal shows."""
        if isinstance(self._driver, TerminalDriver):
            self._driver.shown.forget()
        self.screen.refresh(layout=True)

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

    async def on_event(self, event: events.Event) -> None:
        """Take keys and what is pasted, one after the other; everything else goes its way through Textual."""
        if isinstance(event, Typed) and not event.is_forwarded:
            if not self._turns.keep(event):
                await self._take(event)
            return
        if isinstance(event, events.MouseDown):
            self._keyboard.forget()
        await super().on_event(event)

    async def _take(self, event: Typed) -> None:
        """Act on a key of a pane or a page; hand any other, and what is pasted, to what has the focus."""
        if isinstance(event, events.Paste):
            self._keyboard.forget()
        elif not self.app_focus:
            self.app_focus = True
        if isinstance(event, events.Key) and await self._keyboard.press(event):
            prompt = getattr(self.screen, "prompt", None)
            if isinstance(prompt, Prompt) and (opened := prompt.opened) is not None:
                self._turns.wait_for(opened.wait())
            return
        target = self.focused or self.screen
        if isinstance(event, events.Key) and not isinstance(target, Input):
            event = _on_us_keyboard(event)
        await super().on_event(event)
        if event.is_forwarded and not (isinstance(target, Input) and _is_letter(event)):
            self._turns.follow(target)


def _on_us_keyboard(event: events.Key) -> events.Key:
    """Return the key of a US keyboard at the place of one that types another script: dialogs have letters for keys."""
    key = on_us_keyboard(event.character or "")
    return events.Key(key_named(key), key) if key else event


def _is_letter(event: Typed) -> bool:
    """Return whether a key, or what is pasted, is only written into a line: what comes next is written behind it."""
    return isinstance(event, events.Paste) or event.is_printable
