# ruff: noqa: E501 -- markup reads better on one line
"""Pictures that a script loads are all found, each once; words beside a picture are its caption where they look it."""

from __future__ import annotations

import pytest

from pullquote.cache.core.article import Document, Image, body_text
from pullquote.cache.extract import read_page

from .pages import PARAGRAPHS, page, paragraphs

URL = "https://daily-reel.example/tv/harbour-lights"
BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def read(markup: str, at: int = 2) -> Document:
    document = read_page(page(paragraphs(markup, at=at)), url=URL)
    assert all(text in body_text(document.blocks) for text in PARAGRAPHS)
    return document


def names(document: Document) -> list[str]:
    return [image.url.rsplit("/", 1)[1] for image in document.blocks if isinstance(image, Image) and image.url]


def lazy(name: str, attributes: str = "") -> str:
    return f"<img class='lazy' src='{BLANK}'{attributes}><noscript><img src='/i/{name}.jpg' alt='{name}'></noscript>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class='row'>{lazy('quay')}{lazy('mast')}{lazy('rope')}</div>",
        f"<p>{lazy('quay')}{lazy('mast')}</p><p>{lazy('rope')}</p>",
        f"<figure class='gallery'>{lazy('quay')}{lazy('mast')}{lazy('rope')}</figure>",
        f"<div class='row'><span>{lazy('quay')}</span><span>{lazy('mast')}</span><span>{lazy('rope')}</span></div>",
        "<div>" + "".join(f"<img src='{BLANK}' data-lazy-src='/i/{n}.jpg'><noscript><img src='/i/{n}.jpg'></noscript>" for n in ("quay", "mast", "rope")) + "</div>",
        "<div>" + "".join(f"<noscript><img src='/i/{n}.jpg'></noscript><img src='{BLANK}' data-src='/i/{n}.jpg'>" for n in ("quay", "mast", "rope")) + "</div>",
        "<div>" + "".join(f"<img src='{BLANK}' data-src='/i/{n}.jpg'><i class='spinner'></i><noscript><img src='/i/{n}.jpg?full'></noscript>" for n in ("quay", "mast", "rope")) + "</div>",
        "<figure>" + "".join(f"<div><img src='{BLANK}' data-src='/i/{n}.jpg'></div><noscript><img src='/i/{n}.jpg?full'></noscript>" for n in ("quay", "mast", "rope")) + "</figure>",
        "<ul>" + "".join(f"<li>{lazy(n)}</li>" for n in ("quay", "mast", "rope")) + "</ul>",
        "<div>" + "".join(f"<img src='{BLANK}' data-lazy-image='/i/{n}.jpg' width='800'>" for n in ("quay", "mast", "rope")) + "</div>",
        "<div>" + "".join(f"<img alt='' data-flickity-lazyload-src='https://img.example/i/{n}.jpg'>" for n in ("quay", "mast", "rope")) + "</div>",
        "<div>" + "".join(f"<picture><source data-srcset='/i/{n}.jpg 800w'><img src='{BLANK}'></picture>" for n in ("quay", "mast", "rope")) + "</div>",
    ],
)  # fmt: skip
def test_lazy_pictures_in_a_row_are_all_kept_each_once(markup: str) -> None:
    assert [name.partition("?")[0] for name in names(read(markup))] == ["quay.jpg", "mast.jpg", "rope.jpg"]


def test_each_figure_of_a_gallery_keeps_its_own_caption() -> None:
    inner = "".join(
        f"<figure><img src='/i/{n}.jpg'><figcaption>The {n} at dawn</figcaption></figure>" for n in ("quay", "mast")
    )
    document = read(f"<figure class='gallery'>{inner}</figure>")
    images = [block for block in document.blocks if isinstance(block, Image)]
    assert [image.caption for image in images] == ["The quay at dawn", "The mast at dawn"]


PICTURE = "<img src='/i/quay.jpg' alt='The quay'>"


@pytest.mark.parametrize(
    ("below", "caption", "credit"),
    [
        # A credit at the end.
        ("<p>{img}</p><p>The quay at dawn. Photo: Rhea Dunmore</p>", "The quay at dawn.", "Rhea Dunmore"),
        ("<p>{img}</p><p>The quay at dawn (Photo by Rhea Dunmore)</p>", "The quay at dawn", "Rhea Dunmore"),
        ("<p>{img}</p><p>The quay at dawn. Photograph: Rhea Dunmore/The Slate Coast</p>", "The quay at dawn.", "Rhea Dunmore/The Slate Coast"),
        ("<p>{img}</p><p>Der Kai am Morgen. | Bild: Rhea Dunmore</p>", "Der Kai am Morgen.", "Rhea Dunmore"),
        ("<p>{img}</p><p>Le quai à l’aube. Crédit photo : Rhea Dunmore</p>", "Le quai à l’aube.", "Rhea Dunmore"),
        ("<p>{img}</p><p>The quay at dawn © Slate Coast 2031</p>", "The quay at dawn", "Slate Coast 2031"),
        ("<p>{img}</p><p>The quay at dawn. Courtesy of Northlight</p>", "The quay at dawn.", "Northlight"),
        ("<p>{img}</p><p>Photo: Rhea Dunmore</p>", "Rhea Dunmore", None),
        # An agency in brackets.
        ("<p>{img}</p><p>Kim Vale arrives at the quay on Monday, Oct. 6. (AP Photo/Rhea Dunmore)</p>", "Kim Vale arrives at the quay on Monday, Oct. 6.", "AP Photo/Rhea Dunmore"),
        ("<div>{img}</div><p>Kim Vale arrives at the quay [AFP]</p>", "Kim Vale arrives at the quay", "AFP"),
        ("<p>{img}</p><p>Kim Vale arrives at the quay (Rhea Dunmore/Slate Coast)</p>", "Kim Vale arrives at the quay", "Rhea Dunmore/Slate Coast"),
        # A smaller box.
        ("<p>{img}</p><p><small>Kim Vale arrives at the quay on Monday</small></p>", "Kim Vale arrives at the quay on Monday", None),
        ("<p>{img}</p><p><em>Kim Vale arrives at the quay on Monday.</em></p>", "Kim Vale arrives at the quay on Monday.", None),
        ("<p>{img}</p><p style='font-size: 12px'>Kim Vale arrives at the quay on Monday</p>", "Kim Vale arrives at the quay on Monday", None),
        ("<p>{img}</p><p><font size='1'>Kim Vale arrives at the quay on Monday</font></p>", "Kim Vale arrives at the quay on Monday", None),
        ("<div style='width: 300px'>{img}<p>Kim Vale arrives at the quay on Monday</p></div>", "Kim Vale arrives at the quay on Monday", None),
        ("<div class='b'><div>{img}</div><span>Kim Vale arrives at the quay on Monday</span></div>", "Kim Vale arrives at the quay on Monday", None),
        ("<table><tr><td>{img}</td></tr><tr><td>Kim Vale arrives at the quay on Monday</td></tr></table>", "Kim Vale arrives at the quay on Monday", None),
    ],
)  # fmt: skip
def test_words_below_a_picture_that_look_like_a_caption_are_one(below: str, caption: str, credit: str | None) -> None:
    document = read(below.format(img=PICTURE))
    (image,) = (block for block in document.blocks if isinstance(block, Image))
    assert (image.caption, image.credit) == (caption, credit)
    assert body_text(document.blocks) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        "Pictures of the storm went around the world, and nobody in the town slept before the second morning.",
        "Kim Vale, who was last seen in a film of her own (<em>Tin Kings</em>), says that the town is the only star of it.",
        "“It rained,” she says. “And then the photos came: all of them were black.”",
        "The reporter was told so by the harbour (and by the agency in the city).",
    ],
)
def test_a_paragraph_below_a_picture_stays_text(text: str) -> None:
    document = read(f"<p>{PICTURE}</p><p>{text}</p>")
    (image,) = (block for block in document.blocks if isinstance(block, Image))
    assert (image.caption, image.credit) == (None, None)
    assert text.replace("<em>", "").replace("</em>", "") in body_text(document.blocks)


def test_words_of_a_slide_stand_once() -> None:
    slides = "".join(
        f'<div class="slide"><img src="/g{n}.jpg"><div class="slide-caption"><h3>Rita Example {n}</h3>'
        f"<p>In a gown number {n} by a house of the city, with a lamp for a bag.</p><span>Getty Images</span></div></div>"
        for n in range(1, 6)
    )
    article = f'<h1>All of Them</h1><p>{PARAGRAPHS[0]}</p><div class="gallery">{slides}</div>'
    document = read_page(f"<html><body><main><article>{article}</article></main></body></html>", url=URL)
    pictures = [block for block in document.blocks if isinstance(block, Image)]
    captions = [picture.caption for picture in pictures if picture.caption]
    assert names(document) == [f"g{n}.jpg" for n in range(1, 6)]
    assert "\n".join((body_text(document.blocks), *captions)).count("with a lamp for a bag") == len(pictures)
    assert {picture.credit for picture in pictures} == {"Getty Images"}
