"""Bytes of an XML feed as text, and text that is not well-formed as text that is (P6).

A strict parser reads more, and more surely, than a loose one: so what feeds commonly have wrong is put right first.
One bad byte, reference or tag harms itself and nothing around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.entities import html5

from pullquote.cache.core.charsets import byte_order_mark, codec_of

_WIDE = (  # XML 1.0, appendix F: "<" and a letter, without a mark before them
    (re.compile(rb"(?:[\t\n\r ]\0\0\0)*<\0\0\0[^\0]\0\0\0"), "utf-32-le"),
    (re.compile(rb"(?:\0\0\0[\t\n\r ])*\0\0\0<\0\0\0[^\0]"), "utf-32-be"),
    (re.compile(rb"(?:[\t\n\r ]\0)*<\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"(?:\0[\t\n\r ])*\0<\0[^\0]"), "utf-16-be"),
)
_MOST_DOCUMENTS = 4
"""Documents of one feed that are read: some servers send several, one behind the other."""
_LABEL = r"""charset\s*=\s*["']?\s*([\w.:+-]{2,40})"""
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:+-]{2,40})""")

_BAD_BYTES = re.compile("[\udc80-\udcff]+")
_BAD_PART = re.compile(
    rb"(?P<pair>\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf])"  # a pair of surrogates, each as UTF-8
    rb"|(?P<cut>\xed[\xa0-\xbf][\x80-\xbf]|\xe2[\x80-\xbf]|[\xe0-\xef][\x80-\x84\x86-\x90\x98-\xbf]"
    rb"|[\xf0-\xf4][\x80-\xbf]{1,2}|[\xc2\xc3]$)|(?P<nul>\xc0\x80)|.",
    re.DOTALL,
)
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")

_ROOT_OR_COMMENT = re.compile(r"<(?:!--|(?P<name>(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel))(?=[\s>/]))", re.IGNORECASE)
_ENTITY = re.compile(
    r"""<!ENTITY\s{1,9}([\w.-]{1,40})\s{1,9}(?:"(&\#\w{1,8};|[^"<&%]{0,200})"|'(&\#\w{1,8};|[^'<&%]{0,200})')\s{0,9}>"""
)
_REFERENCE = re.compile(
    r"&(?:#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<dec>[0-9]+));?|(?P<name>[a-zA-Z][\w.-]{0,40});)?", re.ASCII
)
_SPECIAL = frozenset(("amp", "lt", "gt", "quot", "apos"))
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_TAG = re.compile(r"""<(?P<end>/?)(?P<name>[a-zA-Z_][\w.:-]*)(?P<rest>(?:[^<>"']|"[^"<]*"|'[^'<]*')*+)>""", re.ASCII)
_ATTRIBUTE = re.compile(r"""([a-zA-Z_][\w.:-]*)(?:\s*=\s*(?:"([^"<]*)"|'([^'<]*)'|([^\s"'<>]+)))?""", re.ASCII)
_EMPTY_IN_HTML = frozenset("area base br col embed hr img input param track wbr".split())
_ENTRIES = frozenset(("item", "entry", "rss:item", "atom:entry"))
_ENTRY_TAGS = ("<item", "</item", "<entry", "</entry")
_LISTS = frozenset(("channel", "feed", "rss", "rdf", "rdf:rdf", "rss:channel", "atom:feed"))
_TEXT_ELEMENTS = "title|description|content:encoded|summary|content|subtitle|tagline|media:title|media:description"
_TEXT_ELEMENT = re.compile(
    rf"(?P<start><(?P<name>{_TEXT_ELEMENTS})(?:\s[^<>]*)?(?<!/)>)"
    r"(?P<text>(?:[^<]++|<(?!/?(?P=name)[\s>]|/?(?:item|entry|channel|feed)[\s>]))*+)(?P<end></(?P=name)\s*>)"
)
_CUT_SECTION = re.compile(r"<[!/]?[\[CDAT]{0,6}$")
_NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "georss": "http://www.georss.org/georss",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "xlink": "http://www.w3.org/1999/xlink",
}
_PREFIX = re.compile(r"(?<=[<\s/])([a-zA-Z_][\w.-]{0,40}):[a-zA-Z_]", re.ASCII)


def feed_documents(data: bytes, content_type: str | None = None) -> list[str]:
    """Return the documents of a feed, mostly one: each from its first tag to its last, without what XML forbids.

    ``content_type`` is the header's value, for its charset. Notices before a document and scripts after it are left
    out, and so are the declaration and the document type; entities that this declares are put in. All of the text
    stands for a document where there is none. Never fails.
    """
    text = _NO_XML.sub("", _decoded(data, content_type))
    found: list[str] = []
    at = 0
    while len(found) < _MOST_DOCUMENTS:
        start, name = _root(text, at)
        if not name:
            break
        end = text.rfind(f"</{name}>", start)
        end = end + len(name) + 3 if end > start else len(text)
        found.append(_with_entities(text[start:end], text[at:start]))
        at = end
    return found or [text]


def _with_entities(body: str, before: str) -> str:
    """Return a document with the entities put in that are declared ``before`` it."""
    entities = {found[1]: found[2] or found[3] or "" for found in _ENTITY.finditer(before)}
    if not entities:
        return body

    def value(found: re.Match[str]) -> str:
        text = entities.get(found[1], found[0])
        return text if text.startswith("&") else text.translate(_ESCAPES)

    return re.sub(r"&([\w.-]{1,40});", value, body)


def mended(text: str) -> Iterator[str]:
    """Yield the text of a feed made well-formed, each time with a stronger hand; see ``feed_documents``.

    First references, stray signs and undeclared prefixes; then HTML that stands unescaped in elements for text; then
    tags that do not match, as at the end of a feed that was cut.
    """
    text = _with_prefixes(_without_sections(_CUT_SECTION.sub("", text)))
    yield text
    text = _TEXT_ELEMENT.sub(_escaped_element, text)
    yield text
    yield _balanced(text)


def _decoded(data: bytes, content_type: str | None) -> str:
    """Return the text of a feed's bytes.

    Order: byte order mark, UTF-16 and UTF-32 without one, UTF-8 if most of what is not ASCII is that, the charset of
    the header, the declared one, windows-1252.
    """
    if found := byte_order_mark(data):
        mark, name = found
        return data[len(mark) :].decode(name, "replace") if name != "utf-8" else decoded_utf8(data[3:], "cp1252")
    for pattern, name in _WIDE:
        if pattern.match(data):
            return data.decode(name, "replace")
    header = re.search(_LABEL, content_type or "", re.IGNORECASE)
    declared = _DECLARED.search(data[:4_096])
    labels = ((header or ("", ""))[1], declared[1].decode("ascii") if declared else "")
    charsets = [codec for label in labels if (codec := codec_of(label)) and not codec.startswith("utf")]
    if b"\x1b" in data and (shifted := next((one for one in charsets if one.startswith("iso2022")), None)):
        return data.decode(shifted, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
    bad = sum(len(run) for run in _BAD_BYTES.findall(text))
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    if not charsets or bad <= good:
        return decoded_utf8(data, charsets[0] if charsets else "cp1252")
    for codec in charsets:
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode(charsets[0], "replace")


def decoded_utf8(data: bytes, other: str = "cp1252") -> str:
    """Return UTF-8 as text; of its bad bytes a character cut short is U+FFFD, others are of the charset ``other``."""
    text = data.decode("utf-8", "surrogateescape")

    def read(part: re.Match[bytes]) -> str:
        if part["pair"]:
            return part[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16")
        if part["nul"]:
            return ""
        return "\ufffd" if part["cut"] else part[0].decode(other, "replace")

    def mend(run: re.Match[str]) -> str:
        raw = run[0].encode("ascii", "surrogateescape")
        if len(raw) == 1 and raw in b"\xc2\xc3" and text[run.end() : run.end() + 1].isalpha():
            return raw.decode(other, "replace")
        return "".join(read(part) for part in _BAD_PART.finditer(raw))

    return _BAD_BYTES.sub(mend, text)


def _root(text: str, begin: int) -> tuple[int, str]:
    """Return where a feed's first tag begins, from ``begin`` on, and its name.

    One inside a comment counts only where there is no other.
    """
    at, has_comments = begin, True
    while found := _ROOT_OR_COMMENT.search(text, at):
        if found["name"]:
            return found.start(), found["name"]
        end = text.find("-->", found.end()) if has_comments else -1
        has_comments = end >= 0
        at = end if has_comments else found.end()
    anywhere = next((found for found in _ROOT_OR_COMMENT.finditer(text, begin) if found["name"]), None)
    return (anywhere.start(), anywhere["name"]) if anywhere else (0, "")


def _without_sections(text: str) -> str:
    """Return a document whose CDATA sections are escaped text, without comments and declarations inside."""
    parts: list[str] = []
    at = 0
    following = {sign: _Following(text, sign) for sign in ("]]>", "-->", "?>", "<![CDATA[", *_ENTRY_TAGS)}
    for opened in re.finditer(r"<!\[CDATA\[|<!--|<\?", text):
        if opened.start() < at:
            continue
        is_cdata = opened[0] == "<![CDATA["
        closing = "]]>" if is_cdata else {"<!--": "-->"}.get(opened[0], "?>")
        end = following[closing].after(opened.end())
        entry = min(following[tag].after(opened.end()) for tag in _ENTRY_TAGS)
        if entry < end and (end == len(text) or (is_cdata and following["<![CDATA["].after(opened.end()) < end)):
            continue  # it ends nowhere, or where another one does: what follows it is not part of it
        parts.append(_with_references(text[at : opened.start()]))
        if is_cdata:
            parts.append(text[opened.end() : end].translate(_ESCAPES))
        at = end + len(closing)
    parts.append(_with_references(text[at:]))
    return "".join(parts)


class _Following:
    """Where a sign stands next in a text, found in one pass over it by one who asks from left to right."""

    def __init__(self, text: str, sign: str) -> None:
        self._text, self._sign, self._found = text, sign, -1

    def after(self, at: int) -> int:
        """Return where the sign begins at ``at`` or later; the length of the text where it does not."""
        if self._found < at:
            found = self._text.find(self._sign, at)
            self._found = found if found >= 0 else len(self._text)
        return self._found


def _with_references(text: str) -> str:
    """Return markup in which ``&`` and ``<`` stand only where XML allows them."""
    text = _REFERENCE.sub(_reference, text)
    text = re.sub("[\ud800-\udbff][\udc00-\udfff]", _paired, text)
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    return re.sub(r"<(?![a-zA-Z_/])|<(?=/[^a-zA-Z_])|<(?=/$)", "&lt;", text).replace("]]>", "]]&gt;")


def _reference(found: re.Match[str]) -> str:
    """Return a reference as XML has it: a name of HTML becomes its character, and ``&`` for itself is escaped."""
    if name := found["name"]:
        if name in _SPECIAL:
            return found[0]
        return html5[f"{name};"].translate(_ESCAPES) if f"{name};" in html5 else f"&amp;{found[0][1:]}"
    digits, base = (found["hex"], 16) if found["hex"] else (found["dec"], 10)
    if not digits:
        return "&amp;"
    code = int(digits, base) if len(digits.lstrip("0")) <= 7 else -1
    if not 0 <= code <= 0x10FFFF:
        return "\ufffd"
    return _NO_XML.sub("", chr(code)).translate(_ESCAPES) if not 0xD800 <= code <= 0xDFFF else chr(code)


def _paired(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _with_prefixes(text: str) -> str:
    """Return a document in which every prefix is declared: in its first tag, where it is nowhere."""
    used = set(_PREFIX.findall(text)) - {"xml", "xmlns"}
    missing = sorted(used.difference(re.findall(r"\sxmlns:([\w.-]{1,40})\s{0,9}=", text)))
    root = re.match(r"<[\w.:-]+", text)
    if not missing or not root:
        return text
    names = "".join(f' xmlns:{prefix}="{_NAMESPACES.get(prefix.lower(), "urn:" + prefix)}"' for prefix in missing)
    return root[0] + names + text[root.end() :]


def _escaped_element(found: re.Match[str]) -> str:
    if "<" not in found["text"] or re.search(r"""type\s*=\s*["'][^"']*x(?:ht)?ml""", found["start"]):
        return found[0]
    return found["start"] + found["text"].replace("<", "&lt;").replace(">", "&gt;") + found["end"]


def _balanced(text: str) -> str:
    """Return markup in which every tag is well-formed and every element ends, at the latest with what is around it."""
    parts: list[str] = []
    opened: list[str] = []
    open_names: Counter[str] = Counter()
    at = 0
    for tag in _TAG.finditer(text):
        parts.append(text[at : tag.start()].replace("<", "&lt;"))
        at = tag.end()
        name = tag["name"]
        if name.lower() in _ENTRIES and not tag["end"]:  # what did not end before an entry does so there
            while opened and opened[-1].lower() not in _LISTS:
                open_names[opened[-1]] -= 1
                parts.append(f"</{opened.pop()}>")
        if tag["end"]:
            while open_names[name]:
                open_names[opened[-1]] -= 1
                parts.append(f"</{opened[-1]}>")
                if opened.pop() == name:
                    break
            continue
        is_empty = tag["rest"].rstrip().endswith("/") or name.lower() in _EMPTY_IN_HTML
        parts.append(f"<{name}{_attributes(tag['rest'])}{'/' if is_empty else ''}>")
        if not is_empty:
            opened.append(name)
            open_names[name] += 1
    parts.append(re.sub(r"<[^<>]*$", "", text[at:]).replace("<", "&lt;"))
    parts.extend(f"</{name}>" for name in reversed(opened))
    return "".join(parts)


def _attributes(text: str) -> str:
    """Return the attributes of a tag, quoted, each name once."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name, (double or single or bare).replace('"', "&quot;"))
    return "".join(f' {name}="{value}"' for name, value in found.items())
