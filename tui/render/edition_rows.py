"""The rows of an edition's page: its cover, its contents by section, releases, and its end."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from pullquote.cache.core.counts import counted
from pullquote.cache.core.edition import EditionEntry, EditionRelease
from pullquote.cache.core.results import QuoteRow
from pullquote.cache.core.sanitize import clean_line, clean_name
from pullquote.cache.core.times.words import MONTHS, SHORT_WEEKDAYS, WEEKDAYS, date_words
from pullquote.cache.export.attribution import attribution
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.issue import Issue, minutes
from pullquote.tui.render.layout import balance, break_lines
from pullquote.tui.render.page_rows import Part
from pullquote.tui.render.rows import StyleOf, fit

MASTHEAD = "PULLQUOTE"
WIDEST_COVER = 76
"""Cells a cover takes at most; it stands in the middle of what is wider."""
LEADS = 4
"""Headlines on a cover at most, if there is room for them."""
LEAST_LEADS = 4
"""Lines of headlines a cover has at least before a pull quote has room on it."""
QUOTE_LINES = 4
"""Lines of a pull quote on a cover."""
NUMBER = 6
"""Cells before a headline of the contents: whether it is read, its number, and a blank."""
FACT_LINES = 2

_Lines = list[tuple[str, str]]
"""Lines with the role of each."""


def cover(issue: Issue, room: tuple[int, int], icons: Icons, style: StyleOf) -> Content:
    """Return the cover of an edition within so many cells and lines: name, day, lead headlines, a pull quote."""
    width, height = room
    inner = min(width, WIDEST_COVER)
    head = _masthead(issue, inner, icons)
    foot: _Lines = [(icons.heavy * inner, "rule")]
    left = height - len(head) - len(foot) - 1
    said = _said(issue.quotes, inner, icons)
    quoted: _Lines = [("", "note"), (icons.ornament, "sign"), ("", "note"), *said] if said else []
    if left < LEAST_LEADS + len(quoted):
        quoted = []
    titles = _leads(issue, inner, left - len(quoted), icons)
    return _set([*head, *titles, *quoted, ("", "note"), *foot], width, inner, icons, style)


def end(issue: Issue, room: tuple[int, int], icons: Icons, style: StyleOf) -> Content:
    """Return what stands behind the last article of an edition: that it is over, and how much it was."""
    width, height = room
    inner = min(width, WIDEST_COVER)
    here, read = issue.here, sum(issue.headline(place).read for place in issue.here)
    much = f"{counted(len(here), 'article')}, {minutes(issue.length)}."
    told = f"{much} Read." if read == len(here) else f"{much} {read} of them read."
    lines: _Lines = [(icons.heavy * inner, "rule"), ("", "note"), *_centred("That was your edition", inner, "title")]
    lines += [*_centred(told, inner, "note"), ("", "note")]
    said = _said(issue.quotes[::-1], inner, icons)
    if said and len(lines) + len(said) + 3 <= height:
        lines += [(icons.ornament, "sign"), ("", "note"), *said, ("", "note")]
    return _set([*lines, (icons.heavy * inner, "rule")], width, inner, icons, style)


def _masthead(issue: Issue, inner: int, icons: Icons) -> _Lines:
    edition = issue.edition
    made = edition.made.astimezone()
    day = f"{WEEKDAYS[made.weekday()]} {made.day} {MONTHS[made.month - 1]} {made.year}"
    much = f"{counted(len(issue.here), 'article')} {icons.dot} {minutes(issue.length)}"
    name = MASTHEAD.capitalize() if icons.spoken else " ".join(MASTHEAD)
    lines: _Lines = [(icons.heavy * inner, "rule"), (name, "title")]
    if asked := clean_line(edition.query, 120):
        lines += _centred(asked, inner - 2, "sign")[:2]
    lines.append((icons.rule * inner, "rule"))
    if icons.spoken or cell_len(day) + cell_len(much) + 4 > inner:
        lines += [(day, "note"), (much, "note")]
    else:
        gap = " " * (inner - cell_len(day) - cell_len(much) - 2)
        lines.append((f" {day}{gap}{much} ", "note"))
    return [*lines, (icons.rule * inner, "rule")]


def _leads(issue: Issue, inner: int, height: int, icons: Icons) -> _Lines:
    """Return the first headlines that have room in so many lines, the first always."""
    lines: _Lines = []
    for number, place in enumerate(issue.here[:LEADS]):
        entry, headline = issue.entry(place), issue.headline(place)
        titles = _centred(
            clean_line(headline.title), inner - (8 if inner > 50 else 2), "title" if not number else "name"
        )
        block: _Lines = [("", "note"), *titles, (_told(entry, inner - 2, icons), "note")]
        if number and len(block) > height:
            break
        lines += block
        height -= len(block)
    return lines


def _said(quotes: Sequence[QuoteRow], inner: int, icons: Icons) -> _Lines:
    """Return the first pull quote that is short enough for a cover, nothing where none is."""
    for quote_row in quotes:
        text = f"{icons.open_quote}{clean_line(quote_row.text, None)}{icons.close_quote}"
        lines = _centred(text, inner - (12 if inner > 50 else 4), "said")
        if len(lines) <= QUOTE_LINES:
            by = attribution(clean_name(quote_row.speaker or ""), clean_name(quote_row.via or ""))
            return [*lines, *(_centred(f"{icons.dash} {by}", inner - 2, "name") if by else [])]
    return []


def _told(entry: EditionEntry, room: int, icons: Icons) -> str:
    """Return who has a story and how long it reads, the longest way of saying so that has room."""
    outlet, others = clean_name(entry.outlet or ""), [*filter(None, map(clean_name, entry.others))]
    ways = [", ".join(filter(None, (outlet, *others)))]
    ways += [f"{outlet} and {counted(len(others), 'other')}"] if others and outlet else []
    told = (f" {icons.dot} ".join(filter(None, (way, minutes(entry.minutes)))) for way in (*ways, outlet))
    return next((way for way in told if cell_len(way) <= room), minutes(entry.minutes))


def _centred(text: str, room: int, role: str) -> _Lines:
    return [(text[start:stop].rstrip(), role) for start, stop in balance(text, max(12, room))]


def _set(lines: _Lines, width: int, inner: int, icons: Icons, style: StyleOf) -> Content:
    """Return lines in the middle of a width; for a screen reader, at its left and without those that say nothing."""
    parts: list[Part] = []
    for text, role in lines:
        if icons.spoken:
            if text.strip() and text != icons.ornament:
                parts.append((text.strip() + "\n", style(role)))
            continue
        free = (width - inner) // 2 + max(0, inner - cell_len(text)) // 2
        parts += [" " * free if text else "", (text + "\n", style(role))]
    return Content.assemble(*parts)


def entry_prompt(issue: Issue, place: int, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return a headline of the contents: its number, how long it reads; below, who has it, and why it is here."""
    entry, headline = issue.entry(place), issue.headline(place)
    number = sum(other <= place for other in issue.here)
    length = minutes(entry.minutes)
    lead = f"{icons.followed if headline.read and not icons.spoken else ' '}{number:>3}  "
    room = max(12, width - NUMBER - cell_len(length) - 2)
    title = clean_line(headline.title)
    breaks = list(break_lines(title, room))
    role = "title-read" if headline.read else "title"
    parts: list[Part] = [(lead[:1], style("star")), (lead[1:], style("sign"))]
    for line, (start, stop) in enumerate(breaks):
        if line == 0:
            parts += [(fit(title[start:stop], room, icons.ellipsis), style(role)), (f"  {length}", style("count"))]
        else:
            parts.append((f"\n{' ' * NUMBER}{title[start:stop]}", style(role)))
    if issue.is_begun and place == issue.at:
        parts.append((f"\n{' ' * NUMBER}you are here", style("unread")))
    facts = _facts(issue, place, icons)
    indent = " " * (NUMBER if width >= 56 else 2)
    cut = list(break_lines(facts, max(12, width - len(indent))))
    for line, (start, stop) in enumerate(cut[:FACT_LINES]):
        more = icons.ellipsis if line + 1 == FACT_LINES < len(cut) else ""
        parts.append((f"\n{indent}{facts[start:stop].rstrip()}{more}", style("note")))
    return Content.assemble(*parts)


def _facts(issue: Issue, place: int, icons: Icons) -> str:
    entry, headline = issue.entry(place), issue.headline(place)
    outlet, others = clean_name(entry.outlet or ""), ", ".join(filter(None, map(clean_name, entry.others)))
    had = f"{outlet}, also {others}" if outlet and others else outlet or others
    read = "read" if icons.spoken and headline.read else ""
    lacks = "not whole offline" if entry.article in issue.lacking else ""
    return f" {icons.dot} ".join(filter(None, (read, had, clean_line(entry.why, 120), lacks)))


def release_row(release: EditionRelease, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return something that comes out in the week of an edition: the day, and what it is."""
    day = date_words(clean_line(release.date, 20), year=False)
    with suppress(ValueError):
        day = f"{SHORT_WEEKDAYS[date.fromisoformat(release.date).weekday()]} {day}"
    what = clean_line(release.what or "", 60)
    title = fit(clean_name(release.title), max(8, width - 13), icons.ellipsis).rstrip()
    more = f", {what}" if what and cell_len(title) + cell_len(what) + 15 <= width else ""
    return Content.assemble((fit(day, 11) + "  ", style("note")), (title, style("name")), (more, style("note")))


def action_row(label: str, note: str, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return a row that does something: what, and in a few words more about it."""
    lead = f"{icons.arrow} "
    room = width - cell_len(lead) - cell_len(label) - 2
    return Content.assemble(
        (lead, style("sign")), (label, style("name")),
        (f"  {fit(clean_line(note), room, icons.ellipsis).rstrip()}" if note and room > 8 else "", style("note")),
    )  # fmt: skip
