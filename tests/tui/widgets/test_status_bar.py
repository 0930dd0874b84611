"""The line above the keys: a sentence keeps whole clauses where there is no room for all of it."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.cache.library import Library

from ..veiled import guarded, report


@pytest.mark.parametrize("columns", [40, 56, 80])
async def test_what_is_said_while_selecting_ends_with_a_whole_clause(
    library: Library, reader: Any, columns: int
) -> None:
    guarded(library, report())
    async with reader(library, size=(columns, 20)) as session:
        await session.press("enter", "V")
        line = session.text().split("\n")[-2]
        assert " selected in 1 paragraph" in line
        assert "…" not in line
        assert (" · q leaves" in line) is (columns == 80)


async def test_what_is_said_of_an_opened_veil_ends_with_a_whole_clause(library: Library, reader: Any) -> None:
    guarded(library, report())
    async with reader(library, size=(40, 30)) as session:
        await session.press("enter", "full_stop")
        assert session.text().split("\n")[-2].startswith(" . veils it again")
        assert "…" not in session.text().split("\n")[-2]


FAILURE = "The Evening Lantern: the server does not answer. 3 feeds have failed so far."


@pytest.mark.parametrize("columns", [40, 56, 80, 120])
@pytest.mark.parametrize("failed", [False, True])
async def test_a_failure_and_how_far_a_refresh_is_are_both_seen(
    library: Library, reader: Any, columns: int, failed: bool
) -> None:
    async with reader(library, size=(columns, 20)) as session:
        status = session.screen.status
        status.standing, status.progress = "12/48 feeds, 3/20 pages · R stops · 2 min left · 5 new", 0.25
        status.say(FAILURE, failed=failed)
        await session.settle()
        lines = [line for line in session.text().split("\n")[-1 - status.size.height : -1] if line]
        assert "The Evening" in " ".join(lines)
        assert lines[-1].rstrip().endswith(" 12/48 feeds")
        assert len(lines) == status.size.height
        status.progress = None
        await session.settle()
        assert "12/48" not in session.text()


async def test_the_feeds_page_says_both_too(library: Library, reader: Any) -> None:
    async with reader(library, size=(80, 20)) as session:
        await session.press("g", "5")
        status = session.app.screen.status
        status.say(FAILURE)
        status.set_reactive(type(status).standing, "12/48 feeds · R stops")
        status.progress = 0.25
        await session.pilot.pause()
        session.screen.refresher.standing, session.screen.refresher.done = "12/48 feeds · R stops", 0.25
        await session.until(lambda: "12/48 feeds" in session.text())
        assert "The Evening Lantern" in session.text()
