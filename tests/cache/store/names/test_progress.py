"""How far shows were seen: what is kept, taken back, joined, imported, and what brings it back after damage."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import Any

import pytest

from pullquote.cache.core.article import Entity
from pullquote.cache.core.catalogue import Episode, Record, Season
from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.progress import EVERYTHING, Seen
from pullquote.cache.library import Library, examine
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.cache.store.upkeep import prune

NOW = datetime(2026, 3, 7, tzinfo=UTC)


def show_named(library: Library, name: str = "Tidewater") -> int:
    return library.progress.find(name).id


def learn(library: Library, show: int, **facts: Any) -> None:
    """Let a catalogue tell of a show."""
    record = Record(provider="tvmaze", kind="show", key=str(show), name="Tidewater", url="https://c.example/1", **facts)
    with library.database.write() as conn:
        catalogue.link(conn, show, catalogue.keep(conn, record, fetched=NOW, expires=NOW), "title and cast")


def history(*plays: tuple[str, int, int]) -> bytes:
    entries = [
        {"watched_at": "2026-01-01", "show": {"title": title}, "episode": {"season": season, "number": number}}
        for title, season, number in plays
    ]
    return json.dumps(entries).encode()


def test_where_somebody_is_stands_with_the_show_and_is_taken_back_step_by_step(library, small) -> None:
    small.put(1)
    show = show_named(library)
    assert library.names.get(show).seen is None
    assert library.progress.shows() == []
    assert library.progress.set(show, Seen(2, 5)) == Seen(2, 5)
    assert library.names.get(show).seen == library.names.listed(["show"])[0].seen == Seen(2, 5)
    assert library.names.listed(["show"], "is:unread")[0].seen == Seen(2, 5)
    library.progress.set(show, Seen(2, 5))  # no step
    library.progress.set(show, Seen(3))
    library.progress.set(show, None)
    assert library.names.get(show).seen is None
    assert library.undo() == "Seen up to all of season 3 again: “Tidewater”."
    assert [row.seen for row in library.progress.shows()] == [Seen(3)]
    assert library.undo() == "Seen up to season 2, episode 5 again: “Tidewater”."
    assert library.undo() == "Not marked as seen again: “Tidewater”."
    assert library.names.get(show).seen is None
    assert library.undo() is None


def test_only_a_show_has_a_place(library, small) -> None:
    small.put(1)
    person = library.names.find("Nora Vance").id
    for asked in (library.progress.show, library.progress.next, library.progress.advance):
        with pytest.raises(UsageError, match="Nora Vance is a person; only a show has seasons"):
            asked(person)
    with pytest.raises(UsageError, match="only a show"):
        library.progress.set(person, Seen(1))
    with pytest.raises(UsageError, match="only a show"):
        library.progress.find("Vance")
    with pytest.raises(NotFound):
        library.progress.find("Nobody of that name")
    with pytest.raises(NotFound):
        library.progress.set(9_999, Seen(1))


def test_a_show_is_found_before_others_of_its_name(library, small) -> None:
    for number in range(1, 4):
        small.put(number, entities=(Entity(name="Tidewater Arms", type="organization", mentions=1),))
    small.put(4)
    assert library.progress.find("tidewater").name == "Tidewater"
    assert library.progress.find(str(show_named(library))).type == "show"


def test_one_episode_on_knows_the_seasons_of_a_catalogue(library, small) -> None:
    small.put(1)
    show = show_named(library)
    assert library.progress.next(show) == Seen(1, 1)
    assert library.progress.advance(show) == Seen(1, 1)
    assert library.progress.advance(show) == Seen(1, 2)
    learn(library, show, seasons=(Season(number=1, episodes=2), Season(number=2, episodes=1)))
    assert library.progress.advance(show) == Seen(2, 1)
    assert library.progress.next(show) is None
    assert library.progress.advance(show) is None
    assert library.names.get(show).seen == Seen(2, 1)
    assert library.undo() == "Seen up to season 1, episode 2 again: “Tidewater”."


def test_all_of_a_show_that_goes_on_is_what_is_out(library, small) -> None:
    small.put(1)
    show = show_named(library)
    assert library.progress.set(show, EVERYTHING) == EVERYTHING
    out = Episode(season=3, number=4, date="2020-01-01")
    learn(library, show, episodes=(out, Episode(season=3, number=5, date="9999-01-01")))
    assert library.progress.set(show, EVERYTHING) == Seen(3, 4)


def test_of_two_names_that_become_one_the_further_place_stays(library, small) -> None:
    small.put(1)
    small.put(2, entities=(Entity(name="Tide Water", type="show", mentions=1),))
    one, two = show_named(library), show_named(library, "Tide Water")
    library.progress.set(one, Seen(1, 2))
    library.progress.set(two, Seen(1))
    library.names.merge(one, two)
    assert library.names.get(one).seen == library.names.get(two).seen == Seen(1)
    assert [row.name for row in library.progress.shows()] == ["Tidewater"]
    library.progress.set(two, Seen(4))  # what it was merged into
    library.undo()
    assert library.undo() == "Tide Water and Tidewater are two names again."
    assert (library.names.get(one).seen, library.names.get(two).seen) == (Seen(1, 2), Seen(1))
    library.names.merge(two, one)
    assert library.names.get(two).seen == Seen(1)


def test_a_list_is_one_step_and_sets_nothing_back(library, small) -> None:
    small.put(1)
    small.put(2, entities=(Entity(name="Salt Harbor", type="show", mentions=1),))
    library.progress.set(show_named(library, "Salt Harbor"), Seen(4, 1))
    told: list[tuple[int, int]] = []
    came = library.progress.import_watched(
        history(("Tidewater", 2, 3), ("The Salt Harbor", 1, 1), ("Copper Lane", 1, 2)), told=lambda *n: told.append(n)
    )
    assert [(one.name, one.was, one.seen) for one in came.set] == [
        ("Tidewater", None, Seen(2, 3)),
        ("Copper Lane", None, Seen(1, 2)),
    ]
    assert [(one.name, one.was, one.seen) for one in came.kept] == [("Salt Harbor", Seen(4, 1), Seen(1, 1))]
    assert (came.new, came.unclear, came.known) == (("Copper Lane",), (), 0)
    again = library.progress.import_watched(history(("Tidewater", 2, 3)))
    assert (again.set, again.known) == ((), 1)
    back = library.progress.import_watched(history(("Salt Harbor", 1, 1)), replace=True)
    assert [(one.was, one.seen) for one in back.set] == [(Seen(4, 1), Seen(1, 1))]
    assert library.undo() == "1 show is seen as before."
    assert library.undo() == "2 shows are seen as before."
    assert [(row.name, row.seen) for row in library.progress.shows()] == [("Salt Harbor", Seen(4, 1))]


def test_a_show_of_a_list_that_no_article_names_yet_is_known_when_one_comes(library, small) -> None:
    library.progress.import_watched(history(("Tidewater", 2, 3)))
    assert library.names.listed(["show"]) == [], "nothing is written about it"
    with library.database.write() as conn:
        prune.forget_unused(conn)
    small.put(1)
    (row,) = library.names.listed(["show"])
    assert (row.name, row.articles, row.seen) == ("Tidewater", 1, Seen(2, 3))


def test_titles_are_matched_with_the_country_and_the_article_lists_put_there(library, small) -> None:
    small.put(1)
    came = library.progress.import_watched(history(("The Tidewater (US)", 1, 1)))
    assert (came.new, [one.name for one in came.set]) == ((), ["Tidewater"])
    came = library.progress.import_watched(history(("Tidewater (US)", 2, 1), ("Tidewater (UK)", 3, 1)))
    assert (came.set, came.unclear) == ((), ("Tidewater (US)",))


@pytest.mark.parametrize("copied_first", [False, True])
@pytest.mark.parametrize("merged", [False, True])
def test_where_somebody_is_comes_back_after_damage(tmp_path, make, copied_first, merged) -> None:
    with Library.open(tmp_path) as library:
        library.keep(make(1))
        library.keep(make(2, entities=(Entity(name="Tide Water", type="show", mentions=1),)))
        if copied_first:
            library.database.copy_state()
        library.progress.set(show_named(library, "Tide Water"), Seen(2, 5))
        library.progress.import_watched(history(("Copper Lane", 3, 1)))
        if merged:
            library.names.merge(show_named(library), show_named(library, "Tide Water"))
    (tmp_path / "library.db").write_bytes(os.urandom(9000))
    examine(tmp_path)
    with Library.open(tmp_path) as library:
        assert [(row.name, row.seen) for row in library.progress.shows()] == [
            ("Copper Lane", Seen(3, 1)),
            ("Tidewater" if merged else "Tide Water", Seen(2, 5)),
        ]


def test_a_place_that_was_taken_back_does_not_come_back(tmp_path, make) -> None:
    with Library.open(tmp_path) as library:
        library.keep(make(1))
        library.progress.set(show_named(library), Seen(2, 5))
        library.database.copy_state()
        library.progress.set(show_named(library), None)
    (tmp_path / "library.db").write_bytes(os.urandom(9000))
    examine(tmp_path)
    with Library.open(tmp_path) as library:
        assert library.progress.shows() == []
