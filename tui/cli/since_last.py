"""`--since-last`: only what came since this very list was last asked for, with this query.

What was asked is kept once the answer is written whole: after a closed pipe, a full disk or an error the same comes
again. Lists open the library for reading, and nothing waits for another program before an answer is printed; keeping
waits a moment, and what then cannot be kept is said and leaves the exit code as it is. No click in here.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.following.topics import same
from pullquote.tui.cli.options import Options

if TYPE_CHECKING:
    from collections.abc import Collection

    from pullquote.cache.core.following.arrivals import Arrived
    from pullquote.cache.library import Library


def arrived(library: Library, options: Options, command: str, query: str, *asked: str, of: str = "") -> Arrived | None:
    """Return what came for a list since it was last asked for; ``None`` where only its fields are asked for.

    A list is told from others by its ``command``, its ``query`` and what else is ``asked`` of it. ``of`` is the query
    its articles answer, where it is not ``query`` itself. Raises ``QueryError``.
    """
    if options.fields == ("help",):
        return None
    key = "\t".join([command, same(query), *asked])
    return library.following.arrived(key, of or query)


def keep(
    library: Library,
    came: Arrived | None,
    options: Options,
    count: int,
    *,
    given: Collection[int] | None = None,
    left: Collection[int] = (),
) -> None:
    """Keep that all of an answer of ``count`` rows was written.

    ``given`` are the articles its rows are of, by default all that came; those that were ``left`` over come again.
    Raises ``OSError`` where the answer was not written whole: nothing is kept then.
    """
    if came is None:
        return
    sys.stdout.flush()
    try:
        library.following.keep_asked(came, given=given, left=left)
    except PullquoteError as error:
        from pullquote.tui.cli.messages import say  # lazy: only what fails is said

        say(f"What was listed will be listed again, because it could not be remembered. {error}")
    if not count and sys.stderr.isatty():  # a script that looks every hour is told of news only
        options.say("Nothing new since this was last asked.")
