"""The program's own command line, as the app uses it: its commands, what completes them, and how one is run.

The command line stands above the app and hands itself in (``tui/cli/inside.py``): the app imports none of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct


class Word(Struct, frozen=True):
    """A word that may be meant, and what it means; ``path`` says that it is the beginning of a file's path."""

    word: str
    meaning: str = ""
    path: bool = False


class Program(Protocol):
    """Answers in a thread: a first question imports what reads a command line."""

    def commands(self) -> Mapping[str, str]:
        """Return the names of the commands with what each does."""
        ...

    def complete(self, words: Sequence[str], typed: str) -> list[Word]:
        """Return what may stand for ``typed`` behind the ``words`` of a command line."""
        ...

    def call(self, words: Sequence[str]) -> list[str]:
        """Return the argument list that runs a command line on the library of the app."""
        ...

    def environment(self, words: Sequence[str], width: int) -> Mapping[str, str]:
        """Return the environment for it: answers in lines of ``width`` cells for people to read."""
        ...
