"""What each family of rules finds in a sentence, and what it leaves alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from pullquote.cache.annotate import KnownEntities, annotate
from pullquote.cache.annotate.text.quotation_marks import quoted_runs
from pullquote.cache.core.article import (
    TITLE_BLOCK,
    Annotations,
    Document,
    EntityType,
    Heading,
    Hint,
    Paragraph,
    PullQuote,
    Source,
    Span,
    block_text,
)
from pullquote.cache.core.results import KnownEntity

PUBLISHED = datetime(2016, 9, 14, tzinfo=UTC)  # a Wednesday


def read(
    *paragraphs: str, title: str | None = None, published: datetime | None = PUBLISHED, **more: object
) -> Annotations:
    blocks = tuple(Paragraph(p) for p in paragraphs)
    return annotate(Document(title=title, blocks=blocks, published=published, **more))  # type: ignore[arg-type]


def italic(before: str, title: str, after: str) -> Annotations:
    text = f"{before}{title}{after}"
    span = Span(len(before), len(before) + len(title), "emphasis")
    return annotate(Document(blocks=(Paragraph(text, (span,)),), published=PUBLISHED))


def names(links: Annotations, *types: str) -> set[str]:
    return {e.name for e in links.entities if not types or e.type in types}


class TestTitles:
    @pytest.mark.parametrize(
        ("text", "title", "kind"),
        [
            ("Fans liked Copper Hill season 2 and its music.", "Copper Hill", "show"),
            ("He wrote the second episode of Copper Hill with care.", "Copper Hill", "show"),
            ("She loved the sitcom Copper Hill as a child.", "Copper Hill", "show"),
            ("She loved the thriller Copper Hill as a child.", "Copper Hill", "film"),
            ("They sat through the Copper Hill movie in silence.", "Copper Hill", "film"),
            ("It is part of the Copper Hill franchise now.", "Copper Hill", "franchise"),
            ("It belongs to the Copper Hill Cinematic Universe now.", "Copper Hill Cinematic Universe", "franchise"),
            ("The star of “Copper Hill” was late to the film’s opening.", "Copper Hill", "film"),
            ("NBC has renewed Copper Hill for another year.", "Copper Hill", "show"),
        ],
    )
    def test_words_beside_it_give_a_title_away(self, text: str, title: str, kind: str) -> None:
        assert (title, kind) in {(e.name, e.type) for e in read(text).entities}

    @pytest.mark.parametrize(
        "title", ["Murder, He Thought", "Run!", "12 Quiet Men", "Harbor, M.D.", "(90) Days of June"]
    )
    def test_italics_keep_the_punctuation_of_a_title(self, title: str) -> None:
        links = italic("Everyone went to see ", title, " at the cinema, and the film was good.")
        assert names(links, "film") == {title}

    @pytest.mark.parametrize("words", ["really", "This is what he wanted to say", "not", "Not"])
    def test_stress_in_italics_is_no_title(self, words: str) -> None:
        assert names(italic("The film was ", words, " good, said the show’s host.")) == set()

    def test_a_list_in_one_italic_run_is_parted(self) -> None:
        links = italic("She watched the shows ", "Copper Hill, The Glass, Ember,", " and slept.")
        assert names(links) == {"Copper Hill", "The Glass", "Ember"}

    def test_songs_books_and_outlets_are_no_works(self) -> None:
        links = read("She sings “Slow Machine” and the single “Ember” in the film. The novel “Low Water” was read too.")
        assert names(links, "show", "film", "franchise") == set()
        assert names(italic("That is what he told ", "Variety", " about the film."), "organization") == {"Variety"}

    def test_a_short_second_mention_is_the_same_work(self) -> None:
        text = "The film Iron Harvest: The Last Field opens soon. The Last Field is long."
        spans = (Span(9, 37, "emphasis"), Span(50, 64, "emphasis"))
        links = annotate(Document(blocks=(Paragraph(text, spans),)))
        assert [e.name for e in links.entities] == ["Iron Harvest: The Last Field"]
        assert links.entities[0].mentions == 2

    def test_an_article_about_something_else_has_no_works(self) -> None:
        filler = "The council voted on the new water pipes and the budget for the roads in the valley. " * 12
        assert (
            names(italic(filler + "The pump is called ", "Big Henry", " by the workers. " + filler), "film", "show")
            == set()
        )

    def test_a_declared_series_is_believed(self) -> None:
        links = read("We met on the set of Vesper in May.", hints=(Hint("Vesper", "TVSeries", "jsonld"),))
        assert ("Vesper", "show") in {(e.name, e.type) for e in links.entities}


class TestPeople:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("A long walk with Anna Reyes did him good.", "Anna Reyes"),
            ("The director Oluwatoyin Brandeis smiled.", "Oluwatoyin Brandeis"),
            ("It was directed by Zsolt-Marek Ubrankovics in a week.", "Zsolt-Marek Ubrankovics"),
            ("Showrunner Anna Reyes was there.", "Anna Reyes"),
            ("It is J.J. Marlow who made it.", "J.J. Marlow"),
            ("Tom Van Der Leer arrived.", "Tom Van Der Leer"),
            ("Quelara Ubrank, 34, arrived.", "Quelara Ubrank"),
            ("She met Lady Marlow. Lady Marlow smiled.", "Lady Marlow"),
            ('Everybody knows Tom "The Wall" Brandt here.', 'Tom "The Wall" Brandt'),
        ],
    )
    def test_a_name_is_found(self, text: str, name: str) -> None:
        assert name in names(read(text), "person")

    @pytest.mark.parametrize(
        "text",
        ["He lives in San Diego.", "We walked to Grace Street.", "Will Anna come?", "The Austin Festival began."],
    )
    def test_places_and_words_are_nobody(self, text: str) -> None:
        assert names(read(text), "person") <= {"Anna"}

    def test_surnames_and_first_names_fold_into_the_full_name(self) -> None:
        links = read("Anna Reyes came. Reyes sat down. “Anna is here,” he said. Michael Brandt, or Mike Brandt, left.")
        people = {e.name: e for e in links.entities}
        assert people["Anna Reyes"].mentions == 3
        assert set(people["Anna Reyes"].aka) == {"Anna", "Reyes"}
        assert "Mike Brandt" in people or "Michael Brandt" in people
        assert len(people) == 2

    def test_mentions_lie_in_the_headline_too(self) -> None:
        links = read("Anna Reyes is back.", title="Why Anna Reyes Is Back")
        assert {m.block for m in links.mentions} == {TITLE_BLOCK, 0}


class TestCharacters:
    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("Her old friend Wren Hollis (Anna Reyes) comes home.", "Wren Hollis"),
            ("Then Maggie (Anna Reyes) comes home.", "Maggie"),
            ("Anna Reyes plays the ruthless lawyer Wren Hollis in it.", "Wren Hollis"),
            ("Anna Reyes stars as Captain Wren Hollis.", "Wren Hollis"),
            ("Wren Hollis, played by Anna Reyes, comes home.", "Wren Hollis"),
            ("He took the role of Wren Hollis at once.", "Wren Hollis"),
            ("It was Anna Reyes’s Wren Hollis that we loved.", "Wren Hollis"),
            ("The villain Karst returns.", "Karst"),
        ],
    )
    def test_a_character_is_found(self, text: str, name: str) -> None:
        links = read(text)
        assert name in names(links, "character")
        assert name not in names(links, "person")

    def test_a_show_named_after_its_hero_gives_both(self) -> None:
        links = read("Wren Hollis season 2 begins in May. Nobody knows what Wren will do.")
        assert {(e.name, e.type) for e in links.entities} == {("Wren Hollis", "show"), ("Wren Hollis", "character")}


class TestMarks:
    @pytest.mark.parametrize(
        ("text", "inside"),
        [
            ("He said “yes, I do” twice.", ["yes, I do"]),
            ('He said "yes, I do" twice.', ["yes, I do"]),
            ("He said ‘yes, I don’t’ twice.", ["yes, I don’t"]),
            ("He said 'yes, I don't' twice.", ["yes, I don't"]),
            ("Il a dit « oui, bien sûr » hier.", ["oui, bien sûr"]),
            ("Er sagte „ja, gewiss“ und ging.", ["ja, gewiss"]),
            ("The actors' friends and the '90s weren't over, y'know.", []),
            ("He said “one and two.", ["one and two."]),
            ("“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,", "no"]),
            ("'The actors' tent was goin' cold,' she said.", ["The actors' tent was goin' cold,"]),
            (
                '\'I said "why" and they "who\'s there?"\'',
                ['I said "why" and they "who\'s there?"', "why", "who's there?"],
            ),
            ("'We told 'em it's rock 'n' roll,' he said.", ["We told 'em it's rock 'n' roll,"]),
            ('"I love \'em all," she said. "Don\'t you?"', ["I love 'em all,", "Don't you?"]),
        ],
    )
    def test_runs(self, text: str, inside: list[str]) -> None:
        assert [text[r.start : r.end] for r in quoted_runs(text)] == inside

    @pytest.mark.parametrize(
        ("text", "inside"),
        [
            ("'It took us nine years, and it wasn't fun.", ["It took us nine years, and it wasn't fun."]),
            ("She wrote in July: 'It took us nine years.", ["It took us nine years."]),
            ("‘It took the actors’ families nine years.", ["It took the actors’ families nine years."]),
            ("They're the '90s kids' stars, 'em all.", []),
        ],
    )
    def test_a_single_mark_the_next_paragraph_repeats_is_one(self, text: str, inside: list[str]) -> None:
        runs = quoted_runs(text, f"{'‘' if '‘' in text else chr(39)}And then we went home.")
        assert [text[r.start : r.end] for r in runs] == inside
        assert not any(r.closed for r in runs)


class TestQuotes:
    @pytest.mark.parametrize(
        ("text", "speaker"),
        [
            ("“I was never going to say no,” said Anna Reyes.", "Anna Reyes"),
            ("“I was never going to say no,” Anna Reyes told reporters.", "Anna Reyes"),
            ("“I was never going to say no,” says co-star Anna Reyes.", "Anna Reyes"),
            ("Anna Reyes said: “I was never going to say no.”", "Anna Reyes"),
            ("Anna Reyes, who directed it, said she “was never going to say no.”", "Anna Reyes"),
            ("It was described by Anna Reyes as “a very long walk home.”", "Anna Reyes"),
            ("Anna Reyes came in. “I was never going to say no,” she said.", "Anna Reyes"),
            ("Anna Reyes met Tom Brandt. “I was never going to say no,” he said.", "Tom Brandt"),
            ("Actress Anna Reyes met Tom Brandt. “I was never going to say no,” the actress said.", "Anna Reyes"),
            ("“I was never,” Anna Reyes said, “going to say no to that.”", "Anna Reyes"),
            ("“I was never going to say no,” said Paramount marketing chief Anna Reyes.", "Anna Reyes"),
            ("According to Anna Reyes, it was “never going to be easy.”", "Anna Reyes"),
        ],
    )
    def test_the_speaker_is_found(self, text: str, speaker: str) -> None:
        quotes = read(text).quotes
        assert quotes
        assert {q.speaker for q in quotes} == {speaker}

    @pytest.mark.parametrize(
        "text", ["The film “The Long Way Home” is good.", "It was a “hit” with the “crowd” there."]
    )
    def test_titles_and_scare_quotes_are_not_said(self, text: str) -> None:
        assert read(text).quotes == ()

    def test_a_paragraph_that_is_only_a_quotation_is_a_pull_quote(self) -> None:
        links = read(
            "Showrunner Anna Reyes has shared her plans with ET, saying how the lead will change:",
            "“It will be a very personal story, and nobody will see it coming.”",
            "“And that is all I can say.”",
        )
        first, second = links.blocks[1], links.blocks[2]
        assert isinstance(first, PullQuote)
        assert isinstance(second, PullQuote)
        assert (first.speaker, first.via, second.speaker) == ("Anna Reyes", "ET", "Anna Reyes")
        assert [q.kind for q in links.quotes] == ["pull", "pull"]

    def test_the_source_of_the_article_is_the_outlet_of_its_pull_quotes(self) -> None:
        links = read("Anna Reyes is glad.", "“We are all very glad about it.”", source=Source("Collider"))
        assert links.quotes[0].via == "Collider"

    def test_a_quotation_runs_over_paragraphs(self) -> None:
        links = read(
            "“I went home and slept,” Tom Brandt said. “Then I thought about it.", "“And then I said yes to all of it.”"
        )
        assert {q.speaker for q in links.quotes} == {"Tom Brandt"}

    def test_verse_has_no_speaker(self) -> None:
        links = read("Anna Reyes sang it.", "“Slow is the water / And slow is the day”")
        assert links.quotes[0].speaker is None

    def test_what_a_sign_of_music_stands_before_is_sung_by_nobody_here(self) -> None:
        document = Document(
            blocks=(PullQuote("🎤 “Slow is the water and slow is the day”"), Paragraph("Anna Reyes (Mara) sings it."))
        )
        (quote,) = annotate(document).quotes
        assert (quote.text, quote.speaker) == ("Slow is the water and slow is the day", None)

    def test_blocks_keep_their_text(self) -> None:
        document = Document(
            blocks=(Heading("A “very long heading here” said Tom Brandt"), Paragraph("“Nobody said a word to me.”"))
        )
        assert [block_text(b) for b in annotate(document).blocks] == [block_text(b) for b in document.blocks]


class TestReleases:
    @pytest.mark.parametrize(
        ("text", "date", "precision", "what"),
        [
            ("“Copper Hill” season 1 will arrive on September 30th, 2016.", "2016-09-30", "day", "season 1"),
            ("“Copper Hill” premieres on 3 October on NBC, the network said.", "2016-10-03", "day", None),
            ("“Copper Hill” premieres Friday on NBC.", "2016-09-16", "day", None),
            ("“Copper Hill” returns to NBC next spring.", "2017-spring", "season", None),
            ("“Copper Hill” season 2's expected 2017 air date is far away on NBC.", "2017", "year", "season 2"),
            ("The show “Copper Hill” will debut in January 2018 on NBC.", "2018-01", "month", None),
            ("The series “Copper Hill” premiered on Dec. 3 on NBC.", "2015-12-03", "day", None),
            ("The series “Copper Hill” premieres in January on NBC.", "2017-01", "month", None),
        ],
    )
    def test_dates(self, text: str, date: str, precision: str, what: str | None) -> None:
        releases = read(text).releases
        assert [(r.title, r.date, r.precision, r.what) for r in releases] == [("Copper Hill", date, precision, what)]

    @pytest.mark.parametrize(
        "text",
        [
            "Filming on the show “Copper Hill” begins in May 2017.",
            "Release dates for the show “Copper Hill” have not yet been announced for 2017.",
            "The show “Copper Hill” might be renewed, fans hope.",
            "Anna Reyes saw the show “Copper Hill” on Friday.",
        ],
    )
    def test_what_is_no_release(self, text: str) -> None:
        assert read(text).releases == ()

    @pytest.mark.parametrize(
        ("text", "what"),
        [
            ("NBC has renewed the show “Copper Hill” for a third season.", "renewed"),
            ("The show “Copper Hill” has been canceled after two seasons.", "cancelled"),
            ("The film “Copper Hill” has been delayed again.", "delayed"),
        ],
    )
    def test_facts_without_a_date(self, text: str, what: str) -> None:
        assert [(r.title, r.what, r.date) for r in read(text).releases] == [("Copper Hill", what, None)]

    def test_a_year_beside_a_title_is_its_date(self) -> None:
        found = {
            (r.title, r.date) for r in read("He made the films “Low Tide” (2009) and 2014’s “Ember” there.").releases
        }
        assert found == {("Low Tide", "2009"), ("Ember", "2014")}

    def test_without_a_publication_date_nothing_is_guessed(self) -> None:
        assert read("The show “Copper Hill” premieres on May 3.", published=None).releases == ()


class TestKnown:
    TEXT = "Last night we saw Severed Lines with Quillan Vost at Harrow House. Vost was good in Severed Lines."

    def test_without_names_that_are_known_none_is(self) -> None:
        assert not any("known name" in e.evidence for e in read(self.TEXT).entities)

    def test_known_names_are_found_in_plain_text(self) -> None:
        known = KnownEntities(
            [
                KnownEntity(name="Severed Lines", type="show", articles=3),
                KnownEntity(name="Quillan Vost", type="person"),
                KnownEntity(name="Harrow House", type="organization"),
            ]
        )
        links = annotate(Document(blocks=(Paragraph(self.TEXT),)), known)
        assert {(e.name, e.type, e.mentions) for e in links.entities} == {
            ("Severed Lines", "show", 2),
            ("Quillan Vost", "person", 2),
            ("Harrow House", "organization", 1),
        }
        assert all("known name" in e.evidence for e in links.entities)

    def test_a_correction_decides_the_type_and_aka_folds(self) -> None:
        known = KnownEntities(
            [
                KnownEntity(name="Copper Hill (2016)", type="film", aka=("Copper Hill",), fixed=True),
                KnownEntity(name="Anna Reyes", type="character", fixed=True),
            ]
        )
        links = annotate(Document(blocks=(Paragraph("Copper Hill season 2 stars Anna Reyes."),)), known)
        assert {(e.name, e.type) for e in links.entities} == {
            ("Copper Hill (2016)", "film"),
            ("Anna Reyes", "character"),
        }

    def test_hidden_names_are_never_listed(self) -> None:
        known = KnownEntities(
            [
                KnownEntity(name="Anna Reyes", type="person", hidden=True),
                KnownEntity(name="Netflix", type="organization", hidden=True),
            ]
        )
        links = annotate(
            Document(blocks=(Paragraph("Anna Reyes left Netflix. “I am glad to go home,” said Reyes."),)), known
        )
        assert names(links) == set()

    @pytest.mark.parametrize(
        ("known", "written", "kind"),
        [
            ("Spider-Man", "Spider Man", "character"),
            ("Spider Man", "Spider-Man", "character"),
            ("Copper-Hill Nights", "Copper Hill Nights", "show"),
            ("Copper Hill Nights", "Copper-Hill Nights", "show"),
            ("AT&T", "AT and T", "organization"),
            ("AT and T", "AT&T", "organization"),
            ("Mary-Lou Brandt", "Mary Lou Brandt", "person"),
        ],
    )
    def test_a_known_name_is_found_however_it_is_spelt(self, known: str, written: str, kind: EntityType) -> None:
        text = f"Last night we saw {written} with Harrow. Nothing stops {written} now."
        found = annotate(
            Document(blocks=(Paragraph(text),)), KnownEntities([KnownEntity(name=known, type=kind, articles=3)])
        ).entities
        assert [(e.name, e.type, e.mentions) for e in found] == [(known, kind, 2)]

    @pytest.mark.parametrize(
        ("known", "kind", "text"),
        [
            ("Tom", "character", "The crew waited for Tom on the pier, and Tom came late."),
            ("New Jersey", "film", "The crew moved to New Jersey in May, and stayed in New Jersey."),
        ],
        ids=["a first name", "a place"],
    )
    def test_what_another_article_taught_says_nothing_of_words_that_anybody_has(
        self, known: str, kind: EntityType, text: str
    ) -> None:
        document = Document(title="The season finale of a show", blocks=(Paragraph(text),))
        learned = KnownEntity(name=known, type=kind, articles=4)
        assert known not in {e.name for e in annotate(document, KnownEntities([learned])).entities}
        by_the_user = KnownEntity(name=known, type=kind, articles=4, fixed=True)
        assert known in {e.name for e in annotate(document, KnownEntities([by_the_user])).entities}

    def test_a_title_that_begins_with_a_known_one_is_found_whole(self) -> None:
        text = "We saw Low Tide again. Roe returned for Low Tide: Varrick two years later, and for nothing else."
        document = Document(title="What the cast of the film did next", blocks=(Paragraph(text),))
        learned = KnownEntities([KnownEntity(name="Low Tide", type="film", articles=4)])
        found = annotate(document, learned).entities
        assert [(e.name, e.type, e.mentions) for e in found if e.type != "person"] == [
            ("Low Tide", "film", 1),
            ("Low Tide: Varrick", "film", 1),
        ]

    def test_names_are_compared_without_case_accents_and_articles(self) -> None:
        known = KnownEntities([KnownEntity(name="The Été Sauvage", type="film")])
        assert known.find("ete sauvage") is known.find("the Été Sauvage") is not None
        assert known.find("Sauvage") is None
        assert not KnownEntities.EMPTY


def test_two_spellings_in_one_article_are_one_entity() -> None:
    found = read(
        "The show “Copper-Hill Nights” begins.", "We saw “Copper Hill Nights” again, and “Copper-Hill Nights”."
    )
    assert [(e.name, e.mentions) for e in found.entities] == [("Copper-Hill Nights", 3)]


def test_entities_come_by_weight() -> None:
    links = read("Anna Reyes met Tom Brandt.", "Brandt smiled.", "Brandt left.", title="What Tom Brandt Did")
    assert [e.name for e in links.entities] == ["Tom Brandt", "Anna Reyes"]


def test_every_fact_carries_its_evidence() -> None:
    links = read("“I was never going to say no,” said Anna Reyes of Copper Hill season 2.")
    assert all(e.evidence for e in links.entities)
    assert all(q.evidence for q in links.quotes)
    assert all(r.text for r in links.releases)
