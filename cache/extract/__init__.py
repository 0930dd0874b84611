"""Bytes or a feed entry in, a ``Document`` out.

``read`` looks at the bytes and takes HTML, AMP, saved pages (MHTML, gzip), plain text and Markdown;
``read_page``, ``read_text`` and ``read_entry`` are for callers who know what they hold.
``is_page_better`` compares a fetched page with what the feed holds, ``is_page_whole`` with what it held before.

Every text that comes out has passed ``sanitize``. Parsers are imported when they are first called, so that
importing this room costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pullquote.cache.core.article import Document
from pullquote.cache.core.feed import Entry

__all__ = [
    "is_page_better",
    "is_page_whole",
    "joined",
    "read",
    "read_entry",
    "read_entry_as_text",
    "read_page",
    "read_text",
]


def read(
    data: bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    name: str | None = None,
    rules: Path | None = None,
) -> Document:
    """Return the article in ``data``, whatever form it was saved in.

    ``url`` is where it came from: relative addresses are resolved against it. ``content_type`` is the
    header's value and ``name`` the file's name; both are only believed where the bytes leave it open.
    ``rules`` is a folder of site rules (``site_rules``).

    Raises:
        ExtractError: the bytes hold no article; the sentence says what they are.

    """
    from pullquote.cache.extract import sniff

    return sniff.read(data, url=url, content_type=content_type, name=name, rules=rules)


def read_page(
    html: bytes | str, *, url: str | None = None, content_type: str | None = None, rules: Path | None = None
) -> Document:
    """Return the article of an HTML page. The charset of ``content_type`` wins over the page's own.

    Raises:
        ExtractError: the page is empty, too large, or holds no text at all.

    """
    from pullquote.cache.extract import page

    return page.read_page(html, url=url, content_type=content_type, rules=rules)


def read_text(text: str, *, url: str | None = None) -> Document:
    """Return the article of a plain text or Markdown, the headline first.

    Raises:
        ExtractError: there is no text.

    """
    from pullquote.cache.extract.text import plain

    return plain.read_text(text, url=url)


def read_entry(entry: Entry, *, outlet: str | None) -> Document:
    """Return the article as its feed holds it; ``outlet`` is the feed's title. Never fails."""
    from pullquote.cache.extract.entry import document_of_entry

    return document_of_entry(entry, outlet=outlet)


def read_entry_as_text(entry: Entry, *, outlet: str | None) -> Document:
    """Return the headline and the words of an entry as plain paragraphs, in time linear in its size. Never fails."""
    from pullquote.cache.extract.entry_text import document_of_text

    return document_of_text(entry, outlet=outlet)


def joined(pages: Sequence[Document]) -> Document:
    """Return the article whose pages were read one after the other."""
    from pullquote.cache.extract import several_pages

    return several_pages.joined(pages)


def is_page_better(feed: Document, page: Document) -> bool:
    """Return whether the page's text should be shown instead of the feed's."""
    from pullquote.cache.extract import compare

    return compare.is_page_better(feed, page)


def is_page_whole(before: Document, page: Document) -> bool:
    """Return whether a page that was read before tells its article again, and not only the beginning of it."""
    from pullquote.cache.extract import compare

    return compare.is_page_whole(before, page)
