"""What a terminal shows is not sent again, whichever screen draws it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pullquote.tui.services.terminal.shown import Shown

WIDTH = 12


def test_what_stands_there_is_lacking_no_more_until_it_is_forgotten() -> None:
    shown = Shown()
    shown.fit((80, 24))
    assert shown.lacks(0, 0, 5, "title")
    assert not shown.lacks(0, 0, 5, "title")
    assert shown.lacks(1, 0, 5, "title")
    shown.fit((80, 24))
    assert not shown.lacks(0, 0, 5, "title")
    shown.fit((81, 24))
    assert shown.lacks(0, 0, 5, "title")
    shown.forget()
    assert shown.lacks(0, 0, 5, "title")


@given(st.lists(st.tuples(st.integers(0, WIDTH - 1), st.integers(1, WIDTH), st.sampled_from("abc"))))
def test_a_line_is_what_it_would_be_if_all_were_sent(pieces: list[tuple[int, int, str]]) -> None:
    shown, terminal, wanted = Shown(), ["?"] * WIDTH, ["?"] * WIDTH
    for start, length, sign in pieces:
        end = min(WIDTH, start + length)
        wanted[start:end] = sign * (end - start)
        if shown.lacks(0, start, end, sign):
            terminal[start:end] = sign * (end - start)
        assert terminal == wanted
