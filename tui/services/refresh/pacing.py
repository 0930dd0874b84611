"""When the app looks for news by itself: every so many minutes by the clock on the wall, whichever way that jumps."""

from __future__ import annotations

_SLOWEST = 3600.0
"""Seconds to which the wait grows while there is no network, unless it is longer anyway."""
_BACKWARD = 60.0
"""Seconds a clock may be set back that are no jump."""


class Pacer:
    """When a refresh is due; ``minutes`` 0 for never. Moments are seconds of the wall's clock.

    A machine that slept is behind by all it slept, and looks once, as one does whose clock was set anew. Without a
    network each wait is twice the last one.
    """

    def __init__(self, minutes: int, last: float) -> None:
        self._seconds = 60.0 * minutes
        self._last = last
        self._unreached = 0

    def due(self, now: float) -> bool:
        """Return whether it is time to look for news."""
        wait = self._seconds
        if self._unreached:
            wait = max(wait, min(wait * 2 ** min(self._unreached, 12), _SLOWEST))
        return wait > 0 and (now - self._last >= wait or now < self._last - _BACKWARD)

    def asked(self, now: float) -> None:
        """Count from now on: a refresh begins, whoever asked for it."""
        self._last = now

    def ended(self, now: float, *, offline: bool) -> None:
        """Note whether any server could be reached."""
        self._last = now
        self._unreached = self._unreached + 1 if offline else 0
