"""Prose in elements that hold none by their name: in figures, in headings, on buttons.

They are renamed in the tree before anything reads it, so that every later step sees plain containers.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice

from pullquote.cache.extract.html.boilerplate import BoxKind, box_kind_of, match_line
from pullquote.cache.extract.html.inline import INLINE_TAGS
from pullquote.cache.extract.html.tree import Node, beginning_of

_MEDIA = (
    "img", "amp-img", "picture", "video", "audio", "iframe", "svg", "canvas", "object", "embed", "table", "pre",
    "blockquote",
)  # fmt: skip
_NO_PROSE = frozenset(("figcaption", "blockquote", "table", "pre"))
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_TITLES = frozenset((*_HEADINGS, "h1", "summary", "dt"))
_MIN_PARAGRAPH = 12  # words; a shorter one may be a caption or a label
_MIN_PROSE = 40  # words; nobody writes so much under a picture, on a button or over a section
_MIN_QUESTION = 3  # words; "Show more" has fewer
_MIN_ANSWER = 8  # words
_MIN_SENTENCE = 20  # characters beside a button
_MAX_BUTTONS = 200  # what is around each is looked at
_MIN_LINKED = 80  # characters of a paragraph in a link
_MIN_ALIKE = 3
_MAX_WORDS = 2_000  # characters of an element that are read to learn what it is
_ORDER = re.compile(
    r"(?:show|hide|see|view|read|open|close|load|expand|collapse|toggle|click|learn|find|get|go|watch|listen|skip|back|"
    r"mehr|alle|weiter|zeige|afficher|voir|lire|masquer|mostrar|ver|leer|mostra|leggi|toon|lees|visa|vis|pokaż)\b",
    re.IGNORECASE,
)
_ENDS = frozenset('.!?…:。！？：»”"|·•')  # after these a new sentence begins
_EMOJI = re.compile(r"(?:^|[ _-])(?:emoji|emoticon|smiley)(?:$|[ _-])", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}[.)]?")
_GOES_ON = frozenset(",.;:!?)’'”»、。，")


def unwrap_prose(root: Node) -> None:
    """Rename the figures, headings and buttons of a page that hold its text, and show what such a button opens."""
    _name_by_role(root)
    _unlink_prose(root)
    _spell_pictures(root)
    if next(root.iter("figure", "button", *_HEADINGS), None) is None:
        return
    for figure in _figures_around_prose(root):
        figure.tag = "div"
    for heading in root.iter(*_HEADINGS):
        if len(_words(heading).split()) >= _MIN_PROSE:
            heading.tag = "div" if heading.find(".//p") is not None else "p"
        _part_number(heading)
    buttons = list(islice(root.iter("button"), _MAX_BUTTONS))
    panels = _controlled(root, buttons)
    for button in buttons:
        words = _words(button)
        if not any(map(str.isalpha, words)) or match_line(words) is not None:
            continue
        panel = panels.get(button.get("aria-controls") or "")
        if _is_alone_in_heading(button):
            button.tag = "span"
            _show(panel)
        elif _is_paragraphs(button, words):
            button.tag = "div"
        elif _is_in_sentence(button):
            button.tag = "span"
        elif (
            len(words.split()) >= _MIN_QUESTION
            and not _ORDER.match(words)
            and _is_answer(panel if panel is not None else _following(button))
        ):
            button.tag = "h3"
            _show(panel)


def _spell_pictures(root: Node) -> None:
    """Put the letter or the sign in the place of a picture that stands for it: a drop cap, an emoji."""
    for image in root.xpath(".//img[@alt and string-length(@alt) <= 8]"):
        alt, tail = image.get("alt").strip(), image.tail or ""
        is_drop_cap = len(alt) == 1 and alt.isupper() and tail[:1].islower()
        is_sign = bool(alt) and not any(map(str.isalnum, alt)) and _EMOJI.search(image.get("class") or "") is not None
        if is_drop_cap or is_sign:
            image.tag, image.text = "span", alt
            image.attrib.clear()


def _unlink_prose(root: Node) -> None:
    """Make plain text of links left open: they go on through the paragraphs behind them, or hold markup as address."""
    links: defaultdict[str, list[Node]] = defaultdict(list)
    for link in root.iter("a"):
        href = link.get("href") or ""
        if "<" in href or ">" in href:
            link.tag = "span"
        elif link.getparent().tag == "p" and (len(link) or len(link.text or "") >= _MIN_LINKED):
            links[href].append(link)
    for alike in (alike for alike in links.values() if len(alike) >= _MIN_ALIKE):
        long = [link for link in alike if len(beginning_of(link, _MIN_LINKED)) >= _MIN_LINKED]
        for link in long if len(long) >= _MIN_ALIKE else ():
            link.tag = "span"


def _name_by_role(root: Node) -> None:
    """Rename elements that are a heading or a list by their role alone (WAI-ARIA) to the tags of these."""
    for node in root.xpath(".//div[@role]|.//span[@role]|.//p[@role]"):
        role = node.get("role")
        if role == "heading":
            level = node.get("aria-level") or "2"
            node.tag = f"h{level}" if level in ("1", "2", "3", "4", "5", "6") else "h2"
        elif role == "list" and len(node) and all(child.get("role") == "listitem" for child in node):
            node.tag = "ul"
            for child in node:
                child.tag = "li"


def _part_number(heading: Node) -> None:
    """Part a number in an element of its own from the words it stands right before: only a style sheet parts them."""
    number = next((node for node in heading.iter() if node is not heading and isinstance(node.tag, str)), None)
    if number is None or len(number) or (heading.text or "").strip():
        return
    digits = (number.text or "").strip()
    following = "".join(heading.itertext()).lstrip()[len(digits) :][:1]
    if _NUMBER.fullmatch(digits) and following.isalpha() and not following.islower():
        number.text = f"{digits.rstrip('.)')}. "


def _figures_around_prose(root: Node) -> list[Node]:
    """Return the figures that hold paragraphs of the article, and not only words about a picture."""
    paragraphs: dict[Node, list[int]] = {}
    for paragraph in root.xpath(".//figure//p"):
        count = len(_words(paragraph).split())
        if count >= _MIN_PARAGRAPH and (figure := _figure_of(paragraph)) is not None:
            paragraphs.setdefault(figure, []).append(count)
    return [figure for figure, counts in paragraphs.items() if _is_prose(figure, counts)]


def _figure_of(paragraph: Node) -> Node | None:
    """Return the figure a paragraph stands in, ``None`` where it stands in none or is about the picture."""
    for node in paragraph.iterancestors():
        if node.tag == "figure":
            return None if box_kind_of(paragraph) is BoxKind.CAPTION else node
        if node.tag in _NO_PROSE or box_kind_of(node) is BoxKind.CAPTION:
            return None
    return None


def _is_prose(figure: Node, counts: list[int]) -> bool:
    if len(counts) >= 2 and sum(counts) >= _MIN_PROSE:
        return True
    return figure.find(".//figcaption") is None and all(figure.find(f".//{tag}") is None for tag in _MEDIA)


def _controlled(root: Node, buttons: list[Node]) -> dict[str, Node]:
    """Return by its id each element that a button opens and closes."""
    names = {name for button in buttons if (name := button.get("aria-controls"))}
    if not names:
        return {}
    return {name: node for node in root.xpath(".//*[@id]") if (name := node.get("id")) in names}


def _is_alone_in_heading(button: Node) -> bool:
    """Return whether all a heading says stands on its button."""
    heading = next((node for node in button.iterancestors() if node.tag not in INLINE_TAGS), None)
    return heading is not None and heading.tag in _TITLES and _words(heading) == _words(button)


def _is_paragraphs(button: Node, words: str) -> bool:
    return len(words.split()) >= _MIN_PROSE and button.find(".//p") is not None


def _is_in_sentence(button: Node) -> bool:
    """Return whether the words on a button continue what is before it, or go on after it."""
    block = next((node for node in button.iterancestors() if node.tag not in INLINE_TAGS), None)
    if block is None or len(_words(block)) < _MIN_SENTENCE + len(_words(button)):
        return False
    before, after = _beside(button, block, after=False), _beside(button, block, after=True)
    return bool(before and before[-1] not in _ENDS) or bool(after and (after[0].islower() or after[0] in _GOES_ON))


def _beside(node: Node, block: Node, *, after: bool) -> str:
    """Return the nearest text before or after an inline element in its paragraph, empty where a line begins or ends."""
    while node is not block:
        sibling = node
        while sibling is not None:
            text = (sibling.tail if after else _text_before(sibling)) or ""
            if text.strip():
                return text.strip()
            sibling = sibling.getnext() if after else sibling.getprevious()
            if sibling is not None and sibling.tag not in INLINE_TAGS:
                return ""
            if sibling is not None and (words := _words(sibling)):
                return words
        node = node.getparent()
    return ""


def _text_before(node: Node) -> str | None:
    """Return the text between an element and what stands before it in the same parent."""
    before = node.getprevious()
    text: str | None = node.getparent().text if before is None else before.tail
    return text


def _following(button: Node) -> Node | None:
    """Return the element after a button, or after the wrapper that holds it alone."""
    node = button
    for _ in range(3):
        if (following := node.getnext()) is not None:
            return following if isinstance(following.tag, str) else None
        parent = node.getparent()
        if parent is None or _words(parent) != _words(button):
            return None
        node = parent
    return None


def _is_answer(panel: Node | None) -> bool:
    """Return whether what a button opens is text and no menu."""
    if panel is None or panel.tag in _TITLES or panel.find(".//nav") is not None:
        return False
    paragraphs = [panel] if panel.tag == "p" else panel.findall(".//p")
    return any(len(_words(p).split()) >= _MIN_ANSWER and p.find(".//a") is None for p in paragraphs)


def _show(panel: Node | None) -> None:
    """Take from an element what hides it until a button is pressed."""
    if panel is None or not _is_answer(panel):
        return
    for name in ("hidden", "aria-hidden", "style"):
        panel.attrib.pop(name, None)


def _words(node: Node) -> str:
    """Return the text of an element, of a long one its beginning."""
    return beginning_of(node, _MAX_WORDS)
