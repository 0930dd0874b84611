"""Own tags and the reading list: what is kept, found, taken back, and what brings it back after damage."""

from __future__ import annotations

import gzip
import os
import sqlite3
import zlib
from pathlib import Path

import msgspec
import pytest

from pullquote.cache.core.order import Order
from pullquote.cache.core.results import OwnTag
from pullquote.cache.core.tags import TagChange, parse_tags
from pullquote.cache.library import Library, examine
from pullquote.cache.store import migrate
from pullquote.cache.store.safety import journal
from pullquote.cache.store.upkeep import prune

MADE = Path(__file__).parents[3] / "data" / "libraries"


def tags_of(library: Library, *numbers: int) -> list[tuple[str, ...]]:
    return [headline.tags for headline in library.headlines(numbers)]


@pytest.mark.parametrize(
    ("typed", "change"),
    [
        ("", TagChange()),
        (" , ,", TagChange()),
        ("oscars", TagChange(("oscars",))),
        ("oscars, To  review ,oscars", TagChange(("oscars", "To review"))),
        ("-gossip, oscars", TagChange(("oscars",), ("gossip",))),
        ("#oscars,+new", TagChange(("oscars", "new"))),
        ("sci-fi, - old", TagChange(("sci-fi",), ("old",))),
        ("a\x1b[31mb\nc", TagChange(("a[31mb c",))),
    ],
)
def test_tags_are_read_as_they_are_typed(typed: str, change: TagChange) -> None:
    assert parse_tags(typed) == change


def test_tags_are_added_and_taken_away_and_undone_step_by_step(library, small) -> None:
    one, two = small.put(1), small.put(2)
    assert library.tag([one, two], TagChange(("Oscars",))) == 2
    assert library.tag([one, two], TagChange(("oscars",))) == 0  # the same tag, written otherwise
    assert library.tag([one], TagChange(("to review",), ("OSCARS",))) == 1
    assert tags_of(library, one, two) == [("to review",), ("Oscars",)]
    assert library.tags() == [OwnTag("Oscars", 1, 1), OwnTag("to review", 1, 1)]
    assert library.undo() == "Tagged as before: “Tidewater casts Nora Vance in episode 1”."
    assert tags_of(library, one, two) == [("Oscars",), ("Oscars",)]
    assert library.undo() == "2 articles are tagged as before."
    assert tags_of(library, one, two) == [(), ()]
    assert library.undo() is None


def test_the_first_spelling_of_a_tag_stays(library, small) -> None:
    one, two = small.put(1), small.put(2)
    library.tag([one], TagChange(("Café Noir",)))
    library.tag([two], TagChange(("cafe noir",)))
    assert tags_of(library, two) == [("Café Noir",)]


def test_tags_are_found_apart_from_keywords(library, small) -> None:
    one, two, three = (small.put(number, keywords=("Casting",)) for number in (1, 2, 3))
    library.tag([one], TagChange(("to review", "oscars")))
    library.tag([two], TagChange(("review",)))
    library.queue([three])
    assert set(library.ids("tag:review")) == {one, two}
    assert list(library.ids('tag:"to review"')) == [one]
    assert list(library.ids("tag:casting")) == []
    assert set(library.ids("keyword:casting")) == {one, two, three}
    assert set(library.ids("is:tagged")) == {one, two}
    assert list(library.ids("-is:tagged")) == [three] == list(library.ids("is:later"))
    assert library.explain("tag:oscars is:later") == "Articles with the tag “oscars” and on your reading list."


def test_the_reading_list_keeps_the_order_in_which_it_was_made(library, small) -> None:
    one, two, three = (small.put(number) for number in (1, 2, 3))
    assert library.queue([two]) == 1
    assert library.queue([three, two, one]) == 2
    assert library.ids("is:later", order=Order.QUEUE).tolist() == [two, three, one]
    assert library.queue([two], False) == 1
    assert library.ids("is:later", order=Order.QUEUE).tolist() == [three, one]
    assert library.undo() == "On the reading list again: “Tidewater casts Nora Vance in episode 2”."
    assert library.ids("is:later", order=Order.QUEUE).tolist() == [two, three, one]
    assert library.undo() == "2 articles are no longer on the reading list."
    assert library.ids("is:later").tolist() == [two]
    assert [headline.queued for headline in library.headlines([one, two])] == [False, True]


@pytest.mark.parametrize("mark", ["tag", "queue"])
def test_what_is_tagged_or_queued_outlasts_pruning_and_its_feed(library, small, mark) -> None:
    chosen, other = small.put(1), small.put(2)
    library.mark_read([chosen, other])
    library.tag([chosen], TagChange(("x",))) if mark == "tag" else library.queue([chosen])
    assert library.prune().articles == 1
    assert library.ids().tolist() == [chosen]
    library.feeds.remove(small.feed)
    assert library.ids().tolist() == [chosen]
    with library.database.write() as conn:
        prune.forget_unused(conn)
    assert library.ids().tolist() == [chosen]


@pytest.mark.parametrize("copied_first", [False, True])
def test_tags_and_reading_list_come_back_after_damage(tmp_path, make, copied_first) -> None:
    with Library.open(tmp_path) as library:
        feed = library.feeds.add("https://gazette.example/feed")
        numbers = [library.keep(make(number)) for number in (1, 2, 3)]
        if copied_first:
            library.database.copy_state()
        library.queue([numbers[2], numbers[0]])
        library.tag([numbers[1]], TagChange(("oscars", "to review")))
        library.feeds.update(feed.id, pictures=False, order="oldest", mute="gossip")
    (tmp_path / "library.db").write_bytes(os.urandom(9000))
    examine(tmp_path)
    with Library.open(tmp_path) as library:
        titles = {headline.id: headline.title for headline in library.headlines(library.ids())}
        queued = [titles[number] for number in library.ids("is:later", order=Order.QUEUE)]
        assert queued == [make(3).title, make(1).title]
        assert [titles[number] for number in library.ids("tag:oscars tag:review")] == [make(2).title]
        (feed,) = library.feeds.listed()
        assert (feed.pictures, feed.order, feed.mute) == (False, "oldest", "gossip")


def older_state(path: Path) -> None:
    """Make of a state copy and its journal those that a Pullquote of schema 4 wrote."""
    with sqlite3.connect(path) as conn:
        for table, columns in (("feed", "pictures list_order mute"), ("article", "own_tags queued muted")):
            for column in columns.split():
                conn.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
    conn.close()
    written = path.with_suffix(".marks")
    lines = []
    for line in journal.read(written):
        assert line is not None
        rows = {part: [row[: {"feed": -3, "article": -3}.get(part)] for row in line.rows[part]] for part in line.rows}
        data = msgspec.json.encode(journal.Line(line.touched, rows))
        lines.append(b"%08x %b\n" % (zlib.crc32(data), data))
    written.write_bytes(b"".join(lines))


def test_a_backup_of_before_is_read_and_what_it_lacks_is_unset(tmp_path, make) -> None:
    with Library.open(tmp_path) as library:
        library.feeds.add("https://gazette.example/feed", title="Gazette")
        library.star([library.keep(make(1))])
    (copy,) = (tmp_path / "backups").glob("state-*.db")
    older_state(copy)
    (tmp_path / "library.db").write_bytes(os.urandom(9000))
    examine(tmp_path)
    with Library.open(tmp_path) as library:
        assert [headline.starred for headline in library.headlines(library.ids())] == [True]
        assert [(feed.title, feed.pictures, feed.mute) for feed in library.feeds.listed()] == [("Gazette", None, "")]


def test_a_damaged_library_of_before_gives_back_its_stars(tmp_path) -> None:
    data = bytearray(gzip.decompress((MADE / f"library-{migrate.VERSION - 1}.db.gz").read_bytes()))
    (tmp_path / "library.db").write_bytes(data[: len(data) - 4096])
    assert any("starred or added article" in line for line in examine(tmp_path))
    with Library.open(tmp_path) as library:
        assert len(library.ids("is:starred")) == 1
        assert library.tags() == []
