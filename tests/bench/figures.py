"""What was measured, and the tables made of it; pure."""

from __future__ import annotations

import json
import statistics
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

OURS = "Pullquote"


def quantile(taken: Sequence[float], part: float) -> float:
    """Return the value below which ``part`` (0 to 1) of the samples lie, by the nearest rank."""
    ordered = sorted(taken)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def short(value: float) -> str:
    """Return a number with three digits that count: 1,234, 123, 12.3, 1.23, .123."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    digits = 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
    return f"{value:.{digits}f}".removeprefix("0") or "0"


@dataclass
class Line:
    """One thing measured of several programs: ``taken`` has each program's samples, one a round or one a key."""

    what: str
    unit: str
    base: str = OURS
    """The program that the others are compared with."""
    keys: bool = False
    """Whether the samples are single keys: p50 and p95 are shown instead of the median and the range."""
    taken: dict[str, list[float]] = field(default_factory=dict)

    def middle(self, program: str) -> float:
        """Return a program's median."""
        return statistics.median(self.taken[program])

    def ratio(self, program: str) -> float | None:
        """Return how many times as much as the base a program takes; ``None`` where either was not measured."""
        if not self.taken.get(self.base) or not self.taken.get(program) or not self.middle(self.base):
            return None
        return self.middle(program) / self.middle(self.base)

    def cell(self, program: str) -> str:
        """Return what a table says of a program: median, range and ratio, or p50, p95 and ratio."""
        if not (taken := self.taken.get(program)):
            return "–"
        said = short(self.middle(program))
        if self.keys:
            said += f" / {short(quantile(taken, 0.95))}"
        elif len(taken) > 1:
            said += f" ({short(min(taken))}–{short(max(taken))})"
        ratio = self.ratio(program)
        return said if program == self.base or ratio is None else f"{said} · {short(ratio)} ×"


@dataclass
class Table:
    """Lines of figures under one title. ``notes`` say what a reader must know of them; ``base`` as in ``Line``."""

    title: str
    base: str = OURS
    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, what: str, unit: str, program: str, taken: Iterable[float], *, keys: bool = False) -> None:
        """Add samples of a program to the line of that name, which is made where there is none."""
        line = next((line for line in self.lines if line.what == what), None)
        if line is None:
            self.lines.append(line := Line(what, unit, self.base, keys))
        line.taken.setdefault(program, []).extend(taken)

    def clear(self, *, keep: Container[str] = ()) -> None:
        """Forget the samples of all programs but those of ``keep``; the order of lines and programs stays."""
        for line in self.lines:
            for name, taken in line.taken.items():
                if name not in keep:
                    taken.clear()

    def programs(self) -> list[str]:
        """Return who was measured, Pullquote first."""
        found = dict.fromkeys(name for line in self.lines for name, taken in line.taken.items() if taken)
        return sorted(found, key=lambda name: name != OURS)

    def markdown(self) -> str:
        """Return the table in Markdown."""
        programs = self.programs()
        rows = [[f"{self.title}", *programs], ["---"] * (len(programs) + 1)]
        rows += [
            [f"{line.what}, {line.unit}", *map(line.cell, programs)] for line in self.lines if any(line.taken.values())
        ]
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([*lines, *(f"\n{note}" for note in self.notes), ""])

    def data(self) -> dict[str, Any]:
        """Return everything as values of JSON: the samples, and what is made of them."""
        return {
            "title": self.title,
            "notes": self.notes,
            "lines": [
                {
                    "what": line.what,
                    "unit": line.unit,
                    "programs": {
                        name: {
                            "median": line.middle(name), "least": min(taken), "most": max(taken),
                            "p95": quantile(taken, 0.95), "ratio": line.ratio(name), "samples": taken,
                        }
                        for name, taken in line.taken.items() if taken
                    },
                }
                for line in self.lines
            ],
        }  # fmt: skip


def as_markdown(tables: Iterable[Table], head: str) -> str:
    """Return all tables as one text."""
    return "\n".join([head, "", *(table.markdown() for table in tables)])


def as_json(tables: Iterable[Table], about: dict[str, Any]) -> str:
    """Return all tables as one JSON text, with what is known of the run."""
    return json.dumps({**about, "tables": [table.data() for table in tables]}, indent=1, ensure_ascii=False)
