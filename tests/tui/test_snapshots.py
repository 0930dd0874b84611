"""The reader's screens as text, compared with frames that were looked at and kept in ``frames``.

After a change of the look: ``PULLQUOTE_FRAMES=write pytest tests/tui/test_snapshots.py``, then look at the difference.
The line of keys is left out: what stands in it is tested with the actions.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from pullquote.cache.library import Library
from pullquote.cache.model import Headline
from pullquote.tui.signs import ASCII, UNICODE, Signs
from pullquote.tui.text import headline_card, headline_row

from .conftest import WHEN

FRAMES = Path(__file__).parent / "frames"
SIZES = [(40, 20), (80, 24), (120, 40), (200, 50)]
VIEWS = {"list": (), "article": ("enter",), "quote": ("right_square_bracket",), "people": ("3", "j")}
"""The views in the order they are gone through, with the keys that lead there from the one before."""


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pullquote.tui.text.age", lambda when, now=None: "3d")
    monkeypatch.setattr("pullquote.tui.text.day_words", lambda day, today=None: "Wednesday 4 March")


@pytest.mark.parametrize("size", SIZES)
async def test_every_view_looks_as_it_did(library: Library, reader: Any, size: tuple[int, int]) -> None:
    async with reader(library, size=size) as session:
        for view, keys in VIEWS.items():
            await session.press(*keys)
            session.screen.say("")
            await session.settle()
            lines = [line.rstrip() for line in session.text().split("\n")[:-1]]
            assert all(cell_len(line) <= size[0] for line in lines)
            path = FRAMES / f"{view}-{size[0]}x{size[1]}.txt"
            if os.environ.get("PULLQUOTE_FRAMES") == "write":
                path.parent.mkdir(exist_ok=True)
                path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            assert "\n".join(lines) + "\n" == path.read_text(encoding="utf-8"), view


@pytest.mark.parametrize("signs", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize(
    "title",
    [
        "港の灯り、第二シーズンへ静かに戻る " * 3,
        "🎬🎭 Lights 👩‍👩‍👧 return 🇯🇵 again and again " * 2,
        "أضواء الميناء تعود بهدوء " * 4,
        "é" * 99,
    ],
    ids=["chinese", "emoji", "arabic", "combining"],
)
@pytest.mark.parametrize("width", [20, 37, 70, 119])
def test_no_script_breaks_the_columns(title: str, width: int, signs: Signs) -> None:
    from textual.style import Style

    headline = Headline(id=1, title=title, outlet="夜の映画館", when=WHEN, read=False, starred=False)
    row = headline_row(headline, max(width, 64), signs, lambda _: Style.null(), WHEN)
    assert row.cell_length == max(width, 64) - 1 or row.cell_length == max(width, 64)
    for line in headline_card(headline, width, signs, lambda _: Style.null(), WHEN):
        assert line.cell_length <= width


async def test_a_resize_loses_nothing(library: Library, reader: Any) -> None:
    async with reader(library, size=(200, 50)) as session:
        await session.press("j", "enter", "space")
        article, cursor, place = (
            session.screen.reading.article.id,
            session.screen.headlines.cursor,
            session.screen.reading.place,
        )
        for size in ((40, 20), (20, 8), (120, 40), (80, 24), (200, 50)):
            await session.pilot.resize_terminal(*size)
            await session.settle()
            assert session.screen.reading.article.id == article
            assert session.screen.headlines.cursor == cursor
            assert session.screen.reading.has_focus
        assert session.screen.reading.place == pytest.approx(place, abs=0.08)
