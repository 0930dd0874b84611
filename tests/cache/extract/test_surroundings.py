"""What stands around an article, longer than it is, and is none of it."""

from __future__ import annotations

import pytest

from pullquote.cache.core.article import body_text
from pullquote.cache.extract import read_page

SHORT = (
    "The lighthouse drama will return for a third year, its makers told the local paper on Thursday morning.",
    "Filming begins in the old cannery in May, with most of the crew of the first year on board again.",
)
OTHER = tuple(
    f"Number {number} of our notes from the valley looks at gardens, at fences and at what the frost left standing, "
    f"and at the {number} neighbours who disagree about all three of them with great patience."
    for number in range(1, 9)
)
BODY = "".join(f"<p>{text}</p>" for text in SHORT)
LONG = "".join(f"<p>{text}</p>" for text in OTHER)


def shown(body: str) -> str:
    page = (
        f"<html lang=en><head><title>Lighthouse Drama Returns | Cannery Post</title></head><body>{body}</body></html>"
    )
    return body_text(read_page(page, url="https://cannerypost.example/a").blocks)


@pytest.mark.parametrize("name", ["sidebar", "l-side", "right-rail", "page__rail", "col post-sidebar", "widget-area"])
def test_a_column_that_is_longer_than_the_article_is_not_read(name: str) -> None:
    headline = f"<div class=main><h1>Lighthouse Drama Returns</h1>{BODY}</div>"
    assert shown(f"<div>{headline}<div class='{name}'><h3>Valley notes</h3>{LONG}</div></div>") == "\n\n".join(SHORT)


@pytest.mark.parametrize("name", ["with-sidebar", "has-side", "side-by-side", "sidebar-container"])
def test_an_element_that_only_tells_of_a_column_is_the_article(name: str) -> None:
    page = f"<div><div class=x><p>{OTHER[0]}</p></div><div class='{name}'><h2>Returns</h2>{BODY}{LONG}</div></div>"
    assert SHORT[0] in shown(f"<h1>Lighthouse Drama Returns</h1>{page}")


@pytest.mark.parametrize(
    "button", ["<a href='/r'>Reply</a>", "<button>Antworten</button>", "<a href='#'><span>返信</span></a>"]
)
def test_comments_that_can_be_answered_are_not_read(button: str) -> None:
    comments = "".join(f"<div class=k><b>gull{n}</b><p>{text}</p>{button}</div>" for n, text in enumerate(OTHER))
    page = f"<div><h1>Lighthouse Drama Returns</h1>{BODY}<div id=t1><h4>8 thoughts</h4>{comments}</div></div>"
    assert shown(page) == "\n\n".join(SHORT)


def test_a_dialog_over_the_page_is_not_read() -> None:
    dialog = f"<div role=dialog><h2>Your choices</h2>{LONG}<button>Accept</button></div>"
    assert shown(f"{dialog}<div><h1>Lighthouse Drama Returns</h1>{BODY}</div>") == "\n\n".join(SHORT)
    assert OTHER[0] in shown(f"<div role=dialog>{LONG}</div>")


def test_a_row_of_other_stories_behind_a_short_article_is_not_read() -> None:
    cards = "".join(f"<div><h3><a href='/{n}'>Valley {n}</a></h3><p>{text}</p></div>" for n, text in enumerate(OTHER))
    article = f"<article><h1>Lighthouse Drama Returns</h1>{BODY}</article>"
    assert shown(f"<main>{article}<section>{cards}</section></main>") == "\n\n".join(SHORT)
    assert OTHER[3] in shown(f"<main><article><h1>Valley notes</h1><p>{SHORT[0]}</p>{cards}</article></main>")


def test_paragraphs_of_eastern_asia_are_long_with_fewer_letters() -> None:
    text = "등대 이야기의 세 번째 시즌이 내년 봄에 돌아온다고 제작진이 목요일에 밝혔다."
    notes = "".join(
        f"<p>골짜기에서 온 편지 {n}번은 마당과 울타리, 그리고 서리가 남긴 것들을 오래 바라본다.</p>" for n in range(12)
    )
    article = f"<div class=body><p>{text}</p><p>촬영은 오월에 옛 공장에서 시작된다.</p></div>"
    page = f"<h1>등대 이야기가 돌아온다</h1><div>{article}<div class=sidebar>{notes}</div></div>"
    assert "골짜기" not in shown(page)
