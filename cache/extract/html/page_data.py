"""The article a page holds only as data, for a script to show: JSON-LD, Next.js, and whatever else is JSON.

Publishers' systems name their fields in many ways, but a text is a text: one long string, or a list of which many
members hold a paragraph (Portable Text, ProseMirror, Contentful, Draft.js, Arc, the elements of React). The longest
of them is taken, one that stands beside the page's own headline before all others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any

from msgspec import Struct

from pullquote.cache.core.sanitize import unescape
from pullquote.cache.extract.html.inline import UNSPACED, comparison_key
from pullquote.cache.extract.html.page_state import called_state
from pullquote.cache.extract.html.tree import Node
from pullquote.cache.extract.metadata import jsonld

MIN_ARTICLE = 300
"""Characters from which on a text in the data may be the article."""

_MIN_PARAGRAPH = 40  # characters
_MAX_DEPTH = 60  # of JSON in JSON, and of values in it
_MAX_VALUES = 200_000
_MAX_REPEATED = 4  # times a list may be read whose values stand in several others
_MAX_WASTED = 4  # times the length of a script that may be read in vain
_SCRIPT = re.compile(r"<script\b[^<>]*>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_FLIGHT = re.compile(r"self\.__next_f\.push\(\s*(?=\[)")
_FLIGHT_ROW = re.compile(r"[0-9a-f]{0,16}:(?:T([0-9a-f]{1,8}),|[A-Z]?(?=[\[{\"]))")
_VALUE = re.compile(r"(?:[=(:,]|return)\s*+(?=\"|\{\s*+\"|\[\s*+[\[{\"\d])")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_BLOCK_TAG = re.compile(r"<(?:p|div|br|li|h[1-6]|blockquote|section)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？।؟]")
_CODE = re.compile(r"[{}\\|=<>_;]|https?:")
_PARAGRAPH_BREAK = re.compile(r"\s*\n\s*")
# Fields that hold the words of a paragraph, in the systems named above.
_WORDS = (
    "children", "content", "text", "value", "html", "__html", "body", "paragraph", "copy", "markup", "data", "props",
    "dangerouslySetInnerHTML", "nodes", "spans", "leaves", "items", "model", "attributes", "fields",
)  # fmt: skip
_TYPES = ("type", "_type", "nodeType", "style", "name", "tag", "__typename", "component", "kind")
_HEADING = re.compile(
    r"(?:^|[-_/])(?:h[2-6]|head(?:ing|er|line)?|sub-?head(?:ing|line)?|crosshead)(?:[-_]?[1-6])?$", re.I
)
_QUOTATION = re.compile(r"(?:^|[-_/])(?:block-?|pull-?)?quote$", re.I)
_PICTURE = re.compile(r"(?:^|[-_/])(?:image|picture|photo|figure)$", re.I)
_LIST = re.compile(r"(?:^|[-_/ ])(?:(?:un)?ordered-?|bulleted-?|numbered-?)?list$|^[uo]l$", re.I)
_IN_LIST = ("items", "children", "content", "nodes")
_IN_PICTURE = ("basic", "image", "picture", "photo", "asset", "media", "file", "fields", "attributes", "data", "attrs")
_WHO = ("author", "authors", "byline", "bylines", "creator", "creators", "writer", "writers", "contributors", "credits")
_WHEN = (
    "date_published", "published_at", "publish_date", "published_date", "publication_date", "published", "published_on",
    "first_published_at", "display_date", "publish_at", "date", "pub_date", "created_at",
)  # fmt: skip
_NAMED = (
    "name", "display_name", "displayName", "fullName", "full_name", "title", "fields", "attributes", "data", "node",
    "nodes", "edges", "items", "by",
)  # fmt: skip
_LEAD_PICTURES = (
    "lead_image", "hero_image", "main_image", "featured_image", "feature_image", "cover_image", "header_image", "hero",
    "cover", "image", "promo_items",
)  # fmt: skip
_MAX_NAME = 80  # characters
_MAX_NAMES = 10
_MAX_ENVELOPES = 5
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KIND_END = re.compile(r"[-_ ]?(?:block|node|element)$", re.I)  # "HeadingBlock", "heading_block"
_MAX_KIND = 60  # characters
_NO_TEXT = re.compile(
    r"image|picture|photo|video|embed|gallery|^ad|promo|related|caption|iframe|script|button|link_?list|interstitial",
    re.I,
)


class DataArticle(Struct, frozen=True):
    """A text found in data: its markup, whether it stands beside the page's headline, and what is said there of it."""

    html: str
    length: int = 0
    is_own: bool = False
    byline: tuple[str, ...] = ()
    published: str | None = None
    picture: str | None = None


def find_data_article(source: str, root: Node, title: str | None) -> DataArticle | None:
    """Return the text a page holds as data, ``None`` where no string or list in it reads like an article.

    ``source`` is the page before its scripts were removed, ``root`` its tree.
    """
    finder = _Finder(comparison_key(title or ""))
    for value in _values_in_scripts(source):
        finder.look_at(value)
    if finder.best is None:
        for node in root.iter():
            for text in node.attrib.values() if isinstance(node.tag, str) else ():
                if len(text) >= MIN_ARTICLE:
                    finder.look_at(text)
    return finder.best


def article_body(root: Node, title: str | None) -> DataArticle | None:
    """Return the ``articleBody`` of the page's JSON-LD (schema.org), ``None`` where it is not given."""
    finder = _Finder(comparison_key(title or ""))
    for thing in jsonld.objects(root):
        if "articleBody" in thing:
            finder.look_at(thing)
    return finder.best


class _Finder:
    """Looks through values for the best text; ``best`` is what it found."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.best: DataArticle | None = None
        self._about: dict[str, Any] = {}  # the object that says the page's headline
        self._left = _MAX_VALUES

    def look_at(self, value: Any, *, is_own: bool = False) -> None:
        """Look at a value and all that is in it; ``is_own`` says that it is the page's own article."""
        waiting = [(value, is_own, 0)]
        while waiting and self._left > 0:
            self._left -= 1
            value, own, depth = waiting.pop()
            if depth > _MAX_DEPTH:
                continue
            if isinstance(value, str):
                if len(value) < _MIN_PARAGRAPH:
                    continue
                inner = _json(value)
                if inner is not None:
                    waiting.append((inner, own, depth + 1))
                elif len(value) >= MIN_ARTICLE:
                    self._offer(_markup_of_text(value), own)
            elif isinstance(value, list):
                self._offer(_markup_of_list(value), own)
                waiting += [(member, own, depth + 1) for member in reversed(value)]
            elif isinstance(value, dict):
                own = own or self._names_page(value)
                waiting += [(member, own, depth + 1) for member in reversed(value.values())]

    def _names_page(self, thing: dict[str, Any]) -> bool:
        """Return whether an object says the page's headline."""
        if not self.title:
            return False
        shortest, longest = len(self.title), 2 * len(self.title) + 20  # with quotes, commas and entities
        inner = thing.get("headlines")  # one for each place where it is shown
        texts = [*thing.values(), *(inner.values() if isinstance(inner, dict) else ())]
        near = (text for text in texts if isinstance(text, str) and shortest <= len(text) <= longest)
        is_named = any(comparison_key(unescape(text)) == self.title for text in near)
        self._about = self._about or (thing if is_named else {})
        return is_named

    def _offer(self, html: str, own: bool) -> None:
        length = len(_TAG.sub("", html)) if html else 0
        if length < MIN_ARTICLE:
            return
        if self.best is None or (own, length) > (self.best.is_own, self.best.length):
            self.best = DataArticle(html, length, own, *_told_of(self._about if own else {}))


def _told_of(thing: dict[str, Any]) -> tuple[tuple[str, ...], str | None, str | None]:
    """Return the authors' names, the date of publication and the lead picture that an object states of an article."""
    fields = {_HUMP.sub("_", name).lower(): value for name, value in thing.items()}
    names = next((found for name in _WHO if (found := _names_in(fields.get(name)))), ())
    published = next((value for name in _WHEN if isinstance(value := fields.get(name), str) and value), None)
    pictures = (fields.get(name) for name in _LEAD_PICTURES)
    return names, published, next((url for value in pictures if (url := _picture_in(value)[0])), None)


def _names_in(value: Any, depth: int = 0) -> tuple[str, ...]:
    """Return the names in a value: a text, or objects that have one, maybe in an envelope."""
    if isinstance(value, str):
        return (value,) if 0 < len(value) <= _MAX_NAME else ()
    if depth > _MAX_ENVELOPES:
        return ()
    if isinstance(value, list):
        return tuple(name for member in value[:_MAX_NAMES] for name in _names_in(member, depth + 1))
    if isinstance(value, dict):
        inner = next((found for name in _NAMED if (found := value.get(name))), None)
        return _names_in(inner, depth + 1)
    return ()


def _markup_of_text(text: str) -> str:
    """Return one long string as markup, empty if it is no prose."""
    if "&lt;p" in text:
        text = unescape(text)
    if not _is_prose(_TAG.sub(" ", text)):
        return ""
    if _BLOCK_TAG.search(text):
        return text
    if not _TAG.search(text):
        text = escape(unescape(text), quote=False)
    return "".join(f"<p>{part}</p>" for part in _PARAGRAPH_BREAK.split(text.strip()) if part)


def _markup_of_list(members: list[Any]) -> str:
    """Return a list as markup if three of its members are paragraphs, else an empty text."""
    if len(members) < 3 or (members[0] == "$" and isinstance(members[1], str)):
        return ""  # too few, or one element of React
    parts: list[str] = []
    paragraphs = 0
    for member in members:
        kind = _kind_of(member)
        if isinstance(member, str) and len(members) > 3 and not _is_paragraph(member):
            return ""  # words of one paragraph, or labels
        if kind and _PICTURE.search(kind):
            parts += _figure_of(member)
            continue
        if kind and _LIST.search(kind) and (items := _items_of(member)):
            parts.append(items)
            continue
        text = "" if kind and _NO_TEXT.search(kind) else _words_of(member).strip()
        if not text:
            continue
        paragraphs += _is_paragraph(_TAG.sub("", text))
        text = _as_markup(text)
        if kind and _HEADING.search(kind):
            parts.append(f"<h3>{text}</h3>")
        elif kind and _QUOTATION.search(kind):
            parts.append(f"<blockquote>{text}</blockquote>")
        else:
            parts.append(text if _BLOCK_TAG.match(text) else f"<p>{text}</p>")
    if paragraphs < 3 or 2 * paragraphs < sum(not part.startswith(("<figure", "<ul")) for part in parts):
        return ""
    return "".join(parts)


def _items_of(member: Any) -> str:
    """Return the markup of a list, empty where its items cannot be told."""
    inner = (member.get(name) for name in _IN_LIST) if isinstance(member, dict) else ()
    items = [_words_of(item).strip() for item in next((found for found in inner if isinstance(found, list)), [])]
    return f"<ul>{''.join(f'<li>{_as_markup(item)}</li>' for item in items if item)}</ul>" if any(items) else ""


def _as_markup(text: str) -> str:
    return text if _TAG.search(text) else escape(text, quote=False)


def _kind_of(member: Any) -> str:
    """Return what a member of a list calls itself ("paragraph", "h2"), empty where it does not."""
    if isinstance(member, list) and len(member) > 1 and member[0] == "$":
        return str(member[1])
    if not isinstance(member, dict):
        return ""
    kind = next((value for name in _TYPES if isinstance(value := member.get(name), str) and value != "block"), "")
    return _KIND_END.sub("", _HUMP.sub("-", kind)) if len(kind) < _MAX_KIND else ""


def _figure_of(member: Any) -> list[str]:
    """Return the markup of a picture with its caption, none where its address cannot be told."""
    address, caption = _picture_in(member)
    words = f"<figcaption>{caption}</figcaption>" if caption.strip() else ""
    return [f'<figure><img src="{escape(address)}">{words}</figure>'] if address else []


def _picture_in(value: Any) -> tuple[str | None, str]:
    """Return the address of the picture that a value holds, maybe in an envelope, and its caption."""
    waiting, caption = [value], ""
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, str) and value.startswith(("http", "/")):
            return value, caption
        if isinstance(value, dict):
            caption = caption or _words_of(value.get("caption") or "")
            waiting += [value[name] for name in ("url", "src") if isinstance(value.get(name), str)]
            waiting += [inner for name in _IN_PICTURE if isinstance(inner := value.get(name), dict)]
    return None, ""


def _words_of(value: Any, depth: int = 0) -> str:
    """Return the words of one paragraph, which may be cut into spans."""
    if isinstance(value, str):
        return value
    if depth > 12:
        return ""
    if isinstance(value, list):
        if len(value) > 3 and value[0] == "$" and isinstance(value[3], dict):
            return _words_of(value[3], depth + 1)
        return "".join(_words_of(member, depth + 1) for member in value)
    if isinstance(value, dict):
        found = (_words_of(value[name], depth + 1) for name in _WORDS if isinstance(value.get(name), str | list | dict))
        return next((text for text in found if text.strip()), "")
    return ""


def _is_paragraph(text: str) -> bool:
    return len(text) >= _MIN_PARAGRAPH and _is_prose(text)


def _is_prose(text: str) -> bool:
    """Return whether a text is sentences, and no code, address or key."""
    text = text[:4_000].strip()
    if not _SENTENCE_END.search(text) or len(_CODE.findall(text)) > len(text) / 100 + 1:
        return False
    return text.count(" ") > len(text) / 20 or len(UNSPACED.findall(text)) > len(text) / 2


def _json(text: str) -> Any:
    """Return the list or object that a string holds as JSON, ``None`` for any other string."""
    text = text.strip()
    if not text.startswith(("{", "[")) or not text.endswith(("}", "]")):
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _values_in_scripts(source: str) -> Iterator[Any]:
    """Yield the values in the scripts of a page."""
    flight: list[str] = []
    place = 0
    while script := _SCRIPT.search(source, place):
        end = _SCRIPT_END.search(source, script.end())
        place = end.start() if end else len(source)
        text = source[script.end() : place].strip()
        if _FLIGHT.match(text):
            flight += _pushed(text)  # of any length: the head of a row may be pushed before its text
        elif len(text) < MIN_ARTICLE:
            continue
        elif text.startswith("<"):
            yield text  # a template
        elif (value := _json(text)) is not None:
            yield _hydrated(value) if _is_flat(value) else _joined(value)
        elif (value := called_state(text)) is not None:
            yield value
        else:
            yield from _values_in(text)
    yield from _rows_of_flight("".join(flight))


def _is_flat(value: Any) -> bool:
    """Return whether a list holds values that refer to each other by their places in it, as devalue writes them."""
    root = value[0] if isinstance(value, list) and len(value) > 3 else None
    places = root.values() if isinstance(root, dict) else root[-1:] if isinstance(root, list) else ()
    return bool(places) and all(type(place) is int for place in places)


def _size(value: Any) -> int:
    return 1 + len(value) if isinstance(value, str | list | dict) else 1


def _hydrated(values: list[Any]) -> Any:
    """Return what the first value of a flat list stands for; a wrapper (``["Ref", 4]``) stands for what is in it.

    A place that leads back to itself stands for nothing, and so do all once ``_MAX_REPEATED`` times the list is read.
    """
    left = _MAX_REPEATED * sum(map(_size, values))

    def value_at(place: Any, around: frozenset[int]) -> Any:
        nonlocal left
        is_place = type(place) is int and 0 <= place < len(values)
        if not is_place or place in around or len(around) > _MAX_DEPTH or left < 0:
            return None
        value = values[place]
        left -= _size(value)
        inside = around | {place}
        if isinstance(value, dict):
            return {name: value_at(inner, inside) for name, inner in value.items()}
        if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str):
            return value_at(value[1], inside)
        if isinstance(value, list):
            return [value_at(inner, inside) for inner in value]
        return value

    return value_at(0, frozenset())


def _joined(value: Any) -> Any:
    """Return an object whose parts name each other (``{"__ref": "Author:4"}``, as Apollo keeps them) with these parts.

    A part that leads back to itself stands for nothing, and so do all once ``_MAX_REPEATED`` times the object is read.
    """
    if not isinstance(value, dict) or not any(
        isinstance(part, dict) and "__typename" in part for part in value.values()
    ):
        return value
    left = _MAX_VALUES

    def joined(part: Any, around: frozenset[str]) -> Any:
        nonlocal left
        left -= 1
        if left < 0 or len(around) > _MAX_DEPTH:
            return None
        if isinstance(part, dict):
            name = part.get("__ref")
            if isinstance(name, str):
                return joined(value.get(name), around | {name}) if name not in around else None
            return {key: joined(inner, around) for key, inner in part.items()}
        if isinstance(part, list):
            return [joined(inner, around) for inner in part]
        return part

    return {name: joined(part, frozenset((name,))) for name, part in value.items()}


def _values_in(text: str) -> Iterator[Any]:
    """Yield the JSON values that a script assigns, passes or returns."""
    decoder = json.JSONDecoder(strict=False)
    place = 0
    wasted = 0
    while (start := _VALUE.search(text, place)) and wasted < _MAX_WASTED * len(text):
        try:
            value, place = decoder.raw_decode(text, start.end())
        except json.JSONDecodeError as error:
            wasted += error.pos - start.end() + error.pos // 50  # the error counts the lines before it
            place = start.end() + 1  # no JSON as a whole; there may be some within
        except RecursionError:
            return
        else:
            yield _joined(value)


def _pushed(text: str) -> Iterator[str]:
    """Yield what a script of Next.js pushes onto the stream of its page."""
    for value in _values_in(text):
        if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
            yield value[1]


def _rows_of_flight(stream: str) -> Iterator[Any]:
    """Yield the rows of a stream of React ("5:[…]", "6:T1a2b,text" with the length of the text in bytes)."""
    decoder = json.JSONDecoder(strict=False)
    place = 0
    wasted = 0
    while (row := _FLIGHT_ROW.search(stream, place)) and wasted < _MAX_WASTED * len(stream):
        place = row.end()
        if row[1]:
            text = stream[place : place + int(row[1], 16)].encode("utf-8", "replace")[: int(row[1], 16)]
            words = text.decode("utf-8", "ignore")
            place += len(words)
            yield words
            continue
        try:
            value, place = decoder.raw_decode(stream, place)
        except json.JSONDecodeError as error:
            wasted += error.pos - row.end() + error.pos // 50
            continue
        except RecursionError:
            return
        yield value
