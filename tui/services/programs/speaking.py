"""Speaking a text by a command of the user's, such as ``espeak-ng``: one process for each text, which ends with it.

The text is foreign. It goes to the command's standard input, or as one argument in the place of ``%s``, where it never
begins with a dash; no shell ever sees it.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile

from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.tui.services.programs.commands import ending, words_of

_KNOWN = ("espeak-ng", "espeak", "spd-say -w %s", "say")
"""Commands that speak, the first that is installed is taken where the user names none."""
_COMPLAINT = 300


def speaking_command(given: str | None) -> list[str]:
    """Return the words of the command that speaks. Raises ``UsageError`` with what to do where there is none."""
    found = given or next((line for line in _KNOWN if shutil.which(line.partition(" ")[0])), "")
    words = words_of(found, "open.speak")
    if not words:
        raise UsageError('No command that speaks was found; name one: pullquote config set open.speak "espeak-ng".')
    return words


async def speak(command: list[str], text: str) -> None:
    """Speak a text and return when that is over; cancelled, it is silent at once. Raises ``UsageError``."""
    said = clean_text(text)
    as_argument = any("%s" in word for word in command)
    argument = f" {said}" if said.startswith("-") else said
    with tempfile.TemporaryFile() as complaints:
        try:
            process = subprocess.Popen(  # noqa: ASYNC220 -- started in a millisecond, waited for in a thread
                [word.replace("%s", argument) for word in command],
                stdin=subprocess.DEVNULL if as_argument else subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise UsageError(
                f"Cannot start {command[0]}: {reason}. open.speak names the command that speaks."
            ) from error
        try:
            await asyncio.to_thread(process.communicate, None if as_argument else said.encode(errors="replace"))
        except asyncio.CancelledError:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise
        if process.returncode:
            complaints.seek(0)
            words = clean_line(complaints.read(4 * _COMPLAINT).decode("utf-8", "replace").strip().partition("\n")[0])
            raise UsageError(f"{command[0]}: {ending(process.returncode)}. {words[:_COMPLAINT]}".strip())
