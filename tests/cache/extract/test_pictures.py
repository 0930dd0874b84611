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
