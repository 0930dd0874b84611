"""`pullquote edition`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from pullquote.cache.core.counts import counted
from pullquote.cache.core.edition import LONGEST_MINUTES, USUAL_MINUTES, Edition
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.paths import expanded, is_stream, write_atomically
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.export import BOOK_FORMAT, FILE_FORMATS, TextStyle, tables
from pullquote.cache.export.edition import (
    EDITION_FORMATS,
    Chapters,
    contents_text,
    edition_json,
    edition_markdown,
    edition_text,
    length_words,
)
from pullquote.cache.export.text import article_text
from pullquote.tui.cli.articles import page_look, paged, pages
from pullquote.tui.cli.commands.completion import files
from pullquote.tui.cli.commands.options import FILE, global_options, text_options
from pullquote.tui.cli.commands.query import QUERY_HELP, QueryCommand, joined, query
from pullquote.tui.cli.interrupts import run
from pullquote.tui.cli.options import EXIT_CODE, Options, terminal_columns
from pullquote.tui.cli.output import FILLED_BY, PARTLY, print_rows, status_of, write
from pullquote.tui.cli.refreshing import Line

if TYPE_CHECKING:
    from pullquote.cache.core.article import Article
    from pullquote.cache.core.feed import Lacking
    from pullquote.cache.library import Library

_YEARS = range(1970, 9000)
_ROUNDS = 3
"""How often an edition is chosen again because pages that came changed what it is."""


@click.command(
    cls=QueryCommand,
    help=f"""Make an edition: an issue for a journey, of so many minutes, chosen from the unread articles that answer a
    QUERY. What you follow, what many outlets have and what is new goes first; each story is in it once. It has its
    contents in front, the quotes of the day and what comes out this week. Nothing is marked read unless you say so.

    The same library and moment give the same edition; --moment repeats one.
    {QUERY_HELP}
    \b
    Examples:
      pullquote edition                                        read 45 minutes of news
      pullquote edition --minutes 90 -o train.epub --offline-ready
      pullquote edition --minutes 20 is:followed --list        what would be in it
      pullquote edition --format md -o today.md --mark-read
      pullquote edition --moment 2026-03-07T08:00 | less       that morning's again""",
    short_help="Make an issue for a journey from what is unread.",
)
@query
@click.option(
    "-m", "--minutes", type=click.IntRange(1, LONGEST_MINUTES), default=USUAL_MINUTES, show_default=True, metavar="N",
    help="Minutes of reading.",
)  # fmt: skip
@click.option("--list", "listed", is_flag=True, help="Only the contents.")
@click.option(
    "-o", "--output", type=FILE, metavar="FILE|-", shell_complete=files,
    help="File to write, its format by its ending (.txt .md .json .epub), or `-` for stdout.",
)  # fmt: skip
@click.option(
    "--offline-ready", is_flag=True,
    help="First fetch the pages and pictures its articles lack, and say what could not be had.",
)  # fmt: skip
@click.option("--moment", metavar="TIME", help="As of a moment, as in 2026-03-07T08:00; what came later is left out.")
@click.option("--mark-read", is_flag=True, help="Then mark its stories read; `pullquote undo` takes it back.")
@click.option(EXIT_CODE.flag, is_flag=True, help=EXIT_CODE.help)
@text_options
@global_options
def edition(
    options: Options,
    query: tuple[str, ...],
    minutes: int,
    output: str | None,
    style: TextStyle,
    moment: str | None,
    **asked: bool,
) -> int:
    """Make an edition; ``asked`` are the values of the switches."""
    wanted = _Wanted(minutes, joined(query), _moment(moment))
    if asked["listed"] and output is not None:
        raise UsageError("--list prints the contents; leave it out to write the edition to a file.")
    form = "" if asked["listed"] else _form(output, options)
    lacking: tuple[Lacking, ...] = ()
    with options.open_library(write=asked["offline_ready"] or asked["mark_read"]) as library:
        if asked["offline_ready"]:
            issue, lacking = run(_made_ready(options, library, wanted))
        else:
            issue = wanted.choose(library)
        if not issue.entries:
            _say_why(options, library, wanted)
        if asked["listed"]:
            _list(options, issue)
        elif issue.entries or form == "json":  # who reads JSON is told of nothing by a value, too
            _write(options, _Writing(library, issue, form, style), output)
        if issue.entries and asked["mark_read"]:
            sys.stdout.flush()
            count = library.mark_read(library.stories.whole([entry.article for entry in issue.entries]))
            options.say(f"{counted(count, 'article')} marked read. `pullquote undo` takes it back.")
    return status_of(len(issue.entries), asked["exit_code"]) or (PARTLY if lacking else 0)


class _Wanted(Struct, frozen=True):
    """What an edition is asked for; the moment is fixed, so that it can be chosen again."""

    minutes: int
    query: str
    moment: datetime

    def choose(self, library: Library) -> Edition:
        return library.editions.choose(self.minutes, self.query, moment=self.moment)


def _moment(text: str | None) -> datetime:
    """Return the moment an edition is made as of; one without a time zone is the user's. Raises ``UsageError``."""
    if text is None:
        return datetime.now().astimezone()
    try:
        moment = datetime.fromisoformat(text.strip())
        if moment.year not in _YEARS:  # else the days around it may be none
            raise OverflowError
        return moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"“{clean_line(text, 40)}” is no moment; write for example 2026-03-07T08:00.") from error


def _form(output: str | None, options: Options) -> str:
    """Return the form of an edition: as asked, as a file is named, else text. Raises ``UsageError``."""
    if options.fields:
        raise UsageError("--fields picks columns of the contents; write --list too.")
    asked = "text" if options.format == "tsv" else options.format  # --plain: the text without its looks
    form = asked or "text"
    if output not in (None, "-") and not (asked and is_stream(expanded(Path(output)))):
        ending = Path(output).suffix.removeprefix(".").lower()
        named = FILE_FORMATS.get(ending, "")
        if named not in EDITION_FORMATS:
            raise UsageError(f"{output} does not say its format; name it .txt, .md, .json or .epub.")
        if asked not in (None, named):
            raise UsageError(f"{output} is no {asked} file; leave --format out, or choose another ending.")
        form = named
    if form not in EDITION_FORMATS:
        raise UsageError(f"An edition has no {form} form. Choose text, md, json or epub.")
    if form == BOOK_FORMAT and output is None and sys.stdout.isatty():
        raise UsageError("A book is no text for a terminal; write it to a file with -o edition.epub.")
    return form


async def _made_ready(options: Options, library: Library, wanted: _Wanted) -> tuple[Edition, tuple[Lacking, ...]]:
    """Fetch what an edition lacks, and return it with what could not be had.

    Pages that come are longer than what feeds had: the edition is then chosen again, and what is new in it is fetched.
    """
    issue = wanted.choose(library)
    drawn = Line(options, "")
    for _ in range(_ROUNDS):
        if not library.editions.lacking(issue):
            break
        options.say("Fetching what the edition lacks.")
        try:
            async for event in library.editions.make_ready(issue):
                drawn.show(event)
        finally:
            drawn.clear()
        before, issue = issue, wanted.choose(library)
        if {entry.article for entry in issue.entries} <= {entry.article for entry in before.entries}:
            break
    lacking = library.editions.lacking(issue)
    if issue.entries:
        whole = len(issue.entries) - len(lacking)
        said = f"{whole} of {counted(len(issue.entries), 'article')} can be read whole without a network"
        options.say(f"{said}, with pictures.")
    for one in lacking:
        options.say(clean_line(f"{one.article} {one.title}: {one.why}"))
    return issue, lacking


class _Writing(Struct, frozen=True):
    """An edition that is written, and how."""

    library: Library
    edition: Edition
    form: str
    style: TextStyle

    @property
    def chapters(self) -> Chapters:
        return [(entry, self.library.article(entry.article)) for entry in self.edition.entries]

    def texts(self, width: int) -> Iterator[str]:
        """Yield the parts of an edition that is text."""
        if self.form == "json":
            yield edition_json(self.edition, self.chapters)
        elif self.form == "md":
            yield from edition_markdown(self.edition, self.chapters)
        else:
            style = self.style

            def set_(article: Article) -> str:
                return article_text(article, width=width, links=style.links, ascii_only=style.ascii_only)

            yield from edition_text(self.edition, self.chapters, set_, width=width, ascii_only=style.ascii_only)

    def book(self) -> bytes:
        from pullquote.cache.export.edition_book import edition_book  # lazy: only a book needs it

        return edition_book(self.edition, self.chapters, picture=self.library.picture)


def _write(options: Options, writing: _Writing, output: str | None) -> None:
    """Write an edition to a file, to stdout, or on a terminal into the pager."""
    edition = writing.edition
    if output not in (None, "-"):
        data = writing.book() if writing.form == BOOK_FORMAT else "".join(writing.texts(options.width or 0)).encode()
        write_atomically(expanded(Path(output)), data)
        again = edition.made.isoformat(timespec="seconds")
        options.say(f"{output}: {length_words(edition)}. --moment {again} makes it again.")
    elif writing.form == BOOK_FORMAT:
        sys.stdout.buffer.write(writing.book())
    elif writing.form == "text" and sys.stdout.isatty():
        look = page_look(writing.library, options)
        reading = writing.library.settings.reading.width
        width = options.width if options.width is not None else min(terminal_columns(), reading)
        text = "".join(writing.texts(width))
        if pages(look):
            paged(text)
        else:
            write(text)
    else:
        for text in writing.texts(options.line_width()):
            write(text)


def _list(options: Options, edition: Edition) -> None:
    """Print the contents: on a terminal as they are read, elsewhere a row an article."""
    if options.format_for("tsv") == "text" and not options.fields:
        if edition.entries:
            write(contents_text(edition, width=options.line_width()))
        return
    print_rows(edition.entries, tables.EDITION, options, line=lambda entry: clean_line(entry.title))


def _say_why(options: Options, library: Library, wanted: _Wanted) -> None:
    """Print why an edition is empty, and what would fill it."""
    waiting, shortest = library.editions.waiting(wanted.query)
    short = clean_line(wanted.query, 120)
    if shortest > wanted.minutes:
        stories = counted(waiting, "unread story", "unread stories")
        options.say(f"{stories}, and none is so short; the shortest takes {shortest} minutes: --minutes {shortest}.")
    elif waiting:
        options.say(
            "What is unread has no text yet, which `pullquote refresh` fetches, or came after "
            f"{wanted.moment:%Y-%m-%d %H:%M}: --moment says another time."
        )
    elif short:
        options.say(
            f"No unread article matches “{short}”. `pullquote list` takes the same query and lists what is read too."
        )
    elif library.count():
        options.say("Everything here is read. `pullquote refresh` fetches what is new.")
    else:
        options.say(f"The library is empty. {FILLED_BY}")
