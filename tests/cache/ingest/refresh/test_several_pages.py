"""Articles that outlets put on several pages come whole: ahead of reading, at a wish, and by their address."""

from __future__ import annotations

import pytest

from pullquote.cache.core.errors import FetchError
from pullquote.cache.ingest.adding.sources import read_source
from pullquote.cache.ingest.refresh.pages import fetch_page
from pullquote.cache.ingest.several_pages import MOST_PAGES
from pullquote.cache.store.reading import articles

HTML = {"Content-Type": "text/html"}
TOLD = "The actor told the paper of the {}th year at the theatre, and of what came after it, with some pride."


def page(number: int, of: int, title: str = "The Interview", *, says: str | None = None) -> bytes:
    body = "".join(f"<p>{says or TOLD.format(number * 10 + line)}</p>" for line in range(6))
    links = "".join(f'<a href="/story?page={n}">{n}</a> ' for n in range(1, of + 1) if n != number)
    following = f'<a rel="next" href="/story?page={number + 1}">Next page</a>' if number < of else ""
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article>"
        f"<nav>{links}{following}</nav></body></html>"
    ).encode()


def rss(base: str) -> bytes:
    item = f"<title>The Interview</title><link>{base}/story</link><guid>1</guid><description>In short.</description>"
    return f'<rss version="2.0"><channel><title>Outlet</title><item>{item}</item></channel></rss>'.encode()


@pytest.fixture
def outlet(loopback, reply):
    """Serve an article on pages; a page that is ``None`` is not there."""

    def serve(*pages: bytes | None) -> None:
        for number, body in enumerate(pages, 1):
            path = "/story" if number == 1 else f"/story?page={number}"
            loopback.on(path, reply(200, HTML, body) if body is not None else reply(404))

    return serve


def told(text: str) -> list[int]:
    """Return the pages that a text has words of."""
    return [number for number in range(1, 20) if TOLD.format(number * 10) in text]


async def test_the_pages_of_an_article_are_one_text(loopback, reply, library, ahead, run, outlet):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url))))
    outlet(page(1, 3), page(2, 3), page(3, 3))
    last = (await run(ahead))[-1]
    article = articles.article(library.database.read(), 1)
    assert told(article.text) == [1, 2, 3]
    assert article.notice is None
    assert article.title == "The Interview"
    assert article.text.count("The Interview") <= 1
    assert (last.pages_done, last.pages_total, last.pages_failed) == (1, 1, 0)


async def test_a_page_that_does_not_come_leaves_those_before_it(loopback, reply, library, ahead, run, outlet):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url))))
    outlet(page(1, 3), page(2, 3), None)
    last = (await run(ahead))[-1]
    article = articles.article(library.database.read(), 1)
    assert told(article.text) == [1, 2]
    assert article.notice is not None
    assert f"{loopback.url}/story?page=3" in article.notice
    assert (last.pages_done, last.pages_total, last.pages_failed) == (1, 1, 0)


async def test_a_host_that_asks_for_patience_leaves_the_pages_that_came(loopback, reply, library, ahead, run, outlet):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url))))
    outlet(page(1, 3))
    loopback.on("/story?page=2", reply(429, {"Retry-After": "600"}))
    last = (await run(ahead))[-1]
    assert told(articles.article(library.database.read(), 1).text) == [1]
    assert (last.pages_done, last.pages_total) == (1, 1)


async def test_pages_have_an_end(loopback, reply, library, ahead, run, outlet):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url))))
    outlet(*(page(number, 30) for number in range(1, 31)))
    await run(ahead)
    asked = [path for path in loopback.paths() if path.startswith("/story")]
    assert len(asked) == MOST_PAGES
    assert told(articles.article(library.database.read(), 1).text) == list(range(1, MOST_PAGES + 1))


async def test_another_article_behind_the_link_is_none_of_its_pages(loopback, reply, library, ahead, run):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url))))
    first = page(1, 1).replace(b"</article>", b'</article><a rel="next" href="/other/2">Next page</a>')
    loopback.on("/story", reply(200, HTML, first))
    loopback.on("/other/2", reply(200, HTML, page(2, 2, "The Bee Keeper of Lamp Street")))
    await run(ahead)
    article = articles.article(library.database.read(), 1)
    assert told(article.text) == [1]
    assert article.notice is None


async def test_what_a_person_asks_for_has_all_its_pages(loopback, reply, library, quick, run, outlet, clock):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url))))
    outlet(page(1, 2), page(2, 2))
    await run(quick)
    await fetch_page(library.database, quick, 1, clock=clock)
    assert told(articles.article(library.database.read(), 1).text) == [1, 2]
    article = await read_source(f"{loopback.url}/story", quick)
    assert told(article.text) == [1, 2]
    loopback.on("/story", reply(404))
    with pytest.raises(FetchError):
        await read_source(f"{loopback.url}/story", quick)


async def test_a_page_of_scripts_is_read_in_its_amp_version(loopback, reply, library, ahead, run):
    library.add(loopback.on("/feed", reply(body=rss(loopback.url))))
    shell = b'<html><head><title>The Interview</title><link rel="amphtml" href="/story/amp"></head><body></body></html>'
    loopback.on("/story", reply(200, HTML, shell))
    loopback.on("/story/amp", reply(200, HTML, page(1, 1)))
    last = (await run(ahead))[-1]
    article = articles.article(library.database.read(), 1)
    assert told(article.text) == [1]
    assert article.url == f"{loopback.url}/story"
    assert (last.pages_done, last.pages_failed) == (1, 0)
