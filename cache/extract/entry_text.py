"""A feed entry as headline and plain paragraphs: for one whose HTML takes too long to be read.

No tree is built and no pattern looks further than one tag: the time is linear in the size of the entry, whatever is
in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from pullquote.cache.core.article import Document, Paragraph, body_text
from pullquote.cache.core.feed import Entry
from pullquote.cache.core.sanitize import clean_address, clean_line, clean_name, clean_text, first_words

_TAG = re.compile(r"<(/?+)(!?+[a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>|<!--")  # a tag ends before the next one begins
_HIDDEN = frozenset(("script", "style", "template", "noscript"))
_INLINE = frozenset(
    "a abbr b big cite code del em font i img ins kbd mark q s small span strike strong sub sup tt u var wbr".split()
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")


def document_of_text(entry: Entry, *, outlet: str | None) -> Document:
    """Return the article as the feed holds it, without pictures, links and emphasis. Never fails."""
    blocks = tuple(Paragraph(text) for text in _paragraphs(entry.content or entry.summary))
    tags = (clean_name(raw) for raw in entry.categories)
    return Document(
        url=clean_address(entry.link),
        outlet=clean_name(outlet or "") or None,
        title=clean_line(entry.title) or first_words(body_text(blocks)),
        byline=tuple(name for raw in entry.authors if (name := clean_name(raw))),
        published=entry.published,
        updated=entry.updated,
        language=entry.language,
        blocks=blocks,
        keywords=tuple(dict.fromkeys(name for name in tags if name)),
    )


def _paragraphs(source: str) -> Iterator[str]:
    for part in "".join(_visible(source)).split("\n\n"):
        text = clean_text(" ".join(_REFERENCE.sub(lambda found: unescape(found[0]), part).split()))
        if text:
            yield text


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
