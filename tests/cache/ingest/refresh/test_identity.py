"""One entry is one article, wherever it stands: every row of the rule, in refreshes with marks set between (P4)."""

from __future__ import annotations

import contextlib
import sqlite3
from html import escape
from typing import NamedTuple

import pytest
from msgspec import structs

from pullquote.cache.core.urls import address_key
from pullquote.cache.ingest.context import RefreshOptions, RefreshTiming
from pullquote.cache.ingest.refresh.round import refresh
from pullquote.cache.store import migrate
from pullquote.cache.store.database import Database
from pullquote.cache.store.writing import keeping

PACE = RefreshTiming(patience=0.3, retry=(0.01, 0.02), processes=1)
SITE = "https://kiosk.example"


class Item(NamedTuple):
    """An item of a feed; what is empty is not written. ``day`` is a day of January 2026."""

    title: str = ""
    guid: str = ""
    link: str = ""
    day: int = 0
    text: str = ""
    clock: str = "09:00:00"

    @property
    def written(self) -> str:
        link = SITE + self.link if self.link.startswith("/") else self.link
        parts = {
            "title": escape(self.title),
            "link": escape(link),
            'guid isPermaLink="false"': escape(self.guid),
            "pubDate": f"{self.day:02d} Jan 2026 {self.clock} GMT" if self.day else "",
            "description": escape(self.text),
        }
        return "".join(f"<{name}>{value}</{name.split()[0]}>" for name, value in parts.items() if value)


def rss(*items: Item) -> bytes:
    inner = "".join(f"<item>{item.written}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>Kiosk</title>{inner}</channel></rss>'.encode()


@pytest.fixture
def run(library, quick, clock):
    async def go():
        clock.pass_(hours=2)
        options = RefreshOptions(force=True)
        return [event async for event in refresh(library.database, quick, options, clock=clock, timing=PACE)]

    return go


def mark_read(library):
    """Mark all articles read, and star the first of each feed."""
    with library.database.write() as connection:
        connection.execute(
            "UPDATE article SET read = 1, starred = id IN (SELECT min(article) FROM entry GROUP BY feed)"
        )


class Kept(NamedTuple):
    """An article as the library has it."""

    title: str
    read: bool
    starred: bool


def kept(library, feed: int | None = None) -> list[Kept]:
    """Return the articles of a feed, those that came first before the others."""
    rows = library.database.read().execute(
        "SELECT title, read, starred FROM article WHERE feed = ?1 OR ?1 IS NULL ORDER BY id", (feed,)
    )
    return [Kept(title, bool(read), bool(starred)) for title, read, starred in rows]


def subscribe(library, loopback, reply, documents: dict[str, list[list[Item]]]) -> dict[str, int]:
    """Subscribe to a feed for each name, each of a site of its own, that answers with one document after the other."""
    feeds = {}
    for number, (name, steps) in enumerate(documents.items()):
        bodies = (rss(*step).replace(b"kiosk.example", b"kiosk-%d.example" % number) for step in steps)
        feeds[name] = library.add(loopback.on(f"/{number}", *(reply(body=body) for body in bodies)))
    return feeds


ONE = Item("Ferry opens", "n-1", "/ferry", 5, "The ferry opens in May.")
SAME, ANOTHER = True, False
ROWS = {
    # guid, link, then title, date and text: the same article?
    "same guid and link, all else other": (
        ONE, ONE._replace(title="Ferry delayed", day=6, text="It opens in June now."), SAME,
    ),
    "same guid, other link, same title": (ONE, ONE._replace(link="/2026/ferry", day=6, text="Late."), SAME),
    "same guid, other link, same date": (ONE, ONE._replace(link="/late", title="Ferry late", text="Late."), SAME),
    "same guid, other link, same text": (ONE, ONE._replace(link="/late", title="Ferry late", day=6), SAME),
    "same guid, all else other": (
        ONE, Item("Harvest fair", "n-1", "/fair", 6, "Pumpkins weigh in."), ANOTHER,
    ),
    "same guid, nothing else stated": (Item("", "n-1", "", 0, "A word."), Item("", "n-1", "", 0, "Two words."), SAME),
    "same stem and link": (
        ONE._replace(guid=SITE + "/ferry#0"),
        ONE._replace(guid=SITE + "/ferry#1", title="Ferry delayed", day=6, text="It opens in June now."),
        SAME,
    ),
    "same stem, other link, same title": (
        ONE._replace(guid="http://kiosk.example/?p=9"),
        ONE._replace(guid="https://www.kiosk.example/?p=9", link="/a/ferry", day=6, text="Late."),
        SAME,
    ),
    "same stem, other link, same date": (
        ONE._replace(guid="http://kiosk.example/?p=9"),
        ONE._replace(guid="https://kiosk.example/?p=9", link="/a/ferry-late", title="Ferry late", text="Late."),
        SAME,
    ),
    "other guid, same link and date": (ONE, ONE._replace(guid="z", title="Ferry late", text="Late."), SAME),
    "other guid, same link and text": (ONE, ONE._replace(guid="z", title="Ferry late", day=6), SAME),
    "other guid, same link and title": (ONE, ONE._replace(guid="z", day=6, text="Late."), ANOTHER),
    "other guid, same link and title, no dates, no texts": (
        ONE._replace(day=0, text=""), ONE._replace(guid="z", day=0, text=""), SAME,
    ),
    "other guid, same link, none the same": (
        ONE, ONE._replace(guid="z", title="Ferry late", day=6, text="Late."), ANOTHER,
    ),
    "no guid, same link and title": (ONE._replace(guid=""), ONE._replace(guid="", day=6, text="Late."), SAME),
    "no guid, same link and date": (
        ONE._replace(guid=""), ONE._replace(guid="", title="Ferry late", text="Late."), SAME,
    ),
    "no guid, same link and text": (ONE._replace(guid=""), ONE._replace(guid="", title="Ferry late", day=6), SAME),
    "no guid, same link, none the same": (
        ONE._replace(guid=""), ONE._replace(guid="", title="Ferry late", day=6, text="Late."), ANOTHER,
    ),
    "guids begin, same link and title": (ONE._replace(guid=""), ONE._replace(day=6, text="Late."), SAME),
    "only a link": (Item(link="/ferry"), Item(link="/ferry"), SAME),
    "other guid and link, all else the same": (
        ONE, ONE._replace(guid="z", link="https://new.kiosk.example/ferry"), SAME,
    ),
    "other guid and link, same title and date": (
        ONE, ONE._replace(guid="z", link="https://new.kiosk.example/ferry", text="Late."), ANOTHER,
    ),
    "other guid and link, same date and text": (
        ONE, ONE._replace(guid="z", link="https://new.kiosk.example/ferry", title="Ferry late"), ANOTHER,
    ),
    "other guid and link, same title and text": (ONE, ONE._replace(guid="z", link="/late", day=6), ANOTHER),
    "neither guid nor link, same title and date": (
        ONE._replace(guid="", link=""), ONE._replace(guid="", link="", text="Late."), SAME,
    ),
    "neither guid nor link, same date and text": (
        ONE._replace(guid="", link=""), ONE._replace(guid="", link="", title="Ferry late"), SAME,
    ),
    "neither guid nor link, same title and text": (
        ONE._replace(guid="", link=""), ONE._replace(guid="", link="", day=6), SAME,
    ),
    "neither guid nor link, same title": (
        ONE._replace(guid="", link=""), ONE._replace(guid="", link="", day=6, text="Late."), ANOTHER,
    ),
    "a status without a title, edited": (
        Item("", "s-1", "/@ada/1", 5, "The set is built."), Item("", "s-1", "/@ada/1", 5, "The set is painted."), SAME,
    ),
    "another status without a title": (
        Item("", "s-1", "/@ada/1", 5, "The set is built."), Item("", "s-2", "/@ada/2", 5, "We go home."), ANOTHER,
    ),
    "a link with what a campaign appends": (
        ONE._replace(guid=""),
        ONE._replace(guid="", link="/ferry?utm_source=rss&at_medium=RSS&at_campaign=x", title="Ferry late", text="x"),
        SAME,
    ),
    "from http to https and www": (
        Item("Ferry opens", "http://kiosk.example/ferry", "http://kiosk.example/ferry", 5, "May."),
        Item("Ferry late", "https://www.kiosk.example/ferry/", "https://www.kiosk.example/ferry/", 6, "June."),
        SAME,
    ),
}  # fmt: skip


async def test_p04_every_row_of_the_rule(loopback, reply, library, run):
    feeds = subscribe(
        library, loopback, reply, {row: [[before], [after], [after]] for row, (before, after, _) in ROWS.items()}
    )
    await run()
    mark_read(library)
    await run()
    found = {row: [each[1:] for each in kept(library, feed)] for row, feed in feeds.items()}
    assert found == {
        row: [(True, True)] if same else [(True, True), (False, False)] for row, (_, _, same) in ROWS.items()
    }
    assert (await run())[-1].new == 0


def poll(name: str, day: int, **more) -> Item:
    return Item(f"Vote: {name}", link="/votes", day=day, text=f"Who has the best {name}?", **more)


def column(day: int, **more) -> Item:
    return Item("What to hear tonight", f"hear-{day}", "/hear", day, f"A concert on day {day}.", **more)


DOCUMENTS = {
    "a new one on top of one link without guids": (
        [poll("chorus", 6), poll("tenor", 5)], [poll("duet", 7), poll("chorus", 6), poll("tenor", 5)],
        ["Vote: duet"],
    ),
    "one link without guids and dates": (
        [poll("chorus", 0), poll("tenor", 0)], [poll("duet", 0), poll("chorus", 0), poll("tenor", 0)],
        ["Vote: duet"],
    ),
    "one link without guids, all on one day": (
        [poll("chorus", 5), poll("tenor", 5)], [poll("duet", 5), poll("chorus", 5)], ["Vote: duet"],
    ),
    "one link without guids, in another order": (
        [poll("chorus", 6), poll("tenor", 5)], [poll("tenor", 5), poll("chorus", 6)], [],
    ),
    "one link and one guid for all": (
        [poll("chorus", 6, guid="votes"), poll("tenor", 5, guid="votes")],
        [poll("duet", 7, guid="votes"), poll("chorus", 6, guid="votes"), poll("tenor", 5, guid="votes")],
        ["Vote: duet"],
    ),
    "guids that are places in the list": (
        [Item("Chorus", "1", "/c", 6, "C."), Item("Tenor", "2", "/t", 5, "T.")],
        [Item("Duet", "1", "/d", 7, "D."), Item("Chorus", "2", "/c", 6, "C."), Item("Tenor", "3", "/t", 5, "T.")],
        ["Duet"],
    ),
    "one guid for all, own links": (
        [Item("Chorus", "0", "/c", 6, "C."), Item("Tenor", "0", "/t", 5, "T.")],
        [Item("Duet", "0", "/d", 7, "D."), Item("Chorus", "0", "/c", 6, "C."), Item("Tenor", "0", "/t", 5, "T.")],
        ["Duet"],
    ),
    "a column with one link and one title": ([column(5)], [column(6), column(5)], ["What to hear tonight"]),
    "a column of which each day is alone": ([column(5)], [column(6)], ["What to hear tonight"]),
    "a column without guids": (
        [column(6)._replace(guid=""), column(5)._replace(guid="")],
        [column(7)._replace(guid=""), column(6)._replace(guid="")],
        ["What to hear tonight"],
    ),
    "new guids for all": (
        [Item(f"Story {n}", f"old-{n}", f"/s/{n}", n, f"Text {n}.") for n in (7, 6, 5)],
        [Item(f"Story {n}", f"post:{n}", f"/s/{n}", n, f"Text {n}.") for n in (8, 7, 6, 5)],
        ["Story 8"],
    ),
    "new guids for a column": (
        [column(6), column(5)],
        [column(n)._replace(guid=f"post:{n}") for n in (7, 6, 5)],
        ["What to hear tonight"],
    ),
    "new links for all": (
        [Item(f"Story {n}", f"n-{n}", f"/s/{n}", n, f"Text {n}.") for n in (6, 5)],
        [Item(f"Story {n}", f"n-{n}", f"/2026/story-{n}", n, f"Text {n}.") for n in (7, 6, 5)],
        ["Story 7"],
    ),
    "posts of one running report": (
        [Item(f"Post {n}", f"{SITE}/live#p{n}", f"/live#p{n}", n, f"Text {n}.") for n in (6, 5)],
        [Item(f"Post {n}", f"{SITE}/live#p{n}", f"/live#p{n}", n, f"Text {n}.") for n in (7, 6)],
        ["Post 7"],
    ),
    "statuses": (
        [Item("", f"s-{n}", f"/@ada/{n}", n, f"Day {n} is done.") for n in (6, 5)],
        [Item("", f"s-{n}", f"/@ada/{n}", n, f"Day {n} is done.") for n in (7, 6, 5)],
        [""],
    ),
    "statuses without guids and links": (
        [Item("", "", "", n, f"Day {n} is done.") for n in (6, 5)],
        [Item("", "", "", n, f"Day {n} is done.") for n in (7, 6, 5)],
        [""],
    ),
    "a headline and the fragment of the guid change together, and another article comes": (
        [Item("Ferry opens", f"{SITE}/c1#0", "/c1", 5, "May.")],
        [Item("Fair", f"{SITE}/c2#0", "/c2", 6, "Pumpkins."), Item("Ferry late", f"{SITE}/c1#1", "/c1", 6, "June.")],
        ["Fair"],
    ),
}  # fmt: skip


async def test_p04_no_article_takes_the_mark_of_another(loopback, reply, library, run):
    feeds = subscribe(
        library,
        loopback,
        reply,
        {kind: [before, after, list(reversed(after)), after] for kind, (before, after, _) in DOCUMENTS.items()},
    )
    await run()
    old = {kind: len(kept(library, feed)) for kind, feed in feeds.items()}
    assert old == {kind: len(before) for kind, (before, *_) in DOCUMENTS.items()}
    mark_read(library)
    await run()
    found = {kind: kept(library, feed) for kind, feed in feeds.items()}
    marks = {kind: [(one.read, one.starred) for one in each[: old[kind]]] for kind, each in found.items()}
    assert marks == {kind: [(True, number == 0) for number in range(count)] for kind, count in old.items()}
    titles = {item.title for before, after, _ in DOCUMENTS.values() for item in (*before, *after)}
    fresh = {
        kind: [each.title if each.title in titles else "" for each in found[kind][old[kind] :] if not each.read]
        for kind in found
    }
    assert fresh == {kind: new for kind, (_, _, new) in DOCUMENTS.items()}
    for _ in range(2):
        assert (await run())[-1].new == 0
        assert {kind: kept(library, feed) for kind, feed in feeds.items()} == found


ONCE = {
    "all the same": [ONE, ONE],
    "two versions of one article": [ONE, ONE._replace(title="Ferry open")],
    "once for each section": [ONE, ONE._replace(guid="other")],
    "once for each section, undated": [ONE._replace(day=0), ONE._replace(guid="other", day=0)],
    "fragments": [ONE._replace(guid=f"{SITE}/ferry#{n}", text=f"Text {n}.") for n in (0, 3)],
}
TWICE = {
    "one guid, two links": [ONE, Item("Fair", "n-1", "/fair", 6, "Pumpkins.")],
    "a column": [column(6), column(5)],
    "a column without dates and texts": [column(n)._replace(day=0, text="") for n in (6, 5)],
    "one link, one day": [poll("duet", 5), poll("tenor", 5)],
    "one link, one guid": [poll("duet", 6, guid="votes"), poll("tenor", 5, guid="votes")],
    "a running report": [Item(f"Post {n}", f"{SITE}/live#p{n}", "/live", n, "Words.") for n in (6, 5)],
}


async def test_p04_what_is_twice_in_a_document_is_one_article_and_what_is_not_is_two(loopback, reply, library, run):
    documents = {**ONCE, **TWICE}
    feeds = subscribe(
        library, loopback, reply, {name: [items, list(reversed(items))] for name, items in documents.items()}
    )
    for _ in range(2):
        await run()
        counts = {name: len(kept(library, feed)) for name, feed in feeds.items()}
        assert counts == {name: 1 if name in ONCE else 2 for name in documents}


async def test_p04_what_vanishes_and_comes_back_is_the_same_article(loopback, reply, library, run):
    both = rss(ONE, Item("Fair", "n-2", "/fair", 6, "Pumpkins."))
    bodies = (both, rss(), rss(ONE), both)
    library.add(loopback.on("/feed", *(reply(body=body) for body in bodies)))
    await run()
    mark_read(library)
    before = kept(library)
    for _ in bodies[1:]:
        assert (await run())[-1].new == 0
        assert kept(library) == before


async def test_p04_what_was_pruned_does_not_come_back_under_another_guid(loopback, reply, library, run):
    items = [poll("duet", 6), poll("tenor", 5), ONE]
    later = [poll("chorus", 7), poll("duet", 6), poll("tenor", 5), ONE._replace(guid="z")]
    library.add(loopback.on("/feed", reply(body=rss(*items)), reply(body=rss(*later))))
    await run()
    with library.database.write() as connection:
        keeping.delete(connection, [1, 2, 3])
    assert (await run())[-1].new == 1
    assert kept(library) == [("Vote: chorus", False, False)]


async def test_p04_what_a_damaged_library_kept_of_read_entries_is_enough(loopback, reply, library, run):
    """Only the keys of read entries survive the worst damage, without hash, fingerprint and article."""
    ferry = Item("Ferry opens", f"{SITE}/c1#0", "/c1", 5, "May.")
    before = [ferry, poll("duet", 6), poll("tenor", 5), Item("", "", "", 4, "A status."), Item("Fair", "", "/fair", 3)]
    after = [poll("duet", 6), poll("tenor", 5), ferry._replace(guid=f"{SITE}/c1#2", title="Ferry late"), *before[3:]]
    library.add(loopback.on("/feed", reply(body=rss(*before)), reply(body=rss(*after))))
    await run()
    with library.database.write() as connection:
        keeping.delete(connection, range(1, 6))
        connection.execute("UPDATE entry SET read = 1, hash = x'', fingerprint = x''")
        connection.execute("UPDATE feed SET body_hash = NULL")
    await run()
    assert [one.read for one in kept(library)] == [True] * 5


async def test_p04_two_feeds_with_the_same_article_share_it(loopback, reply, library, run):
    ours = [poll("duet", 6), poll("tenor", 5), ONE]
    theirs = [ONE._replace(guid="w-1", title="Ferry to open", day=6), poll("chorus", 7), poll("tenor", 5)]
    library.add(loopback.on("/one", reply(body=rss(*ours))))
    await run()
    mark_read(library)
    library.add(loopback.on("/two", reply(body=rss(*theirs))))
    await run()
    assert [(read, starred) for _, read, starred in kept(library)] == [
        (True, True), (True, False), (True, False), (False, False),
    ]  # fmt: skip
    assert {title for title, *_ in kept(library)} == {"Vote: duet", "Vote: tenor", "Ferry to open", "Vote: chorus"}


async def test_p04_two_feeds_with_the_same_column_share_each_day(loopback, reply, library, run):
    library.add(loopback.on("/one", reply(body=rss(column(6), column(5), column(4)))))
    await run()
    mark_read(library)
    before = kept(library)
    theirs = [column(day)._replace(guid=f"w-{day}") for day in (7, 6, 5)]
    library.add(loopback.on("/two", reply(body=rss(*theirs))))
    assert (await run())[-1].new == 1  # what both have is here already
    assert kept(library)[:3] == before
    assert [(one.read, one.starred) for one in kept(library)[3:]] == [(False, False)]


async def test_p04_the_page_of_many_entries_is_the_article_of_none(loopback, reply, library, run, quick, clock):
    items = [poll(name, day)._replace(link=f"{loopback.url}/votes") for name, day in (("duet", 6), ("tenor", 5))]
    alone = ONE._replace(link=f"{loopback.url}/ferry")
    loopback.on("/votes", reply(200, {"Content-Type": "text/html"}, b"<!DOCTYPE html><html><body>Vote.</body></html>"))
    library.add(loopback.on("/feed", reply(body=rss(*items, alone))))
    settings = structs.replace(quick, refresh=structs.replace(quick.refresh, pages=True))
    options = RefreshOptions(force=True)
    assert [event async for event in refresh(library.database, settings, options, clock=clock, timing=PACE)]
    assert "/ferry" in loopback.paths()
    assert "/votes" not in loopback.paths()


async def test_p04_a_library_of_the_version_before_keeps_its_marks(
    loopback, reply, library, run, tmp_path, quick, clock, monkeypatch
):
    """Rows without a fingerprint are told apart by what is known of their articles, pruned ones by their hash."""
    items = [poll("duet", 6), poll("tenor", 5), ONE, column(5), Item("", "", "", 4, "A status.")]
    fair = Item("Fair", f"{SITE}/fair#0", "/fair", 6, "Pumpkins.")
    later = [poll("chorus", 7), *items[:2], ONE._replace(guid="z"), column(6), *items[3:]]
    feed = loopback.on("/feed", reply(body=rss(*items, fair)), reply(body=rss(*later, fair._replace(day=7))))
    library.add(feed)
    await run()
    mark_read(library)
    with library.database.write() as connection:
        keeping.delete(connection, [6])  # the fair
    before = kept(library)
    old = tmp_path / "old.db"
    monkeypatch.setattr(migrate, "VERSION", 1)
    migrate.create(old)
    monkeypatch.undo()
    library.database.close()
    with contextlib.closing(sqlite3.connect(old)) as connection:
        connection.execute("ATTACH ? AS new", (str(tmp_path / "library.db"),))
        columns = "feed, key, article, hash, read"
        connection.execute(f"INSERT INTO entry ({columns}) SELECT {columns} FROM new.entry")
        for table in ("outlet", "article", "body", "feed", "tag", "tagged"):
            names = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM new.{table}")
        connection.execute("INSERT OR IGNORE INTO address SELECT hash, article FROM new.address")
        connection.commit()
    library.database = Database.open(old)
    assert kept(library) == before
    with library.database.reading() as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (migrate.VERSION,)
        key = address_key(f"{SITE}/ferry")
        assert connection.execute("SELECT count(*) FROM address WHERE hash = ?", (key,)).fetchone() == (1,)
    options = RefreshOptions(force=True)
    clock.pass_(hours=2)
    events = [event async for event in refresh(library.database, quick, options, clock=clock, timing=PACE)]
    assert events[-1].new == 2
    assert kept(library)[: len(before)] == before
    assert kept(library)[len(before) :] == [("Vote: chorus", False, False), ("What to hear tonight", False, False)]
