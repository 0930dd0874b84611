"""Stories by key: the others under a row or one after the other, and what the reader says of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from pullquote.cache.core.counts import counted
from pullquote.cache.core.results import Headline
from pullquote.cache.core.sanitize import clean_line, clean_name
from pullquote.cache.core.times.apart import apart
from pullquote.tui.actions import Pane
from pullquote.tui.screens.pickers import Choice, PickScreen, among
from pullquote.tui.services.messages import NO_ARTICLE

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen

NO_STORY = "No other outlet here has this news."


class StoryActions:
    """What keys do about the story of the article that they are about."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen

    def _once_understood(self, then: Callable[[int], None]) -> None:
        """Call ``then`` with the article that keys are about, once it is understood: before, its news is not known."""
        screen, subject = self._screen, self._screen.subject
        if subject is None:
            screen.say(NO_ARTICLE)
        elif not screen.access.read_now(screen, lambda: screen.library.pending.has(subject), False):
            then(subject)
        else:
            library = screen.library
            screen.access.look_up(
                screen, lambda: library.pending.understand(subject), lambda _: then(subject), group="story"
            )

    def _story(self, article: int) -> list[int]:
        """Return the articles of the story of an article, the earliest first; none where no other has its news."""
        screen = self._screen
        nothing: list[int] = []
        story = screen.access.read_now(screen, lambda: screen.library.stories.of(article), nothing)
        return story if article in story and len(story) > 1 else []

    def _say_alone(self, article: int) -> None:
        """Show in the status line that no other outlet has the news of an article, as far as that is known."""
        library = self._screen.library

        def words() -> str:
            if library.pending.has(article):
                return "This article is not understood yet: it is not known who else has its news."
            if waiting := library.pending.count():
                are = "is" if waiting == 1 else "are"
                return f"{NO_STORY[:-1]} so far: {counted(waiting, 'article')} {are} not understood yet."
            return NO_STORY

        self._screen.say(self._screen.access.read_now(self._screen, words, NO_STORY))

    def _step(self, subject: int, count: int) -> None:
        """Open the article of the story so many on from the one that is read; after the last comes the first."""
        screen = self._screen
        if not (story := self._story(subject)):
            self._say_alone(subject)
            return
        number = (story.index(subject) + count) % len(story)
        headline = screen.list.row(story[number])
        screen.list.move_to(story[number])
        screen.open_article(story[number], read=headline is not None and headline.read)
        outlet = clean_name(headline.outlet or "") if headline else ""
        screen.say(f"{number + 1} of {len(story)}{f': {outlet}' if outlet else ''}")

    def part(self) -> None:
        """Part the article, which is other news, from its story."""
        self._once_understood(self._part)

    def _part(self, subject: int) -> None:
        screen = self._screen

        def done(left: int) -> None:
            if left:
                screen.say(f"Two stories now: {screen.access.key('undo')} makes them one again.")
            else:
                self._say_alone(subject)
            self._show_changed()

        screen.access.write(screen.list, lambda: screen.library.stories.part(subject), done)

    def join(self) -> None:
        """Ask which article is the same news."""
        screen, subject = self._screen, self._screen.subject
        headline = screen.list.row(subject) if subject is not None else None
        if headline is None:
            screen.say(NO_ARTICLE)
            return
        library = screen.library

        def likely() -> list[Headline]:
            library.pending.understand(headline.id)
            return library.stories.likely(headline.id)

        screen.access.look_up(screen, likely, lambda found: self._ask(headline, found), group="story")

    def _ask(self, headline: Headline, likely: Sequence[Headline]) -> None:
        screen = self._screen
        if not likely:
            screen.say("There is no other article of these days.")
            return

        def chosen(answer: str | None) -> None:
            if answer is not None:
                self._join(headline.id, int(answer))

        choices = among([_choice(other, headline) for other in likely])
        screen.app.push_screen(PickScreen("The same news as", choices, screen.icons), chosen)

    def _join(self, article: int, other: int) -> None:
        screen = self._screen

        def joined() -> int:
            screen.library.pending.understand(other)
            return screen.library.stories.join(article, other)

        def done(count: int) -> None:
            undo = screen.access.key("undo")
            screen.say(f"One story of {counted(count, 'article')}: {undo} parts them again.")
            screen.list.bring_in(article)  # on the row of the story, under which it stands now
            screen.article.check()

        screen.access.write(screen.list, joined, done)

    def _show_changed(self) -> None:
        screen = self._screen
        screen.list.reload()
        screen.article.check()

    def toggle(self, count: int) -> None:
        """In the list, show the others under the row, or put them away; elsewhere, open the next of them."""
        if self._screen.active_pane is Pane.LIST:
            self._once_understood(self._toggle_in_list)
        else:
            self._once_understood(partial(self._step, count=count))

    def _toggle_in_list(self, subject: int) -> None:
        if not self._screen.list.toggle_story():
            if self._story(subject):
                self._screen.say("The others that have this news stand in rows of their own.")
            else:
                self._say_alone(subject)


def _choice(other: Headline, headline: Headline) -> Choice:
    note = ", ".join(filter(None, (clean_name(other.outlet or ""), apart(other.when, headline.when))))
    return Choice(str(other.id), clean_line(other.title), note)
