"""What is fetched before the train leaves, and what is said of the rest."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import pytest

from pullquote.cache.images.cache import image_cache
from pullquote.cache.ingest.context import RefreshOptions, RefreshTiming
from pullquote.cache.ingest.parts.offline import offline_status
from pullquote.cache.ingest.refresh.round import refresh

WORDS = "The actor told the paper that the second season begins where the first one ended, and says more soon. "


def page(title: str) -> bytes:
    body = f"<body><article><h1>{title}</h1>{f'<p>{WORDS}</p>' * 12}</article></body>"
    return f"<html><head><title>{title}</title></head>{body}</html>".encode()


def item(base: str, title: str, picture: str = "") -> str:
    enclosure = f'<enclosure url="{picture}" type="image/png" length="9"/>' if picture else ""
    told = f"<title>{title}</title><link>{base}/{title}</link><description>Short.</description>"
    return f"<item>{told}<guid>{title}</guid>{enclosure}</item>"


@pytest.fixture
def run(library, quick, clock):
    async def go(**how):
        pace = RefreshTiming(patience=0.3, retry=(0.01, 0.02), processes=1)
        return [
            event async for event in refresh(library.database, quick, RefreshOptions(**how), clock=clock, timing=pace)
        ]

    return go


@pytest.mark.usefixtures("hermetic")
async def test_all_that_unread_articles_lack_is_fetched_and_the_rest_is_named(
    loopback, other_host, reply, library, quick, clock, run
):
    """Even where the settings fetch no pages, and where a page failed a moment ago."""
    had, refused = "https://pictures.example/a.png", f"{other_host.url}/b.png"
    items = [
        item(loopback.url, "Whole", had),
        item(loopback.url, "Missing"),
        item(loopback.url, "Late"),
        item(loopback.url, "Unpictured", refused),
        item(loopback.url, "Read"),
    ]
    feed = f'<rss version="2.0"><channel><title>Outlet</title>{"".join(items)}</channel></rss>'.encode()
    library.add(loopback.on("/feed", reply(200, {"ETag": '"1"'}, feed), reply(304)))
    for title in ("Whole", "Unpictured"):
        loopback.on(f"/{title}", reply(200, {"Content-Type": "text/html"}, page(title)))
    loopback.on("/Late", reply(500), reply(200, {"Content-Type": "text/html"}, page("Late")))
    image_cache(quick).keep(had, b"\x89PNG")
    await run()
    with library.database.write() as connection:
        connection.execute("UPDATE article SET read = 1 WHERE title = 'Read'")
    before = offline_status(library.database.read(), quick)
    assert (before.unread, before.complete) == (4, 0)
    await run(ready=True)
    await run(ready=True)
    after = offline_status(library.database.read(), quick)
    assert (after.unread, after.complete) == (4, 2)
    assert {one.title: one.why for one in after.lacking} == {
        "Missing": "127.0.0.1 has nothing at this address (any more).",
        "Unpictured": "Its picture is not here.",
    }
    assert "/Read" not in loopback.paths()
    assert loopback.paths().count("/Missing") == 1
    assert other_host.requests == []


@pytest.mark.usefixtures("hermetic")
def test_without_room_for_pictures_none_is_missed(library, quick):
    with library.database.write() as connection:
        connection.execute(
            "INSERT INTO article (moment, dated, added, title, shown, lead) VALUES (1, 1, 1, 'A', 0, 'https://a.example/a')"
        )
    assert offline_status(library.database.read(), quick).complete == 0
    none = msgspec.structs.replace(quick, keep=msgspec.structs.replace(quick.keep, pictures_mb=0))
    assert offline_status(library.database.read(), none).complete == 1


def test_readers_of_pictures_import_no_network_library():
    program = (
        "import sys; import pullquote.cache.ingest.refresh.images, pullquote.cache.ingest.parts.offline; "
        "sys.exit(any(name in sys.modules for name in ('httpx', 'httpcore', 'ssl')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
