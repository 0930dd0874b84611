"""The parts of an article that are judged one by one, and their sentences. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from pullquote.cache.core.article import (
    DEK_BLOCK,
    TITLE_BLOCK,
    WORK_TYPES,
    Article,
    Block,
    BlockQuote,
    Heading,
    Image,
    Picture,
    PullQuote,
    block_text,
)
from pullquote.cache.core.spoilers import LEAD_BLOCK
from pullquote.cache.core.spoilers.names import NameFinder, finder_of
from pullquote.cache.core.spoilers.reality import LIVED
from pullquote.cache.core.spoilers.words import SMALL_WORDS

SENTENCES = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|\n")


_MOST_CHARACTERS = 60


class Part(Struct, frozen=True):
    """A part of an article: ``level`` of a heading, 0 for anything else."""

    number: int
    text: str
    level: int = 0
    picture: bool = False


class Verdict(Struct, frozen=True):
    """Why a part is veiled: ``place`` in words where it is known, ``marked`` where the outlet says so."""

    place: str = ""
    marked: bool = False


def parts_of(article: Article) -> list[Part]:
    """Return the parts of an article in the order they are read, with all the words each has."""
    lead = article.lead_image
    return [
        Part(TITLE_BLOCK, article.title),
        *([Part(DEK_BLOCK, article.dek)] if article.dek else []),
        *([Part(LEAD_BLOCK, _said_by(lead), picture=True)] if lead else []),
        *(_part(number, block) for number, block in enumerate(article.blocks)),
    ]


def _part(number: int, block: Block) -> Part:
    match block:
        case Image():
            return Part(number, _said_by(block), picture=True)
        case Heading():
            return Part(number, block.text, block.level)
        case PullQuote() | BlockQuote() if block.signature:
            return Part(number, f"{block.text}\n{block.signature}")
        case _:
            return Part(number, block_text(block))


def _said_by(picture: Image | Picture) -> str:
    return ". ".join(text for text in (picture.caption, picture.alt) if text)


def others_of(article: Article, own: NameFinder) -> NameFinder | None:
    """Return what finds the other works that an article names."""
    names = [
        name
        for entity in article.entities
        if entity.type in WORK_TYPES
        for name in (entity.name, *entity.aka)
        if len(name) > 2 and not own.search(name)
    ]
    names += [name for name in _set_apart(article) if not own.search(name)]
    return finder_of(tuple(dict.fromkeys(names))) if names else None


def _set_apart(article: Article) -> Iterator[str]:
    """Yield what the text sets in italics as titles are."""
    for number, block in enumerate(article.blocks):
        if number > 400:
            return
        for span in getattr(block, "spans", ()):
            if span.kind in ("emphasis", "cite") and 3 <= span.end - span.start <= 60:
                name = block_text(block)[span.start : span.end].strip(" ,.:;’'“”\"")
                if name[:1].isupper() and sum(word[:1].isupper() for word in name.split()) * 2 > len(name.split()):
                    yield name


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a text, each with what follows it, so that they add up to it."""
    ends = [match.end() for match in SENTENCES.finditer(text)]
    return [text[start:end] for start, end in zip([0, *ends], [*ends, len(text)], strict=True) if end > start]


def sentence_at(text: str, at: int) -> str:
    """Return the sentence in which a place of a text stands."""
    start = 0
    for sentence in sentences_of(text):
        if start <= at < start + len(sentence):
            return sentence
        start += len(sentence)
    return text


_CALLED = re.compile(r"[^\W\d_][\w’'-]*")
_PLACE_BEFORE = frozenset(
    "in at near from on to for via across outside by the a an this whose among inside within against under over "
    "van von de da di del der den la le el ter bin al daughter son indie film movie "
    "drama comedy series musical play novel thriller album single producer actor actress director writer composer "
    "creator host singer comedian presenter".split()
)
_GIVEN = frozenset(("for", "by"))
_OF_SOMEBODY = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_PARTICLES = frozenset("van von de da di del der den la le el ter bin al".split())
_NO_CHARACTERS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august serie "
    "september october november december season series episode episodes chapter spoilers spoiler warning christmas "
    "easter oct nov dec sept aug feb jan dad mom mum emmy emmys bafta christma oscar oscars tv god internet "
    "english british american french german".split()
)
_MOST_READ = 60_000
_CHANNEL = re.compile(
    r"\b(?:at|via|streaming on|streams on|airs on|only on|season (?:\w+ )?(?:at|on)) ([A-Z][\w’'-]{2,30})(?![\w’'-]| "
    r"[A-Z])|"
    r"([A-Z][\w’'-]{2,30})(?:\+|\+? (?:said|announced|confirmed|ordered|renewed|has (?:ordered|renewed|released|set|"
    r"handed)))(?!\w)"
)


def characters_of(article: Article, parts: Sequence[Part], names: NameFinder) -> NameFinder | None:
    """Return what finds the people of a story: those an article calls by one name, as it calls nobody of the news.

    Who stands in it with a first and a last name is called by the last one where they are real, and by the first one
    where they are made up. Names that only begin sentences are not known from other words.
    """
    single: set[str] = set()
    lasts: set[str] = set()
    left = _MOST_READ
    for part in parts:
        text, left = part.text[:left], left - len(part.text)
        if left < 0:
            break
        if part.number == TITLE_BLOCK or part.level:
            _collect(text, set(), lasts)
            continue
        for sentence in sentences_of(text):
            _collect(sentence, set() if LIVED.search(sentence) else single, lasts)
    found = {entity.name for entity in article.entities if entity.type == "character"}
    known = {
        word
        for entity in article.entities
        if entity.type not in ("person", "character")
        for word in entity.name.split()
    }
    found |= {word for word in single if word not in lasts and word not in known}
    known |= {word for name in names.names for word in name.split()}
    known |= _of_the_trade(parts)
    listed = tuple(sorted(name for name in found if name not in known and not names.search(name)))
    return finder_of(listed[:_MOST_CHARACTERS]) if listed else None


def _of_the_trade(parts: Sequence[Part]) -> set[str]:
    """Return the names that stand where channels do: "renewed at Vantage", "streaming on Marquee"."""
    return {found[1] or found[2] for part in parts for found in _CHANNEL.finditer(part.text[:_MOST_READ])}


def _collect(sentence: str, single: set[str], lasts: set[str]) -> None:
    """Note the capitalized words of a sentence that stand alone, and those that end a name of several."""
    tokens = [(match[0], match.start(), match.end()) for match in _CALLED.finditer(sentence)]
    for place, (word, start, end) in enumerate(tokens):
        if not (word[0].isupper() and len(word) > 2 and word[1:2].islower()):
            continue
        before = tokens[place - 1] if place else None
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        if after is not None and after[0] in _PARTICLES:
            lasts.add(word)
            continue
        joined_before = (
            before is not None
            and before[0][0].isupper()
            and sentence[before[2] : start] == " "
            and not (place == 1 and before[0].casefold() in SMALL_WORDS)
        )
        joined_after = after is not None and after[0][0].isupper() and sentence[end : after[1]] == " "
        bare = word.removesuffix("’s").removesuffix("'s")
        if joined_before and not joined_after:
            lasts.add(bare)
        if joined_before or joined_after or before is None or sentence[before[2] : start].strip(" ,:—–"):
            continue
        other = tokens[place - 2] if place > 1 else None
        if before[0] == "and" and other is not None and other[0][0].isupper() and other[0] not in single:
            continue
        given = before[0] in _GIVEN and _OF_SOMEBODY.search(sentence, end)
        if (given or before[0].casefold() not in _PLACE_BEFORE) and bare.casefold().removesuffix(
            "s"
        ) not in _NO_CHARACTERS:
            single.add(bare)
