"""How what is said in other words is told to be the same news: words of names, events, roots. Pure."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pullquote.cache.core.article import Article
from pullquote.cache.core.stories.events import agreement, events_in
from pullquote.cache.core.stories.likeness import AGAINST, evidence, features
from pullquote.cache.core.stories.likeness_steps import BIAS, STEPS
from pullquote.cache.core.stories.news import News, news_of
from pullquote.cache.core.stories.openings import language_in, read_opening
from pullquote.cache.core.stories.roots import root


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("nominated", "nomination"),
        ("cancelled", "cancels"),
        ("died", "dies"),
        ("sued", "suing"),
        ("mum", "mom"),
        ("theatre", "theater"),
    ],
)
def test_a_root_is_one_for_all_forms_of_a_word(one: str, other: str) -> None:
    assert root(one) == root(other)


def test_a_root_leaves_other_scripts_and_short_words_alone() -> None:
    assert [root(word) for word in ("港の灯り", "art", "is", "million")] == ["港の灯り", "art", "is", "million"]


def news(title: str, text: str = "") -> News:
    return news_of(Article(title=title, text=text), datetime(2026, 5, 4, tzinfo=UTC))


def opened(title: str, text: str = "", dek: str = "") -> dict[str, int]:
    return dict(read_opening(title, dek, text, ()).events)


@pytest.mark.parametrize(
    ("event", "one", "other"),
    [
        ("died", "The keeper of the light has passed away", "Star of stage drew her last breath at home"),
        ("engaged", "She said yes on one knee", "The pair plan to marry next year"),
        ("arrest", "Cops put actor in handcuffs", "Booked on a drunk driving charge"),
        ("birth", "Singer gives birth", "The couple are parents of twins"),
        ("strike", "Crew walk out over pay", "Stoppage after talks broke down"),
        ("delay", "Sequel is pushed back to May", "Fans will have to wait for the third part"),
    ],
)
def test_one_event_is_told_in_many_words(event: str, one: str, other: str) -> None:
    assert event in opened(one)
    assert event in opened(other)
    assert agreement(opened(one), opened(other)) > 0.5


def test_an_event_told_twice_counts_once_and_a_phrase_before_its_words() -> None:
    assert events_in([(["divorc", "divorc"], 1.0)]) == events_in([(["divorc"], 1.0)])
    assert "renewed" in dict(events_in([([root(word) for word in "back for another season".split()], 1.0)]))
    assert events_in([]) == ()


def test_a_word_tells_as_much_at_the_end_of_a_text_as_within_it() -> None:
    assert events_in([(["sue", "it"], 1.0)]) == events_in([(["it", "sue"], 1.0)]) != ()
    assert agreement({}, {"died": 3}) == 0.0


def test_words_of_names_are_told_by_their_capitals_wherever_they_stand() -> None:
    found = read_opening(
        "Quill Leaves Saltgate",
        "",
        "Ada Quill has left the drama after two years. Quill told the crew on Monday. She was seen in Galway.",
        (),
    )
    assert set(found.proper) >= {root("quill"), root("ada"), root("galway")}
    assert root("monday") not in found.proper
    assert root("quill") not in found.told
    assert root("drama") not in found.told  # a word of every text of this trade


def test_what_happens_is_not_told_in_a_language_of_which_nothing_is_known() -> None:
    title, text = (
        "Palkintojenjako",
        "Sarja voittaa seitsemän palkintoa ja saa nyt kolmannen kauden, kertoo kanava tänään.",
    )
    code = language_in(title, "", text, "fi")
    found = read_opening(title, "", text, (), code)
    assert code == ""
    assert found.told == ()
    assert found.events == ()


def test_every_step_is_of_a_feature_and_none_speaks_against_its_sense() -> None:
    said = news("Saltgate renewed")
    assert STEPS.keys() <= features(said, said, lambda _: 1.0).keys()
    assert all((count <= 0) == (name in AGAINST) for name, steps in STEPS.items() for _, count in steps)
    assert all(list(steps) == sorted(steps) for steps in STEPS.values())


def test_evidence_is_the_sum_of_the_steps_that_are_reached() -> None:
    nothing = dict.fromkeys(STEPS, -1.0)
    assert evidence(nothing) == BIAS
    name, steps = next((name, steps) for name, steps in STEPS.items() if len(steps) > 1)
    assert evidence(nothing | {name: steps[0][0]}) == pytest.approx(BIAS + steps[0][1])
    assert evidence(nothing | {name: steps[-1][0]}) == pytest.approx(BIAS + sum(count for _, count in steps))


def test_a_first_name_adds_little_to_the_last_and_tells_where_it_stands_alone() -> None:
    whole = news("Ada Quill leaves", "Everybody in the cast was told that Ada Quill is leaving.")
    last = news("Quill goes", "The crew said that Quill was last seen in a boat.")
    first = news("Ada goes", "The crew said that Ada was last seen in a boat.")
    both, one, alone = (features(whole, other, lambda _: 1.0)["rarest"] for other in (whole, last, first))
    assert both == pytest.approx(1.25)
    assert one == 1.0
    assert alone == pytest.approx(1.0)


def test_a_word_of_every_text_tells_little_as_a_name() -> None:
    def told(word: str) -> News:
        return news("Nobody was told", f"The crew said on Monday that the {word} was seen at noon.")

    rare, any_word = (features(told(word), told(word), lambda _: 1.0)["rarest"] for word in ("Quillmere", "Security"))
    assert any_word < 0.5 * rare
