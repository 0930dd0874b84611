"""Foreign bytes and texts are parsed and matched in workers: who else imports what does that is listed here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("extract", "feeds", "annotate")
"""Rooms whose functions parse and match."""
IN_WORKERS = {"cache/workers/worker.py", "cache/workers/analyze.py"}
"""Modules whose functions run in a worker."""
IN_THE_PROGRAM = {
    "cache/ingest/bundled.py",  # annotates the sample edition, whose text is ours
    "cache/ingest/reannotate.py",  # annotates text that a worker has cleaned and cut
    "cache/ingest/subscribe.py",  # the links of a page and the list of feeds that a user names
    "cache/library.py",  # reads the list of feeds that a user hands over
    "cache/workers/pool.py",  # takes a type only, to read an answer
}
"""Modules that call them in the program itself, with the reason; one more needs a worker instead."""


def _imports(tree: ast.AST) -> Iterator[str]:
    """Return the modules that are imported, but for those that only types are taken from."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        yield from _imports(node)


def test_c06_foreign_text_is_parsed_in_workers_alone() -> None:
    rooms = {f"pullquote.cache.{room}" for room in ROOMS}
    callers = set()
    for path in sorted([*(ROOT / "cache").rglob("*.py"), *(ROOT / "tui").rglob("*.py")]):
        place = path.relative_to(ROOT).as_posix()
        if place in IN_WORKERS or place.startswith(tuple(f"cache/{room}/" for room in ROOMS)):
            continue
        found = set(_imports(ast.parse(path.read_text(encoding="utf-8"))))
        if any(name == room or name.startswith(f"{room}.") for name in found for room in rooms):
            callers.add(place)
    assert callers == IN_THE_PROGRAM
