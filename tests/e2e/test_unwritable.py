"""A library that cannot be written is read: the app opens, and says in one sentence that nothing is kept, and why."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ..program import ended
from .conftest import MODULE, Terminal


@pytest.fixture
def mount(hermetic: Path, sample_edition: Path) -> Iterator[Callable[[str], Path]]:
    """Put a library on a file system of its own, and change how that is mounted."""
    folder = hermetic / "library"
    folder.mkdir()

    def change(options: str) -> Path:
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            pytest.skip("mounting is not allowed here")
        if not (folder / "library.db").exists():
            shutil.copytree(sample_edition, folder, dirs_exist_ok=True)
        return folder

    yield change
    subprocess.run(["umount", "-l", folder], check=False, capture_output=True)


def fill(folder: Path) -> Path:
    """Leave no room on the disk of a folder; return the file that takes it."""
    with suppress(OSError), (folder / "fill").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    return folder / "fill"


def read_through(terminal: Terminal, why: str) -> None:
    """The list stands, the reason is said once, an article opens, and what cannot be kept says why."""
    terminal.until(lambda text: "Harbour Lights" in text and why in " ".join(text.split()))
    terminal.press(b"\r")
    terminal.until(lambda text: "By Clara Jensen" in text and "of 6 unread" not in text)
    terminal.press(b"?")
    terminal.until(lambda text: "Keys" in text)
    terminal.press(b"\x1b")
    terminal.until(lambda text: "Keys:" not in text)
    terminal.press(b"f")
    terminal.until(lambda text: "! " in text and why in " ".join(text.split()))
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert terminal.restored()


def test_d07_a_read_only_disk_is_read(mount: Callable[[str], Path], start: Callable[..., Terminal]) -> None:
    folder = mount("size=8m")
    before = (folder / "library.db").read_bytes()
    mount("remount,ro")
    read_through(start(columns=80, lines=24), "may only be read here")
    assert (folder / "library.db").read_bytes() == before
    for command in ("star 1", "refresh", "undo", "follow Saltgate", "prune", "doctor"):
        done = ended(*command.split())
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (6, "", 1), command
        assert "may only be read here" in done.stderr


def test_d05_a_full_disk_is_read(mount: Callable[[str], Path], start: Callable[..., Terminal]) -> None:
    taken = fill(mount("size=2m"))
    read_through(start(columns=80, lines=24), "is full")
    taken.unlink()
    terminal = start()
    terminal.until(lambda text: "Harbour Lights" in text)
    terminal.press(b"f")
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert ended("list", "is:starred", "--fields", "id").stdout == "1\n"


@pytest.mark.skipif(os.geteuid() != 0, reason="gives files to another user")
def test_d07_a_library_of_another_user_is_read(sample_edition: Path, start: Callable[..., Terminal]) -> None:
    with tempfile.TemporaryDirectory() as home:  # other users can reach it, unlike pytest's own
        folder = shutil.copytree(sample_edition, Path(home) / "library")
        for one in (Path(home), folder, *folder.rglob("*")):
            one.chmod(0o755 if one.is_dir() else 0o644)
        nobody = ("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups")
        kept = {"PULLQUOTE_CACHE": f"{home}/cache", "PULLQUOTE_CONFIG": f"{home}/config.toml"}
        terminal = start(command=(*nobody, *MODULE), columns=80, lines=24, PULLQUOTE_LIBRARY=str(folder), **kept)
        read_through(terminal, "may only be read here")
