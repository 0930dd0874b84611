"""Opening an address from a screen: in a browser beside the app, or in one that has the terminal for a while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pullquote.cache.core.errors import UsageError
from pullquote.tui.services.background import ask_in_thread
from pullquote.tui.services.messages import Said, failure
from pullquote.tui.services.programs.commands import ending
from pullquote.tui.services.programs.lending import lend_terminal
from pullquote.tui.services.programs.openers import NO_BROWSER, Opener, checked, opener_for, player_for, start

if TYPE_CHECKING:
    from textual.screen import Screen

    from pullquote.cache.core.settings import Open


def browse(owner: Screen[Any], address: str | None, browser: str | None) -> None:
    """Open an address in a browser that outlives the app, or lend it the terminal; the screen says what came of it.

    ``browser`` is the user's own command. Where nothing opens, the address is copied.
    """
    _open(owner, address, lambda clean: opener_for(clean, browser), "Opened {} in the browser")


def play(owner: Screen[Any], address: str, programs: Open) -> None:
    """Play a file of an article with the user's own command, else with what opens addresses."""
    _open(owner, address, lambda clean: player_for(clean, programs), "Playing a file from {}")


def _open(owner: Screen[Any], address: str | None, find: Callable[[str], Opener | None], told: str) -> None:
    try:
        clean = checked(address)
        if owner.app.is_web:  # the app is in a browser already, which may be on another machine
            owner.app.open_url(clean)
            owner.post_message(Said(f"Opening {urlsplit(clean).hostname} in a new tab"))
            return
        opener = find(clean)
    except UsageError as error:
        owner.post_message(failure(error))
        return

    def copy(why: str) -> None:
        owner.app.copy_to_clipboard(clean)
        owner.post_message(Said(f"{why.rstrip('.')}, so the address was copied.", failed=True))

    host = urlsplit(clean).hostname or clean
    if opener is None:
        copy(NO_BROWSER)
    elif opener.on_terminal:
        owner.run_worker(_lend(owner, opener.words), group="browser", exit_on_error=False)
    else:
        owner.post_message(Said(f"Opening {host}"))
        ask_in_thread(
            owner,
            lambda: start(opener.words),
            lambda _: owner.post_message(Said(told.format(host))),
            group="browser",
            failed=lambda said: copy(said.text),
        )


async def _lend(owner: Screen[Any], words: Sequence[str]) -> None:
    try:
        code = await lend_terminal(owner.app, words)
    except UsageError as error:
        owner.post_message(failure(error))
        return
    told = f"{words[0]}: {ending(code)}" if code else f"Back from {words[0]}"
    owner.post_message(Said(told, failed=bool(code)))
