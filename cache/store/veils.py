"""What is guarded, and which parts of articles are veiled for it (``core.spoilers``).

Veils are kept beside articles and can be made anew at any time: when an article's text is stored, and by ``settle``
when what is guarded has changed. ``of`` never trusts those that were made for other guards: it judges then by itself.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec.structs import replace

from pullquote.cache.core.article import Article
from pullquote.cache.core.counts import counted
from pullquote.cache.core.progress import seen_of
from pullquote.cache.core.results import Headline, QuoteRow, SearchHit
from pullquote.cache.core.sanitize import clean_name
from pullquote.cache.core.spoilers import LEAD_BLOCK, Guard, Veils, judge, passage_key, passages, veil, with_beside
from pullquote.cache.store import articles as kept
from pullquote.cache.store import entities, steps
from pullquote.cache.store.conversions import json_list

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_GUARDED = (
    "SELECT id, name, type, seen_season, seen_episode FROM entity WHERE id IN ("
    "SELECT id FROM entity WHERE guarded = 1 UNION "
    "SELECT id FROM entity WHERE followed = 1 AND seen_season IS NOT NULL AND guarded IS NOT 0) AND merged IS NULL "
    "ORDER BY id"
)


def guards(conn: sqlite3.Connection) -> list[Guard]:
    """Return what is guarded: names the user guards, followed shows that are partly seen, and names of the settings."""
    found = [
        Guard(
            name=name,
            type=kind,
            aka=tuple(one for one in entities.spellings(conn, number) if one != name),
            seen=seen_of(season, episode),
            id=number,
        )
        for number, name, kind, season, episode in conn.execute(_GUARDED).fetchall()
    ]
    named = {guard.name.casefold() for guard in found}
    found += [Guard(name=name) for name in setting_names(conn) if name.casefold() not in named]
    return [guard for guard in found if guard.seen is None or not guard.seen.is_all]


def setting_names(conn: sqlite3.Connection) -> list[str]:
    """Return the names that the settings guarded when they were last kept (``keep_setting_names``)."""
    row = conn.execute("SELECT value FROM meta WHERE key = 'guard_names'").fetchone()
    return msgspec.json.decode(row[0], type=list[str]) if row else []


def keep_setting_names(conn: sqlite3.Connection, names: Sequence[str]) -> None:
    """Keep the names that the settings guard."""
    conn.execute("INSERT OR REPLACE INTO meta VALUES ('guard_names', ?)", (msgspec.json.encode(names).decode(),))


def guard(conn: sqlite3.Connection, name: int, guarded: bool | None) -> bool:
    """Guard a name, or never, or say nothing of it (``None``); return whether that is a change. One step for undo."""
    found = entities.name(conn, name)
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
    put_rulings(conn, [(key, spoils) for key, _ in changed])
    return True


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
    if (found := guards(conn)) and judged(conn, value, found):
        # As the library has it, not as it came: merged names are one there, hidden ones gone.
        _write(conn, number, judged(conn, kept.article(conn, number), found))


def settle(conn: sqlite3.Connection, told: Callable[[int, int], None] | None = None) -> bool:
    """Make all veils anew if what is guarded has changed since; return whether it had.

    ``told`` is told how many articles were looked at, of how many.
    """
    found = guards(conn)
    stamp = _stamp(conn, found)
    if stamp == conn.execute("SELECT value FROM meta WHERE key = 'guards'").fetchone()[0]:
        return False
    conn.execute("DELETE FROM veil")
    concerned = _concerned(conn, found)
    for done, number in enumerate(concerned, 1):
        _write(conn, number, judged(conn, kept.article(conn, number), found))
        if told:
            told(done, len(concerned))
    conn.execute("UPDATE meta SET value = ? WHERE key = 'guards'", (stamp,))
    return True


def of(conn: sqlite3.Connection, numbers: Collection[int]) -> dict[int, Veils]:
    """Return the veils of those of these articles that have some."""
    found = guards(conn)
    if not found or not numbers:
        return {}
    if _settled(conn, found):
        rows = conn.execute(
            "SELECT v.article, v.data FROM json_each(?) j CROSS JOIN veil v ON v.article = j.value",
            (json_list(numbers),),
        )
        return {number: msgspec.msgpack.decode(data, type=Veils) for number, data in rows}
    concerned = _concerned(conn, found).intersection(numbers)
    judgements = {number: judged(conn, kept.article(conn, number), found) for number in concerned}
    return {number: veils for number, veils in judgements.items() if veils}


def is_settled(conn: sqlite3.Connection) -> bool:
    """Return whether the veils that are kept are those for what is guarded now."""
    return _settled(conn, guards(conn))


def _settled(conn: sqlite3.Connection, found: Sequence[Guard]) -> bool:
    """Return whether the veils that are kept are those for these guards."""
    row = conn.execute("SELECT value FROM meta WHERE key = 'guards'").fetchone()
    return bool(row) and row[0] == _stamp(conn, found)


def judged(conn: sqlite3.Connection, value: Article, found: Sequence[Guard]) -> Veils:
    """Return the veils of an article for these guards, with what the user said of its passages."""
    keys = [passage_key(text) for _, text in passages(value)]
    rows = conn.execute(
        "SELECT r.passage, r.spoils FROM json_each(?) j CROSS JOIN ruling r ON r.passage = j.value", (json_list(keys),)
    )
    return with_beside(value, judge(value, found, {key: bool(spoils) for key, spoils in rows}))


def of_text(conn: sqlite3.Connection, value: Article) -> Veils:
    """Return the veils of an article, or of another text of it, judged now."""
    found = guards(conn)
    return judged(conn, value, found) if found else Veils()


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
    """Return the names that stand only in parts of articles that are veiled."""
    return frozenset(
        number
        for number, times in _times(veils.ids for veils in every(conn)).items()
        if conn.execute("SELECT articles <= ? AND followed = 0 FROM entity WHERE id = ?", (times, number)).fetchone()
        in [(1,)]
    )


def hidden_keywords(conn: sqlite3.Connection) -> frozenset[str]:
    """Return the keywords of outlets that no article has but such as may not show them."""
    return frozenset(
        word
        for word, times in _times(veils.keywords for veils in every(conn)).items()
        if conn.execute(
            "SELECT count(*) FROM tagged WHERE tag = (SELECT id FROM tag WHERE name = ?)", (clean_name(word),)
        ).fetchone()[0]
        <= times
    )


def _times(found: Iterable[Iterable[T]]) -> Counter[T]:
    """Return in how many of these each one is."""
    return Counter(one for many in found for one in set(many))


def every(conn: sqlite3.Connection) -> Iterator[Veils]:
    """Yield the veils of every article that has some."""
    found = guards(conn)
    if not found:
        return
    if _settled(conn, found):
        for (data,) in conn.execute("SELECT data FROM veil"):
            yield msgspec.msgpack.decode(data, type=Veils)
    else:
        yield from of(conn, _concerned(conn, found)).values()


def article(conn: sqlite3.Connection, value: Article, *, spoilers: bool = False) -> Article:
    """Return an article of the library as its veils let it be shown.

    One that does not say its number, or another text than the one that is shown, is judged anew.
    """
    found = [] if spoilers else guards(conn)
    return veil(value, judged(conn, value, found)) if found else value


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
        else replace(row, title=title)
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


def _concerned(conn: sqlite3.Connection, found: Iterable[Guard]) -> set[int]:
    """Return the articles in which the name of something guarded stands."""
    from pullquote.cache.store import search  # lazy: only where something is guarded

    names = dict.fromkeys(name for guard in found for name in (guard.name, *guard.aka))
    quoted = (f'"{name.replace(chr(34), " ").strip()}"' for name in names)
    return set[int]().union(*(search.ids(conn, name) for name in quoted if name.strip('" ')))


def _stamp(conn: sqlite3.Connection, found: Sequence[Guard]) -> str:
    """Return what tells one list of guards, with the user's rulings, from another."""
    ruled = conn.execute("SELECT count(*), ifnull(sum(passage % 1000003 * 2 + spoils), 0) FROM ruling").fetchone()
    from hashlib import blake2b  # lazy: it loads OpenSSL

    return blake2b(msgspec.json.encode([found, ruled]), digest_size=12).hexdigest()
