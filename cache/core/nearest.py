"""The known word that a mistyped one was meant for: of a field, a command, a setting, a theme, an action.

A room of its own because everything that is named by users asks it, and difflib is imported for a mistake only.
"""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of ``known`` that ``word`` is most like; ``None`` where it is like none of them.

    One that begins with ``word`` is like it whatever its length.
    """
    from difflib import get_close_matches  # lazy: only for a mistake

    names = list(known)
    if close := get_close_matches(word, names, n=1, cutoff=0.6):
        return close[0]
    begun = [name for name in names if len(word) > 1 and name.startswith(word)]
    return begun[0] if len(begun) == 1 else None
