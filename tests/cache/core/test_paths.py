"""Folders are private, named by the environment where a person wants that, and files are written whole."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pullquote.cache.core import paths
from pullquote.cache.core.errors import PullquoteError

from ...waiting import WAIT


def test_environment_names_the_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PULLQUOTE_LIBRARY", str(tmp_path / "a b ü"))
    assert paths.library_folder() == tmp_path / "a b ü"
    assert paths.library_folder(tmp_path / "given") == tmp_path / "given"


def test_a_made_folder_is_its_owners_alone(tmp_path: Path) -> None:
    folder = paths.make_private(tmp_path / "deep" / "folder")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PullquoteError, match="--library"):
        paths.make_private(tmp_path / "file" / "folder")


def test_a_file_is_written_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    paths.write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["out.txt"]


@pytest.mark.parametrize("link", [True, False], ids=["nameless", "hidden"])
def test_a_file_is_written_whole_wherever_it_is(link: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    if not link:
        monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / ("n" * 255)
    for data in (b"old", b"new" * 100_000, b""):
        paths.put_in_place(path, data)
        assert path.read_bytes() == data
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform != "linux", reason="a file without a name is Linux's own")
@pytest.mark.parametrize(
    "written",
    [
        "from pullquote.cache.core import paths; paths.write_atomically(path, data)",
        "from pullquote.cache.core.servers.credentials import Logins; Logins(path.parent)._write({})",
    ],
    ids=["an export", "passwords"],
)
def test_a_kill_leaves_no_part_of_a_file(written: str, tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    path.write_bytes(b"")
    killed = (
        "import os, pathlib, signal\n"
        f"path, data = pathlib.Path({str(path)!r}), b'new'\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", killed + written], check=False, capture_output=True, timeout=WAIT)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == b""


def test_a_file_that_cannot_be_written_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PullquoteError, match="Cannot write"):
        paths.write_atomically(tmp_path / "no" / "folder" / "x", b"")
