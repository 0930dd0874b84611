"""Whom a pronoun beside a quotation means: who is spoken of, not who was named last."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Document, Paragraph

SCREENS = "The film is a comedy with a large cast, the series a drama with several actors from television."
SAID = "“It took us nine long years,”"


def last_speaker(*paragraphs: str, title: str = "") -> str | None:
    document = Document(title=title, blocks=tuple(Paragraph(p) for p in (*paragraphs, SCREENS)))
    return annotate(document).quotes[-1].speaker


def test_a_pronoun_goes_on_with_who_was_a_pronoun_before() -> None:
    assert (
        last_speaker(
            "Tom Brandt, an actor, grew up in Marwick.",
            "He left at twelve. Oscar Lane cast him as the priest in a play, and he loved it.",
            f"{SAID} he said.",
        )
        == "Tom Brandt"
    )
    assert (
        last_speaker(
            "Actress Mina Holt has a cat.",
            "Her flat was a gift from her agent, the novelist Ada Quill. She sold it in May.",
            f"{SAID} she said.",
        )
        == "Mina Holt"
    )


def test_a_new_subject_is_whom_the_next_pronoun_means() -> None:
    assert (
        last_speaker("Tom Brandt was ill. He stayed at home. Oscar Lane went out.", f"{SAID} he said.") == "Oscar Lane"
    )


def test_who_plays_a_part_in_parentheses_is_not_spoken_of() -> None:
    text = "Actor Tom Brandt wrote the film in May for an old friend (Oscar Lane)."
    assert last_speaker(text, f"{SAID} he said.") == "Tom Brandt"


@pytest.mark.parametrize("verb", ["said", "recalled", "told the crowd"])
def test_who_is_alone_in_the_headline_is_spoken_of(verb: str) -> None:
    paragraphs = (
        "Actor Tom Brandt died on Monday. He was 90.",
        "The director of The Cold Room, Oscar Lane, sent a crate of pears.",
        f"{SAID} he {verb}.",
    )
    assert last_speaker(*paragraphs, title="Tom Brandt, actor of the old school, dies at 90") == "Tom Brandt"


def test_who_just_said_something_goes_on() -> None:
    text = "Oscar Lane said that he had learned of it by post."
    title = "Tom Brandt leaves the band"
    assert last_speaker("Singer Tom Brandt left in May.", f"{text} {SAID} he said.", title=title) == "Oscar Lane"


def test_who_is_named_late_in_a_sentence_is_hardly_its_subject() -> None:
    text = "The next of Mina Holt’s films, a thriller about a judge, stars Tom Brandt and Ada Quill. It begins in May."
    title = "Studio signs Mina Holt"
    assert last_speaker("Mina Holt, a director, signed.", text, f"{SAID} she said.", title=title) == "Mina Holt"


def test_pronouns_outweigh_a_first_name() -> None:
    before = "Actress Mina Holt was there. When Mikey Brandt won, she cried. Brandt had thanked her mother."
    assert last_speaker(before, f"{SAID} she said.") == "Mikey Brandt"


def test_a_pronoun_nobody_near_fits_means_nobody_far_off() -> None:
    assert (
        last_speaker(
            "The night began with songs by Ivor Lane, Mina Holt, Ada Quill and others.",
            "Tom Brandt won the prize of the town.",
            "Backstage there were tears.",
            f"{SAID} she said.",
        )
        is None
    )


def test_who_owns_the_words_is_whom_a_pronoun_means() -> None:
    before = "Actress Mina Holt wrote about Ada Quill. “It was cold,” Holt wrote."
    here = f"Although Quill’s apology did not mention Holt by name, it did mention the cold. {SAID} she wrote."
    assert last_speaker(before, here) == "Ada Quill"


def test_a_subject_with_an_adverb_before_its_verb_is_one() -> None:
    before = "Network boss Tom Brandt said viewers could expect it “next spring or later”."
    here = "Ahead of the news, Cold Room writer and director Ivor Lane also spoke about how he would go on."
    assert last_speaker(before, here, f"{SAID} he admitted.") == "Ivor Lane"


def test_whoever_is_told_is_not_the_winner_who_tells() -> None:
    said = f"{SAID} the prize winner told Mina Holt during a chat."
    assert last_speaker(said, title="Ada Quill’s Words About Tom Brandt") == "Ada Quill"


def test_pronouns_beside_somebody_who_only_listens_say_nothing_of_them() -> None:
    before = "Tom Brandt was sorry. He spoke to Mina Holt about his work, and wrote to Mina Holt that he was ill."
    assert last_speaker(before, "Ivor Lane left.", f"{SAID} she said.") == "Mina Holt"


def test_who_adds_is_who_spoke_before() -> None:
    before = "Comic Oscar Brandt died. One of his sons, Ivor Brandt, said he went “in peace and with us”."
    title = "Oscar Brandt dies"
    assert last_speaker(before, f"{SAID} he added.", title=title) == "Ivor Brandt"


def test_the_only_name_that_tells_no_gender_is_whom_the_other_pronoun_means() -> None:
    before = "Coi Brandt met Tom Lane after she had sung. She left, and he decided to make his feelings known."
    assert last_speaker(before, f"{SAID} he wrote.", "Brandt laughed.") == "Tom Lane"
    assert last_speaker(before, "Tom Lane left.", f"{SAID} she wrote.") == "Coi Brandt"


def test_a_first_name_that_tells_no_gender_is_no_reason_against_a_subject() -> None:
    before = f"“We never slept at all, not for a day,” Tom Brandt said. {SAID} he teased."
    here = "Channel boss Chris Holt praised the return of the ship."
    assert last_speaker(before, here, f"He told fans: {SAID}", title="Tom Brandt Is Cold") == "Chris Holt"
