"""What of a set article is lit up: the name in focus, the quote in focus, what was searched for, and where they stand.

Pure look-ups in an article, its composition and its layout; nothing here knows Textual.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from pullquote.cache.core.article import Article, PullQuote, Quote, Table, block_text
from pullquote.cache.core.errors import QueryError
from pullquote.cache.core.query import parse, pattern_of, words_of
from pullquote.tui.render.article import PROMOTED, TABLE, Composition
from pullquote.tui.render.layout import Layout, Line, Passage, Run


class Match(Struct, frozen=True):
    """A place that was searched for: a part of a passage, and the line it begins on."""

    passage: Passage
    start: int
    end: int
    line: int


class Target(Struct, frozen=True, order=True):
    """A quote to go to: its first and last line and its index in the article."""

    first: int
    last: int
    quote: int


def lit_runs(
    article: Article | None,
    composition: Composition,
    *,
    entity: int | None = None,
    quote: Quote | None = None,
    matches: Sequence[Match] = (),
    match: int = -1,
) -> dict[int, list[Run]]:
    """Return the runs to light up by the ``id`` of their passage: an entity's mentions, a quote, matches."""
    lit: defaultdict[int, list[Run]] = defaultdict(list)
    if article is not None and (entity is not None or quote is not None):
        wanted = [(m.block, m.start, m.end, "lit") for m in article.mentions if m.entity == entity]
        if quote is not None:
            wanted.append((quote.block, quote.start, quote.end, "quote_focus"))
        spelled = _in_tables(article, entity) if entity is not None else frozenset()
        for passage in composition.passages:
            for block, start, end, role in wanted:
                if block == passage.block and (part := passage.covers(start, end)):
                    lit[id(passage)].append(Run(*part, role))
            if passage.block == TABLE:
                lit[id(passage)] += [
                    Run(at.start(), at.end(), "lit")
                    for name in spelled
                    for at in re.finditer(re.escape(name), passage.text)
                ]
    for index, found in enumerate(matches):
        role = "match_now" if index == match else "match"
        lit[id(found.passage)].append(Run(found.start, found.end, role))
    return dict(lit)


def _in_tables(article: Article, entity: int) -> frozenset[str]:
    """Return the name of an entity as the tables of the article spell it; their lines are not their blocks' text."""
    tables = {i: block_text(block) for i, block in enumerate(article.blocks) if isinstance(block, Table)}
    found = (
        tables[m.block][m.start : m.end].replace(" ", "\u00a0")
        for m in article.mentions
        if m.entity == entity and m.block in tables
    )
    return frozenset(name for name in found if name)


def shows_quote(line: Line, quote: Quote, *, promoted: bool) -> bool:
    """Return whether a line shows a part of a quote; a ``promoted`` one is that we set off."""
    if promoted:
        return line.passage.block == PROMOTED
    if line.passage.block != quote.block:
        return False
    part = line.passage.covers(quote.start, quote.end)
    return bool(part and part[0] < line.end and line.start < part[1])


def quote_targets(article: Article | None, composition: Composition, layout: Layout, *, every: bool) -> list[Target]:
    """Return the quotes to step through in reading order; without ``every`` those set off, if there are any."""
    if article is None:
        return []
    promoted = composition.promoted
    targets = []
    for index, quote in enumerate(article.quotes):
        if index == promoted and not every:
            shown = [n for n, line in enumerate(layout.lines) if line.passage.block == PROMOTED]
            place = (shown[0], shown[-1]) if shown else None
        else:
            place = layout.lines_of(quote.block, quote.start, quote.end)
        if place:
            targets.append(Target(*place, index))
    if not every:
        targets = [t for t in targets if t.quote == promoted or _set_off(article, t.quote)] or targets
    return sorted(targets)


def _set_off(article: Article, index: int) -> bool:
    quote, blocks = article.quotes[index], article.blocks
    return quote.kind != "inline" or (0 <= quote.block < len(blocks) and isinstance(blocks[quote.block], PullQuote))


Places = Callable[[str], Iterable[tuple[int, int]]]
"""Finds in a text what was searched for: where each place of it begins and ends."""


def places_of(term: str) -> Places:
    """Return what finds a term, whatever its case."""
    wanted = term.casefold()

    def find(text: str) -> Iterator[tuple[int, int]]:
        folded = text.casefold()
        if len(folded) != len(text):
            folded = text.lower() if len(text.lower()) == len(text) else text
        at = folded.find(wanted) if wanted else -1
        while at >= 0:
            yield at, at + len(wanted)
            at = folded.find(wanted, at + len(wanted))

    return find


def places_of_query(query: str) -> Places | None:
    """Return what finds the words of a query, as the search takes them; ``None`` for one that asks for no words."""
    try:
        pattern = pattern_of(words_of(parse(query)))
    except QueryError:  # whoever shows what it finds says so
        return None
    return None if pattern is None else lambda text: (match.span() for match in pattern.finditer(text))


def matches_of(find: Places, layout: Layout) -> list[Match]:
    """Return every place of what is searched for, in reading order."""
    found: list[Match] = []
    seen: set[int] = set()
    for number, line in enumerate(layout.lines):
        if id(line.passage) not in seen:
            seen.add(id(line.passage))
            found += _matches_in(line.passage, number, find, layout)
    return found


def _matches_in(passage: Passage, first: int, find: Places, layout: Layout) -> Iterator[Match]:
    """Return every place of what is searched for in the passage that begins on line ``first``."""
    row, lines = first, layout.lines
    for start, end in find(passage.text):
        while row + 1 < len(lines) and lines[row + 1].passage is passage and start >= lines[row].end:
            row += 1
        yield Match(passage, start, end, row)
