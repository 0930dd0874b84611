"""Articles, printed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from pullquote.cache.core.article import Article
from pullquote.tui.cli.forms import article_form, parted
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import write


def shown(options: Options, references: Iterable[str], *, links: str = "none", ascii_only: bool = False) -> None:
    """Print the articles that ``references`` name; ``-`` reads more of them from stdin, one a line."""
    if options.fields == ("help",):
        write("".join(f"{name}\n" for name in Article.__struct_fields__))
        return
    with options.open_library() as library:
        wanted = [library.find(reference) for reference in _named(references)]
        for number, article in enumerate(wanted):
            text = article_form(library.article(article), options, links=links, ascii_only=ascii_only)
            write(parted(number, text, options.format or "text"))


def _named(references: Iterable[str]) -> Iterator[str]:
    for reference in references:
        if reference == "-":
            yield from (line.split("\t")[0].strip() for line in sys.stdin if line.strip())
        else:
            yield reference
