"""Pictures: their real address behind lazy loading, and the words under them.

The address is looked for in the lazy attributes, then ``src``, then the largest ``srcset`` candidate. A 1x1
placeholder, a tracking pixel, an icon and an avatar are no pictures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from urllib.parse import unquote

from msgspec import structs

from pullquote.cache.core.article import Image, Picture
from pullquote.cache.core.article_images import is_tracker
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.html.inline import rich_text_of
from pullquote.cache.extract.html.tree import Node, beginning_of, classes, text_of

_LAZY = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-img-url",
    "data-hi-res-src",
    "data-full-src",
    "data-image-src",
    "data-lazyload",
    "data-lazy",
    "data-url",
    "data-delayed-url",
    "data-runner-src",
    "data-cfsrc",
    "data-echo",
    "data-source",
    "data-large-file",
    "data-orig-file",
)
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "srcset", "data-sizes-srcset")
_NO_PICTURE = re.compile(
    r"spacer|blank\.(?:gif|png)|pixel\.|1x1|transparent|placeholder|/icons?/|sprite|avatar|gravatar|logo[-_.]|"
    r"beacon|/emoji/"
    r"|smilies|loading\.gif|loader|doubleclick|scorecardresearch|quantserve|feedburner|/ads?/",
    re.IGNORECASE,
)
_NO_PICTURE_CLASS = re.compile(
    r"(?:^|[ _-])(?:avatar|icon|logo|emoji|pixel|tracking|author|byline|sprite|social)(?:$|[ _-])"
)
_JOINED_ADDRESS = re.compile(r",(?=https?:|/)")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)[wx]((?:,.*)?)$", re.DOTALL)
_IMAGE_FILE = re.compile(r"^(?:https?:|/)[^\s,]{1,1000}\.(?:jpe?g|png|webp|avif|gif)(?:[?#]\S*)?$", re.IGNORECASE)
"""An attribute that no list has, of some lazy loader."""
_SIZE_IN_NAME = re.compile(r"[-_@](?:\d{2,4}x\d{2,4}|[1-4]x|scaled|\d{3,4}w?)(?=\.\w{3,4}$)")
_MAX_BESIDE = 12  # pictures
_MAX_PICTURES = 300
_CAPTION = re.compile(r"caption|cutline|legend|photo-?desc|image-?desc|img-?desc")
_CREDIT = re.compile(r"credit|copyright|photographer|image-?source|photo-?by|attribution|(?:^|[ _-])source")
_CREDIT_LINE = re.compile(
    r"^\s*(?:\(\s*)?(?:photo(?:graph)?s?|pictures?|images?|credit|photo credit|image credit|image via|courtesy|©)"
    r"\s*(?::|by\b|of\b|courtesy|via\b)?\s*(?=\S)",
    re.IGNORECASE,
)
_CREDIT_AFTER_CAPTION = re.compile(
    r"(?<=[\w.!?’”\"')])\s*(?:Photo |Image |Picture )?(?:Credit|Copyright):\s*(?=\S)"
    r"|(?<=[.!?’”\"')])\s+(?:Photograph|Photo|Picture|Image)s?(?: by)?:\s*(?=\S)"
    r"|(?<=[.!?’”\"')])\s+(?=Courtesy (?:of )?[A-Z0-9][^.]{1,60}$)"
    r"|\s+\((?:(?:Photo|Picture|Image)s?(?:graph)?(?: credit)?\s*(?::|\bby\b)\s*)(?=[^()]{2,120}\)$)"
)
_MIN_TEXT = 120  # characters of a paragraph with which the text has begun
_MIN_WIDTH = 400  # pixels
_NO_WORDS = re.compile(r"null|undefined|none|untitled|image|photo|picture|\W*|lazy loaded image|default", re.IGNORECASE)
_FILE_NAME = re.compile(r"(?=\S*[\d_/]|\S*-\S*-|\S*\.\w{3,4}$)\S+")
_CAPTION_TAGS = frozenset(("p", "div", "small", "span", "em", "figcaption"))
_PASSED_OVER = frozenset(("noscript", "script", "source", "br", "meta", "style"))


def find_images(node: Node, tag: str, base: str | None) -> list[tuple[Image, Node]]:
    """Return the pictures an ``img``, ``picture`` or ``figure`` shows, each with the element it came from."""
    if tag == "figure":
        sources = _in_figure(node, base)
    elif tag == "picture":
        inner = node.find(".//img")
        sources = [inner if inner is not None else node]
    else:
        sources = [node]
    out: list[tuple[Image, Node]] = []
    seen: set[str] = set()
    for source in sources:
        url = image_address(source, base)
        if url is None or url in seen or _is_decoration(source, url):
            continue
        seen.add(url)
        alt = _words(source.get("alt"))
        caption, credit = caption_and_credit(node if tag == "figure" else source, only=len(sources) == 1)
        out.append((Image(url=url, alt=alt, caption=caption, credit=credit), source))
    if tag == "figure" and len(out) > 1 and not any(image.caption or image.credit for image, _ in out):
        last, source = out[-1]  # the words under a row of pictures are about all of them
        caption, credit = caption_and_credit(node)
        out[-1] = (structs.replace(last, caption=caption, credit=credit), source)
    return out


def with_caption(picture: Picture, root: Node, base: str | None) -> Picture:
    """Return the lead image with the caption and the credit it has where the page shows it."""
    key = _picture_key(picture.url or "")
    for source in islice(root.iter("img", "amp-img"), _MAX_PICTURES):
        url = image_address(source, base)
        if url is not None and _picture_key(url) == key:
            caption, credit = caption_and_credit(source)
            if caption or credit:
                return structs.replace(picture, caption=caption, credit=credit)
    return picture


def picture_under_headline(root: Node, base: str | None) -> Picture | None:
    """Return the first picture after the headline, if it has a caption in its figure or is stated to be wide."""
    is_below = False
    for node in root.iter("h1", "figure", "p", "img"):
        if node.tag == "p" and is_below and len(beginning_of(node, _MIN_TEXT)) >= _MIN_TEXT:
            return None
        is_below = is_below or node.tag == "h1"
        if node.tag == "figure" and is_below:
            image = next((image for image, _ in find_images(node, "figure", base)), None)
            return Picture(image.url, image.alt, image.caption, image.credit) if image and image.caption else None
        if node.tag == "img" and is_below and _is_wide(node):
            image = next((image for image, _ in find_images(node, "img", base)), None)
            return Picture(image.url, image.alt, image.caption, image.credit) if image else None
    return None


def _is_wide(image: Node) -> bool:
    """Return whether a picture is stated to be as wide as a text, and is no link to another page."""
    width = image.get("width") or ""
    return (
        width.isdigit()
        and int(width[:5]) >= _MIN_WIDTH
        and next(image.iterancestors("a", "aside", "nav"), None) is None
    )


def _words(alt: str | None) -> str | None:
    """Return the alternative text of a picture; a file's name and a program's filler are none."""
    text = clean_line(alt or "", 500)
    return None if _NO_WORDS.fullmatch(text) or _FILE_NAME.fullmatch(text) else text


def _in_figure(node: Node, base: str | None) -> list[Node]:
    """Return the images of a figure, each picture once: a ``noscript`` copy where the picture itself has no address."""
    images = list(node.iter("img", "amp-img"))
    copies = [image for image in images if _is_copy(image)]
    live = [image for image in images if not _is_copy(image)]
    if len(copies) <= sum(image_address(image, base) is not None for image in live):
        return live
    kept = {copy for copy in copies if not has_live_copy(next(copy.iterancestors("noscript")), [copy], base)}
    kept.update(live)
    return [image for image in images if image in kept]


def has_live_copy(noscript: Node, copies: Sequence[Node], base: str | None) -> bool:
    """Return whether a picture beside a ``noscript`` shows what its ``copies`` do, and has an address of its own.

    Scripts replace the picture right before it, seldom one after it; each stands for one ``noscript``.
    """
    if len(copies) == 1:
        keys = {_picture_key(image_address(copies[0], base) or "")}
        around = noscript.getparent()
        if around is not None and any(_picture_key(url) in keys for url in _live_addresses(around, base)):
            return True
    before = noscript.getprevious()
    while before is not None and _is_empty(before):
        before = before.getprevious()
    return before is not None and next(_live_addresses(before, base), None) is not None


def _live_addresses(node: Node, base: str | None) -> Iterator[str]:
    """Yield the addresses of the first pictures in an element that stand in no ``noscript``."""
    for image in islice(node.iter("img", "amp-img"), _MAX_BESIDE):
        url = None if _is_copy(image) else image_address(image, base)
        if url is not None and not _is_decoration(image, url):
            yield url


def _is_copy(image: Node) -> bool:
    """Return whether a picture stands in a ``noscript``, where it is shown only without scripts."""
    return next(image.iterancestors("noscript"), None) is not None


def _is_empty(node: Node) -> bool:
    """Return whether an element shows nothing: a script, or the box of a spinner."""
    if node.tag in ("noscript", "img", "amp-img"):
        return False
    return node.tag in _PASSED_OVER or not isinstance(node.tag, str) or (len(node) == 0 and not text_of(node))


def _picture_key(url: str) -> str:
    """Return an address without what only tells sizes of one picture apart."""
    path = unquote(url.partition("?")[0])
    return _SIZE_IN_NAME.sub("", path).lower()


def image_address(source: Node, base: str | None) -> str | None:
    """Return the address of the picture an ``img`` shows once the page has loaded."""
    candidates: list[str | None] = [source.get(name) for name in _LAZY]
    src = source.get("src")
    if src and not src.startswith("data:") and not _NO_PICTURE.search(src):
        candidates.append(src)
    candidates.extend(largest_candidate(source.get(name)) for name in _LAZY_SETS)
    for picture in source.iterancestors("picture"):
        for option in picture.iter("source"):
            candidates.extend(largest_candidate(option.get(name)) for name in _LAZY_SETS)
    candidates.extend(value for name, value in source.items() if name.startswith("data-") and _IMAGE_FILE.search(value))
    candidates.append(src)
    for candidate in candidates:
        if candidate and not candidate.startswith(("data:", "{")) and (url := absolute_url(candidate, base)):
            return url
    return None


def largest_candidate(srcset: str | None) -> str | None:
    """Return the largest candidate of a ``srcset`` (HTML, "Parse a srcset attribute"), or ``None``."""
    best: tuple[float, str] | None = None
    for url, size in _candidates(srcset or ""):
        if best is None or size > best[0]:
            best = (size, url)
    return best[1] if best else None


def _candidates(srcset: str) -> Iterator[tuple[str, float]]:
    """Yield each address of a ``srcset`` with its size, 1 where none is written; one pass, whatever is in it."""
    url, size = "", 1.0
    for word in _JOINED_ADDRESS.sub(", ", srcset).split():
        found = _SIZE.match(word) if url else None
        if found:
            size = float(found[1])
            word = found[2]
        if url and (found is None or word):  # a comma, or what is no size, ends a candidate
            yield url, size
            url, size = "", 1.0
        address = word.lstrip(",")
        if address.endswith(","):
            yield address.rstrip(","), 1.0
        elif address:
            url = address
    if url:
        yield url, size


def _is_decoration(source: Node, url: str) -> bool:
    """Return whether an image is a pixel, an icon or a portrait of the author."""
    if _NO_PICTURE.search(unquote(url)) or _NO_PICTURE_CLASS.search(classes(source)):
        return True
    if is_tracker(url, style=source.get("style") or ""):
        return True
    for name in ("width", "height"):
        size = re.match(r"\s*\+?(\d+)", source.get(name) or "")
        side = int(size[1][:9]) if size else 40
        if side < 40 and not (name == "height" and side == 1 and source.get("layout")):
            return True
    return False


def caption_and_credit(node: Node, *, only: bool = True) -> tuple[str | None, str | None]:
    """Return caption and credit that stand with a picture or a figure.

    They are looked for in the figure, unless several pictures share it (``only`` is ``False``), or in an
    element named a caption right after the image or after one of the wrappers around it.
    """
    holder = node if node.tag == "figure" else None
    if holder is None:
        holder = next((a for a in _near_ancestors(node) if a.tag == "figure"), None)
    if holder is not None and (only or node.tag != "figure"):
        inside = [el for el in holder.iterdescendants() if isinstance(el.tag, str)]
        caption = next(holder.iter("figcaption"), None)
        if caption is None:
            caption = next((el for el in inside if _CAPTION.search(classes(el))), None)
        return _split_words(caption, [el for el in inside if _CREDIT.search(classes(el))])
    return _words_beside(node)


def _near_ancestors(node: Node) -> list[Node]:
    """Return the ancestors of an image, at most four and none above the article."""
    out: list[Node] = []
    for ancestor in node.iterancestors():
        out.append(ancestor)
        if len(out) == 4 or ancestor.tag in ("article", "body", "main"):
            break
    return out


def _words_beside(node: Node) -> tuple[str | None, str | None]:
    """Return caption and credit beside an image that stands in no figure."""
    place = node
    for _ in range(4):
        for sibling in place.itersiblings():
            if not isinstance(sibling.tag, str) or sibling.tag in _PASSED_OVER:
                continue
            name = classes(sibling)
            if sibling.tag in _CAPTION_TAGS and (_CAPTION.search(name) or _CREDIT.search(name)):
                credit_nodes = [el for el in sibling.iter() if isinstance(el.tag, str) and _CREDIT.search(classes(el))]
                return _split_words(sibling, credit_nodes)
            break
        place = place.getparent()
        if place is None or not _is_wrapper(place):
            break
    return None, None


def _is_wrapper(node: Node) -> bool:
    """Return whether an element holds little more than a picture."""
    return node.tag not in ("article", "body", "main", "p", "section") and len(node) <= 12 and len(text_of(node)) <= 400


def _with_title_parted(caption: Node, text: str) -> str:
    """Return the words of a caption with a colon behind the heading they begin with, as slides of a gallery have it."""
    heading = next(caption.iter("h2", "h3", "h4", "h5", "h6"), None)
    title = clean_line(text_of(heading), 200) if heading is not None else ""
    rest = text.removeprefix(title).strip()
    return f"{title}: {rest}" if title[-1:].isalnum() and rest and rest != text else text


def _split_words(caption: Node | None, credit_nodes: Sequence[Node]) -> tuple[str | None, str | None]:
    """Return the words under a picture in two parts: what it shows and who made it."""
    inner = [
        el for el in credit_nodes if not any(other is not el and el in other.iterancestors() for other in credit_nodes)
    ]
    credit = next((words for el in inner if (words := clean_line(text_of(el), 300))), None)
    text = (
        _with_title_parted(caption, clean_line(rich_text_of(caption, None).text, 1_000)) if caption is not None else ""
    )
    if not re.search(r"\w", text):
        text = ""
    if credit and text and credit.startswith(text) and len(credit) > len(text):
        credit = credit[len(text) :].strip(" |–—-()")  # the box of the credit holds the caption too
    if credit and text.endswith(credit) and text != credit:
        text = text[: -len(credit)].rstrip(" |–—-(")
    if credit and re.fullmatch(r"(?:photo|picture|image)\w*(?: by)?:?", text, re.IGNORECASE):
        text = ""
    if not credit and (found := _CREDIT_AFTER_CAPTION.search(text)):
        text, credit = text[: found.start()].rstrip(), text[found.end() :].strip(" )")
    if credit and text in ("", credit):
        return credit, None  # whatever it says, it is all that stands under the picture
    if credit:
        credit = _CREDIT_LINE.sub("", credit).strip(" :()") or credit
    return (text or None), (credit or None)
