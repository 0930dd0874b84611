"""Bytes to characters, the way a browser finds the charset.

Order: byte order mark, the header's charset, the page's own ``<meta>`` (first 2 kB, WHATWG "prescan a
byte stream"), UTF-8 if the bytes are that, windows-1252. A declared charset that does not fit gives way
to UTF-8 where that fits. Latin-1 and ASCII mean windows-1252 (WHATWG Encoding, "Names and labels").
"""

from __future__ import annotations

import codecs
import re

_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([a-zA-Z0-9_.-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LATIN = frozenset(("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii", "iso8859-1", "iso-8859-15", "cp1252"))


def decode(data: bytes, content_type: str | None = None) -> str:
    """Return the text of a page; bytes that fit no charset become U+FFFD. Never fails."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    declared = [match[1] for match in [_HEADER.search(content_type or "")] if match]
    declared += [
        match[1].decode("ascii", "replace") for match in (_XML.search(data[:200]), _META.search(data[:4096])) if match
    ]
    for name in declared:
        codec = _codec(name)
        if codec is None:
            continue
        try:
            return data.decode(codec)
        except (UnicodeError, ValueError):
            continue
    text = data.decode("utf-8", "replace")
    # A page cut inside a character, or with a few broken bytes, is still UTF-8.
    if text.count("\ufffd") <= max(2, len(data) // 2_000):
        return text
    for name in (*declared, "windows-1252"):
        if codec := _codec(name):
            return data.decode(codec, "replace")
    return data.decode("windows-1252", "replace")


def _codec(name: str) -> str | None:
    """Return the codec for a charset label, or ``None``; what is no text encoding is refused."""
    name = name.lower()
    if name in _LATIN:
        return "windows-1252"
    if name.startswith(("utf-16", "utf16")):
        return "utf-8"  # a page that could say so in ASCII is not UTF-16
    try:
        info = codecs.lookup(name)
    except LookupError:
        return None
    return (
        info.name
        if getattr(info, "_is_text_encoding", True) and info.name not in ("utf-7", "idna", "punycode")
        else None
    )
