"""`pullquote catalogue`: what services on the internet know of the works and people that articles name."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from pullquote.cache.core.catalogue import PROVIDER_NAMES, CatalogueEvent, CatalogueStage, CatalogueStatus
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import Offline, UsageError
from pullquote.cache.core.paths import config_file
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.cli.commands import show_index
from pullquote.tui.cli.commands.catalogue_links import link, unlink
from pullquote.tui.cli.commands.completion import names as complete_names
from pullquote.tui.cli.commands.options import GIVEN, agreed, global_options, listing_group
from pullquote.tui.cli.interrupts import run
from pullquote.tui.cli.messages import draw, say
from pullquote.tui.cli.options import Options, terminal_columns
from pullquote.tui.cli.output import PARTLY, age, cell, refuse_fields, write, write_json

if TYPE_CHECKING:
    from pullquote.cache.library import Library

_USUAL_WIDTH = 80
_WIDE = 70
"""Columns from which on the progress line has room for all it can say."""
_FAILED_SHOWN = 10
_ALL = "Forget all that services said of works and people? Fetching it again takes a while."
_TOLD = (CatalogueStage.FAILED, CatalogueStage.HELD)


@listing_group(
    "status",
    help="""Ask services on the internet about the works, people and groups that articles name, and keep the answers for
    reading offline: dates, networks, casts and characters, seasons, albums. Nothing is sent before `on` has said what
    is sent to whom, and you have agreed. Without a command, print the status.""",
    short_help="Ask services about works and people; on, off, status, update, forget, link, unlink.",
)
def catalogue() -> None:
    """Group the commands for the catalogue."""


catalogue.add_command(link)
catalogue.add_command(unlink)


@catalogue.command(
    "on",
    help="""Say what is sent to whom, ask whether that may be, and turn the catalogue on (`catalogue.use`). Which
    services are asked is set by `catalogue.services`; TMDB is asked only with your own key, `catalogue.tmdb_key`.

    \b
    Examples:
      pullquote catalogue on
      pullquote catalogue on --yes           agree without being asked
      pullquote config set catalogue.services "tvmaze musicbrainz" """,
)
@click.option("--yes", is_flag=True, help="Agree without being asked.")
@global_options
def on(options: Options, yes: bool) -> int:
    """Turn the catalogue on; 1 where the answer is no."""
    from pullquote.tui.services.words import catalogue_consent as consent

    services = consent.lines(options.settings().catalogue)
    if not services:
        raise UsageError("No service may be asked. Set `catalogue.services` first, to tvmaze for example.")
    if not options.quiet or not yes:
        say(_wrapped(consent.PURPOSE))
        say("\n".join(_wrapped(line, "  ") for line in services))
        say(_wrapped(consent.TOLD))
        say(_wrapped(consent.STOPPING))
    if not yes and not agreed(consent.QUESTION, "pullquote catalogue on --yes"):
        options.say("Nothing was changed; no service is asked.")
        return 1
    _set(options, "on")
    options.say("The catalogue is on. `pullquote catalogue update` asks now.")
    return 0


@catalogue.command(
    "off", help="Ask nobody any more. What is kept stays; `pullquote catalogue forget --all` removes it."
)
@global_options
def off(options: Options) -> None:
    """Turn the catalogue off."""
    _set(options, "off")
    options.say("The catalogue is off: no service is asked. What is kept stays until you forget it.")


@catalogue.command(
    help="""Say what is kept, when services were last asked, which names wait, and what went wrong.

    \b
    Examples:
      pullquote catalogue status
      pullquote catalogue status --json"""
)
@global_options
def status(options: Options) -> None:
    """Print the status."""
    refuse_fields(options, "The status of the catalogue")
    with options.open_library() as library:
        found = library.catalogue.status()
    if options.format in ("json", "jsonl"):
        write_json(found, indented=options.format == "json")
        return
    width = options.line_width()
    for line in _lines(found):
        write(f"{textwrap.fill(line, width, subsequent_indent='  ') if width else line}\n")


@catalogue.command(
    help="""Ask about the names that are due: those you follow first, then those of articles you opened, then those of
    the last two weeks. With NAME, about that name now, whatever was asked before. Each service is asked within its
    limits, one request after another; it may be stopped at any time and goes on where it was.

    With --index: fetch the list of all shows of TVmaze once, some 80,000 in a few minutes, so that their titles are
    known in articles to come where nothing marks them. Nothing of what you read is sent for that. Again after a day,
    it asks only for what has changed. `pullquote doctor --relink --force` understands the articles that are here anew.

    \b
    Examples:
      pullquote catalogue update
      pullquote catalogue update --index
      pullquote catalogue update "jessica jones"
      pullquote catalogue update --quiet     for cron or a systemd timer"""
)
@click.argument("names", nargs=-1, type=GIVEN, metavar="[NAME]...", shell_complete=complete_names)
@click.option("--index", is_flag=True, help="Fetch the list of all shows of TVmaze instead.")
@global_options
def update(options: Options, names: tuple[str, ...], index: bool) -> int:
    """Bring the catalogue up to date; 3 when a service failed or asked us to wait, or there is no network."""
    if options.offline:
        raise Offline("Asking services needs the network. Leave out --offline.")
    if index and names:
        raise UsageError("--index is about all shows; leave out the names, or --index.")
    with options.open_library(write=True) as library:
        if index:
            return PARTLY if run(show_index.fetch(options, library)) else 0
        chosen = [library.names.find(name).id for name in names] if names else None
        return PARTLY if run(_update(options, library, chosen)) else 0


@catalogue.command(
    help="""Forget what services said of NAME, or all that is kept. It is asked for again when it is due, unless the
    catalogue is off. What you said yourself stays: followed names, corrections, refused records.

    \b
    Examples:
      pullquote catalogue forget "jessica jones"
      pullquote catalogue forget --index
      pullquote catalogue forget --all       asks first
      pullquote catalogue forget --all --yes"""
)
@click.argument("names", nargs=-1, type=GIVEN, metavar="[NAME]...", shell_complete=complete_names)
@click.option("--index", is_flag=True, help="The list of all shows of TVmaze.")
@click.option("--all", "everything", is_flag=True, help="All that is kept.")
@click.option("--yes", "-y", is_flag=True, help="Do not ask.")
@global_options
def forget(options: Options, names: tuple[str, ...], index: bool, everything: bool, yes: bool) -> int:
    """Forget records."""
    if bool(names) + index + everything != 1:
        raise UsageError("Say what to forget: a NAME, --index or --all.")
    if everything and not yes and not agreed(_ALL, "pullquote catalogue forget --all --yes"):
        options.say("Nothing was forgotten.")
        return 1
    with options.open_library(write=True) as library:
        if index or everything:
            shows = library.catalogue.forget_index()
            if index or shows:
                options.say(f"{counted(shows, 'show')} of the index forgotten.")
            if index:
                return 0
        if everything:
            gone = library.catalogue.forget()
        else:
            gone = sum(library.catalogue.forget(library.names.find(name).id) for name in names)
    options.say(f"{counted(gone, 'record')} forgotten.")
    return 0


def _set(options: Options, value: str) -> None:
    from pullquote.tui.cli.settings_file import set_key

    for warning in set_key(config_file(options.config), "catalogue.use", value):
        options.say(warning)


def _wrapped(text: str, indent: str = "") -> str:
    width = min(terminal_columns(), _USUAL_WIDTH)
    further = indent and f"{indent}  "
    return textwrap.fill(
        text, width, initial_indent=indent, subsequent_indent=further, break_long_words=False, break_on_hyphens=False
    )


async def _update(options: Options, library: Library, names: Sequence[int] | None) -> bool:
    """Ask, and say how it goes; return whether something was left undone."""
    drawn = _Line(options, named=names is not None)
    held = False
    last: CatalogueEvent | None = None
    try:
        async for event in library.catalogue.update(names):
            drawn.show(event)
            held = held or event.stage is CatalogueStage.HELD
            last = event
    finally:
        drawn.clear()
    if last is not None:
        options.say(last.message)
    return held or last is None or bool(last.failed) or (last.done < last.total and names is None)


class _Line:
    """The progress line: drawn in place on stderr, only on a terminal; ``named`` says that names were asked for."""

    def __init__(self, options: Options, *, named: bool) -> None:
        self._live = sys.stderr.isatty() and not options.quiet
        self._quiet = options.quiet
        self._told = named or options.verbose

    def show(self, event: CatalogueEvent) -> None:
        """Draw where it stands; what failed, and of names that were asked for all, gets a line of its own."""
        asking = event.stage in (CatalogueStage.ASKING, CatalogueStage.DONE)
        if not self._quiet and not asking and (self._told or event.stage in _TOLD):
            self.clear()
            say(clean_line(_sentence(event)))
        if self._live and event.stage is not CatalogueStage.DONE:
            draw(cell(self._text(event), terminal_columns() - 1))

    def clear(self) -> None:
        """Clear the line."""
        if self._live:
            draw(" " * (terminal_columns() - 1) + "\r")

    @staticmethod
    def _text(event: CatalogueEvent) -> str:
        """Return the line: a bar, counts, the time that is left, the name; in a narrow terminal less of them."""
        wide = terminal_columns() >= _WIDE
        cells = 20 if wide else 8
        filled = cells * event.done // max(1, event.total)
        bar = f"[{'#' * filled}{'.' * (cells - filled)}] {event.done}/{event.total}"
        left = f", {event.seconds_left:.0f} s left" if event.seconds_left else ""
        return f"{bar} names, {event.linked} found{left}  {event.name}" if wide else f"{bar} {event.name}"


def _sentence(event: CatalogueEvent) -> str:
    """Return what came of asking about a name."""
    source = PROVIDER_NAMES[event.provider] if event.provider else "The services"
    match event.stage:
        case CatalogueStage.LINKED:
            return f"{event.name}: {source} has it ({event.message})."
        case CatalogueStage.OPEN:
            return f"{event.name}: {source} does not say which is meant ({event.message})."
        case CatalogueStage.MISSING:
            return f"{event.name}: {event.message or 'no service knows it'}."
        case CatalogueStage.HELD:
            return event.message
        case _:
            return f"{event.name}: {event.message}"


def _lines(found: CatalogueStatus) -> list[str]:
    """Return the status, a sentence a line."""
    if found.use == "on":
        names = ", ".join(PROVIDER_NAMES[provider] for provider in found.services)
        lines = [f"The catalogue is on. Asked are {names or 'no services'}."]
    else:
        lines = [
            "The catalogue is off: no service is asked. `pullquote catalogue on` says what is sent, and turns it on."
        ]
    if found.records:
        by = ", ".join(f"{name} {found.records[key]:,}" for key, name in PROVIDER_NAMES.items() if key in found.records)
        lines.append(f"{counted(sum(found.records.values()), 'record')} kept ({by}), about {_size(found.bytes)}.")
    known = [f"{counted(found.linked, 'name')} found", f"{found.open:,} open (several may be meant)"]
    known += [f"{found.missing:,} not known to a service", f"{found.waiting:,} wait to be asked about"]
    lines.append(", ".join(known) + ".")
    ago = age(found.last) if found.last else ""
    when = "just now" if ago == "0m" else f"{ago} ago"
    lines.append(f"Last asked {when}." if found.last else "No service was asked yet.")
    lines += [f"{PROVIDER_NAMES[one.provider]} asked us to wait until {_clock(one.until)}." for one in found.held]
    for one in found.failed[:_FAILED_SHOWN]:
        source = PROVIDER_NAMES[one.provider]
        lines.append(f"{one.name}: {source} gave no answer of use; it is asked again {_clock(one.again)}.")
    if more := len(found.failed) - _FAILED_SHOWN:
        lines += [f"{more:,} more names failed."] if more > 0 else []
    if found.index and (told := show_index.line_of(found.index)):
        lines.append(told)
    return [clean_line(line) for line in lines]


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone():%a %d %b %H:%M}"


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, count // 1_000)} kB"
