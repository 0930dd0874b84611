"""What is known about an article beside its blocks, as JSON values, so that an export can be read back."""

from __future__ import annotations

from typing import Any

import msgspec

from pullquote.cache.core.article import SCHEMA, Article, document_of

_FIRST = ("title", "dek", "url", "outlet", "byline", "published", "updated", "language", "tags", "facts")


def facts_of(article: Article) -> dict[str, Any]:
    """Give the facts that are known, the ones a person looks for first; the schema stands at the end."""
    known = msgspec.to_builtins(document_of(article))
    del known["blocks"]
    order = (*_FIRST, *(name for name in known if name not in _FIRST))
    return {name: _bare(known[name]) for name in order if known[name]} | {"schema": SCHEMA}


def _bare(value: Any) -> Any:
    """Give a value without the members that are not known."""
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if inner is not None}
    return [_bare(inner) for inner in value] if isinstance(value, list) else value
