"""The lines right under the headline of a page, where nothing but their words says who wrote it and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pullquote.cache.core.times.dates import find_date
from pullquote.cache.core.times.words import MONTH_NUMBERS, SHORT_WEEKDAYS, WEEKDAY_NUMBERS
from pullquote.cache.extract.html.inline import INLINE_TAGS, SKIPPED_TAGS, comparison_key, count_words
from pullquote.cache.extract.html.tree import Node, beginning_of, classes
from pullquote.cache.extract.metadata.authors import is_labelled, is_name, without_label

_MAX_LINE = 110  # characters
_MAX_READ = 700  # characters under the headline
_MAX_ELEMENTS = 60
_MAX_HEADLINES = 200
_PLAIN = ("h2", "h3", "h4", "div", "p", "td", "span", "font", "b", "strong", "center")
_LISTED = frozenset(("ul", "ol", "nav", "aside", "form", "figure", "table"))
_PARTS = re.compile(r"[|•·—–/,;()\[\]\n　]|\s-\s|\bon\b|\d[\d.:/年月日년월일]*")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*){1,3}")
_LETTERS_ALONE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,12}")
_PARTICLES = frozenset(
    ("de", "del", "van", "von", "der", "den", "da", "di", "du", "la", "le", "al", "el", "bin", "y", "e")
)
_DAYS_AND_MONTHS = (*MONTH_NUMBERS, *WEEKDAY_NUMBERS, *(day.lower() for day in SHORT_WEEKDAYS), "tues", "thurs")
_NO_NAME = re.compile(
    r"\b(?:posted|published|updated|submitted|filed|last|modified|written|created|news|films?|movies?|tv|television|"
    r"music|reviews?|features?|interviews?|entertainment|culture|celebrity|comments?|repl(?:y|ies)|views?|share|print|email|"
    rf"read|{'|'.join(_DAYS_AND_MONTHS)})\b",
    re.IGNORECASE,
)
_DEK = re.compile(
    r"(?:^|[ _-])(?:dek|deck|stand-?first|sub-?titles?|sub-?head(?:line|ing)?|summary|strap(?:-?line)?|excerpt|"
    r"cha?peau|chapo|vorspann|lead|lede|synopsis|entradilla|bajada|ingress|announce|abstract)(?=$|[ ])"
)
_SURELY_DEK = re.compile(
    r"(?:^|[ _-])(?:dek|deck|stand-?first|sub-?titles?|sub-?head(?:line|ing)?|strap(?:-?line)?)(?=$|[ ])"
)
_DEK_TAGS = frozenset(("h2", "h3", "h4", "p", "div", "span", "section"))
_HEADINGS = ("h2", "h3", "h4")
_MIN_SENTENCE = 8  # words
_NO_DEK = ("img", "h1", "time", "form", "ul", "table", "iframe", "video")
_MIN_DEK = 4  # words
_MAX_DEK = 400  # characters
_MIN_TEXT = 40  # characters of the text that follows


def dek_under_headline(root: Node, title: str | None, *, surely: bool = False) -> str | None:
    """Return what the page shows right under its headline and names a dek, where text follows it.

    Only what is ``surely`` one, if that is asked for: some names of deks are names of the first paragraph elsewhere.
    """
    headline = _headline(root, comparison_key(title or ""))
    if headline is None:
        return None
    found: Node = None
    for node in islice(_elements_after(headline), _MAX_ELEMENTS):
        if found is not None:
            is_text = node.tag == "p" and found not in (node, *node.iterancestors())
            if is_text and len(beginning_of(node, _MIN_TEXT)) >= _MIN_TEXT:
                return beginning_of(found, _MAX_DEK)
        elif node.tag in _DEK_TAGS and _is_named_dek(node, surely=surely) and _is_dek(node):
            found = node
        elif node.tag == "p" and len(beginning_of(node, _MAX_DEK)) >= _MAX_DEK:
            return None
    return None


def _is_named_dek(node: Node, *, surely: bool) -> bool:
    if node.get("itemprop") in ("description", "alternativeHeadline"):
        return True
    if node.tag in _HEADINGS and node.getprevious() is not None and node.getprevious().tag == "h1":
        words = beginning_of(node, _MAX_DEK)
        return count_words(words) >= _MIN_SENTENCE and words.endswith((".", "!"))
    return (_SURELY_DEK if surely else _DEK).search(classes(node)) is not None


def _is_dek(node: Node) -> bool:
    words = beginning_of(node, _MAX_DEK)
    is_plain = not any(node.find(f".//{tag}") is not None for tag in _NO_DEK)
    return is_plain and len(words) <= _MAX_DEK and count_words(words) >= _MIN_DEK and len(node.findall(".//p")) < 2


def _elements_after(headline: Node) -> Iterator[Node]:
    for place in (headline, *headline.iterancestors()):
        if place.tag in ("body", "html"):
            return
        for node in place.itersiblings():
            yield from node.iter() if isinstance(node.tag, str) else ()


def lines_under_headline(root: Node, title: str | None) -> tuple[str, ...]:
    """Return the short lines that follow the headline of a page, up to the first that may be text."""
    headline = _headline(root, comparison_key(title or ""))
    if headline is None:
        return ()
    text = ""
    for part in _following(headline):
        text += part
        if len(text) > _MAX_READ:
            break
    lines: list[str] = []
    for line in (" ".join(line.split()) for line in text.split("\n")):
        if len(line) > _MAX_LINE:
            break
        if line:
            lines.append(line)
    return tuple(lines)


def names_in_line(line: str) -> list[str]:
    """Return the name in a line that says by its words, or by a date in it, that it is a byline."""
    is_dated = find_date(line) is not None
    for part in _PARTS.split(line):
        part = part.strip(" .:-")
        is_said = is_labelled(part)
        name = without_label(part) if is_said else part
        if not (is_said or is_dated) or _NO_NAME.search(name):
            continue
        if is_said and _LETTERS_ALONE.fullmatch(name):
            return [name]
        if _NAME.fullmatch(name) and _is_capital(name) and is_name(name):
            return [name]
    return []


def _is_capital(name: str) -> bool:
    return all(not word[0].islower() for word in name.split() if word not in _PARTICLES)


def _headline(root: Node, title: str) -> Node | None:
    """Return the element that shows the title of the page and nothing else."""
    longest = 2 * len(title) + 40
    for tags in (("h1",), _PLAIN) if title else ():
        for node in islice(root.iter(*tags), _MAX_HEADLINES):
            words = beginning_of(node, longest)
            if len(words) <= longest and comparison_key(words) == title:
                return node
    return next(root.iter("h1"), None)


def _following(headline: Node) -> Iterator[str]:
    """Yield what stands behind an element, with a line feed wherever a block begins or ends."""
    place = headline
    yield _tail(headline)
    for _ in range(_MAX_ELEMENTS):
        node = place.getnext()
        if node is None:
            parent = place.getparent()
            if parent is None or parent.tag in ("body", "html"):
                return
            yield _tail(parent)
            place = parent
            continue
        if isinstance(node.tag, str) and node.tag not in SKIPPED_TAGS and node.tag not in _LISTED:
            yield from _inside(node)
        yield _tail(node)
        place = node


def _inside(node: Node) -> Iterator[str]:
    border = " " if node.tag in INLINE_TAGS else "\n"
    yield border + (node.text or "").replace("\n", " ")
    for child in node:
        if isinstance(child.tag, str) and child.tag not in SKIPPED_TAGS:
            yield from _inside(child)
        yield (child.tail or "").replace("\n", " ")
    yield border


def _tail(node: Node) -> str:
    border = " " if node.tag in INLINE_TAGS else "\n"
    return border + (node.tail or "").replace("\n", " ")
