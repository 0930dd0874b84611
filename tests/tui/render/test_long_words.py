"""A word of any length is set in time linear in its length (C6)."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pullquote.tui.render.layout import break_lines

CAP = 20
"""Seconds of processor time that setting these words once comes nowhere near."""


@pytest.mark.parametrize("sign", ["….", "é", "中", "e\u0301"])
def test_c06_a_word_without_end_is_set_in_one_pass(sign: str) -> None:
    program = (
        f"import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, ({CAP}, {CAP}))\n"
        f"sys.path[:] = {[place for place in sys.path if place]!r}\n"
        "from pullquote.tui.render.layout import break_lines\n"
        f"list(break_lines({sign!r} * 200_000, 80))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_long_word_is_cut_into_full_lines_and_nothing_of_it_is_lost() -> None:
    lines = list(break_lines("中" * 1_000, 80))
    assert lines == [(at, at + 40) for at in range(0, 1_000, 40)]
