"""Feeds that are larger than may be read, because one text in them is: that text is cut, and the rest is kept (H41)."""

from __future__ import annotations

import re

from pullquote.cache.core.errors import TooLarge

LONGEST = 1 << 20
"""Bytes kept of one text of a feed that is too large: more than any article has."""
MOST_CUTS = 8
"""How often one body is cut, so that it is read to ``MOST_CUTS`` times its cap at most."""

_IN_MARKUP = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|[^<]++", re.DOTALL)
_IN_JSON = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
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

    A text that has no end yet is cut as well: what is appended to it later is cut off the next time.
    """
    first = bytes(body[:64]).lstrip(_BLANKS)[:1]
    if first == b"<":
        return _IN_MARKUP.sub(_cut, body)
    return _IN_JSON.sub(_cut, body) if first in (b"{", b"[") else None


def _cut(found: re.Match[bytes]) -> bytes:
    text = found[0]
    if len(text) <= LONGEST:
        return text
    blank = text.rfind(b" ", LONGEST - 4_096, LONGEST)  # neither inside a character nor inside a reference
    end = next((sign for sign in (b"]]>", b'"') if text.endswith(sign) and text[:1] in (b"<", b'"')), b"")
    return text[: blank if blank > 0 else LONGEST] + end
