"""Removed articles: brought back whole by undo, never by a feed, and remembered by copies of what the user made."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pullquote.cache.core.errors import LibraryDamaged
from pullquote.cache.core.settings import Keep
from pullquote.cache.library import examine
from pullquote.cache.store import feeds
from pullquote.cache.store.file.conversions import now
from pullquote.cache.store.safety import state_copy
from pullquote.cache.store.undo import removed
from pullquote.cache.store.upkeep import prune
from pullquote.cache.store.user import marks
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry

from ..conftest import NOON, entry, made

TABLES = (
    "article", "body", "entry", "address", "mention", "quote", "release", "tagged", "removed",
    "removed_address", "feed",
)  # fmt: skip


def rows(library):
    """Return every row that belongs to an article, and what feeds count; entries without what asks for them again."""
    with library.database.reading() as conn:
        found = {table: sorted(conn.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in TABLES}
        seen = conn.execute("SELECT feed, key, article, read, removed FROM entry ORDER BY feed, key")
        found["entry"] = seen.fetchall()
        return found


def keep(library, feed, number, **changes):
    """Bring an entry in as a refresh does; return whether it was let in."""
    with library.database.write() as conn:
        source = FeedEntry(feed, entry(number, **changes.pop("entry", {})), b"changed")
        article = made(number, **changes)
        if removed.keeps_out(conn, source, article):
            return False
        keeping.put(conn, article, source=source, origin="feed", when=NOON, complete=True)
        return True


@pytest.fixture
def kept(library, small):
    numbers = {number: small.put(number) for number in range(1, 5)}
    library.mark_read([numbers[1], numbers[2]])
    library.star([numbers[1]])
    library.keep_place(numbers[1], 0.4)
    return numbers


def test_undo_brings_removed_articles_back_whole(library, kept):
    before, found = rows(library), [hit.headline.id for hit in library.search("lighthouse")]
    quotes, people = library.quotes(), library.names.listed(())
    assert library.remove([kept[1], kept[3], 99]) == 2
    assert sorted(library.ids()) == [kept[2], kept[4]]
    assert {hit.headline.id for hit in library.search("lighthouse")} == {kept[2], kept[4]}
    assert len(library.quotes()) == 2
    assert library.feeds.listed()[0].entries == 2
    assert "2 removed articles are kept for undo." in library.doctor()
    assert library.undo() == "2 articles are back."
    assert rows(library) == before
    assert [hit.headline.id for hit in library.search("lighthouse")] == found
    assert (library.quotes(), library.names.listed(())) == (quotes, people)
    assert library.place(kept[1]) == 0.4
    assert "put right" not in " ".join(library.doctor())


def test_undo_tells_which_article_came_back(library, kept):
    library.remove([kept[2]])
    done = library.take_back()
    assert (done.sentence, done.articles) == ("Back again: “Tidewater casts Nora Vance in episode 2”.", (kept[2],))
    assert library.undo() == "No longer starred: “Tidewater casts Nora Vance in episode 1”."


def test_no_feed_brings_a_removed_article_back(library, small, kept):
    library.remove([kept[2]])
    with library.database.write() as conn:
        other = feeds.add(conn, feeds.NewFeed("https://wire.example/feed"), NOON).id
    assert not keep(library, small.feed, 2, title="Its headline has changed")
    assert not keep(library, other, 2, entry={"key": "wire:2"})
    assert keep(library, small.feed, 7)
    library.feeds.remove(small.feed)
    library.feeds.add("https://gazette.example/feed")
    assert not keep(library, small.feed, 2)
    assert not keep(library, other, 2, entry={"key": "wire:2"})
    assert "episode 2" not in " ".join(row.title for row in library.headlines(library.ids()))


def test_another_article_at_the_address_of_a_removed_one_is_let_in(library, small, kept):
    library.remove([kept[2]])
    link = {"link": "https://gazette.example/story-2"}
    here = {"url": link["link"], "canonical_url": link["link"]}
    with library.database.write() as conn:
        source = FeedEntry(small.feed, entry(8, **link), b"8", shared=True)
        assert not removed.keeps_out(conn, source, made(8, **here, title="Another note of the same column"))


def test_what_a_feed_sent_meanwhile_comes_after_undo(library, small, kept):
    library.remove([kept[2]])
    assert not keep(library, small.feed, 2, title="Its headline has changed")
    library.undo()
    with library.database.reading() as conn:
        assert {known.hash for known in feeds.known_entries(conn, small.feed) if known.article == kept[2]} == {b""}
    assert keep(library, small.feed, 2, title="Its headline has changed")
    assert library.article(kept[2]).title == "Its headline has changed"


def test_what_the_user_adds_again_comes_back_with_its_marks(library, kept):
    library.star([kept[3]])
    library.remove([kept[3]])
    assert library.keep(made(3)) == kept[3]
    assert library.headlines([kept[3]])[0].starred
    assert library.undo() == "No longer starred: “Tidewater casts Nora Vance in episode 3”."


def test_prune_lets_removed_articles_go_for_good_after_a_time(library, small, kept):
    library.remove([kept[2]])
    keep_all, late = Keep(days=0), now() + timedelta(seconds=removed.KEPT + 10)
    assert prune.prune(library.database, keep_all, now=now(), dry_run=False).for_good == 0
    assert prune.prune(library.database, keep_all, now=late, dry_run=True).for_good == 1
    assert prune.prune(library.database, keep_all, now=late, dry_run=False).for_good == 1
    assert library.undo() == "No longer starred: “Tidewater casts Nora Vance in episode 1”."
    assert not keep(library, small.feed, 2)
    assert library.keep(made(2)) not in kept.values()
    library.remove([library.find("https://gazette.example/story-2")])
    assert library.undo() == "Back again: “Tidewater casts Nora Vance in episode 2”."


@pytest.mark.parametrize("copied", [False, True])
def test_removals_outlast_damage_to_the_library(library, small, kept, copied):
    path, feed = library.path, small.feed
    library.remove([kept[4]])
    if copied:
        library.database.copy_state()
    library.remove([kept[1], kept[2]])
    library.undo()
    library.remove([kept[2]])
    library.close()
    path.write_bytes(path.read_bytes()[:20_000])
    for log in path.parent.glob("library.db-*"):
        log.unlink()
    examine(path.parent)
    with type(library).open(path.parent) as again:
        assert [keep(again, feed, number) for number in (1, 2, 3, 4)] == [True, False, True, False]
        again.remove(again.ids()[:1])
        assert again.undo().startswith("Back again: ")
        assert "sound" in " ".join(again.doctor())


def test_a_removed_article_that_a_copy_knows_stays_removed(library, small, kept, tmp_path):
    library.remove([kept[2]])
    state_copy.copy(library.path, tmp_path / "state.db")
    with library.database.write() as conn:
        conn.execute("DELETE FROM removed")
    from pullquote.cache.store.upkeep import backup

    with library.database.write() as conn:
        backup.put_back_marks(conn, tmp_path / "state.db")
    assert not keep(library, small.feed, 2)


def test_a_damaged_removal_is_said_and_let_go(library, kept):
    library.remove([kept[2]])
    with library.database.write() as conn:
        conn.execute("UPDATE removed SET data = x'00'")
    with pytest.raises(LibraryDamaged, match="`pullquote doctor`"):
        library.undo()
    assert "1 removed article could not be read; undo cannot bring it back any more." in library.doctor()
    assert library.undo() == "No longer starred: “Tidewater casts Nora Vance in episode 1”."


def test_changes_to_feeds_are_taken_back(library, small):
    feed = small.feed
    library.feeds.update(feed, title="My Gazette")
    library.feeds.update(feed, folder="")
    library.feeds.update(feed, suspended=True)
    library.feeds.update(feed, interval=90, full_text=False)
    library.feeds.update(feed, title="My Gazette")
    said = [library.undo() for _ in range(4)]
    assert said == [
        "My Gazette is set as it was before.",
        "My Gazette is asked again.",
        "My Gazette is in the folder Papers again.",
        "My Gazette is called Gazette again.",
    ]
    (found,) = library.feeds.listed()
    assert (found.title, found.folder, found.suspended) == ("Gazette", "Papers", False)
    assert (found.interval, found.full_text) == (None, True)


def test_feeds_that_were_added_are_given_up_again(library, small, kept):
    library.feeds.add("https://gazette.example/feed")
    library.feeds.add("https://wire.example/feed", title="Wire")
    library.feeds.import_opml(b'<opml version="2.0"><body><outline xmlUrl="https://a.example/f"/>'
                        b'<outline xmlUrl="https://b.example/f"/></body></opml>')  # fmt: skip
    assert library.undo() == "No longer subscribed to 2 feeds."
    assert library.undo() == "No longer subscribed to Wire."
    assert [feed.title for feed in library.feeds.listed()] == ["Gazette"]
    assert library.undo() == "No longer starred: “Tidewater casts Nora Vance in episode 1”."


def test_what_was_remembered_as_a_step_is_taken_back(library):
    library.remember("list.watched", "a")
    library.remember("list.watched", "b", back="“b” is not watched any more.")
    assert library.undo() == "“b” is not watched any more."
    assert library.recall("list.watched") == "a"
    assert library.undo() is None


def test_an_article_that_was_added_goes_again(library, small):
    with library.database.write() as conn:
        number = removed.add(conn, made(5))
    assert library.undo() == "Not kept any more: “Tidewater casts Nora Vance in episode 5”."
    assert number not in library.ids()


def test_an_added_article_that_was_removed_before_stays_when_undo_goes_on(library, kept):
    library.star([newest := max(kept.values())])
    library.remove([newest])
    with library.database.write() as conn:
        assert removed.add(conn, made(max(kept))) == newest
    assert library.undo().startswith("No longer starred: ")
    assert newest in library.ids()


def test_marks_and_removals_of_one_transaction_are_both_in_the_journal(library, kept):
    library.mark_read([kept[1]])
    library.database.copy_state()
    with library.database.write() as conn:
        marks.mark_read(conn, [kept[1]], False)
        removed.remove(conn, [kept[2]])
    assert not [said for said in library.doctor() if "put back" in said]
    assert not library.headlines([kept[1]])[0].read
