"""What is done with one article: browser, clipboard, links, file, pipe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from textual.screen import Screen

from pullquote.cache.core.article import Article, Quote
from pullquote.cache.export import ARTICLE_FORMATS
from pullquote.cache.export.enclosures import playable
from pullquote.tui.render.icons import Icons
from pullquote.tui.services.messages import Said
from pullquote.tui.services.programs.browser import browse, play
from pullquote.tui.services.programs.handoff import (
    SAVED_AS,
    article_address,
    article_citation,
    article_text,
    copied,
    file_name,
    save_article,
)
from pullquote.tui.services.programs.selecting import copy_selection
from pullquote.tui.widgets.prompt import Prompt, asks

if TYPE_CHECKING:
    from pullquote.tui.reader.article.pane import ArticlePane
    from pullquote.tui.reader.article.reading_aloud import ReadingAloud
    from pullquote.tui.services.library.access import LibraryAccess
    from pullquote.tui.widgets.article_view import ArticleView


class ArticleActions:
    """Hands articles to other programs for a screen, which shows what comes of it."""

    def __init__(self, owner: Screen[Any], access: LibraryAccess, icons: Icons, prompt: Prompt) -> None:
        self.prompt = prompt
        self._owner = owner
        self._access = access
        self._open = access.library.settings.open
        self._icons = icons
        self._aloud: ReadingAloud | None = None

    def _say(self, text: str) -> None:
        self._owner.post_message(Said(text))

    def browse(self, article: Article) -> None:
        """Open an article in the browser."""
        self.open_link(article.url or article.canonical_url)

    def open_link(self, address: str | None) -> None:
        """Open an address in the browser."""
        browse(self._owner, address, self._open.browser)

    def copy(self, article: Article, quote: Quote | None) -> None:
        """Copy what the mouse selected; else a quote with who said it; without one, the link of the article."""
        if copy_selection(self._owner):
            return
        if quote is not None:
            self._owner.app.copy_to_clipboard(article_citation(article, quote))
            self._say(copied(quote.speaker))
        elif address := article_address(article):
            self._owner.app.copy_to_clipboard(address)
            self._say("Copied the link")
        else:
            self._say("This article has no address to copy.")

    def pick_link(self, pane: ArticlePane) -> None:
        """Let the user pick a link of the article that is shown by its number, and open it."""
        from pullquote.tui.screens.pickers import LinksScreen

        if not pane.links:
            self._say("No links in this article.")
            return

        def chosen(address: str | None) -> None:
            pane.number_links(False)
            if address:
                self.open_link(address)

        pane.number_links(True)
        self._owner.app.push_screen(LinksScreen(pane.links, self._icons), chosen)

    def speak(self, view: ArticleView) -> None:
        """Read the article of a view aloud from the paragraph on top, or stop."""
        if self._aloud is None:
            from pullquote.tui.reader.article.reading_aloud import ReadingAloud  # lazy: few begin by it

            self._aloud = ReadingAloud(view, lambda: self._open.speak)
        self._aloud.toggle()

    def step_paragraph(self, view: ArticleView, step: int) -> None:
        """Go to another paragraph, in what is read aloud where something is."""
        if self._aloud is not None and self._aloud.running:
            self._aloud.step(step)
        else:
            view.step_paragraph(step)

    def follow_speaking(self, article: Article | None) -> None:
        """Stop reading aloud what is not shown any more."""
        if self._aloud is not None:
            self._aloud.follow(article)

    def stop_speaking(self) -> bool:
        """Stop reading aloud; return whether anything was."""
        running = self._aloud is not None and self._aloud.running
        if self._aloud is not None and running:
            self._aloud.toggle()
        return running

    def play(self, article: Article) -> None:
        """Play the audio or video of an article; of several, ask which."""
        from pullquote.tui.screens.pickers import ChooseScreen

        found = playable(article)
        if not found:
            self._say("There is no audio or video in this article.")
        elif len(found) == 1:
            self._play(found[0][0])
        else:
            self._owner.app.push_screen(ChooseScreen("Play", found), self._play)

    def _play(self, address: str | None) -> None:
        if address is not None:
            play(self._owner, address, self._open)

    def export(self, article: Article) -> None:
        """Ask for a format, then where to save the article."""
        from pullquote.tui.screens.pickers import Choice, PickScreen, among

        def chosen(form: str | None) -> None:
            if form:
                self.save(article, form)

        forms = among([Choice(form, ARTICLE_FORMATS[form].label) for form in SAVED_AS])
        self._owner.app.push_screen(PickScreen("Save the article as", forms, self._icons), chosen)

    def save_to(self, article: Article) -> None:
        """Save an article to the user's own server; of two, ask which."""
        from pullquote.cache.core.servers.saving import SERVICE_NAMES, service_named  # lazy: few have such a server
        from pullquote.tui.services.programs.saving import save_one, services_set

        library, number = self._access.library, article.id
        found = services_set(library)
        if number is None or not found:
            self._say(
                "Say first where your server is: `pullquote config set save.readeck ADDRESS`, or save.wallabag."
                if number is not None
                else "Only articles that are kept can be saved to a server."
            )
            return

        def chosen(service: str | None) -> None:
            if (name := service_named(service)) is not None:
                self._say(f"Saving to {SERVICE_NAMES[name]}…")
                self._hand_off(lambda: save_one(library, name, number), "save to")

        if len(found) == 1:
            chosen(found[0])
            return
        from pullquote.tui.screens.pickers import ChooseScreen

        self._owner.app.push_screen(ChooseScreen("Save to", [(one, SERVICE_NAMES[one]) for one in found]), chosen)

    @asks
    async def save(self, article: Article, form: str) -> None:
        """Ask where to save an article; ``form`` is one of ``ARTICLE_FORMATS``."""
        label = "text" if form == "text" else ARTICLE_FORMATS[form].label
        name = file_name(article, form)
        path = await self.prompt.ask_path(
            f"Save as {label} to", value=str(Path.cwd() / name), icons=self._icons, name=name
        )
        if path is not None:
            self._hand_off(lambda: save_article(self._as_tagged(article), form, path), "save")

    @asks
    async def pipe(self, article: Article) -> None:
        """Ask for a command to hand the text of an article to."""
        from pullquote.tui.screens.output import pipe_to

        answer = await self.prompt.ask("Pipe to", value=self._open.pipe or "", placeholder="a command")
        if answer is not None and answer.line:
            tagged = self._access.read_now(self._owner, lambda: self._as_tagged(article), article)
            await pipe_to(self._owner, self._access, answer.line, article_text(tagged))

    def _as_tagged(self, article: Article) -> Article:
        """Return an article that is shown with the user's tags as they are now."""
        if article.id is None:
            return article
        (headline,) = self._access.library.headlines([article.id]) or (None,)
        return replace(article, tags=headline.tags) if headline else article

    def _hand_off(self, hand_off: Callable[[], str], group: str) -> None:
        """Show what a program or a disk says that may take its time."""
        self._access.look_up(self._owner, hand_off, self._say, group=group)
