"""Stories: which articles are the same news. Found when an article is stored, by what is rare in it (``core.stories``).

All of it can be made anew from the texts, but for what a person said of two articles (``told``), which stands above it.
"""

from __future__ import annotations

import contextlib
import heapq
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from zlib import crc32

import msgspec

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import LibraryDamaged
from pullquote.cache.core.names import normalize
from pullquote.cache.core.stories.grouping import ALIKE, MOST_COMPARED, WINDOW, belongs, likeness, rarity
from pullquote.cache.core.stories.likeness import Rarity
from pullquote.cache.core.stories.news import VERSION, News, news_in, placed
from pullquote.cache.core.stories.novelty import Told, new_beyond, told_by, words_in
from pullquote.cache.store.file.connection import note
from pullquote.cache.store.file.conversions import json_list, moment, sql
from pullquote.cache.store.stories import rows as story_rows
from pullquote.cache.store.texts import bodies

_HOUR = 3_600
_SPAN = WINDOW // _HOUR
_BEFORE, _AFTER = 48, 16
"""Articles that are looked at for one key, before and after the one that is kept: the nearest in time."""
_COUNTED = 400
_CANDIDATES, _ENOUGH = 12, 0.7
"""Articles a new one is compared with at most, and what those share with it at least: a rare key, or a quotation."""
_FIRST_READ, _READ_BEFORE = 2, 6
_RETOLD = 12
"""Earlier texts that are read to know what is new in one, and later articles for which that is found out again."""
_MARKS = 3
_NEAR = 2 * 86_400
"""Seconds around an article within which another may be said to be the same news that shares nothing with it."""
_unpack = msgspec.msgpack.Decoder(News)
_numbers = msgspec.json.Decoder(list[int]).decode

_OF = "SELECT n.article, n.data, n.story FROM news n WHERE n.article IN (SELECT value FROM json_each(?))"
# One question for all keys of an article; ids come as JSON, because a row of Python for each costs most of the time.
_NEAREST = sql(
    "SELECT j.value, (SELECT json_group_array(article) FROM (SELECT article FROM news_key WHERE key = j.value "
    "AND hour BETWEEN ?2 - {0} AND ?2 ORDER BY hour DESC LIMIT {1})), "
    "(SELECT json_group_array(article) FROM (SELECT article FROM news_key WHERE key = j.value "
    "AND hour BETWEEN ?2 + 1 AND ?2 + {0} ORDER BY hour LIMIT {2})) FROM json_each(?1) j",
    str(_SPAN),
    str(_BEFORE),
    str(_AFTER),
)
_COUNTS = sql(
    "SELECT j.value, (SELECT count(*) FROM (SELECT 1 FROM news_key WHERE key = j.value "
    "AND hour BETWEEN ?2 - {0} AND ?2 + {0} LIMIT {1})) FROM json_each(?1) j",
    str(_SPAN),
    str(_COUNTED),
)
_HAVING = sql("SELECT article FROM news_key WHERE key = ?1 AND hour BETWEEN ?2 - {0} AND ?2 + {0}", str(_SPAN))
_FIRST = "SELECT article, data FROM news WHERE story = ?1 AND article <> ?2 ORDER BY article LIMIT ?3"
_LAST = "SELECT article, data FROM news WHERE story = ?1 AND article <> ?2 ORDER BY article DESC LIMIT ?3"
_ANY_OF = "SELECT 1 FROM news WHERE story = ?1 AND article IN (SELECT value FROM json_each(?2)) LIMIT 1"
_NEWEST = (
    "SELECT n.article FROM news n JOIN article a ON a.id = n.article WHERE n.story = ? "
    "ORDER BY a.moment DESC, a.id DESC LIMIT ?"
)
_EARLIEST = (
    "SELECT n.article FROM news n JOIN article a ON a.id = n.article WHERE n.story = ? ORDER BY a.moment, a.id LIMIT ?"
)
_HEADS = (
    "UPDATE article SET below = NOT below WHERE id IN (SELECT article FROM news WHERE story = ?1) AND below <> "
    "(muted = 0 AND id <> (SELECT n.article FROM news n JOIN article a ON a.id = n.article "
    "WHERE n.story = ?1 AND a.muted = 0 ORDER BY n.adds DESC, a.moment DESC, a.id DESC LIMIT 1))"
)
"""Rows that another stands for, by the words of the migration that made ``article.below``."""
_ALONE = "UPDATE article SET below = 0 WHERE id = ? AND below = 1"
_TEXTS_OF = sql(
    "SELECT a.id, a.title, b.data FROM article a JOIN body b ON {} WHERE a.id IN (SELECT value FROM json_each(?))",
    bodies.SHOWN_BODY,
)


# Kept with every text that is shown (``derived``)


def keep(conn: sqlite3.Connection, number: int, value: Article, found: bytes = b"") -> None:
    """Write what tells the news of an article's shown text, and find the story it belongs to.

    It stays in the story it is in, if that still suits it. ``found`` is what the text tells (``packed``), where it has
    been read before: that takes a third of the time.
    """
    row = conn.execute(
        "SELECT a.moment, o.key, n.story FROM article a LEFT JOIN outlet o ON o.id = a.outlet "
        "LEFT JOIN news n ON n.article = a.id WHERE a.id = ?",
        (number,),
    ).fetchone()
    if row is None:
        return
    news = placed(_read(found) or news_in(value), moment(row[0]), row[1])
    conn.execute(
        "INSERT INTO news (article, data) VALUES (?1, ?2) ON CONFLICT (article) DO UPDATE SET data = ?2",
        (number, packed(news)),
    )
    conn.executemany(
        "INSERT OR IGNORE INTO news_key (key, hour, article) VALUES (?, ?, ?)",
        [(key, news.when // _HOUR, number) for key in news.keys],
    )
    _place(conn, number, news, row[2], _marks_of(conn, number, value))


def packed(news: News) -> bytes:
    """Return what tells the news of an article as it is kept."""
    return msgspec.msgpack.encode(news)


def forget(conn: sqlite3.Connection, number: int) -> None:
    """Take back what ``keep`` wrote, but for the story an article is in: its next text mostly belongs there too."""
    row = conn.execute("SELECT data FROM news WHERE article = ?", (number,)).fetchone()
    if row is None:
        return
    with contextlib.suppress(msgspec.MsgspecError):
        news = _unpack.decode(row[0])
        conn.executemany(
            "DELETE FROM news_key WHERE key = ? AND hour = ? AND article = ?",
            [(key, news.when // _HOUR, number) for key in news.keys],
        )
    conn.execute("UPDATE news SET data = x'' WHERE article = ?", (number,))


def _place(conn: sqlite3.Connection, number: int, news: News, story: int | None, known: Sequence[int]) -> None:
    """Put an article into the story it belongs to, which may be a new one with another article."""
    same, other = _told_of(conn, known)
    if same:
        unite(conn, [number, *same])
        return
    found, told = _candidates(conn, number, news)
    if story is not None:  # stays, as long as it is not another news now
        if _fits(conn, number, news, story, told, other):
            _tell_new(conn, story, number)
            return
        take_out(conn, number, story)
    best, into = 0.0, None
    for candidate in dict.fromkeys((row[2] or -row[0]) for row in found):
        score = _fits(conn, number, news, candidate, told, other)
        if score > best:
            best, into = score, candidate
    if into is None:
        return
    _put(conn, [number] if into > 0 else [number, -into], into if into > 0 else _next(conn))
    joined = conn.execute("SELECT story FROM news WHERE article = ?", (number,)).fetchone()[0]
    for one, data, where in found:  # others that stood alone may belong here now
        if where is None and one != -into and (single := _decoded(data)) and likeness(news, single, told) >= ALIKE:
            forbidden = _told_of(conn, marks(conn, one))[1]
            if _fits(conn, one, single, joined, told, forbidden):
                _put(conn, [one], joined)
    _tell_new(conn, joined)


def _candidates(
    conn: sqlite3.Connection, number: int, news: News, *, least: float = _ENOUGH, most: int = _CANDIDATES
) -> tuple[list[tuple[int, bytes, int | None]], Rarity]:
    """Return the articles that share most with one, with their stories, and how much each key tells."""
    counts, having = _near(conn, news)
    told = rarity(counts)
    weight: dict[int, float] = {}
    quotes = set(news.quotes)
    for key, articles in having.items():
        tells = told(key) + (_ENOUGH if key in quotes else 0)
        for article in articles:
            weight[article] = weight.get(article, 0.0) + tells
    weight.pop(number, None)
    enough = [article for article, tells in weight.items() if tells >= least]
    best = heapq.nlargest(most, enough, key=lambda article: (weight[article], article))
    rows = {row[0]: row for row in conn.execute(_OF, (json_list(best),))}
    return [rows[article] for article in best if article in rows], told


def _near(conn: sqlite3.Connection, news: News) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Return how many articles have each key of one within the days that are compared, and those nearest in time.

    Where few have a key that is all of them, and the article itself may be among them.
    """
    hour = news.when // _HOUR
    counts: dict[int, int] = {}
    having: dict[int, list[int]] = {}
    many: list[int] = []
    for key, before, after in conn.execute(_NEAREST, (json_list(news.keys), hour)):
        earlier, later = _numbers(before), _numbers(after)
        having[key] = earlier + later
        counts[key] = len(having[key])
        if len(earlier) == _BEFORE or len(later) == _AFTER:
            many.append(key)
    if many:
        for key, count in conn.execute(_COUNTS, (json_list(many), hour)).fetchall():
            counts[key] = count
            if count < _BEFORE + _AFTER:
                having[key] = [row[0] for row in conn.execute(_HAVING, (key, hour))]
    return counts, having


def _fits(
    conn: sqlite3.Connection, number: int, news: News, story: int, told: Rarity, forbidden: Collection[int]
) -> float:
    """Return how well an article belongs to a story, or to the single article ``-story``; 0 for not at all."""
    if -story in forbidden or (forbidden and conn.execute(_ANY_OF, (story, json_list(forbidden))).fetchone()):
        return 0.0
    if story > 0:
        rows = _compared(conn, story, number)
    else:
        rows = conn.execute("SELECT article, data FROM news WHERE article = ?", (-story,)).fetchall()
    return belongs(news, [found for _, data in rows if (found := _decoded(data))], told)


def _compared(conn: sqlite3.Connection, story: int, without: int) -> list[tuple[int, bytes]]:
    """Return the articles of a story that another one is compared with: as many however long the story is."""
    rows = conn.execute(_FIRST, (story, without, MOST_COMPARED)).fetchall()
    if len(rows) < MOST_COMPARED:
        return rows
    half = MOST_COMPARED // 2
    return rows[:half] + conn.execute(_LAST, (story, without, half)).fetchall()[::-1]


@lru_cache(512)  # those of a day are compared with many
def _decoded(data: bytes) -> News | None:
    return _read(data)


def _read(data: bytes) -> News | None:
    """Return what tells the news of an article as it was kept; ``None`` where that cannot be used."""
    try:
        found = _unpack.decode(data) if data else None
        return found if found is None or found.version == VERSION else None
    except msgspec.MsgspecError:
        return None


def forget_all(conn: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Forget what tells the news of articles, whatever is kept of it, for ``rows.missing`` to find them."""
    conn.execute("UPDATE news SET data = x'' WHERE article IN (SELECT value FROM json_each(?))", (json_list(numbers),))
    conn.execute("DELETE FROM news_key WHERE article IN (SELECT value FROM json_each(?))", (json_list(numbers),))


def make_anew(conn: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Find out from their texts again what tells the news of articles, and their stories."""
    forget_all(conn, numbers)
    for number in numbers:
        data = bodies.shown(conn, number)
        with contextlib.suppress(LibraryDamaged):
            if data is not None:
                keep(conn, number, bodies.unpack(data))


def unsound(conn: sqlite3.Connection) -> list[int]:
    """Return the articles of which what is kept cannot be read."""
    return [number for number, data in conn.execute("SELECT article, data FROM news") if data and not _decoded(data)]


def place_again(conn: sqlite3.Connection, number: int) -> None:
    """Find the story of an article that is in none."""
    row = conn.execute("SELECT data FROM news WHERE article = ?", (number,)).fetchone()
    if row is not None and (news := _decoded(row[0])):
        _place(conn, number, news, None, marks(conn, number))


# What a person said of two articles


def marks(conn: sqlite3.Connection, number: int) -> list[int]:
    """Return the numbers by which ``told`` knows an article: its addresses, of the title where it has none."""
    found = [row[0] for row in conn.execute("SELECT hash FROM address WHERE article = ? ORDER BY hash", (number,))]
    if found:
        return found[:_MARKS]
    row = conn.execute(
        "SELECT a.title, o.key FROM article a LEFT JOIN outlet o ON o.id = a.outlet WHERE a.id = ?", (number,)
    ).fetchone()
    return [crc32(f"{normalize(row[0])}\n{row[1]}".encode())] if row else []


def _marks_of(conn: sqlite3.Connection, number: int, value: Article) -> list[int]:
    """Return the marks of an article that is being stored, whose addresses may not be written yet."""
    if conn.execute("SELECT 1 FROM told LIMIT 1").fetchone() is None:
        return []
    from pullquote.cache.core.urls import address_key  # lazy: mostly nothing was told

    stated = (key for url in (value.canonical_url, value.url) if (key := address_key(url)) is not None)
    return [*dict.fromkeys((*stated, *marks(conn, number)))]


def _told_of(conn: sqlite3.Connection, known: Sequence[int]) -> tuple[list[int], set[int]]:
    """Return the articles of which a person said that they are the same news as one, and those that are not."""
    if not known:
        return [], set()
    same: dict[int, None] = {}
    other: set[int] = set()
    for mark, is_same in conn.execute(
        "SELECT other, same FROM told WHERE one IN (SELECT value FROM json_each(?1)) "
        "UNION SELECT one, same FROM told WHERE other IN (SELECT value FROM json_each(?1))",
        (json_list(known),),
    ).fetchall():
        for number in _marked(conn, mark):
            if is_same:
                same[number] = None
            else:
                other.add(number)
    return [number for number in same if number not in other], other


def _marked(conn: sqlite3.Connection, mark: int) -> list[int]:
    """Return the articles that a mark means."""
    found = [row[0] for row in conn.execute("SELECT article FROM address WHERE hash = ?", (mark,))]
    if found or not 0 <= mark <= 0xFFFFFFFF:
        return found
    rows = conn.execute(
        "SELECT id FROM article a WHERE NOT EXISTS (SELECT 1 FROM address WHERE article = a.id) "
        "ORDER BY moment DESC LIMIT 400"
    ).fetchall()
    return [number for (number,) in rows if mark in marks(conn, number)]


# The stories themselves


def _next(conn: sqlite3.Connection) -> int:
    """Return the number of a story to come; it is never used again."""
    row = conn.execute("UPDATE meta SET value = value + 1 WHERE key = 'story' RETURNING value").fetchone()
    return int(row[0])


def _put(conn: sqlite3.Connection, numbers: Iterable[int], story: int | None) -> None:
    _put_each(conn, dict.fromkeys(numbers, story))
    changed(conn)


def _put_each(conn: sqlite3.Connection, into: Mapping[int, int | None]) -> None:
    """Put articles into stories. Those in none stand alone; the heads of the stories are found with what is new."""
    conn.executemany(
        "UPDATE news SET story = ?, adds = 1, fresh = NULL WHERE article = ?", [(s, a) for a, s in into.items()]
    )
    conn.executemany(_ALONE, [(number,) for number, story in into.items() if story is None])


def keep_heads(conn: sqlite3.Connection, stories: Iterable[int]) -> None:
    """Write down which articles of stories stand under another in a list by story (``article.below``)."""
    conn.executemany(_HEADS, [(story,) for story in stories])


def take_out(conn: sqlite3.Connection, number: int, story: int) -> None:
    """Take an article out of a story; one that is left alone is in none any more."""
    _put(conn, [number], None)
    _dissolve(conn, story)


def _dissolve(conn: sqlite3.Connection, story: int) -> None:
    """End a story of which one article is left; find out what is new in another."""
    left = conn.execute("SELECT article FROM news WHERE story = ? LIMIT 2", (story,)).fetchall()
    if len(left) == 1:
        _put(conn, [left[0][0]], None)
    elif left:
        _tell_new(conn, story)


def unite(conn: sqlite3.Connection, numbers: Sequence[int]) -> int:
    """Make one story of articles and of the stories they are in; return its number."""
    there = conn.execute(
        "SELECT article, story FROM news WHERE article IN (SELECT value FROM json_each(?))", (json_list(numbers),)
    ).fetchall()
    stories = sorted({story for _, story in there if story is not None})
    into = stories[0] if stories else _next(conn)
    for story in stories[1:]:
        conn.execute("UPDATE news SET story = ? WHERE story = ?", (into, story))
    _put(conn, [article for article, story in there if story is None], into)
    _tell_new(conn, into)
    return into


def put_as_before(conn: sqlite3.Connection, were: Mapping[int, int | None]) -> None:
    """Put articles into the stories they were in."""
    left = {story_rows.story_of(conn, article) for article in were}
    _put_each(conn, were)
    for story in {*left, *were.values()} - {None}:
        if story is not None:
            _dissolve(conn, story)
    changed(conn)


def likely(conn: sqlite3.Connection, article: int, limit: int) -> list[int]:
    """Return the articles of the days around that may be the same news as one, those that share most with it first.

    Those of its story are left out; where few share anything, the nearest in time follow.
    """
    row = conn.execute("SELECT data, story FROM news WHERE article = ?", (article,)).fetchone()
    news = _decoded(row[0]) if row else None
    if news is None:
        return []
    found, _ = _candidates(conn, article, news, least=0.0, most=3 * limit)
    apart: dict[int, int] = {}  # one of each other story
    for one, _, story in found:
        if story is None or story != row[1]:
            apart.setdefault(story or -one, one)
    near = conn.execute(
        "SELECT a.id, n.story FROM article a LEFT JOIN news n ON n.article = a.id "
        "WHERE a.moment BETWEEN ?1 - ?2 AND ?1 + ?2 AND a.id <> ?3 ORDER BY abs(a.moment - ?1), a.id LIMIT ?4",
        (news.when, _NEAR, article, 4 * limit),
    ).fetchall()
    for one, story in near:
        if story is None or story != row[1]:
            apart.setdefault(story or -one, one)
    return list(apart.values())[:limit]


def changed(conn: sqlite3.Connection) -> None:
    """Note that stories are others now."""
    conn.execute("UPDATE meta SET value = value + 1 WHERE key = 'stories'")


def _tell_new(conn: sqlite3.Connection, story: int, since: int | None = None) -> None:
    """Find out which articles of a story say something that the earlier ones have not said.

    That is asked of the newest ones, from the article ``since`` on: what is before it is not touched by it. It is done
    once for each story, when the transaction ends, however many articles came into it.
    """
    due = note(conn, _tell_noted)
    if due is None:
        _tell_noted(conn, {story: {since}})
    else:
        due.setdefault(story, set()).add(since)


def _tell_noted(conn: sqlite3.Connection, due: Mapping[int, set[int | None]]) -> None:
    for story, since in due.items():
        before, after, is_first = _retold(conn, story, since)
        rows = {row[0]: row for row in conn.execute(_TEXTS_OF, (json_list([*before, *after]),))}
        said: set[str] = set()
        for number in before:
            if number in rows:
                said |= _told_by(*rows[number][1:]).words
        for at, number in enumerate(after):
            told = _told_by(*rows[number][1:]) if number in rows else None
            is_compared = told is not None and told.is_whole and (at or not is_first)
            new = new_beyond(told, said) if told is not None and is_compared else None
            conn.execute(
                "UPDATE news SET adds = ?1, fresh = ?2 WHERE article = ?3 AND (adds, fresh) IS NOT (?1, ?2)",
                (int(new is None or bool(new)), None if new is None else msgspec.msgpack.encode(new), number),
            )
            if told is not None:
                said |= told.words
    keep_heads(conn, due)
    changed(conn)


def _retold(conn: sqlite3.Connection, story: int, since: Collection[int | None]) -> tuple[list[int], list[int], bool]:
    """Return the articles of a story of which it is found out what they say that is new, and some of those before.

    By time, with whether the first of them is the first of the story; of a long one its ends alone are read.
    """
    ends = _FIRST_READ + _READ_BEFORE + _RETOLD
    order = [row[0] for row in conn.execute(_NEWEST, (story, ends + 1))][::-1]
    start = 0 if None in since else next((at for at, number in enumerate(order) if number in since), 0)
    start = max(start, len(order) - _RETOLD, 0)
    before = order[:start]
    if len(order) > ends:
        before = [row[0] for row in conn.execute(_EARLIEST, (story, _FIRST_READ))] + before[_FIRST_READ:]
    return [*before[:_FIRST_READ], *before[_FIRST_READ:][-_READ_BEFORE:]], order[start:], not start


@lru_cache(128)  # a story that grows is read again and again
def _told_by(title: str, data: bytes) -> Told:
    """Return the words of an article as it is kept; those of its headline alone where its text cannot be read."""
    try:
        return told_by(bodies.unpack(data), title)
    except LibraryDamaged:
        return Told(frozenset(words_in([title])), is_whole=False)
