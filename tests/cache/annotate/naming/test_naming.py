"""Names that nothing marks are read from the words in them and around them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.cache.annotate import annotate
from pullquote.cache.annotate.known_names import KnownEntities
from pullquote.cache.annotate.naming.features import Seen
from pullquote.cache.annotate.naming.read import read_names
from pullquote.cache.annotate.naming.spans import LONGEST, spans_of
from pullquote.cache.annotate.naming.weights import (
    ANSWERS,
    WORKS,
    Weights,
    for_answers,
    packed,
    parsed,
    unpacked,
    weights,
    worth,
    written,
)
from pullquote.cache.annotate.text.document_text import DocumentText
from pullquote.cache.core.article import SCREEN_TYPES, Document, Paragraph, Span

ABOUT = "The film was directed by a newcomer, and the album of its songs was recorded in May."


def text_of(*paragraphs: str, language: str | None = None) -> DocumentText:
    document = Document(blocks=tuple(Paragraph(p) for p in paragraphs), language=language)
    return DocumentText(document, KnownEntities.EMPTY)


def tried(text: str) -> list[str]:
    segment = text_of(text).segments[0]
    return [text[segment.tokens[first].start : segment.tokens[last - 1].end] for first, last in spans_of(segment)]


def read(*paragraphs: str) -> set[tuple[str, str]]:
    text = text_of(*paragraphs)
    return {(text.text(name.place), name.answer) for name in read_names(text, set())}


def entities(*paragraphs: str, language: str | None = "en") -> dict[str, str]:
    document = Document(blocks=tuple(Paragraph(p) for p in paragraphs), language=language)
    return {entity.name: entity.type for entity in annotate(document).entities}


class TestSpans:
    def test_a_run_goes_over_small_words_and_pauses_to_the_next_capital(self) -> None:
        found = tried("He saw Tin, Salt and Marrow twice")
        assert {"Tin", "Tin, Salt", "Tin, Salt and Marrow", "Salt and Marrow", "Marrow"} <= set(found)
        assert not [run for run in found if run.endswith(("and", "twice"))]

    def test_other_words_end_it(self) -> None:
        assert tried("We met Vessa near Harrow") == ["Vessa", "Harrow"]

    def test_a_sentence_ends_it(self) -> None:
        assert "Low Tide. Ember" not in tried("We saw Low Tide. Ember was next.")

    def test_no_run_is_longer_than_the_longest(self) -> None:
        segment = text_of(" ".join(["Copper"] * 40)).segments[0]
        assert max(last - first for first, last in spans_of(segment)) == LONGEST

    @pytest.mark.parametrize("aside", ["HBO", "2019", "A24"])
    def test_a_year_or_initials_in_brackets_belong_to_no_name(self, aside: str) -> None:
        assert f"Copper Hill ({aside}" not in tried(f"She left Copper Hill ({aside}) in May.")
        assert "Copper Hill (Again" in tried("She left Copper Hill (Again) in May.")

    def test_an_article_in_capitals_has_as_many_runs_as_words_times_a_constant(self) -> None:
        segment = text_of(" ".join(["Copper"] * 4_000)).segments[0]
        assert sum(1 for _ in spans_of(segment)) <= 4_000 * LONGEST


numbers = st.lists(st.integers(-2_000, 2_000), min_size=len(ANSWERS) + len(WORKS), max_size=len(ANSWERS) + len(WORKS))


class TestWeights:
    @given(st.lists(numbers, max_size=60))
    def test_one_addition_adds_the_weights_of_all_answers(self, rows: list[list[int]]) -> None:
        total = sum(packed(row) for row in rows)
        assert unpacked(total) == [sum(column) for column in zip(*rows, strict=True)] or not rows
        assert for_answers(total) == unpacked(total)[: len(ANSWERS)]

    def test_what_is_written_is_read_again(self) -> None:
        one = packed([1, -2, 3, *[0] * 10])
        learned = Weights(frozenset({"was", "in"}), packed(range(13)), ({"was": one}, {}), ({"#": -one},), ({"": one},))
        assert parsed(written(learned)) == learned

    def test_what_was_never_seen_is_worth_nothing(self) -> None:
        assert worth(({"a": 1}, {"b": 2}), ("x", "b")) == 2

    def test_there_is_a_table_for_each_thing_that_is_seen(self) -> None:
        learned = weights()
        seen = Seen(text_of("We met Vessa near Harrow."), 0, learned.words, "film", set())
        assert len(learned.first) == len(seen.first(2))
        assert len(learned.last) == len(seen.last(2))
        assert len(learned.whole) == len(seen.whole(2, 3, 1))

    def test_the_learned_weights_know_everyday_words_and_no_rare_names(self) -> None:
        assert {"directed", "album", "season"} <= weights().words
        assert not {"vessa", "okafor", "netflix"} & weights().words


class TestRead:
    @pytest.mark.parametrize(
        ("sentence", "name"),
        [
            ("The drama was written by Ottilie Brandvold-Nkemelu, who lives in Leeds.", "Ottilie Brandvold-Nkemelu"),
            ("“I was glad,” said Quillan Vorster, the director of the film.", "Quillan Vorster"),
            ("It stars Thandeka Mbatha-Reyes as a surgeon.", "Thandeka Mbatha-Reyes"),
        ],
    )
    def test_people_whose_first_name_is_in_no_list(self, sentence: str, name: str) -> None:
        assert (name, "person") in read(ABOUT, sentence)
        assert entities(ABOUT, sentence)[name] == "person"

    @pytest.mark.parametrize(
        ("sentence", "title", "kind"),
        [
            ("He directed Copper Weather, which opened in cinemas in May.", "Copper Weather", "film"),
            (
                "He starred in three seasons of The Winter Harbour before he left the show.",
                "The Winter Harbour",
                "show",
            ),
            ("Their second album, Paper Weather, was released in March.", "Paper Weather", "album"),
            ("Her debut novel, The Glass Orchard, was published last year.", "The Glass Orchard", "book"),
        ],
    )
    def test_titles_without_italics(self, sentence: str, title: str, kind: str) -> None:
        assert (title, "work") in read(ABOUT, sentence)
        assert entities(ABOUT, sentence)[title] == kind

    def test_no_two_names_share_a_word(self) -> None:
        text = text_of(ABOUT, "Maren Holt and Tom Van Leer star in Tin, Salt and Marrow and The Lodger’s Bell.")
        tokens = [
            (name.place.segment, at)
            for name in read_names(text, set())
            for at in range(name.place.first, name.place.last)
        ]
        assert len(tokens) == len(set(tokens)) > 4

    def test_the_same_words_are_read_the_same(self) -> None:
        text = text_of(ABOUT, "The actor Maren Holt left Copper Hill in May.")
        assert read_names(text, set()) == read_names(text, set())

    def test_nothing_is_read_where_nothing_has_a_capital(self) -> None:
        assert read("nothing here has a capital, and nothing is a name.") == set()

    def test_any_text_is_read(self) -> None:
        dice = random.Random(7)
        words = ["Copper", "the", "of", "“", "”", "(", ")", "&", "'s", "2", "!", "…", "İ", "ſ", "A.", "é", "—", "\n"]
        for _ in range(40):
            text_ = " ".join(dice.choices(words, k=200))
            text = text_of(text_)
            for name in read_names(text, set()):
                assert text.text(name.place)
                assert 0 <= name.chance <= 1


class TestEvidence:
    def test_other_languages_are_left_to_the_rules(self) -> None:
        sentence = "Ottilie Brandvold-Nkemelu trat auf."
        assert "Ottilie Brandvold-Nkemelu" not in entities(sentence, language="de")

    def test_what_italics_mark_is_left_to_them(self) -> None:
        text = "Their second album was praised by Lantern Lines in March."
        start = text.index("Lantern")
        marked = Document(blocks=(Paragraph(ABOUT), Paragraph(text, (Span(start, start + 13, "emphasis"),))))
        assert "reads as a name" not in {e for entity in annotate(marked).entities for e in entity.evidence}

    @pytest.mark.parametrize(
        ("sentence", "no_title"),
        [
            ("It was in the medical journal The Reef last year.", "The Reef"),
            ("Everybody knows the actor Tom “The Wall” Brandt here.", "The Wall"),
            ("The Jury Award for Creative Vision went to the film.", "Jury Award for Creative Vision"),
            ("The film is out on Dec. 31 in all cinemas.", "Dec. 31"),
        ],
    )
    def test_what_stands_around_may_make_it_something_else(self, sentence: str, no_title: str) -> None:
        assert no_title not in entities(ABOUT, sentence)

    def test_a_surname_of_two_words_is_no_title(self) -> None:
        found = entities(
            ABOUT, "The actor Tom Van Leer is back in the show.", "Van Leer was glad, and Van Leer said so."
        )
        assert found == {"Tom Van Leer": "person"}

    def test_one_name_is_one_thing(self) -> None:
        found = entities(
            ABOUT, "Vessa Marrow, 42, said she was glad.", "In Vessa Marrow, the director has found a star."
        )
        assert found.get("Vessa Marrow") == "person"

    def test_a_group_of_one_word_is_told_by_more_than_the_words_around(self) -> None:
        sentence = "The members of Congress sang a song, and the Senate have announced a tour."
        assert "Congress" not in entities(ABOUT, sentence)

    @pytest.mark.parametrize(
        ("sentence", "name"),
        [
            ("She made a film about World War II, and he is in it.", "World War II"),
            ("The film was a hit, and there can be a Part II, he said.", "Part II"),
            ("The film is shown exclusively at Copper Vale Cinemas in May.", "Copper Vale Cinemas"),
        ],
    )
    def test_a_war_a_part_and_who_runs_cinemas_are_no_titles(self, sentence: str, name: str) -> None:
        assert entities(ABOUT, sentence).get(name) not in SCREEN_TYPES

    def test_what_stands_before_an_ampersand_belongs_to_the_title(self) -> None:
        found = entities(
            ABOUT, "The season 2 premiere of Corin & Vessa’s First Winter. It premieres on CBS on Thursday."
        )
        assert "First Winter" not in found
        assert "Corin & Vessa’s First Winter" in found

    @pytest.mark.parametrize("name", ["Vessa Marlo", "Tomsin Orrel"])
    def test_two_words_that_no_article_has_are_rather_somebodys_name(self, name: str) -> None:
        assert entities(f"The show’s notes are on {name} and Her Works.").get(name) not in SCREEN_TYPES

    def test_titles_of_everyday_words_are_titles_where_the_words_around_say_so(self) -> None:
        sentence = "He is best known for the film A Winter in Berlin, which he directed in 2011."
        assert entities(ABOUT, sentence).get("A Winter in Berlin") == "film"
        assert "The President" not in entities(ABOUT, "They asked The President about the film.")
