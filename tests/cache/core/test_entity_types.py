"""Types of names have one owner: every list of them, here and in the program, is the table's."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from pullquote.cache.core.article import (
    ACT_TYPES,
    ENTITY_KINDS,
    ENTITY_TYPES,
    SCREEN_TYPES,
    SPEAKER_TYPES,
    WORK_TYPES,
    EntityType,
    types_beside,
    with_article,
)
from pullquote.cache.core.names import name_key
from pullquote.cache.core.query import FIELDS
from pullquote.cache.export.json import article_schema
from pullquote.cache.export.tables import NAMES


def test_the_table_has_every_type_once() -> None:
    assert set(ENTITY_KINDS) == set(get_args(EntityType))
    assert set(WORK_TYPES) | set(SPEAKER_TYPES) == set(ENTITY_TYPES)
    assert not set(WORK_TYPES) & set(SPEAKER_TYPES)
    assert all(kind.heading and kind.meaning for kind in ENTITY_KINDS.values())


@pytest.mark.parametrize("kind", ENTITY_TYPES)
def test_a_type_is_a_field_of_the_query_language_and_a_value_of_the_schema(kind: EntityType) -> None:
    assert kind in FIELDS[kind].types
    assert f'"{kind}"' in json.dumps(article_schema())
    assert f"{kind}: {ENTITY_KINDS[kind].meaning}" in json.dumps(article_schema())
    assert kind in NAMES.help()
    assert kind in types_beside(kind)
    assert with_article(kind).endswith(f" {kind}")


def test_a_field_for_any_work_and_one_for_all_of_the_screen() -> None:
    assert FIELDS["work"].types == WORK_TYPES
    assert FIELDS["show"].types == SCREEN_TYPES
    assert set(FIELDS["by"].types) == set(SPEAKER_TYPES)


def test_a_leading_article_tells_no_two_works_or_groups_apart() -> None:
    for kind in (*WORK_TYPES, "group"):
        assert name_key("The Hollow Pines", kind) == name_key("Hollow Pines", kind)
    assert name_key("The Marlow", "person") != name_key("Marlow", "person")


def test_a_name_is_taken_for_what_is_like_it_only() -> None:
    assert types_beside("song") == WORK_TYPES
    assert types_beside("group") == ACT_TYPES
    assert types_beside("character") == ("character",)
