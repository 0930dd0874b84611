"""Whether anything is guarded at all. Apart from ``veils``, because who guards nothing needs none of its imports."""

from __future__ import annotations

import sqlite3

_ANY = (
    "SELECT EXISTS (SELECT 1 FROM entity WHERE guarded = 1) OR "
    "EXISTS (SELECT 1 FROM entity WHERE seen_season IS NOT NULL AND followed = 1 AND guarded IS NOT 0) OR "
    "(SELECT value FROM meta WHERE key = 'guard_names') <> '[]'"
)


def is_anything(conn: sqlite3.Connection) -> bool:
    """Return whether a name may be guarded: by the user's word, a place in a followed show, or the settings."""
    return bool(conn.execute(_ANY).fetchone()[0])
