"""JSON of strangers as values: each field by itself, so that one of the wrong type costs that field alone.

All text leaves here cleaned and bounded; what is missing, null or of another type is empty text, ``None`` or nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

import msgspec

from pullquote.cache.core.errors import FetchError
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_name, unescape

MOST_NUMBER = 1 << 53
"""Largest whole number that is one: JSON's own are doubles."""
ABOUT_LENGTH = 1_500
"""Code points of a summary."""
_MARKUP_LENGTH = 20_000
_BREAK = re.compile(r"<(?:br|p|/p|li|div)\b[^<>]{0,200}>", re.IGNORECASE)
_TAG = re.compile(r"<[!/a-zA-Z][^<>]{0,2000}>")
_ID = re.compile(r"[A-Za-z0-9:/._,-]{1,200}", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class Value:
    """A part of a JSON answer. Every method takes the path of keys to what it returns."""

    def __init__(self, value: Any) -> None:
        self._value = value

    @classmethod
    def parse(cls, body: bytes) -> Value:
        """Read an answer. Raises ``FetchError`` for what is no JSON."""
        try:
            return cls(msgspec.json.decode(body))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise FetchError("The answer is not what the service documents: it is no JSON.") from error

    def at(self, *path: str) -> Value:
        """Return a part, which may be nothing."""
        found = self._value
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        return Value(found)

    @property
    def is_object(self) -> bool:
        """Whether it is an object."""
        return isinstance(self._value, dict)

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return isinstance(self._value, list)

    def each(self, *path: str, most: int) -> Iterator[Value]:
        """Yield the objects of a list, at most ``most`` of it."""
        found = self.at(*path)._value
        yield from (
            Value(one) for one in islice(found if isinstance(found, list) else (), most) if isinstance(one, dict)
        )

    def parts(self, *path: str, most: int) -> Iterator[tuple[str, Value]]:
        """Yield the members of an object, at most ``most``."""
        found = self.at(*path)._value
        yield from ((key, Value(one)) for key, one in islice((found if isinstance(found, dict) else {}).items(), most))

    def words(self, *path: str, most: int) -> tuple[str, ...]:
        """Return the texts of a list as names."""
        found = self.at(*path)._value
        listed = found if isinstance(found, list) else ()
        return tuple(name for one in islice(listed, most) if isinstance(one, str) and (name := clean_name(one)))

    def has(self, name: str) -> bool:
        """Whether an object has a member, whatever it is."""
        return isinstance(self._value, dict) and name in self._value

    def raw(self, *path: str) -> str:
        """Return a text as it came, for comparing only: it is not clean."""
        found = self.at(*path)._value
        return found if isinstance(found, str) else ""

    def name(self, *path: str) -> str:
        """Return a name in one line."""
        return clean_name(unescape(self.raw(*path)[:_MARKUP_LENGTH]))

    def number(self, *path: str, most: int = MOST_NUMBER) -> int | None:
        """Return a whole number from 0 to ``most``."""
        found = self.at(*path)._value
        return found if type(found) is int and 0 <= found <= most else None

    def ids(self, *path: str, most: int) -> tuple[str, ...]:
        """Return the ids of a list, numbers or texts of letters and digits, each as text; others are left out."""
        found = self.at(*path)._value
        listed = found if isinstance(found, list) else ()
        return tuple(text for one in islice(listed, most) if (text := _id(one)))

    def id(self, *path: str) -> str:
        """Return an id, a number or a text of letters, digits and few signs, as text; empty for anything else."""
        return _id(self.at(*path)._value)

    def flag(self, *path: str) -> bool:
        """Return whether it is true."""
        return self.at(*path)._value is True

    def day(self, *path: str) -> str | None:
        """Return an ISO date, cut to a month or a year where it says no more; ``None`` for what is none."""
        return iso_day(self.raw(*path))

    def prose(self, *path: str) -> str:
        """Return a summary, with or without markup, as one line of plain text."""
        return plain(self.raw(*path))

    def address(self, *path: str) -> str | None:
        """Return an address that is safe to print and to open."""
        return clean_address(self.raw(*path))


def _id(value: Any) -> str:
    if type(value) is int:
        return str(value)
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def plain(markup: str) -> str:
    """Return HTML as one line of plain text; what looks like a tag goes, whatever it is."""
    text = _TAG.sub("", _BREAK.sub(" ", markup[:_MARKUP_LENGTH]))
    return clean_line(unescape(text), ABOUT_LENGTH)


def iso_day(text: str) -> str | None:
    """Return the date at the start of a text as ``2016``, ``2016-03`` or ``2016-03-04``; ``None`` where there is none.

    Parts that are zero, as Wikidata and MusicBrainz have them for what is not known, are left out.
    """
    found = _DAY.match(text)
    if found is None or found[1] == "0000":
        return None
    year, month, day = (found[1], found[2] or "00", found[3] or "00")
    if not 1 <= int(month) <= 12:
        return year
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return f"{year}-{month}"
