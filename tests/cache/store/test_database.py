"""The file itself: settings, locks, and every way it can be taken from under us (D1 to D8)."""

from __future__ import annotations

import contextlib
import itertools
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pullquote.cache.core.errors import LibraryDamaged, LibraryError, LibraryFull, LibraryLocked, LibraryTooNew
from pullquote.cache.library import Library
from pullquote.cache.store import migrate
from pullquote.cache.store.database import Database

from ...waiting import WAIT, until

HERE = Path(__file__).parent
PRELUDE = f"""
import sys, importlib.util
from pathlib import Path
spec = importlib.util.spec_from_file_location("made_up", {str(HERE / "conftest.py")!r})
made_up = importlib.util.module_from_spec(spec)
spec.loader.exec_module(made_up)
made, entry, NOON = made_up.made, made_up.entry, made_up.NOON
from pullquote.cache.library import Library
from pullquote.cache.store import feeds
from pullquote.cache.store.writing import keeping
from pullquote.cache.core.feed import FeedState
folder = Path(sys.argv[1])

def become_nobody():
    "Drop to a user who may write nothing of root's; for any other user the modes are enough."
    import os, pullquote.cache.core.settings
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
"""


def start(script: str, *arguments: object, **options) -> subprocess.Popen[str]:
    """Run a script beside us, with made-up articles at hand."""
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + textwrap.dedent(script), *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        **options,
    )


def heard(process: subprocess.Popen[str]) -> str:
    """Wait for a script's next line."""
    assert process.stdout is not None
    return process.stdout.readline()


def finish(process: subprocess.Popen[str]) -> str:
    """Let a script come to its end, and return what it said."""
    said = process.communicate(timeout=WAIT)[0]
    assert process.returncode == 0
    return said


def sound(library: Library) -> None:
    """Assert that the file, the index and the counts are whole."""
    said = library.doctor()
    assert "is sound" in " ".join(said)
    assert not [sentence for sentence in said if "made anew" in sentence or "put right" in sentence], said


# Settings


def test_a_new_library_is_private_and_set_up(tmp_path):
    old = os.umask(0)
    try:
        with Library.open(tmp_path / "new" / "deep") as library:
            library.remember("a", "b")
            for file in library.path.parent.iterdir():
                assert file.stat().st_mode & 0o077 == 0, file
            assert library.path.parent.stat().st_mode & 0o777 == 0o700
            with library.database.write() as conn:
                pragma = {
                    name: conn.execute(f"PRAGMA {name}").fetchone()[0]
                    for name in (
                        "application_id", "user_version", "journal_mode", "synchronous", "foreign_keys",
                        "trusted_schema", "cell_size_check", "busy_timeout", "journal_size_limit", "mmap_size",
                    )
                }  # fmt: skip
    finally:
        os.umask(old)
    assert pragma == {
        "application_id": migrate.APPLICATION_ID,
        "user_version": migrate.VERSION,
        "journal_mode": "wal",
        "synchronous": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "busy_timeout": 5000,
        "journal_size_limit": 16 * 1024 * 1024,
        "mmap_size": 0,
    }


def test_every_table_is_strict(database):
    rows = database.read().execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND strict = 0 AND name NOT LIKE 'sqlite_%'"
    )
    assert [row[0] for row in rows if row[0] != "search"] == []


def test_the_number_of_migrations_is_the_version():
    folder = Path(migrate.__file__).parent / "migrations"
    assert sorted(file.name for file in folder.glob("*.sql")) == [f"{n:04d}.sql" for n in range(1, migrate.VERSION + 1)]


def test_a_reader_cannot_write(database):
    with pytest.raises(LibraryError), database.reading() as conn:
        conn.execute("DELETE FROM article")


def test_a_library_is_opened_and_read_through_one_connection(tmp_path, monkeypatch):
    Library.open(tmp_path).close()
    made = []
    connect = Database._connect
    monkeypatch.setattr(Database, "_connect", lambda self, mode: made.append(mode) or connect(self, mode))
    with Library.open(tmp_path, read_only=True) as library:
        assert library.count() == 0
    assert made == ["ro"]


def test_a_failure_inside_a_transaction_takes_all_of_it_back(library):
    def fail() -> None:
        with library.database.write() as conn:
            conn.execute("INSERT INTO memory VALUES ('a', 'b')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert library.recall("a") is None
    library.remember("a", "c")
    assert library.recall("a") == "c"


@pytest.mark.parametrize("name", ["plain", "with spaces", "ünïcödé 図書館", "50% #1?", "it's"])
def test_any_folder_name_will_do(tmp_path, name):
    with Library.open(tmp_path / name) as library:
        library.remember("a", "b")
    with Library.open(tmp_path / name, read_only=True) as library:
        assert library.recall("a") == "b"


# D3: two at once


@pytest.mark.slow
def test_a_writer_waits_for_another_process_and_then_names_it(tmp_path):
    with Library.open(tmp_path) as library:
        other = start(
            """
            with Library.open(folder) as library, library.database.write("refreshing") as conn:
                conn.execute("INSERT INTO memory VALUES ('from', 'there')")
                print("held", flush=True)
                sys.stdin.read()
            """,
            tmp_path,
            stdin=subprocess.PIPE,
        )
        assert heard(other) == "held\n"
        assert library.recall("from") is None  # reading goes on
        with pytest.raises(LibraryLocked, match=rf"refreshing, process {other.pid}"):
            library.remember("from", "here")
        other.communicate("")
        library.remember("and", "now")
        assert library.recall("from") == "there"
        assert library.recall("and") == "now"


def test_a_reader_opens_while_another_process_writes(tmp_path):
    with Library.open(tmp_path) as library, library.database.write() as conn:
        conn.execute("INSERT INTO memory VALUES ('a', 'b')")
        other = start("print(Library.open(folder, read_only=True).recall('a'))", tmp_path)
        assert other.communicate(timeout=WAIT)[0] == "None\n"


@pytest.mark.slow
def test_another_program_in_the_way_is_a_sentence(tmp_path):
    with Library.open(tmp_path) as library:
        stranger = sqlite3.connect(library.path, isolation_level=None)
        stranger.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryLocked, match="by another program"):
            library.remember("a", "b")
        stranger.execute("ROLLBACK")
        library.remember("a", "b")
    stranger.close()


def test_many_processes_making_the_same_library_make_one(tmp_path):
    others = [start("Library.open(folder).keep(made(int(sys.argv[2])))", tmp_path / "new", n) for n in range(1, 5)]
    for other in others:
        finish(other)
    with Library.open(tmp_path / "new") as library:
        assert library.count() == 4
        sound(library)


# D1, D2: killed at any moment

WRITER = """
    import hashlib
    library = Library.open(folder)
    with library.database.write() as conn:
        subscribed = [feeds.add(conn, feeds.NewFeed(f"https://feed-{n}.example/rss"), NOON).id for n in range(4)]
    print("ready", flush=True)
    turn = int(sys.argv[2])
    while True:
        turn += 1
        feed = subscribed[turn % 4]
        with library.database.write("refreshing") as conn:
            for part in range(5):
                number = turn * 5 + part
                keeping.put(conn, made(number), source=keeping.FeedEntry(feed, entry(number), b"%d" % turn),
                             origin="feed", when=NOON, complete=True)
            (before,) = feeds.states(conn, feeds=[feed])
            feeds.save_state(conn, before, FeedState(feed=feed, url=before.url, etag=str(turn)))
        print(turn, flush=True)
"""


TURN = 0.03
"""Seconds within which a turn of that script comes to its end, if nothing else runs."""


def kill_rounds(folder: Path, rounds: int, marker) -> set[int]:
    """Kill a writer so often; return what ``marker`` marked in all."""
    dice = random.Random(20_240_501)
    turn = 0
    marked: set[int] = set()
    for _ in range(rounds):
        writer = start(WRITER, folder, turn)
        assert heard(writer) == "ready\n"
        marking = marker()
        heard_last = [heard(writer) for _ in range(dice.randint(0, 4))][-1:]
        time.sleep(dice.random() * TURN)  # the random moment is what is tested
        writer.send_signal(signal.SIGKILL)
        said = heard_last + writer.communicate()[0].split()
        marked |= marking()
        acknowledged = int(said[-1]) if said else turn
        with Library.open(folder) as library:
            sound(library)
            conn = library.database.read()
            per_feed = conn.execute("SELECT hash, count(*) FROM entry GROUP BY hash").fetchall()
            assert all(count == 5 for _, count in per_feed)  # no part of a feed
            kept = {int(turn) for turn, _ in per_feed}
            assert acknowledged == turn or acknowledged in kept  # nothing acknowledged is lost
            for number, etag in conn.execute("SELECT id, etag FROM feed WHERE etag IS NOT NULL"):
                newest = max(int(row[0]) for row in conn.execute("SELECT hash FROM entry WHERE feed = ?", (number,)))
                assert int(etag) == newest  # validators match entries
            unread = {row.id for row in library.headlines(library.ids("is:unread"))}
            assert not unread & marked
            turn = max(kept, default=turn)
    assert turn > rounds
    return marked


@pytest.mark.slow
def test_killed_while_writing_nothing_is_broken_or_lost(tmp_path):
    with Library.open(tmp_path):
        pass
    assert not kill_rounds(tmp_path, 15, lambda: set)


@pytest.mark.slow
def test_marks_made_while_the_writer_is_killed_are_not_lost(tmp_path):
    def marker():
        library = Library.open(tmp_path)
        marked: set[int] = set()
        done = threading.Event()

        def mark() -> None:
            while not done.is_set():
                for number in library.ids("is:unread")[:3]:
                    library.mark_read([number])
                    marked.add(number)
                time.sleep(0.002)  # a person's pace, so that the writer has turns of its own

        thread = threading.Thread(target=mark)
        thread.start()

        def finish() -> set[int]:
            before = len(marked)
            until(lambda: len(marked) > before or not library.ids("is:unread"))
            done.set()
            thread.join()
            library.close()
            return marked

        return finish

    with Library.open(tmp_path):
        pass
    assert len(kill_rounds(tmp_path, 10, marker)) >= 10


# D5: no room


def test_a_full_disk_changes_nothing_and_is_over_when_there_is_room(tmp_path):
    script = """
        import resource
        from pullquote.cache.core.errors import LibraryFull
        library = Library.open(folder)
        first = library.keep(made(1))
        size = library.path.with_name("library.db-wal").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 60_000, resource.RLIM_INFINITY))
        kept, refused = [first], 0
        for number in range(2, 60):
            try:
                kept.append(library.keep(made(number, dek="x" * 9_000)))
            except LibraryFull as error:
                assert "full" in str(error) and "library.db" in str(error)
                refused += 1
                assert library.count() == len(kept)
                assert library.article(first).title
        assert refused
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        kept.append(library.keep(made(99)))
        assert library.count() == len(kept)
        assert "is sound" in " ".join(library.doctor())
        library.close()
        print("well", flush=True)
    """
    assert finish(start(script, tmp_path)) == "well\n"
    with Library.open(tmp_path) as library:
        sound(library)


@pytest.fixture
def small_disk(tmp_path):
    mount = tmp_path / "disk"
    mount.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(mount)], check=False, capture_output=True
    )
    if done.returncode:
        pytest.skip("mounting is not allowed here")
    yield mount
    subprocess.run(["umount", "-l", str(mount)], check=True)


def test_a_small_disk_that_fills_up(small_disk, make):
    with Library.open(small_disk) as library:
        kept = [library.keep(make(1))]
        with pytest.raises(LibraryFull, match="is full"):
            kept.extend(library.keep(make(number)) for number in range(2, 2_000))
        assert library.count() == len(kept)
        with contextlib.suppress(LibraryFull):
            library.mark_read(library.ids())
        assert library.article(library.ids()[0]).text
        subprocess.run(["mount", "-o", "remount,size=16m", str(small_disk)], check=True)
        library.keep(make(5_000))
        sound(library)


# D7: nothing may be written


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """Return a folder that other users can reach; any start of pytest closes its own folders to them."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def readable_by_all(folder: Path) -> None:
    """Let every user read what is in a folder."""
    for file in (folder, *folder.rglob("*")):
        file.chmod(0o755 if file.is_dir() else 0o644)


def test_a_folder_that_may_only_be_read_is_read(open_to_all, make):
    folder = open_to_all / "small"
    with Library.open(folder) as library:
        library.keep(make(1))
    readable_by_all(folder)
    folder.chmod(0o555)
    script = """
        from pullquote.cache.core.errors import LibraryError
        become_nobody()
        with Library.open(folder, read_only=True) as library:
            print(library.count())
        try:
            with Library.open(folder) as library:
                library.mark_read(library.ids())
        except LibraryError as error:
            print(type(error).__name__, error)
    """
    said = finish(start(script, folder)).splitlines()
    assert said[0] == "1"
    assert said[1].startswith("LibraryReadOnly")
    assert str(folder) in said[1]


def test_an_older_library_that_may_only_be_read_says_what_it_wants(open_to_all):
    folder = open_to_all / "small"
    Library.open(folder).close()
    with contextlib.closing(sqlite3.connect(folder / "library.db")) as connection:
        connection.execute(f"PRAGMA user_version = {migrate.READABLE - 1}")
    readable_by_all(folder)
    folder.chmod(0o555)
    script = """
        from pullquote.cache.core.errors import LibraryReadOnly
        become_nobody()
        try:
            Library.open(folder, read_only=True)
        except LibraryReadOnly as error:
            print(error)
    """
    said = finish(start(script, folder))
    assert said.startswith(f"{folder / 'library.db'} is of an earlier version and may only be read here")


def test_a_folder_that_cannot_be_made_is_a_sentence(open_to_all):
    open_to_all.chmod(0o555)
    script = """
        from pullquote.cache.core.errors import LibraryError
        become_nobody()
        try:
            Library.open(folder)
        except LibraryError as error:
            print(error)
    """
    said = finish(start(script, open_to_all / "small"))
    assert "--library" in said
    assert str(open_to_all / "small") in said


def test_a_folder_in_place_of_the_file_is_a_sentence(tmp_path):
    (tmp_path / "library.db").mkdir()
    with pytest.raises(LibraryError, match=r"library\.db"):
        Library.open(tmp_path)


# D8: other schemas


def test_a_newer_library_is_refused_and_left_alone(tmp_path):
    with Library.open(tmp_path) as library:
        path = library.path
    conn = sqlite3.connect(path)
    conn.execute(f"PRAGMA user_version = {migrate.VERSION + 1}")
    conn.close()
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(LibraryTooNew, match="later Pullquote"):
            Database.open(path, read_only=read_only)
    assert path.read_bytes() == before


def test_a_window_left_open_over_a_later_version_changes_nothing_more(tmp_path, make):
    with Library.open(tmp_path) as library:
        number = library.keep(make())
        conn = sqlite3.connect(library.path)
        conn.execute(f"PRAGMA user_version = {migrate.VERSION + 1}")
        conn.close()
        with pytest.raises(LibraryTooNew, match="start Pullquote again"):
            library.star([number])
        assert not library.headlines([number])[0].starred, "reading goes on"


@pytest.fixture
def next_version(monkeypatch, tmp_path):
    """Make the program know one more migration than it does: a made-up one."""
    folder = Path(migrate.__file__).parent
    steps = {
        f"{n:04d}": (folder / "migrations" / f"{n:04d}.sql").read_text("utf-8") for n in range(1, migrate.VERSION + 1)
    }
    steps[f"{migrate.VERSION + 1:04d}"] = "CREATE TABLE extra (a TEXT) STRICT;\nALTER TABLE memory ADD COLUMN b TEXT;\n"
    target = tmp_path / "steps"
    target.mkdir()
    for name, text in steps.items():
        (target / f"{name}.sql").write_text(text)
    monkeypatch.setattr(migrate, "MIGRATIONS", target)
    monkeypatch.setattr(migrate, "VERSION", migrate.VERSION + 1)
    return target / f"{migrate.VERSION:04d}.sql"


def older(tmp_path: Path, make) -> Path:
    """A library of the version before, with something in it."""
    folder = tmp_path / "library"
    finish(start("Library.open(folder).keep(made(1))", folder))
    return folder


def test_an_older_library_is_brought_up_to_date_with_a_copy_before(tmp_path, make, next_version):
    folder = older(tmp_path, make)
    with Library.open(folder) as library:
        assert library.count() == 1
        library.database.read().execute("SELECT a FROM extra")
    (copy,) = (folder / "backups").glob("schema-*.db")
    conn = sqlite3.connect(copy)
    assert conn.execute("PRAGMA user_version").fetchone() == (migrate.VERSION - 1,)
    assert conn.execute("SELECT count(*) FROM article").fetchone() == (1,)
    conn.close()


def test_reading_an_older_library_brings_it_up_to_date_too(tmp_path, make, next_version):
    folder = older(tmp_path, make)
    with Library.open(folder, read_only=True) as library:
        assert library.count() == 1


def test_a_migration_that_fails_leaves_the_old_library(tmp_path, make, next_version):
    folder = older(tmp_path, make)
    whole = next_version.read_text()
    next_version.write_text(whole + "ALTER TABLE nothing ADD COLUMN c TEXT;\n")
    with pytest.raises(LibraryError):
        Library.open(folder)
    conn = sqlite3.connect(folder / "library.db")
    assert conn.execute("PRAGMA user_version").fetchone() == (migrate.VERSION - 1,)
    assert conn.execute("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").fetchone() == (0,)
    conn.close()
    next_version.write_text(whole)
    with Library.open(folder) as library:
        assert library.count() == 1


@pytest.mark.slow
def test_a_migration_killed_half_way_leaves_the_old_or_the_new(tmp_path, make, next_version):
    folder = older(tmp_path, make)
    next_version.write_text(
        next_version.read_text()
        + "".join(
            f"CREATE TABLE more{n} (a TEXT) STRICT;\nINSERT INTO more{n} SELECT title FROM article;\n"
            for n in range(300)
        )
    )
    script = f"""
        from pullquote.cache.store import migrate
        migrate.MIGRATIONS = Path({str(next_version.parent)!r})
        migrate.VERSION = {migrate.VERSION}
        print("go", flush=True)
        Library.open(folder)
        print("done", flush=True)
    """
    dice = random.Random(7)
    seen = set()
    for _ in range(12):
        other = start(script, folder)
        assert heard(other) == "go\n"
        time.sleep(dice.random() * 0.04)  # the random moment is what is tested
        other.kill()
        other.communicate()
        conn = sqlite3.connect(folder / "library.db")
        version = conn.execute("PRAGMA user_version").fetchone()[0]
        tables = conn.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'more%'").fetchone()[0]
        assert (version, tables) in ((migrate.VERSION - 1, 0), (migrate.VERSION, 300))
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("SELECT count(*) FROM article").fetchone() == (1,)
        conn.close()
        seen.add(version)
        if version == migrate.VERSION:
            break
    with Library.open(folder) as library:
        assert library.count() == 1
    assert migrate.VERSION - 1 in seen


@pytest.mark.slow
def test_a_making_killed_half_way_leaves_none_or_a_whole_one(tmp_path):
    dice = random.Random(11)
    for number in range(12):
        folder = tmp_path / str(number)
        other = start("print('go', flush=True)\nLibrary.open(folder)", folder)
        heard(other)
        time.sleep(dice.random() * 0.03)  # the random moment is what is tested
        other.kill()
        other.communicate()
        with Library.open(folder) as library:
            assert library.count() == 0
            sound(library)


def test_a_foreign_file_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "library.db"
    path.write_text("shopping: bread, ink\n" * 20)
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(LibraryDamaged, match="not a Pullquote library"):
            Library.open(tmp_path, read_only=read_only)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["library.db"]


# D11, D15


def test_the_log_stays_small_and_files_are_closed(tmp_path, make):
    handles = Path("/proc/self/fd")
    before = len(list(handles.iterdir())) if handles.exists() else 0
    with Library.open(tmp_path) as library:
        for number in range(300):
            library.keep(make(number + 1, dek=os.urandom(4_000).hex()))
        assert Path(f"{library.path}-wal").stat().st_size < 32_000_000
        threads = [threading.Thread(target=library.count) for _ in range(40)]
        for thread in threads:
            thread.start()
            thread.join()
        assert len(library.database._readers) <= 3
    assert not Path(f"{library.path}-wal").exists()
    if before:
        assert len(list(handles.iterdir())) <= before


CLOSED_IN_THE_MIDDLE = """
import threading, time
from pullquote.cache.core.errors import LibraryError
with Library.open(folder) as library:
    for number in range(1, 40):
        library.keep(made(number))
odd = []

def at_work(library, begun, act):
    try:
        while True:
            act(library)
            begun.set()
    except LibraryError:
        pass
    except BaseException as error:
        odd.append(repr(error))

for turn in range(60):
    library = Library.open(folder)
    begun = [threading.Event() for _ in range(4)]
    acts = [*[lambda library: library.headlines(library.ids())] * 3, lambda library: library.mark_read([1], turn % 2)]
    threads = [threading.Thread(target=at_work, args=(library, *both)) for both in zip(begun, acts)]
    for thread in threads:
        thread.start()
    for event in begun:
        assert event.wait(60)
    time.sleep(turn % 7 / 2000)
    library.close()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
print(odd)
"""


def test_a_library_is_closed_while_other_threads_read_and_write(tmp_path):
    process = start(CLOSED_IN_THE_MIDDLE, tmp_path)
    said, _ = process.communicate(timeout=WAIT)
    assert (process.returncode, said.strip()) == (0, "[]")
    assert not (tmp_path / "library.db-wal").exists()


def test_closing_stops_what_takes_long(tmp_path):
    library = Library.open(tmp_path)
    begun, said = threading.Event(), []

    def count() -> None:
        try:
            with library.database.reading() as connection:
                connection.create_function("begun", 0, begun.set)
                connection.execute("SELECT begun()").fetchone()
                connection.execute(
                    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(x) FROM n"
                ).fetchone()
        except LibraryError as error:
            said.append(str(error))

    thread = threading.Thread(target=count)
    thread.start()
    assert begun.wait(WAIT)
    library.close()
    thread.join(WAIT)
    assert not thread.is_alive()
    assert "closed" in said[0]


def test_nothing_is_written_where_nothing_changed(tmp_path, small, library):
    number = small.put(1)
    library.mark_read([number])
    changes = library.changes()
    log = Path(f"{library.path}-wal")
    size = log.stat().st_size
    library.mark_read([number])
    library.star([number], False)
    library.remember("a", "b")
    written = log.stat().st_size - size
    library.remember("a", "b")
    assert log.stat().st_size - size == written
    assert library.changes() == changes + 1


def test_a_file_that_may_only_be_read_is_read(open_to_all):
    """As another user, in a folder of that user's own, the file belonging to root or made read-only."""
    folder = open_to_all / "small"
    with Library.open(folder) as library:
        library.remember("a", "b")
    readable_by_all(folder)
    if os.geteuid() == 0:
        os.chown(folder, 65534, 65534)
    (folder / "library.lock").unlink()
    (folder / "library.db").chmod(0o444)
    script = """
        from pullquote.cache.core.errors import LibraryError
        become_nobody()
        with Library.open(folder, read_only=True) as library:
            print(library.recall("a"))
        try:
            with Library.open(folder) as library:
                print(library.recall("a"))
                library.remember("a", "c")
        except LibraryError as error:
            print(error)
    """
    said = finish(start(script, folder)).splitlines()
    assert said[0] == "b"
    assert "may only be read here" in said[-1] or "belong to you" in said[-1]


BULK = """
import itertools, sys
from pathlib import Path
from pullquote.cache.store.database import Database
database = Database.open(Path(sys.argv[1]), word="refresh")
tries = 0
def work(conn):
    global tries
    tries += 1
    print("begun", flush=True)
    if tries > 5:
        sys.stdin.readline()
    for number in itertools.count() if tries <= 5 else range(3000):  # five times only giving way ends it
        conn.execute("INSERT INTO memory VALUES (?, ?)", (f"{number}", "x"))
print("ready", flush=True)
database.run(work)
print(tries, flush=True)
"""


@pytest.mark.slow
def test_a_bulk_transaction_gives_way_and_is_done_again_whole(library):
    command = [sys.executable, "-c", BULK, str(library.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as bulk:
        assert bulk.stdin is not None
        assert bulk.stdout is not None
        bulk.stdout.readline()
        seen = set()
        for turn in range(5):
            assert bulk.stdout.readline() == "begun\n"
            library.remember("mine", str(turn))
            seen.add(library.database.read().execute("SELECT count(*) FROM memory").fetchone()[0])
        assert bulk.stdout.readline() == "begun\n"
        bulk.stdin.write("go on\n")
        bulk.stdin.flush()
        tries = int(bulk.stdout.readline())
    assert tries == 6, "it was taken back each time"
    assert seen == {1}, "nothing half done is seen"
    assert library.recall("mine") == "4"
    assert library.database.read().execute("SELECT count(*) FROM memory").fetchone()[0] == 3001


def test_a_thread_of_the_same_program_goes_first_too(library):
    tries = 0
    begun, looked = threading.Event(), threading.Event()

    def work(conn):
        nonlocal tries
        tries += 1
        if tries > 1:
            looked.wait(WAIT)
        for number in itertools.count() if tries == 1 else range(2000):  # the first time only giving way ends it
            conn.execute("INSERT INTO memory VALUES (?, ?)", (f"{number}", "x"))
            begun.set()

    bulk = threading.Thread(target=library.database.run, args=(work,))
    bulk.start()
    begun.wait(WAIT)
    library.remember("mine", "1")
    assert library.database.read().execute("SELECT count(*) FROM memory").fetchone()[0] == 1
    looked.set()
    bulk.join()
    assert tries > 1
    assert library.database.read().execute("SELECT count(*) FROM memory").fetchone()[0] == 2001


def test_an_error_in_bulk_work_takes_all_of_it_back(library):
    def work(conn):
        conn.execute("INSERT INTO memory VALUES ('a', 'b')")
        raise ValueError

    with pytest.raises(ValueError):
        library.database.run(work)
    assert library.recall("a") is None
