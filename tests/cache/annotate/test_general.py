"""Rules that come from how English newspapers are written, each on made-up sentences."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import annotate, quotes, releases
from pullquote.cache.annotate.works import types
from pullquote.cache.core.article import Annotations, Document, Item, ListBlock, Paragraph, PullQuote, Span

SCREENS = "The film is a comedy with a large cast, the series a drama with several actors from television."


def read(*paragraphs: str) -> Annotations:
    return annotate(Document(blocks=tuple(Paragraph(p) for p in (*paragraphs, SCREENS))))


def names(links: Annotations, *types: str) -> set[str]:
    return {e.name for e in links.entities if e.type in types}


def italic(*runs: tuple[str, str, str]) -> Annotations:
    blocks = [Paragraph(f"{a}{b}{c}", (Span(len(a), len(a) + len(b), "emphasis"),) if b else ()) for a, b, c in runs]
    return annotate(Document(blocks=tuple(blocks)))


class TestWhoSpeaks:
    @pytest.mark.parametrize(
        ("paragraphs", "speaker"),
        [
            (["Jane Roe, 42, a baker from Ostrava, said: “It has not changed for years.”"], "Jane Roe"),
            (["Ivan Brandt, 60, of Lower Marwick, said: “It was never like this here.”"], "Ivan Brandt"),
            (["JANE Roe has left town.", "In her column Jane said: “I could not stay there any longer.”"], "Jane Roe"),
            (["Jane Roe met Tom Brand. The caption of her post read: “Nine years of this man.”"], "Jane Roe"),
            (["Tom Brand came. Jane Roe’s statement said: “We are sorry to see it end.”"], "Jane Roe"),
            (["Jane Roe is engaged.", "A source said it is early. They said: “There is no ring yet.”"], "source"),
            (["“It is a lot to take in,” says Professor Jane Lane. “It always is,” says Lane."], "Jane Lane"),
            (["“It is a lot to take in,” says Jane Roe OBE, who teaches film."], "Jane Roe"),
            (["Accusing Jane Roe of theft was wrong, she said: “I never took a thing.”"], "Jane Roe"),
        ],
    )
    def test_the_speaker_is_a_person_of_the_article(self, paragraphs: list[str], speaker: str) -> None:
        assert {q.speaker for q in read(*paragraphs).quotes} == {speaker}

    @pytest.mark.parametrize(
        "text",
        ['“There were so many tears that day," she recalled later.', '"There were so many tears that day,” she said.'],
    )
    def test_marks_of_two_styles_are_one_pair(self, text: str) -> None:
        assert [q.text for q in read(text).quotes] == ["There were so many tears that day,"]

    @pytest.mark.parametrize(
        "text",
        [
            "Brand wrote an essay entitled “Why Are Towns Finally Listening to Their Many Rivers?” last week.",
            "In her 1931 memoir “The Long Way,” Jane Roe says little about it.",
            "She hosted the special “Rise Together: The Nation Thanks Its Night Nurses of the North.”",
        ],
    )
    def test_long_titles_are_not_speech(self, text: str) -> None:
        assert read(text).quotes == ()


class TestPeople:
    @pytest.mark.parametrize(
        ("text", "person"),
        [
            ("Accusing Jane Roe of it was wrong.", "Jane Roe"),
            ("It follows a broke caterer (Spike Ferrand) to the coast.", "Spike Ferrand"),
            ("Jane Lane, who lives nearby, was there.", "Jane Lane"),
            ("Jane Roe OBE opened the hall.", "Jane Roe"),
            ("LINDA Brandt has moved to the coast.", "Linda Brandt"),
        ],
    )
    def test_found_under_the_right_name(self, text: str, person: str) -> None:
        assert names(read(text), "person") == {person}

    @pytest.mark.parametrize(
        "text", ["They met at Victoria Park for a walk.", "Happy Birthday to one of the best men!"]
    )
    def test_not_everything_with_capitals_is_a_person(self, text: str) -> None:
        assert names(read(text), "person") == set()

    def test_a_name_in_italics_under_a_picture_is_no_title(self) -> None:
        links = italic(
            ("", "Jane Brandt", ""),
            ("The actress Jane Brandt came to the film’s party in a car. Jane Brandt, who is 47, smiled.", "", ""),
            ("Everybody in the film loves Jane Brandt and the series she was an actress in.", "", ""),
        )
        assert names(links, "person") == {"Jane Brandt"}
        assert names(links, "film", "show", "franchise") == set()

    def test_a_short_name_and_a_long_one_are_one_character(self) -> None:
        links = read(
            "Maren Holt (Jane Roe) runs the harbor. Ivo Brandt plays Maren’s brother. Roe is Maren, he is not."
        )
        assert names(links, "character") == {"Maren Holt"}


class TestWorks:
    @pytest.mark.parametrize(
        "text",
        [
            "I will never know WHAT IS THE POINT of it.",
            "It was in the medical journal The Reef last year.",
            "It is by the author of “Ghosts on Film: The Whole Story of Silent Cinema” and others.",
            "They performed “The Street We Know” at the end of the concert.",
            "He spoke on the “Second Helping” podcast about it.",
        ],
    )
    def test_other_things_with_names(self, text: str) -> None:
        assert names(read(text), "show", "film", "franchise") == set()

    def test_an_article_about_games_has_no_films(self) -> None:
        links = italic(
            ("The studio behind ", "Harrow Deep", " announced a new game for the console today."),
            ("Players of ", "Harrow Deep", " will find the gameplay of the new game much like that of other games."),
            ("It is a role-playing game for Xbox and for PC.", "", ""),
        )
        assert [(entity.name, entity.type) for entity in links.entities] == [("Harrow Deep", "game")]

    @pytest.mark.parametrize(
        ("before", "kind"),
        [
            ("Nobody in the town had liked the movie version of ", "film"),
            ("She read it before the big-screen version of ", "film"),
            ("He cut the film version of Olga Lind's ", "film"),
            ("They filmed the live-action version of ", "film"),
            ("All winter they shot the television version of ", "show"),
        ],
    )
    def test_a_version_for_the_screen_is_a_work_for_the_screen(self, before: str, kind: str) -> None:
        links = italic(
            (before, "Lamp Troopers", " and the fans of the old book never forgave anybody for that."),
            ("What anybody is doing in ", "Lamp Troopers", " is hard to say, but readers of the novel knew it once."),
        )
        assert [(e.name, e.type) for e in links.entities if "Lamp" in e.name] == [("Lamp Troopers", kind)]

    @pytest.mark.parametrize("before", ["She sang her own version of ", "They played an acoustic version of "])
    def test_any_other_version_is_none(self, before: str) -> None:
        links = italic((before, "Slow Water", " and the crowd went home singing it in the rain."))
        assert links.entities == ()

    def test_a_part_is_not_the_franchise(self) -> None:
        links = read("“Star Harbor: The Last Lamp” is the best film of the trilogy, a franchise that made the studio.")
        assert ("Star Harbor: The Last Lamp", "film") in {(e.name, e.type) for e in links.entities}


OFFICES = "The committee met on Tuesday and the department sent its yearly report to the council of the district. " * 19


def read_elsewhere(text: str) -> Annotations:
    """Read a sentence of an article that is not about entertainment."""
    return annotate(Document(blocks=(Paragraph(text), Paragraph(OFFICES))))


class TestOtherSubjects:
    @pytest.mark.parametrize(
        "text",
        [
            "He is the director of Harbor Security and nobody else.",
            "She works with the Harbor Index Series 3 and sells it.",
            "It was as part of the Harbor Grants program that they came.",
            "The role of Harbor Council in this was small.",
            "It lies in western Harbonia near the sea.",
            "It wakes up by saying “Hello Harbor” twice.",
        ],
    )
    def test_no_works_and_no_characters(self, text: str) -> None:
        assert names(read_elsewhere(text), "show", "film", "franchise", "character") == set()

    @pytest.mark.parametrize(
        "text",
        [
            "The Marwickers said it was late. The Marwickers added that it was cold, and the Marwickers said so again.",
            "An EV owner came. The EV driver said so.",
            "Canadians said it was cold. Canadians say so often.",
            "Letters go to P.O. Box nine.",
        ],
    )
    def test_groups_and_initials_are_not_people(self, text: str) -> None:
        assert names(read_elsewhere(text), "person") == set()

    @pytest.mark.parametrize(
        ("text", "person"),
        [
            ("The officer, Col. Alexander Brandt, testified.", "Alexander Brandt"),
            ("Then Nicolás Ferrand spoke.", "Nicolás Ferrand"),
            ("It is Jane Roe’s Harbor Origin and nothing else.", "Jane Roe"),
        ],
    )
    def test_people_are_found(self, text: str, person: str) -> None:
        assert names(read_elsewhere(text), "person") == {person}

    def test_two_titles_with_one_beginning_stay_two(self) -> None:
        links = read(
            "The film “Star Harbor” is old. “Star Harbor: The Last Lamp” is a new film. “Star Harbor” is better."
        )
        assert names(links, "film") == {"Star Harbor", "Star Harbor: The Last Lamp"}

    def test_in_a_list_of_films_a_weak_hint_of_television_counts_little(self) -> None:
        films = [f"The film “Harbor {word}” is the best film of all." for word in "One Day Light Song Way Rest".split()]
        links = read(*films, "“Quiet Pier” may now be streamed on Netflix. It is sad.")
        assert ("Quiet Pier", "film") in {(e.name, e.type) for e in links.entities}


def test_words_an_outlet_sets_off_are_its_own_unless_somebody_speaks_in_them() -> None:
    about = Paragraph("Director Henrik Solberg made the film over three winters with actress Rosa Castellanos.")
    own = annotate(
        Document(title="Review", blocks=(about, PullQuote("A film about being lost that never loses its way.")))
    )
    said = annotate(Document(title="Talk", blocks=(about, PullQuote("I never lost my way, and we kept on walking."))))
    assert [quote.speaker for quote in own.quotes] == [None]
    assert [quote.speaker for quote in said.quotes] != [None]


def test_a_quotation_on_a_line_of_its_own_belongs_to_who_signs_the_line() -> None:
    items = (
        "“I would sooner row to work than film here.” — Rhea Dunmore",
        "“Nobody asked for rain in it.” – Kim Vale, lead",
    )
    links = annotate(Document(blocks=(Paragraph("Ivan Brandt asked."), ListBlock(tuple(map(Item, items))))))
    assert [quote.speaker for quote in links.quotes] == ["Rhea Dunmore", "Kim Vale"]


class TestWhatIsNotRead:
    def test_an_article_without_works_and_quotations_is_not_searched_for_what_is_said_of_them(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        for module, name in ((releases, "find_sentences"), (quotes, "Attribution"), (types, "_Named")):
            real = getattr(module, name)
            monkeypatch.setattr(module, name, lambda *given, real=real, name=name: asked.append(name) or real(*given))
        plain = Paragraph("The council met on Monday, March 3, and Jane Roe left the room before the vote was over.")
        annotate(Document(title="Council meets", blocks=(plain,)))
        assert asked == []
        assert read("“It was never like this here,” said Jane Roe of the film “Copper Hill” (2027).").quotes
        assert {*asked} == {"find_sentences", "Attribution", "_Named"}
