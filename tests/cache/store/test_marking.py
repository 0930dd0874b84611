"""Many articles are marked in pieces that are one step, which a kill, a mark in between and undo leave whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pullquote.cache.core.results import Partly
from pullquote.cache.library import Library
from pullquote.cache.store import marking, steps


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
    assert library.undo() == "10 articles are unread again."
    assert unread(library) == 10
    assert library.count("is:starred") == 1


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
    assert unread(library) == 8
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
