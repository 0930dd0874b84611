"""One SQLite file: how it is opened, read and written.

Settings follow https://sqlite.org/pragma.html for a desktop program that must survive being killed: WAL,
``synchronous=NORMAL``, strict tables, no trust in the schema, checks of every page read. Every write runs in
``BEGIN IMMEDIATE`` under one ``flock``; every thread reads through a connection of its own that cannot write.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import msgspec

from pullquote.cache.core.errors import LibraryError, LibraryFull, LibraryReadOnly, TookTooLong
from pullquote.cache.core.paths import make_private
from pullquote.cache.store import migrate
from pullquote.cache.store.file import sqlite_errors
from pullquote.cache.store.file.connection import CLOSING_SECONDS, Connection, Reader, Readers, address
from pullquote.cache.store.file.lock import WriteLock

if TYPE_CHECKING:
    from pullquote.cache.store.safety.journal import Journal, PutOff

BUSY_SECONDS = 5.0
_COPYING_SECONDS = 0.1
"""How long who makes a mark may be kept with the copy that begins with it: that of a small library is whole then."""
PATIENCE = 1.0
"""Seconds a bulk transaction gives way for, from its first try on."""
_LOOK_EVERY = 4_000  # virtual machine instructions between two checks: a quarter of a millisecond
_COMMON = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA mmap_size = 0",
    "PRAGMA cache_size = -1024",  # KiB for each reading thread; the system caches the file as well
)

_MISTAKES = (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError)
UNEXPECTED = (
    sqlite3.Error, TypeError, ValueError, LookupError, AttributeError, ArithmeticError,
    msgspec.MsgspecError, zlib.error,
)  # fmt: skip
"""What a damaged library may be met as."""

T = TypeVar("T")


class _GaveWay(Exception):
    """A bulk transaction was rolled back because another writer waits."""


class Database:
    """A library's file. Use it from any thread, and close it from any when done, whatever the others are at.

    ``read()`` gives this thread's connection, ``reading()`` the same with SQLite's errors made into
    sentences; ``write()`` is one transaction, ``run()`` one that lets others go first.
    """

    def __init__(self, path: Path, *, read_only: bool, word: str) -> None:
        self.path = path
        self.read_only = read_only
        self.word = word
        self.spoilers = False
        """Whether what would spoil something for the user is given all the same (``store.guard.veils``)."""
        self.guard_names: Callable[[], Sequence[str]] | None = None
        """Returns the names that the settings guard, as long as they can be read."""
        self._lock = WriteLock(path.with_suffix(".lock"))
        self._turn = threading.Lock()
        self._readers = Readers()
        self._writer: Connection | None = None
        self._journal: Journal | None = None
        self._put_off: PutOff | None = None
        self._opened: tuple[int, int] | None = None
        self._immutable = False
        self._closed = False
        self.refusal: LibraryError = sqlite_errors.read_only(path)
        """What a change to a library that is only read is told."""

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, or_read: bool = False, word: str = "pullquote") -> Database:
        """Open the library at ``path``; make it where there is none, migrate it where it is older.

        ``or_read``: where nothing can be written there it is opened for reading, and ``refusal`` says why. ``word``
        tells others who is writing. Raises ``LibraryError`` and its kinds, each with a sentence.
        """
        try:
            return cls._prepared(path, read_only=read_only, word=word)
        except (LibraryFull, LibraryReadOnly) as error:
            if not or_read:
                raise
            database = cls._prepared(path, read_only=True, word=word)
            database.refusal = sqlite_errors.only_read(error, path)
            return database

    @classmethod
    def _prepared(cls, path: Path, *, read_only: bool, word: str) -> Database:
        database = cls(path, read_only=read_only, word=word)
        try:
            database._prepare()
        except BaseException:
            database.close()
            raise
        return database

    def read(self) -> sqlite3.Connection:
        """Return this thread's connection, which cannot write, where no other thread may close the library meanwhile.

        Keep reads short: a held one stops checkpoints.
        """
        return self._reader().connection

    def _reader(self) -> Reader:
        """Return this thread's reader, which cannot write."""
        reader = self._readers.mine
        if reader is None:
            self._check_open()
            reader = self._readers.begin(self._connect("ro" if self.read_only else "rw"))
        return reader

    def _check_open(self) -> None:
        if self._closed:
            raise LibraryError(f"{self.path} is closed.")

    @contextlib.contextmanager
    def reading(self, patience: float | None = None) -> Iterator[sqlite3.Connection]:
        """Return this thread's connection, which cannot write; SQLite's errors come out as ``LibraryError``.

        After ``patience`` seconds what is asked is given up with ``TookTooLong``.
        """
        try:
            reader = self._reader()
            with reader.turn:
                self._check_open()  # it may have been closed while the turn was waited for
                connection = reader.connection
                if patience is None:
                    yield connection
                    return
                until = time.monotonic() + patience
                connection.set_progress_handler(lambda: time.monotonic() > until, _LOOK_EVERY)
                try:
                    yield connection
                finally:
                    connection.set_progress_handler(None, 0)
        except UNEXPECTED as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
                self._check_open()
                raise TookTooLong("The library took too long to answer.") from None
            self._raise(error)

    @contextlib.contextmanager
    def write(self, word: str | None = None, *, patience: float = BUSY_SECONDS) -> Iterator[sqlite3.Connection]:
        """Run one transaction: committed at the end, rolled back if anything is raised.

        Not to be nested. Raises ``LibraryLocked`` where others write for longer than ``patience`` seconds,
        ``LibraryFull`` or another ``LibraryError``.
        """
        with self._transaction(word, urgent=True, patience=patience) as connection:
            yield connection

    def run(self, work: Callable[[sqlite3.Connection], T], word: str | None = None) -> T:
        """Run bulk ``work`` in one transaction that gives way to whoever calls ``write()``, here or in another process.

        What was begun is then taken back and done again, so ``work`` must depend on its connection alone. After
        ``PATIENCE`` seconds it gives way no more. Raises what ``write()`` raises.
        """
        until = time.monotonic() + PATIENCE
        while True:
            while self._lock.wanted() and time.monotonic() < until:
                time.sleep(0.001)
            try:
                with self._transaction(word, urgent=False) as connection:
                    return self._interruptibly(connection, work, until)
            except _GaveWay:
                continue

    def _interruptibly(self, connection: Connection, work: Callable[[sqlite3.Connection], T], until: float) -> T:
        """Run ``work``, but stop it when another writer asks for the lock."""

        def asked() -> bool:
            return time.monotonic() < until and self._lock.wanted()

        connection.set_progress_handler(asked, _LOOK_EVERY)
        try:
            done = work(connection)
            connection.finish()
            return done
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise _GaveWay from None
            raise
        finally:
            connection.set_progress_handler(None, 0)

    @contextlib.contextmanager
    def _transaction(self, word: str | None, *, urgent: bool, patience: float = BUSY_SECONDS) -> Iterator[Connection]:
        if self.read_only:
            raise self.refusal
        with self._holding(word, urgent=urgent, patience=patience), self.translated():
            connection, journal = self._writing()
            connection.execute("BEGIN IMMEDIATE")
            try:
                if migrate.version(connection) > migrate.VERSION:  # its tables are no longer those we write
                    raise sqlite_errors.migrated_since(self.path)
                before = connection.total_changes
                yield connection
                connection.finish()
                if connection.total_changes != before:
                    self._veil_what_changed(connection)
                    connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'changes'")
                    journal.write(connection)
                connection.execute("COMMIT")
            except BaseException:
                connection.forget()
                with contextlib.suppress(sqlite3.Error):
                    if connection.in_transaction:  # on a full disk SQLite has rolled back by itself
                        connection.execute("ROLLBACK")
                journal.take_back()
                raise
            written = journal.written()
        try:
            # After the lock is released: nobody else has to wait for the disk.
            if urgent or self._put_off is None:
                written.settle()
            else:
                self._put_off.add(written)
        except OSError as error:
            raise sqlite_errors.not_in_journal(self.path, error) from error
        except sqlite3.Error as error:
            self._raise(error)
        if written.copy is not None:
            with contextlib.suppress(sqlite3.Error, OSError, LibraryError):  # tried again by whoever closes it
                self._copy_to(written.copy, _COPYING_SECONDS)

    def _names_guarded(self) -> Sequence[str] | None:
        return self.guard_names() if self.guard_names else None

    def _veil_what_changed(self, connection: Connection) -> None:
        """Note, in the transaction that changes what is guarded, whose veils are to be made anew."""
        from pullquote.cache.store.guard import guarded  # lazy: who only reads needs none of it

        row = connection.execute("SELECT value FROM meta WHERE key = 'guards'").fetchone()
        if guarded.is_anything(connection) or (row and row[0]):
            from pullquote.cache.store.guard import veils  # lazy: most libraries guard nothing

            veils.plan(connection)

    def copy_state(self) -> None:
        """Copy what the user made and begin the journal of marks anew.

        Raises ``OSError``, ``sqlite3.Error``, ``LibraryError``; the copy before stays in use then.
        """
        with self._transaction("copying the marks", urgent=True) as connection:
            self._writing()[1].begin(connection)

    def begin_copy(self) -> None:
        """Begin the journal of marks anew, and so a copy of what the user made, which ``copy_on`` makes.

        Raises what ``copy_state`` raises.
        """
        with self._transaction("copying the marks", urgent=True) as connection:
            self._writing()[1].follow(connection)

    def copy_on(self, seconds: float) -> bool:
        """Go on for so long with the copy that was begun; return whether nothing is left of it.

        Nobody waits for that: it reads, and holds no lock. Raises ``OSError``, ``sqlite3.Error``, ``LibraryError``.
        """
        from pullquote.cache.store.safety import journal  # lazy: what only reads copies nothing

        with self.reading() as connection:
            target = journal.unfinished(self.path, connection)
        return target is None or self._copy_to(target, seconds)

    def _copy_to(self, target: Path, seconds: float) -> bool:
        """Go on for so long with a copy; no reader of this thread is needed, which would keep two more files open."""
        from pullquote.cache.store.safety import journal, state_draft  # lazy: as above

        if not state_draft.go_on(self.path, target, seconds):
            return False
        journal.forget_old(target)
        return True

    @contextlib.contextmanager
    def alone(self, word: str | None = None) -> Iterator[sqlite3.Connection]:
        """Return the writing connection outside a transaction, under the lock: for VACUUM and the like."""
        if self.read_only:
            raise self.refusal
        with self._holding(word), self.translated():
            yield self._writing()[0]

    @contextlib.contextmanager
    def translated(self) -> Iterator[None]:
        """Raise SQLite's errors as ``LibraryError`` with a sentence that names the file."""
        try:
            yield
        except UNEXPECTED as error:
            self._raise(error)

    def _raise(self, error: Exception) -> NoReturn:
        explained = self.explain(error)
        if explained is error:
            raise error
        raise explained from error

    def explain(self, error: Exception) -> Exception:
        """Return the error the user should see.

        What may be a mistake of ours stays what it is, unless a look at the library finds a fault to blame: a value
        nobody writes, in a column or in JSON, is met as whatever Python makes of it.
        """
        if isinstance(error, sqlite3.Error | UnicodeDecodeError) and not isinstance(error, _MISTAKES):
            return sqlite_errors.explain(error, self.path, "" if self._lock.held else self._lock.holder())
        fault = self._fault()
        return sqlite_errors.damaged(self.path, fault) if fault else error

    def _fault(self) -> str:
        """Return what is wrong with the library's content, in words; empty where nothing is found."""
        from pullquote.cache.store.safety import soundness  # lazy: only an error that nobody expected asks

        try:
            with contextlib.closing(self._connect("ro")) as connection:
                found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
                if found != "ok":
                    return found
                if migrate.version(connection) < migrate.VERSION:
                    return ""  # its tables are not to be as they are made now
                first = next(soundness.faults(connection, texts=False), None)
                return first.found if first else ""
        except (sqlite3.Error, LibraryError, *UNEXPECTED) as error:
            return str(error)

    def changes(self) -> int:
        """Count the commits that changed something, by anybody, since the library was made."""
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'changes'").fetchone()
        return int(row[0])

    def settle(self) -> None:
        """Return when all that bulk work marked is in the journal on the disk. Raises ``LibraryError``."""
        try:
            if self._put_off is not None:
                self._put_off.settle()
        except OSError as error:
            raise sqlite_errors.not_in_journal(self.path, error) from error

    def close(self) -> None:
        """Close every connection; the last one to leave writes the log back into the file."""
        self._closed = True
        with contextlib.suppress(LibraryError):
            self.settle()
        self._readers.close()
        if self._turn.acquire(timeout=CLOSING_SECONDS):  # else a thread still writes, and needs connection and lock
            try:
                self._close_writer()
                self._lock.close()
            finally:
                self._turn.release()

    def _close_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is None:
            return
        held = False
        with contextlib.suppress(OSError):
            held = self._lock.acquire(self.word, CLOSING_SECONDS)
        with contextlib.suppress(sqlite3.Error):
            writer.execute("PRAGMA analysis_limit = 400")
            writer.execute("PRAGMA optimize")
        with contextlib.suppress(sqlite3.Error):
            writer.close()
        if held:
            self._lock.release()

    def _prepare(self) -> None:
        """Make or migrate the file where needed and try a first read."""
        if not migrate.present(self.path):
            self._make()
        migrate.check_header(self.path)
        if not (self.read_only or sqlite_errors.may_be_written(self.path)):
            raise sqlite_errors.read_only(self.path)
        with self.translated():
            connection = self._first_connection()
        try:
            with self.translated():
                version = migrate.version(connection)
            self._check_version(version)
        except BaseException:
            connection.close()
            raise
        if version < (migrate.READABLE if self.read_only else migrate.VERSION):
            connection.close()
            self._migrate()
        else:
            self._readers.begin(connection)  # another would read the whole schema once more
        with self.translated():
            counted = self.read().execute("SELECT value FROM meta WHERE key = 'changes'").fetchone()
        if counted is None:
            raise sqlite_errors.damaged(self.path, "it has lost the number of its changes")

    def _check_version(self, version: int) -> None:
        if not 1 <= version <= migrate.VERSION + migrate.FAR_AHEAD:
            raise sqlite_errors.damaged(self.path, f"its schema has the number {version}")
        if version > migrate.VERSION:
            raise sqlite_errors.too_new(self.path, version, migrate.VERSION)

    def _first_connection(self) -> Connection:
        """Return a connection on which the schema could be read."""
        try:
            connection = self._connect("ro" if self.read_only else "rw")
        except sqlite3.OperationalError:
            if not self.read_only:
                raise
            self._choose_immutable()
            connection = self._connect("ro")
        try:
            migrate.version(connection)
        except sqlite3.OperationalError as error:
            connection.close()
            if not self.read_only or error.sqlite_errorcode & 0xFF not in (
                sqlite3.SQLITE_CANTOPEN,
                sqlite3.SQLITE_READONLY,
            ):
                raise
            # The folder is read-only, so the WAL index cannot be made: read the file alone, if no WAL is left over.
            self._choose_immutable()
            connection = self._connect("ro")
        except BaseException:
            connection.close()
            raise
        return connection

    def _choose_immutable(self) -> None:
        log = Path(f"{self.path}-wal")
        if log.exists() and log.stat().st_size:
            raise LibraryError(
                f"{self.path} has changes waiting in {log.name} and its folder cannot be written. "
                "Open it once where it can be written."
            )
        self._immutable = True

    def _make(self) -> None:
        make_private(self.path.parent)
        with self._holding("making the library"), self.translated():
            if migrate.present(self.path):
                return
            try:
                migrate.create(self.path)
            except OSError as error:
                raise LibraryError(
                    f"Cannot make {self.path}: {error.strerror}. Name another folder with --library."
                ) from error

    def _migrate(self) -> None:
        try:
            with self._holding("bringing the library up to date"), self.translated():
                connection = self._connect("rw")
                try:
                    migrate.upgrade(connection, self.path)
                finally:
                    connection.close()
        except LibraryReadOnly as error:
            raise sqlite_errors.outdated(self.path) from error

    def _identity(self) -> tuple[int, int] | None:
        """Return what tells the file at the path from every other one; ``None`` where there is none."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    @contextlib.contextmanager
    def _holding(self, word: str | None, *, urgent: bool = True, patience: float = BUSY_SECONDS) -> Iterator[None]:
        """Hold the lock against other threads and other processes."""
        word = word or self.word
        if not self._take(word, 0):
            with self._lock.asking() if urgent else contextlib.nullcontext():
                if not self._take(word, patience):
                    raise sqlite_errors.locked(self.path, self._lock.holder())
        try:
            yield
        finally:
            self._lock.release()
            self._turn.release()

    def _take(self, word: str, timeout: float) -> bool:
        """Take both locks, waiting up to ``timeout`` seconds for each; return whether they were taken."""
        if not self._turn.acquire(timeout=timeout):
            return False
        taken = False
        try:
            self._check_open()
            taken = self._lock.acquire(word, timeout)
        except OSError as error:
            if self._lock.path.is_symlink() or (self._lock.path.exists() and not self._lock.path.is_file()):
                raise sqlite_errors.in_the_way(self._lock.path) from error
            raise sqlite_errors.not_beside(self.path, error) from error
        finally:
            if not taken:
                self._turn.release()
        return taken

    def _writing(self) -> tuple[Connection, Journal]:
        if self._writer is None or self._journal is None:
            from pullquote.cache.store.safety.journal import Journal, PutOff  # lazy: what only reads keeps no journal

            self._check_open()
            connection = self._connect("rw")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("PRAGMA cache_size = -4096")
            connection.execute(f"PRAGMA journal_size_limit = {16 * 1024 * 1024}")
            self._writer, self._journal, self._opened = connection, Journal(self.path, connection), self._identity()
            self._put_off = self._put_off or PutOff()
        elif self._opened != self._identity():
            # `doctor`, in another process, has put a new library in its place: what is written here would be lost.
            raise sqlite_errors.moved(self.path)
        return self._writer, self._journal

    def _connect(self, mode: str) -> Connection:
        extra = "&immutable=1" if self._immutable else ""
        connection = sqlite3.connect(
            address(self.path, mode) + extra,
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            factory=Connection,
        )
        try:
            connection.guard_names = self._names_guarded
            for pragma in _COMMON:
                connection.execute(pragma)
        except BaseException:
            connection.close()
            raise
        return connection
