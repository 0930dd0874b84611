"""Pictures in pixels: what a terminal with Kitty graphics is sent, what of it stands where, and that nothing stays."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageStat

from pullquote.cache.core.article import Article, Paragraph, Picture
from pullquote.cache.core.settings import Settings
from pullquote.cache.images.cache import image_cache
from pullquote.cache.images.scale import MOST_BYTES
from pullquote.cache.library import Library
from pullquote.tui.services.images.terminal_pictures import MOST_HELD

from .conftest import IN_CONTROL, MODULE, Terminal
from .kitty import CELL, KITTY, KittyTerminal

URL = "https://img.example/lead.jpg"
Start = Callable[..., KittyTerminal]


def drawing(size: tuple[int, int] = (900, 500)) -> Image.Image:
    """A picture of which no two places look alike."""
    across, down = Image.linear_gradient("L").rotate(90).resize(size), Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (across, down, ImageChops.invert(across)))


def keep(folder: Path, picture: Image.Image, articles: int = 1) -> None:
    """Make a library of articles with a lead picture each."""
    with Library.open(folder / "library", settings=Settings()) as library:
        for number in range(articles):
            file = io.BytesIO()
            picture.save(file, "PNG")
            image_cache(Settings()).keep(f"{URL}?{number}", file.getvalue())
            text = f"Article {number} goes on and on about the harbour and its lights. " * 8
            article = Article(
                title=f"Harbour number {number}", url=f"https://reel.example/{number}", outlet="The Reel",
                lead_image=Picture(f"{URL}?{number}", None, "The harbour at dusk"),
                blocks=(Paragraph(text),) * 12, text=text,
            )  # fmt: skip
            library.keep(replace(article, words=500, minutes=2))


def kitty(**attributes: object) -> type[KittyTerminal]:
    return type("Terminal", (KittyTerminal,), attributes)


@pytest.fixture
def opened(start: Callable[..., Terminal], hermetic: Path) -> Start:
    """Start the reader in a terminal with pictures and open its first article."""

    def run(
        kind: type[KittyTerminal] = KittyTerminal, picture: Image.Image | None = None, **more: object
    ) -> KittyTerminal:
        keep(hermetic, picture or drawing(), articles=int(more.pop("articles", 1)))  # type: ignore[call-overload]
        terminal = start(kind=kind, **more)
        assert isinstance(terminal, KittyTerminal)
        terminal.until(lambda text: "Harbour number" in text)
        terminal.press(b"\r")
        terminal.until(lambda text: "━ Article" in text)
        return terminal

    return run


def like(shown: Image.Image, picture: Image.Image) -> bool:
    """Return whether the pixels on the screen are those of a picture, scaled."""
    difference = ImageChops.difference(shown, picture.resize(shown.size))
    return max(ImageStat.Stat(difference).mean) < 6


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)])
def test_the_picture_on_the_screen_is_the_picture(opened: Start, size: tuple[int, int]) -> None:
    terminal = opened(columns=size[0], lines=size[1])
    terminal.until(lambda _: terminal.is_whole())
    assert like(terminal.pixels(), drawing())
    assert "▀" not in terminal.text()
    assert len(set(terminal.sent)) == len(terminal.sent)
    assert not terminal.wrong


def test_scrolling_moves_and_cuts_it_and_sends_nothing_again(opened: Start) -> None:
    terminal = opened()
    terminal.until(lambda _: terminal.is_whole())
    whole, sent = terminal.placeholders(), len(terminal.sent)
    rows = whole[-1].row + 1
    for step in range(1, rows + whole[0].y + 1):
        terminal.press(b"j")
        top = whole[0].y - step
        terminal.until(
            lambda _, top=top, step=step: (
                [(c.y, c.row) for c in terminal.placeholders() if c.column == 0]
                == [(top + row, row) for row in range(rows) if top + row >= 1]
            )
        )
    assert not terminal.placeholders()
    terminal.press(b"gg")
    terminal.until(lambda _: terminal.placeholders() == whole)
    assert like(terminal.pixels(), drawing())
    assert len(terminal.sent) == sent
    assert not terminal.wrong


def test_a_dialog_covers_it_and_uncovers_it(opened: Start) -> None:
    terminal = opened(columns=200, lines=50)
    terminal.until(lambda _: terminal.is_whole())
    whole, sent = terminal.placeholders(), len(terminal.sent)
    terminal.press(b"t")
    terminal.until(lambda text: "Sections" in text and "Unread" in text)
    covered = terminal.placeholders()
    assert covered
    assert set(covered) < set(whole)  # each where it was, of the same picture
    terminal.press(b"\x1b")
    terminal.until(lambda _: terminal.placeholders() == whole)
    terminal.press(b"gt")
    terminal.until(lambda text: "heme" in text and terminal.placeholders() == whole)
    assert len(terminal.sent) == sent
    assert not terminal.wrong


def test_another_size_of_window_or_of_pictures_is_another_picture(opened: Start) -> None:
    terminal = opened()
    terminal.until(lambda _: terminal.is_whole())
    first = len(terminal.placeholders())
    terminal.resize(80, 24)
    terminal.until(lambda _: terminal.is_whole() and len(terminal.placeholders()) < first)
    assert like(terminal.pixels(), drawing())
    medium = len(terminal.placeholders())
    terminal.press(b"gv")
    terminal.until(lambda _: any(columns * rows > medium for _, columns, rows in terminal.pictures.values()))
    terminal.press(b"gv")
    terminal.until(lambda _: terminal.is_whole() and len(terminal.placeholders()) < medium)
    assert like(terminal.pixels(), drawing())
    terminal.press(b"v")
    terminal.until(lambda text: "put away" in text and not terminal.placeholders())
    assert not terminal.wrong


def test_leaving_leaves_no_picture(opened: Start) -> None:
    terminal = opened()
    terminal.until(lambda _: terminal.is_whole())
    assert terminal.pictures
    terminal.press(b"Q")
    assert terminal.ended() == 0
    assert not terminal.pictures
    assert terminal.restored()
    assert not terminal.wrong


def test_a_signal_while_a_picture_is_sent_leaves_none(opened: Start) -> None:
    terminal = opened(picture=Image.effect_noise((1200, 900), 120).convert("RGB"))
    terminal.until(lambda _: b"a=T" in terminal.received)
    terminal.process.send_signal(signal.SIGTERM)
    terminal.ended()
    assert not terminal.pictures
    assert terminal._pending is None
    assert not terminal.wrong


def test_stopped_and_continued_it_is_sent_again(opened: Start) -> None:
    terminal = opened(command=(*IN_CONTROL, "sh", "-c", 'set -m; "$@"; while jobs %1; do fg; done', "sh", *MODULE))
    terminal.until(lambda _: terminal.is_whole())
    terminal.press(b"\x1a")
    terminal.until(lambda _: terminal.asked == 2 and terminal.is_whole())
    assert len(terminal.pictures) == 1
    terminal.press(b"Q")
    terminal.ended()
    assert not terminal.pictures
    assert not terminal.wrong


@pytest.mark.parametrize(
    ("answer", "delay", "at_once"),
    [
        (b"", 0.0, 100),
        (b"\x1b[?62;22c", 0.0, 100),
        (b"\x1b_Gi=31;EINVAL:no\x1b\\\x1b[?62c", 0.0, 100),
        (b"\x1b_Gi=77;OK\x1b\\\x1b[?1;2c", 0.0, 1),
        (b"\x1b_G;;;;=,=\x1b\\\x1b[6;99999;0t\x1b[6;;t\x1b[?c", 0.0, 7),
        (b"\x1b[?62;c" + KITTY, 0.0, 100),
        (KITTY, 4.0, 100),
    ],
    ids=["silent", "attributes", "refused", "another id", "junk", "afterwards", "late"],
)
def test_a_terminal_that_does_not_say_so_is_sent_no_picture(
    opened: Start, answer: bytes, delay: float, at_once: int
) -> None:
    terminal = opened(kitty(answer=answer, delay=delay, at_once=at_once), ESCDELAY="60000")
    terminal.until(lambda text: "▀" in text)
    terminal.press(b"q")
    terminal.until(lambda text: "━ All articles" in text)
    assert b"a=T" not in terminal.received
    assert not terminal.placeholders()


@pytest.mark.parametrize(("delay", "at_once", "pause"), [(0.4, 1 << 16, 0.0), (0.0, 1, 0.0), (0.0, 13, 0.3)])
def test_an_answer_that_comes_slowly_or_in_pieces_is_one_and_no_key(
    opened: Start, delay: float, at_once: int, pause: float
) -> None:
    terminal = opened(kitty(delay=delay, at_once=at_once, pause=pause), ESCDELAY="60000")
    terminal.until(lambda _: terminal.is_whole())
    assert "━ Article" in terminal.text()


def test_keys_typed_among_the_answers_are_all_taken(start: Callable[..., Terminal], hermetic: Path) -> None:
    keep(hermetic, drawing(), articles=9)
    answer = b"jj" + KITTY.replace(b"\x1b[6", b"j\x1b[6") + b"jj"
    listed = threading.Event()
    terminal = start(kind=kitty(answer=answer, at_once=3, answers_after=listed), ESCDELAY="60000")
    terminal.until(lambda text: "1 of 9" in text.splitlines()[-2])
    listed.set()
    terminal.until(lambda text: "6 of 9" in text.splitlines()[-2])


def test_half_blocks_are_shown_where_they_are_wanted(opened: Start, hermetic: Path) -> None:
    (hermetic / "config.toml").write_text('[reading]\nimages = "blocks"\n')
    terminal = opened(PULLQUOTE_CONFIG=os.fspath(hermetic / "config.toml"))
    terminal.until(lambda text: "▀" in text)
    assert not terminal.asked


def test_under_tmux_all_of_it_is_handed_through(opened: Start) -> None:
    terminal = opened(kitty(answer=b"\x1b[?1;2;4c" + KITTY[:12]), TMUX="/tmp/tmux-0/default,1,0")
    terminal.until(lambda _: terminal.is_whole())
    assert not re.search(rb"(?<!\x1b)\x1b_G", terminal.received)
    terminal.press(b"Q")
    terminal.ended()
    assert not terminal.pictures
    assert not terminal.wrong


def test_what_is_sent_is_bounded_however_large_and_many_the_pictures_are(opened: Start) -> None:
    noise = Image.effect_noise((3000, 2000), 120).convert("RGB")
    terminal = opened(picture=noise, articles=MOST_HELD + 3, lines=60)
    for number in range(MOST_HELD + 3):
        terminal.until(lambda _, number=number: len(terminal.sent) > number and terminal.is_whole())
        terminal.press(b"J")
    assert max(size for size, _, _ in terminal.sent) <= MOST_BYTES
    assert len(terminal.pictures) <= MOST_HELD
    assert not terminal.wrong


def test_a_picture_smaller_than_its_cells_is_sent_as_it_is(opened: Start) -> None:
    terminal = opened(picture=drawing((100, 100)))
    terminal.until(lambda _: terminal.is_whole())
    (png, columns, rows), *_ = terminal.pictures.values()
    assert Image.open(io.BytesIO(png)).size == (100, 100)
    assert (columns * CELL[0], rows * CELL[1]) == (100, 100)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
@pytest.mark.parametrize("allowed", ["on", "off"])
def test_in_tmux_itself_pixels_come_through_where_they_may(
    start: Callable[..., Terminal], hermetic: Path, allowed: str
) -> None:
    keep(hermetic, drawing())
    settings = hermetic / "tmux.conf"
    settings.write_text(f"set -g allow-passthrough {allowed}\nset -as terminal-features ',xterm*:RGB'\n")
    tmux = ("tmux", "-S", os.fspath(hermetic / "tmux"), "-f", os.fspath(settings))
    terminal = start(command=(*tmux, "new-session", shlex.join(MODULE)), kind=KittyTerminal)
    assert isinstance(terminal, KittyTerminal)
    try:
        terminal.until(lambda text: "Harbour number" in text)
        terminal.press(b"\r")
        if allowed == "on":
            terminal.until(lambda _: terminal.is_whole())
            assert like(terminal.pixels(), drawing())
        else:
            terminal.until(lambda text: "▀" in text)
            assert not terminal.asked
        terminal.press(b"Q")
        terminal.ended()
        assert not terminal.pictures
        assert not terminal.wrong
    finally:
        subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)
