"""Feeds that are larger than may be read, because one text in them is: that text is cut, and the rest is kept (H41)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pullquote.cache.core.errors import TooLarge

LONGEST = 1 << 20
"""Bytes kept of one text of a feed that is too large: more than any article has."""
LONGEST_TAGGED = LONGEST // 4
"""The same for a text with tags of the feed's own: each of them costs the parser more, several times where it mends."""
MOST_CUTS = 8
"""How often one body is cut, so that it is read to ``MOST_CUTS`` times its cap at most."""

_SECTION = re.compile(rb"<!\[CDATA\[")
_ELEMENT = re.compile(
    rb"<((?:[\w-]{1,40}:)?(?:content|encoded|description|summary|body))(?=[\s>])[^<>]*(?<!/)>(?=\s{0,100}<[a-zA-Z])"
)
_RUN = re.compile(rb"([^<]++)")
_STRING = re.compile(rb'"((?:[^"\\]++|\\.)*+)(?:"|\\?\Z)', re.DOTALL)
_BLANKS = b" \t\r\n\xef\xbb\xbf"


class Bound:
    """How large a body may become: ``cap`` bytes, and ``most`` before anything of it is cut."""

    def __init__(self, cap: int, *, shorten: bool = False) -> None:
        self.cap = cap
        self.most = cap * MOST_CUTS if shorten else cap
        self._cuts = MOST_CUTS if shorten else 0
        self._is_cut = False

    def keep(self, body: bytearray) -> None:
        """Cut the long texts of what is there of a body and larger than ``cap``, in place.

        Raises ``TooLarge`` where that is no help.
        """
        self._cuts -= 1
        if self._cuts >= 0:
            shorten(body)
        if len(body) > self.cap:
            raise too_large(self.cap)
        self._is_cut = True

    def whole(self, body: bytearray) -> bytes:
        """Return a body that has come to its end: a text that was cut goes on nowhere."""
        if self._is_cut:
            shorten(body)
        return bytes(body)


def too_large(cap: int) -> TooLarge:
    """Return the error for a body of more than ``cap`` bytes."""
    return TooLarge(f"The answer is larger than {cap // 1024:,} KB; it was not read.")


def shorten(body: bytearray) -> None:
    """Cut each text of the beginning of a feed at ``LONGEST``, in place; what is neither XML nor JSON is left alone.

    A text is a section, a run without tags, or an element for texts that begins with a tag; in JSON a string. One that
    has no end yet is cut as well: what is appended to it later is cut off the next time.
    """
    first = bytes(body[:64]).lstrip(_BLANKS)[:1]
    if first in (b"{", b"["):
        _cut(body, _alone(body, _STRING), LONGEST, b" ")
    elif first == b"<":
        _cut(body, _between(body, _SECTION), LONGEST, b" ")
        _cut(body, _alone(body, _RUN), LONGEST, b" ")
        _cut(body, _between(body, _ELEMENT), LONGEST_TAGGED, b">")


def _cut(body: bytearray, texts: Iterable[tuple[int, int]], most: int, sign: bytes) -> None:
    """Cut texts of more than ``most`` bytes behind a ``sign``: neither inside a character, nor a reference or tag."""
    long = [(start + most, end) for start, end in texts if end - start > most]
    for stop, end in reversed(long):
        found = body.rfind(sign, stop - 4_096, stop)
        del body[found + 1 if found >= 0 else stop : end]


def _alone(body: bytearray, text: re.Pattern[bytes]) -> Iterator[tuple[int, int]]:
    for found in text.finditer(body):
        yield found.span(1)


def _between(body: bytearray, opening: re.Pattern[bytes]) -> Iterator[tuple[int, int]]:
    """Yield where the texts lie between an opening and its end; those inside another are a part of that."""
    seen = 0
    for opened in opening.finditer(body):
        if opened.start() >= seen:
            end = body.find(b"</" + opened[1] if opened.lastindex else b"]]>", opened.end())
            seen = end if end >= 0 else len(body)
            yield opened.end(), seen
