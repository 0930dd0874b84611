"""The first and last blocks of an article, trimmed as an editor would.

Pages repeat their metadata in running text: the dek before the first paragraph, "Posted on … by …", a
second caption under the same picture. What is known already is left out.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from msgspec import structs

from pullquote.cache.core.article import Block, Heading, Image, ListBlock, Paragraph, Rule, block_text
from pullquote.cache.core.times.dates import WrittenDate, find_date, parse_date
from pullquote.cache.extract.html.inline import RichText, comparison_key, slice_rich_text
from pullquote.cache.extract.metadata.authors import is_labelled, join_bylines, without_label

_DATE_LABEL = re.compile(
    r"^(?:(?:first )?(?:published|posted|updated|last updated|last modified|created|date)\b\s*(?:on|at)?\s*:?\s*)",
    re.IGNORECASE,
)
_DATE_AND_BYLINE = re.compile(r"^(?:published|posted|written)\b.{4,60}?\bby\s+(?P<names>[A-Z].{2,80})$", re.IGNORECASE)
_BYLINE = re.compile(r"^(?:written |posted |words |story |text )?by\b:?\s*(?P<names>.{0,80})$", re.IGNORECASE)
_BYLINE_AND_DATE = re.compile(
    r"^(?:(?:written|posted|published|words|story|text) )?by\b:?\s*(?P<names>[^|]{2,60}?)(?:\s*[,–—-]|\s+(?:on|at))\s+"
    r"(?P<date>[^|]{6,50})$",
    re.IGNORECASE,
)
_FULL_NAME = re.compile(
    r"[^\W\d_a-z][\w.’'-]*(?: (?:de|del|van|von|der|da|di|la|le|bin|al))*(?: [^\W\d_a-z][\w.’'-]*){1,2}"
)
_DAY = re.compile(r"[^\W\d_]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}\.? (?:de |d’)?[^\W\d_]{3,10}\.?")  # no year
_LEAP_YEAR = 2000
_AGO = re.compile(
    r"(?:(?:published|posted|updated)\s*:?\s*)?(?:"
    r"(?:\d{1,2}|an?|one|a few) (?:min(?:ute)?|hour|hr|day|week|month)s? ago|yesterday|just now|"
    r"vor (?:\d{1,2}|einer|einem) (?:minuten?|stunden?|tag(?:en)?)|il y a \d{1,2} (?:minutes?|heures?|jours?)|"
    r"hace \d{1,2} (?:minutos?|horas?|días?))",
    re.IGNORECASE,
)
_MAX_LABELLED = 12  # words of a line that says it is a byline
_MAX_DATED = 9  # words of a line that only says when
_HEAD_LINES = 4
_PARTED = re.compile(r"\s*[|•·]\s*")
_LENGTH = re.compile(
    r"(?:about |ca\. )?\d[\d.,]{0,8}\s*-?(?:min(?:ute)?s?\b(?:[ -](?:read|de lecture|lesezeit|lezen|di lettura|"
    r"de lectura|de leitura))?|words?|wörter|mots|palabras|parole)\.?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?。！？]$")
_MAX_SIGNED = 6  # words
_MIN_TEXT = 120  # characters; a longer paragraph is text, not a line of metadata
_BELOW = 3  # blocks below a picture that may be its caption
_REPEATED = 0.7  # of a caption that is the text below
_MIN_CAPTION = 60  # characters; a shorter caption may name only who took both pictures
_INITIALS = re.compile(r"(?:(?<=[.!?”\"])\s+|^)\[[A-Z]{2,3}(?:/[A-Z]{2,3})?\]$")  # who wrote it, as wires sign
_MAX_LOOSE_END = 6  # words
_TELLS_WHO = re.compile(
    r"(?:,[^.!?]{3,120},|\s\([^()]{1,40}\))?\s(?:is|has|was|covers|writes|reports|works|lives|holds|studied|joined|"
    r"serves|speciali[sz]es|began|started|ist|schreibt|arbeitet|est|écrit|es|escribe|è|scrive)\s"
)
_MAX_BIO = 4  # paragraphs
_MIN_BEFORE_BIO = 3
_MAX_LABEL = 4
_DEK_TAIL = re.compile(r"[\s.…\[\]]+$")


def repeats_opening(dek: str | None, blocks: tuple[Block, ...]) -> bool:
    """Return whether a dek only repeats how the text begins, in whole or cut short."""
    if not dek:
        return False
    first = next((block.text for block in blocks if isinstance(block, Paragraph)), "")
    key = comparison_key(_DEK_TAIL.sub("", dek))
    if not key:
        return False
    opening = " ".join(block.text for block in blocks[:8] if isinstance(block, Paragraph))
    beginning = comparison_key(opening[: 2 * len(dek) + 200])
    is_cut = dek.rstrip().endswith(("…", "...", "..", "[…]"))
    return comparison_key(first) == key or (beginning.startswith(key) and (is_cut or len(key) > 60))


def trim_blocks(
    blocks: tuple[Block, ...], *, title: str | None, byline: tuple[str, ...], published: datetime | None
) -> tuple[tuple[Block, ...], tuple[str, ...], datetime | None]:
    """Return the blocks without the first lines that only name author and date, the byline, and the date.

    These two are those passed in, else those of the lines. Removed too: rules at the start or in a row, a caption
    that repeats the one before it, headings, rules and loose ends at the end.
    """
    known = frozenset(comparison_key(name) for name in (title or "", ", ".join(byline)))
    kept: list[Block] = []
    seen = 0
    for at, block in enumerate(blocks):
        if seen < _HEAD_LINES and (said := _names_in_head(block, blocks[at + 1 : at + 2], published)) is not None:
            byline = byline or said.names
            published = published or (said.date and said.date.moment)
            continue
        if isinstance(block, Paragraph) and seen < _HEAD_LINES and len(block.text) <= _MIN_TEXT:
            seen += 1
            if (names := _names_in_metadata(block.text, published, known)) is not None:
                byline = byline or names
                found = find_date(block.text) if published is None else None
                published = found.moment if found else published
                continue
        elif isinstance(block, Paragraph | Heading):
            seen = _HEAD_LINES
        if isinstance(block, Rule) and (not kept or isinstance(kept[-1], Rule)):
            continue
        if isinstance(block, Image) and kept and isinstance(last := kept[-1], Image):
            block = _without_repeated_caption(block, last)
        if isinstance(block, Image):
            block = _without_text_below(block, blocks[at + 1 : at + 1 + _BELOW])
        kept.append(block)
    del kept[_start_of_bio(kept, byline) :]
    while kept and (isinstance(kept[-1], Rule | Heading) or (len(kept) > 1 and _is_loose_end(kept[-1]))):
        kept.pop()
    if kept and isinstance(kept[-1], Paragraph) and (initials := _INITIALS.search(kept[-1].text)):
        kept[-1] = _shortened(kept[-1], initials.start())
    return tuple(kept), byline, published


def names_and_date(text: str, published: datetime | None) -> tuple[str, ...] | None:
    """Return the names in lines that each say no more than who wrote something and when; ``None`` for other lines.

    ``published`` is when that was, if it is known: then a day needs no year, and one of another day is no date of it.
    """
    return _names_in_metadata(text, published, frozenset()) if len(text) <= _MIN_TEXT else None


class _Said(NamedTuple):
    """What lines above the text say of it."""

    names: tuple[str, ...]
    date: WrittenDate | None = None


def _names_in_head(block: Block, following: tuple[Block, ...], published: datetime | None) -> _Said | None:
    """Return the names and the date in a list of metadata, or the name above a line that is a date; else ``None``.

    A list of metadata is short and has the date among its items: "Jane Roe", "4 May 2026", "Film".
    """
    if isinstance(block, ListBlock):
        lines = [item.text for item in block.items]
        dates = [line for line in lines if len(line.split()) <= _MAX_DATED and _is_date_line(line, published)]
        if not dates or sum(map(len, lines)) > _MIN_TEXT:
            return None
        names = [name for line in lines if line not in dates for name in (_labelled_or_full(line, lines),) if name]
        return _Said(join_bylines(names[:1]), find_date(dates[0]))
    if isinstance(block, Paragraph) and following and isinstance(below := following[0], Paragraph):
        is_name = _FULL_NAME.fullmatch(block.text) and len(join_bylines([block.text])) == 1
        if is_name and len(below.text.split()) <= _MAX_DATED and _is_date_line(below.text, published):
            return _Said(join_bylines([block.text]))
    return None


def _labelled_or_full(line: str, lines: list[str]) -> str | None:
    """Return the name in a line of metadata: behind its label, below it, or a full name."""
    before = lines[lines.index(line) - 1] if lines.index(line) else ""
    if is_labelled(line) and without_label(line):
        return line
    is_named = is_labelled(before) and not without_label(before)
    return line if _FULL_NAME.fullmatch(line) or is_named else None


def _start_of_bio(blocks: list[Block], byline: tuple[str, ...]) -> int:
    """Return the place of the last paragraphs that tell who the author is, the number of blocks where none do.

    The first begins with the name of the byline ("Jane Doe is a writer in …"), the others speak of the same person.
    """
    end = len(blocks)
    for place in range(max(_MIN_BEFORE_BIO, end - _MAX_BIO), end):
        block = blocks[place]
        if not isinstance(block, Paragraph):
            continue
        for name in byline:
            told = block.text.removeprefix(name)
            if " " not in name or told == block.text or not _TELLS_WHO.match(told):
                continue
            same = re.compile(rf"\b(?:{'|'.join(map(re.escape, name.split()))}|she|he|they|her|his|their)\b", re.I)
            if all(isinstance(other, Paragraph | Image) and same.search(block_text(other)) for other in blocks[place:]):
                return place
    return end


def _is_loose_end(block: Block) -> bool:
    """Return whether a last paragraph is only initials, a label with nothing under it, or a link of a few words."""
    if not isinstance(block, Paragraph) or len(words := block.text.split()) > _MAX_LOOSE_END:
        return False
    linked = sum(span.end - span.start for span in block.spans if span.kind == "link")
    return (
        linked >= len(block.text)
        or (block.text.endswith(":") and len(words) <= _MAX_LABEL)
        or _INITIALS.fullmatch(block.text) is not None
    )


def _shortened(block: Paragraph, end: int) -> Paragraph:
    """Return a paragraph up to ``end``."""
    rich = slice_rich_text(RichText(block.text, block.spans), 0, end)
    return structs.replace(block, text=rich.text, spans=rich.spans)


def _names_in_metadata(text: str, published: datetime | None, known: frozenset[str]) -> tuple[str, ...] | None:
    """Return the names in lines that each only name author or date, or say what is ``known``; ``None`` for others."""
    found: list[str] = []
    for line in text.split("\n"):
        if comparison_key(without_label(line)) in known:
            continue
        names = _names_beside_date(line, published)
        if names is None:
            names = _names_in_metadata_line(line, published)
        if names is None:
            return None
        found += names
    return tuple(dict.fromkeys(found))


def _names_beside_date(text: str, published: datetime | None) -> tuple[str, ...] | None:
    """Return the names in a line of a name and a date with a bar or a dot between, or of a label and a name."""
    parts = [part for part in _PARTED.split(text) if part and not _LENGTH.fullmatch(part)]
    names = [part for part in parts if not (_is_date_line(part, published) or _is_day(part) or _AGO.fullmatch(part))]
    is_signed = len(parts) > len(names) == 1 or (
        len(parts) == 1 and is_labelled(text) and not _SENTENCE_END.search(text)
    )
    found = join_bylines(names) if is_signed else ()
    is_full = all(len(name.split()) in (2, 3, 4) or not name.isascii() for name in found)
    most = _MAX_LABELLED if is_labelled(text) and len(parts) > 1 else _MAX_SIGNED
    return found if found and is_full and len(" ".join(names).split()) <= most else None


def _is_day(text: str) -> bool:
    """Return whether a text is a day without its year."""
    return _DAY.fullmatch(text) is not None and parse_date(f"{text}, {_LEAP_YEAR}") is not None


def _names_in_metadata_line(text: str, published: datetime | None) -> tuple[str, ...] | None:
    """Return the names in a line that only names author or date (none for a date alone), ``None`` for any other."""
    line = " ".join(text.split())
    if _AGO.fullmatch(line):
        return ()
    if match := _DATE_AND_BYLINE.match(line):
        names = join_bylines([match["names"]])
        return names if names and re.search(r"\d{4}", line) else None
    if (match := _BYLINE_AND_DATE.match(line)) and _is_date_line(match["date"], published):
        return join_bylines([match["names"]])
    if match := _BYLINE.match(line):
        rest = match["names"].strip()
        if not rest:
            return ()
        names = join_bylines([rest])
        return names if names and len(rest.split()) <= 6 and not re.search(r"[.!?]$", rest) else None
    if (re.search(r"\b(?:19|20)\d\d\b", line) or _DAY.fullmatch(line)) and len(line.split()) <= _MAX_DATED:
        return () if _is_date_line(line, published) else None
    return None


def _is_date_line(line: str, published: datetime | None) -> bool:
    """Return whether a line is a date: with a label ("Updated"), or near the date of publication."""
    rest = _DATE_LABEL.sub("", line)
    if published is not None and _DAY.fullmatch(rest):
        rest, line = f"{rest}, {published.year}", f"{line}, {published.year}"
    moment = parse_date(rest)
    if moment is None:
        return False
    return rest != line or published is None or abs((moment.date() - published.date()).days) <= 1


def _without_text_below(image: Image, below: tuple[Block, ...]) -> Image:
    """Return a picture without a caption that is the text below it, as slides have it; its end is the credit."""
    caption, key, said = image.caption or "", comparison_key(image.caption or ""), 0
    end = 0
    for block in below:
        text = block.text if isinstance(block, Paragraph | Heading) else ""
        if not text or (at := caption.find(text, end)) < 0:
            break
        end, said = at + len(text), said + len(comparison_key(text))
    if not key or said < _REPEATED * len(key):
        return image
    return structs.replace(image, caption=None, credit=image.credit or caption[end:].strip(" .,|–—-") or None)


def _without_repeated_caption(image: Image, before: Image) -> Image:
    """Return a picture without the caption it shares with the one right before it."""
    if image.caption and len(image.caption) > _MIN_CAPTION and image.caption == before.caption:
        return structs.replace(image, caption=None, credit=None if image.credit == before.credit else image.credit)
    return image
