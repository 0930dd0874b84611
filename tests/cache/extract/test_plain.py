# ruff: noqa: E501 -- markup and prose read better on one line
from __future__ import annotations

from pathlib import Path

import pytest

from pullquote.cache.core.article import (
    BlockQuote,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    PullQuote,
    Reference,
    Rule,
    Source,
    body_text,
)
from pullquote.cache.extract import read, read_text

FIRST = (
    "For everyone who watched season one of\u00a0Harbour Lights\u00a0in a night, the wait has been long. The makers of\u00a0Night"
    " Ferry,\u00a0Tin Kings\u00a0and the rest now say more, and they say it to anybody who asks."
)
SAVED = f"""Harbour Lights Maker Says Season 2 Will Be A 'Different Tide'

Harbour Lights season 2 - Kim Vale

{FIRST}

“She is a very private person, it’s very quiet. So when they come to take the harbour, she says ‘Take it, I only want to sleep.’ It will be a different tide.”

harbour lights kim vale

Kim Vale played the captain in every episode, and she is said to return for all of the second year as well.

NEXT: Harbour Lights Maker Teases A 'Changed' Captain

\u00a0Tin Kings\u00a0season 1 is out now. Dates for\u00a0Night FerryThe Glass Coast, and\u00a0Low Water\u00a0are not known.

Source: The Wire Room

Ola Berg The Long Pier
The Long Pier's Ola Tells Her Crew They Are 'Done,' Despite The Storm

More in TV News
"""


def test_an_article_saved_as_text() -> None:
    document = read(SAVED.encode())
    assert document.title == "Harbour Lights Maker Says Season 2 Will Be A 'Different Tide'"
    assert [type(block) for block in document.blocks] == [Image, Paragraph, PullQuote, Image, Paragraph, Paragraph]
    assert [b.alt for b in document.blocks if isinstance(b, Image)] == [
        "Harbour Lights season 2 - Kim Vale",
        "harbour lights kim vale",
    ]
    assert document.next == (Reference("Harbour Lights Maker Teases A 'Changed' Captain"),)
    assert document.source == Source("The Wire Room")
    assert document.related == (
        Reference(
            "The Long Pier's Ola Tells Her Crew They Are 'Done,' Despite The Storm", None, "Ola Berg The Long Pier"
        ),
    )
    text = body_text(document.blocks)
    for boilerplate in ("NEXT", "Source:", "More in TV News", "Long Pier", "season 2 - Kim"):
        assert boilerplate not in text


def test_no_break_spaces_tell_of_italics() -> None:
    document = read_text(SAVED)
    marked = [
        block.text[span.start : span.end]
        for block in document.blocks
        if isinstance(block, Paragraph)
        for span in block.spans
    ]
    assert marked == [
        "Harbour Lights",
        "Night Ferry",
        "Tin Kings",
        "Tin Kings",
        "Night Ferry",
        "The Glass Coast",
        "Low Water",
    ]
    assert "\u00a0" not in body_text(document.blocks)


def test_wrapped_lines_are_joined_and_verse_is_not() -> None:
    wrapped = (
        "The Ferry Sails Again\n\nThe boat that gave the show its name has left the harbour for\n"
        "the first time in nine years, and the crew stood on deck to see\nthe lights go by, one after another, until it was dark.\n\n"
        "Oh harbour,\noh light,\nstay here.\n\nThat was the song they sang, and nobody on the pier went home before midnight."
    )
    document = read_text(wrapped)
    assert document.title == "The Ferry Sails Again"
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert texts[0].startswith("The boat that gave the show its name has left the harbour for the first time")
    assert "\n" not in texts[0]
    assert texts[1] == "Oh harbour,\noh light,\nstay here."


def test_one_paragraph_a_line() -> None:
    lines = [
        "The Ferry Sails Again",
        *(f"Paragraph number {n} tells of the crew, the harbour and the long way home." for n in range(6)),
    ]
    assert len(read_text("\n".join(lines)).blocks) == 6


def test_byline_and_date_under_the_headline() -> None:
    document = read_text(
        "The Ferry Sails Again\n\nBy Kim Vale and Ola Berg\n\nMay 4, 2021\n\nThe boat left the harbour, and the crew stood on deck."
    )
    assert document.byline == ("Kim Vale", "Ola Berg")
    assert document.published is not None
    assert document.published.date().isoformat() == "2021-05-04"
    assert body_text(document.blocks) == "The boat left the harbour, and the crew stood on deck."


def test_lists_headings_and_rules_in_plain_text() -> None:
    document = read_text(
        "The Ferry Sails Again\n\nThe boat left the harbour, and the crew stood on deck to watch.\n\nWhat Comes After The Storm\n\n"
        "It will be back before winter, the studio says, with all of its crew.\n\n- a captain\n- a cook\n\n* * *\n\nThe end of the season is not yet written."
    )
    kinds = [type(block) for block in document.blocks]
    assert kinds == [Paragraph, Heading, Paragraph, ListBlock, Rule, Paragraph]


MARKDOWN = """---
title: "The Ferry Sails Again"
author: Kim Vale
date: 2021-05-04
---

The boat of *Harbour Lights* left, **finally**, as [the studio](https://studio.example/x) said in `code`.
It came back.

## What comes next

> A letter from the crew,
> in two lines.

- one *item*
- two

![A pier](https://img.example/a.jpg "At dawn")

---

[bad](javascript:alert(1)) \\*stars\\* stay.
"""


def test_markdown() -> None:
    document = read(MARKDOWN.encode(), name="ferry.md")
    assert document.title == "The Ferry Sails Again"
    assert document.byline == ("Kim Vale",)
    assert document.published is not None
    first, heading, quote, items, image, rule, last = document.blocks
    assert isinstance(first, Paragraph)
    assert first.text == "The boat of Harbour Lights left, finally, as the studio said in code. It came back."
    assert [(first.text[s.start : s.end], s.kind, s.href) for s in first.spans] == [
        ("Harbour Lights", "emphasis", None),
        ("finally", "strong", None),
        ("the studio", "link", "https://studio.example/x"),
        ("code", "code", None),
    ]
    assert heading == Heading("What comes next", 2)
    assert isinstance(quote, BlockQuote)
    assert isinstance(items, ListBlock)
    assert [item.text for item in items.items] == ["one item", "two"]
    assert image == Image("https://img.example/a.jpg", "A pier", "At dawn")
    assert isinstance(rule, Rule)
    assert last == Paragraph("bad *stars* stay.")


def test_the_seed_article() -> None:
    folder = Path(__file__).parents[4] / "shared" / "seed"
    files = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    if not files:
        pytest.skip("the seed article is not here")
    document = read(files[0].read_bytes(), name=files[0].name)
    assert document.title
    assert sum(isinstance(block, Image) for block in document.blocks) == 2
    assert sum(isinstance(block, PullQuote) for block in document.blocks) == 1
    assert document.next
    assert document.related
    assert document.related[0].alt
    assert document.source == Source("ET")
    text = body_text(document.blocks)
    assert "NEXT" not in text
    assert "More in" not in text


COPIED = """Skip to main content
TV
Paper Boats Sets Its Course for a Second Season
The harbour drama will be back in spring, shorter and louder
By Jane Roe
Nov 30, 2026, 10:15 AM ET
Nora Vance as Captain Moor in Paper Boats

Nora Vance will play the ferry captain of Paper Boats again, after a year in which she made two films and sailed.

“The town is the lead now,” she said in an interview that was as long as a crossing, and as rough as one as well.

More from The Reel
Ten Ferries on Film, Ranked
Who Is Ivor Lane?
"""


def test_a_page_that_was_copied_has_its_head_in_lines_and_other_stories_behind_it() -> None:
    document = read_text(COPIED)
    assert document.title == "Paper Boats Sets Its Course for a Second Season"
    assert document.dek == "The harbour drama will be back in spring, shorter and louder"
    assert document.byline == ("Jane Roe",)
    assert document.published is not None
    assert [type(block) for block in document.blocks[:2]] == [Image, Paragraph]
    assert "More from" not in body_text(document.blocks)
    assert "Skip" not in body_text(document.blocks)


def test_signs_around_words_of_plain_text_are_emphasis() -> None:
    document = read_text("A Night at Sea\n\nThey saw _Paper Boats_ and *Tern*, but 2 * 3 and a_b_c stay as they were.")
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    assert block.text == "They saw Paper Boats and Tern, but 2 * 3 and a_b_c stay as they were."
    assert [block.text[span.start : span.end] for span in block.spans] == ["Paper Boats", "Tern"]


@pytest.mark.parametrize("first", ["Dune: Part Two", "It Ends", "Review\nby nobody"])
def test_a_short_first_line_may_be_the_headline(first: str) -> None:
    document = read_text(
        f"{first}\n\nA film of four hours that nobody in the town had asked for opened on Friday there."
    )
    assert document.title == first.split("\n")[0]
