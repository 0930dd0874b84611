"""A line or two of an article around what was searched for."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from pullquote.cache.store import article_text
from pullquote.cache.store.connection import json_list
from pullquote.cache.store.query import Words

LENGTH = 160
BEFORE = 40


class Marker:
    """Finds the words of a query in a text: whole words without regard to case, beginnings for ``word*``."""

    def __init__(self, words: Sequence[Words]) -> None:
        split = [(found, node.prefix) for node in words if (found := re.findall(r"\w+", node.text))]
        pieces = [r"\W+".join(map(re.escape, found)) + ("" if prefix else r"\b") for found, prefix in split]
        self._pattern = re.compile(rf"\b(?:{'|'.join(pieces)})", re.IGNORECASE) if pieces else None
        self._leads = {
            cased for found, _ in split for cased in (found[0].lower(), found[0].capitalize(), found[0].upper())
        }

    def first(self, text: str) -> int:
        """Say where the first match begins, 0 for none. Plain search finds the places worth an exact look."""
        nearest = len(text)
        for lead in self._leads:
            at = text.find(lead)
            while 0 <= at < nearest:
                if self._pattern and self._pattern.match(text, at):
                    nearest = at
                at = text.find(lead, at + 1)
        return nearest if nearest < len(text) else 0

    def marks(self, text: str, shift: int = 0) -> tuple[tuple[int, int], ...]:
        """Give the matched runs of ``text``, moved by ``shift``."""
        if self._pattern is None:
            return ()
        return tuple((match.start() + shift, match.end() + shift) for match in self._pattern.finditer(text))


Snippet = tuple[str, tuple[tuple[int, int], ...]]
"""A piece of text and where in it matches are."""


def snippets(conn: sqlite3.Connection, articles: Sequence[int], marker: Marker) -> dict[int, Snippet]:
    """Cut about ``LENGTH`` characters of each article's text around the first match."""
    rows = conn.execute(
        "SELECT a.id, b.data FROM json_each(?) j CROSS JOIN article a ON a.id = j.value "
        "JOIN body b ON b.id = a.id * 4 + a.shown",
        (json_list(articles),),
    )
    return {number: _cut(article_text.excerpt(data), marker) for number, data in rows}


def _cut(kept: article_text.Excerpt, marker: Marker) -> Snippet:
    text = kept.text or kept.dek or ""
    first = marker.first(text)
    start = text.rfind(" ", 0, first - BEFORE) + 1 if first > BEFORE * 3 // 2 else 0
    cut = text[start : start + LENGTH].replace("\n", " ").rstrip()
    lead, tail = "…" if start else "", "…" if start + LENGTH < len(text) else ""
    return f"{lead}{cut}{tail}", marker.marks(cut, len(lead))
