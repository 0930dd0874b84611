"""Who says a quotation: the subject of its verb of speech, not whoever is named nearest."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Annotations, BlockQuote, Document, Paragraph

SCREENS = "The film is a comedy with a large cast, the series a drama with several actors from television."
CAST = "Director Ada Quill met actress Mina Holt and comedian Tom Brandt on Monday."


def read(*paragraphs: str) -> Annotations:
    return annotate(Document(blocks=tuple(Paragraph(p) for p in (*paragraphs, SCREENS))))


def speakers(*paragraphs: str) -> list[str | None]:
    return [quote.speaker for quote in read(*paragraphs).quotes]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Quill, who once wrote for Tom Brandt, said: “It took us nine long years.”", "Ada Quill"),
        ("Ada Quill, head of comedy for Brandt & Holt, said, “It took us nine long years.”", "Ada Quill"),
        ("Fellow climber, set designer Ivor Lane, 60, from Port Marwick, North Wessex, said: “It hurt.”", "Ivor Lane"),
        ("“It took us nine long years,” said Ada Quill of Tom Brandt.", "Ada Quill"),
        ("As Ada Quill noted when asked about Tom Brandt, “it took us nine long years.”", "Ada Quill"),
        ("Ada Quill told Tom Brandt’s show that it “took us nine long years.”", "Ada Quill"),
        ("Ada Quill paid tribute to Mina Holt, telling the room it “took us nine long years.”", "Ada Quill"),
        ("Both Ada Quill and Tom Brandt cried, with Brandt joking to her, “It took us nine long years!”", "Tom Brandt"),
        ("Ada Quill met Tom Brandt in Leeds and said: “It took us nine long years.”", "Ada Quill"),
        ("Ada Quill also says Tom Brandt couldn’t read: “It took us nine long years.”", "Ada Quill"),
        ("Ada Quill said that Tom Brandt once called it “a very long and cold walk”.", "Ada Quill"),
        ("Ada Quill waved, but Tom Brandt said it “took us nine long years”.", "Tom Brandt"),
        ("“It took us nine long years,” Brandt agent Mina Holt said.", "Mina Holt"),
        ("The film ended, says director Ada Quill, “when we had no more money left.”", "Ada Quill"),
        ("Ada Quill wrote it. Tom Brandt had to wait, said Quill, “until we had no more money.”", "Ada Quill"),
        ("Tom Brandt would come in, says one source, “with no more money left.”", "source"),
        ("“It took us nine long years,” Sen. Ada Quill (D-Wis.) said on Friday.", "Ada Quill"),
        ("“It took us nine long years,” said the Rev. Ada Quill, of the Marwick chapel.", "Ada Quill"),
        ("“It took us nine long years,” said the show’s creator, Ada Quill.", "Ada Quill"),
        ("“It took us nine long years,” Ada Quill, one of the authors of the film, said.", "Ada Quill"),
        ("“It took us nine long years,” Dr. Ada Quill, a friend and heir to the estate, told fans.", "Ada Quill"),
        ("Has Harbour Films president Ada Quill come to you and said, “It took us nine long years”?", "Ada Quill"),
        ("Ada Quill, who plays Mother Marsh in the film, said: “It took us nine long years.”", "Ada Quill"),
        ("Ada Quill, who directed Tom Brandt, said: “It took us nine long years.”", "Ada Quill"),
        ("Ada Quill told a customer, who posted the chat: “It took us nine long years.”", "Ada Quill"),
        ("Said Ada Quill, “It took us nine long years.”", "Ada Quill"),
        ("Said Quill, “It took us nine long years.” Ada Quill is a director, and Tom Brandt acts.", "Ada Quill"),
        ("Tom Brandt plays. “It took us nine long years,” as Ada Quill puts it, “and a winter.”", "Ada Quill"),
        ("“It took us nine long years,” fumed Ada Quill. Tom Brandt left.", "Ada Quill"),
        ("Tom Brandt left. “It took us nine long years,” Ada Quill allows.", "Ada Quill"),
        ("“It took us nine long years,” reads a message signed by director Ada Quill.", "Ada Quill"),
        ("Mina King was the star. King said, “It took us nine long years.”", "Mina King"),
        ("Ada Quill thanked Mina Holt and Tom Brandt. “It took us nine long years,” she added.", "Ada Quill"),
        ("Ada Quill said, “It took us nine long years,” and Tom Brandt added, “It was only eight.”", "Ada Quill"),
        ("Ada Quill wrote, “...It took us nine long years,” Tom Brandt replied, “It was only eight.”", "Ada Quill"),
        ("“It took us nine long years,” Ada Quill went on. Tom Brandt laughed.", "Ada Quill"),
        (
            "Tom Brandt left. Here is a LATE EXTRA on the film from Ada Quill: “It took us nine long years.”",
            "Ada Quill",
        ),
        ("“It took us nine long years,” EP Sunil Quill teases.", "Sunil Quill"),
        ("Sydney Mayor Ada Quill said it “took us nine long years.”", "Ada Quill"),
        ("Ada Quill thanked Tom Brandt on Instagram. “It took us nine long years,” reads the caption.", "Ada Quill"),
        ("“It took us nine long years,’ said Ada Quill. “Tom Brandt never slept at all.”", "Ada Quill"),
        ("Tom Brandt praised Ada Quill. “It took nine years,” the rapper-turned-actor said. Quill raps.", "Tom Brandt"),
        ("Tom Brandt saw Zeb and heard Zeb. “It took us nine long years,” Zeb cheered on the stage.", "Zeb"),
        ('Tom Brandt wrote:" It took us nine long years" and left Ada Quill.', "Tom Brandt"),
        ("Fellow Lantern Graeme Garden said: “It took us nine long years.”", "Graeme Garden"),
        ("Bassist Tom Brandt told REEL.COM: “It took us nine long years.”", "Tom Brandt"),
        ("Quarle’s Home was cold. Quarle said in May: “It took us nine long years.”", "Quarle"),
        ("“It took us nine long years,” Quill’s stylist, Ivor Lane, told The Reel. Ada Quill wore it.", "Ivor Lane"),
        ("“It took us nine long years?” the host, Ada Quill, asked Tom Brandt.", "Ada Quill"),
        ("Tom Brandt left Ada Lilly. “It took us nine long years,” Lilly wrote.", "Ada Lilly"),
        ("Tom Brandt posted a note to Ada Quill, who this week accused him of “nine very long years”.", "Ada Quill"),
        ("Tom Brandt asked for more. Mina Holt left, and Ada Quill shot back: “It took us nine years.”", "Ada Quill"),
        (
            "After thanking Tom Brandt, Holt, and star Ivor Lane, Ada Quill had a wish. “It took nine years.”",
            "Ada Quill",
        ),
        (
            "Ada Quill, who plays Mina, praised “the long road” and a “very long year.” “Oh,” said Tom Brandt.",
            "Ada Quill",
        ),
        ("Ada Quill left. Mel_59 wrote, “It took us nine long years.”", "Mel_59"),
        ("Tom Brandt left. @AdaQuill wrote: “It took us nine long years.” Ada Quill directs.", "Ada Quill"),
        ("Ada Quill left. @brandt.fan wrote: “It took us nine long years.”", "@brandt.fan"),
    ],
)
def test_the_subject_speaks_not_the_nearest_name(text: str, speaker: str) -> None:
    assert speakers(text)[0] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It took us nine long years,” the director said.", "Ada Quill"),
        ("“It took us nine long years,” added the filmmaker.", "Ada Quill"),
        ("“It took us nine long years,” the actress told fans.", "Mina Holt"),
        ("The comic quipped: “It took us nine long years.”", "Tom Brandt"),
        ("“It took us nine long years,” the actress, mum to sons Bram, 5, and Ivor, 12, tells Variety.", "Mina Holt"),
        ("“It took us nine long years,” the director, whose son is Ivor Lane, 12, tells Variety.", "Ada Quill"),
    ],
)
def test_a_role_is_whose_the_article_says_it_is(text: str, speaker: str) -> None:
    assert speakers(CAST, text) == [speaker]


def test_a_role_with_a_title_is_had_by_whoever_was_named_right_before() -> None:
    before = "Actor Ada Quill wrote it. Quill’s sister is ill, and Quill is at home, as fans of Ada Quill know."
    here = "So has the actor Tom Brandt, who grew up in Marwick."
    found = speakers(before, here, "“It took us nine long years,” said the 40-year-old actor.")
    assert found == ["Tom Brandt"]


def test_an_age_is_whose_the_article_says_it_is() -> None:
    said = "“It took us nine long years,” said the 42-year-old."
    assert speakers("Ada Quill, 42, came in with Mina Holt, 31, and Tom Brandt.", said) == ["Ada Quill"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It took us nine long years,” the bank said in a note.", "bank"),
        ("“It took us nine long years,” prison officials wrote.", "officials"),
        ("“It took us nine long years,” a spokesperson for Mina Holt said.", "spokesperson"),
        ("“It took us nine long years,” said a spokesman for Tom Brandt.", "spokesman"),
        ("Mina Holt’s mother said: “It took us nine long years.”", "mother"),
        ("A source close to the pair said: “It took us nine long years.”", "source"),
        ("“It took us nine long years,” says one person with knowledge of the film.", "person"),
        ("An insider spills: “It took us nine long years.”", "insider"),
        ("Cold Row bosses said: “It took us nine long years.”", "bosses"),
        ("“It took us nine long years,” said the notary.", "notary"),
        ("“It took us nine long years,” said one.", None),
        ("Mina Holt’s agents did not answer, though her mother, asked about it, said, “It took years.”", "mother"),
        ("The expert said: “It took us nine long years.”", "expert"),
        ("She carried a sign that read “it took us nine long years”.", None),
        ("As we often say at this paper, “it took us nine long years”.", None),
    ],
)
def test_who_has_no_name_is_nobody_else(text: str, speaker: str | None) -> None:
    assert speakers(CAST, text) == [speaker]


def test_words_nobody_is_said_to_say_are_nobodys() -> None:
    assert speakers(CAST, "In the end the year was “a very long and cold walk” for most of the town.") == [None]


def test_a_pronoun_means_the_subject_before_it_and_agrees() -> None:
    assert speakers("Ada Quill praised Mina Holt. Tom Brandt was ill. “It took us nine long years,” she said.") == [
        "Ada Quill"
    ]
    assert speakers("Ada Quill praised Tom Brandt.", "“It took us nine long years,” he said.") == ["Tom Brandt"]


def test_a_quotation_left_open_goes_on_in_the_next_paragraphs() -> None:
    found = speakers(
        "Ada Quill said: “It took us nine long years.",
        "“Nobody had told us how cold it would be.",
        "“It was worth it in the end.” Her neighbours, Mina and Tom Brandt, said in a statement: “We are glad.”",
    )
    assert found[:3] == ["Ada Quill"] * 3


def test_a_group_speaks_under_its_name() -> None:
    text = "The band Low Tide played on Monday. “It took us nine long years,” the group said."
    assert speakers(text) == ["Low Tide"]


def test_single_marks_hold_quotations_over_paragraphs_too() -> None:
    quotes = read(
        "Ada Quill met Tom Brandt and wrote on Monday: 'It took us nine long years, and it wasn't fun.",
        "'He said, \"You'll never see a summer here again\" - which was kind of him.",
        "'So that's that, and we're goin' home.'",
    ).quotes
    assert [q.speaker for q in quotes] == ["Ada Quill"] * 3
    assert [q.text[:12] for q in quotes] == ["It took us n", 'He said, "Yo', "So that's th"]


@pytest.mark.parametrize(
    "text",
    [
        "“It took us nine long years,” Ada Quill and Tom Brandt said in a joint statement.",
        "“It took us nine long years,” said director Ada Quill and actor Tom Brandt.",
        "In a statement, directors Ada Quill and Tom Brandt wrote, “It took us nine long years.”",
    ],
)
def test_two_who_speak_together_are_both_named(text: str) -> None:
    assert speakers(text, "They added: “We are done with it.”") == ["Ada Quill and Tom Brandt"] * 2


def test_who_stands_beside_the_speaker_does_not_speak() -> None:
    assert speakers("“It took us nine long years,” said Ada Quill and Tom Brandt agreed.") == ["Ada Quill"]
    assert speakers("Ada Quill told Mina Holt and Tom Brandt that it “took us nine long years”.") == ["Ada Quill"]


def test_a_message_that_goes_on_is_of_whoever_wrote_before() -> None:
    found = speakers("“It took us nine long years,” Ada Quill wrote.", "“He is home now,” the message continued.")
    assert found == ["Ada Quill"] * 2


def test_a_surname_is_whose_the_article_is_about() -> None:
    before = "Tom Brandt criticised the plan in Marwick, where he spoke for his wife Mina Brandt."
    assert speakers(before, "“It took us nine long years,” Brandt said.") == ["Tom Brandt"]
    assert speakers(f"{before} Mina Brandt laughed.", "“It took us nine long years,” Brandt said.") == ["Mina Brandt"]
    here = "Mina Brandt laughed. Brandt told the room he saw “a very long and cold year”."
    assert speakers(before, here) == ["Tom Brandt"]


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        ("“It took us nine long years,” said The Times.", "The Times", "organization"),
        ("“It took us nine long years,” said Slate.", "Slate", "organization"),
        ("Tom Brandt and Ada Quill are “nine years old, both of them,” said Tatler.", "Tatler", "organization"),
        (
            "“It took nine long years,” Tom Brandt and others are told as they go on, said Esquire.",
            "Esquire",
            "organization",
        ),
        ("“It took us nine long years,” said The Quay.", "The Quay", None),
        ("“It took us nine long years,” said The Lanternd.", "The Lanternd", None),
        ("“It took us nine long years” is no joke of Tom Brandt’s, said Ivor Lane.", "Ivor Lane", "person"),
    ],
)
def test_who_stands_behind_the_verb_said_it_and_is_no_title(text: str, speaker: str, kind: str | None) -> None:
    found = read("Tom Brandt said, “It is a very good film, and I was very cold.”", text)
    assert [quote.speaker for quote in found.quotes] == ["Tom Brandt", speaker]
    assert next((entity.type for entity in found.entities if entity.name == speaker), None) == kind


def test_the_first_word_of_a_sentence_is_nobody() -> None:
    assert speakers("Abridged transcript as follows:", "“It took us nine long years, and it was cold.”") == [None]


def test_a_label_in_capitals_is_nobody() -> None:
    assert speakers("Ada Quill left.", "THE COLD STORY: “It took us nine long years, and it was cold.”") == [None]


def test_the_next_sentence_tells_of_other_words() -> None:
    assert speakers("Some call it a “very long and cold walk.” According to Ada Quill, it is short.") == [None]


def test_a_quotation_within_a_quotation_in_the_same_marks_does_not_end_it() -> None:
    quotes = read("Ada Quill wrote, “They told us “it is over” and we went home in the snow.” Tom Brandt left.").quotes
    assert [(q.text, q.speaker) for q in quotes] == [
        ("They told us “it is over” and we went home in the snow.", "Ada Quill")
    ]


@pytest.mark.parametrize("between", ["\n", None])
def test_a_line_below_a_quotation_signs_it(between: str | None) -> None:
    said, signed = "“It took us nine long years, and it was cold.”", "— Host Ada Quill, closing the night"
    more = "“We never slept at all, not for a day.”", "— Child star Tom Brandt, taking the Ivor Lane Award"
    lines = [said, signed, *more] if between is None else [between.join((said, signed)), between.join(more)]
    quotes = read(*lines).quotes
    assert [(q.speaker, q.via) for q in quotes] == [("Ada Quill", None), ("Tom Brandt", None)]


@pytest.mark.parametrize(
    ("below", "speaker"),
    [
        ("That line is from the actor Tom Brandt, who plays the neighbor.", "Tom Brandt"),
        ("That is Tom Brandt, forty minutes in.", "Tom Brandt"),
        ("So says Brandt, who made it.", "Tom Brandt"),
        ("That is how the film ends, and Tom Brandt left.", "Ada Quill"),
        ("Tom Brandt left.", "Ada Quill"),
    ],
)
def test_a_paragraph_below_says_whose_words_stand_above_it(below: str, speaker: str) -> None:
    blocks = (Paragraph(CAST), Paragraph("Ada Quill ran the room."), BlockQuote("“You can hear them lie.”"))
    document = Document(blocks=(*blocks, Paragraph(below), Paragraph(SCREENS)))
    assert [quote.speaker for quote in annotate(document).quotes] == [speaker]


def test_a_colon_says_more_than_the_paragraph_below() -> None:
    blocks = (Paragraph(CAST), Paragraph("Ada Quill said:"), BlockQuote("“You can hear them lie.”"))
    document = Document(blocks=(*blocks, Paragraph("That is Tom Brandt, she added."), Paragraph(SCREENS)))
    assert [quote.speaker for quote in annotate(document).quotes] == ["Ada Quill"]


def test_a_title_behind_whose_it_is_is_not_said() -> None:
    text = (
        "Ada Quill, the creator of “Room for Five,” told Tom Brandt that it was over. “I wept,” she said of the show."
    )
    assert [quote.text for quote in read(text).quotes] == ["I wept,"]


def test_the_last_title_of_a_list_is_not_said() -> None:
    text = "Tom Brandt, who starred in Ada Quill’s “Low Ember” and “Showing Up,” laughs. “I had a tent,” he says."
    assert [quote.text for quote in read(CAST, text).quotes] == ["I had a tent,"]
