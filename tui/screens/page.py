"""A page over the main screen: a header, rows, a status line, keys. What a user chose there goes back to it."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast

from msgspec import Struct
from msgspec.structs import replace
from textual.app import App, ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Container
from textual.content import Content
from textual.reactive import Reactive
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState

from pullquote.cache.core.edition import Edition
from pullquote.cache.core.results import QuoteRow, Undone
from pullquote.styles import PAGES
from pullquote.tui.actions import PANES, Pane, footer_for
from pullquote.tui.render.icons import icons_for
from pullquote.tui.services.messages import NOTHING_LEFT, Said, failure
from pullquote.tui.services.performing import perform
from pullquote.tui.services.programs.browser import browse
from pullquote.tui.widgets.compositor import ScreenCompositor, hand_on
from pullquote.tui.widgets.pane_header import PaneHeader
from pullquote.tui.widgets.prompt import Prompt
from pullquote.tui.widgets.row_list import RowList
from pullquote.tui.widgets.status_bar import KeyBar, StatusBar

if TYPE_CHECKING:
    from pullquote.tui.services.library.access import LibraryAccess


class Place(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A page to come back to: which, the row in focus, and what it shows.

    ``name`` is that of a name page; ``line`` and ``words`` filter and search, ``limit`` is how much is shown.
    """

    page: Pane
    row: str | None = None
    name: int = 0
    line: str = ""
    words: str = ""
    limit: int = 0


LONGEST_HELD = 0.5
"""Seconds after which a page is shown without its rows: the library takes its time, and keys are to be answered."""


class Go(Struct, frozen=True, kw_only=True):
    """Where a page sends the main screen: to an ``article``, there to the quote of a ``block``, or to a list.

    ``clipping`` is the entry of the quote book to go to there. ``section`` is the query and the title of a list;
    ``entry`` is the edition the article is read in, and its place there. ``origin`` are the pages that lay over the
    main screen. With ``to`` alone it goes to a pane there, or to the page of this kind that lies below.
    """

    to: Pane | None = None
    article: int | None = None
    block: int | None = None
    text: str = ""
    clipping: int | None = None
    section: tuple[str, str] | None = None
    entry: tuple[Edition, int] | None = None
    origin: tuple[Place, ...] = ()


class _Main(Protocol):
    """The main screen, as far as a page knows it."""

    def page(self, pane: Pane) -> Page:
        """Make a page, as it was when it was left."""
        ...


class Page(Screen[Go]):
    """The frame of a page; each page fills its rows and answers its keys."""

    CSS_PATH = [PAGES]  # noqa: RUF012 -- as Textual declares it
    PANE: ClassVar[Pane]
    AUTO_FOCUS = "RowList"
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "page--title", "page--title-read", "page--name", "page--named", "page--sign", "page--note", "page--meta",
        "page--outlet", "page--unread", "page--star", "page--count", "page--group", "page--rule", "page--said",
        "page--bar", "page--failed", "page--match", "page--fact",
    }  # fmt: skip

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As Textual has it, but a change paints the two widgets it is about and not the whole page."""

    def __init__(self, access: LibraryAccess, title: str) -> None:
        super().__init__()
        self._compositor = ScreenCompositor()
        self.access = access
        self.library = access.library
        self.settings = self.library.settings
        self.icons = icons_for(self.settings.reading)
        self.prompt = Prompt()
        self.status = StatusBar(icons=self.icons)
        self.key_bar = KeyBar()
        self.head = PaneHeader(title, icons=self.icons)
        self.head.active = True
        self.rows = RowList()
        self._row_wanted: str | None = None
        self._held = ExitStack()

    def compose(self) -> ComposeResult:
        """Make the frame. What was shown before stays until there are rows, or the library takes its time."""
        self._held.enter_context(self.app.batch_update())
        self._held.callback(self.set_timer(LONGEST_HELD, self._held.close).stop)
        yield self.head
        with Container(classes="body"):
            yield self.rows
        yield self.prompt
        yield self.status
        yield self.key_bar

    def on_mount(self) -> None:
        """Show the keys and ask the library."""
        self.show_keys()
        self.load()
        # The rows hold their colours.
        self.app.theme_changed_signal.subscribe(self, lambda _: self.call_after_refresh(self.fill))

    def on_unmount(self) -> None:
        """Leave nothing undone that others wait for."""
        self._held.close()
        hand_on(self)

    @property
    def keys_at(self) -> tuple[Pane, Widget]:
        """Where keys go that are pressed now: the kind of the page, and its rows."""
        return self.PANE, self.rows

    @property
    def subject(self) -> int | None:
        """The article of the row in focus, where it is about one."""
        return None

    @abstractmethod
    def load(self) -> None:
        """Ask the library for what the page shows."""

    @abstractmethod
    def fill(self) -> None:
        """Set the rows anew for the present width; the focus stays where it is."""

    def possible(self) -> set[str] | None:
        """Return the ids of what can be done now, for the footer; ``None`` for everything."""
        return None

    def show_keys(self) -> None:
        """Show the keys that matter now."""
        self.key_bar.show(footer_for(self.PANE, self.possible()), self.settings.keys)

    def style_of(self, role: str) -> Style:
        """Return the style of a role of a row."""
        return self.get_visual_style(f"page--{role}", partial=role != "match")

    def set_rows(self, options: list[Option], focus: str | None = None) -> None:
        """Show these rows; the focus goes to the row that is come back to, to ``focus``, or stays on its own."""
        kept = self._row_wanted or focus or self.rows.chosen
        self._row_wanted = None
        with self.app.batch_update():
            self.rows.clear_options()
            self.rows.add_options(options)
            self.rows.put_focus(kept)
        self.show_keys()
        self._held.close()

    def words(self, *lines: str) -> list[Option]:
        """Return rows that only say something."""
        return [Option(Content.styled(line, self.style_of("note")), disabled=True) for line in lines]

    def on_row_list_resized(self) -> None:
        """Set the rows to their new width."""
        self.fill()

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the row that was clicked or chosen."""
        event.stop()
        await self.app.run_action("open", default_namespace=self)

    @abstractmethod
    async def action_open(self) -> None:
        """Open the row in focus."""

    def say(self, text: str, *, failed: bool = False) -> None:
        """Show a sentence in the status line."""
        self.status.say(text, failed=failed)

    def on_said(self, message: Said) -> None:
        """Show what a widget or a worker has to say."""
        self._held.close()
        self.say(message.text, failed=message.failed)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show that a background worker failed unexpectedly; the page stays."""
        if event.state is WorkerState.ERROR and isinstance(event.worker.error, Exception):
            self.on_said(failure(event.worker.error))

    def open_link(self, address: str | None) -> None:
        """Open an address in the browser, or say why not."""
        browse(self, address, self.settings.open.browser)

    @property
    @abstractmethod
    def place(self) -> Place:
        """Where the reader is on this page."""

    def restore(self, place: Place) -> None:
        """Show what a place shows; before the page is shown."""
        self._row_wanted = place.row

    def dismiss(self, result: Go | None = None) -> AwaitComplete:
        """Close with a result, once, and only what is on top: Textual would close whatever is."""
        if not self.is_active:
            return AwaitComplete()
        if result is not None and not result.origin:
            result = replace(result, origin=places_of(self.app))
        return super().dismiss(result)

    def action_back(self) -> None:
        """Back to the main screen."""
        self.dismiss(None)

    def action_clear(self) -> None:
        """Back to the main screen; a page with a filter clears that first."""
        self.dismiss(None)

    def follow_on(self, go: Go | None) -> None:
        """Pass on where a page above this one sends the reader; otherwise look again."""
        if go is None or go.to is self.PANE:
            self.load()
        else:
            self.dismiss(go)

    def go(self, to: Pane) -> None:
        """Go to a pane of the main screen, or to another page: back to the one below, else over this one."""
        if to is self.PANE:
            return
        below = (page.PANE for page in self.app.screen_stack if isinstance(page, Page))
        if to in PANES or to in below:
            self.dismiss(Go(to=to))
        else:
            self.app.push_screen(cast("_Main", self.app.screen_stack[0]).page(to), self.follow_on)

    def action_go_list(self) -> None:
        """To the headlines."""
        self.go(Pane.LIST)

    def action_go_article(self) -> None:
        """To the article."""
        self.go(Pane.ARTICLE)

    def action_go_people(self) -> None:
        """To the works and people."""
        self.go(Pane.PEOPLE)

    def action_quotes(self) -> None:
        """Show every quote in the library."""
        self.go(Pane.QUOTES)

    def action_feeds(self) -> None:
        """Show the feeds."""
        self.go(Pane.FEEDS)

    def action_releases(self) -> None:
        """Show what comes out, and when."""
        self.go(Pane.CALENDAR)

    def action_quote_book(self) -> None:
        """Show the quote book."""
        self.go(Pane.BOOK)

    def action_undo(self) -> None:
        """Take back what was done last, here or elsewhere."""

        def done(undone: Undone | None) -> None:
            self.say(undone.sentence if undone else NOTHING_LEFT)
            self.undone()

        self.access.take_back(self, done)

    def undone(self) -> None:
        """Show what a step that was taken back has changed."""
        self.load()

    def action_help(self) -> None:
        """Show all keys."""
        from pullquote.tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.settings.keys, self.settings.macros))

    def action_palette(self) -> None:
        """Find an action by its name."""
        from pullquote.tui.screens.palette import PaletteScreen

        self.app.push_screen(PaletteScreen(self.PANE, self.settings.keys, self.settings.macros), self.run_chosen)

    async def run_chosen(self, action: str | None) -> None:
        """Do what was chosen in the palette, as its key would."""
        if action:
            await perform(action, self, self.rows)

    async def action_quit_now(self) -> None:
        """Leave Pullquote as from the reader."""
        await self.app.run_action("leave")


def places_of(app: App[Any]) -> tuple[Place, ...]:
    """Return where the reader is on each page that lies over the main screen, the lowest first."""
    return tuple(page.place for page in app.screen_stack if isinstance(page, Page))


def quote_keys(quote_rows: Sequence[QuoteRow]) -> list[str]:
    """Return a key for each quote that stays its own when others come: its article, its block, which of those it is."""
    seen: Counter[tuple[int, int]] = Counter()
    keys = []
    for quote_row in quote_rows:
        where = (quote_row.article, quote_row.block)
        keys.append(f"{where[0]}:{where[1]}:{seen[where]}")
        seen[where] += 1
    return keys
