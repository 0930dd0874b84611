"""The line after a refresh: articles about what is followed, and dates of followed works that moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pullquote.cache.core.article import Article, Entity, Paragraph, Release
from pullquote.cache.library import Library
from pullquote.tui.services.refresh.followed_news import news_since


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


def put(library: Library, title: str, day: int, outlet: str, *, ago: int = 0) -> None:
    """Keep an article of so many days ago that states a day in March of the next year."""
    when = datetime.now(UTC) - timedelta(days=ago)
    date = f"{when.year + 1}-03-{day:02}"
    library.keep(
        Article(
            title=f"{title} has a date, says {outlet}",
            url=f"https://site.example/{title}-{outlet}".replace(" ", "-"),
            outlet=outlet,
            published=when,
            blocks=(Paragraph("It comes in March."),),
            text="It comes in March.",
            entities=(Entity(name=title, type="show", mentions=1, score=0.97),),
            releases=(Release(title=title, what="season 2", date=date, precision="day", text="in March"),),
        )
    )


def test_a_date_that_moved_stands_behind_what_came(empty: Library) -> None:
    for title in ("Saltgate", "Low Orbit", "Copper Pier"):
        put(empty, title, 5, "The Lantern", ago=3)
    empty.names.follow([empty.names.find(title).id for title in ("Saltgate", "Low Orbit")])
    before = empty.following.standing()
    assert news_since(empty, before) == ""
    put(empty, "Copper Pier", 20, "The Harbour Post")  # nobody follows it
    put(empty, "Saltgate", 12, "The Harbour Post")
    said = news_since(empty, before)
    assert said.startswith("1 new about Saltgate. Saltgate season 2 moved from 5 to 12 March")
    assert "The Harbour Post" in said
    assert "Copper Pier" not in said
    put(empty, "Low Orbit", 12, "The Harbour Post")
    said = news_since(empty, before)
    assert said.startswith("1 new about")
    assert said.endswith(" and 1 other date moved")
