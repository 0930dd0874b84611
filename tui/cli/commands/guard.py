"""`pullquote guard`: what is guarded against spoilers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.paths import LIBRARY_FILE, library_folder
from pullquote.cache.core.results import Guarded
from pullquote.cache.export import tables
from pullquote.tui.cli.commands import completion
from pullquote.tui.cli.commands.options import GIVEN, global_options
from pullquote.tui.cli.messages import draw
from pullquote.tui.cli.options import Options, terminal_columns
from pullquote.tui.cli.output import LEAST_NAME, cell, name_cell, print_rows, strong
from pullquote.tui.services.words.guarding import covers, in_words, turn

if TYPE_CHECKING:
    from pullquote.cache.library import Library


@click.command(
    help="""Veil what would spoil NAME, a show, film, person or other name: of a show of which you said how far you
    have seen it, what comes after that; of others, what outlets mark as spoilers. Followed shows that you have partly
    seen are guarded by themselves (`pullquote seen`), and so is what the setting list.guard names. Without NAME, list
    what is guarded, with how many articles have something veiled. --spoilers with any command shows all the same;
    in the app . opens what is veiled, and . on a name guards it. `pullquote undo` takes it back.

    The address of an article often repeats its headline. Where that is veiled, what is read (the app, text, Markdown,
    HTML, EPUB, org) has no more of the address than its host; what programs read (JSON, JSONL, TSV, BibTeX, CSL JSON,
    iCalendar) keeps it as it is. `pullquote open` and the keys that open or copy it have all of it, too.

    \b
    Examples:
      pullquote guard                        what is guarded
      pullquote guard --json
      pullquote guard "Copper Lane"
      pullquote guard "Copper Lane" --off
      pullquote show 42 --spoilers           one article as it is""",
    short_help="Veil what would spoil a show, film or person, or list what is guarded.",
)
@click.argument("name", nargs=-1, type=GIVEN, metavar="[NAME]", shell_complete=completion.guarded_names)
@click.option("--off", is_flag=True, is_eager=True, help="Let NAME go: nothing of it is veiled any more.")
@global_options
def guard(options: Options, name: tuple[str, ...], off: bool) -> None:
    """List what is guarded, or guard a name, or let it go."""
    wanted = " ".join(name).strip()
    if not wanted:
        if off or name:
            raise UsageError('Write a name: `pullquote guard "Copper Lane" --off`.')
        with options.open_library() as library:
            _list(options, library)
        return
    with options.open_library(write=True) as library:
        found = library.names.find(wanted)
        turned = turn(library, found, not off)
    undo, setting = "`pullquote undo`", "`pullquote config set list.guard`"
    options.say(in_words(turned, undo, setting))


def settle(options: Options) -> None:
    """Make anew what is veiled, after the setting was changed; where there is no library yet, there is nothing."""
    if not (library_folder(options.library) / LIBRARY_FILE).exists():
        return
    with options.open_library(write=True) as library:
        told = _progress(options)
        try:
            library.guard.settle(told)
        finally:
            if told:
                draw(" " * (terminal_columns() - 1) + "\r")


def _progress(options: Options) -> Callable[[int, int], None] | None:
    """Return what draws how far it is, on a terminal only."""
    if options.quiet or not sys.stderr.isatty():
        return None
    return lambda done, total: draw(cell(f"{done:,} of {total:,} articles looked at", terminal_columns() - 1))


def _list(options: Options, library: Library) -> None:
    if not print_rows(library.guard.listed(), tables.GUARDED, options, line=lambda row: _line(row, options)):
        options.say(
            'Nothing is guarded. `pullquote guard "NAME"` guards a name, and so does `pullquote seen "SHOW" s2e5` '
            "with a show that you follow."
        )


def _line(row: Guarded, options: Options) -> str:
    articles = f" {counted(row.articles, 'article')}"
    told = f" {name_cell(covers(row), 38, ' ' * (LEAST_NAME + 1) + articles)}"
    return strong(name_cell(row.name, 32, told + articles), options) + told + articles
