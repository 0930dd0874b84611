"""`pullquote export`."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from pullquote.cache.core.article import Article
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import PullquoteError, UsageError
from pullquote.cache.core.paths import expanded, is_stream, write_atomically
from pullquote.cache.core.servers.saving import SERVICE_NAMES, ServiceName
from pullquote.cache.export import ARTICLE_FORMATS, BOOK_FORMAT, FILE_FORMATS, ONE_ARTICLE, TextStyle
from pullquote.tui.cli.articles import Joint, are_several, article_form
from pullquote.tui.cli.commands.completion import files
from pullquote.tui.cli.commands.options import FILE, global_options, text_options
from pullquote.tui.cli.commands.query import QUERY_HELP, QueryCommand, are_named, joined, query, references
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import say_nothing, write

if TYPE_CHECKING:
    from pullquote.cache.library import Library

_TEMPLATE = "{date}-{slug}-{hash}"
_SINCE = "export.since"


@click.command(
    cls=QueryCommand,
    help=f"""Write the articles of a QUERY: one file each into a folder, all into one file (.txt .md .jsonl .epub), or
    all to stdout with `-o -`, where --json is one array and --jsonl one object a line. In a folder, a file whose
    content has not changed is left alone. An .epub is one book, the same bytes for the same articles. Instead of a
    QUERY, numbers or addresses of articles, or `-` for some on stdin. With --to, save them to your own server: their
    text goes along where it is here whole; the login is asked for once and kept in a file that only you may read.
    {QUERY_HELP}
    \b
    Examples:
      pullquote export is:starred -o ~/articles --format md
      pullquote export since:7d -o - --jsonl | gzip > week.jsonl.gz
      pullquote export since:7d -o week.epub
      pullquote export has:highlight -o ~/vault --format md --highlights
      pullquote list --fields id,title | fzf -m | pullquote export - -o picked.epub
      pullquote export --to readeck is:starred since:7d
      pullquote export --to wallabag 42 57
      pullquote export -o ~/articles --name '{{outlet}}/{{slug}}' --since-last""",
)
@query
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="PATH|-",
    shell_complete=files,
    help="Folder or file to write, or `-` for stdout.",
)
@click.option("--to", "service", type=click.Choice([*SERVICE_NAMES]), help="Save them to your own server.")
@click.option("--login", is_flag=True, help="Ask for the login of that server again.")
@click.option(
    "--name",
    "template",
    default=_TEMPLATE,
    show_default=True,
    metavar="TEMPLATE",
    help="File names made of {date} {outlet} {slug} {hash} {id}; `/` makes folders.",
)
@click.option("--since-last", is_flag=True, help="Only articles that came since the last export with --since-last.")
@click.option("--highlights", is_flag=True, help="Mark your highlights ==so==, in Markdown.")
@text_options
@global_options
def export(
    options: Options,
    query: tuple[str, ...],
    output: str | None,
    service: ServiceName | None,
    login: bool,
    style: TextStyle,
    **how: Any,
) -> int:
    """Export articles to files, or save them to a server; ``how`` are the other options of files."""
    if (service is None) == (output is None):
        raise UsageError("Name where to: -o PATH, or --to wallabag or readeck.")
    if service is not None:
        from pullquote.tui.cli.saving import save_to  # lazy: httpx, 120 ms; files do without

        if how["since_last"] or how["highlights"]:
            raise UsageError("--since-last and --highlights are for files; leave them out with --to.")
        return save_to(options, service, query, login=login)
    if login:
        raise UsageError("--login is for a server: give --to as well.")
    _to_files(options, query, output or "-", style, **how)
    return 0


def _to_files(
    options: Options,
    query: tuple[str, ...],
    output: str,
    style: TextStyle,
    *,
    template: str,
    since_last: bool,
    highlights: bool,
) -> None:
    form, to_folder = _form(output, options.format)
    if highlights and form != "md":
        raise UsageError("Highlights are marked in Markdown alone; add --format md, or name a file that ends in .md.")
    with options.open_library(write=since_last) as library:
        newest, ids = _chosen(library, query, since_last=since_last)
        if not ids:
            if (output, form) == ("-", "json"):
                write("[]\n")
            if since_last:
                options.say("No article came since the last export with --since-last.")
            else:
                say_nothing(options, "article", joined(query))
        elif len(ids) > 1 and form in ONE_ARTICLE and not to_folder and (output, form) != ("-", "json"):
            name = f"One {form} file" if output == "-" else output
            raise UsageError(
                f"{name} holds one article, and {len(ids)} match; name a folder, or a .jsonl or .epub file."
            )
        else:
            several = output == "-" and (are_several(query) or not are_named(query))
            export = _Export(library, ids, form, style, highlights, several)
            _write(options, export, output, template if to_folder else None)
        sys.stdout.flush()
        if since_last:
            library.remember(_SINCE, str(newest))


class _Export(Struct, frozen=True):
    """The articles to be written, and how."""

    library: Library
    ids: Sequence[int]
    form: str
    style: TextStyle
    highlights: bool = False
    several: bool = True
    """Whether the call may mean several articles, or none."""

    @property
    def articles(self) -> Iterator[Article]:
        return map(self.library.article, self.ids)

    def texts(self, options: Options) -> Iterator[str]:
        """Return the articles as the parts of one text."""
        joint = Joint(self.form, several=self.several)
        return joint.all(self.text(article, options) for article in self.articles)

    def text(self, article: Article, options: Options) -> str:
        """Return one of the articles as a text."""
        marks = self.library.clippings.marks(article) if self.highlights else ()
        return article_form(article, options, self.form, self.style, marks)


def _form(output: str, asked: str | None) -> tuple[str, bool]:
    """Return the format to write, and whether the output is a folder.

    A file says its format by its ending. Raises ``UsageError`` for an ending that means none, or another one.
    """
    path = expanded(Path(output))
    ending = path.suffix.removeprefix(".").lower()
    stream = output == "-" or is_stream(path)
    if stream:
        form = asked or "jsonl"
    elif output.endswith("/") or path.is_dir() or not re.fullmatch(r"[a-z][a-z0-9]{0,4}", ending):
        form = asked or "text"
        if form == BOOK_FORMAT and (path.is_dir() or output.endswith("/")):
            raise UsageError(f"A book is one file; name it, as in {path / 'articles.epub'}.")
    elif (form := FILE_FORMATS.get(ending, "")) == "":
        known = ", ".join(f".{known}" for known in FILE_FORMATS)
        raise UsageError(f"There is no .{ending} form; the endings are {known}, and {output}/ would be a folder.")
    elif asked not in (None, form):
        raise UsageError(f"{output} is no {asked} file; leave --format out, or choose another ending.")
    else:
        return form, False
    if form not in (*ARTICLE_FORMATS, BOOK_FORMAT):
        raise UsageError(f"An article has no {form} form. Choose text, md, html, json, jsonl or epub.")
    return form, not stream and form != BOOK_FORMAT


def _write(options: Options, export: _Export, output: str, template: str | None) -> None:
    """Write the articles to stdout, into one file, or, with a ``template`` for their names, into a folder."""
    if export.form == BOOK_FORMAT:
        _book(export, output, options)
    elif output == "-":
        for text in export.texts(options):
            write(text)
    elif template is None:
        write_atomically(expanded(Path(output)), "".join(export.texts(options)).encode())
        options.say(f"{counted(len(export.ids), 'article')} written to {output}.")
    else:
        written = 0
        names: set[str] = set()
        for article in export.articles:
            text = export.text(article, options)
            name = _free_name(article, ARTICLE_FORMATS[export.form].ending, template, names)
            written += put(expanded(Path(output)), name, text)
        options.say(f"{counted(written, 'file')} written to {output}.")


def _free_name(article: Article, ending: str, template: str, taken: set[str]) -> str:
    """Return the name of an article's file and add it to those that are ``taken``: no two articles share one."""
    name = file_name(article, ending, template)
    if name.casefold() in taken:
        name = file_name(article, ending, template + "-{id}")
    taken.add(name.casefold())
    return name


def _chosen(library: Library, words: tuple[str, ...], *, since_last: bool) -> tuple[int, list[int]]:
    """Return the highest number in the library, and the articles that are meant, after the last export if asked."""
    after = int(library.recall(_SINCE) or 0) if since_last else 0
    newest = max(library.ids(), default=0)
    found = references(library, words)
    return newest, [number for number in (library.ids(joined(words)) if found is None else found) if number > after]


def put(folder: Path, name: str, text: str) -> bool:
    """Write one file under ``folder``; return whether it changed. Raises ``UsageError`` for a name that leads out."""
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


def _book(export: _Export, output: str, options: Options) -> None:
    from pullquote.cache.export.epub import book, stamp  # lazy: only a book needs it

    articles = [*export.articles]
    made = stamp(articles, os.environ)
    title = f"Pullquote, {made.day} {made:%B %Y}"
    data = book(articles, title=title, made=made, picture=export.library.picture)
    if output == "-":
        sys.stdout.buffer.write(data)
    else:
        write_atomically(expanded(Path(output)), data)
        options.say(f"The book is {output}.")


def file_name(article: Article, ending: str, template: str = _TEMPLATE) -> str:
    """Return a name that is safe on any file system and stays the same.

    Raises ``UsageError`` when the template names a part there is not, or nothing at all.
    """
    key = article.canonical_url or article.url or article.title
    parts = {
        "date": f"{article.published:%Y-%m-%d}" if article.published else "undated",
        "outlet": slug(article.outlet or "") or "unknown",
        "slug": slug(article.title) or "article",
        "hash": hashlib.sha256(key.encode()).hexdigest()[:8],
        "id": str(article.id or 0),
    }
    try:
        name = template.format_map(parts)
    except (KeyError, ValueError, IndexError) as error:
        names = " ".join(f"{{{part}}}" for part in parts)
        raise UsageError(f"The template {template!r} cannot be read. The parts are {names}.") from error
    if not name.strip("/"):
        raise UsageError("--name is a template for the names of files; an empty one names none.")
    return f"{name.strip('/')}.{ending}"


def slug(text: str) -> str:
    """Return a text as a part of a file's name: plain letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")
