"""Articles come into the library: kept, replaced, understood anew, deleted. Every function takes a connection first."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.article import Article, Origin, as_kept
from pullquote.cache.core.names import normalize
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.urls import place_key
from pullquote.cache.store.file.conversions import json_list, moment, packed_fingerprint, seconds, sql
from pullquote.cache.store.reading import articles
from pullquote.cache.store.texts import bodies, pending
from pullquote.cache.store.texts.bodies import StoredText
from pullquote.cache.store.writing import derived

if TYPE_CHECKING:
    from pullquote.cache.core.feed import Entry, Fingerprint

_INSERT = sql(
    "INSERT INTO article (moment, dated, added, feed, title, url, read, sample, shown, complete, page_again, "
    "other_url, outlet, {columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, {places})",
    columns=derived.COLUMNS,
    places=derived.PLACES,
)


_CLAIM = sql("UPDATE article SET feed = ? WHERE id = ? AND feed IS NULL AND {}", bodies.FROM_A_FEED)


class FeedEntry(Struct, frozen=True):
    """The entry an article came by, the feed it is of, and the hash of its content.

    ``fingerprint`` tells it from others; ``shared``: its link leads to other articles of the feed too.
    """

    feed: int
    entry: Entry
    hash: bytes
    fingerprint: Fingerprint | None = None
    shared: bool = False


class _NewArticle(Struct, frozen=True):
    """The row of a new article, without its text. ``page_again``: when its page may be asked for."""

    source: FeedEntry | None
    was_read: bool
    page_again: int | None


class _Found(Struct, frozen=True):
    """Where an article is kept: the one that is there already, ``None`` for a new one, and its addresses.

    ``was_read`` says that a pruned one of this entry was, ``shared`` that its address leads to other articles too,
    ``elsewhere`` that it came another way, and not by this entry.
    """

    row: int | None
    was_read: bool
    addresses: list[int]
    shared: bool
    elsewhere: bool

    def page_again(self, origin: Origin, *, complete: bool) -> int | None:
        """Return when the page may be asked for: at once, or never."""
        return 0 if origin == "feed" and not complete and self.addresses and not self.shared else None


class PageWanted(Struct, frozen=True, kw_only=True):
    """An article whose full page should be fetched: from ``url``, for ``feed``; ``tries`` that failed before.

    ``other_url`` is where it may be when nothing is at ``url``.
    """

    article: int
    url: str
    other_url: str | None = None
    title: str = ""
    feed: int | None = None
    tries: int = 0


class Packed(Struct, frozen=True):
    """An article ready to be kept: what takes time and needs no connection is done (``packed``).

    ``news`` is what its text tells of its news (``stories.grouping.packed``); empty where that is to be found out.
    ``place`` is where it was read from, by which it is known when it comes again; for what has no address.
    """

    article: Article
    data: bytes
    news: bytes = b""
    place: str = ""

    def found_by(self, link: str | None = None) -> list[int]:
        """Return what the article is found by: the keys of its addresses and of a ``link``, else of its place."""
        article = self.article
        found = articles.address_keys((article.canonical_url, article.url, link))
        return [place_key(self.place, normalize(article.title))] if self.place and not found else found


def packed(article: Article, news: bytes = b"", *, place: str = "") -> Packed:
    """Return an article packed for storing: done ahead of the transaction, so that the lock is held shorter."""
    article = as_kept(article)
    return Packed(article, bodies.pack(article), news, place)


def put(
    conn: sqlite3.Connection,
    article: Article | Packed,
    *,
    source: FeedEntry | None = None,
    origin: Origin,
    when: datetime,
    complete: bool,
    announced: bool = False,
) -> int:
    """Keep an article and return its id.

    It is the one that is there already if ``article.id`` names it, or if it came by the entry of the same feed with
    the same key (``source``). Else it may have come another way, and has one of the same addresses: the one with the
    same title, or the only one with that address unless ``source`` says the address is shared; then its page is not
    fetched either. Without any address it is the one of the same ``Packed.place`` and title. Its text from this
    ``origin`` is replaced; id, place in the list, read mark, star and reading position stay. The texts of all origins
    are kept; the page's is shown if it is ``complete``, else the longest.
    ``when`` is the time of first sight: it sorts articles without a date of their own, and those dated more than a day
    ahead of it. An entry that was pruned comes back read. ``announced``: its entry was (``announce``), and what has
    become of its page since stays.
    """
    ready = article if isinstance(article, Packed) else packed(article)
    found = _found(conn, ready, source, origin)
    return _put(conn, ready, found, source=source, origin=origin, when=when, complete=complete, announced=announced)


def _put(
    conn: sqlite3.Connection,
    ready: Packed,
    found: _Found,
    *,
    source: FeedEntry | None,
    origin: Origin,
    when: datetime,
    complete: bool,
    announced: bool = False,
    understood: bool = True,
) -> int:
    """Keep an article where it was ``found``; see ``put``.

    What is not ``understood`` yet is found and listed, but belongs to no story.
    """
    article, data, row = ready.article, ready.data, found.row
    page_again = found.page_again(origin, complete=complete)
    new = row is None
    if row is None:
        row = _insert(conn, article, _NewArticle(source, found.was_read, page_again), origin, when, complete)
        bodies.save(conn, StoredText(row, origin, seconds(when), complete, article.words, data))
        derived.derive(conn, row, article, understood=understood, news=ready.news)
    else:
        from pullquote.cache.store.texts import earlier  # lazy: who only reads needs none

        had = None if pending.is_plain(conn, row) else earlier.shown(conn, row, origin)
        _replace_text(conn, ready, StoredText(row, origin, seconds(when), complete, article.words, data))
        if had is not None and had.data != data:
            earlier.note(conn, had, article, complete=complete)
    conn.executemany(
        "INSERT OR IGNORE INTO address (hash, article) VALUES (?, ?)", [(key, row) for key in found.addresses]
    )
    if source:
        _note_entry(conn, row, source)
    if new:
        from pullquote.cache.store.quotations import clippings  # lazy: who only reads needs none

        clippings.lead_back(conn, row, found.addresses, article.title, shared=found.shared)
        return row
    if source:
        conn.execute(_CLAIM, (source.feed, row))
    if origin == "feed" and not announced and not (found.elsewhere and has_page(conn, row)):
        _want_page(conn, row, page_again)
    elif origin == "page":
        conn.execute("UPDATE article SET page_again = NULL, page_error = NULL WHERE id = ?", (row,))
    return row


def announce(
    conn: sqlite3.Connection, article: Packed, *, source: FeedEntry, when: datetime, complete: bool, waiting: bytes
) -> int:
    """Keep an entry that is not understood yet, and return the id of its article; else as ``put``.

    A new article stands as headline and plain text, one that is there keeps its text, until ``waiting`` is understood.
    """
    found = _found(conn, article, source, "feed")
    row, new = found.row, found.row is None and not found.was_read
    if row is None:
        row = _put(conn, article, found, source=source, origin="feed", when=when, complete=complete, understood=False)
    else:
        _note_entry(conn, row, source)  # a change is taken over once, whatever comes of it
        again = found.page_again("feed", complete=complete)
        if again is not None and not (found.elsewhere and has_page(conn, row)):
            _want_page(conn, row, again)
    pending.note(conn, row, source.feed, source.entry.key, waiting, new=new, complete=complete)
    return row


def _found(conn: sqlite3.Connection, ready: Packed, source: FeedEntry | None, origin: Origin) -> _Found:
    """Return where an article is kept; see ``put``."""
    article = ready.article
    entry = source.entry if source else None
    shared = source.shared if source else origin == "feed"
    addresses = ready.found_by(entry.link if entry else None)
    known, was_read = _known_entry(conn, source)
    said = (article.title, stated_date(article, entry))
    existing = _existing(conn, article, known)
    row = existing or _elsewhere(conn, said, addresses, source, shared=shared)
    return _Found(row, was_read, addresses, shared, elsewhere=row is not None and existing is None)


def _note_entry(conn: sqlite3.Connection, row: int, source: FeedEntry) -> None:
    """Note by which entry an article came, and what that says now."""
    conn.execute(
        "INSERT INTO entry (feed, key, article, hash, fingerprint) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (feed, key) DO UPDATE SET article = ?3, hash = ?4, fingerprint = ?5",
        (source.feed, source.entry.key, row, source.hash, packed_fingerprint(source.fingerprint)),
    )


def _want_page(conn: sqlite3.Connection, row: int, again: int | None) -> None:
    """Note when the page of an article may be asked for, unix seconds; ``None`` for never."""
    conn.execute("UPDATE article SET page_again = ?, page_tries = 0, page_error = NULL WHERE id = ?", (again, row))


def has_page(conn: sqlite3.Connection, article: int) -> bool:
    """Return whether an article shows the whole text of its page."""
    row = conn.execute("SELECT shown, complete FROM article WHERE id = ?", (article,)).fetchone()
    return row is not None and row[0] == bodies.origin_code("page") and bool(row[1])


def leave_page(conn: sqlite3.Connection, article: int) -> None:
    """Note that the page of an article was looked at again, and that its text here stays."""
    _want_page(conn, article, None)


def annotated_before(conn: sqlite3.Connection, rules: int) -> list[int]:
    """List the articles whose shown text was annotated by rules older than ``rules``, the newest first.

    Those that wait to be understood are left out.
    """
    rows = conn.execute(
        sql(
            "SELECT a.id FROM article a WHERE a.rules < ? AND NOT {} ORDER BY a.moment DESC, a.id DESC",
            pending.condition("a."),
        ),
        (rules,),
    )
    return [row[0] for row in rows]


def forget_rules(conn: sqlite3.Connection) -> None:
    """Make every article count as annotated by the oldest rules."""
    conn.execute("UPDATE article SET rules = 0 WHERE rules <> 0")


def put_again(conn: sqlite3.Connection, text: StoredText, article: Packed) -> None:
    """Store what was analyzed anew from a stored text, unless that text was replaced or deleted meanwhile."""
    if bodies.load(conn, text.article, text.origin) != text.data:
        return
    _replace_text(conn, article, replace(text, words=article.article.words, data=article.data))
    conn.execute(
        "UPDATE article SET rules = ? WHERE id = ? AND shown = ?",
        (article.article.rules, text.article, bodies.origin_code(text.origin)),
    )


def describe_again(conn: sqlite3.Connection, number: int) -> None:
    """Make all that is derived from the text an article shows, for one whose own rows were put back."""
    code, rules, added, when = conn.execute(
        "SELECT shown, rules, added, moment FROM article WHERE id = ?", (number,)
    ).fetchone()
    value = bodies.unpack(bodies.load(conn, number, bodies.ORIGINS[code]) or b"")
    understood = not pending.of(conn, number) or rules > 0
    shown = derived.Shown(value, bodies.ORIGINS[code], moment(added))
    derived.describe(conn, number, shown, understood=understood)
    conn.execute("UPDATE article SET rules = ?, moment = ? WHERE id = ?", (rules, when, number))


def wanting_page(
    conn: sqlite3.Connection, *, limit: int, feeds: Collection[int] | None = None, now: datetime
) -> list[PageWanted]:
    """List articles whose full page may be fetched now, the newest first; failures wait for their time."""
    rows = conn.execute(
        "SELECT a.id, a.url, a.other_url, a.title, a.feed, a.page_tries FROM article a JOIN feed f ON f.id = a.feed "
        "WHERE a.page_again <= ?1 AND a.url IS NOT NULL AND f.full_text = 1 AND f.removed IS NULL "
        "AND (?2 IS NULL OR a.feed IN (SELECT value FROM json_each(?2))) ORDER BY a.moment DESC, a.id DESC LIMIT ?3",
        (seconds(now), None if feeds is None else json_list(feeds), limit),
    )
    return [
        PageWanted(article=number, url=url, other_url=other, title=title, feed=feed, tries=tries)
        for number, url, other, title, feed, tries in rows
    ]


def other_url(conn: sqlite3.Connection, article: int) -> str | None:
    """Return where the page of an article may be when nothing is at its address."""
    row = conn.execute("SELECT other_url FROM article WHERE id = ?", (article,)).fetchone()
    return row[0] if row else None


def page_failed(
    conn: sqlite3.Connection, article: int, sentence: str, *, now: datetime, again: datetime | None
) -> None:
    """Store why a page could not be fetched and when to try ``again``; ``None`` for never."""
    later = None if again is None else max(seconds(again), seconds(now) + 1)
    conn.execute(
        "UPDATE article SET page_again = ?, page_tries = page_tries + 1, page_error = ? WHERE id = ?",
        (later, clean_line(sentence), article),
    )


def delete(conn: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Delete articles with all that is derived from them; entries stay as tombstones that remember the read mark."""
    for number in ids:
        row = conn.execute("SELECT shown, read FROM article WHERE id = ?", (number,)).fetchone()
        if row is None:
            continue
        _forget_text(conn, number, bodies.ORIGINS[row[0]])
        conn.execute("UPDATE entry SET article = NULL, read = ? WHERE article = ?", (row[1], number))
        bodies.delete(conn, number)
        conn.execute("DELETE FROM article WHERE id = ?", (number,))


def _known_entry(conn: sqlite3.Connection, source: FeedEntry | None) -> tuple[int | None, bool]:
    """Return the article of an entry that was seen before, and whether its tombstone says it was read."""
    if source is None:
        return None, False
    row = conn.execute(
        "SELECT article, read, hash FROM entry WHERE feed = ? AND key = ?", (source.feed, source.entry.key)
    ).fetchone()
    if row is None:
        return None, False
    return row[0], bool(row[1]) or bool(row[2])


def _existing(conn: sqlite3.Connection, article: Article, known: int | None) -> int | None:
    """Find the row of an article by its id, else by that of its entry."""
    if article.id is not None and conn.execute("SELECT 1 FROM article WHERE id = ?", (article.id,)).fetchone():
        return article.id
    return known


def _elsewhere(
    conn: sqlite3.Connection,
    said: tuple[str, int | None],
    addresses: Sequence[int],
    source: FeedEntry | None,
    *,
    shared: bool,
) -> int | None:
    """Find the row of an article that came another way: by another feed, or added by its address.

    Where the address is ``shared`` by several articles, it is the one that has the same title, and the same date if
    both have one (``said``).
    """
    date = said[1]
    for key in addresses:
        rows = conn.execute(
            "SELECT a.id, a.title, iif(a.dated, a.moment, NULL) FROM address d JOIN article a ON a.id = d.article "
            "WHERE d.hash = ?1 AND NOT EXISTS (SELECT 1 FROM entry WHERE article = a.id AND feed = ?2) ORDER BY a.id",
            (key, source.feed if source else None),
        ).fetchall()
        if len(rows) == 1 and not shared:
            return int(rows[0][0])
        for number, other, when in rows:
            if normalize(other) == normalize(said[0]) and (when == date or None in (when, date)):
                return int(number)
    return None


def _insert(
    conn: sqlite3.Connection, article: Article, new: _NewArticle, origin: Origin, when: datetime, complete: bool
) -> int:
    """Write the row of a new article whole, so that its indices are touched once."""
    entry, feed = (new.source.entry, new.source.feed) if new.source else (None, None)
    seen = seconds(when)
    dated = stated_date(article, entry)
    stamp = seen if dated is None else dated
    cursor = conn.execute(
        _INSERT,
        (
            stamp if stamp <= seen + derived.AHEAD else seen,
            int(dated is not None),
            seen,
            feed,
            article.title,
            article.url or (entry.link if entry else None) or article.canonical_url,
            int(new.was_read),
            int(origin == "sample"),
            bodies.origin_code(origin),
            int(complete),
            new.page_again,
            entry.other_link if entry else None,
            derived.outlet(conn, article.outlet),
            *derived.columns(article),
        ),
    )
    return int(cursor.lastrowid or 0)


def stated_date(article: Article, entry: Entry | None) -> int | None:
    """Return the time an article states, or the entry it came by."""
    return seconds(article.published or (entry and (entry.published or entry.updated)) or article.updated)


def _replace_text(conn: sqlite3.Connection, ready: Packed, text: StoredText) -> None:
    """Replace the text of one origin and, if another text is shown now, all that is derived from it."""
    number = text.article
    code = conn.execute("SELECT shown FROM article WHERE id = ?", (number,)).fetchone()[0]
    old = bodies.ORIGINS[code]
    before = bodies.load(conn, number, old)
    bodies.save(conn, text)
    chosen, complete = bodies.preferred(conn, number)
    conn.execute("UPDATE article SET complete = ? WHERE id = ?", (int(complete), number))
    if chosen == old and (chosen != text.origin or before == text.data):
        return
    if before is not None:
        derived.forget(conn, number, bodies.unpack(before))
    shown = derived.Shown(ready.article, chosen, moment(text.stored), ready.news)
    if chosen != text.origin:
        value = bodies.unpack(bodies.load(conn, number, chosen) or b"")
        shown = derived.Shown(value, chosen, shown.stored)
    derived.describe(conn, number, shown)


def _forget_text(conn: sqlite3.Connection, number: int, origin: Origin) -> None:
    data = bodies.load(conn, number, origin)
    if data is not None:
        derived.forget(conn, number, bodies.unpack(data))


def give_back(conn: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Delete articles that were added for a while, but for those the user chose to keep by a mark."""
    chosen = sql("SELECT 1 FROM article WHERE id = ? AND {}", bodies.chosen())
    delete(conn, [number for number in numbers if conn.execute(chosen, (number,)).fetchone() is None])
