"""Rows of pages and dialogs."""

from __future__ import annotations

from textual.style import Style

from pullquote.tui.render.icons import Icons
from pullquote.tui.render.page_rows import candidate_prompt


def test_what_has_no_note_takes_one_line() -> None:
    def prompt(note: str) -> str:
        return candidate_prompt("Film", note, 20, Icons(), lambda _: Style(), lines=2).plain

    assert prompt("") == "Film"
    assert prompt("a note") == "Film\n  a note"
    assert prompt("a note that is longer than one line").count("\n") == 2
