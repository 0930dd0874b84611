"""A secret that a command of the user's prints, such as `pass show rss`: it is kept in no file of ours."""

from __future__ import annotations

import shlex
import subprocess

from pullquote.cache.core.errors import SettingsError
from pullquote.cache.core.sanitize import clean_line


def printed(command: str, what: str, *, setting: str = "", seconds: float = 30.0) -> str:
    """Return the first line a command prints, which may be empty; no shell sees the command.

    ``what`` is what it should print ("a password"), ``setting`` the key that names it. Raises ``SettingsError`` where
    it cannot be run, fails, or takes longer than ``seconds``.
    """
    try:
        done = subprocess.run(
            shlex.split(command), stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=True
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        named = f"{setting}: " if setting else ""
        raise SettingsError(
            f"{named}`{clean_line(command, 80)}` did not print {what} ({type(error).__name__})."
        ) from error
    return done.stdout.decode("utf-8", "replace").strip().partition("\n")[0].strip()
