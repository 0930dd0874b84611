"""`pullquote feeds`: the subscriptions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import PullquoteError, UsageError
from pullquote.cache.core.feed import Candidate, Feed
from pullquote.cache.core.mail import mail_address
from pullquote.cache.core.mute import mute_complaints
from pullquote.cache.core.order import Order
from pullquote.cache.core.paths import expanded, write_atomically
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.export import tables
from pullquote.tui.cli.articles import Joint
from pullquote.tui.cli.commands.completion import feeds as complete_feeds
from pullquote.tui.cli.commands.completion import files, folders
from pullquote.tui.cli.commands.options import FILE, GIVEN, Number, global_options, listing_group
from pullquote.tui.cli.input import read_input
from pullquote.tui.cli.interrupts import raised, run
from pullquote.tui.cli.messages import draw, say
from pullquote.tui.cli.options import Options, terminal_columns
from pullquote.tui.cli.output import (
    age,
    cell,
    fields_are_asked,
    json_text,
    name_cell,
    print_rows,
    rows_are_asked,
    status_of_parts,
    write,
)
from pullquote.tui.services.words.accounts import stays_as_it_was, stays_subscribed

if TYPE_CHECKING:
    from pullquote.cache.library import Library

_MOST_DAYS = 36_520
_MOST_MINUTES = 5_258_880
"""A century of keeping and ten years between checks: far more leads out of the calendar."""


_AS_FOR_ALL = click.Choice(["on", "off", "default"])


@listing_group(
    "list",
    help="""List, add, remove, check, import and export feeds. Without a command, list them with their state.

    \b
    Examples:
      pullquote feeds
      pullquote feeds --json | jq -r '.[] | select(.failures > 0).url'
      pullquote feeds add https://site.example/feed/""",
    short_help="List, add, remove, import and export feeds.",
)
def feeds() -> None:
    """Group the commands for feeds."""


@feeds.command("list", help="List the feeds with their state: articles, unread, last check, and why one fails.")
@global_options
def listing(options: Options) -> None:
    """List feeds."""
    with options.open_library() as library:
        if not print_rows(library.feeds.listed(), tables.FEEDS, options, line=_line):
            options.say(
                "There are no feeds yet. `pullquote feeds add URL` adds one; "
                "`pullquote feeds import --starter` adds many."
            )


@feeds.command(
    "add",
    help="""Subscribe to a feed, or to the feed of a site. SOURCE is the address of either, or a feed saved as a file.
    A site with several feeds is asked about; --first takes the first. Where the server wants a login,
    https://NAME@site.example/feed asks for the password; it is kept in a file that only you may read. What comes by
    mail (`pullquote add --mailbox`) has mailto:SENDER or list:ID as its address. Prints number, title and address of
    the feed, or with --json and its like the row that `feeds list` has of it.

    \b
    Examples:
      pullquote feeds add https://site.example/feed/
      pullquote feeds add site.example --first --folder Film
      pullquote feeds add https://site.example/feed/ --account 1     on that server, with the next sync""",
)
@click.argument("source", type=FILE, shell_complete=files)
@click.option("--title", default="", help="Call the feed this.")
@click.option("--folder", default="", shell_complete=folders, help="Put it into this folder.")
@click.option("--first", is_flag=True, help="Take the first feed of a site that has several.")
@click.option(
    "--account", type=GIVEN, metavar="ACCOUNT", help="Subscribe to it on the server of this account (`sync status`)."
)
@global_options
def add(options: Options, source: str, title: str, folder: str, first: bool, account: str | None) -> None:
    """Subscribe."""
    if fields_are_asked(tables.FEEDS, options):
        return
    source = _with_password(source)
    with options.open_library(write=True) as library:
        joined = library.accounts.find(account) if account else None
        if joined is not None and not joined.changes_feeds:
            raise UsageError(f"Fever cannot subscribe: do that at {joined.url}, and `pullquote sync` brings it.")
        found = [Candidate(mail)] if (mail := mail_address(source)) else _find(library, source, options)
        chosen = found[0] if first or len(found) == 1 else _ask(found)
        feed = library.feeds.add(chosen.url, title=title or chosen.title, folder=folder, typed=source)
        if joined is not None:
            library.accounts.join(feed.id, joined.id)
        if rows_are_asked(options):
            print_rows([feed], tables.FEEDS, options, line=_line)
        else:
            write(f"{feed.id}\t{feed.title}\t{feed.url}\n")
        options.say(f"`pullquote {_next_step(mail=bool(mail), joined=joined is not None)}.")


def _next_step(*, mail: bool, joined: bool) -> str:
    """Return the command that brings the articles of a new feed, and what it does."""
    if mail:
        return "add --mailbox PATH` brings its articles"
    return "sync` subscribes to it on the server" if joined else "refresh` fetches its articles"


@feeds.command(
    "remove",
    help="Unsubscribe. FEED is a number from `pullquote feeds list`, or part of a title. Starred articles stay.",
)
@click.argument("feed", type=GIVEN, shell_complete=complete_feeds)
@global_options
def remove(options: Options, feed: str) -> None:
    """Unsubscribe."""
    with options.open_library(write=True) as library:
        found = library.feeds.find(feed)
        stays = library.feeds.remove(found.id)
    options.say(f"No longer subscribed to {found.title}. `pullquote undo` takes it back.")
    if stays is not None:
        options.say(stays_subscribed(stays))


@feeds.command(
    "set",
    help="""Change how one feed is treated. FEED is a number from `pullquote feeds list`, or part of a title.

    \b
    Examples:
      pullquote feeds set variety --interval 120 --folder Trade
      pullquote feeds set 4 --no-full-text --keep-days 30 --pictures off
      pullquote feeds set tmz --mute 'royals "red carpet"' --order oldest
      pullquote feeds set 4 --resume         ask a suspended feed again""",
)
@click.argument("feed", type=GIVEN, shell_complete=complete_feeds)
@click.option(
    "--interval",
    type=Number(0, most=_MOST_MINUTES),
    metavar="MIN",
    help="Minutes between checks; 0 as for all.",
)
@click.option("--full-text/--no-full-text", default=None, help="Fetch the full pages of its articles, or not.")
@click.option("--user-agent", metavar="TEXT", help="What to call ourselves to its server; '' as for all.")
@click.option(
    "--keep-days", type=Number(0, most=_MOST_DAYS), metavar="N", help="Days a read article stays; 0 as for all."
)
@click.option("--folder", metavar="NAME", shell_complete=folders, help="Put it into this folder; '' for none.")
@click.option("--title", metavar="T", help="Call it this; '' for its own title.")
@click.option("--pictures", type=_AS_FOR_ALL, help="Fetch and show its pictures, or not; default as for all.")
@click.option(
    "--order",
    type=click.Choice([*(order.value for order in Order), "default"]),
    help="Order of its list; default as for all.",
)
@click.option(
    "--mute", metavar="TERMS", help="What of this feed is left out of lists, as in list.mute; '' for nothing."
)
@click.option("--pause", is_flag=True, help="Ask it no more until --resume.")
@click.option("--resume", is_flag=True, help="Ask it again, though it was suspended.")
@global_options
def set_(options: Options, feed: str, pause: bool, resume: bool, **given: Any) -> None:
    """Change a feed's settings; ``given`` are the values of the other options, ``None`` where one is not given."""
    changes = {key: value for key, value in given.items() if value is not None}
    if "user_agent" in changes:
        changes["user_agent"] = clean_line(changes["user_agent"])
    for key in ("interval", "user_agent", "keep_days"):
        if key in changes:
            changes[key] = changes[key] or None  # 0 and '' mean: as for all feeds
    if changes.get("order") == "default":
        changes["order"] = None
    if "pictures" in changes:
        changes["pictures"] = {"on": True, "off": False}.get(changes["pictures"])
    if complaints := mute_complaints(changes.get("mute", "")):
        raise UsageError(complaints[0])
    if pause and resume:
        raise UsageError("Give --pause or --resume, not both.")
    if pause or resume:
        changes["suspended"] = pause
    if not changes:
        raise UsageError("Name something to change, --interval for instance; `pullquote feeds set --help` lists all.")
    with options.open_library(write=True) as library:
        found = library.feeds.find(feed)
        changed = library.feeds.update(found.id, **changes)
        told = (found.title, found.folder) == (changed.title, changed.folder)
        stays = None if told else library.feeds.unchanged_at(found.id)
    options.say(f"{changed.title}: {_settings(changed)}.")
    if stays is not None:
        options.say(stays_as_it_was(stays))


@feeds.command(
    "import",
    help="""Subscribe to every feed of an OPML file, `-` for stdin, or of the starter list. Other lists do as well:
    a table (CSV, TSV) whose head names its columns, the JSON of another reader, one address a line with or without a
    name, newsboat's urls, an sfeedrc. A feed inside a private network is left out and named; --allow-private takes it
    too.

    \b
    Examples:
      pullquote feeds import subscriptions.opml
      pullquote feeds import subscriptions.opml --allow-private
      pullquote feeds import ~/.newsboat/urls
      pullquote feeds import --starter""",
)
@click.argument("file", required=False, type=FILE, shell_complete=files)
@click.option("--starter", is_flag=True, help="The list of entertainment outlets that comes with Pullquote.")
@click.option("--allow-private", is_flag=True, help="Subscribe to feeds inside a private network too.")
@global_options
def import_(options: Options, file: str | None, starter: bool, allow_private: bool) -> int:
    """Import OPML; 3 when feeds were left out."""
    if bool(file) == starter:
        raise UsageError("Name an OPML file, `-` for stdin, or --starter.")
    read = read_input(file) if file else b""
    with options.open_library(write=True) as library:
        data = library.feeds.starter_opml() if starter else read
        report = library.feeds.import_opml(data, logins=not starter)
        added, private = report.added, report.private
        if private and allow_private:
            again = library.feeds.import_opml(data, allowed=[feed.url for feed in private], logins=not starter)
            added, private = added + again.added, again.private
    options.say(f"{counted(added, 'feed')} added, {report.known} already there.")
    for feed in private:
        options.say(f"{feed.url} was left out: it is inside a private network. --allow-private takes it too.")
    for line, reason in report.skipped:
        options.say(f"Line {line} was left out: {reason}")
    if added:
        options.say("`pullquote refresh` fetches their articles.")
    return status_of_parts(added + report.known, len(private) + len(report.skipped))


@feeds.command("export", help="Write the subscriptions as OPML 2.0 to FILE, or to stdout.")
@click.argument("file", default="-", type=FILE, shell_complete=files)
@global_options
def export(options: Options, file: str) -> None:
    """Export OPML."""
    with options.open_library() as library:
        data = library.feeds.export_opml()
    if file == "-":
        write(data.decode("utf-8"))
    else:
        write_atomically(expanded(Path(file)), data)


@feeds.command(
    "check",
    help="""Say what each feed yields, or why it fails, without subscribing. SOURCE is an address, a path, or `-`. With
    --json, one SOURCE is one object, several are one array; with --jsonl each is one line as it comes.

    \b
    Examples:
      pullquote feeds check https://site.example/feed/
      pullquote feeds check feed.xml --base-url https://site.example/ --jsonl""",
)
@click.argument("sources", nargs=-1, required=True, type=FILE, metavar="SOURCE...", shell_complete=files)
@click.option("--base-url", help="The address a file came from, for its relative links.")
@global_options
def check(options: Options, sources: tuple[str, ...], base_url: str | None) -> int:
    """Check feeds."""
    return run(_check(options, sources, base_url))


async def _check(options: Options, sources: tuple[str, ...], base_url: str | None) -> int:
    from pullquote.cache.library import check_feeds

    failed = code = 0
    joint = Joint(options.format or "", several=len(sources) > 1)

    def put(told: dict[str, Any]) -> None:
        write(joint.add(json_text(told, indented=options.format == "json")))

    stdin = sys.stdin.buffer
    answers = check_feeds(sources, settings=options.settings(), offline=options.offline, base_url=base_url, stdin=stdin)
    async for source, answer in answers:
        if isinstance(answer, PullquoteError):
            failed += 1
            code = answer.exit_code
            if options.format in ("json", "jsonl"):
                put({"error": str(answer)})
            else:
                write(clean_line(f"{source}: {answer}") + "\n")
        elif options.format in ("json", "jsonl"):
            entries = [
                {
                    "id": entry.id,
                    "title": entry.title,
                    "link": entry.link,
                    "published": entry.published or entry.updated,
                    "author": ", ".join(entry.authors) or None,
                }
                for entry in answer.entries
            ]
            put({"title": answer.title, "site": answer.site, "entries": entries, "older": answer.older})
        else:
            newest = max((e.published for e in answer.entries if e.published), default=None)
            fresh = f", newest {age(newest)} ago" if newest else ""
            left = f" ({counted(answer.older, 'older one')} left out)" if answer.older else ""
            said = f"{answer.format}, “{answer.title}”, {counted(len(answer.entries), 'entry', 'entries')}{left}{fresh}"
            write(clean_line(f"{source}: {said}") + "\n")
        sys.stdout.flush()
    write(joint.end())
    return status_of_parts(len(sources) - failed, failed, code)


def _find(library: Library, source: str, options: Options) -> list[Candidate]:
    """Return the feeds of a site; meanwhile a line on a terminal says which address is asked, and how to stop."""
    live = sys.stderr.isatty() and not options.quiet

    def trying(address: str) -> None:
        if live:
            draw(cell(f"Ctrl-C stops. Asking {address}", terminal_columns() - 1))
        elif options.verbose:
            say(f"Asking {clean_line(address)}")

    try:
        return run(library.feeds.search(source, trying=trying))
    finally:
        if live:
            draw(" " * (terminal_columns() - 1) + "\r")


def _with_password(source: str) -> str:
    """Ask for the password of a user name in an address: on the command line other users could read it."""
    from pullquote.cache.core.servers.credentials import parted

    bare, login = parted(source)
    if login is None or login.password or not sys.stdin.isatty():
        return source
    with raised():
        password = click.prompt(f"Password of {clean_line(login.name, 80)}", hide_input=True, err=True)
    scheme, _, rest = bare.partition("://")
    return f"{scheme}://{quote(login.name, safe='')}:{quote(password, safe='')}@{rest}"


def _ask(found: list[Candidate]) -> Candidate:
    """Ask which of the feeds of a site is meant. Raises ``UsageError`` in a script, where nobody can answer."""
    listed = "\n".join(f"{number:>3}  {clean_line(c.title)}  {c.url}" for number, c in enumerate(found, 1))
    if not sys.stdin.isatty():
        raise UsageError(f"There are {len(found)} feeds. Name one of them, or give --first:\n{listed}")
    say(listed)
    with raised():
        number = click.prompt("Which one", type=click.IntRange(1, len(found)), default=1, err=True)
    return found[number - 1]


def _line(feed: Feed) -> str:
    state = feed.error or (f"checked {age(feed.checked)} ago" if feed.checked else "never checked")
    number, rest = f"{feed.id:>4}  ", f" {feed.unread:>5} of {feed.entries:<6} {clean_line(state)}"
    return number + name_cell(feed.title, 32, number + rest) + rest


def _settings(feed: Feed) -> str:
    """Return in words how a feed is treated."""
    told = [
        f"every {feed.interval} min" if feed.interval else "as often as the others",
        "full text" if feed.full_text else "no full text",
        f"kept {counted(feed.keep_days, 'day')}" if feed.keep_days else "",
        f"in {feed.folder}" if feed.folder else "",
        f"as {feed.user_agent}" if feed.user_agent else "",
        f"{'with' if feed.pictures else 'without'} pictures" if feed.pictures is not None else "",
        feed.order.words if feed.order else "",
        f"without {feed.mute}" if feed.mute else "",
        "suspended" if feed.suspended else "",
    ]
    return clean_line(", ".join(word for word in told if word))
