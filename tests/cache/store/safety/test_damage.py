"""Damage of every kind to the library's file loses no mark, and is said in a sentence (D6)."""

from __future__ import annotations

import contextlib
import os
import random
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pullquote.cache.core.errors import LibraryDamaged, LibraryError, LibraryFull, PullquoteError
from pullquote.cache.library import Library, examine
from pullquote.cache.store import migrate
from pullquote.cache.store.safety import journal
from pullquote.cache.store.upkeep import backup

from ....waiting import WAIT
from .. import damage


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Path:
    from ..conftest import entry, made

    folder = tmp_path_factory.mktemp("filled")
    damage.fill(folder, made, entry)
    return folder


def marks_of(folder: Path) -> damage.Marks:
    with Library.open(folder) as library:
        return damage.marks(library)


@pytest.mark.parametrize("kind", damage.KINDS)
def test_no_mark_is_lost_to_a_damaged_file(filled, tmp_path, kind):
    before = marks_of(filled)
    dice = random.Random(kind)
    for number in range(8):
        path = damage.copied(filled, tmp_path / "library")
        damage.harm(path, kind, dice)
        with contextlib.suppress(PullquoteError), Library.open(path.parent) as library:
            library.headlines(library.ids())
            library.search("lighthouse")
        examine(path.parent)
        lost = before - marks_of(path.parent)
        assert not lost, (kind, number)
        assert "is sound" in " ".join(examine(path.parent))


def test_without_its_journal_and_backups_a_damaged_file_is_read_as_far_as_it_goes(filled, tmp_path):
    before = marks_of(filled)
    path = damage.copied(filled, tmp_path / "library")
    for file in (path.parent / "backups").iterdir():
        file.unlink()
    with contextlib.closing(sqlite3.connect(path)) as conn:
        conn.execute("VACUUM")  # the last page is that of the last table, which is empty
    damage.harm(path, "byte short", random.Random(1))
    examine(path.parent)
    assert not before - marks_of(path.parent)


@pytest.mark.parametrize("harm", ["cut", "flip", "gone", "folder"])
def test_a_damaged_journal_harms_no_library_and_is_begun_anew(filled, tmp_path, harm):
    path = damage.copied(filled, tmp_path / "library")
    before = marks_of(path.parent)
    file = journal.marks(path)[-1].journal
    data = bytearray(file.read_bytes())
    assert len(data) > 1_000
    file.unlink()
    if harm == "folder":
        file.mkdir()
    elif harm != "gone":
        data[len(data) // 2] ^= 4
        file.write_bytes(data[:-7] if harm == "cut" else data)
    assert marks_of(path.parent) == before
    with Library.open(path.parent) as library:
        library.remember("and", "one more")
    damage.harm(path, "byte short", random.Random(2))
    if harm != "flip":  # the length tells it; a flipped bit is met when the journal is read, by a sound library then
        path.write_bytes(b"nothing of it left")
    examine(path.parent)
    assert before | {("memory", "and", "one more")} <= marks_of(path.parent)


def test_a_library_from_elsewhere_is_not_given_the_marks_of_another(filled, tmp_path, make):
    path = damage.copied(filled, tmp_path / "library")
    with Library.open(tmp_path / "other") as other:
        other.star([other.keep(make(7, title="Of the other"))])
    (tmp_path / "other" / "library.db").replace(path)
    with Library.open(path.parent) as library:
        library.remember("moved", "yes")
        before = damage.marks(library)
    path.write_bytes(b"gone")
    examine(path.parent)
    assert marks_of(path.parent) == before


def test_two_processes_write_one_journal(filled, tmp_path):
    path = damage.copied(filled, tmp_path / "library")
    script = "import sys; from pathlib import Path; from pullquote.cache.library import Library\n"
    script += "with Library.open(Path(sys.argv[1])) as library:\n"
    script += "    for n in range(20): library.remember(f'{sys.argv[2]} {n}', 'x')\n"
    writers = [subprocess.Popen([sys.executable, "-c", script, str(path.parent), word]) for word in ("one", "two")]
    assert [writer.wait(WAIT) for writer in writers] == [0, 0]
    path.write_bytes(b"gone")
    examine(path.parent)
    kept = {mark[1] for mark in marks_of(path.parent) if mark[0] == "memory"}
    assert {f"{word} {n}" for word in ("one", "two") for n in range(20)} <= kept


@pytest.mark.parametrize(("put_off", "syncs"), [(3_600.0, 1), (0.0, 20)])
def test_what_bulk_work_marks_reaches_the_disk_together_and_at_the_end(filled, tmp_path, monkeypatch, put_off, syncs):
    path = damage.copied(filled, tmp_path / "library")
    synced: list[int] = []
    monkeypatch.setattr(journal, "PUT_OFF", put_off)
    with Library.open(path.parent) as library:
        library.remember("first", "x")
        sync = os.fdatasync
        monkeypatch.setattr(journal.os, "fdatasync", lambda file: (synced.append(file), sync(file)))
        for number in range(20):
            library.database.run(
                lambda conn, n=number: conn.execute("INSERT INTO memory VALUES (?, 'x')", (f"bulk {n}",))
            )
        before = len(synced)
        library.remember("by the user", "x")
        assert len(synced) == before + 1
        library.database.settle()
        assert len(synced) - 1 == syncs
        library.database.settle()
        assert len(synced) - 1 == syncs
    path.write_bytes(b"gone")
    examine(path.parent)
    kept = {mark[1] for mark in marks_of(path.parent) if mark[0] == "memory"}
    assert {"first", "by the user", *(f"bulk {number}" for number in range(20))} <= kept


def test_a_mark_whose_journal_cannot_be_written_is_kept_and_said(filled, tmp_path, monkeypatch):
    path = damage.copied(filled, tmp_path / "library")
    with Library.open(path.parent) as library:
        library.remember("first", "1")
        full = Path("/dev/full")
        monkeypatch.setattr(journal, "_open", lambda _path, _how: os.open(full, os.O_WRONLY))
        with pytest.raises(LibraryFull, match=r"is kept in .* the disk is full"):
            library.remember("second", "2")
        assert library.recall("second") == "2"
        monkeypatch.undo()
        library.remember("third", "3")
    path.write_bytes(b"gone")
    examine(path.parent)
    with Library.open(path.parent) as library:
        assert [library.recall(word) for word in ("first", "second", "third")] == ["1", "2", "3"]


def test_the_journal_is_private_and_bounded(filled, tmp_path, monkeypatch):
    path = damage.copied(filled, tmp_path / "library")
    monkeypatch.setattr(journal, "LONG", 2_000)
    with Library.open(path.parent) as library:
        for number in range(100):
            library.remember("word", str(number) * 20)
            assert library.copy_marks(WAIT)
    pairs = journal.marks(path)
    assert len(migrate.backups(path)) <= journal.KEPT
    assert all(pair.journal.stat().st_size < 4_000 for pair in pairs)
    assert all(pair.journal.stat().st_mode & 0o777 == 0o600 for pair in pairs)
    assert not backup.due(path)


def test_an_open_library_that_doctor_replaced_takes_no_mark(filled, tmp_path):
    path = damage.copied(filled, tmp_path / "library")
    with Library.open(path.parent) as library:
        library.remember("a", "b")
        path.rename(tmp_path / "aside")
        with Library.open(path.parent) as other:
            other.remember("c", "d")
        with pytest.raises(LibraryError, match=r"start Pullquote again"):
            library.remember("e", "f")


# Content that is not ours


def changed(path: Path, *statements: str) -> None:
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA writable_schema = ON")
    for statement in statements:
        conn.execute(statement)
    conn.close()


WRONG = {
    "meta emptied": "DELETE FROM meta",
    "an origin that is none": "UPDATE article SET shown = 9 WHERE id = 3",
    "names that are not JSON": "UPDATE article SET entities = 'Nora' WHERE id = 3",
    "names that are no numbers": "UPDATE article SET entities = '[\"Nora\"]' WHERE id = 3",
    "names that are not there": "UPDATE article SET entities = '[4711]' WHERE id = 3",
    "a title that is not UTF-8": "UPDATE article SET title = CAST(x'4cf6776520ff' AS TEXT) WHERE id = 3",
    "no number of a schema": "PRAGMA user_version = 0",
    "a number below none": "PRAGMA user_version = -1",
    "a number of no version": "PRAGMA user_version = 1073741825",
    "a step that is none": "UPDATE undo SET data = x'00'",
    "a text that is none": "UPDATE body SET data = x'00' WHERE id / 4 = 3",
    "hours that are none": "UPDATE feed SET skip_hours = 'noon'",
}


@pytest.mark.parametrize("statement", WRONG.values(), ids=WRONG.keys())
def test_wrong_content_is_a_sentence_and_doctor_mends_it(filled, tmp_path, statement):
    path = damage.copied(filled, tmp_path / "library")
    before = marks_of(path.parent)
    changed(path, statement)
    with contextlib.suppress(PullquoteError), Library.open(path.parent) as library:  # nothing but sentences
        library.headlines(library.ids())
        for number in library.ids():
            library.article(number)
        if "undo" in statement:
            library.undo()
    said = examine(path.parent)
    assert len(said) > 2, said
    assert not list(path.parent.glob("*.corrupt-*")), said
    with Library.open(path.parent) as library:
        assert library.count() == damage.ARTICLES + 1
        library.headlines(library.ids())
        assert sum(len(library.article(number).entities) == 2 for number in library.ids() if number != 3) == 60
    assert "is sound" in " ".join(examine(path.parent))
    assert before <= marks_of(path.parent)


def test_an_error_text_that_is_not_utf8_is_a_sentence(filled, tmp_path):
    path = damage.copied(filled, tmp_path / "library")
    data = path.read_bytes()
    at = data.index(b"CREATE TABLE host")
    path.write_bytes(data[: at + 13] + b"h \xff\xfe" + data[at + 17 :])
    with pytest.raises(LibraryDamaged, match="pullquote doctor"), Library.open(path.parent) as library:
        library.headlines(library.ids())
    assert "came back" in " ".join(examine(path.parent))


# What is no file


def fifo(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.parent / "unmounted" / "library.db")


def loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path)


def dangling_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))
    path.parent.symlink_to(path.parent.with_name("unmounted"))


def folder_is_a_file(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))
    path.parent.write_text("a file")


def lock_is_a_pipe(path: Path) -> None:
    path.with_suffix(".lock").unlink()
    os.mkfifo(path.with_suffix(".lock"))


def lock_is_a_folder(path: Path) -> None:
    path.with_suffix(".lock").unlink()
    path.with_suffix(".lock").mkdir()


def log_is_a_pipe(path: Path) -> None:
    os.mkfifo(f"{path}-wal")


IN_PLACE = {
    fifo: "is a pipe, not a library",
    folder: "is a folder, not a library",
    device: "is a device, not a library",
    dangling: "is a link to .*not mounted",
    loop: "leads to itself",
    dangling_folder: "is a link to .*not mounted",
    folder_is_a_file: "is a file, not a folder",
    lock_is_a_pipe: "is in the way",
    lock_is_a_folder: "is in the way",
    log_is_a_pipe: "is in the way",
}


@pytest.mark.parametrize("harm", IN_PLACE, ids=lambda harm: harm.__name__)
def test_what_stands_in_a_files_place_is_said_and_left_alone(filled, tmp_path, harm):
    path = damage.copied(filled, tmp_path / "library")
    harm(path)
    for arguments in (("star", "1"), ("doctor",)):
        command = [sys.executable, "-m", "pullquote.tui", "--library", str(path.parent), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=WAIT, check=False)
        assert done.returncode == 6, (done.stdout, done.stderr)
        assert len(done.stderr.splitlines()) == 1
        assert re.search(IN_PLACE[harm], done.stderr), done.stderr
    assert not (tmp_path / "unmounted").exists()
