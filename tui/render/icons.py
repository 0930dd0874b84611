"""The few signs the reader draws, in two sets: Unicode (narrow, from the BMP) and plain ASCII.

Every state is carried by a sign or a word, never by colour alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from pullquote.cache.core.article import EntityType
    from pullquote.cache.core.settings import Reading


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

_PLAIN_TERMINAL = re.compile(r"vt\d|dumb$|ansi")
"""Kinds of terminals, as terminfo names them, that have letters of ASCII and little else."""


def icons_for(reading: Reading, environment: Mapping[str, str] = os.environ) -> Icons:
    """Return the signs for ``reading.signs``, in the ``auto`` case those this terminal has; the plainest if linear."""
    if reading.linear:
        return LINEAR
    plain = reading.signs == "ascii" or (reading.signs == "auto" and not has_unicode(environment))
    return ASCII if plain else UNICODE


def has_unicode(environment: Mapping[str, str]) -> bool:
    """Return whether a terminal shows Unicode: its kind is none of before that, and its locale (POSIX) is UTF-8.

    Where no variable names a locale, as in many containers, nothing is known of the terminal, and most show it.
    """
    if _PLAIN_TERMINAL.match(environment.get("TERM", "")):
        return False
    locale = next((value for name in ("LC_ALL", "LC_CTYPE", "LANG") if (value := environment.get(name))), "")
    return not locale or "utf8" in locale.lower().replace("-", "")
