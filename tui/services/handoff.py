"""Opening an address in a browser, safely.

An address from a feed is hostile: only http and https with a host, cleaned once more, handed over as one
argument of an argument list; no shell ever sees it.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
import threading
from urllib.parse import urlsplit

from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.sanitize import clean_address


def checked(address: str | None) -> str:
    """Return the address if it may be opened. Raises ``UsageError`` with a sentence."""
    clean = clean_address(address)
    if clean is None or clean.startswith("-") or not urlsplit(clean).hostname:
        raise UsageError("This link does not lead to a web page, so it was not opened.")
    return clean


def command_for(address: str, browser: str | None) -> list[str]:
    """Return the argument list that opens a checked address.

    ``browser`` is the person's own command; ``%s`` in it stands for the address, which otherwise comes
    last. Raises ``UsageError`` where there is no program to open it with.
    """
    if browser:
        try:
            words = shlex.split(browser)
        except ValueError as error:
            raise UsageError(f"The command in open.browser cannot be read: {error}.") from error
        if not words:
            raise UsageError("open.browser in config.toml is empty; name a command or remove the line.")
        if any("%s" in word for word in words):
            return [word.replace("%s", address) for word in words]
        return [*words, address]
    for opener in ("open",) if sys.platform == "darwin" else ("xdg-open", "sensible-browser", "www-browser", "wslview"):
        if path := shutil.which(opener):
            return [path, address]
    raise UsageError("No browser was found; name one as open.browser in config.toml.")


def open_address(address: str | None, browser: str | None) -> str:
    """Open an address in a browser that outlives the reader; return the host for the status line."""
    clean = checked(address)
    command = command_for(clean, browser)
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise UsageError(f"Cannot start {command[0]}: {error.strerror}.") from error
    # A browser may run for hours; waiting for it elsewhere leaves no dead process behind.
    threading.Thread(target=process.wait, daemon=True).start()
    return urlsplit(clean).hostname or clean
