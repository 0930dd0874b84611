"""Which quotations are in colour, and that those set apart lose the comma of their sentence."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pullquote.cache.core.article import Article, Heading, Paragraph, PullQuote, Quote
from pullquote.tui.render.article import PROMOTED, compose
from pullquote.tui.render.icons import UNICODE
from pullquote.tui.render.quotations import Quotations, SetOff, best_quote


def interview(share: int) -> Article:
    """Return an article of a hundred sentences of which ``share`` are quotations, and a pull quote."""
    blocks, quotes = [], []
    for number in range(100):
        words = f"This is what was said or told as number {number}."
        if number < share:
            quotes.append(Quote(text=words, speaker="Ada Moss", block=number, start=1, end=1 + len(words)))
            words = f"“{words}”"
        blocks.append(Paragraph(words))
    text = "\n\n".join(block.text for block in blocks)
    return Article(title="A talk", blocks=(*blocks, PullQuote("Set off.")), text=text, quotes=tuple(quotes))


def roles(article: Article, quotations: Quotations) -> set[str]:
    passages = compose(article, UNICODE, 60, quotations=quotations).passages
    return {run.role for passage in passages for run in passage.runs} | {passage.role for passage in passages}


@pytest.mark.parametrize(
    ("share", "tinted", "running", "set_off"),
    [
        (20, "all", True, True),
        (80, "all", False, True),  # where they fill the page, colour marks nothing
        (20, "pull", False, True),
        (20, "none", False, False),
        (80, "none", False, False),
    ],
)
def test_quotations_are_in_colour_as_wanted(share: int, tinted: str, running: bool, set_off: bool) -> None:
    found = roles(interview(share), Quotations(tinted))  # type: ignore[arg-type]
    assert ("said" in found) is running
    assert ("pullquote" in found) is set_off


def test_a_quotation_set_off_by_us_loses_the_comma_of_its_sentence() -> None:
    said = "I read it on the train and missed my stop, and then I missed the next one as well,"
    text = f"“{said}” said Ada Moss, who directs, on a wet Tuesday."
    article = Article(
        title="A train", blocks=(Paragraph(text), *(Paragraph("It rained."),) * 3), text=text,
        quotes=(Quote(text=said, speaker="Ada Moss", block=0, start=1, end=1 + len(said)),),
    )  # fmt: skip
    passages = compose(article, UNICODE, 60, quotations=Quotations(promote=True)).passages
    assert next(p.text for p in passages if p.block == PROMOTED).endswith("next one as well”")
    assert next(p.text for p in passages if p.block == 0) == text
    ending = replace(article.quotes[0], text="Is it over?")
    assert ending.alone == "Is it over?"


@pytest.mark.parametrize(
    ("said", "alone"),
    [
        ("It is late,", "It is late"),
        ("It is late.", "It is late."),
        ("It is late…", "It is late…"),
        ("It is late —", "It is late —"),
        ("He said ‘no,’", "He said ‘no,’"),
        ("Late, late,", "Late, late"),
        ("晚了，", "晚了"),
        (",", ""),
    ],
)
def test_only_a_last_comma_goes(said: str, alone: str) -> None:
    assert Quote(text=said).alone == alone


SAID = "I read it on the train and missed my stop, and then I missed the next one as well"


@pytest.mark.parametrize(
    ("kinds", "order"),
    [
        ("ppSppppp", "ppSpp>ppp"),
        ("Sppp", "Spp>p"),
        ("Sphpp", "Sphp>p"),  # not below a heading
        ("pppS", "p>ppS"),
        ("ppppSp", "pp>ppSp"),
        ("ppS", "ppS"),  # no place is away from it: it is not said twice
        ("S", "S"),
        ("Shphphph", "Shphphph"),
    ],
)
def test_a_quotation_that_is_set_off_stands_away_from_its_own_words(kinds: str, order: str) -> None:
    said = f"“{SAID},” said Ada Moss."
    blocks = tuple(Heading("On") if kind == "h" else Paragraph(said if kind == "S" else "It rained.") for kind in kinds)
    quotes = tuple(
        Quote(text=SAID, speaker="Ada Moss", block=at, start=1, end=1 + len(SAID))
        for at, kind in enumerate(kinds)
        if kind == "S"
    )
    article = Article(title="A train", blocks=blocks, text=said, quotes=quotes)
    composition = compose(article, UNICODE, 60, quotations=Quotations(promote=True))
    shown = "".join(
        ">" if passage.block == PROMOTED else kinds[passage.block]
        for passage in composition.passages
        if passage.block >= 0 or (passage.block == PROMOTED and SAID[:20] in passage.text)
    )
    assert shown == order
    assert (composition.promoted is None) is (">" not in order)


def test_the_best_quotation_that_has_a_place_is_set_off() -> None:
    longer, shorter = SAID + ", and the one after that", SAID
    texts = [f"“{shorter}.”", *["It rained."] * 2, f"“{longer}.”", "It rained."]
    quotes = tuple(
        Quote(text=text, speaker="Ada Moss", block=at, start=1, end=1 + len(text))
        for at, text in ((0, shorter), (3, longer))
    )
    article = Article(title="A train", blocks=tuple(map(Paragraph, texts)), text=" ".join(texts), quotes=quotes)
    assert best_quote(article) == SetOff(1, 1)
