"""`pullquote sync`: accounts on servers that keep subscriptions and marks for many machines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import Offline, UsageError
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.servers.credentials import AccountLogin
from pullquote.tui.cli.commands.options import GIVEN, Group, global_options
from pullquote.tui.cli.interrupts import run
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import PARTLY, age, refuse_fields, write, write_json

if TYPE_CHECKING:
    from pullquote.cache.core.feed import RefreshEvent
    from pullquote.cache.core.servers.sync import Account, Dialect

_DIALECTS = ("miniflux", "greader", "fever")


@click.group(
    cls=Group,
    invoke_without_command=True,
    help="""Sync accounts on servers that keep subscriptions and marks: Miniflux, and what speaks the protocols of
    Google Reader (FreshRSS, CommaFeed, The Old Reader) or Fever. What is read or starred here is so there, and the
    other way round; articles are understood here. Without a command all accounts are synced; `pullquote refresh` does
    that too. Marks that are made without a network are sent with the next sync.

    \b
    Examples:
      pullquote sync add miniflux https://reader.example
      pullquote sync
      pullquote sync status""",
    short_help="Sync accounts on Miniflux, FreshRSS and others; add, remove, status.",
)
@global_options
@click.pass_context
def sync(context: click.Context, options: Options) -> int:
    """Sync all accounts, where no command is named; 3 where one failed."""
    if context.invoked_subcommand is not None:
        return 0
    if options.offline:
        raise Offline("A sync needs the network. Leave out --offline.")
    last = run(_sync(options))
    return PARTLY if last is not None and last.failed else 0


async def _sync(options: Options) -> RefreshEvent | None:
    from pullquote.tui.cli.refreshing import Line  # lazy: `sync status` draws none

    last: RefreshEvent | None = None
    with options.open_library(write=True) as library:
        if not library.accounts.listed():
            options.say("There are no accounts yet. `pullquote sync add miniflux URL` adds one.")
            return None
        drawn = Line(options, "accounts")
        try:
            async for event in library.accounts.sync():
                last = event
                drawn.show(event)
        finally:
            drawn.clear()
        waiting = sum(one.waiting for one in library.accounts.listed())
        if last is not None:
            options.say(_summary(last, waiting))
    return last


def _summary(last: RefreshEvent, waiting: int) -> str:
    parts = [f"{counted(last.done, 'account')} synced", counted(last.new, "new article")]
    if waiting:
        parts.append(f"{counted(waiting, 'mark')} still to send")
    if last.failed:
        parts.append(f"{last.failed} failed (`pullquote sync status` says why)")
    return ", ".join(parts) + "."


@sync.command(
    help="""Add an account. DIALECT is miniflux, greader or fever; URL is the address of the server, for Google Reader
    and Fever that of its API, as the server's settings name it. The token or password is asked for and not shown; it is
    kept in a file that only you may read, or with --token-command nowhere: then the command prints it each time.

    \b
    Examples:
      pullquote sync add miniflux https://reader.example
      pullquote sync add greader https://rss.example/api/greader.php --user ada
      pullquote sync add fever https://rss.example/api/fever.php --user ada --token-command "pass show rss" """
)
@click.argument("dialect", type=click.Choice(_DIALECTS))
@click.argument("url", type=GIVEN)
@click.option("--user", default="", help="Who signs in; Miniflux's own API needs only a token.")
@click.option("--token-command", default="", metavar="CMD", help="A command that prints the token or password.")
@global_options
def add(options: Options, dialect: Dialect, url: str, user: str, token_command: str) -> int:
    """Add an account."""
    if options.offline:
        raise Offline("Signing in needs the network. Leave out --offline.")
    if dialect != "miniflux" and not user:
        raise UsageError("Name who signs in, with --user.")
    password = "" if token_command else _password(dialect)
    with options.open_library(write=True) as library:
        account = run(library.accounts.add(dialect, url, AccountLogin(user, password, token_command)))
    options.say(f"Signed in as {account.name or account.user or 'the owner of the token'}. `pullquote sync` syncs now.")
    return 0


def _password(dialect: str) -> str:
    """Ask for a secret without showing it; take the first line of stdin where that is no terminal."""
    what = "Token" if dialect == "miniflux" else "Password"
    if sys.stdin.isatty():
        answer: str = click.prompt(what, hide_input=True, err=True)
        return answer
    if not (line := sys.stdin.readline().strip("\r\n")):
        raise UsageError(f"No {what.lower()} came on stdin. Give it there, or --token-command.")
    return line


@sync.command(
    help="""Give an account up. ACCOUNT is its number from `pullquote sync status`, or part of its address. Its articles
    stay, with all that is marked; its subscriptions go, or with --keep become local ones that `refresh` asks."""
)
@click.argument("account", type=GIVEN)
@click.option("--keep", is_flag=True, help="Go on with its feeds as local ones.")
@global_options
def remove(options: Options, account: str, keep: bool) -> None:
    """Remove an account."""
    with options.open_library(write=True) as library:
        gone = library.accounts.remove(library.accounts.find(account).id, keep=keep)
    were = "was" if gone.waiting == 1 else "were"
    lost = f" {counted(gone.waiting, 'mark')} {were} not sent." if gone.waiting else ""
    options.say(f"{_title(gone)} is synced no more; its articles stay.{lost}")


@sync.command(
    help="""Say which accounts there are, when each was synced, what waits to be sent, and what went wrong.

    \b
    Examples:
      pullquote sync status
      pullquote sync status --json"""
)
@global_options
def status(options: Options) -> None:
    """Print the accounts."""
    refuse_fields(options, "The status of accounts")
    with options.open_library() as library:
        accounts = library.accounts.listed()
    if options.format in ("json", "jsonl"):
        write_json(accounts, indented=options.format == "json")
        return
    if not accounts:
        options.say("There are no accounts yet. `pullquote sync add miniflux URL` adds one.")
    for account in accounts:
        write("\t".join(map(clean_line, (str(account.id), _title(account), *_state(account)))) + "\n")


def _title(account: Account) -> str:
    who = account.user or account.name
    return f"{who} at {account.url}" if who else account.url


def _state(account: Account) -> tuple[str, ...]:
    said = f"synced {age(account.synced)} ago" if account.synced else "not synced yet"
    waits = f"{counted(account.waiting, 'mark')} to send" if account.waiting else "nothing to send"
    return (account.dialect, counted(account.feeds, "feed"), said, waits, *((account.error,) if account.error else ()))
