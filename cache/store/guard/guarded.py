"""Whether anything is guarded at all. Apart from ``veils``, because who guards nothing needs none of its imports."""

from __future__ import annotations

import contextlib
import sqlite3

import msgspec

from pullquote.cache.core.errors import LibraryError

_ANY = (
    "SELECT EXISTS (SELECT 1 FROM entity WHERE guarded = 1) OR "
    "EXISTS (SELECT 1 FROM entity WHERE seen_season IS NOT NULL AND followed = 1 AND guarded IS NOT 0) OR "
    "EXISTS (SELECT 1 FROM ruling)"
)


def is_anything(conn: sqlite3.Connection) -> bool:
    """Return whether something may be veiled: by the user's word, a place in a followed show, or the settings."""
    return bool(conn.execute(_ANY).fetchone()[0]) or bool(setting_names(conn))


def setting_names(conn: sqlite3.Connection) -> list[str]:
    """Return the names that the settings guard: those of the settings in use, else those that were kept last."""
    ask = getattr(conn, "guard_names", None)
    if ask is not None:
        with contextlib.suppress(LibraryError):  # settings that cannot be read: what they said before
            names = ask()
            if names is not None:
                return list(dict.fromkeys(names))
    row = conn.execute("SELECT value FROM meta WHERE key = 'guard_names'").fetchone()
    return msgspec.json.decode(row[0], type=list[str]) if row else []
