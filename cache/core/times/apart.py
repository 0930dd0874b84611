"""How far two times are apart, in words. A module of its own: piped lists need nothing else of stories."""

from __future__ import annotations

from datetime import datetime

from pullquote.cache.core.counts import counted

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def apart(when: datetime, than: datetime) -> str:
    """Return how long after another time one is: ``3 h later``, ``2 days earlier``, ``at the same time``."""
    seconds = (when - than).total_seconds()
    distance = abs(seconds)
    if distance < _MINUTE:
        return "at the same time"
    if distance < _HOUR:
        words = f"{round(distance / _MINUTE)} min"
    elif distance < _DAY:
        words = f"{round(distance / _HOUR)} h"
    else:
        words = counted(round(distance / _DAY), "day")
    return f"{words} {'later' if seconds > 0 else 'earlier'}"
