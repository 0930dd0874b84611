"""`pullquote show --changes`: what articles say otherwise than when the user had them, on stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.sanitize import clean_text
from pullquote.cache.export import TextStyle
from pullquote.cache.export.changes import FORMS, KEY, changes_json, changes_text
from pullquote.tui.cli import pager as pagers
from pullquote.tui.cli.articles import Joint, are_several, named
from pullquote.tui.cli.options import Options
from pullquote.tui.cli.output import write

if TYPE_CHECKING:
    from pullquote.cache.library import Library


def shown_changes(options: Options, references: Sequence[str], style: TextStyle, *, pager: bool | None = None) -> None:
    """Print what changed in the articles that ``references`` name; of one that has not changed, say so.

    A text for a terminal is read in a pager where ``pager`` asks for one. Raises ``UsageError`` for a form it has not.
    """
    if options.fields == ("help",):
        write("".join(f"{name}\n" for name in (*Article.__struct_fields__, KEY)))
        return
    form = "text" if options.format in (None, "tsv") else options.format
    if form not in FORMS:
        raise UsageError(f"Changes have no {form} form. Choose text, json or jsonl.")
    with options.open_library() as library:
        texts = [text for reference in named(references) if (text := _text(library, reference, options, style, form))]
    text = "".join(Joint(form, several=are_several(references)).all(texts))
    command = pagers.pager(os.environ) if pager and sys.stdout.isatty() else None
    if command is None or not pagers.read_in(command, text):
        sys.stdout.write(text)


def _text(library: Library, reference: str, options: Options, style: TextStyle, form: str) -> str:
    number = library.find(reference)
    article, told = library.understood(number), library.changed.of(number)
    if form != "text":
        return clean_text(changes_json(article, told, options.fields, indent=2 if form == "json" else None))
    if told is None:
        options.say(f"Article {number} says what it said before.")
        return ""
    return changes_text(
        article, told, replace(style, width=options.line_width()), spoken=library.settings.reading.linear
    )
