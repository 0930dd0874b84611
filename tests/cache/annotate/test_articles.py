"""Whole made-up articles in several styles: what a reader would list is what ``annotate`` gives.

Markup of the sources: *italics* becomes an emphasis span, a line that begins with # a heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import WORK_TYPES, Annotations, Document, Heading, Paragraph, Span, block_text
from pullquote.cache.core.names import name_key


def paragraph(text: str) -> Paragraph:
    """Make a paragraph whose *starred* runs are emphasised."""
    plain, spans = "", []
    for position, part in enumerate(re.split(r"\*", text)):
        if position % 2:
            spans.append(Span(len(plain), len(plain) + len(part), "emphasis"))
        plain += part
    return Paragraph(plain, tuple(spans))


def document(title: str, text: str, published: datetime | None = None, **fields: object) -> Document:
    """Make a Document of paragraphs parted by blank lines."""
    blocks = [
        Heading(part.strip()[1:].strip()) if part.strip().startswith("#") else paragraph(" ".join(part.split()))
        for part in re.split(r"\n\s*\n", text)
        if part.strip()
    ]
    return Document(title=title, blocks=tuple(blocks), published=published, **fields)  # type: ignore[arg-type]


@dataclass
class Gold:
    """An article and what it holds. ``optional`` names are neither asked for nor wrong."""

    title: str
    text: str
    published: datetime
    entities: dict[str, str]
    speakers: list[tuple[str, str | None]] = field(default_factory=list)
    releases: set[tuple[str, str | None]] = field(default_factory=set)
    optional: set[str] = field(default_factory=set)

    def document(self) -> Document:
        """Return the article as ``extract`` would."""
        return document(self.title, self.text, self.published)


CASTING = Gold(
    "Delphine Okoro to Lead Limited Series ‘Saltmarsh’ at HBO",
    """Delphine Okoro has been tapped to star in *Saltmarsh*, HBO’s upcoming limited series from writer Tomasz
Brandt, *Variety* reports.

Okoro, best known for her role on the medical drama *Night Ward*, will play Inspector Maren Holt, a detective
who returns to her home town. Gideon Pryce (*The Long Cold*) is set to direct.

The cast also includes Ilse Vandermeer as Holt’s estranged sister, Britt, and Callum Reyes as the town doctor.

“I read the first script and could not put it down,” Okoro said in a statement. “Maren is the kind of part you
wait ten years for.”

Brandt will serve as showrunner. Production begins in Norway this March. Harrow Street Pictures produces with A24.""",
    datetime(2021, 2, 3, tzinfo=UTC),
    {
        "Delphine Okoro": "person",
        "Saltmarsh": "show",
        "HBO": "organization",
        "Tomasz Brandt": "person",
        "Variety": "organization",
        "Night Ward": "show",
        "Maren Holt": "character",
        "Gideon Pryce": "person",
        "The Long Cold": "work",
        "Ilse Vandermeer": "person",
        "Britt": "character",
        "Callum Reyes": "person",
        "Harrow Street Pictures": "organization",
        "A24": "organization",
    },
    [("I read the first script", "Delphine Okoro"), ("Maren is the kind", "Delphine Okoro")],
)

RENEWAL = Gold(
    "'Copper Hill' Renewed for Season 3, 'Late Bloomers' Canceled After Two Seasons",
    """NBC has made two decisions about its Thursday night lineup. The network has renewed "Copper Hill" for a
third season but has canceled "Late Bloomers," Deadline has learned.

"Copper Hill" averaged 6.1 million viewers. The drama, which stars Marguerite Lowell and Desmond Achterberg,
returns on Sept. 24. Season 2 of "Copper Hill" ended with the apparent death of sheriff Ray Dolan
(Achterberg).

"We are thrilled to keep telling this story," said executive producer Annika Sorel. "The fans kept us alive."

"Late Bloomers" creator Pete Hollander posted a farewell on Instagram. "It was the best job I ever had," he
wrote. "Thank you for letting us be weird."

Meanwhile, "The Ferrymen," a new comedy from Universal Television, will premiere on Oct. 6.""",
    datetime(2019, 5, 11, tzinfo=UTC),
    {
        "Copper Hill": "show",
        "Late Bloomers": "show",
        "The Ferrymen": "show",
        "NBC": "organization",
        "Deadline": "organization",
        "Universal Television": "organization",
        "Marguerite Lowell": "person",
        "Desmond Achterberg": "person",
        "Annika Sorel": "person",
        "Pete Hollander": "person",
        "Ray Dolan": "character",
    },
    [
        ("We are thrilled", "Annika Sorel"),
        ("The fans kept us", "Annika Sorel"),
        ("It was the best job", "Pete Hollander"),
        ("Thank you for letting", "Pete Hollander"),
    ],
    {("Copper Hill", "2019-09-24"), ("The Ferrymen", "2019-10-06"), ("Copper Hill", None), ("Late Bloomers", None)},
    {"Instagram"},
)

REVIEW = Gold(
    "Review: ‘The Glass Orchard’ Is a Quiet Marvel",
    """There is a moment halfway through *The Glass Orchard*, the second feature by Irish director Nuala Keane,
when nothing happens for a full minute. It is the best minute in any film this year.

Keane’s debut, 2015’s *Low Tide*, announced a major talent. Here she follows Cormac (Fintan Ashe), a beekeeper
whose wife, Orla (Saskia Lindqvist), has stopped speaking. Ashe gives the performance of his career.

The score, by Hideo Marsh, borrows from the old ballad “Carrick Shore,” and the camera of Pilar Santangelo
never hurries.

Not everything works. A subplot about a priest, played by Brendan Culhane, goes nowhere. But when Orla finally
says “I was here the whole time,” you may need a handkerchief.

*The Glass Orchard* opens in theaters on Friday.""",
    datetime(2018, 11, 5, tzinfo=UTC),
    {
        "The Glass Orchard": "film",
        "Low Tide": "film",
        "Nuala Keane": "person",
        "Cormac": "character",
        "Fintan Ashe": "person",
        "Orla": "character",
        "Saskia Lindqvist": "person",
        "Hideo Marsh": "person",
        "Pilar Santangelo": "person",
        "Brendan Culhane": "person",
        "Carrick Shore": "song",
    },
    [],
    {("The Glass Orchard", "2018-11-09"), ("Low Tide", "2015")},
)

OBITUARY = Gold(
    "Walter Prudhomme, Who Played the Butler on ‘Ashgrove,’ Dies at 88",
    """Walter Prudhomme, the character actor who played the unflappable butler Simmons on the long-running
sitcom *Ashgrove*, died on Tuesday at his home in Pasadena. He was 88.

His daughter, Celia Prudhomme, confirmed the death to The New York Times.

Prudhomme appeared in more than forty films, among them *A Winter in Lisbon* (1964) and *The Man From Tulsa*
(1971), before *Ashgrove* made him famous. The series ran on CBS from 1976 to 1985.

“He could get a laugh by closing a door,” said Ashgrove co-star Lorraine Webb, who played his employer. “I
never once saw him do it the same way twice.”

“I was a bad waiter and then I became a rich one,” Mr. Prudhomme told an interviewer in 1990.""",
    datetime(2012, 3, 8, tzinfo=UTC),
    {
        "Walter Prudhomme": "person",
        "Simmons": "character",
        "Ashgrove": "show",
        "Celia Prudhomme": "person",
        "The New York Times": "organization",
        "A Winter in Lisbon": "film",
        "The Man From Tulsa": "film",
        "CBS": "organization",
        "Lorraine Webb": "person",
    },
    [
        ("He could get a laugh", "Lorraine Webb"),
        ("I never once saw", "Lorraine Webb"),
        ("I was a bad waiter", "Walter Prudhomme"),
    ],
    {("A Winter in Lisbon", "1964"), ("The Man From Tulsa", "1971")},
)

MUSIC = Gold(
    "Tamsin Rook Announces New Album, Shares Video for ‘Hollow Crown’",
    """Tamsin Rook will release her third album, *Paper Saints*, on June 14 via Domino. The singer shared the
video for the lead single, “Hollow Crown,” on Wednesday.

“I wrote it in one night after a terrible party,” Rook told Pitchfork. “Then I spent a year trying to ruin it.”

The video was directed by Joaquim Teller, whose documentary *Nine Rooms* won a prize at Sundance. Rook’s
previous album, *Ladders*, topped the charts in six countries and gave her the hits “Ember” and “Slow
Machine.”""",
    datetime(2017, 4, 20, tzinfo=UTC),
    {
        "Tamsin Rook": "person",
        "Pitchfork": "organization",
        "Joaquim Teller": "person",
        "Nine Rooms": "film",
        "Paper Saints": "album",
        "Ladders": "album",
        "Hollow Crown": "song",
        "Ember": "song",
        "Slow Machine": "song",
    },
    [("I wrote it in one night", "Tamsin Rook"), ("Then I spent a year", "Tamsin Rook")],
    {("Paper Saints", "2017-06-14")},
    {"Domino"},
)

BOX_OFFICE = Gold(
    "Box Office: ‘Iron Tide 2’ Sinks Rivals With $81 Million",
    """Paramount’s “Iron Tide 2” ruled the weekend box office with $81 million from 4,102 theaters, well ahead
of Universal’s holdover “Pet Detectives,” which added $23.4 million.

The sequel, directed by Marcus Oyelaran and starring Jake Fontaine and Rosalind Cho, is the biggest opening of
the year. “We knew the fans were there, but this is beyond anything we modeled,” said Paramount distribution
chief Helen Baird.

Among newcomers, A24’s “Small Hours” earned $3.1 million, while Lionsgate’s horror movie “The Cellar Door”
disappointed with $2 million. “Iron Tide 2” opens in China on July 3.""",
    datetime(2022, 6, 19, tzinfo=UTC),
    {
        "Iron Tide 2": "film",
        "Pet Detectives": "film",
        "Small Hours": "film",
        "The Cellar Door": "film",
        "Paramount": "organization",
        "Universal": "organization",
        "A24": "organization",
        "Lionsgate": "organization",
        "Marcus Oyelaran": "person",
        "Jake Fontaine": "person",
        "Rosalind Cho": "person",
        "Helen Baird": "person",
    },
    [("We knew the fans were there", "Helen Baird")],
    {("Iron Tide 2", "2022-07-03")},
    {"Universal Pictures"},
)

INTERVIEW = Gold(
    "Why Priya Raman Said Yes to ‘Kingfisher’",
    """Priya Raman is late, and she is sorry about it. The actress, who plays spy chief Leela Varma on the
Netflix thriller *Kingfisher*, has come straight from the airport.

“You should have seen me run,” she says, falling into a chair.

She was not sure about the part. “Every script I got that year had me dying by page ten,” Raman, 41, recalls.
It was creator Jonah Weiss who changed her mind.

“He said, ‘She doesn’t die. She’s the one who decides who does.’ I signed the next morning.”

Weiss remembers it differently. “I begged,” he laughs. “For weeks.”

The second season arrives on Netflix this fall. What can she say about it?

“Nothing!” Raman says. “They would kill me by page ten.”

Source: Entertainment Weekly""",
    datetime(2020, 7, 1, tzinfo=UTC),
    {
        "Priya Raman": "person",
        "Leela Varma": "character",
        "Netflix": "organization",
        "Kingfisher": "show",
        "Jonah Weiss": "person",
        "Entertainment Weekly": "organization",
    },
    [
        ("You should have seen me", "Priya Raman"),
        ("Every script I got", "Priya Raman"),
        ("He said, ‘She", "Priya Raman"),
        ("They would kill me", "Priya Raman"),
    ],
    {("Kingfisher", "2020-fall")},
)

PLAIN = Gold(
    "The Lantern Keepers Season 4 Trailer Teases Dark Days for Wren Hollis",
    """Apple TV+ has released the trailer for The Lantern Keepers season 4, and things look grim for Wren
Hollis (Odette Farrow).

The Lantern Keepers season 4 premieres on January 12, 2024. The fantasy series also stars Emil Strand as
Captain Rusk and Noor Haddad, who joined the show in season 2.

In an interview with Collider, showrunner Beatriz Calloway described the new season as “the one where
everybody pays.” She added: “We always knew Wren would have to choose.”

Farrow was previously seen in the film Ashes of Summer and the Hulu drama Redwood. She will next appear in the
Blackthorn franchise.""",
    datetime(2023, 12, 1, tzinfo=UTC),
    {
        "The Lantern Keepers": "show",
        "Wren Hollis": "character",
        "Odette Farrow": "person",
        "Emil Strand": "person",
        "Rusk": "character",
        "Noor Haddad": "person",
        "Collider": "organization",
        "Beatriz Calloway": "person",
        "Ashes of Summer": "film",
        "Hulu": "organization",
        "Redwood": "show",
        "Blackthorn": "franchise",
        "Apple TV+": "organization",
    },
    [("the one where everybody pays", "Beatriz Calloway"), ("We always knew Wren", "Beatriz Calloway")],
    {("The Lantern Keepers", "2024-01-12")},
)

ARTICLES = {
    "casting": CASTING,
    "renewal": RENEWAL,
    "review": REVIEW,
    "obituary": OBITUARY,
    "music": MUSIC,
    "box office": BOX_OFFICE,
    "interview": INTERVIEW,
    "plain": PLAIN,
}


@pytest.fixture(params=sorted(ARTICLES))
def article(request: pytest.FixtureRequest) -> tuple[Gold, Annotations]:
    gold = ARTICLES[request.param]
    return gold, annotate(gold.document())


def test_every_name_is_found_with_its_type(article: tuple[Gold, Annotations]) -> None:
    gold, links = article
    found = {(name_key(n), e.type) for e in links.entities for n in (e.name, *e.aka)}
    for name, type_ in gold.entities.items():
        wanted = WORK_TYPES if type_ == "work" else (type_,)
        assert any((name_key(name), t) in found for t in wanted), f"{name} ({type_}) in {sorted(found)}"


def test_nothing_else_is_listed(article: tuple[Gold, Annotations]) -> None:
    gold, links = article
    allowed = {name_key(n) for n in (*gold.entities, *gold.optional)}
    for entity in links.entities:
        assert {name_key(n) for n in (entity.name, *entity.aka)} & allowed, entity


def test_every_quotation_has_its_speaker(article: tuple[Gold, Annotations]) -> None:
    gold, links = article
    for start, speaker in gold.speakers:
        quote = next(q for q in links.quotes if q.text.startswith(start))
        assert quote.speaker == speaker, quote
        assert block_text(links.blocks[quote.block])[quote.start : quote.end] == quote.text


def test_releases_are_those_stated(article: tuple[Gold, Annotations]) -> None:
    gold, links = article
    assert {(r.title, r.date) for r in links.releases} == gold.releases


def test_the_answer_is_the_same_every_time() -> None:
    for gold in ARTICLES.values():
        assert annotate(gold.document()) == annotate(gold.document())
