"""Draw the README's pictures: ``python -m tests.tui.pictures [FOLDER]``, from the project's folder.

With ``--every FOLDER [NAME...]`` every screen is drawn there at every size in the dark look, and at
120x40 in the others, to be looked at; ``--help`` says the same.
They are drawn when the look changes, not in every test.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest

from pullquote.cache.core.settings import Reading, Settings, Theme
from pullquote.cache.library import Library
from pullquote.tui.app import Reader

from . import scenes
from .conftest import Session

PICTURES: dict[str, tuple[tuple[int, int], Theme, tuple[str, ...]]] = {
    "reader": ((120, 40), "pullquote-dark", ("g", "3", "j")),
    "article": ((80, 42), "pullquote-light", ("enter",)),
    "phone": ((40, 24), "velvet", ("g", "4", "j")),
}
"""Name of each picture: size in cells, theme, keys pressed before it is taken."""
PICTURES_FOLDER = Path(__file__).parents[1] / "pictures"


@contextmanager
def _home() -> Iterator[pytest.MonkeyPatch]:
    """Make a home of its own for as long as pictures are drawn."""
    with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("HOME", home)
        for name, folder in (("LIBRARY", "library"), ("CACHE", "cache"), ("CONFIG", "config.toml")):
            monkeypatch.setenv(f"PULLQUOTE_{name}", str(Path(home) / folder))
        monkeypatch.setattr("textual.constants.COLOR_SYSTEM", "truecolor")
        monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
        yield monkeypatch


@asynccontextmanager
async def _running(library: Library, size: tuple[int, int]) -> AsyncIterator[Session]:
    app = Reader(library)
    async with app.run_test(size=size, notifications=True) as pilot:
        session = Session(app, pilot)
        await session.settle()
        await session.pilot.pause(0.2)
        await session.settle()
        yield session


def _save(session: Session, path: Path) -> None:
    svg = session.app.export_screenshot(title="pullquote")
    # Without this, viewers fold the blanks that keep the columns apart.
    path.write_text(svg.replace("<svg ", '<svg xml:space="preserve" ', 1), encoding="utf-8")


async def draw(name: str, folder: Path) -> Path:
    """Draw one picture of the README into ``folder`` as SVG and return its path."""
    size, theme, keys = PICTURES[name]
    with _home() as monkeypatch:
        if name == "article":  # the sample edition has no pictures
            scenes.still(monkeypatch)
            scenes.keep_pictures()
            scenes.furnish("full", Path(os.environ["PULLQUOTE_LIBRARY"]))
        else:
            with Library.open() as library:
                library.samples()
        await _draw(folder / f"{name}.svg", size, theme, keys)
    return folder / f"{name}.svg"


async def _draw(path: Path, size: tuple[int, int], theme: Theme, keys: tuple[str, ...]) -> None:
    with Library.open(settings=Settings(reading=Reading(theme=theme))) as library:
        async with _running(library, size) as session:
            await session.press(*keys)
            await session.pilot.pause(0.3)
            _save(session, path)


async def draw_scene(name: str, folder: Path) -> None:
    """Draw one screen at every size in the dark, and at 120 by 40 in every look."""
    scene = scenes.SCENES[name]
    with _home() as monkeypatch:
        scenes.still(monkeypatch)
        scenes.keep_pictures()
        home = Path(os.environ["HOME"]) / "edition"
        scenes.furnish(scene.on, home)
        with Library.open(home, settings=scene.settings) as library:
            async with _running(library, scenes.SIZES[0]) as session:
                await scenes.play(session, scene)
                for size in scenes.SIZES:
                    await scenes.at_size(session, size)
                    await session.pilot.pause(0.2)
                    _save(session, folder / f"{name}-{size[0]}x{size[1]}.svg")
                await scenes.at_size(session, (120, 40))
                for look, theme in scenes.LOOKS.items():
                    session.app.theme = theme
                    await session.settle()
                    await session.pilot.pause(0.2)
                    if look != "dark":
                        _save(session, folder / f"{name}-{look}.svg")


def main() -> None:
    """Draw the README's pictures, or every screen."""
    parser = argparse.ArgumentParser(prog="python -m tests.tui.pictures", description=main.__doc__)
    parser.add_argument("--every", action="store_true", help="draw screens at every size and in every look")
    parser.add_argument("folder", nargs="?", type=Path, default=PICTURES_FOLDER, help="where to (%(default)s)")
    parser.add_argument("names", nargs="*", metavar="name", help="with --every: the screens, by default all")
    options = parser.parse_args()
    if options.names and not options.every:
        parser.error("names of screens go with --every")
    if unknown := [name for name in options.names if name not in scenes.SCENES]:
        parser.error(f"no screen is called {unknown[0]}")
    folder: Path = options.folder
    folder.mkdir(exist_ok=True, parents=True)
    if options.every:
        for name in options.names or scenes.SCENES:
            asyncio.run(draw_scene(name, folder))
    else:
        for name in PICTURES:
            print(asyncio.run(draw(name, folder)))


if __name__ == "__main__":
    main()
