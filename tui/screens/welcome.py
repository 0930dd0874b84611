"""The first start: what to begin with. Nothing here needs the network."""

from __future__ import annotations

from collections.abc import Mapping

from textual.content import Content

from pullquote.tui.actions import key_of
from pullquote.tui.render.layout import break_lines
from pullquote.tui.render.rows import plain
from pullquote.tui.screens.dialog import Dialog

_WAYS = (
    ("samples", "Read the sample edition", "six invented articles; {forget_samples} removes them"),
    ("starter", "Take starter feeds", "film, television, music: all or some"),
    ("add", "Add a site", "its address is enough"),
    ("import", "Import an OPML file", "the feeds of another reader"),
    ("later", "Look around first", "{quotes} quotes, {feeds} feeds, {help} all keys"),
)


class WelcomeScreen(Dialog[str]):
    """Return what a user wants to begin with."""

    TITLE_TEXT = "Welcome to Pullquote"

    def __init__(self, *, offline: bool = False, keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._offline = offline
        self._keys = {action: key_of(action, keymap) for action in ("forget_samples", "quotes", "feeds", "help")}

    def fill(self) -> None:
        """List the ways to begin."""
        self.add_row(plain("How do you want to begin?", self.style_of("note")))
        self.add_row(Content(""))
        for value, label, words in _WAYS:
            note = words.format_map(self._keys)
            beside = len(label) + len(note) + 2 <= self.room
            lines = [note[start:end] for start, end in break_lines(note, self.room - 2)]
            after = f"  {note}" if beside else "".join(f"\n  {line}" for line in lines)
            self.add_row(Content.assemble((label, self.style_of("name")), (after, self.style_of("note"))), value)
        if self._offline:
            self.add_row(Content(""))
            self.add_row(plain("--offline was given: feeds can be added, news comes later.", self.style_of("note")))
