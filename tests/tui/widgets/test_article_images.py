"""Pictures in the reading view: half blocks in kept room, off by key and setting, captions where they cannot be."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image as PILImage
from rich.color_triplet import ColorTriplet
from textual.strip import Strip

from pullquote.cache.core.article import Article, Image, Paragraph, Picture
from pullquote.cache.core.results import Scaled
from pullquote.cache.core.settings import Reading, Settings
from pullquote.cache.images.cache import image_cache
from pullquote.cache.library import Library
from pullquote.tui.app import Reader
from pullquote.tui.render.half_blocks import picture_line
from pullquote.tui.render.highlights import places_of
from pullquote.tui.render.image_layout import LEAD, Frame, frame, pictures_of
from pullquote.tui.render.layout import Passage, typeset

from ..conftest import Session, plain_article, rich_article

LEAD_URL, FIGURE_URL = "https://img.example/lead.jpg", "https://img.example/1.jpg"
CAPTION = "The harbour at dusk"
SIZES = [(40, 20), (80, 24), (120, 40)]


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "truecolor")


def two_halves(size: tuple[int, int] = (640, 360)) -> bytes:
    """A picture that is red above and blue below."""
    picture = PILImage.new("RGB", size, (200, 0, 0))
    picture.paste((0, 0, 200), (0, size[1] // 2, *size))
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def with_lead(article: Article) -> Article:
    more = (Paragraph("And so the story goes on for a good while yet. " * 6),) * 20
    return msgspec.structs.replace(
        article, lead_image=Picture(LEAD_URL, None, CAPTION), blocks=(*article.blocks, *more)
    )


def made(tmp_path: Path, settings: Settings | None = None, **kept: bytes) -> Library:
    """A library whose newest article has a lead picture and a figure; ``kept`` are the pictures that are here."""
    for name, data in kept.items():
        image_cache(Settings()).keep({"lead": LEAD_URL, "figure": FIGURE_URL}[name], data)
    library = Library.open(tmp_path / "library", settings=settings or Settings())
    for number in range(3):
        library.keep(plain_article(number))
    library.keep(with_lead(rich_article()))
    return library


def strips(session: Any) -> list[Strip]:
    view = session.screen.article.keys_widget
    return [view.render_line(y) for y in range(view.size.height)]


def rooms_in(view: Any) -> list[Any]:
    """Return the pictures for which there is room among the lines."""
    found = {id(line.passage): line.passage.picture for line in view.lines if line.passage.picture}
    return list(found.values())


def shown(session: Any) -> list[Strip]:
    return [strip for strip in strips(session) if "▀" in strip.text]


def colours(strip: Strip) -> set[tuple[ColorTriplet | None, ColorTriplet | None]]:
    cells = [s.style for s in strip if s.text.startswith("▀") and s.style]
    return {(c.color and c.color.triplet, c.bgcolor and c.bgcolor.triplet) for c in cells}


@pytest.mark.parametrize("size", SIZES)
async def test_the_lead_picture_stands_above_its_caption(tmp_path: Path, reader: Any, size: tuple[int, int]) -> None:
    with made(tmp_path, lead=two_halves()) as library:
        async with reader(library, size=size) as session:
            await session.press("enter")
            view = session.screen.article.keys_widget
            (rows,) = [picture.rows for picture in rooms_in(view)]
            assert rows <= view.size.height * 0.5
            await session.until(lambda: shown(session))
            lines = shown(session)
            assert colours(lines[0]) == {((200, 0, 0), (200, 0, 0))}
            assert all(line.text.count("▀") <= view._column() for line in lines)
            assert all(line.cell_length == view.room for line in strips(session))
            view.go_to(rows // 2 + 2)
            await session.until(lambda: any(((0, 0, 200), (0, 0, 200)) in colours(line) for line in shown(session)))
            below = next(i for i, line in enumerate(strips(session)) if CAPTION in line.text)
            assert "▀" in strips(session)[below - 1].text


async def test_room_is_kept_before_the_pixels_come(tmp_path: Path, reader: Any) -> None:
    with made(tmp_path, lead=two_halves()) as library:
        async with reader(library) as session:
            await session.press("enter")
            view = session.screen.article.keys_widget
            await session.until(lambda: shown(session))
            drawn, height = [line.text for line in strips(session)], view.virtual_size.height
            view._images._store._scaled.clear()
            view._images.forget_drawn()
            waiting = [line.text for line in strips(session)]
            assert not any("▀" in line for line in waiting)
            assert [line.rstrip() for line in waiting] == [line.replace("▀", " ").rstrip() for line in drawn]
            await session.until(lambda: shown(session))
            assert [line.text for line in strips(session)] == drawn
            assert view.virtual_size.height == height


async def test_a_key_puts_pictures_away_and_is_remembered(tmp_path: Path, reader: Any) -> None:
    with made(tmp_path, lead=two_halves(), figure=two_halves()) as library:
        async with reader(library) as session:
            await session.press("enter")
            await session.until(lambda: shown(session))
            view = session.screen.article.keys_widget
            view.go_to(next(n for n, line in enumerate(view.lines) if line.text.startswith("Holloway told")))
            top = view.lines[round(view.scroll_y)].text
            await session.press("v")
            assert not rooms_in(view)
            assert view.lines[round(view.scroll_y)].text == top
            await session.press("v", "v")
            assert view.lines[round(view.scroll_y)].text == top
        assert library.recall("app.pictures") == "off"
        async with reader(library) as session:
            await session.press("enter")
            assert not session.screen.article.keys_widget.pictures
            assert not shown(session)


async def test_leaving_while_a_picture_is_decoded_leaves_no_worker(tmp_path: Path, reader: Any) -> None:
    noise = PILImage.effect_noise((2400, 1800), 90)
    file = io.BytesIO()
    noise.save(file, "PNG")
    with made(tmp_path, lead=file.getvalue()) as library:
        app = Reader(library)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.press("enter")

            def processes() -> list[Any]:
                thumbnailer = app.screen_stack[0].article.keys_widget._images._store.__dict__.get("_thumbnails")  # type: ignore[attr-defined]
                pool = thumbnailer._workers if thumbnailer else None
                return [worker._process for worker in pool._all] if pool else []

            await Session(app, pilot).until(processes)
            workers = processes()
        assert all(process.poll() is not None for process in workers)


def settings(**reading: Any) -> Settings:
    return Settings(reading=Reading(**reading))


@pytest.mark.parametrize(
    "chosen",
    [settings(images="none"), settings(signs="ascii"), settings(linear=True), settings(theme="silver-screen")],
    ids=["off", "ascii", "linear", "monochrome"],
)
async def test_only_captions_where_pictures_cannot_or_should_not_be(
    tmp_path: Path, reader: Any, chosen: Settings
) -> None:
    with made(tmp_path, chosen, lead=two_halves(), figure=two_halves()) as library:
        async with reader(library) as session:
            await session.press("enter")
            view = session.screen.article.keys_widget
            assert not rooms_in(view)
            assert any("on the set of Copper Lane" in line.text for line in view.lines)


async def test_no_colour_no_pictures(tmp_path: Path, reader: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    with made(tmp_path, lead=two_halves()) as library:
        async with reader(library) as session:
            await session.press("enter")
            assert not shown(session)
            await session.press("v", "v")
            assert "captions" in session.text()


@pytest.mark.parametrize(
    "data",
    [
        two_halves()[:200],
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xc3\x50\0\0\xc3\x50\x08\x02\0\0\0",
        b"<html>not a picture</html>",
        two_halves((1, 1)),
        two_halves((33, 9000)),
    ],
    ids=["cut", "bomb", "page", "pixel", "stripe"],
)
async def test_a_picture_that_is_none_is_its_caption(tmp_path: Path, reader: Any, data: bytes) -> None:
    with made(tmp_path, figure=data) as library:
        async with reader(library) as session:
            await session.press("enter")
            view = session.screen.article.keys_widget
            at = next(n for n, line in enumerate(view.lines) if "on the set of Copper Lane" in line.text)
            view.go_to(at - 10)
            await session.until(lambda: not rooms_in(view))
            await session.settle()
            assert not shown(session)
            assert any("on the set of Copper Lane" in line.text for line in strips(session))


async def test_a_resize_keeps_the_place_and_the_measure(tmp_path: Path, reader: Any) -> None:
    with made(tmp_path, lead=two_halves(), figure=two_halves((400, 800))) as library:
        async with reader(library) as session:
            await session.press("enter")
            await session.until(lambda: shown(session))
            view = session.screen.article.keys_widget
            at = next(n for n, line in enumerate(view.lines) if "on the set of Copper Lane" in line.text)
            view.go_to(at - 5)
            for size in ((40, 20), (80, 24), (160, 50), (120, 40)):
                await session.pilot.resize_terminal(*size)
                await session.until(lambda: view._set_for == view._wants_setting())
                await session.until(lambda: shown(session))
                rooms = rooms_in(view)
                assert len(rooms) == 2
                assert all(r.rows <= view.size.height * 0.5 and r.columns <= view._column() for r in rooms)
            tops = view.lines[round(view.scroll_y) :][:2]
            assert FIGURE_URL in {line.passage.picture.url for line in tops if line.passage.picture}


async def test_searching_copying_and_quotes_pass_pictures_by(tmp_path: Path, reader: Any) -> None:
    with made(tmp_path, lead=two_halves(), figure=two_halves()) as library:
        async with reader(library) as session:
            await session.press("enter")
            view = session.screen.article.keys_widget
            assert view.find(places_of("second season begins")) == 1
            view.step_match(1)
            assert view.match_count == (1, 1)
            await session.press("v")
            assert view.match_count == (1, 1)
            line = view.lines[view.lights.matches[0].line]
            assert "second season begins" in line.text
            await session.press("v", "g", "g", "right_square_bracket")
            assert view.quote is not None


async def test_a_selection_goes_over_a_picture(tmp_path: Path, reader: Any) -> None:
    with made(tmp_path, lead=two_halves()) as library:
        async with reader(library, size=(80, 24)) as session:
            await session.press("enter")
            await session.until(lambda: shown(session))
            view = session.screen.article.keys_widget
            lines = strips(session)
            first = next(y for y, line in enumerate(lines) if "The street is the same" in line.text)
            picture = next(y for y, line in enumerate(lines) if "▀" in line.text)
            last = next(y for y, line in enumerate(lines) if CAPTION in line.text)
            await session.pilot.mouse_down(view, offset=(4, first))
            for y in (picture, picture + 3, last):
                await session.pilot.hover(view, offset=(30, y))
            await session.pilot.mouse_up(view, offset=(30, last))
            selected = session.screen.get_selected_text() or ""
            assert "street is the same" in selected
            assert CAPTION in selected
            assert "▀" not in selected
            assert shown(session)


def test_a_frame_keeps_the_proportions() -> None:
    assert frame("u", (1600, 900), 72, 100) == Frame("u", 72, 20)
    assert frame("u", (1600, 900), 72, 20) == Frame("u", 36, 10)
    assert frame("u", (100, 100), 72, 200) == Frame("u", 72, 36)
    assert frame("u", (40, 40), 72, 200) == Frame("u", 40, 20)
    assert frame("u", (20, 600), 72, 40) is None
    assert frame("u", (16_000, 40), 72, 40) is None
    assert frame("u", (1600, 900), 72, 5) is None


def _pictured(lead: str, *blocks: str) -> Article:
    return Article(title="A", lead_image=Picture(lead), blocks=(Paragraph("One."), *(Image(url) for url in blocks)))


@pytest.mark.parametrize(
    ("lead", "figure"),
    [
        ("https://a.example/x/star.jpg?w=1200", "https://a.example/x/star.jpg?w=640"),
        ("https://a.example/star-1024x576.jpg", "https://cdn.example/star-300x169.jpg"),
        ("https://a.example/star-scaled.jpg", "https://a.example/star.jpg"),
    ],
)
def test_the_lead_picture_is_shown_once(lead: str, figure: str) -> None:
    assert pictures_of(_pictured(lead, figure)) == {1: (figure, lead)}
    assert pictures_of(_pictured(lead, "https://a.example/other.jpg")).keys() == {LEAD, 1}


def test_a_picture_in_the_galley_has_rows_and_no_letters() -> None:
    room = Frame("u", 10, 4)
    picture = Passage("", "picture", picture=room)
    layout = typeset([Passage("Above", "body"), picture, Passage("Below", "body", gap=0)], 20)
    assert [line.text for line in layout.lines] == ["Above", "", "", "", "", "", "Below"]
    assert [line.start for line in layout.lines[2:6]] == [0, 1, 2, 3]
    for line in range(len(layout.lines)):
        assert layout.line_of_place(layout.place(line), layout.lines_above(line)) == line


def test_what_is_not_opaque_lets_the_ground_through() -> None:
    draw: Callable[[int], Scaled] = lambda opacity: Scaled(1, 2, bytes([200, 100, 0, opacity]) * 2)  # noqa: E731
    for opacity, wanted in ((255, (200, 100, 0)), (0, (10, 20, 30))):
        (segment,) = picture_line(draw(opacity), 0, (10, 20, 30))
        assert segment.style is not None
        assert segment.style.color is not None
        assert segment.style.color.triplet == wanted


async def test_a_key_changes_the_size_of_pictures_and_is_remembered(tmp_path: Path, reader: Any) -> None:
    with made(tmp_path, lead=two_halves((400, 800))) as library:
        async with reader(library, size=(120, 40)) as session:
            await session.press("enter")
            await session.until(lambda: shown(session))
            view = session.screen.article.keys_widget
            (medium,) = rooms_in(view)
            await session.press("g", "v")
            (large,) = rooms_in(view)
            await session.press("g", "v")
            (small,) = rooms_in(view)
            assert small.rows < medium.rows < large.rows
            assert "Pictures: small" in session.text()
        async with reader(library, size=(120, 40)) as session:
            await session.press("enter")
            assert rooms_in(session.screen.article.keys_widget) == [small]
