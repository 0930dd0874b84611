"""Feeds that are larger than may be read, because one text in them is: that text is cut, and the rest is kept (H41)."""

from __future__ import annotations

import re

from pullquote.cache.core.errors import TooLarge

LONGEST = 1 << 20
"""Bytes kept of one text of a feed that is too large: more than any article has."""
MOST_CUTS = 8
"""How often one body is cut, so that it is read to ``MOST_CUTS`` times its cap at most."""

_SECTION = re.compile(rb"<!\[CDATA\[")
_ELEMENT = re.compile(rb"<((?:[\w-]{1,40}:)?(?:content|encoded|description|summary|body))(?=[\s>])[^<>]*(?<!/)>")
_RUN = re.compile(rb"[^<]++")
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
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
        short = shortened(body) if self._cuts >= 0 else None
        if short is None or len(short) > self.cap:
            raise too_large(self.cap)
        body[:] = short
        self._is_cut = True

    def whole(self, body: bytearray) -> bytes:
        """Return a body that has come to its end: a text that was cut goes on nowhere."""
        return (shortened(body) if self._is_cut else None) or bytes(body)


def too_large(cap: int) -> TooLarge:
    """Return the error for a body of more than ``cap`` bytes."""
    return TooLarge(f"The answer is larger than {cap // 1024:,} KB; it was not read.")


def shortened(body: bytes | bytearray) -> bytes | None:
    """Return the beginning of a feed with each text cut at ``LONGEST``; ``None`` for what is neither XML nor JSON.

    A text is a section, a run without tags, then an element for texts with all its tags; in JSON a string. One that has
    no end yet is cut as well: what is appended to it later is cut off the next time.
    """
    body = bytes(body)
    first = body[:64].lstrip(_BLANKS)[:1]
    if first in (b"{", b"["):
        return _STRING.sub(_cut, body)
    if first != b"<":
        return None
    body = _RUN.sub(_cut, _with_short_parts(body, _SECTION, b" "))
    return _with_short_parts(body, _ELEMENT, b">")


def _cut(found: re.Match[bytes]) -> bytes:
    text = found[0]
    if len(text) <= LONGEST:
        return text
    end = b'"' if text[:1] == b'"' and text.endswith(b'"') else b""
    return text[: _end(text, 0, b" ")] + end


def _with_short_parts(body: bytes, opening: re.Pattern[bytes], sign: bytes) -> bytes:
    """Return a body in which what is too long between an opening and its end is cut behind a ``sign``."""
    kept: list[bytes] = []
    at = seen = 0
    for opened in opening.finditer(body):
        if opened.start() < seen:
            continue
        seen = body.find(b"</" + opened[1] if opened.lastindex else b"]]>", opened.end())
        seen = seen if seen >= 0 else len(body)
        if seen - opened.end() > LONGEST:
            kept.append(body[at : _end(body, opened.end(), sign)])
            at = seen
    return b"".join((*kept, body[at:]))


def _end(body: bytes, start: int, sign: bytes) -> int:
    """Return where a text that begins at ``start`` is cut: neither inside a character, a reference nor a tag."""
    found = body.rfind(sign, start + LONGEST - 4_096, start + LONGEST)
    return found + 1 if found >= 0 else start + LONGEST
