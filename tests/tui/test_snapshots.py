"""Every screen of the reader as text and as colours, compared with files that were looked at.

``frames`` has each screen at four sizes, ``looks`` what colours its cells have at 120 by 40 in the dark, the light and
the monochrome look. After a change: ``PULLQUOTE_FRAMES=write pytest tests/tui/test_snapshots.py``, then look at the
difference, and at the pictures of what has changed: ``python -m tests.tui.pictures --every FOLDER NAME``.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.strip import Strip

from pullquote.cache.core.results import Headline
from pullquote.cache.library import Library
from pullquote.tui.app import Reader
from pullquote.tui.render.icons import ASCII, UNICODE, Icons
from pullquote.tui.render.rows import RowLook, headline_card, headline_row
from pullquote.tui.screens.dialog import Dialog

from . import looks, scenes
from .conftest import WHEN, Session

FRAMES, LOOKS = Path(__file__).parent / "frames", Path(__file__).parent / "looks"
READ, SIGN = 4.5, 3.0
"""The least contrast of words (WCAG 2.1, AA), and of signs that repeat in shape what a word says."""
LOOKED_AT = (120, 40)
WRITE = os.environ.get("PULLQUOTE_FRAMES") == "write"


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make each library of the scenes once."""
    folder = tmp_path_factory.mktemp("editions")
    for kind in {scene.on for scene in scenes.SCENES.values()}:
        scenes.furnish(kind, folder / kind)
    return folder


@pytest.fixture
def stage(editions: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a copy of the library of a scene, the clock standing."""
    scenes.still(monkeypatch)
    scenes.keep_pictures()

    def opened(scene: scenes.Scene) -> Library:
        shutil.copytree(editions / scene.on, tmp_path / "library")
        return Library.open(tmp_path / "library", settings=scene.settings)

    return opened


def same(path: Path, text: str) -> None:
    if WRITE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), path.name


def strips(session: Session) -> list[Strip]:
    drawn: list[Strip] = session.app.screen._compositor.render_strips()
    return drawn


def check_colours(session: Session, drawn: list[Strip], look: str, *, icons: bool) -> None:
    """Every word can be read against what is behind it; the monochrome look has no colour."""
    screen = session.app.screen
    # What a dialog lies over is dimmed, so that nobody reads on there.
    over = screen.query_one(".box").region if isinstance(screen, Dialog) else screen.region
    for row, column, cell in looks.cells_of(drawn):
        if look == "monochrome":
            grey = [part for part in (cell.look.ink, cell.look.paper) if part not in ("", "none")]
            assert all(part[1:3] == part[3:5] == part[5:7] for part in grey), (row, column, cell)
        word = cell.text.isalnum()
        if over.contains(column, row) and (word or (icons and looks.is_sign(cell.text))):
            assert cell.ratio >= (READ if word else SIGN), (look, row, column, cell)


@pytest.mark.parametrize("name", scenes.SCENES)
async def test_every_screen_looks_as_it_did(stage: Any, name: str) -> None:
    scene = scenes.SCENES[name]
    with stage(scene) as library:
        app = Reader(library)
        async with app.run_test(size=scenes.SIZES[0], notifications=True) as pilot:
            session = Session(app, pilot)
            await scenes.play(session, scene)
            # The size of the looks last: it then need not be come to again.
            for size in sorted(scenes.SIZES, key=lambda size: size == LOOKED_AT):
                await scenes.at_size(session, size)
                drawn = strips(session)
                lines = [line.text.rstrip() for line in drawn]
                assert all(cell_len(line) <= size[0] for line in lines)
                same(FRAMES / f"{name}-{size[0]}x{size[1]}.txt", "\n".join(lines) + "\n")
            every = {}
            for look, theme in scenes.LOOKS.items():
                if app.theme != theme:
                    app.theme = theme
                    await session.settle()
                every[look] = strips(session)
                reading = scene.settings.reading
                check_colours(session, every[look], look, icons=reading.signs != "ascii" and not reading.linear)
            same(LOOKS / f"{name}.txt", looks.written(every))


@pytest.mark.parametrize("icons", [UNICODE, ASCII], ids=["unicode", "ascii"])
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
def test_no_script_breaks_the_columns(title: str, width: int, icons: Icons) -> None:
    from textual.style import Style

    headline = Headline(id=1, title=title, outlet="夜の映画館", when=WHEN, read=False, starred=False)
    row = headline_row(headline, max(width, 64), RowLook(icons), lambda _: Style.null(), WHEN)
    assert row.cell_length == max(width, 64) - 1 or row.cell_length == max(width, 64)
    for line in headline_card(headline, width, RowLook(icons), lambda _: Style.null(), WHEN):
        assert line.cell_length <= width


async def test_a_resize_loses_nothing(library: Library, reader: Any) -> None:
    async with reader(library, size=(200, 50)) as session:
        await session.press("j", "enter", "space")
        article, cursor, place = (
            session.screen.article.article.id,
            session.screen.list.keys_widget.cursor,
            session.screen.article.keys_widget.place,
        )
        for size in ((40, 20), (20, 8), (120, 40), (80, 24), (200, 50)):
            await session.pilot.resize_terminal(*size)
            await session.settle()
            assert session.screen.article.article.id == article
            assert session.screen.list.keys_widget.cursor == cursor
            assert session.screen.article.keys_widget.has_focus
        assert session.screen.article.keys_widget.place == pytest.approx(place, abs=0.08)
