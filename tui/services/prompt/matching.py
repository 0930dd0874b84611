"""How well texts answer the words typed in a picker: one order for all of them. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

CALLED, BEGINS, WORDS, WITHIN, BESIDE = range(5)
"""How well a text answers, best first: it is what was typed, begins so, has words that begin so, has it somewhere; or
only what stands beside it does."""


def folded(text: str) -> str:
    """Return a text without case and accents, as people type it."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def rank(typed: str, text: str, beside: str = "") -> int | None:
    """Return how well ``text`` answers what was typed, ``None`` for not at all; every word must be found.

    ``beside`` is what else is known of it: an address, a type, other words for it.
    """
    wanted, label = folded(typed).strip(), folded(text)
    if label == wanted:
        return CALLED
    if label.startswith(wanted):
        return BEGINS
    words = wanted.split()
    if all(f" {word}" in f" {label}" for word in words):
        return WORDS
    if all(word in label for word in words):
        return WITHIN
    known = f" {label} {folded(beside)}"
    return BESIDE if all(f" {word}" in known or word in label for word in words) else None


def ranked(typed: str, items: Iterable[T], texts: Callable[[T], tuple[str, str]]) -> list[T]:
    """Return the items that answer what was typed, the best first; all, in their own order, where nothing was.

    ``texts`` returns what an item is called, and what stands beside that.
    """
    if not typed.strip():
        return list(items)
    found = [(place, item) for item in items if (place := rank(typed, *texts(item))) is not None]
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]
