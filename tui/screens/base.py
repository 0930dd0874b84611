"""What every screen that works on the library shares: two ways to it, a status line, a line to type in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from textual import work
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerState, get_current_worker

from pullquote.cache.core.errors import PullquoteError
from pullquote.tui.messages import LookedUp, Said
from pullquote.tui.render.icons import signs
from pullquote.tui.services.handoff import open_address
from pullquote.tui.widgets.status_bar import KeyBar, StatusBar

if TYPE_CHECKING:
    from pullquote.tui.services.library_access import LibraryAccess
    from pullquote.tui.services.suggestions import Offering
    from pullquote.tui.widgets.prompt import QueryBar

T = TypeVar("T")
Result = TypeVar("Result")


class Working(Screen[Result], Generic[Result]):
    """Reads the library with ``look_up`` and changes it with ``write``; neither makes a key wait."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """As Textual has it, but a change paints the two widgets it is about and not the whole screen."""

    def __init__(self, access: LibraryAccess, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.access = access
        self.library = access.library
        self.settings = self.library.settings
        self.signs = signs(self.settings.reading.signs, linear=self.settings.reading.linear)
        self.status = StatusBar(signs=self.signs)
        self.key_bar = KeyBar()
        self._query_bar: QueryBar | None = None

    async def ask(
        self,
        purpose: str,
        label: str,
        *,
        value: str = "",
        placeholder: str = "",
        explain: Callable[[str], str] | None = None,
        offering: Offering | None = None,
    ) -> None:
        """Ask a person for a line of text; ``QueryBar.Answered`` brings it.

        The line to type in is made when it is first wanted.
        """
        if self._query_bar is None:
            from pullquote.tui.widgets.prompt import QueryBar

            self._query_bar = QueryBar()
            await self.mount(self._query_bar, before=self.status)
        self._query_bar.ask(purpose, label, value=value, placeholder=placeholder, explain=explain, offering=offering)

    def type_ahead(self, text: str) -> bool:
        """Hand the prompt what was typed before it had the focus; return whether a prompt is open."""
        return self._query_bar is not None and self._query_bar.type_ahead(text)

    def say(self, text: str, *, failed: bool = False) -> None:
        """Show a sentence in the status line."""
        self.status.say(text, failed=failed)

    def on_said(self, message: Said) -> None:
        """Show what a widget or a worker has to say."""
        self.say(message.text, failed=message.failed)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Show that a background worker failed unexpectedly; reading goes on."""
        if event.state is WorkerState.ERROR:
            error = event.worker.error
            self.say(f"Something failed in the background ({type(error).__name__}: {error}).", failed=True)

    def ask_now(self, question: Callable[[], T], otherwise: T) -> T:
        """Ask the library while a key waits; return ``otherwise``, and say why, where it cannot answer."""
        try:
            return question()
        except PullquoteError as error:
            self.say(str(error), failed=True)
            return otherwise

    def look_up(self, question: Callable[[], T], then: Callable[[T], object], group: str = "look up") -> None:
        """Ask the library in a thread; ``then`` shows the answer, unless its ``group`` was asked again meanwhile."""
        self.run_worker(
            lambda: self._look_up(question, then), thread=True, exclusive=True, group=group, exit_on_error=False
        )

    def _look_up(self, question: Callable[[], T], then: Callable[[T], object]) -> None:
        worker = get_current_worker()
        try:
            answer = question()
        except PullquoteError as error:
            self.post_message(Said(str(error), failed=True))
            return
        if not worker.is_cancelled:
            self.post_message(LookedUp(lambda: None if worker.is_cancelled else then(answer)))

    def on_looked_up(self, message: LookedUp) -> None:
        """Show an answer of the library."""
        message.deliver()

    def open_link(self, address: str | None) -> None:
        """Open an address in the browser, or say why not."""
        try:
            host = open_address(address, self.settings.open.browser)
        except PullquoteError as error:
            self.say(str(error), failed=True)
        else:
            self.say(f"Opened {host} in the browser")

    @work(group="writing", exit_on_error=False)
    async def write(self, change: Callable[[], T], then: Callable[[T], None] | None = None) -> None:
        """Change the library in a thread, after every change asked for before; ``then`` runs on the screen."""
        try:
            result = await self.access.write(change)
        except PullquoteError as error:
            self.say(str(error), failed=True)
            return
        if then is not None and self.is_attached:
            then(result)
