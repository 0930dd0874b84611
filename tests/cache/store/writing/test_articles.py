"""Articles are kept, replaced and read back whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from msgspec import Struct

from pullquote.cache.core import article
from pullquote.cache.core.article import Entity, Mention, Paragraph, Picture
from pullquote.cache.core.errors import NotFound
from pullquote.cache.store import feeds
from pullquote.cache.store.file.conversions import moment
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def test_the_parts_of_an_article_are_described_by_types_and_not_by_text_to_evaluate_before_the_first_is_read():
    parts = [part for part in vars(article).values() if isinstance(part, type) and issubclass(part, Struct)]
    kinds = [kind for part in parts for kind in vars(part).get("__annotations__", {}).values()]
    assert len(kinds) > 50
    assert not [kind for kind in kinds if isinstance(kind, str)]


def test_an_article_comes_back_as_it_was_kept(library, small, make):
    zone = timezone(timedelta(hours=-4))
    kept = make(1, published=datetime(2024, 5, 1, 23, 30, tzinfo=zone))
    with library.database.write() as conn:
        number = keeping.put(conn, kept, origin="file", when=NOON, complete=True)
    found = library.article(number)
    assert found.id == number
    assert found.published is not None
    assert found.published.utcoffset() == timedelta(hours=-4)
    assert found.published.day == 1
    assert found.blocks == kept.blocks
    assert found.quotes == kept.quotes
    assert found.mentions == kept.mentions
    assert [(entity.name, entity.type, entity.aka) for entity in found.entities] == [
        ("Tidewater", "show", ()),
        ("Nora Vance", "person", ("Vance",)),
    ]
    assert all(entity.id for entity in found.entities)


def test_a_headline_says_enough_to_draw_a_row(library, small):
    number = small.put(1)
    (row,) = library.headlines([number])
    assert row.title == "Tidewater casts Nora Vance in episode 1"
    assert row.outlet == "The Harbour Gazette"
    assert row.when == NOON - timedelta(hours=1)
    assert row.names == ("Tidewater", "Nora Vance")
    assert (row.read, row.starred, row.sample, row.complete, row.quotes, row.feed) == (
        False,
        False,
        False,
        True,
        1,
        small.feed,
    )


def test_headlines_keep_the_order_asked_for_and_leave_out_what_is_gone(library, small):
    ids = [small.put(number) for number in range(1, 6)]
    asked = [ids[3], 99_999, ids[0], ids[4]]
    assert [row.id for row in library.headlines(asked)] == [ids[3], ids[0], ids[4]]


def test_the_same_entry_is_the_same_article(library, small):
    number = small.put(1)
    library.mark_read([number])
    library.star([number])
    library.keep_place(number, 0.5)
    again = small.put(1, title="Tidewater, a correction", blocks=(Paragraph("Other words altogether: zeppelin."),))
    assert again == number
    assert library.count() == 1
    (row,) = library.headlines([number])
    assert row.title == "Tidewater, a correction"
    assert row.read
    assert row.starred
    assert library.place(number) == 0.5
    assert list(library.ids("zeppelin")) == [number]
    assert list(library.ids("lighthouse")) == []


def test_the_same_address_in_another_feed_is_the_same_article(library, small, make, make_entry):
    number = small.put(1)
    with library.database.write() as conn:
        other = feeds.add(conn, feeds.NewFeed("https://wire.example/feed"), NOON).id
        same = keeping.put(
            conn,
            make(1, url="http://www.gazette.example/story-1/?utm_source=wire#top", canonical_url=None),
            source=FeedEntry(other, make_entry(1, key="wire-1"), b"1"),
            origin="feed",
            when=NOON,
            complete=True,
        )
    assert same == number
    assert [feed.entries for feed in library.feeds.listed()] == [0, 1]


def test_two_entries_of_one_feed_may_share_an_address(library, small, make, make_entry):
    ids = []
    for number in (1, 2):
        with library.database.write() as conn:
            ids.append(
                keeping.put(
                    conn,
                    make(1, title=f"Note {number}"),
                    source=FeedEntry(small.feed, make_entry(number, link="https://gazette.example/notes"), b"1"),
                    origin="feed",
                    when=NOON,
                    complete=True,
                )
            )
    assert len(set(ids)) == 2


def test_in_another_feed_a_shared_address_is_that_of_the_article_with_the_same_title(library, small, make, make_entry):
    def put(feed: int, number: int, *, shared: bool) -> int:
        with library.database.write() as conn:
            source = FeedEntry(feed, make_entry(number, link="https://gazette.example/notes"), b"1", shared=shared)
            note = make(1, title=f"Note {number}")
            return keeping.put(conn, note, source=source, origin="feed", when=NOON, complete=True)

    ours = [put(small.feed, number, shared=True) for number in (1, 2)]
    with library.database.write() as conn:
        other = feeds.add(conn, feeds.NewFeed("https://wire.example/feed"), NOON).id
    assert put(other, 2, shared=False) == ours[1]
    assert put(other, 1, shared=True) == ours[0]
    assert put(other, 3, shared=True) not in ours


def test_the_page_is_shown_when_it_is_complete_and_both_texts_stay(library, small):
    number = small.put(1, complete=False, blocks=(Paragraph("A teaser with a walrus."),))
    assert not library.headlines([number])[0].complete
    assert small.page(1, blocks=(Paragraph("The whole story, without the animal, and with an anchor."),)) == number
    assert library.headlines([number])[0].complete
    assert library.origins(number) == ("page", "feed")
    assert "anchor" in library.article(number).text
    assert "walrus" in library.article(number, origin="feed").text
    assert list(library.ids("anchor")) == [number]
    assert list(library.ids("walrus")) == []


def test_a_wall_never_replaces_better_text(library, small):
    number = small.put(1, complete=True)
    small.page(1, complete=False, blocks=(Paragraph("Subscribe to read on."),))
    assert library.origins(number) == ("feed", "page")
    assert "lighthouse" in library.article(number).text
    assert list(library.ids("subscribe")) == []


def test_a_page_with_less_than_the_feed_is_kept_beside_it_however_long(library, small):
    number = small.put(1, complete=False, blocks=(Paragraph("Short."),))
    small.page(1, complete=False, title="Subscribe", blocks=(Paragraph("A little longer than that."),))
    assert library.origins(number) == ("feed", "page")
    assert library.article(number).text == "Short."
    assert [headline.title for headline in library.headlines([number])] != ["Subscribe"]


def test_a_date_far_ahead_does_not_sit_on_top_for_ever(library, small):
    far = small.put(1, published=datetime(2126, 1, 1, tzinfo=UTC))
    near = small.put(2, published=NOON + timedelta(hours=3))
    assert [row.when for row in library.headlines([far, near])] == [NOON, NOON + timedelta(hours=3)]


def test_a_date_learned_from_the_page_moves_an_undated_article_once(library, small, make, make_entry):
    with library.database.write() as conn:
        number = keeping.put(
            conn,
            make(1, published=None),
            source=FeedEntry(small.feed, make_entry(1, published=None), b"1"),
            origin="feed",
            when=NOON,
            complete=False,
        )
    assert library.headlines([number])[0].when == NOON
    small.page(1)
    assert library.headlines([number])[0].when == NOON - timedelta(hours=1)
    small.page(1, published=NOON - timedelta(days=3), dek="Another")
    assert library.headlines([number])[0].when == NOON - timedelta(hours=1)


@pytest.mark.parametrize("year", [1, 1601, 1969, 9999])
def test_any_year_can_be_kept(library, small, year):
    number = small.put(1, published=datetime(year, 6, 1, tzinfo=UTC))
    assert library.headlines([number])[0].when.year in (year, NOON.year)


def test_times_outside_the_calendar_become_its_ends():
    assert moment(10**15).year == 9999
    assert moment(-(10**15)).year == 1


def test_pages_are_wanted_newest_first_and_wait_after_a_failure(library, small):
    ids = [small.put(number, complete=False) for number in range(1, 4)]
    small.put(4, complete=True)
    with library.database.write() as conn:
        assert [page.article for page in keeping.wanting_page(conn, limit=10, now=NOON)] == ids
        keeping.page_failed(conn, ids[0], "No answer.", now=NOON, again=NOON + timedelta(hours=1))
        keeping.page_failed(conn, ids[1], "Gone.", now=NOON, again=None)
        assert [page.article for page in keeping.wanting_page(conn, limit=10, now=NOON)] == [ids[2]]
        later = keeping.wanting_page(conn, limit=10, now=NOON + timedelta(hours=2))
        assert [(page.article, page.tries) for page in later] == [(ids[0], 1), (ids[2], 0)]
        assert keeping.wanting_page(conn, limit=10, feeds=[small.feed + 1], now=NOON) == []
        feeds.update(conn, small.feed, full_text=False)
        assert keeping.wanting_page(conn, limit=10, now=NOON) == []
    small.page(3)
    with library.database.write() as conn:
        feeds.update(conn, small.feed, full_text=True)
        assert keeping.wanting_page(conn, limit=10, now=NOON) == []


def test_known_entries_give_the_hash_that_was_kept(library, small):
    small.put(1)
    small.put(2)
    with library.database.reading() as conn:
        assert [(one.key, one.hash, one.article) for one in feeds.known_entries(conn, small.feed)] == [
            ("urn:story:1", b"\x01", 1),
            ("urn:story:2", b"\x02", 2),
        ]


def test_find_takes_an_id_an_address_or_the_beginning_of_a_title(library, small):
    first, second = small.put(1), small.put(2, title="The lighthouse keeper returns")
    assert library.find(str(first)) == first
    assert library.find("https://www.gazette.example/story-2?utm_medium=x") == second
    assert library.find("the lighthouse") == second
    with pytest.raises(NotFound, match="No article"):
        library.find("nothing like it")
    small.put(3, title="The lighthouse burns")
    with pytest.raises(NotFound, match="More than one"):
        library.find("The lighthouse")


def test_a_headline_says_who_wrote_it_what_it_is_tagged_and_its_picture(library, small):
    lead = Picture(url="https://gazette.example/lead.jpg", alt="A lighthouse")
    number = small.put(1, byline=("Ada Moss", "Bo Chen"), keywords=("Casting", "Drama"), lead_image=lead)
    bare = small.put(2, byline=(), keywords=(), lead_image=None)
    one, two = library.headlines([number, bare])
    assert (one.byline, one.keywords, one.picture) == (("Ada Moss", "Bo Chen"), ("Casting", "Drama"), lead.url)
    assert (two.byline, two.keywords, two.picture) == ((), (), None)
    small.page(1, byline=("Cy Dahl",), keywords=(), lead_image=None)
    (one,) = library.headlines([number])
    assert (one.byline, one.keywords, one.picture) == (("Cy Dahl",), (), None)
    assert library.ids("has:picture").tolist() == []


def test_a_missing_article_is_a_sentence(library):
    with pytest.raises(NotFound, match="no article 7"):
        library.article(7)
    with pytest.raises(NotFound, match="no article 7"):
        library.origins(7)


def test_deleting_leaves_no_trace_but_a_tombstone(library, small):
    number = small.put(1)
    small.page(1)
    library.mark_read([number])
    with library.database.write() as conn:
        keeping.delete(conn, [number])
        for table in ("article", "body", "mention", "quote", "release", "tagged", "address"):
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
        assert conn.execute("SELECT article, read FROM entry").fetchall() == [(None, 1)]
        assert conn.execute("SELECT articles, mentions, quotes FROM entity").fetchall() == [(0, 0, 0), (0, 0, 0)]
    assert library.search("vance") == []
    assert library.database.read().execute("SELECT rowid FROM search WHERE search MATCH 'vance'").fetchall() == []
    assert [(feed.entries, feed.unread) for feed in library.feeds.listed()] == [(0, 0)]
    assert library.outlets() == []


def test_hidden_merged_and_unknown_names_leave_mentions_right(library, small):
    number = small.put(
        1,
        entities=(
            Entity(name="Tidewater", type="show", mentions=1),
            Entity(name="N. Vance", type="person", mentions=1),
            Entity(name="Nora Vance", type="person", mentions=2),
        ),
        mentions=(Mention(0, -1, 0, 9), Mention(1, 1, 0, 8), Mention(2, 2, 3, 9)),
    )
    show, initial, nora = (entity.id for entity in library.article(number).entities)
    library.names.hide(show)
    library.names.merge(nora, initial)
    found = library.article(number)
    assert [(entity.id, entity.name, entity.mentions, entity.aka) for entity in found.entities] == [
        (nora, "Nora Vance", 3, ("N. Vance",))
    ]
    assert found.mentions == (Mention(0, 1, 0, 8), Mention(0, 2, 3, 9))
    assert library.headlines([number])[0].names == ("Nora Vance",)
