"""`pullquote star`, `unstar`, `read`, `unread`, `follow`, `unfollow`, `undo`."""

from __future__ import annotations

from collections.abc import Callable

import click

from pullquote.cache.core.counts import counted
from pullquote.cache.library import Library
from pullquote.tui.cli.commands.completion import names as complete_names
from pullquote.tui.cli.commands.options import global_options
from pullquote.tui.cli.options import Options

_Mark = Callable[[Library, list[int]], int]


def _marking(name: str, meaning: str, done: str, mark: _Mark) -> click.Command:
    """Make a command that marks articles named by number, address or the beginning of a headline."""

    @click.command(name, help=f"{meaning}\n\n\b\nExample:\n  pullquote {name} 42 43", short_help=meaning)
    @click.argument("references", nargs=-1, required=True, metavar="REFERENCE...")
    @global_options
    def command(options: Options, references: tuple[str, ...]) -> None:
        with options.open_library(write=True) as library:
            count = mark(library, [library.find(reference) for reference in references])
        options.say(f"{counted(count, 'article')} {done}. `pullquote undo` takes it back.")

    return command


star = _marking("star", "Star articles; prune never removes them.", "starred", lambda lib, ids: lib.star(ids))
unstar = _marking("unstar", "Take the star from articles.", "unstarred", lambda lib, ids: lib.star(ids, False))
read = _marking("read", "Mark articles read.", "marked read", lambda lib, ids: lib.mark_read(ids))
unread = _marking("unread", "Mark articles unread.", "marked unread", lambda lib, ids: lib.mark_read(ids, False))


@click.command(help='Follow works, people or groups.\n\n\b\nExample:\n  pullquote follow "Krysten Ritter"')
@click.argument("names", nargs=-1, required=True, metavar="NAME...", shell_complete=complete_names)
@global_options
def follow(options: Options, names: tuple[str, ...]) -> None:
    """Follow names."""
    _follow(options, names, True)


@click.command(help='Stop following works, people or groups.\n\n\b\nExample:\n  pullquote unfollow "Krysten Ritter"')
@click.argument("names", nargs=-1, required=True, metavar="NAME...", shell_complete=complete_names)
@global_options
def unfollow(options: Options, names: tuple[str, ...]) -> None:
    """Stop following names."""
    _follow(options, names, False)


@click.command(help="Undo the last mark, correction of a name or removal of a feed. Call it again to go further back.")
@global_options
def undo(options: Options) -> None:
    """Undo the last step."""
    with options.open_library(write=True) as library:
        options.say(library.undo() or "There is nothing to undo.")


def _follow(options: Options, names: tuple[str, ...], followed: bool) -> None:
    with options.open_library(write=True) as library:
        found = [library.find_name(name) for name in names]
        library.follow([name.id for name in found], followed)
    for name in found:
        options.say(f"{'Following' if followed else 'No longer following'} {name.name} ({name.type}).")
