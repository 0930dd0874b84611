"""Queries answered: ids in order, counts, ranked hits, and the query in words."""

from __future__ import annotations

import math
import re
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Sequence

from pullquote.cache.core.counts import listed
from pullquote.cache.core.order import Order
from pullquote.cache.core.query import All, Any, Field, Node, Not, Time, Words, parse, pattern_of, words_of
from pullquote.cache.core.results import SearchHit
from pullquote.cache.store.file.conversions import id_list, json_list, now, seconds, sql
from pullquote.cache.store.reading import headlines
from pullquote.cache.store.reading.newest import Newest
from pullquote.cache.store.reading.query_sql import expression, is_anything_muted, is_wide, matching
from pullquote.cache.store.texts import bodies

_ORDERS = {
    Order.NEWEST: "a.id FROM article a ORDER BY a.moment DESC, a.id DESC",
    Order.OLDEST: "a.id FROM article a ORDER BY a.moment, a.id",
    Order.UNREAD_FIRST: "a.id FROM article a ORDER BY a.read, a.moment DESC, a.id DESC",
    Order.OUTLET: "a.id FROM outlet o CROSS JOIN article a ON a.outlet = o.id ORDER BY o.key, a.moment DESC, a.id DESC",
    Order.SHORTEST: "a.id FROM article a ORDER BY a.words, a.moment DESC, a.id DESC",
    Order.LONGEST: "a.id FROM article a ORDER BY a.words DESC, a.moment, a.id",
    Order.QUEUE: "a.id FROM article a WHERE a.queued IS NOT NULL ORDER BY a.queued",
}
_REST = {  # what stands after the articles that such an order is about
    Order.OUTLET: "a.id FROM article a WHERE a.outlet IS NULL ORDER BY a.moment DESC, a.id DESC",
    Order.QUEUE: "a.id FROM article a WHERE a.queued IS NULL ORDER BY a.moment DESC, a.id DESC",
}
_MARKED: dict[Node, str] = {  # queries an index answers by itself, in order too
    Field("is", "unread"): "FROM article a WHERE a.read = 0",
    Field("is", "read"): "FROM article a WHERE a.read = 1",
    Field("is", "starred"): "FROM article a WHERE a.starred = 1",
}
_NEWEST_FIRST = "ORDER BY a.moment DESC, a.id DESC"
_WALKED: dict[Node, str] = {  # what so many articles have that the newest are found by going through all of them
    Field("has", "quote"): "a.quotes > 0",
    Field("has", "release"): "a.releases > 0",
    Field("has", "picture"): "a.picture = 1",
    Field("is", "unread"): "a.read = 0",
    Field("is", "read"): "a.read = 1",
    Field("is", "starred"): "a.starred = 1",
}
LARGE = 50_000
"""Articles of a library in which the first that answer a query are looked for before all."""
_LOOKED_AT = (1_024, 4_096, 12_288)
"""Articles that are looked at, one lot after the other, for the first that answer."""
_LEAST_LOOKED_AT = 128
"""Articles that are looked at before those where nothing but the first is wanted."""
_AT_ONCE = 20_000
"""Articles of a long list that are asked at once: other threads go on in between."""
_UNMUTED = Not(Field("is", "muted"))
_FEW = 2_000
_RANKED, _TITLED = 600, 300
_DEEP = 8
"""How many times as many of the newest matches are asked what else is asked for, before all articles are."""
_SHOWN_TEXTS = sql(
    "SELECT a.id, b.data FROM json_each(?) j CROSS JOIN article a ON a.id = j.value JOIN body b ON {}",
    bodies.SHOWN_BODY,
)
_SNIPPET, _BEFORE = 160, 40
"""Characters of a snippet, and about how many of them stand before the first match."""


def ids(conn: sqlite3.Connection, query: str, order: Order = Order.NEWEST, newest: Newest | None = None) -> array[int]:
    """Return the ids of all matching articles in order; ``newest`` saves reading them all again. Not to be changed."""
    newest = newest or Newest()
    tree = read(conn, query)
    if not tree.nodes:
        return newest.ids(conn) if order is Order.NEWEST else array("q", _ordered(conn, order))
    if order is Order.NEWEST and tree.nodes[0] in _MARKED and len(tree.nodes) == 1:
        return array("q", id_list(conn, f"a.id {_MARKED[tree.nodes[0]]} ORDER BY a.moment DESC, a.id DESC"))
    found = matching(conn, tree, lambda: newest.ids(conn))
    if len(found) < _FEW and order is Order.NEWEST:
        few = "a.id FROM json_each(?) j CROSS JOIN article a ON a.id = j.value ORDER BY a.moment DESC, a.id DESC"
        return array("q", id_list(conn, few, json_list(found)))
    row = newest.ids(conn) if order is Order.NEWEST else _ordered(conn, order)
    there: array[int] = array("q")
    for start in range(0, len(row), _AT_ONCE):
        there.extend(filter(found.__contains__, row[start : start + _AT_ONCE]))
    return there


def first(
    conn: sqlite3.Connection,
    query: str,
    order: Order,
    most: int,
    newest: Newest | None = None,
    *,
    alone: bool = False,
) -> array[int]:
    """Return the first of the ids that ``ids`` returns, ``most`` of them, at a cost that does not grow with all.

    None of them where that is no gain: the library is not large, or few of its first articles answer. ``alone``: the
    others will not be asked for, so that it is a gain in a library of any size.
    """
    tree, found, at = read(conn, query), array("q"), 0
    if alone and not tree.nodes:
        found.extend(id_list(conn, sql("{} LIMIT ?", _ORDERS[order]), most))
        return found if len(found) == most else array("q")
    every: array[int] = array("q")
    if not alone:
        every = (newest or Newest()).ids(conn)
        if len(every) < LARGE:
            return found
        if order is Order.NEWEST and not tree.nodes:
            return every[:most]
    for size in (_LEAST_LOOKED_AT, *_LOOKED_AT) if alone else _LOOKED_AT:
        if order is Order.NEWEST and not alone:
            part: Sequence[int] = every[at : at + size]
        else:
            part = id_list(conn, sql("{} LIMIT ? OFFSET ?", _ORDERS[order]), size, at)
        there = set(part)
        found.extend(filter(matching(conn, tree, tuple, among=there).__contains__, part) if tree.nodes else part)
        at += size
        if len(found) >= most:
            return found[:most]
        if len(part) < size or len(found) * sum(_LOOKED_AT) < most * at:
            break
    return array("q")


def count(conn: sqlite3.Connection, query: str) -> int:
    """Count the matching articles."""
    tree = read(conn, query)
    if not tree.nodes:
        return sum(_counted(conn))
    if tree.nodes == (Field("is", "unread"),):
        return _counted(conn)[1]
    if tree.nodes == (Field("is", "read"),):
        return _counted(conn)[0]
    if len(tree.nodes) == 1 and tree.nodes[0] in _MARKED:
        return int(conn.execute(f"SELECT count(*) {_MARKED[tree.nodes[0]]}").fetchone()[0])
    return len(matching(conn, tree, lambda: id_list(conn, "id FROM article")))


def is_walked(conn: sqlite3.Connection, query: str) -> bool:
    """Return whether ``newest_first`` reads no more of what answers a query than is taken of it."""
    return all(node in _WALKED for node in read(conn, query).nodes)


def is_everything(conn: sqlite3.Connection, query: str) -> bool:
    """Return whether every article answers a query."""
    return not read(conn, query).nodes


def unread_among(conn: sqlite3.Connection, ids: Collection[int]) -> int:
    """Count the unread among some articles."""
    query = "SELECT count(*) FROM json_each(?) j CROSS JOIN article a ON a.id = j.value WHERE +a.read = 0"
    return int(conn.execute(query, (json_list(ids),)).fetchone()[0])


def newest_first(
    conn: sqlite3.Connection, query: str, *, among: Collection[int] | None = None, newest: Newest | None = None
) -> Iterable[int]:
    """Yield the ids that ``ids`` returns, the newest first, for who takes a few: where it can be, only those are read.

    ``among`` some articles only.
    """
    tree = read(conn, query)
    walked = all(node in _WALKED for node in tree.nodes)
    where = " AND ".join(_WALKED[node] for node in tree.nodes if walked) or "1"
    if among is not None and walked:
        some = "SELECT a.id FROM json_each(?) j CROSS JOIN article a ON a.id = j.value WHERE {} {}"
        return (row[0] for row in conn.execute(sql(some, where, _NEWEST_FIRST), (json_list(among),)))
    if walked:
        return (row[0] for row in conn.execute(sql("SELECT a.id FROM article a WHERE {} {}", where, _NEWEST_FIRST)))
    found = ids(conn, query, newest=newest)
    return found if among is None else filter(set(among).__contains__, found)


def _counted(conn: sqlite3.Connection) -> tuple[int, int]:
    """Return how many articles are read, and how many unread: what feeds have is counted already."""
    of_feeds, unread = conn.execute("SELECT ifnull(sum(articles), 0), ifnull(sum(unread), 0) FROM feed").fetchone()
    others = conn.execute("SELECT count(*), ifnull(sum(1 - read), 0) FROM article WHERE feed IS NULL").fetchone()
    unread += others[1]
    return of_feeds + others[0] - unread, unread


def hits(
    conn: sqlite3.Connection,
    query: str,
    *,
    limit: int,
    newest: Newest | None = None,
    among: Collection[int] | None = None,
) -> list[SearchHit]:
    """Return the best matches (see ``best``), each with a snippet."""
    chosen = best(conn, query, limit=limit, newest=newest, among=among)
    marker = _Marker([part for node in parse(query).nodes if expression(node) for part in words_of(node)])
    cut = _snippets(conn, chosen, marker)
    return [SearchHit(headline, *cut.get(headline.id, ("", ()))) for headline in headlines.headlines(conn, chosen)]


def best(
    conn: sqlite3.Connection,
    query: str,
    *,
    limit: int,
    newest: Newest | None = None,
    among: Collection[int] | None = None,
) -> list[int]:
    """Return the ids of the best matches, ranked by how well they match and how new they are; ``among`` some only.

    Ranked are the newest matches and the newest whose title matches: ids follow time closely enough, and
    going through them from the end is a thousand times faster than ranking every match of a common word.
    A query without words gives its newest articles.
    """
    tree = read(conn, query)
    words = [node for node in tree.nodes if expression(node)]
    if not words:
        every = ids(conn, query, newest=newest)
        return list(every if among is None else filter(set(among).__contains__, every))[:limit]
    text = " AND ".join(f"({expression(node)})" for node in words)
    rest = All(tuple(node for node in tree.nodes if not expression(node)))
    if rest.nodes and among is None and all(map(is_wide, rest.nodes)):
        few = _ranked_of_newest(conn, text, rest, limit)
        if few is not None:
            return few
    within = matching(conn, rest, lambda: (newest or Newest()).ids(conn)) if rest.nodes else None
    if among is not None:
        within = set(among) if within is None else within.intersection(among)
    return _ranked(conn, text, within, limit)


def explain(query: str) -> str:
    """Return a sentence saying what a query asks for."""
    states, wanted, unwanted = [], [], []
    for node in parse(query).nodes:
        match node:
            case Field("is", "unread" | "read" | "starred" as state):
                states.append(state)
            case Not(part):
                unwanted.append(_say(part))
            case _:
                wanted.append(_say(node))
    subject = f"{', '.join(dict.fromkeys(states))} articles".capitalize()
    if not states:
        subject = "Articles" if wanted else "All articles"
    rest = (
        f" {listed(wanted, comma=any(' or with' in part or ' or that' in part for part in wanted))}" if wanted else ""
    )
    comma = "," if wanted else ""
    but = f"{comma} but not those {listed(unwanted, 'or')}" if unwanted else ""
    return f"{subject}{rest}{but}."


def read(conn: sqlite3.Connection, query: str) -> All:
    """Return the tree of a query, what is said twice once.

    ``-is:muted``, which every list has, is left out where nothing is muted.
    """
    nodes = dict.fromkeys(parse(query).nodes)
    if _UNMUTED in nodes and not is_anything_muted(conn):
        del nodes[_UNMUTED]
    return All(tuple(nodes))


def _ordered(conn: sqlite3.Connection, order: Order) -> list[int]:
    row = id_list(conn, _ORDERS[order])
    return row + id_list(conn, _REST[order]) if order in _REST else row


def _ranked(conn: sqlite3.Connection, match: str, within: set[int] | None, limit: int) -> list[int]:
    """Return the best of the newest matches ``within`` a set."""
    if within is not None and not within:
        return []
    most = max(_RANKED, limit)
    candidates = {number: -score for number, score in _newest_matches(conn, match, within, most)}
    if len(candidates) >= most:  # otherwise all matches were ranked already, and another search would add none
        best = max(candidates.values())
        titled = id_list(
            conn, "rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?", f"title : ({match})", _TITLED
        )
        for number in titled:  # older ones, not ranked above
            if within is None or number in within:
                candidates.setdefault(number, best)
    rows = conn.execute(
        "SELECT a.id, a.moment FROM json_each(?) j CROSS JOIN article a ON a.id = j.value",
        (json_list(candidates),),
    )
    present = seconds(now())
    ranked = sorted((_weight(candidates[number], present - when), when, number) for number, when in rows)
    return [number for _, _, number in ranked[: -limit - 1 : -1]]


def _ranked_of_newest(conn: sqlite3.Connection, match: str, rest: All, limit: int) -> list[int] | None:
    """Return the best matches as ``_ranked`` does, ``rest`` asked of the newest alone; ``None`` where few answer it."""
    most = max(_RANKED, limit)
    rows = conn.execute(
        "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?", (match, most * _DEEP)
    ).fetchall()
    within = matching(conn, rest, tuple, among={row[0] for row in rows})
    if len(within) < most and len(rows) == most * _DEEP:
        return None
    return _ranked(conn, match, within, limit)


def _newest_matches(
    conn: sqlite3.Connection, text: str, within: set[int] | None, most: int
) -> Sequence[tuple[int, float]]:
    """Return up to ``most`` matches with their rank, from the newest id on."""
    scored = "SELECT rowid, bm25(search, 8.0, 3.0, 1.0) FROM search WHERE search MATCH ?"
    if within is None:
        return conn.execute(f"{scored} ORDER BY rowid DESC LIMIT ?", (text, most)).fetchall()
    if len(within) < _FEW * 4:  # few: let SQLite rank those alone; `+` keeps it from one search per id
        few = sql("{} AND +rowid IN (SELECT value FROM json_each(?)) ORDER BY rowid DESC LIMIT ?", scored)
        return conn.execute(few, (text, json_list(within), most)).fetchall()
    found: list[tuple[int, float]] = []
    for row in conn.execute(f"{scored} ORDER BY rowid DESC", (text,)):
        if row[0] in within:
            found.append(row)
            if len(found) >= most:
                break
    return found


def _weight(score: float, age: int) -> float:
    """Return the weight of a match; ``age`` in seconds: this week's counts twice as much as one of twelve weeks."""
    return (score + 1e-6) / (1 + math.log1p(max(age, 0) / 86_400 / 7))


def _say(node: Node) -> str:
    match node:
        case Words(text, prefix, phrase):
            kind = "phrase" if phrase else "word"
            return f"with a word that begins with “{text}”" if prefix else f"with the {kind} “{text}”"
        case Time(name, when):
            return f"{'since' if name == 'since' else 'from before'} {when.day} {when:%B %Y}"
        case Not(part):
            return f"not {_say(part)}"
        case Any(nodes) | All(nodes):
            return " or ".join(_say(part) for part in nodes)
        case Field("is", value):
            return {
                "followed": "about what you follow",
                "sample": "of the sample edition",
                "tagged": "with a tag of yours",
                "later": "on your reading list",
                "muted": "that are muted",
            }.get(value, f"that are {value}")
        case Field("has", value):
            special = {"release": "a release date", "highlight": "a highlight of yours", "note": "a note of yours"}
            return f"with {special.get(value, f'a {value}')}"
        case Field("outlet", value):
            return f"from the outlet “{value}”"
        case Field("tag" | "keyword" as name, value):
            return f"with the {name} “{value}”"
        case Field("feed" | "folder" as name, value):
            return f"in the {name} “{value}”"
        case Field(name, value):
            return f"about the {'show or film' if name == 'show' else name} “{value}”"


class _Marker:
    """Finds the words of a query in a text: whole words without regard to case, beginnings for ``word*``."""

    def __init__(self, words: Sequence[Words]) -> None:
        self._pattern = pattern_of(words)
        leads = [found[0] for node in words if (found := re.findall(r"\w+", node.text))]
        self._leads = {cased for lead in leads for cased in (lead.lower(), lead.capitalize(), lead.upper())}

    def first(self, text: str) -> int:
        """Return where the first match begins, 0 for none. Plain search finds the places worth an exact look."""
        nearest = len(text)
        for lead in self._leads:
            at = text.find(lead)
            while 0 <= at < nearest:
                if self._pattern and self._pattern.match(text, at):
                    nearest = at
                at = text.find(lead, at + 1)
        return nearest if nearest < len(text) else 0

    def marks(self, text: str, shift: int = 0) -> tuple[tuple[int, int], ...]:
        """Return the matched runs of ``text``, moved by ``shift``."""
        if self._pattern is None:
            return ()
        return tuple((match.start() + shift, match.end() + shift) for match in self._pattern.finditer(text))


Snippet = tuple[str, tuple[tuple[int, int], ...]]
"""A piece of text and where in it matches are."""


def _snippets(conn: sqlite3.Connection, articles: Sequence[int], marker: _Marker) -> dict[int, Snippet]:
    """Cut about 160 characters of each article's text around the first match."""
    rows = conn.execute(_SHOWN_TEXTS, (json_list(articles),))
    return {number: _cut(bodies.excerpt(data), marker) for number, data in rows}


def _cut(kept: bodies.Excerpt, marker: _Marker) -> Snippet:
    text = kept.text or kept.dek or ""
    first = marker.first(text)
    start = text.rfind(" ", 0, first - _BEFORE) + 1 if first > _BEFORE * 3 // 2 else 0
    cut = text[start : start + _SNIPPET].replace("\n", " ").rstrip()
    lead, tail = "…" if start else "", "…" if start + _SNIPPET < len(text) else ""
    return f"{lead}{cut}{tail}", marker.marks(cut, len(lead))
