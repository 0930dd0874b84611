"""The main text of a page as trafilatura finds it, and the element that holds it.

trafilatura (Barbaresi, ACL 2021) decides which text is main text. It returns text without structure, so
its answer is used as a measure: a block of the page is main text as far as its words are in that answer.
Where all paragraphs of the page are more than twice as long, they are main text too: on some pages it takes
the opening or one item of a list for the whole.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import Any

from pullquote.cache.extract.html.boilerplate import BoxKind, box_kind_of
from pullquote.cache.extract.html.inline import comparison_key, without_invisible, words_of
from pullquote.cache.extract.html.tree import Node

MIN_SHARE = 0.6
"""From this share of its words on, a block is main text."""
CONTAINER_SHARE = 0.9
"""The container of an article holds at least this share of the main text."""
MAX_ELEMENTS = 30_000
MAX_CHARACTERS = 1_500_000
MAX_NESTED_TABLES = 6
MAX_INLINE = 2_000
"""Elements and comments in a row that break no line. trafilatura takes them out and leaves as many pieces of text side
by side; to find where a piece stands, lxml goes back over all before it. 2000 take 0.1 s, 9000 took 4 s."""
MAX_TEXTS = 1_500
"""Texts between line breaks up to which trafilatura also asks justext, which looks from each short text along all the
others for a long one: 1500 take a second."""
_BREAKS = frozenset(
    (
        "html", "head", "body", "main", "article", "section", "header", "div", "p", "br", "hr", "pre", "blockquote",
        "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th",
    )
)  # fmt: skip
_BESIDE = frozenset(("aside", "nav", "footer", "dialog", "head", "figure", "noscript", "button"))
_MIN_PARAGRAPH = 80  # characters
_MAX_LINKED = 0.3  # share of a paragraph that is link text
_MUCH_MORE = 2  # times as long as trafilatura's answer
_NO_TEXT = (
    "script", "noscript", "iframe", "nav", "footer", "aside", "figure", "picture", "video", "audio", "canvas", "button",
    "input", "select", "textarea", "object", "embed", "map", "img", "link", "svg", "menu", "dialog", "source", "track",
)  # fmt: skip
_RUN = 3  # words
# What holds no article by itself: where no more than the headline is main text, the pictures stand beside it.
_WITHIN = frozenset(("p", "span", "strong", "em", "b", "i", "a", "font", "li", "blockquote", "h1", "h2", "h3", "h4"))


class MainText:
    """The main text of a page, ready for comparison; ``is_empty`` where none was found."""

    is_all = False
    """Whether everything that is compared with it is main text."""

    def __init__(self, text: str) -> None:
        self.text = text
        words = words_of(text)
        self.is_empty = not words
        self._runs = {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
        self._lines = {comparison_key(line) for line in text.split("\n")}

    def share_of(self, text: str) -> float:
        """Return the share of a block's words, 0 to 1, that are main text, in runs of three words."""
        if len(text) > 2_000 and text in self.text:
            return 1.0
        words = words_of(text)
        if not words:
            return 0.0
        if len(words) <= _RUN:
            return 1.0 if " ".join(words) in self._lines else 0.0
        runs = [tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)]
        return sum(run in self._runs for run in runs) / len(runs)


class WholeText(MainText):
    """A text that is main text throughout: a feed's entry, of which every word is the publisher's."""

    is_all = True

    def __init__(self, text: str) -> None:
        self.text = text
        self.is_empty = not text.strip()

    def share_of(self, text: str) -> float:
        """Return 1 for a text that has a letter or a digit, else 0."""
        return 1.0 if any(map(str.isalnum, text)) else 0.0


@cache
def _options(*, fast: bool) -> Any:
    """Return the options of trafilatura; ``fast`` leaves out its comparison with readability and justext."""
    from trafilatura.settings import DEFAULT_CONFIG, Extractor  # lazy: as trafilatura below

    return Extractor(
        config=DEFAULT_CONFIG,
        output_format="txt",
        fast=fast,
        comments=False,
        tables=True,
        formatting=False,
        links=False,
    )


def find_main_text(root: Node) -> MainText:
    """Return the main text of a page by trafilatura; of a huge or crowded page, its longer paragraphs.

    ``root`` stays as it is.
    """
    import lxml.etree  # lazy: 10 ms that plain text does without

    crowded = longest_inline_run(root) > MAX_INLINE
    bare = copy(root)  # without what trafilatura would drop later: it copies and searches the page several times
    for figure in list(bare.iter("figure")):
        if figure.find(".//table") is not None:
            figure.tag = "div"
    lxml.etree.strip_elements(bare, lxml.etree.Comment, *_NO_TEXT, with_tail=False)
    if crowded or is_huge(bare) or bare.find("." + "//table" * MAX_NESTED_TABLES) is not None:
        return MainText("\n".join(_longer_paragraphs(bare)))
    length = sum(len("".join(paragraph.itertext())) for paragraph in bare.iter("p"))
    text = _by_trafilatura(bare)
    if length > _MUCH_MORE * len(text):
        paragraphs = _running_paragraphs(root)
        if sum(map(len, paragraphs)) > _MUCH_MORE * len(text):
            text = "\n".join((text, *paragraphs))  # it took one part of an article for the whole
    return MainText(text)


def _running_paragraphs(root: Node) -> list[str]:
    """Return each paragraph of some length that is not made of links and stands in no comment."""
    texts: dict[str, None] = {}
    beside: dict[Node, bool] = {}
    for paragraph in root.iter("p"):
        text = " ".join("".join(paragraph.itertext()).split())
        if len(text) < _MIN_PARAGRAPH or text in texts:
            continue
        linked = sum(len("".join(link.itertext())) for link in paragraph.iter("a"))
        if linked <= _MAX_LINKED * len(text) and not is_beside(paragraph, beside):
            texts[text] = None
    return list(texts)


def is_beside(node: Node, known: dict[Node, bool]) -> bool:
    """Return whether an element stands beside the article by a tag around it, or in comments by a name.

    ``known`` are the answers for elements that were asked about before.
    """
    path: list[Node] = []
    answer = False
    while node is not None and node.tag not in ("html", "body"):
        if node in known:
            answer = known[node]
            break
        path.append(node)
        if node.tag in _BESIDE or box_kind_of(node) is BoxKind.COMMENTS:
            answer = True
            break
        node = node.getparent()
    known.update(dict.fromkeys(path, answer))
    return answer


def is_huge(root: Node) -> bool:
    """Return whether a page is too large for libraries whose time grows faster than the page."""
    return sum(1 for _ in root.iter()) > MAX_ELEMENTS or sum(map(len, root.itertext())) > MAX_CHARACTERS


def longest_inline_run(root: Node) -> int:
    """Return the number of elements and comments in the longest row of them that has no element of ``_BREAKS``."""
    longest = count = 0
    for node in root.iter():
        count = 0 if node.tag in _BREAKS else count + 1
        longest = max(longest, count)
    return longest


def count_texts(root: Node) -> int:
    """Return the number of texts of a page with a line break before and after."""
    count = 0
    is_counted = False
    for node in root.iter():
        is_break = node.tag in _BREAKS
        is_counted = is_counted and not is_break
        inside = node.text if isinstance(node.tag, str) else None  # a comment's text is not the page's
        for words, begins in ((inside, False), (node.tail, is_break)):
            if words and not words.isspace():
                count += begins or not is_counted
                is_counted = True
    return count


def _longer_paragraphs(root: Node) -> list[str]:
    """Return the paragraphs of some length, else the texts of some length."""
    texts = (" ".join("".join(p.itertext()).split()) for p in root.iter("p", "pre"))
    found = [text for text in texts if len(text) > 60]
    return found or [text for _, text in _long_texts(root)]


def _by_trafilatura(root: Node) -> str:
    import trafilatura  # lazy: 200 ms that feed entries and plain text do without
    from trafilatura.xml import xmltotxt

    try:
        document = trafilatura.bare_extraction(
            root, include_comments=False, options=_options(fast=count_texts(root) > MAX_TEXTS)
        )
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        document = None  # it raises many kinds of error on odd markup; classify then works without its answer
    body = getattr(document, "body", None)
    return xmltotxt(body, False) if body is not None else ""


def find_container(root: Node, main_text: MainText) -> Node:
    """Return the smallest element that holds nearly all of the main text, or the body."""
    body = root.find(".//body")
    body = body if body is not None else root
    shown = without_invisible(main_text.text)
    lines = {" ".join(line.split()) for line in shown.split("\n")}
    whole = " ".join(shown.split())
    weights: dict[Node, int] = {}
    total = 0
    seen: set[str] = set()
    for node, text in _long_texts(body):
        if text in seen or not (text in lines or text in whole):
            continue
        seen.add(text)
        total += len(text)
        place = node
        while place is not None:
            weights[place] = weights.get(place, 0) + len(text)
            if place is body:
                break
            place = place.getparent()
    if not total:
        return body
    best = body
    while True:
        heavy = next((child for child in best if weights.get(child, 0) >= CONTAINER_SHARE * total), None)
        if heavy is None:
            break
        best = heavy
    while best.tag in _WITHIN and best is not body:
        best = best.getparent()
    return _with_siblings(best, body)


def _long_texts(body: Node) -> list[tuple[Node, str]]:
    """Return every text node of some length with the element it stands in."""
    out: list[tuple[Node, str]] = []
    for node in body.iter():
        if not isinstance(node.tag, str):
            if node.tail and len(node.tail) > 20 and (parent := node.getparent()) is not None:
                out.append((parent, " ".join(node.tail.split())))
            continue
        if node.tag not in ("script", "style", "noscript") and node.text and len(node.text) > 20:
            out.append((node, " ".join(node.text.split())))
        if node.tail and len(node.tail) > 20 and (parent := node.getparent()) is not None:
            out.append((parent, " ".join(node.tail.split())))
    return [(node, shown) for node, text in out if len(shown := without_invisible(text)) > 20]


def _with_siblings(best: Node, body: Node) -> Node:
    """Return the parent of ``best`` where the article is spread over several elements alike, else ``best``."""
    name = best.get("class")
    if best is body or not name or best.tag in ("main", "body"):
        return best
    above = list(best.iterancestors())[:4]
    alike = [
        node
        for node in body.iter()  # not by the tag's name: one with a control character is refused there
        if node is not best and node.tag == best.tag and node.get("class") == name
        if _count_paragraphs(node) >= 2 and not _is_beside(node)
    ]
    for node in alike:
        shared = next((ancestor for ancestor in node.iterancestors() if ancestor in above), None)
        if shared is not None and shared is not body and shared.tag != "html":
            return shared
    return best


def _count_paragraphs(node: Node) -> int:
    """Return the number of paragraphs of some length that stand directly in an element."""
    return sum(child.tag == "p" and len("".join(child.itertext())) > 120 for child in node)


def _is_beside(node: Node) -> bool:
    """Return whether an element stands in what is beside the article by its tag."""
    return any(ancestor.tag in ("aside", "nav", "footer") for ancestor in node.iterancestors())
