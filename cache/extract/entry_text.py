"""A feed entry as headline and plain paragraphs: until its HTML is read, and where that takes too long.

No tree is built and no pattern looks further than one tag: the time is linear in the size of the entry, whatever is
in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from msgspec.structs import replace

from pullquote.cache.core.article import Document, Enclosure, Paragraph, Picture, body_text
from pullquote.cache.core.feed import Entry
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_name, clean_text, first_words
from pullquote.cache.core.urls import absolute_url, address_key

_TAG = re.compile(r"<(/?+)(!?+[a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>|<!--")  # a tag ends before the next one begins
_HIDDEN = frozenset(("script", "style", "template", "noscript"))
_INLINE = frozenset(
    "a abbr b big cite code del em font i img ins kbd mark q s small span strike strong sub sup tt u var wbr".split()
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")

_WAY_ON = re.compile(
    r"<a\s([^<>]{1,4000})>((?:[^<>]|</?(?:b|em|i|span|strong)\b[^<>]{0,200}>){1,200})</a\s*>"
    r"(?:[\s\])»→]|&(?:nbsp|raquo|rarr|#160|#32);|</[a-z][a-z0-9]{0,15}\s*>|<br\s*/?>)*+$",
    re.IGNORECASE,
)
_HREF = re.compile(r"""(?i)\bhref\s*=\s*(?:["']([^"'<>]+)|([^\s"'<>]+))""")
_ENDED = tuple('.!?…>:;»”’")')
"""What a text may end with whose sentence is done, or cut off, before a link; a reference and a tag among it."""
_MOST_WORDS = 6
_SOURCE = re.compile(r"""(?i)\ssrc\s*+=\s*+(?:"([^"<>]*+)"|'([^'<>]*+)'|([^\s"'<>]++))""")
_WORD = re.compile(r"\w+")
_POINT = re.compile(r"""(?i)\s(?:width|height)\s*+=\s*+["']?[0-2]["'\s/>]""")
_MAX_DEK = 400
_MOST_ENCLOSURES = 20


def document_of_text(entry: Entry, *, outlet: str | None) -> Document:
    """Return the article as the feed holds it, without links and emphasis, and one picture at most. Never fails."""
    source = without_way_on(entry.content or entry.summary, entry.link)
    blocks = tuple(Paragraph(text) for text in _paragraphs(source))
    tags = (clean_name(raw) for raw in entry.categories)
    dek = None
    if entry.content and entry.summary.strip():
        summary = without_way_on(entry.summary, entry.link)
        dek = dek_beside("\n".join(_paragraphs(summary)), body_text(blocks))
    return Document(
        url=clean_address(entry.link),
        outlet=clean_name(entry.outlet or outlet or "") or None,
        title=clean_line(entry.title) or first_words(body_text(blocks)),
        dek=dek,
        byline=tuple(name for raw in entry.authors if (name := clean_name(raw))),
        published=entry.published,
        updated=entry.updated,
        language=entry.language,
        lead_image=picture_beside(entry) or _first_picture(source, entry),
        blocks=blocks,
        keywords=tuple(dict.fromkeys(name for name in tags if name)),
        enclosures=enclosures_of(entry),
    )


def text_without_tags(source: str) -> str | None:
    """Return the text of an entry that is no HTML, its references read; ``None`` where it has tags.

    Its lines are as they were written, as in what is said below a video.
    """
    return None if _TAG.search(source) else _read_references(source).replace("\r\n", "\n").strip()


def without_way_on(source: str, link: str | None) -> str:
    """Return an entry's HTML without the few linked words at its end that lead to its own page, "Read more".

    They are told by where they lead, in whatever language; words that end a sentence stay.
    """
    found = _WAY_ON.match(source, source.rfind("<a ")) if link and "<a " in source else None
    if not found or not link or not (to := _HREF.search(found[1])) or len(found[2].split()) > _MOST_WORDS:
        return source
    before = source[: found.start()].rstrip(" \t\n[(\xa0")
    is_own = address_key(absolute_url(unescape(to[to.lastindex or 0]), link)) == address_key(link)
    return before if is_own and before.endswith(_ENDED) and "".join(_visible(before)).strip() else source


def dek_beside(summary: str, text: str) -> str | None:
    """Return the summary of an entry that has content too, ``None`` if it only repeats what its ``text`` says."""
    dek = clean_line(summary, _MAX_DEK)
    if not dek or dek in text:
        return None
    said, told, first = (_in_words(part) for part in (dek, text[: 2 * _MAX_DEK], text.partition("\n\n")[0][:_MAX_DEK]))
    begins = told.startswith(said[:80]) or (len(first.split()) >= _MOST_WORDS and said.startswith(first))
    return None if begins else dek


def _in_words(text: str) -> str:
    """Return the words of a text, for texts to be compared whatever parts their lines."""
    return " ".join(_WORD.findall(text.lower()))


def enclosures_of(entry: Entry) -> tuple[Enclosure, ...]:
    """Return the files that come with an entry; its pictures are shown as such."""
    files = [replace(file, url=url) for file in entry.enclosures if (url := clean_address(file.url))]
    return tuple(file for file in files if file.kind != "Picture")[:_MOST_ENCLOSURES]


def picture_beside(entry: Entry) -> Picture | None:
    """Return the picture an entry is given beside its text: its own, else the first enclosed one."""
    enclosed = (clean_address(file.url) for file in entry.enclosures if (file.type or "").startswith("image/"))
    address = clean_address(entry.image) or next((url for url in enclosed if url), None)
    return Picture(address, caption=clean_line(entry.caption) or None) if address else None


def _first_picture(source: str, entry: Entry) -> Picture | None:
    """Return the picture of the first ``img`` that is more than a point, and whose address can be read."""
    base = clean_address(entry.content_base) or clean_address(entry.link)
    for tag in _TAG.finditer(source):
        if (tag[2] or "").lower() != "img" or tag[1] or _POINT.search(tag[0]):
            continue
        if (found := _SOURCE.search(tag[0])) and (url := absolute_url(unescape(found[found.lastindex or 0]), base)):
            return Picture(url)
    return None


def _paragraphs(source: str) -> Iterator[str]:
    if (text := text_without_tags(source)) is not None:
        parts = ("\n".join(" ".join(line.split()) for line in part.split("\n")) for part in _BLANK_LINE.split(text))
    else:
        parts = (" ".join(_read_references(part).split()) for part in "".join(_visible(source)).split("\n\n"))
    yield from filter(None, map(clean_text, parts))


def _read_references(text: str) -> str:
    return _REFERENCE.sub(lambda found: unescape(found[0]), text)


def _visible(source: str) -> Iterator[str]:
    """Yield what stands between the tags, with an empty line where a block begins or ends."""
    at, hidden = 0, ""
    comment_ends = -1
    for tag in _TAG.finditer(source):
        if tag.start() < comment_ends:
            continue
        name = (tag[2] or "").lower()
        if hidden:
            at = tag.end()
            if tag[1] and name == hidden:
                hidden = ""
            continue
        yield source[at : tag.start()]
        at = tag.end()
        if tag[2] is None:
            comment_ends = source.find("-->", at)
            if comment_ends < 0:
                return
            at = comment_ends = comment_ends + 3
        elif name in _HIDDEN:
            hidden = "" if tag[1] else name
        elif name not in _INLINE:
            yield "\n\n"
    if not hidden:
        yield source[at:]
