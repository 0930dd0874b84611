"""Who said it, and to which outlet: the same words on the screen, in every export and in a citation."""

from __future__ import annotations


def attribution(speaker: str | None, via: str | None) -> str:
    """Give ``Ada Quill, to The Lantern``, or what of it is known; nothing where neither is."""
    if speaker and via:
        return f"{speaker}, to {via}"
    return speaker or (f"to {via}" if via else "")
