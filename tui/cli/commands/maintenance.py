"""`pullquote doctor` and `prune`: check and repair the library, remove old articles."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.feed import RefreshEvent, Stage
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.export import tables
from pullquote.cache.export.rows import TextRow
from pullquote.tui.cli.commands.options import global_options
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import PARTLY, fields_are_asked, print_row, print_rows


@click.command(
    help="""Check the library and mend what can be mended. Nothing is deleted: a damaged file is set aside under
    another name, and subscriptions, stars and read marks come back from the last backup and the journal since.

    With --relink, understand articles anew that an older Pullquote has read, or that were kept as plain text because
    their feed took too long: who is quoted, and who and what they are about. Nothing is fetched; what you read, starred
    and corrected stays.

    \b
    Examples:
      pullquote doctor
      pullquote doctor --json | jq -r '.[].sentence'
      pullquote doctor --relink"""
)
@click.option("--relink", is_flag=True, help="Understand articles anew where the rules have changed since.")
@click.option("--force", is_flag=True, help="With --relink: all articles.")
@global_options
def doctor(options: Options, relink: bool, force: bool) -> int:
    """Check and repair; 3 when some articles could not be analyzed."""
    if force and not relink:
        raise UsageError("--force belongs to --relink: `pullquote doctor --relink --force`.")
    if fields_are_asked(tables.SENTENCES, options):
        return 0
    done = _Doctor(options, relink=relink, force=force)
    print_rows(done.sentences(), tables.SENTENCES, options, line=lambda one: clean_line(one.name, None), in_pipe="text")
    return PARTLY if done.failed else 0


class _Doctor:
    """Checks and mends; ``failed`` counts the articles that could not be understood anew."""

    def __init__(self, options: Options, *, relink: bool, force: bool) -> None:
        self._options, self._relink, self._force = options, relink, force
        self.failed = 0

    def sentences(self) -> Iterator[TextRow]:
        """Return what was found and done, each sentence once it is."""
        from pullquote.cache.library import examine

        yield from map(TextRow, examine(self._options.library))
        sys.stdout.flush()
        if self._relink:
            last = _relinked(self._options, force=self._force)
            self.failed = last.failed
            yield TextRow(_summary(last))


def _relinked(options: Options, *, force: bool) -> RefreshEvent:
    from pullquote.tui.cli.refreshing import Line  # lazy: asyncio, which only --relink needs

    last = RefreshEvent(stage=Stage.DONE)
    with options.open_library(write=True) as library:
        drawn = Line(options, "articles")
        for event in library.reannotate(force=force):
            last = event
            drawn.show(event)
        drawn.clear()
    return last


def _summary(last: RefreshEvent) -> str:
    if not last.total:
        return "All articles are understood by the present rules; `--relink --force` reads them anew all the same."
    read = last.total - last.failed
    failed = f", {last.failed:,} could not be and stay as they were" if last.failed else ""
    return f"{counted(read, 'article was', 'articles were')} understood anew{failed}."


@click.command(
    help="""Remove articles that were read and are older than `keep.days`. Starred articles, those with a highlight or a
    note and those about what you follow stay, and what was removed does not come back as unread. What you removed
    yourself more than 30 days ago goes for good. What it did is said on stderr, or with --json and its like printed.

    \b
    Examples:
      pullquote prune --dry-run
      pullquote prune --dry-run --json | jq .articles"""
)
@click.option("--dry-run", is_flag=True, help="Only say what would go.")
@global_options
def prune(options: Options, dry_run: bool) -> None:
    """Remove old articles."""
    if fields_are_asked(tables.PRUNED, options):
        return
    with options.open_library(write=not dry_run) as library:
        gone = library.prune(dry_run=dry_run)
    removed = "would be removed" if dry_run else "was removed" if gone.articles == 1 else "were removed"
    kept = counted(gone.kept, "older one stays", "older ones stay")
    said = [f"{counted(gone.articles, 'article')} {removed}; {kept}."]
    if gone.for_good:
        goes = "would go" if dry_run else "went"
        said.append(f"{counted(gone.for_good, 'article')} that you removed long ago {goes} for good.")
    print_row(gone, tables.PRUNED, options, said=said)
