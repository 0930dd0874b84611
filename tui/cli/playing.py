"""Plays the audio or video of an article: `pullquote open --enclosure`."""

from __future__ import annotations

from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.export.enclosures import playable
from pullquote.tui.cli.options import Options


def played(options: Options, reference: str | None) -> int:
    """Play the first file of the article that ``reference`` names; return the exit code."""
    if not reference:
        raise UsageError("Say which article: `pullquote open 42 --enclosure`.")
    with options.open_library() as library:
        article = library.understood(library.find(reference))
        programs = library.settings.open
    found = playable(article)
    if not found:
        raise NotFound(f"There is no audio or video in article {article.id}.")
    import subprocess  # lazy: only where there is something to play
    from urllib.parse import urlsplit

    from pullquote.tui.services.programs.openers import NO_BROWSER, checked, player_for, start

    address = checked(found[0][0])
    opener = player_for(address, programs)
    if opener is None:
        raise UsageError(f"{NO_BROWSER}; the file is at {address}.")
    if opener.on_terminal:
        return subprocess.run(opener.words, check=False).returncode
    start(opener.words)
    options.say(f"Playing a file from {urlsplit(address).hostname}.")
    return 0
