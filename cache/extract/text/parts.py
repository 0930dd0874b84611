"""The pieces of a text that has no markup of its own, as ``plain`` and ``markdown`` hand them on."""

from __future__ import annotations

from typing import Literal

from pullquote.cache.core.article import Block
from pullquote.cache.extract.html.inline import Rich

PartKind = Literal["text", "heading", "block"]


class Part:
    """One part: running text, a heading, or a block that is finished already (a list, a picture).

    ``rich`` is the text with its spans; ``level`` counts for headings.
    """

    __slots__ = ("block", "kind", "level", "rich")

    def __init__(self, kind: PartKind, rich: Rich | None = None, *, level: int = 2, block: Block | None = None) -> None:
        self.kind: PartKind = kind
        self.rich = rich or Rich("")
        self.level = level
        self.block = block

    @property
    def text(self) -> str:
        """The text of the part."""
        return self.rich.text
