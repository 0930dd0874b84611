"""The head of a newsletter: its title again, its name, the line under its title, who wrote it, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from pullquote.cache.extract.html.inline import comparison_key
from pullquote.cache.extract.html.tree import Node, drop, text_of
from pullquote.cache.extract.html.trim import names_and_date

_SUBTITLE = re.compile(
    r"(?:^|[ _-])(?:dek|deck|sub-?title|sub-?head(?:line|ing)?|stand-?first|excerpt)(?:$|[ _-])", re.IGNORECASE
)
_LONGEST_SUBTITLE = 300
_MIN_TEXT = 12
"""Words of a block that is text: behind it no head goes on."""
_MOST = 12
"""Blocks a head may have."""


class Head(Struct, frozen=True):
    """What the head of a newsletter says."""

    dek: str | None = None
    byline: tuple[str, ...] = ()


def take_head(blocks: list[Node], *, title: str, outlet: str, published: datetime | None) -> Head:
    """Drop what the head of a newsletter repeats of its mail, and return what it says beside it.

    ``title`` is the subject of the mail, ``outlet`` the name of its feed. ``blocks`` loses what was dropped.
    """
    known = {key for key in (comparison_key(title), comparison_key(outlet)) if key}
    dek: str | None = None
    byline: tuple[str, ...] = ()
    titled = False
    for node, text in list(_in_head(blocks)):
        key = comparison_key(text)
        if key in known:
            titled = titled or key == comparison_key(title)
        elif titled and dek is None and len(text) <= _LONGEST_SUBTITLE and _is_subtitle(node):
            dek = text
        elif (names := names_and_date(text, published)) is not None:
            byline = byline or names
        elif titled or len(text.split()) >= _MIN_TEXT:
            break
        else:
            continue
        drop(node)
        blocks.remove(node)
    return Head(dek, byline)


def _in_head(blocks: list[Node]) -> Iterator[tuple[Node, str]]:
    """Yield the first blocks but the last, which are no head even if there is nothing else."""
    for node in blocks[: min(_MOST, len(blocks) - 1)]:
        yield node, text_of(node)


def _is_subtitle(node: Node) -> bool:
    """Return whether a block right under the title says more on it: by its name, or as a smaller heading."""
    return bool(_SUBTITLE.search(node.get("class") or "")) or node.tag in ("h2", "h3", "h4", "h5", "h6")
