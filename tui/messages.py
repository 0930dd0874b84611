"""Messages that cross widgets: what happened, said upwards; the screen decides what follows."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence

from textual.message import Message

from pullquote.cache.core.article import Article, Origin
from pullquote.cache.core.results import Headline, Name
from pullquote.tui.render.day_headings import Days


class Said(Message):
    """A sentence for the status line; ``failed`` where something did not work."""

    def __init__(self, text: str, *, failed: bool = False) -> None:
        super().__init__()
        self.text, self.failed = text, failed


class LookedUp(Message):
    """The library answered in a thread; ``deliver`` shows the answer and is called on the screen."""

    def __init__(self, deliver: Callable[[], object]) -> None:
        super().__init__()
        self.deliver = deliver


class Empty(Message):
    """The library has no article and no feed: it was opened for the first time."""


class Highlighted(Message):
    """The cursor of the list stands on another headline, or on none."""

    def __init__(self, headline: Headline | None) -> None:
        super().__init__()
        self.headline = headline

    def can_replace(self, message: Message) -> bool:
        """Only the latest matters."""
        return isinstance(message, Highlighted)


class Opened(Message):
    """A person opened the headline under the cursor."""

    def __init__(self, headline: Headline) -> None:
        super().__init__()
        self.headline = headline


class ReadOn(Message):
    """Space at the end of an article: the next unread one is wanted."""


class Scrolled(Message):
    """The reading view moved; ``place`` is 0 to 1."""

    def __init__(self, place: float) -> None:
        super().__init__()
        self.place = place

    def can_replace(self, message: Message) -> bool:
        """Only the latest matters."""
        return isinstance(message, Scrolled)


class NameFocused(Message):
    """A name of the panel got the focus: ``entity`` indexes the article's entities, ``None`` for none."""

    def __init__(self, entity: int | None) -> None:
        super().__init__()
        self.entity = entity


class NameChosen(Message):
    """A person chose a name to filter the list by."""

    def __init__(self, entity: int) -> None:
        super().__init__()
        self.entity = entity


class Listed(Message):
    """A query was answered. ``request`` tells stale answers from the one asked for last.

    ``unread`` counts the unread among ``ids``; ``focus`` is the article the cursor should stand on. ``days`` tells
    where each day begins, as far as it is known near the focus; ``Parted`` brings the rest.
    """

    def __init__(
        self, request: int, ids: array[int], title: str, unread: int, focus: int | None = None, days: Days = ()
    ) -> None:
        super().__init__()
        self.request, self.ids, self.title, self.unread, self.focus = request, ids, title, unread, focus
        self.days = days


class Parted(Message):
    """Where each day of the whole list begins; ``request`` is that of the ``Listed`` before it."""

    def __init__(self, request: int, days: Days) -> None:
        super().__init__()
        self.request, self.days = request, days


class ArticleRead(Message):
    """An article came out of the library, with what the library knows of its names.

    ``place`` is how far it was read, 0 to 1; ``origin`` is set where a person asked for the text of one origin.
    """

    def __init__(
        self, article: Article, place: float | None, names: Sequence[Name], *, origin: Origin | None = None
    ) -> None:
        super().__init__()
        self.article, self.place, self.names = article, place, names
        self.origin: Origin | None = origin
