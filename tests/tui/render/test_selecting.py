"""What can be selected with keys in an article, and what the keys make of a selection."""

from __future__ import annotations

import pytest

from pullquote.cache.core.article import DEK_BLOCK, TITLE_BLOCK, Article, Paragraph, Table, Veiled, block_text
from pullquote.cache.core.clippings import Place
from pullquote.tui.render.article import compose
from pullquote.tui.render.icons import UNICODE
from pullquote.tui.render.layout import typeset
from pullquote.tui.render.selecting import Selected, Unit, first_selected, from_place, selectable


def units_of(article: Article, *, numbered: bool = False) -> tuple[Unit, ...]:
    return selectable(article, compose(article, UNICODE, 60, numbered=numbered).passages)


def words(article: Article, selected: Selected) -> list[str]:
    """Return what stands at the places of a selection."""
    texts = {TITLE_BLOCK: article.title, DEK_BLOCK: article.dek or ""}
    return [
        (texts[place.block] if place.block < 0 else block_text(article.blocks[place.block]))[place.start : place.stop]
        for place in selected.places
    ]


def begin(article: Article, line: int = 0, height: int = 24) -> Selected:
    layout = typeset(compose(article, UNICODE, 60).passages, 60)
    selected = first_selected(units_of(article), layout.lines[line : line + height])
    assert selected is not None
    return selected


def test_headline_dek_quotes_headings_items_and_captions_can_be_selected(rich: Article) -> None:
    texts = [unit.text for unit in units_of(rich)]
    assert texts[:2] == [rich.title, rich.dek]
    assert "It is the same street at a different hour" in texts[3]
    assert not texts[3].startswith("“")
    assert not texts[3].endswith("”")
    assert "What comes next" in texts
    assert "The Ninth Tide" in texts
    assert "Ines Holloway on the set of Copper Lane" in texts
    assert not any("Episode" in text or "trailer" in text or "Source" in text for text in texts)


def test_what_is_veiled_cannot_be_selected() -> None:
    article = Article(
        title="A recap", blocks=(Paragraph("Before it."), Veiled("Veiled: beyond episode 5"), Table((("a", "b"),)))
    )
    assert [unit.text for unit in units_of(article)] == ["A recap", "Before it."]


def test_numbers_of_links_change_no_place(rich: Article) -> None:
    assert units_of(rich, numbered=True) == units_of(rich)


def test_the_first_paragraph_of_the_body_is_selected_whole(rich: Article) -> None:
    selected = begin(rich)
    assert words(rich, selected) == [block_text(rich.blocks[0])]
    assert selected.words == len(block_text(rich.blocks[0]).split())
    assert selected.told() == f"{selected.words} words selected in 1 paragraph"


def test_paragraphs_are_taken_in_and_left_out(rich: Article) -> None:
    selected = begin(rich)
    assert len(words(rich, selected.move_paragraph(2))) == 3
    assert selected.move_paragraph(2).move_paragraph(-2) == selected
    above = selected.move_paragraph(-9)
    assert words(rich, above)[0] == rich.title
    assert above.told().endswith("in 3 paragraphs")


def test_the_end_moves_by_words_and_the_other_end_too(rich: Article) -> None:
    first = block_text(rich.blocks[0]).split()
    selected = begin(rich).move_word(-3)
    assert selected.by_words
    assert words(rich, selected) == [" ".join(first[:-3])]
    selected = selected.turn().move_word(2)
    assert words(rich, selected) == [" ".join(first[2:-3])]
    assert selected.words == len(first) - 5
    assert words(rich, selected.turn().move_word(4))[1] == "It"
    assert words(rich, selected.switch()) == [block_text(rich.blocks[0])]


def test_by_words_a_paragraph_is_gone_through_to_its_ends(rich: Article) -> None:
    text = block_text(rich.blocks[0])
    selected = begin(rich).move_word(-3).move_paragraph(1)
    assert words(rich, selected) == [text]
    assert len(words(rich, selected.move_paragraph(1))) == 2
    assert words(rich, selected.move_paragraph(-1)) == [text.split()[0]]


def test_items_of_a_list_are_one_place(rich: Article) -> None:
    units = units_of(rich)
    at = next(number for number, unit in enumerate(units) if unit.text == "The Ninth Tide")
    selected = from_place(units, Place(units[at].block, units[at].start, units[at].start + 3))
    assert selected is not None
    assert words(rich, selected) == ["The"]
    both = selected.switch().move_paragraph(-1)
    assert words(rich, both) == ["Copper Lane, season 2\nThe Ninth Tide"]
    assert both.text == "Copper Lane, season 2\nThe Ninth Tide"


@pytest.mark.parametrize(("steps", "ends"), [(1_000, "2027."), (-1_000, "Copper")])
def test_nothing_goes_beyond_the_ends(rich: Article, steps: int, ends: str) -> None:
    selected = begin(rich).move_word(steps)
    assert words(rich, selected)[-1 if steps > 0 else 0].split()[-1 if steps > 0 else 0] == ends
    assert selected.move_word(steps) == selected


def test_a_script_without_blanks_is_selected_by_its_letters() -> None:
    article = Article(title="t", blocks=(Paragraph("海辺の町、静か。"),))
    selected = begin(article).move_word(-1)
    assert words(article, selected) == ["海辺の町、静"]


def test_what_is_selected_is_said_to_who_hears_it(rich: Article) -> None:
    selected = begin(rich).move_word(-20)
    assert selected.words < 10
    assert selected.told(spoken=True).endswith(": " + selected.text)
    assert " ... " in begin(rich).told(spoken=True)
