"""Fifty servers that send a byte a second, at the settings everybody has: eight requests at once (C9, H40).

All waits are a twelfth of the real ones; ``PULLQUOTE_SCALE=1`` takes the real ones (80 seconds). The time is printed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from pathlib import Path

import pytest

from pullquote.cache.core.feed import Stage
from pullquote.cache.core.settings import Network, Refresh, Settings
from pullquote.cache.ingest.context import RefreshTiming
from pullquote.cache.ingest.refresh.round import refresh

from ....waiting import soon

SERVERS = 50
SCALE = float(os.environ.get("PULLQUOTE_SCALE", "12"))
USUAL = Network()
FEED = (
    b"<rss version='2.0'><channel><title>Harbour Weekly</title><item><guid isPermaLink='false'>1</guid>"
    b"<title>The lighthouse opens</title><description>Nora Vance returns.</description></item></channel></rss>"
)


def sockets() -> int:
    """Count the sockets this process holds."""
    return sum("socket:" in str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink())


@pytest.fixture
async def drips():
    """Serve an answer without end, a byte a second, on an address of its own for each of fifty hosts."""

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close\r\n\r\n")
            for byte in FEED:
                writer.write(bytes([byte]))
                await writer.drain()
                with contextlib.suppress(TimeoutError):  # a slow server is what is tested; it goes with who asked
                    async with asyncio.timeout(1 / SCALE):
                        while await reader.read(4096):
                            pass
                        break
        except ConnectionError:
            pass
        finally:
            writer.close()

    servers = [await asyncio.start_server(drip, f"127.0.2.{number}", 0) for number in range(1, SERVERS + 1)]
    yield ["http://{}:{}/feed".format(*server.sockets[0].getsockname()) for server in servers]
    for server in servers:
        server.close()


@pytest.mark.slow
async def test_c09_h40_fifty_slow_servers_at_eight_requests(drips, loopback, reply, library, clock):
    settings = Settings(
        refresh=Refresh(pages=False),
        network=Network(
            connect_timeout=USUAL.connect_timeout / SCALE,
            read_timeout=USUAL.read_timeout / SCALE,
            total_timeout=USUAL.total_timeout / SCALE,
        ),
    )
    assert settings.refresh.parallel == 8
    for url in drips:
        library.add(url)
    library.add(loopback.on("/feed", reply(body=FEED)))
    before, tasks = sockets(), asyncio.all_tasks()
    began = time.monotonic()
    pace = RefreshTiming(patience=RefreshTiming().patience / SCALE, retry=(2 / SCALE, 8 / SCALE), processes=1)
    events = [event async for event in refresh(library.database, settings, clock=clock, timing=pace)]
    took = time.monotonic() - began
    print(f"\n{SERVERS} servers, a byte in {1 / SCALE:.2f} s: {took:.1f} s, of {90 / SCALE:.1f} allowed")
    assert took < 90 / SCALE + (10 if SCALE > 1 else 0)  # starting a process takes no less where waits are shorter
    assert (events[-1].done, events[-1].failed) == (SERVERS + 1, SERVERS)
    assert [event.stage for event in events if event.stage is Stage.STORED] == [Stage.STORED]
    assert {task for task in asyncio.all_tasks() - tasks if "drip" not in repr(task)} == set()
    await soon(lambda: sockets() <= before)  # the servers' side ends when it next writes
