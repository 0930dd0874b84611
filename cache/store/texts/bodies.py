"""An article as the library keeps it: two lines of JSON, deflated, one row for each origin of its text.

The first line holds dek and body text, so that a snippet costs a third of reading the article; the second
the article without them. JSON rather than MessagePack because it keeps the offset of a time as the outlet
wrote it. The text is in the blocks as well, which costs next to nothing once deflated.

Annotations are values here and not text, as in ``core.article``.
"""

import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from typing import get_args

import msgspec
from msgspec import Struct

from pullquote.cache.core.article import Article, Origin, Quote, Release, block_text
from pullquote.cache.core.errors import LibraryDamaged
from pullquote.cache.store.file.connection import later
from pullquote.cache.store.file.conversions import sql

ORIGINS: tuple[Origin, ...] = get_args(Origin)
SEARCH_VERSION = 1
"""The version of ``search_text``: the index must be made anew when that function changes."""


class Excerpt(Struct, frozen=True):
    """The dek and text a snippet is cut from, read without the blocks."""

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


# A row of ``body`` is one text of one article: its id is the article's id and the code of the origin in one number.
# Nothing outside this module knows how.
_ORIGINS_EACH = 4
_CODE, _ARTICLE = f"id & {_ORIGINS_EACH - 1}", f"id / {_ORIGINS_EACH}"

SHOWN_BODY = f"b.id = a.id * {_ORIGINS_EACH} + a.shown"
"""SQL: ``body b`` is the text that ``article a`` shows."""
FROM_A_FEED = f"shown < {ORIGINS.index('file')}"
"""SQL: the text an article shows came through a feed, from the entry or from its page."""
ADDED_BY_USER = f"shown = {ORIGINS.index('file')}"
"""SQL: the text an article shows was handed over by the user."""
ORPHANS = sql("{} NOT IN (SELECT id FROM article)", _ARTICLE)
"""SQL: a row of ``body`` whose article is gone."""


def chosen(row: str = "", schema: str = "") -> str:
    """Return the SQL condition: the user starred, tagged, queued or marked something in the article ``row`` (``a.``).

    ``schema`` (``main.``) is where the quote book is.
    """
    marked = clipped(row, schema)
    return f"({row}starred = 1 OR {row}own_tags IS NOT NULL OR {row}queued IS NOT NULL OR {marked})"


def clipped(row: str = "", schema: str = "") -> str:
    """Return the SQL condition: the quote book has something of the article ``row`` (``a.``)."""
    return sql("EXISTS (SELECT 1 FROM {}clipping c WHERE c.article = {}id)", schema, row or "article.")


def bodies_of(article: str) -> str:
    """Return the SQL condition: ``body b`` is a text of the article whose id is the expression ``article``."""
    return f"b.id BETWEEN {article} * {_ORIGINS_EACH} AND {article} * {_ORIGINS_EACH} + {_ORIGINS_EACH - 1}"


_OF_ONE = bodies_of("?1")
_ORIGINS_OF = sql("SELECT {} FROM body b WHERE {}", _CODE, _OF_ONE)
_RAW_ROWS = sql("SELECT id, stored, complete, words, data FROM body b WHERE {}", _OF_ONE)
_DELETE = sql("DELETE FROM body AS b WHERE {}", _OF_ONE)
_TEXTS = sql("SELECT {0}, stored, complete, words, data FROM body b WHERE {1} ORDER BY {0}", _CODE, _OF_ONE)
_SHOWN = sql("SELECT b.data FROM article a JOIN body b ON {} WHERE a.id = ?", SHOWN_BODY)
# Complete texts before others, of these the page's first; among the others its last, for a page that is not complete
# holds less than the feed: a wall, mostly; then by length.
_PREFERRED = sql(
    "SELECT {code}, complete FROM body b WHERE {of_one} ORDER BY complete DESC, "
    "({code} = {page}) = complete DESC, words DESC, id DESC LIMIT 1",
    code=_CODE,
    of_one=_OF_ONE,
    page=str(ORIGINS.index("page")),
)


def origin_code(origin: Origin) -> int:
    """Return the number under which an origin is stored."""
    return ORIGINS.index(origin)


class StoredText(Struct, frozen=True):
    """One text of an article as it is stored. ``stored`` is unix seconds, ``data`` what ``pack`` returned."""

    article: int
    origin: Origin
    stored: int
    complete: bool
    words: int
    data: bytes

    def unpacked(self) -> Article:
        """Return the article as it was packed. Raises ``LibraryDamaged``."""
        return unpack(self.data)


def stored_texts(conn: sqlite3.Connection, article: int) -> list[StoredText]:
    """Return all texts of an article by origin; none where the article is gone."""
    rows = conn.execute(_TEXTS, (article,))
    return [StoredText(article, ORIGINS[row[0]], row[1], bool(row[2]), row[3], row[4]) for row in rows]


def save(conn: sqlite3.Connection, text: StoredText) -> None:
    """Store a text in the place of the one from the same origin."""
    conn.execute(
        "INSERT INTO body (id, stored, complete, words, data) VALUES (?1, ?2, ?3, ?4, ?5) "
        "ON CONFLICT (id) DO UPDATE SET stored = ?2, complete = ?3, words = ?4, data = ?5",
        (_body_id(text.article, text.origin), text.stored, int(text.complete), text.words, text.data),
    )


def preferred(conn: sqlite3.Connection, article: int) -> tuple[Origin, bool]:
    """Return the origin of the text an article should show, and whether that text is complete."""
    row = conn.execute(_PREFERRED, (article,)).fetchone()
    return ORIGINS[row[0]], bool(row[1])


def origins(conn: sqlite3.Connection, article: int) -> list[Origin]:
    """Return where the texts of an article came from."""
    rows = conn.execute(_ORIGINS_OF, (article,))
    return [ORIGINS[code] for (code,) in rows]


def raw_rows(conn: sqlite3.Connection, article: int) -> list[tuple[int, int, int, int, bytes]]:
    """Return the rows of an article's texts as they are, for ``put_raw_rows``."""
    return conn.execute(_RAW_ROWS, (article,)).fetchall()


def put_raw_rows(conn: sqlite3.Connection, rows: Iterable[tuple[int, int, int, int, bytes]]) -> None:
    """Put rows back that ``raw_rows`` returned and that were deleted since."""
    conn.executemany("INSERT INTO body (id, stored, complete, words, data) VALUES (?, ?, ?, ?, ?)", rows)


def delete(conn: sqlite3.Connection, article: int) -> None:
    """Delete all texts of an article."""
    conn.execute(_DELETE, (article,))


def every_text(conn: sqlite3.Connection) -> Iterator[tuple[int, bytes]]:
    """Yield the id of the row and the kept bytes of every text of an article that is there."""
    yield from conn.execute(sql("SELECT id, data FROM body WHERE NOT ({})", ORPHANS))


def delete_one(conn: sqlite3.Connection, row: int) -> int:
    """Delete one text by the id of its row; return its article."""
    conn.execute("DELETE FROM body WHERE id = ?", (row,))
    return row // _ORIGINS_EACH


def _body_id(article: int, origin: Origin) -> int:
    return article * _ORIGINS_EACH + ORIGINS.index(origin)


def pack(article: Article) -> bytes:
    """Return the bytes to keep; the id and the user's tags belong to the row, not to the text."""
    head = _encoder.encode(Excerpt(article.dek, article.text))
    rest = _encoder.encode(msgspec.structs.replace(article, id=None, dek=None, text="", tags=()))
    return zlib.compress(b"%b\n%b" % (head, rest), 6)


def unpack(data: bytes) -> Article:
    """Return the article that ``pack`` stored. Raises ``LibraryDamaged`` where the bytes are not what was kept."""
    try:
        head, _, rest = zlib.decompress(data).partition(b"\n")
        front = msgspec.json.decode(head, type=Excerpt)
        kept = msgspec.json.decode(rest, type=Article)
        keywords = kept.keywords or kept.tags  # where a library before schema 5 kept them
        return msgspec.structs.replace(kept, dek=front.dek, text=front.text, keywords=keywords, tags=())
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _broken() from error


def is_longer(data: bytes, most: int) -> bool:
    """Return whether what was packed is more than ``most`` bytes, without reading more of it than that."""
    try:
        return len(zlib.decompressobj().decompress(data, most + 1)) > most
    except zlib.error:
        return False


def excerpt(data: bytes) -> Excerpt:
    """Return dek and text of a kept article."""
    stream = zlib.decompressobj()
    head, waiting = b"", data
    try:
        while b"\n" not in head and waiting:
            head += stream.decompress(waiting, _STEP)
            waiting = stream.unconsumed_tail
        return msgspec.json.decode(head.partition(b"\n")[0], type=Excerpt)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _broken() from error


def quote_rows(data: bytes) -> Sayings:
    """Return the quotes and releases of a kept article."""
    try:
        return msgspec.json.decode(zlib.decompress(data).partition(b"\n")[2], type=Sayings)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _broken() from error


def images(data: bytes) -> list[str | None]:
    """Return the addresses of the pictures in the text of a kept article, in their order. Raises ``LibraryDamaged``."""
    try:
        found = msgspec.json.decode(zlib.decompress(data).partition(b"\n")[2], type=_Pictured)
    except (zlib.error, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _broken() from error
    return [block.url for block in found.blocks if block.type == "image"]


def load(conn: sqlite3.Connection, article: int, origin: Origin) -> bytes | None:
    """Return the kept bytes of an article's text from one origin."""
    row = conn.execute("SELECT data FROM body WHERE id = ?", (_body_id(article, origin),)).fetchone()
    return row[0] if row else None


def shown(conn: sqlite3.Connection, article: int) -> bytes | None:
    """Return the kept bytes of the text that an article shows."""
    row = conn.execute(_SHOWN, (article,)).fetchone()
    return row[0] if row else None


def search_text(article: Article) -> tuple[str, str, str]:
    """Return what search finds an article by: title and dek; names, authors and tags; everything in the body.

    The index holds no text, and taking a row out of it needs exactly the text that was put in: this
    function depends on the kept article alone. A change needs a new ``SEARCH_VERSION``.
    """
    names = [name for entity in article.entities for name in (entity.name, *entity.aka)]
    names += [*article.byline, *article.keywords]
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


def is_sound(data: bytes) -> bool:
    """Return whether the text of an article can be read."""
    try:
        unpack(data)
    except LibraryDamaged:
        return False
    return True


def _broken() -> LibraryDamaged:
    return LibraryDamaged(
        "The text of an article in the library is damaged. `pullquote doctor` looks the library over."
    )
