"""Marks lost to 200 random flips, truncations and zeroed pages: ``python -m tests.bench.damage [--rounds 200]`` (D6).

Damages the file of a library in one way after another, lets the program read it, runs what ``pullquote doctor`` runs,
and counts the marks that are gone. The dice are seeded.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from pathlib import Path

from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.library import Library, examine

from ..cache.store import conftest, damage


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice = random.Random(given.seed)
    counts: Counter[str] = Counter()
    lost = extra = 0
    with tempfile.TemporaryDirectory() as name:
        filled = Path(name, "filled")
        damage.fill(filled, conftest.made, conftest.entry)
        with Library.open(filled) as library:
            before = damage.marks(library)
        for number in range(given.rounds):
            kind = damage.KINDS[number % len(damage.KINDS)]
            path = damage.copied(filled, Path(name, "library"))
            damage.harm(path, kind, dice)
            try:
                with Library.open(path.parent) as library:
                    library.headlines(library.ids())
                    library.search("lighthouse")
                counts["read on"] += 1
            except PullquoteError:
                counts["a sentence"] += 1
            try:
                examine(path.parent)
                with Library.open(path.parent) as library:
                    after = damage.marks(library)
            except Exception as error:  # noqa: BLE001 -- counted and shown
                print(f"{number} {kind}: {type(error).__name__}: {error}")
                counts["failed"] += 1
                continue
            counts["set aside" if list(path.parent.glob("*.corrupt-*")) else "mended or sound"] += 1
            if before - after:
                print(f"{number} {kind}: {before - after}")
            lost, extra = lost + len(before - after), extra + len(after - before)
    print(f"{given.rounds} damages to {len(before)} marks each: {lost} marks lost, {extra} not made by anybody")
    print(", ".join(f"{count} {word}" for word, count in sorted(counts.items())))


if __name__ == "__main__":
    main()
