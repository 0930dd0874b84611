"""`pullquote quotebook`, `highlight` and `note`: the user's own marks."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pullquote.cache.core.clippings import Clipping
from pullquote.cache.core.counts import counted, listed
from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.paths import expanded, is_stream, write_atomically
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.cache.export import quote_book, rows, tables
from pullquote.cache.export.attribution import attribution, quoted
from pullquote.cache.export.text import wrap
from pullquote.tui.cli.commands.completion import files
from pullquote.tui.cli.commands.options import FILE, GIVEN, Number, exit_code, global_options
from pullquote.tui.cli.commands.query import QUERY_HELP, QueryCommand, joined, query
from pullquote.tui.cli.options import Options, split_fields
from pullquote.tui.cli.output import fields_are_asked, print_rows, rows_are_asked, say_nothing, write

if TYPE_CHECKING:
    from pullquote.cache.library import Library

_ROWS = ("json", "jsonl", "tsv")
NO_NOTE = "There is no note to it."


@click.command(
    cls=QueryCommand,
    help=f"""List your quote book, newest first: passages you highlighted, quotations you kept, and your notes. It
    outlasts its articles. With a QUERY, what has its words, or is of an article that answers it.
    {QUERY_HELP}
    \b
    Examples:
      pullquote quotebook
      pullquote quotebook lighthouse since:30d
      pullquote quotebook --notes --jsonl | jq -r .note
      pullquote quotebook --article 42
      pullquote quotebook -o quotes.md            one file for Obsidian; also .org .bib .csl .json .jsonl .tsv .txt
      pullquote quotebook -o ~/vault/pullquote/   a file for each article
      pullquote quotebook --cite csl > quotes.json
      pullquote quotebook --remove 12,13""",
)
@query
@click.option(
    "--article", type=GIVEN, metavar="REFERENCE", help="Only what is of this article: its number, address or headline."
)
@click.option("--notes", is_flag=True, help="Only what has a note.")
@click.option("-n", "--limit", type=Number(1), metavar="N", help="At most N entries.")
@click.option("--cite", type=click.Choice(quote_book.FORMS), help="Print it in this form, for other programs.")
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="PATH",
    shell_complete=files,
    help="Write a file of the form its ending says, or a folder; `-` is stdout.",
)
@click.option("--remove", metavar="N,N", help="Take the entries with these numbers out of the quote book.")
@exit_code
@global_options
def quotebook(
    options: Options,
    query: tuple[str, ...],
    article: str | None,
    notes: bool,
    limit: int | None,
    cite: str | None,
    output: str | None,
    remove: str | None,
) -> int | None:
    """List the quote book, write it to a file, or take entries out."""
    if remove is not None:
        if query or output or cite or article is not None or notes or limit:
            raise UsageError("--remove stands alone: `pullquote quotebook --remove 12,13`.")
        _removed(options, remove)
        return None
    if output == "-":
        output, cite = None, cite or (None if options.format else "md")
    form = _form(options, cite, output)
    words = joined(query).strip()
    with options.open_library() as library:
        found = _chosen(library, words, article, notes)[:limit]
        if output:
            return _saved(options, found, form, output)
        if form in (*_ROWS, None) or options.fields:
            count = print_rows(found, tables.CLIPPINGS, options, line=lambda one: _lines(one, options))
        else:
            count = len(found)
            if found:
                write(quote_book.written(found, form, made=datetime.now(UTC)))
    if not found and count != 1:  # one row is the list of fields
        if words or article or notes:
            say_nothing(options, "entry of the quote book", words or article or "--notes")
        else:
            options.say('The quote book is empty. `pullquote highlight 42 "a passage"` begins it.')
    return count


@click.command(
    help="""Highlight a passage of an article, or keep one of its quotations. REFERENCE is a number from `pullquote
    list`, an address, or the beginning of a headline. The PASSAGE is copied from the article (quotation marks, blanks
    and case do not matter); `-` reads it from stdin. What overlaps a highlight becomes one with it.

    \b
    Examples:
      pullquote highlight 42 "We could not be gladder"
      pullquote highlight 42 "the lighthouse stays" --note "Ask about the date."
      pullquote highlight 42 --quote 3            the third of `pullquote show 42 --json | jq .quotes`
      xsel | pullquote highlight 42 -
      pullquote quotebook --remove 12             takes entry 12 out again""",
    short_help="Highlight a passage of an article, or keep a quotation.",
)
@click.argument("reference", type=GIVEN, metavar="REFERENCE")
@click.argument("passage", required=False)
@click.option("--note", default="", metavar="TEXT", help="A note to it.")
@click.option("--quote", type=Number(1), metavar="N", help="Keep the article's N-th quotation.")
@global_options
def highlight(options: Options, reference: str, passage: str | None, note: str, quote: int | None) -> None:
    """Highlight a passage, or keep a quotation."""
    if (passage is None) == (quote is None):
        raise UsageError('Give the passage, as in `pullquote highlight 42 "We could not be gladder"`, or --quote N.')
    if fields_are_asked(tables.CLIPPINGS, options):
        return
    with options.open_library(write=True) as library:
        number = library.find(reference)
        before = library.clippings.of(number)
        if quote is not None:
            made = [library.clippings.keep_quote(number, quote - 1, note)]
        else:
            places = library.clippings.find(number, _given(passage or ""))
            made = library.clippings.highlight(number, places, note)
        if rows_are_asked(options):
            print_rows(made, tables.CLIPPINGS, options, line=lambda one: _lines(one, options))
    numbers = ", ".join(str(one.id) for one in made)
    what = "Kept" if quote is not None else "Highlighted"
    entries = "entry" if len(made) == 1 else "entries"
    if all(one in before for one in made):
        options.say(f"{what} already: {entries} {numbers} of the quote book.")
    else:
        options.say(f"{what}: {entries} {numbers} of the quote book. `pullquote undo` takes it back.")


@click.command(
    help="""Write a note to an article, or with --entry to an entry of the quote book; an empty TEXT takes it away, `-`
    reads it from stdin. Without a TEXT the note is printed, with --json and its like as the entry of the quote book
    that it is. REFERENCE is the number, the address or the beginning of the headline of an article.

    \b
    Examples:
      pullquote note 42 "Compare with last year's."
      pullquote note 42                           prints it
      pullquote note --entry 12 "Said in jest."
      pullquote note --entry 12 ""                takes it away""",
    short_help="Write a note to an article or to a passage.",
)
@click.argument("reference", required=False)
@click.argument("text", required=False)
@click.option("--entry", type=Number(1), metavar="N", help="The entry of the quote book with this number.")
@global_options
def note(options: Options, reference: str | None, text: str | None, entry: int | None) -> None:
    """Write or print a note."""
    if entry is not None:
        if text is not None:
            raise UsageError('Give --entry or an article, not both: `pullquote note --entry 12 "text"`.')
        reference, text = None, reference
    elif not (reference or "").strip() and options.fields != ("help",):
        raise UsageError('Name an article, as in `pullquote note 42 "text"`, or an entry with --entry.')
    if fields_are_asked(tables.CLIPPINGS, options):
        return
    text = None if text is None else _given(text)
    with options.open_library(write=text is not None) as library:
        article = library.find(reference or "") if entry is None else 0
        before = _note_of(library, article, entry)
        if text is None:
            _print_note(options, before)
            if not before:
                options.say(NO_NOTE)
            return
        if entry is not None:
            library.clippings.note(entry, text)
        else:
            library.clippings.note_article(article, text)
        now = _note_of(library, article, entry) if text.strip() else None
        if rows_are_asked(options):
            _print_note(options, now)
    if (now.note if now else "") == (before.note if before else ""):
        options.say("The note is as it was." if now else NO_NOTE)
    else:
        options.say(f"The note is {'kept' if now else 'gone'}. `pullquote undo` takes it back.")


def _note_of(library: Library, article: int, entry: int | None) -> Clipping | None:
    """Return what has the note of an article, or of an entry of the quote book; ``None`` where there is no note."""
    if entry is not None:
        found: Clipping | None = library.clippings.entry(entry)
    else:
        found = next((one for one in library.clippings.of(article) if one.kind == "article"), None)
    return found if found and found.note else None


def _print_note(options: Options, found: Clipping | None) -> None:
    rows = [found] if found else []
    print_rows(rows, tables.CLIPPINGS, options, line=lambda one: clean_text(one.note), in_pipe="text")


def _given(text: str) -> str:
    """Return the text of a call, read from stdin where it is ``-``."""
    return sys.stdin.read() if text == "-" else text


def _form(options: Options, cite: str | None, output: str | None) -> str | None:
    """Return the form to write; ``None`` for rows on a terminal. Raises ``UsageError``."""
    asked = {one for one in (cite, options.format) if one}
    if len(asked) > 1:
        raise UsageError(f"Choose one form, not {' and '.join(sorted(asked))}.")
    known = (*quote_book.FORMS, *_ROWS)
    if output and not _is_folder(output):
        ending = Path(output).suffix.removeprefix(".").lower()
        by_name = quote_book.ENDINGS.get(ending)
        form = next(iter(asked), by_name or ("md" if is_stream(expanded(Path(output))) else None))
        if form is None:
            endings = ", ".join(f".{known}" for known in quote_book.ENDINGS)
            raise UsageError(f"There is no .{ending} form; the endings are {endings}, and {output}/ would be a folder.")
    else:
        form = next(iter(asked), "md" if output else None)
        if output and form != "md":
            raise UsageError(f"A folder holds Markdown; name a file for {form}, as in {Path(output) / 'quotes.org'}.")
    if form is not None and form not in known:
        raise UsageError(f"The quote book has no {form} form. Choose {listed(known, 'or')}.")
    return None if form == "text" and cite is None and not output else form


def _is_folder(output: str) -> bool:
    if is_stream(expanded(Path(output))):
        return False
    return output.endswith("/") or expanded(Path(output)).is_dir() or not Path(output).suffix


def _chosen(library: Library, words: str, article: str | None, notes: bool) -> list[Clipping]:
    if article is None:
        found = library.clippings.clippings(words)
    else:
        found = library.clippings.of(library.find(article))
        if words:
            wanted = {one.id for one in library.clippings.clippings(words)}
            found = [one for one in found if one.id in wanted]
    return [one for one in found if one.note] if notes else found


def _removed(options: Options, numbers: str) -> None:
    """Take entries out. Raises ``UsageError``, and ``NotFound`` where none of them is there."""
    given = split_fields(numbers)
    if not given or not all(one.isdecimal() and len(one) < 16 for one in given):
        raise UsageError("--remove takes numbers of entries, as in `pullquote quotebook --remove 12,13`.")
    with options.open_library(write=True) as library:
        count = library.clippings.remove([int(one) for one in given])
    if not count:
        raise NotFound(f"The quote book has no entry {', '.join(given)}. `pullquote quotebook` lists them.")
    gone = f", {counted(left, 'number')} not in the quote book" if (left := len(set(map(int, given))) - count) else ""
    options.say(f"{counted(count, 'entry', 'entries')} removed{gone}. `pullquote undo` takes it back.")


def _saved(options: Options, found: Sequence[Clipping], form: str | None, output: str) -> int:
    """Write the quote book into a file, or a file for each article into a folder."""
    path = expanded(Path(output))
    if _is_folder(output):
        from pullquote.tui.cli.commands.export import put, slug  # lazy: only a folder needs them

        taken: dict[str, int] = {}
        changed = 0
        for group in quote_book.by_article(found):
            name = slug(group.first.title) or "untitled"
            taken[name] = taken.get(name, 0) + 1
            name = name if taken[name] == 1 else f"{name}-{taken[name]}"
            changed += put(path, f"{name}.md", quote_book.article_markdown(group))
        options.say(f"{counted(changed, 'file')} written to {output}.")
    else:
        if form == "json":
            text = rows.as_json(found, tables.CLIPPINGS, options.fields)
        elif form in _ROWS:
            row = rows.as_jsonl if form == "jsonl" else rows.as_tsv
            text = "".join(row(one, tables.CLIPPINGS, options.fields) for one in found)
        else:
            text = quote_book.written(found, form or "text", made=datetime.now(UTC))
        write_atomically(path, clean_text(text).encode())
        options.say(f"{quote_book.count_of(found)} written to {output}.")
    return len(found)


def _lines(one: Clipping, options: Options) -> str:
    """Return an entry as lines for a terminal: the words, who said them, the note, its number, and where it stood."""
    width = options.line_width()
    by = attribution(one.speaker, one.via)
    text = quoted(one.text) if one.kind == "quotation" else one.text
    day = f"{one.published.day} {one.published:%B %Y}" if one.published else ""
    where = ", ".join(filter(None, (one.title, one.outlet, day)))
    of = f"article {one.article}" if one.article else "article gone"
    lines = [
        wrap(clean_text(text), width) if text else "",
        wrap(clean_line(f"— {by}"), width, "    ") if by else "",
        wrap(clean_text(f"Note: {one.note}"), width, "    ") if one.note else "",
        wrap(clean_line(f"{one.id}: {where} ({of})"), width, "    "),
    ]
    return "\n".join(filter(None, lines)) + "\n"
