"""Muted words: out of every list, found in a section of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.core.mute import muted_query, unmuted_query
from pullquote.cache.core.settings import Listing, Settings
from pullquote.cache.library import Library


@pytest.mark.parametrize(
    ("mute", "finds", "leaves_out"),
    [
        ("", "", ""),
        ("spoiler", "spoiler", "-spoiler"),
        ('album:"Low Tide" song:ember', 'album:"Low Tide" OR song:ember', '-album:"Low Tide" -song:ember'),
        (
            'spoiler* "season finale"  outlet:"The Reel" -x OR',
            'spoiler* OR "season finale" OR outlet:"The Reel" OR x',
            '-spoiler* -"season finale" -outlet:"The Reel" -x',
        ),
        ('#finale ★ $pay* #a"b', '#finale OR ★ OR $pay* OR #a"b', '-"#finale" -"★" -"$pay"* -"#a b"'),
        ('is:unred spoiler "season', 'spoiler OR "season"', '-spoiler -"season"'),
    ],
)
def test_the_setting_is_read_term_by_term(mute: str, finds: str, leaves_out: str) -> None:
    assert muted_query(mute) == finds
    assert unmuted_query(mute) == f"-is:muted {leaves_out}".strip()


def test_a_term_that_begins_with_a_sign_leaves_out_what_it_finds(
    tmp_path: Path, plain: Callable[[int], Article]
) -> None:
    with Library.open(tmp_path / "library") as library:
        first, second = library.keep(plain(1)), library.keep(plain(2))
        for mute in ("#1", "$1"):
            assert library.ids(muted_query(mute)).tolist() == [first]
            assert library.ids(unmuted_query(mute)).tolist() == [second]
        assert set(library.ids(unmuted_query("★"))) == {first, second}


async def test_what_is_muted_is_in_no_list_but_its_own(
    tmp_path: Path, reader: Any, plain: Callable[[int], Article], rich: Article
) -> None:
    settings = Settings(list=Listing(mute='lighthouse "story 2" outlet:"Outlet 0"'))
    with Library.open(tmp_path / "library", settings=settings) as library:
        shown = {library.keep(plain(1)), library.keep(plain(4)), library.keep(rich)}
        gone = {library.keep(plain(number)) for number in (0, 2, 3)}
        async with reader(library, size=(120, 40)) as session:
            assert set(session.screen.list.keys_widget.ids) == shown
            assert "3 of 3 unread" in session.text()
            await session.press("slash", *"story", "enter")
            await session.until(lambda: "Search: story" in session.text())
            assert not gone & set(session.screen.list.keys_widget.ids)
            await session.press("escape", "t")
            await session.until(lambda: "Muted" in session.text())
            await session.press(*"muted", "enter")
            await session.until(lambda: set(session.screen.list.keys_widget.ids) == gone)
            assert session.screen.list.current_query.section_title == "Muted"
