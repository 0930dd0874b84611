"""The index of all shows: fetched page by page, gone on with wherever it ended, and known to understanding."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pullquote.cache.core.catalogue import IndexedShow, IndexEvent
from pullquote.cache.core.errors import CatalogueOff, LibraryLocked, Offline
from pullquote.cache.core.names.index import NameIndex
from pullquote.cache.library import Library
from pullquote.cache.store.names import lists as name_lists
from pullquote.cache.store.names import show_index
from pullquote.cache.store.safety import state_copy

from ...waiting import WAIT, until
from ..conftest import Reply
from .conftest import Clocks, Reader, settings_for
from .stand_in import StandIn, standing_in
from .world import Show, World

SHOWS = (
    Show(1, "Zarnow Point of Quills", premiered="2011-02-01", ended="2019-05-05", status="Ended"),
    Show(249, "Umber", network="Tidemark", premiered="2016-01-02"),
    Show(250, "Café Quorn", network=None, premiered=None, language=None),
    Show(700, "Low \x1b[31mTide\u202e", network="QRB", web=True, status="In Development"),
)
"""On pages 0, 1 and 2."""


@pytest.fixture
def stand_in(clocks: Clocks) -> Iterator[StandIn]:
    with standing_in(World(shows=SHOWS), limited=True, clock=clocks.clock) as playing:
        yield playing


async def fetched(reader: Reader) -> list[IndexEvent]:
    return [event async for event in reader.catalogue().update_index()]


def kept(reader: Reader) -> dict[str, IndexedShow]:
    with reader.library.database.reading() as conn:
        return {show.name: show for show in show_index.shows(conn)}


async def test_all_pages_are_kept_with_what_is_known_of_each_show(reader: Reader, stand_in: StandIn) -> None:
    events = await fetched(reader)
    assert [(event.page, event.shows, event.done) for event in events] == [
        (0, 2, False),
        (1, 3, False),
        (2, 4, False),
        (3, 4, True),
    ]
    assert stand_in.paths("tvmaze") == [f"/shows?page={page}" for page in range(4)]
    assert kept(reader) == {
        "Zarnow Point of Quills": IndexedShow(
            "1", "Zarnow Point of Quills", "Scripted", "2011-2019", "Harbour TV", "English"
        ),
        "Umber": IndexedShow("249", "Umber", "Scripted", "2016-", "Tidemark", "English"),
        "Café Quorn": IndexedShow("250", "Café Quorn", "Scripted"),
        "Low [31mTide": IndexedShow("700", "Low [31mTide", "Scripted", "2016", "QRB", "English"),
    }
    status = reader.catalogue().index()
    assert (status.shows, status.pages, status.complete) == (4, 3, True)
    assert status.bytes > 500


async def test_nobody_is_asked_without_consent_or_offline(reader: Reader, stand_in: StandIn) -> None:
    for use in ("ask", "off"):
        reader.settings = settings_for(stand_in, use=use)
        with pytest.raises(CatalogueOff):
            await fetched(reader)
    reader.settings = settings_for(stand_in, services="wikidata")
    with pytest.raises(CatalogueOff, match="TVmaze"):
        await fetched(reader)
    reader.settings = settings_for(stand_in)
    with pytest.raises(Offline):
        reader.catalogue(offline=True).update_index()
    assert stand_in.connections == 0


async def test_one_that_is_ended_goes_on_with_the_page_that_is_missing(reader: Reader, stand_in: StandIn) -> None:
    running = reader.catalogue().update_index()
    async for event in running:
        if event.page == 1:
            break
    await running.aclose()  # type: ignore[attr-defined]
    assert not reader.catalogue().index().complete
    assert list(name_of(reader, "umber")) == ["Umber"]
    events = await fetched(reader)
    assert stand_in.paths("tvmaze") == [f"/shows?page={page}" for page in range(4)]
    assert events[-1].shows == 4


def name_of(reader: Reader, key: str) -> Iterator[str]:
    """Yield the names of the file that have a key."""
    with reader.library.database.reading() as conn:
        known = name_lists.known(conn)
    index = NameIndex.open(Path(known.index))
    yield from (one.name for one in index.find(key)) if index else ()


async def test_what_is_not_a_day_old_is_not_asked_for_and_then_only_whether_it_changed(
    reader: Reader, stand_in: StandIn, clocks: Clocks
) -> None:
    await fetched(reader)
    asked = stand_in.asked
    clocks.pass_(hours=23)
    [event] = await fetched(reader)
    assert (event.done, event.failed, stand_in.asked) == (True, False, asked)
    assert "up to date" in event.message
    clocks.pass_(hours=2)
    stand_in.world = World(shows=(*SHOWS[:-1], Show(700, "High Tide"), Show(1010, "Newer")))
    assert [event.shows for event in await fetched(reader)] == [4, 4, 4, 4, 5, 5]
    conditional = [seen["If-None-Match"] for seen in stand_in.requests["tvmaze"][asked:]]
    assert [bool(tag) for tag in conditional] == [True, True, True, False, False, False]
    assert set(kept(reader)) == {"Zarnow Point of Quills", "Umber", "Café Quorn", "High Tide", "Newer"}
    assert list(name_of(reader, "low 31mtide")) == []
    assert list(name_of(reader, "newer")) == ["Newer"]


async def test_the_published_limit_is_kept(reader: Reader, stand_in: StandIn) -> None:
    stand_in.world = World(shows=tuple(Show(250 * page + 1, f"Zarnow {page}") for page in range(60)))
    events = await fetched(reader)
    assert not events[-1].failed
    times = [seen.at for seen in stand_in.requests["tvmaze"]]
    assert len(times) == 61
    assert max(sum(at <= other < at + 10 for other in times) for at in times) <= 20


@pytest.mark.parametrize(
    "wrong",
    [
        Reply(500),
        Reply(200, {}, b"<html>Welcome</html>"),
        Reply(200, {}, b'{"name": "no list"}'),
        Reply(200, {}, b'[{"id": null}, 7]'),
        Reply(302, {"Location": "http://elsewhere.example/"}),
    ],
)
async def test_a_wrong_answer_is_asked_again_and_ends_the_round_when_it_comes_again(
    reader: Reader, stand_in: StandIn, wrong: Reply
) -> None:
    stand_in.fault("page=1", wrong)
    assert (await fetched(reader))[-1].shows == 4
    reader.catalogue().forget_index()
    stand_in.fault("page=1", *[wrong] * 3)
    events = await fetched(reader)
    assert (events[-1].failed, events[-1].shows) == (True, 2)
    assert (await fetched(reader))[-1].shows == 4


async def test_a_service_that_asks_to_wait_is_waited_for(reader: Reader, stand_in: StandIn, clocks: Clocks) -> None:
    stand_in.fault("page=2", Reply(429, {"Retry-After": "600"}))
    events = await fetched(reader)
    assert (events[-1].failed, events[-1].shows) == (True, 3)
    assert "asked us to wait" in events[-1].message
    asked = stand_in.asked
    assert (await fetched(reader))[-1].failed
    assert stand_in.asked == asked
    clocks.pass_(minutes=11)
    assert (await fetched(reader))[-1].shows == 4


async def test_a_page_that_is_gone_for_once_loses_no_show(reader: Reader, stand_in: StandIn, clocks: Clocks) -> None:
    await fetched(reader)
    clocks.pass_(days=2)
    stand_in.fault("page=1", Reply(404))
    assert (await fetched(reader))[-1].shows == 4
    reader.catalogue().forget_index()
    stand_in.fault("page=0", Reply(404))
    [event] = await fetched(reader)
    assert event.failed
    assert "no index" in event.message


async def test_there_is_one_at_a_time(reader: Reader) -> None:
    running = reader.catalogue().update_index()
    await anext(running)
    with pytest.raises(LibraryLocked):
        await fetched(reader)
    await running.aclose()  # type: ignore[attr-defined]


async def test_what_is_forgotten_is_gone_from_table_file_and_understanding(reader: Reader) -> None:
    await fetched(reader)
    folder = reader.library.database.path.parent
    assert (folder / show_index.FILE).exists()
    assert reader.catalogue().forget_index() == 4
    assert not (folder / show_index.FILE).exists()
    assert reader.catalogue().index().shows == 0
    with reader.library.database.reading() as conn:
        assert name_lists.known(conn).index == ""


async def test_a_file_that_is_lost_or_damaged_is_made_again_and_costs_no_article(reader: Reader) -> None:
    await fetched(reader)
    path = reader.library.database.path.parent / show_index.FILE
    whole = path.read_bytes()
    for damage in (path.unlink, lambda: path.write_bytes(whole[:-5])):
        damage()
        await reader.library.understand("-", data=b"Mira saw Zarnow Point of Quills.\n")
        with reader.library.database.reading() as conn:
            assert show_index.bring_up_to_date(conn) == len(whole)
        assert path.read_bytes() == whole


def test_no_copy_of_what_the_user_made_has_the_index() -> None:
    assert "index_page" not in state_copy.PARTS


async def test_a_title_of_the_index_is_found_where_nothing_marks_it(reader: Reader) -> None:
    text = b"We talked in the kitchen. All of us, she said, had wanted Zarnow Point of Quills in May.\n"
    before = await reader.library.understand("-", data=text)
    assert "Zarnow Point of Quills" not in {entity.name for entity in before.entities}
    await fetched(reader)
    after = await reader.library.understand("-", data=text)
    assert ("Zarnow Point of Quills", "show") in {(entity.name, entity.type) for entity in after.entities}


def _kill_after(requests: int, command: list[str], stand_in: StandIn) -> None:
    """Run a command and kill it once it has asked so often, unless it has ended before."""
    wanted = stand_in.asked + requests
    going = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    until(lambda: stand_in.asked >= wanted or going.poll() is not None)
    going.send_signal(signal.SIGKILL)
    going.wait(WAIT)


def test_killed_at_any_page_it_goes_on(tmp_path: Path) -> None:
    pages = 12
    shows = tuple(Show(250 * page + 1, f"Zarnow {page}") for page in range(pages))
    script = (
        "import asyncio, sys\nfrom pathlib import Path\n"
        "from pullquote.cache.ingest.parts.catalogue import Catalogue\n"
        "from pullquote.cache.ingest.catalogue.client import CatalogueTiming\n"
        "from pullquote.cache.core.settings import Catalogues, Settings\n"
        "from pullquote.cache.library import Library\n"
        "async def main():\n"
        "    settings = Settings(catalogue=Catalogues(use='on', mirrors=sys.argv[2]))\n"
        "    async def sleep(seconds): await asyncio.sleep(0.02)\n"
        "    with Library.open(Path(sys.argv[1])) as library:\n"
        "        catalogue = Catalogue(library.database, lambda: settings, timing=CatalogueTiming(sleep=sleep))\n"
        "        async for event in catalogue.update_index(): print(event.page, event.done, flush=True)\n"
        "asyncio.run(main())\n"
    )
    draw = random.Random(3)
    with standing_in(World(shows=shows)) as stand_in:
        command = [sys.executable, "-c", script, str(tmp_path), stand_in.mirrors]
        for _ in range(6):
            _kill_after(draw.randint(1, 4), command, stand_in)
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=WAIT)
        assert done.stdout.splitlines()[-1].endswith("True")
        asked = [int(path.rpartition("=")[2]) for path in stand_in.paths("tvmaze")]
    assert asked == sorted(asked), "no page that was kept is asked for again"
    assert set(asked) == set(range(pages + 1))
    with Library.open(tmp_path) as library, library.database.reading() as conn:
        assert {show.name for show in show_index.shows(conn)} == {show.name for show in shows}
        index = NameIndex.open(Path(show_index.file_of(conn)))
    assert index
    assert index.count == pages
