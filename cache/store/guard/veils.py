"""What is guarded, and which parts of articles are veiled for it (``core.spoilers``).

Veils are kept beside articles and can be made anew at any time: when an article's text is stored, and where what is
guarded has changed. That is noted in the transaction that changes it (``plan``) and done piece by piece (``work``);
until then ``of`` judges by itself, as it does where veils cannot be read or were made for other guards.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.article import Article
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import LibraryDamaged, NotFound
from pullquote.cache.core.results import Headline, QuoteRow, SearchHit
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.core.spoilers import LEAD_BLOCK, Guard, Veils, judge, passage_key, passages, veil, with_beside
from pullquote.cache.store.file.conversions import json_list
from pullquote.cache.store.guard import guards as guarding
from pullquote.cache.store.guard.guarded import is_anything
from pullquote.cache.store.names import queries as name_queries
from pullquote.cache.store.reading import articles
from pullquote.cache.store.user import steps

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_MOST_LIVE = 50
"""Articles that are judged one by one, without a look at which of them may be concerned."""
_MOST_DUE = 200
_STEP = 0.25
_WORDS_OF_PASSAGE = 8


def guards(conn: sqlite3.Connection) -> list[Guard]:
    """Return what is guarded: names the user guards, followed shows that are partly seen, and names of the settings."""
    return [*guarding.guarded(conn).guards]


def guard(conn: sqlite3.Connection, name: int, guarded: bool | None) -> bool:
    """Guard a name, or never, or say nothing of it (``None``); return whether that is a change. One step for undo."""
    found = name_queries.name(conn, name)
    was = conn.execute("SELECT guarded FROM entity WHERE id = ?", (found.id,)).fetchone()[0]
    wanted = None if guarded is None else int(guarded)
    if was == wanted:
        return False
    was_guarded = any(one.id == found.id for one in guards(conn))
    back = f"“{found.name}” is {'guarded again' if was_guarded else 'not guarded any more'}."
    steps.keep(conn, "guard", back, [found.id, was])
    put_guard(conn, found.id, wanted)
    return True


def said_of(conn: sqlite3.Connection, name: int) -> bool | None:
    """Return what the user said of guarding a name: guard it, never, or nothing (``None``)."""
    row = conn.execute("SELECT guarded FROM entity WHERE id = ?", (name,)).fetchone()
    return None if row is None or row[0] is None else bool(row[0])


def put_guard(conn: sqlite3.Connection, name: int, guarded: int | None) -> None:
    """Write what the user said of guarding a name."""
    conn.execute("UPDATE entity SET guarded = ? WHERE id = ?", (guarded, name))


def rule(conn: sqlite3.Connection, texts: Collection[str], spoils: bool | None) -> bool:
    """Keep that passages spoil something, do not, or that nothing is said of them; return whether that is a change.

    All of it is one step that undo takes back.
    """
    keys = dict.fromkeys(map(passage_key, texts))
    rows = conn.execute(
        "SELECT r.passage, r.spoils FROM json_each(?) j CROSS JOIN ruling r ON r.passage = j.value", (json_list(keys),)
    )
    known = {key: bool(was) for key, was in rows}
    changed = [(key, known.get(key)) for key in keys if known.get(key) != spoils]
    if not changed:
        return False
    steps.keep(conn, "ruling", _back(counted(len(changed), "passage"), changed[0][1], spoils), changed)
    settled = is_settled(conn)
    put_rulings(conn, [(key, spoils) for key, _ in changed])
    due(conn, set[int]().union(*(_with_words(conn, text) for text in texts)))
    if settled:  # else everything is looked at anyway
        _keep_state(conn, guarding.guarded(conn))
    return True


def _with_words(conn: sqlite3.Connection, text: str) -> Iterable[int]:
    """Return the articles in which a passage may stand."""
    from pullquote.cache.store.reading import search  # lazy: only where something is ruled

    # As they are written: the index parts words at an apostrophe, ``normalize`` does not.
    words = [word for word in text.replace('"', " ").split() if any(map(str.isalnum, word))][:_WORDS_OF_PASSAGE]
    return search.ids(conn, f'"{" ".join(words)}"') if words else ()


def _back(passages: str, was: bool | None, spoils: bool | None) -> str:
    """Return what undo says once a ruling is taken back."""
    if was is not None:
        return f"You said again of {passages}: {'a spoiler' if was else 'no spoiler'}."
    return f"You say no more of {passages}: {'a spoiler' if spoils else 'no spoiler'}."


def put_rulings(conn: sqlite3.Connection, rulings: Iterable[tuple[int, bool | None]]) -> None:
    """Write what the user said of passages, by their keys."""
    for key, spoils in rulings:
        put_ruling(conn, key, spoils)


def put_ruling(conn: sqlite3.Connection, key: int, spoils: bool | None) -> None:
    """Write what the user said of a passage, by its key."""
    conn.execute("DELETE FROM ruling WHERE passage = ?", (key,))
    if spoils is not None:
        conn.execute("INSERT INTO ruling VALUES (?, ?)", (key, int(spoils)))


def keep(conn: sqlite3.Connection, number: int, value: Article) -> None:
    """Write the veils of an article whose text was stored, in the transaction that stores it."""
    if not is_anything(conn):
        return
    found = guarding.guarded(conn).guards
    veils = judged(conn, value, found)
    # As the library has it, not as it came: merged names are one there, hidden ones gone.
    _write(conn, number, judged(conn, articles.article(conn, number), found) if veils else veils)


def plan(conn: sqlite3.Connection) -> bool:
    """Note whose veils are to be made anew because what is guarded has changed; return whether it has.

    Until that is done (``work``) they are judged when they are shown. Whatever changes the library does this.
    """
    now = guarding.guarded(conn)
    before = _kept_state(conn)
    after = _state(conn, now)
    if before == after:
        return False
    old, new = _read_state(before), _read_state(after)
    if old is None or new is None or old.ruled != new.ruled:
        due(conn, _concerned(conn, now.guards))
        conn.execute("INSERT OR IGNORE INTO veil_due SELECT article FROM veil")
    else:
        keys = {key for key in {*old.stamps, *new.stamps} if old.stamps.get(key) != new.stamps.get(key)}
        due(conn, _concerned(conn, [one for one in now.guards if guarding.key_of(one) in keys]))
        names = {guarding.name_of(key) for key in keys}
        due(conn, [number for number, veils in _rows(conn) if veils is None or not names.isdisjoint(veils.guards)])
    conn.execute("INSERT OR REPLACE INTO meta VALUES ('guards', ?)", (after,))
    return True


def due(conn: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Note that the veils of articles are to be made anew."""
    conn.execute(
        "INSERT OR IGNORE INTO veil_due SELECT a.id FROM json_each(?) j JOIN article a ON a.id = j.value",
        (json_list(numbers),),
    )


def waiting(conn: sqlite3.Connection) -> int:
    """Count the articles whose veils are to be made anew."""
    return int(conn.execute("SELECT count(*) FROM veil_due").fetchone()[0])


def work(conn: sqlite3.Connection, seconds: float) -> int:
    """Make veils anew that are due, the newest articles first, for about so many seconds; return how many."""
    found = guarding.guarded(conn).guards
    until = time.monotonic() + seconds
    done = 0
    for (number,) in conn.execute("SELECT article FROM veil_due ORDER BY article DESC").fetchall():
        _write(conn, number, _judged_now(conn, number, found))
        done += 1
        if time.monotonic() > until:
            break
    return done


def settle(conn: sqlite3.Connection, told: Callable[[int, int], None] | None = None) -> bool:
    """Make all veils anew that are not for what is guarded now; return whether there were some.

    ``told`` is told how many articles were looked at, of how many.
    """
    changed = plan(conn)
    total, done = waiting(conn), 0
    while done < total and (some := work(conn, _STEP)):
        done += some
        if told:
            told(done, total)
    return changed or total > 0


def of(conn: sqlite3.Connection, numbers: Collection[int]) -> dict[int, Veils]:
    """Return the veils of those of these articles that have some."""
    found = guarding.guarded(conn)
    if not numbers or not (found.guards or _ruled(conn)[0]):
        return {}
    live, veils = {*numbers}, {}
    if _kept_state(conn) == _state(conn, found):
        listed = json_list(numbers)
        live = {
            row[0]
            for row in conn.execute(
                "SELECT d.article FROM json_each(?) j CROSS JOIN veil_due d ON d.article = j.value", (listed,)
            )
        }
        rows = conn.execute(
            "SELECT v.article, v.data FROM json_each(?) j CROSS JOIN veil v ON v.article = j.value", (listed,)
        )
        for number, data in rows:
            value = _unpacked(data)
            if value is None:
                live.add(number)
            else:
                veils[number] = value
    if len(live) > _MOST_LIVE:
        live &= _concerned(conn, found.guards) | {row[0] for row in conn.execute("SELECT article FROM veil")}
    for number in live:
        veils[number] = _judged_now(conn, number, found.guards)
    return {number: value for number, value in veils.items() if value}


def _judged_now(conn: sqlite3.Connection, number: int, found: Sequence[Guard]) -> Veils:
    """Return the veils of an article as it is kept; by its headline alone where its text cannot be read."""
    try:
        value = articles.article(conn, number)
    except NotFound:
        return Veils()
    except LibraryDamaged:
        row = conn.execute("SELECT title FROM article WHERE id = ?", (number,)).fetchone()
        value = Article(title=row[0] if row else "")
    return judged(conn, value, found)


def _unpacked(data: bytes) -> Veils | None:
    """Return veils as they were kept, ``None`` where they cannot be read."""
    try:
        return msgspec.msgpack.decode(data, type=Veils)
    except (msgspec.MsgspecError, TypeError):
        return None


def _rows(conn: sqlite3.Connection) -> Iterator[tuple[int, Veils | None]]:
    for number, data in conn.execute("SELECT article, data FROM veil").fetchall():
        yield number, _unpacked(data)


def is_settled(conn: sqlite3.Connection) -> bool:
    """Return whether the veils that are kept are all for what is guarded now."""
    if _kept_state(conn) != _state(conn, guarding.guarded(conn)):
        return False
    return conn.execute("SELECT 1 FROM veil_due LIMIT 1").fetchone() is None


class _State(Struct, frozen=True):
    """For what the kept veils were made: the guards by their keys, and the user's rulings."""

    stamps: dict[str, str]
    ruled: tuple[int, int]


def _ruled(conn: sqlite3.Connection) -> tuple[int, int]:
    """Return what tells the user's rulings of one moment from those of another; how many there are first."""
    count, told = conn.execute("SELECT count(*), ifnull(sum(passage % 1000003 * 2 + spoils), 0) FROM ruling").fetchone()
    return int(count), int(told)


def _state(conn: sqlite3.Connection, found: guarding.Guarded) -> str:
    """Return for what veils are made now; empty where there is nothing to make them for."""
    ruled = _ruled(conn)
    if not found.guards and not ruled[0]:
        return ""
    return msgspec.json.encode(_State(found.stamps, ruled)).decode()


def _kept_state(conn: sqlite3.Connection) -> str:
    row = conn.execute("SELECT value FROM meta WHERE key = 'guards'").fetchone()
    return str(row[0]) if row else ""


def _keep_state(conn: sqlite3.Connection, found: guarding.Guarded) -> None:
    conn.execute("INSERT OR REPLACE INTO meta VALUES ('guards', ?)", (_state(conn, found),))


def _read_state(text: str) -> _State | None:
    """Return a state as it was kept, ``None`` where it cannot be read."""
    if not text:
        return _State({}, (0, 0))
    try:
        return msgspec.json.decode(text, type=_State)
    except msgspec.MsgspecError:
        return None


def judged(conn: sqlite3.Connection, value: Article, found: Sequence[Guard]) -> Veils:
    """Return the veils of an article for these guards, with what the user said of its passages."""
    keys = [passage_key(text) for _, text in passages(value)]
    rows = conn.execute(
        "SELECT r.passage, r.spoils FROM json_each(?) j CROSS JOIN ruling r ON r.passage = j.value", (json_list(keys),)
    )
    return with_beside(value, judge(value, found, {key: bool(spoils) for key, spoils in rows}))


def of_text(conn: sqlite3.Connection, value: Article) -> Veils:
    """Return the veils of an article, or of another text of it, judged now."""
    found = guarding.guarded(conn).guards
    return judged(conn, value, found) if found or _ruled(conn)[0] else Veils()


def headlines(conn: sqlite3.Connection, rows: Sequence[Headline], *, spoilers: bool = False) -> list[Headline]:
    """Return rows of a list as their veils let them be shown; as they are where ``spoilers`` are wanted."""
    if spoilers:
        return [*rows]
    veils = of(conn, [row.id for row in rows])
    return _softened(conn, rows, veils) if veils else [*rows]


def _softened(conn: sqlite3.Connection, rows: Iterable[Headline], veils: dict[int, Veils]) -> list[Headline]:
    """Return rows with the headlines, names, keywords and pictures that their veils let be shown."""
    ids = {number for found in veils.values() for number in found.ids}
    called = dict(
        conn.execute("SELECT id, name FROM entity WHERE id IN (SELECT value FROM json_each(?))", (json_list(ids),))
    )
    return [softened(row, found, called) if (found := veils.get(row.id)) else row for row in rows]


def softened(row: Headline, veils: Veils, called: Mapping[int, str]) -> Headline:
    """Return a row of a list as its veils let it be shown; ``called`` are the names of its ``Veils.ids``."""
    hidden = {called.get(number) for number in veils.ids}
    return replace(
        row,
        title=row.title if veils.title is None else veils.title,
        veiled=veils.title is not None,
        names=tuple(name for name in row.names if name not in hidden),
        keywords=tuple(word for word in row.keywords if word not in veils.keywords),
        picture=None if LEAD_BLOCK in veils.parts else row.picture,
    )


def titles(conn: sqlite3.Connection, known: Mapping[int, str], *, spoilers: bool = False) -> dict[int, str]:
    """Return the headlines of articles, which are ``known``, as their veils let them be shown."""
    veils = {} if spoilers else of(conn, known)
    softened = {number: found.title for number, found in veils.items() if found.title is not None}
    return {**known, **softened}


def hidden_releases(
    conn: sqlite3.Connection, numbers: Collection[int], *, spoilers: bool = False
) -> frozenset[tuple[int, int]]:
    """Return the releases, by article and place in it, that only veiled parts of these articles state."""
    veils = {} if spoilers else of(conn, numbers)
    return frozenset((number, place) for number, found in veils.items() for place in found.releases)


def hidden_names(conn: sqlite3.Connection) -> frozenset[int]:
    """Return the names that stand only in parts of articles that are veiled.

    While very many articles are to be judged anew, also those that only such articles name: nothing is known of them.
    """
    left = _left(conn)
    times = _times(veils.ids for veils in every(conn, left))
    if left:
        named = conn.execute(
            "SELECT m.entity, count(*) FROM json_each(?) j CROSS JOIN mention m ON m.article = j.value GROUP BY 1",
            (json_list(left),),
        )
        times.update(dict(named))
        for guard in guards(conn):
            times.pop(guard.id or 0, None)
    return frozenset(
        number
        for number, count in times.items()
        if conn.execute("SELECT articles <= ? AND followed = 0 FROM entity WHERE id = ?", (count, number)).fetchone()
        in [(1,)]
    )


def hidden_keywords(conn: sqlite3.Connection) -> frozenset[str]:
    """Return the keywords of outlets that no article has but such as may not show them; as with ``hidden_names``."""
    left = _left(conn)
    times = _times(veils.keywords for veils in every(conn, left))
    if left:
        tagged = conn.execute(
            "SELECT t.name, count(*) FROM json_each(?) j CROSS JOIN tagged g ON g.article = j.value "
            "JOIN tag t ON t.id = g.tag GROUP BY g.tag",
            (json_list(left),),
        )
        times.update(dict(tagged))
    return frozenset(
        word
        for word, count in times.items()
        if conn.execute(
            "SELECT count(*) FROM tagged WHERE tag = (SELECT id FROM tag WHERE name = ?)", (clean_name(word),)
        ).fetchone()[0]
        <= count
    )


def _times(found: Iterable[Iterable[T]]) -> Counter[T]:
    """Return in how many of these each one is."""
    return Counter(one for many in found for one in set(many))


def _left(conn: sqlite3.Connection) -> frozenset[int]:
    """Return the articles that are to be judged anew and are too many to be judged when they are shown."""
    found = guarding.guarded(conn)
    if _kept_state(conn) != _state(conn, found):
        return frozenset()
    return frozenset(
        row[0] for row in conn.execute("SELECT article FROM veil_due LIMIT -1 OFFSET ?", (_MOST_DUE,)).fetchall()
    )


def every(conn: sqlite3.Connection, left: Collection[int] = ()) -> Iterator[Veils]:
    """Yield the veils of every article that has some, but for those that are ``left`` out.

    Where very many are to be made anew, those that are kept stand for them until that is done.
    """
    found = guarding.guarded(conn)
    if not found.guards and not _ruled(conn)[0]:
        return
    if _kept_state(conn) != _state(conn, found):
        yield from of(conn, _concerned(conn, found.guards)).values()
        return
    live = {row[0] for row in conn.execute("SELECT article FROM veil_due LIMIT ?", (_MOST_DUE,))}
    for number, veils in _rows(conn):
        if number not in live and number not in left and veils is not None:
            yield veils
    yield from of(conn, live).values()


def article(conn: sqlite3.Connection, value: Article, *, spoilers: bool = False) -> Article:
    """Return an article of the library as its veils let it be shown.

    One that does not say its number, or another text than the one that is shown, is judged anew.
    """
    if spoilers:
        return value
    veils = of_text(conn, value)
    return veil(value, veils) if veils else value


def hits(conn: sqlite3.Connection, rows: Sequence[SearchHit], *, spoilers: bool = False) -> list[SearchHit]:
    """Return search results with headlines softened, and snippets that show a veiled part left empty."""
    veils = {} if spoilers else of(conn, [row.headline.id for row in rows])
    if not veils:
        return [*rows]
    shown = _softened(conn, [row.headline for row in rows], veils)
    return [SearchHit(headline, "") if headline.id in veils else row for headline, row in zip(shown, rows, strict=True)]


def quotes(conn: sqlite3.Connection, rows: Sequence[QuoteRow], *, spoilers: bool = False) -> list[QuoteRow]:
    """Return quotes without those of veiled parts, the headlines beside them softened."""
    veils = {} if spoilers else of(conn, list({row.article for row in rows}))
    shown = (row for row in rows if not is_veiled(veils, row.article, row.block))
    return [
        row
        if (title := veils[row.article].title if row.article in veils else None) is None
        else replace(row, title=title, veiled=True)
        for row in shown
    ]


def is_veiled(veils: dict[int, Veils], number: int, block: int) -> bool:
    """Return whether a block of an article (``TITLE_BLOCK`` and ``DEK_BLOCK`` among them) is veiled."""
    found = veils.get(number)
    return found is not None and found.has(block)


def _write(conn: sqlite3.Connection, number: int, veils: Veils) -> None:
    if veils:
        conn.execute("INSERT OR REPLACE INTO veil VALUES (?, ?)", (number, msgspec.msgpack.encode(veils)))
    else:
        conn.execute("DELETE FROM veil WHERE article = ?", (number,))
    conn.execute("DELETE FROM veil_due WHERE article = ?", (number,))


def _concerned(conn: sqlite3.Connection, found: Iterable[Guard]) -> set[int]:
    """Return the articles that name something guarded: by what they are linked to, and by their words."""
    from pullquote.cache.store.reading import search  # lazy: only where something is guarded

    found = list(found)
    ids = json_list(guard.id for guard in found if guard.id is not None)
    linked = conn.execute(
        "SELECT m.article FROM mention m WHERE m.entity IN (SELECT e.id FROM json_each(?) j JOIN entity e "
        "ON e.id = j.value OR e.merged = j.value)",
        (ids,),
    )
    numbers = {int(row[0]) for row in linked}
    names = dict.fromkeys(name for guard in found for name in (guard.name, *guard.aka))
    for name in names:
        words = name.replace('"', " ").strip()
        if words:
            numbers.update(search.ids(conn, f'"{words}"'))
    return numbers
