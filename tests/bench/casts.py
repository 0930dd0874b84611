"""What a catalogue's cast lists teach: entities of an annotated set with and without them, as text.

    python -m tests.bench.casts FOLDER          (a folder with docs.jsonl and truth-entities.jsonl, or truth.jsonl)

Three catalogues are made of what the annotator listed: none; one that has the cast of all works but those the article
names most (nothing may change); and one that has the article's own works too. The last is what a catalogue can bring at
most: a service knows more people, and not always these. Prints F1, found, missed and wrong of people and characters.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pullquote.cache.annotate import KnownEntities, annotate
from pullquote.cache.core.article import EntityType
from pullquote.cache.core.names import name_key
from pullquote.cache.core.results import KnownEntity
from pullquote.cache.extract import read

Row = dict[str, Any]


def main() -> None:
    """Measure and print."""
    folder = Path(sys.argv[1])
    docs = {row["id"]: row for row in _rows(folder / "docs.jsonl")}
    there = folder / "truth-entities.jsonl"
    truth = {row["id"]: row["entities"] for row in _rows(there if there.exists() else folder / "truth.jsonl")}
    casts = {key: list(_cast(rows)) for key, rows in truth.items()}
    for label in ("none", "others", "all"):
        counts = {"person": [0, 0, 0], "character": [0, 0, 0], "works": [0, 0, 0]}
        for key, doc in docs.items():
            own = casts[key]
            names = [name for other, cast in casts.items() if other != key for name in cast] if label != "none" else []
            names += own if label == "all" else []
            found = [(entity.name, entity.type) for entity in annotate(_document(doc), KnownEntities(names)).entities]
            for kind, count in counts.items():
                _score(found, truth[key], kind, count)
        for kind, (right, missed, wrong) in counts.items():
            print(f"{label:7} {kind:10} F1 {2 * right / max(1, 2 * right + missed + wrong):.3f}  "
                  f"{right} found, {missed} missed, {wrong} wrong")  # fmt: skip


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _document(doc: Row) -> Any:
    text = doc["text"]
    if doc.get("title") and not text.lstrip().startswith(doc["title"]):
        text = f"{doc['title']}\n\n{text}"
    return read(text.encode(), name="article.txt", content_type="text/plain")


def _cast(rows: list[Row]) -> Iterator[KnownEntity]:
    """Yield people and characters of an article as names of the shows and films it names."""
    titles = tuple(row["name"] for row in rows if row["type"] in ("show", "film") and not row.get("optional"))
    taken = {name_key(title) for title in titles}
    for row in rows:
        kind: EntityType | None = row["type"] if row["type"] in ("person", "character") else None
        if kind and titles and " " in row["name"] + " " * (kind == "character") and name_key(row["name"]) not in taken:
            yield KnownEntity(name=row["name"], type=kind, articles=2, of=titles)


def _score(found: list[tuple[str, str]], truth: list[Row], kind: str, count: list[int]) -> None:
    types = ("show", "film", "franchise") if kind == "works" else (kind,)
    names = [name_key(name) for name, type_ in found if type_ in types]
    seen: set[int] = set()
    for name in names:
        at = next(
            (n for n, row in enumerate(truth) if row["type"] in types and n not in seen and name in _keys(row)), None
        )
        if at is not None:
            seen.add(at)
        elif not any(name in _keys(row) and (row.get("optional") or row["type"] in types) for row in truth):
            count[2] += 1
    for n, row in enumerate(truth):
        if row["type"] in types and not row.get("optional"):
            count[0 if n in seen else 1] += 1


def _keys(row: Row) -> set[str]:
    return {name_key(name) for name in (row["name"], *row.get("aka", ()))}


if __name__ == "__main__":
    main()
