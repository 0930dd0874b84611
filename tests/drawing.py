"""Draw the house from its imports: ``python tests/drawing.py [--runtime] [--inside ROOM] [FOLDER]``.

A room is a file or a folder at the top of the package, or at the top of ``cache/``. An arrow leads from a room to
another one that it imports. The floor of a room is the length of the longest chain of imports that begins in it: a room
that imports no other stands on floor 1. With ``--inside cache/store`` the rooms are the files and folders of that room,
and only what they import of each other is drawn. A circle is a set of rooms that import each other, directly or through
others; it stands on one floor.

Every import statement counts, as it does for import-linter: also one in a function, which only comes later, and one
for type checkers, which is knowledge too. ``--runtime`` leaves out what stands below ``if TYPE_CHECKING:``. Modules
named in strings are not seen.
"""

from __future__ import annotations

import argparse
import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = "pullquote"
TOPS = ("cache", "styles", "tui")
DIVIDED = "cache"
"""The folder whose own files and folders are rooms."""


@dataclass(frozen=True)
class Import:
    """One module named by one import statement. Names are dotted and begin below the package: ``cache.library``."""

    importer: str
    line: int
    imported: str


@dataclass(frozen=True)
class Drawing:
    """Rooms, with the number of import statements behind each arrow between them."""

    rooms: frozenset[str]
    arrows: Mapping[tuple[str, str], int]

    def within(self, folder: str) -> Drawing:
        """Return the part of the drawing whose rooms lie in ``folder``."""
        rooms = frozenset(room for room in self.rooms if room.startswith(f"{folder}/"))
        return Drawing(rooms, {pair: count for pair, count in self.arrows.items() if rooms.issuperset(pair)})


def draw(root: Path, *, runtime: bool = False, inside: str = "") -> Drawing:
    """Return the drawing of the package whose parts lie in ``root``; with ``runtime``, without imports for types.

    ``inside`` is the one room whose own rooms are drawn.
    """
    modules = find_modules(root)
    statements = {
        (found.importer, found.line, room_of(found.importer, inside), room_of(found.imported, inside))
        for name, file in modules.items()
        for found in find_imports(name, file, modules.keys(), runtime=runtime)
    }
    whole = Drawing(
        frozenset(room_of(name, inside) for name in modules),
        Counter((source, target) for _, _, source, target in statements if source != target),
    )
    return whole.within(inside) if inside else whole


def find_modules(root: Path) -> dict[str, Path]:
    """Return the files of all modules by dotted name; a package's name ends in ``.__init__``."""
    files = (file for top in TOPS for file in sorted((root / top).rglob("*.py")))
    return {".".join(file.relative_to(root).with_suffix("").parts): file for file in files}


def room_of(module: str, inside: str = "") -> str:
    """Return the room a module is in: ``tui``, ``cache/store``, ``cache/__init__``; ``inside`` one, its own rooms."""
    parts = module.split(".")
    above = inside.split("/") if inside else [DIVIDED]
    return "/".join(parts[: len(above) + 1 if parts[: len(above)] == above else 1])


def find_imports(name: str, file: Path, modules: Set[str], *, runtime: bool = False) -> Iterator[Import]:
    """Yield what a module imports of ``modules``, each module a statement names once."""
    for statement in statements_of(ast.parse(file.read_bytes(), str(file)), runtime=runtime):
        for imported in sorted(
            {module for target in targets_of(name, statement) for module in resolve(target, modules)}
        ):
            yield Import(name, statement.lineno, imported)


def statements_of(node: ast.AST, *, runtime: bool) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield the import statements below a node, at any depth."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif runtime and isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING"):
            for other in child.orelse:
                yield from statements_of(ast.Module([other], []), runtime=runtime)
        else:
            yield from statements_of(child, runtime=runtime)


def targets_of(name: str, statement: ast.Import | ast.ImportFrom) -> Iterator[str]:
    """Yield the full dotted names an import statement asks for, relative ones resolved against module ``name``."""
    if isinstance(statement, ast.Import):
        yield from (alias.name for alias in statement.names)
        return
    base = statement.module or ""
    if statement.level:
        above = f"{PACKAGE}.{name}".split(".")[: -statement.level]
        base = ".".join([*above, base] if base else above)
    yield from (f"{base}.{alias.name}" for alias in statement.names)


def resolve(target: str, modules: Set[str]) -> Iterator[str]:
    """Yield the module a full dotted name belongs to: itself, or the nearest one above it. Others' names yield none."""
    package, *parts = target.split(".")
    while package == PACKAGE and parts:
        name = ".".join(parts)
        for module in (name, f"{name}.__init__"):
            if module in modules:
                yield module
                return
        parts.pop()


def find_circles(drawing: Drawing) -> list[frozenset[str]]:
    """Return the sets of two and more rooms that reach each other, in the order of their names."""
    reached = {room: reach(room, drawing.arrows) for room in drawing.rooms}
    circles = {frozenset(other for other in reached[room] if room in reached[other]) for room in drawing.rooms}
    return sorted((circle for circle in circles if len(circle) > 1), key=sorted)


def reach(room: str, arrows: Iterable[tuple[str, str]]) -> set[str]:
    """Return the rooms that arrows lead to from a room, over any number of others."""
    reached: set[str] = set()
    ahead = [room]
    while ahead:
        here = ahead.pop()
        found = {target for source, target in arrows if source == here} - reached
        reached |= found
        ahead += found
    return reached


def floors(drawing: Drawing) -> dict[str, int]:
    """Return the floor of each room, the lowest being 1."""
    circle_of = {room: circle for circle in find_circles(drawing) for room in circle}
    found: dict[str, int] = {}

    def floor(room: str) -> int:
        if room not in found:
            together = circle_of.get(room, frozenset((room,)))
            below = {target for source, target in drawing.arrows if source in together and target not in together}
            found.update(dict.fromkeys(together, 1 + max(map(floor, below), default=0)))
        return found[room]

    return {room: floor(room) for room in sorted(drawing.rooms)}


def report(drawing: Drawing) -> str:
    """Return the figures of a drawing, then its rooms floor by floor with the rooms each imports."""
    by_room = floors(drawing)
    divided = drawing.within(DIVIDED)
    within = f", within {DIVIDED}/ {max(floors(divided).values(), default=0)}" if divided.rooms < drawing.rooms else ""
    circles = find_circles(drawing)
    lines = [
        f"rooms    {len(drawing.rooms)}",
        f"floors   {max(by_room.values(), default=0)}{within}",
        f"arrows   {len(drawing.arrows)}, of {sum(drawing.arrows.values())} import statements",
        f"circles  {len(circles)}",
        *("         " + ", ".join(sorted(circle)) for circle in circles),
    ]
    for number in sorted(set(by_room.values()), reverse=True):
        lines.append(f"\nfloor {number}")
        for room in sorted(room for room, floor in by_room.items() if floor == number):
            imported = sorted(target for source, target in drawing.arrows if source == room)
            lines.append(f"  {room}" + (f" -> {', '.join(imported)}" if imported else ""))
    return "\n".join(lines)


def main() -> None:
    """Print the drawing of a checkout."""
    parser = argparse.ArgumentParser(description="Count rooms, floors, arrows and circles.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT, help="the checkout")
    parser.add_argument("--runtime", action="store_true", help="leave out imports for type checkers alone")
    parser.add_argument("--inside", metavar="ROOM", default="", help="draw the rooms of one: cache/store")
    options = parser.parse_args()
    print(report(draw(options.folder, runtime=options.runtime, inside=options.inside)))


if __name__ == "__main__":
    main()
