"""The settings a feed may have of its own: what each comes to now, where that comes from, and what it may be set to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.mute import mute_complaints
from pullquote.cache.core.order import Order
from pullquote.cache.core.sanitize import clean_line

if TYPE_CHECKING:
    from pullquote.cache.core.feed import Feed
    from pullquote.cache.core.settings import Settings

OWN = "its own"
AS_FOR_ALL = "default"
_MOST_MINUTES = 10_080


class FeedSetting(Struct, frozen=True):
    """A setting of one feed: its ``key``, what it is called, its value in words, and what that ``source`` is.

    ``choices`` are the values it takes with their names; one without is typed, and begins as ``typed``.
    """

    key: str
    label: str
    value: str
    source: str
    choices: tuple[tuple[str, str], ...] = ()
    typed: str = ""

    @property
    def line(self) -> str:
        """The setting as one line."""
        return clean_line(f"{self.label}: {self.value} ({self.source})")


def feed_settings(feed: Feed, settings: Settings) -> list[FeedSetting]:
    """List the settings of a feed in the order in which they are offered."""
    refresh = settings.refresh
    switch = (("on", "On"), ("off", "Off"))
    shared = ((AS_FOR_ALL, "As for all feeds"),)
    pages = feed.full_text and refresh.pages
    pictures = refresh.pictures if feed.pictures is None else feed.pictures
    return [
        FeedSetting("full_text", "Full text", _on(pages), OWN if not feed.full_text else "refresh.pages", switch),
        FeedSetting(
            "pictures", "Pictures", _on(pictures), "refresh.pictures" if feed.pictures is None else OWN,
            (*switch, *shared),
        ),
        FeedSetting(
            "order", "Order", (feed.order or settings.list.order).words, OWN if feed.order else "list.order",
            (*((order.value, order.words.capitalize()) for order in Order), *shared),
        ),
        FeedSetting(
            "interval", "Asked", f"every {feed.interval or refresh.interval} minutes",
            OWN if feed.interval else "refresh.interval", typed=str(feed.interval or ""),
        ),
        FeedSetting("mute", "Muted", feed.mute or "nothing", OWN if feed.mute else "no filter", typed=feed.mute),
        FeedSetting(
            "keep_days", "Kept", _days(feed.keep_days or settings.keep.days), OWN if feed.keep_days else "keep.days",
            typed=str(feed.keep_days or ""),
        ),
    ]  # fmt: skip


def as_changed(key: str, typed: str) -> dict[str, Any]:
    """Return the change of a feed for what was chosen or typed. Raises ``UsageError``."""
    match key:
        case "full_text":
            return {key: typed == "on"}
        case "pictures":
            return {key: None if typed == AS_FOR_ALL else typed == "on"}
        case "order":
            return {key: None if typed == AS_FOR_ALL else Order(typed)}
        case "mute":
            if complaints := mute_complaints(typed):
                raise UsageError(complaints[0])
            return {key: typed}
        case _:
            number = typed.strip() or "0"
            if not number.isdecimal() or int(number[:9]) > _MOST_MINUTES:
                raise UsageError(
                    f"“{clean_line(typed, 40)}” is no number up to {_MOST_MINUTES:,}; empty is as for all."
                )
            return {key: int(number) or None}


def _on(value: bool) -> str:
    return "on" if value else "off"


def _days(days: int) -> str:
    return f"for {counted(days, 'day')} after it was read" if days else "for ever"
