"""Dates as pages write them, as aware datetimes that keep the outlet's own offset.

ISO 8601 and RFC 3339 in all their dialects, RFC 5322, and English dates as printed. A date without a
time zone is taken as UTC, so that its day stays what the outlet wrote.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"(?P<y>(?:19|20)\d\d)[-/.]?(?P<m>\d{1,2})[-/.]?(?P<d>\d{1,2})"
    r"(?:(?:T|\s+|\s*,\s*)(?P<H>\d{1,2}):?(?P<M>\d\d)(?::?(?P<S>\d\d)(?:[.,]\d+)?)?\s*(?P<ap>[AaPp]\.?[Mm]\.?)?\s*"
    r"(?P<z>Z|UTC|GMT|[A-Z]{3,4}\b|[+-]\d\d:?\d\d|[+-]\d\d(?!\d))?)?"
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_CLOCK = (
    r"(?:[\s,at|•·@–-]{0,6}(?P<H>\d{1,2})[:.](?P<M>\d\d)(?::(?P<S>\d\d))?\s*(?P<ap>[ap]\.?m\.?)?"
    r"\s*\(?(?P<z>UTC|GMT|[ECMP][SD]T|[ECMP]T|BST|CES?T|AE[SD]T|IST|[+-]\d\d:?\d\d)?)?"
)
_PRINTED = (
    re.compile(rf"\b{_MONTH}\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y>(?:19|20)\d\d){_CLOCK}", re.IGNORECASE),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\.?,?\s+(?P<y>(?:19|20)\d\d){_CLOCK}", re.IGNORECASE
    ),
)
_SLASHED = re.compile(r"\b(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>(?:19|20)\d\d)\b")
_ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "EST": -300, "EDT": -240, "ET": -300, "CST": -360, "CDT": -300, "CT": -360, "MST": -420,
    "MDT": -360, "MT": -420, "PST": -480, "PDT": -420, "PT": -480, "BST": 60, "CET": 60, "CEST": 120, "IST": 330,
    "AEST": 600, "AEDT": 660,
}  # fmt: skip


def parse_date(text: str | None) -> datetime | None:
    """Give the moment a text states, aware, in the offset it was written in; ``None`` if it states none."""
    if not text or len(text) > 300:
        return None
    text = " ".join(text.split())
    if re.fullmatch(r"\d{10}(?:\d{3})?", text):
        return _from_epoch(int(text[:10]))
    if (match := _ISO.search(text)) and (match.end() - match.start() != 8 or match.start() == 0):
        found = _from_match(match, int(match["m"]))
        if found:
            return found
    if re.match(r"[A-Z][a-z]{2},? \d", text):
        try:
            mailed = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            mailed = None
        if mailed is not None:
            return _sane(mailed if mailed.tzinfo else mailed.replace(tzinfo=UTC))
    for pattern in _PRINTED:
        if match := pattern.search(text):
            return _from_match(match, _MONTHS.index(match["mon"][:3].lower()) + 1)
    return _from_slashes(text)


def _from_slashes(text: str) -> datetime | None:
    """Read 6/12/2016: the American order, unless the numbers allow only the other."""
    match = _SLASHED.search(text)
    if not match:
        return None
    first, second, year = int(match["a"]), int(match["b"]), int(match["y"])
    month, day = (second, first) if first > 12 else (first, second)
    try:
        return _sane(datetime(year, month, day, tzinfo=UTC))
    except ValueError:
        return None


def _from_epoch(seconds: int) -> datetime | None:
    try:
        return _sane(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, OSError, ValueError):
        return None


def _from_match(match: re.Match[str], month: int) -> datetime | None:
    hour = int(match["H"] or 0)
    half = (match["ap"] or "").lower()[:1]
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    try:
        return _sane(
            datetime(
                int(match["y"]),
                month,
                int(match["d"]),
                hour,
                int(match["M"] or 0),
                int(match["S"] or 0),
                tzinfo=_zone(match["z"]),
            )
        )
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None) -> timezone:
    if not text:
        return UTC
    if text.upper() in _ZONES:
        minutes = _ZONES[text.upper()]
    elif text[0] in "+-":
        digits = text[1:].replace(":", "").ljust(4, "0")
        minutes = (int(digits[:2]) * 60 + int(digits[2:4])) * (-1 if text[0] == "-" else 1)
    else:
        minutes = 0
    return timezone(timedelta(minutes=minutes)) if minutes and abs(minutes) < 24 * 60 else UTC


def _sane(moment: datetime) -> datetime | None:
    """Refuse what no web page was written on."""
    return moment if 1900 <= moment.year <= 2100 else None
