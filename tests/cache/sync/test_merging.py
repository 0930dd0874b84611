"""What holds where both sides changed the same mark."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from pullquote.cache.core.errors import FetchError
from pullquote.cache.sync.greader import canonical
from pullquote.cache.sync.merging import merged
from pullquote.cache.sync.reading import read

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("base", "there", "here", "changed", "holds"),
    [
        (False, True, None, None, "theirs"),
        (False, False, None, LATER, "theirs"),
        (False, True, (True, NOON), None, "confirmed"),
        (False, False, (True, NOON), None, "send"),
        (True, True, (False, NOON), LATER, "send"),
        (False, True, (False, NOON), None, "theirs"),
        (False, True, (False, NOON), LATER, "theirs"),
        (False, True, (False, LATER), NOON, "send"),
    ],
)
def test_the_table(base, there, here, changed, holds):
    assert merged(base, there, here, changed) == holds


def test_a_star_is_lost_only_to_somebody_who_takes_it_away_later():
    lost = 0
    for base, value, when in product((False, True), (False, True), (None, NOON, LATER)):
        verdict = merged(base, True, (value, NOON), when)
        ends_starred = verdict != "send"
        if not ends_starred:
            lost += 1
            assert value is False, "only who takes it away"
            assert base or (when is not None and when < NOON), "and not before it was set"
    assert lost


@pytest.mark.parametrize("number", [0, 1, 2**31, 2**53 + 1, 2**63 - 1, 2**63, 2**64 - 1, 1795342237859352])
def test_every_form_of_an_id_is_one(number):
    signed = number - 2**64 if number >= 2**63 else number
    forms = {str(number), str(signed), f"tag:google.com,2005:reader/item/{number:016x}"}
    assert {canonical(form) for form in forms} == {str(number)}


@pytest.mark.parametrize("body", [b"{}", b'{"error": "try again"}', b'{"items": []}', b"[]", b"null", b"OK"])
def test_an_answer_without_a_list_is_no_empty_list(body):
    with pytest.raises(FetchError):
        read("greader", "ids", body)
    assert read("greader", "ids", b'{"itemRefs": []}').ids == read("greader", "ids", b'{"itemRefs": null}').ids == ()


@pytest.mark.parametrize("what", ["folders", "feeds", "ids", "page"])
def test_an_answer_of_fever_without_what_was_asked_for_is_no_empty_one(what):
    with pytest.raises(FetchError):
        read("fever", what, b'{"api_version": 3, "auth": 1}')


def test_ids_that_are_words_stay_words():
    assert canonical("tag:google.com,2005:reader/item/52c7a4f3e2b1d09876543210") == "52c7a4f3e2b1d09876543210"
    assert canonical("52c7a4f3e2b1d09876543210") == "52c7a4f3e2b1d09876543210"
