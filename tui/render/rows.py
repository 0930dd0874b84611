"""The one place that styles untrusted text.

Everything here gives ``Content`` built from plain strings, never from markup, after one more pass
through ``sanitize``: a title with brackets, an escape sequence or a bidirectional override is shown as
the letters it is. Styles come in as a function from a role to a ``Style``, so that looks stay in the
stylesheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime

from rich.cells import cell_len, set_cell_size
from textual.content import Content, Span
from textual.style import Style

from pullquote.cache.core.article import Entity, Release
from pullquote.cache.core.calendar_words import MONTHS, SHORT_MONTHS, WEEKDAYS
from pullquote.cache.core.results import EntityRow, Headline
from pullquote.cache.core.sanitize import clean_line, clean_name
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import Line, Run, break_lines

StyleOf = Callable[[str], Style]
_LENGTH = 8
"""Cells for how long an article is, with a blank before."""
_SEASONS = ("spring", "summer", "autumn", "fall", "winter")


def plain(text: str, style: Style | str = "") -> Content:
    """Return one line of untrusted text."""
    return Content.styled(clean_line(text), style) if style else Content(clean_line(text))


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """Return ``text`` in exactly ``width`` cells: padded, or cut with an ellipsis."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, max(0, width - cell_len(ellipsis))).rstrip() + ellipsis, width)


def line_content(line: Line, style: StyleOf, lit: Iterable[Run] = (), *, linked: bool = False) -> Content:
    """Return one line of an article; ``lit`` are runs of its passage to light up (a name, a match, a quote).

    Where it is ``linked``, the terminal is told where its links lead: an OSC 8 hyperlink with a clean address.
    """
    passage = line.passage
    offset = len(line.lead) - line.start
    text = line.lead + line.text
    spans = [Span(0, len(line.lead), style(passage.lead_role))] if line.lead else []
    spans.append(Span(len(line.lead), len(text), style(passage.role)))
    for run in (*passage.runs, *lit):
        start, end = max(run.start, line.start), min(run.end, line.end)
        if start < end:
            look = style(run.role)
            spans.append(
                Span(start + offset, end + offset, look + Style(link=run.address) if linked and run.address else look)
            )
    return Content(text, spans=spans)


def age(when: datetime, now: datetime | None = None) -> str:
    """Return how long ago, in at most six cells: ``now``, ``12m``, ``5h``, ``3d``, ``12 Jun``, ``2016``."""
    now = now or datetime.now(UTC)
    seconds = (now - when).total_seconds()
    if seconds < 60:
        return "now"
    if seconds < 3600:
        return f"{int(seconds // 60)}m"
    if seconds < 86_400:
        return f"{int(seconds // 3600)}h"
    if seconds < 7 * 86_400:
        return f"{int(seconds // 86_400)}d"
    return f"{when.day} {SHORT_MONTHS[when.month - 1]}" if when.year == now.year else str(when.year)


def day_words(day: date, today: date | None = None) -> str:
    """Return a day as people say it: ``Today``, ``Thursday 19 November``, with the year where it is another one."""
    today = today or date.today()  # noqa: DTZ011 -- where the reader is
    ago = (today - day).days
    if ago in (0, 1):
        return "Yesterday" if ago else "Today"
    words = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def released(release: Release) -> str:
    """Return a stated date as people write it: ``season 2, 30 Sep 2016``; a fact without a date as it is."""
    parts = [clean_line(release.what or "", 60), _date(release.date or "")]
    return ", ".join(part for part in parts if part)


def _date(date: str) -> str:
    year, _, rest = date.partition("-")
    if not rest:
        return year
    if rest in _SEASONS:
        return f"{rest} {year}"
    month, _, day = rest.partition("-")
    if not month.isdigit() or not 1 <= int(month) <= 12:
        return clean_line(date, 20)
    name = SHORT_MONTHS[int(month) - 1]
    return f"{int(day)} {name} {year}" if day.isdigit() else f"{name} {year}"


def headline_row(headline: Headline, width: int, icons: Icons, style: StyleOf, now: datetime | None = None) -> Content:
    """Return a headline on one line: signs, age, title and names, outlet, length."""
    outlet_width = min(18, max(8, width // 5 + 2))
    title_width = max(4, width - 2 - 8 - outlet_width - 1 - _LENGTH)
    title = fit(clean_line(headline.title), title_width, icons.ellipsis)
    names = _names(headline, title_width - cell_len(title.rstrip()) - 2)
    lead = title.rstrip() + "  " if names else title
    return Content.assemble(
        _marks(headline, icons, style),
        (age(headline.when, now).rjust(6) + "  ", style("meta")),
        (lead, style("title" if not headline.read else "title-read")),
        (fit(names, title_width - cell_len(lead)) if names else "", style("named")),
        " ",
        (fit(_outlet(headline), outlet_width, icons.ellipsis), style("outlet")),
        (_state(headline).rjust(_LENGTH), style("meta")),
    )


def day_heading(day: date, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return the heading of a day in the list, one line over its whole width."""
    label = fit(day_words(day), min(width, len(day_words(day))), icons.ellipsis)
    rule = icons.rule * max(0, width - len(label) - 1)
    return Content.assemble((label, style("day")), (f" {rule}" if rule else "", style("rule")))


def headline_card(
    headline: Headline, width: int, icons: Icons, style: StyleOf, now: datetime | None = None
) -> list[Content]:
    """Return a headline on three lines for a narrow list: its title, the names in it, outlet, age and length."""
    room = max(4, width - 3)
    title = clean_line(headline.title)
    breaks = list(break_lines(title, room))
    first = title[slice(*breaks[0])]
    second = title[breaks[1][0] :] if len(breaks) > 1 else ""
    if len(breaks) > 2:
        start, end = next(break_lines(second, room - cell_len(icons.ellipsis)))
        second = second[start:end].rstrip(" ,;:—–-") + icons.ellipsis
    role = style("title" if not headline.read else "title-read")
    dot = f" {icons.dot} "
    facts = [_outlet(headline), age(headline.when, now)]
    state = _state(headline)
    cut = headline.sample or not headline.complete  # that is worth an ellipsis, a length is not
    if state and (cut or cell_len(dot.join((*facts, state))) <= room):
        facts.append(state)
    told = fit(dot.join(fact for fact in facts if fact), room, icons.ellipsis).rstrip()
    lines = [Content.assemble(_marks(headline, icons, style), (fit(first, room), role))]
    names = ""
    if second:
        lines.append(Content.assemble("  ", (fit(second, room, icons.ellipsis), role)))
        names = _names(headline, room - cell_len(told + dot))
    elif above := _names(headline, room):
        lines.append(Content.assemble("  ", (fit(above, room), style("named"))))
    lines.append(Content.assemble("  ", (told + (dot if names else ""), style("meta")), (names, style("named"))))
    return [*lines, Content("")][:3]


def _state(headline: Headline) -> str:
    """Return how long an article is, or what else has to be known of it."""
    if headline.sample:
        return "sample"
    return "in part" if not headline.complete else f"{headline.minutes} min" if headline.minutes else ""


def _names(headline: Headline, room: int) -> str:
    """Return the names that matter most in an article, those its title does not say, as far as there is room."""
    title = headline.title.casefold()
    names = [clean_name(name) for name in headline.names if name.casefold() not in title]
    fitting = [text for text in (", ".join(names), *names[:1]) if cell_len(text) <= room]
    return fitting[0] if fitting else ""


def _marks(headline: Headline, icons: Icons, style: StyleOf) -> Content:
    """Return the two cells before a headline: starred or unread, and a blank."""
    if headline.starred:
        return Content.assemble((icons.starred, style("star")), " ")
    sign = icons.read if headline.read else icons.unread
    return Content.assemble((sign, style("unread")), " ")


def _outlet(headline: Headline) -> str:
    return clean_name(headline.outlet or "")


def entity_prompt(
    entity: Entity, width: int, icons: Icons, style: StyleOf, *, said: int, releases: Sequence[Release], followed: bool
) -> Content:
    """Return a row of the people panel: sign, name, count; its release dates and how much it said below."""
    count = str(entity.mentions) if entity.mentions else ""  # who only signs is named nowhere in the text
    room = max(4, width - 3 - len(count))
    name = clean_name(entity.name) + (f" {icons.followed}" if followed else "")
    parts: list[Content | str | tuple[str, str | Style]] = [
        (icons.of(entity.type) + " ", style("sign")),
        (fit(name, room, icons.ellipsis), style("name")),
        (" " + count, style("count")),
    ]
    notes = [f"said {said}"] if said else []
    notes += [note for note in map(released, releases) if note]
    parts += [(f"\n  {fit(note, max(4, width - 2), icons.ellipsis)}", style("note")) for note in notes]
    return Content.assemble(*parts)


def group_prompt(label: str, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return the heading of a group in the people panel."""
    return Content.assemble((f"{label} ", style("group")), (icons.rule * max(0, width - len(label) - 1), style("rule")))


def folding_prompt(hidden: int, once: int, width: int, icons: Icons, style: StyleOf) -> Content:
    """Return the row that stands for names folded away, ``hidden`` of them, or that folds those named ``once``."""
    words = f"{icons.ellipsis} {hidden} more" if hidden else f"{icons.ellipsis} fold {once} named once"
    return Content.styled(fit(words, width, icons.ellipsis).rstrip(), style("note"))


def name_detail(
    entity: Entity, name: EntityRow | None, quote_rows: Sequence[str], icons: Icons, style: StyleOf, width: int
) -> Content:
    """Return what is known of the name in focus: its type in words, other names, what it said here."""
    dot = f" {icons.dot} "
    facts: list[str] = [entity.type]
    if name and name.articles:
        facts.append(f"{name.articles} article" + ("s" if name.articles != 1 else ""))
    if name and name.followed:
        facts.append("followed")
    parts: list[Content | str | tuple[str, str | Style]] = [(clean_name(entity.name), style("heading"))]
    parts.append(("\n" + dot.join(facts), style("note")))
    others = [aka for aka in map(clean_name, entity.aka) if aka and aka != clean_name(entity.name)]
    if others:
        parts.append(("\nalso " + ", ".join(others), style("note")))
    for key, value in entity.facts.items():
        parts.append((f"\n{clean_name(key)}: {clean_line(value, 120)}", style("note")))
    for quote_row in quote_rows:
        said = f"{icons.open_quote}{clean_line(quote_row)}{icons.close_quote}"
        lines = [said[s:e] for s, e in break_lines(said, max(8, width - 2))]
        if len(lines) > 4:
            lines = [*lines[:3], _cut_short(lines[3], max(8, width - 2), icons.ellipsis)]
        parts.append("\n")
        parts += [
            (f"\n{icons.bar} ", style("bar")) if not i % 2 else (lines[i // 2], style("said"))
            for i in range(2 * len(lines))
        ]
    return Content.assemble(*parts)


def _cut_short(line: str, width: int, ellipsis: str) -> str:
    """Return ``line`` with an ellipsis at its end, within ``width`` cells."""
    room = width - cell_len(ellipsis)
    kept = set_cell_size(line, room) if cell_len(line) > room else line
    return kept.rstrip(" .,;:") + ellipsis


def counted_prompt(label: str, count: str, width: int, style: StyleOf, *, indent: int = 0) -> Content:
    """Return a row with a number at its right end: a section, an outlet."""
    room = max(4, width - len(count) - indent - 1)
    return Content.assemble(" " * indent, (fit(clean_line(label), room), style("name")), (" " + count, style("count")))
