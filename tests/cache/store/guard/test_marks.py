"""What the user says of guards is theirs: undo takes it back, and it outlasts merges and a damaged file."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from pullquote.cache.core.article import TITLE_BLOCK, Entity
from pullquote.cache.library import Library, examine
from pullquote.cache.store.safety import journal

NAME = "Tidewater"


def rulings(library: Library) -> list[tuple[int, int]]:
    return library.database.read().execute("SELECT passage, spoils FROM ruling ORDER BY passage").fetchall()


def guarded(library: Library) -> dict[str, int]:
    rows = library.database.read().execute("SELECT name, guarded FROM entity WHERE guarded IS NOT NULL")
    return dict(rows.fetchall())


def test_guards_and_rulings_are_taken_back_step_by_step(library, small) -> None:
    number = small.put(1)
    name = library.names.find(NAME).id
    assert library.guard.set(name, True)
    assert library.guard.rule(number, [TITLE_BLOCK], True)
    assert not library.guard.rule(number, [TITLE_BLOCK], True)
    assert library.guard.rule(number, [TITLE_BLOCK], False)
    assert [spoils for _, spoils in rulings(library)] == [0]
    library.undo()
    assert [spoils for _, spoils in rulings(library)] == [1]
    library.undo()
    assert rulings(library) == []
    library.undo()
    assert guarded(library) == {}


def test_a_guard_goes_with_a_name_that_becomes_another_and_comes_back(library, small) -> None:
    small.put(1)
    small.put(2, entities=(Entity(name="Tide Water", type="show", mentions=1),))
    one, two = library.names.find(NAME).id, library.names.find("Tide Water").id
    library.guard.set(two, True)
    library.names.merge(one, two)
    assert [guard.name for guard in library.guard.guards()] == [NAME]
    library.undo()
    assert [guard.name for guard in library.guard.guards()] == ["Tide Water"]


def test_what_was_said_since_the_copy_is_in_the_journal(library, small) -> None:
    number = small.put(1)
    library.database.copy_state()
    library.guard.set(library.names.find(NAME).id, True)
    library.guard.rule(number, [TITLE_BLOCK], True)
    library.guard.rule(number, [TITLE_BLOCK], None)
    library.guard.rule(number, [0], False)
    path, before = library.path, (guarded(library), rulings(library))
    assert len(before[1]) == 1
    library.close()
    assert journal.marks(path)
    os.truncate(path, 100)
    examine(path.parent)
    with Library.open(path.parent) as back:
        assert (guarded(back), rulings(back)) == before


def test_doctor_puts_back_a_ruling_and_a_guard_that_the_file_lost(library, small) -> None:
    number = small.put(1)
    library.guard.set(library.names.find(NAME).id, True)
    library.guard.rule(number, [TITLE_BLOCK], True)
    library.database.copy_state()
    path, before = library.path, (guarded(library), rulings(library))
    library.close()
    _lose(path)
    assert any("put back" in sentence for sentence in examine(path.parent))
    with Library.open(path.parent) as back:
        assert (guarded(back), rulings(back)) == before


def _lose(path: Path) -> None:
    """Take marks out of a file behind the journal's back."""
    with contextlib.closing(sqlite3.connect(path)) as conn:
        conn.execute("DELETE FROM ruling")
        conn.execute("UPDATE entity SET guarded = NULL")
        conn.commit()
