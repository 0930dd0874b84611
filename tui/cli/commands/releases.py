"""`pullquote releases`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pullquote.cache.core.calendar import Days, Event, days_of
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.paths import expanded
from pullquote.cache.core.sanitize import clean_line, clean_name
from pullquote.cache.export import agenda, tables
from pullquote.cache.export.text import wrap
from pullquote.tui.cli.commands.options import FILE, Number, exit_code, global_options, since_last
from pullquote.tui.cli.commands.query import QueryCommand, joined, query
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import cell, print_rows, say_nothing, strong
from pullquote.tui.cli.since_last import arrived, keep
from pullquote.tui.services.programs.handoff import save_calendar

if TYPE_CHECKING:
    from pullquote.cache.core.following.arrivals import Arrived
    from pullquote.cache.library import Library

FACTS_STAND = timedelta(days=30)
"""How long a renewal, a cancellation or a delay without a date is listed unasked."""
IN_CALENDAR = timedelta(days=366)
"""How far a calendar file goes back: what has been stays where a subscriber saw it."""
_INDENT = 2
_DAY = 12
"""Cells of the column with the day."""


@click.command(
    cls=QueryCommand,
    help="""List what comes out by week, as articles and catalogues state it.

    Each release is listed once, with who states its date, the date it moved from, and who says otherwise. What has no
    day stands behind its month, season or year. What is over is left out; --past lists it too.

    \b
    Examples:
      pullquote releases
      pullquote releases --weeks 2
      pullquote releases is:followed --json
      pullquote releases --past --to 2026-12
      pullquote releases is:followed --ical -o ~/calendars/releases.ics""",
)
@query
@click.option("--weeks", type=Number(1, most=520), metavar="N", help="This week and the N-1 that follow.")
@click.option("--from", "first", metavar="DATE", help="From a day, a month (2027-03) or a year on.")
@click.option("--to", "last", metavar="DATE", help="Up to the end of a day, a month or a year.")
@click.option("--past", is_flag=True, help="Also what is over.")
@click.option(
    "--ical", is_flag=True, help="Write a calendar (iCalendar) of the days and months, a year of the past too."
)
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="FILE",
    help="With --ical: the file, which a calendar program can subscribe to.",
)
@since_last
@exit_code
@global_options
def releases(
    options: Options,
    query: tuple[str, ...],
    ical: bool,
    output: str | None,
    past: bool,
    since_last: bool,
    **window: str | int | None,
) -> int | None:
    """List release dates."""
    words, now = joined(query), datetime.now(UTC).astimezone()
    first, last = _window(now.date(), window)
    if output is not None and not ical:
        raise UsageError("-o names the file of a calendar; write --ical -o FILE.")
    if ical and since_last:
        raise UsageError("A calendar file has all that is known, so that a date that moves does; leave one out.")
    with options.open_library() as library:
        calendar = library.calendar
        came = _arrived(library, options, words, past, window) if since_last else None
        if ical:
            first = first or (None if past else now.date() - IN_CALENDAR)
            _write(options, calendar.events(first, last, words), output)
            return None
        is_open = first is None and last is None
        if is_open and past:
            found = [*calendar.events(None, None, words), *calendar.facts(words)]
        else:
            since = now - FACTS_STAND if is_open else None
            found = calendar.events(first or (None if past else now.date()), last, words, facts_since=since)
        if came is not None:
            found = [event for event in found if _is_news(event, came)]
        ordered = [event for section in agenda.sections(found, now.date()) for event in section.events]
        count = print_rows(ordered, tables.RELEASES, options, line=_lines(options, now))
        keep(library, came, options, count)
        if not count and not since_last:
            _say_why(options, library, words, is_open=is_open, past=past)
    return count


def _arrived(
    library: Library, options: Options, words: str, past: bool, window: dict[str, str | int | None]
) -> Arrived | None:
    """Return the articles with release dates that came since this very list was last asked for."""
    asked = [f"{name}={value}" for name, value in sorted(window.items()) if value is not None]
    return arrived(library, options, "releases", words, *asked, *(["--past"] if past else []), of="has:release")


def _is_news(event: Event, came: Arrived) -> bool:
    """Return whether an article that came, or a catalogue since then, states something of an event."""
    articles = set(came.ids)
    return any(
        one.article in articles
        if one.article is not None
        else came.since is None or (one.heard is not None and one.heard >= came.since)
        for one in event.said
    )


def _window(today: date, given: dict[str, str | int | None]) -> tuple[date | None, date | None]:
    """Return the days that are asked for. Raises ``UsageError``."""
    weeks, first, last = given["weeks"], given["first"], given["last"]
    if isinstance(weeks, int) and last is not None:
        raise UsageError("--weeks and --to both say where the list ends; give one of them.")
    begin = _days(first).first if isinstance(first, str) else None
    end = _days(last).last if isinstance(last, str) else None
    if isinstance(weeks, int):
        start = agenda.monday_of(begin or today)
        end = date.fromordinal(min(start.toordinal() + 7 * weeks - 1, date.max.toordinal()))
    if begin and end and end < begin:
        raise UsageError(f"--from {first} is behind --to {last}.")
    return begin, end


def _days(text: str) -> Days:
    if text == "today":
        text = datetime.now(UTC).astimezone().date().isoformat()
    if (days := days_of(text)) is None:
        raise UsageError(f"“{clean_line(text, 40)}” is no date; write for example 2027-03-05, 2027-03 or 2027.")
    return days


def _write(options: Options, events: list[Event], output: str | None) -> None:
    """Write a calendar to a file, whole or not at all, or to stdout."""
    if output is None or output == "-":
        from pullquote.cache.export.ical import calendar  # lazy: icalendar, 50 ms; only --ical needs it

        sys.stdout.buffer.write(calendar(events, now=datetime.now(UTC)))  # with the line ends of RFC 5545
    else:
        options.say(save_calendar(events, expanded(Path(output))))


def _say_why(options: Options, library: Library, words: str, *, is_open: bool, past: bool) -> None:
    """Print why the list is empty."""
    if not is_open and library.calendar.events():
        what = f"release matches “{clean_line(words, 120)}”" if words else "release is known"
        options.say(f"No {what} in these days. Without --weeks, --from and --to, all that is to come is listed.")
    elif not past and (before := library.calendar.events(None, datetime.now(UTC).astimezone().date(), words)):
        have = "has" if len(before) == 1 else "have"
        options.say(f"Nothing is known to come; --past lists {counted(len(before), 'release')} that {have} been.")
    else:
        say_nothing(options, "release date", words)


def _lines(options: Options, now: datetime) -> Callable[[Event], str]:
    """Return what writes an event as text, under a heading where a week begins."""
    today, width = now.date(), options.line_width()
    before: list[str] = []

    def lines(event: Event) -> str:
        (section,) = agenda.sections([event], today)
        head = ""
        if section.label not in before[-1:]:
            head = ("\n" if before else "") + strong(clean_line(section.label), options) + "\n"
            before.append(section.label)
        days = event.days
        label = agenda.day_words(days.first, today) if days is not None and section.monday is not None else ""
        what = agenda.what_words(event)
        title = clean_name(event.title) + (f", {what}" if what else "") + (" (followed)" if event.work.followed else "")
        indent = " " * _INDENT + (" " * _DAY if label else "")
        lead = " " * _INDENT + (cell(label, _DAY) if label else "")
        said = "; ".join(agenda.notes(event, now))
        note = wrap(said, width, indent) if said else ""
        return head + wrap(title, width, lead, indent) + (f"\n{note}" if note else "")

    return lines
