"""Characters: by the words of casting, and by what they do in the story a paragraph tells."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Annotations, Document, Paragraph


def read(*paragraphs: str, title: str | None = None) -> Annotations:
    return annotate(Document(title=title, blocks=tuple(Paragraph(p) for p in paragraphs)))


def names(links: Annotations, type_: str) -> set[str]:
    return {e.name for e in links.entities if e.type == type_}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It follows a young Isolde (played by Tirrybel Agosta) through the film.", "Isolde"),
        ("His niece Rhosyn, played by newcomers Anna Reyes and Milla Alderic, waits.", "Rhosyn"),
        ("Mr. Okada, who is played by the late Tom Brandt, comes home in the film.", "Mr. Okada"),
        ("The robot Klaxo (voiced by Anna Reyes) sings in the film.", "Klaxo"),
        ("Anna Reyes’ character is named Odile, a nurse in the film.", "Odile"),
        ("A character called Uncle Bram (Tom Brandt) cooks for them.", "Uncle Bram"),
        ("Reyes loved her character, Wren Hollis, from the first page of the script.", "Wren Hollis"),
        ("Anna Reyes came back for 2022’s Copper Hill: Ember, and returned to the film’s set as Fennick.", "Fennick"),
        ("The cast has Anna Reyes as Mora; Bram Osterman as Dr. Vane; Tom Brandt as Pip.", "Dr. Vane"),
        ("Tom Brandt stars in the film. Brandt's Falk goes to Lena for help.", "Falk"),
        (
            "Starring Anna Reyes (Wren Hollis), Tom Brandt (Dora Quist) and Ilse Vandermeer (Captain Rusk).",
            "Dora Quist",
        ),
        ("Wren Hollis actor Anna Reyes, 17, wrote about the drama on Monday.", "Wren Hollis"),
    ],
)
def test_words_of_casting_name_a_character(text: str, name: str) -> None:
    links = read(text)
    assert name in names(links, "character")
    assert name not in names(links, "person")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The comedy stars Anna Reyes and follows Dora Quist, who inherits a bar from her father.", "Dora Quist"),
        ("It centres around the family of Edgar Thornwood, a rich novelist, who is found dead.", "Edgar Thornwood"),
        ("The film follows Maren, a nurse who loses her job.", "Maren"),
        ("The drama revolves around the young lawyer Lotte, who has a secret.", "Lotte"),
        ("A miniseries will bring the story of Nella and Bice to the screen.", "Bice"),
        ("In this episode, Gwen discovers the truth and confronts her mother.", "Gwen"),
        ("In the trailer you hear Tamsin saying goodbye to the village.", "Tamsin"),
        ("Viewers of the finale will see Hugo fighting the storm.", "Hugo"),
        ("Fans of the season’s romance were team Lucas or team Felix.", "Felix"),
        ("The season ended with Clara finally picking one of the brothers; the story goes on.", "Clara"),
        ("In the finale, Maren escapes. Her sister’s story goes on as Ilse’s husband plans revenge.", "Ilse"),
        ("The episode has Maren/Lotte fighting as a girl named Tilda vanishes.", "Tilda"),
    ],
)
def test_a_story_has_characters(text: str, name: str) -> None:
    links = read(text)
    assert name in names(links, "character")
    assert name not in names(links, "person")


def test_full_names_that_act_only_in_the_story_are_no_people() -> None:
    links = read(
        "The film follows Ada Larkin, who hides a body, while a kid named Ned plans to run.",
        "Instead of meeting Tom Fenwick, Rosa Tiller, Eddie Marsden and the rest of the gang as adults, the story"
        " begins in their childhood.",
        title="‘Low Water’ trailer shows a town in fear",
    )
    assert names(links, "character") == {"Ada Larkin", "Ned", "Tom Fenwick", "Rosa Tiller", "Eddie Marsden"}
    assert not names(links, "person")


def test_actors_and_makers_stay_people() -> None:
    links = read(
        "In the film, Maren finds a body and Tom Brandt plays her brother.",
        "The story follows Anna Reyes as Maren, and Tom Brandt’s performance is the best of the film.",
        "Director Gideon Pryce tells the story well. Pryce keeps every scene short.",
        "Anna Reyes’s Maren meets a stranger. Reyes has a great scene with Ilse Vandermeer, who plays the killer.",
    )
    assert names(links, "person") == {"Tom Brandt", "Anna Reyes", "Gideon Pryce", "Ilse Vandermeer"}
    assert names(links, "character") == {"Maren"}


def test_who_plays_stands_on_either_side_of_a_parenthesis() -> None:
    links = read("The film follows Maren (Anna Reyes) and her husband Charlie (Tom Brandt).")
    assert names(links, "character") == {"Maren", "Charlie"}
    links = read("One scene has a man played by Tom Brandt (Night Ward), with Brandt saying hello.")
    assert names(links, "person") == {"Tom Brandt"}
    assert not names(links, "character")


def test_a_title_of_honour_does_not_make_two_of_one_character() -> None:
    links = read(
        "Tom Brandt starred in the drama. He takes on another royal part, this time as Prince Aldric Veymar,"
        " brother to Reyes’s King Osbern.",
        "That is a contrast to Osbern, and Aldric is no saint.",
    )
    assert names(links, "character") == {"Aldric Veymar", "Osbern"}
    assert not {"Prince Aldric Veymar", "King Osbern"} & names(links, "person")


@pytest.mark.parametrize(
    "text",
    [
        "The president follows Angela Brandt, who leads the party, to the summit. Brandt warns of a crisis.",
        "Senator Tom Brandt meets voters as Maria Reyes, his rival, attacks the plan. Reyes insists it will fail.",
        "A man named Tom Brandt, 42, was charged. Brandt leaves a wife and a daughter, Ilse.",
        "The company has hired Dora Quist as chief, and Quist struggles with debts.",
    ],
)
def test_the_news_has_no_characters(text: str) -> None:
    filler = "The council met on Tuesday and voted on the budget of the port for the coming year without much debate. "
    assert not names(read(text, filler * 8), "character")


def test_a_famous_name_alone_decides_nothing() -> None:
    filler = "The actor spoke about the series and its first season at length, and the network listened to him. "
    assert not names(read("He is no Superman, he says.", filler * 8), "character")
    assert names(read("Then Superman saves the village in the finale.", filler * 8), "character") == {"Superman"}
