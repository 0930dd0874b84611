"""Accounts on servers, as the main screen knows them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pullquote.cache.library import Library
from pullquote.cache.store import sync

from ..conftest import DECIDED


async def test_who_has_an_account_is_not_asked_how_to_begin_and_reads_what_went_wrong(
    tmp_path: Path, reader: Any
) -> None:
    with Library.open(tmp_path, settings=DECIDED) as library:
        with library.database.write() as conn:
            sync.add(conn, "miniflux", "http://127.0.0.1:1", "", "ada", datetime(2026, 3, 7, tzinfo=UTC))
        async with reader(library, size=(120, 30)) as session:
            await session.until(lambda: library.accounts.listed()[0].tried is not None)
            await session.until(lambda: not session.screen.refresher.running)
            assert len(session.app.screen_stack) == 1
            session.screen.news.count_followed()
            await session.until(lambda: "not synced yet, 1 account failed" in session.text())
