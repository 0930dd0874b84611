"""`pullquote keys`."""

from __future__ import annotations

import click

from pullquote.tui.cli.commands.options import shared
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import write


@click.command(
    help="""List every action of the app: its id, its keys, and what it does. The ids go into config.toml.

    \b
    Example, in config.toml:
      [keys]
      article.star = "f,*" """
)
@shared
def keys(options: Options) -> None:
    """List the keys."""
    from pullquote.tui.actions import ACTIONS

    chosen = options.settings().keys
    for action in ACTIONS:
        write(f"{action.id}\t{chosen.get(action.id, action.keys)}\t{action.help}\n")
