"""Many articles are marked in pieces that are one step, which a kill, a mark in between and undo leave whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pullquote.cache.core.results import Marked, Partly
from pullquote.cache.library import Library
from pullquote.cache.store.user import marking, steps


@pytest.fixture
def library(tmp_path: Path, make, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """Yield a library of ten unread articles, of which three are marked at once."""
    monkeypatch.setattr(marking, "AT_ONCE", 3)
    with Library.open(tmp_path) as opened:
        for number in range(10):
            opened.keep(make(number))
        yield opened


def unread(library: Library) -> int:
    assert library.count("is:unread") == len(library.ids("is:unread"))
    return library.count("is:unread")


def test_many_are_marked_and_taken_back_in_one_step(library):
    ids = library.ids()
    library.star(ids[:1])
    assert library.mark_read(ids) == 10
    assert unread(library) == 0
    assert not library.marking.is_left()
    assert library.undo() == "10 articles are unread again."
    assert unread(library) == 10
    assert library.count("is:starred") == 1
    library.undo()
    assert library.count("is:starred") == 0
    assert library.undo() is None


def test_only_what_was_marked_is_taken_back(library):
    ids = library.ids()
    library.mark_read(ids[2:5])
    assert library.mark_read(ids) == 7
    library.undo()
    assert sorted(library.ids("is:read")) == sorted(ids[2:5])
    assert library.mark_read(ids[:4], read=False) == 2
    library.undo()
    assert sorted(library.ids("is:read")) == sorted(ids[2:5])


def test_other_marks_are_made_between_the_pieces_and_taken_back_first(library):
    ids = library.ids()
    assert (library.marking.begin(ids).done, unread(library)) == (3, 7)
    library.star(ids[9:])
    while library.marking.go_on():
        pass
    assert unread(library) == 0
    library.star(ids[:1])
    library.undo()
    assert sorted(library.ids("is:starred")) == sorted(ids[9:])
    library.undo()
    assert (library.count("is:starred"), unread(library)) == (0, 0)
    assert library.undo() == "10 articles are unread again."
    assert unread(library) == 10


def test_what_is_left_when_a_program_ends_is_marked_by_the_next(library, tmp_path):
    library.marking.begin(library.ids())
    library.marking.go_on()
    with Library.open(tmp_path) as other:
        assert other.marking.is_left()
        marked = [step.done for step in iter(other.marking.go_on, None)]
        assert marked == sorted(marked)
        assert unread(other) == 0
        assert not other.marking.is_left()
        assert other.undo() == "10 articles are unread again."
    assert unread(library) == 10


def test_taking_back_what_is_being_marked_ends_it(library):
    library.marking.begin(library.ids())
    library.marking.go_on()
    assert library.undo() == "6 articles are unread again."
    assert library.marking.go_on() is None
    assert unread(library) == 10
    assert not library.marking.is_left()


def test_taking_back_goes_on_where_it_was_ended(library, tmp_path):
    library.mark_read(library.ids())
    partly = library.take_back_some()
    assert isinstance(partly, Partly)
    assert 0 < unread(library) < 10
    library.star(library.ids()[:1])
    assert isinstance(library.take_back_some(partly.step), Partly)
    assert library.count("is:starred") == 1
    with Library.open(tmp_path) as other:
        assert other.undo() is not None
        assert other.undo() == "10 articles are unread again."
        assert unread(other) == 10


def test_articles_removed_meanwhile_are_left_out(library):
    ids = library.ids()
    library.marking.begin(ids)
    library.remove(ids[4:6])
    while library.marking.go_on():
        pass
    assert unread(library) == 0
    library.undo()
    assert sorted(library.ids("is:unread")) == sorted(ids[4:6])
    library.undo()
    assert unread(library) == 10


def test_pieces_are_one_of_the_steps_that_are_kept(library, monkeypatch):
    monkeypatch.setattr(steps, "STEPS", 3)
    ids = library.ids()
    library.star(ids[:1])
    library.star(ids[1:2])
    library.mark_read(ids)
    assert library.undo() == "10 articles are unread again."
    assert (library.undo(), library.undo(), library.undo())[2] is None


def test_articles_under_the_rows_of_their_stories_are_marked_too(library):
    ids = library.ids()
    library.stories.join(ids[0], ids[7])
    assert library.marking.begin(ids[:2], stories=True).changed == 3
    assert sorted(library.ids("is:read")) == sorted([ids[0], ids[1], ids[7]])
    library.undo()
    assert library.marking.begin(ids[:2]).changed == 2


def test_one_long_list_after_another_is_marked_whole(library):
    ids = library.ids()
    for read in (True, False, True):
        assert library.mark_read(ids, read) == 10
        assert unread(library) == (0 if read else 10)
        assert not library.marking.is_left()


def test_what_another_began_meanwhile_is_marked_whole(library, tmp_path):
    ids = library.ids()
    begun = library.marking.begin(ids[:7])
    library.marking.go_on(begun.step)
    with Library.open(tmp_path) as other:
        other.mark_read(ids)
        assert unread(other) == 0
    while library.marking.go_on(begun.step):
        pass
    assert not library.marking.is_left()


def test_a_list_marked_in_the_middle_of_another_takes_nothing_from_it(library):
    ids = library.ids()
    first, second = library.marking.begin(ids[:5]), library.marking.begin(ids[5:9])
    assert (first.done, first.total, second.done, second.total) == (3, 5, 3, 4)
    assert library.marking.go_on(second.step) == Marked(4, 4, 4, second.step)
    assert library.marking.go_on(first.step) == Marked(5, 5, 5, first.step)
    assert [*library.ids("is:unread")] == [ids[9]]
    assert not library.marking.is_left()
    assert library.undo() == "4 articles are unread again."
    assert library.undo() == "5 articles are unread again."
    assert unread(library) == 10


def test_the_next_long_list_is_marked_whole_by_who_goes_on_with_its_step(library):
    ids = library.ids()
    for _ in range(2):
        marked = library.marking.begin(ids)
        while marked.done < marked.total:
            marked = library.marking.go_on(marked.step)
        assert unread(library) == 0
        assert not library.marking.is_left()
        library.undo()
        assert unread(library) == 10


def test_pieces_of_a_step_go_with_it_when_it_is_too_old(library, monkeypatch):
    monkeypatch.setattr(steps, "STEPS", 3)
    ids = library.ids()
    marked = library.marking.begin(ids)
    for number in range(3):
        library.star(ids[number : number + 1])
        marked = library.marking.go_on(marked.step) or marked
    assert unread(library) == 0
    said = [library.undo() for _ in range(4)]
    assert said[3] is None
    assert (library.count("is:starred"), unread(library)) == (0, 0)


def test_a_list_written_down_that_is_damaged_keeps_no_other_from_being_marked(library):
    first, second = library.marking.begin(library.ids()[:5]), library.marking.begin(library.ids()[5:])
    with library.database.write() as conn:
        conn.execute("UPDATE meta SET value = x'00' WHERE key = ?", (f"marking {first.step}",))
    assert library.marking.go_on() == Marked(5, 5, 5, second.step)
    assert not library.marking.is_left()
