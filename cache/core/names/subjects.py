"""What a quotation is about: the works and people of its sentence, else of its paragraph.

Whole articles are about too many things for that: a review names the last film of its director, too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from pullquote.cache.core.article import (
    TITLE_BLOCK,
    WORK_TYPES,
    Article,
    BlockQuote,
    Entity,
    EntityType,
    Mention,
    Paragraph,
    PullQuote,
    Quote,
    block_text,
)
from pullquote.cache.core.names import normalize

# As text: compiling it would cost the commands that ask for no quotations.
_SENTENCE_END = r"[.!?…][\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W\d_a-zß-öø-ÿ])|\n"
"""Where one sentence ends and another begins; after a quotation, "he said" goes on with the sentence."""
_SPOKEN_OF = r"\b(?:the|this|that|her|his|their|our|its|my)\s+(?:[\w’'-]+\s+){0,2}?({})\b"
"""A work spoken of by what it is: "the show", "her second album"."""
_NOUNS: dict[EntityType, str] = {
    "show": "show|series|sitcom|drama|comedy|programme|program|season|episode|finale|pilot",
    "film": "film|movie|picture|drama|comedy|documentary|sequel",
    "franchise": "franchise|saga|series|universe",
    "album": "album|record|lp|ep",
    "song": "song|single|track|ballad",
    "book": "book|novel|memoir|comic",
    "play": "play|musical|opera|production|show",
    "game": "game",
    "podcast": "podcast|show|series",
}


def quotes_about(article: Article, about: Collection[int]) -> list[int]:
    """Return which quotes of an article, by their place in ``quotes``, are about one of its entities.

    ``about`` are places in ``entities``. A quote is about the works that its sentence names, else about those its
    paragraph names, else about the one spoken of there by what it is ("the show"), else about that of the headline
    where no other was named since; so with people and the rest, but that nobody speaks about themselves here. What is
    set off after a colon, or goes on from the paragraph before, is about what that is about.
    """
    subjects = _Subjects(article, about)
    return [number for number in range(len(article.quotes)) if subjects.has(number)]


class _Subjects:
    """Looks for names of one family, that of the entities asked for, around the quotes of one article."""

    def __init__(self, article: Article, about: Collection[int]) -> None:
        self.article = article
        self.about = frozenset(about)
        self.family = {kind for place in about for kind in _family(article.entities[place].type)}
        self.mentions = sorted(
            (mention for mention in article.mentions if article.entities[mention.entity].type in self.family),
            key=lambda mention: (mention.block, mention.start),
        )
        self.by_block: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            self.by_block.setdefault(mention.block, []).append(mention)
        self.headline = {
            mention.entity
            for mention in self.by_block.get(TITLE_BLOCK, ())
            if article.entities[mention.entity].type in WORK_TYPES
        }
        self.unfinished = {
            (quote.block, quote.speaker)
            for quote in article.quotes
            if quote.end >= len(self._text(quote.block).rstrip())
        }
        self.sentence_ends: dict[int, list[int]] = {}

    def has(self, number: int) -> bool:
        """Return whether a quote is about one of the entities."""
        quote = self.article.quotes[number]
        found = self._named(quote, quote.block, *self._sentence(quote))
        block: int | None = quote.block
        while block is not None:
            found = found or self._named(quote, block) or self._spoken_of(block)
            if found:
                return not found.isdisjoint(self.about)
            block = self._introduced_by(block, quote)
        return False

    def _named(self, quote: Quote, block: int, start: int = 0, end: int | None = None) -> set[int]:
        """Return the entities of the family that stand in a block, or in a part of it, but for who speaks."""
        return {
            mention.entity
            for mention in self.by_block.get(block, ())
            if start <= mention.start
            and (end is None or mention.start < end)
            and not _is_any(self.article.entities[mention.entity], (quote.speaker, quote.via))
        }

    def _sentence(self, quote: Quote) -> tuple[int, int]:
        """Return where the sentence begins and ends in which a quote stands."""
        text = self._text(quote.block)
        if quote.block not in self.sentence_ends:
            self.sentence_ends[quote.block] = [match.end() for match in re.finditer(_SENTENCE_END, text)]
        ends = self.sentence_ends[quote.block]
        before, after = bisect_right(ends, quote.start), bisect_left(ends, quote.end)
        return ends[before - 1] if before else 0, ends[after] if after < len(ends) else len(text)

    def _spoken_of(self, block: int) -> set[int]:
        """Return the work that a block speaks of without its name.

        It is called what it is, "the show": the last work of such a type that was named before. Else it is the one of
        the headline, as long as no other was named since.
        """
        text = self._text(block).casefold()
        types = {
            kind
            for kind, nouns in _NOUNS.items()
            if kind in self.family and re.search(_SPOKEN_OF.replace("{}", nouns), text)
        }
        before = self.mentions[: bisect_left(self.mentions, block, key=lambda mention: mention.block)]
        fitting = (m.entity for m in reversed(before) if self.article.entities[m.entity].type in types)
        if types and (named := next(fitting, None)) is not None:
            return {named}
        return self.headline & {mention.entity for mention in before[-1:]} if len(self.headline) == 1 else set()

    def _introduced_by(self, block: int, quote: Quote) -> int | None:
        """Return the paragraph before, where the block is what it announces or the rest of what is quoted in it."""
        if not 0 < block < len(self.article.blocks):
            return None
        set_off = isinstance(self.article.blocks[block], PullQuote | BlockQuote) or quote.start <= 1
        announced = isinstance(self.article.blocks[block - 1], Paragraph) and self._text(block - 1).rstrip()[-1:] == ":"
        return block - 1 if set_off and (announced or (block - 1, quote.speaker) in self.unfinished) else None

    def _text(self, block: int) -> str:
        if block >= 0:
            return block_text(self.article.blocks[block]) if block < len(self.article.blocks) else ""
        return (self.article.title if block == TITLE_BLOCK else self.article.dek) or ""


def _family(kind: EntityType) -> Sequence[EntityType]:
    return WORK_TYPES if kind in WORK_TYPES else (kind,)


def _is_any(entity: Entity, names: Sequence[str | None]) -> bool:
    keys = {normalize(name) for name in names if name}
    return bool(keys) and any(normalize(name) in keys for name in (entity.name, *entity.aka))
