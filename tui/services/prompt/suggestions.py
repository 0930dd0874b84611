"""What the line to type in offers: completions of a query, finds of a search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.content import Content

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import QueryError
from pullquote.cache.core.query import both
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.page_rows import completion_prompt, hit_prompt
from pullquote.tui.render.rows import StyleOf, plain
from pullquote.tui.services.prompt.completion import as_typed, complete

if TYPE_CHECKING:
    from pullquote.cache.library import Library

HITS_SHOWN = 6
HITS_COUNTED = 200


class Suggestion(Struct, frozen=True):
    """One row above the line: ``line`` is the completed line, ``article`` a find that Enter opens."""

    prompt: Content
    line: str | None = None
    article: int | None = None


class Suggestions(Struct, frozen=True):
    """What could be meant by a line; ``words`` stand beside it (``37 found``).

    ``common`` is the line as far as all rows agree: Tab completes that first.
    """

    rows: Sequence[Suggestion] = ()
    words: str = ""
    common: str = ""


def corrections(line: str, error: QueryError) -> Suggestions:
    """Return what is wrong with a line; taking the row puts in what was meant, where that is known."""
    mended = line.replace(error.term, error.instead, 1) if error.instead else line
    return Suggestions([Suggestion(plain(str(error)), line=mended if mended != line else None)])


Suggester = Callable[[str, int, StyleOf], Suggestions]
"""Return the offers for a line, in rows of so many cells; called in a thread."""


def queries(library: Library, icons: Icons, *, of_quotes: bool = False) -> Suggester:
    """Offer completions of a query; ``of_quotes`` knows ``by:`` and ``about:`` too."""

    def others(field: str) -> Iterable[str]:
        return library.values(field.removesuffix(":"))

    def suggest(line: str, width: int, style: StyleOf) -> Suggestions:
        found = complete(line, library.names.complete, others, of_quotes=of_quotes)
        return Suggestions([Suggestion(completion_prompt(c, width, icons, style), line=c.line) for c in found])

    return suggest


def finds(library: Library, icons: Icons, within: str = "") -> Suggester:
    """Offer what a search finds, the best first, with how many there are."""

    def suggest(line: str, width: int, style: StyleOf) -> Suggestions:
        try:
            hits = library.search(both(as_typed(line.rstrip()), within), limit=HITS_COUNTED + 1)
        except QueryError as error:
            return corrections(line, error)
        count = f"{HITS_COUNTED}+" if len(hits) > HITS_COUNTED else str(len(hits))
        rows = [Suggestion(hit_prompt(hit, width, icons, style), article=hit.headline.id) for hit in hits[:HITS_SHOWN]]
        return Suggestions(rows, f"{count} found")

    return suggest


def tags(library: Library, icons: Icons) -> Suggester:
    """Offer the user's tags for the last of those between commas, ``-tag`` for one to take away."""

    def suggest(line: str, width: int, style: StyleOf) -> Suggestions:
        from pullquote.tui.render.page_rows import candidate_prompt

        before, comma, last = line.rpartition(",")
        lead = before + comma + (" " if comma else "")
        minus = "-" if last.strip().startswith("-") else ""
        wanted = last.strip().removeprefix("-").casefold()
        there = {tag.strip().casefold() for tag in before.split(",")}
        fitting = [
            tag
            for tag in library.tags()
            if wanted in tag.name.casefold() and tag.name.casefold() != wanted and tag.name.casefold() not in there
        ]
        return Suggestions(
            [
                Suggestion(
                    candidate_prompt(minus + tag.name, counted(tag.articles, "article"), width, icons, style),
                    line=f"{lead}{minus}{tag.name}",
                )
                for tag in sorted(fitting, key=lambda tag: -tag.articles)[:HITS_SHOWN]
            ]
        )

    return suggest


def folders(library: Library, icons: Icons) -> Suggester:
    """Offer the folders there are."""

    def suggest(line: str, width: int, style: StyleOf) -> Suggestions:
        from pullquote.tui.render.page_rows import candidate_prompt

        wanted = line.casefold()
        known = sorted({feed.folder for feed in library.feeds.listed() if feed.folder and feed.folder != line})
        fitting = [folder for folder in known if wanted in folder.casefold()][:HITS_SHOWN]
        return Suggestions(
            [Suggestion(candidate_prompt(folder, "", width, icons, style), line=folder) for folder in fitting]
        )

    return suggest
