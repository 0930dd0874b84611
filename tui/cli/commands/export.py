"""`pullquote export`."""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pullquote.cache.core.article import Article
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import PullquoteError, UsageError
from pullquote.cache.core.paths import write_atomically
from pullquote.cache.export import ARTICLE_FORMATS, BOOK_FORMAT, TextStyle
from pullquote.tui.cli.articles import article_form, parted
from pullquote.tui.cli.commands.completion import files
from pullquote.tui.cli.commands.options import global_options, text_options
from pullquote.tui.cli.commands.query import QUERY_HELP, QueryCommand, joined, query
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import write

if TYPE_CHECKING:
    from pullquote.cache.library import Library

_TEMPLATE = "{date}-{slug}-{hash}"
_SINCE = "export.since"


@click.command(
    cls=QueryCommand,
    help=f"""Write the articles of a QUERY: one file each into a folder, or all to stdout with `-o -`. A file whose
    content has not changed is left alone. The epub form is one book, to a file or stdout.
    {QUERY_HELP}
    \b
    Examples:
      pullquote export is:starred -o ~/articles --format md
      pullquote export since:7d -o - --jsonl | gzip > week.jsonl.gz
      pullquote export since:7d -o week.epub --format epub
      pullquote export -o ~/articles --name '{{outlet}}/{{slug}}' --since-last""",
)
@query
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="PATH|-",
    shell_complete=files,
    help="Folder or book to write, or `-` for stdout.",
)
@click.option(
    "--name",
    "template",
    default=_TEMPLATE,
    show_default=True,
    metavar="TEMPLATE",
    help="File names made of {date} {outlet} {slug} {hash} {id}; `/` makes folders.",
)
@click.option("--since-last", is_flag=True, help="Only articles that came since the last export with --since-last.")
@text_options
@global_options
def export(
    options: Options,
    query: tuple[str, ...],
    output: str,
    template: str,
    since_last: bool,
    style: TextStyle,
) -> None:
    """Export articles."""
    form = options.format or ("jsonl" if output == "-" else "text")
    with options.open_library(write=since_last) as library:
        newest, articles = _chosen(library, joined(query), since_last=since_last)
        if form == BOOK_FORMAT:
            _book(library, articles, output, options)
        elif output == "-":
            for number, article in enumerate(articles):
                text = article_form(article, options, form, style)
                write(parted(number, text, form))
        else:
            if form not in ARTICLE_FORMATS:
                raise UsageError(f"An article has no {form} form. Choose text, md, html, json, jsonl or epub.")
            written = 0
            for article in articles:
                text = article_form(article, options, form, style)
                name = file_name(article, ARTICLE_FORMATS[form].ending, template)
                written += _put(Path(output).expanduser(), name, text)
            options.say(f"{counted(written, 'file')} written to {output}.")
        sys.stdout.flush()
        if since_last:
            library.remember(_SINCE, str(newest))


def _chosen(library: Library, wanted: str, *, since_last: bool) -> tuple[int, Iterator[Article]]:
    """Return the highest number in the library, and the articles of the query, after the last export if asked."""
    after = int(library.recall(_SINCE) or 0) if since_last else 0
    newest = max(library.ids(), default=0)
    return newest, (library.article(number) for number in library.ids(wanted) if number > after)


def _put(folder: Path, name: str, text: str) -> bool:
    """Write one file under ``folder``; return whether it changed. The name cannot lead out of the folder."""
    path = folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.resolve().is_relative_to(folder.resolve()):
            raise UsageError(f"The name {name} leads out of {folder}. Choose another --name.")
        data = text.encode("utf-8")
        if path.is_file() and not path.is_symlink() and path.read_bytes() == data:
            return False
    except OSError as error:
        raise PullquoteError(f"Cannot write to {path.parent}: {error.strerror}.") from error
    write_atomically(path, data)
    return True


def _book(library: Library, articles: Iterator[Article], output: str, options: Options) -> None:
    from pullquote.cache.export.epub import book  # lazy: only a book needs it

    made = datetime.now(UTC)
    data = book(articles, title=f"Pullquote, {made.day} {made:%B %Y}", made=made, picture=library.picture)
    if output == "-":
        sys.stdout.buffer.write(data)
    else:
        write_atomically(Path(output), data)
        options.say(f"The book is {output}.")


def file_name(article: Article, ending: str, template: str = _TEMPLATE) -> str:
    """Return a name that is safe on any file system and stays the same.

    Raises ``UsageError`` when the template names a part there is not.
    """
    key = article.canonical_url or article.url or article.title
    parts = {
        "date": f"{article.published:%Y-%m-%d}" if article.published else "undated",
        "outlet": _slug(article.outlet or "") or "unknown",
        "slug": _slug(article.title) or "article",
        "hash": hashlib.sha256(key.encode()).hexdigest()[:8],
        "id": str(article.id or 0),
    }
    try:
        name = template.format_map(parts)
    except (KeyError, ValueError, IndexError) as error:
        names = " ".join(f"{{{part}}}" for part in parts)
        raise UsageError(f"The template {template!r} cannot be read. The parts are {names}.") from error
    return f"{name.strip('/')}.{ending}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")
