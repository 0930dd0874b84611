"""A command that a user typed, run in their shell: what it says as it comes, within bounds, and how it ended."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import select
import shlex
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import IO

from msgspec import Struct

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.sanitize import clean_text

MOST_LINES = 20_000
"""Lines of output that are kept; a command that says more is stopped."""
LONGEST_LINE = 4_000
"""Letters of a line that are kept."""
_CHUNK = 1 << 16
_LOOK_EVERY = 0.1
"""Seconds between two looks at whether a command has ended, whose children may hold its output open."""
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])|.\x08")
"""What a program colours and places its words with, and what it strikes over (``man``)."""


def shell_command(line: str) -> list[str]:
    """Return the argument list that has a user's shell run a line."""
    return [os.environ.get("SHELL") or "/bin/sh", "-c", line]


class Call(Struct, frozen=True):
    """How a program is run: its argument list, and its environment."""

    arguments: Sequence[str]
    environment: Mapping[str, str]


class Command:
    """Runs ``line`` with ``text`` on its standard input and nowhere else: no foreign word is ever part of the line.

    ``call`` is its argument list and its environment; without, the user's shell runs the line. ``told`` is called in
    another thread when there is more in ``lines``, and when it has ended.
    """

    def __init__(self, line: str, text: str, told: Callable[[], None], call: Call | None = None) -> None:
        self.line = line
        self.lines: list[str] = []
        self.code: int | None = None
        """The exit code, or the negative number of the signal that ended it; ``None`` while it runs."""
        self.cut = False
        """Whether it said more than is kept."""
        self.stopped = False
        """Whether it was stopped before it ended."""
        self._told = told
        self._ended = threading.Event()
        self._rest = ""
        try:
            self._process = subprocess.Popen(
                call.arguments if call else shell_command(line),
                env=call.environment if call else None,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # so that what it starts ends with it
            )
        except (OSError, ValueError) as error:
            raise UsageError(f"Cannot run {line}: {error}.") from error
        if (given := self._process.stdin) is not None and (said := self._process.stdout) is not None:
            for work in (lambda: _feed(given, text), lambda: self._listen(said)):
                threading.Thread(target=work, name="command", daemon=True).start()

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.code is None

    def wait(self, seconds: float) -> bool:
        """Wait until it has ended; return whether it has."""
        return self._ended.wait(seconds)

    def stop(self) -> None:
        """End it with all it has started, unless it has ended."""
        if self.running:
            self.stopped = True
            self._kill()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    @property
    def standing(self) -> str:
        """How it stands, in words."""
        said = counted(len(self.lines), "line")
        if self.cut:
            return f"Stopped after {said}, which is all that is kept"
        if self.running:
            return f"Running: {said}"
        if self.stopped:
            return f"Stopped: {said}"
        return f"{said}, {ending(self.code)}" if self.code else said

    def _listen(self, pipe: IO[bytes]) -> None:
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        with pipe:
            while not self.cut:
                if not select.select([pipe], [], [], _LOOK_EVERY)[0]:
                    if self._process.poll() is not None:
                        break
                    continue
                data = os.read(pipe.fileno(), _CHUNK)
                if not data:
                    break
                self._take(decode(data))
        if self.cut:
            self._kill()
        code = self._process.wait()
        self._take(decode(b"", final=True) + ("\n" if self._rest else ""))
        self.code = code
        self._ended.set()
        self._told()

    def _take(self, text: str) -> None:
        *whole, self._rest = (self._rest + text).split("\n")
        room = MOST_LINES - len(self.lines)
        self.lines += [_clean(line) for line in whole[:room]]
        self.cut = self.cut or len(whole) > room
        self._rest = self._rest[:_CHUNK]
        if whole:
            self._told()


def _feed(pipe: IO[bytes], text: str) -> None:
    """Write a command its input; one that wants no more has closed it."""
    with contextlib.suppress(OSError), pipe:
        pipe.write(text.encode(errors="replace"))


def ending(code: int | None) -> str:
    """Return how a command ended that did not end well."""
    if code is None or code >= 0:
        return f"exit status {code}" + {126: ": it may not be run", 127: ": there is no such command"}.get(
            code or 0, ""
        )
    return f"ended by {signal.Signals(-code).name}" if -code in {*signal.Signals} else f"ended by signal {-code}"


def _clean(line: str) -> str:
    """Return a line of output as it may be shown: the last of what was written over it, no controls, tabs as blanks."""
    last = _ESCAPES.sub("", line).rstrip("\r").rpartition("\r")[2]
    return clean_text(last.expandtabs(8), LONGEST_LINE).replace("\n", " ").rstrip()


def words_of(command: str, setting: str) -> list[str]:
    """Return the words of a command that a setting has. Raises ``UsageError`` where they cannot be told apart."""
    try:
        return shlex.split(command)
    except ValueError as error:
        raise UsageError(f"The command in {setting} cannot be read: {error}.") from error
