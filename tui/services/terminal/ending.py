"""The program ends with its terminal and by a signal, wherever its main thread is."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType

ENDING = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
GRACE = 2.0
"""Seconds the app has to leave by itself."""
KEEPING = 0.7
"""Seconds that keeping what was not kept yet may take then."""
_TROUBLE = select.POLLHUP | select.POLLERR | select.POLLNVAL


class Ending:
    """Ends the process at most ``GRACE`` + ``KEEPING`` seconds after its terminal or a signal; a context.

    A thread waits for both: for a signal through the descriptor the interpreter writes its number to at once, whatever
    the main thread does (``signal.set_wakeup_fd``); for the end of the terminal by ``poll``. It asks the app to leave.
    Where the process is still there after ``GRACE``, because the main thread stands still or another thread does not
    end, it lets the app keep what it was asked to, calls ``kill``, which ends the program's other processes, and ends
    this one. What is in the library by then survives that, as it survives ``kill -9``.
    """

    def __init__(self, kill: Callable[[], None]) -> None:
        self._kill = kill
        self._ask: Callable[[int], object] | None = None
        self._keep: Callable[[], None] | None = None
        self._lock = threading.Lock()
        self._ends_at: float | None = None
        self.code: int | None = None
        """The exit code asked for: 128 and the signal's number; ``None`` while nobody has asked."""

    def __enter__(self) -> Ending:
        self._theirs, self._ours = socket.socketpair()
        for end in (self._theirs, self._ours):
            end.setblocking(False)
        # One that is ignored was so before the program began, by `nohup`; it stays so.
        heard = [number for number in ENDING if signal.getsignal(number) is not signal.SIG_IGN]
        self._handlers = {number: signal.signal(number, _noted) for number in heard}
        self._wakeup = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        threading.Thread(target=self._watch, name="ending", daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Restore the handlers of signals, unless the process is to end: then what is left of it is watched on."""
        if self.code is None:
            signal.set_wakeup_fd(self._wakeup)
            for number, handler in self._handlers.items():
                signal.signal(number, handler)
            self._theirs.close()

    def when_asked(self, ask: Callable[[int], object], keep: Callable[[], None]) -> None:
        """Call ``ask`` with the exit code when the program is to end, at once where it is to already.

        ``keep`` keeps what is not in the library yet, where the app could not. Both are called in the watching thread.
        """
        with self._lock:
            self._ask, self._keep = ask, keep
            code = self.code
        if code is not None:
            ask(code)

    def _watch(self) -> None:
        poller = select.poll()
        for descriptor in (0, 2):
            poller.register(descriptor, 0)
        # Not every system can poll a terminal; there the signal that comes with its end has to do.
        for descriptor, event in poller.poll(0):
            if event & select.POLLNVAL:
                poller.unregister(descriptor)
        poller.register(self._ours, select.POLLIN)
        while self._ends_at is None or time.monotonic() < self._ends_at:
            left = None if self._ends_at is None else max(0.0, self._ends_at - time.monotonic())
            for descriptor, event in poller.poll(None if left is None else 1000 * left + 1):
                if descriptor == self._ours.fileno():
                    try:
                        numbers = self._ours.recv(64)
                    except BlockingIOError:
                        continue
                    if not numbers:
                        self._ours.close()
                        return
                    for number in numbers:
                        if number in ENDING:
                            self._begin(number)
                elif event & _TROUBLE:
                    poller.unregister(descriptor)
                    self._begin(signal.SIGHUP)
        self._end()

    def _begin(self, number: int) -> None:
        """Ask the app to leave; the time it has for that begins with the first signal."""
        with self._lock:
            if self.code is not None:
                return
            self.code = 128 + number
            self._ends_at = time.monotonic() + GRACE
            ask = self._ask
        if ask is not None:
            with contextlib.suppress(RuntimeError):  # the app's loop has ended: it is leaving
                ask(self.code)

    def _end(self) -> None:
        if self._keep is not None:
            keeping = threading.Thread(target=self._keep, daemon=True)
            keeping.start()
            keeping.join(KEEPING)
        self._kill()
        os._exit(self.code or 0)


def _noted(number: int, frame: object) -> None:
    """Let the signal be: its number has been written to the descriptor of the watching thread."""
