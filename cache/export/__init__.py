"""Articles, lists and quotes for other programs: which formats there are, and an article in any of them.

One module writes each format; it is imported when the format is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from pullquote.cache.core.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pullquote.cache.core.article import Article
    from pullquote.cache.core.clippings import Clipping, Place

LinkStyle = Literal["none", "inline", "end"]
"""What plain text makes of links: leaves addresses out, writes them in place, or numbers them at the end."""


class ArticleFormat(Struct, frozen=True):
    """A format of one article: its name in a sentence, and the ending of its files without the dot."""

    label: str
    ending: str


ARTICLE_FORMATS = {
    "text": ArticleFormat("Text", "txt"),
    "md": ArticleFormat("Markdown", "md"),
    "html": ArticleFormat("HTML", "html"),
    "json": ArticleFormat("JSON", "json"),
    "jsonl": ArticleFormat("JSON Lines", "json"),  # a file holds one article: its one line is plain JSON
}
ROW_FORMATS = ("text", "json", "jsonl", "tsv")
"""The formats of a list of rows."""
BOOK_FORMAT = "epub"
"""The format of many articles in one file."""
FILE_FORMATS = {"txt": "text", "md": "md", "html": "html", "json": "json", "jsonl": "jsonl", "epub": BOOK_FORMAT}
"""The format of a file that is named by a user, by its ending."""
ONE_ARTICLE = ("html", "json")
"""The formats of which one file holds one article."""
FORMATS = (*ARTICLE_FORMATS, "tsv", BOOK_FORMAT)
"""Every format that can be asked for."""


class TextStyle(Struct, frozen=True):
    """How plain text is set: the longest line in cells, 0 for no wrapping; links; all folded to ASCII or not."""

    width: int = 0
    links: LinkStyle = "none"
    ascii_only: bool = False


def write_article(
    article: Article,
    form: str,
    style: TextStyle,
    fields: Sequence[str] = (),
    clippings: Sequence[tuple[Clipping, Sequence[Place]]] = (),
) -> str:
    """Return ``article`` in one of ``ARTICLE_FORMATS``; it ends in one line feed.

    ``style`` is for plain text; ``fields`` picks keys of a JSON object. ``clippings`` are what the user marked in it,
    and where: in Markdown they stand between ``==``, in JSON they are one more key. Raises ``UsageError`` for another
    format or field.
    """
    match form:
        case "json" | "jsonl":
            from pullquote.cache.export.json import article_json

            return article_json(article, fields, indent=2 if form == "json" else None, clippings=clippings)
        case "md":
            from pullquote.cache.export.markdown import article_markdown

            return article_markdown(article, [place for _, places in clippings for place in places])
        case "html":
            from pullquote.cache.export.html import article_html

            return article_html(article)
        case "text":
            from pullquote.cache.export.text import article_text

            return article_text(article, width=style.width, links=style.links, ascii_only=style.ascii_only)
    raise UsageError(f"An article has no {form} form. Choose text, md, html, json or jsonl.")
