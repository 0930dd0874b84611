"""Dialogs that ask the user to pick: one of a few answers, one of many by typing a part of it, a link by its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from textual import events
from textual.content import Content

from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.urls import site_of
from pullquote.tui.render.article import LinkTarget
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.page_rows import candidate_prompt
from pullquote.tui.render.rows import fit, plain
from pullquote.tui.screens.dialog import KEYS_BESIDE_A_FIELD, Dialog
from pullquote.tui.services.background import ask_in_thread
from pullquote.tui.services.prompt.matching import ranked


class ChooseScreen(Dialog[str]):
    """A question with a few answers; return the value of the one that was chosen. A letter goes to its answer."""

    def __init__(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__(question)
        self._answers = answers

    def fill(self) -> None:
        """List the answers."""
        for number, (value, label) in enumerate(self._answers):
            self.add_row(plain(label), str(number), value)

    def on_key(self, event: events.Key) -> None:
        """Go to the first answer that begins with a letter."""
        begins = (event.character or "").casefold()
        for number, (_, label) in enumerate(self._answers) if begins else ():
            if label.casefold().startswith(begins):
                self.rows.highlighted = number
                return


class Choice(Struct, frozen=True):
    """Something to choose: the ``value`` that is given back, what it is called, and a note."""

    value: str
    label: str
    note: str = ""


Find = Callable[[str], Sequence[Choice]]
"""Return the choices for what was typed, the best first; called in a thread."""


def among(choices: Sequence[Choice]) -> Find:
    """Find among a few choices: those whose name, or else note, has the words that were typed."""
    return lambda typed: ranked(typed, choices, lambda choice: (choice.label, choice.note))


def by_fit(typed: str, choices: Sequence[Choice]) -> list[Choice]:
    """Sort what the library found for what was typed by how well the names answer; all of it stays."""
    answering = ranked(typed, choices, lambda choice: (choice.label, choice.note))
    return [*answering, *(choice for choice in choices if choice not in answering)]


class PickScreen(Dialog[str], inherit_bindings=False):
    """One of many by typing a part of its name; return the value of the choice. ``find`` finds them."""

    BINDINGS = KEYS_BESIDE_A_FIELD
    FIELD = "a part of the name"

    def __init__(self, title: str, find: Find, icons: Icons, typed: str = "") -> None:
        super().__init__(title, typed)
        self._find = find
        self._icons = icons
        self._found: Sequence[Choice] | None = None
        self._answered = ""
        self._failure = ""
        self._chosen_ahead = False

    def on_mount(self) -> None:
        """List what there is."""
        self.narrow()

    def narrow(self) -> None:
        """Find what answers; the rows that are there stay until then."""
        typed = self.typed
        self._chosen_ahead = False
        ask_in_thread(
            self,
            lambda: self._find(typed),
            lambda found: self._show(typed, found),
            group="pick",
            failed=lambda said: self._show(typed, (), said.text),
        )

    def _show(self, typed: str, found: Sequence[Choice], failure: str = "") -> None:
        self._answered, self._found, self._failure = typed, found, failure
        super().narrow()
        if self._chosen_ahead:
            super().take()

    def fill(self) -> None:
        """List what was found."""
        seen: set[str] = set()
        for choice in self._found or ():
            if choice.value not in seen:
                seen.add(choice.value)
                prompt = candidate_prompt(choice.label, choice.note, self.room, self._icons, self.style_of, lines=2)
                self.add_row(prompt, choice.value)

    def empty_words(self) -> str:
        """Return what failed, or that nothing answers once that is known."""
        return self._failure or (self.NOTHING if self._found is not None else "")

    def take(self) -> None:
        """Choose the row in focus; where the rows do not answer yet what is typed, the first that will."""
        if self._found is None or self._answered != self.typed:
            self._chosen_ahead = True
        else:
            super().take()


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
                link.address,
            )

    def on_key(self, event: events.Key) -> None:
        """Collect digits; open as soon as no other number could be meant."""
        if event.character is None or not event.character.isdecimal():
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
