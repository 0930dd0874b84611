"""How old something of the last days is, in words of at most three cells.

A module of its own, without imports: the frame that stands before the app does (``first_frame``) says it, too.
"""

RECENT = 7 * 86_400
"""Seconds below which an age is said; a date is from then on."""


def recent(seconds: float) -> str:
    """Return an age below ``RECENT``: ``now``, ``12m``, ``5h``, ``3d``."""
    if seconds < 60:
        return "now"
    if seconds < 3600:
        return f"{int(seconds // 60)}m"
    if seconds < 86_400:
        return f"{int(seconds // 3600)}h"
    return f"{int(seconds // 86_400)}d"
