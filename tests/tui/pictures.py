"""Draw the README's picture from the sample edition: ``python tests/tui/pictures.py [FOLDER]``.

The clock of the sample edition runs on, so the picture is drawn when the look changes, not in every test.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from pullquote.cache.library import Library
from pullquote.cache.settings import Reading, Settings
from pullquote.tui.app import Reader

PICTURES: dict[str, tuple[tuple[int, int], str, tuple[str, ...]]] = {
    "reader": ((120, 40), "pullquote-dark", ("3", "j")),
    "light": ((120, 40), "pullquote-light", ("enter", "right_square_bracket")),
    "small": ((80, 24), "pullquote-dark", ()),
    "phone": ((40, 24), "velvet", ("enter", "right_square_bracket")),
}
"""Name of each picture: size in cells, theme, keys pressed before it is taken."""


async def draw(name: str, folder: Path) -> Path:
    """Draw one picture into ``folder`` as SVG and give its path."""
    size, theme, keys = PICTURES[name]
    with (
        tempfile.TemporaryDirectory() as home,
        Library.open(Path(home), settings=Settings(reading=Reading(theme=theme))) as library,
    ):
        library.samples()
        app = Reader(library)
        async with app.run_test(size=size) as pilot:
            for _ in range(200):
                await pilot.pause(0.02)
                if app.query_one("ReadingView").virtual_size.height:
                    break
            for key in keys:
                await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause()
            await pilot.pause(0.2)
            svg = app.export_screenshot(title="pullquote")
    path = folder / f"{name}.svg"
    # Without this, viewers fold the blanks that keep the columns apart.
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    path.write_text(svg, encoding="utf-8")
    return path


def main() -> None:
    """Draw all pictures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "pictures"
    folder.mkdir(exist_ok=True)
    for name in PICTURES:
        print(asyncio.run(draw(name, folder)))


if __name__ == "__main__":
    main()
