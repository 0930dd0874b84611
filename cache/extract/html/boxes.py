"""Named boxes: what class and id names tell about the element that wears them.

Publishers name their furniture in English and in full: ``related-posts``, ``newsletter-signup``. A
name only ever counts below the article's own container, where "related" cannot mean the article.
"""

from __future__ import annotations

import re
from enum import Enum

from pullquote.cache.extract.html.tree import Node, classes


class Box(Enum):
    """The kind of box a piece stands in."""

    RELATED = "related"
    NOTE = "note"
    AD = "ad"
    SHARE = "share"
    CAPTION = "caption"
    META = "meta"
    TAGS = "tags"
    SOURCE = "source"
    VERDICT = "verdict"
    ASIDE = "aside"
    HIDDEN = "hidden"
    COMMENTS = "comments"


_NAMES: tuple[tuple[Box, re.Pattern[str]], ...] = tuple(
    (box, re.compile(names))
    for box, names in (
        (Box.COMMENTS, r"(?:^|[ _-])(?:comments?|disqus\w*|respond|replies)(?:$|[ _-])"),
        (
            Box.AD,
            (
                r"(?:^|[ _-])(?:ads?|adverts?|advertisements?|advertising|sponsor(?:ed)?|promoted|dfp|gpt|adslot|"
                r"ad-?unit"
                r"|taboola\w*|outbrain\w*|zergnet\w*|affiliates?|commerce|shop(?:ping)?|buy-?(?:now|box|"
                r"button))(?:$|[ _-])"
            ),
        ),
        (
            Box.RELATED,
            (
                r"related|recirc|read-?(?:more|next|also)|also-?(?:like|read|see)|(?:^|[ _-])more-?(?:from|stor|"
                r"news|in|on|like)"
                r"|recommend|most-?(?:read|popular|viewed|recent|shared)|trending|popular|see-?also|up-?next|"
                r"next-?(?:post|article|up|story)"
                r"|prev-?next|post-?nav|you-?may|you-?might|in-?case-?you|editors?-?picks?|inline-?(?:promo|"
                r"article|story)|teaser"
                r"|latest-?(?:news|stor|post)|top-?stor|carousel-?(?:related|stor)|story-?(?:package|promo|link)|"
                r"promo(?:$|[ _-])"
                r"|onward|further-?reading|in-?article-?(?:link|promo|related)|linked-?(?:stories|articles)|"
                r"rich-?link|readmore"
            ),
        ),
        (
            Box.NOTE,
            (
                r"newsletter|sign-?up|subscri(?:be|ption)|e?mail-?(?:form|capture|alert)|tip-?(?:box|line|us)|"
                r"corrections?(?:$|[ _-])"
                r"|disclaimer|disclosure|author-?(?:bio|info|box|card|desc|about)|about-?(?:the-?)?author|(?:^|"
                r"[ _-])bio(?:$|[ _-])"
                r"|contributor-?(?:bio|note)|endnote|end-?note|editor-?note|paywall|regwall|(?:^|[ _-])cta(?:$|"
                r"[ _-])|app-?promo"
                r"|consent|cookie|gdpr|donat(?:e|ion)|membership|copyright"
            ),
        ),
        (
            Box.SHARE,
            (
                r"(?:^|[ _-])(?:share|sharing|social|addthis|sharedaddy|toolbar|breadcrumbs?|print|pagination|pager|"
                r"page-?links|page-?nav)(?:$|[ _-])|share-?(?:bar|button|tool|link)|social-?(?:share|media|link|icon|"
                r"follow)"
            ),
        ),
        (Box.TAGS, r"(?:^|[ _-])(?:tags?|topics?|keywords?|categories|tag-?list|post-?tags|filed-?under)(?:$|[ _-])"),
        (Box.CAPTION, r"(?:image|photo|picture|media|video|img)-?_*(?:source|credit)"),
        (Box.SOURCE, r"article-?_*sources?(?:$|[ _-])|(?:^|[ _-])(?:sources?|via)(?:$|[ _-])|sources?-?list"),
        (Box.CAPTION, r"caption|credit(?!-?card)|cutline|photo-?by|image-?source"),
        (
            Box.META,
            (
                r"by-?line|dateline|timestamp|(?:^|[ _-])(?:post|entry|article)-?_*(?:meta|info|date)(?:$|[ _-])|"
                r"pub-?date|published|(?:^|[ _-])(?:author|date|time|kicker|eyebrow)(?:$|[ _-])"
            ),
        ),
        (
            Box.VERDICT,
            (
                r"(?:^|[ _-])(?:verdict|review[-_]?(?:box|score|summary|verdict|table)|score-?(?:box|card)|"
                r"rating(?:s|-?box)?|info-?box|fact-?box|(?:game|film|movie|album|show)[-_]?info|credits-?box|"
                r"pros-?(?:and-?)?cons|at-?a-?glance)(?:$|[ _-])"
            ),
        ),
    )
)
_KNOWN: dict[str, Box | None] = {}


class Mark:
    """A named box around a piece: what kind, and which element."""

    __slots__ = ("box", "node")

    def __init__(self, box: Box, node: Node) -> None:
        self.box = box
        self.node = node


def box_of(node: Node) -> Box | None:
    """Return the kind of box an element is by its name or tag, or ``None``."""
    name = classes(node)
    box = box_named(name) if not name.isspace() else None
    if box is None and node.tag in ("aside", "footer"):
        return Box.ASIDE
    return box


def box_named(name: str) -> Box | None:
    """Return the kind of box that class and id names stand for, or ``None``."""
    if name in _KNOWN:
        return _KNOWN[name]
    if "embed" in name:
        return None  # a wrapper of something that lives elsewhere, whatever else it is called
    spaced = re.sub(r"__+", "-", name)
    found = next((box for box, pattern in _NAMES if pattern.search(spaced)), None)
    if len(_KNOWN) < 20_000:
        _KNOWN[name] = found
    return found
