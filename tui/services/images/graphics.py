"""The terminal graphics protocol of Kitty: what is asked, how it is answered, and how a picture is sent.

Pure text; who writes it and when is the driver's. See https://sw.kovidgoyal.net/kitty/graphics-protocol/.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator

from msgspec import Struct

CHUNK = 4096
"""Bytes of base64 in one escape sequence, a multiple of 4."""
QUERY_ID = 31
"""The id under which is asked; nothing is kept under it."""
_APC, _END = "\x1b_G", "\x1b\\"
GRAPHICS_QUERY = f"{_APC}i={QUERY_ID},s=1,v=1,a=q,t=d,f=24;AAAA{_END}"
_CELL_QUERY = "\x1b[16t"
_ATTRIBUTES_QUERY = "\x1b[c"
_ANSWER = re.compile(r"\x1b_G(?P<graphics>[^\x1b]{0,200})\x1b\\|\x1b\[\?(?P<attributes>[\d;]*)c|\x1b\[6;(\d*);(\d*)t")
_BEGUN = re.compile(r"\x1b(?:_(?:G[^\x1b]{0,200}\x1b?)?|\[(?:\?[\d;]{0,40}|6(?:;\d{0,9}){0,2})?)?\Z")
_NO_KEY = ("\x1b_G", "\x1b[?")
"""Beginnings that no key has."""
_LARGEST_CELL = 200


class Answer(Struct, frozen=True):
    """What a terminal said: that it shows Kitty graphics or does not, or the size of its cells in pixels.

    The ``last`` answers the question that every terminal answers: whatever it has not said by then it does not know.
    """

    kitty: bool | None = None
    cell: tuple[int, int] | None = None
    last: bool = False


def query(*, tmux: bool) -> str:
    """Return what asks a terminal for Kitty graphics and its cells: whoever has no graphics answers the last part only.

    Under tmux the question about graphics is handed through to the terminal around it.
    """
    return (passed_through(GRAPHICS_QUERY) if tmux else GRAPHICS_QUERY) + _CELL_QUERY + _ATTRIBUTES_QUERY


def passed_through(sequence: str) -> str:
    """Return a sequence wrapped so that tmux hands it to its terminal, where ``allow-passthrough`` is on."""
    return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + _END


class AnswerFilter:
    """Takes the terminal's answers out of what is typed. Keys go on at once, in their order."""

    def __init__(self) -> None:
        self._held = ""
        self.awaiting = False
        """Whether answers are expected, so that the beginning of one is waited for."""

    @property
    def holds(self) -> bool:
        """Whether the beginning of an answer waits for its end."""
        return bool(self._held)

    def take(self, text: str) -> tuple[str, list[Answer]]:
        """Return what of ``text`` was typed, and the answers in it."""
        text, self._held = self._held + text, ""
        answers: list[Answer] = []
        typed = _ANSWER.sub(lambda found: self._answered(found, answers), text)
        if self.awaiting and (begun := _BEGUN.search(typed)):
            typed, self._held = typed[: begun.start()], typed[begun.start() :]
        return typed, answers

    def release(self) -> str:
        """Return what was held: nothing followed, so it was typed. The beginning of what no key sends never was."""
        held = self._held
        if held.startswith(_NO_KEY):
            self._held = held if self.awaiting else ""
            return ""
        self._held = ""
        return held

    def _answered(self, found: re.Match[str], answers: list[Answer]) -> str:
        if found["graphics"] is not None:
            control, _, message = found["graphics"].partition(";")
            if f"i={QUERY_ID}" in control.split(","):
                answers.append(Answer(kitty=message == "OK"))
        elif found["attributes"] is not None:
            answers.append(Answer(last=True))
        else:
            height, width = int(found[3] or 0), int(found[4] or 0)
            if 0 < width <= _LARGEST_CELL and 0 < height <= _LARGEST_CELL:
                answers.append(Answer(cell=(width, height)))
        return ""


def transmission(picture: int, png: bytes, columns: int, rows: int) -> Iterator[str]:
    """Yield the sequences that send a PNG file and say in how many cells its placeholders show it; none is answered."""
    data = b64encode(png).decode("ascii")
    for start in range(0, len(data), CHUNK):
        first = f"a=T,U=1,f=100,t=d,i={picture},c={columns},r={rows}," if not start else ""
        more = int(start + CHUNK < len(data))
        yield f"{_APC}{first}q=2,m={more};{data[start : start + CHUNK]}{_END}"


def ending() -> str:
    """Return what ends a transmission that is not finished; the terminal forgets what it has of it."""
    return f"{_APC}q=2,m=0;{_END}"


def deletion(picture: int) -> str:
    """Return what makes the terminal forget a picture and the places where it is shown."""
    return f"{_APC}a=d,d=I,i={picture},q=2{_END}"
