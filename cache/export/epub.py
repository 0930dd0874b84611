"""Articles as a book: EPUB 3.3, one chapter an article, with the pictures that are at hand.

Written by hand because the one maintained library for it is under the AGPL, which a program under the
MIT licence should not bring along. Sources: EPUB 3.3 (W3C), OCF for the container.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from itertools import groupby

from msgspec import Struct

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.names import normalize
from pullquote.cache.export.html import article_body

_TYPES = (
    (re.compile(rb"\x89PNG"), "png", "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "jpg", "image/jpeg"),
    (re.compile(rb"GIF8"), "gif", "image/gif"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "webp", "image/webp"),
)
"""The pictures every reading system shows (EPUB 3.3, 3.2): how the bytes begin, the ending, the media type."""
_STYLE = (
    "body{line-height:1.5;margin:1em}figure{margin:1.2em 0}img{max-width:100%}"
    "figcaption,.byline,.facts,footer{font-size:.85em}"
    ".pullquote{margin:1.2em 0;padding-left:1em;border-left:.2em solid;font-size:1.15em}"
    ".cover{margin:0;text-align:center}.cover img{height:100vh}.issue li{margin:.6em 0}.facts{display:block}"
)
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)
_EPUB = ' xmlns:epub="http://www.idpf.org/2007/ops"'
COVER_FILE = "cover.svg"
PictureBytes = Callable[[str], bytes | None]


class Leaf(Struct, frozen=True, kw_only=True):
    """A page of a book: the name of its ``file``, what the contents call it, and its body as XHTML.

    Leaves with the same ``section`` stand under that heading in the contents; one without a title does not stand
    there. ``kind`` says what it is (``epub:type``).
    """

    file: str
    title: str
    body: str
    language: str = "en"
    section: str = ""
    kind: str = ""


class AboutBook(Struct, frozen=True, kw_only=True):
    """What is said of a whole book: its title, when it was made (with a time zone), and what it is about.

    ``cover`` is a picture for its cover, as SVG.
    """

    title: str
    made: datetime
    subjects: Sequence[str] = ()
    description: str = ""
    cover: str = ""


class Pictures:
    """The pictures of a book: each once, by what it shows.

    ``find`` returns the bytes of an address, or ``None`` to leave the picture out.
    """

    def __init__(self, find: PictureBytes) -> None:
        self._find = find
        self.files: dict[str, tuple[str, bytes]] = {}
        """Media type and bytes of each picture, by its name in the book."""

    def keep(self, address: str) -> str | None:
        """Take the picture of an address into the book; return its name there, ``None`` where it cannot be had."""
        data = self._find(address)
        for begins, ending, kind in _TYPES if data else ():
            if data and begins.match(data):
                name = f"pictures/{hashlib.sha256(data).hexdigest()[:16]}.{ending}"
                self.files[name] = (kind, data)
                return name
        return None


def stamp(articles: Iterable[Article], environment: Mapping[str, str]) -> datetime:
    """Return the time that a book of ``articles`` bears: that of the newest, so that the same ones are the same book.

    ``SOURCE_DATE_EPOCH`` in the ``environment`` goes before it, seconds since 1970
    (https://reproducible-builds.org/specs/source-date-epoch). Raises ``UsageError`` where it is no such number.
    """
    if given := environment.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(given), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise UsageError("SOURCE_DATE_EPOCH must be a number of seconds since 1970, or not set.") from error
    times = [when for one in articles if (when := one.updated or one.published or one.fetched)]
    return max(times, default=datetime(1980, 1, 1, tzinfo=UTC))


def book(articles: Iterable[Article], *, title: str, made: datetime, picture: PictureBytes = lambda _: None) -> bytes:
    """Return the bytes of an EPUB of ``articles`` in their order, made at ``made`` (with a time zone).

    ``picture`` returns the bytes of an image address, or ``None`` to leave the picture out. Reproducible: the same
    arguments return the same bytes.
    """
    pictures = Pictures(picture)
    subjects: dict[str, str] = {}
    leaves: list[Leaf] = []
    for number, article in enumerate(articles, 1):
        leaves.append(chapter(number, article, article_body(article, pictures.keep)))
        for tag in article.tags:
            subjects.setdefault(normalize(tag), tag)
    return bind(leaves, AboutBook(title=title, made=made, subjects=tuple(subjects.values())), pictures)


def chapter(number: int, article: Article, body: str, section: str = "") -> Leaf:
    """Return an article as the chapter of a number, counted from 1; ``body`` is its text as XHTML."""
    language = article.language or "en"
    return Leaf(
        file=f"chapter{number}.xhtml",
        title=article.title,
        body=body,
        language=language,
        section=section,
        kind="chapter",
    )


def bind(leaves: Sequence[Leaf], about: AboutBook, pictures: Pictures) -> bytes:
    """Return the bytes of an EPUB of these leaves in their order, the same for the same arguments."""
    pages = [(leaf.file, _page(leaf.title or about.title, leaf.body, leaf.language, leaf.kind)) for leaf in leaves]
    name = "urn:sha256:" + hashlib.sha256("".join(text for _, text in pages).encode()).hexdigest()
    files = [
        ("book/book.opf", _package(name, about, leaves, pictures).encode()),
        ("book/contents.xhtml", _contents(about.title, leaves).encode()),
        ("book/style.css", _STYLE.encode()),
        *([(f"book/{COVER_FILE}", about.cover.encode())] if about.cover else ()),
        *((f"book/{file}", text.encode()) for file, text in pages),
        *((f"book/{file}", data) for file, (_, data) in pictures.files.items()),
    ]
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, about.made, "mimetype", b"application/epub+zip", stored=True)
        _put(archive, about.made, "META-INF/container.xml", _CONTAINER.encode())
        for file, data in files:
            _put(archive, about.made, file, data)
    return buffer.getvalue()


def _put(archive: zipfile.ZipFile, made: datetime, name: str, data: bytes, *, stored: bool = False) -> None:
    entry = zipfile.ZipInfo(name, max(made.astimezone(UTC).timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(entry, data)


def _page(title: str, body: str, language: str = "en", kind: str = "") -> str:
    typed = f' epub:type="{kind}"' if kind else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"{_EPUB} lang="{escape(language)}" xml:lang="{escape(language)}">\n'
        f'<head><title>{escape(title)}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f"<body{typed}>\n{body}</body>\n</html>\n"
    )


def _contents(title: str, leaves: Sequence[Leaf]) -> str:
    """Return the contents as programs read them: sections with their chapters, and where the reading begins."""
    items = ""
    listed = (leaf for leaf in leaves if leaf.title)
    for section, found in groupby(listed, key=lambda leaf: leaf.section):
        lines = "".join(f'<li><a href="{leaf.file}">{escape(leaf.title)}</a></li>\n' for leaf in found)
        items += f"<li><span>{escape(section)}</span>\n<ol>\n{lines}</ol></li>\n" if section else lines
    body = f'<nav epub:type="toc"><h1>{escape(title)}</h1>\n<ol>\n{items}</ol></nav>\n'
    marks = {"cover": ("cover", "Cover"), "toc": ("toc", "Contents"), "chapter": ("bodymatter", "First article")}
    first = {leaf.kind: leaf for leaf in reversed(leaves) if leaf.kind in marks}
    if len(first) > 1:
        places = "".join(
            f'<li><a epub:type="{mark}" href="{first[kind].file}">{words}</a></li>\n'
            for kind, (mark, words) in marks.items()
            if kind in first
        )
        body += f'<nav epub:type="landmarks" hidden="hidden">\n<ol>\n{places}</ol></nav>\n'
    return _page(title, body)


def _package(name: str, about: AboutBook, leaves: Sequence[Leaf], pictures: Pictures) -> str:
    """Return the package document: what is said of the book, its files, and their order."""
    said = f"<dc:title>{escape(about.title)}</dc:title><dc:language>en</dc:language>"
    said += "".join(f"<dc:subject>{escape(subject)}</dc:subject>" for subject in about.subjects)
    if about.description:
        said += f"<dc:description>{escape(about.description)}</dc:description>"
    cover = f'<item id="cover" href="{COVER_FILE}" media-type="image/svg+xml" properties="cover-image"/>'
    manifest = [
        '<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        *([cover] if about.cover else ()),
        *(
            f'<item id="c{number}" href="{leaf.file}" media-type="application/xhtml+xml"/>'
            for number, leaf in enumerate(leaves)
        ),
        *(
            f'<item id="p{number}" href="{file}" media-type="{kind}"/>'
            for number, (file, (kind, _)) in enumerate(pictures.files.items())
        ),
    ]
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(leaves)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:identifier id="id">{name}</dc:identifier>{said}'
        f'<meta property="dcterms:modified">{about.made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</meta></metadata>\n'
        f"<manifest>\n{chr(10).join(manifest)}\n</manifest>\n<spine>{spine}</spine>\n</package>\n"
    )
