"""The text of a Document as the rules of this room see it: segments of tokens, with sentence starts and spans.

A segment is one block's text (``block_text``), the headline or the standfirst. A token is a word with its
place; what stands between two tokens decides whether they can belong to one name. Everything is one linear
pass: no expression here can run away.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from operator import attrgetter

from msgspec import Struct

from pullquote.cache.annotate.text.vocabulary import ABBREVIATIONS, FUNCTION_WORDS
from pullquote.cache.core.article import (
    DEK_BLOCK,
    TITLE_BLOCK,
    BlockQuote,
    Document,
    Embed,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    PullQuote,
    Span,
    Table,
    block_text,
)

LIMIT = 120_000
"""Code points of an article that are read; a news article of this length does not exist, hostile ones do."""

_TOKEN = re.compile(
    r"(?:[a-z]++ )++"  # most of a text: words of small letters in a row
    r"|[a-z]++(?=[,\n])"  # the general pattern below finds the same tokens here
    r"|(?:[A-Z]\.){1,5}(?![a-z])(?:['’]s\b)?|[$£€#@]?\d+(?:[.,:]\d+)*\w*(?:['’]s\b)?|[@#]?[^\W_]+(?:[-‐‑'’&][^\W_]+)*(?:\+(?!\w))?|&"
)
_SUFFIX = frozenset(
    "ish esque like style era inspired led directed starring produced penned hosted created owned based backed winning"
    " nominated centric themed set born related approved loving written shot fronted branded only wide focused bound"
    " starrer helmed gate mania listed".split()
)
_SHORTEST_NAME = 4
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_ENDS = frozenset(".!?…:;\n•|")
_CLOSING = frozenset("”“\"’'»,–—")
"""What may end what is said; German quotations end with a mark that begins English ones."""
_SENTENCE_ENDS = frozenset(".!?…")
_DOMAINS = frozenset(("com", "net", "org"))
"""What ends an address, which some write in capitals: "told REEL.COM"."""
_DIGIT = re.compile(r"\d")
_start = attrgetter("start")


class Token(Struct, frozen=True, gc=False):
    """A word: ``text`` without a possessive ending, at ``start:end`` of its segment.

    ``first`` begins a sentence, line or quotation; ``joined`` follows the token before it with only a blank
    between, so that both may be one name; ``capital`` begins with an upper-case letter.
    """

    text: str
    lower: str
    start: int
    end: int
    capital: bool
    first: bool
    joined: bool
    possessive: bool


class Segment:
    """One text of the article with its tokens. ``block`` is what ``Mention.block`` will say.

    Rules look at few tokens, and find them by these: ``texts`` are the words, ``lowers`` the words in small letters,
    ``vocabulary`` these without order; ``capitals`` are the indices of the tokens that begin with one, ``numbers``
    of those that begin with a digit, ``beginnings`` of both, where every name begins, ``firsts`` of those that are
    ``first``.
    """

    __slots__ = (
        "_emphasis",
        "_sentences",
        "beginnings",
        "block",
        "capitals",
        "firsts",
        "headline",
        "kind",
        "lowers",
        "numbers",
        "spans",
        "text",
        "texts",
        "tokens",
        "vocabulary",
    )

    def __init__(self, block: int, kind: str, text: str, spans: tuple[Span, ...] = ()) -> None:
        self.block = block
        self.kind = kind
        self.text = text
        self.spans = spans
        self.tokens = tokens(text)
        self._sentences: list[int] | None = None
        self._emphasis = {s.start: s.end for s in spans if s.kind in ("emphasis", "cite")}
        self.texts = tuple([t.text for t in self.tokens])
        self.lowers = tuple([t.lower for t in self.tokens])
        self.vocabulary = frozenset(self.lowers)
        self.capitals = [i for i, t in enumerate(self.tokens) if t.capital]
        self.firsts = [i for i, t in enumerate(self.tokens) if t.first]
        self.numbers: list[int] = []
        if _DIGIT.search(text):
            self.numbers = [i for i, t in enumerate(self.tokens) if t.text[0].isdecimal()]
        self.beginnings = sorted(self.capitals + self.numbers)
        self.headline = (kind in ("title", "heading", "dek") or _is_line(text)) and _every_word_capital(self.tokens)

    def indices(self, words: frozenset[str]) -> list[int]:
        """Return the indices of the tokens that are one of ``words``, which are in small letters."""
        if words.isdisjoint(self.vocabulary):
            return []
        return [i for i, lower in enumerate(self.lowers) if lower in words]

    @property
    def sentences(self) -> list[int]:
        """The indices of the tokens before which a sentence ends, in order."""
        if self._sentences is None:
            self._sentences = [i for i in self.firsts if self._ends_before(i)]
        return self._sentences

    def begins_sentence(self, i: int) -> bool:
        """Return whether a sentence ends before token ``i``."""
        at = bisect_left(self.sentences, i)
        return self.sentences[at : at + 1] == [i]

    def _ends_before(self, i: int) -> bool:
        """Return whether a mark ends a sentence before token ``i``, and no small letter goes on with it."""
        gap = self.gap(i)
        goes_on = ".," in gap or (self.texts[i][0].islower() and gap[-1:] not in "“\"‘'«„")
        goes_on = goes_on or (gap == "." and self.lowers[i] in _DOMAINS)
        return "\n" in gap or (not goes_on and not _SENTENCE_ENDS.isdisjoint(gap))

    def is_emphasised(self, start: int, end: int) -> bool:
        """Return whether a span of emphasis is just these words, give or take a mark."""
        return any(abs(self._emphasis.get(at, -9) - end) <= 2 for at in (start, start - 1, start - 2))

    def index_at(self, offset: int) -> int:
        """Return the index of the first token that starts at or after ``offset``."""
        return bisect_left(self.tokens, offset, key=_start)

    def follows_words_said(self, i: int) -> bool:
        """Return whether a quotation, or a clause that a comma or dash closes, ends right before token ``i``."""
        return not _CLOSING.isdisjoint(self.gap(i))

    def gap(self, i: int) -> str:
        """Return the text between token ``i - 1`` and token ``i``, possessive endings left out."""
        words = self.tokens
        if i <= 0:
            return self.text[: words[0].start] if words else self.text
        before = words[i - 1]
        end = before.end + 2 if before.possessive else before.end
        return self.text[end : words[i].start] if i < len(words) else self.text[end:]


def tokens(text: str) -> list[Token]:
    """Split ``text`` into tokens."""
    out: list[Token] = []
    before, place = "", 0
    for match in _TOKEN.finditer(text):
        word = match[0]
        start, end = match.span()
        gap = text[place:start]
        if word[-1] == " ":
            before = _add_small(out, word, start, before, gap)
            place = end - 1
            continue
        if out and word.isalpha() and not word.endswith("The"):
            # Fast path for nothing but letters; the general case below has the same result.
            lower = word.lower()
            if gap == " ":
                first = before[-1:] == "." and lower in FUNCTION_WORDS
                joined = not first
            else:
                first, joined = _border(before, gap, word)
            out.append(Token(word, lower, start, end, word[0].isupper(), first, joined, False))
            before, place = word, end
            continue
        if word == "&":
            if gap != " " or not out:
                continue
            out.append(Token("&", "&", start, start + 1, False, False, True, False))
            before, place = "&", start + 1
            continue
        place = end
        possessive = word.endswith(_POSSESSIVE)
        if possessive:
            word, end = word[:-2], end - 2
        if not word:
            continue
        first, joined = _border(before, gap, word)
        if not out:
            first, joined = True, False
        for at, part in _unglued(word):
            if at:
                first, joined = False, False  # a word without a blank before it is no part of the name
            last = at + len(part) == len(word)
            out.append(
                Token(
                    part,
                    part.lower(),
                    start + at,
                    start + at + len(part),
                    part[0].isupper(),
                    first,
                    joined,
                    possessive and last,
                )
            )
        before = word
    return out


def _add_small(out: list[Token], run: str, start: int, before: str, gap: str) -> str:
    """Add the tokens of a run of words in small letters, each with its blank; return the last of them."""
    words = run.split()
    first, joined = _border(before, gap, words[0]) if out else (True, False)
    add = out.append
    for word in words:
        end = start + len(word)
        add(Token(word, word, start, end, False, first, joined, False))
        start, first, joined = end + 1, False, True
    return words[-1]


@lru_cache(maxsize=8192)  # each name of an article is split many times
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name as its tokens have them."""
    return tuple(t.text for t in tokens(name))


def _unglued(word: str) -> Iterator[tuple[int, str]]:
    """Split what is not one word: "EmberThe" (lost italics), "Brand-ish", "Brandt7" (a footnote's number)."""
    if len(word) > 5 and word.endswith("The") and word[-4].islower():
        yield 0, word[:-3]
        yield len(word) - 3, "The"
    elif "-" in word and word[0].isupper() and word.rpartition("-")[2].lower() in _SUFFIX:
        left, _, right = word.rpartition("-")
        yield 0, left
        yield len(left) + 1, right
    elif word[-1].isdecimal() and word[0].isupper() and (bare := word.rstrip("0123456789")).isalpha():
        yield 0, bare if len(bare) > _SHORTEST_NAME and bare[-1].islower() and len(word) - len(bare) < 3 else word
    else:
        yield 0, word


def _border(before: str, gap: str, word: str) -> tuple[bool, bool]:
    """Return whether a word begins a sentence, and whether it can be one name with the word before."""
    if gap in (" ", "\u00a0"):
        if before.endswith(".") and word.lower() in FUNCTION_WORDS:
            return True, False
        return False, True
    if gap in (". ", ".\u00a0") and (before == "v" or before.lower() in ABBREVIATIONS):  # "V." is a number or initial
        return False, True
    if not gap:
        return False, before.endswith(".")
    stripped = gap.strip()
    if not stripped:
        return "\n" in gap or "\t" in gap, "\n" not in gap and "\t" not in gap
    if not _ENDS.isdisjoint(stripped):
        return True, False
    if gap[-1] in "“\"‘'«„(" or stripped in ("—", "–", "-", "--"):
        return True, False
    return False, False


def _is_line(text: str) -> bool:
    """Return whether a paragraph is a line like a headline: short, and no sentence."""
    return len(text) < 140 and not text.rstrip("\"”’' ").endswith((".", ",", ":", "…", ";"))


def _every_word_capital(words: list[Token]) -> bool:
    """Return whether a heading is set in Title Case or capitals, so that capitals say nothing there."""
    content = [t for t in words if t.text[0].isalpha() and len(t.text) > 3 and t.lower not in FUNCTION_WORDS]
    return len(content) > 2 and sum(t.capital for t in content) >= 0.75 * len(content)


def segments(document: Document) -> list[Segment]:
    """Return the headline, the standfirst and every block with text, at most ``LIMIT`` code points in all."""
    found: list[Segment] = []
    left = LIMIT
    for block, kind, text, spans in _sources(document):
        if left <= 0:
            break
        if len(text) > left:
            text = text[:left]
            spans = tuple(s for s in spans if s.end <= left)
        left -= len(text) + 20
        if text:
            found.append(Segment(block, kind, text, spans))
    return found


def _sources(document: Document) -> Iterator[tuple[int, str, str, tuple[Span, ...]]]:
    if document.title:
        yield TITLE_BLOCK, "title", document.title, ()
    if document.dek:
        yield DEK_BLOCK, "dek", document.dek, ()
    for index, block in enumerate(document.blocks):
        text = block_text(block)
        match block:
            case Heading():
                yield index, "heading", text, block.spans
            case Paragraph():
                yield index, "paragraph", text, block.spans
            case PullQuote():
                yield index, "repeat" if block.repeats else "pull", text, block.spans
            case BlockQuote():
                yield index, "quote", text, block.spans
            case ListBlock():
                yield index, "list", text, _list_spans(block)
            case Image():
                yield index, "caption", text, ()
            case Table():
                yield index, "table", text, ()
            case Embed():
                yield index, "embed", text, ()


def _list_spans(block: ListBlock) -> tuple[Span, ...]:
    """Return the items' spans with offsets into the joined text."""
    spans: list[Span] = []
    at = 0
    for item in block.items:
        spans += [Span(s.start + at, s.end + at, s.kind, s.href) for s in item.spans]
        at += len(item.text) + 1
    return tuple(spans)
