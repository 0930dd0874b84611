"""Answers of a terminal are taken out of what is typed, and nothing else; what is sent is what the protocol takes."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.tui.render.image_layout import Frame
from pullquote.tui.render.placeholders import LARGEST_ID, MOST_CELLS, PLACEHOLDER, placeholder_line, signs
from pullquote.tui.services.images import graphics
from pullquote.tui.services.images.graphics import Answer, AnswerFilter
from pullquote.tui.services.images.terminal_pictures import MOST_HELD, TerminalPictures

ANSWERS = "\x1b_Gi=31;OK\x1b\\\x1b[6;20;10t\x1b[?62;4c"
MEANT = [Answer(kitty=True), Answer(cell=(10, 20)), Answer(last=True)]
KEYS = ("j", "\x1b", "\x1bj", "\x1b[A", "\x1b[6~", "\x1b[6;5~", "\x1b[<0;10;10M", "é", "\x1b[?2026;2$y", "5", "_")


def fed(parts: Sequence[str], *, quiet_between: bool = False) -> tuple[str, list[Answer]]:
    """Return what was typed and answered, of text that comes in ``parts``."""
    filtering = AnswerFilter()
    filtering.awaiting = True
    typed, answers = "", []
    for part in parts:
        keys, said = filtering.take(part)
        typed += keys + (filtering.release() if quiet_between else "")
        answers += said
    filtering.awaiting = False
    return typed + filtering.release(), answers


@given(st.lists(st.sampled_from(KEYS), max_size=6), st.lists(st.sampled_from(KEYS), max_size=6), st.data())
def test_keys_around_the_answers_are_typed_in_their_order(
    before: list[str], after: list[str], data: st.DataObject
) -> None:
    text = "".join([*before, "j", ANSWERS, *after])  # an Esc right before an answer would belong to it
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)))) | {0, len(text)})
    assert fed([text[a:b] for a, b in pairwise(cuts)]) == ("".join([*before, "j", *after]), MEANT)


@given(st.lists(st.sampled_from(KEYS), max_size=9))
def test_keys_alone_are_all_typed_whether_answers_are_awaited_or_not(keys: list[str]) -> None:
    assert fed(keys, quiet_between=True) == ("".join(keys), [])
    idle = AnswerFilter()
    assert "".join(idle.take(key)[0] for key in keys) == "".join(keys)
    assert not idle.holds


@pytest.mark.parametrize("cut", range(3, len(ANSWERS)))
def test_the_beginning_of_an_answer_is_no_key_even_if_its_end_never_comes(cut: int) -> None:
    typed, _ = fed([ANSWERS[:cut]])
    assert not typed or "\x1b[6;20;10t".startswith(typed)  # as a key with a modifier begins


@given(st.binary(min_size=1, max_size=20_000))
def test_a_transmission_gives_its_bytes_back(png: bytes) -> None:
    sequences = [*graphics.transmission(7, png, 40, 12)]
    found = [re.fullmatch(r"\x1b_G([^;]*);([A-Za-z0-9+/=]{1,4096})\x1b\\", sequence) for sequence in sequences]
    assert b64decode("".join(part[2] for part in found if part)) == png
    assert all(part and "q=2" in part[1] for part in found)
    assert [part[1][-1] for part in found if part] == ["1"] * (len(found) - 1) + ["0"]


def test_placeholders_say_which_cell_of_which_picture_they_are() -> None:
    assert len(signs()) == len(set(signs())) == MOST_CELLS
    line = placeholder_line(0x0A0B0C, 5, 30, (1, 2, 3))
    assert [segment.text for segment in line] == [PLACEHOLDER + signs()[5] + signs()[column] for column in range(30)]
    style = line[0].style
    assert style is not None
    assert style.color is not None
    assert style.color.triplet == (10, 11, 12)


class Line:
    """Takes what is sent to a terminal; ``done`` are the calls that say it has arrived."""

    def __init__(self) -> None:
        self.sequences: list[str] = []
        self.done: list[Callable[[], None]] = []
        self.full = False

    def __call__(self, parts: Sequence[str], done: Callable[[], None]) -> bool:
        if self.full:
            return False
        self.sequences += parts
        self.done.append(done)
        return True


def room(number: int) -> Frame:
    return Frame(f"https://img.example/{number}", 10, 5)


def test_a_terminal_holds_a_bounded_number_of_pictures_and_forgets_them_all() -> None:
    line = Line()
    pictures = TerminalPictures(line)
    pictures.ask()
    pictures.take(Answer(kitty=True))
    numbers = []
    for at in range(3 * MOST_HELD):
        pictures.send(room(at), b"png")
        pictures.send(room(at), b"png")
        assert pictures.number_of(room(at)) is None
        line.done.pop()()
        numbers.append(pictures.number_of(room(at)))
    assert len(line.sequences) == 3 * MOST_HELD + 2 * MOST_HELD  # each once, and each old one deleted
    assert len(set(numbers)) == 3 * MOST_HELD
    assert all(number and 0 < number <= LARGEST_ID for number in numbers)
    held = numbers[-MOST_HELD:]
    pictures.send(room(-1), b"png")  # on its way
    last = pictures.forget()
    assert last.startswith(graphics.ending())
    assert [f"i={number}," in last for number in held] == [False] + [True] * (MOST_HELD - 1)
    line.done.pop()()
    assert pictures.number_of(room(-1)) is None


def test_what_finds_no_room_on_the_line_is_sent_another_time() -> None:
    line = Line()
    pictures = TerminalPictures(line)
    pictures.ask()
    pictures.take(Answer(kitty=True))
    line.full = True
    pictures.send(room(1), b"png")
    assert not pictures.is_sending(room(1))
    line.full = False
    pictures.send(room(1), b"png")
    assert pictures.is_sending(room(1))


def test_nothing_is_sent_before_the_terminal_has_answered() -> None:
    line = Line()
    pictures = TerminalPictures(line)
    pictures.send(room(1), b"png")
    pictures.ask()
    pictures.send(room(1), b"png")
    pictures.take(Answer(last=True))
    pictures.take(Answer(kitty=True))
    pictures.send(room(1), b"png")
    assert not line.sequences
