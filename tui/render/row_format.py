"""How a row of the list and its dates are written, as ``list.format`` and ``list.date`` say it. Pure, without Rich.

A format is text with fields in braces: ``{unread} {date} {title} {outlet:18} {length:>8}``. A field may name a width,
and ``>`` for the right side; ``{title}`` takes what the others leave. A date is ``relative``, ``iso``, ``short``, or a
pattern of strftime.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from string import Formatter

from msgspec import Struct

from pullquote.cache.core.counts import percent
from pullquote.cache.core.nearest import nearest
from pullquote.cache.core.results import Headline
from pullquote.cache.core.sanitize import clean_line, clean_name
from pullquote.cache.core.times.words import SHORT_MONTHS
from pullquote.tui.render.ages import RECENT, recent

FIELDS: dict[str, int] = {
    "unread": 1, "date": 6, "title": 0, "names": 20, "outlet": 18, "length": 8, "words": 6, "quotes": 3, "author": 18,
    "tags": 18,
}  # fmt: skip
"""The fields of a row with the cells each takes; the title takes what is left."""
_RIGHT = frozenset({"date", "length", "words", "quotes"})
_TEXTS: dict[str, Callable[[Headline], str]] = {
    "title": lambda headline: headline.title,
    "names": lambda headline: ", ".join(map(clean_name, headline.names)),
    "outlet": lambda headline: clean_name(headline.outlet or ""),
    "length": lambda headline: length(headline),
    "words": lambda headline: str(headline.words or ""),
    "quotes": lambda headline: str(headline.quotes or ""),
    "author": lambda headline: ", ".join(map(clean_name, headline.byline)),
    "tags": lambda headline: ", ".join(headline.tags),
}
MOST_WIDTH = 60
_WIDTH = re.compile(r"([<>]?)(\d{1,2})")
_KNOWN_DIRECTIVES = re.compile(r"%-?[aAbBcdHIjmMpuUVwWxXyYGzZeFTDRh]|%%")
_LONGEST_DATE = 24


class BadFormat(ValueError):
    """A format that cannot be used; its text is a sentence for the user."""


class Field(Struct, frozen=True):
    """A field of a row: its ``width`` in cells, 0 for what is left; ``text`` alone where it is no field."""

    name: str = ""
    width: int = 0
    right: bool = False
    text: str = ""


MANY_MINUTES = 100
"""Minutes of reading that are told in hours."""


def length(headline: Headline) -> str:
    """Return how long an article is, or what else has to be known of it."""
    if headline.sample:
        return "sample"
    if 0 < headline.position < 1:
        return f"{percent(headline.position)} %"
    if not headline.complete:
        return "in part"
    minutes = headline.minutes
    return f"{minutes} min" if 0 < minutes < MANY_MINUTES else f"{round(minutes / 60)} h" if minutes else ""


class DateFormat(Struct, frozen=True):
    """How dates are written in the list: ``how`` as in the settings, ``width`` the cells the longest takes."""

    how: str = "relative"
    width: int = 6

    def written(self, when: datetime, now: datetime | None = None) -> str:
        """Return a time, where the reader is."""
        now = now or datetime.now(UTC)
        if self.how == "relative":
            return age(when, now)
        here = when.astimezone()
        if self.how == "iso":
            return f"{here:%Y-%m-%d}"
        if self.how == "short":
            day = f"{here.day} {SHORT_MONTHS[here.month - 1]}"
            return day if here.year == now.astimezone().year else f"{day} {here.year % 100:02}"
        return clean_line(here.strftime(self.how), _LONGEST_DATE)


def age(when: datetime, now: datetime) -> str:
    """Return how long ago, in at most six cells: ``now``, ``12m``, ``5h``, ``3d``, ``12 Jun``, ``2016``."""
    seconds = (now - when).total_seconds()
    if seconds < RECENT:
        return recent(seconds)
    return f"{when.day} {SHORT_MONTHS[when.month - 1]}" if when.year == now.year else str(when.year)


RELATIVE = DateFormat()


def read_date(text: str) -> DateFormat:
    """Read ``list.date``. Raises ``BadFormat``."""
    named = {"relative": RELATIVE, "iso": DateFormat("iso", 10), "short": DateFormat("short", 9)}
    if text in named:
        return named[text]
    if "%" not in text:
        meant = nearest(text, named)
        more = f" Did you mean {meant}?" if meant else ""
        raise BadFormat(f"It takes relative, iso, short, or a pattern such as %d.%m.%y.{more}")
    rest = _KNOWN_DIRECTIVES.sub("", text)
    if (at := rest.find("%")) >= 0:
        wrong = rest[at : at + 2].strip()
        raise BadFormat(f"There is no {wrong} in a pattern of dates; %d is the day, %b the month, %Y the year.")
    # A year of days, of which one has the longest month and the longest weekday.
    days = [datetime(2026, 1, 1, 22, 58, tzinfo=UTC) + timedelta(days=number) for number in range(365)]
    date = DateFormat(text, 0)
    width = max(len(date.written(day)) for day in days)
    if not width:
        raise BadFormat("This pattern writes nothing; %d is the day, %b the month, %Y the year.")
    return DateFormat(text, min(width, _LONGEST_DATE))


def read_format(text: str, date: DateFormat = RELATIVE) -> tuple[Field, ...]:
    """Read ``list.format``; an empty one is none, and rows are as they come. Raises ``BadFormat``."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise BadFormat("A brace is open; {{ stands for one that is meant as such.") from error
    fields: list[Field] = []
    for before, name, spec, conversion in parts:
        if before:
            fields.append(Field(text=_literal(before)))
        if name is not None:
            fields.append(_field(name, spec or "", conversion, date))
    if text and not any(field.name == "title" for field in fields):
        raise BadFormat("A row needs its {title}.")
    return tuple(fields)


def _literal(text: str) -> str:
    """Return the text between fields without what a terminal must not get; blanks at its ends part it from them."""
    clean = clean_line(text, None)
    begins, ends = len(text) - len(text.lstrip()), len(text) - len(text.rstrip())
    return " " * begins + clean + " " * ends if clean else " " * len(text)


def _field(name: str, spec: str, conversion: str | None, date: DateFormat) -> Field:
    if name not in FIELDS:
        meant = nearest(name, FIELDS)
        which = (
            f"did you mean {{{meant}}}?" if meant else "there are " + ", ".join(f"{{{one}}}" for one in FIELDS) + "."
        )
        raise BadFormat(f"There is no field {{{name}}}; {which}")
    width = _WIDTH.fullmatch(spec) if spec else None
    if conversion or (spec and width is None) or (width and not 1 <= int(width[2]) <= MOST_WIDTH):
        raise BadFormat(
            f"{{{name}:{spec}}}: a width is written as {{{name}:18}}, or {{{name}:>18}} for the right side."
        )
    if width is not None:
        return Field(name, int(width[2]), right=width[1] == ">")
    return Field(name, date.width if name == "date" else FIELDS[name], right=name in _RIGHT)


def text_of(field: Field, headline: Headline) -> str:
    """Return what a field other than ``unread`` and ``date`` says of an article, in one clean line."""
    return clean_line(_TEXTS[field.name](headline))
