"""What opens an address: whose program, whether it draws on the terminal, and whether anything opened. No Textual.

An address from a feed is hostile: only http and https with a host, cleaned once more, handed over as one argument of an
argument list; no shell ever sees it.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.sanitize import clean_address
from pullquote.tui.services.programs.commands import ending
from pullquote.tui.services.programs.lending import SIGN, wants_terminal, without_sign

if TYPE_CHECKING:
    from pullquote.cache.core.settings import Open

A_MOMENT = 1.0
"""Seconds in which a browser that cannot open an address says so; one that still runs has opened it."""
NO_BROWSER = "No browser was found (open.browser in config.toml names one)"
_WITH_WINDOWS = ("xdg-open", "sensible-browser", "x-www-browser")
_ON_TERMINAL = ("www-browser", "w3m", "lynx", "links2", "links", "elinks")


class Opener(Struct, frozen=True):
    """The words of a command that opens an address, and whether it wants the terminal for that."""

    words: list[str]
    on_terminal: bool


def checked(address: str | None) -> str:
    """Return the address if it may be opened. Raises ``UsageError`` with a sentence."""
    clean = clean_address(address)
    if clean is None or clean.startswith("-") or not urlsplit(clean).hostname:
        raise UsageError("This link does not lead to a web page, so it was not opened.")
    return clean


def opener_for(address: str, browser: str | None) -> Opener | None:
    """Return what opens a checked address; ``None`` where there is no browser.

    ``browser`` is the user's own command; ``%s`` in it stands for the address, which otherwise comes last. Without it
    it is the first of ``$BROWSER`` that is there, else the system's own, and on a terminal without windows a text
    browser. Raises ``UsageError`` where a command of the user's cannot be read.
    """
    if browser:
        return _opener(browser, address)
    openers = (_opener(candidate, address) for candidate in _candidates())
    return next((opener for opener in openers if shutil.which(opener.words[0])), None)


def player_for(address: str, programs: Open) -> Opener | None:
    """Return what plays the file at a checked address: the user's own command, else what opens addresses.

    A player is heard while the user reads on, so that it has the terminal behind ``!`` only.
    """
    opener = opener_for(address, programs.enclosure or programs.browser)
    if opener is None or not programs.enclosure:
        return opener
    return replace(opener, on_terminal=programs.enclosure.lstrip().startswith(SIGN))


def _candidates() -> Iterator[str]:
    yield from (part for part in os.environ.get("BROWSER", "").split(os.pathsep) if part.strip())
    if sys.platform == "darwin":
        yield "open"
        return
    if os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        yield from _WITH_WINDOWS
    yield "wslview"
    yield from _ON_TERMINAL


def _opener(browser: str, address: str) -> Opener:
    """Return what a command line of the user's stands for, with the address in its place."""
    try:
        words = shlex.split(without_sign(browser))
    except ValueError as error:
        raise UsageError(f"The command of the browser, {browser}, cannot be read: {error}.") from error
    if not words:
        raise UsageError("open.browser in config.toml is empty; name a command or remove the line.")
    program = Path(shutil.which(words[0]) or words[0]).resolve().name  # what `www-browser` stands for
    on_terminal = wants_terminal(browser) or wants_terminal(shlex.quote(program))
    if any("%s" in word for word in words):
        return Opener([word.replace("%s", address) for word in words], on_terminal)
    return Opener([*words, address], on_terminal)


def start(words: Sequence[str]) -> None:
    """Start a browser with windows of its own. Raises ``UsageError`` where it has failed within a moment."""
    try:
        process = subprocess.Popen(
            [*words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise UsageError(f"Cannot start {words[0]}: {error.strerror}.") from error
    try:
        code = process.wait(A_MOMENT)
    except subprocess.TimeoutExpired:
        # It may run for hours; waiting for it elsewhere leaves no dead process behind.
        threading.Thread(target=process.wait, daemon=True).start()
        return
    if code:
        raise UsageError(f"{words[0]} could not open it ({ending(code)}).")
