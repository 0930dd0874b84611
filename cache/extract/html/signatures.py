"""The words that sign a quotation: who said it, and where, as the page sets them inside it or below it.

Publishers mark them by element (``cite``, ``footer``, ``figcaption``), by class (``pull-quote__attribution``), by a
dash ("— Ada Quill, The Lantern") or by nothing but their own line. They are no part of what was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pullquote.cache.extract.html import boilerplate
from pullquote.cache.extract.html.inline import INLINE_TAGS, RichText, rich_text_of, slice_rich_text
from pullquote.cache.extract.html.tree import Node, classes, text_of

_MAX_CHARACTERS = 200
_MAX_WORDS = 25
_MAX_NAME = 5  # words
_BESIDE = 60  # characters that may stand with a quotation and its signature in a box of their own
_TAGS = frozenset(("cite", "footer", "figcaption"))
_NAMES_IN_QUOTE = re.compile(
    r"attribution|(?:^|[ _-])(?:author|source|cite|citation|credit|speaker|byline|signature|person|name|by|footer|"
    r"role|job|affiliation|outlet)(?:$|[ _-])|quot(?:e|ation)[ _-]*(?:author|by|source|name)"
)
"""Class names of a signature where they can mean nothing else: inside a quotation, or in a box with it alone."""
_NAMES_ANYWHERE = re.compile(r"attribution|quot(?:e|ation)[ _-]*(?:author|source|cite|citation|credit|by|name|footer)")
_NOT_SAID = re.compile(r"share|tweet|social")
_QUOTE_BOX = re.compile(r"(?:^|[ _-])(?:block-?)?quot(?:e|ation)(?:$|[ _-])|testimonial")
_NO_QUOTE_BOX = ("blockquote", "img", "figure", "iframe", "table", "ul", "ol", "form", "h2", "h3")
_MAX_BOX = 900  # characters
_ARTICLE_TAGS = frozenset(("article", "main", "body", "section"))
_DASHES = "—–―‒~"
_DASHED = re.compile(rf"\s*(?:[{_DASHES}]+|--?)\s*(?=\S)")
_LED = re.compile(rf"^[\s{_DASHES}\-|:·•(\[]+|^\s*by\s+(?=[A-Z])", re.IGNORECASE)
_ENDS_SPEECH = tuple(".!?…”\"»’'“‹›」』")
_CLOSED_BY = {"“": "”", '"': '"', "«": "»", "»": "«", "„": "“”", "‹": "›", "‘": "’", "「": "」", "『": "』"}
_INNER_CLOSE = re.compile(r"’(?!\w)")
_MIN_WORDS = 4
_CLOSES = tuple("”\"»“’'›」』")
_ANY_DASH = re.compile(rf"[{_DASHES}-]")
_LAST_DASH = re.compile(rf"[{_DASHES}]|(?<=\s)--?(?=\s)")
_AFTER_NAME = re.compile(
    r"[,;|/(:·•—–\n]|(?<=\s)(?:in|via|to|for|on|of|at|from|as|and|und|bei|zu|et|dans|pour|en|para)(?=\s)"
)
_PARTICLES = frozenset("de van von der den del della di da dos du la le bin ibn al el ten ter y mac af the".split())


def split_signature(node: Node, base: str | None) -> tuple[RichText, str | None]:
    """Return what the quotation of an element says and the words that sign it, ``None`` where nothing does."""
    signing = dict.fromkeys(_signing_elements(node))
    if any(element.tag in INLINE_TAGS for element in signing):
        whole = rich_text_of(node, base)
        place = whole.text.rfind("\n") + 1
        last = whole.text[place:]
        if place and _DASHED.match(last) and _is_short(last):  # "— <cite>Letters from the Quay</cite>, Ada Quill"
            return slice_rich_text(whole, 0, place), _clean(last)
    words = [words for element in signing if (words := _clean(_parted(element)))]
    rich = rich_text_of(node, base, skip=lambda inner: inner in signing or _is_not_said(inner))
    if not rich.text:
        return rich_text_of(node, base), None
    if words:
        return _without_last_dash(rich), ", ".join(words)[:_MAX_CHARACTERS]
    return split_signed_text(rich)


def is_signed_box(node: Node, tag: str) -> bool:
    """Return whether a box that is no quotation by its tag holds nothing but one and who signs it."""
    is_named = _QUOTE_BOX.search(classes(node)) is not None
    if not is_named and tag != "aside":
        return False
    text = text_of(node)
    if not is_named and not text.startswith(tuple(_CLOSED_BY)):
        return False
    if len(text) > _MAX_BOX or any(node.find(f".//{inner}") is not None for inner in _NO_QUOTE_BOX):
        return False
    return next(_signing_elements(node), None) is not None


def split_signed_text(rich: RichText) -> tuple[RichText, str | None]:
    """Return a text without the signature at its end: after a dash, or on a line of its own."""
    text = rich.text
    place = text.rfind("\n") + 1
    for begin in (text.rfind("\n", 0, max(0, place - 1)) + 1, place):  # a role or an outlet may have a line of its own
        before, last = text[:begin].rstrip(), text[begin:]
        if before and _is_short(last):
            named = before.endswith(_ENDS_SPEECH) and _is_full_name_line(last)
            if signature := (_clean(last) if named else dashed_signature(last, text)):
                return slice_rich_text(rich, 0, begin), signature
    # "“…” — Ada Quill — The Lantern": the first dash after which nothing but names stands.
    start = max(place, len(text) - _MAX_CHARACTERS)
    for found in _LAST_DASH.finditer(text, start) if _ANY_DASH.search(text, start) else ():
        said, signed = text[: found.start()].rstrip(), text[found.end() :]
        if said.endswith(_ENDS_SPEECH) and _is_short(signed) and is_name_like(signed) and not signed.endswith(_CLOSES):
            return slice_rich_text(rich, 0, found.start()), _clean(signed)
    return rich, None


def dashed_signature(line: str, said: str) -> str | None:
    """Return the signature a line after ``said`` is by a dash before a name; a line of a dialogue is none."""
    dash = _DASHED.match(line)
    if dash and _is_short(line) and not _DASHED.match(said) and is_name_like(line[dash.end() :]):
        return _clean(line)
    return None


def signature_below(node: Node, rich: RichText, quotation: Node, said: str) -> str | None:
    """Return the signature that a text right below a quotation is, ``None`` where it is text of its own.

    ``node`` and ``quotation`` are the elements of the two, ``said`` is what the quotation says.
    """
    text = rich.text
    if not _is_short(text) or boilerplate.match_line(text, linked=0.0) is not None:
        return None
    if signature := dashed_signature(text, said):
        return signature
    if _is_marked(node, rich, quotation, len(said)):
        return _signature_text(node, text)
    bold = any(span.kind == "strong" and span.end - span.start >= len(text) - 1 for span in rich.spans)
    if not bold and said.endswith(_ENDS_SPEECH) and _is_full_name_line(text) and _is_quotation(quotation):
        return _clean(text)
    return None


def is_signature_name(node: Node) -> bool:
    """Return whether an element is named as the signature of a quotation, wherever it stands."""
    return bool(_NAMES_ANYWHERE.search(classes(node)))


def is_whole_quotation(text: str) -> bool:
    """Return whether a text stands in quotation marks from its first sign to its last."""
    text = text.strip()
    closing = _CLOSED_BY.get(text[:1])
    if closing is None or text[-1] not in closing or len(text.split()) < _MIN_WORDS:
        return False
    inner = text[1:-1]
    if closing == "’":  # it is an apostrophe too
        return _INNER_CLOSE.search(inner) is None
    return not any(sign in inner for sign in closing)


def is_name_like(text: str) -> bool:
    """Return whether a text begins with somebody's name and goes on with at most a role, an outlet or a place."""
    name = _AFTER_NAME.split(text.strip().lstrip("(["), maxsplit=1)[0].strip(" .)]")
    words = name.split()
    if not words or len(words) > _MAX_NAME or text.rstrip().endswith(("?", "!", ":")):
        return False
    if words[0].startswith("@"):
        return len(words) == 1
    return _is_capital(words[0]) and all(_is_capital(word) or word.lower() in _PARTICLES for word in words)


def _is_full_name_line(text: str) -> bool:
    """Return whether a line without any mark is a name of two to four words, with at most a few words after it."""
    name = _AFTER_NAME.split(text.strip().lstrip("(["), maxsplit=1)[0].split()
    is_sentence = text.rstrip().endswith((".", "…", *_CLOSES)) and not text.rstrip().endswith(("Jr.", "Sr."))
    return 2 <= len(name) <= 4 and len(text.split()) <= 12 and not is_sentence and is_name_like(text)


def _is_capital(word: str) -> bool:
    """Return whether a word may be part of a name: it begins with a capital, or its script has none."""
    first = word.lstrip("“\"'‘(")[:1]
    return first.isalpha() and not first.islower()


def _is_short(text: str) -> bool:
    return 0 < len(text.strip()) <= _MAX_CHARACTERS and len(text.split()) <= _MAX_WORDS and any(map(str.isalpha, text))


def _is_quotation(node: Node) -> bool:
    """Return whether an element is set off as a quotation by its tag or its name."""
    return node.tag in ("blockquote", "q") or "quot" in classes(node)


def _clean(text: str) -> str | None:
    """Return a signature on one line, without the dash that leads it in; ``None`` if nothing is left."""
    line = ", ".join(part.strip(" ,") for part in text.split("\n") if part.strip(" ,"))
    line = _LED.sub("", " ".join(line.split())).strip().rstrip(f" ,;:|{_DASHES}")
    if line.endswith((")", "]")) and line.count("(") + line.count("[") < line.count(")") + line.count("]"):
        line = line[:-1]
    return line[:_MAX_CHARACTERS] if any(map(str.isalnum, line)) else None


def _without_last_dash(rich: RichText) -> RichText:
    """Return a text without a dash that led to the signature taken from its end."""
    end = len(rich.text.rstrip(f" \n-{_DASHES}"))
    return slice_rich_text(rich, 0, end) if 0 < end < len(rich.text) else rich


def _parted(element: Node) -> str:
    """Return the text of an element; parts with nothing but white space between them are parted by commas."""
    children = [child for child in element if isinstance(child.tag, str) and not _is_not_said(child)]
    around = (element.text or "") + "".join(child.tail or "" for child in element)
    texts = [text for child in children if (text := _parted(child).strip(f" ,{_DASHES}-"))]
    if len(texts) > 1 and not around.strip(f" ,|·{_DASHES}-\n\t"):
        return ", ".join(texts)
    return rich_text_of(element, None, skip=_is_not_said).text


def _is_not_said(node: Node) -> bool:
    """Return whether an element offers to share a quotation."""
    return bool(_NOT_SAID.search(classes(node)))


def _signature_text(node: Node, text: str) -> str | None:
    """Return the signature a marked text is; by its element where that holds nothing else."""
    return _clean(_parted(node)) if " ".join(text_of(node).split()) == " ".join(text.split()) else _clean(text)


def _signing_elements(node: Node) -> Iterator[Node]:
    """Yield the outermost elements inside a quotation that sign it."""
    whole = len("".join(node.itertext()).split())
    found: set[Node] = set()
    for element in node.iterdescendants():
        if not isinstance(element.tag, str):
            continue
        named = bool(_NAMES_IN_QUOTE.search(classes(element)))
        if not (named or element.tag in _TAGS or _is_small_line(element, node)):
            continue
        text = text_of(element)
        if not _is_short(text) or len(text.split()) >= whole or boilerplate.match_line(text) is not None:
            continue
        if not (named or element.tag not in INLINE_TAGS or _stands_apart(element, node)):
            continue
        if not any(outer in found for outer in element.iterancestors()):
            found.add(element)
            yield element


def _is_small_line(element: Node, quotation: Node) -> bool:
    """Return whether an element is the ``<small>`` that ends a quotation, as style libraries set a signature."""
    return element.tag == "small" and element.getparent() is quotation


def _stands_apart(element: Node, quotation: Node) -> bool:
    """Return whether an inline element ends a quotation and is no word of its last sentence."""
    sibling, parent = element.getprevious(), element.getparent()
    if sibling is None and parent is quotation and "pull" in classes(quotation):
        before = ""  # nobody sets a sentence off that ends in a title of its own element
    elif sibling is None:
        before = parent.text or ""
    else:
        is_inline = sibling.tag in INLINE_TAGS
        before = (text_of(sibling) if is_inline else "") + (sibling.tail or "")
    before = before.strip()
    is_apart = not before or before.endswith((*_ENDS_SPEECH, *_DASHES, "-", ":"))
    return is_apart and not _has_words_after(element, quotation)


def _has_words_after(element: Node, quotation: Node) -> bool:
    """Return whether more than a few words of a quotation follow an element."""
    words = 0
    while element is not quotation:
        words += len((element.tail or "").split())
        for sibling in element.itersiblings():
            if words > _MAX_NAME:
                return True
            words += len(text_of(sibling).split()) if isinstance(sibling.tag, str) else 0
            words += len((sibling.tail or "").split())
        element = element.getparent()
    return words > _MAX_NAME


def _is_marked(node: Node, rich: RichText, quotation: Node, said: int) -> bool:
    """Return whether a text below a quotation is marked as its signature by element or by name."""
    if any(span.kind == "cite" and span.end - span.start >= len(rich.text) - 2 for span in rich.spans):
        return True
    around = set(quotation.iterancestors())
    element = node
    while element is not None and element not in around and element is not quotation:
        if is_signature_name(element):
            return True
        shared = next((ancestor for ancestor in element.iterancestors() if ancestor in around), None)
        marked = element.tag in _TAGS or element.tag == "small" or _NAMES_IN_QUOTE.search(classes(element))
        if marked and shared is not None and shared.tag not in _ARTICLE_TAGS:
            return len(text_of(shared)) <= said + len(rich.text) + _BESIDE
        element = element.getparent()
    return False
