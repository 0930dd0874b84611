"""The copy of what the user made is made in pieces: none grows with the library, and none is lost to a kill."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pullquote.cache.core.tags import TagChange
from pullquote.cache.library import Library, examine
from pullquote.cache.store import backup, database, journal, migrate, state_copy, state_draft

from ...waiting import WAIT
from . import damage


@pytest.fixture
def filled(tmp_path: Path, make, make_entry, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a library with marks of every kind, whose copy is made two rows at a time."""
    monkeypatch.setattr(state_draft, "_ROWS", 2)
    damage.fill(tmp_path / "library", make, make_entry)
    return tmp_path / "library"


def copied(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(file)) as conn:
        return {name: sorted(conn.execute(f"SELECT * FROM {name}"), key=repr) for name in state_copy.PARTS}


def begin(library: Library) -> Path:
    """Begin a copy of which nothing is made yet; return where it will be."""
    library.database.begin_copy()
    with library.database.reading() as conn:
        target = journal.unfinished(library.path, conn)
    assert target is not None
    return target


def pieces(library: Library, target: Path) -> int:
    """Make the copy, as little of it at a time as there is; return in how many pieces."""
    number = 1
    while not state_draft.go_on(library.path, target, 0):
        number += 1
        assert not target.exists()
    return number


def test_a_copy_in_pieces_is_the_copy_made_at_once(filled, tmp_path):
    with Library.open(filled) as library:
        target = begin(library)
        assert pieces(library, target) > len(state_copy.PARTS)
        state_copy.copy(library.path, tmp_path / "whole.db")
        assert copied(target) == copied(tmp_path / "whole.db")


@pytest.mark.parametrize("lost", ["whole", "begun", "half made"])
def test_marks_made_before_between_and_after_the_pieces_are_not_lost(filled, lost):
    with Library.open(filled) as library:
        ids = library.ids()
        library.star(ids[:1])
        target = begin(library)
        if lost != "begun":
            state_draft.go_on(library.path, target, 0)
        library.mark_read(ids)
        library.tag(ids[1:3], TagChange(add=("between",)))
        library.star(ids[:1], starred=False)
        library.remember("place", "between")
        if lost == "whole":
            pieces(library, target)
        library.mark_read(ids[2:], read=False)
        library.remember("place", "after")
        before = damage.marks(library)
        library.database.close()  # as a kill leaves it: nothing is copied any more
    assert target.exists() == (lost == "whole")
    (filled / "library.db").write_bytes(b"nothing of it left")
    examine(filled)
    with Library.open(filled) as library:
        assert damage.marks(library) >= before


def test_a_long_journal_is_followed_by_another_without_waiting_for_the_copy(filled, monkeypatch):
    monkeypatch.setattr(journal, "LONG", 500)
    monkeypatch.setattr(database, "_COPYING_SECONDS", 0)
    with Library.open(filled) as library:
        assert library.copy_marks(WAIT)
        first = journal.marks(library.path)
        for number in range(40):
            library.remember("word", str(number) * 20)
        last = journal.marks(library.path)[-1]
        assert last.copy is None
        assert journal.marks(library.path)[:-1] == first  # no other is begun as long as this one lacks its copy
        assert library.copy_marks(WAIT)
        assert journal.marks(library.path)[-1].copy is not None
        assert len(migrate.backups(library.path)) == journal.KEPT
        assert not list((filled / "backups").glob("copying-*"))


def test_closing_leaves_what_takes_long_to_the_next_who_closes(filled, monkeypatch):
    monkeypatch.setattr("pullquote.cache.library.CLOSING_COPY", 0)
    with Library.open(filled) as library:
        target = begin(library)
    closed = 0
    while not target.exists():
        with Library.open(filled):
            closed += 1
    assert closed > len(state_copy.PARTS)
    assert not backup.due(filled / "library.db")


def test_a_draft_of_another_version_or_without_sense_is_made_anew(filled):
    with Library.open(filled) as library:
        target = begin(library)
        for harm in (b"rubbish" * 900, b""):
            state_draft.go_on(library.path, target, 0)
            (draft,) = target.parent.glob("copying-*.db")
            draft.write_bytes(harm)
        pieces(library, target)
        assert copied(target)["feed"]


def test_the_library_of_another_folder_is_not_copied_to_journals_that_are_not_its_own(filled, tmp_path, make):
    with Library.open(filled) as library:
        target = begin(library)
    with Library.open(tmp_path / "other") as other:
        other.keep(make(7))
    for part in ("library.db", "library.db-wal", "library.db-shm"):
        (filled / part).unlink(missing_ok=True)
    (tmp_path / "other" / "library.db").replace(filled / "library.db")
    target.unlink(missing_ok=True)
    with Library.open(filled) as library:
        assert library.copy_marks(WAIT)
        assert not target.exists()
