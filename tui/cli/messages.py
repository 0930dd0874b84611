"""What is said on stderr. Nothing else of the command line writes there, so that every word is cleaned.

A stderr that takes nothing (closed, a full disk, a reader that left) changes neither what is done nor the exit code.
"""

from __future__ import annotations

import contextlib
import os
import sys

from pullquote.cache.core.sanitize import clean_text
from pullquote.tui import first_frame

_LONGEST = 600
"""Letters of the longest line of a complaint: what to do must be found in it."""
_UNDECODED = dict.fromkeys(range(0xDC80, 0xDD00), "\ufffd")
"""What Python makes of a byte of an argument or a file name that is no UTF-8."""


def say(text: str) -> None:
    """Write a sentence for the user, or several lines."""
    _write(f"{clean_text(text.translate(_UNDECODED))}\n")


def complain(sentence: str) -> None:
    """Write what went wrong. A line that an argument made too long loses its middle: what to do stands at its end."""
    say("\n".join(map(_without_its_middle, f"pullquote: {sentence}".split("\n"))))


def draw(line: str) -> None:
    """Write ``line`` over the line the cursor stands in. It is cleaned already, in its exact width (``cell``)."""
    _write(f"\r{line}")


def _without_its_middle(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"


def _write(text: str) -> None:
    first_frame.give_back()  # what is said behind it would go with it
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr.fileno())


def silence(descriptor: int) -> None:
    """Point a standard stream at nothing, so that the interpreter's own last flush cannot fail."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
