"""What came since a list was last asked for: by arrival, each article once, and nothing is lost."""

from __future__ import annotations

import threading

import pytest

from pullquote.cache.core.errors import LibraryError, LibraryLocked
from pullquote.cache.core.following.arrivals import packed, unpacked
from pullquote.cache.library import Library
from pullquote.cache.store.reading import arrivals as marks

from .test_followed import NOBODY

KEY = "list nora"


def ask(library, query: str = "nora", key: str = KEY, left=()) -> list[int]:
    """Ask what came, and keep that it was handed over."""
    arrived = library.following.arrived(key, query)
    library.following.keep_asked(arrived, left=left)
    return list(arrived.ids)


def test_the_first_time_all_comes_then_what_came_since(library, small) -> None:
    numbers = [small.put(number) for number in (1, 2)]
    assert ask(library) == numbers
    assert ask(library) == []
    third = small.put(3)
    assert ask(library) == [third]
    assert ask(library) == []


def test_every_list_stands_for_itself(library, small) -> None:
    number = small.put(1)
    assert ask(library) == [number]
    assert ask(library, "tidewater", "list tidewater") == [number]
    assert ask(library, "nora", "people nora") == [number]


def test_an_article_with_an_old_date_comes_when_it_arrives(library, small) -> None:
    ask(library)
    number = small.put(4_000)
    assert ask(library) == [number]


def test_what_was_asked_and_not_handed_over_comes_again(library, small) -> None:
    number = small.put(1)
    assert list(library.following.arrived(KEY, "nora").ids) == [number]
    assert ask(library) == [number]


def test_what_was_left_over_comes_the_next_time_and_what_was_given_does_not(library, small) -> None:
    one, two, three = (small.put(number) for number in (1, 2, 3))
    assert ask(library, left=[two, three]) == [one, two, three]
    four = small.put(4)
    assert ask(library, left=[three]) == [two, three, four]
    assert ask(library) == [three]
    assert ask(library) == []


def test_what_is_understood_later_comes_once(library, small) -> None:
    number = small.put(2, complete=False, **NOBODY, title="A cast grows", blocks=())
    assert ask(library) == []
    assert ask(library) == []
    assert small.page(2, title="A cast grows") == number
    assert ask(library) == [number]
    assert ask(library) == []


def test_what_came_with_a_part_of_its_text_does_not_come_again_with_all_of_it(library, small) -> None:
    number = small.put(2, complete=False)
    assert ask(library) == [number]
    small.page(2)
    assert ask(library) == []


def test_what_was_given_and_is_marked_unread_again_does_not_come_twice(library, small) -> None:
    number = small.put(1, complete=False)
    assert ask(library, "is:unread") == [number]
    library.mark_read([number])
    assert ask(library, "is:unread") == []
    library.mark_read([number], False)
    assert ask(library, "is:unread") == []


def test_what_arrives_while_it_is_asked_comes_the_next_time(library, small) -> None:
    one = small.put(1)
    with library.database.reading() as conn:
        moment = marks.moment(conn)
    two = small.put(2)
    assert moment.last == one
    assert ask(library) == [one, two]


def test_a_library_open_for_reading_keeps_where_a_list_stood(library, small) -> None:
    number = small.put(1)
    with Library.open(library.path.parent, read_only=True) as reading:
        assert ask(reading) == [number]
        assert ask(reading) == []
    assert ask(library) == []


def test_a_library_that_somebody_writes_is_not_waited_for_long_and_loses_nothing(library, small, monkeypatch) -> None:
    number = small.put(1)
    monkeypatch.setattr("pullquote.cache.ingest.parts.following.PATIENCE", 0.05)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with library.database.write("pruning"):
            held.set()
            done.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    try:
        with (
            Library.open(library.path.parent, read_only=True) as reading,
            pytest.raises(LibraryLocked, match="pruning"),
        ):
            ask(reading)
    finally:
        done.set()
        holder.join()
    assert ask(library) == [number]


def test_a_library_that_cannot_be_written_says_so(library, small, tmp_path) -> None:
    small.put(1)
    library.database.close()
    folder = library.path.parent
    try:
        for file in folder.iterdir():
            if file.is_file():
                file.chmod(0o400)
        folder.chmod(0o500)
        if _can_be_written(folder):
            pytest.skip("root may write everywhere")
        with Library.open(folder, read_only=True) as reading, pytest.raises(LibraryError):
            ask(reading)
    finally:
        folder.chmod(0o700)
        for file in folder.iterdir():
            if file.is_file():
                file.chmod(0o600)


def _can_be_written(folder) -> bool:
    try:
        (folder / "probe").touch()
    except OSError:
        return False
    (folder / "probe").unlink()
    return True


def test_only_so_many_marks_are_kept_and_those_in_use_stay(library, small, monkeypatch) -> None:
    monkeypatch.setattr(marks, "MOST", 3)
    small.put(1)
    for key in ("a", "b", "c", "d", "e"):
        ask(library, key=key)
    with library.database.reading() as conn:
        assert conn.execute("SELECT count(*) FROM asked").fetchone() == (3,)
        assert marks.mark(conn, "e") is not None


def test_a_hundred_thousand_numbers_take_little_room_and_what_is_damaged_is_none() -> None:
    many = frozenset(range(5, 100_005))
    assert len(packed(many)) < 1_000
    assert unpacked(packed(many)) == many
    assert unpacked(packed(())) == frozenset()
    assert unpacked(b"no numbers") == frozenset()
