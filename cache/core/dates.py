"""Dates as feeds write them: RFC 822, RFC 3339 and the many forms in between (P7).

``read_date`` keeps the offset that was written, so that an article's day is the outlet's day. It reads
only what it is sure of; the caller may ask another reader after it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "jan january januar janvier janv enero ene gennaio gen januari janeiro",
        "feb february februar février fevrier févr fevr febrero febbraio februari fevereiro fev",
        "mar march märz maerz mrz mars marzo maart mrt março marco",
        "apr april avril avr abril abr aprile",
        "may mai mayo maggio mag mei maio maj",
        "jun june juni juin junio giugno giu junho",
        "jul july juli juillet juil julio luglio lug julho",
        "aug august août aout agosto ago augustus augusti",
        "sep sept september septembre septiembre settembre set setembro",
        "oct october oktober okt octobre octubre ottobre ott outubro out",
        "nov november novembre noviembre novembro",
        "dec december dezember dez décembre decembre déc diciembre dic dicembre dezembro",
    ),
    1,
):
    _MONTHS.update(dict.fromkeys(_names.split(), _number))

_ZONES = {
    "": 0,
    "z": 0,
    "ut": 0,
    "utc": 0,
    "gmt": 0,
    "wet": 0,
    "bst": 1,
    "west": 1,
    "cet": 1,
    "met": 1,
    "cest": 2,
    "eet": 2,
    "eest": 3,
    "msk": 3,
    "jst": 9,
    "kst": 9,
    "aest": 10,
    "aedt": 11,
    "est": -5,
    "edt": -4,
    "et": -5,
    "cst": -6,
    "cdt": -5,
    "mst": -7,
    "mdt": -6,
    "pst": -8,
    "pdt": -7,
    "pt": -8,
}

_TIME = (
    r"(?:(?:[T,\s]|\bat\b|\bum\b|-)*(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<ap>[ap]\.?m\.?)?)?\s*(?P<z>(?:UTC|GMT)?\s*[+-]\d{1,2}:?\d{2}|[+-]\d{2}|[A-Za-z]{1,4})?\s*(?:\([^)]*\))?$"
)
_DAY_NAME = r"(?:[^\W\d_]{2,12}\.?[,\s]\s*)?"
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"^(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",
        r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?=T|$)",
        r"^(?P<y>\d{4})[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})",
        r"^(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})",
        rf"^{_DAY_NAME}(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)?[\s-]+(?:de\s+)?(?P<n>[^\W\d_]{{3,10}})\.?,?[\s-]+(?:de\s+)?(?P<y>\d{{4}}|\d{{2}}(?=\s))",
        rf"^{_DAY_NAME}(?P<n>[^\W\d_]{{3,10}})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})",
    )
)
_CERTAIN = _FORMS[2:4]


def read_date(text: str) -> datetime | None:
    """Read a date and time, or a date alone (midnight); without an offset it is taken as UTC.

    Understands RFC 822 and 3339, ``2020/1/10 14:33:00``, ``22.11.2022 12:16:00``,
    ``Friday, January 29, 2021 04:42 PM`` and month names in seven languages. Anything else gives ``None``.
    """
    text = " ".join(text.split())
    if not text or len(text) > 80:
        return None
    for form in _FORMS:
        if match := form.match(text):
            return _moment(match)
    return None


def is_misread(text: str) -> bool:
    """Say whether this is a form that ``feedparser`` is known to read wrongly."""
    text = " ".join(text.split())
    return any(form.match(text) for form in _CERTAIN)


def _moment(match: re.Match[str]) -> datetime | None:
    part = match.groupdict()
    month = int(part["m"]) if part.get("m") else _MONTHS.get(part["n"].lower())
    offset = _offset(part["z"])
    if month is None or offset is None:
        return None
    year = int(part["y"])
    if len(part["y"]) == 2:
        year += 2000 if year < 70 else 1900
    hour = int(part["h"] or 0)
    if half := part["ap"]:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    day = int(part["d"])
    try:
        midnight = datetime(year, month, day, tzinfo=offset)
        if hour > 24 or int(part["mi"] or 0) > 59:
            return None
        return midnight + timedelta(hours=hour, minutes=int(part["mi"] or 0), seconds=min(int(part["s"] or 0), 59))
    except (ValueError, OverflowError):
        return None


def _offset(zone: str | None) -> timezone | None:
    text = re.sub(r"^(utc|gmt)\s*(?=[+-])|[\s:]", "", (zone or "").lower())
    if text[:1] in ("+", "-"):
        digits = text[1:]
        hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
        if hours > 15 or minutes > 59:
            return None
        delta = timedelta(hours=hours, minutes=minutes)
        return UTC if not delta else timezone(-delta if text[0] == "-" else delta)
    hours_named = _ZONES.get(text)
    if hours_named is None:
        return None
    return timezone(timedelta(hours=hours_named)) if hours_named else UTC
