"""The pure parts of the bench: what its tables say of samples, and what it reads of a library. Nothing is timed."""

from __future__ import annotations

import json
import sqlite3
import sys
from pathlib import Path

import pytest

from .bench.figures import OURS, Table, as_json, as_markdown, quantile, short
from .bench.refreshes import standing


def table() -> Table:
    made = Table("start")
    made.add("first headline", "ms", "newsboat", [100.0, 90.0, 120.0])
    made.add("first headline", "ms", OURS, [400.0, 500.0, 600.0])
    made.add("key", "ms", OURS, [float(n) for n in range(1, 101)], keys=True)
    return made


def test_a_table_says_medians_ranges_and_ratios_with_pullquote_first() -> None:
    lines = table().markdown().splitlines()
    assert lines[0] == "| start | Pullquote | newsboat |"
    assert lines[2] == "| first headline, ms | 500 (400–600) | 100 (90.0–120) · .200 × |"


def test_single_keys_are_said_as_p50_and_p95_and_who_was_not_measured_has_a_dash() -> None:
    assert table().markdown().splitlines()[3] == "| key, ms | 50.5 / 96.0 | – |"


def test_a_round_that_warms_is_forgotten_but_for_programs_that_have_no_other() -> None:
    made = table()
    made.clear(keep=["newsboat"])
    assert made.programs() == ["newsboat"]
    assert made.markdown().splitlines()[2] == "| first headline, ms | 100 (90.0–120) |"
    assert "key" not in made.markdown()


def test_commands_are_compared_with_another_base() -> None:
    made = Table("print", base="floor")
    made.add("show", "ms", OURS, [80.0])
    made.add("show", "ms", "floor", [40.0])
    assert made.markdown().splitlines()[2] == "| show, ms | 80.0 · 2.00 × | 40.0 |"


def test_json_has_every_sample_and_what_is_made_of_them() -> None:
    said = json.loads(as_json([table()], {"about": "here"}))
    line = said["tables"][0]["lines"][0]
    assert said["about"] == "here"
    assert line["programs"]["newsboat"] == {
        "median": 100.0, "least": 90.0, "most": 120.0, "p95": 120.0, "ratio": 0.2, "samples": [100.0, 90.0, 120.0],
    }  # fmt: skip
    assert as_markdown([table()], "here").startswith("here\n\n| start |")


@pytest.mark.parametrize(
    ("value", "said"), [(1234.4, "1,234"), (123.4, "123"), (12.34, "12.3"), (1.234, "1.23"), (0.1234, ".123")]
)
def test_numbers_have_three_digits_that_count(value: float, said: str) -> None:
    assert short(value) == said


def test_a_quantile_is_one_of_the_samples() -> None:
    assert quantile([3.0, 1.0, 2.0], 0.95) == 3.0
    assert quantile([1.0], 0.5) == 1.0


def test_what_is_listed_and_what_is_still_to_be_understood_is_read_of_the_file() -> None:
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE article (id INTEGER PRIMARY KEY)")
    conn.execute("INSERT INTO article VALUES (1), (2), (3)")
    assert standing(conn) == (3, 0)
    conn.execute("CREATE TABLE pending (article INTEGER, feed INTEGER, entry BLOB)")
    conn.execute("INSERT INTO pending VALUES (3, 1, x'')")
    assert standing(conn) == (3, 1)


def test_no_bench_that_is_run_as_a_file_hides_a_module_of_python() -> None:
    folder = Path(__file__).parent / "bench"
    assert {file.stem for file in folder.glob("*.py")}.isdisjoint(sys.stdlib_module_names)
