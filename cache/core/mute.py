"""What is muted: the terms of ``list.mute``, each of which leaves articles out of lists by itself.

A term that is not of the query language mutes nothing, and breaks no list either; ``mute_complaints`` says so.
"""

from __future__ import annotations

from pullquote.cache.core.query import complaint, split


def mute_terms(mute: str) -> list[str]:
    """Return the terms of the setting that can be used."""
    return [term for term in _terms(mute) if not complaint(term)]


def mute_complaints(mute: str) -> list[str]:
    """Return a sentence for each term of the setting that cannot be used."""
    return [said for term in _terms(mute) if (said := complaint(term))]


def muted_query(mute: str) -> str:
    """Return the query that finds what is muted; empty where nothing is."""
    return " OR ".join(mute_terms(mute))


def unmuted_query(mute: str) -> str:
    """Return the query that leaves out what is muted."""
    return " ".join(f"-{term}" for term in mute_terms(mute))


def _terms(mute: str) -> list[str]:
    return [term for term in (word.lstrip("-") for word in split(mute)) if term and term != "OR"]
