"""Opens the app on a terminal; prints the article in a pipe."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import TOO_MANY_FILES, NotFound, PullquoteError, UsageError
from pullquote.cache.core.paths import config_file
from pullquote.cache.export import TextStyle
from pullquote.cache.library import Library
from pullquote.tui import first_frame
from pullquote.tui.cli.articles import article_form
from pullquote.tui.cli.input import read_input
from pullquote.tui.cli.interrupts import run
from pullquote.tui.cli.options import WIDEST, Options
from pullquote.tui.cli.output import write

if TYPE_CHECKING:
    from pullquote.tui.first_frame import FirstFrame

_INSTEAD = "Use `pullquote list` and `pullquote show`, or a terminal with, for example, TERM=xterm-256color."
_FILES = 8
"""Files the app opens beside the library: three for its loop, two for signals, the terminal, what it reads."""
_MANY = 256


def opened(options: Options, reference: str | None = None, *, keep: bool = False) -> int:
    """Open the app, on the article ``reference`` names if given; a page or file it names is added.

    What comes on stdin is added only to ``keep`` it, and else while the app is open. Return the exit code: 0, 1 where
    the app broke down, or that of the signal that ended it.
    """
    frame: FirstFrame | None = None
    with options.open_library(write=True, or_read=True) as library:
        if reference and not sys.stdout.isatty():
            article = run(_understood(library, reference, keep=keep))
            write(article_form(article, options, options.format or "text", TextStyle()))
            return 0
        borrowed = reference == "-" and not keep
        before = frozenset(library.ids()) if borrowed else frozenset[int]()
        number = run(_find(library, reference)) if reference else None
        try:
            code, frame = _shown(options, library, number)
        finally:
            if borrowed and number is not None and number not in before:
                library.give_back([number])
    _keep_first_frame(options, library, frame)
    return code


def _keep_first_frame(options: Options, library: Library, frame: FirstFrame | None) -> None:
    """Keep what the next start shows first. The library is closed: nothing of this program changes it any more."""
    settings = os.path.abspath(config_file(options.config))  # noqa: PTH100 -- a link is another file once it leads on
    library_file = os.path.abspath(library.database.path)  # noqa: PTH100
    first_frame.keep(frame, library_file, settings)


async def _understood(library: Library, reference: str, *, keep: bool) -> Article:
    if reference == "-" and not keep:
        return await library.understand("-", data=read_input("-"))
    return await asyncio.to_thread(library.understood, await _find(library, reference))


def _shown(options: Options, library: Library, number: int | None) -> tuple[int, FirstFrame | None]:
    """Open the app on a library; return the exit code, and what the next start will show first."""
    if "TEXTUAL_DRIVER" not in os.environ:
        _check_terminal()
    _forget_odd_sizes()
    _check_files()
    # A key that changes two panes shows in two frames: at 120 frames a second the second comes sooner.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    # GIL switch interval: at the default of 5 ms each busy thread delays a key by up to 5 ms.
    sys.setswitchinterval(0.001)
    reading = threading.Thread(target=library.read_ahead)
    reading.start()
    from pullquote.tui.app import Reader  # lazy: Textual, imported while the library is read ahead
    from pullquote.tui.cli.inside import Inside
    from pullquote.tui.services.terminal.ending import Ending

    reading.join()

    def kill() -> None:
        library.kill_workers()
        first_frame.give_back()  # the app had not come yet

    with Ending(kill) as ending:
        reader = Reader(library, article=number, ending=ending, program=Inside(options))
        reader.run()
    return ending.code or reader.return_code or 0, reader.next_frame


async def _find(library: Library, reference: str) -> int:
    """Return the id of the article in the library; what is not there yet is added."""
    if reference == "-":
        return await library.add("-", data=read_input("-"))
    try:
        return library.find(reference)
    except NotFound:
        if reference.startswith(("http://", "https://")) or os.path.exists(reference):  # noqa: ASYNC240, PTH110
            return await library.add(reference)
        raise


def _forget_odd_sizes() -> None:
    """Leave the size to the terminal where ``$COLUMNS`` or ``$LINES`` is none: Textual believes any number."""
    for name in ("COLUMNS", "LINES"):
        size = os.environ.get(name, "")
        if not (size.isdecimal() and len(size) < 5 and 0 < int(size) <= WIDEST):
            os.environ.pop(name, None)


def _check_files() -> None:
    """Raise ``PullquoteError`` where the app would find no file to open: half opened it cannot end in good order.

    Where the system allows more than the shell does, as many as are needed are allowed first.
    """
    with suppress(ImportError, OSError, ValueError):
        import resource  # lazy: not on every platform

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = _MANY if hard == resource.RLIM_INFINITY else min(_MANY, hard)
        if soft != resource.RLIM_INFINITY and soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    held: list[int] = []
    try:
        held.extend(os.dup(0) for _ in range(_FILES))
    except OSError as error:
        raise PullquoteError(TOO_MANY_FILES) from error
    finally:
        for descriptor in held:
            os.close(descriptor)


def _check_terminal() -> None:
    """Raise ``UsageError`` with what to do where there is no terminal that can be drawn on."""
    term = os.environ.get("TERM", "")
    if term in ("", "dumb", "unknown"):
        name = f"this terminal cannot (TERM is {term})" if term else "TERM is not set"
        raise UsageError(f"The app draws on the whole screen, and {name}. {_INSTEAD}")
    if not sys.__stderr__ or not sys.__stderr__.isatty():
        raise UsageError(f"The app needs a terminal, and there is none here. {_INSTEAD}")
    if not sys.stdin.isatty():
        _stdin_from_terminal()


def _stdin_from_terminal() -> None:
    """Take keys from the terminal when stdin was a pipe, as ``less`` does."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError as error:
        raise UsageError(f"The app takes keys from a terminal, and there is none here. {_INSTEAD}") from error
    os.dup2(terminal, 0)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    if sys.__stdin__ is None:  # it was closed; Textual reads its keys there
        sys.__stdin__ = sys.stdin  # type: ignore[misc]
