"""The orders of a list, apart from what a list returns: help and completion name them and need nothing else."""

from __future__ import annotations

from enum import StrEnum


class Order(StrEnum):
    """The orders a list of articles can stand in. Within each, the newest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    UNREAD_FIRST = "unread"
    OUTLET = "outlet"
    SHORTEST = "shortest"
    LONGEST = "longest"
    QUEUE = "queue"

    @property
    def words(self) -> str:
        """The order as it is shown to a user: "newest first"."""
        return _ORDER_WORDS[self]


_ORDER_WORDS = {
    Order.NEWEST: "newest first",
    Order.OLDEST: "oldest first",
    Order.UNREAD_FIRST: "unread first",
    Order.OUTLET: "by outlet",
    Order.SHORTEST: "shortest first",
    Order.LONGEST: "longest first",
    Order.QUEUE: "by reading list",
}
