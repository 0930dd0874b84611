"""A story in words and as rows: which outlets have the same news, and how long before or after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace
from rich.cells import cell_len
from textual.content import Content

from pullquote.cache.core.article import Article
from pullquote.cache.core.results import Headline
from pullquote.cache.core.sanitize import clean_line, clean_name
from pullquote.cache.core.stories.new_here import New, in_words
from pullquote.cache.core.times.apart import apart
from pullquote.tui.render.article import Composition
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import Passage
from pullquote.tui.render.rows import RowLook, StyleOf, fit, title_of

_LEAST_TITLE = 12
_MOST_NAMED = 6
"""Outlets that are named above an article; the others are counted."""


def also_at(article: datetime, others: Sequence[Headline]) -> str:
    """Return in words where else a story is: ``Also at: Screen Ledger (3 h later), The Marquee (2 days later)``.

    ``article`` is the time of the one that is read. Empty where there is no other.
    """
    named = [
        f"{clean_name(other.outlet or '') or 'an unnamed outlet'} ({apart(other.when, article)})"
        for other in others[:_MOST_NAMED]
    ]
    if not named:
        return ""
    more = len(others) - len(named)
    return f"Also at: {', '.join(named)}{f' and {more} more' if more else ''}"


def story_lines(article: Article, others: Sequence[Headline], new: New | None) -> tuple[str, ...]:
    """Return what stands above an article of its story: where else it is, what is new here; nothing without others."""
    if not others:
        return ()
    lines = (also_at(article.published or article.fetched or others[0].when, others),)
    if new is None:
        return lines
    said = in_words(new, [quote.speaker for quote in article.quotes])
    return *lines, f"New here: {said}" if said else "Nothing here that the earlier ones do not say"


def with_story(composition: Composition, lines: Sequence[str | Passage], icons: Icons) -> Composition:
    """Return an article with what is said of its story below its byline: where else it is, what is new here.

    A passage among the lines is set as it is.
    """
    if not lines:
        return composition
    passages = list(composition.passages)
    at = next((place for place, passage in enumerate(passages) if passage.role == "rule"), len(passages))
    said = [line for line in lines if isinstance(line, Passage)]
    said += [
        Passage(
            clean_line(line, None),
            "notice" if number else "meta",
            first=f"{icons.arrow} ",
            rest="  ",
            gap=0 if number else 1,
        )
        for number, line in enumerate(line for line in lines if isinstance(line, str))
    ]
    passages[at:at] = said
    return replace(composition, passages=tuple(passages))


def story_member(
    headline: Headline, head: Headline, room: tuple[int, int], look: RowLook, style: StyleOf
) -> list[Content]:
    """Return a headline under the one of its story: outlet, how long before or after, its own words.

    ``room`` are the cells of a line and how many lines it takes.
    """
    width, height = room
    icons = look.icons
    unread = icons.read if headline.read and not headline.starred else icons.unread
    sign = icons.starred if headline.starred else unread
    lead = f"{icons.corner} "
    outlet = clean_name(headline.outlet or "") or "Unnamed outlet"
    told = f" {icons.dot} {apart(headline.when, head.when)}"
    title = style("title-read" if headline.read else "title")
    room_left = max(1, width - 2 - cell_len(lead))
    marks = (sign, style("star" if headline.starred else "unread"))
    if height == 1:
        outlet_width = min(cell_len(outlet), max(6, room_left // 3))
        facts = fit(outlet, outlet_width, icons.ellipsis) + told
        rest = room_left - cell_len(facts) - 2
        words = f"  {fit(title_of(headline, icons), rest, icons.ellipsis)}" if rest >= _LEAST_TITLE else ""
        facts = facts if words else fit(facts, room_left, icons.ellipsis)
        return [Content.assemble(marks, " ", (lead, style("meta")), (facts, style("outlet")), (words, title))]
    facts = fit(outlet + told, room_left, icons.ellipsis)
    words = fit(title_of(headline, icons), room_left, icons.ellipsis)
    lines = [
        Content.assemble(marks, " ", (lead, style("meta")), (facts, style("outlet"))),
        Content.assemble("  ", " " * cell_len(lead), (words, title)),
    ]
    return [*lines, Content("")][:height]
