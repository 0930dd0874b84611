"""How much of each article the list shows: lines of a headline, day headings, fields and dates."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, get_args

from pullquote.cache.core.settings import Rows
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.row_format import RELATIVE, BadFormat, DateFormat, Field, read_date, read_format
from pullquote.tui.render.rows import RowLook

if TYPE_CHECKING:
    from textual.widget import Widget

    from pullquote.tui.services.library.access import LibraryAccess

ROWS: tuple[Rows, ...] = get_args(Rows)
_WORDS: dict[Rows, str] = {
    "auto": "Rows as the width has it: one line, or cards",
    "cards": "Rows of three lines",
    "two": "Rows of two lines",
    "one": "Rows of one line",
}


class Density:
    """What the settings say of the rows of the list, and what keys have made of it.

    What a key chose is kept for the next start, and holds until the setting is changed.
    """

    def __init__(self, access: LibraryAccess) -> None:
        self._access = access
        self._settings = settings = access.library.settings.list
        known: dict[str, Rows] = {rows: rows for rows in ROWS}
        self.rows: Rows = known.get(self._kept("list.rows", settings.rows), settings.rows)
        self.by_day = self._kept("list.by_day", str(settings.by_day)) == "True"

    def look(self, icons: Icons) -> RowLook:
        """Return how rows are written; formats that cannot be used are none, and have been complained of."""
        date: DateFormat = RELATIVE
        fields: tuple[Field, ...] = ()
        with suppress(BadFormat):
            date = read_date(self._settings.date)
        with suppress(BadFormat):
            fields = read_format(self._settings.format, date)
        return RowLook(icons, date, fields, self._settings.stories)

    def next_rows(self, owner: Widget) -> str:
        """Change to the next number of lines and keep it; return what to say of it."""
        self.rows = ROWS[(ROWS.index(self.rows) + 1) % len(ROWS)]
        self._keep(owner, "list.rows", self.rows, self._settings.rows)
        return f"{_WORDS[self.rows]}."

    def toggle_days(self, owner: Widget) -> None:
        """Part the list by day, or no longer, and keep that."""
        self.by_day = not self.by_day
        self._keep(owner, "list.by_day", str(self.by_day), str(self._settings.by_day))

    def _kept(self, key: str, setting: str) -> str:
        chosen, _, of = (self._access.library.recall(key) or "").partition("\t")
        return chosen if chosen and of == setting else setting

    def _keep(self, owner: Widget, key: str, chosen: str, setting: str) -> None:
        self._access.remember(owner, key, f"{chosen}\t{setting}")
