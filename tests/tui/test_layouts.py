"""On a keyboard set to another script, a key does what it does on a US keyboard."""

from __future__ import annotations

from typing import Any

import pytest

from pullquote.cache.core.settings import Settings
from pullquote.cache.library import Library
from pullquote.tui.actions.layouts import on_us_keyboard
from pullquote.tui.screens.dialog import Dialog

from .conftest import DECIDED, plain_article

JUMPS = {  # the letters of the keys G, g, g, j, f
    "Russian": "Пппоа", "Ukrainian": "Пппоа", "Greek": "Γγγξφ", "Arabic": "ﻷللتب", "Georgian": "Gგგჯფ",
    "Korean": "Gㅎㅎㅓㄹ", "Hebrew": "Gעעחכ",
}  # fmt: skip


@pytest.mark.parametrize("language", JUMPS)
async def test_letters_of_other_scripts_press_the_keys_they_lie_on(
    library: Library, reader: Any, language: str
) -> None:
    async with reader(library) as session:
        rows = session.screen.list.keys_widget
        last, *first, down, star = JUMPS[language]
        await session.press(last)
        assert rows.cursor == 5
        await session.press(*first)
        assert rows.cursor == 0
        await session.press(down)
        assert rows.cursor == 1
        await session.press(star)
        await session.until(lambda: library.count("is:starred") == 1)


async def test_a_digit_of_another_script_counts(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("٣", "ت")
        assert session.screen.list.keys_widget.cursor == 3


async def test_dialogs_and_pages_take_them_too(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("е")  # t
        assert isinstance(session.app.screen, Dialog)
        await session.press("escape", "п", "4")
        assert "Quotes" in session.text()
        await session.press("й")  # q
        await session.press("question_mark")
        assert isinstance(session.app.screen, Dialog)
        await session.press("й")
        assert not isinstance(session.app.screen, Dialog)


async def test_a_line_is_typed_in_the_script_of_the_keyboard(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.press("slash", *"море", "enter")
        assert session.screen.list.query_text
        assert "море" in session.text()


async def test_what_is_typed_while_a_line_opens_is_not_changed(library: Library, reader: Any) -> None:
    async with reader(library) as session:
        await session.app._press_keys(["slash", "о", "о"])
        await session.settle()
        assert "оо" in session.text()


async def test_a_key_of_the_users_own_comes_first(tmp_path: Any, reader: Any) -> None:
    own = Settings(keys={"star": "о"}, catalogue=DECIDED.catalogue)
    with Library.open(tmp_path / "library", settings=own) as library:
        for number in range(3):
            library.keep(plain_article(number))
        async with reader(library) as session:
            await session.press("о")
            await session.until(lambda: library.count("is:starred") == 1)
            assert session.screen.list.keys_widget.cursor == 0


@pytest.mark.parametrize(
    ("letter", "key"),
    [("і", "s"), ("ў", "o"), ("Ї", "}"), ("ά", "a"), ("ی", "d"), ("۴", "4"), ("่", "j"), ("j", None), ("é", None)],
)
def test_a_letter_lies_where_the_layout_has_it(letter: str, key: str | None) -> None:
    assert on_us_keyboard(letter) == key
