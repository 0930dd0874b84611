"""The edges of an article: what an editor would still cut after the judgement.

Pages repeat their facts in running text: the dek before the first paragraph, "Posted on … by …", a
second caption under the same picture. What is known already is not said twice.
"""

from __future__ import annotations

import re
from datetime import datetime

from msgspec import structs

from pullquote.cache.core.article import Block, Heading, Image, Paragraph, Rule
from pullquote.cache.core.dates import parse_date
from pullquote.cache.extract.html.inline import Rich, cut
from pullquote.cache.extract.metadata.authors import join_bylines

_WORD = re.compile(r"\w+")
_WHEN = re.compile(
    r"^(?:(?:first )?(?:published|posted|updated|last updated|last modified|created|date)\b\s*(?:on|at)?\s*:?\s*)",
    re.IGNORECASE,
)
_WHEN_AND_WHO = re.compile(r"^(?:published|posted|written)\b.{4,60}?\bby\s+(?P<names>[A-Z].{2,80})$", re.IGNORECASE)
_BY = re.compile(r"^(?:written |posted |words |story |text )?by\b:?\s*(?P<names>.{0,80})$", re.IGNORECASE)
_FIRST = 4
_CREDIT = 60  # a shorter caption may name only who took both pictures
_INITIALS = re.compile(r"(?:(?<=[.!?”\"])\s+|^)\[[A-Z]{2,3}(?:/[A-Z]{2,3})?\]$")  # who wrote it, as wires sign
_LOOSE = 6  # words
_LABEL = 4
_DEK_TAIL = re.compile(r"[\s.…\[\]]+$")


def is_told(dek: str | None, blocks: tuple[Block, ...]) -> bool:
    """Return whether a dek only repeats how the text begins, cut short or whole."""
    if not dek:
        return False
    first = next((block.text for block in blocks if isinstance(block, Paragraph)), "")
    key = _key(_DEK_TAIL.sub("", dek))
    if not key:
        return False
    beginning = _key(" ".join(block.text for block in blocks[:8] if isinstance(block, Paragraph))[: 2 * len(dek) + 200])
    cut = dek.rstrip().endswith(("…", "...", "..", "[…]"))
    return _key(first) == key or (beginning.startswith(key) and (cut or len(key) > 60))


def trim(
    blocks: tuple[Block, ...], *, byline: tuple[str, ...], published: datetime | None
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Return the blocks without the lines at their head that only say who and when, and the byline.

    The byline is the one given, else the one those lines name. Rules that part nothing go, and so does a
    caption that repeats the one before it.
    """
    kept: list[Block] = []
    seen = 0
    for block in blocks:
        if isinstance(block, Paragraph) and seen < _FIRST and not _is_text(block.text):
            seen += 1
            if (names := _facts_line(block.text, published)) is not None:
                byline = byline or names
                continue
        elif isinstance(block, Paragraph | Heading):
            seen = _FIRST
        if isinstance(block, Rule) and (not kept or isinstance(kept[-1], Rule)):
            continue
        if isinstance(block, Image) and kept and isinstance(last := kept[-1], Image):
            block = _without_double(block, last)
        kept.append(block)
    while kept and (isinstance(kept[-1], Rule | Heading) or (len(kept) > 1 and _is_loose_end(kept[-1]))):
        kept.pop()
    if kept and isinstance(kept[-1], Paragraph) and (found := _INITIALS.search(kept[-1].text)):
        kept[-1] = _shortened(kept[-1], found.start())
    return tuple(kept), byline


def _is_loose_end(block: Block) -> bool:
    """Return whether a last paragraph is no text: initials, a label with nothing under it, a few words of link."""
    if not isinstance(block, Paragraph) or len(words := block.text.split()) > _LOOSE:
        return False
    linked = sum(span.end - span.start for span in block.spans if span.kind == "link")
    return (
        linked >= len(block.text)
        or (block.text.endswith(":") and len(words) <= _LABEL)
        or _INITIALS.fullmatch(block.text) is not None
    )


def _shortened(block: Paragraph, end: int) -> Paragraph:
    """Return a paragraph up to ``end``."""
    rich = cut(Rich(block.text, block.spans), 0, end)
    return structs.replace(block, text=rich.text, spans=rich.spans)


def _is_text(text: str) -> bool:
    return len(text) > 120


def _facts_line(text: str, published: datetime | None) -> tuple[str, ...] | None:
    """Return the names of a line that only says who or when (none for a date alone), ``None`` for any other."""
    line = " ".join(text.split())
    if match := _WHEN_AND_WHO.match(line):
        names = join_bylines([match["names"]])
        return names if names and re.search(r"\d{4}", line) else None
    if match := _BY.match(line):
        rest = match["names"].strip()
        names = join_bylines([rest]) if rest else ()
        return names if not rest or (names and len(rest.split()) <= 6 and not re.search(r"[.!?]$", rest)) else None
    if re.search(r"\b(?:19|20)\d\d\b", line) and len(line.split()) <= 9:
        rest = _WHEN.sub("", line)
        moment = parse_date(rest)
        if moment is None:
            return None
        near = published is None or abs((moment.date() - published.date()).days) <= 1
        return () if near or rest != line else None
    return None


def _without_double(image: Image, before: Image) -> Image:
    """Return a picture without the caption it shares with the one right before it."""
    if image.caption and len(image.caption) > _CREDIT and image.caption == before.caption:
        return structs.replace(image, caption=None, credit=None if image.credit == before.credit else image.credit)
    return image


def _key(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))
