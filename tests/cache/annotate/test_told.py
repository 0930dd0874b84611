"""The outlet a quotation was given to."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Annotations, Document, Paragraph

SCREENS = "The film is a comedy with a large cast, the series a drama with several actors from television."


def read(*paragraphs: str) -> Annotations:
    return annotate(Document(blocks=tuple(Paragraph(p) for p in (*paragraphs, SCREENS))))


def outlets(*paragraphs: str) -> list[str | None]:
    return [quote.via for quote in read(*paragraphs).quotes]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("“It took us nine long years,” singer Ada Quill told The Lantern.", "The Lantern"),
        ("“It took us nine long years,” Ada Quill told the Marwick Gazette.", "Marwick Gazette"),
        ("“It took us nine long years,” she told Variety.", "Variety"),
        ("In an interview with Harbour Weekly, Ada Quill said: “It took us nine long years.”", "Harbour Weekly"),
        ("Speaking to Marwick FM on Friday, Ada Quill said: “It took us nine long years.”", "Marwick FM"),
        ("Ada Quill said in a statement to Harbour News that it “took us nine long years.”", "Harbour News"),
        ("Ada Quill wrote on Instagram: “It took us nine long years.”", "Instagram"),
        ("“It took us nine long years,” Ada Quill captioned her Instagram post.", "Instagram"),
        ("“It took us nine long years,” Ada Quill said on the Slow Walks podcast.", "Slow Walks"),
        ("According to Harbour Magazine, Ada Quill said: “It took us nine long years.”", "Harbour Magazine"),
        ("“It took us nine long years,” Ada Quill said (via Harbour Magazine).", "Harbour Magazine"),
        ("“It took us nine long years,” Ada Quill told Slow Lamp.", "Slow Lamp"),
        ("“It took us nine long years,” Ada Quill told Velvetine in May.", "Velvetine"),
        ("“It took us nine long years,” Ada Quill told Lamp & Wick.", "Lamp & Wick"),
        ("“It took us nine long years,” Ada Quill told Radio Wexmere.", "Radio Wexmere"),
        ("“It took us nine long years,” Ada Quill told the trade daily Stages Now.", "Stages Now"),
        ("“It took us nine long years,” Ada Quill told radio station Onda Nove.", "Onda Nove"),
        ("“It took us nine long years,” Ada Quill told the broadcaster WRT.", "WRT"),
        ("“It took us nine long years,” Ada Quill told the Lincoln Ploughman.", "Lincoln Ploughman"),
        ("Speaking to Velvetine in June, Ada Quill said that it “took us nine long years.”", "Velvetine"),
        ("In a chat with Gents magazine, Ada Quill said: “It took us nine long years.”", "Gents magazine"),
        ("In an interview with Lamp & Wick, Ada Quill said it “took us nine long years.”", "Lamp & Wick"),
        ("Ada Quill, asked at a farmers’ market by The Wexmere Ear, said, “It took us nine years.”", "The Wexmere Ear"),
        ("Ada Quill spoke of it once, to The Wexmere Lamp: “It took us nine long years.”", "The Wexmere Lamp"),
        ("“It took us nine long years,” Ada Quill told the news agency WexPress.", "WexPress"),
        ("“It took us nine long years,” Ada Quill told Finnish broadcaster WRT.", "WRT"),
        ("“It took us nine long years,” Ada Quill told BBC Teatime on Monday.", "BBC Teatime"),
        ("In a Variety cover story, Ada Quill said that it “took us nine long years.”", "Variety"),
        ("Speaking on the Slow Walks podcast, Ada Quill said it “took us nine long years.”", "Slow Walks"),
        ("“It took us nine long years,” Ada Quill told Walkers’s Health.", "Walkers’s Health"),
        ("“It took us nine long years,” Ada Quill told Quiet Drummer.", "Quiet Drummer"),
        ("“It took us nine long years,” Ada Quill told W-LAMP.", "W-LAMP"),
        ("“It took us nine long years,” Ada Quill told Tom Brandt of Harbour News.", "Harbour News"),
        ("“It took us nine long years,” Ada Quill said on the podcast Slow and Cold.", "Slow and Cold"),
        ("“It took us nine long years,” Ada Quill said to the Republican nominee.", None),
        ("“It took us nine long years,” Ada Quill told Congress.", None),
        ("“It took us nine long years,” Ada Quill told Ottilie Marrow-Finch.", None),
        ("“It took us nine long years,” Ada Quill told Marrow. Joss Marrow wept.", None),
        ("“It took us nine long years,” Ada Quill told Tom Brandt.", None),
        ("“It took us nine long years,” Ada Quill told fans in London on Monday.", None),
        ("“It took us nine long years,” said Ada Quill, who works for Harbour Magazine.", None),
    ],
)
def test_the_outlet_words_were_said_to(text: str, outlet: str | None) -> None:
    assert outlets(text) == [outlet]


def test_who_told_an_outlet_speaks_to_it_in_the_next_paragraph() -> None:
    told = "Ada Quill told Harbour Weekly that the house is cold."
    assert outlets(told, "“It took us nine long years,” Quill said.") == ["Harbour Weekly"]
    assert outlets(told + " Tom Brandt left.", "“It took us nine long years,” said Mina Holt.") == [None]
    assert outlets("“It is cold,” Ada Quill told Harbour Weekly.", "“We left in May,” said Quill.")[1:] == [None]


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("The film is “a triumph of the small and the quiet”, said Ada Quill in The Guardian.", "The Guardian"),
        ("“A triumph of the small and the quiet,” wrote Ada Quill of The Evening Post.", "The Evening Post"),
        ("The film is “a mess from the start to the end” (The Evening Times).", "The Evening Times"),
        ("Ada Quill at Variety calls the film “a mess from the start to the end”.", "Variety"),
        ("The Evening Post’s Ada Quill found it “a mess from the start to the end”.", "The Evening Post"),
        ("“It is a mess from start to end,” reads the review in The Evening Standard.", "The Evening Standard"),
        ("In The Guardian, Ada Quill called the film “a mess from the start to the end”.", "The Guardian"),
        ("Ada Quill played the queen in a film for Variety; “it was a mess from start to end”.", None),
        ("“It was a mess from start to end,” said Ada Quill of the film.", None),
    ],
)
def test_critics_are_quoted_with_their_outlet(text: str, outlet: str | None) -> None:
    names = [quote.via for quote in read("Ada Quill is an actor and a critic.", text).quotes]
    assert [name and name.removeprefix("The ") for name in names] == [outlet and outlet.removeprefix("The ")]


def test_each_quotation_has_the_outlet_of_its_own_sentence() -> None:
    text = "“It took us nine long years,” Ada Quill told Variety. Tom Brandt told Harbour Magazine: “We will be back.”"
    assert outlets(text) == ["Variety", "Harbour Magazine"]


def test_the_outlet_that_is_known_by_now_is_told_again() -> None:
    first = "“It took us nine long years,” Ada Quill told Harbour Magazine."
    assert outlets(first, "“We will be back soon,” she told the magazine.", "“We will,” said Tom Brandt loudly.") == [
        "Harbour Magazine",
        "Harbour Magazine",
        None,
    ]


def test_the_outlet_is_the_one_named_last_even_where_nobody_is_quoted() -> None:
    assert outlets(
        "“It took us nine long years,” Ada Quill told Variety.",
        "In an older chat with Harbour Magazine, Quill spoke of the winter.",
        "“Nobody slept then, and it was cold,” Quill told the outlet.",
    ) == ["Variety", "Harbour Magazine"]


def test_an_outlet_that_reported_was_not_told_what_follows() -> None:
    assert outlets(
        "According to Harbour Magazine, Ada Quill was ill in June.", "“It took us nine long years,” Quill wrote."
    ) == [None]


def test_a_part_with_its_actor_behind_it_is_no_outlet() -> None:
    text = "The film’s emperor is played by Ada Quill. “I have lost them all,” he tells Chanor (Zendra) in the drama."
    (quote,) = annotate(Document(blocks=(Paragraph(text),))).quotes
    assert quote.via is None
