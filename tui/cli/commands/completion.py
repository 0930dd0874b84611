"""`pullquote completion`."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

from pullquote.tui.cli.commands.options import shared
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
@shared
def completion(options: Options, shell: str) -> None:
    """Print a completion script."""
    from pullquote.tui.cli.commands import cli

    write(_SHELLS[shell](cli, {}, "pullquote", "_PULLQUOTE_COMPLETE").source())
