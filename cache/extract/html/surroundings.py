"""What stands around an article and would pass for one: columns beside it, comments, dialogs, rows of other stories.

They are removed from the tree before the main text is looked for, for any of them may be longer than a short article.
Each is known by how it is built or named, and only where the page has text besides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import lru_cache

from pullquote.cache.extract.html.tree import Node, beginning_of, drop, text_of

_MIN_PARAGRAPH = 80  # characters
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MAX_LEVELS = 9  # elements from the button under a comment up to the one that holds all comments
_MIN_COMMENTS = 3
_MIN_CARDS = 3
_MAX_CARD = 600  # characters
_MAX_LINKED = 0.9
_MAX_BUTTON = 40  # characters
_ANSWERS = re.compile(
    r"\W*(?:reply|antworten?|répondre|responder|rispondi|reageer|beantwoorden|svar[ae]?|odpowiedz|odpovědět|"
    r"ответить|відповісти|απάντηση|yanıtla|cevapla|balas|trả lời|返信(?:する)?|답글(?:\s?(?:쓰기|달기))?|"
    r"回[复覆]|رد|הגב|ตอบกลับ)\b",
    re.IGNORECASE,
)
# One whole name of an element: "post-sidebar", "l-side", not "with-sidebar".
_COLUMN = re.compile(
    r"(?:^|[ ])(?!(?:with|has|no|without|content|full|main|side-by)[-_])(?:[\w-]*[-_])?"
    r"(?:side-?bar(?:[-_]+(?:right|left|primary|secondary|first|second|inner|content))?|(?:right|left)-?(?:rail|col(?:umn)?)|"
    r"(?:right|left)-?side|rail|side(?:-?col(?:umn)?)?|widget-?area)(?=$|[ ])|(?:^|[ ])secondary(?=$|[ ])"
)
_ASIDES_OF_WORDS = ".//*[@role='tooltip'] | .//label[.//input[@type='radio' or @type='checkbox']]"
_BOXES = ("div", "aside", "section", "td")
_DIALOGS = ("dialog", "alertdialog")
_SIGNS_OF_DIALOGS = ("aria-modal", 'dialog"', "=dialog", "='dialog")
_HOLDERS = frozenset(("div", "main", "article", "section", "td"))
_CARD_HEADINGS = ("h2", "h3", "h4", "h5")


def drop_surroundings(root: Node, source: str) -> None:
    """Remove what stands around the article of a page and is none of it. ``source`` is the page as it came."""
    headline = next(root.iter("h1"), None)
    kept = frozenset((root, *(headline.iterancestors() if headline is not None else ()), *root.iter("body")))
    finders: list[Callable[[Node], Iterator[Node]]] = [_columns, _comments]
    if any(sign in source for sign in _SIGNS_OF_DIALOGS):
        finders.insert(0, _dialogs)
    for node in _asides_of_words(root):
        drop(node)
    for find in finders:
        for node in list(find(root)):
            if node not in kept and node.getparent() is not None:
                drop(node)
    if headline is not None:
        for node in list(_rows_of_cards(headline)):
            drop(node)


def _asides_of_words(root: Node) -> list[Node]:
    """Return what is shown at words of the text and is none of it: what a pointer over them opens, choices."""
    return list(root.xpath(_ASIDES_OF_WORDS))


def _dialogs(root: Node) -> Iterator[Node]:
    """Yield the dialogs that lie over the page, such as a question of consent."""
    for node in root.iter(*_BOXES):
        if (node.get("role") in _DIALOGS or node.get("aria-modal") == "true") and _has_text_outside(root, node):
            yield node


def _comments(root: Node) -> Iterator[Node]:
    """Yield the element whose children can be answered, one by one: a thread of comments."""
    answered: defaultdict[Node, set[Node]] = defaultdict(set)
    for button in root.iter("a", "button"):
        words = button.text or (button[0].text if len(button) else "")
        if not words or not _ANSWERS.match(words) or len(words.strip()) > _MAX_BUTTON:
            continue
        comment = button
        for _ in range(_MAX_LEVELS):
            parent = comment.getparent()
            if parent is None or parent.tag == "body":
                break
            answered[parent].add(comment)
            comment = parent
    if not answered:
        return
    thread = max(answered, key=lambda node: len(answered[node]))
    if len(answered[thread]) < _MIN_COMMENTS or not _has_text_outside(root, thread):
        return
    if thread.find(".//h1") is None:
        yield thread
    else:
        yield from answered[thread]


def _columns(root: Node) -> Iterator[Node]:
    """Yield the columns that are named for what stands beside a text, where one stands beside them."""
    for node in root.iter(*_BOXES):
        if not _is_column(node) or node.getparent() is None or node.find(".//h1") is not None:
            continue
        beside = (other for other in node.getparent() if other is not node and other.tag in _HOLDERS)
        if any(_has_paragraph(other) and not _is_column(other) for other in beside):
            yield node


def _is_column(node: Node) -> bool:
    name, key = node.get("class"), node.get("id")
    return (bool(name) and _names_column(name)) or (bool(key) and _names_column(key))


@lru_cache(maxsize=20_000)
def _names_column(name: str) -> bool:
    return _COLUMN.search(name.lower()) is not None


def _rows_of_cards(headline: Node) -> Iterator[Node]:
    """Yield what follows the ``article`` of a headline and is a row of other stories: linked headings with a teaser."""
    article = next((node for node in headline.iterancestors() if node.tag == "article"), None)
    if article is None or article.getparent() is None or not _has_paragraph(article):
        return
    for place in (article, *article.iterancestors()):
        if place.tag in ("body", "html"):
            break
        for node in place.itersiblings():
            if node.tag in _HOLDERS and _is_row_of_cards(node):
                yield node


def _is_row_of_cards(node: Node) -> bool:
    cards = 0
    for heading in node.iter(*_CARD_HEADINGS):
        link = heading.find(".//a[@href]")
        if link is None and (around := heading.getparent()) is not None and around.tag == "a":
            link = heading
        if link is None or link.get("href", "").startswith("#"):
            continue
        card = heading.getparent()
        is_linked = len(text_of(link)) >= _MAX_LINKED * len(text_of(heading)) > 0
        cards += is_linked and len(beginning_of(card, _MAX_CARD)) <= _MAX_CARD
    return cards >= _MIN_CARDS


def _has_paragraph(node: Node) -> bool:
    return any(map(_is_long, node.iter("p")))


def _is_long(paragraph: Node) -> bool:
    """Return whether a paragraph is of some length; a letter of Eastern Asia says as much as three."""
    words = beginning_of(paragraph, _MIN_PARAGRAPH)
    return len(words) + (0 if words.isascii() else 2 * len(_DENSE.findall(words))) >= _MIN_PARAGRAPH


def _has_text_outside(root: Node, node: Node) -> bool:
    """Return whether a page has a paragraph of some length that does not stand in an element."""
    inside = frozenset(node.iter())
    return any(_is_long(paragraph) for paragraph in root.iter("p") if paragraph not in inside)
