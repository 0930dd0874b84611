"""What a command says to which an article was handed: one line in the status line, more of it on a page."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from pullquote.styles import PAGES
from pullquote.tui.actions import Pane, footer_for
from pullquote.tui.render.icons import icons_for
from pullquote.tui.render.layout import break_lines
from pullquote.tui.services.messages import Said
from pullquote.tui.services.performing import perform
from pullquote.tui.services.programs.commands import Command, ending, shell_command
from pullquote.tui.services.programs.lending import lend_terminal, wants_terminal, without_sign
from pullquote.tui.services.programs.selecting import copy_selection
from pullquote.tui.widgets.compositor import ScreenCompositor, hand_on
from pullquote.tui.widgets.line_view import LineView
from pullquote.tui.widgets.pane_header import PaneHeader
from pullquote.tui.widgets.prompt import Prompt, asks
from pullquote.tui.widgets.status_bar import KeyBar, StatusBar

if TYPE_CHECKING:
    from pullquote.tui.services.library.access import LibraryAccess

MARGIN = 1
"""Cells kept free on each side of the lines."""
SHORT = 0.3
"""Seconds a command has to end with no more than a line, before the page is opened."""

_ENDED_BY_USER = (0, -signal.SIGINT, 128 + signal.SIGINT)
"""Exit codes of a command that had the terminal, and of a shell whose command was interrupted meanwhile."""


async def pipe_to(owner: Screen[Any], access: LibraryAccess, line: str, text: str) -> None:
    """Run a line a user typed with ``text`` on its input: on the terminal if it wants that, else show what it says."""
    if wants_terminal(line):
        code = await lend_terminal(owner.app, shell_command(without_sign(line)), text)
        failed = code not in _ENDED_BY_USER
        owner.post_message(Said(f"{line}: {ending(code)}" if failed else f"Back from {line}", failed=failed))
        return
    run = await start(partial(Command, line, text), SHORT)
    command = run.command
    said = command.lines[0] if command.lines else ""
    if command.running or len(command.lines) > 1:
        show_page(owner, access, run)
    elif command.code:
        owner.post_message(Said(f"{said or line}: {ending(command.code)}", failed=True))
    else:
        owner.post_message(Said(said or f"Handed to {line}"))


class Run:
    """A command under way, with what wants to hear of it in the loop of the app."""

    def __init__(self, begin: Callable[[Callable[[], None]], Command]) -> None:
        self._loop = asyncio.get_running_loop()
        self.ended = asyncio.Event()
        self.heard: list[Callable[[], None]] = []
        """Called when it has more to say, and when it has ended."""
        self.command = begin(self._tell)

    def _tell(self) -> None:
        with contextlib.suppress(RuntimeError):  # the app has ended
            self._loop.call_soon_threadsafe(self._told)

    def _told(self) -> None:
        if not self.command.running:
            self.ended.set()
        for hear in self.heard:
            hear()


async def start(begin: Callable[[Callable[[], None]], Command], patience: float) -> Run:
    """Start a command, and wait some seconds for its end."""
    run = Run(begin)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(run.ended.wait(), patience)
    return run


def show_page(owner: Screen[Any], access: LibraryAccess, run: Run) -> None:
    """Show what a command says on a page of its own, as it comes."""
    page = OutputScreen(access, run.command)
    run.heard.append(page.follow)
    owner.app.push_screen(page)


class OutputView(LineView, can_focus=True):
    """The lines of a command, broken to the width; those that come later are added below."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"output--match"}

    class Scrolled(Message):
        """Other lines are in view."""

        def can_replace(self, message: Message) -> bool:
            """Only the latest matters."""
            return isinstance(message, OutputView.Scrolled)

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines
        self._taken = 0
        self._rows: list[str] = []
        self._starts: list[int] = []
        """Of each line, the row it begins on."""
        self._term = ""
        self._strips: LRUCache[int, Strip] = LRUCache(160)

    def follow(self) -> None:
        """Show what has come since; nothing that is shown moves."""
        width = self.room - 2 * MARGIN
        if width < 1:
            return
        taken, self._taken = self._taken, len(self._lines)
        for line in self._lines[taken : self._taken]:
            self._starts.append(len(self._rows))
            self._rows += (
                [line[start:end] for start, end in break_lines(line, width)] if cell_len(line) > width else [line]
            )
        self.virtual_size = Size(self.size.width, len(self._rows))
        self.post_message(self.Scrolled())
        self._strips.clear()
        self.refresh()

    @property
    def progress(self) -> int:
        """How much has been seen, in percent: 100 once the last line is in view."""
        rows = len(self._rows)
        return 100 if rows <= self.size.height else min(100, round(100 * (self.scroll_y + self.size.height) / rows))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Report how far the reader is."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Scrolled())

    def fit(self) -> None:
        """Break the lines to another width; the line on top stays there."""
        top = round(self.scroll_y)
        line = max(0, sum(1 for start in self._starts if start <= top) - 1)
        self._taken, self._rows, self._starts = 0, [], []
        self.follow()
        if line < len(self._starts):
            self.go_to(self._starts[line])

    def find(self, term: str, step: int = 1) -> int:
        """Light up a word and go so many places of it down, or up, around the ends; return how many lines have it.

        Without a step, to the first one in view or below.
        """
        self._term = term.casefold()
        self._strips.clear()
        self.refresh()
        found = [row for row, text in enumerate(self._rows) if self._term and self._term in text.casefold()]
        if found:
            below = bisect_left(found, round(self.scroll_y) + (step > 0))
            self.go_to(found[(below + step - (step > 0)) % len(found)])
        return len(found)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        number = round(self.scroll_y) + y
        selection = self.text_selection
        if selection is None and (strip := self._strips.get(number)) is not None:
            return strip
        text = self._rows[number] if number < len(self._rows) else ""
        content = Content(" " * MARGIN + text)
        if self._term:
            content = _lit(content, self._term, self.get_visual_style("output--match"))
        if selection is not None and (span := selection.get_span(number)) is not None:
            end = len(content) if span[1] == -1 else span[1]
            content = content.stylize(self.screen.get_visual_style("screen--selection"), max(MARGIN, span[0]), end)
        strip = Strip(content.render_segments(self.visual_style))
        strip = strip.adjust_cell_length(self.room, self.visual_style.rich_style).apply_offsets(0, number)
        if selection is None:
            self._strips[number] = strip
        return strip

    def notify_style_update(self) -> None:
        """Forget drawn lines: their styles have changed."""
        super().notify_style_update()
        self._strips.clear()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the text a mouse selected, without the margin."""
        margin = " " * MARGIN
        text = selection.extract("\n".join(margin + row for row in self._rows))
        return "\n".join(line.removeprefix(margin) for line in text.split("\n")), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Repaint with the new selection."""
        self._strips.clear()
        self.refresh()

    def action_next_page(self, count: int = 1) -> None:
        """Move a page down."""
        self.action_page_down(count)


def _lit(content: Content, term: str, style: Any) -> Content:
    """Return a line with every place of a word lit up."""
    plain = content.plain.casefold()
    if len(plain) == len(content.plain):
        at = plain.find(term)
        while at >= 0:
            content = content.stylize(style, at, at + len(term))
            at = plain.find(term, at + len(term))
    return content


class OutputScreen(Screen[None]):
    """The output of a command as it comes."""

    CSS_PATH = [PAGES]  # noqa: RUF012 -- as Textual declares it
    AUTO_FOCUS = "OutputView"

    def __init__(self, access: LibraryAccess, command: Command) -> None:
        super().__init__()
        self._compositor = ScreenCompositor()
        self._command = command
        self.settings = access.library.settings
        reading = self.settings.reading
        self.icons = icons_for(reading)
        self.head = PaneHeader(command.line, icons=self.icons)
        self.head.active = True
        self.view = OutputView(command.lines)
        self.prompt = Prompt()
        self.status = StatusBar(icons=self.icons)
        self.key_bar = KeyBar()
        self._term = ""

    @property
    def keys_at(self) -> tuple[Pane, Widget]:
        """Where keys go that are pressed now."""
        return Pane.OUTPUT, self.view

    def say(self, text: str, *, failed: bool = False) -> None:
        """Show a sentence in the status line."""
        self.status.say(text, failed=failed)

    def compose(self) -> ComposeResult:
        """Make the page."""
        yield self.head
        yield self.view
        yield self.prompt
        yield self.status
        yield self.key_bar

    def on_mount(self) -> None:
        """Show what there is so far."""
        self.follow()

    def on_unmount(self) -> None:
        """End the command with its page."""
        self._command.stop()
        hand_on(self)

    def follow(self) -> None:
        """Show what has come since."""
        if not self.is_attached:
            return
        self.view.follow()
        self.status.standing = self._command.standing
        able = None if self._command.running else {"back", "search", "copy", "help", "first", "last"}
        actions = [a for a in footer_for(Pane.OUTPUT, able) if a.id != "next_unread"]
        self.key_bar.show(actions, self.settings.keys)

    def on_output_view_scrolled(self) -> None:
        """Show how much has been seen."""
        self.head.note = f"{self.view.progress} %"

    def on_said(self, message: Said) -> None:
        """Show what a part of the page has to say."""
        self.say(message.text, failed=message.failed)

    def action_stop(self) -> None:
        """Stop the command."""
        if self._command.running:
            self._command.stop()
        else:
            self.say("It has ended already.")

    def action_back(self) -> None:
        """Back to where the command was called; it ends if it has not."""
        if self.is_active:
            self.dismiss(None)

    def action_clear(self) -> None:
        """Take the light off what was found, else go back."""
        if self._term:
            self._find("")
        else:
            self.action_back()

    @asks
    async def action_search(self) -> None:
        """Ask for a word to find."""
        answer = await self.prompt.ask("Find", placeholder="words")
        if answer is not None:
            self._find(answer.line, 0)

    def action_next_unread(self, count: int = 1) -> None:
        """To the next match."""
        self._find(self._term, count)

    def action_previous_match(self, count: int = 1) -> None:
        """To the previous match."""
        self._find(self._term, -count)

    def _find(self, term: str, step: int = 1) -> None:
        self._term = term
        found = self.view.find(term, step)
        if term:
            self.say(f"{found} lines have it" if found != 1 else "1 line has it", failed=False)
            if not found:
                self.say(f"Nothing here has “{term}”")

    def action_copy(self) -> None:
        """Copy what the mouse selected, else everything."""
        if not copy_selection(self):
            self.app.copy_to_clipboard("\n".join(self._command.lines))
            self.say("Copied what the command said")

    def action_help(self) -> None:
        """Show all keys."""
        from pullquote.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.settings.keys, self.settings.macros))

    def action_palette(self) -> None:
        """Find an action by its name."""
        from pullquote.tui.screens.palette import PaletteScreen

        self.app.push_screen(PaletteScreen(Pane.OUTPUT, self.settings.keys, self.settings.macros), self._run_chosen)

    async def _run_chosen(self, action: str | None) -> None:
        if action:
            await perform(action, self, self.view)

    async def action_quit_now(self) -> None:
        """Leave Pullquote as from the reader."""
        await self.app.run_action("leave")
