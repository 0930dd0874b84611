"""How well articles of the same news find each other: figures over made-up articles of several writers.

    python tests/bench/story_pairs.py [--show] [--cut] [tests/data/stories/blind.jsonl …]

A line of a file is a group: three articles of the same news, under ``same``, and two that look like them and are other
news. They go the way entries of feeds go, through a whole library. Printed for each file: how many pairs of the same
news are in no common story, and how many of other news are in one; with ``--show``, which. With ``--cut`` each article
is its headline, its dek and its first sentence, as many a feed has no more.
"""

from __future__ import annotations

import html
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from pullquote.cache.core.article import Article
from pullquote.cache.core.feed import Entry
from pullquote.cache.library import Library
from pullquote.cache.workers.analyze import analyze_entry

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")
SETS = Path(__file__).parents[1] / "data" / "stories"


class Told(NamedTuple):
    """An article of a group, the number of the group, and whether it is one of those of the same news."""

    group: int
    same: bool
    article: Article
    when: datetime


class Found(NamedTuple):
    """Pairs of headlines: of the same news, those of them in no common story; of other news, those of them in one."""

    same: int
    missed: list[tuple[str, str]]
    other: int
    wrong: list[tuple[str, str]]


def told_in(path: Path, *, cut: bool = False) -> Iterator[Told]:
    """Yield the articles of a file, understood as entries of feeds are; ``cut``: of each text the first sentence."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        group = json.loads(line)
        for kind in ("same", "other"):
            for place, told in enumerate(group[kind]):
                if cut:
                    told["text"] = _SENTENCE_ENDS.split(told["text"].strip(), maxsplit=1)[0]
                entry = _entry(told, f"{number}-{kind}-{place}")
                assert entry.published is not None
                yield Told(number, kind == "same", analyze_entry(entry, outlet=told["outlet"]), entry.published)


def _entry(told: dict[str, Any], key: str) -> Entry:
    host = "".join(filter(str.isalnum, told["outlet"].lower()))
    return Entry(
        key=key,
        id=key,
        title=told["title"],
        link=f"https://{host}.example/{key}",
        published=datetime.fromisoformat(told["published"]),
        content="".join(f"<p>{html.escape(part)}</p>" for part in told["text"].split("\n") if part.strip()),
        summary=html.escape(told["dek"]),
    )


def found_in(path: Path, *, cut: bool = False) -> Found:
    """Put the articles of a file into a new library, the earliest first, and return what its stories make of them."""
    told = sorted(told_in(path, cut=cut), key=lambda one: one.when)
    with tempfile.TemporaryDirectory() as folder, Library.open(Path(folder)) as library:
        numbers = [library.keep(one.article, origin="feed", when=one.when) for one in told]
        story = {headline.id: headline.story for headline in library.headlines(numbers)}
    found = Found(0, [], 0, [])
    same = other = 0
    for (first, one), (second, two) in combinations(zip(told, numbers, strict=True), 2):
        together = story[one] is not None and story[one] == story[two]
        pair = (first.article.title, second.article.title)
        if first.group == second.group and first.same and second.same:
            same += 1
            if not together:
                found.missed.append(pair)
        elif first.group == second.group:
            other += 1
            if together:
                found.wrong.append(pair)
        elif together:
            found.wrong.append(pair)
    return found._replace(same=same, other=other)


def main(files: list[Path], *, show: bool, cut: bool) -> None:
    """Print the figures of files."""
    for path in files:
        found = found_in(path, cut=cut)
        print(f"{path.stem}: missed {len(found.missed)} of {found.same} ({len(found.missed) / found.same:.1%}), "
              f"wrong {len(found.wrong)} of {found.other} ({len(found.wrong) / found.other:.1%})")  # fmt: skip
        for what, pairs in (("missed", found.missed), ("wrong", found.wrong)) if show else ():
            for pair in pairs:
                print(f"  {what}: {' | '.join(pair)}")


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    main([*map(Path, given)] or sorted(SETS.glob("*.jsonl")), show="--show" in sys.argv, cut="--cut" in sys.argv)
