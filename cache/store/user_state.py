"""What the user does to articles and names. Every step can be taken back (``undo``)."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence

from pullquote.cache.core.article import Article, EntityType, with_article
from pullquote.cache.core.errors import NotFound
from pullquote.cache.core.names import name_key, normalize
from pullquote.cache.core.results import OwnTag
from pullquote.cache.core.tags import TagChange, line_tags, tag_lines
from pullquote.cache.store import article_text, articles, entities, progress, removed, steps
from pullquote.cache.store.conversions import json_list, now, sql

Value = int | str | None
"""What may stand in a column of an article that a user changes."""
Was = dict[str, dict[int, Value]]
"""What stood in columns of articles before they were changed."""
_TAKEN_BACK = {
    ("read", True): "unread again",
    ("read", False): "read again",
    ("starred", True): "no longer starred",
    ("starred", False): "starred again",
    ("followed", True): "no longer followed",
    ("followed", False): "followed again",
}


def mark_read(conn: sqlite3.Connection, articles: Sequence[int], read: bool, *, step: bool = True) -> int:
    """Mark articles read or unread; return how many changed. Without ``step``, undo passes it by."""
    if not step:
        return len(set_read(conn, articles, read))
    return _mark(conn, "article", "read", articles, read)


def star(conn: sqlite3.Connection, articles: Sequence[int], starred: bool) -> int:
    """Star articles, or take the star away; return how many changed."""
    return _mark(conn, "article", "starred", articles, starred)


def tag(conn: sqlite3.Connection, articles: Sequence[int], change: TagChange) -> int:
    """Add a person's own tags to articles, or take them away; return how many articles changed."""
    changed = change_tags(conn, articles, change)
    remember_change(conn, changed, "tagged as before")
    return len(changed["own_tags"])


def change_tags(conn: sqlite3.Connection, articles: Sequence[int], change: TagChange) -> Was:
    """Tag articles as ``tag`` does, without a step for undo: a tag the library has keeps its spelling there."""
    spelled = {normalize(known.name): known.name for known in own_tags(conn)}
    change = TagChange(tuple(spelled.get(normalize(name), name) for name in change.add), change.remove)
    rows = conn.execute(
        "SELECT id, own_tags FROM article WHERE id IN (SELECT value FROM json_each(?))", (json_list(articles),)
    )
    return change_articles(conn, {"own_tags": {number: tags_after(text, change) for number, text in rows}})


def tags_after(text: str | None, change: TagChange) -> str | None:
    """Return what stands in ``own_tags`` after a change."""
    return tag_lines(change.applied(line_tags(text)))


def own_tags(conn: sqlite3.Connection) -> list[OwnTag]:
    """List a person's own tags by name."""
    found: dict[str, OwnTag] = {}
    for text, count, unread in conn.execute(
        "SELECT own_tags, count(*), sum(1 - read) FROM article WHERE own_tags IS NOT NULL GROUP BY own_tags"
    ):
        for name in line_tags(text):
            known = found.get(normalize(name), OwnTag(name))
            found[normalize(name)] = OwnTag(known.name, known.articles + count, known.unread + unread)
    return [found[key] for key in sorted(found)]


def queue(conn: sqlite3.Connection, articles: Sequence[int], queued: bool) -> int:
    """Put articles at the end of the reading list in this order, or take them off; return how many changed."""
    changed = change_queue(conn, articles, queued=queued)
    remember_change(conn, changed, "no longer on the reading list" if queued else "on the reading list again")
    return len(changed["queued"])


def change_queue(conn: sqlite3.Connection, articles: Sequence[int], *, queued: bool) -> Was:
    """Change the reading list as ``queue`` does, without a step for undo."""
    there = {
        row[0]
        for row in conn.execute(
            "SELECT id FROM article WHERE (queued IS NULL) = ? AND id IN (SELECT value FROM json_each(?))",
            (int(queued), json_list(articles)),
        )
    }
    last = conn.execute("SELECT ifnull(max(queued), 0) FROM article").fetchone()[0]
    changing = filter(there.__contains__, dict.fromkeys(articles))
    after = {number: last + place if queued else None for place, number in enumerate(changing, 1)}
    return change_articles(conn, {"queued": after})


def change_articles(conn: sqlite3.Connection, values: Mapping[str, Mapping[int, Value]]) -> Was:
    """Set columns of articles where they differ; return what stood there."""
    was: Was = {}
    for column, after in values.items():
        found = conn.execute(
            sql("SELECT id, {} FROM article WHERE id IN (SELECT value FROM json_each(?))", column), (json_list(after),)
        ).fetchall()
        was[column] = {number: value for number, value in found if value != after[number]}
        if column == "read":  # counted by feeds and outlets
            for read in (False, True):
                set_read(conn, [number for number in was[column] if after[number] == read], read)
        else:
            conn.executemany(
                sql("UPDATE article SET {} = ? WHERE id = ?", column),
                [(after[number], number) for number in was[column]],
            )
    return was


def remember_change(conn: sqlite3.Connection, was: Was, words: str) -> None:
    """Keep a change of articles as one step; ``words`` say what they are again when it is taken back."""
    numbers = {number for rows in was.values() for number in rows}
    if numbers:
        sentence = _said(conn, "article", sorted(numbers), words)
        steps.keep(conn, "articles", sentence, {column: [*rows.items()] for column, rows in was.items() if rows})


def follow(conn: sqlite3.Connection, names: Sequence[int], followed: bool) -> int:
    """Follow names, or stop following them; return how many changed."""
    return _mark(conn, "entity", "followed", [entities.resolved(conn, name) for name in names], followed)


def set_read(conn: sqlite3.Connection, articles: Sequence[int], read: bool) -> list[int]:
    """Set the read mark where it differs, and what feeds and outlets count by it; return the ids that changed."""
    rows = conn.execute(
        "UPDATE article SET read = ?1 WHERE read <> ?1 AND id IN (SELECT value FROM json_each(?2)) "
        "RETURNING id, feed, outlet",
        (int(read), json_list(articles)),
    ).fetchall()
    for table, column in (("feed", 1), ("outlet", 2)):
        counts = Counter(row[column] for row in rows)
        conn.executemany(
            sql("UPDATE {} SET unread = unread + ? WHERE id = ?", table),
            [(-count if read else count, number) for number, count in counts.items() if number is not None],
        )
    return sorted(row[0] for row in rows)


def fix_type(conn: sqlite3.Connection, name: int, kind: EntityType) -> None:
    """Set what a name is, for all articles and those to come. Raises ``NotFound``."""
    name = _known(conn, name)
    old, written = conn.execute("SELECT type, name FROM entity WHERE id = ?", (name,)).fetchone()
    row = conn.execute(
        "SELECT a.entity FROM alias a JOIN entity e ON e.id = a.entity "
        "WHERE a.key = ? AND a.type = ? AND a.main = 1 AND e.merged IS NULL AND e.id <> ?",
        (name_key(written, kind), kind, name),
    ).fetchone()
    if row is not None:  # an entity of that name and type exists: the two are one
        conn.execute("UPDATE entity SET fixed = 1 WHERE id = ?", (row[0],))
        merge_names(conn, row[0], name)
        return
    fixed = conn.execute("SELECT fixed FROM entity WHERE id = ?", (name,)).fetchone()[0]
    conn.execute("UPDATE entity SET type = ?, fixed = 1 WHERE id = ?", (kind, name))
    for other, main in conn.execute(
        "SELECT name, max(main) FROM alias WHERE entity = ? GROUP BY name", (name,)
    ).fetchall():
        conn.execute(
            "INSERT OR IGNORE INTO alias (key, type, entity, name, main) VALUES (?, ?, ?, ?, ?)",
            (name_key(other, kind), kind, name, other, main),
        )
    steps.keep(
        conn,
        "type",
        f"{written} is {with_article(old)} again.",
        {"name": name, "type": old, "fixed": fixed},
    )


def merge_names(conn: sqlite3.Connection, into: int, other: int) -> None:
    """Make two names one, for articles to come too: ``other`` is another way to write ``into``. Raises ``NotFound``."""
    into, other = _known(conn, into), _known(conn, other)
    if into == other:
        return
    query = "SELECT name, followed, fixed, seen_season, seen_episode, guarded FROM entity WHERE id = ?"
    one, two = (conn.execute(query, (name,)).fetchone() for name in (into, other))
    members = [row[0] for row in conn.execute("SELECT id FROM entity WHERE merged = ?", (other,))]
    mentions = join_names(conn, into, other)
    steps.keep(
        conn,
        "merge",
        f"{two[0]} and {one[0]} are two names again.",
        {
            "into": into,
            "other": other,
            "mentions": mentions,
            "members": members,
            "into_was": one[1:],
            "other_was": two[1:],
        },
    )


def join_names(conn: sqlite3.Connection, into: int, other: int, *, fixed: bool = True) -> list[tuple[int, int, int]]:
    """Move everything ``other`` has to ``into``; return its mentions as they were: article, count, quotes.

    ``fixed`` says that it is the user's correction.
    """
    mentions = conn.execute("SELECT article, count, quotes FROM mention WHERE entity = ?", (other,)).fetchall()
    conn.executemany(
        "INSERT INTO mention (entity, article, count, quotes) VALUES (?, ?, ?, ?) ON CONFLICT (entity, article) "
        "DO UPDATE SET count = count + excluded.count, quotes = quotes + excluded.quotes",
        [(into, *mention) for mention in mentions],
    )
    conn.execute("DELETE FROM mention WHERE entity = ?", (other,))
    conn.execute(
        "UPDATE entity SET fixed = max(fixed, ?), followed = max(followed, (SELECT followed FROM entity WHERE id = ?)) "
        "WHERE id = ?",
        (int(fixed), other, into),
    )
    conn.execute("UPDATE entity SET merged = ?, followed = 0 WHERE id = ?", (into, other))
    conn.execute(
        "UPDATE entity SET guarded = ifnull(guarded, (SELECT guarded FROM entity WHERE id = ?)) WHERE id = ?",
        (other, into),
    )
    progress.join(conn, into, other)
    conn.execute("UPDATE entity SET merged = ? WHERE merged = ?", (into, other))
    entities.choose_names(conn, [mention[0] for mention in mentions])
    return mentions


def part_names(
    conn: sqlite3.Connection,
    into: int,
    other: int,
    mentions: Sequence[Sequence[int]],
    members: Sequence[int],
    last: int | None = None,
) -> None:
    """Part names that ``join_names`` joined: each article's mentions return to the name they were counted for.

    ``members`` are the names that had gone into ``other`` before. ``last`` was the last article then: those that came
    since, or were understood anew, are looked into for whom they name; ``None`` leaves them.
    """
    mentions = [mention for mention in mentions if articles.is_there(conn, mention[0])]
    conn.execute("UPDATE entity SET merged = NULL WHERE id = ?", (other,))
    conn.execute(
        "UPDATE entity SET merged = ? WHERE id IN (SELECT value FROM json_each(?))", (other, json_list(members))
    )
    for article, count, quotes in mentions:
        conn.execute(
            "UPDATE mention SET count = count - ?, quotes = quotes - ? WHERE entity = ? AND article = ?",
            (count, quotes, into, article),
        )
        conn.execute("DELETE FROM mention WHERE entity = ? AND article = ? AND count <= 0", (into, article))
        conn.execute("INSERT OR IGNORE INTO mention VALUES (?, ?, ?, ?)", (other, article, count, quotes))
    entities.choose_names(conn, [mention[0] for mention in mentions])
    if last is not None:
        _name_meanwhile(conn, into, [other, *members], [mention[0] for mention in mentions], last)


def _name_meanwhile(conn: sqlite3.Connection, into: int, others: Sequence[int], then: Sequence[int], last: int) -> None:
    """Let articles that were understood while ``others`` were ``into`` name whom they name."""
    keys = set(
        conn.execute(
            "SELECT key, type FROM alias WHERE entity IN (SELECT value FROM json_each(?))", (json_list(others),)
        )
    )
    rows = conn.execute(
        "SELECT article FROM mention WHERE entity = ?1 AND article > ?2 UNION "
        "SELECT a.id FROM json_each(?3) j JOIN article a ON a.id = j.value WHERE NOT EXISTS (SELECT 1 FROM "
        "json_each(a.entities) e WHERE e.value IN (SELECT value FROM json_each(?4)))",
        (into, last, json_list(then), json_list(others)),
    ).fetchall()
    for (article,) in rows:
        articles.name_again(conn, article, keys)


def hide_name(conn: sqlite3.Connection, name: int) -> None:
    """Never list this name again, in articles to come neither. Raises ``NotFound``."""
    name = _known(conn, name)
    row = conn.execute("SELECT name, hidden FROM entity WHERE id = ?", (name,)).fetchone()
    if row[1]:
        return
    set_hidden(conn, name, 1)
    steps.keep(conn, "hide", f"{row[0]} is listed again.", {"name": name})


def remove(conn: sqlite3.Connection, articles: Sequence[int]) -> int:
    """Remove articles, so that no feed brings them again; return how many were there."""
    removed.let_go(conn, now())
    there = "SELECT id, title FROM article WHERE id IN (SELECT value FROM json_each(?))"
    titles = dict(conn.execute(there, (json_list(articles),)).fetchall())
    gone = removed.remove(conn, [number for number in dict.fromkeys(articles) if number in titles])
    if gone:
        back = f"Back again: “{titles[gone[0]]}”." if len(gone) == 1 else f"{len(gone):,} articles are back."
        steps.keep(conn, "remove", back, {"ids": gone})
    return len(gone)


def add(conn: sqlite3.Connection, article: Article) -> int:
    """Keep an article the user hands over; return its id. Taken back, it goes, unless it was there or removed."""
    newest = conn.execute(
        "SELECT max(ifnull((SELECT max(id) FROM article), 0), ifnull((SELECT max(id) FROM removed), 0))"
    ).fetchone()[0]
    number = removed.keep_or_bring_back(conn, article, origin="file", when=now())
    if number > newest:
        title = conn.execute("SELECT title FROM article WHERE id = ?", (number,)).fetchone()[0]
        steps.keep(conn, "add", f"Not kept any more: “{title}”.", {"ids": [number]})
    return number


def give_back(conn: sqlite3.Connection, numbers: Sequence[int]) -> None:
    """Delete articles that were added for a while, but for those the user chose to keep by a mark."""
    chosen = sql("SELECT 1 FROM article WHERE id = ? AND {}", article_text.chosen())
    articles.delete(conn, [number for number in numbers if conn.execute(chosen, (number,)).fetchone() is None])


def keep_place(conn: sqlite3.Connection, article: int, place: float) -> None:
    """Keep how far an article was read, 0 to 1."""
    conn.execute("UPDATE article SET place = ? WHERE id = ?", (min(max(place, 0.0), 1.0), article))


def place(conn: sqlite3.Connection, article: int) -> float | None:
    """Return how far an article was read, ``None`` where it was not begun."""
    row = conn.execute("SELECT place FROM article WHERE id = ?", (article,)).fetchone()
    return row[0] if row else None


def remember(conn: sqlite3.Connection, key: str, value: str, back: str = "") -> None:
    """Keep something the app wants to know next time.

    ``back`` is what is to be said once that was taken back; without it, it is no step.
    """
    if back:
        steps.keep(conn, "memory", back, {"key": key, "was": recall(conn, key) or ""})
    conn.execute(
        "INSERT INTO memory (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2 WHERE value <> ?2",
        (key, value),
    )


def recall(conn: sqlite3.Connection, key: str) -> str | None:
    """Return what was remembered under ``key``."""
    row = conn.execute("SELECT value FROM memory WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def _mark(conn: sqlite3.Connection, table: str, column: str, ids: Sequence[int], value: bool) -> int:
    """Set a mark where it is not set already, and remember exactly those rows."""
    if column == "read":
        changed = set_read(conn, ids, value)
    else:
        rows = conn.execute(
            sql(
                "UPDATE {0} SET {1} = ?1 WHERE {1} <> ?1 AND id IN (SELECT value FROM json_each(?2)) RETURNING id",
                table,
                column,
            ),
            (int(value), json_list(ids)),
        )
        changed = sorted(row[0] for row in rows)
    if not changed:
        return 0
    sentence = _said(conn, table, changed, _TAKEN_BACK[column, value])
    steps.keep(conn, "mark", sentence, kept_of_mark(table, column, changed, value))
    return len(changed)


def kept_of_mark(table: str, column: str, changed: Sequence[int], value: bool) -> dict[str, object]:
    """Return what a step of the kind ``mark`` keeps: the rows of a table whose mark was changed, and what it was."""
    return {"table": table, "column": column, "was": int(not value), "ids": changed}


def _said(conn: sqlite3.Connection, table: str, ids: Sequence[int], words: str) -> str:
    """Return a sentence that says of rows of articles or names what they are; a title, which may be cut, is last."""
    if len(ids) == 1:
        title = "title" if table == "article" else "name"
        what = conn.execute(sql("SELECT {} FROM {} WHERE id = ?", title, table), (ids[0],)).fetchone()[0]
        return f"{words[:1].upper()}{words[1:]}: “{what}”."
    return f"{len(ids):,} {'articles' if table == 'article' else 'names'} are {words}."


def _known(conn: sqlite3.Connection, name: int) -> int:
    name = entities.resolved(conn, name)
    if conn.execute("SELECT 1 FROM entity WHERE id = ?", (name,)).fetchone() is None:
        raise NotFound(f"The library knows no name {name}. `pullquote people` and `pullquote works` list them.")
    return name


def set_hidden(conn: sqlite3.Connection, name: int, hidden: int) -> None:
    """List a name no more, or again."""
    conn.execute("UPDATE entity SET hidden = ? WHERE id = ?", (hidden, name))
    rows = conn.execute("SELECT article FROM mention WHERE entity = ?", (name,)).fetchall()
    entities.choose_names(conn, [row[0] for row in rows])
