"""`pullquote catalogue link` and `unlink`: which record of a catalogue tells of a name, as its reader says."""

from __future__ import annotations

import shlex

import click

from pullquote.cache.core.catalogue import PROVIDER_NAMES, KeptRecord, Provider
from pullquote.cache.core.errors import NotFound
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.tui.cli.commands.completion import names as complete_names
from pullquote.tui.cli.commands.options import GIVEN, global_options
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import write

_SERVICES: dict[str, Provider] = {name.lower(): provider for provider, name in PROVIDER_NAMES.items()}


@click.command(
    help="""Say that what a catalogue tells of NAME is about something else: it is never linked to that again, and what
    it corrected is as before. With SERVICE, what one service tells. `pullquote undo` takes it back.

    \b
    Examples:
      pullquote catalogue unlink "copper hill"
      pullquote catalogue unlink "copper hill" tvmaze"""
)
@click.argument("name", type=GIVEN, shell_complete=complete_names)
@click.argument("service", required=False, type=click.Choice(sorted(_SERVICES), case_sensitive=False))
@global_options
def unlink(options: Options, name: str, service: str | None) -> None:
    """Refuse what tells of a name."""
    provider: Provider | None = _SERVICES[service] if service else None
    with options.open_library(write=True) as library:
        found = library.names.find(name)
        gone = library.catalogue.unlink(found.id, provider)
        called = clean_line(found.name)
        options.say(f"{' and '.join(map(_called, gone))} will not be linked to {called} again.")
        if others := library.catalogue.candidates(found.id):
            options.say(f"{len(others)} more of that name: `pullquote catalogue link` without an address lists them.")


@click.command(
    help="""Say which record tells of NAME: the address of its page at TVmaze, Wikidata, MusicBrainz or TMDB, or an id.
    One that is not kept yet is what `pullquote catalogue update NAME` asks for. Without one, list the records that are
    called so. `pullquote undo` takes it back.

    \b
    Examples:
      pullquote catalogue link "copper hill"
      pullquote catalogue link "copper hill" https://www.tvmaze.com/shows/7
      pullquote catalogue link "copper hill" tvmaze:7"""
)
@click.argument("name", type=GIVEN, shell_complete=complete_names)
@click.argument("record", required=False, type=GIVEN, metavar="[ADDRESS|ID]")
@global_options
def link(options: Options, name: str, record: str | None) -> None:
    """Choose what tells of a name, or list what may."""
    if record is None:
        _list(options, name)
        return
    with options.open_library(write=True) as library:
        found = library.names.find(name)
        kept = library.catalogue.link_to(found.id, record)
        called = clean_line(found.name)
    if kept is None:
        options.say(f"{called} is that record. `pullquote catalogue update {shlex.quote(called)}` asks for it.")
    else:
        options.say(f"{called} is {_called(kept)}.")


def _list(options: Options, name: str) -> None:
    """Write the records that are called as a name is, a line each: those that tell of it are marked."""
    with options.open_library() as library:
        found = library.names.find(name)
        linked, others = library.catalogue.records(found.id), library.catalogue.candidates(found.id)
    if not linked and not others:
        raise NotFound(f"No record that is kept is called {clean_line(found.name)}. Give the address of its page.")
    for mark, records in (("*", linked), (" ", others)):
        for one in records:
            where = f"{one.record.provider}:{one.record.key}"
            write(f"{mark} {clean_line(where)}  {_called(one)}  {clean_address(one.record.url) or ''}\n")


def _called(one: KeptRecord) -> str:
    """Return title, year, network and source of a record."""
    year = f" ({one.record.year})" if one.record.year else ""
    where = ", ".join(filter(None, (one.record.channel, one.record.source)))
    return clean_line(f"{one.record.name}{year}, {where}")
