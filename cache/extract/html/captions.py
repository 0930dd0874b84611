"""Captions that are set as plain paragraphs below a picture, known by their form."""

from __future__ import annotations

import re

from msgspec import structs

from pullquote.cache.core.article import Image
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.extract.html.inline import RichText
from pullquote.cache.extract.html.tree import Node, text_of

_WIDE_TAGS = frozenset(("article", "main", "body", "section", "li"))
_NARROW_TAGS = frozenset(("table", "tbody", "tr", "td", "center"))
_MAX_CAPTION = 500  # characters
_MAX_SMALL = 40  # words of a caption that nothing in its words tells from a paragraph
_MAX_LINKED = 0.5
_MIN_ALT = 12  # characters
_MAKER = (
    r"(?i:photo(?:graph)?s?|pictures?|images?|pics?|credits?|copyright|foto(?:s|grafie)?|bild(?:er|quelle)?|quelle|"
    r"crédits?(?: photo)?|imagen|fotograf|zdjęcie|kuva|写真)"
)
_AGENCY = (
    r"(?:AP|AFP|EPA|PA|UPI|ANP|ANSA|EFE|APA|DPA|dpa|TASS|Reuters|Getty(?: Images)?|Shutterstock|Alamy|"
    r"Rex(?: Features)?|WireImage|FilmMagic|Splash(?: News)?|Corbis|iStock|Unsplash|imago(?: images)?|"
    r"picture[- ]alliance|Keystone|Associated Press|Press Association|Everett(?: Collection)?|Invision|Zuma|Sipa|"
    r"Abaca|Backgrid|MEGA)"
)
_NAME = r"[A-Z][\w.&'’-]*(?: [A-Z&][\w.&'’-]*){0,3}"
_CREDITS_AT_END = (
    re.compile(
        rf"(?:^|(?<=[\s|/.!?’”\"]))[(\[]?(?P<credit>{_MAKER}\s*(?::|\bby\b|\bvia\b|\bvon\b|©)\s*[^.!?()\[\]]{{2,90}})"
        r"[)\]]?\.?$"
    ),
    re.compile(r"(?:^|(?<=[\s|/.!?’”\"]))[(\[]?(?P<credit>[Cc]ourtesy (?:of )?[A-Z0-9][^.!?()\[\]]{1,60})[)\]]?\.?$"),
    re.compile(rf"[(\[](?P<credit>[^()\[\]]{{0,60}}\b{_AGENCY}\b[^()\[\]]{{0,40}})[)\]]\.?$"),
    re.compile(rf"[(\[](?P<credit>{_NAME}\s?/\s?[A-Z][\w.&'’/ -]{{1,40}})[)\]]\.?$"),
    re.compile(rf"(?<=[.!?’”\"])\s+(?P<credit>{_NAME}\s?/\s?{_AGENCY}(?:\s[\w ]{{1,30}})?)$"),
    re.compile(r"(?:^|(?<=\s))(?P<credit>©\s?\S[^.!?]{1,80})$"),
)
_LABEL = re.compile(rf"^{_MAKER}?\s*(?::|by\b|via\b|von\b|©|[Cc]ourtesy (?:of )?)\s*(?=\S)", re.IGNORECASE)
_OPENS = tuple('“"«„‘')
_NARROW_STYLE = re.compile(
    r"(?:^|[;\s])(?:max-)?width\s*:\s*\d{2,3}(?:\.\d+)?px|float\s*:\s*(?:left|right)", re.IGNORECASE
)
_SMALL_STYLE = re.compile(
    r"font-size\s*:\s*(?:(?:x-|xx-)?small(?:er)?|0?\.\d+r?em|(?:[1-9]|1[0-3])(?:\.\d+)?px|[1-9](?:\.\d+)?pt|[1-8]\d%)",
    re.IGNORECASE,
)


def caption_below(image: Image, picture: Node, node: Node, rich: RichText) -> Image | None:
    """Return a picture with the paragraph right below it as its caption, ``None`` if that is text of the article.

    ``picture`` and ``node`` are the elements of the two. A caption is short; it ends in a credit, says what the
    alternative text says, is set smaller than the text, or shares a box with the picture alone.
    """
    if image.caption or image.credit or len(rich.text) > _MAX_CAPTION or rich.linked > _MAX_LINKED:
        return None
    line = clean_line(rich.text, _MAX_CAPTION)
    if found := next((match for pattern in _CREDITS_AT_END if (match := pattern.search(line))), None):
        credit = _LABEL.sub("", found["credit"]).strip(" .|/")
        caption = line[: found.start()].rstrip(" |/–—-")
        return structs.replace(image, caption=caption or credit, credit=credit if caption else None)
    if node.tag in ("dt", "dd") or line.startswith(_OPENS) or line.endswith(("?", ":")):
        return None
    if image.alt is not None and len(line) >= _MIN_ALT and line.rstrip(".") == image.alt.rstrip("."):
        return structs.replace(image, caption=line)
    if len(line.split()) <= _MAX_SMALL and (_is_set_small(node, line) or _is_alone(picture, node, line)):
        return structs.replace(image, caption=line)
    return None


def with_words_of_box(image: Image, words: str, name: str) -> Image:
    """Return a picture with the words of the box below it, which is named a caption or a credit, if it has none."""
    text = clean_line(words, _MAX_CAPTION)
    if image.caption or image.credit or not text:
        return image
    if "credit" in name and "caption" not in name:
        return structs.replace(image, credit=text)
    found = next((match for pattern in _CREDITS_AT_END if (match := pattern.search(text))), None)
    caption = text[: found.start()].rstrip(" |/–—-") if found else text
    if not found or not caption:
        return structs.replace(image, caption=text)
    return structs.replace(image, caption=caption, credit=_LABEL.sub("", found["credit"]).strip(" .|/"))


def _is_set_small(node: Node, line: str) -> bool:
    """Return whether a paragraph as a whole is set in small letters or in italics."""
    element = node
    while element is not None:
        has_small_font = element.tag == "font" and element.get("size") in ("1", "2", "-1", "-2")
        if element.tag in ("small", "em", "i") or has_small_font or _SMALL_STYLE.search(element.get("style") or ""):
            return True
        inside = [child for child in element if isinstance(child.tag, str) and child.tag != "br"]
        element = inside[0] if len(inside) == 1 and clean_line(text_of(inside[0]), None) == line else None
    return False


def _is_alone(picture: Node, node: Node, line: str) -> bool:
    """Return whether a picture and the words below it share a box that holds no other word.

    Of paragraphs that goes only where the box is as narrow as a picture: many pages put each in a box with its picture.
    """
    around = {node, *node.iterancestors()}
    shared = next((ancestor for ancestor in picture.iterancestors() if ancestor in around), None)
    if shared is None or shared.tag in _WIDE_TAGS:
        return False
    is_narrow = shared.get("width") is not None or _NARROW_STYLE.search(shared.get("style") or "") is not None
    if node.tag == "p" and not is_narrow and shared.tag not in _NARROW_TAGS:
        return False
    return clean_line(text_of(shared), None) == line
