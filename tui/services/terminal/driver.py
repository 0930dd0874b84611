"""The terminal as it is: one that is slow, has no size, is stopped and continued, or goes away."""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import select
import selectors
import signal
import struct
import termios
import threading
from collections.abc import Callable, Sequence
from typing import Any, TextIO, cast

from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size
from textual.message import Message

from pullquote.tui import first_frame
from pullquote.tui.services.images.graphics import AnswerFilter
from pullquote.tui.services.images.terminal_pictures import TerminalPictures
from pullquote.tui.services.terminal.pasting import Pasted, PasteReader
from pullquote.tui.services.terminal.shown import Shown
from pullquote.tui.services.terminal.writer import TerminalWriter

DEFAULT_SIZE = (80, 24)
MAX_COLUMNS, MAX_LINES = 1_000, 500
"""The largest screen that is drawn: a terminal can say that it has 65,535 of each."""
_NEVER_ASKED = frozenset({"linux", "dumb"})
"""Terminals that may print what they do not understand."""
_ASKED_AGAIN = 0.5, 1.5
"""Seconds after which a terminal behind tmux is asked once more, as long as it has not answered."""
_MOST_READ = 4096
_A_WHILE, _A_MOMENT = 0.1, max(0.25, ESCAPE_DELAY)
"""Seconds to wait for what is typed: at most, and for the end of what may be an answer. On a slow line ``$ESCDELAY``
(milliseconds) says how long that takes, as it does for keys."""


class TerminalDriver(LinuxDriver):
    """Textual's driver on a terminal that may be slow, without size, stopped and continued, or gone."""

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: Any = None) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._output = cast("TextIO", self._file)  # a driver is made for a terminal only, so there is one
        self._writer: TerminalWriter | None = None
        self._active = False
        self._entered = False
        self._held: list[Message] | None = []
        self._holding = threading.Lock()
        self._size_known = True
        self._size = size or self._get_terminal_size()
        self.shown = Shown()
        self.pictures = TerminalPictures(self._send_behind)
        self._answers = AnswerFilter()
        self._pastes = PasteReader()

    @property
    def takes_frames(self) -> bool:
        """Whether a frame would be seen: one that is not made now is asked for when this becomes true (``on_idle``)."""
        return self._size_known and self._writer is not None and not self._writer.stalled

    def write(self, data: str) -> None:
        """Write to the terminal; never waits."""
        if self._entered and data == first_frame.ENTER:
            self._entered = False  # a terminal would clear the first frame
        elif self._writer is not None and not self._writer.write(data):
            self.shown.forget()

    def start_application_mode(self) -> None:
        """Take the terminal over."""
        self._writer = TerminalWriter(self._output, self._draw_anew)
        self.shown.forget()
        self._entered = first_frame.is_painted()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        first_frame.hand_over()
        self._active = True
        if getattr(self._app, "shows_cursor", False):
            self.write("\x1b[?25h")
        self._ask_for_pictures()

    def stop_application_mode(self) -> None:
        """Leave the terminal as it was before the first frame, whose modes Textual takes for those it had."""
        first_frame.hand_over()
        if self.attrs_before is not None and (modes := first_frame.modes_before()) is not None:
            self.attrs_before = modes
        self._active = False
        if self._writer is not None:
            self._writer.begin_restoring()
        self.write(self.pictures.forget())
        super().stop_application_mode()

    def close(self) -> None:
        """End the writing."""
        super().close()
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def give_back(self) -> None:
        """Restore the terminal from another thread than the app's, which stands still."""
        if self._active:
            self.stop_application_mode()
            self._disable_mouse_support()  # Textual leaves it on where it may not set a signal's handler
        self.close()

    def _draw_anew(self) -> None:
        """Draw the whole screen: frames were not made while they could not be seen."""
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            self._loop.call_soon_threadsafe(self._refresh_app)

    def _refresh_app(self) -> None:
        if self._app.is_running and self._active:
            self._app.refresh(layout=True)

    # Pictures

    def _ask_for_pictures(self) -> None:
        """Ask what pictures the terminal can show; nothing waits for its answers (``run_input_thread``)."""
        if getattr(self._app, "wants_pixels", False) and os.environ.get("TERM") not in _NEVER_ASKED:
            self.pictures.note_cell(_cell_of(self._output.fileno()))
            self.write(self.pictures.ask())
            for seconds in _ASKED_AGAIN:
                self._loop.call_later(seconds, self._ask_again)

    def _ask_again(self) -> None:
        if self._active and (question := self.pictures.ask_again()):
            self.write(question)

    def _send_behind(self, parts: Sequence[str], done: Callable[[], None]) -> bool:
        return self._writer is not None and self._writer.write_behind(parts, lambda: self._soon(done))

    def _soon(self, call: Callable[..., None], *arguments: object) -> None:
        """Have something done in the app's thread."""
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            self._loop.call_soon_threadsafe(call, *arguments)

    def run_input_thread(self) -> None:
        """Hand on what is typed, and take in what the terminal answers, until the terminal is given back."""
        parser = XTermParser(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                typed = selector.select(_A_MOMENT if self._pastes.holds or self._answers.holds else _A_WHILE)
                self._answers.awaiting = self.pictures.awaiting  # who asked meanwhile may be answered by now
                if typed:
                    parts = self._pastes.take(decode(os.read(self.fileno, _MOST_READ)))
                else:
                    parts = self._pastes.release()
                    self._press(parser, "" if parts else self._answers.release())
                for part in parts:
                    if isinstance(part, Pasted):
                        self.process_message(events.Paste(part.text))
                    else:
                        self._press(parser, self._without_answers(part))

    def _press(self, parser: XTermParser, typed: str) -> None:
        for event in (*parser.feed(typed), *parser.tick()) if typed else parser.tick():
            self.process_message(event)

    def _without_answers(self, text: str) -> str:
        typed, answers = self._answers.take(text)
        for answer in answers:
            self._soon(self.pictures.take, answer)
        return typed

    # Sizes

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the size to lay out for: the last one there was, while the terminal has none."""
        size = _size_of(self._output.fileno(), self.fileno)
        if not all(size):
            size = _number("COLUMNS"), _number("LINES")
        return self._sized(*size)

    def _sized(self, columns: int, lines: int) -> tuple[int, int]:
        """Return the size to lay out for; nothing is drawn on a terminal without columns or lines."""
        known, self._size_known = self._size_known, bool(columns and lines)
        if self._size_known:
            self._size = min(columns, MAX_COLUMNS), min(lines, MAX_LINES)
        if self._size_known and not known:
            self._draw_anew()
        return self._size or DEFAULT_SIZE

    def process_message(self, message: Message) -> None:
        """Hand on what comes from the terminal; a size only as far as it can be drawn on."""
        if isinstance(message, events.Resize):
            self.shown.forget()
            size = Size(*self._sized(*message.size))
            self._soon(self.pictures.note_cell, _cell_of(self._output.fileno()))
            message = events.Resize(size, size, pixel_size=message.pixel_size)
        if isinstance(message, events.Key | events.Paste) and getattr(message, "key", "") != "ctrl+c":
            with self._holding:
                if self._held is not None:
                    self._held.append(message)
                    return
        super().process_message(message)

    def release_keys(self) -> None:
        """Hand on what was typed so far, and from now on what is typed: there is something for the keys to act on."""
        with self._holding:
            held, self._held = self._held, None
            for message in held or ():
                super().process_message(message)

    # Stopped and continued

    def stop_job(self) -> bool:
        """Hand the terminal to the shell, as ^Z does; return, once the app has it again, whether there was a shell.

        The whole job stops: a shell does not see a program stop that another program of its job started.
        """
        return self._stop(0)

    def _sigtstp_application(self, *_: object) -> None:
        """Stop as another program asks; a terminal that is lent is not ours to give back."""
        if self._auto_restart:
            self._stop(os.getpid())
        else:
            _stop(os.getpid())

    def _stop(self, whom: int) -> bool:
        shown = self._active
        if shown:
            self.suspend_application_mode()
        stopped = _stop(whom)
        while _in_background(self.fileno) and _stop(os.getpid()):  # continued by `bg`
            pass
        if shown and not _is_gone(self.fileno):
            self.resume_application_mode()
            self._loop.call_soon_threadsafe(self._refresh_app)
        return stopped

    def _sigcont_application(self, *_: object) -> None:
        """Take the terminal over again after a stop that was not asked for (SIGSTOP), and after a hangup's SIGCONT.

        A program that has its terminal must not take it over twice: that would leave two threads that read keys.
        """
        if self._active and self._auto_restart:
            self._loop.call_soon_threadsafe(self._take_again)

    def _take_again(self) -> None:
        """Set the terminal's modes again: whoever had it meanwhile has changed them."""
        if not self._active or _is_gone(self.fileno) or _in_background(self.fileno):
            return
        self.suspend_application_mode()
        self.resume_application_mode()
        self._refresh_app()

    def _run_input_thread(self) -> None:
        # A terminal that goes away while it is read is no fault of the program: its end is under way.
        with contextlib.suppress(OSError):
            self.run_input_thread()


def _size_of(*descriptors: int) -> tuple[int, int]:
    """Return the columns and lines of the first of these that is a terminal; (0, 0) where none is."""
    for descriptor in descriptors:
        with contextlib.suppress(OSError):
            size = os.get_terminal_size(descriptor)
            return size.columns, size.lines
    return 0, 0


def _cell_of(descriptor: int) -> tuple[int, int] | None:
    """Return width and height of a cell in pixels as the system knows them (TIOCGWINSZ); ``None`` where it does not."""
    with contextlib.suppress(OSError):
        lines, columns, width, height = struct.unpack("4H", fcntl.ioctl(descriptor, termios.TIOCGWINSZ, bytes(8)))
        if lines and columns and width >= columns and height >= lines:
            return width // columns, height // lines
    return None


def _number(variable: str) -> int:
    words = os.environ.get(variable, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else 0


def _stop(whom: int) -> bool:
    """Stop a process, or with 0 our process group, until it is continued; return whether it stopped.

    The system stops none that no shell could continue (POSIX, orphaned process groups).
    """
    continued = False

    def note(*_: object) -> None:
        nonlocal continued
        continued = True

    before = {
        signal.SIGCONT: signal.signal(signal.SIGCONT, note),
        signal.SIGTSTP: signal.signal(signal.SIGTSTP, signal.SIG_DFL),
    }
    try:
        os.kill(whom, signal.SIGTSTP)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return continued


def _is_gone(descriptor: int) -> bool:
    """Return whether a terminal has been hung up."""
    poller = select.poll()
    poller.register(descriptor, 0)
    return bool(poller.poll(0))


def _in_background(descriptor: int) -> bool:
    """Return whether a shell has lent the terminal to another job than ours (POSIX, job control)."""
    try:
        return not _is_gone(descriptor) and os.tcgetpgrp(descriptor) != os.getpgrp()
    except OSError:  # not the terminal that controls this process: no shell lends it to others
        return False
