"""How often the guard lets through what lies beyond, and how often it veils what it need not, on made-up articles."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

import pytest

from pullquote.cache.annotate.pipeline import annotate
from pullquote.cache.core.article import DEK_BLOCK, TITLE_BLOCK, Article, block_text, make_article
from pullquote.cache.core.spoilers import LEAD_BLOCK, judge

from . import spoiler_blind, spoiler_unseen_american, spoiler_unseen_british, spoiler_unseen_mixed
from .spoiler_paragraphs import ARTICLES, Told

BEYOND_SHOWN, BEFORE_VEILED = 0.02, 0.13
"""What is aimed at, of all parts but headlines."""
REACHED = 0.06
"""How much of what lies beyond is shown at most by the rules as they are."""


def article(told: Told) -> Article:
    document = told.document
    return make_article(document, annotate(document), fetched=told.published, rules=0)


def judged(articles: tuple[Told, ...] = ARTICLES) -> Iterator[tuple[int, bool, bool, str]]:
    """Yield the number of each part, whether it tells what lies beyond, whether it is veiled, and its words."""
    for told in articles:
        value = article(told)
        veils = judge(value, told.guards)
        yield TITLE_BLOCK, told.title_beyond, veils.title is not None, told.title
        if told.dek:
            yield DEK_BLOCK, told.dek_beyond, DEK_BLOCK in veils.parts, told.dek
        if told.lead:
            yield LEAD_BLOCK, told.lead_beyond, LEAD_BLOCK in veils.parts, told.lead
        for number, part in enumerate(told.parts):
            yield number, part.beyond, number in veils.parts, block_text(part.block)


@pytest.fixture(scope="module")
def parts() -> list[tuple[int, bool, bool, str]]:
    return list(judged())


def wrong(parts: list[tuple[int, bool, bool, str]], *, beyond: bool, headlines: bool = False) -> tuple[list[str], int]:
    """Return the parts that are judged wrongly, of those that tell what lies beyond or of the others, and how many."""
    of = [one for one in parts if one[1] is beyond and (one[0] == TITLE_BLOCK) is headlines]
    return [one[3] for one in of if one[2] is not beyond], len(of)


def test_what_lies_beyond_is_veiled_and_what_was_seen_or_spoils_nothing_is_not(
    parts: list[tuple[int, bool, bool, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    shown, beyond = wrong(parts, beyond=True)
    veiled, before = wrong(parts, beyond=False)
    with capsys.disabled():
        print(f"\nparagraphs: beyond shown {len(shown)} of {beyond}, before veiled {len(veiled)} of {before}")
        for told, what in ((True, "beyond shown"), (False, "before veiled")):
            found, count = wrong(parts, beyond=told, headlines=True)
            print(f"headlines: {what} {len(found)} of {count}")
    assert len(shown) <= REACHED * beyond, shown
    assert len(veiled) <= BEFORE_VEILED * before, veiled


@pytest.mark.xfail(reason="what an actor says of her character's end, where the headline does not, is shown yet")
def test_hardly_anything_that_lies_beyond_is_shown(parts: list[tuple[int, bool, bool, str]]) -> None:
    shown, beyond = wrong(parts, beyond=True)
    assert len(shown) <= BEYOND_SHOWN * beyond, shown


@pytest.mark.parametrize(
    ("told", "shown_at_most", "veiled_at_most"),
    [
        pytest.param(spoiler_blind.SECOND, BEYOND_SHOWN, BEFORE_VEILED, id="second"),
        # of kinds of which they were not made, as they are reached: more is veiled than is aimed at
        pytest.param(
            (*spoiler_blind.THIRD, *spoiler_blind.FOURTH, *spoiler_blind.FIFTH), 0.0625, 0.15, id="other kinds"
        ),
    ],
)
def test_other_kinds_of_writing_are_told_apart_too(
    told: tuple[spoiler_blind.Told, ...], shown_at_most: float, veiled_at_most: float
) -> None:
    wrong: dict[bool, list[str]] = {True: [], False: []}
    many = {True: 0, False: 0}
    for one, document in spoiler_blind.documents(told):
        veils = judge(make_article(document, annotate(document), fetched=None, rules=0), one.guards)
        numbers = iter(range(len(one.parts)))
        for kind, beyond, text in one.parts:
            number = DEK_BLOCK if kind == "d" else next(numbers)
            many[beyond] += 1
            if veils.has(number) != beyond:
                wrong[beyond].append(text)

    assert len(wrong[True]) <= shown_at_most * many[True], wrong[True]
    assert len(wrong[False]) <= veiled_at_most * many[False], wrong[False]


@pytest.mark.parametrize("told", [spoiler_unseen_american, spoiler_unseen_british, spoiler_unseen_mixed])
def test_writing_that_the_judge_was_trained_on_is_judged_no_worse_than_it_was(
    told: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    """No rule was made for it; what the judge makes of writing it has not seen is held in ``test_spoiler_judge``."""
    parts = list(judged(told.ARTICLES))
    shown, beyond = wrong(parts, beyond=True)
    veiled, before = wrong(parts, beyond=False)
    with capsys.disabled():
        print(f"\n{told.__name__.rpartition('_')[2]}: beyond shown {len(shown)} of {beyond}, ", end="")
        print(f"before veiled {len(veiled)} of {before}")
    assert len(shown) <= 0.13 * beyond
    assert len(veiled) <= 0.22 * before
