"""The few signs the reader draws, in two sets: Unicode (narrow, from the BMP) and plain ASCII.

Every state is carried by a sign or a word, never by colour alone.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.article import EntityType


class Icons(Struct, frozen=True):
    """One set of signs; all are one cell wide but ``ellipsis`` and the arrows of the ASCII set."""

    unread: str = "●"
    read: str = " "
    starred: str = "★"
    queued: str = "≡"
    cursor: str = "▌"
    bar: str = "┃"
    thin_bar: str = "│"
    focus: str = "▐"
    marked: str = "▎"
    """Beside what is in the quote book."""
    note: str = "†"
    """Before a note of the user's."""
    open_quote: str = "“"
    close_quote: str = "”"
    dash: str = "—"
    veiled: str = "▨"
    """Before what is veiled because it would spoil something, and behind a name that is guarded."""
    catalogue: str = "◇"
    """Before what only a catalogue says."""
    dot: str = "·"
    span: str = "–"
    """Between the first and the last of a span of time."""
    bullet: str = "•"
    rule: str = "─"
    heavy: str = "━"
    ornament: str = "⁂"
    picture: str = "▣"
    embed: str = "▷"
    arrow: str = "→"
    corner: str = "└"
    ellipsis: str = "…"
    followed: str = "✓"
    partial: str = "◌"
    full: str = "█"
    empty: str = "░"
    show: str = "□"
    film: str = "▸"
    franchise: str = "◈"
    album: str = "◎"
    song: str = "♪"
    book: str = "▤"
    play: str = "◐"
    game: str = "◆"
    podcast: str = "≈"
    person: str = "◉"
    group: str = "∴"
    character: str = "○"
    organization: str = "▪"
    spoken: bool = False
    """Whether what matters is said in words beside its sign."""

    def of(self, kind: EntityType) -> str:
        """Return the sign of a type of name."""
        return str(getattr(self, kind))


UNICODE = Icons()
ASCII = Icons(
    unread="*", starred="+", queued="=", cursor=">", bar="|", thin_bar="|", focus="#", marked="[", note="^",
    open_quote='"', close_quote='"', dash="--", veiled="%", catalogue="~", dot="-", span="-", bullet="*", rule="-",
    heavy="=", ornament="* * *", picture="#", embed=">", arrow="->", corner="`", ellipsis="...",
    followed="x", partial="o", full="#", empty=".", show="T", film="F", franchise="W", album="A", song="S",
    book="B", play="D", game="G", podcast="R", person="P", group="M", character="C", organization="O",
)  # fmt: skip

# For screen readers: no boxes, no bars; what they would say is said in words or by position.
LINEAR = replace(ASCII, spoken=True, marked=" ", bar=" ", thin_bar=" ", rule=" ", heavy=" ", corner=" ", ornament="---")


def icon_set(name: Literal["unicode", "ascii"], *, linear: bool = False) -> Icons:
    """Return the set a user chose with ``reading.signs``; the plainest with ``reading.linear``."""
    if linear:
        return LINEAR
    return ASCII if name == "ascii" else UNICODE
