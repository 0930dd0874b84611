"""What is muted: by the terms of ``list.mute``, each of which leaves out articles by itself; by rules; by feeds.

A term that is not of the query language, or one too many, mutes nothing and breaks no list;
``mute_complaints`` says so.
"""

from __future__ import annotations

from itertools import accumulate

from pullquote.cache.core.query import LENGTH, TERMS, complaint, split

MUTED = "is:muted"
"""The query that finds what rules and feeds mute."""
_MOST, _ROOM = TERMS // 2, LENGTH // 2
"""Terms and characters of what is muted: the rest of a query is for what is asked."""


def mute_terms(mute: str) -> list[str]:
    """Return the terms of the setting that can be used."""
    return [term for term in _terms(mute)[: _fitting(mute)] if not complaint(term)]


def mute_complaints(mute: str) -> list[str]:
    """Return a sentence for each term of the setting that cannot be used, and one if there are too many."""
    terms, fitting = _terms(mute), _fitting(mute)
    said = [said for term in terms[:fitting] if (said := complaint(term))]
    if fitting < len(terms):
        said.append(
            f"Only the first {fitting} of {len(terms)} terms are muted; a rule with `mute` can mute the others."
        )
    return said


def muted_query(mute: str) -> str:
    """Return the query that finds what the terms of ``mute`` do; empty where there are none."""
    return " OR ".join(mute_terms(mute))


def all_muted(mute: str) -> str:
    """Return the query that finds what is muted by ``list.mute``, rules and feeds."""
    return " OR ".join((MUTED, *mute_terms(mute)))


def unmuted_query(mute: str) -> str:
    """Return the query that leaves out what is muted by ``list.mute``, rules and feeds."""
    return " ".join(map(_without, (MUTED, *mute_terms(mute))))


def _without(term: str) -> str:
    """Return the term that leaves out what ``term`` finds.

    What begins with a sign (``#``, ``★``) is set in quotation marks, as one that ends with another has to be.
    """
    if term[0].isalnum() or term[0] in '_"':
        return f"-{term}"
    text = term.replace('"', " ")
    word = text.rstrip("*")
    return f'-"{word or text}"{"*" if word and word != text else ""}'


def asks_for_muted(query: str) -> bool:
    """Return whether a query names what is muted, so that nothing is left out of what it finds."""
    return any(_is_muted(word.lstrip("-")) for word in split(query))


def _terms(mute: str) -> list[str]:
    words = (word.lstrip("-") for word in split(mute))
    return [term for term in words if term and term != "OR" and not _is_muted(term)]


def _fitting(mute: str) -> int:
    """Return how many terms of the setting leave room in a query for what is asked."""
    lengths = accumulate(len(_without(term)) + len(" OR ") for term in _terms(mute)[:_MOST])
    return sum(length <= _ROOM for length in lengths)


def _is_muted(term: str) -> bool:
    """Return whether a term is ``MUTED``, its value in quotation marks or not."""
    return not term.startswith('"') and "".join(term.replace('"', "").split()).casefold() == MUTED
