"""Finding a passage again in a text that may have changed since: by its words, and by those around them.

A passage is looked for where it was, then anywhere as it stands, then by its words alone (white space, quotation marks,
dashes and case may differ, and a block may have been split or joined), then with some of its words changed. It is not
found where what is left of it and around it is too little to be sure: a mark in a wrong place is worse than none.

Texts are numbered parts (``passages``): headline, dek and blocks. Every step is linear in the text, or bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from msgspec import Struct

from pullquote.cache.core.article import DEK_BLOCK, TITLE_BLOCK, Article, Veiled, block_text
from pullquote.cache.core.clippings import CONTEXT, Anchor, Place

_WORD: Final = re.compile(
    r"[\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"  # no blanks there
    r"|[^\W_\u0e00-\u0e7f\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
    r"(?:['’ʼ][^\W_]+)*"
)
_APOSTROPHES: Final = re.compile("['’ʼ]")
_PLACES: Final = 256
"""Most places of one passage that are compared by what is around them."""
_OFTEN: Final = 24
"""A run of words that stands more often than this in a text says nothing of where a passage is."""
_RUNS: Final = 400
"""Most runs of words of one passage that are looked up."""
_CANDIDATES: Final = 5
"""Most places at which a changed passage is compared word by word."""
_SURE: Final = 18
"""Letters of a passage and of what agrees around it from which its place is beyond doubt."""
_ENOUGH: Final = 12
"""Letters around a passage, before it and after it, by which a changed one is known."""
_ALIKE: Final = 0.72
"""The part of its letters that a changed passage of several words must have kept."""
_HALF: Final = 0.5
"""The part it must have kept where what is around it agrees on both sides."""
_FEW: Final = 4
"""Words of a passage below which it may change only where what is around it agrees on both sides."""


def passages(article: Article) -> list[tuple[int, str]]:
    """Return the parts of an article that may hold a passage, by number; veiled ones are left out."""
    parts = [(TITLE_BLOCK, article.title), (DEK_BLOCK, article.dek or "")]
    parts += [(n, block_text(block)) for n, block in enumerate(article.blocks) if not isinstance(block, Veiled)]
    return [part for part in parts if part[1]]


def anchored(texts: Sequence[tuple[int, str]], place: Place) -> Anchor | None:
    """Return what the passage at ``place`` is found by later; ``None`` where there is no such place, or no words."""
    numbers = [number for number, _ in texts]
    if place.block not in numbers:
        return None
    at = numbers.index(place.block)
    text = texts[at][1]
    if not 0 <= place.start < place.stop <= len(text) or not text[place.start : place.stop].strip():
        return None
    before, after = text[max(0, place.start - CONTEXT) : place.start], text[place.stop : place.stop + CONTEXT]
    if place.block >= 0:  # a block that is marked whole is known by those beside it
        if len(before) < CONTEXT and at and numbers[at - 1] >= 0:
            before = f"{texts[at - 1][1][-CONTEXT:]}\n{before}"[-CONTEXT:]
        if len(after) < CONTEXT and at + 1 < len(texts):
            after = f"{after}\n{texts[at + 1][1][:CONTEXT]}"[:CONTEXT]
    return Anchor(text=text[place.start : place.stop], before=before, after=after, place=place)


class _Words(Struct, frozen=True):
    """The words of a text, made comparable, and where each stands."""

    words: list[str]
    starts: list[int]
    stops: list[int]

    def __len__(self) -> int:
        return len(self.words)


def _words(text: str) -> _Words:
    words, starts, stops = [], [], []
    for found in _WORD.finditer(text):
        words.append(_APOSTROPHES.sub("", found[0]).casefold())
        starts.append(found.start())
        stops.append(found.end())
    return _Words(words, starts, stops)


class Finder:
    """Finds passages in one text, whose parts are numbered as ``passages`` returns them."""

    def __init__(self, texts: Sequence[tuple[int, str]]) -> None:
        self._texts = texts
        self._by_number = dict(texts)

    def places(self, anchor: Anchor) -> list[Place]:
        """Return where a passage stands now, a place for each part it reaches into; none where it is gone."""
        if not anchor.text.strip():
            return []
        if (there := self._as_it_stood(anchor)) is not None:
            return [there]
        wanted = _words(anchor.text)
        around = _Around(anchor)
        if (found := self._as_written(anchor, wanted, around)) is not None:
            return [found]
        if not wanted:
            return []
        run = self._same_words(wanted, around) or self._changed_words(wanted, around)
        return self._to_places(run, anchor) if run else []

    def everywhere(self, passage: str) -> list[list[Place]]:
        """Return every place of a passage somebody typed: as it is written, else with other signs, blanks and case."""
        if not passage:
            return []
        found = [
            [Place(self._texts[at][0], start, start + len(passage))]
            for at, start in self._occurrences(passage)
            if not _within_word(self._texts[at][1], start, start + len(passage), passage)
        ]
        wanted = _words(passage)
        if found or not wanted:
            return found
        words, index = self._stream[0].words, self._index
        anchor = Anchor(text=passage, place=Place(0, 0, len(passage)))
        firsts = index.get(wanted.words[0], ())[:_PLACES]
        runs = [(at, at + len(wanted)) for at in firsts if words[at : at + len(wanted)] == wanted.words]
        return [self._to_places(run, anchor) for run in runs]

    # As it was written

    def _as_it_stood(self, anchor: Anchor) -> Place | None:
        """Return the place of before, if the passage stands there with the same text around it, or is long."""
        place, text = anchor.place, self._by_number.get(anchor.place.block, "")
        if place.start < 0 or text[place.start : place.stop] != anchor.text:
            return None
        before, after = anchor.before.rpartition("\n")[2], anchor.after.partition("\n")[0]
        same = text[: place.start].endswith(before) and text[place.stop :].startswith(after)
        if (same and len(before) + len(after) + len(anchor.text) >= _SURE) or len(anchor.text) >= CONTEXT:
            return place
        return None

    def _as_written(self, anchor: Anchor, wanted: _Words, around: _Around) -> Place | None:
        """Return where the passage stands letter by letter, and the text around it agrees best."""
        found: list[tuple[int, bool, int, Place]] = []
        for at, start in self._occurrences(anchor.text):
            number, text = self._texts[at]
            stop = start + len(anchor.text)
            if _within_word(text, start, stop, anchor.text):
                continue
            place = Place(number, start, stop)
            agrees = around.agreement(self._before(at, start), self._after(at, stop))
            found.append((agrees, place == anchor.place, -abs(number - anchor.place.block), place))
        if not found:
            return None
        agrees, stood, _, place = max(found, key=lambda one: one[:3])
        letters = sum(map(len, wanted.words)) or len(anchor.text.strip())
        ties = sum(one[0] == agrees for one in found)
        return place if stood or _is_sure(letters, agrees, ties) or (around.is_none() and ties == 1) else None

    def _occurrences(self, text: str) -> Iterator[tuple[int, int]]:
        left = _PLACES
        for at, (_, whole) in enumerate(self._texts):
            start = whole.find(text)
            while start >= 0:
                yield at, start
                left -= 1
                if not left:
                    return
                start = whole.find(text, start + len(text))

    def _before(self, at: int, start: int) -> str:
        own = self._texts[at][1][max(0, start - CONTEXT) : start]
        before = self._texts[at - 1] if at else (TITLE_BLOCK, "")
        return own if len(own) >= CONTEXT or before[0] < 0 else f"{before[1][-CONTEXT:]}\n{own}"

    def _after(self, at: int, stop: int) -> str:
        own = self._texts[at][1][stop : stop + CONTEXT]
        whole = len(own) >= CONTEXT or at + 1 >= len(self._texts)
        return own if whole else f"{own}\n{self._texts[at + 1][1][:CONTEXT]}"

    # By its words

    @cached_property
    def _stream(self) -> tuple[_Words, list[int]]:
        """The words of all parts one after another, and the part each is of."""
        words, starts, stops, parts = [], [], [], []
        for at, (_, text) in enumerate(self._texts):
            found = _words(text)
            words += found.words
            starts += found.starts
            stops += found.stops
            parts += [at] * len(found)
        return _Words(words, starts, stops), parts

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for number, word in enumerate(self._stream[0].words):
            index.setdefault(word, []).append(number)
        return index

    def _same_words(self, wanted: _Words, around: _Around) -> tuple[int, int] | None:
        """Return where the words of a passage stand one after another, and the text around them agrees best."""
        words, index = self._stream[0].words, self._index
        rarest = min(range(len(wanted)), key=lambda n: len(index.get(wanted.words[n], ())))
        found: list[tuple[int, int]] = []
        for position in index.get(wanted.words[rarest], ())[:_PLACES]:
            first = position - rarest
            if first >= 0 and words[first : first + len(wanted)] == wanted.words:
                found.append((self._agreement(first, first + len(wanted), around), first))
        if not found:
            return None
        agrees, first = max(found, key=lambda one: one[0])
        ties = sum(one[0] == agrees for one in found)
        if _is_sure(sum(map(len, wanted.words)), agrees, ties) or (around.is_none() and ties == 1):
            return first, first + len(wanted)
        return None

    def _changed_words(self, wanted: _Words, around: _Around) -> tuple[int, int] | None:
        """Return where most words of a passage stand in their order; ``None`` where that is not sure."""
        best: tuple[float, tuple[int, int]] | None = None
        for first in self._guesses(wanted, around):
            run, kept = self._compared(wanted, first)
            if run is None:
                run = self._between(wanted, first, around)
            elif kept < _ALIKE:
                run = self._widened(wanted, run, around)
            if run is None:
                continue
            before, after = self._sides(*run, around)
            both = min(before, after) >= _ENOUGH
            enough = kept >= _HALF if both else kept >= _ALIKE and len(wanted) >= _FEW
            if both and len(wanted) < _FEW and run[1] - run[0] <= 2 * len(wanted):
                enough = True
            score = kept + (before + after) / (8 * CONTEXT)
            if enough and (best is None or score > best[0]):
                best = score, run
        return best[1] if best else None

    def _guesses(self, wanted: _Words, around: _Around) -> list[int]:
        """Return word numbers at which a passage may begin, the likeliest first."""
        votes: Counter[int] = Counter()
        words = [*around.words_before, *wanted.words, *around.words_after]
        shift = len(around.words_before)
        step = max(1, len(words) // _RUNS)
        for length in (3, 2):
            for at in range(0, len(words) - length + 1, step):
                for position in self._runs(length).get(tuple(words[at : at + length]), ()):
                    votes[position - at + shift] += length
            if votes:
                break
        # Words that were put in or left out part the votes of one place.
        width = max(2, len(wanted) // 3)
        joined = Counter({at: sum(votes.get(at + n, 0) for n in (-2, -1, 0, 1, 2)) for at in votes})
        guesses: list[int] = []
        for at, _ in joined.most_common(64):
            if all(abs(at - other) > width for other in guesses):
                guesses.append(at)
            if len(guesses) == _CANDIDATES:
                break
        return guesses

    def _runs(self, length: int) -> dict[tuple[str, ...], list[int]]:
        return self._pairs if length == 2 else self._threes

    @cached_property
    def _threes(self) -> dict[tuple[str, ...], list[int]]:
        return self._runs_of(3)

    @cached_property
    def _pairs(self) -> dict[tuple[str, ...], list[int]]:
        return self._runs_of(2)

    def _runs_of(self, length: int) -> dict[tuple[str, ...], list[int]]:
        words = self._stream[0].words
        runs: dict[tuple[str, ...], list[int]] = {}
        for at in range(len(words) - length + 1):
            runs.setdefault(tuple(words[at : at + length]), []).append(at)
        return {run: places for run, places in runs.items() if len(places) <= _OFTEN}

    def _compared(self, wanted: _Words, first: int) -> tuple[tuple[int, int] | None, float]:
        """Return the run of words near ``first`` that a passage has become, and the part of its letters it kept."""
        words, index = self._stream[0].words, self._index
        slack = max(4, len(wanted) // 3)
        low, high = max(0, first - slack), min(len(words), first + len(wanted) + slack)
        chain = _longest_chain(
            (n, positions[bisect_left(positions, low) : bisect_right(positions, high - 1)][:8])
            for n, word in enumerate(wanted.words)
            if (positions := index.get(word))
        )
        if not chain:
            return None, 0.0
        chain = _compact(chain)
        start, stop = chain[0][1], chain[-1][1] + 1
        # Words at the ends that were changed belong to it.
        start = max(low, start - chain[0][0])
        stop = min(high, stop + len(wanted) - 1 - chain[-1][0])
        kept = sum(len(wanted.words[n]) for n, _ in chain)
        whole = max(sum(map(len, wanted.words)), sum(map(len, words[start:stop])))
        return (start, stop), kept / whole if whole else 0.0

    def _widened(self, wanted: _Words, run: tuple[int, int], around: _Around) -> tuple[int, int]:
        """Return the run between the words around a passage, where both stand near; else the run itself."""
        return self._between(wanted, run[0], around) or run

    def _between(self, wanted: _Words, first: int, around: _Around) -> tuple[int, int] | None:
        """Return the words between what stood before a passage and after it, if both stand near ``first``."""
        words = self._stream[0].words
        slack = max(4, len(wanted) // 2)
        before, after = around.words_before[-3:], around.words_after[:3]
        if not before or not after:
            return None
        starts = [
            at
            for at in range(max(len(before), first - slack), min(len(words), first + slack) + 1)
            if words[at - len(before) : at] == before
        ]
        for start in sorted(starts, key=lambda at: abs(at - first)):
            for stop in range(start + 1, min(len(words), start + len(wanted) + slack) + 1):
                if words[stop : stop + len(after)] == after:
                    return start, stop
        return None

    def _agreement(self, start: int, stop: int, around: _Around) -> int:
        return sum(self._sides(start, stop, around))

    def _sides(self, start: int, stop: int, around: _Around) -> tuple[int, int]:
        """Return how many letters agree before and after a run of words."""
        words = self._stream[0].words
        before = words[max(0, start - CONTEXT) : start]
        return _common(reversed(around.words_before), reversed(before)), _common(
            iter(around.words_after), iter(words[stop : stop + CONTEXT])
        )

    def _to_places(self, run: tuple[int, int], anchor: Anchor) -> list[Place]:
        """Return the places of a run of words, one for each part it reaches into."""
        stream, parts = self._stream
        first, last = run[0], run[1] - 1
        found = []
        for at in range(parts[first], parts[last] + 1):
            low = max(first, bisect_left(parts, at))
            high = min(last, bisect_right(parts, at) - 1)
            if low > high:
                continue
            number, text = self._texts[at]
            start, stop = len(text) - len(text.lstrip()), len(text.rstrip())  # whole, but where it begins and ends
            if low == first:
                start = _with_signs_before(text, stream.starts[low], anchor.text)
            if high == last:
                stop = _with_signs_after(text, stream.stops[high], anchor.text)
            found.append(Place(number, start, stop))
        return found


class _Around:
    """The words around a passage; one that was cut where the text around it ends is left out."""

    def __init__(self, anchor: Anchor) -> None:
        before, after = _words(anchor.before), _words(anchor.after)
        cut_before = len(anchor.before) >= CONTEXT and bool(before) and before.starts[0] == 0
        cut_after = len(anchor.after) >= CONTEXT and bool(after) and after.stops[-1] == len(anchor.after)
        self.words_before = before.words[1:] if cut_before else before.words
        self.words_after = after.words[:-1] if cut_after else after.words

    def is_none(self) -> bool:
        """Return whether nothing stood around the passage."""
        return not self.words_before and not self.words_after

    def agreement(self, before: str, after: str) -> int:
        """Return how many letters of what stood around the passage stand around a place."""
        return _common(reversed(self.words_before), reversed(_words(before).words)) + _common(
            iter(self.words_after), iter(_words(after).words)
        )


def _common(wanted: Iterator[str], there: Iterator[str]) -> int:
    letters = 0
    for one, other in zip(wanted, there, strict=False):
        if one != other:
            break
        letters += len(one)
    return letters


def _is_sure(letters: int, agrees: int, ties: int) -> bool:
    """Return whether a passage with so many letters, of which so many around it agree, stands where it was found."""
    return (ties == 1 and letters + agrees >= _SURE) or agrees >= 2 * _ENOUGH


def _within_word(text: str, start: int, stop: int, passage: str) -> bool:
    """Return whether a passage that began and ended with whole words would begin or end within one."""
    begins = start > 0 and passage[0].isalnum() and text[start - 1].isalnum() and passage[0].isascii()
    ends = stop < len(text) and passage[-1].isalnum() and text[stop].isalnum() and passage[-1].isascii()
    return begins and ends


def _longest_chain(matches: Iterator[tuple[int, list[int]]]) -> list[tuple[int, int]]:
    """Return the longest list of matches of words in which both places rise."""
    tails: list[int] = []
    nodes: list[tuple[int, int, int]] = []
    ends: list[int] = []
    for wanted, positions in matches:
        for position in reversed(positions):  # downwards: one word is matched once
            at = bisect_left(tails, position)
            nodes.append((wanted, position, ends[at - 1] if at else -1))
            if at == len(tails):
                tails.append(position)
                ends.append(len(nodes) - 1)
            else:
                tails[at] = position
                ends[at] = len(nodes) - 1
    chain: list[tuple[int, int]] = []
    node = ends[-1] if ends else -1
    while node >= 0:
        chain.append(nodes[node][:2])
        node = nodes[node][2]
    return chain[::-1]


def _compact(chain: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out words at the ends of a chain that stand apart from the rest: they are chance."""
    while len(chain) > 2 and _is_apart(chain[0], chain[1]):
        chain = chain[1:]
    while len(chain) > 2 and _is_apart(chain[-2], chain[-1]):
        chain = chain[:-1]
    return chain


def _is_apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[1] - one[1] > 2 * (other[0] - one[0]) + 2


def _with_signs_before(text: str, start: int, passage: str) -> int:
    """Return where a passage begins with the signs before its first word, as many as it had."""
    words = _WORD.search(passage)
    left = words.start() if words else 0
    while left and start and not text[start - 1].isalnum() and not text[start - 1].isspace():
        start, left = start - 1, left - 1
    return start


def _with_signs_after(text: str, stop: int, passage: str) -> int:
    """Return where a passage ends with the signs after its last word, as many as it had."""
    left = next((n for n, sign in enumerate(reversed(passage)) if sign.isalnum()), 0)
    while left and stop < len(text) and not text[stop].isalnum() and not text[stop].isspace():
        stop, left = stop + 1, left - 1
    return stop
