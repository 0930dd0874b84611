"""Rows of pages and dialogs."""

from __future__ import annotations

from textual.style import Style

from pullquote.tui.render.icons import Icons
from pullquote.tui.render.page_rows import Completion, candidate_prompt, completion_prompt


def test_what_has_no_note_takes_one_line() -> None:
    def prompt(note: str) -> str:
        return candidate_prompt("Film", note, 20, Icons(), lambda _: Style(), lines=2).plain

    assert prompt("") == "Film"
    assert prompt("a note") == "Film\n  a note"
    assert prompt("a note that is longer than one line").count("\n") == 2


def test_a_note_that_is_too_long_is_cut_and_one_that_is_short_stays_whole() -> None:
    def prompt(label: str, note: str) -> str:
        return completion_prompt(Completion("", label, note), 30, Icons(), lambda _: Style()).plain

    assert prompt("reading.width", "In cells.") == "reading.width  In cells."
    assert prompt("reading.images", "Pictures of articles, if any") == "reading.images  Pictures of a…"
    assert prompt("a name that takes all of the line there is", "film") == "a name that takes all o…  film"
    assert prompt("letters/", "") == "letters/"
