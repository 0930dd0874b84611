"""What any part of the app may say to the user: one sentence, shown in the status line of its screen."""

from __future__ import annotations

from textual.message import Message

from pullquote.cache.core.errors import PullquoteError, limit_met

NOTHING_LEFT = "There is nothing to take back."
"""What is said where undo has nothing to do."""
NO_ARTICLE = "There is no article here."
"""What is said of a key that is about an article where there is none."""
TYPE_A_NUMBER = "Type a number first: 50% goes to the middle."


class Said(Message):
    """A sentence for the status line; ``failed`` where something did not work."""

    def __init__(self, text: str, *, failed: bool = False) -> None:
        super().__init__()
        self.text, self.failed = text, failed


class NameWanted(Message):
    """The user looks at a name: its page was opened, or it is ``followed`` now.

    ``asks``: they came there themselves, and may be asked something.
    """

    def __init__(self, name: int, *, followed: bool, asks: bool = True) -> None:
        super().__init__()
        self.name, self.followed, self.asks = name, followed, asks


class CatalogueTurned(Message):
    """The setting ``catalogue.use`` was kept as ``use``."""

    def __init__(self, use: str) -> None:
        super().__init__()
        self.use = use


def no_name(key: str, what: str = "name") -> str:
    """Return what is said of a key that is about a name where none is in focus; ``key`` goes to where they are."""
    return f"Put the focus on a {what} first: {key} goes to the works and people."


def failure(error: Exception) -> Said:
    """Return what to say of an error: its own sentence or that of a limit, or that something unforeseen happened.

    Reading goes on.
    """
    if isinstance(error, PullquoteError):
        return Said(str(error), failed=True)
    if sentence := limit_met(error):
        return Said(sentence, failed=True)
    return Said(f"Something failed in the background ({type(error).__name__}: {error}).", failed=True)
