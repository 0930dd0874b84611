"""What is pasted, taken out of what comes from a terminal: it is text for a line that is typed into, and never keys.

A terminal sets it between two sequences (xterm, mode 2004). Textual (8.2.8) looks for keys in it: after an ESC that
begins no sequence it knows, it takes what was pasted for pressed.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from msgspec import Struct

from pullquote.cache.core.sanitize import clean_text

BEGIN, END = "\x1b[200~", "\x1b[201~"
MOST_PASTED = 1 << 16
"""Code points of one paste; more than any line takes."""
PATIENCE = 10.0
"""Seconds without a word after which a paste whose end never came has ended, so that keys are keys again."""
_LEAST = 2
"""Characters of ``BEGIN`` that are waited with for the rest: an ESC alone is a key, and goes on at once."""


class Pasted(Struct, frozen=True):
    """What was pasted, as one line without anything a terminal would act on."""

    text: str


class PasteReader:
    """Parts what was pasted from what was typed. Keys go on at once, in their order."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held = ""
        self._pasted: str | None = None
        self._heard = 0.0
        self._escape = False

    @property
    def holds(self) -> bool:
        """Whether the beginning of what may be a paste waits for its end."""
        return bool(self._held)

    def take(self, text: str) -> list[str | Pasted]:
        """Return what of ``text`` was typed and what was pasted, in order."""
        found: list[str | Pasted] = []
        text, self._held = self._held + text, ""
        self._heard = self._clock()
        if self._escape and BEGIN[1:].startswith(text[: len(BEGIN) - 1]):
            # An ESC has gone on already: whoever waits for what follows it is given a paste of nothing.
            if len(text) < len(BEGIN) - 1:
                self._held = text
                return found
            found.append(BEGIN[1:] + END)
            text = f"\x1b{text}"
        self._escape = False
        while text:
            if self._pasted is None:
                typed, begin, text = text.partition(BEGIN)
                if begin:
                    self._pasted = ""
                else:
                    typed, self._held = _cut(typed, BEGIN, _LEAST)
                    self._escape = typed.endswith("\x1b")
                if typed:
                    found.append(typed)
            else:
                pasted, end, text = text.partition(END)
                if not end:
                    pasted, self._held = _cut(pasted, END, 1)
                self._pasted = (self._pasted + pasted)[:MOST_PASTED]
                if end:
                    found.append(self._ended())
        return found

    def release(self) -> list[str | Pasted]:
        """Return what was held: nothing followed, so it was typed, or pasted where the end of that never came."""
        if self._pasted is None:
            held, self._held, self._escape = self._held, "", False
            return [held] if held else []
        if self._clock() - self._heard < PATIENCE:
            return []
        self._held = ""
        return [self._ended()]

    def _ended(self) -> Pasted:
        pasted, self._pasted = self._pasted or "", None
        lines = map(str.strip, clean_text(pasted).split("\n"))
        return Pasted(" ".join(line for line in lines if line))


def _cut(text: str, sequence: str, least: int) -> tuple[str, str]:
    """Return ``text`` without the beginning of a sequence that it ends in, and that beginning."""
    for length in range(min(len(sequence) - 1, len(text)), least - 1, -1):
        if text.endswith(sequence[:length]):
            return text[:-length], text[-length:]
    return text, ""
