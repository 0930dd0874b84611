"""`pullquote schema`."""

from __future__ import annotations

import json

import click

from pullquote.tui.answers.options import Options
from pullquote.tui.answers.output import write
from pullquote.tui.commands.options import shared


@click.command(
    help="""Print the JSON Schema (draft 2020-12) of an article, as `show --json` and `extract --json` print it.

    \b
    Example:
      pullquote schema > article.schema.json"""
)
@shared
def schema(options: Options) -> None:
    """Print the schema."""
    from pullquote.cache.export.schema import article_schema

    write(json.dumps(article_schema(), ensure_ascii=False, indent=2) + "\n")
