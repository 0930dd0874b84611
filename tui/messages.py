"""Messages that cross widgets: what happened, said upwards; the screen decides what follows."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from pullquote.cache.model import Article, Headline, Name, Progress


@dataclass
class Said(Message):
    """A sentence for the status line; ``failed`` where something did not work."""

    text: str
    failed: bool = False


@dataclass
class Highlighted(Message):
    """The cursor of the list stands on another headline, or on none."""

    headline: Headline | None


@dataclass
class Opened(Message):
    """A person opened the headline under the cursor."""

    headline: Headline


@dataclass
class ReadOn(Message):
    """Space at the end of an article: the next unread one is wanted."""


@dataclass
class Scrolled(Message):
    """The reading view moved; ``place`` is 0 to 1."""

    place: float

    def can_replace(self, message: Message) -> bool:
        """Only the latest matters."""
        return isinstance(message, Scrolled)


@dataclass
class NameFocused(Message):
    """A name of the panel got the focus: ``entity`` indexes the article's entities, ``None`` for none."""

    entity: int | None


@dataclass
class NameChosen(Message):
    """A person chose a name to filter the list by."""

    entity: int


@dataclass
class Listed(Message):
    """A query was answered. ``request`` tells stale answers from the one asked for last."""

    request: int
    ids: array[int]
    title: str
    unread: int
    focus: int | None = None
    arrived: int = 0


@dataclass
class ArticleRead(Message):
    """An article came out of the library, with what the library knows of its names."""

    article: Article
    place: float | None
    names: Sequence[Name]
    opened: bool


@dataclass
class Refreshing(Message):
    """A refresh moved on; ``None`` when it has ended or was stopped."""

    progress: Progress | None
    stopped: bool = False

    def can_replace(self, message: Message) -> bool:
        """Only the latest matters while it runs."""
        return isinstance(message, Refreshing) and self.progress is not None and message.progress is not None
