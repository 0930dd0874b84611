"""People whose first name is in no list, who have one name or two spellings; and what is no person."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Annotations, Document, Paragraph


def read(*paragraphs: str, title: str | None = None) -> Annotations:
    return annotate(Document(title=title, blocks=tuple(Paragraph(p) for p in paragraphs)))


def names(links: Annotations) -> set[str]:
    return {e.name for e in links.entities if e.type == "person"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The singer Vellow was late to the show.", "Vellow"),
        ("They asked the rapper K-Drift for a song.", "K-Drift"),
        ("The song is by DJ Marrow, whose album came out in May.", "DJ Marrow"),
        ("It is a murder mystery from Tirry Agosta. Agosta has a good cast for the film.", "Tirry Agosta"),
        ("It is the third film from Oshin Veldt, and Veldt knows what to do.", "Oshin Veldt"),
    ],
)
def test_a_role_or_a_credit_is_enough(text: str, name: str) -> None:
    assert name in names(read(text))


@pytest.mark.parametrize(
    "sentence",
    [
        "Vellaya stars in the drama as a nurse. Vellaya previously teased the part.",
        "Vellaya, 24, was at home. Vellaya was glad.",
        "Vellaya thanked the cast. Vellaya was glad.",
    ],
)
def test_one_name_that_lives_and_stands_in_the_headline_is_somebody(sentence: str) -> None:
    assert "Vellaya" in names(read(sentence, title="Vellaya makes history at the awards"))


def test_a_misspelling_is_no_second_person() -> None:
    links = read(
        "Tom Vandermeer and his cast mates Ana Reyes and Ana Reyer were there. Tom Vandermer spoke.",
        "Tom Vandermeer left the film early.",
    )
    (tom,) = (e for e in links.entities if e.name.startswith("Tom"))
    assert tom.name == "Tom Vandermeer"
    assert "Tom Vandermer" in tom.aka


def test_namesakes_stay_apart() -> None:
    links = read("Tom Brandt and Tom Reyes met Ana Brandt and Tim Brandt at the premiere of the film.")
    assert names(links) == {"Tom Brandt", "Tom Reyes", "Ana Brandt", "Tim Brandt"}


@pytest.mark.parametrize(
    "text",
    [
        "She won the Outstanding Lead Actress award for the film.",
        "The town was bought by River’s Rock Trust in May.",
        "He spoke with Happy Sad Lantern podcaster Tom Brandt.",
        "I bought the Vandermeer CD last year.",
    ],
)
def test_things_are_no_people(text: str) -> None:
    assert names(read(text)) <= {"Tom Brandt"}


SCREENS = "The film is a comedy with a large cast, the series a drama with several actors from television."


@pytest.mark.parametrize(
    "text",
    [
        "Yorick Dremmel directed the first of them, and nobody else could.",
        "Quibba Tarrow has since starred in two of them.",
        "Ilmar Dremmel, the studio's chief executive, declined to comment.",
    ],
)
def test_who_does_what_people_do_is_somebody(text: str) -> None:
    assert " ".join(text.split()[:2]).rstrip(",") in names(read(SCREENS, text))


@pytest.mark.parametrize(
    "text",
    [
        "The Power Grid plays no part in it, and Power BX, the studio's tool, is new.",
        "Southern-fried Sherlock, the actor's best part, is back.",
        "Summer Street plays host.",
    ],
)
def test_what_does_not_is_nobody(text: str) -> None:
    assert names(read(SCREENS, text)) == set()


def test_who_has_one_name_and_a_career_is_no_character() -> None:
    annotations = annotate(
        Document(
            title="Vellora and Florence Gray to Lead ‘The Salt Road’",
            blocks=(
                Paragraph(
                    "Vellora and Florence Gray are set to star in The Salt Road, a period thriller. The film follows "
                    "two smugglers in Cornwall. Gray will play Hester, a widow who runs it; Vellora is a runaway."
                ),
                Paragraph(
                    "Vellora was last seen in the third season of the series Low Ember, with her manager Ida Moor."
                ),
            ),
        )
    )
    kinds = {entity.name: entity.type for entity in annotations.entities}
    assert kinds["Vellora"] == "person"
    assert kinds["Hester"] == "character"


def test_who_has_an_album_is_somebody_though_the_name_is_everyday_words() -> None:
    annotations = read(
        "Mean Rabbit gave the halftime show everything, and the fans of the singer are happy with it.",
        "Ricky Vance joined for a song from Mean Rabbit’s prize-winning album, and the film of it is on television.",
        title="Fans Are Happy With Mean Rabbit’s Setlist",
    )
    assert "Mean Rabbit" in {entity.name for entity in annotations.entities if entity.type in ("person", "group")}
