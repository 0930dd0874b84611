"""Pages a browser saved as one file (RFC 2557, MHTML)."""

from __future__ import annotations

import email
import email.policy
from email.message import Message
from pathlib import Path

from pullquote.cache.core.article import Document
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.extract.page import read_page


def read_mhtml(data: bytes, *, url: str | None = None, rules: Path | None = None) -> Document:
    """Return the article of a saved page. Its own ``Content-Location`` is the address unless one is given.

    Raises:
        ExtractError: there is no HTML part, or nothing in it.

    """
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = _payload(part)
            place = part.get("Content-Location") or message.get("Snapshot-Content-Location")
            return read_page(
                payload,
                url=url or (str(place) if place else None),
                content_type=str(part.get("Content-Type") or ""),
                rules=rules,
            )
    raise ExtractError("This saved page holds no HTML, so there is no article in it.")


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
