"""What a kill leaves beside a library goes with the next check, and a full disk ends one in a sentence."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pullquote.cache.core.errors import LibraryFull
from pullquote.cache.library import Library, examine
from pullquote.cache.store.upkeep import leftovers

from ....waiting import WAIT

_KILLED = """
import os, pathlib, signal, sys
from pullquote.cache.library import examine
from pullquote.cache.store import migrate
from pullquote.cache.store.upkeep import backup

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

setattr({}, die)
examine(pathlib.Path(sys.argv[1]))
"""


@pytest.fixture
def folder(tmp_path: Path, make) -> Path:
    """A library of one starred article, with its copy and a journal of what was done since."""
    with Library.open(tmp_path) as library:
        library.star([library.keep(make(1))])
        library.database.copy_state()
        library.remember("section", "starred")
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in (*folder.iterdir(), *(folder / "backups").iterdir())}


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100:4096] = bytes(3996)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("at", "damaged"),
    [
        ('backup, "put_back_marks"', False),
        ('backup, "restore"', True),
        ('backup.state_copy, "salvage"', True),
        ('migrate, "_apply"', True),
        ('backup.journal, "replay"', False),
    ],
)
def test_what_a_killed_repair_left_goes_with_the_next(at: str, damaged: bool, folder: Path) -> None:
    if damaged:
        damage(folder / "library.db")
    if "salvage" in at:  # which is read from the file where the journal is not whole
        for journal in folder.glob("backups/*.marks"):
            journal.unlink()
    before = names(folder)
    code = _KILLED.format(at)
    done = subprocess.run([sys.executable, "-c", code, str(folder)], check=False, capture_output=True, timeout=WAIT)
    assert done.returncode == -signal.SIGKILL, done.stderr
    left = {name for name in names(folder) - before if not name.endswith((".db", ".db-wal", ".db-shm"))}
    assert left
    said = examine(folder)
    assert said[0].startswith("What a process that was killed left half made is removed: ")
    assert "is sound" in " ".join(said) or "came back" in " ".join(said)
    assert not left & names(folder)
    with Library.open(folder, read_only=True) as library:
        assert library.count("is:starred") == 1


def test_what_somebody_is_at_stays(folder: Path) -> None:
    for name in (f".library.db.{os.getpid()}", f"backups/.state-1.db.{os.getpid()}", ".library.db.old", ".bashrc.4"):
        (folder / name).write_bytes(b"x")
    with leftovers.workshop(folder / "backups", "marks") as made:
        before = names(folder)
        assert leftovers.forget(folder / "library.db") == 0
        assert names(folder) == before
        assert Path(made).is_dir()


def test_a_check_that_finds_no_room_says_so(folder: Path) -> None:
    examine(folder)
    before = names(folder)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, limits[1]))
    try:
        with pytest.raises(LibraryFull, match="is full"):
            examine(folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert names(folder) - {"library.db-wal", "library.db-shm"} == before
