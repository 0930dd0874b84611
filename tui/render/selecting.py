"""What of an article can be selected with keys, and what is: from word to word, or whole paragraphs.

Pure: a selection is a value, and every key makes another of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.article import (
    DEK_BLOCK,
    TITLE_BLOCK,
    Article,
    BlockQuote,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    PullQuote,
    block_text,
)
from pullquote.cache.core.clippings import Place
from pullquote.cache.core.counts import counted
from pullquote.cache.export.attribution import within_marks
from pullquote.tui.render.layout import Line, Passage
from pullquote.tui.render.own_marks import in_short

_SELECTABLE = Heading | Paragraph | PullQuote | BlockQuote | ListBlock | Image
"""Blocks whose lines are their text; what is veiled, tables and embeds are not."""
_ALONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Letters of scripts that put no blanks between words: each is a word here."""
_WORD = re.compile(rf"[{_ALONE}][^\s\w]*|[^\s{_ALONE}]+")


class Unit(Struct, frozen=True):
    """A paragraph, a heading, an item of a list: the ``text`` of a block from ``start`` on."""

    block: int
    start: int
    text: str

    @property
    def words(self) -> tuple[tuple[int, int], ...]:
        """Where in the text its words begin and end."""
        return _words_of(self.text)


@lru_cache(maxsize=1024)
def _words_of(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _WORD.finditer(text))


class Spot(Struct, frozen=True, order=True):
    """A word: which unit, which word of it."""

    unit: int
    word: int


class Selected(Struct, frozen=True):
    """What is selected of ``units``: from ``anchor`` to ``end``, whichever comes first, both included.

    Unless ``by_words``, the paragraphs of both are selected whole.
    """

    units: tuple[Unit, ...]
    anchor: Spot
    end: Spot
    by_words: bool = False

    @property
    def _ends(self) -> tuple[Spot, Spot]:
        first, last = sorted((self.anchor, self.end))
        if self.by_words:
            return first, last
        return Spot(first.unit, 0), Spot(last.unit, len(self.units[last.unit].words) - 1)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the selected words stand, one place a block, in reading order."""
        return tuple(place for place, _ in self._parts())

    @property
    def text(self) -> str:
        """The words that are selected, paragraphs parted by an empty line."""
        return "\n\n".join(text for _, text in self._parts())

    @property
    def words(self) -> int:
        """How many words are selected."""
        first, last = self._ends
        between = sum(len(unit.words) for unit in self.units[first.unit : last.unit])
        return between + last.word - first.word + 1

    @property
    def spot(self) -> Place:
        """Where the end that moves stands."""
        unit = self.units[self.end.unit]
        start, stop = unit.words[self.end.word]
        if not self.by_words:
            start, stop = unit.words[0][0], unit.words[-1][1]
        return Place(unit.block, unit.start + start, unit.start + stop)

    def _parts(self) -> list[tuple[Place, str]]:
        first, last = self._ends
        parts: list[tuple[Place, str]] = []
        for number in range(first.unit, last.unit + 1):
            unit = self.units[number]
            start = unit.words[first.word if number == first.unit else 0][0]
            stop = unit.words[last.word if number == last.unit else -1][1]
            place = Place(unit.block, unit.start + start, unit.start + stop)
            if parts and parts[-1][0].block == unit.block:  # items of one list
                before, text = parts[-1]
                parts[-1] = Place(unit.block, before.start, place.stop), f"{text}\n{unit.text[start:stop]}"
            else:
                parts.append((place, unit.text[start:stop]))
        return parts

    # What keys make of it

    def move_paragraph(self, step: int) -> Selected:
        """Move the end so many paragraphs; by words, to the ends of paragraphs."""
        last = len(self.units) - 1
        if not self.by_words:
            return replace(self, end=Spot(max(0, min(last, self.end.unit + step)), 0))
        unit, word = self.end.unit, self.end.word
        if step > 0:
            unit += step - (word < len(self.units[unit].words) - 1)
            unit = min(last, unit)
            word = len(self.units[unit].words) - 1
        else:
            unit, word = max(0, unit + step + (word > 0)), 0
        return replace(self, end=Spot(unit, word))

    def move_word(self, step: int) -> Selected:
        """Move the end so many words, into the next paragraphs; whole paragraphs are left from where they end."""
        if not self.by_words:
            return self.switch().move_word(step)
        unit, word = self.end.unit, self.end.word + step
        while word < 0 and unit > 0:
            unit -= 1
            word += len(self.units[unit].words)
        while word >= len(self.units[unit].words) and unit < len(self.units) - 1:
            word -= len(self.units[unit].words)
            unit += 1
        return replace(self, end=Spot(unit, max(0, min(word, len(self.units[unit].words) - 1))))

    def move_to(self, block: int, offset: int) -> Selected:
        """Move the end to the word at an offset of a block; stay where that cannot be selected."""
        for number, unit in enumerate(self.units):
            if unit.block == block and unit.start <= offset <= unit.start + len(unit.text):
                word = sum(start <= offset - unit.start for start, _ in unit.words) - 1
                return replace(self, end=Spot(number, max(0, word)), by_words=True)
        return self

    def turn(self) -> Selected:
        """Let the other end move."""
        return replace(self, anchor=self.end, end=self.anchor)

    def switch(self) -> Selected:
        """Go on by words with what is selected, or by whole paragraphs."""
        if self.by_words:
            return replace(self, by_words=False)
        first, last = self._ends
        anchor, end = (first, last) if self.anchor <= self.end else (last, first)
        return replace(self, anchor=anchor, end=end, by_words=True)

    def told(self, *, spoken: bool = False) -> str:
        """Return in words how much is selected, ``spoken`` also what."""
        paragraphs = abs(self.end.unit - self.anchor.unit) + 1
        much = f"{counted(self.words, 'word')} selected"
        much += f" in {counted(paragraphs, 'paragraph')}" if paragraphs > 1 or not self.by_words else ""
        if not spoken:
            return much
        return f"{much}: {in_short(self.text)}"


def selectable(article: Article, passages: Iterable[Passage], veiled: Collection[int] = ()) -> tuple[Unit, ...]:
    """Return what of an article that is set can be selected, in the order in which it is read; no ``veiled`` blocks."""
    units = []
    for passage in passages:
        text = _text_of(article, passage.block) if passage.block not in veiled else ""
        if not text or not passage.text or passage.picture is not None:
            continue
        stop = passage.origin + len(passage.text) - sum(length for _, length in passage.inserts)
        if isinstance(_block(article, passage.block), ListBlock) and (end := text.find("\n", passage.origin)) >= 0:
            stop = min(stop, end)
        if isinstance(_block(article, passage.block), PullQuote):
            stop = within_marks(text)[1]
        own = text[passage.origin : stop]  # what is set after it, a mark or a credit, is not its text
        if not own.isspace() and own:
            units.append(Unit(passage.block, passage.origin, own))
    return tuple(units)


def _block(article: Article, number: int) -> object:
    return article.blocks[number] if 0 <= number < len(article.blocks) else None


def _text_of(article: Article, number: int) -> str:
    if number == TITLE_BLOCK:
        return article.title
    if number == DEK_BLOCK:
        return article.dek or ""
    block = _block(article, number)
    return block_text(block) if isinstance(block, _SELECTABLE) else ""


def first_selected(units: tuple[Unit, ...], in_view: Iterable[Line]) -> Selected | None:
    """Return the paragraph to begin with: the first of the body that begins in view, else the first that is seen."""
    numbers = {(unit.block, unit.start): number for number, unit in enumerate(units)}
    seen = [
        (number, line.start == 0 and line.passage.block >= 0)
        for line in in_view
        if (number := numbers.get((line.passage.block, line.passage.origin))) is not None and line.passage.text
    ]
    number = next((number for number, begins in seen if begins), seen[0][0] if seen else None)
    if number is None:
        return None
    return Selected(units, Spot(number, 0), Spot(number, 0))


def from_place(units: tuple[Unit, ...], place: Place) -> Selected | None:
    """Return the words of a place as a selection by words; ``None`` where they cannot be selected."""
    for number, unit in enumerate(units):
        if unit.block == place.block and unit.start <= place.start < unit.start + len(unit.text):
            begun = Selected(units, Spot(number, 0), Spot(number, 0), by_words=True)
            start = begun.move_to(place.block, place.start).end
            return replace(begun, anchor=start, end=start).move_to(place.block, max(place.start, place.stop - 1))
    return None
