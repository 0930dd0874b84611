"""What is asked of the list: a section, a filter, a search; the words to find in an article; topics to watch."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pullquote.cache.core.following.topics import Topic
from pullquote.cache.core.query import complaint
from pullquote.tui.reader.list.query import ListQuery
from pullquote.tui.widgets.prompt import asks

if TYPE_CHECKING:
    from pullquote.tui.reader.screen import ReaderScreen


class QueryActions:
    """Asks the user for queries, and shows in the main screen what answers them."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self.prompt = screen.prompt
        self._searching = False

    def pick_section(self) -> None:
        """Let the user pick a section."""
        from pullquote.tui.screens.sections import SectionsScreen

        def chosen(section: tuple[str, str] | None) -> None:
            if section is not None:
                self._screen.show_section(*section)

        self._screen.app.push_screen(SectionsScreen(self._screen.library, self._screen.icons), chosen)

    @asks
    async def filter(self) -> None:
        """Ask for a query, and show only what answers it."""
        from pullquote.tui.services.prompt.suggestions import queries

        screen = self._screen
        answer = await self.prompt.ask(
            "Filter",
            value=screen.list.current_query.filter,
            placeholder='is:unread person:ritter show:"Jessica Jones" since:7d',
            explain=screen.library.explain,
            suggester=queries(screen.library, screen.icons),
        )
        if answer is not None:
            screen.show_list(screen.list.current_query.filtered(answer.line))

    @asks
    async def search(self) -> None:
        """Ask for words, and show the articles in which they are found, while they are typed too."""
        from pullquote.tui.services.prompt.suggestions import finds

        screen = self._screen
        self._searching = True
        try:
            answer = await self.prompt.ask(
                "Search",
                value=screen.list.current_query.search,
                placeholder='words, "a phrase", person:ritter',
                suggester=finds(screen.library, screen.icons, screen.list.query_text),
            )
        finally:
            self._searching = False
        if answer is None:
            screen.list.widen()
            return
        query = screen.list.current_query.searched(answer.line)
        if answer.article is None:
            screen.show_list(query)
        else:
            screen.open_article(answer.article)
            screen.list.show(query, answer.article)

    def follow(self, line: str) -> None:
        """Narrow the list to what a search finds while it is typed."""
        if self._searching:
            self._screen.list.narrow(line)

    @asks
    async def find_in_article(self) -> None:
        """Ask for words to find in the article that is being read."""
        answer = await self.prompt.ask("Find in the article", placeholder="words")
        if answer is not None:
            self._screen.article.find(answer.line)

    def watch(self) -> None:
        """Keep what the list is filtered or searched by as a section; in such a section, let it go."""
        screen = self._screen
        query = screen.list.current_query
        key = screen.access.key
        if self._cannot_be_kept(query):
            return
        if query.words:
            topic = query.topic
            self._change(lambda: screen.library.following.watch(topic))
            screen.list.rename(query.in_section(topic.query, topic.title))
            screen.say(f"Watched: {topic.title}. {key('sections')} lists it, {key('watch')} lets it go.")
        elif self._is_watched(topic := query.topic):
            self._change(lambda: screen.library.following.watch(topic, False))
            screen.list.rename(query.in_section().filtered(topic.query))
            screen.say(f"Not watched any more: {topic.title}. {key('watch')} takes it back.")
        else:
            first = f"Filter with {key('filter')} or search with {key('search')} first"
            screen.say(f"{first}; {key('watch')} then keeps that as a section.")

    def keep_followed(self, followed: bool) -> None:
        """Follow what the list shows, a filter, a search or a section, or stop it; a query for one name is the name."""
        screen, key = self._screen, self._screen.access.key
        query = screen.list.current_query
        topic = query.topic
        if self._cannot_be_kept(query):
            return
        if not topic.query:
            ways = f"{key('search')} or {key('filter')} first: {key('follow')} then follows that"
            screen.say(f"{ways}. {key('go_people')} goes to the works and people.")
            return

        def change() -> tuple[bool, str]:
            following = screen.library.following
            if (name := following.name_meant(topic.query)) is not None and not following.follows(topic.query):
                return bool(screen.library.names.follow([name.id], followed)), name.name
            known = following.topic(topic.query)
            return following.follow(known or topic, followed), topic.title

        def done(answer: tuple[bool, str]) -> None:
            changed, title = answer
            if not followed:
                screen.say(f"No longer followed: {title}" if changed else f"Not followed: {title}")
            else:
                screen.say(f"{'Followed' if changed else 'Followed already'}: {title}. {key('unfollow')} ends that")
            screen.list.forget()
            screen.article.check()
            screen.news.count_followed()

        screen.access.write(screen, change, done)

    def _is_watched(self, topic: Topic) -> bool:
        screen = self._screen
        known: list[Topic] = screen.access.read_now(screen, screen.library.following.topics, [])
        return any(one.watched and (one.title, one.query) == (topic.title, topic.query) for one in known)

    def _cannot_be_kept(self, query: ListQuery) -> bool:
        """Return whether nothing can be kept of what the list shows; why is said."""
        if self._screen.library.read_only:
            self._screen.say(self._screen.library.refusal, failed=True)
            return True
        if said := complaint(query.topic.query):
            self._screen.say(said, failed=True)
        return bool(said)

    def _change(self, change: Callable[[], bool]) -> None:
        self._screen.access.write(self._screen, change)
