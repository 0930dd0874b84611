"""Typesetting: lines that fit, words that stay, places that are found again."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from pullquote.cache.core.article import Article, BlockQuote, Paragraph, PullQuote, Quote, Table
from pullquote.tui.render.article import PROMOTED, TABLE, compose, written_date
from pullquote.tui.render.icons import ASCII, LINEAR, UNICODE
from pullquote.tui.render.layout import Passage, balance, break_lines, set_table, typeset
from pullquote.tui.render.quotations import Quotations, SetOff, best_quote

WORDS = st.text(alphabet=st.sampled_from("ab cd\u00a0ë—字漢\n-e"), max_size=200)


@settings(max_examples=200, deadline=None)
@given(WORDS, st.integers(min_value=4, max_value=60))
def test_lines_fit_and_lose_no_letter(text: str, width: int) -> None:
    lines = [text[start:end] for start, end in break_lines(text, width)]
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split(" ")) == "".join(text.replace("\n", " ").split(" "))


@settings(max_examples=100, deadline=None)
@given(WORDS, st.integers(min_value=16, max_value=60))
def test_balanced_lines_are_as_many_and_fit(text: str, width: int) -> None:
    balanced = balance(text, width)
    assert len(balanced) == len(list(break_lines(text, width)))
    assert all(cell_len(text[start:end]) <= width for start, end in balanced)


def test_a_dash_parts_and_a_no_break_space_holds() -> None:
    assert [t[s:e] for t in ["one—two"] for s, e in break_lines(t, 5)] == ["one—", "two"]
    assert [t[s:e] for t in ["on 5\u00a0May"] for s, e in break_lines(t, 6)] == ["on", "5\u00a0May"]


def test_bars_repeat_and_marks_hang(rich: Article) -> None:
    layout = typeset(compose(rich, UNICODE, 40).passages, 40)
    quote = [line for line in layout.lines if line.passage.role == "pullquote"]
    assert len(quote) > 2
    assert quote[0].lead == " ┃  “"
    assert {line.lead for line in quote[1:]} == {" ┃   "}
    assert quote[-1].text.endswith("needed.”")
    assert all(cell_len(line.lead + line.text) <= 40 for line in layout.lines)


def test_places_survive_another_measure(rich: Article) -> None:
    wide, narrow = (typeset(compose(rich, UNICODE, width).passages, width) for width in (70, 30))
    for number in range(0, len(wide.lines), 3):
        there = narrow.line_of_place(wide.place(number))
        assert abs(narrow.place(there) - wide.place(number)) < 0.05
    assert wide.place(0) == 0.0


def test_a_mention_is_found_behind_a_numbered_link(rich: Article) -> None:
    for numbered in (False, True):
        composition = compose(rich, UNICODE, 60, numbered=numbered)
        layout = typeset(composition.passages, 60)
        quote = rich.quotes[2]
        first, last = layout.lines_of(quote.block, quote.start, quote.end) or (0, 0)
        shown = " ".join(line.text for line in layout.lines[first : last + 1])
        assert "honest and tiring" in shown
        passage = layout.lines[first].passage
        part = passage.covers(quote.start, quote.end)
        assert part
        assert passage.text[slice(*part)] == "honest and tiring"
        assert ("review[1]" in passage.text) is numbered
    assert [link.address for link in composition.links][:2] == [
        "https://lantern.example/review?id=7",
        "https://video.example/watch?v=1",
    ]


def test_titles_of_works_are_set_in_italics_and_quotations_marked(rich: Article) -> None:
    passage = next(p for p in compose(rich, UNICODE, 60).passages if p.block == 0)
    roles = {passage.text[run.start : run.end]: run.role for run in passage.runs}
    assert roles["Dara Finch"] == "name"
    assert roles["“We wanted silence to be a character,”"] == "said"
    assert ("Copper Lane", "work") in {(passage.text[r.start : r.end], r.role) for r in passage.runs}


def test_the_best_quotation_is_set_off_where_the_outlet_set_none() -> None:
    said = "I read it on the train and missed my stop, and then I missed the next one as well."
    text = f"“{said}” said Ada Moss, who directs, on a wet Tuesday."
    article = Article(
        title="A train", blocks=(Paragraph(text), *(Paragraph("It rained."),) * 3), text=text,
        quotes=(Quote(text=said, speaker="Ada Moss", block=0, start=1, end=1 + len(said)),),
    )  # fmt: skip
    assert best_quote(article) == SetOff(0, before=3)
    composed = compose(article, UNICODE, 60, quotations=Quotations(promote=True))
    assert composed.promoted == 0
    assert [p.role for p in composed.passages if p.block == PROMOTED] == ["pullquote"]
    assert compose(article, UNICODE, 60).promoted is None


def test_ascii_and_linear_signs_are_ascii(rich: Article) -> None:
    for icons in (ASCII, LINEAR):
        for line in typeset(compose(rich, icons, 60).passages, 60).lines:
            assert line.lead.isascii()
    assert "|" not in "".join(line.lead for line in typeset(compose(rich, LINEAR, 60).passages, 60).lines)


def test_tables_fit_or_become_pairs() -> None:
    rows = (("Episode", "Director"), ("The Lamp and the Long Road Home", "Ada Moss"))
    assert all(cell_len(line) <= 30 for line in set_table(rows, 30))
    assert set_table(rows, 10)[:2] == ["Episode: The Lamp and the Long Road Home", "Director: Ada Moss"]
    assert set_table((), 30) == []
    assert set_table((("Ada Moss", "The Long Road"),), 10)[:2] == ["Ada Moss", "The Long Road"]
    dates = (("Oct. 12", "Aldport"), ("Oct. 14", "Brill"))
    assert set_table(dates, 30, head=False) == ["Oct. 12  Aldport", "Oct. 14  Brill"]
    assert set_table(dates, 10, head=False) == ["Oct. 12", "Aldport", " ", "Oct. 14", "Brill", " "]


def test_a_cell_of_a_table_is_broken_between_words() -> None:
    rows = (("Relic", "Where it lies", "Price"), ("Lantern of the Old Harbour", "Underneath", "12"))
    assert set_table(rows, 30) == [
        "Relic        Where it    Price",
        "             lies",
        "",
        "Lantern of   Underneath     12",
        "the Old",
        "Harbour",
    ]


def test_the_widest_column_has_most_of_the_room_and_rows_of_several_lines_are_parted() -> None:
    rows = (
        ("No", "Title", "Studio"),
        ("1", "The Long Road to the Quiet Harbour", "Northlight Films"),
        ("2", "Salt", "Reel"),
    )
    assert set_table(rows, 36) == [
        "No  Title               Studio",
        "",
        " 1  The Long Road to    Northlight",
        "    the Quiet Harbour   Films",
        " ",
        " 2  Salt                Reel",
    ]


def test_columns_of_numbers_are_set_to_the_right() -> None:
    rows = (
        ("#", "Film", "Weekend", "Change", "Year"),
        ("1.", "Low Water", "$9.4M", "—", "2026"),
        ("10.", "The Lamp", "$12,301,118", "-51.2%", "2025"),
    )
    assert set_table(rows, 60) == [
        "  #  Film           Weekend  Change  Year",
        "",
        " 1.  Low Water        $9.4M       —  2026",
        "10.  The Lamp   $12,301,118  -51.2%  2025",
    ]
    assert set_table((("A", "Date"), ("1", "May 3"), ("20", "12")), 30)[3] == "20  12"
    assert set_table((("5", "Ada"), ("12", "Bram")), 30, head=False) == [" 5  Ada", "12  Bram"]


def test_dates_are_written_out(rich: Article) -> None:
    assert written_date(rich.published) == "4\u00a0March\u00a02026"
    assert written_date(None) == ""


def test_an_insert_moves_what_comes_after_it_only() -> None:
    passage = Passage("ab[1]cd", "body", inserts=((2, 3),))
    assert passage.covers(0, 2) == (0, 2)
    assert passage.covers(2, 4) == (2, 7)
    assert passage.covers(3, 4) == (6, 7)


def test_a_signature_is_shown_below_its_quotation(rich: Article) -> None:
    by = "Ada Moss, designer"
    blocks = (PullQuote("I said it.", speaker="Ada Moss", signature=by), BlockQuote("A letter.", signature=by))
    passages = compose(replace(rich, blocks=blocks, quotes=(), mentions=()), UNICODE, 60).passages
    assert [passage.text for passage in passages if passage.role == "speaker"] == [f"— {by}", f"— {by}"]


def test_a_table_without_a_head_has_no_rule(rich: Article) -> None:
    table = Table((("Oct. 12", "Aldport"), ("Oct. 14", "Brill")), head=False)
    passages = compose(replace(rich, blocks=(table,), quotes=(), mentions=()), UNICODE, 60).passages
    assert [passage.role for passage in passages if passage.block == TABLE] == ["table", "table"]
