"""The JSON of an article, and the JSON Schema that describes it: schema 1 (draft 2020-12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from pullquote.cache.core.article import ENTITY_KINDS, SCHEMA, Article
from pullquote.cache.core.errors import UsageError


def article_json(article: Article, fields: Sequence[str] = (), *, indent: int | None = None) -> str:
    """Return ``article`` as a JSON object and a line feed: on one line, or indented by ``indent`` cells.

    ``fields`` picks its keys; none means all. Raises ``UsageError`` for a key there is not.
    """
    known = Article.__struct_fields__
    if wrong := [field for field in fields if field not in known]:
        raise UsageError(f"There is no field {', '.join(wrong)}. The fields are: {', '.join(known)}.")
    data = msgspec.json.encode({field: getattr(article, field) for field in fields} if fields else article)
    if indent is not None:
        data = msgspec.json.format(data, indent=indent)
    return data.decode() + "\n"


def article_schema() -> dict[str, Any]:
    """Return the JSON Schema of what ``show --json`` prints.

    Every key is always there; further keys may be added later.
    """
    schema = msgspec.json.schema(Article)
    for definition in schema["$defs"].values():
        definition["required"] = list(definition.get("required", ()))
    properties = schema["$defs"]["Article"]["properties"]
    properties["keywords"]["description"] = "The outlet's keywords."
    properties["tags"]["description"] = "The user's own tags, as in `pullquote tag`."
    meanings = "; ".join(f"{name}: {kind.meaning}" for name, kind in ENTITY_KINDS.items())
    schema["$defs"]["Entity"]["properties"]["type"]["description"] = f"{meanings}. Further types may be added."
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Pullquote article, schema {SCHEMA}",
        **schema,
    }
