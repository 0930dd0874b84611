"""What a quotation is about: its sentence, else its paragraph, not its article."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Article, Block, BlockQuote, Document, Paragraph, Span, make_article
from pullquote.cache.core.names.subjects import quotes_about


def understood(*paragraphs: str | BlockQuote, title: str = "A week at the pictures") -> Article:
    """Return an article of these paragraphs as the rules understand it; titles between asterisks are in italics."""
    blocks: list[Block] = []
    for paragraph in paragraphs:
        if isinstance(paragraph, BlockQuote):
            blocks.append(paragraph)
            continue
        pieces = paragraph.split("*")
        starts = [sum(map(len, pieces[:i])) for i in range(len(pieces) + 1)]
        spans = tuple(Span(starts[i], starts[i + 1], "emphasis") for i in range(1, len(pieces), 2))
        blocks.append(Paragraph("".join(pieces), spans))
    document = Document(title=title, outlet="The Lantern", blocks=tuple(blocks))
    return make_article(document, annotate(document), fetched=None, rules=1)


def about(article: Article, name: str) -> list[str]:
    of = [place for place, entity in enumerate(article.entities) if entity.name == name]
    assert of, [entity.name for entity in article.entities]
    return [article.quotes[number].text.strip(",.") for number in quotes_about(article, of)]


SEASON = (
    "Season 2 of the drama series *Salt Harbor* begins in May. “It was a cold winter for all of us,” said director "
    "Mary Ann Teller."
)
NEWS = (
    SEASON,
    "Teller also made the film *Nine Candles*. “Nobody came to the cinema that year,” Teller told Pitchfork.",
    "“I would like to sleep for a month,” said producer Robert Lind, who lives by the sea.",
    "“*Salt Harbor* taught me patience,” said Lind. “And *Nine Candles* made me poor,” Lind said.",
)


def test_a_quotation_is_about_what_its_sentence_or_paragraph_names() -> None:
    article = understood(*NEWS)
    assert about(article, "Salt Harbor") == ["It was a cold winter for all of us", "Salt Harbor taught me patience"]
    assert about(article, "Nine Candles") == ["Nobody came to the cinema that year", "And Nine Candles made me poor"]


@pytest.mark.parametrize("noun", ["the series", "the show", "their long drama", "this season"])
def test_a_work_may_be_spoken_of_by_what_it_is(noun: str) -> None:
    article = understood(NEWS[0], f"“We were all very tired by then,” Teller said of {noun}, a year later.")
    assert about(article, "Salt Harbor")[1:] == ["We were all very tired by then"]


def test_the_film_is_not_the_series_named_last() -> None:
    article = understood(
        "The film *Nine Candles* came first. Then came season 2 of the drama series *Salt Harbor*.",
        "“We shot the film in a barn,” said director Mary Ann Teller.",
    )
    assert about(article, "Nine Candles") == ["We shot the film in a barn"]
    assert about(article, "Salt Harbor") == []


def test_the_work_of_the_headline_is_spoken_of_until_another_is_named() -> None:
    title = "Season 2 of “Salt Harbor” Begins in May"
    assert about(understood(*NEWS[:3], title=title), "Salt Harbor") == ["It was a cold winter for all of us"]
    article = understood(NEWS[0], NEWS[2], NEWS[1], title=title)
    assert about(article, "Salt Harbor") == ["It was a cold winter for all of us", "I would like to sleep for a month"]


def test_what_is_set_off_after_a_colon_is_about_what_announces_it() -> None:
    letter = BlockQuote("Dear viewers, the lamp was always meant to be blue.", speaker="Mary Ann Teller")
    article = understood(
        NEWS[1], "The makers of the drama series *Salt Harbor*, now in season 2, wrote in a letter:", letter
    )
    assert about(article, "Salt Harbor") == [letter.text.strip(".")]
    assert letter.text.strip(".") not in about(article, "Nine Candles")


def test_people_are_spoken_of_by_others() -> None:
    article = understood(
        "“She never forgets a line,” said director Robert Lind of the actress Mary Ann Teller.",
        "“I forget all of them,” actress Mary Ann Teller said.",
        "“The harbor was cold,” Robert Lind said.",
    )
    assert about(article, "Mary Ann Teller") == ["She never forgets a line"]
    assert about(article, "Robert Lind") == []


def test_many_quotations_and_names_take_time_in_proportion() -> None:
    article = understood(*NEWS * 200)
    assert len(about(article, "Salt Harbor")) == 400
