"""What is mended, what is set aside, and what comes back (D6): with really damaged files."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pullquote.cache.core.errors import LibraryDamaged, LibraryError
from pullquote.cache.library import Library, examine
from pullquote.cache.store import feeds, migrate
from pullquote.cache.store.safety import state_copy
from pullquote.cache.store.upkeep import backup, repair
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
PAGE = 4096


def text_file(path: Path) -> None:
    path.write_text("Dear diary, today I named this file library.db.\n" * 50)


def header_overwritten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[:100] = os.urandom(100)
    path.write_bytes(data)


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2 // PAGE * PAGE + 100)


def schema_page_broken(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:PAGE] = bytes((n * 37) % 251 for n in range(PAGE - 100))
    path.write_bytes(data)


def data_pages_overwritten(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for page in range(20, len(data) // PAGE, 3):
        data[page * PAGE : page * PAGE + PAGE] = b"\xa5" * PAGE
    path.write_bytes(data)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def other_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as conn:
        conn.execute("PRAGMA application_id = 7")
        conn.execute("CREATE TABLE recipes (name TEXT)")
    conn.close()


def zeroed(path: Path) -> None:
    path.write_bytes(b"\0" * path.stat().st_size)


def fill(folder: Path, make, make_entry) -> None:
    with Library.open(folder) as library:
        for number in range(1, 41):
            with library.database.write() as conn:
                feed = feeds.add(
                    conn, feeds.NewFeed("https://gazette.example/feed", title="Gazette", folder="Papers"), NOON
                ).id
                keeping.put(
                    conn,
                    make(number),
                    source=FeedEntry(feed, make_entry(number), b"1"),
                    origin="feed",
                    when=NOON,
                    complete=True,
                )
        ids = library.ids()
        library.mark_read(ids[:10])
        library.star(ids[5:7])
        library.keep_place(ids[5], 0.25)
        library.keep(make(99, title="A page I added"))
        library.names.follow([library.names.find("Nora Vance").id])
        library.names.fix_type(library.names.find("Tidewater").id, "film")
        library.remember("section", "starred")
    assert len(migrate.backups(folder / "library.db")) == 1


@pytest.mark.parametrize(
    "damage",
    [
        text_file,
        header_overwritten,
        truncated,
        schema_page_broken,
        data_pages_overwritten,
        emptied,
        other_program,
        zeroed,
    ],
    ids=lambda damage: damage.__name__,
)
def test_a_damaged_library_is_set_aside_and_what_a_person_made_comes_back(tmp_path, make, make_entry, damage):
    fill(tmp_path, make, make_entry)
    path = tmp_path / "library.db"
    damage(path)
    broken = path.read_bytes()
    if damage is not data_pages_overwritten:  # SQLite reads on until it comes to such a page
        with pytest.raises(LibraryDamaged, match=r"library\.db.*pullquote doctor"):
            Library.open(tmp_path)
    said = " ".join(examine(tmp_path))
    assert "nothing was deleted" in said
    aside = [file for file in tmp_path.glob("library.db.corrupt-*") if not file.name.endswith(("-wal", "-shm"))]
    assert [file.read_bytes() for file in aside] == [broken]
    with Library.open(tmp_path) as library:
        assert [(feed.title, feed.folder) for feed in library.feeds.listed()] == [("Gazette", "Papers")]
        assert library.count("is:starred") == 2
        starred = library.headlines(library.ids("is:starred"))
        assert {row.title for row in starred} == {f"Tidewater casts Nora Vance in episode {n}" for n in (6, 7)}
        assert all(row.read and row.feed for row in starred)
        assert library.place(starred[0].id) == 0.25
        assert library.find("A page I added")
        assert library.recall("section") == "starred"
        assert library.names.find("Nora Vance").followed
        assert library.names.find("Tidewater").type == "film"
        with library.database.write() as conn:
            feed = library.feeds.listed()[0].id
            assert not any(one.hash for one in feeds.known_entries(conn, feed))
            for number in (3, 20):
                keeping.put(
                    conn,
                    make(number),
                    source=FeedEntry(feed, make_entry(number), b"2"),
                    origin="feed",
                    when=NOON,
                    complete=True,
                )
        assert [row.read for row in library.headlines(library.ids('"episode 3"'))] == [True]
        assert [row.read for row in library.headlines(library.ids('"episode 20"'))] == [False]
    assert "is sound" in " ".join(examine(tmp_path))


def test_what_was_done_since_the_backup_is_read_from_the_damaged_file(tmp_path, make, make_entry):
    fill(tmp_path, make, make_entry)
    with Library.open(tmp_path) as library:
        library.star(library.ids()[10:13])
        library.feeds.add("https://wire.example/feed")
    repair.rescue(tmp_path / "library.db")
    with Library.open(tmp_path) as library:
        assert library.count("is:starred") == 5
        assert len(library.feeds.listed()) == 2


def test_a_log_full_of_rubbish_does_no_harm(tmp_path, make):
    with Library.open(tmp_path) as library:
        library.keep(make(1))
    (tmp_path / "library.db-wal").write_bytes(os.urandom(100_000))
    with Library.open(tmp_path) as library:
        assert library.count() == 1
        assert "is sound" in " ".join(library.doctor())


def test_a_log_without_its_file_is_not_played_into_a_new_library(tmp_path, make):
    library = Library.open(tmp_path)
    library.keep(make(1))
    left = (tmp_path / "library.db-wal").read_bytes()
    library.close()
    (tmp_path / "library.db").unlink()
    (tmp_path / "library.db-wal").write_bytes(left)
    for file in (tmp_path / "backups").glob("*"):
        file.unlink()
    with Library.open(tmp_path) as library:
        assert library.count() == 0
        assert "is sound" in " ".join(library.doctor())


def test_a_wrong_index_and_wrong_counts_are_put_right(library, small):
    number = small.put(1)
    small.put(2)
    with library.database.write() as conn:
        conn.execute("INSERT INTO search (search) VALUES ('delete-all')")
        conn.execute("UPDATE feed SET unread = 77")
        conn.execute("UPDATE entity SET mentions = 77 WHERE type = 'show'")
        conn.execute("INSERT INTO body (id, stored, complete, words, data) VALUES (4000, 0, 0, 0, x'00')")
    said = " ".join(library.doctor())
    assert "search index was not whole" in said
    assert "2 counts were put right" in said
    assert "1 text without an article was removed." in said
    assert list(library.ids("lighthouse episode 1"))[:1] == [number]
    assert library.feeds.listed()[0].unread == 2
    assert library.names.find("Tidewater").mentions == 4
    assert "put right" not in " ".join(library.doctor())


def test_a_file_others_can_read_is_taken_away_from_them(library):
    library.path.chmod(0o644)
    assert "yours alone" in " ".join(library.doctor())
    assert library.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("times", [1, 9])
def test_what_is_marked_while_marks_are_compared_stays(tmp_path, make, monkeypatch, times):
    with Library.open(tmp_path) as library:
        numbers = [library.keep(make(number)) for number in range(10)]
        library.star(numbers[:1])
        library.database.copy_state()
        library.remember("section", "starred")
        others = iter(numbers[1 : times + 1])
        gather = backup.gather

        def gathered(*arguments):
            found = gather(*arguments)
            library.star([number for number, _ in zip(others, "x", strict=False)])
            return found

        monkeypatch.setattr(backup, "gather", gathered)
        said = " ".join(library.doctor())
        assert "is sound" in said
        assert "put back" not in said
        assert library.count("is:starred") == min(times, repair._TRIES) + 1


def test_no_library_is_no_fault(tmp_path):
    assert "no library" in examine(tmp_path / "nowhere")[0]
    assert not (tmp_path / "nowhere").exists()


def test_a_backup_is_made_weekly_and_two_are_kept(tmp_path, make):
    path = tmp_path / "library.db"
    with Library.open(tmp_path):
        pass
    assert migrate.backups(path) == []  # nothing to keep yet
    with Library.open(tmp_path) as library:
        library.feeds.add("https://gazette.example/feed")
    (first,) = migrate.backups(path)
    with Library.open(tmp_path) as library:
        library.keep(make(1))
    assert migrate.backups(path) == [first]
    for days in (8, 16, 24):
        made = backup.made_at(migrate.backups(path)[-1])
        assert made is not None
        old = made - timedelta(days=days)
        migrate.backups(path)[-1].rename(first.with_name(f"state-{int(old.timestamp())}.db"))
        with Library.open(tmp_path):
            pass
    assert len(migrate.backups(path)) == 2
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in migrate.backups(path))


def test_a_backup_from_the_future_does_not_stop_backups(tmp_path):
    path = tmp_path / "library.db"
    with Library.open(tmp_path) as library:
        library.feeds.add("https://gazette.example/feed")
    migrate.backups(path)[0].rename(tmp_path / "backups" / "state-4000000000.db")
    assert backup.due(path)


def test_rescue_without_any_backup_begins_anew(tmp_path):
    text_file(tmp_path / "library.db")
    said = " ".join(examine(tmp_path))
    assert "Nothing came back" in said
    with Library.open(tmp_path) as library:
        assert library.count() == 0


def test_a_journal_without_its_copy_is_named(tmp_path, make, make_entry):
    fill(tmp_path, make, make_entry)
    for copy in migrate.backups(tmp_path / "library.db"):
        copy.unlink()
    text_file(tmp_path / "library.db")
    said = " ".join(examine(tmp_path))
    assert "came back from the journal of marks." in said
    with Library.open(tmp_path) as library:
        assert library.names.find("Nora Vance").followed


@pytest.mark.parametrize(
    ("gathered", "words"),
    [
        (backup.Gathered(NOON, whole=True, journaled=True), "the backup of {day} and the journal of all marks since"),
        (backup.Gathered(NOON, whole=True), "the backup of {day} and the journal of all marks since"),
        (
            backup.Gathered(NOON, whole=False, journaled=True, lost=("article",)),
            "the backup of {day}, the journal since and what could be read of the damaged file",
        ),
        (backup.Gathered(NOON, whole=False, lost=tuple(state_copy.PARTS)), "the backup of {day}"),
        (backup.Gathered(None, whole=False, journaled=True), "the journal of marks and the damaged file"),
        (backup.Gathered(None, whole=False), "the damaged file"),
        (backup.Gathered(None, whole=False, lost=("article",)), "what could be read of the damaged file"),
        (backup.Gathered(None, whole=False, lost=tuple(state_copy.PARTS)), "what was left of it"),
    ],
)
def test_what_came_back_is_said_to_come_from_all_it_was_gathered_of(gathered, words):
    assert repair.sources(gathered) == words.format(day="1 May 2024")


def test_a_closed_library_says_so(tmp_path):
    library = Library.open(tmp_path)
    library.close()
    with pytest.raises(LibraryError, match="closed"):
        library.count()
