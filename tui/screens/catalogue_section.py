"""What catalogues say on the page of a name: its rows, and where each of them leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from textual.widgets.option_list import Option

from pullquote.cache.core.about import About
from pullquote.cache.export.records import (
    Listed,
    Row,
    address,
    all_facts,
    credit_of,
    first_places,
    known_here,
    lists_about,
)
from pullquote.tui.render.catalogue_rows import (
    catalogue_heading,
    catalogue_note,
    facts_prompt,
    listed_prompt,
    source_prompt,
    text_prompt,
)
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.rows import StyleOf, counted_prompt

MOST_FOLDED = 6
"""Rows of a list that are shown unasked."""


class CatalogueSection:
    """The rows of one page that catalogues fill. Ids of rows: ``source N``, ``text N``, ``listed N M``, ``all N``."""

    def __init__(self, icons: Icons, style: StyleOf) -> None:
        self._icons = icons
        self._style = style
        self._unfolded: set[str] = set()
        self._about: About | None = None
        self._lists: list[Listed] = []

    def rows(self, about: About, width: int) -> Iterator[Option]:
        """Yield the rows, none where no catalogue says anything."""
        self._about = about
        self._lists = lists_about(about)
        yield from self._facts(about, width)
        for number, listed in enumerate(self._lists):
            yield from self._list(number, listed, about, width)

    def _facts(self, about: About, width: int) -> Iterator[Option]:
        icons, style = self._icons, self._style
        for kept, facts in all_facts(about.records, datetime.now(UTC).date(), icons.span):
            number = kept.id
            yield Option(catalogue_heading(f"From {kept.record.source}", width, icons, style), disabled=True)
            if facts:
                yield Option(facts_prompt(facts, width, icons, style), disabled=True)
            if kept.record.about:
                whole = f"text {number}" in self._unfolded
                prompt, cut = text_prompt(kept.record.about, width, icons, style, whole=whole)
                able = cut or whole
                yield Option(prompt, id=f"text {number}" if able else None, disabled=not able)
            yield Option(source_prompt(kept, width, icons, style), id=f"source {number}")

    def _list(self, number: int, listed: Listed, about: About, width: int) -> Iterator[Option]:
        icons, style = self._icons, self._style
        words = f"{listed.heading}, from {listed.record.source}"
        yield Option(catalogue_heading(words, width, icons, style), disabled=True)
        shown = self._shown(number, listed, about)
        for at in shown:
            prompt = listed_prompt(listed.rows[at], about.here, width, icons, style)
            yield Option(prompt, id=f"listed {number} {at}")
        if len(shown) < len(listed.rows):
            label = f"Show all {len(listed.rows)}"
            yield Option(counted_prompt(label, "", width, style, indent=4), id=f"all {number}")

        if listed.pages:
            yield Option(catalogue_note(credit_of(listed.record), width, style), disabled=True)

    def _shown(self, number: int, listed: Listed, about: About) -> Sequence[int]:
        """Return the places of the rows of a list that are shown: few of a long one, those named here among them."""
        places = range(len(listed.rows))
        if f"all {number}" in self._unfolded or len(places) <= MOST_FOLDED + 1:
            return places
        return first_places(listed.rows, lambda row: known_here(row, about.here) is not None, MOST_FOLDED)

    def _row(self, row: str) -> Row | None:
        kind, _, places = row.partition(" ")
        number, _, at = places.partition(" ")
        if kind != "listed" or int(number) >= len(self._lists) or int(at) >= len(self._lists[int(number)].rows):
            return None
        return self._lists[int(number)].rows[int(at)]

    def leads_to(self, row: str) -> int | None:
        """Return the name a row leads to, if articles here name it."""
        listed = self._row(row)
        known = known_here(listed, self._about.here) if listed and self._about else None
        return known.id if known else None

    def unknown(self, row: str) -> str | None:
        """Return whom or what a row names that no article here does."""
        listed = self._row(row)
        if listed is None or self.leads_to(row) is not None:
            return None
        return getattr(listed, "name", None) or getattr(listed, "title", None)

    def address(self, row: str) -> str | None:
        """Return the page of the source of a row; ``None`` where it is no row of a catalogue."""
        kind, _, places = row.partition(" ")
        number = places.partition(" ")[0]
        if kind in ("listed", "all") and int(number) < len(self._lists):
            listed = self._lists[int(number)]
            at = places.partition(" ")[2]
            return listed.pages[int(at)] if listed.pages and at else address(listed.record)
        if kind in ("source", "text") and self._about:
            return next((address(kept.record) for kept in self._about.records if kept.id == int(number)), None)
        return None

    def unfold(self, row: str) -> str | None:
        """Show all of a list or of a text, or fold a text away again; return the row in focus then.

        ``None`` for a row that folds nothing.
        """
        kind, _, number = row.partition(" ")
        if kind == "all" and self._about:
            listed = self._lists[int(number)]
            shown = self._shown(int(number), listed, self._about)
            self._unfolded.add(row)
            return f"listed {number} {next(at for at in range(len(listed.rows)) if at not in shown)}"
        if kind == "text":
            self._unfolded ^= {row}
            return row
        return None
