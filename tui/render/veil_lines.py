"""The line in the place of what is veiled because it would spoil something: why, how much, and the key that opens it.

Pure. A run is what one key opens: parts of an article beside each other that are veiled for the same reason. Its line
stays above it when it is opened, so that nothing above moves, and says how it is veiled again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from pullquote.cache.core.article import DEK_BLOCK, TITLE_BLOCK, Article, Veiled
from pullquote.cache.core.counts import counted, listed
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.spoilers import FIRST_REFERENCE, LEAD_BLOCK, NOTICE_BLOCK, Veils, said_of
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import VEIL, Line, Passage

HEAD = {TITLE_BLOCK: "headline", DEK_BLOCK: "summary", NOTICE_BLOCK: "note", LEAD_BLOCK: "picture"}
"""The parts above the text, which one key opens, in words."""
_VEILED, _OPENED = "Veiled: ", "Open: "
_HELD = "\u00a0"
"""A blank at which no line ends."""


class VeilRun(Struct, frozen=True):
    """Parts of an article that are veiled for one ``reason``, by their numbers in order."""

    parts: tuple[int, ...]
    reason: str


class VeiledParts(Struct, frozen=True):
    """What of an article is veiled, in reading order, which of it is ``opened``, and the ``key`` that does that."""

    runs: tuple[VeilRun, ...] = ()
    opened: frozenset[VeilRun] = frozenset()
    key: str = ""

    @property
    def closed(self) -> bool:
        """Whether something is veiled now."""
        return len(self.opened) < len(self.runs)

    def run_of(self, line: Line) -> VeilRun | None:
        """Return the run that a line of the article belongs to; ``None`` where it belongs to none."""
        block = line.passage.block
        if block != VEIL and block < LEAD_BLOCK:
            return None  # a passage of ours
        part = line.passage.origin if block == VEIL else block
        return next((run for run in self.runs if part in run.parts), None)


NOTHING_VEILED = VeiledParts()


def runs_of(veils: Veils) -> tuple[VeilRun, ...]:
    """Return what of an article is veiled, as runs: what is above the text first, the stories it points to last."""
    head = tuple(part for part in HEAD if (part == TITLE_BLOCK and veils.title is not None) or part in veils.parts)
    found = []
    if head:
        given = next((veils.parts[part] for part in head if part in veils.parts), None)
        found.append(VeilRun(head, given or f"{_VEILED}{', '.join(veils.guards) or 'a spoiler'}."))
    run: list[int] = []
    for part in sorted(part for part in veils.parts if part >= 0):
        if run and (part != run[-1] + 1 or veils.parts[part] != veils.parts[run[-1]]):
            found.append(VeilRun(tuple(run), veils.parts[run[0]]))
            run = []
        run.append(part)
    if run:
        found.append(VeilRun(tuple(run), veils.parts[run[0]]))
    if below := tuple(sorted((part for part in veils.parts if part <= FIRST_REFERENCE), reverse=True)):
        found.append(VeilRun(below, veils.parts[below[0]]))
    return tuple(found)


def parts_of(runs: Collection[VeilRun]) -> set[int]:
    """Return the numbers of all parts of some runs."""
    return {part for run in runs for part in run.parts}


def veil_line(article: Article, veiled: VeiledParts, run: VeilRun, icons: Icons) -> Passage:
    """Return the line of a run: why it is veiled, what is behind it, and the key."""
    said = _said(article, run)
    told = f"{said} {_press(veiled.key, 'open')}"
    if run in veiled.opened:
        told = f"{_OPENED}{said.removeprefix(_VEILED)} {_press(veiled.key, 'veil')}"
    lead = f"{icons.veiled} "
    return Passage(
        clean_line(told, None), "veil", first=lead, rest=" " * len(lead), lead_role="bar",
        block=VEIL, origin=run.parts[0],
    )  # fmt: skip


def _press(key: str, does: str) -> str:
    return _HELD.join(("Press", key, "to", does)) + "."


def _said(article: Article, run: VeilRun) -> str:
    if run.parts[0] in HEAD:
        return f"{run.reason.rstrip('.')} ({listed([HEAD[part] for part in run.parts])})."
    if run.parts[0] <= FIRST_REFERENCE:
        return f"{run.reason.rstrip('.')} ({counted(len(run.parts), 'other headline')})."
    first = article.blocks[run.parts[0]] if run.parts[0] < len(article.blocks) else None
    if isinstance(first, Veiled) and first.text:
        return first.text
    return said_of(run.reason, article.blocks[run.parts[0] : run.parts[-1] + 1])


def in_view(veiled: VeiledParts, lines: Sequence[Line]) -> list[VeilRun]:
    """Return the runs that have one of these lines, the uppermost first."""
    return list(dict.fromkeys(run for line in lines if (run := veiled.run_of(line)) is not None))


def line_of(run: VeilRun, lines: Sequence[Line]) -> int | None:
    """Return where the line of a run stands among the lines of its article."""
    return next(
        (at for at, line in enumerate(lines) if line.passage.block == VEIL and line.passage.origin == run.parts[0]),
        None,
    )
