"""Checks and repairs of a library, and the recovery of the user's state when the file is lost.

Nothing is deleted: a file that cannot be used is renamed ``*.corrupt-TIME`` beside the new one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sqlite3
import time
from datetime import datetime
from pathlib import Path

from pullquote.cache.core.counts import counted, listed
from pullquote.cache.core.errors import LibraryDamaged, LibraryError
from pullquote.cache.store import migrate
from pullquote.cache.store.database import BUSY_SECONDS, Database
from pullquote.cache.store.file import sqlite_errors
from pullquote.cache.store.file.conversions import sql
from pullquote.cache.store.file.lock import WriteLock
from pullquote.cache.store.safety import journal, soundness, state_copy
from pullquote.cache.store.texts import bodies
from pullquote.cache.store.upkeep import backup, leftovers

_TRIES = 3
"""How often marks are compared with their journal while others go on marking."""
_UNREAD = "count(*), count(*) - ifnull(sum(read), 0)"
_OF_AN_INDEX = re.compile(r"missing from index|wrong # of entries in index|non-unique entry in index")
_COUNTERS = (
    ("feed", "articles, unread", f"{_UNREAD} FROM article WHERE feed = feed.id"),
    ("outlet", "articles, unread", f"{_UNREAD} FROM article WHERE outlet = outlet.id"),
    (
        "entity",
        "articles, mentions, quotes",
        "count(*), ifnull(sum(count), 0), ifnull(sum(mention.quotes), 0) FROM mention WHERE entity = entity.id",
    ),
)


def examine(path: Path) -> list[str]:
    """Check the library at ``path`` and mend what can be mended; return in sentences what was found and done.

    A file that cannot be mended is set aside and the user's state brought back (``backup.gather``). Raises
    ``LibraryLocked``, ``LibraryTooNew`` or another ``LibraryError`` where nothing can be done.
    """
    freed = leftovers.forget(path)
    said = [f"What a process that was killed left half made is removed: {freed / 1_000_000:,.1f} MB."] if freed else []
    try:
        return [*said, *_examined(path)]
    except sqlite3.Error as error:  # of what is made beside the library, to compare it with or to take its place
        raise sqlite_errors.explain(error, path) from error
    except OSError as error:
        if error.errno in (errno.EMFILE, errno.ENFILE):
            raise
        raise sqlite_errors.not_beside(path, error) from error


def _examined(path: Path) -> list[str]:
    try:
        if not migrate.present(path):
            return [f"There is no library at {path} yet; adding a feed makes one."]
        migrate.check_header(path)
        said = _mend_numbers(path)
        with contextlib.closing(Database.open(path, word="doctor")) as database:
            return [*said, *check(database)]
    except LibraryDamaged as error:
        return [str(error).partition(". ")[0] + ".", *rescue(path)]
    except sqlite3.IntegrityError:
        return [f"{path} holds rows that contradict each other.", *rescue(path)]


def check(database: Database) -> list[str]:
    """Check an open library and mend what is in it. Raises ``LibraryDamaged`` where the file itself is broken."""
    with database.reading() as conn:
        found = [row[0] for row in conn.execute("PRAGMA integrity_check(20)")]
    said = _mode(database.path)
    if found != ["ok"]:
        if not all(_OF_AN_INDEX.search(line) for line in found):
            raise sqlite_errors.damaged(database.path, found[0])
        with database.write() as conn:
            conn.execute("REINDEX")
        with database.reading() as conn:
            if conn.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise sqlite_errors.damaged(database.path, found[0])
        said.append("An index did not fit its table; all were made anew.")
    said += [*_mend_content(database), *_mend_marks(database), *_mend_orphans(database), *_mend_index(database)]
    said += _mend_counters(database)
    said += _removed(database)
    with database.reading() as conn:
        articles, feeds = conn.execute(
            "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM feed WHERE removed IS NULL)"
        ).fetchone()
    size = database.path.stat().st_size / 1_000_000
    there = f"{counted(articles, 'article')}, {counted(feeds, 'feed')}, {size:,.1f} MB"
    said.append(f"{database.path} is sound: {there}.")
    said.append(_backups(database.path))
    return said


def _mend_numbers(path: Path) -> list[str]:
    """Put right the number of the schema and the library's own notes, without which it is not opened."""
    said: list[str] = []
    lock = WriteLock(path.with_suffix(".lock"))
    try:
        if not lock.acquire("doctor", BUSY_SECONDS):
            raise sqlite_errors.locked(path, lock.holder())
        with state_copy.opened(path, "rw") as conn:
            version = migrate.version(conn)
            if not 1 <= version <= migrate.VERSION + migrate.FAR_AHEAD and soundness.has_our_schema(conn):
                conn.execute(sql("PRAGMA user_version = {}", str(migrate.VERSION)))
                said.append(f"Its schema had the number {version}; it was put right.")
            if migrate.version(conn) == migrate.VERSION:  # an older one gets its notes as it is brought up to date
                said += [_mended(conn, fault) for fault in soundness.own_notes(conn)]
    except (OSError, sqlite3.Error, UnicodeDecodeError, LibraryDamaged):
        return said  # opening it says what is wrong
    finally:
        lock.close()
    return said


def _mended(conn: sqlite3.Connection, fault: soundness.Fault) -> str:
    fault.mend(conn)
    return f"{fault.found}; {fault.done}."


def _mend_content(database: Database) -> list[str]:
    with database.write() as conn:
        return [_mended(conn, fault) for fault in soundness.faults(conn)]


def _mend_marks(database: Database) -> list[str]:
    """Put back marks that the last copy and its journal have and the library has not: a flipped bit may unset one.

    Only if nobody marked anything meanwhile: what was gathered before would take that back.
    """
    for _ in range(_TRIES):
        with leftovers.workshop(migrate.backup_folder(database.path), "marks") as folder:
            state, before = Path(folder, "state.db"), _newest_journal(database.path)
            if not backup.gather(database.path, state, None).whole:
                return []
            with database.write() as conn:
                if journal.recorded(conn) == before == _newest_journal(database.path):
                    put = backup.put_back_marks(conn, state)
                    break
    else:
        return []
    return [f"{counted(put, 'mark')} {_were(put)} put back from the backup and its journal."] if put else []


def _newest_journal(path: Path) -> tuple[int, int] | None:
    """Return the time that names the newest journal on the disk and its length, as the library records them."""
    found = journal.marks(path)
    return (found[-1].stamp, found[-1].journal.stat().st_size) if found else None


def rescue(path: Path) -> list[str]:
    """Make a new library, bring the user's state into it, and put it in the place of a damaged file, set aside.

    Raises ``LibraryLocked``, or ``LibraryError`` where the folder cannot be written; then nothing was changed.
    """
    lock = WriteLock(path.with_suffix(".lock"))
    try:
        if not lock.acquire("doctor", BUSY_SECONDS):
            raise sqlite_errors.locked(path, lock.holder())
        said = _replace(path)
    except OSError as error:
        raise LibraryError(
            f"{path} could not be set aside ({error.strerror}). Nothing was deleted; its folder must be yours to write."
        ) from error
    finally:
        lock.close()
    with contextlib.closing(Database.open(path, word="doctor")) as database:
        database.copy_state()
    return said


def _replace(path: Path) -> list[str]:
    """Do what ``rescue`` does while nobody else writes. Raises ``OSError``, ``LibraryError``.

    The new library is made apart and takes its place at once, so that a kill leaves the one or the other.
    """
    stamp = int(time.time())
    while (aside := path.with_name(f"{path.name}.corrupt-{stamp}")).exists():
        stamp += 1
    state = migrate.backup_folder(path) / f"rescued-{stamp}.db"
    gathered = backup.gather(path, state, path)
    with leftovers.workshop(migrate.backup_folder(path), "rescued") as workshop:
        made = Path(workshop, path.name)
        with contextlib.closing(Database.open(made, word="doctor")) as database, database.write() as conn:
            back = backup.restore(conn, state)
            journal.forget(conn)
        _set_aside(path, aside)
        made.replace(path)
    said = [f"It was set aside as {aside.name}; nothing was deleted."]
    found = [
        counted(back.accounts, "account"),
        counted(back.feeds, "feed"),
        counted(back.entries, "read mark"),
        counted(back.articles, "starred or added article"),
        counted(back.names, "followed or corrected name"),
        counted(back.clippings, "entry of the quote book", "entries of the quote book"),
    ]
    found = [part for part in found if not part.startswith("0 ")]
    said.append(f"{listed(found) or 'Nothing'} came back from {sources(gathered)}.")
    said.append(
        "`pullquote refresh` fetches the other articles again." if back.feeds else "Add or import feeds to begin again."
    )
    return said


def sources(gathered: backup.Gathered) -> str:
    """Return in words what a gathered state came from."""
    found = []
    if gathered.copied:
        found.append(f"the backup of {_day(gathered.copied)}")
    if gathered.whole:
        found.append("the journal of all marks since")
    elif gathered.journaled:
        found.append("the journal since" if gathered.copied else "the journal of marks")
    if not gathered.whole and not gathered.lost:
        found.append("the damaged file")
    elif not gathered.whole and set(gathered.lost) < set(state_copy.PARTS):
        found.append("what could be read of the damaged file")
    return listed(found) if found else "what was left of it"


def _set_aside(path: Path, aside: Path) -> None:
    """Link a file to a second name, or rename it where it cannot have two, and rename what belongs to it."""
    for ending in ("-wal", "-shm"):
        part = Path(f"{path}{ending}")
        if part.exists():
            part.rename(f"{aside}{ending}")
    try:
        if path.is_symlink():
            path.rename(aside)
        else:
            os.link(path, aside)
    except OSError:
        path.rename(aside)


def rebuild_index(database: Database) -> None:
    """Make the search index anew from the kept articles."""
    with database.write("making the search index anew") as conn:
        conn.execute("INSERT INTO search (search) VALUES ('delete-all')")
        for number, shown in conn.execute("SELECT id, shown FROM article ORDER BY id").fetchall():
            data = bodies.load(conn, number, bodies.ORIGINS[shown])
            if data is not None:
                with contextlib.suppress(LibraryDamaged):
                    bodies.index(conn, number, bodies.unpack(data))
        conn.execute("UPDATE meta SET value = ? WHERE key = 'search'", (bodies.SEARCH_VERSION,))


def _mend_index(database: Database) -> list[str]:
    try:
        with database.write() as conn:
            conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")
            whole, indexed, version = conn.execute(
                sql(
                    "SELECT (SELECT count(*) FROM article a WHERE EXISTS (SELECT 1 FROM body b WHERE {})), "
                    "(SELECT count(*) FROM search_docsize), (SELECT value FROM meta WHERE key = 'search')",
                    bodies.SHOWN_BODY,
                )
            ).fetchone()
        if whole == indexed and version == bodies.SEARCH_VERSION:
            return []
    except LibraryDamaged:
        pass
    rebuild_index(database)
    return ["The search index was not whole; it was made anew."]


def _mend_orphans(database: Database) -> list[str]:
    said: list[str] = []
    with database.write() as conn:
        lost = conn.execute(sql("DELETE FROM body WHERE {}", bodies.ORPHANS)).rowcount
        bare = conn.execute(
            sql(
                "SELECT count(*) FROM article a WHERE NOT EXISTS (SELECT 1 FROM body b WHERE {})",
                bodies.SHOWN_BODY,
            )
        ).fetchone()[0]
    if lost:
        said.append(f"{counted(lost, 'text')} without an article {_were(lost)} removed.")
    if bare:
        said.append(f"Articles without their text: {bare:,}. `pullquote refresh --force` may bring it back.")
    return said


def _mend_counters(database: Database) -> list[str]:
    mended = 0
    with database.write() as conn:
        for table, columns, right in _COUNTERS:
            mended += conn.execute(
                sql("UPDATE {0} SET ({1}) = (SELECT {2}) WHERE ({1}) IS NOT (SELECT {2})", table, columns, right)
            ).rowcount
    return [f"{counted(mended, 'count')} {_were(mended)} put right."] if mended else []


def _removed(database: Database) -> list[str]:
    """Return how many removed articles can still be brought back, in words."""
    with database.reading() as conn:
        kept = conn.execute("SELECT count(*) FROM removed WHERE data IS NOT NULL").fetchone()[0]
    return [f"{counted(kept, 'removed article')} {'is' if kept == 1 else 'are'} kept for undo."] if kept else []


def _mode(path: Path) -> list[str]:
    """Make the file private to this user of the machine."""
    said = []
    for part in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
        with contextlib.suppress(OSError):
            mode = part.stat().st_mode & 0o777
            if mode & 0o077:
                part.chmod(mode & 0o700)
                said.append(f"{part.name} could be read by others; now it is yours alone.")
    return said


def _backups(path: Path) -> str:
    found = migrate.backups(path)
    when = backup.made_at(found[-1]) if found else None
    return (
        f"Last backup of feeds and marks: {_day(when)}; what you did since is in the journal beside it."
        if when
        else "There is no backup yet; one is made weekly."
    )


def _day(when: datetime) -> str:
    return f"{when:%-d %B %Y}"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"
