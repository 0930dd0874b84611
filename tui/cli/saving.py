"""`pullquote export --to`: articles to the user's own server, and logging in there."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import Offline, PullquoteError, SettingsError, UsageError
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.servers.credentials import Login
from pullquote.cache.core.servers.saving import SERVICE_NAMES, OwnServer, ServiceName
from pullquote.cache.export.rows import DONE
from pullquote.cache.library import Library
from pullquote.tui.cli.articles import Done
from pullquote.tui.cli.commands.query import joined, references
from pullquote.tui.cli.interrupts import raised, run
from pullquote.tui.cli.messages import complain
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import PARTLY, fields_are_asked, say_nothing, status_of_parts
from pullquote.tui.services.programs.saving import chosen


def save_to(options: Options, service: ServiceName, words: tuple[str, ...], *, login: bool) -> int:
    """Save the articles that words name or, as a query, find; 3 where some could not be.

    ``login`` asks for the login anew, and then nothing need be saved.
    """
    if options.offline:
        raise Offline(f"Saving to {SERVICE_NAMES[service]} needs the network. Leave out --offline.")
    if fields_are_asked(DONE, options):
        return 0
    query = joined(words)
    if not query.strip() and not login:
        raise UsageError(
            "Name what to save: a query, or numbers of articles, as in `pullquote export --to readeck 42`."
        )
    with options.open_library() as library:
        server = None if login else library.saving.find(service)
        if server is None:
            server = _asked(library, service)
            library.saving.keep(server)
            options.say(f"The login for {SERVICE_NAMES[service]} is kept; only you may read it.")
        if not query.strip():
            return 0
        found = references(library, words)
        numbers = library.ids(query) if found is None else found
        if not numbers:
            say_nothing(options, "article", query)
            return 0
        return run(_save(options, library, server, numbers))


async def _save(options: Options, library: Library, server: OwnServer, numbers: Sequence[int]) -> int:
    done = failed = 0
    rows = Done(options)
    try:
        async for saved in library.save_to(server, chosen(library, numbers)):
            done += 1
            (headline,) = library.headlines([saved.article]) or (None,)
            title = clean_line(headline.title if headline else "")
            if saved.problem:
                failed += 1
                complain(f"{saved.article} {title}: {saved.problem}")
            else:
                rows.add([headline] if headline else [])
    except PullquoteError as error:
        left = len(numbers) - done
        complain(f"{error} {counted(left, 'article')} {'was' if left == 1 else 'were'} not saved.")
        rows.end()
        return PARTLY if done > failed else error.exit_code
    rows.end()
    options.say(f"{counted(done - failed, 'article')} saved to {SERVICE_NAMES[server.service]}.")
    return status_of_parts(done - failed, failed)


def _asked(library: Library, service: ServiceName) -> OwnServer:
    """Ask for a login on the terminal; what is secret is not shown. Raises ``SettingsError`` where nobody answers."""
    address = library.saving.address(service)
    if not sys.stdin.isatty():
        raise SettingsError(
            f"There is no login for {SERVICE_NAMES[service]} yet. Run `pullquote export --to {service} --login` in a "
            f"terminal, or set save.{service}_command to a command that prints it."
        )
    with raised():
        if service == "readeck":
            token = _prompt("Token, from Profile and API Tokens", secret=True)
            return OwnServer(service, address, Login("", token))
        client = Login(_prompt("Client ID, from API clients management"), _prompt("Client secret", secret=True))
        return OwnServer(service, address, Login(_prompt("User name"), _prompt("Password", secret=True)), client)


def _prompt(text: str, *, secret: bool = False) -> str:
    answer: str = click.prompt(text, hide_input=secret, err=True)
    return answer.strip()
