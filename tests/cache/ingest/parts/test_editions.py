"""Editions of a real library: chosen, kept, and read on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from pullquote.cache.core.article import (
    TITLE_BLOCK,
    Article,
    Entity,
    Paragraph,
    Quote,
    Release,
    count_words,
    reading_minutes,
)
from pullquote.cache.core.edition import Edition
from pullquote.cache.core.errors import QueryError
from pullquote.cache.library import Library
from pullquote.cache.store.writing import keeping

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
WORDS = "The crew built a harbour of plywood and paint, and nobody who walks along it can tell where the water ends. "


def report(
    number: int, title: str, *, outlet: str = "The Lantern", hours: float = 5, names: tuple[Entity, ...] = (),
    said: str = "", speaker: str = "Ines Holloway", long: int = 20, release: Release | None = None,
) -> Article:  # fmt: skip
    paragraphs = [Paragraph(f"{title}. {WORDS * long}")] + ([Paragraph(f"“{said},” {speaker} said.")] if said else [])
    text = "\n\n".join(block.text for block in paragraphs)
    words = count_words(text)
    return Article(
        url=f"https://outlet.example/{number}", outlet=outlet, title=title, published=NOW - timedelta(hours=hours),
        blocks=tuple(paragraphs), text=text, words=words, minutes=reading_minutes(words), entities=names,
        quotes=(Quote(text=said, speaker=speaker, block=1, start=1, end=1 + len(said)),) if said else (),
        releases=(release,) if release else (),
    )  # fmt: skip


SHOW = Entity(name="Copper Lane", type="show", mentions=3)
RENEWED = "Copper Lane Renewed for a Third Season"
SPOILER = "Copper Lane Spoiler: Who Left the Lamp Burning"
TOLD = "That Copper Lane spoiler about the lighthouse keeper had to come out"
SAID = "We never run out of lamps on this street"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as library:
        kept = [
            report(1, "Copper Lane Renewed for a Third Season", names=(SHOW,), said=SAID, hours=9),
            report(2, "Third Season Ordered for Copper Lane", outlet="Reel Weekly", names=(SHOW,), said=SAID, hours=6),
            report(3, "A Sailor Learns to Paint", outlet="The Wire", hours=30, said="I was seasick for a whole month"),
            report(
                4, "Harbour Songs Has a Day", outlet="The Wire", hours=50,
                release=Release(title="Harbour Songs", what="album", date="2026-03-10", precision="day"),
            ),
            report(5, "An Old Theatre Opens", outlet="Stage Door", hours=700, long=60),
        ]  # fmt: skip
        for article in kept:
            library.keep(article, origin="feed", when=NOW - timedelta(hours=1))
        yield library


def titles(edition: Edition) -> list[str]:
    return [entry.title for entry in edition.entries]


def test_an_edition_has_each_story_once_and_says_who_else_has_it(library: Library) -> None:
    library.names.follow([library.names.find("Copper Lane").id])
    edition = library.editions.choose(20, moment=NOW)
    assert titles(edition)[0] == RENEWED
    assert "Third Season Ordered for Copper Lane" not in titles(edition)
    lead = edition.entries[0]
    assert (lead.section, lead.why, lead.others) == (
        "Lead story",
        "You follow Copper Lane, 2 outlets",
        ("Reel Weekly",),
    )
    assert edition.title == "Pullquote, 7 March 2026"
    assert edition.length == edition.left(0) <= 22
    assert [(quote.speaker, quote.text) for quote in edition.quotes] == [("Ines Holloway", SAID)]
    assert [(one.date, one.title, one.what) for one in edition.releases] == [("2026-03-10", "Harbour Songs", "album")]


def test_the_same_library_and_moment_give_the_same_edition_whatever_came_since(library: Library) -> None:
    before = library.editions.choose(10, moment=NOW)
    library.keep(report(9, "Later News", hours=-2), origin="feed", when=NOW + timedelta(hours=2))
    assert library.editions.choose(10, moment=NOW) == before
    assert "Later News" in titles(library.editions.choose(10, moment=NOW + timedelta(hours=3)))


def test_it_is_chosen_from_unread_unmuted_articles_that_answer_the_query(library: Library) -> None:
    """A story is there for a query that only its later, repeating article answers."""
    assert titles(library.editions.choose(20, "outlet:lantern", moment=NOW)) == [RENEWED]
    assert titles(library.editions.choose(20, "outlet:reel", moment=NOW)) == ["Third Season Ordered for Copper Lane"]
    library.mark_read([1])
    assert titles(library.editions.choose(20, "outlet:reel", moment=NOW)) == []
    muting = replace(library.settings, list=replace(library.settings.list, mute="sailor"))
    library.use_settings(muting)
    assert "A Sailor Learns to Paint" not in titles(library.editions.choose(20, moment=NOW))
    with pytest.raises(QueryError):
        library.editions.choose(20, "since:never")


def test_where_nothing_fits_it_is_said_what_is_there(library: Library) -> None:
    assert library.editions.choose(1, moment=NOW).entries == ()
    assert library.editions.waiting() == (4, 2)
    assert library.editions.waiting("outlet:none") == (0, 0)


def test_a_kept_edition_is_read_on_where_it_was_left_and_passes_by_what_was_removed(library: Library) -> None:
    assert library.editions.latest() is None
    kept = library.editions.keep(library.editions.choose(20, moment=NOW))
    library.editions.keep_place(kept.id, 2)
    assert library.editions.latest() == (kept, 2)
    removed = kept.entries[1]
    library.remove([removed.article])
    found = library.editions.latest()
    assert found is not None
    assert [entry.gone for entry in found[0].entries] == [n == 1 for n in range(len(kept.entries))]
    assert found[0].entries[1].title != removed.title
    assert (found[1], found[0].length) == (2, kept.length - removed.minutes)
    library.undo()
    assert library.editions.latest() == (kept, 2)
    assert library.editions.current(found[0]) == kept


def test_pruning_breaks_no_kept_edition(library: Library) -> None:
    kept = library.editions.keep(library.editions.choose(20, moment=NOW))
    with library.database.write() as conn:
        keeping.delete(conn, [entry.article for entry in kept.entries])  # as pruning does
    found = library.editions.latest()
    assert found is not None
    assert all(entry.gone for entry in found[0].entries)
    assert (found[0].length, found[0].quotes) == (0, ())


def test_the_last_ten_editions_are_kept(library: Library) -> None:
    edition = library.editions.choose(20, moment=NOW)
    numbers = [library.editions.keep(edition).id for _ in range(13)]
    library.editions.keep_place(numbers[0], 1)
    with library.database.reading() as conn:
        assert [row[0] for row in conn.execute("SELECT id FROM edition ORDER BY id")] == numbers[-10:]


def test_a_damaged_edition_is_passed_over(library: Library) -> None:
    first, second = (library.editions.keep(library.editions.choose(n, moment=NOW)) for n in (10, 20))
    with library.database.write() as conn:
        conn.execute("UPDATE edition SET data = x'00', place = 7 WHERE id = ?", (second.id,))
    assert library.editions.latest() == (first, 0)


def test_nothing_guarded_is_told_by_an_edition_that_was_kept_before_the_guard(library: Library) -> None:
    library.keep(report(7, SPOILER, outlet="Reel Weekly", names=(SHOW,), hours=-1, said=TOLD), origin="feed", when=NOW)
    kept = library.editions.keep(library.editions.choose(30, moment=NOW))
    assert SPOILER in titles(kept)
    assert TOLD in [quote.text for quote in kept.quotes]
    library.guard.set(library.names.find("Copper Lane").id, True)
    library.guard.rule(library.find("https://outlet.example/7"), [TITLE_BLOCK, 1], True)  # whatever the rules are
    found = library.editions.latest()
    assert found is not None
    for edition in (found[0], library.editions.choose(30, moment=NOW)):
        assert len(edition.entries) == len(kept.entries)
        assert SPOILER not in titles(edition)
        assert TOLD not in [quote.text for quote in edition.quotes]
    library.guard.set(library.names.find("Copper Lane").id, False)
    library.guard.rule(library.find("https://outlet.example/7"), [TITLE_BLOCK, 1], False)
    assert library.editions.latest() == (kept, 0)
