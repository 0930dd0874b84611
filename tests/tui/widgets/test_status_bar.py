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
