"""Outlets, networks and companies that stand in no list, by their form and by the words beside them."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Annotations, Document, Paragraph, Span


def read(*paragraphs: str, title: str | None = None) -> Annotations:
    return annotate(Document(title=title, blocks=tuple(Paragraph(p) for p in paragraphs)))


def names(links: Annotations, type_: str = "organization") -> set[str]:
    return {e.name for e in links.entities if e.type == type_}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In an interview with Lantern Magazine this week, he spoke about the show.", "Lantern Magazine"),
        ("They were on Lantern FM before the show.", "Lantern FM"),
        ("He told The Harbor Times that the show will go on.", "The Harbor Times"),
        ("The series will return, according to Quillory.", "Quillory"),
        ("The series will return (via Screen Lantern).", "Screen Lantern"),
        ("The film made ten millions, per Quillory.", "Quillory"),
        ("Quillory reports that the series will return.", "Quillory"),
        ("“We are done,” she told Quillory’s Tom Frost about the film.", "Quillory"),
        ("The end of the show was first reported by Reelside.", "Reelside"),
        ("Speaking to Lantern Daily, he said the film was late.", "Lantern Daily"),
        ("Last year the Italian production company Marefondo was on the project.", "Marefondo"),
        ("Her first album came out on the label Vexley.", "Vexley"),
        ("Vantary has acquired the rights to the film.", "Vantary"),
        ("Vantary renewed the series for a third season.", "Vantary"),
        ("The show streams exclusively on Vantary in Britain.", "Vantary"),
        ("The film is presented exclusively through Sel-Marin.", "Sel-Marin"),
        ("Vantary CEO Dora Quist liked the film.", "Vantary"),
        ("The song is out on Copper Tide Records.", "Copper Tide Records"),
        ("The Pacific Foreign Film Association took notice of the film.", "Pacific Foreign Film Association"),
        ("The song is out via Sony Music Entertainment now.", "Sony Music Entertainment"),
    ],
)
def test_words_and_forms_name_an_organization(text: str, name: str) -> None:
    assert name in names(read(text))


def test_an_outlet_in_italics_is_told_things() -> None:
    text = "She told Quillory about the film on Friday."
    links = annotate(Document(title=None, blocks=(Paragraph(text, (Span(9, 17, "emphasis"),)),)))
    assert names(links) == {"Quillory"}


@pytest.mark.parametrize(
    "text",
    [
        "He told Brandt that the series will return. Tom Brandt wrote it.",
        "The series will return, according to Brandt. The director is Tom Brandt.",
        "The series will return, according to Tirrybel Agosta. Agosta wrote it.",
        "The film was directed by Tirrybel Agosta and is available on Friday.",
        "The show airs on Sunday and is available on DVD.",
        "The song is on RSS, and the show came via Mastodon to London.",
        "Copper Hill was renewed for a second season of the show.",
        "The good news is that the Breaking News on the show was no news.",
        "Neon Harbor is a film about the neon lights of a city.",
        "She loved Captain Marvel, the film.",
        "Captain Marvel takes second place of the films.",
        "The company Friday renewed a contract, and the film was late.",
    ],
)
def test_people_words_and_days_are_no_organizations(text: str) -> None:
    assert not names(read(text))


def test_an_everyday_word_is_a_company_where_something_says_so() -> None:
    assert names(read("The film was bought by Neon, whose neon sign everybody knows.")) == {"Neon"}
    assert names(read("Neon’s film opens in May.")) == {"Neon"}


def test_the_last_word_of_a_long_name_is_the_same_organization() -> None:
    links = read("Both Brandt and 20th Century Fox did what they could for the film. Fox was proud of the film.")
    assert names(links) == {"20th Century Fox"}


def test_a_society_is_none_of_an_article_about_something_else() -> None:
    filler = "The council met on Tuesday and voted on the budget of the port for the coming year without much debate. "
    assert not names(read("The Northern Farmers Federation met.", filler * 8))


def test_who_is_told_of_behind_an_outlet_is_none() -> None:
    links = read("According to the outlet, Vessa has been cast in the series as an older prince.")
    assert "Vessa" not in names(links)


def test_outlets_are_written_in_capitals_too_and_with_a_mark_inside() -> None:
    annotations = annotate(
        Document(
            title="Jo Marsh Welcomes Second Child",
            blocks=(
                Paragraph("The film actress Jo Marsh, 34, welcomed a boy. “We are over the moon,” she tells PEOPLE."),
                Paragraph(
                    "“Jo was a champ all night long,” an insider told E! News of the star. PEOPLE are like that."
                ),
            ),
        )
    )
    assert [(quote.speaker, quote.via) for quote in annotations.quotes] == [
        ("Jo Marsh", "People"),
        ("insider", "E! News"),
    ]


def test_a_zone_of_time_is_no_outlet() -> None:
    text = "The series airs Wednesdays at 8 p.m. ET/PT on CBS. The show is a drama with a large cast of actors."
    annotations = annotate(Document(title="The series", blocks=(Paragraph(text),)))
    assert [entity.name for entity in annotations.entities if entity.type == "organization"] == ["CBS"]
