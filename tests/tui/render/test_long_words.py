"""A word of any length is set in time linear in its length (C6)."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from pullquote.tui.render.layout import break_lines

from ...load import ends_within_the_cap


@pytest.mark.parametrize("sign", ["….", "é", "中", "e\u0301"])
def test_c06_a_word_without_end_is_set_in_one_pass(sign: str) -> None:
    assert ends_within_the_cap(
        f"from pullquote.tui.render.layout import break_lines\nlist(break_lines({sign!r} * 200_000, 80))"
    )


def test_a_long_word_is_cut_into_full_lines_and_nothing_of_it_is_lost() -> None:
    lines = list(break_lines("中" * 1_000, 80))
    assert lines == [(at, at + 40) for at in range(0, 1_000, 40)]


def test_no_line_of_japanese_begins_with_a_mark_of_what_is_before_it_or_ends_with_an_opening_one() -> None:
    text = "主演を務めるのは新人俳優の、監督は前作で「賞」を受賞した大野が務める。撮影は昨年の夏。"
    for width in range(8, 40):
        lines = [text[start:end] for start, end in break_lines(text, width)]
        assert "".join(lines) == text
        assert not [line for line in lines if line[0] in "、。」" or line[-1] == "「"]
        assert all(cell_len(line) <= width for line in lines)
