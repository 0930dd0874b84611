"""What stands among the paragraphs of pages and is none: sponsors, rows of links, requests."""

from __future__ import annotations

import pytest
from tests.cache.extract.pages import PARAGRAPHS, page, paragraphs

from pullquote.cache.core.article import Document, body_text
from pullquote.cache.extract import read_page
from pullquote.cache.extract.html.boilerplate import LineKind, match_line

WHOLE = "\n\n".join(PARAGRAPHS)
PAID = "Softer than a cloud and twice as cheap: the pillow that our readers sleep on. The code is FERRY."


def read(html: str) -> Document:
    return read_page(html, url="https://dailyreel.example/a")


@pytest.mark.parametrize(
    "label",
    ["TOGETHER WITH DUSK PILLOWS", "Presented by Dusk Pillows", "A message from our sponsor", "Anzeige", "広告"],
)
@pytest.mark.parametrize(
    "box",
    [
        "<div><p><b>{label}</b></p><h3>Sleep tonight</h3><p>{paid}</p></div>",
        "<div class=k><small>{label}</small><h3>Sleep tonight</h3><p>{paid}</p></div>",
        "<hr><p>{label}</p><p>{paid}</p><hr>",
    ],
)
def test_what_is_paid_for_is_left_out(label: str, box: str) -> None:
    assert body_text(read(page(paragraphs(box.format(label=label, paid=PAID)))).blocks) == WHOLE


def test_a_sentence_that_begins_like_a_sponsor_is_text() -> None:
    said = "Presented by the harbour choir on a Sunday, the songs of the second season were heard by eight people."
    assert said in body_text(read(page(paragraphs(f"<div><p>{said}</p></div>"))).blocks)


def test_advertisements_among_captions_that_are_the_text_stay_out() -> None:
    slide = "<figure><img src=/{n}.jpg></figure><div class=slide__caption><h2>Hat {n}</h2><p>{text}</p></div>"
    slides = "".join(
        f"<div class=slide>{slide.format(n=n, text=text)}</div><div class=slide-ad>Hats from the shop next door</div>"
        for n, text in enumerate(PARAGRAPHS)
    )
    article = read(
        f"<html><head><title>Five hats</title></head><body><main><h1>Five hats</h1>{slides}</main></body></html>"
    )
    shown = body_text(article.blocks) + repr(article.blocks)
    assert PARAGRAPHS[3] in shown
    assert "next door" not in shown


def test_a_custom_element_is_named_by_its_tag() -> None:
    assert body_text(read(page(paragraphs("<reel-ad>Words of a friend</reel-ad>"))).blocks) == WHOLE


def test_a_link_left_open_is_no_pointer() -> None:
    text = "".join(f"<p><a href='/festival'>{one}</a></p>" for one in PARAGRAPHS)
    assert body_text(read(page(text)).blocks) == WHOLE
    begun = f'<p>{PARAGRAPHS[0]}</p><p><a href="/festival>the festival</a>" \n<p>'
    after = "".join(f"<p>{one}</p>" for one in PARAGRAPHS[1:])
    assert body_text(read(page(begun + after)).blocks).endswith("\n\n".join(PARAGRAPHS[2:]))


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<ruby>潮<rt>うしお</rt></ruby>", "潮（うしお）"),
        ("<ruby>潮<rp>(</rp><rt>うしお</rt><rp>)</rp></ruby>", "潮(うしお)"),
        ("<ruby><rb>潮</rb><rt></rt></ruby>", "潮"),
    ],
)
def test_how_letters_are_read_stands_in_brackets_behind_them(markup: str, shown: str) -> None:
    assert f"It says {shown} there" in body_text(read(page(paragraphs(f"<p>It says {markup} there.</p>"))).blocks)
    assert f"It says {shown} there" in body_text(
        read(page(paragraphs(f"<ul><li>It says {markup} there.</li></ul>"))).blocks
    )


def test_a_last_paragraph_without_blanks_is_not_too_short() -> None:
    lines = [
        "港の灯りは今夜もゆっくりと回り続け、船乗りたちはその光の数をかぞえている。",
        "監督は撮影のあいだ毎朝この坂をのぼり、霧が晴れるまで何も言わずに待っていた。",
        "主演の二人は最後の場面を三度だけ演じ、三度目が終わると静かに握手をした。",
        "前売りの券は来月の一日から、劇場の窓口と町の本屋で売り出される。",
    ]
    table = f"<table><tr><td>{'<br><br>'.join(lines)}<br></td></tr></table>"
    html = f"<html lang=ja><head><title>港の灯り</title></head><body>{table}</body></html>"
    assert body_text(read(html).blocks).split("\n\n")[-1] == lines[-1]


@pytest.mark.parametrize(
    ("line", "linked", "kind"),
    [
        ("If you liked this letter, please consider supporting us with two pounds a month.", 0, LineKind.NOTE),
        ("Suscríbase a nuestro boletín de los viernes", 0, LineKind.NOTE),
        ("Подпишитесь на наш канал", 0, LineKind.NOTE),
        ("Unsubscribe from all letters", 0.5, LineKind.NOTE),
        ("Lesezeit: 4 Min.", 0, LineKind.NOISE),
        ("6 min read", 0, LineKind.NOISE),
        ("Scroll down for the gallery", 0, LineKind.NOISE),
        ("Email this article | Printer-friendly version", 0.5, LineKind.NOISE),
        ("Also on The Daily Reel: The Ferry That Never Left", 0.7, LineKind.RELATED),
        ("Gulls and their critics\nA pier for sale\nNine songs about rope", 1, LineKind.RELATED),
    ],
)
def test_lines_that_are_no_text(line: str, linked: float, kind: LineKind) -> None:
    found = match_line(line, linked=linked)
    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    "line",
    [
        "If you liked the first season, the second will surprise you with its patience.",
        "Recibió el premio con una sonrisa y un boletín de notas en la mano izquierda, como si nada.",
        "Also on the bill were three singers from the valley.",
        "He did not read the script for nine minutes.",
    ],
)
def test_lines_that_are_text(line: str) -> None:
    assert match_line(line) is None


def test_a_caption_of_several_elements_keeps_its_words_apart() -> None:
    figure = "<figure><img src=/h.jpg><figcaption><h3>Hat one</h3><p>Seen on the pier.</p></figcaption></figure>"
    assert "Hat one: Seen on the pier." in repr(read(page(paragraphs(figure))).blocks)


def test_an_advertisement_among_pictures_does_not_end_a_gallery() -> None:
    figure = "<figure><img src=/{n}.jpg><figcaption>Door {n}: {text}</figcaption></figure>"
    rows = [figure.format(n=n, text=text) for n, text in enumerate(PARAGRAPHS)]
    rows.insert(3, "<div class=ad-box>Doors at half price</div>")
    main = f"<main><h1>Five doors</h1><p>{PARAGRAPHS[0]}</p>{''.join(rows)}</main>"
    shown = repr(read(f"<html><head><title>Five doors</title></head><body>{main}</body></html>").blocks)
    assert all(f"Door {n}" in shown for n in range(5))
    assert "half price" not in shown


def test_the_picture_between_headline_and_text_is_kept_with_its_caption() -> None:
    figure = "<figure><img src=/pier.jpg alt=Pier><figcaption>The pier at low tide</figcaption></figure>"
    text = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    body = f"<div><h1>A pier in pictures</h1></div>{figure}<div class=x>{text}</div>"
    lead = read(f"<html><head><title>A pier in pictures</title></head><body>{body}</body></html>").lead_image
    assert lead is not None
    assert lead.caption == "The pier at low tide"
