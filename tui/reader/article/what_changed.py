"""What changed in the article that is shown: known at once where that is quick, else compared in a thread meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from pullquote.tui.render.changed_rows import changed_passages
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import Passage

if TYPE_CHECKING:
    from textual.widget import Widget

    from pullquote.cache.core.changes import Changed
    from pullquote.tui.services.library.access import LibraryAccess

_GROUP = "compare"


class WhatChanged:
    """What is said above an article that changed, and whether it is unfolded; at most one comparison at a time.

    ``owner`` asks and is told of what fails; ``compared`` is called with the number of an article of which more is
    known now.
    """

    def __init__(self, owner: Widget, access: LibraryAccess, icons: Icons, compared: Callable[[int], None]) -> None:
        self._owner = owner
        self._access = access
        self._icons = icons
        self._compared = compared
        self._unfolded: int | None = None
        self._known: dict[int, Changed | None] = {}
        """How the one article changed whose long texts were compared last."""
        self._comparing: int | None = None
        self._long: int | None = None
        """The article asked for last, if its texts are long."""

    def passages(self, number: int) -> tuple[Passage, ...]:
        """Return what is known now of how an article changed."""
        told = self._access.library.changed.glance(number)
        self._long = number if told is not None and not told.compared else None
        if self._long is not None:
            told = self._known.get(number, told)
        return changed_passages(told, self._icons, self._access.key("changes"), unfolded=self._unfolded == number)

    def compare(self, number: int | None, *, again: bool = False) -> None:
        """Compare the long texts of the article that is shown, unless that is done, or being done; or ``again``."""
        if number is None or number != self._long or not (again or number not in self._known):
            return
        if self._comparing == number and not again:
            return
        self._comparing = number

        def compare() -> Changed | None:
            worker = get_current_worker()
            return self._access.library.changed.of(number, lambda: not worker.is_cancelled)

        self._access.look_up(self._owner, compare, partial(self._found, number), group=_GROUP)

    def forget(self) -> None:
        """Know no longer what was compared, nor wait for it."""
        self._known.clear()
        self.leave()

    def toggle(self, number: int) -> bool:
        """Unfold what changed in an article, or fold it; return whether it is unfolded now."""
        self._unfolded = None if self._unfolded == number else number
        return self._unfolded is not None

    def fold(self) -> None:
        """Unfold nothing."""
        self._unfolded = None

    def keep(self, number: int | None) -> None:
        """Fold what is unfolded of any other article than the one shown now."""
        if self._unfolded != number:
            self._unfolded = None

    def leave(self) -> None:
        """Stop comparing: another article is to be shown."""
        self._comparing = None
        self._owner.workers.cancel_group(self._owner, _GROUP)

    def _found(self, number: int, told: Changed | None) -> None:
        self._known = {number: told}
        self._comparing = None
        self._compared(number)
