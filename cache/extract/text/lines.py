"""The parts of a text without markup, and what a line of it is: a sentence, a headline, a picture's words."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from msgspec import Struct

from pullquote.cache.core.article import Block
from pullquote.cache.extract.html.inline import RichText

PartKind: TypeAlias = Literal["text", "heading", "block"]

_SENTENCE_END = re.compile(r"[.!?…:;]['’\"”)\]]*$")
_FUNCTION_WORDS = frozenset(
    (
        "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "did", "do", "does", "for", "from",
        "had", "has", "have", "he", "her", "his", "how", "i", "in", "into", "is", "it", "its", "no", "not", "of",
        "on", "or", "our", "she", "so", "than", "that", "the", "their", "they", "this", "to", "up", "was", "we",
        "were", "what", "when", "where", "who", "why", "will", "with", "you", "your",
    )
)  # fmt: skip
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|will|would|can|could|may|should|does|did|do|says?|said|tells?|told|"
    r"reveals?|gets?|got|"
    r"makes?|made|teases?|confirms?|announces?|explains?|returns?|joins?|stars?|talks?|wants?|shows?|breaks?|"
    r"brings?|sets?|"
    r"dies|quits|wins|calls?|slams?|shares?|opens?|drops?|addresses|responds?|reacts?|faces?|finds?|takes?|gives?|"
    r"goes|comes|"
    r"looks?|could|might|must|won['’]t|isn['’]t|can['’]t|didn['’]t)\b",
    re.IGNORECASE,
)
# A word begins where nothing of a word stands before it: a long run of signs is gone through once.
_WORD = re.compile(r"(?<![\w'’.-])[\w'’.-]*\w")
_OPENING_MARKS = '“"‘«„'
_CLOSING_MARKS = {"“": "”", '"': '"', "‘": "’", "«": "»", "„": "“”"}


class TextPart(Struct, eq=False):
    """One part of a text: running text, a heading, or a finished ``block`` (a list, a picture).

    ``rich`` is the text with its spans; ``level`` counts for headings.
    """

    kind: PartKind
    rich: RichText = RichText("")
    level: int = 2
    block: Block | None = None

    @property
    def text(self) -> str:
        """The text of the part."""
        return self.rich.text


def is_sentence(text: str) -> bool:
    """Return whether a paragraph is running text: it ends as a sentence does, or is long."""
    text = text.strip()
    words = text.split()
    if len(words) > 30:
        return True
    return bool(_SENTENCE_END.search(text)) and len(words) >= 4


def is_headline(text: str) -> bool:
    """Return whether a line reads like the headline of a story: some words, with a verb, a colon or a comma."""
    words = text.split()
    if not 4 <= len(words) <= 30:
        return False
    return bool(_VERB.search(text)) or bool(re.search(r"[:,?!]|\s[-–—]\s|['’]s\b", text)) or len(words) >= 9


def words_in(text: str) -> list[str]:
    """Return the words of a text for comparing: lower case, without possessives."""
    return [re.sub(r"['’]s$", "", word) for word in _WORD.findall(text.lower())]


def is_alt_text(text: str, others: set[str], *, before_text: bool) -> bool:
    """Return whether a line is the alternative text of a picture that was saved without it.

    Such a line has no verb and names who is seen, mostly in words the article uses elsewhere (``others``).
    ``before_text`` says that no paragraph precedes it.
    """
    words = text.split()
    if not 1 <= len(words) <= 16 or _SENTENCE_END.search(text):
        return False
    if re.search(r"\.(?:jpe?g|png|gif|webp)\b|\bimage\b|\bphoto\b|\bposter\b", text, re.IGNORECASE):
        return True
    plain = words_in(text)
    if not plain or _VERB.search(text):
        return False
    if len(plain) >= 2 and not any(char.isupper() for char in text):
        return True
    content = [word for word in plain if word.lower() not in _FUNCTION_WORDS]
    if not content:
        return False
    known = sum(word in others for word in content) / len(content)
    if before_text:
        return len(content) >= 2 and known >= 0.5
    has_parts = bool(re.search(r"\s[-–—|/]\s|\b(?:in|as|and|on)\b", text))
    return has_parts and known >= 0.75 and len(content) >= 4 and text.lstrip("“‘\"'")[:1].isupper()


def is_quotation(text: str) -> bool:
    """Return whether a paragraph is one quotation of some words from its first character to its last."""
    text = text.strip()
    if len(text.split()) < 8 or text[0] not in _OPENING_MARKS or text[-1] not in _CLOSING_MARKS[text[0]]:
        return False
    opening, inner = text[0], text[1:-1]
    if opening == '"':
        return '"' not in inner
    if opening == "‘":
        return not re.search(r"’(?=\s)", inner)
    depth = 1
    for char in inner:
        if char == opening:
            depth += 1
        elif char in _CLOSING_MARKS[opening]:
            depth -= 1
            if depth == 0:
                return False
    return True
