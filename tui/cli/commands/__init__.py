"""The command line: one module a subject, imported when one of its subcommands is called. No Textual in here."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click
from click.shell_completion import CompletionItem

from pullquote.cache import __version__
from pullquote.tui.cli.commands.options import Group, global_options
from pullquote.tui.cli.options import Options

COMMANDS = {
    "open": ("articles", "Open the app, on one article if you name it."),
    "list": ("articles", "List articles."),
    "search": ("articles", "Search the text of every article."),
    "show": ("articles", "Print articles as text."),
    "edition": ("edition", "Make an issue for a journey from what is unread."),
    "quotes": ("quotes", "List what people said."),
    "quotebook": ("quotebook", "List and export your highlights, kept quotations and notes."),
    "people": ("entities", "List people and how often they are named."),
    "groups": ("entities", "List bands and other acts."),
    "works": ("entities", "List shows, films, albums, songs, books and other works."),
    "shows": ("entities", "List shows, films and franchises."),
    "about": ("about", "Print what is known of a work, person or group."),
    "names": ("names", "Import, list, export and forget names that help to understand articles."),
    "catalogue": ("catalogue", "Ask services about works and people; on, off, status, update, forget, link, unlink."),
    "releases": ("releases", "List release dates."),
    "refresh": ("refresh", "Fetch feeds and full articles into the library."),
    "sync": ("sync", "Sync accounts on Miniflux, FreshRSS and others; add, remove, status."),
    "feeds": ("feeds", "List, add, remove, import and export feeds."),
    "add": ("add", "Keep a page, a saved file, text, or the mails of a mailbox."),
    "extract": ("add", "Understand a page, file or text without keeping it."),
    "export": ("export", "Write many articles to a folder or a stream."),
    "highlight": ("quotebook", "Highlight a passage of an article, or keep a quotation."),
    "note": ("quotebook", "Write a note to an article or to a passage."),
    "star": ("marks", "Star articles."),
    "unstar": ("marks", "Take the star from articles."),
    "read": ("marks", "Mark articles read."),
    "unread": ("marks", "Mark articles unread."),
    "tag": ("tags", "Tag articles, or list your tags."),
    "later": ("tags", "Put articles on the reading list, or print it."),
    "rules": ("rules", "List and run rules: what is done with articles by itself."),
    "remove": ("marks", "Remove articles."),
    "follow": ("follow", "Follow names or a query, or list what is followed."),
    "unfollow": ("follow", "Stop following names or a query."),
    "seen": ("seen", "Say how far you have seen a show, or import that."),
    "guard": ("guard", "Veil what would spoil a show, film or person, or list what is guarded."),
    "undo": ("marks", "Take back what was done last."),
    "keys": ("info", "List every key of the app."),
    "config": ("config", "Show or change settings."),
    "paths": ("info", "Show where things are kept."),
    "doctor": ("maintenance", "Check the library and mend what can be mended."),
    "prune": ("maintenance", "Remove old articles that were read."),
    "schema": ("info", "Print the JSON Schema of an article."),
    "manual": ("manual", "Print the manual page."),
    "mcp": ("mcp", "Let another program read the library, by JSON-RPC on stdin and stdout."),
    "serve": ("serve", "Show the app in a browser on this machine."),
    "completion": ("completion", "Print the completion script of a shell."),
}


class Lazy(Group):
    """A group that imports a subcommand when it is asked for; ``--help`` imports none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the help."""
        return list(COMMANDS)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of a command, or an option, without importing the commands."""
        found = [CompletionItem(name, help=meaning) for name, (_, meaning) in COMMANDS.items()]
        return [item for item in found if item.value.startswith(incomplete)] + click.Command.shell_complete(
            self, ctx, incomplete
        )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of ``cmd_name`` and return its command; ``None`` where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        return _load(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table above, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, meaning) for name, (_, meaning) in COMMANDS.items()])


def _load(name: str) -> click.Command:
    module = importlib.import_module(f"{__name__}.{COMMANDS[name][0]}")
    command: click.Command = getattr(module, name)
    return command


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"pullquote {__version__}")
        ctx.exit()


@click.group(
    cls=Lazy,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="""Read film, television, music and celebrity news in the terminal, offline.

    \b
    Examples:
      pullquote                              open the app
      pullquote refresh                      fetch what is new
      pullquote list is:unread | head        the newest unread headlines
      pullquote show 42 | less               one article as text
      pullquote quotes --person ritter       what she said, and to whom""",
    epilog="Without a command: the app on a terminal, the list in a pipe.",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
)
@global_options
@click.pass_context
def cli(ctx: click.Context, options: Options) -> Any:
    """Open the app on a terminal, print the list in a pipe, unless a subcommand is called."""
    if ctx.invoked_subcommand is None:
        name = "open" if sys.stdin.isatty() and sys.stdout.isatty() else "list"
        return ctx.invoke(_load(name))
    return None
