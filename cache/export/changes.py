"""What changed in an article, for pipes and files: as text, and as a further key of its JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from pullquote.cache.core.article import Article
from pullquote.cache.core.changes import Change, Changed
from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.cache.export import TextStyle
from pullquote.cache.export.text import fold_ascii, wrap

KEY = "changes"
"""The key of an article's JSON object."""
FORMS = ("text", "json", "jsonl")


def changes_text(article: Article, told: Changed, style: TextStyle, *, spoken: bool = False) -> str:
    """Return what changed in ``article`` as text that ends in one line feed: each paragraph with signs around words.

    What was taken away stands in ``[-…]``, what is new in ``[+…]``; with ``spoken``, both versions are said, ``was: …``
    and ``now: …``.
    """
    since = f"{told.since.day} {told.since:%B %Y}"
    parts = [
        wrap(clean_line(article.title), style.width),
        f"Changed since {f'you read it ({since})' if told.seen else since}",
        *(_paragraph(change, style, spoken) for change in told.changes),
    ]
    text = clean_text("\n\n".join(parts) + "\n")
    return fold_ascii(text) if style.ascii_only else text


def changes_json(
    article: Article, told: Changed | None, fields: Sequence[str] = (), *, indent: int | None = None
) -> str:
    """Return ``article`` as ``article_json`` does, with one more key: ``changes``, null where nothing changed.

    It has ``since``, ``seen`` and the changed ``paragraphs``. Raises ``UsageError`` for a key there is not.
    """
    known = (*Article.__struct_fields__, KEY)
    if wrong := [field for field in fields if field not in known]:
        raise UsageError(f"There is no field {', '.join(wrong)}. The fields are: {', '.join(known)}.")
    values: dict[str, Any] = {field: getattr(article, field, None) for field in fields or known}
    if KEY in values:
        values[KEY] = _object(told) if told else None
    data = msgspec.json.encode(values)
    return (data if indent is None else msgspec.json.format(data, indent=indent)).decode() + "\n"


def _object(told: Changed) -> dict[str, Any]:
    return {
        "since": told.since,
        "seen": told.seen,
        "paragraphs": [
            {
                "kind": change.kind,
                "part": change.part,
                "paragraph": change.paragraph,
                "block": change.block,
                "after": change.after,
                "was": None if change.kind == "added" else change.was,
                "now": None if change.kind == "gone" else change.now,
                "pieces": [{"kind": piece.kind, "text": piece.text} for piece in change.pieces],
            }
            for change in told.changes
        ],
    }


def _paragraph(change: Change, style: TextStyle, spoken: bool) -> str:
    if not spoken:
        return f"{change.where}:\n{wrap(_one_line(change.marked()), style.width)}"
    was, now = (_one_line(text) for text in change.excerpts())
    lines = ([] if change.kind == "added" else [f"was: {was}"]) + ([] if change.kind == "gone" else [f"now: {now}"])
    return "\n".join([f"{change.where}:", *(wrap(line, style.width) for line in lines)])


def _one_line(text: str) -> str:
    return clean_line(text, None)
