"""Feeds that come by mail: what their addresses are, and the bytes before the text of a mail."""

from __future__ import annotations

import re

HEAD_CAP = 256 << 10
"""Most bytes of a mail's headers."""
MAIL_CAP = 16 << 20
"""Most bytes of a mail; what is longer is left out."""
_ADDRESS = re.compile(
    r"(mailto:)([^\s<>()\[\],;:@\"\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?)|"
    r"(list:)([a-z0-9_](?:[a-z0-9_.+=-]{0,250}[a-z0-9_])?)",
    re.IGNORECASE,
)


def mail_address(text: str) -> str | None:
    """Return the address of a feed that comes by mail, ``None`` for any other text.

    ``mailto:`` with the address of its sender, or ``list:`` with the identifier of its list (RFC 2919): no server is
    asked for either.
    """
    found = _ADDRESS.fullmatch(text.strip())
    return found[0].lower() if found else None


def comes_by_mail(address: str) -> bool:
    """Return whether the articles of the feed with this address come by mail."""
    return address.startswith(("mailto:", "list:"))


def head_of(data: bytes) -> bytes:
    """Return the bytes of a mail before its text, at most ``HEAD_CAP``; those up to the empty line are its headers."""
    start = data[:HEAD_CAP]
    ends = [at for mark in (b"\n\n", b"\r\n\r\n") if (at := start.find(mark)) >= 0]
    return start[: min(ends)] if ends else start
