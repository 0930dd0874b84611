"""One line of an article as it is styled."""

from __future__ import annotations

import pytest
from textual.style import Style

from pullquote.tui.render.layout import Passage, Run, typeset
from pullquote.tui.render.rows import line_content

ITALIC = {"caption", "dek", "work", "emphasis"}


def style(role: str) -> Style:
    return Style(italic=True) if role in ITALIC else Style(bold=True if role == "strong" else None)


@pytest.mark.parametrize(
    ("role", "runs", "upright"),
    [
        ("caption", (Run(10, 18, "work"),), "Low Tide"),
        ("dek", (Run(10, 18, "work"), Run(10, 18, "emphasis")), "Low Tide"),
        ("caption", (Run(10, 18, "strong"),), ""),
        ("body", (Run(10, 18, "work"),), "Seen in a  of today"),
    ],
)
def test_a_title_in_a_passage_in_italics_is_upright(role: str, runs: tuple[Run, ...], upright: str) -> None:
    (line,) = typeset([Passage("Seen in a Low Tide of today", role, runs)], 40).lines
    segments = line_content(line, style).render_segments(Style())
    assert "".join(one.text for one in segments if not (one.style and one.style.italic)) == upright
