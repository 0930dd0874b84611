"""`pullquote completion`, and the completions its scripts ask for: names and query words from the library."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete

from pullquote.cache.core.errors import PullquoteError
from pullquote.tui.cli.commands.options import global_options
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import write

_SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}
_FIELDS = ("person:", "show:", "name:")
_WORDS = (
    *("is:unread", "is:read", "is:starred", "is:followed", "has:quote", "has:release", "has:picture"),
    *("person:", "show:", "name:", "outlet:", "feed:", "folder:", "tag:", "since:", "before:"),
)


@click.command(
    help="""Print the completion script of a shell.

    \b
    Examples:
      pullquote completion bash > ~/.local/share/bash-completion/completions/pullquote
      pullquote completion zsh  > ~/.zfunc/_pullquote
      pullquote completion fish > ~/.config/fish/completions/pullquote.fish"""
)
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@global_options
def completion(options: Options, shell: str) -> None:
    """Print a completion script."""
    from pullquote.tui.cli.commands import cli  # here, because that module imports this one

    write(_SHELLS[shell](cli, {}, "pullquote", "_PULLQUOTE_COMPLETE").source())


def names(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a person, show or other entity."""
    return [CompletionItem(name, help=kind) for name, kind in _known(incomplete)]


def query_words(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a word of a query: a field, or the name behind ``person:`` and its like."""
    for field in _FIELDS:
        if incomplete.startswith(field):
            return [CompletionItem(f"{field}{name}", help=kind) for name, kind in _known(incomplete[len(field) :])]
    return [CompletionItem(word) for word in _WORDS if word.startswith(incomplete)] if incomplete else []


def _known(prefix: str) -> list[tuple[str, str]]:
    """Return names of the library and their types; none where it cannot be read: a completion prints no error."""
    try:
        with Options().open_library() as library:
            return [(name.name, name.type) for name in library.complete_names(prefix.strip('"'), 20)]
    except PullquoteError:
        return []
