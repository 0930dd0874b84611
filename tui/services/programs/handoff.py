"""Handing what is read to other programs: clipboard, file, pipe; the browser has a module of its own.

Each function returns the sentence for the status line and raises ``UsageError`` with one where it failed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pullquote.cache.core.article import Article, Quote
from pullquote.cache.core.calendar import Event
from pullquote.cache.core.clippings import Clipping
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.paths import expanded, write_atomically
from pullquote.cache.core.results import QuoteRow
from pullquote.cache.core.sanitize import clean_address, clean_text
from pullquote.cache.export import ARTICLE_FORMATS, TextStyle, write_article

SAVED_AS = ("text", "md", "json")
"""The formats an article is offered to be saved in, of ``ARTICLE_FORMATS``."""
_STYLE = TextStyle(width=72, links="end")


def article_citation(article: Article, quote: Quote) -> str:
    """Return a quote of an article for the clipboard, with who said it and where."""
    from pullquote.cache.export.citations import citation  # lazy: not needed to start

    said = QuoteRow(
        article=article.id or 0, text=quote.alone, speaker=quote.speaker, via=quote.via, kind=quote.kind,
        title=article.title, outlet=article.outlet, url=article_address(article), published=article.published,
    )  # fmt: skip
    return citation(said).rstrip("\n")


def article_address(article: Article) -> str | None:
    """Return the address by which others find an article."""
    return clean_address(article.canonical_url or article.url)


def copied(speaker: str | None) -> str:
    """Return the sentence for a quote that was copied."""
    return f"Copied the quote by {speaker}" if speaker else "Copied the quote"


def file_name(article: Article, form: str) -> str:
    """Return a name for the file of an article: its day and the letters of its title."""
    words = "".join(c if c.isalnum() else " " for c in article.title.casefold()).split()
    day = f"{article.published:%Y-%m-%d}-" if article.published else ""
    return f"{day}{'-'.join(words)[:60].strip('-') or 'article'}.{ARTICLE_FORMATS[form].ending}"


def typed_path(line: str) -> Path:
    """Return the path a user typed; ``~`` is their home, and stays as it is for a user there is none of."""
    try:
        return expanded(Path(line))
    except UsageError:
        return Path(line)


def save_new_file(path: Path, content: str | bytes) -> None:
    """Write a file that is not there yet, whole or not at all. Raises ``UsageError`` where it is, or cannot be."""
    data = content.encode() if isinstance(content, str) else content
    try:
        with path.open("xb") as file:
            try:
                file.write(data)
                file.flush()
            except BaseException:
                path.unlink(missing_ok=True)  # a part would stand where the whole is to come
                raise
    except FileExistsError as error:
        raise UsageError(f"{path} is there already; choose another name.") from error
    except OSError as error:
        raise UsageError(f"Cannot write {path}: {error.strerror}.") from error


def save_article(article: Article, form: str, path: Path) -> str:
    """Save an article to a new file."""
    save_new_file(path, write_article(article, form, _STYLE))
    return f"Saved {path}"


def save_book(article: Article, path: Path, picture: Callable[[str], bytes | None]) -> str:
    """Save an article to a new file as a book with its pictures; ``picture`` finds one by its address."""
    from pullquote.cache.export.epub import book, stamp  # lazy: only a book needs it

    save_new_file(path, book([article], title=article.title, made=stamp([article], os.environ), picture=picture))
    return f"Saved {path}"


def cited_clipping(clipping: Clipping) -> str:
    """Return an entry of the quote book for the clipboard: its words, or else its note, and where they stood."""
    from pullquote.cache.export.citations import citation  # lazy: not needed to start
    from pullquote.cache.export.quote_book import as_quote

    lines = citation(as_quote(clipping)).rstrip("\n").split("\n")
    return "\n".join(lines if clipping.text else [clean_text(clipping.note), *lines])


def save_clippings(clippings: Sequence[Clipping], path: Path) -> str:
    """Save entries of the quote book to a new file; the ending of its name says in which form."""
    from pullquote.cache.export import quote_book, rows, tables  # lazy: not needed to start

    form = quote_book.ENDINGS.get(path.suffix.removeprefix(".").lower())
    if form is None:
        endings = ", ".join(f".{ending}" for ending in quote_book.ENDINGS)
        raise UsageError(f"The ending of the name says in which form the quote book is saved: {endings}.")
    if form == "json":
        text = rows.as_json(clippings, tables.CLIPPINGS)
    elif form in ("jsonl", "tsv"):
        row = rows.as_jsonl if form == "jsonl" else rows.as_tsv
        text = "".join(row(one, tables.CLIPPINGS) for one in clippings)
    else:
        text = quote_book.written(clippings, form, made=datetime.now(UTC))
    save_new_file(path, text)
    return f"Saved {quote_book.count_of(clippings)} to {path}"


def save_calendar(events: Sequence[Event], path: Path) -> str:
    """Save releases as a calendar file, in the place of an older one: who subscribes to it reads it again."""
    from pullquote.cache.export.ical import calendar  # lazy: icalendar, 50 ms; only a calendar needs it

    if path.is_file() and not _is_calendar(path):
        raise UsageError(f"{path} is there and is no calendar; give another name, or remove it.")
    data = calendar(events, now=datetime.now(UTC))
    write_atomically(path, data)
    return f"{counted(data.count(b'BEGIN:VEVENT'), 'release')} in {path}"


def _is_calendar(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(15) in (b"BEGIN:VCALENDAR", b"")
    except OSError:
        return False


def article_text(article: Article) -> str:
    """Return the text of an article for a command."""
    return str(write_article(article, "text", _STYLE))
