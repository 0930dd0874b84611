"""The lists of general knowledge beside this module: one entry a line, ``#`` begins a remark."""

from __future__ import annotations

import os
from collections.abc import Iterator


def entries(name: str) -> Iterator[str]:
    """Give the entries of the list ``name`` (the file ``<name>.txt``), trimmed, in its order."""
    # Not pathlib: importing it takes longer than reading all the lists.
    path = os.path.join(os.path.dirname(__file__), f"{name}.txt")  # noqa: PTH118, PTH120
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        for line in file:
            entry = line.strip()
            if entry and not entry.startswith("#"):
                yield entry
