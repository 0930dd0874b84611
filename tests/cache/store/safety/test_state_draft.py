"""The copy of what the user made is made in pieces: none grows with the library, and none is lost to a kill."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from pullquote.cache.core.errors import LibraryError
from pullquote.cache.core.tags import TagChange
from pullquote.cache.library import Library, examine
from pullquote.cache.store import database, migrate
from pullquote.cache.store.file.conversions import now
from pullquote.cache.store.safety import journal, state_copy, state_draft
from pullquote.cache.store.upkeep import backup

from ....waiting import WAIT
from .. import damage


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


KILLED = """
import os, signal, sys
from pathlib import Path
from pullquote.cache.library import Library
from pullquote.cache.store.safety import state_draft

state_draft._ROWS = 2
made, pieces, left = state_draft._pieces, iter(()), int(sys.argv[2])

def killing(conn):
    global left
    conn.execute("PRAGMA cache_size = 1")  # what is written goes to the disk before its transaction ends
    for piece in made(conn):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        yield piece

state_draft._pieces = killing
with Library.open(Path(sys.argv[1])) as library:
    library.remember("before", sys.argv[2])
    for turn in range(int(sys.argv[2])):
        library.database.copy_on(0)
    library.remember("between", sys.argv[2])
    library.database.copy_on(60)
"""


def test_d1_kills_in_the_middle_of_pieces_lose_nothing(filled):
    with Library.open(filled) as library:
        target = begin(library)
    target.unlink(missing_ok=True)  # closing has made it
    for pieces_before in (0, 1, 4, 6, 9):
        killed = subprocess.run([sys.executable, "-c", KILLED, str(filled), str(pieces_before)], check=False)
        assert killed.returncode == -signal.SIGKILL
        assert not target.exists()
    with Library.open(filled) as library:
        pieces(library, target)
        assert copied(target)["article"]
        before = damage.marks(library)
        library.database.close()
    (filled / "library.db").write_bytes(b"nothing of it left")
    examine(filled)
    with Library.open(filled) as library:
        assert damage.marks(library) >= before


HALF_WRITTEN = """
import os, signal, sys
from pathlib import Path
from pullquote.cache.store.safety import state_copy

with state_copy.opened(Path(sys.argv[1]), "rw") as conn:
    conn.execute("BEGIN IMMEDIATE")
    conn.execute("INSERT INTO copied VALUES ('seen', 1, NULL, NULL)")
    rows = ((1, f"key {number}" * 9, 1) for number in range(80_000))  # more than SQLite holds in memory
    conn.executemany("INSERT INTO seen (feed, key, read) VALUES (?, ?, ?)", rows)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_sqlite_left_of_a_killed_piece_is_not_played_into_another_draft(filled, tmp_path):
    with Library.open(filled) as library:
        target = begin(library)
        for _ in range(4):
            state_draft.go_on(library.path, target, 0)
        (draft,) = target.parent.glob("copying-*.db")
        killed = subprocess.run([sys.executable, "-c", HALF_WRITTEN, str(draft)], check=False)
        assert killed.returncode == -signal.SIGKILL
        assert len(list(target.parent.glob("copying-*"))) == 2
        pieces(library, target)
        state_copy.copy(library.path, tmp_path / "whole.db")
        assert copied(target) == copied(tmp_path / "whole.db")
        assert not list(target.parent.glob("copying-*"))


def test_a_copy_is_made_by_one_at_a_time(filled, monkeypatch):
    make, others = state_draft._make, []

    def at_once(draft: Path) -> None:
        make(draft)
        others.append(state_draft.go_on(library.path, target, WAIT))

    monkeypatch.setattr(state_draft, "_make", at_once)
    with Library.open(filled) as library:
        target = begin(library)
        assert state_draft.go_on(library.path, target, WAIT)
    assert others == [False]


def test_marks_come_back_from_a_journal_whose_copy_was_never_made(filled):
    for file in (filled / "backups").iterdir():
        file.unlink()
    with Library.open(filled) as library:
        begin(library)
        library.remember("saved searches", '["is:read"]')
        library.database.close()
    (filled / "library.db").write_bytes(b"nothing of it left")
    examine(filled)
    with Library.open(filled) as library:
        assert library.recall("saved searches") == '["is:read"]'


def test_marks_made_after_the_clock_was_put_back_are_not_lost(filled, monkeypatch):
    made, copy = [], state_copy.copy
    monkeypatch.setattr(state_copy, "copy", lambda *paths: made.append(paths) or copy(*paths))
    with Library.open(filled) as library:
        library.database.begin_copy()
        assert library.copy_marks(WAIT)
        year_ago = journal.now() - timedelta(days=365)
        monkeypatch.setattr(journal, "now", lambda: year_ago)
        library.database.begin_copy()
        assert library.copy_marks(WAIT)
        for number in range(5):
            library.remember("number", str(number))
        assert not backup.due(library.path)
        before = damage.marks(library)
        library.database.close()
    assert not made
    (filled / "library.db").write_bytes(b"nothing of it left")
    examine(filled)
    with Library.open(filled) as library:
        assert damage.marks(library) >= before


def test_the_copy_before_needs_the_journals_between_where_the_newest_cannot_be_read(filled):
    with Library.open(filled) as library:
        begin(library)
        library.remember("between", "kept")
        library.database.begin_copy()
        assert library.copy_marks(WAIT)
        newest = migrate.backups(library.path)[-1]
        before = damage.marks(library)
        library.database.close()
    newest.write_bytes(b"rubbish" * 900)
    (filled / "library.db").write_bytes(b"nothing of it left")
    examine(filled)
    with Library.open(filled) as library:
        assert damage.marks(library) >= before


def test_a_library_that_doctor_put_in_the_place_of_another_is_not_copied_into_its_draft(filled, tmp_path, monkeypatch):
    with monkeypatch.context() as earlier, Library.open(tmp_path / "other") as other:
        earlier.setattr(journal, "now", lambda: now() - timedelta(hours=1))  # journals are named by their second
        other.remember("saved searches", "of the other")
    with Library.open(filled) as library:
        target = begin(library)
        state_draft.go_on(library.path, target, 0)
        for part in filled.glob("library.db*"):
            part.rename(tmp_path / part.name)
        (tmp_path / "other" / "library.db").replace(library.path)
        with pytest.raises(LibraryError, match="another file was put in its place"):
            state_draft.go_on(library.path, target, WAIT)
        assert not target.exists()


def test_what_a_kill_left_of_a_copy_made_at_once_goes_with_the_next(filled):
    left = [filled / "backups" / f".state-17000000{number}.db.4711{end}" for number in "12" for end in ("", "-journal")]
    for file in left:
        file.write_bytes(b"half a copy")
    with Library.open(filled) as library:
        library.database.copy_state()
    assert not [file for file in left if file.exists()]
