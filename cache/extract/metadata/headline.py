"""The headline of a page: what it shows as such, not what was written for a search engine.

A heading often holds more than the headline: the section over it (kicker, Dachzeile, surtitre), a subtitle, a date, a
caption. These are left out where they are named, and where what is left is what the page calls itself elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from msgspec import Struct

from pullquote.cache.core.sanitize import clean_line, unescape
from pullquote.cache.extract.html.inline import INLINE_TAGS, SCREEN_READER_ONLY
from pullquote.cache.extract.html.tree import Node, beginning_of, classes, text_of
from pullquote.cache.extract.metadata import jsonld

_SEPARATOR = re.compile(r"\s+(?:[|·•»«/:‹›~]|[-–—]{1,2}|\|\||::)\s+|\s*[|»｜]\s*")
_WORD = re.compile(r"\w+")
_NO_LETTER = re.compile(r"[\W_]+")
_SIGN = re.compile(r"[:|–—-]")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")
_HEADLINE_CLASS = re.compile(
    r"(?:head-?line|(?:article|post|entry|story|page|content)-?_*(?:title|heading|header))(?:$|[ _-])"
)
# What stands in a heading beside the headline, as outlets of many countries name it in their markup.
_LABEL_CLASS = re.compile(
    r"kicker|eye-?brow|over-?line|top-?line|roof-?line|dachzeile|spitzmarke|rubri[ck](?:$|[ _-])|surtitre|antetitulo|"
    r"volanta|cintillo|occhiello|bovenkop|vignette|stikktit|trompet|strapline|standfirst|unterzeile|subtitulo|bajada|"
    r"sottotitolo|ondertitel|(?:over|pre|super|sub|unter|under)-?_?(?:title|titel|head(?:line|ing)?)(?:$|[ _-])|"
    r"caption|credit|copyright|by-?line|"
    r"(?:^|[ _-])(?:label|flag|badge|tag|category|section|section-(?:name|label|link)|topic|ressort|intro|premium|plus|"
    r"paywall|icon|dek|deck|tagline|author|date|time|datetime|meta|share)(?:$|[ _-])"
)
_LABEL_TAGS = frozenset(("time", "small", "figure", "figcaption", "picture", "button", "nav", "svg", "noscript"))
_MAX_LABEL = 12  # words; what is longer is no label, whatever it is called
_WAY_TO_PAGE = re.compile(r"bread-?crumb|seo-?title")
_OTHER_STORY = re.compile(r"related|teaser|recirc|side-?bar|(?:^|[ _-])(?:comments?|widget|promo)(?:$|[ _-])")
_PLAIN_TAGS = ("h2", "h3", "h4", "b", "strong", "font", "td", "div", "p", "span")
_MAX_INSIDE = 3  # elements
_MAX_AROUND = 5
_MAX_NAMED = 8
_MAX_SECONDS = 5
_MAX_PARTS = 24
_MAX_LETTERS = 4_000  # a heading left open contains the whole page
_MAX_SHOWN = 400
_BETWEEN = " :–—-|·•/»"
_CLOSING = (":", ",", ";", ".", "!", "?")


class _Heading(Struct, frozen=True):
    """What a page shows as a headline.

    ``parts`` are its texts, parted where an element begins or ends; ``text`` is it without those that label it.
    ``level`` is 1 for an ``h1``, 2 for an ``h2`` that is a headline only if the page calls itself so, 0 for what is
    named or marked a headline.
    """

    parts: tuple[str, ...]
    text: str
    level: int

    def find(self, title: str) -> str | None:
        """Return the parts in a row that have the letters of ``title``, ``None`` if none have.

        A colon of ``title`` between a label and the rest that is not shown is kept.
        """
        wanted = _letters(title)
        for start in range(len(self.parts)):
            row = ""
            for end in range(start, len(self.parts)):
                row += _letters(self.parts[end])
                if row == wanted:
                    shown = _join(self.parts[start : end + 1])
                    return shown if len(_SIGN.findall(shown)) >= len(_SIGN.findall(title)) else title
                if not wanted.startswith(row):
                    break
        return None


def find_headline(root: Node, metas: dict[str, list[str]], article: dict[str, Any], outlet: str | None) -> str | None:
    """Return the headline.

    What the page calls itself is in ``og:title``, JSON-LD and ``title``, here without the outlet's name. A heading, or
    a part of one, that is one of these wins; then an ``h1`` (or what is named a headline) that shares most of its words
    with one; then the only ``h1``; else the first of them.
    """
    declared = _declared_titles(root, metas, article, outlet)
    firsts = list(_headings((node, 1) for node in _first_headings(root)))
    if found := _exact(firsts, declared):
        return found
    others = [heading for heading in _headings(_other_headings(root)) if heading.level == 0 or not firsts]
    named = [heading for heading in others if heading.level == 0]
    if found := _exact(others, declared) or _similar(firsts, declared) or _similar(named, declared):
        return found
    if not declared:
        return next((heading.text for heading in (*firsts, *named)), None)
    if len(firsts) == 1 and 4 <= len(firsts[0].text.split()) <= 40 and not _is_outlet_name(firsts[0].text, outlet):
        return firsts[0].text
    return _part_shown(root, declared) or _without_section(declared[0])


def _part_shown(root: Node, declared: list[str]) -> str | None:
    """Return the longest part of a title, between separators, that the page shows by itself, if not as a heading.

    What is behind a first colon is such a part, too: the name of the site may stand before it.
    """
    own = _letters(declared[0])
    longest = (max(_SEPARATOR.split(title)[:_MAX_PARTS], key=len) for title in declared)
    parts = {_letters(part) for part in longest if _is_telling(part)}
    behind = {_letters(rest) for title in declared if _is_telling(rest := title.partition(": ")[2])}
    parts = behind if own in parts else parts | behind
    for node in root.iter(*_PLAIN_TAGS) if parts else ():
        if len(node) <= _MAX_INSIDE and _letters(text := beginning_of(node, _MAX_SHOWN)) in parts:
            return _clean(text)
    return None


def _exact(headings: list[_Heading], declared: list[str]) -> str | None:
    """Return the heading, or the part of one, that is what the page calls itself, in whole or to a separator."""
    telling = [title for title in declared if _is_telling(title)]
    if found := next((text for heading in headings for title in telling if (text := heading.find(title))), None):
        return found
    starts = {_letters(_SEPARATOR.split(title)[0]) for title in declared}
    whole = (heading.text for heading in headings if heading.level == 1 and len(heading.text.split()) > 1)
    return next((text for text in whole if _letters(text) in starts), None)


def _similar(headings: list[_Heading], declared: list[str]) -> str | None:
    """Return the heading that shares most of its words with what the page calls itself."""
    for heading in headings:
        if any(_is_same_story(heading.text, other) for other in declared):
            return next((other for other in declared if _has_section_before(heading.text, other)), heading.text)
    return None


def _declared_titles(root: Node, metas: dict[str, list[str]], article: dict[str, Any], outlet: str | None) -> list[str]:
    """Return what the page calls itself, without the outlet's name, the most trustworthy first."""
    own = (title for title in root.iter("title") if title.getparent() is None or title.getparent().tag != "svg")
    raw = [
        *metas.get("og:title", ())[:1],
        *jsonld.strings(article.get("headline"))[:1],
        *metas.get("twitter:title", ())[:1],
        *metas.get("parsely-title", ())[:1],
        *metas.get("dc.title", ())[:1],
        *jsonld.strings(article.get("name"))[:1],
        *(text_of(title) for title in islice(own, 1)),
    ]
    titles = [title for text in raw if (title := _without_outlet(_clean(text), outlet))]
    return list(dict.fromkeys(form for title in titles for form in (title, _without_section(title))))


def _first_headings(root: Node) -> Iterator[Node]:
    """Yield every ``h1``, those marked as the headline first."""
    yield from sorted(root.iter("h1"), key=lambda node: not _is_marked(node))


def _other_headings(root: Node) -> Iterator[tuple[Node, int]]:
    """Yield what is marked or named a headline with level 0, then the first ``h2`` of the article with level 2."""
    yield from ((node, 0) for node in root.iter("h2", "h3") if _is_marked(node))
    named = (node for node in root.iter("h2", "h3", "h4", "div", "span", "p") if _HEADLINE_CLASS.search(classes(node)))
    yield from ((node, 0) for node in islice((node for node in named if not _is_container(node)), _MAX_NAMED))
    yield from ((node, 2) for node in root.xpath(".//*[self::article or self::main]//h2")[:_MAX_SECONDS])


def _is_marked(node: Node) -> bool:
    """Return whether microdata marks an element as the headline."""
    return "headline" in (node.get("itemprop") or "").lower().split()


def _headings(found: Iterable[tuple[Node, int]]) -> Iterator[_Heading]:
    """Yield the headings of some elements, each once, without those that are beside the article."""
    seen: set[tuple[str, ...]] = set()
    for node, level in found:
        heading = _read_heading(node, level)
        if heading is not None and heading.parts not in seen and not _is_beside(node):
            seen.add(heading.parts)
            yield heading


def _is_container(node: Node) -> bool:
    """Return whether an element that is named a headline holds more than that, such as a dek or a byline."""
    return sum(child is not node for child in node.iter("h1", "h2", "h3", "h4", "div", "p", "ul", "time")) > 1


def _is_beside(heading: Node) -> bool:
    """Return whether a heading is one of a menu, of the way to the page or, if no ``h1``, of another story.

    German outlets set what they write for search engines as ``h1`` into the breadcrumbs and the headline below as
    ``h2``.
    """
    for place in (heading, *islice(heading.iterancestors(), _MAX_AROUND)):
        name = classes(place)
        if place.tag in ("nav", "footer") or "breadcrumb" in " ".join(place.attrib) or _WAY_TO_PAGE.search(name):
            return True
        if heading.tag != "h1" and (place.tag == "aside" or _OTHER_STORY.search(name)):
            return True
        if place.tag in ("article", "main", "body"):
            return False
    return False


def _read_heading(node: Node, level: int) -> _Heading | None:
    """Return a heading, ``None`` where it has no words or far too many."""
    texts = list(_texts(node, is_label=False))
    parts = [text for text, _ in texts]
    whole = _join(parts) if sum(map(len, parts)) <= _MAX_LETTERS else ""
    if not whole or len(whole) > _MAX_SHOWN:
        return None
    bare = _join(text for text, is_label in texts if not is_label)
    text = bare if _letters(bare) else whole
    return _Heading(tuple(parts) if len(parts) <= _MAX_PARTS else (whole,), text, level)


def _texts(node: Node, *, is_label: bool) -> Iterator[tuple[str, bool]]:
    """Yield the texts below an element, and whether each only labels the headline; a blank where a block meets them."""
    yield node.text or "", is_label
    for child in node:
        if isinstance(child.tag, str) and child.tag not in ("script", "style"):
            label = is_label or _is_label(child)
            border = "" if child.tag in INLINE_TAGS and label is is_label else " "
            yield border, is_label
            yield from _texts(child, is_label=label)
            yield border, is_label
        yield child.tail or "", is_label


def _is_label(node: Node) -> bool:
    """Return whether an element in a heading is named as something else than the headline."""
    name = classes(node)
    is_named = node.tag in _LABEL_TAGS or (
        not name.isspace() and (_LABEL_CLASS.search(name) or SCREEN_READER_ONLY.search(name))
    )
    return bool(is_named) and len("".join(node.itertext()).split()) <= _MAX_LABEL


def _join(texts: Iterable[str]) -> str:
    """Return texts as one line; where two words meet without a blank, as ``<span>News</span>Title``, with one."""
    out = ""
    for text in texts:
        if out.endswith(" ") and text[:1] in _CLOSING:
            out = out.rstrip()
        elif len(out) > 3 and out[-4:].isalpha() and out[-1].islower() and text[:1].isupper():
            out += " "
        out += text
    return _clean(out).lstrip(_BETWEEN)


def _clean(text: str) -> str:
    """Return a title as one line, read once more where its markup was escaped twice."""
    return clean_line(unescape(text) if _ENTITY.search(text) else text)


def _letters(text: str) -> str:
    """Return what makes two spellings of a title one: its letters and digits, without case."""
    return _NO_LETTER.sub("", text).casefold()


def _is_telling(title: str) -> bool:
    """Return whether a title is long enough to be told from the name of a section."""
    return len(_words(title)) >= 3 or (not title.isascii() and len(_letters(title)) >= 8)


def _is_same_story(visible: str, declared: str) -> bool:
    """Return whether two headlines are of the same story: most words of the shorter are in the longer."""
    first, second = set(_words(visible)), set(_words(declared))
    if not first or not second:
        return False
    common = len(first & second)
    shorter = min(len(first), len(second))
    if shorter < 3:
        return first == second or (common == shorter and len(first) >= len(second) / 2)
    return common / shorter >= 0.5 and len(first) >= 0.3 * len(second)


def _has_section_before(visible: str, declared: str) -> bool:
    """Return whether a visible headline is the declared one with its section before it ("News" + headline)."""
    long, short = _words(visible), _words(declared)
    if long[:1] in (["the"], ["an"]) or ":" in visible:
        return False
    return 0 < len(long) - len(short) <= 2 and len(short) >= 4 and long[-len(short) :] == short


def _is_outlet_name(text: str, outlet: str | None) -> bool:
    """Return whether a heading is little more than the outlet's name."""
    return bool(outlet) and "".join(_words(outlet or "")) in "".join(_words(text)) and len(text.split()) <= 6


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower().replace("’", "").replace("'", "")) if len(word) > 1]


def _without_outlet(title: str, outlet: str | None) -> str:
    """Return a title without the outlet's name, and a section before it, at its end or its start."""
    if title.count(" > ") >= 2:
        title = title.rpartition(" > ")[2]  # breadcrumbs before the headline
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return title
    name = "".join(_words(outlet or ""))
    last, first = "".join(_words(parts[-1])), "".join(_words(parts[0]))
    if name and (last == name or (len(last) > 3 and (last in name or name in last) and len(parts[-1]) < 40)):
        return title[: title.rindex(parts[-1])].rstrip(" |·•»«/:–—-")
    if name and (first == name or (first.startswith(name) and ">" in parts[0])):
        return title[title.index(parts[0]) + len(parts[0]) :].lstrip(" |·•»«/:–—-")
    return title


def _without_section(title: str) -> str:
    """Return a title without the section or the site behind its last bar."""
    headline, bar, section = title.rpartition("|")
    return headline.rstrip(" |") if bar and len(section.split()) <= 4 and len(headline.split()) >= 4 else title
