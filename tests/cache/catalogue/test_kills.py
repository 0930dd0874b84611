"""An update killed at any moment goes on where it was: what was kept is whole, and is not asked for again."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pullquote.cache.core.article import EntityType

from ...waiting import WAIT, until
from .conftest import Clocks, Reader
from .stand_in import StandIn, standing_in
from .world import MADE_UP, World, crowd

UPDATE = """
import asyncio, sys
from pathlib import Path
from pullquote.cache.core.settings import Catalogues, Settings
from pullquote.cache.ingest.parts.catalogue import Catalogue
from pullquote.cache.ingest.catalogue.client import CatalogueTiming
from pullquote.cache.library import Library

settings = Settings(catalogue=Catalogues(use="on", mirrors=sys.argv[2], per_article=50))
timing = CatalogueTiming(sleep=lambda seconds: asyncio.sleep(0))

async def update(library):
    async for event in Catalogue(library.database, lambda: settings, timing=timing).update():
        print(event.stage.value, event.name, flush=True)

with Library.open(Path(sys.argv[1])) as library:
    asyncio.run(update(library))
"""
"""An update without pauses, as a program of its own."""


NAMES: list[tuple[str, EntityType]] = [
    ("Saltgate", "show"), ("Nora Vance", "person"), ("Teo Quill", "person"), ("The Quiet Ferry", "film"),
    ("Paper Tides", "group"), ("Wren Castle", "person"), ("Low Water Songs", "album"),
]  # fmt: skip


def check(folder: Path) -> set[str]:
    """Look the library over after a kill; return the names that have been asked about."""
    with contextlib.closing(sqlite3.connect(folder / "library.db")) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []
        linked = "EXISTS (SELECT 1 FROM link k WHERE k.entity = l.entity)"
        half = conn.execute(f"SELECT count(*) FROM lookup l WHERE outcome = 'linked' AND NOT {linked}")
        assert half.fetchone() == (0,), "what was found is kept with how it was found, or neither is"
        return {row[0] for row in conn.execute("SELECT e.name FROM lookup l JOIN entity e ON e.id = l.entity")}


@pytest.mark.slow
def test_an_update_killed_at_any_request_goes_on_where_it_was(tmp_path: Path) -> None:
    some = crowd(16)
    world = World((*MADE_UP.shows, *some.shows), (*MADE_UP.people, *some.people), MADE_UP.items, MADE_UP.artists)
    dice = random.Random(18)
    with standing_in(world) as stand_in:
        folder = tmp_path / "library"
        reader = Reader(folder, stand_in, Clocks())
        now = datetime.now(UTC)
        people: list[tuple[str, EntityType]] = [(one.name, "person") for one in some.people]
        reader.article(*NAMES[:4], when=now)
        reader.article(*NAMES[4:], when=now)
        reader.article((some.shows[0].name, "show"), *people, when=now)
        reader.library.close()
        settled: set[str] = set()
        kills = 0
        while not killed(folder, stand_in, after=1 + kills % 6, later=dice.random() / 20):
            kept = check(folder)
            assert settled <= kept, "nothing that was kept is lost"
            settled = kept
            kills += 1
            assert kills < 60, "it goes on, so it ends"
        assert check(folder) == {some.shows[0].name, *(name for name, _ in (*NAMES, *people))}
        asked = stand_in.asked
        done = start(folder, stand_in).communicate(timeout=WAIT)[0].decode()
        assert done.split() == ["done"]
        assert stand_in.asked == asked
        print(f"{kills} kills, {asked} requests")


def killed(folder: Path, stand_in: StandIn, *, after: int, later: float) -> bool:
    """Kill an update so many requests and seconds after its begin; return whether it had ended before."""
    moment = stand_in.asked + after
    process = start(folder, stand_in)
    until(lambda: stand_in.asked >= moment or process.poll() is not None)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(later)  # the random moment is what is tested
    ended = process.poll() is not None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=WAIT)
    return ended


def start(folder: Path, stand_in: StandIn) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", UPDATE, str(folder), stand_in.mirrors]
    return subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


async def test_an_update_that_is_closed_keeps_what_it_has(reader: Reader, stand_in: StandIn) -> None:
    reader.article(("Saltgate", "show"), ("Nora Vance", "person"))
    events = reader.catalogue().update()
    async for event in events:
        if event.stage == "linked":
            break
    await events.aclose()  # type: ignore[attr-defined]
    asked = stand_in.asked
    assert reader.catalogue().status().linked == 1
    assert reader.outcomes(await reader.update()) == {"Nora Vance": "linked"}
    assert stand_in.asked > asked
