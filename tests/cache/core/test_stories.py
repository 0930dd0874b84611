"""When two headlines are the same news, and what an article says that is new: pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pullquote.cache.core.article import Article, Entity, Heading, Paragraph, Quote
from pullquote.cache.core.names import normalize
from pullquote.cache.core.stories.grouping import ALIKE, belongs, likeness, rarity
from pullquote.cache.core.stories.headline_stages import stages_differ, stages_of
from pullquote.cache.core.stories.headline_words import acts_of, contradicts, kind_of, numbers_of, stem, words_of
from pullquote.cache.core.stories.new_here import New, in_words
from pullquote.cache.core.stories.news import News, figures_in, news_of, quote_keys
from pullquote.cache.core.stories.novelty import new_in, words_in
from pullquote.cache.core.times.apart import apart

WHEN = datetime(2026, 5, 4, 9, tzinfo=UTC)
TOLD = rarity({})


def news(title: str, outlet: str = "One", *names: str, hours: float = 0, said: str = "", text: str = "") -> News:
    names += tuple(name for name in ("Priya Sandhu", "Gwen Ashby") if name in title)
    article = Article(
        title=title,
        outlet=outlet,
        entities=tuple(Entity(name=name, type="person", mentions=9 - at) for at, name in enumerate(names)),
        quotes=(Quote(text=said),) if said else (),
        text=text,
    )
    return news_of(article, WHEN + timedelta(hours=hours))


QUILL, TRENT = "Ada Quill", "Milo Trent"
SALTGATE = ("Saltgate", QUILL, TRENT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saltgate Renewed for Season 3", "Northlight Orders Third Season of Ada Quill Drama Saltgate"),
        ("Saltgate canceled after two seasons", "Northlight axes Saltgate"),
        ("Ada Quill dies at 61", "Saltgate star Ada Quill dead aged 61"),
        ("Watch the first Saltgate trailer", "Ada Quill drowns in Saltgate teaser"),
        ("Saltgate moves to January", "Northlight delays Ada Quill's Saltgate three months"),
        ("Ada Quill arrested in Malibu", "Saltgate's Ada Quill booked by police"),
        ("‘I am gutted, it was my life’: Saltgate axed by Northlight", "Saltgate canceled after two seasons"),
        ("Ada Quill wins Lamp Award: ‘I thought it was a joke’", "Saltgate star Ada Quill takes home Lamp Award"),
    ],
)
def test_the_same_news_in_other_words(one: str, other: str) -> None:
    assert likeness(news(one, "One", *SALTGATE), news(other, "Two", *SALTGATE, hours=3), TOLD) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Saltgate recap: season 2, episode 5", "Saltgate recap: season 2, episode 6"),
        ("Saltgate season 2 review: a drowned town", "Saltgate renewed for a third season"),
        ("Saltgate season 2 review: a drowned town", "Review: Saltgate season 2 is all fog"),
        ("Ada Quill expecting first child", "Ada Quill sues former manager over fees"),
        ("Saltgate renewed for season 3", "Saltgate season 2 finale draws a crowd"),
        ("The best shows this weekend: Saltgate", "Saltgate leads the weekend"),
        ("Priya Sandhu joins Saltgate", "Gwen Ashby joins Saltgate"),
        ("Trailer", "Trailer park"),
        ("Saltgate canceled after two seasons", "Saltgate saved: Northlight picks up canceled drama"),
        ("Saltgate canceled after two seasons", "Ada Quill breaks silence on Saltgate cancellation"),
        ("Saltgate leads the nominations of the Lamp Awards", "Saltgate sweeps the Lamp Awards with five wins"),
        ("Milo Trent arrested in Malibu", "Milo Trent pleads no contest in Malibu case"),
        ("Stagehands set a strike deadline", "Strike averted as stagehands reach agreement"),
        ("Ada Quill named new host of Saltgate", "Who is Ada Quill? Meet the new host of Saltgate"),
        ("Ada Quill leads the nominations", "Ada Quill on her nominations and Milo Trent"),
        ("Ada Quill engaged to Milo Trent", "Ada Quill and Milo Trent split up"),
        ("Ada Quill found guilty in fraud trial", "Ada Quill sentenced to two years for fraud"),
        ("Ada Quill must pay Milo Trent damages", "Ada Quill to appeal Milo Trent verdict"),
        ("Storm rips roof off the Saltgate studio", "Saltgate studio reopens after storm repairs"),
        ("Saltgate axed by Northlight", "Saltgate star Ada Quill on dogs, boats and fog"),
        ("Ada Quill dies at 61", "Ada Quill: ‘I was told I would never work again’"),
    ],
)
def test_other_news_of_the_same_names(one: str, other: str) -> None:
    assert likeness(news(one, "One", *SALTGATE), news(other, "Two", *SALTGATE, hours=3), TOLD) < ALIKE


def test_a_column_of_one_outlet_is_not_its_own_news_again() -> None:
    for one, other in (("The Monday film quiz", "The Monday film quiz"), ("Hot songs: week 22", "Hot songs: week 23")):
        assert likeness(news(one), news(other, hours=168), TOLD) == 0


def test_a_weekend_at_the_box_office_is_not_the_next_one() -> None:
    one = news("Box office: Iron Meadow opens to $48 million", "One", "Iron Meadow", "Paper Tigers")
    same = news("Iron Meadow tops box office with $47.5M debut", "Two", "Iron Meadow", "Paper Tigers", hours=3)
    later = news("Iron Meadow stays on top of box office with $22M", "Two", "Iron Meadow", "Night Ferry", hours=168)
    assert likeness(one, same, TOLD) >= ALIKE
    assert likeness(one, later, TOLD) == 0


def test_a_copy_is_the_same_whatever_its_kind() -> None:
    one, other = news("Review: Saltgate", "One", *SALTGATE), news("Review: Saltgate", "Two", *SALTGATE, hours=1)
    assert likeness(one, other, TOLD) >= ALIKE


def test_a_quotation_that_both_have_tells_much() -> None:
    said = "We recorded the whole thing in a ferry terminal"
    one = news("Dara Lune slams Rue Okonjo", "One", "Dara Lune", "Rue Okonjo", said=said)
    other = news("Dara Lune calls song a cheap shot", "Two", "Dara Lune", "Rue Okonjo", hours=2, said=f"{said}, yes")
    assert quote_keys([said])
    assert quote_keys(["too short"]) == ()
    assert likeness(one, other, TOLD) >= ALIKE


def test_words_of_the_texts_tell_the_news_where_headlines_say_it_in_their_own() -> None:
    first = "A thriller about typists who forge ration books in an occupied harbor, adapted from the bestselling novel."
    same = "The thriller, adapted from a bestselling novel, has two typists forge ration books while a harbor starves."
    other = "The retired swimmer talks about gardening, horses, divorce and the long winter in a borrowed cottage."
    one = news("Ada Quill Sets ‘Saltgate’ at Orrin", "One", *SALTGATE, text=first)
    assert likeness(one, news("A harbor of forgers for Ada Quill", "Two", *SALTGATE, hours=2, text=same), TOLD) >= ALIKE
    assert likeness(one, news("Ada Quill, at home", "Two", *SALTGATE, hours=2, text=other), TOLD) < ALIKE


def test_sums_and_ages_with_which_both_begin_tell_the_news() -> None:
    first = "The actress was released on $3,000 bond early on Saturday, jail records say."
    one = news("Ada Quill arrested in Orrin", "One", *SALTGATE, text=first)
    same = "A night in a cell: a stop of her pickup cost the Saltgate lead 3,000 dollars and some sleep."
    other = "For forty years nobody let her sing. Now she does, in a cellar, for 1,200 people."
    assert likeness(one, news("Cops pull over Quill's truck", "Two", *SALTGATE, hours=2, text=same), TOLD) >= ALIKE
    assert likeness(one, news("Quill takes the stage", "Two", *SALTGATE, hours=2, text=other), TOLD) < ALIKE


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It took $84 million from 4,012 theaters", ("84", "4012")),
        ("$84M, £2.1m, 15.99 and 9.2bn", ("84", "2.1", "15.99", "9.2")),
        ("Eleven nods, twelve years, seventy-one plays", ("11", "12")),
        ("On 21 August, Aug. 21, in 2017, at 2:40 and 9 p.m., season 3", ()),
        ("aged 78, no. 64", ("78", "64")),
        ("ſeventeen plays, eıghty songs", ()),
    ],
)
def test_figures_are_sums_ages_and_counts(text: str, figures: tuple[str, ...]) -> None:
    assert figures_in(text) == figures


def test_a_copy_under_another_headline_is_the_same() -> None:
    text = "a tentative contract kept curtains rising on shows that were to darken tonight, so ushers, dressers, "
    text += "painters and their dogs danced in alleys"
    one = news("Guild and producers agree", "One", text=text)
    assert likeness(one, news("Curtain up after all", "Two", hours=3, text=text), TOLD) >= ALIKE
    assert likeness(one, news("Curtain up after all", "One", hours=3, text=text), TOLD) < ALIKE


def test_alarms_of_one_outlet_with_the_same_words_are_each_their_own() -> None:
    one = news("[02.08.2018 - 11:18] Alarm in the depot", text="the brigade was called out to an alarm of a depot")
    other = news("[02.08.2018 - 18:57] Alarm in the depot", hours=8, text="the brigade was called to an alarm")
    assert likeness(one, other, TOLD) < ALIKE


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("wins the lamp award", "nominated for the lamp award", True),
        ("lamp award winners", "wins the lamp award", False),
        ("sues over masters", "settles suit over masters", True),
        ("jury finds him not guilty of assault charge", "acquitted of assault charge", False),
        ("show canceled", "canceled show saved", True),
        ("to marry a chef", "engaged to a chef", False),
        ("show canceled", "wins the lamp award", False),
        ("jury finds singer did not copy song", "singer wins song copyright case", False),
    ],
)
def test_how_far_things_have_come(one: str, other: str, differ: bool) -> None:
    assert stages_differ(stages_of(one), stages_of(other)) is differ


def test_who_mourns_on_the_day_of_a_death_tells_of_it_and_who_does_so_later_of_something_else() -> None:
    died = news(
        "Ada Quill, who wrote ‘Saltgate’, dies at 61", "One", *SALTGATE,
        text="The writer Ada Quill died at her home in Orrin on Monday. She was 61. She wrote Saltgate for nine years.",
    )  # fmt: skip
    text = "The boats in Orrin lay at their moorings for Ada Quill, who has died aged 61. She lent hers to everybody."
    for hours, same in ((5, True), (50, False)):
        mourned = news("Orrin mourns Ada Quill", "Two", *SALTGATE, hours=hours, text=text)
        assert (likeness(died, mourned, TOLD) >= ALIKE) is same


def test_short_reports_of_one_person_are_the_same_news_where_they_tell_the_same() -> None:
    one = news(
        "Ada Quill hurt in car crash", "One", *SALTGATE,
        text="Ada Quill was taken to a hospital in Orrin on Sunday after her car hit a tree on the coast road.",
    )  # fmt: skip
    same = "The author of Saltgate, Ada Quill, is in hospital after an accident on the road to Orrin, her family says."
    other = "Ada Quill has sold the film rights to her first novel to a producer of Saltgate for six figures."
    assert likeness(one, news("‘Saltgate’ author stable", "Two", *SALTGATE, hours=4, text=same), TOLD) >= ALIKE
    assert likeness(one, news("Film deal for Quill", "Two", *SALTGATE, hours=4, text=other), TOLD) < ALIKE


@pytest.mark.parametrize(("name", "same"), [("Priya Sandhu", True), ("Gwen Ashby", False)])
def test_two_are_other_news_where_each_is_about_somebody_else(name: str, same: bool) -> None:
    parts = "will play a diver in Saltgate, the drama of Northlight."
    one = news("Priya Sandhu joins ‘Saltgate’", "One", "Saltgate", "Priya Sandhu", text=f"Priya Sandhu {parts}")
    other = news(f"‘Saltgate’ casts {name} as diver", "Two", "Saltgate", name, hours=3, text=f"{name} {parts}")
    assert (likeness(one, other, TOLD) >= ALIKE) is same


def test_a_report_that_speaks_of_two_things_does_not_draw_two_stories_together() -> None:
    first = [news(f"Saltgate renewed for season 3 by Northlight {n}", f"A{n}", *SALTGATE, hours=n) for n in range(4)]
    both = news("Saltgate renewed, Harbor Nine cancelled", "Both", *SALTGATE, "Harbor Nine", hours=5)
    second = news("Harbor Nine cancelled at Kestrel", "C", "Harbor Nine", "Peter Lowry", hours=6)
    assert not belongs(second, [*first, both], TOLD)
    assert belongs(first[3], first[:3], TOLD)
    assert not belongs(second, [], TOLD)


def test_what_headlines_count() -> None:
    told = numbers_of(normalize("Saltgate S2E5: the second season, episode five, on July 4, 2026"), "")
    assert {"season 2", "episode 5", "date 7-4", "year 2026"} <= told
    assert contradicts(["season 2"], ["season 3"], ["season"])
    assert not contradicts(["season 2", "season 3"], ["season 3"], ["season"])
    assert not contradicts([], ["season 3"], ["season"])


def test_kinds_and_acts() -> None:
    assert [kind.name if (kind := kind_of(normalize(title))) else "" for title in (
        "Saltgate Recap: The Bell", "7 best shows to stream", "Live updates from the carpet", "Saltgate renewed",
        "Ada Quill wins top TV prize", "Top TV of the week",
    )] == ["recap", "list", "live", "", "", "list"]  # fmt: skip
    assert "renewed" in acts_of("saltgate renewed for season 3")
    assert "died" in acts_of("ada quill dead at 61")


def test_words_are_their_stems_and_scripts_without_blanks_pairs_of_signs() -> None:
    assert words_of("the renewals and renewing of stories") == ("renewal", "renew", "story")
    assert words_of("港の灯り") == ("港の", "の灯", "灯り")
    assert stem("class") == "class"


def test_what_is_new_is_said_in_words() -> None:
    article = Article(
        blocks=(
            Paragraph("Saltgate was renewed for a third season by Northlight, with Ada Quill as the keeper."),
            Paragraph("Filming moves to the Faroe Islands, where a cottage was rebuilt plank by plank in spring."),
            Paragraph("Read more about it here."),
            Paragraph("“I was seasick for a month,” Quill said."),
        ),
        quotes=(Quote(text="I was seasick for a month", speaker=QUILL),),
    )
    said = words_in(["Northlight renewed Saltgate for a third season with Ada Quill, the keeper of the light."])
    found = new_in(article, said)
    assert (found.paragraphs, found.blocks, found.quotes) == ((2,), (1,), (0,))
    assert in_words(found, [QUILL]) == "paragraph 2, a quotation of Ada Quill"
    assert in_words(New((1, 2, 3, 7), (), (0, 1)), ["A", "B"]) == "paragraphs 1 to 3 and 7, 2 quotations of A and B"
    assert in_words(New((1, 2)), []) == "paragraphs 1 and 2"
    assert in_words(New(), []) == ""
    assert not new_in(article, words_in(block.text for block in article.blocks if isinstance(block, Paragraph)))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "at the same time"),
        (-300, "5 min earlier"),
        (3 * 3600, "3 h later"),
        (86_400, "1 day later"),
        (-3 * 86_400, "3 days earlier"),
    ],
)
def test_how_far_two_times_are_apart(seconds: int, words: str) -> None:
    assert apart(WHEN + timedelta(seconds=seconds), WHEN) == words


def test_names_that_are_in_the_news_each_day_do_not_make_like_events_the_same_news() -> None:
    first = "Ada Quill quit the harbor drama Saltgate on Monday. Her exit came by letter, and the lighthouse crew wept."
    second = (
        "The lighthouse is empty: Ada Quill has left Saltgate for good, said a letter the cook found in the galley."
    )
    one = news("Quill quits Saltgate drama", "One", text=first)
    other = news("A keeper bows out", "Two", hours=3, text=second)
    assert likeness(one, other, lambda _: 0.9) >= ALIKE
    assert likeness(one, other, lambda _: 0.4) < ALIKE


def test_what_comes_days_later_is_the_same_only_under_nearly_the_same_headline() -> None:
    one = news("Ada Quill joins the cast of Saltgate", "One", *SALTGATE)
    assert likeness(one, news("Ada Quill joins the cast of Saltgate", "Two", *SALTGATE, hours=120), TOLD) >= ALIKE
    assert likeness(one, news("Saltgate finds its captain in Ada Quill", "Two", *SALTGATE, hours=120), TOLD) < ALIKE


@pytest.mark.parametrize("sign", ["❶", "²", "①"])
def test_a_sign_that_is_written_like_a_digit_is_no_number(sign: str) -> None:
    assert numbers_of(f"{sign} season {sign} may {sign} series {sign} of {sign} films") <= {"month 5"}


def digest(*parts: tuple[str, str]) -> News:
    blocks = tuple(
        block
        for name, what in parts
        for block in (
            Heading(f"News of {name}", 2),
            Paragraph(f"{name} {what}, and much was said about it on the day."),
        )
    )
    entities = tuple(Entity(name=name, type="show", mentions=2) for name, _ in parts if name != "the week")
    return news_of(Article(title="Saltgate canceled", outlet="Two", blocks=blocks, entities=entities), WHEN)


def test_a_text_of_several_news_is_the_same_news_as_none() -> None:
    several = digest(
        ("Saltgate", "will not come back after two seasons on Northlight"),
        ("Low Water", "opens in the cinemas of the coast a week before it was due"),
        ("Night Ferry", "has found its captain after a search of almost three years"),
    )
    assert several.kind == "digest"
    assert likeness(news("Saltgate canceled after two seasons", "One", *SALTGATE), several, TOLD) < ALIKE


def test_parts_of_one_news_are_no_digest() -> None:
    parts = [("Saltgate", f"has a part number {n} that says what comes next for its crew") for n in range(4)]
    assert digest(*parts).kind != "digest"
