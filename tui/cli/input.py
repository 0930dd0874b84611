"""What commands are given: files a user names, and what is piped in, up to a bound."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from pullquote.cache.core.errors import PullquoteError, TooLarge
from pullquote.cache.core.paths import expanded

MOST = 32 << 20
"""Most bytes read from a file or a pipe; a device may be endless."""


def read_input(file: str) -> bytes:
    """Return what is in a file, or on stdin for ``-``. Raises ``PullquoteError`` with a sentence."""
    if file == "-":
        return _bounded(sys.stdin.buffer, "What was piped in")
    try:
        with expanded(Path(file)).open("rb") as opened:
            return _bounded(opened, file)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be used"
        raise PullquoteError(f"Cannot read {file}: {reason}.") from error


def _bounded(opened: IO[bytes], name: str) -> bytes:
    data = opened.read(MOST + 1)
    if len(data) > MOST:
        raise TooLarge(f"{name} is larger than {MOST >> 20} MB; it was not read.")
    return data
