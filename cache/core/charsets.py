"""Charsets: what their labels mean on the web, and the marks that bytes begin with."""

from __future__ import annotations

import codecs

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as the mark of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What browsers take a charset for, where Python's of that name knows fewer characters (WHATWG Encoding, "Names and
# labels").
_MEANT = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_UNKNOWN_TO_PYTHON = {"windows-874": "cp874", "dos-874": "cp874", "windows-949": "cp949", "unicode-1-1-utf-8": "utf-8"}
_NO_CHARSET = frozenset(
    ("utf-7", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem")
)


def byte_order_mark(data: bytes) -> tuple[bytes, str] | None:
    """Return the mark that bytes begin with and Python's name of the charset it stands for; ``None`` without one."""
    return next((found for found in _BYTE_ORDER_MARKS if data.startswith(found[0])), None)


def codec_of(label: str) -> str | None:
    """Return Python's name of the charset that a label means, ``None`` for one that is unknown or no charset."""
    label = label.strip().lower()
    while label.startswith("x-"):
        label = label[2:]
    try:
        name = codecs.lookup(_UNKNOWN_TO_PYTHON.get(label, label)).name if label else ""
    except (LookupError, ValueError):
        return None
    if not name or name in _NO_CHARSET or not _is_of_text(name):
        return None
    return _MEANT.get(name, name)


def _is_of_text(name: str) -> bool:
    try:
        return isinstance(b"".decode(name), str)
    except LookupError:  # "hex" and its like
        return False
