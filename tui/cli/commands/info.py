"""`pullquote paths`, `keys` and `schema`: where things are kept, the keys of the app, the form of an article."""

from __future__ import annotations

import json

import click

from pullquote.cache.core.paths import LIBRARY_FILE, cache_folder, config_file, library_folder
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.export import tables
from pullquote.cache.export.rows import TextRow
from pullquote.tui.cli.commands.options import global_options
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import cell, print_rows, write


@click.command(help="Show where the library, the pictures and the settings are kept, one a line.")
@global_options
def paths(options: Options) -> None:
    """Show the paths."""
    found = {
        "library": library_folder(options.library) / LIBRARY_FILE,
        "pictures": cache_folder(),
        "config": config_file(options.config),
    }
    listed = [TextRow(name, str(path)) for name, path in found.items()]
    print_rows(listed, tables.PATHS, options, line=lambda one: clean_line(f"{one.name:8}  {one.value}", None))


@click.command(
    help="""List every action of the app: its id, its keys, and what it does. The ids go into config.toml.

    Commas part the keys of an action. Keys parted by a space are pressed one after the other; a key can be given as
    its sign, as its name or with ctrl+. Where one of yours is another action's, yours goes first. A macro does several
    actions, or commands of the app's line, one after the other, until one fails.

    \b
    Example, in config.toml:
      [keys]
      star = "f, *"
      next_unread = "n, g n, ctrl+w n"
      [macros]
      "g b" = ["star", ":export %.epub", "next_unread"]"""
)
@global_options
def keys(options: Options) -> None:
    """List the keys."""
    from pullquote.tui.actions import ACTIONS, keys_of, spelled  # lazy: only `keys` lists actions
    from pullquote.tui.keymap import usable_macros

    settings = options.settings()
    listed = [
        TextRow(action.id, tuple(map(spelled, keys_of(action, settings.keys))), action.help) for action in ACTIONS
    ]
    listed += [
        TextRow("macro", (spelled(keys),), ", ".join(steps)) for keys, steps in usable_macros(settings.macros).items()
    ]
    print_rows(listed, tables.KEYS, options, line=_line)


def _line(one: TextRow) -> str:
    return clean_line(f"{cell(one.name, 20)}  {cell(', '.join(one.value), 16)}  {one.meaning}", None)


@click.command(
    help="""Print the JSON Schema (draft 2020-12) of an article, as `show --json` and `extract --json` print it.

    \b
    Example:
      pullquote schema > article.schema.json"""
)
@global_options
def schema(options: Options) -> None:
    """Print the schema."""
    from pullquote.cache.export.json import article_schema  # lazy: only `schema` needs it

    write(json.dumps(article_schema(), ensure_ascii=False, indent=2) + "\n")
