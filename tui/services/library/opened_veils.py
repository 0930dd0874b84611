"""What the user has opened of veiled articles: until the app ends, and for every screen of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullquote.cache.core.article import TITLE_BLOCK, Article, Origin
from pullquote.cache.core.results import Headline
from pullquote.tui.actions import key_of
from pullquote.tui.render.veil_lines import HEAD, VeiledParts, VeilRun, parts_of, runs_of

if TYPE_CHECKING:
    from pullquote.cache.core.spoilers import Veils
    from pullquote.cache.library import Library


class OpenedVeils:
    """Articles and headlines with what was opened. Methods raise ``LibraryError``.

    A run that is veiled otherwise by now, since the text or what is guarded has changed, is veiled again.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._opened: dict[int, set[VeilRun]] = {}

    def article(self, number: int, origin: Origin | None = None) -> tuple[Article, VeiledParts]:
        """Return an article as it is to be shown, or its text from one origin. Raises ``NotFound``."""
        opened = self._opened.get(number, set())
        value, veils = self._library.guard.shown(
            number, lambda found: parts_of(opened.intersection(runs_of(found))), origin=origin
        )
        runs = runs_of(veils)
        if not runs:
            return value, VeiledParts()
        return value, VeiledParts(
            runs, frozenset(opened.intersection(runs)), key_of("veil", self._library.settings.keys)
        )

    def toggle(self, number: int, runs: Sequence[VeilRun]) -> bool:
        """Open runs of an article, or veil them again where all of them are open; return whether they are open now."""
        opened = self._opened.setdefault(number, set())
        if opened.issuperset(runs):
            opened.difference_update(runs)
            return False
        opened.update(runs)
        return True

    def head_of(self, number: int) -> VeilRun | None:
        """Return what is veiled above the text of an article, its headline among it; ``None`` where that is not."""
        head = _head(self._library.guard.veils([number]).get(number))
        return head if head is not None and TITLE_BLOCK in head.parts else None

    def headlines(self, ids: Sequence[int]) -> list[Headline]:
        """Return rows of a list as ``Library.headlines`` does, those behind their veil that were opened."""
        rows = self._library.headlines(ids)
        asked = [row.id for row in rows if row.veiled and self._opened.get(row.id)]
        if not asked:
            return rows
        veils = self._library.guard.veils(asked)
        opened = {number for number in asked if _head(veils.get(number)) in self._opened[number]}
        return [(self._library.guard.headline(row.id) or row) if row.id in opened else row for row in rows]


def _head(veils: Veils | None) -> VeilRun | None:
    return next((run for run in runs_of(veils) if run.parts[0] in HEAD), None) if veils is not None else None
