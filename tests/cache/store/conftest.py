"""A library in a temporary folder, and made-up articles to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import (
    Article,
    Entity,
    Heading,
    Mention,
    Paragraph,
    Quote,
    Release,
    body_text,
    count_words,
    reading_minutes,
)
from pullquote.cache.core.feed import Entry
from pullquote.cache.library import Library
from pullquote.cache.store import feeds
from pullquote.cache.store.database import Database
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def made(number: int = 1, **changes: Any) -> Article:
    """Make an article up; each number gives another one, an hour older than the one before."""
    facts: dict[str, Any] = {
        "title": f"Tidewater casts Nora Vance in episode {number}",
        "url": f"https://gazette.example/story-{number}",
        "canonical_url": f"https://gazette.example/story-{number}",
        "outlet": "The Harbour Gazette",
        "published": NOON - timedelta(hours=number),
        "blocks": (
            Heading("A new hand on deck"),
            Paragraph(f"Nora Vance joins the cast of Tidewater, season {number}, the makers said."),
            Paragraph("“We could not be gladder,” Vance told the Gazette. The lighthouse stays."),
        ),
        "entities": (
            Entity(name="Tidewater", type="show", mentions=2, score=0.97),
            Entity(name="Nora Vance", type="person", aka=("Vance",), mentions=3, score=0.9),
        ),
        "mentions": (Mention(0, -1, 0, 9), Mention(1, -1, 16, 26), Mention(1, 1, 0, 10)),
        "quotes": (Quote(text="We could not be gladder,", speaker="Nora Vance", block=2, start=1, end=25),),
        "releases": (Release(title="Tidewater", what="season 2", date="2024-09-30", precision="day"),),
        "keywords": ("Casting", "Drama"),
    }
    facts |= changes
    article = Article(**facts)
    text = body_text(article.blocks)
    words = count_words(text)
    return Article(**{**facts, "text": text, "words": words, "minutes": reading_minutes(words)})


def entry(number: int = 1, **changes: Any) -> Entry:
    """Make the feed entry of ``made(number)`` up."""
    facts: dict[str, Any] = {
        "key": f"urn:story:{number}",
        "title": f"Tidewater casts Nora Vance in episode {number}",
        "link": f"https://gazette.example/story-{number}",
        "published": NOON - timedelta(hours=number),
    }
    return Entry(**(facts | changes))


class SmallLibrary:
    """A database with a feed, and the shortest way to put made-up articles into it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.write() as conn:
            self.feed = feeds.add(
                conn, feeds.NewFeed("https://gazette.example/feed", title="Gazette", folder="Papers"), NOON
            ).id

    def put(self, number: int = 1, *, complete: bool = True, **changes: Any) -> int:
        """Keep ``made(number)`` as an entry of the feed."""
        with self.database.write() as conn:
            return keeping.put(
                conn,
                made(number, **changes),
                source=FeedEntry(self.feed, entry(number), bytes([number % 256])),
                origin="feed",
                when=NOON,
                complete=complete,
            )

    def page(self, number: int = 1, *, complete: bool = True, **changes: Any) -> int:
        """Keep ``made(number)`` as the fetched page."""
        with self.database.write() as conn:
            return keeping.put(conn, made(number, **changes), origin="page", when=NOON, complete=complete)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def database(library: Library) -> Database:
    return library.database


@pytest.fixture
def small(database: Database) -> SmallLibrary:
    return SmallLibrary(database)


@pytest.fixture
def make() -> Callable[..., Article]:
    return made


@pytest.fixture
def make_entry() -> Callable[..., Entry]:
    return entry
