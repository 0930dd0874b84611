"""An edition as a book (EPUB 3.3): cover, contents, quotes of the day, releases of the week, a chapter an article.

The cover is drawn as SVG, one of the picture types of EPUB (3.3, section 3.2), so that none has to be rastered.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from html import escape
from unicodedata import east_asian_width

from pullquote.cache.core.article import Article
from pullquote.cache.core.counts import listed
from pullquote.cache.core.edition import Edition, EditionEntry
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.cache.core.urls import told_address
from pullquote.cache.export.attribution import attribution, quoted
from pullquote.cache.export.edition import (
    QUOTES,
    RELEASES,
    Chapters,
    contents,
    entry_words,
    length_words,
    numbers_of,
    place_words,
    release_words,
)
from pullquote.cache.export.epub import COVER_FILE, AboutBook, Leaf, PictureBytes, Pictures, bind, chapter
from pullquote.cache.export.html import article_body

_WIDTH, _HEIGHT, _MARGIN = 1200, 1600, 100
"""Of the cover, in its own units: three to four, as readers show covers."""
_PAPER, _INK, _QUIET, _ACCENT = "#faf6ee", "#23201b", "#6a6357", "#9c3a1f"
_BOLDER = 1.16
"""How much wider bold type is."""
_MOST_HEADLINES = 5
"""Headlines on the cover below that of the lead story."""


def edition_book(edition: Edition, chapters: Chapters, *, picture: PictureBytes = lambda _: None) -> bytes:
    """Return the bytes of an EPUB of an edition: the same for the same edition and articles.

    ``picture`` returns the bytes of an image address, or ``None`` to leave the picture out.
    """
    pictures = Pictures(picture)
    title = clean_line(edition.title) or "Pullquote"
    cover = _cover(edition)
    leaves = [
        Leaf(file="cover.xhtml", title="", body=_cover_page(edition), kind="cover"),
        Leaf(file="issue.xhtml", title="In this issue", body=_issue(edition), kind="toc"),
    ]
    if edition.quotes:
        leaves.append(Leaf(file="quotes.xhtml", title=QUOTES, body=_quotes(edition)))
    if edition.releases:
        leaves.append(Leaf(file="releases.xhtml", title=RELEASES, body=_releases(edition)))
    for number, (entry, article) in enumerate(chapters, 1):
        body = _chapter(number, edition, entry, article, pictures)
        leaves.append(chapter(number, article, body, clean_line(entry.section)))
    told = "; ".join(clean_line(entry.title) for _, found in contents(edition) for _, entry in found[:1])
    about = AboutBook(title=title, made=edition.made, cover=cover, description=f"{length_words(edition)}. {told}.")
    return bind(leaves, about, pictures)


def _chapter(number: int, edition: Edition, entry: EditionEntry, article: Article, pictures: Pictures) -> str:
    head = f"{clean_line(entry.section)}: {place_words(number, edition)}"
    also = clean_line(f"Also in {listed(entry.others)}.") if entry.others else ""
    url = article.url or article.canonical_url
    told = escape(told_address(url, veiled=article.veiled))
    shown = told if article.veiled else f'<a href="{told}">{told}</a>'
    address = f'<p class="facts">{shown}</p>\n' if told else ""
    return (
        f'<p class="facts">{escape(head)}</p>\n{article_body(article, pictures.keep)}'
        + (f'<p class="facts">{escape(also)}</p>\n' if also else "")
        + clean_text(address)
    )


def _issue(edition: Edition) -> str:
    """Return the contents as they are read: every headline with its outlet, its minutes and why it was chosen."""
    parts = [f"<h1>{escape(clean_line(edition.title))}</h1>", f'<p class="facts">{length_words(edition)}</p>']
    for section, found in contents(edition):
        items = "".join(
            f'<li value="{number}"><a href="chapter{number}.xhtml">{escape(clean_line(entry.title))}</a>\n'
            f'<span class="facts">{escape(entry_words(entry))}</span></li>\n'
            for number, entry in found
        )
        parts.append(f'<h2>{escape(clean_line(section))}</h2>\n<ol class="issue">\n{items}</ol>')
    return "\n".join(parts) + "\n"


def _quotes(edition: Edition) -> str:
    numbers = numbers_of(edition)
    parts = [f"<h1>{QUOTES}</h1>"]
    for quote in edition.quotes:
        by = escape(clean_line(attribution(quote.speaker, quote.via)))
        number = numbers.get(quote.article)
        linked = f'<a href="chapter{number}.xhtml">{by}</a>' if number else by
        said = escape(clean_line(quoted(quote.text)), quote=False)
        parts.append(f'<blockquote class="pullquote"><p>{said}</p><footer>— {linked}</footer></blockquote>')
    return "\n".join(parts) + "\n"


def _releases(edition: Edition) -> str:
    days = (release_words(one, edition.made.date()) for one in edition.releases)
    rows = "".join(f"<tr><th>{escape(day)}</th><td>{escape(words)}</td></tr>\n" for day, words in days)
    return f"<h1>{RELEASES}</h1>\n<table>\n{rows}</table>\n"


def _cover_page(edition: Edition) -> str:
    told = [clean_line(entry.title) for _, found in contents(edition) for _, entry in found]
    words = ". ".join((clean_line(edition.title), length_words(edition), *told[: 1 + _MOST_HEADLINES]))
    return f'<div class="cover"><img src="{COVER_FILE}" alt="{escape(words)}"/></div>\n'


def _cover(edition: Edition) -> str:
    """Return the cover: the title, the headline of the lead story, some of the others, and how much there is."""
    name, _, day = clean_line(edition.title).partition(", ")
    right = _WIDTH - _MARGIN
    lines = [
        _line(name.upper(), 190, 104, _ACCENT, bold=True, spaced=True),
        f'<path d="M{_MARGIN} 232H{right}M{_MARGIN} 244H{right}" stroke="{_INK}" stroke-width="4"/>',
        _line(day, 306, 44, _QUIET),
    ]
    titles = [clean_line(entry.title) for _, found in contents(edition) for _, entry in found]
    below = 450
    for line in _wrapped(titles[0] if titles else "", 84 * _BOLDER, most=6):
        lines.append(_line(line, below, 84, _INK, bold=True))
        below += 100
    below += 50
    lines.append(f'<path d="M{_MARGIN} {below - 85}H{_MARGIN + 160}" stroke="{_ACCENT}" stroke-width="8"/>')
    for title in titles[1 : 1 + _MOST_HEADLINES]:
        wrapped = list(_wrapped(title, 46, most=2))
        if below + 58 * len(wrapped) > _HEIGHT - 180:
            break
        for line in wrapped:
            lines.append(_line(line, below, 46, _INK))
            below += 58
        below += 30
    lines.append(_line(length_words(edition), _HEIGHT - 90, 44, _QUIET))
    inner = "\n".join(lines)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="Georgia, serif">\n'
        f"<title>{escape(clean_line(edition.title))}</title>\n"
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{_PAPER}"/>\n{clean_text(inner)}\n</svg>\n'
    )


def _line(text: str, y: int, size: int, color: str, *, bold: bool = False, spaced: bool = False) -> str:
    looks = (' font-weight="bold"' if bold else "") + (' letter-spacing="12"' if spaced else "")
    return f'<text x="{_MARGIN}" y="{y}" font-size="{size}" fill="{color}"{looks}>{escape(text)}</text>'


def _wrapped(text: str, size: float, *, most: int) -> Iterator[str]:
    """Yield a headline in lines as wide as the cover, at most so many.

    SVG has no lines of its own, and the reader's type is not known: letters are taken to be rather wide.
    """
    room = int((_WIDTH - 2 * _MARGIN) / (size * 0.54))
    wide = sum(east_asian_width(letter) in "WF" for letter in text)
    if wide * 2 > len(text):
        room //= 2
    yield from textwrap.wrap(text, room, max_lines=most, placeholder=" …")
