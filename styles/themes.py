"""Six themes of our own: three dark, two light, one without colour.

Each is a handful of colours; what they colour stands in the stylesheets. Body text has a contrast of at
least 7 to 1 against its background, quiet text at least 4.5 to 1.
"""

from __future__ import annotations

from textual.theme import Theme

DEFAULT = "pullquote-dark"
DEFAULT_LIGHT = "pullquote-light"
MONOCHROME = "silver-screen"


def _theme(
    name: str,
    *,
    ink: str,
    paper: str,
    raised: str,
    quiet: str,
    line: str,
    accent: str,
    quote: str,
    name_color: str,
    dark: bool,
    cursor: str | None = None,
    lit: str,
    marked: str,
    error: str | None = None,
) -> Theme:
    return Theme(
        name=name,
        primary=accent,
        secondary=name_color,
        accent=accent,
        warning=accent,
        error=error or ("#ff7a70" if dark else "#a3180f"),
        success=error or ("#8fbf7f" if dark else "#2c6a1e"),
        foreground=ink,
        background=paper,
        surface=paper,
        panel=raised,
        dark=dark,
        variables={
            "quiet": quiet,
            "line": line,
            "quote": quote,
            "name": name_color,
            "cursor-row": cursor or raised,
            "lit": lit,
            "marked": marked,
            "marked-style": "underline" if name == MONOCHROME else "none",
            "block-cursor-background": cursor or raised,
            "block-cursor-foreground": ink,
            "block-cursor-text-style": "none",
            "block-cursor-blurred-background": paper,
            "block-cursor-blurred-foreground": ink,
            "scrollbar": line,
            "scrollbar-hover": quiet,
            "scrollbar-active": quiet,
            "scrollbar-background": paper,
            "scrollbar-background-hover": paper,
            "scrollbar-background-active": paper,
            "scrollbar-corner-color": paper,
            "input-cursor-background": ink,
            "input-cursor-foreground": paper,
            "input-selection-background": lit,
            "screen-selection-background": lit,
            "screen-selection-foreground": ink,
        },
    )


THEMES: tuple[Theme, ...] = (
    _theme(
        DEFAULT, ink="#e6e1d8", paper="#16161b", raised="#25252e", quiet="#9a958c", line="#3a3a44",
        accent="#f2b84b", quote="#ffd98a", name_color="#8fc7e8", dark=True, lit="#5a4312", marked="#22403b",
    ),
    _theme(
        DEFAULT_LIGHT, ink="#23201b", paper="#faf6ee", raised="#ece4d4", quiet="#6a6357", line="#d3c8b4",
        accent="#9c3a1f", quote="#7c2d18", name_color="#1d5a80", dark=False, lit="#ffe08a", marked="#cfe8d5",
    ),
    _theme(
        "noir", ink="#d8d8d8", paper="#000000", raised="#1d1d1d", quiet="#909090", line="#333333",
        accent="#e0483e", quote="#ffffff", name_color="#b9c7d6", dark=True, lit="#5c1a16", marked="#2c2c40",
    ),
    _theme(
        "velvet", ink="#eadfe4", paper="#1f1018", raised="#351c29", quiet="#ab929f", line="#4d2d3d",
        accent="#ff8fa8", quote="#ffc9d4", name_color="#d9b3ff", dark=True, lit="#6b2540", marked="#45285c",
    ),
    _theme(
        "newsprint", ink="#1a1a1a", paper="#ffffff", raised="#e9e9e9", quiet="#5f5f5f", line="#cfcfcf",
        accent="#1a1a1a", quote="#003f7d", name_color="#7a1f5c", dark=False, lit="#fff2a8", marked="#d3ecd6",
    ),
    _theme(
        MONOCHROME, ink="#e4e4e4", paper="#101010", raised="#2c2c2c", quiet="#9c9c9c", line="#444444",
        accent="#ffffff", quote="#ffffff", name_color="#e4e4e4", dark=True, lit="#555555", marked="#383838",
        error="#ffffff",
    ),
)  # fmt: skip

NAMES = tuple(theme.name for theme in THEMES)
THEME_WORDS = {
    theme.name: ("dark" if theme.dark else "light") + (", no colour" if theme.name == MONOCHROME else " theme")
    for theme in THEMES
}
"""What each theme is, in a word or two."""


def after(name: str) -> str:
    """Return the theme after the one with this name, around the end; the first after one that is not ours."""
    return NAMES[(NAMES.index(name) + 1) % len(NAMES)] if name in NAMES else NAMES[0]
