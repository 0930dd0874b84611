"""A newsletter's HTML without what surrounds it: hidden first words, its own title, what to press, how to end it.

Of a tree with inline styles and tables nothing else is decided here: ``entry`` reads what is left as it reads an entry
of a feed, tells data from layout, and leaves out pictures that are there to be asked for.
"""

from __future__ import annotations

import re
from datetime import datetime

from msgspec import Struct

from pullquote.cache.core.urls import absolute_url
from pullquote.cache.extract.html.tree import Node, drop, parse, text_of
from pullquote.cache.extract.newsletters.head import take_head
from pullquote.cache.extract.newsletters.headings import mark_headings
from pullquote.cache.extract.newsletters.pressed import drop_polls, drop_what_is_pressed

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)|"
    r"max-(?:height|width)\s*:\s*[01](?:px|pt|em|%)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_TINY = re.compile(r"font-size\s*:\s*[01](?:px|pt|em|%)?\s*(?:;|!|$)", re.IGNORECASE)
_SPACING = re.compile(
    "[\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164"
    "\ufeff\uffa0][\\s\u00a0\u00ad\u034f\u200b-\u200f\u2007\u2800\ufeff]{2,}"
)
"""Signs without ink that stand after the first words, so that a list of mails shows no others."""
_AS_PAGE = re.compile(
    r"(?:view|read|see|open|show|click here to (?:view|read))\b[^.]{0,40}\b(?:browser|online|on the web|web version)|"
    r"(?:web|online|browser)[ -]version|view (?:this|it|email|e-mail|online)\b|(?:having )?trouble (?:viewing|reading)|"
    r"(?:not|doesn.t|isn.t) display(?:ing|ed)? (?:correctly|properly)|"
    r"read (?:it |this |the post )?(?:in (?:the )?app|online)|"
    r"im browser (?:ansehen|anzeigen|lesen|öffnen)|online(?:-version| lesen| ansehen)|webversion|"
    r"(?:voir|afficher|lire|version) (?:\w+ ){0,4}(?:en ligne|navigateur|web)|"
    r"ver (?:\w+ ){0,4}(?:en (?:el|tu|su) navegador|en línea)|(?:bekijk|lees) (?:\w+ ){0,4}(?:online|browser)",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"you(?:.re|.ve| are| have)? (?:\w+ ){0,2}(?:receiving|received|subscribed|signed up|opted in)\b[^.]{0,60}"
    r"\b(?:e-?mails?|newsletters?|messages?|list|updates|alerts)\b|"
    r"(?:this|the) (?:e-?mail|newsletter|message) was (?:sent|intended)|sent to (?:you|\S{1,64}@)|"
    r"add us to|all rights reserved|©|\(c\) ?20\d\d|privacy policy|terms of (?:use|service)|"
    r"(?:was|been) (?:this )?(?:e-?mail |newsletter )?forwarded|forward (?:this|to a friend)|impressum|"
    r"alle rechte vorbehalten|tous droits réservés|todos los derechos reservados",
    re.IGNORECASE,
)
"""What stands around how to end a newsletter, with or without a link."""
_LEAVES = re.compile(
    r"unsubscribe|opt[ -]?out\b|preferences|abbestell|abmelden|désabonn|désinscri|darse de baja|uitschrijven|"
    r"cancelar|disiscri|avregistrera|afmeld|stop receiving|remove me|you(?:.re| are)? (?:\w+ )?receiv",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    r"(?:was )?(?:this )?(?:e-?mail|newsletter|message|letter)?\s*forwarded (?:this|to you|by)|first time reading|"
    r"forwarded this (?:e-?mail|newsletter|letter)|\b(?:subscribe|sign up) here\b|add (?:us|this address) to your "
    r"(?:address book|contacts)|wurde dir .{0,40}weitergeleitet|vous a transféré",
    re.IGNORECASE,
)
_SMALL_BLOCKS = ("p", "li", "td", "th", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "center", "pre")
_SIGN = re.compile(
    "[\u2190-\u21ff\u2600-\u2604\u2607-\u26ff\u2700-\u2726\u2794-\u27bf\ufe0f\u200d\U0001f300-\U0001faff]{1,6}"
)
"""A picture sign alone, such as stands beside a box; stars are a rating."""
_MOST_HEAD = 12
"""Blocks at the beginning among which links to the newsletter itself stand."""
_MOST_AFTER = 90
"""Words that may stand after the line on how to end a newsletter, such as a postal address."""
_LONGEST = 900
"""Characters of a block on how to end a newsletter; a longer one is text."""


class Newsletter(Struct, frozen=True):
    """The HTML of a newsletter itself, and what it says of itself.

    ``address`` is where it is a page too, ``dek`` what stands under its title, ``byline`` who it says wrote it.
    """

    html: str
    address: str | None = None
    dek: str | None = None
    byline: tuple[str, ...] = ()


def without_frame(html: str, *, title: str = "", outlet: str = "", published: datetime | None = None) -> Newsletter:
    """Return a newsletter without what surrounds it.

    ``title`` is the subject of its mail, ``outlet`` the name of its feed. Dropped as kinds: what is hidden, runs of
    signs without ink, the line that leads to the newsletter as a page, its head, what is there to be pressed, and the
    end from where it says how to leave. A text that would lose more than half its words keeps its end.
    Raises ``ExtractError`` where the HTML is larger than any page may be.
    """
    html = _SPACING.sub(" ", html)
    root = parse(f"<html><body><div>{html}</div></body></html>")
    for node in [one for one in root.xpath(".//*[@style or @hidden]") if _is_hidden(one)]:
        drop(node)
    for node in root.xpath(".//title | .//head | .//*[contains(@class, 'preheader')]"):
        if node.find(".//a") is None:  # a link in it may lead to the newsletter as a page
            drop(node)
    drop_what_is_pressed(root)
    blocks = [node for node in root.iter(*_SMALL_BLOCKS) if _is_leaf(node) and text_of(node)]
    drop_polls(blocks)
    for node in [one for one in blocks if _SIGN.fullmatch(text_of(one))]:
        drop(node)
        blocks.remove(node)
    address = None
    for node in [one for at, one in enumerate(blocks) if not _MOST_HEAD <= at < len(blocks) - _MOST_HEAD]:
        links = [link for link in node.iter("a") if _AS_PAGE.search(text_of(link))]
        named = links or (list(node.iter("a")) if _AS_PAGE.search(text_of(node)) and len(text_of(node)) < 200 else [])
        address = address or next((url for link in named if (url := absolute_url(link.get("href"), None))), None)
        is_forwarded = (
            node in blocks[:_MOST_HEAD] and _FORWARDED.search(text_of(node)) and node.find(".//a") is not None
        )
        if (named or is_forwarded) and len(text_of(node)) < 200:
            drop(node)
            blocks.remove(node)
        else:
            for link in links:
                drop(link)
    head = take_head(blocks, title=title, outlet=outlet, published=published)
    _drop_ending(blocks)
    mark_headings(blocks)
    from lxml.html import tostring

    body = root.find(".//body")
    inner = str(tostring(body if body is not None else root, encoding="unicode"))
    return Newsletter(inner, address, head.dek, head.byline)


def _drop_ending(blocks: list[Node]) -> None:
    words = [len(text_of(node).split()) for node in blocks]
    leaves = [_leads_out(node) for node in blocks]
    first, rest = None, 0
    for at in reversed(range(len(blocks))):
        if not leaves[at]:
            rest += words[at]
        elif rest <= _MOST_AFTER:
            first = at
        if rest > _MOST_AFTER:
            break
    if first is None:
        return
    while first and (leaves[first - 1] or _is_around(blocks[first - 1])):
        first -= 1
    if sum(words[first:]) * 2 > sum(words) and sum(words) > _MOST_AFTER:
        return
    for node in blocks[first:]:
        drop(node)


def _leads_out(node: Node) -> bool:
    """Return whether a block has a link by which a reader ends the newsletter."""
    text = text_of(node)
    return len(text) <= _LONGEST and bool(_LEAVES.search(text)) and node.find(".//a") is not None


def _is_around(node: Node) -> bool:
    text = text_of(node)
    return len(text) <= _LONGEST and bool(_ENDING.search(text))


def _is_hidden(node: Node) -> bool:
    """Return whether nobody sees an element: letters without size are layout where others in it have one."""
    style = (node.get("style") or "")[:2_000]
    if node.get("hidden") is not None or _HIDDEN.search(style):
        return True
    return bool(_TINY.search(style)) and node.find(".//*[@style]") is None


def _is_leaf(node: Node) -> bool:
    """Return whether a block holds no smaller one."""
    return next((True for inner in node.iter(*_SMALL_BLOCKS, "table", "ul", "ol") if inner is not node), None) is None
