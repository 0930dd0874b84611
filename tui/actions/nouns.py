"""What an action is, and where one works: the panes and pages of the reader."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Pane(StrEnum):
    """Where an action applies: one of the three panes, anywhere in the reader, or one of the pages over it.

    ``SELECTION`` is the article while words of it are selected.
    """

    LIST = "list"
    ARTICLE = "article"
    PEOPLE = "people"
    ANYWHERE = "anywhere"
    QUOTES = "quotes"
    CALENDAR = "calendar"
    FEEDS = "feeds"
    NAME = "name"
    EDITION = "edition"
    OUTPUT = "output"
    BOOK = "book"
    SELECTION = "selection"


class Group(StrEnum):
    """The sections of the help screen, in its order."""

    MOVE = "Moving"
    READ = "Reading"
    FIND = "Finding"
    MARK = "Marking"
    BOOK = "The quote book"
    TAKE = "Taking along"
    PEOPLE = "Works and people"
    NEWS = "News"
    APP = "The reader"


class Action(Struct, frozen=True):
    """One thing a user can do.

    ``id`` names it in ``config.toml`` and in the code (``action_<id>``); ``keys`` are its default keys in
    Textual's spelling, parted by commas, those of a sequence by spaces; none for what the palette and ``:`` do alone.
    ``label`` is at most two words for the footer; ``help`` is one sentence; ``panes`` says where it works. ``footer``
    orders it in the footer, 0 keeps it out. One that ``counts`` is handed the number typed before its key.
    """

    id: str
    keys: str
    label: str
    help: str
    group: Group
    panes: tuple[Pane, ...] = (Pane.ANYWHERE,)
    footer: int = 0
    counts: bool = False


LIST = (Pane.LIST,)
ARTICLE = (Pane.ARTICLE,)
PEOPLE = (Pane.PEOPLE,)
PANES = (Pane.LIST, Pane.ARTICLE, Pane.PEOPLE)
QUOTES = (Pane.QUOTES,)
FEEDS = (Pane.FEEDS,)
NAMES = (Pane.PEOPLE, Pane.NAME)
OUTPUT = (Pane.OUTPUT,)
CALENDAR = (Pane.CALENDAR,)
BOOK = (Pane.BOOK,)
EDITION = (Pane.EDITION,)
SELECTION = (Pane.SELECTION,)
OF_LIBRARY = (Pane.QUOTES, Pane.CALENDAR, Pane.FEEDS, Pane.NAME, Pane.EDITION, Pane.BOOK)
PAGES = (*OF_LIBRARY, *OUTPUT, *SELECTION)
"""The panes that are a page of their own, or as good as one; what works anywhere in the reader does not work there
unless it says so."""
MOVING = (*PANES, *OF_LIBRARY, *OUTPUT)
ALL = (Pane.ANYWHERE, *PAGES)
