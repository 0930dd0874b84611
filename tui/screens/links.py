"""The links of the article, numbered; a digit opens one."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.widgets import OptionList

from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.urls import site_of
from pullquote.tui.render.article import LinkTarget
from pullquote.tui.render.icons import Signs
from pullquote.tui.render.rows import fit
from pullquote.tui.screens.dialog import Dialog


class LinksScreen(Dialog[str]):
    """Return the address of the link that was chosen."""

    TITLE_TEXT = "Links: a number or Enter opens"

    def __init__(self, links: Sequence[LinkTarget], signs: Signs) -> None:
        super().__init__()
        self._links = links
        self._signs = signs
        self._typed = ""

    def fill(self) -> None:
        """List the links with the host each leads to."""
        wide = len(str(len(self._links)))
        for link in self._links:
            host = clean_line(site_of(link.address), 40)
            room = max(8, self.room - wide - 3 - min(24, len(host)))
            self.add_row(
                Content.assemble(
                    (f"{link.number:>{wide}} ", self.style_of("key")),
                    (fit(link.text or link.address, room, self._signs.ellipsis) + " ", self.style_of("name")),
                    (fit(host, min(24, len(host)), self._signs.ellipsis), self.style_of("note")),
                ),
                str(link.number),
            )
        self.rows.highlighted = 0

    def on_key(self, event: events.Key) -> None:
        """Collect digits; open as soon as no other number could be meant."""
        if event.character is None or not event.character.isdigit():
            return
        event.stop()
        typed = self._typed + event.character
        number = int(typed)
        if not 1 <= number <= len(self._links):
            self._typed = ""
            return
        self._typed = typed
        self.rows.highlighted = number - 1
        if number * 10 > len(self._links):
            self.dismiss(self._links[number - 1].address)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the link under the cursor."""
        self.dismiss(self._links[event.option_index].address)
