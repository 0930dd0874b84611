"""Writing to a terminal that may be slow, or stop reading: no caller waits, and what waits is bounded.

Textual writes through a thread with a bounded queue, and whoever finds it full waits: the main thread would stand
still for as long as the terminal does not read, and for ever once the thread has ended with a write error.
"""

from __future__ import annotations

import contextlib
import os
import select
import termios
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import TextIO

BEHIND = 0.1
"""Seconds for which something has always waited for a terminal, after which no frame is made until all is written."""
MOST_WAITING = 1 << 20
"""Bytes that wait for a terminal above which whatever is not yet begun is thrown away."""
MOST_BEHIND = 1 << 22
"""Bytes of pictures that wait for a terminal; a picture for which there is no room is sent when it is next drawn."""
PATIENCE = 0.5
"""Seconds a terminal has to take in the end of what is written to it."""
_PAUSES = 0.002, 0.1
"""Seconds between two tries to write to a terminal that is full: at first, and at most."""
_CHUNK = 512
"""Bytes written at once where a write could block: what a pipe that is ready takes (``PIPE_BUF``, POSIX)."""
CANCEL = b"\x18"
"""CAN: ends an escape sequence that was cut off (ECMA-48)."""


class TerminalWriter:
    """Writes to a terminal in a thread; no caller ever waits, and what waits is bounded.

    ``on_drained`` is called in the thread when a terminal that was ``stalled`` has taken in everything.
    """

    def __init__(self, file: TextIO, on_drained: Callable[[], None]) -> None:
        self._encoding, self._errors = file.encoding or "utf-8", file.errors or "replace"
        self._on_drained = on_drained
        self._descriptor, self._own = _without_blocking(file.fileno())
        self._ready = select.poll()
        self._ready.register(self._descriptor, select.POLLOUT)
        self._queue: deque[bytes] = deque()
        self._waiting = 0
        self._waits_since = 0.0
        self._restoring: list[bytes] | None = None
        self._leave_at: float | None = None
        self._behind: deque[bytes | Callable[[], None]] = deque()
        self._behind_bytes = 0
        self._missed = False
        self._gone = False
        # Reentrant: the handler of a stop signal writes as well, and may meet its own thread writing.
        self._changed = threading.Condition(threading.RLock())
        self._thread = threading.Thread(target=self._run, name="terminal", daemon=True)
        self._thread.start()

    @property
    def stalled(self) -> bool:
        """Whether the terminal is behind, so that a frame would come late; the caller then makes none."""
        with self._changed:
            if self._waiting and time.monotonic() - self._waits_since > BEHIND:
                self._missed = True
            return self._gone or self._missed

    def write(self, text: str) -> bool:
        """Write ``text``; return ``False`` where it is thrown away: the terminal is gone, or has not read for long."""
        data = text.encode(self._encoding, self._errors)
        with self._changed:
            if self._restoring is not None:
                self._restoring.append(data)
            elif self._gone or self._waiting + len(data) > MOST_WAITING:
                self._missed = True
                return False
            elif rest := self._written_at_once(data):
                self._queue.append(rest)
                self._note_waiting(len(rest))
                self._changed.notify()
        return True

    def _note_waiting(self, size: int) -> None:
        if not self._waiting:
            self._waits_since = time.monotonic()
        self._waiting += size

    def _written_at_once(self, data: bytes) -> bytes:
        """Write what the terminal takes without waiting, if nothing else waits for it; return the rest.

        To wake the thread and hand it the interpreter takes as long as making a frame.
        """
        if not self._own or self._waiting or self._queue or self._missed or self._leave_at is not None:
            return data
        try:
            return data[self._write_some(memoryview(data)) :]
        except OSError:
            return data  # the thread finds the terminal gone, and ends

    def write_behind(self, parts: Sequence[str], done: Callable[[], None]) -> bool:
        """Write parts, each whole, when nothing else is to be written; then call ``done``, in the thread.

        Return whether there was room for them. What is not written when the terminal is given back never is.
        """
        data = [part.encode(self._encoding, self._errors) for part in parts]
        size = sum(map(len, data))
        with self._changed:
            if self._gone or self._restoring is not None or self._behind_bytes + size > MOST_BEHIND:
                return False
            self._behind.extend((*data, done))
            self._behind_bytes += size
            self._changed.notify()
        return True

    def begin_restoring(self) -> None:
        """Take what is written from now on for what restores the terminal: it comes last, and is never left out."""
        with self._changed:
            self._behind.clear()
            if self._restoring is None:
                self._restoring = []

    def close(self) -> None:
        """Write what waits and end. A terminal that does not read gets only what restores it, if it takes that."""
        with self._changed:
            self._leave_at = time.monotonic() + PATIENCE
            self._changed.notify()
        self._thread.join(3 * PATIENCE)

    def _run(self) -> None:
        try:
            while (data := self._next()) is not None:
                if not self._written(data):
                    self._throw_away()
                    break
            self._written(b"".join(self._restoring or ()))
        except OSError:
            with self._changed:
                self._gone = True
                self._queue.clear()
                self._behind.clear()
        finally:
            if self._own:
                os.close(self._descriptor)

    def _next(self) -> bytes | None:
        """Return what is to be written next, ``None`` at the end."""
        with self._changed:
            drained = self._missed and not self._queue
            if drained:
                self._missed = False
        if drained:
            self._on_drained()
        with self._changed:
            while not self._queue:
                if self._leave_at is not None:
                    return None
                if not self._behind:
                    self._changed.wait()
                elif (part := self._next_behind()) is not None:
                    return part
            return self._queue.popleft()

    def _next_behind(self) -> bytes | None:
        part = self._behind.popleft()
        if isinstance(part, bytes):
            self._behind_bytes -= len(part)
            self._note_waiting(len(part))
            return part
        part()
        return None

    def _written(self, data: bytes) -> bool:
        """Write ``data`` as the terminal takes it; return whether it took it before it was time to leave."""
        rest, pause = memoryview(data), _PAUSES[0]
        while rest:
            if taken := self._write_some(rest):
                rest, pause = rest[taken:], _PAUSES[0]
            elif self._leave_at is not None and time.monotonic() > self._leave_at:
                return False
            else:
                # Not poll alone: a full pseudo-terminal answers that it can be written to.
                time.sleep(pause)
                pause = min(2 * pause, _PAUSES[1])
        with self._changed:
            self._waiting -= len(data)
        return True

    def _write_some(self, data: memoryview) -> int:
        """Write what the terminal takes now; return how many bytes that was."""
        if not self._ready.poll(0):
            return 0
        try:
            return os.write(self._descriptor, data if self._own else data[:_CHUNK])
        except BlockingIOError:
            return 0

    def _throw_away(self) -> None:
        """Throw away what the terminal has not read, so that it has room for what restores it."""
        with contextlib.suppress(termios.error):
            termios.tcflush(self._descriptor, termios.TCOFLUSH)
        self._leave_at = time.monotonic() + PATIENCE
        self._written(CANCEL)


def _without_blocking(descriptor: int) -> tuple[int, bool]:
    """Return a descriptor of the same terminal that never blocks, and whether it is our own to close.

    Opened anew: the flag belongs to what other programs on this terminal use as well.
    """
    try:
        return os.open(os.ttyname(descriptor), os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK), True
    except OSError:
        return descriptor, False
