"""The pages of one article: the next is named, and the links between them are neither text nor other stories."""
# ruff: noqa: E501 -- markup reads better on one line

from __future__ import annotations

import pytest

from pullquote.cache.extract import read_page

from .pages import PARAGRAPHS, page, paragraphs

HOME = "https://daily-reel.example"


def read(url: str, pager: str, *, head: str = "") -> tuple[str, str | None, list[str]]:
    """Return the text, the notice and the titles of related stories of a page with a pager below its text."""
    document = read_page(page(paragraphs() + pager, head=head), url=url)
    text = "\n\n".join(getattr(block, "text", "") for block in document.blocks)
    return text, document.notice, [reference.title for reference in document.related]


@pytest.mark.parametrize(
    ("url", "pager", "following"),
    [
        (
            "/tv/night-ferry/",
            "<div class='page-links'><span class='label'>Seiten:</span> <span>1</span> <a href='/tv/night-ferry/2/'><span>2</span></a> <a href='/tv/night-ferry/3/'><span>3</span></a></div>",
            "/tv/night-ferry/2/",
        ),
        (
            "/tv/night-ferry.html",
            "<p>Strona <b>1</b> z 3 <a href='night-ferry,2.html'>2</a> <a href='night-ferry,3.html'>3</a> <a href='night-ferry,2.html'>Następna strona »</a></p>",
            "/tv/night-ferry,2.html",
        ),
        (
            "/a.php?id=812",
            "<ul class='pager'><li class='on'>1</li><li><a href='?id=812&page=2'>2</a></li><li><a href='?id=812&page=2'>Page suivante</a></li></ul>",
            "/a.php?id=812&page=2",
        ),
        (
            "/node/night-ferry",
            "<nav><h4>Pagination</h4><ul><li>1</li><li><a href='?page=1'>2</a></li><li><a href='?page=2'>3</a></li><li><a href='?page=1'>Próxima ›</a></li></ul></nav>",
            "/node/night-ferry?page=1",
        ),
        (
            "/article/night-ferry.html",
            "<div class='toc'><ol><li>Am Hafen</li><li><a href='/article/night-ferry-2.html'>2</a></li></ol><p><a href='/article/night-ferry-2.html'>Seite 2</a></p></div>",
            "/article/night-ferry-2.html",
        ),
        (
            "/news/81234",
            "<p class='x'><a href='/news/81234/2'>次のページ</a></p>",
            "/news/81234/2",
        ),
        (
            "/news/night-ferry?utm_source=feed",
            "<p><a href='https://www.daily-reel.example/news/night-ferry/page/2'>Lue seuraava sivu</a></p>",
            "https://www.daily-reel.example/news/night-ferry/page/2",
        ),
        (
            "/tv/night-ferry/2/",
            "<p>Pages: <a href='/tv/night-ferry/'>1</a> <span>2</span> <a href='/tv/night-ferry/3/'>3</a></p>",
            "/tv/night-ferry/3/",
        ),
        (
            "/tv/night-ferry",
            "<div class='more'>1/2 <a href='/tv/night-ferry-what-the-captain-said'>Nächste Seite »</a></div>",
            "/tv/night-ferry-what-the-captain-said",
        ),
        (
            "/tv/night-ferry",
            "<p>Страница 1 из 2 <a href='/tv/a91-b'><span>Следующая страница</span></a></p>",
            "/tv/a91-b",
        ),
    ],
    ids=[
        "wordpress",
        "comma",
        "query",
        "from nought",
        "name",
        "word alone",
        "other spelling",
        "second",
        "named pages",
        "russian",
    ],
)
def test_the_next_page_is_named_and_the_pager_left_out(url: str, pager: str, following: str) -> None:
    text, notice, related = read(HOME + url, pager)
    assert (
        notice
        == f"This article goes on over several pages; the next is {following if ':' in following else HOME + following}"
    )
    assert text == "\n\n".join(PARAGRAPHS)
    assert related == []


def test_on_the_last_page_there_is_no_next_and_no_pager() -> None:
    text, notice, related = read(
        f"{HOME}/tv/night-ferry/2", "<p class='nav-links'>Pages: <a href='/tv/night-ferry/'>1</a> 2</p>"
    )
    assert notice is None
    assert text == "\n\n".join(PARAGRAPHS)
    assert related == []


def test_an_address_of_its_own_is_known_by_the_canonical_one() -> None:
    head = f"<link rel='canonical' href='{HOME}/tv/night-ferry'>"
    notice = read("https://amp.daily-reel.example/x", f"<p><a href='{HOME}/tv/night-ferry/2'>2</a></p>", head=head)[1]
    assert notice is not None
    assert f"{HOME}/tv/night-ferry/2" in notice


@pytest.mark.parametrize(
    "link",
    [
        "<p>Read the <a href='/tv/night-ferry-2/'>review of the second season</a> that we published in the spring, too.</p>",
        "<p>There are <a href='/tv/night-ferry/comment-page-2/'>older comments</a> on this story by our dear readers, too.</p>",
        "<p>The first one stands on <a href='/tv/other-ferry/2/'>page 2</a> of what we said about the other ferry then.</p>",
        "<p>They met in <a href='/2/'>the second</a> of many bars, as all of them have said to us in the last two years.</p>",
    ],
)
def test_other_stories_and_comments_are_no_pages(link: str) -> None:
    text, notice, _ = read(f"{HOME}/tv/night-ferry/", link)
    assert notice is None
    assert len(text.split("\n\n")) == len(PARAGRAPHS) + 1


def test_a_sentence_and_a_picture_that_lead_to_the_next_page_stay() -> None:
    sentence = "As we show <a href='/tv/night-ferry/2/'>on page 2</a>, the ferry is older than the town it sails from by years."
    picture = (
        "<div><a href='/tv/night-ferry/2/'><img src='/deck.jpg' width='800' height='600' alt='The deck'></a></div>"
    )
    document = read_page(page(paragraphs(f"<p>{sentence}</p>", picture)), url=f"{HOME}/tv/night-ferry/")
    assert document.notice is not None
    assert any("on page 2" in getattr(block, "text", "") for block in document.blocks)
    assert any(getattr(block, "url", "") == f"{HOME}/deck.jpg" for block in document.blocks)
