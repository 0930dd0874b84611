"""What is kept of the list for the next start, and what is drawn of it then: at any later time, as the app would."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.geometry import Region

from pullquote.cache.core.article import TITLE_BLOCK
from pullquote.cache.core.paths import cache_folder
from pullquote.cache.core.query import counts_from_now
from pullquote.cache.core.settings import Listing
from pullquote.cache.library import Library
from pullquote.tui import first_frame
from pullquote.tui.app import Reader
from pullquote.tui.reader.screen import ReaderScreen
from pullquote.tui.reader.ways.next_frame import next_frame
from pullquote.tui.render import rows

from .conftest import DECIDED, Make, at_rest
from .veiled import RECAPS, guarded

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
AGES = [timedelta(seconds=5), timedelta(minutes=8), timedelta(hours=3), timedelta(days=1), timedelta(days=5)]
AGES += [timedelta(days=6, hours=23), timedelta(days=50), timedelta(days=100)]
LATER = [
    timedelta(0), timedelta(minutes=1), timedelta(minutes=3), timedelta(hours=1), timedelta(hours=11, minutes=59),
    timedelta(hours=12, minutes=1), timedelta(hours=22), timedelta(days=1, hours=13), timedelta(days=6),
    timedelta(days=30), timedelta(days=290),
]  # fmt: skip


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The time it is where dates are written; to be changed."""
    times = [NOW]

    class Now(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return times[0].astimezone(tz) if tz else times[0].astimezone().replace(tzinfo=None)

    class Today(date):
        @classmethod
        def today(cls) -> date:  # type: ignore[override]
            return times[0].astimezone().date()

    monkeypatch.setattr(rows, "datetime", Now)
    monkeypatch.setattr(rows, "date", Today)
    return times


def text_at(lines: Sequence[first_frame.Line], when: datetime) -> list[tuple[str, str]]:
    """Return the text and the styles of each line as they are drawn at a time."""
    found = []
    for _, _, rule, variants in lines:
        pieces, label = first_frame._chosen(rule, variants, when.timestamp(), f"{when.astimezone():%Y-%m-%d}")
        text = "".join(text for _, text in pieces)
        whole = text.replace(first_frame.HOLE * len(label), label) if label else text
        found.append((whole, " ".join(f"{style}*{len(text)}" for style, text in pieces)))
    return found


SETTINGS = [
    Listing(),
    Listing(rows="one"),
    Listing(rows="two"),
    Listing(date="short"),
    Listing(date="%d.%m. %H:%M"),
    Listing(by_day=False),
    Listing(format="{unread} {title} {outlet} {date}", rows="one"),
]


@pytest.mark.parametrize("listing", SETTINGS, ids=lambda listing: f"{listing.rows} {listing.date} {listing.format}")
@pytest.mark.parametrize("size", [(120, 40), (50, 30), (220, 40)])
async def test_a_frame_says_at_any_later_time_what_the_list_says(
    tmp_path: Path, plain: Make, clock: list[datetime], listing: Listing, size: tuple[int, int]
) -> None:
    with Library.open(tmp_path / "library", settings=replace(DECIDED, list=listing)) as library:
        for number, age in enumerate(AGES):
            library.keep(replace(plain(number), published=NOW - age), when=NOW - age)
        app = Reader(library)
        async with app.run_test(size=size):
            await at_rest(app)
            screen = app.screen
            assert isinstance(screen, ReaderScreen)
            frame = next_frame(screen, NOW.date())
            assert frame is not None
            assert frame[0] == size
            lines = frame[1]
            headlines = screen.list.keys_widget
            for later in LATER:
                clock[0] = NOW + later
                headlines.notify_style_update()  # rows that were drawn are forgotten
                drawn = [strip.text for strip in headlines.render_lines(Region(0, 0, *headlines.size))]
                top, left = headlines.region.y, headlines.region.x
                kept = [text for text, _ in text_at(lines, clock[0])]
                for y, text in enumerate(drawn):
                    assert kept[top + y].startswith(" " * left + text), later


async def test_a_headline_that_was_unveiled_is_veiled_in_what_is_kept(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library", settings=DECIDED) as library:
        number = guarded(library, *RECAPS)
        app = Reader(library)
        async with app.run_test(size=(120, 40)):
            await at_rest(app)
            screen = app.screen
            assert isinstance(screen, ReaderScreen)
            veiled = screen.access.veils.head_of(number)
            assert veiled is not None
            assert TITLE_BLOCK in veiled.parts
            screen.access.veils.toggle(number, [veiled])
            screen.list.forget()
            await at_rest(app)
            assert any("Ends in a" in strip.text for strip in app.screen._compositor.render_strips())
            frame = next_frame(screen)
            assert frame is not None
            lines = frame[1]
            assert not any("Wedding" in text or "Ends in a" in text for text, _ in text_at(lines, NOW))
            assert any("Copper Lane" in text for text, _ in text_at(lines, NOW))


@pytest.mark.parametrize(
    ("query", "moves"),
    [
        ("", False), ("is:unread", False), ("lighthouse", False), ("before:2024-01-31", False), ("since:2024", False),
        ("since:7d", True), ("-before:today", True), ("is:unread since:yesterday", True), ("is:followed", True),
        ("nowhere:x", True),
    ],
)  # fmt: skip
def test_a_query_that_the_clock_changes_is_known(query: str, moves: bool) -> None:
    assert counts_from_now(query) == moves


@pytest.mark.parametrize(
    "variables",
    [
        {"PULLQUOTE_CACHE": "/somewhere/cache"},
        {"PULLQUOTE_CACHE": "~/cache"},
        {"XDG_CACHE_HOME": "/var/elsewhere"},
        {"XDG_CACHE_HOME": " "},
        {},
    ],
    ids=str,
)
def test_the_frame_lies_in_the_cache_folder(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PULLQUOTE_CACHE", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert Path(first_frame._file(os.environ)).parent == cache_folder()


SHOWN: list[first_frame.Line] = [(row, 1, "", [[("1;38;2;1;2;3", "Tide“ 潮 👩\u200d🚀")]]) for row in range(1, 25)]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A call that may have a frame, and the paths of its files."""
    monkeypatch.setattr(first_frame, "_surroundings", "('here',)")
    (tmp_path / "library.db").write_bytes(b"something")
    return str(tmp_path / "library.db"), str(tmp_path / "config.toml")


def found(size: tuple[int, int] = (80, 24)) -> list[first_frame.Line] | None:
    """Return what would be drawn now."""
    return first_frame._parse(first_frame._read(first_frame._file(os.environ)), size)


def test_what_is_kept_is_what_is_drawn(call: tuple[str, str]) -> None:
    first_frame.keep(((80, 24), SHOWN), *call)
    assert found() == SHOWN
    assert found((80, 25)) is None
    first_frame.keep(None, *call)
    with pytest.raises(FileNotFoundError):
        found()


@pytest.mark.parametrize("text", ["\x1b[2J", "\x9b2J", "a\nb", "\u202e", "\x1f", "\ud800", "\u2028"], ids=ascii)
def test_c01_text_that_a_terminal_would_act_on_is_not_kept(call: tuple[str, str], text: str) -> None:
    first_frame.keep(((80, 24), [(1, 1, "", [[("1", text)]])]), *call)
    with pytest.raises(FileNotFoundError):
        found()


def test_a_frame_with_fewer_lines_than_the_screen_is_not_drawn(call: tuple[str, str]) -> None:
    first_frame.keep(((80, 24), SHOWN[:-1]), *call)
    assert found() is None


@pytest.mark.parametrize("style", ["1m\x1b[2J", "2J", "?25", "1:2", " "])
def test_c01_a_style_is_numbers(call: tuple[str, str], style: str) -> None:
    first_frame.keep(((80, 24), [(1, 1, "", [[(style, "Tide")]])]), *call)
    with pytest.raises(FileNotFoundError):
        found()


def test_a_library_that_others_have_open_or_change_has_no_frame(call: tuple[str, str]) -> None:
    first_frame.keep(((80, 24), SHOWN), *call)
    Path(call[0] + "-wal").write_bytes(b"a change")
    assert found() is None
    first_frame.keep(((80, 24), SHOWN), *call)
    with pytest.raises(FileNotFoundError):
        found()


def test_settings_that_come_make_the_frame_another(call: tuple[str, str]) -> None:
    first_frame.keep(((80, 24), SHOWN), *call)
    Path(call[1]).write_text("[list]\n")
    assert found() is None


def test_in_another_year_dates_may_be_others(call: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    first_frame.keep(((80, 24), SHOWN), *call)
    monkeypatch.setattr(first_frame, "_years", lambda _: "2044 2044")
    assert found() is None


@pytest.mark.parametrize(
    ("words", "is_plain"),
    [
        ([], True), (["open"], True), (["--library", "/a", "open"], True), (["--config=/a"], True),
        (["open", "open"], False), (["open", "12"], False), (["open", "--keep"], False), (["--spoilers"], False),
        (["--offline"], False), (["list"], False), (["-h"], False), (["--lib", "/a"], False),
    ],
)  # fmt: skip
def test_only_a_call_for_the_app_alone_has_a_frame(words: list[str], is_plain: bool) -> None:
    assert (first_frame._plain(words) is not None) == is_plain


def test_one_library_is_not_drawn_for_another_of_the_same_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = first_frame._plain(["--library", "mine"])
    assert given is not None
    said = set()
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        monkeypatch.chdir(tmp_path / folder)
        said.add(first_frame._describe(given, os.environ))
    assert len(said) == 2
    assert len({first_frame._describe(("--library=/a",), {"TERM": term}) for term in ("xterm", "linux")}) == 2
