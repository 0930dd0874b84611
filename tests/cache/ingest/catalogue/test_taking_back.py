"""What a record corrected is taken back wholly: marks, spellings, and articles that came meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from pullquote.cache.core.article import Article, Entity
from pullquote.cache.core.catalogue import Credit, Record
from pullquote.cache.core.progress import Seen
from pullquote.cache.core.results import EntityRow
from pullquote.cache.ingest.catalogue import linking
from pullquote.cache.library import Library
from pullquote.cache.store.catalogue import corrections
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.cache.store.names import joining
from pullquote.cache.store.upkeep import backup

from ....waiting import WAIT

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SHOW = Record(
    provider="tvmaze",
    kind="show",
    key="9",
    name="Wren Holt",
    url="https://tv.example/9",
    begun="2026-09-30",
    channel="Norra",
    credits=(Credit(name="Tobias Colder", role="actor", character="Wren Holt"),),
)
MISSPELT, RIGHT = "Tobias Coulder", "Tobias Colder"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library") as opened:
        yield opened


Keep = Callable[..., int]


@pytest.fixture
def keep(library: Library) -> Keep:
    """Keep an article that names these: people, but for the show and its character."""

    def one(number: int, *people: str, show: bool = True) -> int:
        named = [Entity(name=name, type="person", mentions=1) for name in people]
        if show:
            named += [Entity(name="Wren Holt", type=kind, mentions=1) for kind in ("show", "character")]
        address = f"https://gazette.example/{number}"
        return library.keep(Article(title=f"News {number}", entities=tuple(named), url=address), when=NOW)

    return one


def named(library: Library, name: str, kind: str = "person") -> EntityRow:
    return next(row for row in library.names.listed(()) if (row.name, row.type) == (name, kind))


def choose(library: Library, record: Record = SHOW, kind: str = "show") -> int:
    """Let the user say that a record tells of the show, so that it corrects; return the show."""
    show = named(library, "Wren Holt", kind).id
    with library.database.write() as conn:
        number = catalogue.keep(conn, record, fetched=NOW, expires=NOW + timedelta(days=1))
        linking.choose(conn, show, number)
    return show


def people(library: Library, article: int) -> set[str]:
    return {entity.name for entity in library.article(article).entities if entity.type == "person"}


def test_articles_that_came_meanwhile_are_parted_too(library: Library, keep: Keep) -> None:
    first, other = keep(1, MISSPELT), keep(2, RIGHT, show=False)
    show = choose(library)
    later = keep(3, MISSPELT, show=False)
    assert people(library, first) == people(library, later) == {RIGHT}
    library.catalogue.unlink(show)
    assert people(library, first) == people(library, later) == {MISSPELT}
    assert people(library, other) == {RIGHT}
    assert [named(library, name).articles for name in (MISSPELT, RIGHT)] == [2, 1]
    library.undo()
    assert people(library, later) == {RIGHT}
    assert named(library, RIGHT).articles == 3


def test_articles_that_were_understood_anew_meanwhile_are_parted_too(library: Library, keep: Keep) -> None:
    first, other = keep(1, MISSPELT), keep(2, RIGHT, show=False)
    show = choose(library)
    with library.database.write() as conn:
        for number in (first, other):
            joining.name_again(conn, number)
    library.catalogue.unlink(show)
    assert (people(library, first), people(library, other)) == ({MISSPELT}, {RIGHT})
    assert [named(library, name).mentions for name in (MISSPELT, RIGHT)] == [1, 1]


def test_who_went_on_into_another_name_meanwhile_is_parted_too(library: Library, keep: Keep) -> None:
    first, other, third = keep(1, MISSPELT), keep(2, RIGHT, show=False), keep(3, "Toby C. Colder", show=False)
    library.names.follow([named(library, MISSPELT).id])
    show = choose(library)
    library.names.merge(named(library, "Toby C. Colder").id, named(library, RIGHT).id)
    assert people(library, first) == {"Toby C. Colder"}
    library.catalogue.unlink(show)
    assert people(library, first) == {MISSPELT}
    assert people(library, other) == people(library, third) == {"Toby C. Colder"}
    assert [
        (named(library, name).articles, named(library, name).followed) for name in (MISSPELT, "Toby C. Colder")
    ] == [
        (1, True),
        (2, True),
    ]


def test_who_was_followed_under_both_names_is_so_again(library: Library, keep: Keep) -> None:
    keep(1, MISSPELT)
    keep(2, RIGHT, show=False)
    library.names.follow([named(library, name).id for name in (MISSPELT, RIGHT)])
    show = choose(library)
    assert named(library, RIGHT).followed
    library.catalogue.unlink(show)
    assert [named(library, name).followed for name in (MISSPELT, RIGHT)] == [True, True]


def test_what_was_unfollowed_meanwhile_stays_so(library: Library, keep: Keep) -> None:
    keep(1, MISSPELT)
    keep(2, RIGHT, show=False)
    library.names.follow([named(library, MISSPELT).id])
    show = choose(library)
    library.names.follow([named(library, RIGHT).id], followed=False)
    library.catalogue.unlink(show)
    assert [named(library, name).followed for name in (MISSPELT, RIGHT)] == [False, False]


@pytest.mark.parametrize(
    ("own", "other", "meanwhile"),
    [
        (Seen(season=1, episode=3), None, None),
        (Seen(season=2), Seen(season=1, episode=3), None),
        (Seen(season=1, episode=1), Seen(season=1, episode=3), None),
        (Seen(season=1, episode=3), None, Seen(season=1, episode=5)),
    ],
)
def test_how_far_both_were_seen_is_as_before(
    library: Library, own: Seen, other: Seen | None, meanwhile: Seen | None
) -> None:
    made = Entity(name="Wren Holt", type="show", mentions=1), Entity(name="Wren Hold", type="show", mentions=1)
    for number, entity in enumerate(made):
        library.keep(Article(title=f"{number}", entities=(entity,), url=f"https://gazette.example/{number}"), when=NOW)
    right, wrong = (named(library, entity.name, "show").id for entity in made)
    library.progress.set(wrong, own)
    if other:
        library.progress.set(right, other)
    with library.database.write() as conn:
        record = catalogue.keep(conn, SHOW, fetched=NOW, expires=NOW)
        assert corrections.correct(conn, wrong, record, "Wren Holt", "show")
    assert library.names.get(right).seen == max(seen for seen in (own, other) if seen)
    if meanwhile:
        library.progress.set(right, meanwhile)
    with library.database.write() as conn:
        corrections.take_back(conn, corrections.changes(conn, record=record))
    assert (library.names.get(wrong).seen, library.names.get(right).seen) == (own, meanwhile or other)


def test_a_type_that_is_taken_back_leads_nobody_astray(library: Library) -> None:
    film = Entity(name="Wren Holt", type="film", mentions=1)
    show = Entity(name="Wren Holt", type="show", mentions=1)
    library.keep(Article(title="A film?", entities=(film,), url="https://gazette.example/1"), when=NOW)
    number = choose(library, kind="film")
    library.catalogue.unlink(number)
    assert library.names.get(number).type == "film"
    library.keep(Article(title="A show", entities=(show,), url="https://gazette.example/2"), when=NOW)
    assert [named(library, "Wren Holt", kind).articles for kind in ("film", "show")] == [1, 1]


def test_a_correction_comes_back_with_no_copy_but_what_it_moved_does(
    library: Library, keep: Keep, tmp_path: Path
) -> None:
    keep(1, MISSPELT)
    keep(2, RIGHT, show=False)
    library.names.follow([named(library, MISSPELT).id])
    assert library.database.copy_on(WAIT)
    choose(library)
    gathered = tmp_path / "state.db"
    assert backup.gather(library.path, gathered, None).whole
    with Library.open(tmp_path / "again") as again:
        with again.database.write() as conn:
            backup.restore(conn, gathered)
        found = [again.names.find(name) for name in (MISSPELT, RIGHT)]
        assert [(one.name, one.followed) for one in found] == [(MISSPELT, True), (RIGHT, True)]
        again.names.merge(again.names.find(RIGHT).id, again.names.find(MISSPELT).id)
        assert again.database.copy_on(WAIT)
        assert backup.gather(again.path, tmp_path / "second.db", None).whole
        with Library.open(tmp_path / "third") as third:
            with third.database.write() as conn:
                backup.restore(conn, tmp_path / "second.db")
            assert third.names.find(MISSPELT).name == RIGHT  # the user said so


def test_a_name_that_is_forgotten_is_spelt_as_before_though_another_has_the_record(
    library: Library, keep: Keep
) -> None:
    keep(1)
    record = replace(SHOW, aka=("Marvellous Wren Holt",))
    show = choose(library, record)
    other = Entity(name="The Holt Files", type="show", mentions=1)
    library.keep(Article(title="Files", entities=(other,), url="https://gazette.example/9"), when=NOW)
    with library.database.write() as conn:
        kept = catalogue.find(conn, "tvmaze", "show", "9")
        assert kept is not None
        catalogue.link(conn, named(library, other.name, "show").id, kept.id, "title")
    assert "Marvellous Wren Holt" in library.names.get(show).aka
    library.catalogue.forget(show)
    assert "Marvellous Wren Holt" not in library.names.get(show).aka


def test_a_step_is_taken_back_though_a_name_it_speaks_of_is_gone(library: Library, keep: Keep) -> None:
    keep(1, MISSPELT)
    show = choose(library)
    other = Entity(name="Wren Hold", type="show", mentions=1)
    gone = library.keep(Article(title="Hold", entities=(other,), url="https://gazette.example/9"), when=NOW)
    number = named(library, other.name, "show").id
    with library.database.write() as conn:
        [kept] = catalogue.records_of(conn, show)
        catalogue.link(conn, number, kept.id, "title")
        assert corrections.correct(conn, number, kept.id, "Wren Holt", "show")
    library.catalogue.unlink(show)
    library.remove([gone])
    with library.database.write() as conn:
        conn.execute("DELETE FROM entity WHERE id = ?", (number,))  # as prune does
        conn.execute("DELETE FROM undo WHERE kind <> 'catalogue'")
    assert library.undo() == "TVmaze tells of Wren Holt again."
    assert [one.record.key for one in library.catalogue.records(show)] == ["9"]


def test_a_correction_that_cannot_be_read_is_passed_over(library: Library, keep: Keep) -> None:
    keep(1, MISSPELT)
    show = choose(library)
    with library.database.write() as conn:
        conn.execute("INSERT INTO correction (entity, record, data) SELECT entity, record, x'ff00' FROM link")
    library.catalogue.unlink(show)
    assert named(library, MISSPELT).articles == 1


def test_what_a_record_corrected_is_found_without_looking_at_all_that_others_did(library: Library) -> None:
    asked: list[str] = []
    with library.database.reading() as conn:
        conn.set_trace_callback(asked.append)
        corrections.changes(conn, record=1)
        corrections.changes(conn, entity=1)
        conn.set_trace_callback(None)
        for statement in asked:
            plan = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {statement}")]
            assert not [step for step in plan if step.startswith("SCAN")], plan


def test_articles_that_name_nobody_to_be_corrected_have_little_looked_at(library: Library, keep: Keep) -> None:
    numbers = [keep(number, "Mina Fall", "Ada Quill", RIGHT) for number in range(1, 20)]
    choose(library)

    def asked(articles: list[int]) -> int:
        found: list[str] = []
        with library.database.write() as conn:
            conn.set_trace_callback(found.append)
            linking.settle_new(conn, articles)
            conn.set_trace_callback(None)
        return len(found)

    assert asked(numbers) < 10
    keep(30, MISSPELT)
    assert named(library, RIGHT).articles == 20


def test_a_look_up_of_a_name_that_is_gone_is_a_fault_that_is_mended(library: Library) -> None:
    with library.database.write() as conn:
        conn.execute("COMMIT")
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute("BEGIN IMMEDIATE")
        conn.execute("INSERT INTO lookup VALUES (77, 'tvmaze', 'missing', 0, 0, 0)")
        conn.execute("COMMIT")
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute("BEGIN IMMEDIATE")
    assert not list(_faults(library.path))


def _faults(path: Path) -> Iterator[str]:
    from pullquote.cache.store.safety import soundness

    conn = sqlite3.connect(path, isolation_level=None)
    try:
        found = list(soundness.faults(conn))
        assert any("lookup" in fault.found for fault in found)
        for fault in found:
            fault.mend(conn)
        yield from (fault.found for fault in soundness.faults(conn))
    finally:
        conn.close()
