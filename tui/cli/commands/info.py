"""`pullquote paths`."""

from __future__ import annotations

import click

from pullquote.tui.cli.commands.options import shared
from pullquote.tui.cli.options import Options


@click.command(help="Show where the library, the pictures and the settings are kept, one a line.")
@shared
def paths(options: Options) -> None:
    """Show the paths."""
    from pullquote.cache.core import paths as kept

    click.echo(f"library\t{kept.library_folder(options.library) / kept.LIBRARY_FILE}")
    click.echo(f"pictures\t{kept.cache_folder()}")
    click.echo(f"config\t{kept.config_file(options.config)}")
