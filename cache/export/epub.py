"""Articles as a book: EPUB 3.3, one chapter an article, with the pictures that are at hand.

Written by hand because the one maintained library for it is under the AGPL, which a program under the
MIT licence should not bring along. Sources: EPUB 3.3 (W3C), OCF for the container.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from html import escape
from io import BytesIO

from pullquote.cache.core.article import Article
from pullquote.cache.core.names import normalize
from pullquote.cache.export.html import article_body

_TYPES = {b"\x89PNG": ("png", "image/png"), b"\xff\xd8\xff": ("jpg", "image/jpeg"), b"GIF8": ("gif", "image/gif")}
_STYLE = (
    "body{line-height:1.5;margin:1em}figure{margin:1.2em 0}img{max-width:100%}"
    "figcaption,.byline,footer{font-size:.85em}"
    ".pullquote{margin:1.2em 0;padding-left:1em;border-left:.2em solid;font-size:1.15em}"
)
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
PictureBytes = Callable[[str], bytes | None]


def book(articles: Iterable[Article], *, title: str, made: datetime, picture: PictureBytes = lambda _: None) -> bytes:
    """Return the bytes of an EPUB of ``articles`` in their order, made at ``made`` (with a time zone).

    ``picture`` returns the bytes of an image address, or ``None`` to leave the picture out. Reproducible: the same
    arguments return the same bytes.
    """
    chapters: list[tuple[str, str, str]] = []
    subjects: dict[str, str] = {}
    pictures: dict[str, tuple[str, str, bytes]] = {}

    def kept(address: str) -> str | None:
        data = picture(address)
        kind = next((kind for magic, kind in _TYPES.items() if data and data.startswith(magic)), None)
        if data is None or kind is None:
            return None
        name = f"pictures/{hashlib.sha256(data).hexdigest()[:16]}.{kind[0]}"
        pictures[name] = (name, kind[1], data)
        return name

    for number, article in enumerate(articles, 1):
        chapters.append((f"chapter{number}.xhtml", article.title, _chapter(article, article_body(article, kept))))
        for tag in article.tags:
            subjects.setdefault(normalize(tag), tag)
    about = _about(title, subjects.values())
    name = "urn:sha256:" + hashlib.sha256("".join(text for _, _, text in chapters).encode()).hexdigest()
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, made, "mimetype", b"application/epub+zip", stored=True)
        _put(archive, made, "META-INF/container.xml", _CONTAINER.encode())
        _put(archive, made, "book/book.opf", _package(about, name, made, chapters, list(pictures.values())).encode())
        _put(archive, made, "book/contents.xhtml", _contents(title, chapters).encode())
        _put(archive, made, "book/style.css", _STYLE.encode())
        for file, _, text in chapters:
            _put(archive, made, f"book/{file}", text.encode())
        for file, _, data in pictures.values():
            _put(archive, made, f"book/{file}", data)
    return buffer.getvalue()


def _put(archive: zipfile.ZipFile, made: datetime, name: str, data: bytes, *, stored: bool = False) -> None:
    entry = zipfile.ZipInfo(name, max(made.astimezone(UTC).timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


def _page(title: str, body: str, language: str = "en", extra: str = "") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"{extra} lang="{escape(language)}" xml:lang="{escape(language)}">\n'
        f'<head><title>{escape(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f"<body>\n{body}</body>\n</html>\n"
    )


def _chapter(article: Article, body: str) -> str:
    return _page(article.title, body, article.language or "en")


def _contents(title: str, chapters: list[tuple[str, str, str]]) -> str:
    items = "".join(f'<li><a href="{file}">{escape(name)}</a></li>\n' for file, name, _ in chapters)
    body = f'<nav epub:type="toc"><h1>{escape(title)}</h1>\n<ol>\n{items}</ol></nav>\n'
    return _page(title, body, extra=' xmlns:epub="http://www.idpf.org/2007/ops"')


def _about(title: str, subjects: Iterable[str]) -> str:
    """Return the elements that say what a book is about: its title, its language, its readers' own tags."""
    said = "".join(f"<dc:subject>{escape(subject)}</dc:subject>" for subject in subjects)
    return f"<dc:title>{escape(title)}</dc:title><dc:language>en</dc:language>{said}"


def _package(
    about: str, name: str, made: datetime, chapters: list[tuple[str, str, str]], pictures: list[tuple[str, str, bytes]]
) -> str:
    manifest = [
        '<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        *(
            f'<item id="c{n}" href="{file}" media-type="application/xhtml+xml"/>'
            for n, (file, _, _) in enumerate(chapters)
        ),
        *(f'<item id="p{n}" href="{file}" media-type="{kind}"/>' for n, (file, kind, _) in enumerate(pictures)),
    ]
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{name}</dc:identifier>{about}'
        f'<meta property="dcterms:modified">{made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</meta></metadata>\n'
        f"<manifest>\n{chr(10).join(manifest)}\n</manifest>\n<spine>{spine}</spine>\n</package>\n"
    )
