"""The pictures a terminal holds for us: which have arrived, under which number, and how to have them forgotten.

A picture is sent once for each size and shown by placeholders (``render.placeholders``). Nothing is sent to a terminal
that did not say it can show it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence

from pullquote.tui.render.image_layout import Frame
from pullquote.tui.render.placeholders import LARGEST_ID
from pullquote.tui.services.images import graphics

ANSWERS_WITHIN = 0.05
"""Seconds for which pictures wait to hear whether the terminal shows pixels."""
ANSWERS_COUNT_FOR = 3.0
"""Seconds after which an answer is no answer any more."""
MOST_HELD = 12
"""Pictures a terminal holds: those of a window, and of a page or two around it."""
_USUAL_CELL = (8, 16)
Sender = Callable[[Sequence[str], Callable[[], None]], bool]
"""Sends sequences behind everything else, then calls back; returns whether there was room for them."""


class TerminalPictures:
    """What a terminal can show and what it holds. All but ``forget`` belongs to the app's thread."""

    def __init__(self, send: Sender) -> None:
        self.kitty = False
        self._cell: tuple[int, int] | None = None
        self._tmux = False
        self._asked = -ANSWERS_COUNT_FOR
        self._decided = self._ended = True
        self._send = send
        # Ids are shared with other programs. Not by `random` or `secrets`: 2 ms before the first frame.
        self._next_id = (1 + int.from_bytes(os.urandom(4)) % ((LARGEST_ID >> 8) - 1)) << 8
        self._held: dict[Frame, int] = {}
        self._sending: dict[Frame, int] = {}
        self._watchers: list[Callable[[], None]] = []

    # What the terminal can do

    def ask(self) -> str:
        """Return what asks the terminal; it holds nothing yet."""
        self._asked, self._decided, self._ended = time.monotonic(), False, False
        self._tmux = bool(os.environ.get("TMUX"))
        return graphics.query(tmux=self._tmux)

    def ask_again(self) -> str:
        """Return what asks anew about graphics, empty where that is known: tmux drops a question while it redraws."""
        return self._wrapped(graphics.GRAPHICS_QUERY) if self._tmux and self.awaiting else ""

    def take(self, answer: graphics.Answer) -> None:
        """Take in an answer; those that come too late say nothing."""
        if not self.awaiting:
            return
        if answer.cell is not None:
            self.note_cell(answer.cell)
        if answer.kitty is not None:
            self._decided = True
            if answer.kitty != self.kitty:
                self.kitty = answer.kitty
                self._tell()
        if answer.last and not self._tmux:  # tmux answers this one itself, before its terminal has answered anything
            self._decided = self._ended = True
        if self._tmux and self._decided:
            self._ended = True

    @property
    def awaiting(self) -> bool:
        """Whether an answer may come yet."""
        return not self._ended and time.monotonic() - self._asked < ANSWERS_COUNT_FOR

    @property
    def undecided_for(self) -> float:
        """Seconds for which pictures should wait for an answer."""
        return 0.0 if self._decided else max(0.0, self._asked + ANSWERS_WITHIN - time.monotonic())

    @property
    def cell(self) -> tuple[int, int]:
        """Width and height of a cell in pixels, as far as they are known."""
        return self._cell or _USUAL_CELL

    def note_cell(self, cell: tuple[int, int] | None) -> None:
        """Take in the size of a cell as the system knows it."""
        if cell is not None and cell != self._cell:
            self._cell = cell
            self._tell()

    def watch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` whenever what the terminal can show has changed, or it holds another picture."""
        self._watchers.append(changed)

    def unwatch(self, changed: Callable[[], None]) -> None:
        """Call ``changed`` no more."""
        self._watchers.remove(changed)

    def _tell(self) -> None:
        for changed in self._watchers:
            changed()

    # What it holds

    def number_of(self, room: Frame) -> int | None:
        """Return the number of a picture that has arrived at the terminal."""
        number = self._held.pop(room, None)
        if number is not None:
            self._held[room] = number  # the last one used is the last one forgotten
        return number

    def is_sending(self, room: Frame) -> bool:
        """Return whether a picture is on its way."""
        return room in self._sending

    def send(self, room: Frame, png: bytes) -> None:
        """Send a picture for its room; the oldest that is held makes place for it."""
        if not self.kitty or room in self._sending or room in self._held:
            return
        number = self._next_id
        sequences = [*graphics.transmission(number, png, room.columns, room.rows)]
        gone = [*self._held][: max(0, len(self._held) + len(self._sending) + 1 - MOST_HELD)]
        sequences = [*(graphics.deletion(self._held[old]) for old in gone), *sequences]
        if not self._send([*map(self._wrapped, sequences)], lambda: self._arrived(room, number)):
            return
        self._next_id = number % LARGEST_ID + 1
        self._sending[room] = number
        for old in gone:
            del self._held[old]

    def _arrived(self, room: Frame, number: int) -> None:
        if self._sending.get(room) == number:
            del self._sending[room]
            self._held[room] = number
            self._tell()

    def forget(self) -> str:
        """Return what makes the terminal forget all it holds; it has to be asked and sent everything again."""
        numbers = [*self._held.values(), *self._sending.values()]
        sequences = [graphics.ending()] if self._sending else []
        self._held, self._sending, self.kitty = {}, {}, False
        return "".join(map(self._wrapped, [*sequences, *map(graphics.deletion, numbers)]))

    def _wrapped(self, sequence: str) -> str:
        return graphics.passed_through(sequence) if self._tmux else sequence
