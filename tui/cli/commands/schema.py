"""`pullquote schema`."""

from __future__ import annotations

import json

import click

from pullquote.tui.cli.commands.options import shared
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import write


@click.command(
    help="""Print the JSON Schema (draft 2020-12) of an article, as `show --json` and `extract --json` print it.

    \b
    Example:
      pullquote schema > article.schema.json"""
)
@shared
def schema(options: Options) -> None:
    """Print the schema."""
    from pullquote.cache.export.json import article_schema

    write(json.dumps(article_schema(), ensure_ascii=False, indent=2) + "\n")
