"""The settings of one feed, changed one after the other over the page of feeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.feed import Feed
from pullquote.tui.screens.pickers import ChooseScreen
from pullquote.tui.services.library.feed_settings import FeedSetting, as_changed, feed_settings
from pullquote.tui.services.messages import failure
from pullquote.tui.widgets.prompt import Prompt, asks

if TYPE_CHECKING:
    from pullquote.tui.services.library.access import LibraryAccess

_HINTS = {
    "interval": "minutes between two checks; empty as for all",
    "mute": 'royals "red carpet" has:release',
    "keep_days": "days; empty as for all",
}


class FeedSettings:
    """Shows what holds for a feed and where that comes from, and changes it; ``changed`` is called after a change."""

    def __init__(
        self, owner: Screen[Any], access: LibraryAccess, prompt: Prompt, changed: Callable[[], object]
    ) -> None:
        self.prompt = prompt
        self._owner = owner
        self._access = access
        self._changed = changed

    def show(self, feed: Feed) -> None:
        """List the settings of a feed; the one that is chosen is asked for."""
        listed = feed_settings(feed, self._access.library.settings)

        def chosen(key: str | None) -> None:
            if key is not None:
                self._ask(feed, next(setting for setting in listed if setting.key == key))

        answers = [(setting.key, setting.line) for setting in listed]
        self._owner.app.push_screen(ChooseScreen(f"Settings of {feed.title}", answers), chosen)

    def _ask(self, feed: Feed, setting: FeedSetting) -> None:
        if not setting.choices:
            self._type(feed, setting)
            return

        def chosen(value: str | None) -> None:
            if value is None:
                self.show(feed)
            else:
                self._change(feed, setting, value)

        self._owner.app.push_screen(ChooseScreen(setting.label, setting.choices), chosen)

    @asks
    async def _type(self, feed: Feed, setting: FeedSetting) -> None:
        """Ask for a value that is typed."""
        answer = await self.prompt.ask(setting.label, value=setting.typed, placeholder=_HINTS.get(setting.key, ""))
        if answer is not None:
            self._change(feed, setting, answer.line)

    def _change(self, feed: Feed, setting: FeedSetting, value: str) -> None:
        def done(after: Feed) -> None:
            self._changed()
            self.show(after)

        try:
            changes = as_changed(setting.key, value)
        except UsageError as error:
            self._owner.post_message(failure(error))
            return
        self._access.write(self._owner, lambda: self._access.library.feeds.update(feed.id, **changes), done)
