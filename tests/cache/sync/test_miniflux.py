"""Accounts against a real Miniflux: by its own API, by Google Reader's and by Fever's."""

from __future__ import annotations

import asyncio
import contextlib
import random
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from typing import Any

import pytest

from pullquote.cache.core.errors import SyncRefused
from pullquote.cache.core.servers.sync import RemotePage
from pullquote.cache.sync.fever import Fever

from ... import servers
from .conftest import Machine, feed_of

DIALECTS = ("miniflux", "greader", "fever")


def address(server: servers.Server, dialect: str) -> str:
    return f"{server.url}/fever" if dialect == "fever" else server.url


async def join(machine: Machine, server: servers.Server, dialect: Any) -> None:
    """Add the account of a machine in one of Miniflux's dialects."""
    own = dialect == "miniflux"
    user, password = ("", server.token) if own else (server.user, server.password)
    await machine.join(dialect, address(server, dialect), user, password)


def subscribed(server: servers.Server, url: str) -> int:
    """Subscribe Miniflux to a feed, which it fetches at once; return its number."""
    return int(servers.asked(f"{server.url}/v1/feeds", {"feed_url": url, "category_id": 1})["feed_id"])


def entries(server: servers.Server, feed: int) -> dict[str, dict[str, Any]]:
    """Return what Miniflux has of a feed, by title."""
    found = servers.asked(f"{server.url}/v1/feeds/{feed}/entries?limit=1000")["entries"]
    return {one["title"]: one for one in found}


def marks(server: servers.Server, feed: int) -> dict[str, tuple[bool, bool]]:
    """Return of each entry of a feed, by title, whether it is read and starred there."""
    return {title: (one["status"] == "read", one["starred"]) for title, one in entries(server, feed).items()}


@pytest.fixture
def feed(miniflux, loopback, reply):
    """Subscribe Miniflux to a feed of so many new entries; yield its number and the name of its entries."""
    made: list[int] = []

    def make(count: int) -> tuple[int, str]:
        name = f"Pier {uuid.uuid4().hex[:6]}"
        loopback.on(f"/{name[5:]}", reply(200, {"Content-Type": "application/rss+xml"}, feed_of(name, count)))
        made.append(subscribed(miniflux, f"{loopback.url}/{name[5:]}"))
        return made[-1], name

    yield make
    for number in made:
        with contextlib.suppress(OSError):
            servers.asked(f"{miniflux.url}/v1/feeds/{number}", method="DELETE")


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_marks_go_both_ways(miniflux, machines, feed, dialect):
    number, name = feed(8)
    here = machines[0]
    await join(here, miniflux, dialect)
    events = await here.sync()
    assert here.account.error is None
    assert events[-1].failed == 0
    assert {title for title in here.state() if title.startswith(name)} == {f"{name} {n}" for n in range(8)}
    article = here.library.article(here.id(f"{name} 3"))
    assert [quote.speaker for quote in article.quotes] == ["Nora Vance"], "what came is understood here"
    assert article.outlet == name
    here.library.mark_read([here.id(f"{name} 1")], True)
    here.library.star([here.id(f"{name} 2")], True)
    assert here.account.waiting == 2
    await here.sync()
    assert (here.account.waiting, here.account.error) == (0, None)
    there = marks(miniflux, number)
    assert there[f"{name} 1"] == (True, False)
    assert there[f"{name} 2"] == (False, True)
    known = entries(miniflux, number)
    servers.asked(
        f"{miniflux.url}/v1/entries", {"entry_ids": [known[f"{name} 4"]["id"]], "status": "read"}, method="PUT"
    )
    servers.asked(f"{miniflux.url}/v1/entries/{known[f'{name} 5']['id']}/bookmark", method="PUT")
    servers.asked(f"{miniflux.url}/v1/entries/{known[f'{name} 2']['id']}/bookmark", method="PUT")
    await here.sync()
    assert here.account.error is None
    state = here.state()
    assert state[f"{name} 4"] == (True, False)
    assert state[f"{name} 5"] == (False, True)
    assert state[f"{name} 2"] == (False, False)
    assert here.account.waiting == 0, "what a server said waits for nobody"


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_two_hundred_marks_made_offline_arrive_once(miniflux, machines, feed, dialect):
    number, name = feed(100)
    here = machines[0]
    await join(here, miniflux, dialect)
    await here.sync()
    ids = [here.id(f"{name} {n}") for n in range(100)]
    here.library.mark_read(ids, True)
    here.library.star(ids, True)
    assert here.account.waiting == 200
    await here.sync()
    assert (here.account.waiting, here.account.error) == (0, None)
    assert set(marks(miniflux, number).values()) == {(True, True)}
    changed = {title: one["changed_at"] for title, one in entries(miniflux, number).items()}
    await here.sync()
    assert changed == {title: one["changed_at"] for title, one in entries(miniflux, number).items()}


@pytest.mark.parametrize("dialect", ["miniflux", "greader"])
async def test_subscriptions_go_both_ways(miniflux, machines, feed, loopback, reply, dialect):
    number, name = feed(2)
    here = machines[0]
    await join(here, miniflux, dialect)
    await here.sync()
    mine = next(one for one in here.library.feeds.listed() if one.title == name)
    here.library.feeds.update(mine.id, title="Pier news", folder=f"Sea {name[5:]}")
    other = f"Quay {uuid.uuid4().hex[:6]}"
    loopback.on(f"/{other[5:]}", reply(200, {"Content-Type": "application/rss+xml"}, feed_of(other, 3)))
    added = here.library.feeds.add(f"{loopback.url}/{other[5:]}", folder=f"Sea {name[5:]}")
    here.library.accounts.join(added.id, here.account.id)
    await here.sync()
    assert here.account.error is None
    there = {one["title"]: one for one in servers.asked(f"{miniflux.url}/v1/feeds")}
    assert there["Pier news"]["category"]["title"] == f"Sea {name[5:]}"
    assert there[other]["category"]["title"] == f"Sea {name[5:]}"
    await here.sync()
    assert f"{other} 2" in here.state()
    here.library.feeds.remove(added.id)
    servers.asked(f"{miniflux.url}/v1/feeds/{number}", method="DELETE")
    await here.sync()
    assert here.account.error is None
    assert not [one for one in here.library.feeds.listed() if one.title in ("Pier news", other)]
    assert other not in {one["title"] for one in servers.asked(f"{miniflux.url}/v1/feeds")}
    assert f"{name} 1" in here.state(), "articles stay"


async def test_entries_of_a_feed_that_fever_goes_on_with_are_not_asked_for_and_come_once_it_is_back(
    miniflux, machines, feed, loopback, reply, monkeypatch
):
    number, name = feed(3)
    here = machines[0]
    await join(here, miniflux, "fever")
    await here.sync()
    here.library.feeds.remove(next(one.id for one in here.library.feeds.listed() if one.title == name))
    loopback.on(f"/{name[5:]}", reply(200, {"Content-Type": "application/rss+xml"}, feed_of(name, 6)))
    servers.asked(f"{miniflux.url}/v1/feeds/{number}/refresh", method="PUT")
    new = {str(one["id"]) for title, one in entries(miniflux, number).items() if title[-1] in "345"}
    assert len(new) == 3
    asked: list[str] = []
    missing = Fever.missing

    async def noted(self: Fever, ids: Sequence[str]) -> RemotePage:
        asked.extend(ids)
        return await missing(self, ids)

    monkeypatch.setattr(Fever, "missing", noted)
    for _ in range(2):
        await here.sync()
        assert here.account.error is None
    assert not new & {*asked}
    assert not [title for title in here.state() if title.startswith(name)]
    assert "again" in here.library.undo()
    await here.sync()
    state = {title: marks for title, marks in here.state().items() if title.startswith(name)}
    assert state == {f"{name} {n}": (False, False) for n in range(6)}


async def test_articles_that_were_here_before_the_account_are_the_same_and_keep_their_marks(
    miniflux, machines, feed, loopback
):
    number, name = feed(4)
    here = machines[0]
    here.library.feeds.add(f"{loopback.url}/{name[5:]}", typed=f"{loopback.url}/{name[5:]}")
    [event async for event in here.library.refresh()]
    here.library.star([here.id(f"{name} 1")], True)
    await join(here, miniflux, "miniflux")
    await here.sync()
    await here.sync()
    assert len([title for title in here.state() if title.startswith(name)]) == 4
    assert marks(miniflux, number)[f"{name} 1"] == (False, True)
    assert here.state()[f"{name} 1"] == (False, True)


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_a_wrong_password_is_said_and_keeps_nothing(miniflux, machines, dialect):
    with pytest.raises(SyncRefused):
        await machines[0].join(dialect, address(miniflux, dialect), "" if dialect == "miniflux" else "ada", "wrong")
    assert machines[0].library.accounts.listed() == []


def run_for(command: list[str], seconds: float | None = None) -> float:
    """Run a command to its end, or kill it after so many seconds; return how long it ran."""
    began = time.monotonic()
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
    return time.monotonic() - began


@pytest.mark.slow
async def test_a_sync_that_is_killed_at_any_moment_loses_and_doubles_nothing(miniflux, machines, feed):
    number, name = feed(60)
    here = machines[0]
    await join(here, miniflux, "miniflux")
    folder = here.library.database.path.parent
    command = [sys.executable, "-m", "pullquote.tui", "--library", str(folder), "--quiet", "sync"]
    whole = await asyncio.to_thread(run_for, command)
    chance = random.Random(7)
    wanted = here.state()
    for _ in range(40):
        title = f"{name} {chance.randrange(60)}"
        read, starred = wanted[title]
        if chance.random() < 0.5:
            here.library.mark_read([here.id(title)], not read)
            wanted[title] = (not read, starred)
        else:
            here.library.star([here.id(title)], not starred)
            wanted[title] = (read, not starred)
        await asyncio.to_thread(run_for, command, chance.uniform(0, whole))
    await here.sync()
    assert (here.account.waiting, here.account.error) == (0, None)
    assert here.state() == wanted
    assert marks(miniflux, number) == {title: state for title, state in wanted.items() if title.startswith(name)}


@pytest.mark.slow
async def test_two_machines_and_their_server_agree_in_the_end(miniflux, machines, feed):
    """2,000 steps at random: marks here and there, syncs, and a network that comes and goes."""
    number, name = feed(40)
    chance = random.Random(11)
    ours = machines[:2]
    for machine, dialect in zip(ours, ("miniflux", "greader"), strict=True):
        await join(machine, miniflux, dialect)
        await machine.sync()
    ids = [{title: machine.id(title) for title in machine.state() if title.startswith(name)} for machine in ours]
    online = [True, True]
    for _ in range(2_000):
        at = chance.randrange(2)
        machine, title = ours[at], f"{name} {chance.randrange(40)}"
        match chance.choices(("read", "unread", "star", "unstar", "network", "sync"), (30, 12, 20, 14, 4, 2))[0]:
            case "read":
                machine.library.mark_read([ids[at][title]], True)
            case "unread":
                machine.library.mark_read([ids[at][title]], False)
            case "star":
                machine.library.star([ids[at][title]], True)
            case "unstar":
                machine.library.star([ids[at][title]], False)
            case "network":
                online[at] = not online[at]
            case "sync" if online[at]:
                await machine.sync()
                assert machine.account.error is None
    for machine in (*ours, *ours, ours[0]):
        await machine.sync()
    states = [{title: state for title, state in machine.state().items() if title.startswith(name)} for machine in ours]
    assert states[0] == states[1] == marks(miniflux, number)
    assert [machine.account.waiting for machine in ours] == [0, 0]
