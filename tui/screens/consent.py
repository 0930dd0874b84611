"""The question whether services may be asked about the names in articles: what they are told, who they are."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content

from pullquote.cache.core.counts import listed
from pullquote.tui.render.layout import break_lines
from pullquote.tui.render.rows import plain
from pullquote.tui.screens.dialog import Dialog

YES, NO, LATER = "yes", "no", "later"
_ANSWERS = (
    (YES, "Yes, ask them", "what they say is kept for reading offline"),
    (NO, "No", "and do not ask me again"),
    (LATER, "Later", "ask me again in a week"),
)
_MANY_LINES = 8
"""With so many lines of words on a small terminal, an empty one before the answers would push out the last of them."""


class ConsentScreen(Dialog[str]):
    """Return ``YES``, ``NO`` or ``LATER``; ``None`` where it was closed without an answer.

    The answer in focus is ``LATER``: a key that was typed ahead allows nothing.
    """

    TITLE_TEXT = "Look names up on the internet?"

    def __init__(self, services: Sequence[str]) -> None:
        """``services`` are those that would be asked, as they write their names."""
        super().__init__()
        self._services = services

    def fill(self) -> None:
        """Show what is sent to whom, and list the answers; where it is narrow, without what each comes to."""
        words = (
            f"{listed(self._services)} know casts, seasons and dates. They would be sent the names of works, people "
            "and groups in your articles, from your internet address, and nothing else; the names tell what you read "
            "about. :catalogue off ends it."
        )
        lines = list(break_lines(words, self.room))
        for start, end in lines:
            self.add_row(plain(words[start:end], self.style_of("note")))
        if len(lines) < _MANY_LINES:
            self.add_row(Content(""))
        for value, label, note in _ANSWERS:
            after = f"  {note}" if len(label) + len(note) + 2 <= self.room else ""
            self.add_row(Content.assemble((label, self.style_of("name")), (after, self.style_of("note"))), value)

    def fill_again(self) -> None:
        """List the rows anew, the same answer in focus; at first the one that decides nothing."""
        kept = self.rows.highlighted_option
        self._list(kept.id if kept is not None else LATER)

    def on_key(self, event: events.Key) -> None:
        """Go to the answer that begins with a letter; Enter gives it."""
        found = next((value for value, _, _ in _ANSWERS if value[0] == (event.character or "").casefold()), None)
        if found is not None:
            event.stop()
            event.prevent_default()
            self.rows.highlighted = next(n for n, row in enumerate(self.rows.options) if row.id == found)
            self.rows.scroll_to_highlight()  # also where it was in focus already, and out of view
