"""The quote book in the article: passages selected and highlighted, quotes kept, notes written, marks gone through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from pullquote.cache.core.article import Article, Quote
from pullquote.cache.core.clippings import Clipping, Place
from pullquote.cache.core.clippings.anchoring import passages
from pullquote.cache.core.counts import counted
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.actions import Pane
from pullquote.tui.render.veil_lines import parts_of
from pullquote.tui.services.library.own_marks import article_note
from pullquote.tui.services.messages import NO_ARTICLE
from pullquote.tui.widgets.prompt import asks
from pullquote.tui.widgets.selection_keys import SelectionKeys

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen
    from pullquote.tui.widgets.article_view import ArticleView

T = TypeVar("T")
_HINT = "a thought of your own"


class OwnPassages:
    """Marks passages of the article that is shown, keeps its quotes, and writes notes."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._access = screen.access
        self._book = screen.library.clippings
        self.prompt = screen.prompt
        self._keys: SelectionKeys | None = None
        self._selected_in: Article | None = None
        self._awaited: tuple[int, int] | None = None
        """The article, and the clipping in it, that are to be shown."""

    @property
    def _view(self) -> ArticleView:
        return self._screen.article.keys_widget

    @property
    def _article(self) -> Article | None:
        return self._screen.article.article

    # Selecting

    @property
    def keys(self) -> SelectionKeys | None:
        """What takes the keys while words are selected; ``None`` while none are."""
        return self._keys if self._keys is not None and self._keys.selected is not None else None

    def select(self) -> None:
        """Begin to select, in the article."""
        screen = self._screen
        screen.go(Pane.ARTICLE)
        if self._article is None:
            screen.say(NO_ARTICLE)
            return
        if self._keys is None:
            self._keys = SelectionKeys(self._view)
            screen.article.mount(self._keys)
        self._selected_in = self._article
        if not self._keys.begin(screen.article.quote):
            screen.say("There is nothing here to select.")

    def leave(self) -> bool:
        """Select nothing any more; return whether anything was."""
        return self.keys is not None and self.keys.end()

    def tell(self, told: str) -> None:
        """Show how much is selected, as long as it is, and what to do with it."""
        screen = self._screen
        dot = f" {screen.icons.dot} "
        keys = {action: screen.access.key(action) for action in ("select_highlight", "select_note", "select_leave")}
        does = (
            f"{keys['select_highlight']} highlights",
            f"{keys['select_note']} with note",
            f"{keys['select_leave']} leaves",
        )
        screen.status.stay(dot.join((told, *does)) if told else "")

    def take(self, message: SelectionKeys.Taken) -> None:
        """Highlight or copy what was selected."""
        article = self._article
        if article is None or article.id is None:
            return
        if message.wanted == "copy":
            self._screen.app.copy_to_clipboard(message.text)
            self._screen.say("Copied the passage")
        elif message.wanted == "note":
            self._highlight_with_note(article, message.places)
        else:
            self._highlight(article, message.places, "")

    @asks
    async def _highlight_with_note(self, article: Article, places: Sequence[Place]) -> None:
        answer = await self.prompt.ask("Note to the highlight", placeholder=_HINT)
        if answer is not None:
            self._highlight(article, places, answer.line)

    def _highlight(self, article: Article, places: Sequence[Place], note: str) -> None:
        undo, opened = self._access.key("undo"), parts_of(self._view.veiled.opened)

        def done(made: list[Clipping]) -> None:
            words = sum(len(clipping.text.split()) for clipping in made)
            self._screen.say(f"Highlighted {counted(words, 'word')}{', with your note' if note else ''}: {undo} undoes")

        number = article.id
        if number is not None:
            shown = passages(article)
            mark = partial(self._book.highlight, number, places, note, opened=opened, shown=shown)
            self._write(number, mark, done)

    # Going through them

    def step(self, step: int) -> None:
        """Focus the mark so many on, or back, from the one in focus or the top of the window, and say its note."""
        view, own = self._view, self._view.own
        numbers = own.numbers()
        if not numbers:
            key = self._access.key("select")
            self._screen.say(f"Nothing is marked in this article: {key} selects a passage to highlight.")
            return
        if own.focus in numbers:
            at = numbers.index(own.focus) + step
        else:
            top = round(view.scroll_y)
            lines = [view.lines_of(place) for _, place in own.clippings]
            below = [one.id for (one, _), found in zip(own.clippings, lines, strict=True) if found and found[0] >= top]
            first = numbers.index(below[0]) if below else len(numbers)
            at = first + step - (step > 0)
        if not 0 <= at < len(numbers) and own.focus is not None:
            self._screen.say("That was the last mark." if step > 0 else "That was the first mark.")
            return
        self.focus(numbers[max(0, min(at, len(numbers) - 1))])

    def focus(self, number: int) -> None:
        """Focus a clipping of the article that is shown, bring it into view and say its note."""
        view = self._view
        numbers = view.own.numbers()
        if number not in numbers:
            self._screen.say("This passage is not in the article as it is now; the quote book keeps it.")
            return
        view.forget_quote()
        view.show_own(replace(view.own, focus=number))
        view.bring_in_own(number)
        clipping = view.own.one(number)
        note = clipping.note if clipping else ""
        told = f"Mark {numbers.index(number) + 1} of {len(numbers)}"
        self._screen.say(clean_line(f"{told} {self._screen.icons.dot} {note}" if note else told))

    def focus_in(self, article: int, number: int) -> None:
        """Focus a clipping in its article, as soon as that is shown."""
        self._awaited = article, number
        self.shown(self._article)

    def shown(self, article: Article | None) -> None:
        """Go to the clipping an article was opened for; select nothing any more in one that is gone."""
        if self.keys is not None and article is not self._selected_in:
            self.keys.end()
        wanted, number = self._awaited or (None, 0)
        if article is not None and wanted == article.id is not None:
            self._awaited = None
            self._view.once_drawn(partial(self.focus, number))

    def select_to(self, block: int, offset: int) -> None:
        """Move the end of what is selected to the word at an offset of a block."""
        if (keys := self.keys) is not None:
            keys.move_to(block, offset)

    def unfocus(self) -> bool:
        """Take the focus off the mark; return whether one had it."""
        had = self._view.own.focus is not None
        if had:
            self._view.show_own(replace(self._view.own, focus=None))
            self._screen.say("")
        return had

    # Keeping

    def keep(self) -> None:
        """Keep the quote in focus, or take out of the quote book what is in focus and in it."""
        article, quote = self._article, self._screen.article.quote
        if article is None or (number := article.id) is None:
            self._screen.say(NO_ARTICLE)
            return
        there = self._in_focus(quote)
        if there is not None:
            undo = self._access.key("undo")
            sentence = f"Out of the quote book: {undo} brings it back"
            self._write(number, lambda: self._book.remove([there.id]), lambda _: self._screen.say(sentence))
        elif quote is not None:
            self._write(number, lambda: self._book.keep_quote(number, quote), lambda _: self._said_kept(quote))
        else:
            key, select = self._access.key("next_quote"), self._access.key("select")
            self._screen.say(f"Go to a quote first, with {key}, or highlight a passage, with {select}.")

    def _said_kept(self, quote: Quote) -> None:
        by = f" by {quote.speaker}" if quote.speaker else ""
        self._screen.say(clean_line(f"The quote{by} is in the quote book: {self._access.key('quote_book')} opens it"))

    def _in_focus(self, quote: Quote | None) -> Clipping | None:
        """Return what of the quote book has the focus: a mark, or the quote in focus where that is kept."""
        own = self._view.own
        if own.focus is not None:
            return own.one(own.focus)
        if quote is None:
            return None
        return next(
            (
                clipping
                for clipping, place in own.clippings
                if clipping.kind == "quotation" and place.block == quote.block and place.start == quote.start
            ),
            None,
        )

    # Notes

    @asks
    async def note(self) -> None:
        """Ask for the note to the mark or the quote in focus, else to the article."""
        screen, quote = self._screen, self._screen.article.quote
        article = screen.subject
        if article is None:
            screen.say(NO_ARTICLE)
            return
        reading = screen.active_pane is not Pane.LIST
        there = self._in_focus(quote) if reading else None
        if there is not None:
            what = "the quote" if there.kind == "quotation" else "the highlight"
            await self._ask_note(article, what, there.note, lambda note: self._book.note(there.id, note))
        elif reading and quote is not None:
            await self._ask_note(article, "the quote", "", lambda note: self._book.keep_quote(article, quote, note))
        else:
            before = self._access.read_now(screen, lambda: article_note(screen.library, article), "")
            await self._ask_note(article, "the article", before, lambda note: self._book.note_article(article, note))

    async def _ask_note(self, article: int, what: str, before: str, write: Callable[[str], object]) -> None:
        shown = clean_line(before, None)
        answer = await self.prompt.ask(f"Note to {what}", value=shown, placeholder=_HINT)
        if answer is None or answer.line == shown:
            return
        note = answer.line
        said = f"Noted: {self._access.key('undo')} undoes" if note else "The note is gone"
        self._write(article, lambda: write(note), lambda _: self._screen.say(said))

    # What changes it

    def _write(self, article: int, change: Callable[[], T], then: Callable[[T], None]) -> None:
        screen = self._screen

        def done(result: T) -> None:
            screen.list.forget([article])
            screen.article.check_marks()
            then(result)

        self._access.write(screen, change, done)
