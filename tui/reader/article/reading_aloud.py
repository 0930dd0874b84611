"""Reading an article aloud, paragraph by paragraph: the one that is spoken is lit up and kept in view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker

from pullquote.cache.core.article import (
    DEK_BLOCK,
    TITLE_BLOCK,
    Article,
    BlockQuote,
    Heading,
    ListBlock,
    Paragraph,
    PullQuote,
    block_text,
)
from pullquote.cache.core.errors import PullquoteError
from pullquote.tui.services.messages import NO_ARTICLE, Said, failure
from pullquote.tui.services.programs.speaking import speak, speaking_command

if TYPE_CHECKING:
    from pullquote.tui.widgets.article_view import ArticleView

_SPOKEN = (Heading, Paragraph, PullQuote, BlockQuote, ListBlock)


def spoken_parts(article: Article) -> list[tuple[int, str]]:
    """Return what of an article is read aloud: the number of each block and its text, title and dek first."""
    parts = [(TITLE_BLOCK, article.title), (DEK_BLOCK, article.dek or "")]
    for number, block in enumerate(article.blocks):
        if isinstance(block, _SPOKEN) and not (isinstance(block, PullQuote) and block.repeats):
            parts.append((number, block_text(block)))
    return [(number, text) for number, text in parts if text.strip()]


def _text_of(article: Article) -> tuple[object, ...]:
    return article.id, article.title, article.blocks


class ReadingAloud:
    """Reads the article of a view aloud by the command ``given``, else by one that is installed."""

    def __init__(self, view: ArticleView, given: Callable[[], str | None]) -> None:
        self._view = view
        self._given = given
        self._parts: list[tuple[int, str]] = []
        self._at = 0
        self._article: Article | None = None
        self._work: Worker[None] | None = None

    @property
    def running(self) -> bool:
        """Whether the article is being read aloud."""
        return self._work is not None

    def toggle(self) -> None:
        """Begin with the paragraph on top, or stop."""
        article = self._view.article
        if self.running:
            self.stop()
            self._say("Stopped reading aloud")
        elif article is None:
            self._say(NO_ARTICLE)
        else:
            self._article, self._parts = article, spoken_parts(article)
            shown = self._view.blocks_in_view()
            self._at = next((at for at, (block, _) in enumerate(self._parts) if block in shown), 0)
            self._begin("Reading aloud; the same keys stop")

    def step(self, step: int) -> None:
        """Go on with another paragraph."""
        at = self._at + step
        if at >= len(self._parts):
            self.stop()
            self._say("That was the last paragraph.")
        else:
            self._at = max(0, at)
            self._begin()

    def stop(self) -> None:
        """Be silent at once."""
        if self._work is not None:
            self._work.cancel()
            self._work = None
            self._view.light_block(None)

    def follow(self, article: Article | None) -> None:
        """Stop where another article, or another text of it, is shown."""
        before = self._article
        if self.running and (article is None or before is None or _text_of(article) != _text_of(before)):
            self.stop()
        elif self.running:
            self._view.light_block(self._parts[self._at][0])

    def _say(self, words: str) -> None:
        self._view.post_message(Said(words))

    def _begin(self, words: str = "") -> None:
        if self._work is not None:
            self._work.cancel()
        try:
            command = speaking_command(self._given())
        except PullquoteError as error:
            self._view.post_message(failure(error))
            return
        if words:
            self._say(words)
        self._work = self._view.run_worker(
            partial(self._read, command), group="aloud", exclusive=True, exit_on_error=False
        )

    async def _read(self, command: list[str]) -> None:
        """Read from the present paragraph to the end."""
        try:
            while self._at < len(self._parts):
                block, text = self._parts[self._at]
                self._view.light_block(block)
                await speak(command, text)
                self._at += 1
            self._say("Read to the end")
        except PullquoteError as error:
            self._view.post_message(failure(error))
        self._work = None
        self._view.light_block(None)
