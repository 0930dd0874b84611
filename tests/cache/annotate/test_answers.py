"""Answers of interviews printed as questions and answers, without quotation marks."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Block, Document, Heading, Paragraph, Quote
from pullquote.cache.extract import read_page

TITLE = "Director Ada Quill on her film The Cold Room"
ANSWERS = (
    "I went to the harbour every day, and my sister came along.",
    "We sold it in May. “Take it,” they said, and I did.",
    "Because nobody asked me to.",
)
QUESTIONS = ("Where did you write it?", "Is it true that the house is gone?", "Why did you stay?")


def quotes(*blocks: Block | str, title: str = TITLE, dek: str = "", outlet: str = "Lamp Weekly") -> tuple[Quote, ...]:
    body = tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks)
    return annotate(Document(title=title, dek=dek or None, outlet=outlet, blocks=body)).quotes


def said(*blocks: Block | str, title: str = TITLE, dek: str = "") -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker) for quote in quotes(*blocks, title=title, dek=dek)]


BY_ADA = [(answer, "Ada Quill") for answer in ANSWERS]


def test_what_follows_questions_is_said_by_who_is_in_the_headline() -> None:
    parts = [part for pair in zip(QUESTIONS, ANSWERS, strict=True) for part in pair]
    assert said("Ada Quill is a director.", *parts) == BY_ADA
    assert said("She is a director.", *parts, title="Five minutes by the sea", dek="Ada Quill talks") == BY_ADA
    headings = [Heading(part) if part in QUESTIONS else part for part in parts]
    assert said("Ada Quill is a director.", *headings) == BY_ADA


def test_a_question_may_be_the_first_line_of_the_paragraph_of_its_answer() -> None:
    pairs = list(zip(QUESTIONS, ANSWERS, strict=True))
    assert said("Ada Quill is a director.", *(f"{asked}\n{told}" for asked, told in pairs)) == BY_ADA
    labelled = [f"LAMP WEEKLY: {asked}\nADA QUILL: {told}" for asked, told in pairs]
    assert said("Ada Quill is a director.", *labelled) == BY_ADA
    remark = [f"{asked}\n{told}" for asked, told in zip(("So you sold it.", *QUESTIONS[1:]), ANSWERS, strict=True)]
    assert said("Ada Quill is a director.", *remark) == BY_ADA
    verse = [f"Who lit the lamp?\nThe wind, number {number}." for number in range(4)]
    assert said("Ada Quill is a director.", *verse) == []


@pytest.mark.parametrize(("asks", "answers", "between"), [("Q", "A", "</p><p>"), ("LAMP WEEKLY", "ADA QUILL", "<br>")])
def test_who_asks_and_who_answers_open_no_titles(asks: str, answers: str, between: str) -> None:
    turns = "".join(
        f"<p><b>{asks}: How was day {day} on the set?</b>{between}<b>{answers}:</b> It was long, and I cried {day} "
        "times before lunch because of the wind.</p>"
        for day in range(6)
    )
    html = f"<h1>Ada Quill on Lamps</h1><p>The star tells us all about the new season.</p>{turns}"
    document = read_page(f"<html><body><main><article>{html}</article></main></body></html>")
    assert not [entity.name for entity in annotate(document).entities if ":" in entity.name]


def test_a_remark_in_place_of_a_question_is_nobodys_answer() -> None:
    parts = [QUESTIONS[0], ANSWERS[0], "The house was sold, I hear.", ANSWERS[1], QUESTIONS[2], ANSWERS[2]]
    more = ["And the sea?", "I love it."]
    assert said("Ada Quill is a director.", *parts, *more) == [*BY_ADA, ("I love it.", "Ada Quill")]


def test_an_answer_is_the_text_behind_the_name() -> None:
    parts = [
        part
        for question, answer in zip(QUESTIONS, ANSWERS, strict=True)
        for part in (f"Lamp Weekly: {question}", f"Ada Quill: {answer}")
    ]
    assert said(*parts) == BY_ADA
    parts = [part.replace("Lamp Weekly:", "LW:").replace("Ada Quill:", "AQ:") for part in parts]
    assert said("Ada Quill is a director.", *parts) == BY_ADA
    parts = [part.replace("LW:", "Q:").replace("AQ:", "A:") for part in parts]
    assert said("Ada Quill is a director.", *parts) == BY_ADA


def test_two_who_talk_are_told_apart_by_their_names() -> None:
    parts = ["ADA: I saw it in May.", "TOM: Nobody told me.", "ADA: My sister did.", "TOM: She told us about the sea."]
    found = said("Ada Quill and Tom Brandt talk about a film.", *parts)
    assert [speaker for _, speaker in found] == ["Ada Quill", "Tom Brandt"] * 2
    assert [text for text, _ in found][:2] == ["I saw it in May.", "Nobody told me."]


def test_a_page_keeps_its_paragraphs() -> None:
    parts = [part for pair in zip(QUESTIONS, ANSWERS, strict=True) for part in pair]
    assert {quote.kind for quote in quotes("Ada Quill is a director.", *parts)} == {"inline"}


def test_lists_and_questions_of_the_writer_are_no_interview() -> None:
    rows = [f"{label}: {what}" for what in ("a house", "a lamp", "a boat") for label in ("Pros", "Cons")]
    assert said("Ada Quill tried three of them.", *rows) == []
    parts = [part for question in QUESTIONS for part in (question, "Ada Quill has not said so, and the film is out.")]
    assert said("The film is out.", *parts) == []
    assert said(QUESTIONS[0], ANSWERS[0], "Ada Quill is a director.", "The film is out.", "It is a comedy.") == []


def test_a_quotation_behind_a_question_is_the_answer_of_who_is_in_the_headline() -> None:
    answer = "It was cold, and nobody came."
    for question in ("Is there much of Tom Brandt in it?", "Your guitarist, Tom Brandt, nearly left."):
        assert said("Ada Quill is a director. Tom Brandt plays.", question, f"“{answer}”") == [(answer, "Ada Quill")]


def test_answers_in_quotation_marks_are_of_who_is_in_the_headline() -> None:
    parts = [
        "Where did you write it?",
        "“By the harbour, every day.”",
        "When does that happen?!",
        "“In May, they say.”",
    ]
    more = ["Why did you stay?", "“Because nobody asked me to go.”"]
    found = said(*parts, *more, title="Michelle Brandt Talks The Cold Room")
    assert found == [
        ("By the harbour, every day.", "Michelle Brandt"),
        ("In May, they say.", "Michelle Brandt"),
        ("Because nobody asked me to go.", "Michelle Brandt"),
    ]


def test_a_transcript_in_quotation_marks_quotes_everybody_it_names() -> None:
    lines = ("“HOLT: Why did you stay?", "“QUILL: Because I was asked to.", "“HOLT: By whom?", "“QUILL: By my sister.”")
    found = said("Ada Quill met Mina Holt on air.", "Partial transcript as follows:", *lines)
    assert [who for _, who in found] == ["Mina Holt", "Ada Quill"] * 2
    assert found[0][0] == "Why did you stay?"


def test_who_answers_may_be_who_is_said_to_have_talked() -> None:
    parts = [part for pair in zip(QUESTIONS, ANSWERS, strict=True) for part in pair]
    opening = "Director Ada Quill, whose film ends in fire, spoke with Lamp Weekly about it and about Bram Holt."
    assert said("Bram Holt acted in it.", opening, *parts, title="That ending, explained") == BY_ADA
