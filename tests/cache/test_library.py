"""The one door: what the app and the commands ask of a library."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from pullquote.cache.core.article import Article, Entity, Paragraph, Quote, Release
from pullquote.cache.core.errors import LibraryError, NotFound, Offline, UsageError
from pullquote.cache.library import Library, Order

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def story(number: int, **changes) -> Article:
    facts = {
        "title": f"Tidewater story {number}",
        "url": f"https://gazette.example/{number}",
        "outlet": "The Harbour Gazette",
        "published": NOON - timedelta(hours=number),
        "words": 100 * number,
        "blocks": (Paragraph(f"“A quiet sea,” Nora Vance said of number {number}."),),
        "text": f"“A quiet sea,” Nora Vance said of number {number}.",
        "entities": (
            Entity(name="Tidewater", type="show", mentions=1, score=0.9),
            Entity(name="Nora Vance", type="person", aka=("Vance",), mentions=2, score=0.9),
        ),
        "quotes": (Quote(text="A quiet sea,", speaker="Nora Vance", start=1, end=13),),
    }
    return Article(**(facts | changes))


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path) as opened:
        yield opened


def test_importing_the_library_is_light():
    heavy = "{'httpx','httpcore','lxml','feedparser','trafilatura','selectolax','rich','textual','click','asyncio'}"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, pullquote.cache.library; print(*sorted(set(sys.modules) & {heavy}))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == []


def test_an_empty_library_answers_everything(library):
    assert library.count() == 0
    assert list(library.ids()) == []
    assert library.headlines([]) == []
    assert library.search("anything") == []
    assert library.quotes() == []
    assert library.names.listed(["person"]) == []
    assert library.releases() == []
    assert library.feeds.listed() == []
    assert library.outlets() == []
    assert library.undo() is None
    assert library.recall("section") is None
    assert library.names.known() == []


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        (Order.NEWEST, [1, 2, 3, 4]),
        (Order.OLDEST, [4, 3, 2, 1]),
        (Order.UNREAD_FIRST, [2, 4, 1, 3]),
        (Order.SHORTEST, [1, 2, 3, 4]),
        (Order.LONGEST, [4, 3, 2, 1]),
        (Order.OUTLET, [1, 4, 2, 3]),
    ],
)
def test_orders(library, order, numbers):
    ids = {n: library.keep(story(n, outlet="Alpha" if n in (1, 4) else "Beta")) for n in (3, 1, 4, 2)}
    library.mark_read([ids[1], ids[3]])
    assert list(library.ids(order=order)) == [ids[n] for n in numbers]


def test_marks_count_only_what_changes_and_are_undone_one_by_one(tmp_path):
    with Library.open(tmp_path) as library:
        ids = [library.keep(story(n)) for n in (1, 2, 3)]
        assert library.mark_read(ids[:2]) == 2
        assert library.mark_read(ids) == 1
        assert library.mark_read(ids) == 0
        assert library.star([ids[0]]) == 1
        assert library.outlets() == [("The Harbour Gazette", 3, 0)]
    with Library.open(tmp_path) as library:
        assert library.undo() == "No longer starred: “Tidewater story 1”."
        assert library.undo() == "Unread again: “Tidewater story 3”."
        assert library.undo() == "2 articles are unread again."
        assert library.undo() is None
        assert library.count("is:unread") == 3
        assert library.outlets() == [("The Harbour Gazette", 3, 3)]


def test_quotes_by_article_and_by_speaker(library):
    library.keep(story(1))
    library.keep(
        story(2, quotes=(Quote(text="A quiet sea,", speaker="Ada Brook", start=1, end=13), Quote(text="Nora")))
    )
    said = library.quotes()
    assert [(found.speaker, found.title) for found in said] == [
        ("Nora Vance", "Tidewater story 1"),
        ("Ada Brook", "Tidewater story 2"),
        (None, "Tidewater story 2"),
    ]
    assert [found.article for found in library.quotes(speaker="brook")] == [said[1].article]
    assert library.quotes(speaker="rook") == []


def test_a_quote_of_an_article_without_a_date_has_none(library):
    library.keep(story(1, published=None, quotes=(Quote(text="A quiet sea,", speaker="Nora Vance"),)))
    library.keep(story(2))
    assert [quote_row.published for quote_row in library.quotes()] == [None, story(2).published]
    assert len(library.quotes(limit=2)) == 2
    assert library.quotes("is:starred") == []


def test_names_count_articles_mentions_and_quotes(library):
    first = library.keep(story(1))
    library.keep(story(2))
    (vance,) = library.names.listed(["person"])
    assert (vance.name, vance.aka, vance.articles, vance.mentions, vance.quotes) == ("Nora Vance", ("Vance",), 2, 4, 2)
    assert vance.last == NOON - timedelta(hours=1)
    assert [name.name for name in library.names.listed([])] == ["Nora Vance", "Tidewater"]
    library.mark_read([first])
    (unread,) = library.names.listed(["person"], "is:unread")
    assert (unread.articles, unread.mentions, unread.last) == (1, 2, NOON - timedelta(hours=2))
    assert [row.title for row in library.names.about(vance.id)] == ["Tidewater story 1", "Tidewater story 2"]
    assert library.names.find("vance") == vance
    assert library.names.find(str(vance.id)) == vance
    assert library.names.complete("tid")[0].name == "Tidewater"
    assert library.names.complete("anc") == []
    with pytest.raises(NotFound):
        library.names.find("nobody")
    with pytest.raises(NotFound):
        library.names.get(999)


def test_following_a_name_finds_its_articles(library):
    library.keep(story(1))
    other = library.keep(story(2, entities=(Entity(name="Low Orbit", type="film", mentions=1),)))
    film = library.names.find("Low Orbit")
    assert library.names.follow([film.id]) == 1
    assert list(library.ids("is:followed")) == [other]
    assert library.names.get(film.id).followed
    assert library.undo() == "No longer followed: “Low Orbit”."
    assert list(library.ids("is:followed")) == []


def test_a_release_date_in_an_article_without_a_date_was_stated_at_no_known_time(library):
    library.keep(story(1, published=None, releases=(Release(title="Low Orbit", date="2025", precision="year"),)))
    library.keep(story(2, releases=(Release(title="Low Orbit", date="2026", precision="year"),)))
    assert [found.stated for found in library.releases()] == [None, story(2).published]


def test_releases_by_date_with_the_undated_last(library):
    library.keep(
        story(
            1,
            releases=(
                Release(title="Tidewater", what="renewed"),
                Release(title="Tidewater", what="season 3", date="2025-02-01", precision="day"),
            ),
        )
    )
    library.keep(story(2, releases=(Release(title="Low Orbit", what="film", date="2024-11", precision="month"),)))
    assert [(found.title, found.date) for found in library.releases()] == [
        ("Low Orbit", "2024-11"),
        ("Tidewater", "2025-02-01"),
        ("Tidewater", None),
    ]
    assert len(library.releases('show:"low orbit"')) == 0


def test_feeds_are_added_changed_and_removed(library):
    feed = library.feeds.add("https://gazette.example/feed", title="Gazette", folder="Papers")
    assert library.feeds.add("https://gazette.example/feed").id == feed.id
    changed = library.feeds.update(feed.id, title="The Gazette", interval=120)
    assert (changed.title, changed.folder, changed.interval) == ("The Gazette", "Papers", 120)
    library.feeds.remove(feed.id)
    assert library.feeds.listed() == []
    with pytest.raises(NotFound):
        library.feeds.remove(feed.id)
    with pytest.raises(UsageError):
        library.feeds.add("javascript:alert(1)")
    with pytest.raises(UsageError):
        library.feeds.update(feed.id, colour="red")


def test_changes_grow_with_every_change_by_anybody(tmp_path):
    with Library.open(tmp_path) as one, Library.open(tmp_path) as two:
        before = one.changes()
        two.keep(story(1))
        after = one.changes()
        assert after > before
        assert one.mark_read([]) == 0
        assert one.changes() == after


def test_a_library_is_used_from_many_threads(library):
    failures: list[Exception] = []

    def work(number: int) -> None:
        try:
            for step in range(10):
                number = library.keep(story(number * 100 + step + 1))
                library.mark_read([number])
                assert library.headlines([number])[0].read
        except Exception as error:  # noqa: BLE001 -- whatever a thread met is looked at below
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert library.count("is:read") == 60


def test_the_sample_edition_comes_and_goes(library):
    count = library.samples()
    assert count > 0
    assert library.samples() == count
    assert library.count("is:sample") == count
    starred = library.ids()[0]
    library.star([starred])
    assert library.forget_samples() == count - 1
    assert list(library.ids()) == [starred]


def test_what_the_app_remembers_stays(tmp_path):
    with Library.open(tmp_path) as library:
        library.remember("section", "unread")
        library.remember("section", "starred")
    with Library.open(tmp_path, read_only=True) as library:
        assert library.recall("section") == "starred"


def test_reading_only_never_writes(tmp_path):
    with Library.open(tmp_path) as library:
        library.keep(story(1))
    with Library.open(tmp_path, read_only=True) as library:
        assert library.count() == 1
        with pytest.raises(LibraryError, match="may only be read"):
            library.mark_read([1])


def test_offline_asks_nobody(tmp_path):
    with Library.open(tmp_path, offline=True) as library, pytest.raises(Offline):
        library.refresh()
