"""More sets of made-up articles: what tells more than was seen, and what not.

``SECOND`` was written before the rules were read, so that it measured them: 24 of 59 parts beyond were shown then, and
14 of 71 before veiled. ``THIRD``, ``FOURTH`` and ``FIFTH`` are of other kinds, each written by somebody who knew the
rules, before they were run on it: 6 of 21, 7 of 15 and 4 of 13 beyond were shown first, and 4 of 24, 4 of 26 and 6 of
18 before veiled. The rules were mended after each.

Every article has guards, a headline and parts; of the headline and of each part is said whether it tells what lies
beyond the point the reader is at (``True``) or not. The first letter of a part is its kind: ``d`` dek, ``p`` paragraph,
``h`` heading, ``c`` caption, ``q`` pull quote, ``b`` block quote, ``l`` list (its entries parted by line feeds).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from pullquote.cache.core.article import (
    Block,
    BlockQuote,
    Document,
    Heading,
    Image,
    Item,
    ListBlock,
    Paragraph,
    PullQuote,
)
from pullquote.cache.core.progress import Seen
from pullquote.cache.core.spoilers import Guard, GuardedEpisode


class Told(NamedTuple):
    """An article of the set: who is guarded, the headline and its gold, the parts as (kind, beyond, text)."""

    guards: tuple[Guard, ...]
    title: str
    beyond: bool
    parts: tuple[tuple[str, bool, str], ...]


def documents(told: Iterable[Told]) -> Iterator[tuple[Told, Document]]:
    """Yield the articles of a set as ``extract`` hands them on."""
    for one in told:
        yield (
            one,
            Document(
                title=one.title,
                dek=next((text for kind, _, text in one.parts if kind == "d"), None),
                outlet="Reel Post",
                published=datetime(2026, 3, 2, 12, tzinfo=UTC),
                language="en",
                blocks=tuple(_block(kind, text) for kind, _, text in one.parts if kind != "d"),
            ),
        )


def _block(kind: str, text: str) -> Block:
    match kind:
        case "h":
            return Heading(text)
        case "c":
            return Image("https://reel.example/a.jpg", caption=text)
        case "q":
            return PullQuote(text)
        case "b":
            return BlockQuote(text)
        case "l":
            return ListBlock(tuple(map(Item, text.split("\n"))))
        case _:
            return Paragraph(text)


def _show(name: str, season: int | None = None, episode: int | None = None) -> tuple[Guard, ...]:
    return (Guard(name=name, type="show", seen=None if season is None else Seen(season, episode)),)


SECOND: tuple[Told, ...] = (
    Told(  # recap
        (
            Guard(
                name="Harrow Lane",
                type="show",
                seen=Seen(2, 4),
                episodes=(
                    GuardedEpisode(2, 3, "Tin Whistle", "2026-02-05"),
                    GuardedEpisode(2, 4, "Low Water", "2026-02-12"),
                    GuardedEpisode(2, 5, "The Ferryman's Daughter", "2026-02-19"),
                    GuardedEpisode(2, 6, "Wake for the Living", "2026-02-26"),
                ),
            ),
        ),
        "‘Harrow Lane’ Recap: Everybody Comes to Odette's Funeral",
        True,
        (
            ("d", True, "“Wake for the Living” buries one Pell sibling and unmasks another."),
            (
                "p",
                True,
                (
                    "You could tell from the hymn sheets that something was off. Nobody in the Pell family "
                    "sings, and yet "
                    "there they all were in the front pew, mouthing along while the coffin that should have held their "
                    "brother sat open and empty."
                ),
            ),
            (
                "p",
                False,
                (
                    "Back in the season premiere, you'll remember, Odette sold the garage to cover Marcus's debts, and "
                    "nobody at the table had the nerve to ask where the rest of the money went."
                ),
            ),
            (
                "p",
                True,
                (
                    "It takes Constable Imrie all of four minutes to work out what we've suspected for a fortnight: "
                    "Bryony has been writing the letters herself."
                ),
            ),
            ("q", True, "I didn't push him. I just didn't reach for his hand."),
            (
                "p",
                False,
                (
                    "Harrow Lane airs Thursdays at 9 p.m. on Coastline, with episodes arriving on the network's "
                    "app the "
                    "following morning."
                ),
            ),
        ),
    ),
    Told(  # review of a new season
        _show("The Glasshouse Rules", 1),
        "Review: ‘The Glasshouse Rules’ Comes Back Sharper, Sadder and Twice as Funny",
        False,
        (
            (
                "p",
                False,
                (
                    "When we last saw Priya Vance, she was standing in a walk-in fridge with a resignation "
                    "letter in one "
                    "hand and a lobster in the other, and the first season faded out before she chose between them."
                ),
            ),
            (
                "p",
                True,
                (
                    "Eighteen months have passed when the new episodes begin. Priya has her own place across "
                    "the river, "
                    "Dell sleeps in his car, and the Glasshouse is a bank."
                ),
            ),
            (
                "p",
                False,
                (
                    "Director Sunniva Holt shoots the kitchens in long, unbroken takes, and the sound team deserves a "
                    "raise: you hear every pan."
                ),
            ),
            (
                "p",
                True,
                (
                    "The best half hour of the bunch is the fifth, in which the old crew reunites to cook one last "
                    "service for a dying Chef Abara, who doesn't live to taste it."
                ),
            ),
            (
                "p",
                False,
                "All eight episodes of the second season arrive March 12 on Larder+. Six were sent to critics.",
            ),
        ),
    ),
    Told(  # exit interview
        _show("Saltmarsh Nine", 3, 2),
        "Ines Calloway on Saying Goodbye to Dr. Farrow in ‘Saltmarsh Nine’: ‘I Asked Them to Make It Quick’",
        True,
        (
            (
                "d",
                True,
                (
                    "The actress breaks down her character's last hour on the rig, and the phone call that told her it "
                    "was coming."
                ),
            ),
            (
                "p",
                False,
                (
                    "Calloway, 38, came to the drama from the stage, where she spent six years with the Lantern "
                    "Company "
                    "in Leeds. She lives in Hove with her husband, a potter, and their twin girls."
                ),
            ),
            (
                "p",
                True,
                (
                    "“We shot the explosion first, on a Tuesday, and then I had to come back for three weeks "
                    "and pretend "
                    "I didn't know,” Calloway says of the fifth hour, which ended with the doctor sealing "
                    "herself on the "
                    "wrong side of the bulkhead."
                ),
            ),
            (
                "p",
                False,
                "Did you keep anything from the set? “A boot. Only one. I'm told the other is in a museum in Hull.”",
            ),
            (
                "p",
                True,
                (
                    "As for who takes over the infirmary now that Farrow's gone, Calloway only laughs. “Kit's been "
                    "waiting for that chair for three years. Let him find out what it costs.”"
                ),
            ),
        ),
    ),
    Told(  # power ranking
        _show("Castaway Kitchen", 5, 3),
        "‘Castaway Kitchen’ Power Rankings: Who Leads the Pack Now That Tariq Has Been Sent Packing?",
        True,
        (
            ("p", True, "Last week's favourite is on a boat home, and the purple team has one cook left to its name."),
            ("h", True, "1. Beatriz (last week: 4)"),
            (
                "p",
                True,
                (
                    "Two immunity whisks in a row and the only clean plate at the blindfold tasting. If the final were "
                    "held tomorrow, she'd walk it."
                ),
            ),
            ("h", True, "2. Old Frank (last week: 2)"),
            (
                "p",
                True,
                (
                    "He burned the plantains, threw his partner under the bus at judging and somehow came out with the "
                    "advantage. Never count him out."
                ),
            ),
            (
                "p",
                False,
                (
                    "Castaway Kitchen was created by Dutch producer Joost van Aken and has been sold to 22 territories "
                    "since it launched in 2021."
                ),
            ),
        ),
    ),
    Told(  # live blog of a contest
        _show("Song for the Continent"),
        "Song for the Continent 2026 Grand Final: Follow It Live",
        False,
        (
            (
                "p",
                False,
                (
                    "Good evening from Bergen, where 26 acts, 9,000 spectators and one extremely nervous wind machine "
                    "are ready to go. The broadcast starts at 9 p.m. local time."
                ),
            ),
            (
                "p",
                True,
                (
                    "22:58 That's the Maltese jury, and it's douze points to Estonia once more. They're 41 clear of "
                    "the field and the band has stopped pretending to be calm."
                ),
            ),
            (
                "p",
                True,
                "23:21 It's over! Kaisa Tamm does it with a public landslide, and Tallinn will host in 2027.",
            ),
            (
                "p",
                True,
                "23:25 Spare a thought for Ireland, bottom of the table with a single point from San Marino.",
            ),
            (
                "p",
                False,
                "20:40 A reminder of the rules: six people on stage at most, no live animals, three minutes a song.",
            ),
        ),
    ),
    Told(  # obituary
        _show("Tolliver's Row", 4),
        "Wendell Pryce, the Gruff Landlord of ‘Tolliver's Row,’ Dies at 81",
        False,
        (
            (
                "p",
                False,
                (
                    "Wendell Pryce, the Welsh character actor who pulled pints as Gethin Moss on the "
                    "long-running drama "
                    "Tolliver's Row, died Sunday at his home in Swansea. He was 81."
                ),
            ),
            (
                "p",
                False,
                (
                    "Born in Neath to a miner and a schoolteacher, Pryce left school at 15 and sold shoes "
                    "before a local "
                    "amateur company cast him as a ghost."
                ),
            ),
            (
                "p",
                True,
                (
                    "He asked to leave the series after its sixth season, and the writers obliged: Gethin sold "
                    "the pub to "
                    "his estranged son, walked out onto the sands and was never found."
                ),
            ),
            (
                "b",
                False,
                "Wendell taught three generations of us how to stand still on camera. We'll keep his stool empty.",
            ),
            ("p", False, "He is survived by his wife of 52 years, the costume designer Mair Pryce, and two daughters."),
        ),
    ),
    Told(  # trailer breakdown of a film
        (Guard(name="The Last Cartographer", type="film"),),
        "‘The Last Cartographer’ Trailer Breakdown: Seven Things You May Have Missed",
        False,
        (
            (
                "p",
                True,
                (
                    "Blink and you'll miss it, but at 1:14 the name on the gravestone is Mara's, which rather settles "
                    "whether she gets off the glacier."
                ),
            ),
            (
                "p",
                True,
                (
                    "The man in the burned coat is her father, alive after all, and to judge by the rifle he isn't "
                    "pleased to be found."
                ),
            ),
            (
                "p",
                False,
                (
                    "The two-minute spot, cut to a slowed-down shanty by the Norwegian trio Fjellrev, went "
                    "online Tuesday "
                    "and was watched eight million times in a day."
                ),
            ),
            ("p", False, "The Last Cartographer opens in theaters Oct. 9 from Meridian Pictures."),
        ),
    ),
    Told(  # renewal
        _show("Copperhead County", 1, 5),
        "‘Copperhead County’ Renewed for Season 3 at Vantage",
        False,
        (
            (
                "p",
                False,
                (
                    "Vantage has handed a third season to Copperhead County, the streamer announced Wednesday. "
                    "Production "
                    "begins this summer outside Tulsa."
                ),
            ),
            (
                "p",
                True,
                (
                    "The sophomore run closed with Sheriff Bodine led out of his own office in handcuffs while "
                    "Loretta, "
                    "pregnant and finally free of him, drove west."
                ),
            ),
            (
                "p",
                False,
                (
                    "“We always saw this as a five-year story,” said creator Hank Delacroix-Moore, who shares "
                    "showrunning "
                    "duties with Yuki Brandt."
                ),
            ),
            (
                "p",
                False,
                (
                    "The series has ranked among Vantage's five most-watched originals in each of its two "
                    "years, according "
                    "to the company."
                ),
            ),
        ),
    ),
    Told(  # box office
        (Guard(name="Gravel Moon", type="film"),),
        "Box Office: ‘Gravel Moon’ Rockets to $61 Million Debut, Leaving ‘Penny Arcade’ in the Dust",
        False,
        (
            (
                "p",
                False,
                (
                    "Lunar-heist thriller Gravel Moon landed on top of a crowded weekend with $61 million from 3,912 "
                    "theaters, well ahead of projections."
                ),
            ),
            (
                "p",
                False,
                (
                    "Holdover Penny Arcade slipped 48% to $19.3 million for second place, and the horror "
                    "prequel Cellar "
                    "Door scared up $12 million."
                ),
            ),
            (
                "p",
                True,
                (
                    "Audiences didn't seem to mind the downbeat last reel, which strands both brothers on the far side "
                    "with ten minutes of air; the film earned an A-minus in exit polls."
                ),
            ),
            ("p", False, "The picture cost $95 million before marketing. It opens in Korea and Brazil next week."),
        ),
    ),
    Told(  # awards
        _show("Brightwater", 2),
        "‘Brightwater’ Leads Beacon Awards Field With 14 Nominations",
        False,
        (
            (
                "p",
                False,
                (
                    "The lakeside crime drama picked up nods for series, directing and writing, and for all "
                    "three of its "
                    "leads."
                ),
            ),
            (
                "p",
                True,
                (
                    "Juno Askew is in for “The Drowning Hour,” from the third season, where Detective Lowe "
                    "stands up in "
                    "court and admits that it was she who shot the judge."
                ),
            ),
            ("p", False, "The ceremony takes place Sept. 20 at the Orpheum, with comedian Del Rasmussen as host."),
            (
                "l",
                False,
                (
                    "Best drama: Brightwater; Night Porters; Oxbow\nBest comedy: The Understudies; Fenwick & "
                    "Daughters\n"
                    "Best limited series: Cold Iron"
                ),
            ),
        ),
    ),
    Told(  # what to watch
        _show("Night Porters", 2, 1),
        "What to Watch This Week: Spies, Soufflés and a Very Good Dog",
        False,
        (
            (
                "p",
                True,
                (
                    "Night Porters (Tuesday, 10 p.m., Channel 8). In the penultimate hour, Ruben finally learns "
                    "who has "
                    "been sleeping in Room 9, and it's his own wife."
                ),
            ),
            (
                "p",
                False,
                (
                    "Soufflé Wars (Wednesday, 8 p.m., Larder+). Two twins from Lyon are sent home after a "
                    "collapse in the "
                    "bain-marie round."
                ),
            ),
            (
                "p",
                False,
                (
                    "Biscuit, Come Home (Friday, streaming on Vantage). A beagle crosses Patagonia. You will "
                    "cry, and he "
                    "makes it."
                ),
            ),
        ),
    ),
    Told(  # finale explained
        _show("Ashgrove", 1, 6),
        "‘Ashgrove’ Ending Explained: Why Thea Set Fire to the Mill",
        True,
        (
            ("d", True, "That last shot of the river, the two passports and what it all means for a second season."),
            (
                "p",
                False,
                (
                    "From the pilot onward the show has told us two things about the mill: it loses money, and "
                    "the Lorne "
                    "family would rather starve than sell it."
                ),
            ),
            ("h", True, "Is Jonah really dead?"),
            (
                "p",
                True,
                (
                    "As far as the town is concerned, yes. But the second passport in the glovebox carries his "
                    "photograph "
                    "and somebody else's name, and the coroner never did see a face."
                ),
            ),
            (
                "p",
                True,
                (
                    "Thea's confession to the priest, then, isn't about the fire at all. She's telling him that "
                    "she let "
                    "her brother go."
                ),
            ),
            (
                "p",
                False,
                (
                    "Ashgrove was filmed over five months in the Calder valley, with a disused dye works "
                    "standing in for "
                    "the mill."
                ),
            ),
        ),
    ),
    Told(  # fan theories
        _show("The Quiet Orbit", 2),
        "‘The Quiet Orbit’ Fans Think They've Cracked the Season 3 Mystery",
        False,
        (
            (
                "p",
                True,
                (
                    "Ever since the third season's opener revealed that the crew has been home for eleven "
                    "years, message "
                    "boards have been redrawing the timeline."
                ),
            ),
            (
                "p",
                False,
                (
                    "The seed was planted in season one, when Commander Vu's watch ran backward for a single "
                    "shot during "
                    "the docking scene."
                ),
            ),
            (
                "p",
                True,
                (
                    "User moonrakers_77 points to the nurse: she has the same scar as Vu's daughter, and in "
                    "last Friday's "
                    "installment she called him Dad under her breath."
                ),
            ),
            ("p", False, "Showrunner Amadou Keita has said he reads the boards “on Sundays, with one eye shut.”"),
        ),
    ),
    Told(  # casting
        _show("Harbor Lights Precinct", 6),
        "Lena Marchetti Joins ‘Harbor Lights Precinct’ as Series Regular for Season 8",
        False,
        (
            (
                "p",
                False,
                (
                    "EXCLUSIVE: Lena Marchetti (Cold Iron, The Sparrow Men) has been cast in a lead role opposite Colm "
                    "Reyes in the veteran police procedural."
                ),
            ),
            (
                "p",
                True,
                (
                    "She steps into the gap left by Captain Ruiz, gunned down on the courthouse steps in the closing "
                    "minutes of season 7."
                ),
            ),
            (
                "p",
                False,
                "Marchetti is repped by Tideline Artists and attorney Peg Novak. She recently wrapped the indie Lull.",
            ),
            (
                "p",
                False,
                (
                    "Harbor Lights Precinct is produced by Bluff House and distributed by Castellan Global. Nell Ivory "
                    "serves as showrunner."
                ),
            ),
        ),
    ),
    Told(  # gossip
        _show("Velvet Ropes", 1),
        "‘Velvet Ropes’ Star Cassidy Dunne Welcomes Baby No. 2 With Husband Theo Park",
        False,
        (
            (
                "p",
                False,
                (
                    "Cassidy Dunne is a mom of two! The actress, 34, shared a photo of a tiny hand on Monday and wrote "
                    "that mother and son are “tired and smug.”"
                ),
            ),
            (
                "p",
                False,
                (
                    "Dunne and Park, who met on a blind date in 2017 and married at a vineyard two years later, "
                    "are also "
                    "parents to daughter Wren, 4."
                ),
            ),
            (
                "p",
                True,
                (
                    "The baby news comes weeks after viewers watched her Velvet Ropes alter ego, Simone, lose "
                    "custody of "
                    "hers and skip town with the club's takings at the end of the second season."
                ),
            ),
            ("c", False, "Cassidy Dunne and Theo Park at the Beacon Awards in September 2025."),
        ),
    ),
    Told(  # oral history
        _show("Dunmore", 3),
        "‘We Were Making It Up in the Car’: The Oral History of ‘Dunmore’",
        False,
        (
            (
                "p",
                False,
                (
                    "Graham Weir (creator): I pitched it as a show about a bus depot. They asked, what's the "
                    "hook? I said, "
                    "there's no hook, it's a bus depot."
                ),
            ),
            (
                "p",
                False,
                "Tamsin Okoro (Bev): The pilot was so cold that you can see my breath in the kitchen. Indoors!",
            ),
            ("h", False, "The flood (Season 2)"),
            (
                "p",
                False,
                (
                    "Weir: We had one tank and one take. When the depot goes under at the end of year two, that's real "
                    "river water, and Tamsin really is swearing."
                ),
            ),
            ("h", True, "Killing Bev (Season 4)"),
            (
                "p",
                True,
                "Okoro: Graham took me for a curry and paid, so I knew. I said, is it the bus? He said, it's the bus.",
            ),
            (
                "p",
                True,
                (
                    "Weir: In the end we brought the old route back for the last scene of all, with the ghosts "
                    "on the top "
                    "deck. People still stop me about that. Half of them want to hug me."
                ),
            ),
        ),
    ),
    Told(  # film review
        (Guard(name="A Season of Wolves", type="film"),),
        "‘A Season of Wolves’ Review: A Chilly, Gorgeous Western With Blood Under Its Nails",
        False,
        (
            (
                "p",
                False,
                (
                    "Shot on 65mm in the Carpathians by Oskar Vint, A Season of Wolves is the kind of picture "
                    "that makes "
                    "you button your coat in the dark."
                ),
            ),
            (
                "p",
                True,
                (
                    "When it turns out that the preacher is the very man the sisters have been hunting, the "
                    "film loses its "
                    "nerve and gives him a speech before it gives him the axe."
                ),
            ),
            (
                "p",
                True,
                (
                    "Only Hester rides out of the valley, and the closing image of her burning the ledger is "
                    "the loveliest "
                    "thing here."
                ),
            ),
            ("p", False, "Running time: 2 hours 11 minutes. Rated R for violence and some language."),
        ),
    ),
    Told(  # a person who competes
        (Guard(name="Maribel Osgood", type="person"),),
        "Maribel Osgood Crowned Champion of ‘Ice Royale’ After Nail-Biting Skate-Off",
        True,
        (
            (
                "p",
                True,
                (
                    "Osgood and partner Nikolai Brandt lifted the glass slipper on Sunday night, edging out rugby star "
                    "Deano Fitch by a fraction of a point."
                ),
            ),
            (
                "p",
                True,
                "“I fell in every rehearsal,” a tearful Osgood told the crowd. “I can't believe my name was in there.”",
            ),
            ("p", False, "Ice Royale returns in the autumn, with a live tour to stop in 14 cities before then."),
        ),
    ),
    Told(  # dating show, after the end
        _show("Love on the Line", 2, 5),
        "Are Any of the ‘Love on the Line’ Season 2 Couples Still Together?",
        False,
        (
            ("h", False, "Shay and Domenico"),
            (
                "p",
                True,
                (
                    "They got engaged on the pier in the finale and lasted until Easter. Shay has since moved back to "
                    "Cardiff with the dog."
                ),
            ),
            ("h", False, "Portia and Wes"),
            (
                "p",
                True,
                (
                    "The villains of the villa proved everybody wrong. After walking away with the £80,000, "
                    "they bought a "
                    "flat in Bristol and are expecting in June."
                ),
            ),
            (
                "p",
                False,
                (
                    "The dating series, in which ten strangers talk only by telephone until they decide to meet, was "
                    "adapted from an Israeli format."
                ),
            ),
        ),
    ),
    Told(  # soap, next week
        _show("Kingsbridge Road", 38, 90),
        "Kingsbridge Road Spoilers: Rhona Makes a Grim Discovery as Paddy Vanishes",
        True,
        (
            (
                "p",
                True,
                "Monday: Rhona opens the boot of the taxi and wishes she hadn't. Paddy isn't answering his phone.",
            ),
            (
                "p",
                True,
                "Wednesday: With the police at the door, Dot hands over the knife and says that it was her all along.",
            ),
            ("c", True, "Rhona (Stella Maund) finds more than a spare tyre next week."),
            (
                "p",
                False,
                "The soap marks its 40th anniversary in November, and Maund is the last of the original cast.",
            ),
        ),
    ),
    Told(  # recap of an episode that was seen
        _show("Mercy Falls", 3, 8),
        "‘Mercy Falls’ Season 3, Episode 5 Recap: The Bride Wore Kevlar",
        False,
        (
            (
                "p",
                False,
                (
                    "Nobody at the wedding of the year was who they said they were, least of all the groom, who "
                    "bled out "
                    "in the vestry before the vows."
                ),
            ),
            (
                "p",
                False,
                (
                    "The twist, when it comes, is that Agent Sorrel planted the wire on herself. She knew that "
                    "Lucan would "
                    "find it, and she knew what he'd do."
                ),
            ),
            ("q", False, "Kiss me like they're watching, because they are."),
        ),
    ),
    Told(  # ranking of episodes
        _show("Oxbow", 4, 3),
        "The 10 Best Episodes of ‘Oxbow,’ Ranked",
        False,
        (
            ("h", False, "4. “Dry Season” (Season 2, Episode 8)"),
            (
                "p",
                False,
                (
                    "Nora shoots the horse, then the horse's owner. Nobody who saw it has looked at a feed "
                    "bucket the same "
                    "way since."
                ),
            ),
            ("h", True, "3. “Father, Forgive Me” (Season 5, Episode 1)"),
            (
                "p",
                True,
                (
                    "A whole hour in a confession box, with Silas dying on the other side of the grille and Nora "
                    "pretending to be the priest."
                ),
            ),
            ("h", False, "2. “The Surveyor” (Season 1, Episode 4)"),
            (
                "p",
                False,
                (
                    "The one with the map, the mule and the first murder. A stranger rides in, measures "
                    "everything and is "
                    "buried in the morning."
                ),
            ),
            ("h", True, "1. “Oxbow” (Season 6, Episode 10)"),
            (
                "p",
                True,
                (
                    "The river takes the house and Nora lets it. Thirteen wordless minutes that close the book on the "
                    "Hales for good."
                ),
            ),
        ),
    ),
    Told(  # post-mortem of a cancelled show
        _show("The Understudies", 2),
        "‘The Understudies’ Boss on Cancellation and the Fourth Season That Will Never Be",
        False,
        (
            (
                "p",
                False,
                (
                    "Marquee pulled the plug on the backstage comedy last week after three seasons, citing "
                    "cost. Creator "
                    "Roz Tennant found out from a parking attendant."
                ),
            ),
            (
                "p",
                True,
                (
                    "You left Leo in a coma and Trudy on a plane with the wrong twin. Did you know then that "
                    "there might "
                    "be no more? “I knew by the table read.”"
                ),
            ),
            (
                "p",
                True,
                (
                    "“He'd have woken up and thought it was opening night of Lear,” she says. “And Trudy would've come "
                    "clean about the baby.”"
                ),
            ),
            ("p", False, "Tennant is developing a half-hour about lighthouse inspectors for Larder+."),
        ),
    ),
    Told(  # convention panel
        _show("Iron Choir", 1),
        "Everything We Learned at the ‘Iron Choir’ Panel",
        False,
        (
            (
                "l",
                True,
                (
                    "Sister Agathe survived the fall and is building an army in the north\nThe Bell Tower was "
                    "the Abbot's "
                    "tomb all along\nKestrel and Jory are half-siblings, which makes that kiss awkward"
                ),
            ),
            (
                "p",
                False,
                (
                    "The cast, minus a flu-stricken Rafe Holloway, took questions from about 4,000 fans in Hall "
                    "C, some of "
                    "them in full plate armour."
                ),
            ),
            (
                "p",
                False,
                (
                    "Composer Ilse Maar recorded the choir in a salt mine, she said, because the echo there is "
                    "nine seconds long."
                ),
            ),
            (
                "p",
                True,
                (
                    "Then the lights went down for the first four minutes of season 2, in which a hooded rider "
                    "brings the "
                    "Abbess her own son's head."
                ),
            ),
        ),
    ),
    Told(  # ratings
        _show("Harrow Lane", 2, 4),
        "Ratings: ‘Harrow Lane’ Hits Season High as ‘Castaway Kitchen’ Cools Off",
        False,
        (
            (
                "p",
                False,
                (
                    "The coastal mystery drew 5.2 million viewers on Thursday, up 9% from the week before and its best "
                    "since the season 2 premiere."
                ),
            ),
            (
                "p",
                False,
                "Castaway Kitchen dropped to 3.8 million, its lowest of the year, but still won the hour among adults.",
            ),
        ),
    ),
    Told(  # gallery
        _show("Fenwick & Daughters", 5, 9),
        "First Look: Inside the Big Wedding on ‘Fenwick & Daughters’",
        True,
        (
            ("c", True, "Maude says “I do” to Inspector Bell in the season's last episode."),
            ("c", True, "An uninvited guest: Cordelia, back from the dead and dressed in white."),
            (
                "p",
                False,
                (
                    "Costumer Aurelio Finch hand-stitched 600 pearls on the gown. “My thumbs have not forgiven "
                    "me,” he says."
                ),
            ),
            ("c", False, "Joan Brisk and Toby Lamb relax between takes in the canteen."),
        ),
    ),
    Told(  # refresher
        _show("Marrow", 1),
        "Everything to Remember Before ‘Marrow’ Season 3",
        False,
        (
            ("h", False, "Season 1: The dig"),
            (
                "p",
                False,
                (
                    "Professor Quist unearthed the second jaw, buried the evidence along with her assistant, "
                    "and took the "
                    "chair at the institute as her reward."
                ),
            ),
            ("h", False, "Season 2: The trial"),
            (
                "p",
                True,
                (
                    "Quist represented herself and nearly got away with it, until Emeka produced the tape. She was "
                    "sentenced to thirty years."
                ),
            ),
            ("h", False, "Where does that leave everyone?"),
            (
                "p",
                True,
                (
                    "With Quist behind bars, the institute belongs to Emeka, who has started hearing the bones "
                    "too. His "
                    "sister knows, and she's told the papers."
                ),
            ),
        ),
    ),
    Told(  # death of a character, in a column of short news
        _show("St. Bride's", 9, 12),
        "Morning Briefing: A Medical Drama Loses Its Heart, a Festival Finds a Home",
        True,
        (
            (
                "p",
                True,
                (
                    "St. Bride's pulled the rug on Thursday, when Nurse Adaeze flatlined on the table minutes after "
                    "being proposed to. Tissues were not provided."
                ),
            ),
            (
                "p",
                False,
                (
                    "The Lakeside Film Festival will move to Duluth in 2027 under a five-year deal, its board "
                    "said, after "
                    "losing its lease on the Rialto."
                ),
            ),
            ("p", False, "Singer Odalys Reeve has called off the European leg of her tour on doctor's orders."),
        ),
    ),
    Told(  # nothing seen of a limited series
        _show("Cold Iron"),
        "‘Cold Iron’ Star Pavel Drozd on Losing 30 Pounds, Learning to Forge and Filming in a Blizzard",
        False,
        (
            (
                "p",
                False,
                (
                    "Drozd trained for four months with a blacksmith in Gmunden, who told him that he had the "
                    "wrists of a flautist."
                ),
            ),
            (
                "p",
                True,
                (
                    "It was the scene in which Anselm discovers his brother's body in the quench tank that "
                    "nearly finished "
                    "him. “You can't act with your teeth chattering,” he says."
                ),
            ),
            (
                "p",
                True,
                (
                    "And what of that reveal, that the foreman and the informer are one and the same? “I didn't "
                    "know until "
                    "episode four. They'd given us all fake pages.”"
                ),
            ),
            ("p", False, "The six-part series premieres Sunday on Marquee, with a double bill."),
        ),
    ),
)
THIRD: tuple[Told, ...] = (
    Told(  # reactions from social media
        _show("Palisade Hearts", 2, 6),
        "‘Palisade Hearts’ Viewers Lose It Over Sunday's Jaw-Dropper",
        True,
        (
            (
                "p",
                True,
                (
                    "“I threw a shoe at the television,” one viewer posted within seconds of Ezra opening the "
                    "trunk. Another simply wrote, “Not Mina. Anyone but Mina.”"
                ),
            ),
            ("b", True, "nine years i waited for them to hold hands and they do it NOW? with the boat sinking??"),
            ("p", True, "Others had seen it coming since the doctor palmed the vial two weeks ago."),
            (
                "p",
                False,
                (
                    "Palisade Hearts was the most discussed scripted programme of the night, with 410,000 posts, "
                    "according to the research firm Chirrup."
                ),
            ),
        ),
    ),
    Told(  # book and screen compared
        _show("The Salt Wives", 1, 3),
        "5 Ways ‘The Salt Wives’ Differs From the Novel",
        False,
        (
            ("p", False, "Agnes Thorley's novel sold two million copies before Halcyon bought the rights in 2019."),
            ("h", False, "The setting"),
            (
                "p",
                False,
                (
                    "Thorley set her book on the Danish coast; the producers moved it to Fife, where it was filmed "
                    "over a wet autumn."
                ),
            ),
            ("h", True, "Marguerite's fate"),
            (
                "p",
                True,
                (
                    "On the page she lives to be ninety. On screen, the ice gives way beneath her before the fifth "
                    "hour is half over, and only the lantern comes back up."
                ),
            ),
            ("p", True, "Hendrik never learns about the child in the book. Here he raises her."),
        ),
    ),
    Told(  # places to visit
        _show("Wren Hollow", 1),
        "Where Was ‘Wren Hollow’ Filmed? A Guide for Fans",
        False,
        (
            (
                "p",
                False,
                (
                    "The vicarage is a private home in Ripon, so please admire it from the lane. Trains run hourly "
                    "from Leeds."
                ),
            ),
            (
                "p",
                False,
                (
                    "The tea room where Ivy met the colonel in the very first episode is real, and it sells a "
                    "decent scone."
                ),
            ),
            (
                "p",
                True,
                "The viaduct a mile to the north is where the colonel's body is found at the start of the second run.",
            ),
        ),
    ),
    Told(  # wrestling-like contest, newest show
        _show("Dance Till Dawn", 9, 4),
        "‘Dance Till Dawn’ Week 6: Scores, Songs and Who Went Home",
        True,
        (
            ("p", True, "Top of the board: Petra and Jo, whose foxtrot earned the season's first perfect forty."),
            (
                "p",
                True,
                (
                    "At the other end, magician Lorcan Dade struggled to a seventeen and never recovered; the "
                    "public did not save him."
                ),
            ),
            ("l", True, "Petra Lind: 40\nSol Abbott: 36\nKeziah Moon: 31\nLorcan Dade: 17"),
            (
                "p",
                False,
                (
                    "Head judge Ottavia Bell missed the broadcast with laryngitis. Choreographer Finn Maddox sat "
                    "in for her."
                ),
            ),
        ),
    ),
    Told(  # lawsuit
        _show("Badlands Motel", 3),
        "‘Badlands Motel’ Creator Sues Vantage Over Back-End Profits",
        False,
        (
            (
                "p",
                False,
                (
                    "Lyle Prewitt, who created the neo-noir, filed suit in Los Angeles on Monday, claiming that "
                    "the studio hid more than $30 million in licensing fees."
                ),
            ),
            ("p", False, "A spokesperson for Vantage called the claims baseless. A hearing is set for May."),
        ),
    ),
    Told(  # fashion
        _show("Heiress Court", 1, 2),
        "Every Hat on ‘Heiress Court,’ Explained by the Woman Who Made Them",
        False,
        (
            (
                "p",
                False,
                "Milliner Sabine Roux made 112 hats for the series, most of them from straw that she dyed in her bath.",
            ),
            (
                "p",
                True,
                (
                    "The black one with the veil? “That's for Lavinia, at her father's graveside, with the pistol "
                    "in her muff. I knew what she was going to do. So the brim had to hide her eyes.”"
                ),
            ),
            ("p", False, "Roux learned the trade from her grandmother in Lyon and has a shop in Bath."),
        ),
    ),
    Told(  # docuseries
        _show("The Vanishing of Flight 19B"),
        "The True Story Behind ‘The Vanishing of Flight 19B’",
        False,
        (
            ("p", False, "The three-part documentary, directed by Mirela Kosta, drops on Marquee on Friday."),
            (
                "p",
                True,
                (
                    "The closing hour lands its heaviest blow: the co-pilot's wife kept the letter for thirty "
                    "years, and in it he says exactly what he was about to do."
                ),
            ),
        ),
    ),
    Told(  # podcast notes
        _show("Mercy Falls", 3, 8),
        "Pod Notes: Talking ‘Mercy Falls’ With Its Composer",
        False,
        (
            ("p", False, "Abel Strand writes on a piano with eleven dead keys. He told us why."),
            (
                "p",
                False,
                (
                    "We also look back at the season 3 premiere, when Sorrel shot the priest, and at the cue he "
                    "wrote for it on a train."
                ),
            ),
            (
                "p",
                True,
                (
                    "In tomorrow's bonus episode he talks about scoring the moment Sorrel learns that she's been "
                    "raising the wrong child, two weeks from the end of the season."
                ),
            ),
        ),
    ),
    Told(  # film, opinion
        (Guard(name="The Ninth Bell", type="film"),),
        "In Defense of That ‘Ninth Bell’ Ending",
        True,
        (
            (
                "p",
                True,
                (
                    "People were furious, and I understand why. You sit for two hours wanting Ruth to get on the "
                    "train, and she doesn't even look at it."
                ),
            ),
            ("p", True, "But consider the alternative. Had the boy been real, none of the letters would make sense."),
            (
                "p",
                False,
                "The Ninth Bell, written and directed by Cosima Hale, is in theaters now. It cost $11 million.",
            ),
        ),
    ),
    Told(  # film, production story
        (Guard(name="Kestrel Down", type="film"),),
        "How ‘Kestrel Down’ Crashed a Real Plane in the Desert",
        False,
        (
            (
                "p",
                False,
                "The stunt took eleven months to plan and nine seconds to film, says coordinator Dutch Maddow.",
            ),
            ("p", False, "Insurers wanted a model. Director Rhea Sands wanted smoke you could smell."),
            (
                "p",
                True,
                (
                    "It's the shot the whole picture builds to, with Cole at the stick and Annie already gone, and "
                    "nobody in the cockpit for the last forty feet."
                ),
            ),
        ),
    ),
    Told(  # awards speech
        _show("Copper Street", 4),
        "Winnie Adair Dedicates Beacon Win to Her Late Mother",
        False,
        (
            (
                "p",
                False,
                (
                    "Adair took home best actress in a drama for the fifth season of Copper Street, her second win "
                    "for the part."
                ),
            ),
            ("p", False, "“Mum, this is for every bus you took,” she said, fighting back tears."),
            (
                "p",
                True,
                "She won for the hour in which Joan, having buried two sons, finally turns the gun on the bishop.",
            ),
        ),
    ),
    Told(  # reunion
        _show("Fable & Sons", 2),
        "‘Fable & Sons’ Cast Reunites for Charity Reading, 20 Years On",
        False,
        (
            (
                "p",
                False,
                (
                    "Nine of the ten original cast members took the stage at the Orpheum on Saturday; Perry Nash "
                    "joined by video from Lisbon."
                ),
            ),
            (
                "p",
                True,
                (
                    "The loudest cheer came when Bess and Otis read the proposal from the series' last episode, "
                    "elevator and all."
                ),
            ),
            ("p", False, "The evening raised $240,000 for flood relief."),
        ),
    ),
    Told(  # season preview
        _show("Gallowglass", 3),
        "Fall Preview: 12 Returning Shows We Can't Wait For",
        False,
        (
            (
                "p",
                True,
                (
                    "Gallowglass (Oct. 3, Halcyon). The clans are at each other's throats again, Muirne has the "
                    "crown, and her husband is chained beneath the keep."
                ),
            ),
            (
                "p",
                False,
                "Pepper & Rye (Oct. 5, Larder+). The bickering bakers move to a bigger oven and a smaller flat.",
            ),
            ("p", False, "Night Court Nurse (Oct. 9, Channel 8). A new administrator shakes up the ward."),
        ),
    ),
    Told(  # newsletter, second person
        _show("Tidewrack", 1, 4),
        "The Tidewrack Letter, No. 7: Oh, Captain",
        True,
        (
            ("p", True, "Friends, we need to talk about what Captain Roe did with that harpoon."),
            ("p", True, "I'd made my peace with losing the ship. I had not made my peace with losing the cook."),
            ("p", False, "Housekeeping: there's no letter next week, because I'm getting married in Devon."),
        ),
    ),
)
FOURTH: tuple[Told, ...] = (
    Told(  # recap in the present, idiomatic, no place in its headline
        _show("Cinder Row", 2, 3),
        "‘Cinder Row’: Blood Is Thicker Than Gravy",
        False,
        (
            ("d", True, "Sunday dinner at the Maddens' ends the way everyone feared."),
            ("p", True, "There's a knife in the ham when Frankie comes down, and nobody will say who put it there."),
            (
                "p",
                True,
                (
                    "By dessert, Aunt Coral has told the whole table whose money paid for the pub. You can hear a "
                    "fork drop."
                ),
            ),
            (
                "p",
                True,
                "That leaves Lou, out in the yard with the engine running and her wedding dress in the back seat.",
            ),
            ("p", False, "New episodes of Cinder Row air Mondays on Channel 8."),
        ),
    ),
    Told(  # interview with director of an episode
        (Guard(name="Lodestar", type="show"),),
        "‘Lodestar’ Director Imani Cole on Shooting Zero Gravity on a Shoestring",
        False,
        (
            (
                "p",
                False,
                (
                    "Imani Cole made her name with music videos and a feature about beekeepers that cost less than "
                    "a used van."
                ),
            ),
            (
                "p",
                False,
                "To fake weightlessness she hung her actors from bungee cords in a disused swimming pool in Gdansk.",
            ),
            (
                "p",
                True,
                (
                    "“When Tovah lets go of the tether, I wanted you to hear nothing at all,” Cole says. “She's "
                    "chosen it. She's going home the long way.”"
                ),
            ),
            ("p", False, "Next she'll direct two episodes of the comedy Pepper & Rye."),
        ),
    ),
    Told(  # renewal with cliffhanger
        _show("Bramble & Thorne", 1),
        "‘Bramble & Thorne’ Will Return for a Third and Final Season",
        False,
        (
            (
                "p",
                False,
                (
                    "Halcyon has renewed the legal comedy one last time, the streamer said Thursday. Ten episodes "
                    "are planned."
                ),
            ),
            ("p", True, "Viewers last saw Bramble disbarred and Thorne on the bench that might send her to jail."),
            (
                "p",
                False,
                (
                    "“We get to land the plane,” creator Dev Okafor said in a statement. The pair at its center, "
                    "Lise Amory and Jon Tate, will both be back."
                ),
            ),
        ),
    ),
    Told(  # gossip on a breakup of actors
        _show("Velvet Ropes", 1),
        "‘Velvet Ropes’ Co-Stars Mila Grant and Rob Sayer Call It Quits",
        False,
        (
            (
                "p",
                False,
                "Grant and Sayer have split after three years together, a source tells us. They remain friends.",
            ),
            (
                "p",
                False,
                "The pair met on the set of the nightclub drama in 2022 and bought a house in Ojai last spring.",
            ),
        ),
    ),
    Told(  # ranking of characters
        _show("Harbor Lights Precinct", 3),
        "All 9 Detectives of ‘Harbor Lights Precinct,’ Ranked",
        False,
        (
            ("h", False, "9. Dale Fisk"),
            ("p", False, "A season 1 blowhard who ate other people's lunches and transferred to Tampa. Good riddance."),
            ("h", False, "5. Mo Reyes"),
            (
                "p",
                True,
                (
                    "Nobody fell further. The sixth season finds him selling evidence out of his trunk, and his "
                    "own daughter puts the cuffs on."
                ),
            ),
            ("h", False, "1. Gina Bell"),
            (
                "p",
                True,
                (
                    "What a way to go: a bullet meant for the mayor, a joke on her lips, and that long elevator "
                    "ride at the close of season 5."
                ),
            ),
        ),
    ),
    Told(  # talent show result
        _show("The Nation Sings", 12, 5),
        "‘The Nation Sings’: Top 8 Revealed",
        True,
        (
            (
                "p",
                True,
                (
                    "It's the end of the road for Marlo Quick, the busker from Hull, who drew the fewest votes "
                    "after a shaky ballad."
                ),
            ),
            (
                "p",
                True,
                "Safe are Ines Roy, the Tully Twins and Big Sal, while Dara Finch needed the judges' wild card.",
            ),
            ("p", False, "Voting opens during the show on the network's app; standard rates apply."),
            ("p", False, "Host Bunny Lacey wore vintage Orsini."),
        ),
    ),
    Told(  # film interview, spoilers
        (Guard(name="Marigold Hour", type="film"),),
        "Why ‘Marigold Hour’ Needed Two Composers",
        False,
        (
            (
                "p",
                False,
                (
                    "The first was a cellist, the second a man who records bridges. Neither had met the other "
                    "until the premiere in Locarno."
                ),
            ),
            ("p", False, "Director Petra Holm wanted the town to sound like it was breathing."),
            (
                "p",
                True,
                (
                    "Listen for the bridge once more at the finish, under the shot of the empty crib: it tells you "
                    "what Nell has done before she does."
                ),
            ),
        ),
    ),
    Told(  # what's new this month on a streamer
        _show("Iron Choir", 1),
        "New on Palisade in June",
        False,
        (
            (
                "l",
                False,
                "June 1: Pepper & Rye, seasons 1-3\nJune 4: Iron Choir, season 2\nJune 12: Biscuit, Come Home",
            ),
            (
                "p",
                False,
                "The month's big title is the second season of Iron Choir, which drops all at once on June 4.",
            ),
        ),
    ),
    Told(  # critic's essay
        _show("The Glasshouse Rules", 1),
        "How ‘The Glasshouse Rules’ Became Television's Best Show About Money",
        False,
        (
            (
                "p",
                False,
                "In the first season, every plate had a price on it, and Priya could recite them all in her sleep.",
            ),
            (
                "p",
                True,
                (
                    "Then came the new year's bankruptcy, and with it the boldest thing the series has done: Dell "
                    "as the villain, buying his friends' debts for pennies."
                ),
            ),
            ("p", False, "Its writers include a former line cook and a former loan officer."),
        ),
    ),
    Told(  # seen recap among shows, a catch-up
        _show("Oxbow", 4, 3),
        "‘Oxbow’ S4E2 Recap: Mud Season",
        False,
        (
            (
                "p",
                False,
                (
                    "Nora drags the safe out of the creek with a mule and a good deal of language, and finds it "
                    "full of hymnals."
                ),
            ),
            ("p", False, "Silas, meanwhile, is in town, telling the bank that his mother is dead."),
            ("p", False, "Grade: B+"),
        ),
    ),
    Told(  # set visit, upcoming season
        _show("Gallowglass", 3),
        "On the Set of ‘Gallowglass’ Season 4, Where It Never Stops Raining",
        False,
        (
            ("p", False, "The keep is plywood, the moat is a car park and the extras eat soup out of their helmets."),
            (
                "p",
                True,
                (
                    "In the hall, Muirne is about to be crowned by the man who murdered her brother, and she is "
                    "going to smile as he does it."
                ),
            ),
            ("p", False, "Armorer Tom Beck shows me 300 swords, all rubber but two."),
        ),
    ),
    Told(  # person
        (Guard(name="Lorcan Dade", type="person"),),
        "Lorcan Dade Opens Up About ‘Dance Till Dawn’ Exit",
        True,
        (
            ("p", True, "The magician says he knew that it was over as soon as the tango music skipped."),
            (
                "p",
                True,
                "“You can make a coin vanish. You can't make a seventeen vanish,” Dade joked backstage on Sunday.",
            ),
            ("p", False, "Dance Till Dawn continues on Saturday at 7 p.m. with Movie Night."),
        ),
    ),
)
FIFTH: tuple[Told, ...] = (
    Told(
        _show("Hollow Crown Estates", 1, 4),
        "‘Hollow Crown Estates’ Serves Up Its Wildest Hour Yet",
        False,
        (
            (
                "p",
                True,
                "If you had Deirdre faking the stroke on your bingo card, step forward and collect your prize.",
            ),
            (
                "p",
                True,
                (
                    "The hospital corridor scene is a corker: three women, one vending machine and a paternity test "
                    "folded into a paper crane."
                ),
            ),
            (
                "p",
                False,
                "The real-estate satire is shot in Savannah, where the production has rented a shuttered mall.",
            ),
            ("q", True, "You don't get to die, Mother. Not before the closing."),
        ),
    ),
    Told(
        _show("Night Ferry", 2),
        "Why ‘Night Ferry’ Is Leaving Marquee for Palisade",
        False,
        (
            (
                "p",
                False,
                (
                    "The thriller's third season will move to the rival streamer after a licensing dispute, both "
                    "companies said."
                ),
            ),
            ("p", False, "Marquee had carried the show since its debut in 2023. Terms were not disclosed."),
            (
                "p",
                True,
                (
                    "When it picks up, Captain Sorn will be wanted for the sinking and his daughter will be the one "
                    "hunting him."
                ),
            ),
        ),
    ),
    Told(
        _show("The Big Whisk", 7, 2),
        "‘The Big Whisk’ Judge Apologizes After Pastry Week Backlash",
        True,
        (
            (
                "p",
                True,
                (
                    "Judge Hollis Pym has apologized to Greta Lum, who was shown the door on Wednesday over a tart "
                    "that later turned out to have been tampered with."
                ),
            ),
            ("p", True, "Lum will be back in the kitchen next week, making it nine bakers again."),
            ("p", False, "Pym, 66, ran a bakery in Cork for three decades before joining the series."),
        ),
    ),
    Told(
        (Guard(name="Ember Fall", type="film"),),
        "‘Ember Fall’ Is a Disaster Movie With a Heart",
        False,
        (
            (
                "p",
                False,
                (
                    "A volcano wakes under a ski resort; a divorced couple must get their kids down the mountain. "
                    "You know the drill."
                ),
            ),
            (
                "p",
                True,
                (
                    "What you won't see coming is who stays behind at the dam, or how quietly the film lets him go "
                    "under."
                ),
            ),
            ("p", False, "Effects house Lumen built the lava from wallpaper paste and orange gels."),
        ),
    ),
    Told(
        _show("Junction 9", 3, 10),
        "‘Junction 9’ Boss Answers Our Season 3 Questions",
        False,
        (
            (
                "p",
                True,
                (
                    "Was Pia ever going to make it out of the tunnel? “Not in any draft,” says Imogen Hart. “I'd "
                    "have had to lie to the audience.”"
                ),
            ),
            (
                "p",
                True,
                "And the man on the platform in the coda? “You'll see his face in January. It's a face you know.”",
            ),
            ("p", False, "Hart wrote the finale in a caravan in Anglesey with no phone signal."),
        ),
    ),
    Told(
        _show("Copper Street", 4),
        "Stream or Skip: 4 New Arrivals",
        False,
        (
            ("h", False, "Copper Street, season 5"),
            (
                "p",
                True,
                (
                    "The bishop is in the ground and the parish wants answers. Joan keeps the gun in the bread bin. "
                    "Stream it."
                ),
            ),
            ("h", False, "Biscuit, Come Home"),
            ("p", False, "The beagle reaches Chile and falls in with smugglers. Skip it."),
        ),
    ),
    Told(
        _show("Salt & Sons", 6),
        "Actor Rory Quill, 52, on Sobriety, Fatherhood and ‘Salt & Sons’",
        False,
        (
            (
                "p",
                False,
                "He orders a lime and soda. It has been nine years, he says, and he no longer counts the days.",
            ),
            (
                "p",
                False,
                ("Quill's son was born during the filming of the fourth season, in a hospital an hour from the set."),
            ),
            (
                "p",
                True,
                (
                    "He was relieved, he admits, when he read that Denny would hang himself in the boathouse. “I'd "
                    "carried him long enough.”"
                ),
            ),
        ),
    ),
    Told(
        _show("Tidewrack", 1, 4),
        "‘Tidewrack’ Easter Egg Hunters Found a Real Shipwreck",
        False,
        (
            (
                "p",
                False,
                ("The coordinates in the opening titles point to a Dutch trader that went down off Cornwall in 1741."),
            ),
            (
                "p",
                True,
                (
                    "Sharp-eyed viewers also noticed that the compass in the captain's dead hand points to his own "
                    "cabin, where the stowaway has been all season."
                ),
            ),
            ("p", False, "The National Museum of the Sea says that visits to its website have tripled."),
        ),
    ),
    Told(
        _show("Gallowglass", 3),
        "Quiz: How Well Do You Know ‘Gallowglass’?",
        False,
        (
            ("p", False, "1. In season 1, what does Muirne bury under the hearth?"),
            ("p", False, "2. Which of the actors was once a professional hurler?"),
            ("p", True, "3. In season 4, whose head ends up on the gate?"),
        ),
    ),
    Told(
        _show("Palisade Hearts", 2, 6),
        "Theme Park to Open ‘Palisade Hearts’ Diner",
        False,
        (
            ("p", False, "Guests will be able to order Mina's famous lemon pie from next spring, the park said."),
            ("p", False, "A replica of the jukebox from the pilot will play the show's soundtrack."),
        ),
    ),
)
