"""Titles that stand without italics and quotation marks: what finds them, how far they reach, what is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.annotate.entities import READ
from pullquote.cache.core.article import (
    SCREEN_TYPES,
    Annotations,
    Document,
    Heading,
    Item,
    ListBlock,
    Paragraph,
    Span,
)


def read(*texts: str, title: str | None = None) -> Annotations:
    """Understand paragraphs; a text that begins with "# " is a heading, one that begins with "- " a list."""
    blocks: list[Paragraph | Heading | ListBlock] = []
    for text in texts:
        if text.startswith("# "):
            blocks.append(Heading(text[2:], 2))
        elif text.startswith("- "):
            blocks.append(ListBlock(tuple(Item(t) for t in text[2:].split("\n- "))))
        else:
            blocks.append(Paragraph(text))
    return annotate(Document(title=title, blocks=tuple(blocks)))


def works(annotations: Annotations) -> set[str]:
    return {e.name for e in annotations.entities if e.type in SCREEN_TYPES}


def names(annotations: Annotations, type_: str) -> set[str]:
    return {e.name for e in annotations.entities if e.type == type_}


class TestLists:
    @pytest.mark.parametrize(
        "text",
        [
            "He wrote for hit shows including Copper Hill, The Glass Harbour and Vesper.",
            "She was known for Copper Hill, The Glass Harbour and Vesper.",
            "His other films include Copper Hill, The Glass Harbour and Vesper.",
            "Her credits include Copper Hill (2019), The Glass Harbour season 2 and Vesper.",
            "The network ordered dramas such as Copper Hill, The Glass Harbour and Vesper.",
            "The actor, best known for his roles in Copper Hill, The Glass Harbour and Vesper, has died.",
            "The streamer’s biggest hits, Copper Hill, The Glass Harbour and Vesper, return in May.",
            "Copper Hill, The Glass Harbour, Vesper and other hit series come in June.",
            "The sitcom Copper Hill, The Glass Harbour and Vesper were all renewed by the network.",
            "Fans of series like Copper Hill, The Glass Harbour or Vesper will love the new show.",
            "Anna Reyes, the creator of Copper Hill, The Glass Harbour and Vesper, has a new series.",
            "He also had parts in Copper Hill, The Glass Harbour, and Vesper. The actor was 80.",
        ],
    )
    def test_a_noun_or_one_known_title_makes_titles_of_the_whole_list(self, text: str) -> None:
        assert works(read(text)) == {"Copper Hill", "The Glass Harbour", "Vesper"}

    @pytest.mark.parametrize(
        "text",
        [
            "The show’s cast includes Jane Roe, Quelara Ubrank and Tom Brandt.",
            "The film was shown in London, Paris and Rome.",
            "The series airs on Monday, Tuesday and Wednesday.",
            "Shows such as these are rare, said Holt, Marsh and Ubrank.",
            "The actress, known for her work with Maren Holt, joined the film.",
            "Jane Roe won best actress for a film and Tom Brandt and Holt won as directors.",
            "Films went from London to Paris, said the show’s host.",
            "The film won prizes for Best Film, Best Actress and Best Song.",
        ],
    )
    def test_other_lists_hold_no_titles(self, text: str) -> None:
        assert works(read(text)) == set()

    def test_what_follows_a_title_in_an_opening_phrase_is_no_neighbour_of_it(self) -> None:
        links = read("Fans liked the sitcom Copper Hill. In Copper Hill, Vessa and Kel fight over a farm.")
        assert works(links) == {"Copper Hill"}

    def test_a_list_in_parentheses_after_a_noun_holds_titles(self) -> None:
        links = read("The hero shows in his quartet (Copper Hill, The Orchard, and Vesper) air in May.")
        assert works(links) == {"Copper Hill", "The Orchard", "Vesper"}

    def test_small_words_inside_an_item_belong_to_it(self) -> None:
        links = read("Her other TV credits include films such as Harbour Watch, Thornhill and Doctors on Call.")
        assert works(links) == {"Harbour Watch", "Thornhill", "Doctors on Call"}

    def test_where_titles_stand_in_italics_a_plain_list_proves_less(self) -> None:
        text = "He made the films Bone Orchard and Low Water. Then came Bone Orchard, Marsh House and Kelby."
        spans = (Span(18, 30, "emphasis"), Span(35, 44, "emphasis"))
        links = annotate(Document(blocks=(Paragraph(text, spans),)))
        assert works(links) == {"Bone Orchard", "Low Water"}


class TestCues:
    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("The cast of Copper Hill met in London for the show.", "Copper Hill"),
            ("She will star in Bone Orchard, a thriller about a farm.", "Bone Orchard"),
            ("Copper Hill viewers were shocked by the finale.", "Copper Hill"),
            ("The Netflix hit Copper Hill is back, and so is its star.", "Copper Hill"),
            ("He cried while appearing on Copper Hill on Tuesday, the show’s last day.", "Copper Hill"),
            ("They appeared together on Good Morning Harbour, a show they love.", "Good Morning Harbour"),
            ("Copper Hill star Quelara Ubrank has left the show.", "Copper Hill"),
            ("Marlow Street actor Tom Brandt spoke about the soap.", "Marlow Street"),
            ("The former Dance Harbour judge, 49, smiled at the show’s fans.", "Dance Harbour"),
            ("Copper Hill creator Tom Brandt spoke about the series.", "Copper Hill"),
            ("Season two of Copper Hill begins in May.", "Copper Hill"),
            ("It is a sequel to Bone Orchard, out next year.", "Bone Orchard"),
            ("A new trailer for Emberfall was shown on Monday, and the film looks grim.", "Emberfall"),
            ("She plays Maren in Emberfall, a film about bees.", "Emberfall"),
            ("He won an Emmy for Emberfall last year.", "Emberfall"),
            ("Emberfall is a drama about two sisters.", "Emberfall"),
            ("Another new show is Emberfall, and it is good.", "Emberfall"),
            ("The film, called Emberfall, is about bees.", "Emberfall"),
            ("Emberfall (Netflix) is good, said the show’s host.", "Emberfall"),
            ("Jane Roe of Emberfall fame joined the film.", "Emberfall"),
            ("The team behind Emberfall made the film.", "Emberfall"),
            ("They binge-watched Emberfall in a weekend and loved the series.", "Emberfall"),
            ("He also appeared in BBC Emberfall, the actor said.", "Emberfall"),
            ("Emberfall was directed by Jane Roe, the film’s star.", "Emberfall"),
            ("Emberfall topped the box office with $20 million.", "Emberfall"),
            ("Emberfall ($12 million) was second, a good week for films.", "Emberfall"),
            ("Copper Hill won Best Drama Series at the awards for films.", "Copper Hill"),
            ("The Downs Abbey actress, 45, was seen on the film’s set.", "The Downs Abbey"),
            ("Ember Nights alum Jane Roe says the show was good.", "Ember Nights"),
            ("Emberfall’s season finale was loud, the network said.", "Emberfall"),
            ("Last season, Star Heights fans came to the cinema.", "Star Heights"),
            ("Emberfall fell to third place with $9 million, a good weekend for films.", "Emberfall"),
            (
                "It was the film’s weekend. Ash & the Weir did well, and Ash and the Weir made $7 million.",
                "Ash and the Weir",
            ),
            ("Her previous work includes Emberfall, and she hopes for more films and a series.", "Emberfall"),
            ("The film is Emberfall, in which he played a nurse.", "Emberfall"),
            ("He is the lead in the drama pilot Vespers, made after an old tale.", "Vespers"),
            ("It is a part that he reprised in Emberfall, the film’s star said.", "Emberfall"),
            ("He has been in pilots for Emberfall and other shows.", "Emberfall"),
            ("The Jane Roe vehicle Emberfall was a hit among the season’s films.", "Emberfall"),
        ],
    )
    def test_words_beside_it_give_a_title_away(self, text: str, title: str) -> None:
        assert works(read(text)) == {title}

    @pytest.mark.parametrize(
        "text",
        [
            "The film’s star was seen in Leeds on Friday.",
            "She appeared on Instagram with her co-star from the show.",
            "NBA star Tom Brandt appears in the film.",
            "He won the award for Best Actor and thanked the film’s cast.",
            "The festival’s Jury Award for Creative Vision went to the film.",
            "Holt, a comedy writer, watched the show with Marsh, a film director.",
            "Holt is the series’ villain, and Marsh is a film director.",
            "She starred in the West End and on Broadway.",
            "The Golden Globes viewers complained about the show.",
            "The film won the Grand Jury Prize and opened the Harbour Film Festival.",
            "Netflix’s Chief Content Officer said the series was renewed.",
            "An English-language series is planned by the network.",
            "She landed her first screen role in 2004, in a film.",
            "The show gave a masterful performance in J.C. Brandt’s film.",
            "Grade: B+. The film is good.",
            "The show’s notes are on Vessa Marlo and Her Works.",
            "The film has notes: 00:32 Introduction and 04:14 Reflections.",
            "My favorite Maren Louvain shoes are in the film.",
            "The plan ($9.99/mo) and Business ($19.99/mo) are for film makers.",
            "The reporter Vessa Marlo in Iron Farm said the film was good.",
            "The week’s new movies have stars like Vessa Marlo, Quelara Ubrank and Kel Farrow in them.",
            "It is a hit Netflix show. Quelara Ubrank plays the mother in the series.",
            "She was in the show in the Tom Brandt era, and in films too.",
            "He was the first Director of Inland Fisheries to be shown in the film and the series.",
            "He told The Lantern Fans of the film’s end, and the show’s.",
            "The Aussie actress stars in the film and the show.",
            "He acted in the WW1 film and in the show.",
            "She won “Best Actress in a Miniseries or TV Movie” for the film.",
            "Viewers of the show liked the episode titled “Low Water” best.",
            "This recap of the show is about Season 2, Episode 7 of it, “Low Water”.",
            "The show is on Netflix, Vexley, and Hulu, the film only on Hulu.",
        ],
    )
    def test_people_places_prizes_and_grades_are_no_titles(self, text: str) -> None:
        assert works(read(text)) == set()


class TestLines:
    def test_a_heading_is_a_title_if_the_text_below_it_says_so(self) -> None:
        links = read(
            "# Copper Hill",
            "NBC has renewed Copper Hill, the sitcom about a mine.",
            "# A Man at the Window",
            "Netflix ordered A Man at the Window. The comedy is its most watched series.",
            "# The Orchard",
            "It comes back in May, says its star.",
        )
        assert works(links) == {"Copper Hill", "A Man at the Window", "The Orchard"}

    def test_bare_lines_under_a_sentence_about_films_are_titles(self) -> None:
        links = read(
            "Here are all the films that come to the service in May.",
            "Saturday, May 1",
            "A Night At The Lighthouse",
            "Bone Orchard: The Harvest",
            "Emberfall*",
            "Ask The Rain",
            "Boys and Ghosts",
        )
        titles = {
            "A Night At The Lighthouse",
            "Bone Orchard: The Harvest",
            "Emberfall",
            "Ask The Rain",
            "Boys and Ghosts",
        }
        assert works(links) == titles

    def test_the_items_of_a_list_under_a_sentence_about_shows_are_titles(self) -> None:
        links = read(
            "The ten best shows of the year:", "- 1. Copper Hill (HBO)\n- 2. Vesper\n- 3. The Orchard\n- 4. Low Water"
        )
        assert works(links) == {"Copper Hill", "Vesper", "The Orchard", "Low Water"}

    def test_numbered_headings_under_a_sentence_about_films_are_titles(self) -> None:
        links = read(
            "Here are the best films on the service this week.",
            "# 1. Bone Orchard (2019)",
            "A farmer finds a body. Jane Roe plays him.",
            "# 2. Low Water",
            "Two divers talk about the sea.",
            "# 3. The Quiet Mile",
            "It is about runners.",
        )
        assert works(links) == {"Bone Orchard", "Low Water", "The Quiet Mile"}

    def test_as_many_headings_as_films_are_announced_are_titles(self) -> None:
        links = read(
            "# Bone Orchard",
            "A farmer finds a body.",
            "# Low Water",
            "Two divers talk about the sea.",
            "# The Quiet Mile",
            "It is about runners.",
            title="Three movies to stream now",
        )
        assert works(links) == {"Bone Orchard", "Low Water", "The Quiet Mile"}

    def test_the_lines_of_a_programme_end_before_the_network(self) -> None:
        lines = "- Copper Hill, ITV1, 9pm\n- Night Ferry, BBC One, 8pm\n- Thornhill, Sky Atlantic\n- Vesper, ITV2, 10pm"
        assert works(read("The shows of the week:", lines)) == {"Copper Hill", "Night Ferry", "Thornhill", "Vesper"}

    def test_nominees_stand_under_their_category(self) -> None:
        links = read(
            "The nominees for the film and television awards are:",
            "Best Drama Series",
            "Copper Hill",
            "Vesper",
            "Best Actress",
            "Jane Roe, Low Water",
            "Anna Reyes, Emberfall",
        )
        assert works(links) == {"Copper Hill", "Vesper", "Low Water", "Emberfall"}
        assert "Jane Roe" in names(links, "person")

    @pytest.mark.parametrize(
        ("line", "title"),
        [
            ("Best Film: Bone Orchard", "Bone Orchard"),
            ("Outstanding Drama Series – Copper Hill (HBO)", "Copper Hill"),
            ("Best Actress: Jane Roe (Copper Hill)", "Copper Hill"),
            ("Best Director: Tom Brandt, Bone Orchard", "Bone Orchard"),
        ],
    )
    def test_a_line_of_prizes_names_the_work(self, line: str, title: str) -> None:
        assert title in works(read("The winners of the film and series awards:", line))

    @pytest.mark.parametrize(
        "texts",
        [
            ("# Related Stories", "More stories about films and related stories are below."),
            ("# Jane Roe", "Jane Roe is an actress. She loves the show."),
            ("# Quelor Ubrank", "The film’s music is by Quelor Ubrank. Here Ubrank plays, and Ubrank sings."),
            ("# London", "The film opens in London."),
            ("# Sign Up", "Sign Up for our letter about films."),
            ("# Box Office", "The film leads the Box Office."),
            ("Our films of the year were chosen by:", "- Jane Roe\n- Tom Brandt\n- Anna Reyes\n- Kim Marsh"),
        ],
    )
    def test_other_lines_are_no_titles(self, texts: tuple[str, ...]) -> None:
        assert works(read(*texts)) == set()


class TestHowFarATitleReaches:
    @pytest.mark.parametrize(
        ("texts", "title"),
        [
            (("Netflix renewed A Man at the Window. A Man at the Window is a comedy.",), "A Man at the Window"),
            (("The actor returned to 2022’s Bone Orchard: Harvest as the farmer.",), "Bone Orchard: Harvest"),
            (("The film’s fans saw Bone Orchard: Harvest, a thriller about a farm.",), "Bone Orchard: Harvest"),
            (("The finale of Harriet’s Place was sad.",), "Harriet’s Place"),
            (("The premiere of Tom & Mandy’s Second Wedding was loud.",), "Tom & Mandy’s Second Wedding"),
            (("In the 2014 film X-Farm: Days of Rain, a drama, a farmer sings.",), "X-Farm: Days of Rain"),
            (("The sitcom stars met The King’s Gambler star Tom Brandt.",), "The King’s Gambler"),
            (("The Last of Them viewers cried at the show.",), "The Last of Them"),
            (("The cast of Salt and Honey met. Salt and Honey is a show.",), "Salt and Honey"),
        ],
    )
    def test_pieces_that_belong_together_are_one_title(self, texts: tuple[str, ...], title: str) -> None:
        assert works(read(*texts)) == {title}

    def test_two_titles_joined_by_and_are_two(self) -> None:
        links = read("The first season of The Glass was long. He saw The Glass and Emberfall, two shows.")
        assert "The Glass" in works(links)
        assert "The Glass and Emberfall" not in works(links)

    def test_a_title_goes_from_one_to_another(self) -> None:
        assert "Copper Hill to The Pier" not in works(read("From Copper Hill to The Pier, here are the best shows."))


class TestParentheses:
    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("A character played by Tom Brandt (Bone Orchard) talks in the show.", "Bone Orchard"),
            ("Her brother is played by Tom Brandt (Jane Eyrewood) in the film.", "Jane Eyrewood"),
            ("Director Quelara Ubrank (Bone Orchard) made the film.", "Bone Orchard"),
            ("Jane Roe (Winter Is the Old Summer) stars in the film.", "Winter Is the Old Summer"),
        ],
    )
    def test_what_somebody_is_known_for_stands_in_parentheses(self, text: str, title: str) -> None:
        assert works(read(text)) == {title}

    @pytest.mark.parametrize(
        "text",
        [
            "The director Charlie (Adam Brandt) meets the actress Nicole (Jane Roe) in the film.",
            "The film stars Jane Roe (Maren), Tom Brandt (Holt) and Anna Reyes (Dr. Marsh).",
            "The actress Jane Roe (London) joined the show.",
        ],
    )
    def test_actors_and_characters_in_parentheses_are_no_titles(self, text: str) -> None:
        assert works(read(text)) == set()


def test_a_cast_that_is_told_one_by_one_is_people() -> None:
    document = Document(
        title="Copper Hill is renewed",
        blocks=(
            Paragraph("The cast of Lena Hartmann, Joseph Park and Grace Reyes will be back in the show."),
            Paragraph("Hartmann, who plays the weary commander, also directs two of the ten episodes."),
        ),
    )
    found = {entity.name: entity.type for entity in annotate(document).entities}
    assert (found["Lena Hartmann"], found["Joseph Park"]) == ("person", "person")


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Far Too Near review – a whodunit that tells too much", "Far Too Near"),
        ("Film review: Far Too Near", "Far Too Near"),
        ("Far Too Near: Movie Review", "Far Too Near"),
        ("‘Far Too Near’ Review: A Whodunit That Tells Too Much", "Far Too Near"),
        ("Tom Brandt review – the comedian tells too much", None),
        ("Far Too Near - Series 2 Episode 5", "Far Too Near"),
    ],
)
def test_the_headline_of_a_review_names_what_is_reviewed(headline: str, title: str | None) -> None:
    text = "The new drama series has a fine cast, and its finale is as good as that of a film."
    assert works(read(text, title=headline)) == ({title} if title else set())


def test_what_a_film_earned_makes_a_title_of_its_line() -> None:
    links = read("The weekend's films:", "2. Emberfall 2– $29M/$504.3M", "3. Uncle Bram– $6.6M/$29.9M")
    assert works(links) == {"Emberfall 2", "Uncle Bram"}


def test_the_subtitle_alone_is_the_same_film() -> None:
    links = read(
        "The film Iron Hill: Dawn of the Bees is out in May.",
        "They made the sequel in a year. Dawn of the Bees has a cast of ten, and the film was loud.",
        title="Dawn of the Bees is the best film of the year",
    )
    assert works(links) == {"Iron Hill: Dawn of the Bees"}


def test_everyday_words_are_a_title_among_titles() -> None:
    links = read("Other credits of the show’s star included Night After Night, Copper Hill, and Low Water.")
    assert works(links) == {"Night After Night", "Copper Hill", "Low Water"}


def test_a_number_before_the_colon_belongs_to_the_title() -> None:
    links = read(
        "The film was followed by Iron Hill 3: Dawn of the Bees, which the studio made in a year.",
        "The film 400: Rise of the Bees topped the box office.",
    )
    assert {"Iron Hill 3: Dawn of the Bees", "400: Rise of the Bees"} <= works(links)


def test_one_of_two_names_before_a_sum_is_no_title_alone() -> None:
    assert works(read("Mr. Ash and Weir, which came on with $32 million, was second of the weekend’s films.")) <= {
        "Mr. Ash and Weir"
    }


@pytest.mark.parametrize(
    "text",
    [
        "The Harry Potter actress has a part in the new series.",
        "She was in three Harry Potter films and a series.",
    ],
)
def test_the_name_of_a_famous_character_is_that_of_the_films(text: str) -> None:
    links = read(text)
    assert names(links, "franchise") == {"Harry Potter"}
    assert not names(links, "character")


def test_who_may_win_stands_before_the_title_on_a_line() -> None:
    links = read(
        "These are the shows and films whose stars may win:",
        "Jane Roe, Copper Hill",
        "Tom Brandt, Vesper",
        "Anna Reyes, The Orchard",
        "Peter Hollis, Low Water",
    )
    assert works(links) == {"Copper Hill", "Vesper", "The Orchard", "Low Water"}


def test_titles_follow_those_who_are_from_them() -> None:
    links = read("The film’s cast met, with cast members from Vesper, Copper Hill, and Low Water, all of them shows.")
    assert works(links) == {"Vesper", "Copper Hill", "Low Water"}


def test_an_article_about_pilots_names_them_behind_the_word() -> None:
    links = read(
        "The network has ordered two pilots. He has joined the drama/sci fi pilot Tidewatcher, a show on bees."
    )
    assert "Tidewatcher" in works(links)


def test_reviews_one_below_the_other_are_of_their_headings() -> None:
    links = read(
        "# ‘Amber Heights’",
        "Directed by Ada Quill (R)",
        "“Amber Heights is Ada Quill’s dullest film,” said Mina Holt in The Lantern Desk. It takes its time.",
        "# ‘Good Night, Be Brave, Don’t Cry’",
        "Directed by Tom Brandt (PG-13)",
        "“It was made by a madman,” said Ivor Lane at The Film Desk. Good Night lacks the teeth of a classic film.",
        title="Films: ‘Amber Heights’ and ‘Good Night, Be Brave, Don’t Cry’",
    )
    assert works(links) == {"Amber Heights", "Good Night, Be Brave, Don’t Cry"}
    assert names(links, "organization") == {"The Lantern Desk", "The Film Desk"}


def test_a_heading_that_quotes_what_is_said_below_it_is_no_title() -> None:
    links = read(
        "Ada Quill and Tom Brandt are the latest lovers of the screen in a new film and a series.",
        "# ‘Planet Slime’",
        "The film’s romance was “moving at warp speed to Planet Slime”, said Mina Holt.",
    )
    assert not works(links)


def test_headings_that_name_people_with_a_year_are_no_titles() -> None:
    story = "was taken from home by two men who had read of it in the papers, and came back only after a long year."
    people = ("Karl Brook, Jr.", "Adam Holt", "Paula Vesper", "Shin Marr")
    texts = [text for n, name in enumerate(people) for text in (f"# {name} ({1932 + n})", f"One day {name} {story}")]
    assert not works(read(*texts, "Many a book and a film tell of it.", title="The four most famous abductions"))
    films = [text for name in ("Karl Brook", "Low Water", "The Orchard") for text in (f"# {name} (2001)", f"A {name}.")]
    assert "Low Water" in works(read(*films, "The film is a comedy, the series a drama.", title="Three films to see"))


def test_what_is_only_read_as_an_act_or_a_character_needs_an_article_about_entertainment() -> None:
    elsewhere = (
        "The river is cleaner than it was for many years, and those who live on its other bank pay for it. " * 20
    )
    lines = (Path(__file__).parents[2] / "data" / "names" / "music.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line)["paragraphs"] for line in lines[:12]]

    def only_read(texts: list[str]) -> set[str]:
        entities = annotate(Document(blocks=tuple(map(Paragraph, texts)), language="en")).entities
        return {e.name for e in entities if e.evidence == (READ,) and e.type in ("group", "character")}

    assert set.union(*map(only_read, articles))
    assert not set.union(*(only_read([*texts, *[elsewhere] * 20]) for texts in articles))
