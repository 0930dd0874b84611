"""Taking an article along: browser, clipboard, links, file, pipe."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.results import Saying
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.tui.actions import Pane
from pullquote.tui.messages import Said
from pullquote.tui.reader.marking import Marking

if TYPE_CHECKING:
    from pullquote.tui.widgets.prompt import QueryBar

PIPE_SECONDS = 30
FORMATS = {"text": ("Text", ".txt"), "markdown": ("Markdown", ".md"), "json": ("JSON", ".json")}


class Taking(Marking):
    """The part of the reader that hands articles to other programs."""

    def action_browse(self) -> None:
        """Open the article in the browser."""
        if article := self._taken():
            self.open_link(article.url or article.canonical_url)

    def action_copy(self) -> None:
        """Copy the quote in focus with who said it, else the link."""
        article = self._taken()
        if article is None:
            return
        quote = self.reading.quote if self.at is not Pane.LIST else None
        address = clean_address(article.canonical_url or article.url)
        if quote is not None:
            from pullquote.cache.export.citations import citation

            saying = Saying(
                article=article.id or 0, text=quote.text, speaker=quote.speaker, via=quote.via, kind=quote.kind,
                title=article.title, outlet=article.outlet, url=address, published=article.published,
            )  # fmt: skip
            self.app.copy_to_clipboard(citation(saying).rstrip("\n"))
            self.say("Copied the quote" + (f" by {quote.speaker}" if quote.speaker else ""))
        elif address:
            self.app.copy_to_clipboard(address)
            self.say("Copied the link")
        else:
            self.say("This article has no address to copy.")

    def action_links(self) -> None:
        """Offer the links, numbered."""
        links = self.reading.links
        if not links:
            self.say("No links in this article.")
            return
        from pullquote.tui.screens.links import LinksScreen

        def chosen(address: str | None) -> None:
            self.reading.number_links(False)
            if address:
                self.open_link(address)

        self.reading.number_links(True)
        self.app.push_screen(LinksScreen(self.reading.links, self.signs), chosen)

    async def action_save(self) -> None:
        """Ask where to save the article as text."""
        if article := self._taken():
            await self.ask("save text", "Save as text to", value=str(Path.cwd() / f"{slug(article)}.txt"))

    def action_export(self) -> None:
        """Ask for a format, then where to."""
        from pullquote.tui.screens.choose import ChooseScreen

        article = self._taken()
        if article is None:
            return

        async def chosen(kind: str | None) -> None:
            if kind:
                label, ending = FORMATS[kind]
                await self.ask(
                    f"save {kind}", f"Save as {label} to", value=str(Path.cwd() / f"{slug(article)}{ending}")
                )

        answers = [(kind, label) for kind, (label, _) in FORMATS.items()]
        self.app.push_screen(ChooseScreen("Save the article as", answers), chosen)

    async def action_pipe(self) -> None:
        """Ask for a command to hand the article to."""
        if self._taken():
            await self.ask("pipe", "Pipe to", value=self.settings.open.pipe or "", placeholder="a command")

    def on_query_bar_answered(self, message: QueryBar.Answered) -> None:
        """Save or pipe, as was asked."""
        saves = message.purpose.startswith("save ")
        if not message.value or not (saves or message.purpose == "pipe"):
            return  # the question was another's
        article = self._taken()
        if article is None:
            return
        if saves:
            self._save(article, message.purpose.removeprefix("save "), Path(message.value).expanduser())
        else:
            self._pipe(article, message.value)

    @work(thread=True, group="save", exit_on_error=False)
    def _save(self, article: Article, kind: str, path: Path) -> None:
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(written(article, kind))
        except FileExistsError:
            self.post_message(Said(f"{path} is there already; choose another name.", failed=True))
        except OSError as error:
            self.post_message(Said(f"Cannot write {path}: {error.strerror}.", failed=True))
        else:
            self.post_message(Said(f"Saved {path}"))

    @work(thread=True, group="pipe", exclusive=True, exit_on_error=False)
    def _pipe(self, article: Article, command: str) -> None:
        try:
            said, code = run_line(command, written(article, "text"))
        except subprocess.TimeoutExpired:
            self.post_message(Said(f"{command} took longer than {PIPE_SECONDS} seconds and was stopped.", failed=True))
        except (OSError, ValueError) as error:
            self.post_message(Said(f"Cannot run {command}: {error}.", failed=True))
        else:
            first = clean_line(said.strip().split("\n")[0], 200)
            failed = code != 0
            self.post_message(Said(first or ("It failed" if failed else f"Handed to {command}"), failed=failed))

    def _taken(self) -> Article | None:
        try:
            article = self.subject_article()
        except PullquoteError as error:
            self.say(str(error), failed=True)
            return None
        if article is None:
            self.say("There is no article here.")
        return article


def run_line(command: str, text: str) -> tuple[str, int]:
    """Run a line a person typed in their shell; return what it said and its exit code.

    ``text`` goes to its standard input and nowhere else: no foreign word is ever part of the line.
    Raises ``subprocess.TimeoutExpired`` after ``PIPE_SECONDS``; the whole pipeline is then ended.
    """
    shell = os.environ.get("SHELL") or "/bin/sh"
    with subprocess.Popen(
        [shell, "-c", command], text=True, encoding="utf-8", errors="replace", start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        try:
            out, complaint = process.communicate(text, timeout=PIPE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return out or complaint, process.returncode


def written(article: Article, kind: str) -> str:
    """Return an article as the text of a file."""
    if kind == "markdown":
        from pullquote.cache.export.markdown import article_markdown

        return article_markdown(article)
    if kind == "json":
        import msgspec

        return msgspec.json.format(msgspec.json.encode(article), indent=2).decode() + "\n"
    from pullquote.cache.export.text import article_text

    return article_text(article, width=72, links="end")


def slug(article: Article) -> str:
    """Return a name for the file of an article: its day and the letters of its title."""
    words = "".join(c if c.isalnum() else " " for c in article.title.casefold()).split()
    day = f"{article.published:%Y-%m-%d}-" if article.published else ""
    return f"{day}{'-'.join(words)[:60].strip('-') or 'article'}"
