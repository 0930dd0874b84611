"""What the list of articles answers, as one value."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.article import Entity
from pullquote.cache.core.following.topics import Topic
from pullquote.cache.core.mute import asks_for_muted, muted_query, unmuted_query
from pullquote.cache.core.order import Order
from pullquote.cache.core.query import both
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.services.words.queries import field_of, phrase

READING_LIST = "is:later"
"""The query of the section that is the reading list."""
ALL = "All articles"
"""The title of the section that holds every article."""


class ListQuery(Struct, frozen=True):
    """A section with its title, a filter or a search within it, and the order.

    ``section``, ``filter`` and ``search`` are in the query language, empty for none; a search has its own order, the
    best match first. ``own_order`` is that of the section, where it has one: the reading list, some feeds.
    """

    section: str = ""
    section_title: str = ALL
    filter: str = ""
    search: str = ""
    order: Order = Order.NEWEST
    own_order: Order | None = None

    @property
    def sorted_by(self) -> Order:
        """The order of the list."""
        return self.own_order or self.order

    def text(self, mute: str) -> str:
        """Return the section and the filter as one query, without what is muted unless they ask for it."""
        asked = both(self.section, self.filter)
        if asks_for_muted(asked) or (self.section and self.section == muted_query(mute)):
            return asked
        return both(asked, unmuted_query(mute))

    @property
    def title(self) -> str:
        """What stands above the list."""
        if self.search:
            return f"Search: {self.search}"
        if self.filter:
            return f"{self.section_title}: {self.filter}" if self.section else self.filter
        return self.section_title

    @property
    def words(self) -> str:
        """What the list is searched or filtered by within its section."""
        return clean_line(self.search or self.filter)

    @property
    def topic(self) -> Topic:
        """What the list shows, as a query that can be kept; an empty one for all articles."""
        if not self.words:
            return Topic(self.section_title, self.section)
        title = f"{self.section_title}: {self.words}" if self.section else self.words
        return Topic(title, both(self.section, self.words))

    @property
    def by_time(self) -> bool:
        """Whether the list is sorted by time, so that days can part it."""
        return not self.search and self.sorted_by in (Order.NEWEST, Order.OLDEST)

    def in_section(self, section: str = "", title: str = ALL) -> ListQuery:
        """Return the query for a whole section, without filter and search."""
        return ListQuery(section=section, section_title=title, order=self.order)

    def filtered(self, line: str) -> ListQuery:
        """Return the query with another filter, without a search."""
        return replace(self, filter=line, search="")

    def searched(self, line: str) -> ListQuery:
        """Return the query with another search; the filter stays."""
        return replace(self, search=line)

    def ordered_next(self) -> ListQuery:
        """Return the query in the next of the orders."""
        orders = list(Order)
        following = orders[(orders.index(self.sorted_by) + 1) % len(orders)]
        return replace(self, own_order=following) if self.own_order else replace(self, order=following)

    def cleared(self) -> ListQuery:
        """Return the query without its search, else its filter, else its section."""
        if self.search:
            return replace(self, search="")
        if self.filter:
            return replace(self, filter="")
        return self.in_section()


def about(entity: Entity) -> str:
    """Return the filter that finds the articles about an entity."""
    return field_of(entity.type) + phrase(entity.name)
