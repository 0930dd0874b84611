"""Written dates as aware datetimes that keep the offset they were written in, so that a day is the outlet's day (P7).

``read_date`` reads a feed's date: the whole text is a date or nothing is, and a zone it does not know is refused, so
that the caller can ask another reader. ``find_date`` finds a date in what a page says, and ``parse_date`` is the
moment of that. All share zones, months and steps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple

from pullquote.cache.core.times.words import MONTH_NUMBERS

_MONTHS = dict(MONTH_NUMBERS)
for _number, _names in enumerate(
    (
        (
            "januar janvier janv enero ene gennaio gen januari janeiro stycznia ledna января янв ocak ianuarie "
            "gener tammikuu tammikuuta január ιαν ιανουαρίου січня يناير "
            "जनवरी ינואר בינואר"
        ),
        (
            "februar février fevrier févr fevr febrero febbraio februari fevereiro fev lutego února февраля фев "
            "февр şubat februarie febrer helmikuu helmikuuta február φεβ φεβρουαρίου лютого فبراير "
            "फरवरी फ़रवरी פברואר בפברואר شباط"
        ),
        (
            "märz maerz mrz mär mars marzo maart mrt março marco marts marca března марта мар mart martie maret "
            "maaliskuu maaliskuuta március μαρ μαρτίου березня مارس "
            "मार्च מרץ במרץ آذار"
        ),
        (
            "avril avr abril abr aprile kwietnia dubna апреля апр nisan aprilie huhtikuu huhtikuuta április απρ "
            "απριλίου квітня أبريل "
            "अप्रैल אפריל באפריל نيسان"
        ),
        (
            "mai mayo maggio mag mei maio maj maja května мая май mayıs maig toukokuu toukokuuta május μαΐ μαΐου "
            "μαΐος μάι травня مايو "
            "मई מאי במאי أيار"
        ),
        (
            "juni juin junio giugno giu junho czerwca června июня июн haziran iunie juny kesäkuu kesäkuuta "
            "június ιουν ιουνίου червня يونيو "
            "जून יוני ביוני حزيران"
        ),
        (
            "juli juillet juil julio luglio lug julho lipca července июля июл temmuz iulie juliol heinäkuu "
            "heinäkuuta július ιουλ ιουλίου липня يوليو "
            "जुलाई יולי ביולי تموز"
        ),
        (
            "août aout agosto ago augustus augusti sierpnia srpna августа авг ağustos agost agustus elokuu "
            "elokuuta augusztus αυγ αυγούστου серпня أغسطس "
            "अगस्त אוגוסט באוגוסט آب"
        ),
        (
            "septembre septiembre settembre set setembro września září сентября сен сент eylül septembrie "
            "setembre syyskuu syyskuuta szeptember σεπ σεπτεμβρίου вересня سبتمبر "
            "सितंबर सितम्बर ספטמבר בספטמבר أيلول"
        ),
        (
            "oktober okt octobre octubre ottobre ott outubro out października října октября окт ekim octombrie "
            "lokakuu lokakuuta október οκτ οκτωβρίου жовтня أكتوبر "
            "अक्टूबर אוקטובר באוקטובר"
        ),
        (
            "novembre noviembre novembro listopada listopadu ноября ноя нояб kasım noiembrie marraskuu "
            "marraskuuta νοε νοεμβρίου листопада نوفمبر "
            "नवंबर नवम्बर נובמבר בנובמבר"
        ),
        (
            "dezember dez décembre decembre déc diciembre dic dicembre dezembro grudnia prosince декабря дек "
            "aralık decembrie desembre desember joulukuu joulukuuta δεκ δεκεμβρίου грудня ديسمبر "
            "दिसंबर दिसम्बर דצמבר בדצמבר"
        ),
    ),
    1,
):
    _MONTHS.update(dict.fromkeys(_names.split(), _number))

_ZONES = {
    "": 0, "z": 0, "ut": 0, "utc": 0, "gmt": 0,
    "wet": 0, "west": 60, "bst": 60, "wat": 60, "cet": 60, "cest": 120, "met": 60, "mest": 120, "mez": 60, "mesz": 120,
    "eet": 120, "eest": 180, "cat": 120, "sast": 120, "eat": 180, "idt": 180, "trt": 180, "msk": 180, "msd": 240,
    "pkt": 300, "ist": 330, "wib": 420, "sgt": 480, "hkt": 480, "myt": 480, "pht": 480, "jst": 540, "kst": 540,
    "awst": 480, "acst": 570, "acdt": 630, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
    "nst": -210, "ndt": -150, "brt": -180, "ast": -240, "adt": -180, "est": -300, "edt": -240, "cst": -360,
    "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "akdt": -480, "hst": -600,
}  # fmt: skip
"""Minutes east of Greenwich, by the zone's name in lower case. CST, EST and their like are America's (RFC 822)."""
_LOCAL_ZONES = {("ist", "ie"): 60, ("ist", "ga"): 60, ("ist", "il"): 120, ("ist", "he"): 120}
"""Names that mean another zone in one country or language: IST is India's but in Ireland and Israel."""
_AMERICAN = {"et": -300, "ct": -360, "mt": -420, "pt": -480}
"""Zones that keep summer time, which the name does not say: their winter time."""

_HALF = r"(?:\s*(?P<ap>[ap]\.?\s?m\b\.?))?"
_CLOCK_FACE = (
    r"(?P<h>\d{1,2})(?:[:.h](?P<mi>\d{2})(?:[:.](?P<s>\d{2})(?:[.,]\d+)?)?|(?=\s*[ap]\.?\s?m\b))"
    + _HALF
    + r"(?:\s*uhr\b)?"
)
_OFFSET = r"(?:UTC|GMT)?\s*[+-]\d{1,2}:?\d{2}|(?:UTC|GMT)?[+-]\d{1,2}"
_REGION = r"[A-Z][A-Za-z]{1,12}(?:/[A-Z][A-Za-z_-]{1,20}){1,2}"
"""A zone of the IANA's database, ``America/New_York``, which says by itself when there is summer time."""
_REGION_BESIDE = re.compile(rf"(?<=\d)(z|[+-]\d\d:?\d\d)?\s?\[({_REGION})\]", re.IGNORECASE)
"""As Java writes it: behind the offset, or in its place."""
_TIME = (
    r"(?:(?:[T,;\s]|\bat\b|\bum\b|\bà\b|-)*" + _CLOCK_FACE + r")?"
    rf"\s*(?P<z>{_OFFSET}|{_REGION}|[A-Za-z]{{1,5}})?(?:(?<=\d)\s+[A-Z]{{2,5}})?\s*(?:\([^)]*\))?$"
)
_DAY_NAME = r"(?:[^\W\d_]{2,12}(?:-[^\W\d_]{2,12})?\.?[,\s]\s*)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"^(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})" + _TIME,
        r"^(?P<y>\d{4})-?W(?P<week>\d\d)-?(?P<d>[1-7])(?=$|T)" + _TIME,
        r"^(?P<y>\d{4})-(?P<d>\d{3})(?=$|T)" + _TIME,
        (
            r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:T?(?P<h>\d{2}):?(?P<mi>\d{2})(?::?(?P<s>\d{2})(?:[.,]\d+)?)?)?"
            rf"\s*(?P<z>Z|{_OFFSET})?$"
        ),
        r"^(?P<y>\d{4})[/.](?P<m>\d{1,2})[/.](?P<d>\d{1,2})" + _TIME,
        r"^(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]" + _TIME,
        rf"^{_DAY_NAME}(?P<a>\d{{1,2}})(?P<sign>[-/.])\s?(?P<b>\d{{1,2}})(?P=sign)\s?(?P<y>\d{{4}})" + _TIME,
        rf"^{_DAY_NAME}(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th)?[\s-]+(?:de\s+)?(?P<n>[^\W\d_]{{3,12}})\.?,?[\s-]+(?:de\s+)?"
        r"(?P<y>\d{4}|\d{2}(?=\s))" + _TIME,
        rf"^{_DAY_NAME}(?P<n>[^\W\d_]{{3,12}})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})" + _TIME,
        r"^(?P<y>\d{4})[.,]?\s(?P<n>[^\W\d_]{3,12})\.?\s(?P<d>\d{1,2})(?:\.|,|$|(?=\s))" + _TIME,
        # As C and Java write it: Mon Jan 05 09:00:00 CET 2026
        (
            rf"^{_DAY_NAME}(?P<n>[^\W\d_]{{3,12}})\.?\s+(?P<d>\d{{1,2}})\s+{_CLOCK_FACE}"
            rf"\s*(?P<z>{_OFFSET}|[A-Za-z]{{1,5}})?\s+(?P<y>\d{{4}})$"
        ),
    )
)

_ISO = re.compile(
    r"(?P<y>(?:19|20)\d\d)[-/.]?(?P<m>\d{1,2})[-/.]?(?P<d>\d{1,2})"
    r"(?:(?:T|\s+|\s*,\s*)(?P<h>\d{1,2}):?(?P<mi>\d\d)(?::?(?P<s>\d\d)(?:[.,]\d+)?)?\s*(?P<ap>[AaPp]\.?[Mm]\.?)?\s*"
    rf"(?P<z>Z|{_REGION}|[A-Z]{{2,4}}\b|[+-]\d\d:?\d\d|[+-]\d\d(?!\d))?)?"
)
_ENGLISH_MONTH = rf"(?P<n>{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})"  # the longest first
_ANY_MONTH = rf"(?P<n>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})"
# In small letters these are words of prose in one language or another.
_WORDS = ("met", "wet", "west", "cat", "eat", "est", "ist", *_AMERICAN)
_ZONE_IN_PROSE = (
    rf"(?:{'|'.join(name for name in _ZONES if len(name) > 1 and name not in _WORDS)})\b"
    rf"|(?-i:{'|'.join(_WORDS).upper()})\b"
)
_CLOCK = (
    r"(?:[\s,at|•·@–-]{0,6}(?:\b(?:um|à|kl\.?|às|a\s+las|ore|om)\s)?(?P<h>\d{1,2})[:.h](?P<mi>\d\d)(?::(?P<s>\d\d))?(?!\d)"
    + _HALF
    + r"(?:\s*uhr\b)?"
    rf"\s*\(?(?P<z>{_ZONE_IN_PROSE}|[+-]\d\d:?\d\d\b)?)?"
)
_PRINTED = tuple(
    re.compile(form + _CLOCK, re.IGNORECASE)
    for form in (
        rf"\b{_ENGLISH_MONTH}\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y>(?:19|20)\d\d)",
        (
            rf"\b(?P<d>\d{{1,2}})(?:\.|º|er|st|nd|rd|th)?\s+(?:of\s+|de\s+)?{_ANY_MONTH}\.?,?\s+(?:de\s+)?"
            r"(?P<y>(?:19|20)\d\d)"
        ),
        rf"(?<![\w/.-])(?P<d>\d{{1,2}})(?P<joint>[-/.]){_ANY_MONTH}(?P=joint)(?P<y>(?:19|20)\d\d)(?![\w-])",
        r"(?P<y>(?:19|20)\d\d)\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]",
        r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sign>[-/.])\s?(?P<b>\d{1,2})(?P=sign)\s?(?P<y>(?:19|20)\d\d)(?![/.-]?\d)",
        r"(?<![\d/.-])(?P<a>\d{1,2})(?P<sign>[/.])(?P<b>\d{1,2})(?P=sign)(?P<y>\d\d)(?=,?\s{1,3}\d{1,2}[:.]\d\d)",
    )
)
_MONTH_FIRST_ENGLISH = frozenset(("us", "ph"))
_DAY_FIRST_ENGLISH = frozenset("uk gb ie au nz in za ng ke sg my pk".split())
_NOUGHT = datetime(1970, 1, 1)  # noqa: DTZ001 - by whatever clock a program had


class WrittenDate(NamedTuple):
    """A date found in a text: the moment it states, and whether it states a time of day and an offset at all."""

    moment: datetime
    has_clock: bool
    has_zone: bool


def read_date(text: str, *, language: str | None = None) -> datetime | None:
    """Return the moment a feed's date states, aware; a date alone is midnight, without an offset it is UTC.

    Understands RFC 822 and 3339, ``2020/1/10 14:33:00``, ``22.11.2022 12:16:00``, ``15-12-2024 18:30``,
    ``Friday, January 29, 2021 04:42 PM``, ``Mon Jan 05 09:00:00 CET 2026``, ``2026-01-05T09:00[Europe/Paris]``, the
    weeks and days of a year (ISO 8601), seconds and milliseconds since 1970, and month names in some twenty languages.
    ``language`` (BCP 47) is asked where day and month could change places. Anything
    else gives ``None``, and so do the beginning of 1970 and what lies outside the years 1900 to 2100: programs write
    these where they know no date.
    """
    found = _whole_date(_spelled(text), language)
    return found.moment if found else None


def parse_date(text: str | None) -> datetime | None:
    """Return the moment of the date that ``find_date`` finds in a text; ``None`` where it finds none."""
    found = find_date(text)
    return found.moment if found else None


def find_date(text: str | None, *, language: str | None = None, near: datetime | None = None) -> WrittenDate | None:
    """Return the date that a page's text states, in the offset it was written in; ``None`` if it states none.

    Finds a date within other words too: ISO 8601, RFC 5322, dates as printed in several languages, with numbers too,
    and seconds or milliseconds since 1970. Where day and month could change places, as in ``10/3/2025``, it is the
    reading within a day of ``near``, else the order of ``language`` (BCP 47), else the American one. A zone it does
    not know, like none, is taken as UTC. What ``read_date`` refuses as no date is refused here too.
    """
    if not text or len(text) > 300:
        return None
    text = _spelled(text)
    if text.isdecimal() and len(text) in (10, 13):
        return _from_epoch(text)
    if (
        (match := _ISO.search(text))
        and (match.end() - match.start() != 8 or match.start() == 0)
        and (found := _written(match, None, language, unknown_zone=UTC))
    ):
        return found
    if re.match(r"[A-Z][a-z]{2},? \d", text) and (mailed := _whole_date(text, language)):
        return mailed
    for pattern in _PRINTED:
        for match in pattern.finditer(text):
            if found := _nearest(match, language, near):
                return found
    return None


def is_day_first(language: str | None) -> bool | None:
    """Return whether dates in numbers begin with the day, by a language tag; ``None`` where it does not say.

    English says it by its region alone: the United States write the month first, most others the day.
    """
    name, *rest = (language or "").lower().replace("_", "-").split("-")
    if not name:
        return None
    if name != "en":
        return True
    if _MONTH_FIRST_ENGLISH.intersection(rest):
        return False
    return True if _DAY_FIRST_ENGLISH.intersection(rest) else None


def _nearest(match: re.Match[str], language: str | None, near: datetime | None) -> WrittenDate | None:
    """Return the reading of a printed date that is within a day of ``near``, else that of its language."""
    order = is_day_first(language)
    usual = _written(match, order, language, unknown_zone=UTC)
    if near is None or "a" not in match.groupdict():
        return usual
    for found in (usual, _written(match, not order, language, unknown_zone=UTC)):
        if found and abs((found.moment.date() - near.date()).days) <= 1:
            return found
    return usual


def _spelled(text: str) -> str:
    """Return a text with single blanks, ASCII minus signs, and at most one zone, without brackets, behind a time."""
    text = " ".join(text.split()).replace("\N{MINUS SIGN}", "-")
    return _REGION_BESIDE.sub(lambda found: found[1] or f" {found[2]}", text)


def _whole_date(text: str, language: str | None) -> WrittenDate | None:
    """Return the date that a text is from its first sign to its last."""
    if not text or len(text) > 80:
        return None
    if re.fullmatch(r"[0-9]{10}(?:[0-9]{3}|\.[0-9]+)?", text):
        return _from_epoch(text)
    match = next((match for form in _FORMS if (match := form.match(text))), None)
    return _written(match, is_day_first(language), language) if match else None


def _from_epoch(digits: str) -> WrittenDate | None:
    """Return the moment of ten digits, the seconds since 1970; milliseconds may follow them."""
    moment = _sane(datetime.fromtimestamp(int(digits[:10]), UTC))
    return WrittenDate(moment, has_clock=True, has_zone=True) if moment else None


def _sane(moment: datetime) -> datetime | None:
    """Refuse what nothing was written on: a program's nought, in UTC or by its own clock, and years far away."""
    is_nought = moment.replace(tzinfo=None) == _NOUGHT or moment.timestamp() == 0
    return moment if 1900 <= moment.year <= 2100 and not is_nought else None


def _written(
    match: re.Match[str], day_first: bool | None, language: str | None, unknown_zone: timezone | None = None
) -> WrittenDate | None:
    part = match.groupdict()
    year = int(part["y"])
    if len(part["y"]) == 2:
        year += 2000 if year < 70 else 1900
    hour, minute = int(part["h"] or 0), int(part["mi"] or 0)
    if (half := part.get("ap")) and hour <= 12:
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    try:
        clock = timedelta(hours=hour, minutes=minute, seconds=min(int(part["s"] or 0), 59))
        wall = datetime.combine(_day(part, year, day_first), time()) + clock
        offset = _offset(part["z"], wall, language)
        if hour > 24 or minute > 59 or (offset is None and unknown_zone is None):
            return None
        moment = _sane(wall.replace(tzinfo=offset or unknown_zone))
    except (ValueError, OverflowError):
        return None
    return WrittenDate(moment, part["h"] is not None, bool(part["z"] and offset)) if moment else None


def _day(part: Mapping[str, str], year: int, day_first: bool | None) -> date:
    """Return the day that the parts of a date name. Raises ``ValueError`` where there is no such day."""
    if "a" in part:
        day, month = _day_and_month(int(part["a"]), int(part["b"]), part["sign"], day_first)
        return date(year, month, day)
    day = int(part["d"])
    if week := part.get("week"):
        return date.fromisocalendar(year, int(week), day)
    if len(part["d"]) == 3:
        found = date(year, 1, 1) + timedelta(days=day - 1)
        if found.year != year:
            raise ValueError(day)
        return found
    return date(year, int(part["m"]) if part.get("m") else _MONTHS.get(part["n"].lower(), 0), day)


def _day_and_month(first: int, second: int, sign: str, day_first: bool | None) -> tuple[int, int]:
    """Return day and month of a date in numbers; with dots or dashes between them the day comes first."""
    if first > 12 or second > 12:
        day_first = first > 12
    elif day_first is None or sign == ".":
        day_first = sign != "/"
    return (first, second) if day_first else (second, first)


def _offset(zone: str | None, wall: datetime, language: str | None) -> timezone | None:
    """Return how far a zone is from UTC when its clocks show ``wall``; ``None`` for a zone nobody knows."""
    if zone and "/" in zone:
        return _offset_of_region(zone, wall)
    text = re.sub(r"^(utc|gmt)\s*(?=[+-])|[\s:]", "", (zone or "").lower())
    if text[:1] in ("+", "-"):
        digits = text[1:]
        hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
        if hours > 15 or minutes > 59:
            return None
        delta = timedelta(hours=hours, minutes=minutes)
        return UTC if not delta else timezone(-delta if text[0] == "-" else delta)
    if text in _AMERICAN:
        east = _AMERICAN[text] + (60 if _is_american_summer(wall.date()) else 0)
        return timezone(timedelta(minutes=east))
    tags = (language or "").lower().replace("_", "-").split("-")
    minutes_east = next((_LOCAL_ZONES[text, tag] for tag in tags if (text, tag) in _LOCAL_ZONES), _ZONES.get(text))
    if minutes_east is None:
        return None
    return timezone(timedelta(minutes=minutes_east)) if minutes_east else UTC


def _offset_of_region(name: str, wall: datetime) -> timezone | None:
    from zoneinfo import ZoneInfo  # lazy: few dates name a region

    try:
        east = wall.replace(tzinfo=ZoneInfo(name)).utcoffset()
    except (LookupError, ValueError, OSError):
        return None
    return timezone(east) if east else UTC


def _is_american_summer(day: date) -> bool:
    """Return whether the United States keep summer time on a day (15 U.S.C. 260a), by the rule of 2007."""
    second_sunday_of_march = 14 - date(day.year, 3, 1).weekday()
    first_sunday_of_november = 7 - date(day.year, 11, 1).weekday()
    return date(day.year, 3, second_sunday_of_march) <= day < date(day.year, 11, first_sunday_of_november)
