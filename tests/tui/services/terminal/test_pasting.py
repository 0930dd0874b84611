"""What is pasted is told from what is typed, however it comes in parts; it is one line, and never keys."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.tui.services.terminal.pasting import BEGIN, END, MOST_PASTED, PATIENCE, Pasted, PasteReader

TYPED = ("j", "\x1b[A", "\x1b[2~", "\x1b[200u", "é", "\x1b[<0;10;10M", "A")
WORDS = ("lamp", "\x1b[31m", "\n", "A", "\x1b[6;20;10t", "\x1b", "ü")


def told(parts: Sequence[str]) -> list[str | Pasted]:
    """Return what came of a text in ``parts``, what was typed together."""
    reader = PasteReader()
    found: list[str | Pasted] = []
    for one in [*(one for part in parts for one in reader.take(part)), *reader.release()]:
        if found and isinstance(one, str) and isinstance(found[-1], str):
            found[-1] += one
        else:
            found.append(one)
    return found


@given(
    st.lists(st.sampled_from(TYPED), min_size=1, max_size=5),
    st.lists(st.sampled_from(WORDS), max_size=5),
    st.lists(st.sampled_from(TYPED), min_size=1, max_size=5),
    st.data(),
)
def test_what_is_pasted_is_told_from_the_keys_around_it(
    before: list[str], words: list[str], after: list[str], data: st.DataObject
) -> None:
    keys = "".join(before), "".join(after)
    text = f"{keys[0]}{BEGIN}{''.join(words)}{END}{keys[1]}"
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)))) | {0, len(text)})
    came = told([text[a:b] for a, b in pairwise(cuts)])
    assert [one for one in came if isinstance(one, Pasted)] == told([text])[1:2]
    typed = "".join(one for one in came if isinstance(one, str))
    # Where a part ends with the ESC of the beginning, that goes on at once, and the rest follows as an empty paste.
    assert typed.replace(BEGIN + END, "") == "".join(keys)


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("one\rtwo\r\n  three\n", "one two three"),
        ("\nhttps://a.example/feed\n", "https://a.example/feed"),
        ("a\x1b[31mb\x07\x03", "a[31mb"),
        ("a  b", "a  b"),
        ("", ""),
    ],
)
def test_it_is_one_line_that_no_terminal_acts_on(pasted: str, line: str) -> None:
    assert told([BEGIN + pasted + END]) == [Pasted(line)]


def test_an_escape_alone_is_a_key_at_once() -> None:
    reader = PasteReader()
    assert reader.take("\x1b") == ["\x1b"]
    assert not reader.holds
    assert reader.take("j") == ["j"]


def test_it_is_bounded_and_what_is_too_much_is_no_key() -> None:
    (came,) = told([BEGIN, "a" * MOST_PASTED, "b" * MOST_PASTED, END])
    assert came == Pasted("a" * MOST_PASTED)


def test_keys_are_keys_again_some_time_after_an_end_that_never_came() -> None:
    now = 0.0
    reader = PasteReader(lambda: now)
    assert reader.take(f"{BEGIN}cut off") == []
    now = PATIENCE - 1
    assert reader.release() == []
    assert reader.take(" later") == []
    now = 2 * PATIENCE - 2
    assert reader.release() == []
    now = 2 * PATIENCE
    assert reader.release() == [Pasted("cut off later")]
    assert reader.take("j") == ["j"]
