"""The JSON of an article, and the JSON Schema that describes it: schema 1 (draft 2020-12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from pullquote.cache.core.article import ENTITY_KINDS, SCHEMA, Article
from pullquote.cache.core.clippings import Clipping, Place
from pullquote.cache.core.errors import UsageError


def article_json(
    article: Article,
    fields: Sequence[str] = (),
    *,
    indent: int | None = None,
    clippings: Sequence[tuple[Clipping, Sequence[Place]]] = (),
) -> str:
    """Return ``article`` as a JSON object and a line feed: on one line, or indented by ``indent`` cells.

    ``fields`` picks its keys; none means all. ``clippings`` are one more key where there are some: what the user marked
    in it, each with where it stands. Raises ``UsageError`` for a key there is not.
    """
    known = Article.__struct_fields__
    if wrong := [field for field in fields if field not in known]:
        raise UsageError(f"There is no field {', '.join(wrong)}. The fields are: {', '.join(known)}.")
    data = msgspec.json.encode({field: getattr(article, field) for field in fields} if fields else article)
    if clippings and not fields:
        data = data[:-1] + b"," + msgspec.json.encode({"clippings": [_clipping(*one) for one in clippings]})[1:]
    if indent is not None:
        data = msgspec.json.format(data, indent=indent)
    return data.decode() + "\n"


def _clipping(one: Clipping, places: Sequence[Place]) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "text": one.text,
        "note": one.note,
        "made": one.made,
        "places": [{"block": place.block, "start": place.start, "end": place.stop} for place in places],
    }


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
