"""What a text says otherwise than the one before it: by paragraph, and within one by words. Pure.

White space, the kind of quotation marks, and where paragraphs stand or part are no changes. The cost is bounded: texts
of any length are compared in time that grows with their length, the longest changes more coarsely. ``words`` compares
within a paragraph.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from pullquote.cache.core.article import (
    Article,
    Embed,
    Heading,
    Image,
    ListBlock,
    PullQuote,
    Rule,
    Table,
    Veiled,
    block_text,
)
from pullquote.cache.core.changes.words import Piece, pieces_between, plain_key
from pullquote.cache.core.counts import counted

Part = Literal["headline", "dek", "text"]
Kind = Literal["changed", "added", "gone"]

_PARAGRAPH = "Paragraph"
_ALIKE = 0.5
"""How many of their words, from 0 to 1, two paragraphs share of which one became the other."""
_COMMON = 12
"""A word in more paragraphs than this tells none of them."""
_LIKELY = 6
"""Paragraphs that one is compared with, whole."""
_BUDGET = 2_000_000
"""All comparisons by words of one article."""
_MOST_JOINED = 8
_AROUND = 8
"""Words around a change in an excerpt."""


class Change(Struct, frozen=True, kw_only=True):
    """A paragraph that changed, is new, or is gone.

    ``paragraph`` counts those of the later text from 1, as ``core.novelty`` does, and ``block`` is its block there;
    ``None`` for what has none. ``what`` names it where it is no paragraph. ``after`` is the number of the paragraph
    before it.
    """

    kind: Kind
    part: Part = "text"
    paragraph: int | None = None
    block: int | None = None
    after: int = 0
    what: str = _PARAGRAPH
    pieces: tuple[Piece, ...] = ()

    @property
    def was(self) -> str:
        """What it said before."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "added").strip()

    @property
    def now(self) -> str:
        """What it says now."""
        return "".join(piece.text for piece in self.pieces if piece.kind != "gone").strip()

    @property
    def where(self) -> str:
        """Which paragraph it is and what came of it: ``Paragraph 3, changed``."""
        came = {"changed": "changed", "added": "new", "gone": "gone"}[self.kind]
        if self.part != "text":
            return f"{'The headline' if self.part == 'headline' else 'The lines below it'}, {came}"
        if self.kind == "gone":
            gone = "Gone" if self.what == _PARAGRAPH else f"{self.what} gone"
            return f"{gone}, {f'after paragraph {self.after}' if self.after else 'from the beginning'}"
        return f"{self.what}{'' if self.paragraph is None else f' {self.paragraph}'}, {came}"

    def marked(self) -> str:
        """Return the paragraph with signs around words: ``begins on [-5 May] [+12 June]``."""
        return "".join(text for _, text in marked_pieces(self.pieces))

    def excerpts(self) -> tuple[str, str]:
        """Return what it said and what it says now, each cut to the words around what changed."""
        return _excerpt(self.pieces, "added"), _excerpt(self.pieces, "gone")


class Changed(Struct, frozen=True):
    """How an article changed since ``since``, when its earlier text came; ``seen``: the user had read that one.

    ``compared`` is false where it did change and nobody has looked yet how.
    """

    since: datetime
    seen: bool
    changes: tuple[Change, ...] = ()
    compared: bool = True


class _Unit(Struct, frozen=True):
    """A paragraph, an item of a list or a row of a table. ``key`` compares; ``number`` counts from 1.

    ``paragraph`` is the number of the paragraph it is, or of the one before it where it is none itself.
    """

    text: str
    key: str
    number: int
    block: int
    paragraph: int
    what: str


def differ(before: Article, after: Article) -> bool:
    """Return whether a text says anything otherwise than the one before it, or no longer."""
    if any(
        plain_key(old or "") != plain_key(new or "")
        for old, new in ((before.title, after.title), (before.dek, after.dek))
    ):
        return True
    gone, added = _left(list(_units(before)), list(_units(after)))
    return bool(gone or added)


def changes_between(before: Article, after: Article, going: Callable[[], bool] = lambda: True) -> tuple[Change, ...]:
    """Return what changed from one text to the next: headline, dek, then paragraphs in their order.

    ``going`` is asked on the way whether the answer is still wanted; where it is not, there is none.
    """
    budget = [_BUDGET]
    found: list[Change] = []
    parts: tuple[tuple[Part, str, str], ...] = (
        ("headline", before.title, after.title), ("dek", before.dek or "", after.dek or ""),
    )  # fmt: skip
    for part, was, now in parts:
        if plain_key(was) != plain_key(now):
            pieces = pieces_between(was, now, budget)
            kind: Kind = "changed" if was and now else "added" if now else "gone"
            found.append(Change(kind=kind, part=part, pieces=pieces))
    old, new = list(_units(before)), list(_units(after))
    gone, added = _left(old, new)
    became = _pairs(gone, added, going)
    placed: list[tuple[int, Change]] = []
    for unit in added:
        if not going():
            return ()
        earlier = became.get(unit.number)
        pieces = (Piece("added", unit.text),) if earlier is None else pieces_between(earlier.text, unit.text, budget)
        counts = unit.what == _PARAGRAPH
        change = Change(
            kind="added" if earlier is None else "changed",
            paragraph=unit.paragraph if counts else None,
            block=unit.block,
            after=unit.paragraph - counts,
            what=unit.what,
            pieces=pieces,
        )
        placed.append((unit.number, change))
    paired = {unit.number for unit in became.values()}
    lost = [unit for unit in gone if unit.number not in paired]
    places = _places(old, new, became) if lost else {}
    for unit in lost:
        place = places[unit.number]
        stood = new[place - 1].paragraph if place else 0
        placed.append((place, Change(kind="gone", after=stood, what=unit.what, pieces=(Piece("gone", unit.text),))))
    return (*found, *(change for _, change in sorted(placed, key=lambda one: one[0])))


def in_words(changes: Sequence[Change]) -> str:
    """Return in words how much changed: ``the headline, 2 paragraphs changed, 1 new``; empty for nothing."""
    said = ["the headline"] if any(change.part == "headline" for change in changes) else []
    said += ["the lines below it"] if any(change.part == "dek" for change in changes) else []
    counts = Counter(change.kind for change in changes if change.part == "text")
    named = False
    words: tuple[tuple[Kind, str], ...] = (("changed", "changed"), ("added", "new"), ("gone", "gone"))
    for kind, word in words:
        if number := counts[kind]:
            if named:
                said.append(f"{number:,} {word}")
            elif kind == "added":
                said.append(counted(number, "new paragraph"))
            else:
                said.append(f"{counted(number, 'paragraph')} {word}")
            named = True
    return ", ".join(said)


def marked_pieces(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, str]]:
    """Yield each piece with its text as it is shown: signs around what was added and taken away, a blank between."""
    ended = True
    for piece in pieces:
        words = piece.text.strip()
        if piece.kind == "same" or not words:
            yield piece, piece.text
        else:
            before = " " if piece.text[:1].isspace() or not ended else ""
            sign = "+" if piece.kind == "added" else "-"
            yield piece, f"{before}[{sign}{words}]{' ' if piece.text[-1:].isspace() else ''}"
        ended = piece.kind == "same" or piece.text[-1:].isspace()


def _units(article: Article) -> Iterator[_Unit]:
    number = paragraph = 0
    for place, block in enumerate(article.blocks):
        if isinstance(block, Image | Embed | Rule) or (isinstance(block, PullQuote) and block.repeats):
            continue
        if isinstance(block, Veiled):
            paragraph += 1
            continue
        what = "Heading" if isinstance(block, Heading) else "Row of a table" if isinstance(block, Table) else _PARAGRAPH
        paragraph += what == _PARAGRAPH
        texts = block_text(block).split("\n") if isinstance(block, ListBlock | Table) else [block_text(block)]
        for text in texts:
            if key := plain_key(text):
                number += 1
                yield _Unit(text.strip(), key, number, place, paragraph, what)


def _left(old: list[_Unit], new: list[_Unit]) -> tuple[list[_Unit], list[_Unit]]:
    """Return the paragraphs that only one of two texts has, wherever they stand, joined and parted ones left out."""
    there, here = Counter(unit.key for unit in new), Counter(unit.key for unit in old)
    gone, added = _beyond(old, there), _beyond(new, here)
    if gone and added:
        gone, added = _unjoined(gone, added)
        added, gone = _unjoined(added, gone)
    return gone, added


def _beyond(units: list[_Unit], others: Counter[str]) -> list[_Unit]:
    """Return the paragraphs beyond those that the other text has as often."""
    left = Counter(others)
    found = []
    for unit in units:
        if left[unit.key] > 0:
            left[unit.key] -= 1
        else:
            found.append(unit)
    return found


def _unjoined(whole: list[_Unit], parts: list[_Unit]) -> tuple[list[_Unit], list[_Unit]]:
    """Return both without paragraphs of one that are several of the other, one after the other."""
    starts: dict[str, list[_Unit]] = defaultdict(list)
    for unit in whole:
        starts[unit.key[:24]].append(unit)
    used: set[int] = set()
    taken: set[int] = set()
    for at, first in enumerate(parts):
        if first.number in used or len(first.key) < 24:
            continue
        for unit in starts.get(first.key[:24], ())[:_LIKELY]:
            key, end = first.key, at + 1
            while end < len(parts) and end - at < _MOST_JOINED and unit.key.startswith(f"{key} {parts[end].key}"):
                key, end = f"{key} {parts[end].key}", end + 1
            if key == unit.key and unit.number not in taken:
                taken.add(unit.number)
                used.update(part.number for part in parts[at:end])
                break
    return [unit for unit in whole if unit.number not in taken], [unit for unit in parts if unit.number not in used]


class _Bag:
    """The words of a paragraph, by how often they are there."""

    def __init__(self, unit: _Unit) -> None:
        self.words: dict[str, int] = {}
        words = unit.key.split()
        for word in words:
            self.words[word] = self.words.get(word, 0) + 1
        self.size = len(words)

    def alike(self, other: _Bag) -> float:
        """Return how many of their words both have, from 0 to 1; 0 where sizes alone leave them too unlike."""
        both = self.size + other.size
        if 2 * min(self.size, other.size) < _ALIKE * both:
            return 0.0
        few, many = sorted((self.words, other.words), key=len)
        shared = few.keys() & many.keys()
        return 2 * sum(min(few[word], many[word]) for word in shared) / both


def _pairs(gone: list[_Unit], added: list[_Unit], going: Callable[[], bool]) -> dict[int, _Unit]:
    """Return, by the number of a paragraph, the earlier one it came of: the likest first, each once."""
    bags = {unit.number: _Bag(unit) for unit in added}
    where: dict[str, list[int]] = defaultdict(list)
    for number, bag in bags.items():
        for word in bag.words:
            where[word].append(number)
    numbers = [unit.number for unit in added]
    found: list[tuple[float, int, int, _Unit]] = []
    for at, unit in enumerate(gone):
        if not going():
            return {}
        bag = _Bag(unit)
        shared: Counter[int] = Counter()
        for word in bag.words:
            if len(known := where.get(word, ())) <= _COMMON:
                shared.update(known)
        likely = {number for number, _ in shared.most_common(_LIKELY)}
        likely.update(numbers[max(0, at - 1) : at + 2])
        for number in likely:
            alike = bag.alike(bags[number])
            if alike >= _ALIKE:
                found.append((-alike, abs(number - unit.number), number, unit))
    became: dict[int, _Unit] = {}
    used: set[int] = set()
    for _, _, number, unit in sorted(found, key=lambda one: (*one[:3], one[3].number)):
        if number not in became and unit.number not in used:
            became[number] = unit
            used.add(unit.number)
    return became


def _places(old: list[_Unit], new: list[_Unit], became: dict[int, _Unit]) -> dict[int, int]:
    """Return, by the number of each earlier paragraph, the later one it stands after."""
    stands: dict[str, list[int]] = defaultdict(list)
    for unit in reversed(new):
        stands[unit.key].append(unit.number)
    now = {earlier.number: number for number, earlier in became.items()}
    places, last = {}, 0
    for unit in old:
        if unit.number in now:
            last = now[unit.number]
        elif stands[unit.key]:
            last = stands[unit.key].pop()
        places[unit.number] = last
    return places


def _excerpt(pieces: Sequence[Piece], without: str) -> str:
    kept = [piece for piece in pieces if piece.kind != without]
    parts: list[str] = []
    for at, piece in enumerate(kept):
        words = piece.text.split(" ")
        first, last = at == 0, at == len(kept) - 1
        if piece.kind != "same" or len(words) <= 2 * _AROUND:
            parts.append(piece.text)
            continue
        head = "" if first else " ".join(words[:_AROUND])
        tail = "" if last else " ".join(words[-_AROUND:])
        parts.append(f"{head} … {tail}")
    return "".join(parts).strip()
