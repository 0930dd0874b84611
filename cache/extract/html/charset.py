"""The charset of a page that declares none, or one that its bytes are not in, by the words in it."""

from __future__ import annotations

import re

_LINE = re.compile(rb"[^<>\x00-\x1f]+")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_LETTER_BEYOND = re.compile(rb"[\x80-\xff]")
_LANGUAGE = re.compile(rb"<html\b[^<>]{0,300}?\blang\s*=\s*[\"']?([a-zA-Z]{2})\b", re.IGNORECASE)
_ENOUGH = 6_000  # bytes
_TOO_FEW = 16  # bytes
_MIN_BEYOND = 0.5
"""Share of the bytes of words with letters beyond ASCII, from which on their script is not Latin."""
_NOT_LATIN = (
    "cp1251", "koi8_r", "cp932", "euc_jp", "cp949", "gb18030", "big5", "cp1253", "cp1255", "cp1256", "cp874",
)  # fmt: skip
_HIRAGANA = b"\xa4"
_MIN_HIRAGANA = 0.1  # share of all bytes
# What browsers read a page in these languages in that declares nothing (HTML, "determining the character encoding"),
# and what else they were written in.
_CENTRAL = ("cp1250", "iso8859_2")
_BY_LANGUAGE = dict.fromkeys(("cs", "hr", "hu", "pl", "ro", "sk", "sl"), _CENTRAL) | {
    "tr": ("cp1254",), "lt": ("cp1257",), "lv": ("cp1257",), "et": ("cp1257",), "vi": ("cp1258",),
}  # fmt: skip


def guess_codec(data: bytes) -> str | None:
    """Return Python's name of the charset that the words of a page are in; ``None`` for Western European, or none.

    Only words with letters beyond ASCII are looked at: those of a page in a script of its own are made of such
    letters, and the Latin alphabets differ in a few, so that only the language that the page states tells them apart.
    """
    lines = _lines_beyond_ascii(data)
    words = b"".join(word for word in _WORD.findall(lines) if not word.isascii())
    if len(words) >= _TOO_FEW and len(_LETTER_BEYOND.findall(words)) >= _MIN_BEYOND * len(words):
        return "euc_jp" if _is_euc_jp(lines) else _best_of(_NOT_LATIN, lines)
    language = _LANGUAGE.search(data[:4096])
    codecs = _BY_LANGUAGE.get(language[1].decode("ascii").lower(), ()) if language else ()
    return _best_of(codecs, lines) or codecs[0] if codecs else None


def _lines_beyond_ascii(data: bytes) -> bytes:
    """Return the first texts between tags that have a byte beyond ASCII."""
    lines: list[bytes] = []
    length = 0
    for line in _LINE.finditer(data):
        if not line[0].isascii():
            lines.append(line[0][:_ENOUGH])
            length += len(lines[-1])
            if length >= _ENOUGH:
                break
    return b"\n".join(lines)


def _is_euc_jp(words: bytes) -> bool:
    """Return whether words are Japanese in EUC-JP: its hiragana begin with a byte that other charsets hardly use."""
    if words.count(_HIRAGANA) < _MIN_HIRAGANA * len(words):
        return False
    try:
        words[: words.rfind(b"\n") if b"\n" in words else None].decode("euc_jp")
    except UnicodeDecodeError:
        return False
    return True


def _best_of(codecs: tuple[str, ...], words: bytes) -> str | None:
    from charset_normalizer import from_bytes  # lazy: 20 ms that a page which says its charset does without

    found = from_bytes(words, cp_isolation=list(codecs)).best()
    return found.encoding if found is not None and found.encoding in codecs else None
