"""Answers of services are read field by field: what is wrong costs itself, and nothing unclean or endless is kept."""

from __future__ import annotations

import contextlib
import copy
import json
import random
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest

from pullquote.cache.catalogue import conversation
from pullquote.cache.catalogue.questions import Question
from pullquote.cache.catalogue.reading import read
from pullquote.cache.core.catalogue import Provider, Record, RecordKind
from pullquote.cache.core.catalogue.services import SERVICES
from pullquote.cache.core.errors import FetchError
from pullquote.cache.core.json_values import iso_day, plain
from pullquote.cache.core.sanitize import clean_address, clean_text

from ..conftest import Seen
from .stand_in import KEY, StandIn, standing_in
from .world import FILM, SALTGATE, TIDES, VANCE

LOOKED_UP: list[tuple[Provider, RecordKind, str]] = [
    ("tvmaze", "show", SALTGATE.name),
    ("tvmaze", "person", VANCE.name),
    ("wikidata", "film", FILM.label),
    ("wikidata", "person", VANCE.name),
    ("musicbrainz", "group", TIDES.name),
    ("musicbrainz", "album", TIDES.albums[0].title),
    ("tmdb", "film", FILM.label),
]
WRONG: list[Any] = [
    None, True, 0, -1, 3.5, 10**30, "", "x" * 30_000, "\x1b]0;owned\x07", "a\u202eb\x00\n\nc", [], {}, [[]], ["x"],
    {"id": []}, "0000-00-00", "2016-13-45", "javascript:alert(1)", "https://user:secret@evil.example/\x1b",
    "<p>" * 9_000, "&#27;[31m", "\ud800",
]  # fmt: skip


@pytest.fixture(scope="module")
def playing():
    with standing_in() as stand_in:
        yield stand_in


def answered(playing: StandIn, question: Question) -> Any:
    """Return what a stand-in answers to a question."""
    address = conversation.ask(question).address("", *([("api_key", KEY)] if question.provider == "tmdb" else []))
    assert urlsplit(address).path.startswith("/")
    reply = playing._answer(question.provider, Seen(address, [], 0.0))
    assert reply.status == 200, address
    return json.loads(reply.body)


def whole(
    playing: StandIn, provider: Provider, kind: RecordKind, name: str
) -> tuple[list[Record], list[tuple[Question, Any]]]:
    """Return what a look-up finds, and its questions with their answers."""
    waiting, records, seen = [conversation.begin(provider, kind, name)], [], []
    while waiting:
        question = waiting.pop(0)
        body = answered(playing, question)
        seen.append((question, body))
        answer = read(question, json.dumps(body).encode())
        records += answer.records
        waiting += answer.then
    return records, seen


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, one in items for found in paths(one, (*path, key)))]


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    changed = copy.deepcopy(value)
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = new
    return changed


def texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in parts for text in texts(one)]


def check(record: Record) -> None:
    """Assert that a record is what may be kept."""
    for text in texts(msgspec.to_builtins(record)):
        assert clean_text(text) == text
        assert "\n" not in text
        assert len(text) <= 4_096
    assert clean_address(record.url) == record.url
    assert record.name
    assert record.url.startswith(SERVICES[record.provider].home)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(record), type=Record) == record
    assert record.year is None or record.year > 0


@pytest.mark.parametrize(("provider", "kind", "name"), LOOKED_UP, ids=lambda value: str(value))
def test_a_field_of_another_type_costs_itself_alone(
    playing: StandIn, provider: Provider, kind: RecordKind, name: str
) -> None:
    records, seen = whole(playing, provider, kind, name)
    assert records
    for record in records:
        check(record)
    dice = random.Random(name)
    kept = tried = 0
    for question, body in seen:
        everywhere = paths(body)
        for path in dice.sample(everywhere, min(len(everywhere), 60)):
            for new in dice.sample(WRONG, 5):
                tried += 1
                try:
                    answer = read(question, json.dumps(replaced(body, path, new)).encode())
                except FetchError:
                    continue
                kept += 1
                for record in (*answer.records, *(draft for one in answer.then for draft in one.drafts)):
                    check(record)
    assert kept > tried / 2


def test_an_endless_answer_is_cut(playing: StandIn) -> None:
    _, seen = whole(playing, "tvmaze", "show", SALTGATE.name)
    question, body = next((one, body) for one, body in seen if one.step == "whole")
    part = body["_embedded"]
    part["cast"] = part["cast"] * 5_000
    part["episodes"] = [{**part["episodes"][0], "number": at % 9_999, "season": at // 9_999} for at in range(15_000)]
    part["akas"] = [{"name": f"Other {at}"} for at in range(5_000)]
    body["genres"] = [f"Genre {at}" for at in range(5_000)]
    [record] = read(question, json.dumps(body).encode()).records
    assert len(record.credits) <= 200
    assert len(record.episodes) == 600
    assert record.episodes[-1].number == 14_999 - 9_999
    assert len(record.aka) == len(record.genres) == 20
    assert len(msgspec.msgpack.encode(record)) < 100_000


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{}", b"\xff\xfe", b'"text"', b"[" * 2_000, b"0" * 10, b"NaN"])
@pytest.mark.parametrize(("provider", "kind", "name"), LOOKED_UP, ids=lambda value: str(value))
def test_what_is_no_answer_is_an_error_or_nothing(provider: Provider, kind: RecordKind, name: str, body: bytes) -> None:
    for question in (conversation.begin(provider, kind, name), conversation.again(provider, kind, "1")):
        with contextlib.suppress(FetchError, RecursionError):
            assert not read(question, body).records


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>A <b>captain</b> returns.</p><p>Alone.</p>", "A captain returns. Alone."),
        ("One &amp; two &lt;3", "One & two <3"),
        ("3 < 5 and 6 > 2", "3 < 5 and 6 > 2"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("<" * 50_000, "<" * 1_499 + "…"),
    ],
)
def test_summaries_are_plain_text(markup: str, text: str) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-03-04", "2016-03-04"),
        ("2019-11-08T00:00:00Z", "2019-11-08"),
        ("1970-00-00T00:00:00Z", "1970"),
        ("2008-09", "2008-09"),
        ("2010", "2010"),
        ("2016-02-31", "2016-02"),
        ("0000-00-00", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_is_cut_to_what_is_known(text: str, day: str | None) -> None:
    assert iso_day(text) == day


def test_names_cannot_leave_their_place_in_a_search() -> None:
    for provider, kind, _ in LOOKED_UP:
        question = conversation.begin(provider, kind, 'A" OR "B & c=d#e?/../f\\')
        address = conversation.ask(question).address("https://base.example", ("api_key", "k"))
        assert urlsplit(address).netloc == "base.example"
        assert "#" not in address
        assert "/.." not in urlsplit(address).path
        assert '"' not in address


def test_a_long_title_is_cut_to_what_a_search_may_have() -> None:
    for kind in ("show", "film", "franchise", "person"):
        params = dict(conversation.ask(conversation.begin("wikidata", kind, "long " * 40)).params)
        assert len(params["srsearch"]) <= 300
        assert params["srsearch"].endswith("Q5") == (kind == "person")
