"""Saying how far a show was seen, for the name in focus on any screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from pullquote.cache.core.article import with_article
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.progress import HOW_WRITTEN, Seen, read_seen
from pullquote.cache.core.results import EntityRow
from pullquote.cache.core.sanitize import clean_name
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.rows import fit
from pullquote.tui.services.messages import Said, no_name
from pullquote.tui.services.words.guarding import reached as reached_words
from pullquote.tui.widgets.prompt import Prompt, asks

if TYPE_CHECKING:
    from pullquote.tui.services.library.access import LibraryAccess

_NEXT = "+1"
WIDE = 60
"""Cells from which on the line names the show, and says in words what is typed."""


class SeenEditor:
    """Asks how far the show in focus was seen, or moves it on; each is one step that U takes back.

    ``focused`` returns the name in focus; ``changed`` shows it anew.
    """

    def __init__(
        self,
        owner: Screen[Any],
        access: LibraryAccess,
        prompt: Prompt,
        icons: Icons,
        focused: Callable[[], EntityRow | None],
        changed: Callable[[int | None], None],
    ) -> None:
        self._owner = owner
        self._access = access
        self._progress = access.library.progress
        self.prompt = prompt
        self._ellipsis = icons.ellipsis
        self._focused = focused
        self._changed = changed

    @asks
    async def ask(self) -> None:
        """Ask how far the show in focus was seen; what is known stands in the line."""
        show = self._focused_show()
        if show is None:
            return
        width = self._owner.size.width
        named = fit(f"{clean_name(show.name)}: seen up to", width // 2, self._ellipsis).rstrip()
        answer = await self.prompt.ask(
            named if width >= WIDE else "Seen up to",
            value=show.seen.code if show.seen else "",
            placeholder=HOW_WRITTEN,
            explain=_in_words if width >= WIDE else None,
        )
        if answer is None:
            return
        if answer.line == _NEXT:
            self._advance(show, 1)
            return
        try:
            seen = read_seen(answer.line)
        except UsageError as error:
            self._say(str(error), failed=True)
            return

        def told(kept: tuple[Seen | None, bool]) -> None:
            self._told(show, kept[0], changed=kept[0] != show.seen, reached=kept[1])

        self._access.write(self._owner, lambda: self._kept(show, lambda: self._progress.set(show.id, seen)), told)

    def advance(self, count: int) -> None:
        """Move the show in focus so many episodes on."""
        show = self._focused_show()
        if show is not None:
            self._advance(show, count)

    def _advance(self, show: EntityRow, count: int) -> None:
        def told(kept: tuple[Seen | None, bool]) -> None:
            if kept[0] is None:
                self._say(f"No further episode is known: {show.name}.")
            else:
                self._told(show, kept[0], changed=True, reached=kept[1])

        self._access.write(self._owner, lambda: self._kept(show, lambda: self._progress.advance(show.id, count)), told)

    def _kept(self, show: EntityRow, keep: Callable[[], Seen | None]) -> tuple[Seen | None, bool]:
        """Keep how far the show was seen; return that, and whether nothing of it is veiled any more."""
        guard = self._access.library.guard
        before = guard.of([show])
        now = keep()
        return now, bool(before) and not guard.of([show])

    def _told(self, show: EntityRow, now: Seen | None, *, changed: bool, reached: bool = False) -> None:
        self._access.settle_veils(self._owner)
        self._changed(show.id)
        back = f" {self._access.key('undo')} takes it back." if changed else ""
        words = f"Seen up to {now}" if now else "Nothing said of how far it was seen"
        if reached:
            self._say(f"{reached_words(show)}{back}")
            return
        self._say(f"{words}: {show.name}.{back}")  # the title last: it is cut where the line is short

    def _focused_show(self) -> EntityRow | None:
        """Return the show in focus; where there is none, that is said."""
        name = self._focused()
        if name is None:
            self._say(no_name(self._access.key("go_people"), "show"))
        elif name.type != "show":
            wrong = self._access.key("fix_type")
            self._say(
                f"Only a show has seasons: {name.name} is {with_article(name.type)}. {wrong} corrects what it is."
            )
        elif self._access.library.read_only:
            self._say(self._access.library.refusal, failed=True)
        else:
            return name
        return None

    def _say(self, text: str, *, failed: bool = False) -> None:
        self._owner.post_message(Said(text, failed=failed))


def _in_words(line: str) -> str:
    """Return in words what is typed so far; nothing while it is no place yet."""
    try:
        return str(read_seen(line) or "nothing said")
    except UsageError:
        return "one episode on" if line.strip() == _NEXT else ""
