"""Folders are private, named by the environment where a person wants that, and files are written whole."""

import stat
from pathlib import Path

import pytest

from pullquote.cache.core import paths
from pullquote.cache.core.errors import PullquoteError


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


def test_a_file_that_cannot_be_written_is_an_error_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PullquoteError, match="Cannot write"):
        paths.write_atomically(tmp_path / "no" / "folder" / "x", b"")
