"""Titles believed because of their neighbours in a list."""

from __future__ import annotations

from pullquote.cache.annotate.claims import ACCEPT, Claims
from pullquote.cache.annotate.text.document_text import Place, Reading
from pullquote.cache.annotate.text.shapes import title_shape
from pullquote.cache.annotate.text.title_words import is_number
from pullquote.cache.annotate.text.tokens import Segment, Token


def find_lists(reading: Reading, claims: Claims, taken: set[Place]) -> None:
    """Believe the neighbours of a title in a plain list: "A season 2, B and C" makes B and C titles too."""
    marked = sum(1 for c in claims if "italics" in c.evidence)
    if marked >= 2:
        return
    busy = {(p.segment, i) for p in taken for i in range(p.first, p.last)}
    for claim in claims:
        if claim.weight < ACCEPT or not (
            "season" in claim.evidence or "italics" in claim.evidence or "characters" in claim.evidence
        ):
            continue
        for place in list(claim.places):
            segment = reading.segments[place.segment]
            if segment.headline:
                continue
            for first, last in _neighbours(segment, place, busy):
                shaped = title_shape(segment.text[segment.tokens[first].start : segment.tokens[last - 1].end])
                if shaped and claims.get(shaped) is not claim:
                    claims.add(shaped, "list of titles", 0.55, Place(place.segment, first, last)).point("show", 1.0)


def _neighbours(segment: Segment, place: Place, busy: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the runs of capitals that follow a title in its list, "season N" stepped over."""
    words = segment.tokens
    found: list[tuple[int, int]] = []
    i = place.last
    while len(found) < 12:
        i = _after_season(words, i)
        gap = segment.gap(i).strip() if i < len(words) else "."
        glued = i < len(words) and not segment.gap(i) and words[i].text == "The"
        if gap not in (",", "", "/") or i >= len(words):
            break
        if not glued and words[i].lower in ("and", "or", "&"):
            i += 1
        elif gap != "," and not glued:
            break
        if i >= len(words) or not words[i].capital or (place.segment, i) in busy:
            break
        last = i + 1
        while last < len(words) and words[last].capital and words[last].joined and not words[last - 1].possessive:
            last += 1
        if (place.segment, last - 1) in busy:
            break
        found.append((i, last))
        i = last
    return found


def _after_season(words: list[Token], i: int) -> int:
    if i < len(words) and words[i].lower in ("season", "seasons", "series"):
        i += 1
        while i < len(words) and (
            is_number(words[i].text)
            or (words[i].text in ("&", "-") and i + 1 < len(words) and is_number(words[i + 1].text))
        ):
            i += 1
    return i
