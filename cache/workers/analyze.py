"""Bytes or a feed entry in, an understood ``Article`` out: joins ``extract`` and ``annotate``.

Pure apart from the package's own data; this is what runs in a worker process, once an article.
``RULES`` is the version of the rules, stored with each article so that old ones can be read anew.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pullquote.cache.core.article import Article, Document, document_of, make_article
from pullquote.cache.core.feed import Entry

if TYPE_CHECKING:
    from pullquote.cache.annotate import Known

RULES = 1


def understand(
    data: bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    name: str | None = None,
    known: Known | None = None,
    fetched: datetime | None = None,
    rules: Path | None = None,
) -> Article:
    """Understand a page or a file.

    ``url`` is the address the bytes came from, ``name`` a file name (its ending helps to tell text from
    HTML), ``known`` the names the library has learned,
    ``rules`` a folder of site rules. Raises ``ExtractError`` where there is no article.
    """
    from pullquote.cache.extract import read

    return _join(read(data, url=url, content_type=content_type, name=name, rules=rules), known, fetched)


def understand_entry(
    entry: Entry, *, outlet: str | None = None, known: Known | None = None, fetched: datetime | None = None
) -> Article:
    """Understand what a feed itself says of an article; ``outlet`` is the feed's title."""
    from pullquote.cache.extract import read_entry

    return _join(read_entry(entry, outlet=outlet), known, fetched)


def page_is_better(feed: Article, page: Article) -> bool:
    """Say whether the fetched page should be shown instead of what the feed gave.

    A consent wall, a teaser before a paywall or an error page never replaces better text.
    """
    from pullquote.cache.extract import better

    return bool(better(document_of(feed), document_of(page)))


def _join(document: Document, known: Known | None, fetched: datetime | None) -> Article:
    from pullquote.cache.annotate import Known, annotate

    links = annotate(document, known if known is not None else Known.EMPTY)
    return make_article(document, links, fetched=fetched, rules=RULES)
