"""The pager in which long text is read on a terminal: which, and how it is handed over."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping

from pullquote.tui.cli.interrupts import left_to_others

_VARIABLES = ("PULLQUOTE_PAGER", "PAGER")
_DEFAULT = "less -R -F"
"""Colours as they are (``-R``), and no pager for what fits the screen (``-F``)."""
_NONE = ("", "cat")
_NOT_STARTED = (126, 127)
"""Exit codes of a shell that could not run a command (POSIX, 2.8.2)."""


def pager(environment: Mapping[str, str]) -> str | None:
    """Return the command line of the user's pager; ``None`` for none, or where it is not there."""
    chosen = next((environment[name] for name in _VARIABLES if name in environment), _DEFAULT).strip()
    if chosen in _NONE:
        return None
    try:
        words = [word for word in shlex.split(chosen) if "=" not in word]
    except ValueError:
        return None
    if not words:
        return None
    # As the shell that runs it reads ~ and $HOME; Path.expanduser fails where there is no such user.
    program = os.path.expandvars(os.path.expanduser(words[0]))  # noqa: PTH111
    return chosen if shutil.which(program) else None


def read_in(command: str, text: str) -> bool:
    """Let the user read ``text`` in a pager, until they leave it; return whether there was one."""
    told = {"LESS": "FR", "LV": "-c", **os.environ}  # as git tells them, unless the user has
    with left_to_others():
        process = subprocess.Popen(["/bin/sh", "-c", command], stdin=subprocess.PIPE, env=told)
        process.communicate(text.encode(errors="replace"))
    return process.returncode not in _NOT_STARTED
