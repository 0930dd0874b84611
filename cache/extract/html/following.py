"""Further articles that a page loads below its own, whole and in the same template: they are other pages."""

from __future__ import annotations

from itertools import islice

from pullquote.cache.extract.html.inline import comparison_key
from pullquote.cache.extract.html.tree import Node, beginning_of, drop

_MAX_HEADLINES = 20
_MAX_HEADLINE = 500  # characters
_MIN_PARAGRAPH = 80  # characters


def drop_following_articles(root: Node, title: str | None) -> None:
    """Remove the articles after the one with this headline.

    Each stands in an element like the own article's, beside it, with a headline of first level and paragraphs of its
    own; it is an ``article`` by its tag, or says when or by whom it was written.
    """
    own = comparison_key(title or "")
    headlines = list(islice(root.iter("h1"), _MAX_HEADLINES))
    place = next((at for at, node in enumerate(headlines) if own and _key(node) == own), None)
    if place is None or place + 1 == len(headlines):
        return
    around = {node: node.getparent() for node in headlines[place].iterancestors()}
    for headline in headlines[place + 1 :]:
        if _key(headline) in ("", own):
            continue
        other = next((node for node in headline.iterancestors() if node.getparent() in around), None)
        first = next((node for node in around if other is not None and node.getparent() is other.getparent()), None)
        if first is not None and _is_alike(first, other) and _has_text(first) and _has_text(other):
            drop(other)


def _is_alike(first: Node, other: Node) -> bool:
    """Return whether two elements side by side are set in one template for articles."""
    if first is other or first.tag != other.tag or first.get("class") != other.get("class"):
        return False
    is_signed = other.find(".//time") is not None or bool(
        other.xpath(".//*[@rel='author' or contains(@class, 'byline')]")
    )
    return first.tag == "article" or (bool(first.get("class")) and is_signed)


def _has_text(node: Node) -> bool:
    return any(len(beginning_of(paragraph, _MIN_PARAGRAPH)) >= _MIN_PARAGRAPH for paragraph in node.iter("p"))


def _key(headline: Node) -> str:
    return comparison_key(beginning_of(headline, _MAX_HEADLINE))
