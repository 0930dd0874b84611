"""Servers that send fewer entries than they are asked for: none of the others is taken for gone."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from pullquote.cache.core.servers.sync import Dialect
from pullquote.cache.sync.backend import Answer, Ask, Credentials
from pullquote.cache.sync.fever import Fever
from pullquote.cache.sync.greader import GoogleReader
from pullquote.cache.sync.miniflux import Miniflux
from pullquote.cache.sync.reading import read


class ShortLine:
    """A connection to a server of entries 1 to ``count``, which sends at most ``most`` of them in an answer."""

    def __init__(self, dialect: Dialect, count: int, most: int, *, total: bool = True) -> None:
        self.dialect: Dialect = dialect
        self.count, self.most, self.total = count, most, total
        self.asked: list[Ask] = []

    async def ask(self, request: Ask) -> Answer:
        self.asked.append(request)
        assert len(self.asked) < 100, "asked without end"
        query = {**dict(request.query), **dict(request.form or ())}
        if self.dialect == "fever":
            ids = query["with_ids"].split(",")
            value: Any = {"auth": 1, "items": [self._entry(int(one)) for one in ids if self._has(one)][: self.most]}
        elif self.dialect == "greader":
            ids = [value for key, value in request.form or () if key == "i"]
            value = {"items": [self._entry(int(one)) for one in ids if self._has(one)][: self.most]}
        elif found := re.fullmatch(r"v1/entries/(\d+)", request.path):
            value = self._entry(int(found[1])) if self._has(found[1]) else None
        else:
            value = self._list(query)
        return Answer(200 if value else 404, json.dumps(value).encode(), date=1_772_000_000)

    def _list(self, query: dict[str, str]) -> dict[str, Any]:
        after, before = int(query.get("after_entry_id", 0)), int(query.get("before_entry_id", 10**9))
        numbers = sorted(range(1, self.count + 1), reverse=query["direction"] == "desc")
        found = [self._entry(number) for number in numbers if after < number < before]
        listed = {"entries": found[: min(self.most, int(query["limit"]))]}
        return listed | {"total": len(found)} if self.total else listed

    def _has(self, one: str) -> bool:
        return 1 <= int(one) <= self.count

    @staticmethod
    def _entry(number: int) -> dict[str, Any]:
        return {"id": number, "feed_id": 1, "status": "read", "changed_at": "2026-03-01T10:00:00Z"}

    async def read(self, what: Any, data: bytes) -> Any:
        return read(self.dialect, what, data)

    async def unknown(self, ids: Any) -> list[str]:
        return list(ids)


BACKENDS = {"miniflux": Miniflux, "greader": GoogleReader, "fever": Fever}
SIGNED = Credentials("ada", "secret")


@pytest.mark.parametrize("most", [1, 7, 20, 100])
@pytest.mark.parametrize("dialect", BACKENDS)
async def test_entries_are_asked_for_until_no_more_of_them_come(dialect: Dialect, most: int) -> None:
    line = ShortLine(dialect, 60, most)
    wanted = [str(number) for number in (*range(11, 61), 1_000)]
    page = await BACKENDS[dialect](line, SIGNED).missing(wanted)
    assert sorted(int(one.id) for one in page.entries) == list(range(11, 61))


@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize("most", [1, 20, 60, 100])
async def test_all_that_changed_is_read_from_miniflux(most: int, total: bool) -> None:
    line = ShortLine("miniflux", 60, most, total=total)
    marks = await Miniflux(line, SIGNED).marks("1700000000")
    assert [int(one[0]) for one in marks.changed] == list(range(1, 61))
    if total and most >= 60:
        assert len(line.asked) == 1, "the answer said that this was all"


@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize("cursor", ["", "3"])
async def test_every_entry_comes_from_miniflux(cursor: str, total: bool) -> None:
    line = ShortLine("miniflux", 60, 20, total=total)
    backend, found, more = Miniflux(line, SIGNED), set[int](), True
    first = int(cursor or 0)
    while more:
        page = await backend.newer(cursor)
        found |= {int(one.id) for one in page.entries}
        cursor, more = page.cursor, page.more
    assert found == set(range(first + 1, 61))
    assert cursor == "60"


async def test_a_server_that_repeats_itself_is_not_asked_without_end() -> None:
    line = ShortLine("miniflux", 60, 20)
    line._list = lambda query: {"total": 60, "entries": [line._entry(number) for number in range(1, 21)]}  # type: ignore[method-assign]
    backend = Miniflux(line, SIGNED)
    assert len((await backend.marks("1700000000")).changed) == 20
    cursor, more = "3", True
    while more:
        page = await backend.newer(cursor)
        cursor, more = page.cursor, page.more
    assert cursor == "20"
