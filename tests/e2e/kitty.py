"""A terminal with Kitty graphics, as far as placeholders need them: it answers, keeps what it is sent, and shows it.

Its screen is the emulator's; which pixels stand where is worked out from the placeholders on it, as the protocol says.
"""

from __future__ import annotations

import contextlib
import io
import re
import threading
import time
from base64 import b64decode
from collections.abc import Iterator

from msgspec import Struct
from PIL import Image

from pullquote.tui.render.placeholders import PLACEHOLDER, signs

from ..waiting import WAIT
from .conftest import Terminal

CELL = (10, 20)
"""Width and height of a cell in pixels."""
KITTY = b"\x1b_Gi=31;OK\x1b\\\x1b[6;20;10t\x1b[?62;c"
_APC = re.compile(rb"\x1b_G([^;\x1b]*);?([^\x1b]*)\x1b\\")
_PASSED = re.compile(rb"\x1bPtmux;((?:[^\x1b]|\x1b\x1b)*)\x1b\\")
_CUT_OFF = re.compile(rb"\x1b(?:[_P][^\x1b]*(?:\x1b\x1b[^\x1b]*)*\x1b?)?\Z")


class Cell(Struct, frozen=True):
    """A placeholder on the screen: where it stands, and which cell of which picture it is."""

    y: int
    x: int
    picture: int
    row: int
    column: int


class KittyTerminal(Terminal):
    """Answers a question about its graphics with ``answer``, after ``delay`` seconds, ``at_once`` bytes at a time.

    There are ``pause`` seconds between these, and more on a busy machine.
    """

    answer = KITTY
    delay = pause = 0.0
    at_once = 1 << 16
    answers_after: threading.Event | None = None

    def __init__(self, command: list[str], environment: dict[str, str], columns: int = 120, lines: int = 40) -> None:
        self.pictures: dict[int, tuple[bytes, int, int]] = {}
        self.sent: list[tuple[int, int, int]] = []
        """The size in bytes of each picture that was sent, and in columns and rows."""
        self.asked = 0
        self.wrong: list[str] = []
        self._pending: tuple[dict[str, str], bytes] | None = None
        self._left = b""
        self._one_at_a_time = threading.Lock()
        super().__init__(command, environment, columns, lines)

    def draw(self, data: bytes) -> None:
        data = self._left + data
        cut = _CUT_OFF.search(data)
        data, self._left = (data[: cut.start()], data[cut.start() :]) if cut else (data, b"")
        data = _PASSED.sub(lambda found: found[1].replace(b"\x1b\x1b", b"\x1b"), data)
        super().draw(_APC.sub(self._command, data))

    def _command(self, found: re.Match[bytes]) -> bytes:
        control = dict(part.split("=", 1) for part in found[1].decode("ascii").split(",") if part)
        action = control.get("a", "t")
        if action == "q":
            self.asked += 1
            threading.Thread(target=self._answer, daemon=True).start()
        elif control.get("q") != "2":
            self.wrong.append(f"{control} would be answered")
        elif action == "d":
            if control.get("d") != "I" or self._pending is not None:
                self.wrong.append(f"{control} within a transmission, or deletes more than one picture")
            self.pictures.pop(int(control["i"]), None)
        elif action in "tT":
            self._take(control, found[2])
        return b""

    def _take(self, control: dict[str, str], data: bytes) -> None:
        if len(data) > 4096:
            self.wrong.append("a chunk is too long")
        first, before = self._pending or (control, b"")
        if self._pending is not None and not set(control) <= {"m", "q"}:
            self.wrong.append(f"{control} within a transmission")
        if control.get("m") == "1":
            self._pending = first, before + data
            return
        self._pending = None
        if "i" not in first:
            return  # the end of a transmission of which the rest never came
        if (first["a"], first["U"], first["f"]) != ("T", "1", "100"):
            self.wrong.append(f"{first} is no file with a virtual placement")
        png = b64decode(before + data, validate=True)
        self.pictures[int(first["i"])] = png, int(first["c"]), int(first["r"])
        self.sent.append((len(png), int(first["c"]), int(first["r"])))

    def _answer(self) -> None:
        if self.answers_after is not None:
            self.answers_after.wait(WAIT)
        time.sleep(self.delay)
        with self._one_at_a_time, contextlib.suppress(OSError):  # the test is over
            for start in range(0, len(self.answer), self.at_once):
                super().press(self.answer[start : start + self.at_once])
                time.sleep(self.pause)

    def press(self, keys: bytes) -> None:
        """Type keys: before or after an answer, never within it."""
        with self._one_at_a_time:
            super().press(keys)

    def placeholders(self) -> list[Cell]:
        """Return the placeholders on the screen, line by line."""
        return [*self._placeholders()]

    def _placeholders(self) -> Iterator[Cell]:
        numbers = {sign: number for number, sign in enumerate(signs())}
        for y in range(self.screen.lines):
            for x in range(self.screen.columns):
                cell = self.screen.buffer[y][x]
                if cell.data.startswith(PLACEHOLDER):
                    row, column = (numbers[sign] for sign in cell.data[1:]) if len(cell.data) == 3 else (-1, -1)
                    yield Cell(y, x, int(cell.fg, 16), row, column)  # half of a cell may have come as yet

    def is_whole(self) -> bool:
        """Return whether one picture stands on the screen with all its cells, each in its place."""
        cells = self.placeholders()
        if not cells or cells[0].picture not in self.pictures:
            return False
        _, columns, rows = self.pictures[cells[0].picture]
        first = cells[0]
        return [(c.picture, c.y - first.y, c.x - first.x) for c in cells] == [
            (first.picture, row, column) for row in range(rows) for column in range(columns)
        ] and [(c.row, c.column) for c in cells] == [(row, column) for row in range(rows) for column in range(columns)]

    def pixels(self) -> Image.Image:
        """Return what the placeholders show, cut to the lines and columns they stand in."""
        cells = self.placeholders()
        left, top = min(c.x for c in cells), min(c.y for c in cells)
        right, bottom = max(c.x for c in cells) + 1, max(c.y for c in cells) + 1
        shown = Image.new("RGB", ((right - left) * CELL[0], (bottom - top) * CELL[1]))
        for cell in cells:
            png, columns, rows = self.pictures[cell.picture]
            whole = Image.open(io.BytesIO(png)).convert("RGB").resize((columns * CELL[0], rows * CELL[1]))
            x, y = cell.column * CELL[0], cell.row * CELL[1]
            part = whole.crop((x, y, x + CELL[0], y + CELL[1]))
            shown.paste(part, ((cell.x - left) * CELL[0], (cell.y - top) * CELL[1]))
        return shown
