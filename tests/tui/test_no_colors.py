"""With ``NO_COLOR`` no screen has a colour, and what colours tell elsewhere is told all the same."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.cache.library import Library

from .conftest import Session


def painted(session: Session) -> Any:
    """Return the segments of the screen, as they go to the terminal."""
    return [segment for line in session.app.screen._compositor.render_strips() for segment in line]


def looking(session: Session, look: str) -> str:
    """Return the words on the screen that have an attribute."""
    return "\n".join(text.strip() for text, style, _ in painted(session) if style and getattr(style, look))


KEYS = {
    "list": ("j",),
    "article": ("enter", "right_square_bracket"),
    "find": ("enter", "slash", *"street", "enter"),
    "asked": ("slash", *"str"),
    "names": ("g", "3", "j"),
    "quotes": ("g", "4"),
    "feeds": ("g", "5"),
    "sections": ("t",),
    "help": ("question_mark",),
    "palette": ("ctrl+p",),
    "hints": ("g",),
    "page of a name": ("g", "3", "P"),
    "command": ("colon", *"set read"),
}


@pytest.mark.parametrize("name", KEYS)
async def test_no_screen_has_a_colour(
    library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reader(library) as session:
        await session.press(*KEYS[name])
        session.app.notify("a notice")
        await session.settle()
        styles = [style for _, style, _ in painted(session) if style]
        assert not [style for style in styles if style.color or style.bgcolor]


@pytest.mark.parametrize(
    ("keys", "look", "words"),
    [
        ((), "reverse", "Copper Lane"),
        (("enter", "slash", *"street", "enter"), "reverse", "street"),
        (("g", "3", "j", "j"), "reverse", "Dara Finch"),
        (("g", "3", "j", "j"), "underline", "Dara Finch"),
        (("g", "4"), "reverse", "Dara Finch"),
        (("t",), "reverse", "All articles"),
        (("enter", "V", "l"), "reverse", "When"),
        (("colon", *"set ", "down"), "reverse", "reading"),
        (("g", "4", "slash", *"silence", "enter"), "underline", "silence"),
    ],
    ids=str,
)
async def test_what_is_in_focus_or_was_searched_for_is_told(
    library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...], look: str, words: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reader(library) as session:
        await session.press(*keys)
        assert words in looking(session, look)


async def test_set_to_nothing_it_says_nothing(library: Library, reader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    async with reader(library) as session:
        assert any(style and style.bgcolor for _, style, _ in painted(session))
