"""The user's command after a refresh (``refresh.command``), run by their shell with counts in its environment.

No foreign word is part of the line or of its environment: numbers only.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.feed import RefreshEvent
from pullquote.tui.services.programs.commands import Call, Command, ending, shell_command

PATIENCE = 60.0
"""Seconds the command may take."""


def run_after_refresh(line: str, last: RefreshEvent, unread: Callable[[], int]) -> str:
    """Run the command after the ``last`` event of a refresh; return the first line it said. Raises ``PullquoteError``.

    ``unread`` counts the unread articles. Waits for the command: for a thread, or the command line.
    """
    counts = {"NEW": last.new, "FAILED": last.failed, "FEEDS": last.done, "PAGES": last.pages_done, "UNREAD": unread()}
    variables = {f"PULLQUOTE_{name}": str(count) for name, count in counts.items()}
    command = Command(line, "", lambda: None, Call(shell_command(line), {**os.environ, **variables}))
    if not command.wait(PATIENCE):
        command.stop()
        raise PullquoteError(f"refresh.command took longer than {PATIENCE:.0f} seconds and was stopped: {line}")
    said = next((one for one in command.lines if one.strip()), "")
    if command.code:
        raise PullquoteError(f"refresh.command failed, {ending(command.code)}: {said or line}")
    return said
