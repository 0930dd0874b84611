"""What is read of the catalogue for many names at once, and which of the names of a record articles here name too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pullquote.cache.core.article import Article, Entity, Paragraph
from pullquote.cache.core.catalogue import Credit, Episode, Record, Season, Work
from pullquote.cache.library import Library
from pullquote.cache.store.catalogue import records as catalogue

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
SHOW = Record(
    provider="tvmaze", kind="show", key="7", name="Copper Lane", url="https://catalogue.example/shows/7",
    channel="Northlight", begun="2024-02-14", seasons=(Season(number=1),),
    credits=(
        Credit(name="Ines Holloway", role="actor", key="41", character="Mara Quill"),
        Credit(name="Bo Lind", role="actor", key="42", character="Ned"),
        Credit(name="D. Finch", role="creator", key="43"),
        Credit(name="Holloway", role="actor", key="44", character="Old Ned"),
    ),
    next=Episode(season=1, number=3, date="2026-03-12"),
)  # fmt: skip
DARA = Record(
    provider="tvmaze", kind="person", key="43", name="Dara Finch", url="https://catalogue.example/people/43",
    works=(Work(title="The Ninth Tide", kind="show", role="director", year=2025),),
)  # fmt: skip


def fill(library: Library, records: Sequence[tuple[str, Record]]) -> dict[str, int]:
    """Keep an article that names four, and what the catalogue says of them; return the id of each name."""
    text = "Copper Lane, Ines Holloway, Dara Finch and The Ninth Tide."
    article = Article(
        url="https://a.example/1", title="A street", text=text, blocks=(Paragraph(text),),
        entities=(
            Entity(name="Copper Lane", type="show", mentions=1),
            Entity(name="Ines Holloway", type="person", aka=("Holloway",), mentions=1),
            Entity(name="Dara Finch", type="person", mentions=1),
            Entity(name="The Ninth Tide", type="film", mentions=1),
        ),
    )  # fmt: skip
    library.keep(article, when=NOW)
    ids = {row.name: row.id for row in library.names.listed(())}
    with library.database.write() as conn:
        for name, record in records:
            catalogue.link(conn, ids[name], catalogue.keep(conn, record, fetched=NOW, expires=NOW), "title and cast")
    return ids


def test_all_names_of_an_article_are_told_of_in_one_answer(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        ids = fill(library, [("Copper Lane", SHOW), ("Dara Finch", DARA)])
        told = library.catalogue.records_of_all([*ids.values(), 9999])
        assert set(told) == {ids["Copper Lane"], ids["Dara Finch"]}
        (show,) = told[ids["Copper Lane"]]
        assert (show.channel, show.begun, show.next, len(show.credits)) == ("Northlight", "2024-02-14", SHOW.next, 4)
        assert library.catalogue.records_of_all([]) == {}


def test_a_merged_name_hands_on_what_is_said_of_it(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        ids = fill(library, [("The Ninth Tide", SHOW)])
        library.names.merge(ids["Copper Lane"], ids["The Ninth Tide"])
        assert set(library.catalogue.records_of_all([ids["Copper Lane"]])) == {ids["Copper Lane"]}


def test_who_a_record_names_is_found_by_key_and_by_the_whole_name(tmp_path: Path) -> None:
    with Library.open(tmp_path) as library:
        ids = fill(library, [("Copper Lane", SHOW), ("Dara Finch", DARA)])
        here = library.catalogue.named_here([SHOW, DARA])
        assert {key: row.id for key, row in here.items()} == {
            ("person", "Ines Holloway"): ids["Ines Holloway"],
            ("person", "D. Finch"): ids["Dara Finch"],  # spelled otherwise, but the service has them under one key
            ("show", "The Ninth Tide"): ids["The Ninth Tide"],  # a film here
        }
        library.names.hide(ids["Ines Holloway"])
        assert ("person", "Ines Holloway") not in library.catalogue.named_here([SHOW])
