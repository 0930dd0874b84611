"""What a review says in short: verdict, pros and cons, ratings.

Outlets set them in boxes of their own, often below the text, and name the sides of a list only by a class.
"""

from __future__ import annotations

import re
from enum import Enum

from pullquote.cache.extract.html.tree import Node, classes

_REVIEW = re.compile(
    r"verdict|review|score|pros(?:$|[ _-])|cons(?:$|[ _-])|glance|(?:critic|editor)s?-?rating|(?:^|[ _-])rating-?box"
)
_BY_READERS = re.compile(r"user|reader|vote|voting|post-?rat|star-?rat|rate-")
_PROS = re.compile(
    r"(?:^|[ _-])(?:pros?|pluses|positives?|likes|liked|upsides?|advantages?|the-good|goods?|thumbs-up|highs)"
    r"(?:$|[ _-])"
)
_CONS = re.compile(
    r"(?:^|[ _-])(?:cons?|minuses|negatives?|dislikes|disliked|downsides?|disadvantages?|the-bad|bads?|thumbs-down|"
    r"lows)(?:$|[ _-])"
)
_ABOUT_ALL = re.compile(r"verdict|fazit|conclusi|summary|in short|bottom line|review|score|rating", re.IGNORECASE)
"""Words of a heading over the whole judgement, which labels neither side."""
_SIDES = frozenset(
    (
        "pro", "pros", "con", "cons", "contra", "the good", "the bad", "the ugly", "good", "bad", "positive",
        "positives", "negative", "negatives", "plus", "pluses", "minus", "minuses", "likes", "dislikes", "highs",
        "lows", "highlights", "lowlights", "letdowns", "upside", "upsides", "downside", "downsides", "advantages",
        "disadvantages", "strengths", "weaknesses", "for", "against", "reasons to buy", "reasons to avoid",
        "reasons to watch", "reasons to skip", "buy it if", "skip it if", "watch it if", "gut", "schlecht",
        "das gefällt uns", "das gefällt uns nicht", "vorteile", "nachteile", "stärken", "schwächen", "pluspunkte",
        "minuspunkte", "les plus", "les moins", "moins", "points forts", "points faibles", "on aime", "on aime moins",
        "lo mejor", "lo peor", "a favor", "en contra", "ventajas", "desventajas", "puntos fuertes", "puntos débiles",
        "pregi", "difetti", "contro", "prós", "contras", "pluspunten", "minpunten", "voordelen", "nadelen", "zalety",
        "wady", "plusy", "minusy", "fördelar", "nackdelar", "良い点", "悪い点", "長所", "短所",
    )
)  # fmt: skip
"""Words over a list that say it is one side of a review."""
_LIKED = re.compile(r"(?:what|things) (?:we|i) (?:\w+['’]?\w* ){0,2}(?:like|love|hate|dislike)d?\b.{0,20}")
_LABEL = re.compile(
    r"\s*(?:rat(?:ing|ed)|score)?\s*:?\s*(\d(?:[.,]\d+)?\s?(?:out of|/)\s?(?:4|5|10)(?:\s+stars?)?)\W*", re.IGNORECASE
)
_BARE_RATING = re.compile(r"\W{0,2}(\d{1,3}(?:[.,]\d)?\s?(?:/\s?\d{1,3}|%)?)\W{0,2}")
_LONGEST_LABEL = 6  # words
_LONGEST_SIDE = 60  # characters
_REACH = 3
"""Elements above a list whose names may say which side it is."""


class Side(Enum):
    """What a list of a review speaks for, by the word a page would set over it."""

    PROS = "Pros"
    CONS = "Cons"


def is_review_box(node: Node) -> bool:
    """Return whether a box of facts is rather a review in short: its words are the outlet's judgement."""
    name = classes(node)
    return bool(_REVIEW.search(name)) and not _BY_READERS.search(name)


def side_of(item: Node) -> Side | None:
    """Return which side of a review an item of a list is on by the names around it, ``None`` for any other item."""
    element = item.getparent()
    for _ in range(_REACH):
        if element is None or element.tag in ("article", "main", "body"):
            return None
        name = re.sub(r"__+", "-", classes(element))
        is_pro, is_con = bool(_PROS.search(name)), bool(_CONS.search(name))
        if is_pro != is_con:
            return Side.PROS if is_pro else Side.CONS
        element = element.getparent()
    return None


def is_label(text: str, *, whole: bool = False) -> bool:
    """Return whether a text may be the label of what is below it: of a list of pros or cons, or of the ``whole``."""
    return 0 < len(text.split()) <= _LONGEST_LABEL and (whole or not _ABOUT_ALL.search(text))


def is_side(text: str) -> bool:
    """Return whether a heading names a side of a review: "Pros", "What we liked", "Nachteile"."""
    words = text.strip(" :.!+-–—").lower()
    return len(words) < _LONGEST_SIDE and (words in _SIDES or _LIKED.fullmatch(words) is not None)


def rating_label(node: Node) -> str | None:
    """Return the rating an element without words is for who cannot see it: "4 out of 5 stars"."""
    label = node.get("aria-label")
    match = _LABEL.fullmatch(label) if label else None
    return match[1] if match and not any(map(str.isalnum, "".join(node.itertext()))) else None


def bare_rating(text: str) -> str | None:
    """Return the rating that a text without any word is: "8.5", "85%", "4/5"."""
    match = _BARE_RATING.fullmatch(text)
    return match[1] if match else None
