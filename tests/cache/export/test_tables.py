"""Lists as rows: sfeed's fields first, nothing that breaks a line, errors that list the fields."""

import json
from datetime import UTC, datetime

import pytest

from pullquote.cache.core.errors import UsageError
from pullquote.cache.core.results import Headline
from pullquote.cache.export.rows import HEADLINES, as_json, as_jsonl, as_tsv

ROW = Headline(
    id=7,
    title="A\ttab and a\\slash",
    outlet="The Marquee",
    when=datetime(2026, 3, 5, tzinfo=UTC),
    url="https://a.example/",
    names=("Ann Lee", "Harbour Lights"),
    byline=("Bo Chen",),
)


def test_tsv_begins_with_sfeeds_nine_fields() -> None:
    cells = as_tsv(ROW, HEADLINES).rstrip("\n").split("\t")
    assert cells[:9] == [
        "1772668800",
        "A\\ttab and a\\\\slash",
        "https://a.example/",
        "",
        "plain",
        "7",
        "Bo Chen",
        "",
        "",
    ]
    assert cells[9] == "The Marquee"
    assert cells[13:] == ["Ann Lee|Harbour Lights", "0", ""]  # what is new stands at the end


def test_json_and_jsonl_hold_the_same_objects() -> None:
    (whole,) = json.loads(as_json([ROW], HEADLINES))
    assert whole == json.loads(as_jsonl(ROW, HEADLINES))
    assert whole["published"] == "2026-03-05T00:00:00Z"
    assert list(json.loads(as_jsonl(ROW, HEADLINES, ["title", "id"]))) == ["title", "id"]


def test_an_unknown_field_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"There is no field colour\. The fields are: timestamp, "):
        as_tsv(ROW, HEADLINES, ["colour"])
