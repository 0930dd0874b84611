"""Analysis: bytes or a feed entry in, an ``Article`` with its annotations out; joins ``extract`` and ``annotate``.

Pure apart from the package's own data; it runs in a worker process, once an article. Which entries of a feed need
it is decided here too.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from pullquote.cache.core.article import Annotations, Article, Document, as_kept, document_of, make_article
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.core.feed import Entry, Fingerprint, KnownEntry
from pullquote.cache.feeds.fields import content_hash
from pullquote.cache.feeds.identity import Identified, identify
from pullquote.cache.workers.protocol import Analyze

if TYPE_CHECKING:
    from pullquote.cache.annotate import KnownEntities

ANALYSIS_VERSION = 9
"""Stored with each article, so that those of an older version can be analyzed again."""
NOT_ANALYZED = 0
"""Stands in the place of ``ANALYSIS_VERSION`` where nothing was analyzed."""


def analyze(request: Analyze, known: KnownEntities | None = None) -> Article:
    """Analyze a page or a file; ``known`` are the names the library has learned.

    Raises ``ExtractError`` where there is no article.
    """
    return annotated(document_in(request), known, request.fetched)


def document_in(request: Analyze) -> Document:
    """Return what a page or a file says, with its other pages. Raises ``ExtractError`` where there is no article."""
    from pullquote.cache.extract import joined, read

    rules = Path(request.rules) if request.rules else None
    first = read(request.data, url=request.url, content_type=request.content_type, name=request.name, rules=rules)
    pages = [first]
    with contextlib.suppress(ExtractError):  # the article ends before a page that holds none of it
        pages.extend(
            read(page.data, url=page.url, content_type=page.content_type, rules=rules) for page in request.more
        )
    return joined(pages) if request.more else first


def analyze_entry(
    entry: Entry, *, outlet: str | None = None, known: KnownEntities | None = None, fetched: datetime | None = None
) -> Article:
    """Analyze the entry of a feed, without the page it links to; ``outlet`` is the feed's title."""
    from pullquote.cache.extract import read_entry

    return annotated(read_entry(entry, outlet=outlet), known, fetched)


def entry_as_text(entry: Entry, *, outlet: str | None = None, fetched: datetime | None = None) -> Article:
    """Return the entry of a feed as headline and plain text, in time linear in its size; nothing is analyzed."""
    from pullquote.cache.extract import read_entry_as_text

    document = read_entry_as_text(entry, outlet=outlet)
    return make_article(document, Annotations(blocks=document.blocks), fetched=fetched, rules=NOT_ANALYZED)


def packed_news(article: Article) -> bytes:
    """Return what the text of an article tells of its news, a ``News`` in msgpack; nothing where it cannot be read."""
    from pullquote.cache.core.stories.news import News, news_in  # lazy: 9 ms; a worker that reads feeds does without

    try:
        news = news_in(as_kept(article))
    except Exception:  # noqa: BLE001 -- foreign text may break what reads it in any way
        news = News(when=0, outlet="", title=0)
    return msgspec.msgpack.encode(news)


def annotate_again(article: Article, known: KnownEntities | None = None) -> Article:
    """Annotate a stored article by the present rules; its text stays."""
    made = annotated(document_of(article), known, article.fetched)
    return replace(made, text=made.text or article.text, words=made.words or article.words)


def replaces(request: Analyze, page: Article) -> bool:
    """Return whether a page should be shown instead of what is here.

    A consent wall, a teaser before a paywall or an error page never replaces better text.
    """
    from pullquote.cache.extract import is_page_better, is_page_whole

    if request.instead_of is None:
        return True
    compare = is_page_whole if request.again else is_page_better
    return compare(document_of(request.instead_of), document_of(page))


def fresh_entries(
    entries: Iterable[Entry], known: Sequence[KnownEntry]
) -> tuple[list[Identified], list[tuple[str, Fingerprint]]]:
    """Return the new or changed entries, and the keys and fingerprints of the others whose fingerprint changed."""
    fresh: list[Identified] = []
    seen: list[tuple[str, Fingerprint]] = []
    for one in identify([(entry, content_hash(entry)) for entry in entries], known):
        if one.known is None or one.known.hash != one.digest:
            fresh.append(one)
        elif one.known.fingerprint != one.fingerprint:
            seen.append((one.entry.key, one.fingerprint))
    return fresh, seen


def annotated(document: Document, known: KnownEntities | None, fetched: datetime | None) -> Article:
    """Return the article of what a page, a file or an entry says; ``known`` are the names the library has learned."""
    from pullquote.cache.annotate import KnownEntities, annotate

    links = annotate(document, known if known is not None else KnownEntities.EMPTY)
    return make_article(document, links, fetched=fetched, rules=ANALYSIS_VERSION)
