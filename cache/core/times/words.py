"""English names of months and week days, as they are shown and as they are read.

A module beside ``dates``, because the app shows days and need not load the patterns that read written dates.
"""

from __future__ import annotations

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
"""From Monday on, as ``datetime.weekday`` counts."""
SHORT_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)

SEASONS = ("spring", "summer", "autumn", "fall", "winter")
"""As an ISO date that is cut to a season ends."""

MONTH_NUMBERS = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name.lower(): number for number, name in enumerate(SHORT_MONTHS, 1)},
    "sept": 9,
}
"""The number of a month, from 1, by its name or its short name in small letters."""
WEEKDAY_NUMBERS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
"""The number of a week day, from 0 for Monday, by its name in small letters."""


def date_words(date: str, *, year: bool = True) -> str:
    """Return an ISO date, which may be cut to a month, a season or a year, as people write it: ``30 Sep 2016``.

    Without ``year``, that of a day is left out. What is no such date is returned as it is.
    """
    written, _, rest = date.partition("-")
    if not rest:
        return written
    if rest in SEASONS:
        return f"{rest} {written}"
    month, _, day = rest.partition("-")
    if not month.isdecimal() or not 1 <= int(month) <= 12:
        return date
    name = SHORT_MONTHS[int(month) - 1]
    if not day.isdecimal():
        return f"{name} {written}"
    return f"{int(day)} {name} {written}" if year else f"{int(day)} {name}"
