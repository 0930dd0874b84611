"""What a server has changed of an entry is taken over, as a refresh takes over what a feed has changed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from pullquote.cache.core.changes import Changed
from pullquote.cache.ingest.refresh.account_sync import is_due_again

from ... import servers
from .conftest import Machine, feed_of
from .test_faults import TOKEN, StandIn
from .test_miniflux import DIALECTS, join, marks, subscribed

LONG = " The boat house opens in May, the old crane is sold, and who wants a berth asks at the gate before noon."


def shown(changed: Changed | None) -> str:
    """Return what is new in an article, as text."""
    assert changed is not None, "nothing has changed"
    return " ".join(piece.text for change in changed.changes for piece in change.pieces if piece.kind == "added")


@pytest.mark.parametrize("dialect", DIALECTS)
async def test_what_a_server_has_changed_is_taken_over_and_shown_as_a_change(
    miniflux, machines, loopback, reply, dialect
):
    name, now = f"Pier {uuid.uuid4().hex[:6]}", datetime.now(UTC) - timedelta(minutes=5)
    rss = {"Content-Type": "application/rss+xml"}
    before = feed_of(name, 4, when=now)
    after = feed_of(name, 4, when=now, words={1: LONG}).replace(f"<title>{name} 2".encode(), b"<title>Quay anew")
    loopback.on(f"/{name[5:]}", reply(200, rss, before), reply(200, rss, after))
    number = subscribed(miniflux, f"{loopback.url}/{name[5:]}")
    here = machines[0]
    await join(here, miniflux, dialect)
    await here.sync()
    text, title = here.id(f"{name} 1"), here.id(f"{name} 2")
    here.library.mark_read([text, title], True)
    here.library.star([title], True)
    await here.sync()
    assert here.library.changed.of(text) is None
    servers.asked(f"{miniflux.url}/v1/feeds/{number}/refresh", method="PUT")
    await here.sync()
    assert here.account.error is None
    assert "the old crane is sold" in here.library.article(text).text
    assert "old crane" in shown(here.library.changed.of(text))
    assert here.library.article(title).title == "Quay anew"
    assert len([one for one in here.state() if one.startswith(name)]) == 3, "the same article, by another name"
    assert here.state()["Quay anew"] == marks(miniflux, number)["Quay anew"] == (True, True)
    servers.asked(f"{miniflux.url}/v1/feeds/{number}", method="DELETE")


@pytest.fixture
def server() -> Iterator[StandIn]:
    found = StandIn(250)
    for number, one in found.entries.items():
        one["published_at"] = (datetime.now(UTC) - timedelta(seconds=10 * (251 - number))).isoformat()
    yield found
    found.close()


async def test_what_has_not_changed_is_asked_for_in_few_requests_and_understood_once(machines: list[Machine], server):
    here = machines[0]
    await here.join("miniflux", server.url, "", TOKEN)
    await here.sync()
    with here.library.database.reading() as conn:
        had = conn.execute("SELECT id, stored FROM body ORDER BY id").fetchall()
    server.requests.clear()
    await here.sync()
    assert here.account.error is None
    listed = [seen for seen in server.requests if "before_entry_id" in seen.path]
    assert len(listed) == 3, "250 entries, 100 in one request"
    assert not [seen for seen in server.requests if seen.path.startswith("/v1/entries/")]
    with here.library.database.reading() as conn:
        assert conn.execute("SELECT id, stored FROM body ORDER BY id").fetchall() == had


async def test_an_article_that_was_removed_here_does_not_come_back_by_being_changed_there(machines, server):
    here = machines[0]
    await here.join("miniflux", server.url, "", TOKEN)
    await here.sync()
    here.library.remove([here.id("Pier 250")])
    server.entries[250]["content"] = f"<p>{LONG}</p>"
    await here.sync()
    assert here.account.error is None
    assert "Pier 250" not in here.state()


HOUR = 3600.0


@pytest.mark.parametrize(
    ("age", "before", "due"),
    [
        (0.0, -HOUR, True),  # dated ahead, or new
        (0.9 * HOUR, 0.8 * HOUR, True),
        (1.5 * HOUR, 1.2 * HOUR, False),
        (2.1 * HOUR, 1.9 * HOUR, True),
        (3.9 * HOUR, 2.1 * HOUR, False),
        (40 * HOUR, 30 * HOUR, True),
        (300 * HOUR, 2 * HOUR, True),  # days without a sync
        (330 * HOUR, 270 * HOUR, False),
        (600 * HOUR, 20 * HOUR, False),  # too old
    ],
)
def test_an_entry_is_looked_at_again_at_once_then_each_time_its_age_has_doubled(age, before, due):
    assert is_due_again(age, before) is due
