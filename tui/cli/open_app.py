"""The app, opened; in a pipe the article instead."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading

from pullquote.cache.core.errors import NotFound
from pullquote.cache.export import TextStyle
from pullquote.cache.library import Library
from pullquote.tui.cli.articles import article_form
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import write


def opened(options: Options, reference: str | None = None) -> None:
    """Open the app, on the article ``reference`` names if one is given; a page or file it names is taken in."""
    with options.open_library(write=True) as library:
        number = asyncio.run(_find(library, reference)) if reference else None
        if number is not None and not sys.stdout.isatty():
            article = library.article(number)
            write(article_form(article, options, options.format or "text", TextStyle()))
            return
        if not sys.stdin.isatty() and "TEXTUAL_DRIVER" not in os.environ:
            _stdin_from_terminal()
        # What a key changes in more than one pane comes in two frames: half the wait for the second.
        os.environ.setdefault("TEXTUAL_FPS", "120")
        sys.setswitchinterval(0.001)  # a key waits so long for each thread that works: a refresh, a search
        ahead = threading.Thread(target=library.read_ahead)
        ahead.start()
        from pullquote.tui.app import Reader

        ahead.join()
        reader = Reader(library, article=number)
        reader.run()
        if reader.return_code == 128 + signal.SIGINT:
            raise KeyboardInterrupt  # the app has ended in order; the exit code is that of every interrupted command


async def _find(library: Library, reference: str) -> int:
    """Find the article in the library, else take it in."""
    if reference == "-":
        return await library.add("-", data=sys.stdin.buffer.read())
    try:
        return library.find(reference)
    except NotFound:
        if reference.startswith(("http://", "https://")) or os.path.exists(reference):  # noqa: ASYNC240, PTH110
            return await library.add(reference)
        raise


def _stdin_from_terminal() -> None:
    """Take keys from the terminal when stdin was a pipe, as ``less`` does."""
    terminal = os.open("/dev/tty", os.O_RDONLY)
    os.dup2(terminal, 0)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
