"""What the user marked in an article as it is drawn: passages, a sign beside them, notes below; and what is selected.

Pure: it makes runs and passages of clippings and their places; nothing here knows Textual.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.clippings import Clipping, Place
from pullquote.cache.core.counts import counted
from pullquote.cache.core.sanitize import clean_text
from pullquote.tui.render.article import Composition
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import ASIDE, Layout, Line, Passage, Run

MARKED, IN_FOCUS, SELECTED = "marked", "marked_focus", "selected"
"""The roles of what is in the quote book, of what of it has the focus, and of what is selected."""
_BESIDE = {MARKED: "marked", IN_FOCUS: "focus", SELECTED: "focus"}
"""The signs beside their lines, the first that applies."""


class OwnMarks(Struct, frozen=True):
    """What of the quote book stands in an article, in the order of its text, and the ``note`` to the article itself.

    ``focus`` is the number of the clipping in focus, ``selected`` what keys have selected.
    """

    clippings: Sequence[tuple[Clipping, Place]] = ()
    note: str = ""
    focus: int | None = None
    selected: Sequence[Place] = ()

    @property
    def lines(self) -> tuple[object, ...]:
        """What stands below passages; the article has to be set anew where this is another."""
        return self.note, *((clipping.text, clipping.note, place) for clipping, place in self.clippings)

    @property
    def told(self) -> str:
        """What there is, in words: ``3 marks, a note``."""
        marks = counted(len(self.numbers()), "mark") if self.clippings else ""
        return ", ".join(filter(None, (marks, "a note" if self.note else "")))

    def numbers(self) -> list[int]:
        """Return the numbers of the clippings in the order of the text; one over several blocks has one for each."""
        return list(dict.fromkeys(clipping.id for clipping, _ in self.clippings))

    def one(self, number: int | None) -> Clipping | None:
        """Return the clipping of a number, ``None`` where the article has no such."""
        return next((clipping for clipping, _ in self.clippings if clipping.id == number), None)


NO_MARKS = OwnMarks()


def overlaid(lit: dict[int, list[Run]], own: OwnMarks, composition: Composition) -> dict[int, list[Run]]:
    """Return what is lit up, by the ``id`` of its passage, over what is marked and below what is selected."""
    below: defaultdict[int, list[Run]] = defaultdict(list)
    above: defaultdict[int, list[Run]] = defaultdict(list)
    for clipping, place in own.clippings:
        below[place.block].append(Run(place.start, place.stop, IN_FOCUS if clipping.id == own.focus else MARKED))
    for place in own.selected:
        above[place.block].append(Run(place.start, place.stop, SELECTED))
    if not below and not above:
        return lit
    for passage in composition.passages:
        if passage.block not in below and passage.block not in above:
            continue
        under, over = list(_within(passage, below)), list(_within(passage, above))
        if under or over:
            lit[id(passage)] = [*under, *lit.get(id(passage), ()), *over]
    return lit


def _within(passage: Passage, runs: dict[int, list[Run]]) -> Iterator[Run]:
    for run in runs.get(passage.block, ()):
        if part := passage.covers(run.start, run.end):
            yield Run(*part, run.role)


def sign_beside(line: Line, lit: Iterable[Run], icons: Icons) -> str:
    """Return the sign in the margin of a line that shows something marked or selected; empty for none."""
    roles = {run.role for run in lit if run.role in _BESIDE and run.start < line.end and line.start < run.end}
    name = next((_BESIDE[role] for role in (SELECTED, IN_FOCUS, MARKED) if role in roles), "")
    return str(getattr(icons, name)) if name else ""


def with_notes(composition: Composition, own: OwnMarks, icons: Icons) -> Composition:
    """Return an article with its note below its byline, and the notes to passages below these.

    For a screen reader it is also said what is marked.
    """
    if not own.note and not any(clipping.note or icons.spoken for clipping, _ in own.clippings):
        return composition
    passages = list(composition.passages)
    below: defaultdict[int, list[Passage]] = defaultdict(list)
    told: dict[int, Place] = {clipping.id: place for clipping, place in own.clippings}
    of_block: defaultdict[int, list[int]] = defaultdict(list)
    for at, passage in enumerate(passages):
        of_block[passage.block].append(at)
    for clipping, place in own.clippings:
        shown = [at for at in of_block[place.block] if passages[at].covers(place.start, place.stop)]
        if not shown:
            continue
        at = shown[-1]
        while at + 1 < len(passages) and passages[at + 1].role == "speaker":
            at += 1  # a note to what somebody said stands below who did
        if icons.spoken:
            below[at].append(_note(in_short(clipping.text), "Marked: ", "  "))
        if clipping.note and told[clipping.id] is place:
            below[at].append(note_passage(clipping.note, icons))
    if own.note:
        rule = next((at for at, passage in enumerate(passages) if passage.role == "rule"), len(passages))
        below[rule - 1].append(replace(note_passage(own.note, icons), gap=1))
    for at in sorted(below, reverse=True):
        passages[at + 1 : at + 1] = below[at]
    return replace(composition, passages=tuple(passages))


def in_short(text: str) -> str:
    """Return the beginning and the end of words that stand on the screen, for who hears them."""
    words = text.split()
    return " ".join(words) if len(words) <= 10 else f"{' '.join(words[:5])} ... {' '.join(words[-5:])}"


def note_passage(note: str, icons: Icons) -> Passage:
    """Return a note of the user's as it stands below what it is about."""
    first = "Your note: " if icons.spoken else f"{icons.note} "
    return _note(note, first, "  ")


def _note(text: str, first: str, rest: str) -> Passage:
    if len(first) != len(rest):  # words of ours are set as text, so that the lines below begin at the margin
        return Passage(first + clean_text(text), "own_note", block=ASIDE, gap=0)
    return Passage(clean_text(text), "own_note", first=first, rest=rest, lead_role="bullet", block=ASIDE, gap=0)


def lines_of(layout: Layout, own: OwnMarks, number: int) -> tuple[int, int] | None:
    """Return the first and the last line that show a clipping; ``None`` where none does."""
    found = [
        lines
        for clipping, place in own.clippings
        if clipping.id == number and (lines := layout.lines_of(place.block, place.start, place.stop))
    ]
    return (found[0][0], found[-1][1]) if found else None
