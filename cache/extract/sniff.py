"""What bytes are: HTML, text, Markdown, a saved page (RFC 2557, MHTML), or nothing that holds an article."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from pullquote.cache.core.article import Document
from pullquote.cache.core.errors import ExtractError
from pullquote.cache.extract.html.tree import decode
from pullquote.cache.extract.page import read_page
from pullquote.cache.extract.reimport.json import read_json_export
from pullquote.cache.extract.reimport.markdown import read_markdown_export
from pullquote.cache.extract.text.plain import read_text

if TYPE_CHECKING:
    from email.message import Message

MAX_BYTES = 30_000_000
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title|section|span|table|script|link)\b",
    re.IGNORECASE,
)
_HTML_NAME = re.compile(r"\.(?:x?html?|amp|shtml|php|aspx?)(?:\.gz)?$", re.IGNORECASE)
_MARKDOWN_NAME = re.compile(r"\.(?:md|markdown|mdown)(?:\.gz)?$", re.IGNORECASE)
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a sound"),
    (b"BM6", "a picture"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x7fELF", "a program"),
    (b"OggS", "a sound"),
    (b"ID3", "a sound"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"BZh", "an archive"),
    (b"\xfd7zXZ", "an archive"),
    (b"\x28\xb5\x2f\xfd", "an archive"),
)


def read(
    data: bytes,
    *,
    url: str | None = None,
    content_type: str | None = None,
    name: str | None = None,
    rules: Path | None = None,
) -> Document:
    """Return the article in ``data``, whatever form it was saved in.

    ``name`` is the file's name and ``content_type`` the header's value; both are only believed where the
    bytes leave it open. ``rules`` is a folder of site rules (``site_rules``).

    Raises:
        ExtractError: the bytes hold no article; the sentence says what they are.

    """
    data = _unpack(data)
    _refuse_binary(data)
    if _is_mhtml(data):
        return _read_mhtml(data, url=url, rules=rules)
    text = decode(data, content_type)
    if (article := read_json_export(text) or read_markdown_export(text)) is not None:
        return article
    if is_html(text, content_type, name):
        return read_page(text, url=url, rules=rules)
    _refuse_data(text)
    return read_text(text, url=url, markdown=True if _MARKDOWN_NAME.search(name or "") else None)


def _unpack(data: bytes) -> bytes:
    """Return ``data`` without gzip, undone at most twice and never to more than ``MAX_BYTES``."""
    for _ in range(2):
        if not data.startswith(b"\x1f\x8b"):
            break
        unpacker = zlib.decompressobj(wbits=31)
        try:
            data = unpacker.decompress(data, MAX_BYTES)
        except zlib.error as error:
            raise ExtractError("This gzip file is damaged and cannot be unpacked.") from error
        if unpacker.unconsumed_tail:
            raise ExtractError("This is far too large to be an article once unpacked.")
    if len(data) > MAX_BYTES:
        raise ExtractError("This is far too large to be an article.")
    return data


def is_html(text: str, content_type: str | None = None, name: str | None = None) -> bool:
    """Return whether a text is HTML, by its first tags, else by its header or name."""
    head = text[:5_000].lstrip("\ufeff \t\r\n")
    if re.match(
        r"(?:<\?xml[^>]*+>\s*+|<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
        head,
        re.IGNORECASE | re.DOTALL,
    ):
        return True
    tags = len(_HTML.findall(head))
    if "html" in (content_type or "").lower() or _HTML_NAME.search(name or ""):
        return tags > 0
    return tags >= 2 or (tags > 0 and head.startswith("<"))


def _refuse_binary(data: bytes) -> None:
    """Raise ``ExtractError`` for nothing at all and for files that are no text by their first bytes."""
    if not data.strip():
        raise ExtractError("This is empty: there is nothing to read.")
    if data[4:8] == b"ftyp":
        raise ExtractError("This is a video, not an article.")
    head = data[:2_048].lstrip()
    for signature, what in _SIGNATURES:
        if head.startswith(signature):
            raise ExtractError(f"This is {what}, not an article.")


def _refuse_data(text: str) -> None:
    """Raise ``ExtractError`` for what is text but no prose: JSON, a feed, other XML, binary junk."""
    head = text[:4_000].lstrip("\ufeff \t\r\n")
    if re.match(r'[\[{]\s*(?:["\[{\]}\d]|true|false|null)', head) and re.search(r"[\]}]\s*$", text[-200:]):
        raise ExtractError("This is JSON, not an article.")
    if re.match(r"(?:<\?xml[^>]*+>\s*+|<!--(?>.*?-->)\s*+)*+<(?:rss|feed|rdf:RDF)\b", head, re.DOTALL):
        raise ExtractError("This is a feed, not an article; subscribe to it with `pullquote feeds add`.")
    if head.startswith("<?xml"):
        raise ExtractError("This is XML, not an article.")
    odd = sum(char == "\ufffd" or (char < " " and char not in "\n\r\t\f") for char in head)
    if odd > len(head) / 20 or not re.search(r"\w", text):
        raise ExtractError("These bytes are not text, so there is no article in them.")


def _is_mhtml(data: bytes) -> bool:
    start = data[:2_048].lstrip()[:1_500].lower()
    return b"mime-version:" in start and b"multipart/related" in start


def _read_mhtml(data: bytes, *, url: str | None = None, rules: Path | None = None) -> Document:
    """Return the article of a saved page. Its own ``Content-Location`` is the address unless one is given.

    Raises:
        ExtractError: there is no HTML part, or nothing in it.

    """
    import email  # lazy: 20 ms, and only saved pages need it
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            location = part.get("Content-Location") or message.get("Snapshot-Content-Location")
            return read_page(
                _payload(part),
                url=url or (str(location) if location else None),
                content_type=str(part.get("Content-Type") or ""),
                rules=rules,
            )
    raise ExtractError("This saved page holds no HTML, so there is no article in it.")


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
