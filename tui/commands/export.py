"""`pullquote export`."""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from pathlib import Path

import click
import msgspec

from pullquote.cache.errors import UsageError
from pullquote.cache.export.markdown import article_markdown
from pullquote.cache.export.text import article_text
from pullquote.cache.model import Article
from pullquote.cache.paths import write_atomically
from pullquote.tui.commands.options import Options, shared
from pullquote.tui.commands.output import write
from pullquote.tui.commands.query import QUERY_HELP, joined, query
from pullquote.tui.commands.show import ascii_only, links

_ENDINGS = {"text": "txt", "md": "md", "json": "json", "jsonl": "json"}


@click.command(
    help=f"""Write the articles of a QUERY: one file each into a folder, or all to stdout with `-o -`. A file whose
    content has not changed is left alone.
    {QUERY_HELP}
    \b
    Examples:
      pullquote export is:starred -o ~/articles --format md
      pullquote export since:7d -o - --jsonl | gzip > week.jsonl.gz"""
)
@query
@click.option("-o", "--output", required=True, metavar="DIR|-", help="Folder to write to, or `-` for stdout.")
@links
@ascii_only
@shared
def export(options: Options, query: tuple[str, ...], output: str, links: str, ascii_only: bool) -> None:
    """Export articles."""
    wanted = options.format or ("jsonl" if output == "-" else "text")
    if wanted == "tsv":
        raise UsageError("An article has no tsv form. Choose text, md, json or jsonl.")
    written = 0
    with options.open_library() as library:
        for number, article_id in enumerate(library.ids(joined(query))):
            article = library.article(article_id)
            text = _form(article, wanted, links=links, ascii_only=ascii_only, width=options.width or 0)
            if output == "-":
                write(("\n\n" if number and wanted in ("text", "md") else "") + text)
                continue
            folder = Path(output).expanduser()
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / file_name(article, _ENDINGS[wanted])
            data = text.encode("utf-8")
            if not path.is_file() or path.read_bytes() != data:
                write_atomically(path, data)
                written += 1
    if output != "-":
        options.say(f"{written} files written to {output}.")
    sys.stdout.flush()


def file_name(article: Article, ending: str) -> str:
    """Give a name that is safe on any file system and stays the same: day, words of the headline, a hash."""
    plain = unicodedata.normalize("NFKD", article.title).encode("ascii", "ignore").decode("ascii").lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "article"
    key = article.canonical_url or article.url or article.title
    day = f"{article.published:%Y-%m-%d}-" if article.published else ""
    return f"{day}{slug}-{hashlib.sha256(key.encode()).hexdigest()[:8]}.{ending}"


def _form(article: Article, wanted: str, *, links: str, ascii_only: bool, width: int) -> str:
    match wanted:
        case "md":
            return article_markdown(article)
        case "json":
            return msgspec.json.format(msgspec.json.encode(article), indent=2).decode() + "\n"
        case "jsonl":
            return msgspec.json.encode(article).decode() + "\n"
        case _:
            return article_text(article, width=width, links=links, ascii_only=ascii_only)  # type: ignore[arg-type]
