"""Plain text as a ``Document``."""

from __future__ import annotations

from pullquote.cache.errors import ExtractError
from pullquote.cache.extract.inline import plain
from pullquote.cache.model import Document, Paragraph
from pullquote.cache.sanitize import clean_address, clean_line


def read_text(text: str, *, url: str | None = None) -> Document:
    """Give the article of a plain text: the first line is the headline."""
    parts = [part for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    if not parts:
        raise ExtractError("This is empty: there is nothing to read.")
    blocks = [Paragraph(rich.text, rich.spans) for part in parts[1:] if (rich := plain(part)).text]
    return Document(url=clean_address(url), title=clean_line(parts[0]) or None, blocks=tuple(blocks))
