"""What is asked of the list: a section, a filter, a search; the words to find in an article; topics to watch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pullquote.cache.core.query import both, complaint
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.services.saved_queries import WATCHED_KEY, Topic, encode_topics, watched_topics
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
        from pullquote.tui.services.suggestions import queries

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
        from pullquote.tui.services.suggestions import finds

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
        words = clean_line(query.search or query.filter)
        topics: Sequence[Topic] = screen.access.read_now(screen, lambda: watched_topics(screen.library), ())
        here = (query.section_title, query.section)
        key = screen.access.key
        if screen.library.read_only:
            screen.say("The library is open for reading only.", failed=True)
        elif words and (said := complaint(both(query.section, words))):
            screen.say(said, failed=True)
        elif words:
            title = f"{query.section_title}: {words}" if query.section else words
            topic = (title, both(query.section, words))
            self._keep_topics(
                [*(other for other in topics if other != topic), topic], f"{title} is no section any more."
            )
            screen.list.rename(query.in_section(topic[1], topic[0]))
            screen.say(f"Watched: {topic[0]}. {key('sections')} lists it, {key('watch')} lets it go.")
        elif here in topics:
            self._keep_topics([topic for topic in topics if topic != here], f"{here[0]} is a section again.")
            screen.list.rename(query.in_section().filtered(here[1]))
            screen.say(f"Not watched any more: {here[0]}. {key('watch')} takes it back.")
        else:
            first = f"Filter with {key('filter')} or search with {key('search')} first"
            screen.say(f"{first}; {key('watch')} then keeps that as a section.")

    def _keep_topics(self, topics: Sequence[Topic], back: str) -> None:
        screen, value = self._screen, encode_topics(topics)
        screen.access.write(screen, lambda: screen.library.remember(WATCHED_KEY, value, back=back))
