"""The two lines at the foot: what is going on, and the keys that matter now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.actions import Action, keys_of, spelled
from pullquote.tui.render.icons import UNICODE, Icons
from pullquote.tui.render.layout import break_lines
from pullquote.tui.render.rows import fit

_MOST_LINES = 3


class StatusBar(Widget):
    """What is going on at the left, where the reader is at the right.

    A failure that is longer than the line takes two or three. While there is ``progress``, what is said leaves room for
    how far that is.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"status--text", "status--failed", "status--note", "status--bar"}
    DEFAULT_CSS = """
    StatusBar { height: 1; }
    """
    SECONDS_SHOWN = 6.0

    text: reactive[str] = reactive("")
    failed: reactive[bool] = reactive(False)
    standing: reactive[str] = reactive("")
    note: reactive[str] = reactive("")
    progress: reactive[float | None] = reactive(None)

    def __init__(self, *, icons: Icons = UNICODE) -> None:
        super().__init__()
        self.icons = icons
        self._timer_number = 0

    def say(self, text: str, *, failed: bool = False) -> None:
        """Show a sentence for a few seconds; a failure stays until the next sentence."""
        self.text, self.failed = clean_line(text), failed
        self._timer_number += 1
        number = self._timer_number
        if not failed and text:
            self.set_timer(self.SECONDS_SHOWN, lambda: self._fade(number))

    def stay(self, text: str) -> None:
        """Show a sentence until the next one."""
        self.text, self.failed = clean_line(text), False
        self._timer_number += 1

    def _fade(self, number: int) -> None:
        if number == self._timer_number:
            self.text = ""

    def _words(self) -> str:
        return f"! {self.text}" if self.failed and self.text else self.text or clean_line(self.standing)

    def _fit_failure(self) -> None:
        """Take as many lines as a failure needs, and one for anything else."""
        lines = 1
        if self.failed and self.text and self.size.width:
            lines = sum(1 for _ in break_lines(self._words(), max(8, self.size.width - 2)))
        self.styles.height = min(lines, _MOST_LINES)

    def watch_text(self) -> None:
        """Take the room for another sentence."""
        self._fit_failure()

    def watch_failed(self) -> None:
        """Take the room for a failure, or give it back."""
        self._fit_failure()

    def on_resize(self) -> None:
        """Take the room the sentence needs at another width."""
        self._fit_failure()

    def render(self) -> Content:
        """Draw the line, or those of a failure."""
        width = self.size.width
        words = self._words()
        style = self.get_visual_style("status--failed" if self.failed else "status--text", partial=True)
        if self.failed and self.text and self.size.height > 1:
            lines = [words[start:end] for start, end in break_lines(words, max(8, width - 2))]
            lines[_MOST_LINES - 1 :] = [" ".join(lines[_MOST_LINES - 1 :])] if lines[_MOST_LINES - 1 :] else []
            note = f"  {self._going_on}" if self._going_on else ""
            *above, last = [fit(line, width - 2, self.icons.ellipsis).rstrip() for line in lines]
            last = fit(last, width - 2 - cell_len(note), self.icons.ellipsis)
            return Content.assemble(
                ("".join(f" {line}\n" for line in above) + f" {last}", style),
                (note, self.get_visual_style("status--note", partial=True)),
            )
        note = self._going_on or clean_line(self.note)
        meter = ""
        if self.progress is not None and not self.text:
            done = round(10 * self.progress)
            meter = self.icons.full * done + self.icons.empty * (10 - done) + " "
        if self.text and not self._going_on and cell_len(words) + cell_len(note) + 3 > width:
            # What is said goes before where the reader is.
            note = ""
        room = max(0, width - cell_len(note) - cell_len(meter) - 3)
        return Content.assemble(
            " ",
            (meter, self.get_visual_style("status--bar", partial=True)),
            (fit(self._whole_clauses(words, room), room, self.icons.ellipsis) + " ", style),
            (note, self.get_visual_style("status--note", partial=True)),
            " ",
        ).truncate(width)

    @property
    def _going_on(self) -> str:
        """What is beside a sentence while something goes on: the first thing of how far that is."""
        if self.progress is None or not self.text:
            return ""
        return clean_line(self.standing).split(f" {self.icons.dot} ")[0].split(", ")[0]

    def _whole_clauses(self, words: str, room: int) -> str:
        """Return as many clauses of a sentence, which dots part, as fit; all of it where not even the first does."""
        dot = f" {self.icons.dot} "
        shown = words
        while cell_len(shown) > room and dot in shown:
            shown = shown.rpartition(dot)[0]
        return shown if cell_len(shown) <= room else words


class KeyBar(Widget):
    """At most eight keys with what they do; the way to all others is always among them. A click presses one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--label"}
    DEFAULT_CSS = """
    KeyBar { height: 1; }
    """

    keys: reactive[Sequence[tuple[str, str]]] = reactive(())
    always: reactive[tuple[str, str] | None] = reactive(None)
    """The one of the keys that is shown at any width."""
    _pressed: Mapping[tuple[str, str], str] = {}
    _ends: Sequence[tuple[int, tuple[str, str]]] = ()
    """The cell before which each of the keys that are drawn ends, from left to right."""

    def show(self, actions: Iterable[Action], keymap: Mapping[str, str]) -> None:
        """Show the keys of actions, the user's own where they have some."""
        keys = {action: keys_of(action, keymap)[0] for action in actions}
        shown = {action.id: (spelled(pressed), action.label) for action, pressed in keys.items()}
        self._pressed = {shown[action.id]: pressed for action, pressed in keys.items()}
        self.keys, self.always = tuple(shown.values()), shown.get("help")

    def render(self) -> Content:
        """Draw as many keys as fit whole."""
        key_style = self.get_visual_style("keys--key", partial=True)
        label_style = self.get_visual_style("keys--label", partial=True)
        pieces = {
            (key, label): Content.assemble((key, key_style), (f" {label}", label_style), "   ")
            for key, label in self.keys
        }
        room = self.size.width - 1 + 3  # the gap behind the last is not needed
        if self.always in pieces:
            room -= pieces[self.always].cell_length
        line, fits, ends = Content(" "), True, []
        for key, piece in pieces.items():
            if key != self.always:
                fits = fits and piece.cell_length <= room
                room -= piece.cell_length
            if fits or key == self.always:
                line += piece
                ends.append((line.cell_length, key))
        self._ends = ends
        return line.truncate(self.size.width)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the mouse, as if it were typed."""
        key = next((key for end, key in self._ends if event.x < end), None)
        for pressed in self._pressed.get(key, "").split() if key else ():
            self.app.simulate_key(pressed)
