"""Words a person never wants to see in the list: a spoiler, a show, an outlet.

They stand in ``list.mute`` as terms of the query language. What they match is left out of every list but the
section that shows it.
"""

from __future__ import annotations

from pullquote.tui.services.completion import parted


def terms(mute: str) -> list[str]:
    """Return the terms of the setting; each mutes by itself."""
    return [term for term in (word.lstrip("-") for word in parted(mute)) if term and term != "OR"]


def muted(mute: str) -> str:
    """Return the query that finds what is muted; empty where nothing is."""
    return " OR ".join(terms(mute))


def without_muted(mute: str) -> str:
    """Return the query that leaves out what is muted."""
    return " ".join(f"-{term}" for term in terms(mute))
