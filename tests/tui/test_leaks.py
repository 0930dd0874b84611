"""No pane, page, dialog or line of the app tells what is guarded: every action of every pane is pressed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from msgspec.structs import replace
from textual.widgets import Input

from pullquote.cache.core.sanitize import clean_address
from pullquote.cache.core.settings import Listing, Open, Reading, Rows, Settings
from pullquote.cache.library import Library
from pullquote.tui.actions import ACTIONS, Action, Group, Pane

from ..e2e.guarded import found_in, furnish
from .conftest import DECIDED, Session

WAYS: dict[Pane, tuple[str, ...]] = {
    Pane.LIST: (),
    Pane.ARTICLE: ("enter",),
    Pane.PEOPLE: ("g", "3"),
    Pane.NAME: ("g", "3", "P"),
    Pane.QUOTES: ("g", "4"),
    Pane.FEEDS: ("g", "5"),
    Pane.CALENDAR: ("g", "6"),
    Pane.BOOK: ("g", "b"),
    Pane.EDITION: ("E", "enter"),
    Pane.SELECTION: ("enter", "V"),
    Pane.OUTPUT: ("vertical_line", *"cat", "enter"),
}
"""Keys that lead to each pane from the list."""
SHOWS = {Pane.QUOTES: "We love it", Pane.FEEDS: "feed"}
"""A word by which a pane is known to be there, where it is not the guarded show."""
LEFT_OUT = {
    "quit", "quit_now", "back", "suspend",  # the app ends
    "veil", "spoiler", "guard", "seen", "seen_next", "undo", "unfollow",  # these show what is guarded, or end a guard
    "remove", "hide_name", "merge_name", "fix_type", "feed_remove",  # these take away what is looked at
    "catalogue_on", "catalogue_off", "catalogue_update", "refresh_all", "refresh_feed", "refresh",  # the network
    "theme",  # pages of their own colours, and slow
}  # fmt: skip
TYPED = ("z", "q", "x")
SPEAKS = """
import pathlib, sys
with pathlib.Path(sys.argv[1]).open("a") as said:
    said.write(" ".join(sys.argv[2:]) + sys.stdin.read())
"""


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a library with guarded articles."""
    folder = tmp_path_factory.mktemp("guarded")
    with Library.open(folder, settings=Settings()) as library:
        furnish(library)
        path = library.path
    return path.read_bytes()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    script = tmp_path / "speaks.py"
    script.write_text(SPEAKS)
    speak = f"{sys.executable} {script} {tmp_path / 'said'}"
    return replace(DECIDED, open=Open(browser="true", speak=speak, enclosure="true"))


@pytest.fixture
def library(tmp_path: Path, furnished: bytes, settings: Settings) -> Iterator[Library]:
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "library.db").write_bytes(furnished)
    with Library.open(folder, settings=settings) as opened:
        yield opened


def told(session: Session) -> list[str]:
    """Return the guarded words in all the app shows, also behind what lies above, and what it would hand on."""
    app = session.app
    copied = "" if clean_address(app.clipboard) == app.clipboard else app.clipboard  # an address that is asked for
    texts = [app.title, app.sub_title, copied, *(f"{one.title} {one.message}" for one in app._notifications)]
    for screen in app.screen_stack:
        texts += ["".join(segment.text for segment in strip) for strip in screen._compositor.render_strips()]
        texts += [str(widget.tooltip) for widget in screen.query("*") if widget.tooltip]
    return found_in("\n".join(texts))


def actions_of(pane: Pane) -> list[Action]:
    """Return what is pressed in a pane: what is its own, and in the list what works anywhere."""
    panes = {pane, Pane.ANYWHERE} if pane is Pane.LIST else {pane}
    found = [one for one in ACTIONS if panes.intersection(one.panes) and one.keys and one.id not in LEFT_OUT]
    return [one for one in found if one.group is not Group.MOVE or one.id == "open"]


def keys(action: Action) -> list[str]:
    return action.keys.split(",")[0].split()


def place(session: Session) -> tuple[Any, ...]:
    return len(session.app.screen_stack), session.app.focused


async def go(session: Session, way: Sequence[str]) -> None:
    """Go to a pane from wherever the app is."""
    for _ in range(6):
        if len(session.app.screen_stack) == 1 and not isinstance(session.app.focused, Input):
            break
        await session.press("escape")
    await session.press("escape", "g", "1", *way)


def test_every_pane_is_walked_and_what_is_left_out_is_there() -> None:
    assert {*WAYS} == {*Pane} - {Pane.ANYWHERE}
    assert {*LEFT_OUT} <= {one.id for one in ACTIONS} | {"refresh"}


@pytest.mark.parametrize("pane", WAYS)
async def test_no_action_tells_what_is_guarded(pane: Pane, library: Library, reader: Any) -> None:
    async with reader(library, size=(110, 70)) as session:
        await go(session, WAYS[pane])
        await session.until(lambda: SHOWS.get(pane, "Saltgate") in session.text())
        moves = [action for action in ACTIONS if action.group is Group.MOVE and pane in action.panes]
        for action in moves:
            if action.id not in LEFT_OUT | {"open"}:
                await session.pilot.press(*keys(action))
        await session.settle()
        assert told(session) == [], f"{pane} tells {told(session)}"
        if pane in (Pane.FEEDS, Pane.OUTPUT):
            return  # what is done there is done with no article
        await go(session, WAYS[pane])
        base = place(session)
        for action in actions_of(pane):
            await session.press(*keys(action))
            assert told(session) == [], f"{action.id} in {pane} tells {told(session)}"
            if isinstance(session.app.focused, Input):
                await session.press(*TYPED)
                assert told(session) in ([], ["zqx"]), f"typing after {action.id} in {pane} tells {told(session)}"
            if place(session) != base:
                await go(session, WAYS[pane])
                base = place(session)


@pytest.mark.parametrize("rows", get_args(Rows))
async def test_no_kind_of_row_tells_what_is_guarded(
    rows: Rows, tmp_path: Path, library: Library, settings: Settings, reader: Any
) -> None:
    del tmp_path
    library.use_settings(
        replace(settings, list=Listing(rows=rows, stories=False), reading=Reading(linear=rows == "one", signs="ascii"))
    )
    async with reader(library, size=(100, 60)) as session:
        await session.press("j")
        assert "Saltgate" in session.text()
        assert told(session) == []


async def test_what_is_handed_on_tells_nothing(library: Library, reader: Any, tmp_path: Path) -> None:
    async with reader(library, size=(110, 60)) as session:
        await session.press("enter", "g", "a")
        await session.until(lambda: (tmp_path / "said").exists() and "harbour" in (tmp_path / "said").read_text())
        await session.settle()
        assert found_in((tmp_path / "said").read_text()) == []
        await session.press("x", "s")
        line = session.app.focused
        assert isinstance(line, Input)
        line.value = str(tmp_path / "kept.txt")
        await session.press("enter")
        await session.until(lambda: (tmp_path / "kept.txt").exists())
        assert "harbour" in (tmp_path / "kept.txt").read_text()
        assert found_in((tmp_path / "kept.txt").read_text()) == []


async def test_with_spoilers_the_app_shows_it(library: Library, reader: Any) -> None:
    library.database.spoilers = True
    async with reader(library, size=(110, 60)) as session:
        await session.press("enter")
        assert "zqxtitle" in told(session)
