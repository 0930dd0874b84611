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

MONTH_NUMBERS = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name.lower(): number for number, name in enumerate(SHORT_MONTHS, 1)},
    "sept": 9,
}
"""The number of a month, from 1, by its name or its short name in small letters."""
WEEKDAY_NUMBERS = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
"""The number of a week day, from 0 for Monday, by its name in small letters."""
