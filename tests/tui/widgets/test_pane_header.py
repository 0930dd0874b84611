"""The line above a pane: which form of its note is shown."""

from __future__ import annotations

import pytest

from pullquote.tui.widgets.pane_header import fitting_note

FORMS = ("492 of 493 unread", "492 of 493", "493")


@pytest.mark.parametrize(
    ("width", "title", "shown"),
    [
        (80, 12, "492 of 493 unread"),
        (35, 12, "492 of 493 unread"),
        (34, 12, "492 of 493"),
        (34, 27, "492 of 493 unread"),
        (20, 40, "492 of 493"),
        (4, 40, ""),
    ],
)
def test_a_shorter_note_leaves_the_title_whole_where_one_can(width: int, title: int, shown: str) -> None:
    assert fitting_note(FORMS, width, title) == shown
    assert fitting_note("3 found", 80, 12) == "3 found"
