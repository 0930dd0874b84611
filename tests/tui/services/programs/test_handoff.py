"""What is saved is there whole or not at all."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from pullquote.cache.core.errors import UsageError
from pullquote.tui.services.programs.handoff import save_new_file


@pytest.fixture
def room() -> Iterator[int]:
    """The bytes a file may have, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    yield 4096
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_what_finds_no_room_leaves_no_part_that_has_its_name(tmp_path: Path, room: int) -> None:
    path = tmp_path / "article.txt"
    with pytest.raises(UsageError, match="Cannot write"):
        save_new_file(path, "a" * (room + 1))
    save_new_file(path, "a" * room)
    assert path.stat().st_size == room


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        save_new_file(path, "other")
    assert path.read_text() == "mine"
