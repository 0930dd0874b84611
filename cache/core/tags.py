"""A person's own tags, as they are written: ``oscars, to review, -gossip`` adds two and takes one away."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from pullquote.cache.core.names import normalize
from pullquote.cache.core.sanitize import clean_line

LENGTH = 60
"""Characters of a tag."""
MOST = 40
"""Tags of one article."""


class TagChange(Struct, frozen=True):
    """Tags to add to articles, and tags to take away."""

    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.add or self.remove)

    def applied(self, tags: Iterable[str]) -> tuple[str, ...]:
        """Return what ``tags`` become, in their order, the new ones last."""
        gone = {normalize(tag) for tag in self.remove}
        kept = {normalize(tag): tag for tag in tags}
        for tag in self.add:
            kept.setdefault(normalize(tag), tag)
        return tuple(tag for key, tag in kept.items() if key not in gone)[:MOST]


def clean_tag(text: str) -> str:
    """Return a tag as it is kept: one line without commas; empty where nothing is left of it."""
    return clean_line(text.replace(",", " "), LENGTH).strip().lstrip("#+-").strip()


def parse_tags(text: str) -> TagChange:
    """Read tags parted by commas; ``-tag`` takes one away. Never raises."""
    add: dict[str, None] = {}
    remove: dict[str, None] = {}
    for part in text.split(","):
        if tag := clean_tag(part):
            (remove if part.strip().startswith("-") else add)[tag] = None
    return TagChange(tuple(add), tuple(remove))


def tag_lines(tags: Iterable[str]) -> str | None:
    """Return tags as one text, one a line; ``None`` for none."""
    return "\n".join(tags) or None


def line_tags(text: str | None) -> tuple[str, ...]:
    """Return the tags that ``tag_lines`` wrote."""
    return tuple(text.split("\n")) if text else ()
