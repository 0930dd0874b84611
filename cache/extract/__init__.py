"""Understand a page, a file or a feed entry: bytes in, ``Document`` out.

``read`` looks at the bytes and takes HTML, AMP, saved pages (MHTML, gzip), plain text and Markdown;
``read_page``, ``read_text`` and ``read_entry`` are for callers who know what they hold. ``better``
says whether a fetched page should replace what the feed gave.

Everything that comes out has passed ``sanitize``. The parsers are imported when first needed, so that
importing this room costs nothing.
"""

from __future__ import annotations

from pullquote.cache.extract.choice import better
from pullquote.cache.extract.entry import read_entry
from pullquote.cache.extract.page import read_page
from pullquote.cache.extract.plain import read_text
from pullquote.cache.extract.sniff import read

__all__ = ["better", "read", "read_entry", "read_page", "read_text"]
