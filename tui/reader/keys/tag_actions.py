"""Tags of the user's own and the reading list, for the article in focus, several from it on, or all in view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullquote.cache.core.counts import counted
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.tags import TagChange, parse_tags
from pullquote.tui.services.prompt.suggestions import tags as tag_suggestions
from pullquote.tui.widgets.prompt import asks

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen

_HINT = "oscars, to review, -gossip"


class TagActions:
    """Asks for tags and keeps them; puts articles on the reading list."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self.prompt = screen.prompt

    def tag(self, count: int) -> None:
        """Ask for the tags of the article in focus, or of so many from it on."""
        if (article := self._screen.subject) is not None:
            self._ask(self._screen.list.from_on(article, count))

    def tag_all(self) -> None:
        """Ask for the tags of every headline in view."""
        if ids := list(self._screen.list.ids):
            self._ask(ids)
        else:
            self._screen.say("There are no headlines here to tag.")

    def toggle_later(self, count: int) -> None:
        """Put the article in focus on the reading list, or take it off; the same for so many from it on."""
        screen = self._screen
        article = screen.subject
        if article is None or (headline := screen.list.row(article)) is None:
            return
        ids, queued = screen.list.from_on(article, count), not headline.queued
        several = "" if len(ids) == 1 else f": {counted(len(ids), 'article')}"
        sentence = f"{'On the reading list' if queued else 'Off the reading list'}{several}"

        def done(_: int) -> None:
            self._show(ids)
            screen.say(sentence)

        screen.access.write(screen, lambda: screen.library.queue(ids, queued), done)

    @asks
    async def _ask(self, ids: Sequence[int]) -> None:
        """Ask for tags, those of one article in the line; what was taken out of the line is taken away."""
        screen = self._screen
        one = screen.list.row(ids[0]) if len(ids) == 1 else None
        before = one.tags if one else ()
        what = "Tags" if one else f"Tag {counted(len(ids), 'article')}"
        answer = await self.prompt.ask(
            what,
            value=", ".join(before),
            placeholder=_HINT,
            suggester=tag_suggestions(screen.library, screen.icons),
        )
        if answer is None:
            return
        change = parse_tags(answer.line)
        if one:
            kept = {tag.casefold() for tag in change.add}
            gone = tuple(tag for tag in before if tag.casefold() not in kept)
            change = TagChange(change.add, (*change.remove, *gone))
        if change:
            screen.access.write(screen, lambda: screen.library.tag(ids, change), lambda n: self._tagged(ids, n))

    def _tagged(self, ids: Sequence[int], changed: int) -> None:
        self._show(ids)
        screen = self._screen
        if not changed:
            screen.say("Nothing to change: tagged so already.")
        elif len(ids) == 1:
            headline = screen.list.row(ids[0])
            tags = ", ".join(headline.tags) if headline else ""
            screen.say(clean_line(f"Tagged {tags}" if tags else "No tags any more"))
        else:
            screen.say(f"Tags of {counted(changed, 'article')} changed: {screen.access.key('undo')} takes it back")

    def _show(self, ids: Sequence[int]) -> None:
        """Show the marks as they are now, in the list and above the article."""
        self._screen.list.forget(ids)
        self._screen.article.check_marks()
