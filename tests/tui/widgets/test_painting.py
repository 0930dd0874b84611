"""What a frame writes shows the same as Textual's own sequences; what stands there already is not written."""

from __future__ import annotations

import pyte
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from pullquote.tui.services.terminal.shown import Shown
from pullquote.tui.widgets.painting import Painting, sequences

CONSOLE = Console(color_system="truecolor", force_terminal=True)
COLORS = st.sampled_from([None, "default", "red", "bright_blue", "color(200)", "#f1b84b", "#16161b"])
STYLES = st.builds(
    Style, color=COLORS, bgcolor=COLORS, bold=st.booleans(), italic=st.booleans(), underline=st.booleans(),
    reverse=st.booleans(), strike=st.booleans(), dim=st.none(),
)  # fmt: skip
SEGMENTS = st.lists(st.builds(Segment, st.text("ab é─", min_size=1, max_size=4), st.none() | STYLES), max_size=8)


def shown(data: str) -> list[object]:
    """Return the cells of a terminal that is told ``data``, and then a letter."""
    screen = pyte.Screen(60, 1)
    pyte.Stream(screen).feed(f"{data}z")
    return [screen.buffer[0][column] for column in range(60)]


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(SEGMENTS)
def test_a_terminal_shows_what_textual_would_have_it_show(segments: list[Segment]) -> None:
    strip = Strip(segments)
    assert shown(sequences(strip, ColorSystem.TRUECOLOR)) == shown(strip.render(CONSOLE))


def test_a_link_begins_and_ends_around_its_words_and_no_others() -> None:
    link = Style(link="https://lantern.example/")
    begin = f"\x1b]8;id={link.link_id};https://lantern.example/\x1b\\"
    words = [Segment("See "), Segment("the ", link), Segment("review", link), Segment(".")]
    written = sequences(Strip(words), ColorSystem.TRUECOLOR)
    assert written.count(begin) == written.count("\x1b]8;;\x1b\\") == 1
    assert written.index(begin) < written.index("the ") < written.index("\x1b]8;;") < written.rindex(".")


def test_words_of_one_style_are_set_once() -> None:
    style = Style(color="#e6e1d8", bgcolor="#16161b")
    strip = Strip(
        [Segment("a", style), Segment(" ", style), Segment("b", style), Segment("c", style + Style(bold=True))]
    )
    assert sequences(strip, ColorSystem.TRUECOLOR) == ("\x1b[38;2;230;225;216;48;2;22;22;27ma b\x1b[1mc\x1b[0m")


def test_what_stands_on_the_terminal_is_not_written_again() -> None:
    on_terminal = Shown()

    def written(*parts: tuple[int, int, str]) -> str:
        painting = Painting([(y, x, Strip([Segment(word)])) for y, x, word in parts])
        painting.onto(on_terminal)
        return painting.render_segments(CONSOLE)

    assert written((0, 0, "one"), (4, 2, "two")) == "\x1b[1;1Hone\x1b[5;3Htwo"
    assert written((0, 0, "two"), (4, 2, "two")) == "\x1b[1;1Htwo"
    on_terminal.forget()
    assert written((4, 2, "two")) == "\x1b[5;3Htwo"
