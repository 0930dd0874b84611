"""The facts that a page states beside its article: "Rating: 4/5", a term and what it is, a label set in bold."""

from __future__ import annotations

from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.extract.html import boilerplate, reviews
from pullquote.cache.extract.html.blocks import RawBlock
from pullquote.cache.extract.html.boilerplate import LineKind

_MAX_LABEL = 40  # characters
_MAX_LABEL_WORDS = 4
_MAX_FACT = 300  # characters
_MAX_FACT_WORDS = 20
_MAX_RATING = 100  # characters
_MAX_RATING_WORDS = 3


class Facts:
    """The facts found so far among the raw blocks of a page, by their labels."""

    def __init__(self, raw_blocks: list[RawBlock]) -> None:
        self.raw_blocks = raw_blocks
        self.found: dict[str, str] = {}

    def add(self, place: int, *, rates_items: bool) -> bool:
        """Keep a block as a fact if it is one, and report whether it is.

        ``rates_items``: each of several parts of the article has a rating of its own, and the whole has none.
        """
        raw = self.raw_blocks[place]
        if raw.node.tag in ("dt", "dd"):
            return self._add_pair(place)
        if place and len(raw.text.split()) <= _MAX_RATING_WORDS and self._says_rating(self.raw_blocks[place - 1], raw):
            self.found["Rating"] += f", {raw.text}"  # "8" and "Great" in elements of their own
            return True
        return not rates_items and self.add_line(raw)

    def _says_rating(self, before: RawBlock, raw: RawBlock) -> bool:
        """Return whether a block beside the rating of the article says it in words."""
        rating = reviews.bare_rating(before.text)
        is_beside = before.node.getparent() is raw.node.getparent()
        return is_beside and rating is not None and rating == self.found.get("Rating")

    def _add_pair(self, place: int) -> bool:
        """Keep a ``dt`` and the ``dd`` right after it as a fact, and report whether the block is one of such two."""
        raw = self.raw_blocks[place]
        beside = place + 1 if raw.node.tag == "dt" else place - 1
        if not 0 <= beside < len(self.raw_blocks):
            return False
        other = self.raw_blocks[beside]
        if {raw.node.tag, other.node.tag} != {"dt", "dd"} or raw.node.getparent() is not other.node.getparent():
            return False
        label, value = (raw, other) if raw.node.tag == "dt" else (other, raw)
        if len(label.text) > _MAX_LABEL or len(value.text) > _MAX_FACT:
            return False
        self.found.setdefault(clean_line(label.text).rstrip(": "), clean_line(value.text))
        return True

    def add_line(self, raw: RawBlock) -> bool:
        """Keep "Rating: 4/5" as a fact; report whether the block is one. A judgement of many words is none."""
        if len(raw.text) > _MAX_FACT:
            return False
        text = clean_line(raw.text, _MAX_FACT)
        if rating := reviews.bare_rating(text):
            return self.found.setdefault("Rating", rating) == rating
        label, colon, value = text.partition(":")
        if not colon and (place := _label_end(raw)):
            label, colon, value = text[:place], ":", text[place:]
        label, value = label.strip(), value.strip()
        if colon and value and len(label) <= _MAX_LABEL and not _is_judgement(label, value):
            return self.found.setdefault(label, value) == value
        line = boilerplate.match_line(text)
        if line is None or line.kind is not LineKind.RATING:
            return False
        return self.found.setdefault("Rating", text) == text


def is_rating(raw: RawBlock) -> bool:
    """Return whether a line is a rating and nothing else."""
    if raw.kind != "text" or len(raw.text) > _MAX_RATING:
        return False
    line = boilerplate.match_line(raw.text)
    return line is not None and line.kind is LineKind.RATING


def _is_judgement(label: str, value: str) -> bool:
    """Return whether a line with a colon is a sentence that says something, and no fact with its label."""
    return len(label.split()) > _MAX_LABEL_WORDS or len(value.split()) > _MAX_FACT_WORDS


def _label_end(raw: RawBlock) -> int:
    """Return where the label of "**Platform** Wii U" or "Platform **Wii U**" ends, 0 for any other line."""
    strong = [span for span in raw.rich.spans if span.kind == "strong"]
    if len(strong) != 1 or "\n" in raw.text:
        return 0
    if strong[0].end == len(raw.text):
        place = strong[0].start
    elif strong[0].start == 0:
        place = strong[0].end
    else:
        return 0
    return place if any(char.isalpha() for char in raw.text[:place]) else 0
