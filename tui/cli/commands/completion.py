"""`pullquote completion`, and the completions its scripts ask for: names and query words from the library."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, CompletionItem, FishComplete, ShellComplete, ZshComplete

from pullquote.cache.core.article import EntityType
from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.query import FIELDS
from pullquote.tui.cli.commands.options import global_options
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import write

_SHELLS: dict[str, type[ShellComplete]] = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


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
    """Complete a word of a query: a field, one of its few values, or the name behind ``person:`` and its like."""
    if not incomplete:
        return []
    typed, colon, value = incomplete.partition(":")
    field = FIELDS.get(typed)
    if colon and field and field.takes == "entity" and not field.of_quotes:
        found = [(name, kind) for name, kind in _known(value) if not field.types or kind in field.types]
        return [CompletionItem(f"{typed}:{name}", help=kind) for name, kind in found]
    words = {
        word: meaning
        for field in FIELDS.values()
        if not field.of_quotes
        for word, meaning in (
            {f"{field.name}:{choice}": meaning for choice, meaning in field.choices.items()}
            or {f"{field.name}:": field.meaning}
        ).items()
    }
    return [CompletionItem(word, help=meaning) for word, meaning in words.items() if word.startswith(incomplete)]


def _known(prefix: str) -> list[tuple[str, EntityType]]:
    """Return names of the library and their types; none where it cannot be read: a completion prints no error."""
    try:
        with Options().open_library() as library:
            return [(name.name, name.type) for name in library.complete_names(prefix.strip('"'), 20)]
    except PullquoteError:
        return []
