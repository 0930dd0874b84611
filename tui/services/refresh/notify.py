"""Telling of new articles, where a rule says so or they are about what is followed.

In words, and by a command of the user's (``open.notify``).
"""

from __future__ import annotations

import os
import subprocess
import threading

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.feed import RefreshEvent, Stage
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.tui.services.programs.commands import Call, Command, ending, words_of

PATIENCE = 20.0
"""Seconds the command may take that is told what came about what is followed."""
MOST = 5
"""Articles of one refresh for which the command is started; the rest is told of in words alone."""


class Notices:
    """What the rules have told of in one refresh."""

    def __init__(self, command: str | None) -> None:
        self._command = command
        self._told: list[tuple[str, str]] = []

    def take(self, event: RefreshEvent) -> str:
        """Take in an event; return what is to be said of it, empty for nothing. Raises ``UsageError``."""
        if event.stage is not Stage.NOTICED:
            return ""
        self._told.append((event.message, event.title))
        if self._command and len(self._told) <= MOST:
            notify(self._command, event.title, event.address)
        return clean_line(f"{event.message}: {event.title}")

    def in_words(self) -> str:
        """Return what all of them come to: the one headline, or how many each rule found."""
        if len(self._told) == 1:
            return clean_line(": ".join(self._told[0]))
        counts: dict[str, int] = {}
        for rule, _ in self._told:
            counts[rule] = counts.get(rule, 0) + 1
        return clean_line(", ".join(f"{rule}: {counted(count, 'new article')}" for rule, count in counts.items()))


def tell(command: str | None, sentence: str) -> None:
    """Run the user's command once with a sentence, one argument, in the place of a headline; no shell sees it.

    Waits for the command: for a thread, or the command line. Raises ``UsageError`` where there is none, or it fails.
    """
    if not command:
        raise UsageError(
            "open.notify names no command; `pullquote config set open.notify notify-send` sets one, for example."
        )
    arguments = _arguments(command, sentence, "")
    while arguments[-1] == "":  # there is no address to hand over
        arguments.pop()
    run = Command(f"{arguments[0]} of open.notify", "", lambda: None, Call(arguments, os.environ))
    if not run.wait(PATIENCE):
        run.stop()
        raise UsageError(f"{arguments[0]} of open.notify took longer than {PATIENCE:.0f} seconds and was stopped.")
    if run.code:
        said = next((line for line in run.lines if line.strip()), "")
        raise UsageError(f"{arguments[0]} of open.notify failed, {ending(run.code)}{f': {said}' if said else ''}.")


def _arguments(command: str, title: str, link: str) -> list[str]:
    """Return the argument list of the user's command for a title and an address. Raises ``UsageError``."""
    # What begins with a minus would be an option to most commands.
    headline = clean_line(title).lstrip("-").strip() or "Untitled"
    words = words_of(command, "open.notify")
    if not words:
        raise UsageError("open.notify in config.toml is empty; name a command or remove the line.")
    if any("%t" in word or "%s" in word for word in words):
        # Split at the places, so that a headline that has a %s in it stays what it is.
        return [headline.join(part.replace("%s", link) for part in word.split("%t")) for word in words]
    return [*words, headline, link]


def notify(command: str, title: str, address: str | None) -> None:
    """Start the user's command with a headline and an address, each one argument; no shell sees them.

    ``%t`` and ``%s`` in the command stand for the two, which otherwise come last. Raises ``UsageError`` where it cannot
    be started.
    """
    arguments = _arguments(command, title, clean_address(address) or "")
    try:
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"Cannot start {arguments[0]} of open.notify: {reason}.") from error
    threading.Thread(target=process.wait, daemon=True).start()
