"""An article as the library keeps it: two lines of JSON, deflated, one row for each origin of its text.

The first line holds dek and body text, so that a snippet costs a third of reading the article; the second
the article without them. JSON rather than MessagePack because it keeps the offset of a time as the outlet
wrote it. That the text stands in the blocks as well costs next to nothing once deflated.
"""

from __future__ import annotations

import sqlite3
import zlib
from typing import get_args

import msgspec
from msgspec import Struct

from pullquote.cache.core.article import Article, Origin, Quote, Release, block_text
from pullquote.cache.core.errors import LibraryDamaged
from pullquote.cache.store.connection import later

ORIGINS: tuple[Origin, ...] = get_args(Origin)
SEARCH_VERSION = 1
"""The version of ``search_text``: the index must be made anew when that function changes."""


class Excerpt(Struct, frozen=True):
    """What a snippet is cut from, read without the blocks."""

    dek: str | None = None
    text: str = ""


class Sayings(Struct, frozen=True):
    """The quotes of a kept article, read without the blocks."""

    quotes: tuple[Quote, ...] = ()
    releases: tuple[Release, ...] = ()


class _Block(Struct, frozen=True):
    """A block of any kind; an embed has an address too."""

    type: str
    url: str | None = None


class _Pictured(Struct, frozen=True):
    blocks: tuple[_Block, ...] = ()


_STEP = 6_144
_encoder = msgspec.json.Encoder()


def body_id(article: int, origin: Origin) -> int:
    """Give the row of ``body`` for an article's text from one origin."""
    return article * 4 + ORIGINS.index(origin)


def pack(article: Article) -> bytes:
    """Give the bytes to keep; the id belongs to the row, not to the text."""
    head = _encoder.encode(Excerpt(article.dek, article.text))
    rest = _encoder.encode(msgspec.structs.replace(article, id=None, dek=None, text=""))
    return zlib.compress(b"%b\n%b" % (head, rest), 6)


def unpack(data: bytes) -> Article:
    """Give the article back. Raises ``LibraryDamaged`` where the bytes are not what was kept."""
    try:
        head, _, rest = zlib.decompress(data).partition(b"\n")
        front = msgspec.json.decode(head, type=Excerpt)
        return msgspec.structs.replace(msgspec.json.decode(rest, type=Article), dek=front.dek, text=front.text)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _broken() from error


def excerpt(data: bytes) -> Excerpt:
    """Give dek and text of a kept article."""
    stream = zlib.decompressobj()
    head, waiting = b"", data
    try:
        while b"\n" not in head and waiting:
            head += stream.decompress(waiting, _STEP)
            waiting = stream.unconsumed_tail
        return msgspec.json.decode(head.partition(b"\n")[0], type=Excerpt)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _broken() from error


def sayings(data: bytes) -> Sayings:
    """Give the quotes and releases of a kept article."""
    try:
        return msgspec.json.decode(zlib.decompress(data).partition(b"\n")[2], type=Sayings)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _broken() from error


def images(data: bytes) -> list[str | None]:
    """Give the addresses of the pictures in the text of a kept article, in their order. Raises ``LibraryDamaged``."""
    try:
        found = msgspec.json.decode(zlib.decompress(data).partition(b"\n")[2], type=_Pictured)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _broken() from error
    return [block.url for block in found.blocks if block.type == "image"]


def load(conn: sqlite3.Connection, article: int, origin: Origin) -> bytes | None:
    """Give the kept bytes of an article's text from one origin."""
    row = conn.execute("SELECT data FROM body WHERE id = ?", (body_id(article, origin),)).fetchone()
    return row[0] if row else None


def search_text(article: Article) -> tuple[str, str, str]:
    """Give what search finds an article by: title and dek; names, authors and tags; everything in the body.

    The index holds no text, and taking a row out of it needs exactly the text that was put in: this
    function depends on the kept article alone. A change needs a new ``SEARCH_VERSION``.
    """
    names = [name for entity in article.entities for name in (entity.name, *entity.aka)]
    names += [*article.byline, *article.tags]
    body = [text for block in article.blocks if (text := block_text(block))]
    return (
        f"{article.title}\n{article.dek}" if article.dek else article.title,
        "\n".join(names),
        "\n".join(body) if body else article.text,
    )


def index(conn: sqlite3.Connection, row: int, article: Article) -> None:
    """Put an article into the search index."""
    later(conn, "INSERT INTO search (rowid, title, names, body) VALUES (?, ?, ?, ?)", (row, *search_text(article)))


def unindex(conn: sqlite3.Connection, row: int, article: Article) -> None:
    """Take an article out of the search index, as it was put in."""
    later(
        conn,
        "INSERT INTO search (search, rowid, title, names, body) VALUES ('delete', ?, ?, ?, ?)",
        (row, *search_text(article)),
    )


def _broken() -> LibraryDamaged:
    return LibraryDamaged(
        "The text of an article in the library is damaged. `pullquote doctor` looks the library over."
    )
