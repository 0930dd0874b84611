"""The drawing of the house: what is counted, on a small house made for it, and what our own may come to."""

import ast
import re
from pathlib import Path

import pytest

from . import drawing

GUIDED = 20
"""Files of a room from which on its docstring must say which of them holds what."""
DIVIDED = ("cache/core", "cache/ingest", "cache/store", "tui/services")
"""Rooms that are divided into rooms, none of which imports in a circle."""
TOLD = (*DIVIDED, "tui/reader")
"""Rooms whose rooms each say which of their files holds what."""
HOUSE = {
    "tui/__init__.py": "",
    "tui/app.py": "from pullquote.cache.library import Library\nfrom . import keys\nfrom .keys import KEYS",
    "tui/keys.py": "import pullquote.styles\nimport json, textual.app",
    "styles/__init__.py": "",
    "cache/__init__.py": "__version__ = '1'",
    "cache/library.py": """
from typing import TYPE_CHECKING

from pullquote.cache.store import articles, database
from pullquote.cache.store.articles import put

if TYPE_CHECKING:
    from pullquote.cache.export.text import Text
else:
    Text = None

class Library:
    def version(self):
        from pullquote.cache import __version__
        return __version__
""",
    "cache/export/__init__.py": "",
    "cache/export/text.py": "from ..store.articles import put\ndef text():\n    import pullquote.cache.store.database",
    "cache/store/__init__.py": "from .database import Database",
    "cache/store/articles.py": "from pullquote.cache.store.database import Database",
    "cache/store/database.py": "import sqlite3",
    "elsewhere/other.py": "from pullquote.tui import app",
}


def build(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return build(tmp_path, HOUSE)


def test_rooms_are_what_lies_at_the_top_and_at_the_top_of_the_cache(house: Path) -> None:
    rooms = {"tui", "styles", "cache/__init__", "cache/library", "cache/export", "cache/store"}
    assert drawing.draw(house).rooms == rooms


def test_an_arrow_counts_the_statements_behind_it(house: Path) -> None:
    assert drawing.draw(house).arrows == {
        ("tui", "cache/library"): 1,
        ("tui", "styles"): 1,
        ("cache/library", "cache/store"): 2,
        ("cache/library", "cache/export"): 1,
        ("cache/library", "cache/__init__"): 1,
        ("cache/export", "cache/store"): 2,
    }


def test_imports_for_type_checkers_are_no_imports_at_run_time(house: Path) -> None:
    for_all, at_run_time = drawing.draw(house), drawing.draw(house, runtime=True)
    assert for_all.arrows.keys() - at_run_time.arrows.keys() == {("cache/library", "cache/export")}
    assert at_run_time.arrows["cache/library", "cache/__init__"] == 1


def test_a_floor_is_the_longest_chain_below_a_room(house: Path) -> None:
    drawn = drawing.draw(house)
    assert drawing.floors(drawn) == {
        "tui": 4,
        "cache/library": 3,
        "cache/export": 2,
        "cache/store": 1,
        "cache/__init__": 1,
        "styles": 1,
    }
    assert max(drawing.floors(drawn.within("cache")).values()) == 3
    assert drawing.find_circles(drawn) == []


def test_the_inside_of_a_room_is_drawn_by_itself(house: Path) -> None:
    build(house, {"cache/store/rows/__init__.py": "", "cache/store/rows/one.py": "from ..articles import put"})
    drawn = drawing.draw(house, inside="cache/store")
    assert drawn.rooms == {f"cache/store/{name}" for name in ("__init__", "articles", "database", "rows")}
    assert drawn.arrows == {
        ("cache/store/__init__", "cache/store/database"): 1,
        ("cache/store/articles", "cache/store/database"): 1,
        ("cache/store/rows", "cache/store/articles"): 1,
    }
    assert drawing.report(drawn).splitlines()[:2] == ["rooms    4", "floors   3"]


def test_rooms_that_import_each_other_are_a_circle_on_one_floor(house: Path) -> None:
    build(
        house,
        {
            "cache/store/prune.py": "from pullquote.cache import feeds",
            "cache/feeds.py": "from pullquote.cache.export import text",
        },
    )
    drawn = drawing.draw(house)
    assert drawing.find_circles(drawn) == [{"cache/export", "cache/feeds", "cache/store"}]
    floors = drawing.floors(drawn)
    assert [floors[room] for room in ("cache/store", "cache/feeds", "cache/export")] == [1, 1, 1]
    assert (floors["cache/library"], floors["tui"]) == (2, 3)


def test_the_report_lists_the_rooms_floor_by_floor(house: Path) -> None:
    assert drawing.report(drawing.draw(house)) == "\n".join(
        [
            "rooms    6",
            "floors   4, within cache/ 3",
            "arrows   6, of 8 import statements",
            "circles  0",
            "",
            "floor 4",
            "  tui -> cache/library, styles",
            "",
            "floor 3",
            "  cache/library -> cache/__init__, cache/export, cache/store",
            "",
            "floor 2",
            "  cache/export -> cache/store",
            "",
            "floor 1",
            "  cache/__init__",
            "  cache/store",
            "  styles",
        ]
    )


def test_our_own_house_has_no_circle() -> None:
    drawn = drawing.draw(drawing.ROOT)
    assert {"tui", "styles", "cache/library"} <= drawn.rooms
    assert drawing.find_circles(drawn) == []


@pytest.mark.parametrize("room", DIVIDED)
def test_no_room_of_ours_has_a_circle_inside(room: str) -> None:
    assert drawing.find_circles(drawing.draw(drawing.ROOT, inside=room)) == []


def test_our_own_house_stays_small_enough_to_walk_through() -> None:
    drawn = drawing.draw(drawing.ROOT)
    assert len(drawn.rooms) <= 16, drawing.report(drawn)
    assert max(drawing.floors(drawn.within("cache")).values()) <= 6, drawing.report(drawn)


def test_a_room_of_many_files_says_in_its_docstring_what_each_of_them_holds() -> None:
    wrong = {}
    for face in sorted(face for top in drawing.TOPS for face in (drawing.ROOT / top).rglob("__init__.py")):
        files = {file.stem for file in face.parent.glob("*.py")} - {"__init__"}
        within = face.parent.parent.relative_to(drawing.ROOT).as_posix()
        if (len(files) < GUIDED and within not in TOLD) or face.parent.name == "commands":
            continue  # a file of ``commands`` is a command of its name
        module = ast.parse(face.read_text(encoding="utf-8"))
        words = ast.get_docstring(module) or ""
        own = {node.name for node in module.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        listed = re.findall(r"``([a-z_0-9]+)``", words)
        there = files | own | {folder.name for folder in face.parent.iterdir() if folder.is_dir()}
        if missing := sorted(files.difference(listed)):
            wrong[f"{face.parent.name} lacks"] = missing
        if gone := sorted({*listed} - there - {"annotate"}):
            wrong[f"{face.parent.name} no longer has"] = gone
    assert wrong == {}, "say in the docstring of the room what these files hold"
