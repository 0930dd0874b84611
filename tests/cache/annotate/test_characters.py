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
        "Tom Brandt and Anna Reyes starred in the drama. He takes on another royal part, this time as Prince Aldric"
        " Veymar, brother to Reyes’s King Osbern.",
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


@pytest.mark.parametrize(
    "text",
    [
        "Contestant Mia Frost says Dana told Luke in the finale of the dating show. Luke meets fans this week.",
        "Prince Aldric and Princess Mira were at the premiere of the film. Aldric meets the cast of the story.",
        "The documentary follows Ilias, who escapes the war. In one scene of the film Ilias finds his brother.",
    ],
)
def test_real_people_of_shows_courts_and_documentaries_are_no_characters(text: str) -> None:
    assert not names(read(text), "character")


@pytest.mark.parametrize(
    ("texts", "person"),
    [
        (["The biopic Low Bells stars Anna Reyes as Dora Jean Quist, who sang in the choir."], "Dora Jean Quist"),
        (["In the biopic Low Bells Tom Brandt plays her husband, Ewan Quist."], "Ewan Quist"),
        (["Tom Brandt plays the real-life murder detective Ewan Quist in the film Low Bells."], "Ewan Quist"),
        (
            ["In the film Low Bells he is played by Tom Brandt.", "The real Ewan Quist, played by Brandt, is dead."],
            "Ewan Quist",
        ),
    ],
)
def test_whom_a_true_story_shows_is_a_person(texts: list[str], person: str) -> None:
    links = read(*texts)
    assert person in names(links, "person")
    assert person not in names(links, "character")


def test_a_part_of_another_story_stays_a_character() -> None:
    links = read(
        "Anna Reyes stars in the film Low Bells as Dora Jean Quist, who sang in a choir.",
        "Her next film is the biopic of the singer Ilse Vandermeer.",
    )
    assert "Dora Jean Quist" in names(links, "character")


def test_a_famous_name_alone_decides_nothing() -> None:
    filler = "The actor spoke about the series and its first season at length, and the network listened to him. "
    assert not names(read("He is no Superman, he says.", filler * 8), "character")
    assert names(read("Then Superman saves the village in the finale.", filler * 8), "character") == {"Superman"}


ARTICLES = [
    (
        "Recap: ‘Saltmarsh’ season 2, episode 4",
        (
            "The episode opens with Maren at the harbor. She finds Ilse in the boat house, and the two argue"
            " about money. Meanwhile, Jonas tells Petra that he has sold the farm. Detective Rourke visits the"
            " bank. Rourke suspects Jonas, but Petra lies for him. Later, Gus kisses Petra."
        ),
        {"Ilse", "Jonas", "Petra", "Rourke", "Gus"},
        set(),
    ),
    (
        "Anna Reyes joins ‘Saltmarsh’",
        (
            "Anna Reyes has joined the cast of “Saltmarsh” as a series regular. She will play Lena Okafor, a"
            " surgeon who moves home. Tom Brandt recurs as Sheriff Pike, while Ilse Vandermeer is set as Lena’s"
            " sister Britt."
        ),
        {"Lena Okafor", "Sheriff Pike", "Britt"},
        {"Anna Reyes", "Tom Brandt", "Ilse Vandermeer"},
    ),
    (
        "‘Saltmarsh’ star on Maren’s choice",
        (
            "“I think Maren loves him,” Anna Reyes says. “When she meets Jonas, something breaks.” Reyes, who has"
            " played Maren for five seasons, says the finale was hard. Brandt says Jonas’s death was planned. “It"
            " was,” says showrunner Tom Brandt."
        ),
        {"Maren", "Jonas"},
        {"Anna Reyes", "Tom Brandt"},
    ),
    (
        "A quiet film about grief",
        (
            "Vicky Krall plays Ada, a baker who is struggling with grief. Her son Milo (Finn Ross) has stopped"
            " speaking. When a stranger, Viktor, comes to the village, Ada must choose. Krall is superb, and Ross"
            " is a find. Directed by Tom Brandt, the film never hurries. Ada and Viktor’s scenes together are"
            " lovely."
        ),
        {"Ada", "Milo", "Viktor"},
        {"Vicky Krall", "Finn Ross", "Tom Brandt"},
    ),
    (
        "Tom Brandt, of ‘Harbor Lights’, dies at 84",
        (
            "Tom Brandt, the actor who played the gruff bartender Sully on the sitcom “Harbor Lights,” has died."
            " He was 84. Brandt also had roles as Judge Hollis on “Night Ward” and Uncle Fitz in the film “Low"
            " Water.”"
        ),
        {"Sully", "Judge Hollis", "Uncle Fitz"},
        {"Tom Brandt"},
    ),
    (
        "Anna Reyes wins for ‘Low Water’",
        (
            "Anna Reyes won best actress for “Low Water,” beating Nadia Bloom and Finn Ross. Reyes thanked"
            " director Tom Brandt. Bloom hugs Reyes as she leaves the stage. Host Jimmy Quill jokes about the show"
            " in the opening."
        ),
        set(),
        {"Anna Reyes", "Nadia Bloom", "Finn Ross", "Tom Brandt", "Jimmy Quill"},
    ),
    (
        "A new album of loss",
        (
            "The new album follows the death of her mother, Rosa. Producer Tom Brandt meets her in the studio,"
            " and Brandt plays guitar on six songs. On “Ember,” she sings about her brother Leo, who finds work in"
            " the city."
        ),
        set(),
        {"Tom Brandt", "Rosa", "Leo"},
    ),
]


@pytest.mark.parametrize(("title", "text", "characters", "people"), ARTICLES, ids=[a[0] for a in ARTICLES])
def test_an_article_has_its_characters_and_its_people(
    title: str, text: str, characters: set[str], people: set[str]
) -> None:
    links = read(text, title=title)
    assert (names(links, "character"), names(links, "person")) == (characters, people)


def test_who_stands_before_a_first_name_in_brackets_plays_that_part() -> None:
    links = read(
        "The new series has the thief Kel Marsh and the spy Odile Farrow, and its General Rusk is a villain.",
        "Adra Quillon (Kel) is the lead of the show, Vessa Marlo (Odile) had a part, and so had Bo Lund (Rusk).",
    )
    assert {"Kel Marsh", "Odile Farrow"} <= names(links, "character")
    assert {"Adra Quillon", "Vessa Marlo", "Bo Lund"} <= names(links, "person")


def test_who_is_named_behind_one_character_is_none() -> None:
    links = read("As the central character Ross Marlock, Adam Turner is good in the drama. Turner also sings.")
    assert "Ross Marlock" in names(links, "character")
    assert "Adam Turner" not in names(links, "character")


def test_an_article_that_sets_actors_in_brackets_does_so_everywhere() -> None:
    links = read(
        "The drama has Maren (Anna Reyes), Holt (Tom Brandt), and, late in the story, Emma (Dichka Varlow).",
    )
    assert {"Maren", "Holt", "Emma"} <= names(links, "character")
    assert "Dichka Varlow" in names(links, "person")


def test_a_part_in_quotation_marks_is_no_title() -> None:
    links = read(
        "The drama has the grim “General Rusk” in it. Ben Marlow (Rusk) was once in a film, as was Tom Brandt."
    )
    assert "General Rusk" in names(links, "character")
    assert not names(links, "show") | names(links, "film")


def test_what_only_opens_a_sentence_is_no_part_of_a_name() -> None:
    links = read("Poor-but-proud Emma Foxley (Lydia Warren) marries the rich Lord Alder (Peter Hollis) in the drama.")
    assert "Emma Foxley" in names(links, "character")


@pytest.mark.parametrize("where", ["Saltgate Sound in June", "Lamp Hall", "Saltgate Sound on Friday"])
def test_where_a_singer_plays_is_nobody(where: str) -> None:
    text = f"The singer Ada Quill tours in March with her new album, and she also plays {where}. The film is a comedy."
    document = Document(title="Ada Quill tours", blocks=(Paragraph(text),))
    assert [entity.name for entity in annotate(document).entities if entity.type == "character"] == []


def test_who_is_said_to_be_played_is_a_character() -> None:
    text = (
        "The series follows Ellen Moor, mother of Captain Nell Moor, the character played by Ada Quill in the show. "
        "Ada Quill is an actor, and the drama has a large cast."
    )
    document = Document(title="Ada Quill returns", blocks=(Paragraph(text),))
    assert {entity.name: entity.type for entity in annotate(document).entities}["Nell Moor"] == "character"


def test_a_full_name_and_a_part_are_an_actor_and_a_part_and_no_title() -> None:
    text = (
        "The trailer of the film is out, and the series has one too. Ada Quill makes her first appearance in it, and "
        "Anna Taylor-Reed’s Aliora gets a line: “You were warned, brother.” The drama opens in theaters in December."
    )
    found = annotate(Document(title="New Trailer of a Film", blocks=(Paragraph(text),)))
    kinds = {entity.name: entity.type for entity in found.entities}
    assert kinds["Anna Taylor-Reed"] == "person"
    assert kinds["Aliora"] == "character"
    assert not [name for name in kinds if "’s" in name]
