"""One article in the form asked for; shared by every command that prints or writes articles."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import UsageError
from pullquote.tui.cli.options import Options

ENDINGS = {"text": "txt", "md": "md", "html": "html", "json": "json", "jsonl": "json"}


def article_form(article: Article, options: Options, *, links: str, ascii_only: bool, form: str = "text") -> str:
    """Give ``article`` in the format of ``options``, or in ``form``; it ends in one line feed.

    ``--fields`` picks keys of the JSON object.
    """
    match options.format or form:
        case "json":
            return msgspec.json.format(_object(article, options.fields), indent=2).decode() + "\n"
        case "jsonl":
            return _object(article, options.fields).decode() + "\n"
        case "md":
            from pullquote.cache.export.markdown import article_markdown

            return article_markdown(article)
        case "html":
            from pullquote.cache.export.html import article_html

            return article_html(article)
        case "text":
            from pullquote.cache.export.text import article_text

            return article_text(article, width=options.line_width(), links=links, ascii_only=ascii_only)  # type: ignore[arg-type]
        case other:
            raise UsageError(f"An article has no {other} form. Choose text, md, html, json or jsonl.")


def parted(number: int, text: str, form: str) -> str:
    """Give the text of the ``number``-th article of a stream, set apart from the one before."""
    return ("\n\n" if number and form in ("text", "md") else "") + text


def _object(article: Article, fields: Sequence[str]) -> bytes:
    if not fields:
        return msgspec.json.encode(article)
    known = Article.__struct_fields__
    if wrong := [field for field in fields if field not in known]:
        raise UsageError(f"There is no field {', '.join(wrong)}. The fields are: {', '.join(known)}.")
    return msgspec.json.encode({field: getattr(article, field) for field in fields})
