"""Written dates as aware datetimes that keep the offset they were written in, so that a day is the outlet's day (P7).

``read_date`` reads a feed's date: the whole text is a date or nothing is, and a zone it does not know is refused, so
that the caller can ask another reader. ``parse_date`` finds a date in what a page says. Both share zones, months and
steps.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from pullquote.cache.core.calendar_words import MONTH_NUMBERS

_MONTHS = dict(MONTH_NUMBERS)
for _number, _names in enumerate(
    (
        "januar janvier janv enero ene gennaio gen januari janeiro",
        "februar février fevrier févr fevr febrero febbraio februari fevereiro fev",
        "märz maerz mrz mars marzo maart mrt março marco",
        "avril avr abril abr aprile",
        "mai mayo maggio mag mei maio maj",
        "juni juin junio giugno giu junho",
        "juli juillet juil julio luglio lug julho",
        "août aout agosto ago augustus augusti",
        "septembre septiembre settembre set setembro",
        "oktober okt octobre octubre ottobre ott outubro out",
        "novembre noviembre novembro",
        "dezember dez décembre decembre déc diciembre dic dicembre dezembro",
    ),
    1,
):
    _MONTHS.update(dict.fromkeys(_names.split(), _number))

_ZONES = {
    "": 0, "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 60, "bst": 60, "cet": 60, "met": 60, "cest": 120,
    "eet": 120, "eest": 180, "msk": 180, "ist": 330, "jst": 540, "kst": 540, "aest": 600, "aedt": 660,
    "ast": -240, "adt": -180, "est": -300, "edt": -240, "et": -300, "cst": -360, "cdt": -300, "ct": -360,
    "mst": -420, "mdt": -360, "mt": -420, "pst": -480, "pdt": -420, "pt": -480,
}  # fmt: skip
"""Minutes east of Greenwich, by the zone's name in lower case. IST is India's; ET and its like are winter time."""

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


_ISO = re.compile(
    r"(?P<y>(?:19|20)\d\d)[-/.]?(?P<m>\d{1,2})[-/.]?(?P<d>\d{1,2})"
    r"(?:(?:T|\s+|\s*,\s*)(?P<h>\d{1,2}):?(?P<mi>\d\d)(?::?(?P<s>\d\d)(?:[.,]\d+)?)?\s*(?P<ap>[AaPp]\.?[Mm]\.?)?\s*"
    r"(?P<z>Z|[A-Z]{2,4}\b|[+-]\d\d:?\d\d|[+-]\d\d(?!\d))?)?"
)
_ENGLISH_MONTH = rf"(?P<n>{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})"  # the longest first
# In prose, "met", "wet" and "west" are words.
_ZONE_IN_PROSE = "|".join(name for name in _ZONES if len(name) > 1 and name not in ("met", "wet", "west"))
_CLOCK = (
    r"(?:[\s,at|•·@–-]{0,6}(?P<h>\d{1,2})[:.](?P<mi>\d\d)(?::(?P<s>\d\d))?\s*(?P<ap>[ap]\.?m\.?)?"
    rf"\s*\(?(?P<z>(?:{_ZONE_IN_PROSE})\b|[+-]\d\d:?\d\d)?)?"
)
_PRINTED = (
    re.compile(
        rf"\b{_ENGLISH_MONTH}\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y>(?:19|20)\d\d){_CLOCK}", re.IGNORECASE
    ),
    re.compile(
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_ENGLISH_MONTH}\.?,?\s+(?P<y>(?:19|20)\d\d){_CLOCK}",
        re.IGNORECASE,
    ),
)
_SLASHED = re.compile(r"\b(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y>(?:19|20)\d\d)\b")


def read_date(text: str) -> datetime | None:
    """Return the moment a feed's date states, aware; a date alone is midnight, without an offset it is UTC.

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
    """Report whether this is a form that ``feedparser`` is known to read wrongly."""
    text = " ".join(text.split())
    return any(form.match(text) for form in _CERTAIN)


def parse_date(text: str | None) -> datetime | None:
    """Return the moment a page's text states, aware, in the offset it was written in; ``None`` if it states none.

    Finds a date within other words too: ISO 8601, RFC 5322, English dates as printed, seconds or milliseconds since
    1970, and ``6/12/2016`` in the American order. A zone it does not know, like none, is taken as UTC. Years before
    1900 and after 2100 are refused.
    """
    if not text or len(text) > 300:
        return None
    text = " ".join(text.split())
    if re.fullmatch(r"\d{10}(?:\d{3})?", text):
        return _from_epoch(int(text[:10]))
    if (
        (match := _ISO.search(text))
        and (match.end() - match.start() != 8 or match.start() == 0)
        and (found := _sane(_moment(match, unknown_zone=UTC)))
    ):
        return found
    if re.match(r"[A-Z][a-z]{2},? \d", text) and (mailed := read_date(text)):
        return _sane(mailed)
    for pattern in _PRINTED:
        if match := pattern.search(text):
            return _sane(_moment(match, unknown_zone=UTC))
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


def _sane(moment: datetime | None) -> datetime | None:
    """Refuse what no web page was written on."""
    return moment if moment and 1900 <= moment.year <= 2100 else None


def _moment(match: re.Match[str], unknown_zone: timezone | None = None) -> datetime | None:
    part = match.groupdict()
    month = int(part["m"]) if part.get("m") else _MONTHS.get(part["n"].lower())
    offset = _offset(part["z"]) or unknown_zone
    if month is None or offset is None:
        return None
    year = int(part["y"])
    if len(part["y"]) == 2:
        year += 2000 if year < 70 else 1900
    hour = int(part["h"] or 0)
    if (half := part["ap"]) and hour <= 12:
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
    minutes_east = _ZONES.get(text)
    if minutes_east is None:
        return None
    return timezone(timedelta(minutes=minutes_east)) if minutes_east else UTC
