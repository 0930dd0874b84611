"""The quote book's values: passages the user highlighted, quotations they kept, and articles with a note.

A clipping has by itself all that is needed to show, cite and find it again: its words, a little of the text around
them, who said them, and where they stood. ``anchoring`` finds it again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

ClippingKind = Literal["highlight", "quotation", "article"]
"""A passage that was highlighted, a quote that was kept, an article that has a note and nothing else."""
CONTEXT: Final = 64
"""Most characters of the text before and after a passage that are kept with it."""
LONGEST: Final = 10_000
"""Most characters of a passage, and of a note."""


class Place(Struct, frozen=True):
    """Where a passage stands: ``block_text(blocks[block])[start:stop]``, or a headline or dek by its number.

    A passage over several blocks has a clipping for each of them.
    """

    block: int
    start: int
    stop: int


class Anchor(Struct, frozen=True, kw_only=True):
    """What a passage is found by: its words, the text before and after them in its block, and where it was last."""

    text: str
    before: str = ""
    after: str = ""
    place: Place


class Clipping(Struct, frozen=True, kw_only=True):
    """One entry of the quote book. ``article`` is ``None`` where the library no longer has it; its facts stay.

    ``note`` is the user's own text, empty for none. ``veiled``: the title is not the article's own, which would spoil
    something for the user; that is found out when it is shown, and not kept.
    """

    id: int
    kind: ClippingKind
    made: datetime
    changed: datetime
    article: int | None = None
    address: str | None = None
    title: str = ""
    outlet: str | None = None
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    anchor: Anchor
    speaker: str | None = None
    via: str | None = None
    note: str = ""
    veiled: bool = False

    @property
    def text(self) -> str:
        """The words that were marked; empty for an article with a note."""
        return self.anchor.text
