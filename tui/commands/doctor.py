"""`pullquote doctor`."""

from __future__ import annotations

import click

from pullquote.tui.commands.options import Options, shared
from pullquote.tui.commands.output import write


@click.command(
    help="""Check the library and mend what can be mended. Nothing is deleted: a damaged file is set aside under
    another name, and subscriptions, stars and read marks come back from the last backup."""
)
@shared
def doctor(options: Options) -> None:
    """Check and mend."""
    from pullquote.cache.library import examine

    for sentence in examine(options.library, options.settings()):
        write(sentence + "\n")
