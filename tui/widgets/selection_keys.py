"""The keys of a selection in an article: a widget that is not seen, beside the view whose words are selected."""

from __future__ import annotations

from msgspec.structs import replace
from textual.message import Message
from textual.widget import Widget

from pullquote.cache.core.article import Quote
from pullquote.cache.core.clippings import Place
from pullquote.tui.render.selecting import Selected, Unit, first_selected, from_place, selectable
from pullquote.tui.render.veil_lines import parts_of
from pullquote.tui.widgets.article_view import ArticleView


class SelectionKeys(Widget):
    """Selects words of the article of a view, from the paragraph at the reading line on."""

    DEFAULT_CSS = """
    SelectionKeys { display: none; }
    """

    class Changed(Message):
        """Something else is selected: ``told`` says how much, and nothing where the selection has ended."""

        def __init__(self, told: str) -> None:
            super().__init__()
            self.told = told

        def can_replace(self, message: Message) -> bool:
            """Only the latest matters."""
            return isinstance(message, SelectionKeys.Changed)

    class Taken(Message):
        """The selected words are wanted: ``wanted`` is ``highlight``, ``note`` or ``copy``."""

        def __init__(self, wanted: str, places: tuple[Place, ...], text: str) -> None:
            super().__init__()
            self.wanted = wanted
            self.places = places
            self.text = text

    def __init__(self, view: ArticleView) -> None:
        super().__init__()
        self._view = view
        self.selected: Selected | None = None
        """What is selected; ``None`` while nothing is being selected."""

    def begin(self, quote: Quote | None) -> bool:
        """Select what the mouse did, else the ``quote`` in focus, else the paragraph at the reading line.

        Return whether there is one.
        """
        view, article = self._view, self._view.article
        if article is None:
            return False
        passages = {id(line.passage): line.passage for line in view.lines}
        veiled = parts_of([run for run in view.veiled.runs if run not in view.veiled.opened])
        units = selectable(article, passages.values(), veiled)
        begun = self._from_mouse(units)
        if begun is None and quote is not None:
            begun = from_place(units, Place(quote.block, quote.start, quote.end))
        top = round(view.scroll_y)
        begun = begun or first_selected(units, view.lines[top : top + view.size.height])
        if begun is not None:
            self._show(begun)
        return begun is not None

    def _from_mouse(self, units: tuple[Unit, ...]) -> Selected | None:
        """Return what the mouse selected, which is let go of then."""
        view = self._view
        selection = view.text_selection
        if selection is None or selection.start is None or selection.end is None:
            return None
        self.screen.clear_selection()
        start = view.letter_at(selection.start.x, selection.start.y)
        end = view.letter_at(max(0, selection.end.x - 1), selection.end.y)
        begun = from_place(units, Place(*start, start[1] + 1)) if start else None
        return begun.move_to(*end) if begun and end else begun

    def end(self) -> bool:
        """Select nothing any more; return whether anything was."""
        if self.selected is None:
            return False
        self.selected = None
        self._view.show_own(replace(self._view.own, selected=()))
        self.post_message(self.Changed(""))
        return True

    def _show(self, selected: Selected) -> None:
        self.selected = selected
        view = self._view
        view.show_own(replace(view.own, selected=selected.places))
        spot = selected.spot
        if lines := view.lines_of(spot):
            # The end that moves stays in view: the last line of what is taken in, its first where it goes up.
            down = selected.end >= selected.anchor
            line = lines[1] if down else lines[0]
            if not view.in_view(line):
                view.go_to(line - view.size.height + 2 if down and line > view.scroll_y else line - 1)
        self.post_message(self.Changed(selected.told(spoken=view.icons.spoken)))

    def move_to(self, block: int, offset: int) -> None:
        """Select up to a word, on which a click fell."""
        if self.selected is not None:
            self._show(self.selected.move_to(block, offset))

    # The keys

    def action_select_down(self, count: int = 1) -> None:
        """Move the end so many paragraphs down."""
        if self.selected is not None:
            self._show(self.selected.move_paragraph(count))

    def action_select_up(self, count: int = 1) -> None:
        """Move the end so many paragraphs up."""
        if self.selected is not None:
            self._show(self.selected.move_paragraph(-count))

    def action_select_word(self, count: int = 1) -> None:
        """Move the end so many words on."""
        if self.selected is not None:
            self._show(self.selected.move_word(count))

    def action_select_word_back(self, count: int = 1) -> None:
        """Move the end so many words back."""
        if self.selected is not None:
            self._show(self.selected.move_word(-count))

    def action_select_other_end(self) -> None:
        """Let the other end move."""
        if self.selected is not None:
            self._show(self.selected.turn())

    def action_select_unit(self) -> None:
        """Go on by words, or by paragraphs."""
        if self.selected is not None:
            self._show(self.selected.switch())

    def action_select_highlight(self) -> None:
        """Highlight what is selected."""
        self._take("highlight")

    def action_select_note(self) -> None:
        """Highlight what is selected with a note."""
        self._take("note")

    def action_select_copy(self) -> None:
        """Copy what is selected."""
        self._take("copy")

    def action_select_leave(self) -> None:
        """Select nothing any more."""
        self.end()

    def _take(self, wanted: str) -> None:
        if (selected := self.selected) is not None:
            self.end()
            self.post_message(self.Taken(wanted, selected.places, selected.text))
