"""Two windows on one library: one keeps the place, and the next one when it closes."""

from __future__ import annotations

import os
from pathlib import Path

from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library


def opened(folder: Path) -> Library:
    return Library.open(folder, settings=Settings(), purpose="pullquote open")


def test_the_first_window_keeps_the_place_and_the_next_takes_it_over(tmp_path: Path) -> None:
    with opened(tmp_path) as second:
        with opened(tmp_path) as first:
            assert first.session.keeps_place()
            assert not second.session.keeps_place()
            assert second.session.other() == f"pullquote open, process {os.getpid()}"
            assert first.session.keeps_place()
        assert second.session.keeps_place()
