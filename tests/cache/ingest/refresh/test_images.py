"""Lead pictures and figures are fetched ahead: in order, within bounds, and where the reading view finds them."""

from __future__ import annotations

import io
from datetime import timedelta
from email.utils import format_datetime

import msgspec
import pytest
from PIL import Image

from pullquote.cache.core import paths
from pullquote.cache.core.article_images import MOST_FIGURES, ImagesWanted, figures_of, in_order
from pullquote.cache.core.feed import Stage
from pullquote.cache.core.settings import Keep
from pullquote.cache.images.cache import image_cache
from pullquote.cache.ingest.context import RefreshOptions, RefreshTiming
from pullquote.cache.ingest.parts.offline import offline_status
from pullquote.cache.ingest.refresh import images as pictures
from pullquote.cache.ingest.refresh.round import refresh
from pullquote.cache.store import feeds as feed_store
from pullquote.cache.store.reading import articles
from pullquote.cache.workers.thumbnails import Thumbnailer
from pullquote.tui.render.image_layout import pictures_of

WORDS = "The actor told the paper that the second season begins where the first one ended, and says more soon. "

pytestmark = pytest.mark.usefixtures("hermetic")


def png(padding: int = 0) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), (200, 30, 60)).save(file, "PNG")
    return file.getvalue() + bytes(padding)


@pytest.fixture
def run(library, quick, clock):
    async def go(settings=quick, **how):
        pace = RefreshTiming(patience=0.3, retry=(0.01, 0.02), processes=1)
        return [
            event
            async for event in refresh(library.database, settings, RefreshOptions(**how), clock=clock, timing=pace)
        ]

    return go


@pytest.fixture
def ahead(quick):
    """Settings that fetch pages and pictures of new articles."""
    return msgspec.structs.replace(quick, refresh=msgspec.structs.replace(quick.refresh, pages=True))


@pytest.fixture
def outlet(loopback, reply, library, clock):
    """A feed of whole articles, the first the newest, each with a lead picture and figures."""

    def subscribe(**pictured: tuple[str, list[str]]) -> None:
        items = []
        for age, (title, (lead, figures)) in enumerate(pictured.items()):
            shown = "".join(f'<p>{WORDS * 4}</p><figure><img src="{loopback.url}{path}"></figure>' for path in figures)
            items.append(
                f"<item><title>{title}</title><guid>{title}</guid>"
                f"<pubDate>{format_datetime(clock() - timedelta(hours=age))}</pubDate>"
                f"<content:encoded><![CDATA[<p>{WORDS * 12}</p>{shown}<p>{WORDS}</p>]]></content:encoded>"
                f'<enclosure url="{loopback.url}{lead}" type="image/png" length="9"/></item>'
            )
        head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>O</title>'
        feed = f"{head}{''.join(items)}</channel></rss>".encode()
        library.add(loopback.on("/feed", reply(200, {"ETag": '"1"'}, feed), reply(304)))

    return subscribe


async def test_all_pictures_of_an_unread_article_are_here_before_the_train_leaves(
    loopback, reply, library, quick, outlet, run
):
    figures = [f"/figure{number}.png" for number in range(14)]
    outlet(Fame=("/lead.png", ["/lead-1024x576.png", "/chart.svg", *figures]))
    for path in ("/lead.png", *figures):
        loopback.on(path, reply(body=png()))
    await run(ready=True)
    asked = [path for path in loopback.paths() if path.endswith("png")]
    assert sorted(asked) == sorted(["/lead.png", *figures[:MOST_FIGURES]])
    assert asked.index("/lead.png") < 2  # two are under way at once
    assert "/chart.svg" not in loopback.paths()
    assert offline_status(library.database.read(), quick).complete == 1

    (number,) = library.database.read().execute("SELECT id FROM article").fetchone()
    shown = pictures_of(articles.article(library.database.read(), number))
    thumbnailer = Thumbnailer(quick)
    at_hand = [place for place, urls in shown.items() if any(thumbnailer.measure(url) == (64, 48) for url in urls)]
    assert len(at_hand) == MOST_FIGURES + 1
    await run(ready=True)
    assert len([path for path in loopback.paths() if path.endswith("png")]) == len(asked)


async def test_what_is_missing_is_counted(loopback, reply, library, quick, outlet, run):
    outlet(Most=("/a.png", ["/b.png", "/gone.png"]), None_=("/c.png", ["/gone2.png", "/gone3.png"]))
    for path in ("/a.png", "/b.png", "/c.png"):
        loopback.on(path, reply(body=png()))
    await run(ready=True)
    assert {one.title: one.why for one in offline_status(library.database.read(), quick).lacking} == {
        "Most": "1 of its 3 pictures is not here.",
        "None_": "2 of its 3 pictures are not here.",
    }


async def test_a_refresh_fetches_lead_pictures_before_figures_those_of_the_newest_first(
    loopback, reply, library, quick, outlet, run, ahead, monkeypatch
):
    monkeypatch.setattr(pictures, "PER_HOST", 1)  # of two at once the second may arrive last
    outlet(New=("/a.png", ["/a1.png", "/a2.png"]), Old=("/b.png", ["/b1.png"]))
    for path in ("/a.png", "/a1.png", "/a2.png", "/b.png", "/b1.png"):
        loopback.on(path, reply(body=png()))
    events = await run(ahead)
    asked = [path for path in loopback.paths() if path.endswith("png")]
    assert asked == ["/a.png", "/b.png", "/a1.png", "/a2.png", "/b1.png"]
    told = [(event.pictures_done, event.pictures_total) for event in events if event.stage is Stage.PICTURE]
    assert told == [(done, 5) for done in range(6)]
    assert offline_status(library.database.read(), quick).complete == 2


async def test_where_the_settings_fetch_no_pictures_none_are_asked_for(loopback, library, outlet, run, ahead):
    outlet(One=("/a.png", ["/b.png"]))
    await run(msgspec.structs.replace(ahead, refresh=msgspec.structs.replace(ahead.refresh, pictures=False)))
    assert loopback.paths() == ["/feed"]


@pytest.mark.parametrize(("everywhere", "own"), [(True, False), (False, True)])
async def test_a_feed_has_its_own_say_whether_pictures_are_fetched(
    loopback, reply, library, outlet, run, ahead, everywhere, own
):
    outlet(One=("/a.png", []))
    loopback.on("/a.png", reply(body=png()))
    with library.database.write() as connection:
        feed_store.update(connection, 1, pictures=own)
    await run(msgspec.structs.replace(ahead, refresh=msgspec.structs.replace(ahead.refresh, pictures=everywhere)))
    assert ("/a.png" in loopback.paths()) is own


async def test_no_picture_is_missed_of_a_feed_that_is_to_have_none(loopback, library, quick, outlet, run):
    outlet(One=("/a.png", ["/b.png"]))
    await run(quick)
    assert offline_status(library.database.read(), quick).complete == 0
    with library.database.write() as connection:
        feed_store.update(connection, 1, pictures=False)
    assert offline_status(library.database.read(), quick).complete == 1
    await run(quick, ready=True)
    assert {path for path in loopback.paths() if path.endswith("png")} == set()


async def test_h38_figures_are_not_fetched_where_robots_forbid(loopback, reply, outlet, run, ahead):
    outlet(One=("/open/a.png", ["/closed/b.png"]))
    loopback.on("/robots.txt", reply(body=b"User-agent: *\nDisallow: /closed/\n"))
    loopback.on("/open/a.png", reply(body=png()))
    await run(ahead)
    assert loopback.paths() == ["/feed", "/robots.txt", "/open/a.png"]


async def test_h19_a_host_that_has_enough_is_left_alone_and_its_pictures_are_for_later(
    loopback, reply, library, quick, outlet, run, ahead, clock
):
    outlet(One=("/a.png", [f"/{number}.png" for number in range(6)]))
    loopback.on("/a.png", reply(429, {"Retry-After": "3600"}), reply(body=png()))
    for number in range(6):
        loopback.on(f"/{number}.png", reply(429, {"Retry-After": "3600"}), reply(body=png()))
    await run(ahead)
    assert len([path for path in loopback.paths() if path.endswith("png")]) <= 2
    await run(ahead, ready=True)
    assert len([path for path in loopback.paths() if path.endswith("png")]) <= 2
    clock.pass_(hours=2)
    for path in ("/a.png", *(f"/{number}.png" for number in range(6))):
        loopback.on(path, reply(body=png()))
    await run(ahead, ready=True)
    assert offline_status(library.database.read(), quick).complete == 1


async def test_what_is_wanted_first_stays_when_room_runs_out(loopback, reply, library, quick, outlet, run):
    outlet(
        New=("/a.png", ["/a1.png"]),
        Old=("/b.png", [f"/b{number}.png" for number in range(6)]),
    )
    for path in ("/a.png", "/a1.png", "/b.png", *(f"/b{number}.png" for number in range(6))):
        loopback.on(path, reply(body=png(padding=250_000)))
    small = msgspec.structs.replace(quick, keep=Keep(pictures_mb=1))
    await run(small, ready=True)
    images = image_cache(small)
    assert all(images.size(loopback.url + path) for path in ("/a.png", "/b.png", "/a1.png"))
    asked = len([path for path in loopback.paths() if path.endswith("png")])
    assert asked <= 5  # four fill the room; one more may be under way
    await run(small, ready=True)
    assert len([path for path in loopback.paths() if path.endswith("png")]) <= asked + 2
    assert [one.title for one in offline_status(library.database.read(), small).lacking] == ["Old"]


@pytest.mark.parametrize("chosen", [False, True], ids=["new", "of an edition"])
async def test_where_no_picture_can_be_kept_it_is_said_once_and_the_refresh_goes_on(
    loopback, library, quick, outlet, run, ahead, chosen
):
    outlet(One=("/lead1.png", ["/a.png"]), Two=("/lead2.png", ["/b.png"]))
    folder = paths.cache_folder()
    folder.mkdir(parents=True)
    (folder / "pictures").write_text("a file stands where the folder should be")
    if chosen:
        await run()
        events = await run(articles=(1, 2))
    else:
        events = await run(ahead)
    failed = [event for event in events if event.stage is Stage.UNKEPT]
    assert [event.title for event in failed] == ["Pictures"]
    assert failed[0].message.startswith(f"The picture cannot be kept in {folder / 'pictures'}: ")
    assert events[-1].stage is Stage.DONE


def test_figures_are_the_first_that_can_be_shown_without_the_lead_picture():
    at = "https://a.example/"
    images = [
        None,
        at + "lead-640x360.jpg",
        at + "lead.jpg",
        "data:image/png;base64,A",
        at + "b.SVG",
        at + "c",
        "//[",
    ]
    assert figures_of(at + "lead.jpg", images) == (at + "lead.jpg", at + "c")
    assert figures_of(None, images[1:2]) == (at + "lead-640x360.jpg",)
    assert figures_of(None, [f"{at}{number}" for number in range(40)]) == tuple(
        f"{at}{number}" for number in range(MOST_FIGURES)
    )


def test_newest_first_and_what_leads_somewhere_is_no_figure():
    leads, figures = in_order(
        [
            ImagesWanted("a", ("a1", "b"), when=1, feed=1),
            ImagesWanted(None, ("c1",), when=3, feed=3),
            ImagesWanted("b", ("b1", "a1"), when=2, feed=2),
        ]
    )
    assert list(leads.items()) == [("b", 2), ("a", 1)]
    assert list(figures.items()) == [("c1", 3), ("b1", 2), ("a1", 2)]
