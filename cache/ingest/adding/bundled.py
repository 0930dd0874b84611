"""The articles and feeds bundled with Pullquote: the sample edition and the starter feeds.

The sample edition is six short articles about invented shows and people, for an empty library. They are annotated
as any article is, are marked as samples in the library, and leave it with one key. Nobody in them exists.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from pullquote.cache.core.article import (
    Article,
    Block,
    Document,
    Embed,
    Heading,
    Image,
    Item,
    ListBlock,
    Paragraph,
    Picture,
    PullQuote,
    Reference,
    Rule,
    Source,
    Span,
    make_article,
)
from pullquote.cache.core.feed import ListedFeed, folder_path

_EMPHASIS = re.compile(r"\*([^*]+)\*")


def edition(now: datetime | None = None) -> list[Article]:
    """Return the six articles, the newest first, dated within the two days before ``now`` (UTC)."""
    from pullquote.cache.annotate import annotate  # lazy: 50 ms that the starter feeds do without

    now = now or datetime.now(UTC)
    return [
        make_article(document, annotate(document), fetched=now, rules=0)
        for document in (
            _harbour_lights(now - timedelta(hours=2)),
            _cartographer(now - timedelta(hours=5)),
            _low_orbit(now - timedelta(hours=9)),
            _night_ferry(now - timedelta(hours=21)),
            _paper_moons(now - timedelta(hours=27)),
            _quiet_season(now - timedelta(hours=40)),
        )
    ]


def _spans(marked: str) -> tuple[str, tuple[Span, ...]]:
    """Return the plain text of ``*title*`` with a span of emphasis."""
    text = ""
    spans: list[Span] = []
    end = 0
    for match in _EMPHASIS.finditer(marked):
        text += marked[end : match.start()]
        spans.append(Span(len(text), len(text) + len(match[1]), "emphasis"))
        text += match[1]
        end = match.end()
    return text + marked[end:], tuple(spans)


def _p(marked: str) -> Paragraph:
    return Paragraph(*_spans(marked))


def _list(*items: str) -> ListBlock:
    return ListBlock(tuple(Item(*_spans(item)) for item in items))


def _document(slug: str, when: datetime, blocks: list[Block], **facts: object) -> Document:
    url = f"https://samples.example/{slug}"
    return Document(url=url, canonical_url=url, published=when, language="en", blocks=tuple(blocks), **facts)  # type: ignore[arg-type]


def _harbour_lights(when: datetime) -> Document:
    return _document(
        "harbour-lights-season-2",
        when,
        [
            Image(
                alt="Imogen Vale on the pier",
                caption="Imogen Vale as harbour master Nora Flint in the first season of Harbour Lights.",
                credit="Anna Weiss / Northlight",
            ),
            _p(
                "When *Harbour Lights* ended its first season with a ferry drifting out to sea and nobody at the wheel, "
                "the people who make it had not written a second. They have now. The drama returns with season 2 on "
                "March 5, 2027, and showrunner Priya Raman says the town will not be the one viewers left."
            ),
            _p(
                "Raman, who wrote all eight new episodes over a winter in a rented lighthouse, told Reel Weekly that she "
                "began with a single picture of Nora Flint (Imogen Vale) asleep in a boathouse:"
            ),
            _p(
                "“I kept coming back to the quiet. The first year was a storm. This one is about what the water leaves "
                "behind, and who has to walk out in the morning and pick it up.”"
            ),
            _p(
                "Vale returns as the harbour master, with Tomas Okafor as her brother Caleb and newcomer June Abara as a "
                "coast guard officer with a debt to settle. “She walks in and the room gets colder,” Okafor said of "
                "Abara’s first scene. “We did it in one take because nobody wanted to be the one to break it.”"
            ),
            _p(
                "Filming wrapped in September after a delay of six weeks, when a real storm took the roof off the set. "
                "Raman kept the footage. “It would have been rude not to,” she said."
            ),
        ],
        title="Harbour Lights Season 2 Will Be “About What the Water Leaves Behind”",
        dek="Showrunner Priya Raman on the quiet after the storm, a new arrival, and the roof that blew away.",
        byline=("Clara Jensen",),
        outlet="The Marquee",
        lead_image=Picture(alt="Imogen Vale on the pier"),
        source=Source("Reel Weekly"),
        next=(Reference("Every Unanswered Question From the Harbour Lights Finale"),),
        keywords=("Harbour Lights", "Imogen Vale", "Priya Raman"),
    )


def _cartographer(when: datetime) -> Document:
    return _document(
        "cartographers-daughter-review",
        when,
        [
            _p(
                "The first thing director Henrik Solberg shows us in *The Cartographer’s Daughter* is a map with a hole "
                "burned through it. The film spends two unhurried hours walking around that hole."
            ),
            _p(
                "Rosa Castellanos plays Ines, who inherits her father’s survey of a valley that, as far as anyone can "
                "tell, is not there. She goes to look for it with a mule, a student (Daniel Whitlock) and very little "
                "else. What could have been a puzzle becomes a portrait of two people learning to read the same page."
            ),
            Heading("A face that does the talking"),
            _p(
                "Castellanos has never been better. There is a scene by a stove in which she says nothing for four "
                "minutes, and it is the loudest in the film. Whitlock, best known for the sitcom *Second Helpings*, "
                "plays it straight and is all the funnier for it."
            ),
            PullQuote(
                "It is a film about being lost that never once loses its way.",
                repeats=False,
            ),
            _p(
                "Not everything works. The score presses where it should wait, and a late chase belongs in another "
                "picture. But Solberg trusts his audience, which is rare enough to be worth the price of a ticket."
            ),
            _p("*The Cartographer’s Daughter* opens in cinemas on December 11, 2026."),
        ],
        title="Review: The Cartographer’s Daughter Finds Its Way in the Dark",
        dek="Rosa Castellanos carries a patient, beautiful film about a valley that may not exist.",
        byline=("Marcus Bell",),
        outlet="Late Set",
        facts={"rating": "4 out of 5"},
        related=(Reference("The Ten Best Performances of the Autumn Festivals"),),
        keywords=("The Cartographer’s Daughter", "Rosa Castellanos"),
    )


def _low_orbit(when: datetime) -> Document:
    return _document(
        "low-orbit-renewed",
        when,
        [
            _p(
                "*Low Orbit* has been renewed for a third season. The workplace comedy, set on a space station that has "
                "run out of money but not of staff, will return in autumn 2027."
            ),
            _p(
                "“We asked for a third season and a coffee machine,” creator Samuel Adeyemi said in a statement. “We got "
                "one of them, and I am told the other is in committee.”"
            ),
            _p(
                "The cast of Lena Hartmann, Joseph Park and Grace Mbeki will be back. Hartmann, who plays the weary "
                "commander Ruth Sato, also directs two of the ten episodes."
            ),
            Image(
                alt="The crew of Low Orbit around a table",
                caption="Joseph Park, Lena Hartmann and Grace Mbeki in season 2 of Low Orbit.",
                credit="Northlight",
            ),
            _p("Here is what is known so far:"),
            _list(
                "Ten episodes, two more than before.",
                "Grace Mbeki’s engineer gets a first name.",
                "The station is sold. To whom is “a joke we have been saving for three years,” Adeyemi said.",
            ),
            Embed("youtube", "https://www.youtube.com/watch?v=sample", "Low Orbit: a look back at season 2"),
        ],
        title="Low Orbit Is Renewed for a Third Season, Coffee Machine Pending",
        byline=("Nadia Petrov",),
        outlet="The Marquee",
        next=(Reference("Joseph Park on Acting Without Gravity, or a Script"),),
        keywords=("Low Orbit", "Lena Hartmann"),
    )


def _night_ferry(when: datetime) -> Document:
    return _document(
        "night-ferry-casting",
        when,
        [
            _p(
                "Oscar nominee Rosa Castellanos has joined *Night Ferry*, the thriller that Olivia Grant will direct from "
                "her own script. Castellanos will star opposite Tomas Okafor as two strangers who share a cabin and, it "
                "turns out, a past."
            ),
            _p(
                "Grant told The Marquee that she wrote the part with Castellanos in mind and spent a year being too shy "
                "to say so."
            ),
            _p(
                "“There is a moment when an actor stops performing and starts deciding. Rosa does it earlier than anyone "
                "I know. You can see her choose, and you cannot look away.”"
            ),
            _p(
                "Okafor, who is filming season 2 of *Harbour Lights*, described the script as “a conversation with the "
                "lights off.” Production begins in February, with a release planned for 2028."
            ),
            Rule(),
            _p("*Night Ferry* is the third film from Grant after *Tin Roof* (2021) and *The Long Quay* (2024)."),
        ],
        title="Rosa Castellanos and Tomas Okafor Board Olivia Grant’s Thriller Night Ferry",
        byline=("Clara Jensen", "Ben Osei"),
        outlet="Reel Weekly",
        next=(Reference("Olivia Grant’s Films, Ranked by How Much It Rains"),),
        keywords=("Night Ferry", "Rosa Castellanos", "Tomas Okafor", "Olivia Grant"),
    )


def _paper_moons(when: datetime) -> Document:
    return _document(
        "paper-moons-interview",
        when,
        [
            _p(
                "For ten years the Paper Moons were the band you heard through somebody else’s wall. With their fourth "
                "album, “Small Hours”, they have moved into the room. Singer Ruby Lindqvist and drummer Theo Marsh spoke "
                "to Late Set in the back of a van somewhere north of Leeds."
            ),
            Paragraph("You recorded this one at night. Why?", (Span(0, 36, "strong"),)),
            _p("“Because the studio was cheaper,” Lindqvist said. “Then it turned out that we were better.”"),
            _p("Marsh agreed, up to a point:"),
            _p(
                "“At three in the morning nobody is clever. You play the thing you actually mean, and then you go home "
                "and sleep, and when you wake up it is still true.”"
            ),
            _p(
                "One of the songs was written for the closing credits of the television drama *Harbour Lights*. “Priya rang and asked for "
                "something that sounded like a door being left open,” Lindqvist said. It took them an afternoon."
            ),
            _p("The tour begins in Bergen on January 16, 2027."),
        ],
        title="The Paper Moons: “At Three in the Morning Nobody Is Clever”",
        dek="A band, a van, and an album made in the hours when the studio was cheap.",
        byline=("Ben Osei",),
        outlet="Late Set",
        keywords=("The Paper Moons", "Ruby Lindqvist"),
    )


def _quiet_season(when: datetime) -> Document:
    return _document(
        "what-to-watch",
        when,
        [
            _p("The nights are long and the list is short. Three things worth staying in for, and one to avoid."),
            Heading("The Glass Orchard"),
            _p(
                "This series about a family of greenhouse makers arrives on January 8, 2027, and it is slow in the way "
                "that gardens are slow. Actress Beatrice Hall plays Agnes Thorne, the grandmother, with a spade and no "
                "mercy. “I told them I would do it if I could keep the spade,” Hall said."
            ),
            Heading("Second Helpings"),
            _p(
                "The sitcom is back for season 5 on January 14, without Daniel Whitlock but with its kitchen intact. The "
                "first episode contains the best joke about soup you will hear this year."
            ),
            Heading("Kestrel Rising"),
            _p(
                "The seventh film of the *Kestrel* franchise comes home this month. It is loud. Director Victor Hale has "
                "called it “the one with the submarine,” and he is not wrong."
            ),
            Heading("And one to avoid"),
            _p("*Tin Roof 2*, which has nothing to do with *Tin Roof*, or with roofs."),
        ],
        title="What to Watch While It Rains: A Greenhouse, a Kitchen, a Submarine",
        byline=("Nadia Petrov",),
        outlet="The Marquee",
        related=(
            Reference("Harbour Lights Season 2 Will Be “About What the Water Leaves Behind”"),
            Reference("Review: The Cartographer’s Daughter Finds Its Way in the Dark"),
        ),
        keywords=("The Glass Orchard", "Second Helpings", "Kestrel"),
    )


def starter_list() -> list[ListedFeed]:
    """Return the starter feeds in order."""
    from pullquote.cache.feeds.opml import read_opml  # lazy: the starter feeds alone need it

    return [
        ListedFeed(feed.url, feed.title, folder_path(feed.folders[0]) if feed.folders else "")
        for feed in read_opml(starter_opml()).feeds
    ]


def starter_opml() -> bytes:
    """Return the starter feeds as OPML 2.0: film, television, music and celebrity outlets, folders by subject.

    Offered at the first start and by ``pullquote feeds import --starter``; nothing is subscribed unasked.
    """
    return files("pullquote.cache.ingest.adding").joinpath("starter.opml").read_bytes()
