"""How far a title without marks reaches: runs of capitals in pieces, and which pieces are one name.

"A Man at the Window", "Copper Hill: Ember" and "Harriet's Place" are one title each, "Ember and The Glass" and
"Ember on Netflix" are not. The article itself decides where it can: pieces it writes together more than once, and
never one without the other, are one name.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from pullquote.cache.annotate.entities import ACCEPT, Candidates
from pullquote.cache.annotate.text.document_text import SOME, DocumentText, gender_of
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.annotate.text.vocabulary import FUNCTION_WORDS, PLACES, ROLE_NOUNS, STARTERS
from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

_JOINTS = frozenset("of the a an in to on with and & for from at vs v by n' en la de".split())
_FIRM = frozenset(("of", "of the", "of a", "the", "&", "vs", "v", "of an"))
"""Small words that join two pieces even where the article writes them only once."""
_SMALL_WORDS = 2
_PIECES = 6
_LONG_NUMBER = 3
_MARKS = 2
_WORDS = 11
_DIGITS = frozenset("0123456789")
_COLONS = (": ", ":\u00a0")


MARKED = frozenset(("italics", "quotation marks", "link to its page", "declared by the page", "year", "known name"))
"""Evidence that shows where a title begins and ends."""


def marks_titles(candidates: Candidates, *marks: str) -> bool:
    """Return whether the outlet sets titles in ``marks``, as far as this article shows it.

    Without any these are italics and quotation marks.
    """
    return any(
        sum(1 for c in candidates if mark in c.evidence and c.weight >= ACCEPT) >= _MARKS
        for mark in marks or ("italics", "quotation marks")
    )


def drop_pieces(candidates: Candidates) -> None:
    """Forget unmarked titles that stand only inside a longer one that is believed: "A Man" of "A Man at Sea"."""
    held: dict[tuple[int, int], int] = {}
    for candidate in candidates:
        if candidate.weight >= ACCEPT:
            for p in candidate.places:
                for i in range(p.first, p.last):
                    held[(p.segment, i)] = max(held.get((p.segment, i), 0), p.last - p.first)
    for candidate in candidates:
        if (
            candidate.places
            and MARKED.isdisjoint(candidate.evidence)
            and all(held.get((p.segment, p.first), 0) > p.last - p.first for p in candidate.places)
        ):
            candidates.remove(candidate.name)


class _Run(NamedTuple):
    """Pieces of capitals (first, last) and what joins each with the next: small words, ":" or "'s"."""

    pieces: tuple[tuple[int, int], ...]
    joints: tuple[str, ...]


class Readings:
    """The runs of an article with how often each of their readings stands in it.

    ``taken`` are (segment, token) pairs that belong to no title: organizations.
    """

    def __init__(self, document_text: DocumentText, taken: set[tuple[int, int]]) -> None:
        self._segments = document_text.segments
        self._runs: list[list[_Run]] = []
        self._starts: list[list[int]] = []
        self._alone: dict[tuple[str, ...], int] = {}
        self._counts: dict[tuple[str, ...], int] = {}
        held: dict[int, set[int]] = {}
        for number, i in taken:
            held.setdefault(number, set()).add(i)
        for number, segment in enumerate(document_text.segments):
            unread = segment.kind in ("embed", "table") or document_text.about_screens < SOME
            runs = [] if unread else _runs(segment, held.get(number, set()))
            joined = [run for run in runs if run.joints]
            self._runs.append(joined)
            self._starts.append([run.pieces[0][0] for run in joined])
            for run in runs:
                self._count(segment, run.pieces)

    def _count(self, segment: Segment, pieces: tuple[tuple[int, int], ...]) -> None:
        """Count every reading of a run."""
        for a, (first, last) in enumerate(pieces):
            key = _key(segment, first, last)
            self._counts[key] = self._counts.get(key, 0) + 1
            if not segment.tokens[last - 1].possessive:
                self._alone[key] = self._alone.get(key, 0) + 1
            for _, end in pieces[a + 1 :]:
                key = _key(segment, first, end)
                self._counts[key] = self._counts.get(key, 0) + 1

    def count(self, number: int, first: int, last: int) -> int:
        """Return how often the words of a reading stand in the article, whatever their capitals."""
        return self._counts.get(_key(self._segments[number], first, last), 0)

    def whole(self, number: int, first: int, last: int, *, listed: bool = False) -> tuple[int, int]:
        """Return the longest reading around the tokens ``first:last`` that is one name, or these themselves.

        ``listed``: an item of a list, whose end shows by what follows it ("A, Calls on Sunday Street and B").
        """
        at = bisect_right(self._starts[number], first) - 1
        if at < 0 or first >= last or self._runs[number][at].pieces[-1][1] < last:
            return first, last
        run = self._runs[number][at]
        pieces = run.pieces
        left = next((n for n, (a, b) in enumerate(pieces) if a <= first < b), -1)
        right = next((n for n, (a, b) in enumerate(pieces) if a < last <= b), -1)
        if left < 0 or right < 0:
            return first, last
        begins = [first] if first != pieces[left][0] else [pieces[a][0] for a in range(left + 1)]
        ends = [last] if last != pieces[right][1] else [pieces[b][1] for b in range(right, len(pieces))]
        wider = sorted(((a, b) for a in begins for b in ends), key=lambda span: span[0] - span[1])
        for a, b in wider:
            if (a, b) == (first, last):
                break
            if b - a > _WORDS:
                continue
            if self._is_one(number, run, (a, b), (first, last)):
                return a, b
            if listed and self._is_item(number, run, (a, b), (first, last)):
                return a, b
        return first, last

    def _is_one(self, number: int, run: _Run, reading: tuple[int, int], core: tuple[int, int]) -> bool:
        """Return whether every joint of ``reading`` outside ``core`` holds."""
        count = self.count(number, *reading)
        if count > 1 and self.count(number, *core) == count:
            return True
        for n, joint in enumerate(run.joints):
            end, begin = run.pieces[n][1], run.pieces[n + 1][0]
            inside = reading[0] < end and begin < reading[1]
            if inside and not (core[0] < end and begin < core[1]) and not self._holds(number, run, n, joint):
                return False
        return True

    def _is_item(self, number: int, run: _Run, reading: tuple[int, int], core: tuple[int, int]) -> bool:
        """Return whether small words lead from an item to no place, date or person, and the item ends there."""
        segment = self._segments[number]
        words = segment.tokens
        first, last = reading
        if first != core[0] or (last < len(words) and words[last].joined and words[last].lower not in ("and", "or")):
            return False
        for n, joint in enumerate(run.joints):
            begin = run.pieces[n + 1][0]
            if core[1] <= begin < last:
                if joint == "to" and first and words[first - 1].lower == "from":
                    return False
                word = words[begin]
                if joint.split(" ")[0] in ("and", "&", "'s", ":") or word.text.isupper() or gender_of(word.text):
                    return False
                if word.lower in PLACES or word.lower in MONTH_NUMBERS or word.lower in WEEKDAY_NUMBERS:
                    return False
        return True

    def _holds(self, number: int, run: _Run, n: int, joint: str) -> bool:
        """Return whether a joint makes one name of two pieces that stand together only here."""
        segment = self._segments[number]
        words = segment.tokens
        (first, end), (begin, last) = run.pieces[n], run.pieces[n + 1]
        if segment.headline:
            return False
        if joint.startswith("of") and end - first == 2 and gender_of(words[first].text):
            return False  # "Jane Roe of Copper Hill"
        if joint == "'s":
            alone = end - first == 1 or (end - first == 2 and words[first].lower in ("the", "a"))
            owner = _key(segment, first, end) in self._alone  # "Brandt's Copper Hill"
            return (
                alone and words[first].capital and not owner and (not words[first].first or ":" in segment.gap(first))
            )
        opener = end - first == 1 and words[first].lower in FUNCTION_WORDS and words[first].first
        number = words[end - 1].text.isdecimal()
        if opener or not (words[end - 1].capital or (number and joint == ":")):
            return False
        if number and end - first == 1 and len(words[first].text) < _LONG_NUMBER:
            return False  # "2: Copper Hill" is the second of a list
        if joint == ":":
            return (
                segment.kind not in ("title", "dek", "heading")
                and not words[first].first
                and words[first].lower not in STARTERS
                and not (gender_of(words[begin].text) and last - begin in (2, 3))
            )
        noun = words[end - 1]
        opens = noun.lower in STARTERS and noun.first and ":" not in segment.gap(end - 1)  # "Photos of Copper Hill"
        return joint in _FIRM and noun.lower not in ROLE_NOUNS and not opens


def _key(segment: Segment, first: int, last: int) -> tuple[str, ...]:
    """Return the words of a reading in small letters, without a leading article."""
    lowers = segment.lowers[first:last]
    if "&" in lowers:
        lowers = tuple("and" if word == "&" else word for word in lowers)
    return lowers[1:] if last - first > 1 and lowers[0] in ("the", "a", "an") else lowers


def _runs(segment: Segment, held: set[int]) -> list[_Run]:
    """Return the runs of a segment in order; every word of it is looked at a bounded number of times."""
    words = segment.tokens
    size = len(words)
    found: list[_Run] = []
    after = 0
    for i in segment.beginnings:
        if i < after or i in held:
            continue
        word, ahead = words[i], words[i + 1] if i + 1 < size else words[i]
        if ahead.joined and not (
            ahead.capital or word.possessive or ahead.lower in _JOINTS or ahead.text[0] in _DIGITS
        ):
            found.append(_Run(((i, i + 1),), ()))  # most of them: "Brandt said"
            continue
        pieces: list[tuple[int, int]] = []
        joints: list[str] = []
        first, last = i, i + 1
        while len(pieces) < _PIECES:
            while (
                last < size
                and words[last].joined
                and (words[last].capital or words[last].text[0].isdecimal())
                and not words[last - 1].possessive
                and last not in held
                and last - first < _WORDS
            ):
                last += 1
            pieces.append((first, last))
            begin, joint = _joint(segment, last)
            if not joint or begin in held:
                break
            joints.append(joint)
            first, last = begin, begin + 1
        found.append(_Run(tuple(pieces), tuple(joints[: len(pieces) - 1])))
        after = last
    return found


def _joint(segment: Segment, last: int) -> tuple[int, str]:
    """Return where the piece after ``last`` begins and what joins it, "" where nothing does."""
    words = segment.tokens
    if last >= len(words):
        return last, ""
    if words[last - 1].possessive:
        return (last, "'s") if words[last].joined and words[last].capital else (last, "")
    word = words[last]
    if word.joined and word.lower not in _JOINTS:
        return last, ""
    if not word.joined:
        if segment.text[words[last - 1].end] != ":":
            return last, ""
        colon = segment.gap(last) in _COLONS and words[last].capital and words[last].lower not in _NO_SUBTITLE
        return (last, ":") if colon else (last, "")
    ahead = last
    while ahead < len(words) and ahead - last < _SMALL_WORDS and words[ahead].joined and words[ahead].lower in _JOINTS:
        ahead += 1
    if ahead == last or ahead >= len(words) or not words[ahead].joined or not words[ahead].capital:
        return last, ""
    return ahead, " ".join(w.lower for w in words[last:ahead])


_NO_SUBTITLE = (FUNCTION_WORDS - {"the", "a", "an", "into", "no", "once"}) | frozenset(
    "watch read see check look find get got take let listen say says said ask credits source photo photos video review"
    " recap trailer exclusive update more here happy".split()
)
"""Words that open no subtitle."""
