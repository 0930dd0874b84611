"""The one gate: untrusted text in, text that is safe in a terminal out.

Neither Textual nor Rich removes terminal escapes from text it shows, so every foreign string passes
here before it is stored and again before it is shown or printed. Removing the control characters
themselves, rather than whole sequences, cannot be fooled: what is left of a sequence is plain text.

Removed: C0 but line feed and tab, DEL, C1, lone surrogates, bidirectional controls, BOM, soft hyphens, Mongolian
vowel separator, tags, interlinear marks, noncharacters. U+2028 and U+2029 become line feeds. Joiners
(ZWJ, ZWNJ) stay only inside words and emoji. At most eight combining marks stand in a row.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache, lru_cache

TITLE_LENGTH = 1_000
NAME_LENGTH = 200
ADDRESS_LENGTH = 4_096
MARKS_IN_A_ROW = 8
FIRST_WORDS_LENGTH = 100
"""Code points of a title made of a text's first words."""

_DROP = (
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and line feed, DEL, C1
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # bidi controls, invisible operators
    "\u180e\ufeff\ufff9-\ufffb"
    "\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff"
    "\U000e0000-\U000e007f"
    "]+"
)
_LINES = "\r\n|[\r\u0085\u2028\u2029\x0b\x0c]"
_JOINERS = "\u200c\u200d"
_JOINER = f"[{_JOINERS}]+"
_WESTERN = codecs.lookup("cp1252")
_C0 = bytes(set(range(32)) - {9, 10}) + b"\x7f"
_SUSPECT = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u0300-\u036f\u0483-\u0489\u0591-\u061c\u064b-\u0670\u06d6-\u06ed\u0900-\u109f"
    "\u135d-\u1cff\u1dc0-\u1dff\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20d0-\u20ff\u2de0-\u2dff\u302a-\u309a"
    "\ua66f-\uabed\ud800-\udfff\ufb1e\ufdd0-\ufdef\ufe00-\ufe2f\ufeff\ufff9-\uffff\U000101fd-\U0010ffff]"
)
_OTHER_SPACE = r"\t\n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Strings: compiled on use, which most piped commands do without.
_SENTENCE = r".{15,}?(?:[.!?…](?=[”\"’»)]?\s)[”\"’»)]?|[。！？])"
_LONG_REFERENCE = r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?"
_SURROGATES = r"&#(5[56][0-9]{3}|[xX][dD][89abAB][0-9a-fA-F]{2});&#(5[67][0-9]{3}|[xX][dD][c-fC-F][0-9a-fA-F]{2});"
_RUNS = f"[{_OTHER_SPACE}][ {_OTHER_SPACE}]*| [ {_OTHER_SPACE}]+"  # all white space but one blank
_MANY_SIGNS = rf"[^\w\s\x00-\u02ff]{{{MARKS_IN_A_ROW + 1},}}"  # no letter, number or blank: marks are among these
_SCHEME = r"[a-zA-Z][a-zA-Z0-9+.-]*:"
_SAFE = "a-zA-Z0-9/%:@!$&'()*+,=~._-"  # no semicolon: one that ends a path is no part of it
_PLAIN_ADDRESS = rf"https?://[a-z0-9._-]++(?:/[{_SAFE}]*+)?(?:\?[?{_SAFE}]++)?(?:#[?{_SAFE}]++)?"


def clean_text(text: str, limit: int | None = None) -> str:
    """Return ``text`` without anything a terminal would act on; line feeds and tabs stay.

    ``limit`` caps the length in code points; a cut text ends in an ellipsis. Idempotent.
    """
    text = text.replace("\u00ad", "")  # a place to break a line; no letter, though Windows-1252 has it
    if not _western(text) and _suspect().search(text):
        text = re.sub(_LINES, "\n", text)
        text = re.sub(_DROP, "", text)
        text = re.sub(_JOINER, lambda m: _keep_joiner(m, text), text)
        text = _limit_marks(text)
    if limit is not None and len(text) > limit:
        text = text[: limit - 1].rstrip().rstrip(_JOINERS) + "…"
    return text


def mend_references(text: str) -> str:
    """Return HTML without references to what is no character: a pair of surrogates is the one that both stand for.

    A number that no character has becomes U+FFFD, however long it is.
    """
    if "&#" not in text:
        return text
    return re.sub(_LONG_REFERENCE, "\ufffd", re.sub(_SURROGATES, _character_of_pair, text))


def _character_of_pair(pair: re.Match[str]) -> str:
    units = (int(digits[1:], 16) if digits[0] in "xX" else int(digits) for digits in pair.groups())
    data = b"".join(unit.to_bytes(2, "big") for unit in units)
    return data.decode("utf-16-be", "replace")


def unescape(text: str) -> str:
    """Return text with the references of HTML as characters; see ``mend_references`` for those that are none."""
    from html import unescape  # lazy: printing an article has none

    return unescape(mend_references(text))


def clean_line(text: str, limit: int | None = TITLE_LENGTH) -> str:
    """Return ``text`` as one line: cleaned, white space folded to single blanks, ends trimmed."""
    cleaned = clean_text(text)
    if not cleaned.isprintable() or "  " in cleaned:  # all white space but the blank is unprintable (str.isprintable)
        cleaned = re.sub(_RUNS, " ", cleaned)
    return clean_text(cleaned.strip(), limit)


def first_words(text: str) -> str | None:
    """Return the first sentence of a text as the title of a post without one; ``None`` for an empty text.

    A sentence longer than ``FIRST_WORDS_LENGTH`` is cut after a word.
    """
    line = clean_line(text.lstrip().partition("\n")[0])
    sentence = re.match(_SENTENCE, line)
    title = sentence[0] if sentence else line
    if len(title) > FIRST_WORDS_LENGTH:
        title = title[:FIRST_WORDS_LENGTH].rpartition(" ")[0].rstrip(" ,;:–—-") or title[:FIRST_WORDS_LENGTH]
        return title + "…"
    return title or None


def clean_name(text: str) -> str:
    """Return a name (author, outlet, person) as one line of at most ``NAME_LENGTH``."""
    return clean_line(text, NAME_LENGTH)


@lru_cache(1024)  # an article's own address comes several times
def clean_address(address: str | None) -> str | None:
    """Return an http(s) address in plain ASCII that is safe to print and to open, or ``None``.

    Everything outside the characters RFC 3986 allows is percent-encoded, an international host becomes
    its IDNA 2008 form, and user name and password are removed. Addresses longer than ``ADDRESS_LENGTH``,
    without a host, or of any other scheme give ``None``.
    """
    if not address:
        return None
    if is_plain_address(address):
        return address
    text = re.sub(_DROP, "", address.strip())
    if not text or len(text) > ADDRESS_LENGTH or any(c in text for c in "\t\n\r"):
        return None
    if not re.match(_SCHEME, text):
        return None
    from urllib.parse import quote, urlsplit  # lazy: printing an article takes no address apart

    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    ascii_host = host if host.isascii() else _idna(host)
    if not re.fullmatch(r"[a-z0-9._:%-]+", ascii_host, re.IGNORECASE):
        return None
    netloc = f"[{ascii_host}]" if ":" in ascii_host else ascii_host
    if port is not None:
        netloc += f":{port}"
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    fragment = quote(parts.fragment, safe="/%:@!$&'()*+,;=~-._?")
    result = f"{parts.scheme.lower()}://{netloc}{path}"
    if parts.query:
        result += f"?{query}"
    if parts.fragment:
        result += f"#{fragment}"
    return result if len(result) <= ADDRESS_LENGTH else None


def is_plain_address(address: str) -> bool:
    """Return whether an address is one that ``clean_address`` leaves as it is, told at a glance: most of them are."""
    return len(address) <= ADDRESS_LENGTH and re.fullmatch(_PLAIN_ADDRESS, address) is not None


def _idna(host: str) -> str:
    """Return the ASCII form of a host (IDNA 2008 after UTS 46, as browsers have it), empty where it has none.

    What IDNA 2008 refuses and browsers take, such as signs, has the form of IDNA 2003.
    """
    import idna  # lazy: 10 ms; few addresses need it

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except UnicodeError:
        pass
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _western(text: str) -> bool:
    """Return whether ``text`` is safe as it is, written in the letters of Windows-1252, which has no other controls."""
    if text.isascii():  # at half the cost: most texts of a feed
        data = text.encode()
    else:
        try:
            data, _ = _WESTERN.encode(text)
        except UnicodeEncodeError:
            return False
    return len(data) == len(data.translate(None, _C0))


@cache
def _suspect() -> re.Pattern[str]:
    """Return the pattern of what may need cleaning, compiled on first use: it takes as long as printing an article."""
    return re.compile(_SUSPECT)


def _keep_joiner(match: re.Match[str], text: str) -> str:
    """Keep one joiner between two letters, marks or symbols; drop it anywhere else."""
    start, end = match.span()
    if start == 0 or end == len(text):
        return ""
    around = unicodedata.category(text[start - 1])[0] + unicodedata.category(text[end])[0]
    return match[0][0] if all(kind in "LMS" for kind in around) else ""


def _limit_marks(text: str) -> str:
    """Drop combining marks beyond ``MARKS_IN_A_ROW`` in one run."""
    return re.sub(_MANY_SIGNS, lambda signs: _without_many_marks(signs[0]), text)


def _without_many_marks(signs: str) -> str:
    out: list[str] = []
    run = 0
    for char in signs:
        if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me"):
            run += 1
            if run > MARKS_IN_A_ROW:
                continue
        else:
            run = 0
        out.append(char)
    return "".join(out)
