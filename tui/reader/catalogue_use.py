"""Whether services may be asked about names, as the app asks it, keeps it and acts on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from textual.app import App

from pullquote.cache.core.catalogue import CatalogueStage
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import UsageError
from pullquote.tui.actions import Pane
from pullquote.tui.services.messages import NameWanted, Said
from pullquote.tui.services.refresh.catalogue_updates import CatalogueUpdates, in_words
from pullquote.tui.services.words.catalogue_consent import asked

if TYPE_CHECKING:
    from pullquote.tui.services.library.access import LibraryAccess

ASKED_KEY = "app.catalogue_asked"
"""Where the library remembers when the user was asked, and has not decided."""
AGAIN = timedelta(days=7)
"""How long after "later" the question is not put."""


class CatalogueUse:
    """Asks once whether services may be asked, keeps the answer in the settings, and has them asked beside reading.

    ``keep`` writes the setting ``catalogue.use`` and returns whether that worked; what did not is said by it.
    """

    def __init__(self, app: App[None], access: LibraryAccess, keep: Callable[[str], Awaitable[bool]]) -> None:
        self._app = app
        self._access = access
        self._library = access.library
        self._keep = keep
        self._updates = CatalogueUpdates(access.library, app)
        self._complained = ""

    @property
    def allowed(self) -> bool:
        """Whether services may be asked now."""
        library = self._library
        return library.settings.catalogue.use == "on" and not (library.offline or library.read_only)

    # Moments

    def wanted(self, message: NameWanted) -> None:
        """Ask about a followed name that is looked at, or put the question where that was not answered yet."""
        if self.allowed:
            if message.followed:
                self._updates.ask_about(message.name)
        elif message.asks and self._is_a_fitting_moment() and self._is_to_be_asked():
            self.ask(lambda: self._updates.ask_about(message.name))

    def after_refresh(self) -> None:
        """Ask quietly about the names that are due."""
        if self.allowed:
            self._updates.ask_about_all(quiet=True)

    def stop(self) -> None:
        """Stop asking, for now."""
        self._updates.stop()

    # The question

    def _is_a_fitting_moment(self) -> bool:
        """Return whether nothing is read or typed, and nothing else is asked."""
        screen: Any = self._app.screen
        if getattr(screen, "prompt", None) is None or screen.prompt.display:
            return False
        return getattr(screen, "active_pane", None) is not Pane.ARTICLE

    def _is_to_be_asked(self) -> bool:
        library = self._library
        if library.settings.catalogue.use != "ask" or library.offline or library.read_only or not self._services():
            return False
        now = datetime.now(UTC)
        before: str | None = now.isoformat()
        before = self._access.read_now(self._app.screen, lambda: library.recall(ASKED_KEY), before)
        try:
            return not before or now - datetime.fromisoformat(before) >= AGAIN
        except (ValueError, TypeError):
            return True

    def _services(self) -> list[str]:
        try:
            return [service.name for service, _ in asked(self._library.settings.catalogue)]
        except UsageError:
            return []

    def ask(self, then: Callable[[], None] | None = None) -> None:
        """Put the question over the screen that is on top; ``then`` follows a yes."""
        from pullquote.tui.screens.consent import NO, YES, ConsentScreen

        services = self._services()
        if not services:
            self._say("catalogue.services names no service that can be asked.", failed=True)
            return

        def answered(answer: str | None) -> None:
            if answer == YES:
                self.turn("on", then)
            elif answer == NO:
                self.turn("off")
            else:
                now = datetime.now(UTC).isoformat()
                self._access.remember(self._app.screen, ASKED_KEY, now)

        self._app.push_screen(ConsentScreen(services), answered)

    # What the palette and the ``:`` line do

    def turn(self, use: str, then: Callable[[], None] | None = None) -> None:
        """Keep ``on`` or ``off`` in the settings; ``then`` follows where that worked."""

        async def keep() -> None:
            if await self._keep(use) and then is not None and self.allowed:
                then()

        self._app.run_worker(keep(), group="catalogue use", exit_on_error=False)

    def turned(self, use: str) -> None:
        """Act on a setting that is kept now."""
        if use == "on":
            names = self._services()
            self._say(f"{', '.join(names)} are asked about names from now on; :catalogue off ends it.")
            self.after_refresh()
        else:
            self._updates.stop()
            self._say("No service is asked about names. What they said stays; :catalogue forget --all removes it.")

    def update(self) -> None:
        """Ask about all names that are due, now; again, stop. Where that is not allowed yet, ask for it."""
        library = self._library
        if self._updates.running:
            self._updates.stop()
        elif library.offline:
            self._say("Asking services needs the network, and --offline was given.", failed=True)
        elif library.read_only:
            self._say(library.refusal, failed=True)
        elif not self.allowed:
            self.ask(lambda: self._updates.ask_about_all(quiet=False))
        else:
            self._updates.ask_about_all(quiet=False)

    def forget(self) -> None:
        """Ask whether all that services have said is to be forgotten, and forget it."""
        from pullquote.tui.screens.pickers import ChooseScreen

        def forgotten(count: int) -> None:
            self._look_again()
            self._say(f"{counted(count, 'record')} forgotten.")

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._updates.stop()
                self._access.write(self._app.screen_stack[0], self._library.catalogue.forget, forgotten)

        answers = [("no", "No, keep it"), ("yes", "Yes, forget it; it can be asked for again")]
        self._app.push_screen(ChooseScreen("Forget all that services said of names?", answers), answered)

    # What comes of asking

    def progressed(self, message: CatalogueUpdates.Progressed) -> None:
        """Show how far an update is that was asked for, and on the page of a name what has come of it."""
        if message.progress.stage is CatalogueStage.LINKED:
            self._look_again(message.progress.entity)
        if not message.quiet:
            self._say(in_words(message.progress))

    def finished(self, message: CatalogueUpdates.Finished) -> None:
        """Show what an update brought; of a quiet one only what is new, and what went wrong, in one line, once."""
        last = message.last
        if last is not None and last.linked:
            self._look_again()
        trouble = message.error or (last.message if last is not None and last.failed and not last.linked else "")
        if not message.quiet:
            words = "Stopped asking; what came is kept." if message.stopped else trouble or _words(message)
            self._say(words, failed=bool(message.error))
        elif trouble and trouble != self._complained:
            self._say(trouble)
        self._complained = trouble
        if message.news:
            reader: Any = self._app.screen_stack[0]
            reader.news.tell_of_moved(message.news, quiet=message.quiet)

    def _look_again(self, name: int | None = None) -> None:
        """Show what has come: of a name on its page and beside the article, or on every screen that shows names."""
        reader: Any = self._app.screen_stack[0]
        page: Any
        for page in self._app.screen_stack[1:]:
            if getattr(page, "PANE", None) is Pane.NAME and name in (None, page.place.name):
                page.load()
        if name is None:
            reader.list.forget()
            reader.article.check()
        elif (shown := reader.article.article) is not None and name in {entity.id for entity in shown.entities}:
            reader.article.check()

    def _say(self, text: str, *, failed: bool = False) -> None:
        screen = self._app.screen
        target = screen if hasattr(screen, "say") else self._app.screen_stack[0]
        target.post_message(Said(text, failed=failed))


def _words(message: CatalogueUpdates.Finished) -> str:
    if message.last is None or message.last.stage is not CatalogueStage.DONE:
        return "No name is to be asked about now."
    return in_words(message.last) or "Nothing new about names."
