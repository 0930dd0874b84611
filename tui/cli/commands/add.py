"""`pullquote add` and `extract`: pages, files and texts that came from no feed, kept or only printed."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TextIO

import click

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import PullquoteError, UsageError
from pullquote.cache.core.feed import RefreshEvent
from pullquote.cache.core.paths import expanded
from pullquote.cache.export import TextStyle
from pullquote.cache.export.rows import DONE
from pullquote.tui.cli.articles import Done, Joint, article_form
from pullquote.tui.cli.commands.completion import files
from pullquote.tui.cli.commands.options import FILE, global_options, text_options
from pullquote.tui.cli.input import read_input
from pullquote.tui.cli.interrupts import run
from pullquote.tui.cli.messages import complain
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import fields_are_asked, status_of_parts, write

_LONGEST = 10_000
"""Most characters read as one line: what is no list may have no end of line."""


@click.command(
    help="""Keep articles that came from no feed. SOURCE is an address, a saved page, a text file, or `-` for stdin.
    Prints the number and headline of each, or with --json and its like the row that `list` has of it.

    \b
    Examples:
      pullquote add https://site.example/story
      pullquote add saved.html notes.txt
      xclip -o | pullquote add -

    With --mailbox each mail becomes an article of a feed that is named for its sender: a Maildir, an mbox, a file with
    one mail, a folder of such files, or `-` for stdin. The mailbox is only read, a mail that is here already is left
    out, and its pictures are not asked for; `pullquote feeds set FEED --pictures on` allows them. How many came is
    said on stderr, and no rows are printed.

    \b
      pullquote add --mailbox ~/Mail/Newsletters
      :0 c                                   in .procmailrc
      * ^List-Id:
      | pullquote add --quiet --mailbox -
      cc "| pullquote add --quiet --mailbox -"                in .mailfilter (maildrop)
      fetchmail --mda "pullquote add --quiet --mailbox -"     deletes them from the server: add --keep"""
)
@click.argument("sources", nargs=-1, type=FILE, metavar="[SOURCE]...", shell_complete=files)
@click.option("--url", help="The address a file or stdin came from.")
@click.option(
    "--mailbox",
    "mailboxes",
    type=FILE,
    multiple=True,
    metavar="PATH",
    shell_complete=files,
    help="Keep the mails of a Maildir, an mbox or a file, or of `-`.",
)
@global_options
def add(options: Options, sources: tuple[str, ...], url: str | None, mailboxes: tuple[str, ...]) -> int:
    """Keep pages, files and texts, or the mails of mailboxes."""
    if not mailboxes and fields_are_asked(DONE, options):
        return 0
    if bool(sources) == bool(mailboxes):
        raise UsageError("Name a page, a file or `-`, or give --mailbox. `pullquote add --help` has examples.")
    if mailboxes and url:
        raise UsageError("Leave out --url: a mail says itself where it came from.")
    return run(_add_mailboxes(options, mailboxes) if mailboxes else _add(options, sources, url))


async def _add_mailboxes(options: Options, mailboxes: tuple[str, ...]) -> int:
    """Keep mails; 3 where some could not be read."""
    from pullquote.tui.cli.refreshing import Line  # lazy: only mailboxes are so long that they have a line

    done = failed = 0
    with options.open_library(write=True) as library:
        for mailbox in mailboxes:
            drawn = Line(options, "mails")
            last: RefreshEvent | None = None
            try:
                async for event in library.add_mailbox(mailbox, stdin=sys.stdin.buffer):
                    last = event
                    drawn.show(event)
            finally:
                drawn.clear()
            if last is not None:
                options.say(last.message)
                done += last.done - last.failed
                failed += last.failed
    return status_of_parts(done, failed)


async def _add(options: Options, sources: tuple[str, ...], url: str | None) -> int:
    failed = code = 0
    done = Done(options)
    with options.open_library(write=True) as library:
        for source in sources:
            try:
                data = read_input(source) if source == "-" else None
                number = await library.add(source, data=data, url=url)
            except PullquoteError as error:
                failed += 1
                complain(str(error))
                code = error.exit_code
            else:
                done.add(library.headlines([number]))
    done.end()
    return status_of_parts(len(sources) - failed, failed, code)


@click.command(
    help="""Understand a page, a saved file or plain text and print it, without keeping it. SOURCE is an address, a
    path, or `-` for stdin.

    \b
    Examples:
      pullquote extract saved.html | less
      curl -s https://site.example/story | pullquote extract - --url https://site.example/story --json
      pullquote extract --files-from list.txt --jsonl     one PATH<tab>URL a line, one answer a line

    With --json, one SOURCE is one object, several are one array; with --jsonl each is one line as it comes, one that
    cannot be read {"error": ...}."""
)
@click.argument("sources", nargs=-1, type=FILE, metavar="[SOURCE]...", shell_complete=files)
@click.option("--url", help="The address a file or stdin came from, for its links.")
@click.option(
    "--files-from",
    type=FILE,
    metavar="FILE",
    shell_complete=files,
    help="Read sources from FILE or `-`: one PATH, or PATH<tab>URL, a line.",
)
@text_options
@global_options
def extract(
    options: Options,
    sources: tuple[str, ...],
    url: str | None,
    files_from: str | None,
    style: TextStyle,
) -> int:
    """Analyze without keeping."""
    if bool(sources) == bool(files_from):
        raise UsageError("Name a page, a file or `-`, or give --files-from. `pullquote extract --help` has examples.")
    jobs = _jobs(files_from) if files_from else iter([(source, url) for source in sources])
    return run(_extract(options, jobs, style, several=len(sources) != 1))


async def _extract(options: Options, jobs: Iterator[tuple[str, str | None]], style: TextStyle, *, several: bool) -> int:
    form = "text" if options.format in (None, "tsv") else options.format  # --plain: as in a pipe
    done = failed = code = 0
    joint = Joint(form, several=several)
    async for answer in _answers(options, jobs):
        if isinstance(answer, Article):
            write(joint.add(article_form(answer, options, form, style)))
        else:
            failed += 1
            code = answer.exit_code
            if options.format == "jsonl":
                write(json.dumps({"error": str(answer)}, ensure_ascii=False) + "\n")
            else:
                complain(str(answer))
        done += 1
        sys.stdout.flush()
    write(joint.end())
    if not done:
        options.say("No page or file was named there.")
    return status_of_parts(done - failed, failed, code)


def _answers(options: Options, jobs: Iterator[tuple[str, str | None]]) -> AsyncIterator[Article | PullquoteError]:
    from pullquote.cache.library import extract_sources

    stdin = sys.stdin.buffer
    return extract_sources(
        jobs,
        settings=options.settings(),
        offline=options.offline,
        folder=options.library,
        stdin=stdin,
        spoilers=options.spoilers,
    )


def _jobs(files_from: str) -> Iterator[tuple[str, str | None]]:
    """Return ``PATH`` or ``PATH<tab>URL`` lines, each as it comes. Raises ``PullquoteError``."""
    if files_from == "-":
        return _read_jobs(sys.stdin)
    try:
        return _read_jobs(expanded(Path(files_from)).open(encoding="utf-8", errors="surrogateescape"))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be used"
        raise PullquoteError(f"Cannot read {files_from}: {reason}.") from error


def _read_jobs(lines: TextIO) -> Iterator[tuple[str, str | None]]:
    for line in iter(lambda: lines.readline(_LONGEST), ""):
        path, _, url = line.rstrip("\n").partition("\t")
        if path:
            yield path, url or None
