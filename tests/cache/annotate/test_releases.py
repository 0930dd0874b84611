"""Release dates in every form news writes them, of one title or several, in sentences, lists, headings and tables."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import accumulate

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Block, Document, Heading, Item, ListBlock, Paragraph, Release, Span, Table

SUNDAY = datetime(2026, 11, 29, 12, tzinfo=UTC)
SETTING = "The series returns to the network, and the film stars the actress of the drama."


def words(text: str) -> Paragraph:
    """Return a paragraph; what stands between asterisks is in italics."""
    pieces = text.split("*")
    starts = list(accumulate(map(len, pieces), initial=0))
    spans = tuple(Span(starts[i], starts[i + 1], "emphasis") for i in range(1, len(pieces), 2))
    return Paragraph("".join(pieces), spans)


def items(*texts: str) -> ListBlock:
    return ListBlock(tuple(Item(words(text).text, words(text).spans) for text in texts))


def stated(
    *blocks: str | Block, published: datetime | None = SUNDAY, title: str | None = None, language: str | None = None
) -> tuple[Release, ...]:
    body = tuple(words(block) if isinstance(block, str) else block for block in (SETTING, *blocks))
    return annotate(Document(title=title, published=published, language=language, blocks=body)).releases


def dates(*blocks: str | Block, title: str | None = None, language: str | None = None) -> list[tuple[str, str | None]]:
    return [(r.title, r.date) for r in stated(*blocks, title=title, language=language)]


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("premieres Friday, Dec. 18, on NBC", "2026-12-18"),
        ("premieres Fri., Jan. 15, 2027, on NBC", "2027-01-15"),
        ("premieres Thurs. Jan. 14 on NBC", "2027-01-14"),
        ("opens in theaters Friday 18 December", "2026-12-18"),
        ("opens in cinemas on Friday 18th December 2026", "2026-12-18"),
        ("opens in cinemas on Friday, the 18th of December", "2026-12-18"),
        ("will be released on 18th December", "2026-12-18"),
        ("will be released on December 18th", "2026-12-18"),
        ("premieres tonight (Nov. 29) on NBC", "2026-11-29"),
        ("premieres tomorrow, Monday, Nov. 30, on NBC", "2026-11-30"),
        ("arrives on December 18 (Friday)", "2026-12-18"),
        ("airs at 9 p.m. on Friday, Dec. 18, on NBC", "2026-12-18"),
        ("airs at 8 p.m. ET on Dec. 18, on NBC", "2026-12-18"),
        ("hits theaters 12/18", "2026-12-18"),
        ("hits theaters on 1/15/27", "2027-01-15"),
        ("is in cinemas from Friday 8/1/2027", "2027-01-08"),
        ("arrives on 2027-05-03 on Netflix", "2027-05-03"),
        ("airs Dec. 18-20 on NBC", "2026-12-18"),
        ("airs Dec. 30-Jan. 2, 2027, on NBC", "2026-12-30"),
        ("airs 18–20 December on NBC", "2026-12-18"),
        ("streams from May 3 to June 9 on Hulu", "2027-05-03"),
        ("streams Dec. 1 through Jan. 6 on Hulu", "2026-12-01"),
        ("was released on Wednesday, Feb. 4", "2026-02-04"),
        ("was released Friday, Nov. 20", "2026-11-20"),
        ("is streaming on Hulu starting Monday, Feb. 8", "2027-02-08"),
        ("opens in theaters on Christmas Day", "2026-12-25"),
        ("opens in theaters this Halloween", "2027-10-31"),
        ("opens in theaters on New Year’s Day", "2027-01-01"),
        ("opened in theaters on Thanksgiving", "2026-11-26"),
        ("gets a March 3 premiere date", "2027-03-03"),
        ("is out now after its Nov. 20 debut", "2026-11-20"),
        ("lands Friday on Hulu", "2026-12-04"),
        ("drops Dec. 18", "2026-12-18"),
        ("is set for release on Friday, Dec. 18", "2026-12-18"),
        ("has a release date of Dec. 18", "2026-12-18"),
        ("(in theaters Dec. 18) looks good", "2026-12-18"),
        ("is coming to Hulu on Dec. 18", "2026-12-18"),
        ("is slated for a Dec. 18 release", "2026-12-18"),
    ],
)
def test_a_day_is_one_date_however_it_is_written(words: str, date: str) -> None:
    assert dates(f"The series *Copper Hill* {words}.") == [("Copper Hill", date)]


@pytest.mark.parametrize(
    ("words", "date", "precision"),
    [
        ("arrives next month", "2026-12", "month"),
        ("arrives later this month", "2026-11", "month"),
        ("arrives in mid-March", "2027-03", "month"),
        ("arrives in late March on Hulu", "2027-03", "month"),
        ("will arrive the week of Dec. 14", "2026-12", "month"),
        ("gets a March premiere", "2027-03", "month"),
        ("returns this fall", "2026-fall", "season"),
        ("returns in spring 2027", "2027-spring", "season"),
        ("returns in the fall of 2027", "2027-fall", "season"),
        ("returns in the summer", "2027-summer", "season"),
        ("launches in Q3 2027", "2027-Q3", "quarter"),
        ("launches in the third quarter of 2027", "2027-Q3", "quarter"),
        ("arrives in early 2027", "2027", "year"),
        ("lands on Hulu mid-2027", "2027", "year"),
        ("arrives next year", "2027", "year"),
        ("premiered in 2016 on NBC", "2016", "year"),
    ],
)
def test_a_vague_date_is_as_exact_as_it_is_written(words: str, date: str, precision: str) -> None:
    found = stated(f"The series *Copper Hill* {words}.")
    assert [(r.date, r.precision) for r in found] == [(date, precision)]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Reyes said on Tuesday that she likes the series *Copper Hill*, which premieres soon.",
        "The series *Copper Hill* is available until March 3 on Hulu.",
        "Anna Reyes came out as gay in 2016, before the series *Copper Hill*.",
        "Anna Reyes opened up about the series *Copper Hill* on Friday.",
        "Anna Reyes released a statement on *Copper Hill* on Friday.",
        "The series *Copper Hill* will open as the book from 1990 did.",
        "Anna Reyes held up her new release after presenting *Copper Hill* in London on Friday.",
        "Set in 1983, the series *Copper Hill* is about coming out late.",
        "The series *Copper Hill* got 8/10 (8/10) as it premiered.",
        "The series *Copper Hill*, renewed for the 2026-27 season, airs on NBC.",
    ],
)
def test_not_every_date_beside_a_title_is_its_own(text: str) -> None:
    assert not [r for r in stated(text) if r.date]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*Copper Hill* arrives March 3 and *Low Tide* on March 10.", ["2027-03-03", "2027-03-10"]),
        ("*Copper Hill* (March 3) and *Low Tide* (Netflix, March 10) come next.", ["2027-03-03", "2027-03-10"]),
        ("The shows *Copper Hill* and *Low Tide* both premiere on March 3.", ["2027-03-03", "2027-03-03"]),
        ("On March 3, NBC premieres *Copper Hill*, followed by *Low Tide* on March 10.", ["2027-03-03", "2027-03-10"]),
        ("After *Low Tide* in 2016, *Copper Hill* opens in theaters March 3.", ["2027-03-03", None]),
        ("*Low Tide* star Anna Reyes leads *Copper Hill*, which opens in theaters on March 3.", ["2027-03-03", None]),
        ("*Copper Hill*, the follow-up to the hit series *Low Tide*, arrives March 3.", ["2027-03-03", None]),
        ("From the makers of *Low Tide*, the film *Copper Hill* arrives March 3.", ["2027-03-03", None]),
    ],
)
def test_each_title_of_a_sentence_has_its_own_date(text: str, expected: list[str | None]) -> None:
    found = dict(dates(text))
    assert [found.get("Copper Hill"), found.get("Low Tide")] == expected


def test_the_day_something_is_said_is_not_the_day_it_is_said_of() -> None:
    for text in (
        "Anna Reyes said on Tuesday that the series *Copper Hill* will premiere March 3.",
        "On Tuesday, Netflix announced that the series *Copper Hill* will premiere on March 3.",
    ):
        assert dates(text) == [("Copper Hill", "2027-03-03")]


@pytest.mark.parametrize(
    "text",
    [
        "The whole series was released on iPlayer from 6th January.",
        "It premieres on NBC on Thursday, Feb. 26.",
        "The ten-part drama arrives on Hulu in January.",
        "Its second season, shot in Leeds, arrives on Hulu Jan. 8.",
        "Release date: Jan. 8 on Hulu",
        "Premieres Friday, Jan. 8",
    ],
)
def test_a_sentence_may_speak_of_the_title_before_it(text: str) -> None:
    (found,) = stated("The series *Copper Hill* has a new cast.", text)
    assert found.title == "Copper Hill"


def test_a_noun_means_the_latest_title_of_its_kind() -> None:
    found = dates(
        "The film *Low Tide* and the series *Copper Hill* star Anna Reyes.", "The film opens in theaters May 3."
    )
    assert found == [("Low Tide", "2027-05-03")]


def test_a_festival_is_not_the_release() -> None:
    found = stated(
        "The film *Copper Hill* premiered at the Lowen Film Festival on Jan. 20 and opens in theaters March 3.",
        "The film *Low Tide* has its world premiere on Dec. 4 in Lowen.",
    )
    assert [(r.title, r.what, r.date) for r in found] == [
        ("Copper Hill", "festival premiere", "2026-01-20"),
        ("Copper Hill", "film", "2027-03-03"),
        ("Low Tide", "festival premiere", "2026-12-04"),
    ]


def test_each_date_has_its_own_season() -> None:
    found = stated(
        "The series *Copper Hill*, which premiered in 2016, returns for a second and final season on March 3."
    )
    assert [(r.what, r.date) for r in found] == [(None, "2016"), ("season 2", "2027-03-03")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The film *Copper Hill* has been delayed to May 3, 2027.", ("delayed", "2027-05-03")),
        ("The film *Copper Hill* was pushed from May 3 to June 9, 2027.", ("delayed", "2027-06-09")),
        ("The film *Copper Hill* hit theaters on May 3, 2026.", ("film", "2026-05-03")),
        ("The film *Copper Hill* won’t open until May 3, 2027.", ("film", "2027-05-03")),
        ("The release of the film *Copper Hill* was moved up to Dec. 4.", ("film", "2026-12-04")),
        ("NBC pushed back the show *Copper Hill* again.", ("delayed", None)),
        ("The show *Copper Hill* has been postponed.", ("delayed", None)),
        ("NBC pulled the plug on the show *Copper Hill*.", ("cancelled", None)),
        ("NBC’s show *Copper Hill* was picked up for a third season.", ("renewed", None)),
    ],
)
def test_a_fact_has_the_new_date_or_none(text: str, expected: tuple[str, str | None]) -> None:
    assert [(r.what, r.date) for r in stated(text)] == [expected]


def test_a_fact_is_true_of_a_whole_list_and_of_nothing_else() -> None:
    found = stated("NBC has renewed the shows *Copper Hill*, *Low Tide* and *Ember*.")
    assert [(r.title, r.what) for r in found] == [(name, "renewed") for name in ("Copper Hill", "Low Tide", "Ember")]
    assert stated("The show *Copper Hill* won at the delayed 2023 awards.") == ()


def test_one_event_is_stated_once() -> None:
    found = stated(
        "The series *Copper Hill* returns Friday, Dec. 18.",
        "Season 2 of the series *Copper Hill* premieres on 18 December.",
        "The series *Copper Hill* returns in December.",
        "The series *Copper Hill* returns this winter.",
    )
    assert [(r.what, r.date) for r in found] == [("season 2", "2026-12-18")]


def test_lists_headings_and_tables_state_dates_without_a_verb() -> None:
    known = "We liked the shows *Copper Hill* and *Low Tide*."
    both = [("Copper Hill", "2027-03-03"), ("Low Tide", "2027-03-10")]
    title = "New on Netflix in March"
    assert dates(known, items("March 3: *Copper Hill*", "*Low Tide* – Wednesday, March 10"), title=title) == both
    days = (Heading("Wednesday, March 3"), items("*Copper Hill*"), Heading("March 10"), "*Low Tide*")
    assert dates(known, *days, title=title) == both
    rows = (("Show", "Release date"), ("Copper Hill", "March 3, 2027"), ("Low Tide", "March 10, 2027"))
    assert dates(known, Table(rows)) == both
    diary = (Heading("March 3"), items("*Copper Hill*"))
    assert dates(known, *diary, title="Diary of a trial") == []


def test_the_language_says_which_number_is_the_month() -> None:
    text = "The series *Copper Hill* premieres on 3/4/2027."
    assert dates(text, language="en-GB") == [("Copper Hill", "2027-04-03")]
    assert dates(text, language="en-US") == [("Copper Hill", "2027-03-04")]


def test_a_title_that_is_a_day_is_no_date() -> None:
    assert dates("The series *Wednesday* premieres on Friday, Dec. 18.") == [("Wednesday", "2026-12-18")]
    assert dates("The film *2012* opens in theaters May 3, 2027.") == [("2012", "2027-05-03")]


def test_a_schedule_has_its_titles_in_lines_under_days_with_their_seasons() -> None:
    lines = "Copper Hill (2024)\nThe Long Water (2010)"
    document = Document(
        title="Everything Coming to Hulu in January 2027",
        published=datetime(2026, 12, 20, tzinfo=UTC),
        blocks=(
            Paragraph("The new year brings films and series to the streamer. Here is the full list of what is coming."),
            Heading("Jan. 1", 3),
            Paragraph(lines),
            Heading("Jan. 3", 3),
            Paragraph("Low Ember: Season 6 Midseason Premiere (ABC)"),
            Paragraph("Jan. 8"),
            Paragraph("The Testaments of Fog: Complete Season 2"),
            Paragraph("The Ferry Drama: Series Finale"),
        ),
    )
    found = annotate(document)
    days = {(one.title, one.what, one.date) for one in found.releases if one.precision == "day"}
    assert days >= {
        ("Copper Hill", "film", "2027-01-01"),
        ("The Long Water", "film", "2027-01-01"),
        ("Low Ember", "season 6", "2027-01-03"),
        ("The Testaments of Fog", "season 2", "2027-01-08"),
    }
    assert not [entity.name for entity in found.entities if "Premiere" in entity.name or "Complete" in entity.name]
