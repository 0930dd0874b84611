"""`pullquote names`: lists of names that help to understand articles."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from pullquote.cache.core.article import ENTITY_TYPES, EntityType
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.names import normalize
from pullquote.cache.core.names.lists import ListedName, written
from pullquote.cache.core.paths import expanded, write_atomically
from pullquote.cache.core.results import ImportedNames
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.export import tables
from pullquote.cache.export.rows import TextRow
from pullquote.tui.cli.commands import completion
from pullquote.tui.cli.commands.options import FILE, GIVEN, Number, exit_code, global_options, listing_group
from pullquote.tui.cli.input import read_input
from pullquote.tui.cli.messages import draw
from pullquote.tui.cli.options import Options, terminal_columns
from pullquote.tui.cli.output import cell, name_cell, print_rows, say_nothing, status_of_parts, strong, write

_NUMBERS_SHOWN = 8
_source = click.option(
    "--source", type=GIVEN, metavar="FILE", shell_complete=completion.name_sources, help="Only those of the list FILE."
)


@listing_group(
    "list",
    help="""Import, list, export and forget names of works, people and others. An article that names them plainly,
    without italics or any other mark, is understood by them. What articles teach and what you correct in the app needs
    no list: `pullquote works` and `pullquote people` show it. Without a command, list the imported names.""",
    short_help="Import, list, export and forget names that help to understand articles.",
)
def names() -> None:
    """Group the commands for lists of names."""


@names.command(
    "import",
    help=f"""Import names from FILE, `-` for stdin: UTF-8, on each line a name, a tab, its type, and if you like another
    tab and further names parted by `|`. The types are {", ".join(ENTITY_TYPES)}.

    A first line that names the columns may name more of them: name, type, aka, year (2011, or 2011-2019), network,
    language, kind. A title that is an ordinary word is then found beside its network or its year.

    A list that is imported again is brought up to date; nothing is there twice, and nothing is lost.
    `pullquote doctor --relink --force` understands the articles that are here already anew by it.

    \b
    Examples:
      pullquote names import films.tsv
      pullquote names import shows.txt --type show
      cut -f1 cast.tsv | pullquote names import - --type person --source cast""",
)
@click.argument("file", type=FILE, shell_complete=completion.files)
@click.option("--type", "kind", type=click.Choice(ENTITY_TYPES), help="The type of the lines that name none.")
@click.option("--source", type=GIVEN, metavar="NAME", help="Call the list this; by default its file name.")
@global_options
def import_(options: Options, file: str, kind: EntityType | None, source: str | None) -> int:
    """Import a list; 3 when some lines were left out."""
    data = read_input(file)
    called = clean_line(source or ("stdin" if file == "-" else Path(file).name), 120)
    if not called:
        raise UsageError("The list has no name; give it one with --source.")
    with options.open_library(write=True) as library:
        progress = _progress(options)
        kept = library.names.import_list(data, called, type=kind, progress=progress)
        if progress:
            draw(" " * (terminal_columns() - 1) + "\r")
    options.say(f"{counted(kept.added, 'name')} added, {kept.changed:,} changed, {kept.known:,} already there.")
    _say_skipped(options, kept)
    return status_of_parts(kept.added + kept.changed + kept.known, len(kept.skipped))


def _progress(options: Options) -> Callable[[int, int], None] | None:
    """Return what draws how many lines are read, on a terminal only."""
    if options.quiet or not sys.stderr.isatty():
        return None
    return lambda done, total: draw(cell(f"{done:,} of {total:,} lines read", terminal_columns() - 1))


def _say_skipped(options: Options, kept: ImportedNames) -> None:
    """Print which lines were left out: one sentence for each reason, however many lines there are."""
    by_reason: dict[str, list[int]] = {}
    for number, reason in kept.skipped:
        by_reason.setdefault(reason, []).append(number)
    for reason, numbers in by_reason.items():
        listed = ", ".join(map(str, numbers[:_NUMBERS_SHOWN]))
        more = f" and {len(numbers) - _NUMBERS_SHOWN:,} more" if len(numbers) > _NUMBERS_SHOWN else ""
        subject = f"Lines {listed}{more} were" if len(numbers) > 1 else f"Line {listed} was"
        options.say(f"{subject} left out: {reason}.")


@names.command(
    "list",
    help="""List the imported names, or those a word of which begins with TEXT.

    \b
    Examples:
      pullquote names list
      pullquote names list copper --type show
      pullquote names list --source films.tsv --json""",
)
@click.argument("text", required=False)
@click.option(
    "--type", "kinds", type=click.Choice(ENTITY_TYPES), multiple=True, help="Only this type; may be repeated."
)
@_source
@click.option("-n", "--limit", type=Number(1), metavar="N", help="At most N names.")
@exit_code
@global_options
def listing(
    options: Options, text: str | None, kinds: tuple[EntityType, ...], source: str | None, limit: int | None
) -> int:
    """List the names of the lists."""
    with options.open_library() as library:
        known = library.names.of_lists(source=source)
    found = _chosen(known, text, kinds)[:limit]
    count = print_rows(found, tables.LISTED_NAMES, options, line=lambda one: _line(one, options))
    if not known:
        options.say("There are no lists of names yet. `pullquote names import FILE` adds one.")
    elif not count:
        say_nothing(options, "name of the lists", " ".join((text or "", *kinds)).strip())
    return count


def _chosen(found: list[ListedName], text: str | None, kinds: tuple[EntityType, ...]) -> list[ListedName]:
    begins = f" {normalize(text)}" if text else ""
    return [
        one
        for one in found
        if (not kinds or one.type in kinds) and any(begins in f" {normalize(name)}" for name in (one.name, *one.aka))
    ]


def _line(one: ListedName, options: Options) -> str:
    also = f", also {', '.join(one.aka)}" if one.aka else ""
    rest = " " + clean_line(f"{one.type}  {one.source}{also}")
    return strong(name_cell(one.name, 40, rest), options) + rest


@names.command("sources", help="List the lists that were imported, by the names of their files.")
@global_options
def sources(options: Options) -> None:
    """List the lists."""
    with options.open_library() as library:
        known = library.names.lists()
    if not known:
        options.say("There are no lists of names yet. `pullquote names import FILE` adds one.")
    print_rows([TextRow(source) for source in known], tables.NAME_LISTS, options, line=lambda one: clean_line(one.name))


@names.command(
    "export",
    help="""Write the imported names as TSV to FILE, or to stdout: name, type, further names parted by `|`. What is
    written can be imported. With --learned: the names that the articles of this library have taught, and your
    corrections, for another library.

    \b
    Examples:
      pullquote names export all.tsv
      pullquote names export --learned | ssh elsewhere pullquote names import - --source mine""",
)
@click.argument("file", default="-", type=FILE, shell_complete=completion.files)
@_source
@click.option("--learned", is_flag=True, help="The names that articles have taught instead.")
@global_options
def export(options: Options, file: str, source: str | None, learned: bool) -> None:
    """Export names."""
    if learned and source is not None:
        raise UsageError("--source chooses an imported list, and --learned none of them; give one of the two.")
    with options.open_library() as library:
        found = (
            [ListedName(name=one.name, type=one.type, aka=one.aka) for one in library.names.known() if not one.hidden]
            if learned
            else library.names.of_lists(source=source)
        )
    text = written(found)
    if file == "-":
        write(text)
    else:
        write_atomically(expanded(Path(file)), text.encode("utf-8"))


@names.command(
    "forget",
    help="""Take a name out of the imported lists, or a whole list with --source. A name that articles have taught is
    hidden as well, in articles to come too; `pullquote undo` lists it again.

    \b
    Examples:
      pullquote names forget "New York"
      pullquote names forget --source films.tsv""",
)
@click.argument("name", required=False, type=GIVEN, shell_complete=completion.names)
@_source
@global_options
def forget(options: Options, name: str | None, source: str | None) -> None:
    """Forget a name, or a list."""
    if (name is None) == (source is None):
        raise UsageError("Say what to forget: a NAME, or a list with --source FILE.")
    with options.open_library(write=True) as library:
        if source is not None:
            options.say(f"{counted(library.names.forget_list(source), 'name')} of {clean_line(source)} forgotten.")
            return
        name = name or ""
        gone = library.names.forget(name)
        key = normalize(name)
        learned = [one for one in library.names.complete(name) if key in map(normalize, (one.name, *one.aka))]
        for one in learned:
            library.names.hide(one.id)
    if not gone and not learned:
        raise NotFound(f"No list and no article has the name “{clean_line(name)}”. `pullquote names list` shows them.")
    told = [f"taken out of {counted(gone, 'entry', 'entries')} of the imported lists"] if gone else []
    told += ["no longer found in articles; `pullquote undo` takes that back"] if learned else []
    options.say(f"{clean_line(name)} is {' and '.join(told)}.")
