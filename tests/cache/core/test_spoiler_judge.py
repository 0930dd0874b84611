"""What the learned judge sees of an article, what it makes of it, and how well, on writing it was never trained on."""

from __future__ import annotations

from math import isfinite

import pytest

from pullquote.cache.core.article import Article, Entity, Paragraph
from pullquote.cache.core.progress import Seen
from pullquote.cache.core.spoilers import Guard, judge
from pullquote.cache.core.spoilers.features import Names, Reading, lexical, names_of, words_of
from pullquote.cache.core.spoilers.learned_judge import WEIGHTS, chances, limit_of, weighed
from pullquote.cache.core.spoilers.names import finder_of
from pullquote.cache.core.spoilers.parts import Part, Verdict

from ...bench import spoiled

SHOW = Guard(name="Copper Lane", type="show", seen=Seen(1))


@pytest.fixture
def names() -> Names:
    text = "We met Maren there, and then Bernie Quill left for Leeds."
    article = Article(title="Television", blocks=(Paragraph(text),), entities=(Entity(name="Ida Voss", type="person"),))
    parts = [Part(0, text)]
    return names_of(
        article, parts, finder_of(("Copper Lane",)), finder_of(("The Paper Orchard",)), finder_of(("Maren",))
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Maren’s lamp goes out.", "<character> 's lamp goes out"),
        ("But Copper Lane ends.", "but <own> ends"),
        ("The Paper Orchard, too", "<work> too"),
        ("With Bernie Quill in 1994", "with <full> in <year>"),
        ("It was Ida Voss, 42.", "it was <person> , <number>"),
        ("“I’m done,” she says", "<quote> i'm done , <quote> she says"),
        ("Every Ending Explained, Every Time", "every ending explained , every time"),
        ("", ""),
    ],
)
def test_names_are_told_as_what_they_are(names: Names, text: str, words: str) -> None:
    wanted = [word for word in words.split() if word != ","]

    assert list(words_of(text, names)) == wanted


def test_what_is_weighed_is_words_and_two_that_follow_one_another() -> None:
    assert lexical(("she", "dies")) == {"she", "dies", "^_she", "she_dies", "dies_$"}


def test_an_article_without_parts_and_a_part_without_words_are_weighed_too() -> None:
    assert chances([]) == []
    empty = Reading(Part(0, ""), (), frozenset())

    assert weighed([empty], {}) == {}
    assert all(0 <= chance <= 1 for chance in chances([empty] * 3))


def test_what_an_outlet_marks_is_veiled_whatever_the_words_weigh() -> None:
    dull = ("the", "series", "was", "filmed", "in", "<name>")
    reading = Reading(Part(0, "x"), dull, frozenset())

    assert weighed([reading], {0: Verdict(marked=True)}) == {0: Verdict(marked=True)}
    assert weighed([reading], {0: Verdict()}) == weighed([reading], {}) == {}


def test_less_is_veiled_where_a_place_is_told_that_was_seen_and_more_where_one_beyond_is_written() -> None:
    known = [frozenset(facts) for facts in ((), ("written:seen",), ("written:beyond",), ("unconcerned",))]
    plain, seen, beyond, other = (limit_of(Reading(Part(0, "x"), ("x",), one), Verdict()) for one in known)

    assert 0 < beyond < plain < seen < other < 1
    assert limit_of(Reading(Part(0, ""), (), frozenset()), Verdict()) > 1


def test_what_is_told_of_another_show_in_an_article_about_several_is_not_veiled() -> None:
    tells = ("<character>", "dies", "and", "<character>", "finds", "the", "body")
    context = frozenset(("unconcerned", "names:other", "around:beyond", "telling"))

    assert weighed([Reading(Part(0, "x"), tells, context)], {}) == {}
    assert weighed([Reading(Part(0, "x"), tells, context - {"unconcerned"})], {}) != {}


def test_the_place_beyond_in_which_a_part_stands_is_the_reason_of_its_veil() -> None:
    tells = ("<character>", "dies", "and", "<character>", "finds", "the", "body")
    reading = Reading(Part(0, "x"), tells, frozenset(("around:beyond", "telling", "subject")), "season 2, episode 5")

    assert weighed([reading], {}) == {0: Verdict("season 2, episode 5")}


def test_what_becomes_of_somebody_is_veiled_though_no_rule_has_its_words() -> None:
    article = Article(
        title="Copper Lane star on her last day",
        blocks=(
            Paragraph("Ida Voss has played Maren in Copper Lane for six years."),
            Paragraph(
                "“They put me in the boat and pushed it out, and nobody on the quay would look at her,” she says."
            ),
            Paragraph("She was born in Leith, trained in Glasgow and has two dogs."),
        ),
    )

    assert sorted(judge(article, [SHOW]).parts) == [1]


def test_the_weights_are_what_the_trainer_writes() -> None:
    text = WEIGHTS.read_text(encoding="utf-8")
    head, *lines = text.splitlines()
    seen: list[tuple[str, int]] = []

    assert len(text.encode()) <= 300_000
    assert "tests/bench/learn_spoilers.py" in head
    for line in lines:
        kind, weight, names = line.split("\t")
        seen.append((kind, int(weight)))
        assert kind in ("words", "parts")
        assert int(weight)
        assert isfinite(int(weight))
        assert names.split(" ") == sorted(set(names.split(" ")))
    assert seen == sorted(seen, key=lambda one: (one[0] != "words", one[1]))
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("name", sorted(spoiled.KEPT))
def test_writing_that_the_judge_was_never_trained_on_is_judged_no_worse_than_it_was(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Still far from what is aimed at, 2 % and 10 %, and nearer than the rules alone."""
    alone, found = spoiled.figures(spoiled.SETS / f"{name}.jsonl")
    with capsys.disabled():
        print(f"\n{name}\n{spoiled.said((alone, found))}")
    shown_at_most, veiled_at_most = AT_MOST[name]
    beyond, before = found[False, True, False] + found[False, True, True], found[False, False, True]
    of = before + found[False, False, False]

    assert beyond > 100
    assert of > 100
    assert found[False, True, False] <= shown_at_most * beyond
    assert before <= veiled_at_most * of
    assert found[False, True, False] < alone[False, True, False]


AT_MOST = {
    "fictions": (0.02, 0.33),
    "kept": (0.15, 0.37),
    "mixed": (0.04, 0.30),
    "plain": (0.06, 0.20),
    "serials": (0.075, 0.25),
    "unread": (0.03, 0.43),
}
"""How much of what lies beyond is shown and of the rest veiled: a little above what is measured.

A twelfth of what lies beyond in ``kept`` stands in articles that never name what is guarded, which nothing looks at.
"""
