"""Which articles make an edition, in which order, and why."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from pullquote.cache.core.edition.choice import FOLLOWED, LEAD, MORE, Candidate, choose, most_minutes, why

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)


def piece(number: int, minutes: int = 3, hours: float = 5, **given: Any) -> Candidate:
    when = int((NOW - timedelta(hours=hours)).timestamp())
    return Candidate(article=number, when=when, minutes=minutes, words=minutes * 230, **given)


def pieces(count: int, seed: int = 1) -> list[Candidate]:
    random = Random(seed)
    return [
        piece(
            number,
            minutes=random.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 11, 16)),
            hours=random.expovariate(1 / 48),
            outlet=random.randrange(12),
            outlets=random.choice((1, 1, 1, 2, 5)),
            subjects=(random.randrange(60),),
            kinds=(random.choice(("show", "film", "album", "person")),),
        )
        for number in range(1, count + 1)
    ]


def length(found: list[Any]) -> int:
    return sum(one.candidate.minutes for one in found)


def numbers(found: list[Any]) -> list[int]:
    return [one.candidate.article for one in found]


@pytest.mark.parametrize("minutes", [5, 10, 20, 45, 90, 240])
@pytest.mark.parametrize("seed", range(4))
def test_an_edition_fills_the_time_within_a_few_percent(minutes: int, seed: int) -> None:
    found = choose(pieces(500, seed), minutes, NOW)
    assert minutes * 0.97 <= length(found) <= most_minutes(minutes)
    assert len(set(numbers(found))) == len(found)


@pytest.mark.parametrize("lengths", [(7,), (7, 10), (13,), (44,), (30, 30)])
def test_where_few_lengths_are_there_it_comes_as_near_as_they_let_it(lengths: tuple[int, ...]) -> None:
    many = [piece(number, minutes=lengths[number % len(lengths)]) for number in range(1, 40)]
    found = length(choose(many, 45, NOW))
    reachable = {0}
    for one in many:
        reachable |= {had + one.minutes for had in reachable if had + one.minutes <= most_minutes(45)}
    assert abs(found - 45) <= max(1, min(abs(total - 45) for total in reachable))


def test_an_article_that_would_take_most_of_it_is_left_out_unless_it_is_all_there_is() -> None:
    monster = piece(1, minutes=40, hours=0, outlets=9, follows=2)
    found = choose([monster, *(piece(number, minutes=3) for number in range(2, 40))], 45, NOW)
    assert 1 not in numbers(found)
    assert numbers(choose([monster, piece(2, minutes=3)], 45, NOW)) == [1, 2]
    assert choose([piece(1, minutes=50)], 45, NOW) == []
    assert numbers(choose([piece(1, minutes=49)], 45, NOW)) == [1]


def test_what_is_followed_new_and_told_by_many_outlets_comes_first() -> None:
    plain = [piece(number, hours=40) for number in range(10, 60)]
    followed, big, new, queued = (
        piece(1, follows=2),
        piece(2, outlets=6),
        piece(3, hours=0),
        piece(4, 3, 900, queued=True),
    )
    found = choose([*plain, followed, big, new, queued], 15, NOW)
    assert {1, 2, 4} <= set(numbers(found))
    assert numbers(choose([*plain, new], 6, NOW))[0] == 3
    assert numbers(found)[0] == 1


def test_no_outlet_subject_or_length_fills_an_edition() -> None:
    loud = [piece(number, hours=1, outlet=1, subjects=(1,), follows=1) for number in range(1, 100)]
    quiet = [piece(number, hours=30, outlet=number, subjects=(number,)) for number in range(100, 130)]
    found = [one.candidate for one in choose([*loud, *quiet], 45, NOW)]
    assert Counter(one.outlet for one in found)[1] <= 5
    short = [piece(number, minutes=1, outlet=number) for number in range(1, 100)]
    long = [piece(number, minutes=6, outlet=number) for number in range(100, 130)]
    minutes = Counter(one.candidate.minutes for one in choose([*short, *long], 45, NOW))
    assert minutes[1] >= 5
    assert minutes[6] >= 3


def test_it_begins_with_a_lead_story_and_has_sections_the_followed_one_first() -> None:
    many = [
        *(piece(number, outlet=number, kinds=("show",)) for number in range(1, 5)),
        *(piece(number, outlet=number, kinds=("person", "film")) for number in range(5, 9)),
        piece(9, outlet=9, kinds=("book",)),
        *(piece(number, outlet=number, follows=1, kinds=("show",)) for number in range(10, 12)),
        piece(12, outlet=12, outlets=9, kinds=("show",)),
    ]  # fmt: skip
    sections = [one.section for one in choose(many, 36, NOW)]
    assert list(dict.fromkeys(sections)) == [LEAD, FOLLOWED, "Films", "Television", MORE]
    assert sections == sorted(sections, key=list(dict.fromkeys(sections)).index)


def test_short_pieces_stand_between_long_ones() -> None:
    long = [piece(number, minutes=9, outlet=number, outlets=3) for number in range(1, 4)]
    many = [*long, *(piece(number, minutes=1, outlet=number) for number in range(4, 9))]
    lengths = [one.candidate.minutes for one in choose(many, 32, NOW)]
    assert lengths == [9, 1, 9, 1, 9, 1, 1, 1]


def test_the_same_candidates_in_another_order_give_the_same_edition() -> None:
    many = pieces(300)
    shuffled = [*many]
    Random(9).shuffle(shuffled)
    assert choose(shuffled, 45, NOW) == choose(many, 45, NOW)


def test_what_has_no_words_is_no_reading() -> None:
    assert choose([Candidate(article=1, when=0, minutes=1, words=0)], 45, NOW) == []
    assert choose([], 45, NOW) == []


@pytest.mark.parametrize(
    ("one", "followed", "said"),
    [
        (piece(1, outlets=4, follows=2), ["Saltgate"], "You follow Saltgate, 4 outlets"),
        (piece(1, hours=3), [], "New today"),
        (piece(1, hours=20, outlets=2), [], "2 outlets, from yesterday"),
        (piece(1, hours=70), [], "From Wednesday"),
        (piece(1, hours=900, queued=True), [], "On your reading list"),
        (piece(1, hours=900, minutes=12), [], "A long read"),
        (piece(1, hours=900), [], "Unread since 29 January"),
        (piece(1, hours=-9), ["Saltgate", "Mara Quill", "A third"], "You follow Saltgate and Mara Quill, new today"),
    ],
)  # fmt: skip
def test_it_is_said_in_a_few_words_why_each_was_chosen(one: Candidate, followed: list[str], said: str) -> None:
    assert why(one, followed, NOW) == said
