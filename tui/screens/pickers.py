"""Dialogs that ask the user to pick: one of a few answers, one of many by typing a part of it, a link by its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.urls import site_of
from pullquote.tui.render.article import LinkTarget
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.page_rows import candidate_prompt
from pullquote.tui.render.rows import fit, plain
from pullquote.tui.screens.dialog import KEYS_BESIDE_A_FIELD, Dialog
from pullquote.tui.services.background import ask_in_thread


class ChooseScreen(Dialog[str]):
    """Return the value of the answer that was chosen."""

    def __init__(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__(question)
        self._answers = answers

    def fill(self) -> None:
        """List the answers."""
        for value, label in self._answers:
            self.add_row(plain(label), value)
        self.rows.highlighted = 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with the answer."""
        self.dismiss(event.option.id)


class Choice(Struct, frozen=True):
    """Something to choose: the ``value`` that is given back, what it is called, and a note."""

    value: str
    label: str
    note: str = ""


class PickScreen(Dialog[str]):
    """Return the value of the choice; ``find`` gives the choices for what was typed and is called in a thread."""

    BINDINGS = KEYS_BESIDE_A_FIELD

    def __init__(self, title: str, find: Callable[[str], Sequence[Choice]], icons: Icons, typed: str = "") -> None:
        super().__init__(title)
        self._find = find
        self._icons = icons
        self._typed = typed
        self._field = Input(value=typed, placeholder="a part of the name", compact=True)
        self._found: Sequence[Choice] = ()
        self._words = ""

    def compose(self) -> ComposeResult:
        """Make the field and the rows."""
        with Vertical(classes="box"):
            yield Static(plain(self._title), markup=False, classes="title")
            yield self._field
            yield self.rows

    def on_mount(self) -> None:
        """List what there is."""
        self.rows.can_focus = False
        self._field.focus()
        self._look(self._typed)

    def on_input_changed(self, event: Input.Changed) -> None:
        """List what answers."""
        self._look(event.value.strip())

    def _look(self, typed: str) -> None:
        ask_in_thread(
            self,
            lambda: self._find(typed),
            lambda found: self._show(found, "Nothing is called that."),
            group="pick",
            failed=lambda said: self._show((), said.text),
        )

    def _show(self, found: Sequence[Choice], words: str) -> None:
        self._found, self._words = found, words
        self.rows.clear_options()
        self.fill()

    def fill(self) -> None:
        """List what was found."""
        seen: set[str] = set()
        for choice in self._found:
            if choice.value not in seen:
                seen.add(choice.value)
                prompt = candidate_prompt(choice.label, choice.note, self.room, self._icons, self.style_of)
                self.add_row(prompt, choice.value)
        if not self._found and self._words:
            self.add_row(plain(self._words))
        self.rows.highlighted = 0 if self._found else None

    def on_input_submitted(self) -> None:
        """Choose the row in focus."""
        option = self.rows.highlighted_option
        if option is not None and option.id is not None:
            self.dismiss(option.id)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose the row that was clicked."""
        self.dismiss(event.option.id)


class LinksScreen(Dialog[str]):
    """Return the address of the link that was chosen."""

    TITLE_TEXT = "Links: a number or Enter opens"

    def __init__(self, links: Sequence[LinkTarget], icons: Icons) -> None:
        super().__init__()
        self._links = links
        self._icons = icons
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
                    (fit(link.text or link.address, room, self._icons.ellipsis) + " ", self.style_of("name")),
                    (fit(host, min(24, len(host)), self._icons.ellipsis), self.style_of("note")),
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
