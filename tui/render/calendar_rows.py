"""The rows of the calendar: a release with its day, who says so, and what moved or differs."""

from __future__ import annotations

from datetime import date, datetime

from rich.cells import cell_len
from textual.content import Content

from pullquote.cache.core.calendar import Event
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.export import agenda
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import break_lines
from pullquote.tui.render.page_rows import Part
from pullquote.tui.render.rows import StyleOf, fit

DAY = 11
"""Cells of the column of days: ``Wed 10 Mar`` and a blank."""
NARROW = 56
"""Cells below which notes begin at the left, under the day."""
TITLE_LINES, NOTE_LINES = 2, 3
"""Most lines of a title and of its notes."""


def event_prompt(event: Event, label: str, width: int, now: datetime, icons: Icons, style: StyleOf) -> Content:
    """Return a release: day, title and what of it comes out; below, who says so.

    ``label`` is the day, "" where it is that of the row above; what has no day at all has no column for it.
    """
    lead = fit(label, DAY, icons.ellipsis) if event.days is None or event.days.length == 1 else ""
    lead = lead if event.date else ""
    sign = f"{icons.followed} " if event.work.followed else ""
    what = agenda.what_words(event)
    title = clean_name(event.title)
    named = title + (f", {what}" if what else "")
    parts: list[Part] = [
        (lead, style("group" if label == "Today" else "note")),
        (sign, style("star")),
    ]
    lines = list(break_lines(named, max(8, width - cell_len(lead) - cell_len(sign))))
    for number, (start, end) in enumerate(lines[:TITLE_LINES]):
        split = min(max(len(title), start), end)
        cut = icons.ellipsis if number + 1 == TITLE_LINES < len(lines) else ""
        parts += [
            ("\n" + " " * cell_len(lead + sign) if number else "", style("note")),
            (named[start:split], style("name")),
            (named[split:end].rstrip() + cut, style("note")),
        ]
    indent = " " * (cell_len(lead) if width >= NARROW else 2)
    words = agenda.notes(event, now)
    text = "; ".join(words)
    is_news = event.state != "" or event.mover is not None
    news = len(words[0]) if words and is_news and event.date is not None else 0
    for number, (start, end) in enumerate(break_lines(text, max(12, width - len(indent)))):
        if number == NOTE_LINES:
            break
        split = min(max(news, start), end)
        parts += [
            ("\n" + indent, style("note")),
            (text[start:split], style("failed" if event.state == "cancelled" else "unread")),
            (text[split:end], style("note")),
        ]
    return Content.assemble(*parts)


def nothing_today(today: date, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return the row that marks today where nothing comes out."""
    day = agenda.day_words(today, date.min)
    words = fit(f"{day}, nothing known", max(8, width - DAY), icons.ellipsis).rstrip()
    return Content.assemble((fit("Today", DAY), style("group")), (words, style("note")))


def fold_prompt(label: str, width: int, icons: Icons, style: StyleOf, *, folded: bool) -> Content:
    """Return the heading of what is over, which can be unfolded."""
    words = f"{label}, folded" if folded else label
    return Content.assemble(
        ("+ " if folded else "- ", style("group")),
        (fit(words, max(8, width - 2), icons.ellipsis).rstrip(), style("group")),
    )
