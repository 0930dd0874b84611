"""Lending the terminal to a program that draws on it itself, such as ``less``, ``vim`` or ``w3m``, and taking it back.

Which programs do is told by their names (``wants_terminal``); a ``!`` before a command says so of any other.
"""

from __future__ import annotations

import asyncio
import contextlib
import shlex
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from pullquote.cache.core.errors import UsageError

if TYPE_CHECKING:
    from textual.app import App

SIGN = "!"
"""Before a command: it wants the terminal."""
_DRAWING = frozenset(
    "less more most moar bat batcat vless man vim vi view nvim gvim nano pico micro hx helix kak emacs emacsclient jed "
    "joe mcedit ne fzf sk fzy gum peco w3m lynx links links2 elinks browsh carbonyl cha mutt neomutt aerc tig htop top "
    "visidata vd ranger nnn lf mc tmux screen ssh glow frogmouth dialog whiptail mpv mplayer spt cmus sudo doas su"
    .split()
)  # fmt: skip
"""Programs that draw on the terminal or ask there for something."""
_VARIABLES = frozenset({"$PAGER", "$EDITOR", "$VISUAL", "${PAGER}", "${EDITOR}", "${VISUAL}"})
_BETWEEN = frozenset({"|", "||", "&&", ";", "&", "|&", "(", ")"})
_BEFORE = frozenset({"env", "command", "exec", "nice", "time", "setsid", "nohup"})
"""Words before the name of a program."""
_OURS = (signal.SIGINT, signal.SIGQUIT)
"""What the keys of a program that has the terminal send to us as well."""


def wants_terminal(line: str) -> bool:
    """Return whether a program of a shell's line draws on the terminal, by its sign or by its name."""
    if line.lstrip().startswith(SIGN):
        return True
    words = shlex.shlex(line, posix=True, punctuation_chars=True)
    words.whitespace_split = True
    first = True
    try:
        for word in words:
            if word in _BETWEEN:
                first = True
            elif first and "=" not in word and word not in _BEFORE:
                if word in _VARIABLES or PurePath(word).name in _DRAWING:
                    return True
                first = False
    except ValueError:  # a quotation mark without its second: the shell will say so
        return False
    return False


def without_sign(line: str) -> str:
    """Return a line as the shell is to run it."""
    return line.strip().removeprefix(SIGN).lstrip()


async def lend_terminal(app: App[object], command: Sequence[str], text: str | None = None) -> int:
    """Run a command that has the terminal, and return its exit code once the app has it back and is drawn again.

    ``text`` goes to its standard input, which is else the terminal. Whatever runs in the background goes on. Raises
    ``UsageError`` with a sentence where there is no terminal to lend, or no such program.
    """
    from textual.app import SuspendNotSupported  # lazy: the command line asks this module without Textual

    output = sys.__stdout__ if sys.__stdout__ is not None and sys.__stdout__.isatty() else sys.__stderr__
    given = None if text is None else text.encode(errors="replace")
    ended: int | OSError = 0
    try:
        with app.suspend(), _modes_kept():
            try:  # within: the app has its terminal back also where nothing was started
                process = subprocess.Popen(  # noqa: ASYNC220 -- there is no screen meanwhile that could stand still
                    [*command], stdin=None if given is None else subprocess.PIPE, stdout=output, stderr=output
                )
                ended = await _ended(process, given)
            except OSError as error:
                ended = error
    except SuspendNotSupported as error:
        raise UsageError(f"{command[0]} wants a terminal, and a browser has none to lend.") from error
    if isinstance(ended, OSError):
        raise UsageError(f"Cannot start {command[0]}: {ended.strerror}.") from ended
    return ended


async def _ended(process: subprocess.Popen[bytes], given: bytes | None) -> int:
    """Return the exit code of a program that has the terminal; its keys interrupt and stop it, not us."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _OURS}
    try:
        await asyncio.to_thread(process.communicate, given)
    except asyncio.CancelledError:  # the app ends
        process.terminate()
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return process.returncode


@contextlib.contextmanager
def _modes_kept() -> Iterator[None]:
    """Set the terminal's modes afterwards as they were: a program that crashed leaves its own."""
    try:
        modes = termios.tcgetattr(0)
    except termios.error:
        modes = None
    try:
        yield
    finally:
        if modes is not None:
            with contextlib.suppress(termios.error):
                termios.tcsetattr(0, termios.TCSADRAIN, modes)
