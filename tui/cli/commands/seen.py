"""`pullquote seen`: how far shows were seen, said by hand or imported from where that was kept before."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.progress import HOW_WRITTEN, ImportedSeen, Seen, read_seen
from pullquote.cache.core.results import EntityRow
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.export import tables
from pullquote.tui.cli.commands import completion
from pullquote.tui.cli.commands.options import GIVEN, global_options
from pullquote.tui.cli.input import read_input
from pullquote.tui.cli.messages import draw
from pullquote.tui.cli.options import Options, terminal_columns
from pullquote.tui.cli.output import cell, name_cell, print_rows, strong

if TYPE_CHECKING:
    from pullquote.cache.library import Library

_NAMES_SHOWN = 8
_NEXT = "+1"


@click.command(
    help=f"""List how far you have seen shows; with SHOW, print how far you have seen it; with PLACE, keep that. PLACE
    is {HOW_WRITTEN}, or {_NEXT} for one episode on. A season without an episode is all of it. `all` is what is out
    today where a catalogue knows that, and everything otherwise. `pullquote undo` takes it back.

    With `import`, read it from FILE, `-` for stdin: the ZIP that Trakt or TV Time export, or a file of it (Trakt:
    watched-history.json; TV Time: tracking-prod-records-v2.csv or seen_episode.csv), or any CSV with the columns title,
    season and episode. What is in the file says what it is, not its name. Of each show the furthest episode counts;
    specials and films are left out. What is further here stays, unless --replace. A show that no article names yet is
    remembered until one does, and not followed. All of it is one step.

    \b
    Examples:
      pullquote seen
      pullquote seen "Copper Lane" s2e5
      pullquote seen "Copper Lane" +1
      pullquote seen "Copper Lane" none
      pullquote seen import trakt-export.zip
      curl -s https://my.example/history.json | pullquote seen import -""",
    short_help="Say how far you have seen a show, or import that.",
)
@click.argument(
    "words", nargs=-1, type=GIVEN, metavar="[SHOW [PLACE] | import FILE]", shell_complete=completion.seen_words
)
@click.option("--replace", is_flag=True, help="With import: set back what is further here than in the file.")
@global_options
def seen(options: Options, words: tuple[str, ...], replace: bool) -> None:
    """List, print, keep or import how far shows were seen."""
    if words[:1] == ("import",):
        if len(words) != 2:
            raise UsageError("Name the file to import, `-` for stdin: `pullquote seen import trakt-export.zip`.")
        _import(options, words[1], replace)
        return
    if replace:
        raise UsageError("--replace goes with `pullquote seen import FILE`.")
    name, place = _parted(words)
    with options.open_library(write=place is not None) as library:
        if not name:
            _list(options, library.progress.shows())
        elif place is None:
            _list(options, [_found(library, name, words)])
        elif place == _NEXT:
            options.say(_moved(library, library.progress.find(name)))
        else:
            options.say(_kept(library, library.progress.find(name), read_seen(place)))


def _parted(words: tuple[str, ...]) -> tuple[str, str | None]:
    """Return the name of a show and the place behind it; ``None`` where the words end in none."""
    for first in range(1, len(words)):
        place = " ".join(words[first:])
        with suppress(UsageError):
            if place != _NEXT:
                read_seen(place)
            return " ".join(words[:first]), place
    return " ".join(words), None


def _found(library: Library, name: str, words: tuple[str, ...]) -> EntityRow:
    """Return the show that all the words name; where there is none, the last of several was meant for a place."""
    try:
        return library.progress.find(name)
    except NotFound:
        if len(words) > 1:
            read_seen(words[-1])
        raise


def _kept(library: Library, show: EntityRow, wanted: Seen | None) -> str:
    name = clean_line(show.name)
    now = library.progress.set(show.id, wanted)
    if now == show.seen:
        return f"{name}: {_words(now)} already."
    return f"{name}: {_words(now)}. `pullquote undo` takes it back."


def _moved(library: Library, show: EntityRow) -> str:
    name = clean_line(show.name)
    now = library.progress.advance(show.id)
    if now is None:
        return f"{name}: {_words(show.seen)}, and no further episode is known."
    return f"{name}: {_words(now)}. `pullquote undo` takes it back."


def _words(seen: Seen | None) -> str:
    return f"seen up to {seen}" if seen else "nothing said"


def _list(options: Options, shows: Sequence[EntityRow]) -> None:
    if not print_rows(shows, tables.SEEN, options, line=lambda show: _line(show, options)):
        options.say('You have said of no show how far you have seen it. `pullquote seen "NAME" s2e5` does.')


def _line(show: EntityRow, options: Options) -> str:
    follow, seen = "+ " if show.followed else "  ", f" {show.seen or 'nothing said'}"
    return follow + strong(name_cell(show.name, 32, follow + seen), options) + seen


def _import(options: Options, file: str, replace: bool) -> None:
    data = read_input(file)
    with options.open_library(write=True) as library:
        told = _progress(options)
        try:
            came = library.progress.import_watched(data, replace=replace, told=told)
        finally:
            if told:
                draw(" " * (terminal_columns() - 1) + "\r")
    for sentence in _said(came):
        options.say(sentence)


def _progress(options: Options) -> Callable[[int, int], None] | None:
    """Return what draws how far an import is, on a terminal only."""
    if options.quiet or not sys.stderr.isatty():
        return None
    draw(cell("Reading the list", terminal_columns() - 1))
    return lambda done, total: draw(cell(f"{done:,} of {total:,} shows looked up", terminal_columns() - 1))


def _said(came: ImportedSeen) -> list[str]:
    """Return what came of an import, in sentences: what was taken, what was not, and how to mend it."""
    watched = came.watched
    shows = counted(len(came.set), "show")
    undo = " `pullquote undo` takes it back." if came.set else ""
    said = [
        f"{watched.format}: {counted(watched.episodes, 'episode')} of {counted(len(watched.shows), 'show')}.",
        f"{shows} further now, {came.known:,} as far already.{undo}",
    ]
    if came.kept:
        names = _listed([f"{one.name} ({one.was.code if one.was else ''}, there {one.seen.code})" for one in came.kept])
        said.append(f"Further here than there, and left so: {names}. --replace sets them back.")
    if came.new:
        said.append(
            f"No article here names {_listed(came.new)}; remembered until one does. If one is called otherwise here, "
            f'say it by hand: `pullquote seen "NAME" s2e5`.'
        )
    if came.unclear:
        said.append(f"Several shows there are called {_listed(came.unclear)}: say by hand which one you mean.")
    if watched.unplaced:
        said.append(f"How far was not said of {_listed(watched.unplaced)}; the history of the same export has that.")
    said += [f"{counted(count, 'row')} left out: {reason}." for reason, count in watched.left_out]
    return said


def _listed(names: Sequence[str]) -> str:
    """Return a few names in a row, and how many more there are."""
    shown = ", ".join(clean_line(name, 60) for name in names[:_NAMES_SHOWN])
    return f"{shown} and {len(names) - _NAMES_SHOWN:,} more" if len(names) > _NAMES_SHOWN else shown
