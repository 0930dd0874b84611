"""Fever against a real server, coldsweat."""

from __future__ import annotations

import uuid

from ... import servers
from .conftest import feed_of


async def test_read_here_is_read_there_and_the_other_way_round(coldsweat, machines, loopback, reply):
    name = f"Pier {uuid.uuid4().hex[:6]}"
    loopback.on("/feed", reply(body=feed_of(name, 8)))
    servers.coldsweat_import(
        coldsweat, f'<opml version="2.0"><body><outline type="rss" xmlUrl="{loopback.url}/feed"/></body></opml>'
    )
    here, there, _ = machines
    for machine in (here, there):
        await machine.join("fever", coldsweat.url, coldsweat.user, coldsweat.password)
        events = await machine.sync()
        assert machine.account.error is None, machine.account
        assert events[-1].failed == 0
    mine = {f"{name} {n}": (False, False) for n in range(8)}
    assert {title: state for title, state in here.state().items() if title in mine} == mine
    assert here.library.article(here.id(f"{name} 3")).quotes, "what came is understood here"
    here.library.mark_read([here.id(f"{name} 1")], True)
    here.library.star([here.id(f"{name} 2")], True)
    assert here.account.waiting == 2
    await here.sync()
    assert here.account.waiting == 0
    await there.sync()
    assert there.state()[f"{name} 1"] == (True, False)
    assert there.state()[f"{name} 2"] == (False, True)
    assert there.account.waiting == 0, "what a server said waits for nobody"
    there.library.star([there.id(f"{name} 2")], False)
    there.library.mark_read([there.id(f"{name} 1")], False)
    await there.sync()
    await here.sync()
    assert here.state() == there.state()
    assert here.state()[f"{name} 1"] == here.state()[f"{name} 2"] == (False, False)
