"""The JSON Schema of an article, schema 1 (draft 2020-12).

A module of its own, because only ``pullquote schema`` needs it; printing an article does not.
"""

from __future__ import annotations

from typing import Any

import msgspec

from pullquote.cache.core.article import SCHEMA, Article


def article_schema() -> dict[str, Any]:
    """Return the JSON Schema of what ``show --json`` prints.

    Every key is always there; further keys may be added later.
    """
    schema = msgspec.json.schema(Article)
    for definition in schema["$defs"].values():
        definition["required"] = list(definition.get("required", ()))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Pullquote article, schema {SCHEMA}",
        **schema,
    }
