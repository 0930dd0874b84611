"""Made-up articles of the kinds outlets publish, each part marked with what a guard should do with it.

Written by one person before they had read the rules that judge it, so that it measures them and does not follow them.
``BEYOND`` tells what lies beyond the point the user has reached; ``BEFORE`` is what they know, or what spoils nothing:
casting, renewals, production, ratings, dates, other shows.
"""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec import Struct

from pullquote.cache.core.article import (
    Block,
    BlockQuote,
    Document,
    Heading,
    Image,
    Item,
    ListBlock,
    Paragraph,
    Picture,
    PullQuote,
)
from pullquote.cache.core.progress import Seen
from pullquote.cache.core.spoilers import Guard, GuardedEpisode


class Part(Struct, frozen=True):
    """A block of an article, and whether it tells what lies beyond."""

    block: Block
    beyond: bool


class Told(Struct, frozen=True, kw_only=True):
    """An article, its guards, and the gold of its headline, its dek, the words of its lead picture and its blocks."""

    guards: tuple[Guard, ...]
    title: str
    title_beyond: bool
    parts: tuple[Part, ...]
    dek: str | None = None
    dek_beyond: bool = False
    lead: str | None = None
    lead_beyond: bool = False
    outlet: str = "The Evening Reel"
    published: datetime = datetime(2026, 10, 9, 8, 30, tzinfo=UTC)

    @property
    def document(self) -> Document:
        """The article as ``extract`` hands it on."""
        return Document(
            url="https://reel.example/story",
            outlet=self.outlet,
            title=self.title,
            dek=self.dek,
            published=self.published,
            language="en",
            lead_image=Picture("https://reel.example/lead.jpg", None, self.lead) if self.lead else None,
            blocks=tuple(part.block for part in self.parts),
        )


def _p(text: str) -> Block:
    return Paragraph(text)


def _h(text: str) -> Block:
    return Heading(text, 2)


def _pull(text: str) -> Block:
    return PullQuote(text)


def _quote(text: str) -> Block:
    return BlockQuote(text)


def _caption(text: str) -> Block:
    return Image("https://reel.example/picture.jpg", None, text)


def _list(*items: str) -> Block:
    return ListBlock(tuple(Item(item) for item in items))


def _b(block: Block | str) -> Part:
    return Part(_p(block) if isinstance(block, str) else block, beyond=True)


def _a(block: Block | str) -> Part:
    return Part(_p(block) if isinstance(block, str) else block, beyond=False)


HARROW = Guard(
    name="Harrow Point",
    type="show",
    seen=Seen(2, 4),
    episodes=(
        GuardedEpisode(1, 1, "Low Water", "2025-09-04"),
        GuardedEpisode(1, 8, "The Harbourmaster", "2025-10-23"),
        GuardedEpisode(2, 1, "Slack Tide", "2026-09-03"),
        GuardedEpisode(2, 4, "Ballast", "2026-09-24"),
        GuardedEpisode(2, 5, "What the Pier Kept", "2026-10-01"),
        GuardedEpisode(2, 6, "Undertow", "2026-10-08"),
        GuardedEpisode(2, 8, "A Clean Anchorage", "2026-10-22"),
    ),
)
FEN = Guard(name="The Gilded Fen", type="show", aka=("Gilded Fen",), seen=Seen(1))
LANTERN = Guard(name="Lanternjaw", type="show")
KILN = Guard(name="Kiln & Co.", type="show", aka=("Kiln & Co", "Kiln and Co."), seen=Seen(3, 2))
OVEN = Guard(name="The Proving Drawer", type="show", aka=("Proving Drawer",), seen=Seen(5, 3))
MARROW = Guard(
    name="Marrowstone",
    type="show",
    seen=Seen(1, 6),
    episodes=(
        GuardedEpisode(1, 6, "The Oath of Salt", "2026-08-30"),
        GuardedEpisode(1, 7, "Queen's Gambol", "2026-09-06"),
        GuardedEpisode(1, 8, "All the Ravens Home", "2026-09-13"),
    ),
)
WIFE = Guard(name="The Cartographer's Wife", type="film")
RECKONER = Guard(name="Dead Reckoner: Landfall", type="film", aka=("Landfall",))
ASHWATER = Guard(name="Ashwater", type="film")
BRACK = Guard(name="Ottoline Brack", type="person")
VASEY = Guard(name="Corin Vasey", type="person")

ARTICLES: tuple[Told, ...] = (
    # 1: a recap of the episode after
    Told(
        guards=(HARROW,),
        title="‘Harrow Point’ Season 2, Episode 5 Recap: The Pier Gives Up Its Dead",
        title_beyond=True,
        dek="DI Sorrel Maddock finally learns who moored the boat — and wishes she hadn't.",
        dek_beyond=True,
        parts=(
            _b(
                "It turns out the body under the boards was never Denholm's. That is the cold little fact this week's"
                " hour of Harrow Point sits on for forty minutes before letting us have it, in a shot so plain you"
                " could miss it if you blinked."
            ),
            _b(
                "Maddock, who has spent a season and a half trusting exactly one person, drives out to the"
                " lock-keeper's cottage and finds her sergeant already there, burning the ledgers."
            ),
            _b(_caption("Sergeant Pell (Ivo Tranter) watches the evidence go up in smoke.")),
            _a(
                "A quick reminder of where we were: in the fourth episode, Denholm vanished during the storm, and the"
                " coastguard found nothing but his coat."
            ),
            _b(_pull("“I put him there, Sorrel. I'd put him there again.”")),
            _a("Harrow Point airs Thursdays at 9 p.m. on Channel Meridian."),
        ),
    ),
    # 2: renewal, plain
    Told(
        guards=(HARROW,),
        title="Harrow Point renewed for a third season at Meridian",
        title_beyond=False,
        dek="Production is due to begin in Cornwall next spring.",
        parts=(
            _a(
                "Channel Meridian has ordered eight more hours of its coastal crime drama Harrow Point, the network"
                " said on Tuesday. Creator Agnes Thrale stays on as showrunner."
            ),
            _a(
                "The second run opened to 4.1 million viewers in September, up a fifth on the first, according to"
                " overnight figures."
            ),
            _a(
                "Lead actress Imelda Crouch is expected to return. The broadcaster would not comment on the rest of"
                " the cast."
            ),
        ),
    ),
    # 3: interview after the finale
    Told(
        guards=(HARROW,),
        title="Imelda Crouch on that ‘Harrow Point’ finale: ‘She had to pull the trigger’",
        title_beyond=True,
        lead="Imelda Crouch at home in Truro. Photograph: Bea Lunt",
        parts=(
            _a(
                "Imelda Crouch answers the door in paint-spattered dungarees and apologises for the dog. She moved to"
                " Truro after the first series wrapped, she says, and never quite got round to leaving."
            ),
            _b(
                "Most of what people shout at her in the street these days concerns the last five minutes of the"
                " season, in which Maddock shoots Pell on the slipway and then sits down beside him to wait for the"
                " police."
            ),
            _b(_quote("We did eleven takes of the gun. By the end Ivo was so cold he really did look dead.")),
            _a(
                "She trained at the Bristol Old Mill, waited tables for six years and got the part of Maddock after"
                " another actress dropped out three weeks before filming."
            ),
            _b(
                "Does prison await? Crouch laughs. “Agnes told me she confesses. She doesn't run, that's all I'll"
                " say. And the baby changes everything for her.”"
            ),
        ),
    ),
    # 4: news in brief, several shows
    Told(
        guards=(HARROW, MARROW),
        title="Briefly: a delay, a deal and a dragon",
        title_beyond=False,
        outlet="Signal & Screen",
        parts=(
            _a("Dockside comedy Tern Street has been picked up for a full order of 22 episodes by Halcyon."),
            _a("Harrow Point's soundtrack, composed by Lew Castellan, comes out on vinyl on 20 November."),
            _b(
                "Fans of Marrowstone are mourning Queen Isaude, whose throat was cut by her own cupbearer in Sunday's"
                " penultimate chapter; actress Philippa Nour thanked them in a post on Monday."
            ),
            _a("Filming on the thriller Quarter Moon has moved from Prague to Riga for tax reasons."),
        ),
    ),
    # 5: review of a whole season
    Told(
        guards=(FEN,),
        title="Review: ‘The Gilded Fen’ sinks a little deeper in its second season",
        title_beyond=False,
        dek="Handsome frocks, muddier plotting.",
        parts=(
            _a(
                "When it arrived two years ago, The Gilded Fen was the sort of thing one recommended with an apology:"
                " a saga about drainage. Its first season followed the Aldous sisters as they lost one estate and"
                " married into another."
            ),
            _b(
                "The new episodes open with Harriet a widow, her husband having drowned off-screen between the"
                " seasons, and the estate mortgaged to the very engineer she jilted."
            ),
            _b(
                "By the fourth hour Clemency has given birth to a son everyone pretends is the curate's, and the show"
                " treats the secret with a delicacy it has not earned."
            ),
            _a(
                "Cinematographer Joss Arkell shoots water as though it owed him money. The costumes, by Renata Vogel,"
                " deserve a museum."
            ),
            _b(
                "I won't quarrel with the ending, which sends both sisters to Antwerp and leaves the pumps to the"
                " floodwater, but it does feel like the close of another, better story."
            ),
        ),
    ),
    # 6: explainer
    Told(
        guards=(FEN,),
        title="The Gilded Fen season 2 ending explained: what was in the tin box?",
        title_beyond=True,
        dek="Warning: this article contains spoilers for the whole of The Gilded Fen season 2.",
        dek_beyond=False,
        parts=(
            _b(_h("So who opened the sluice?")),
            _b(
                "Not Jasper, as the magistrate concludes. The muddy hem we glimpse in the chapel belongs to Clemency,"
                " who had learned a day earlier that her father's will left everything to the engineer."
            ),
            _b(
                "Inside the tin are the letters Harriet wrote and never posted. Reading them, he understands that she"
                " loved him all along, which is why he tears up the deed."
            ),
            _a("All episodes of The Gilded Fen are streaming now on Palisade."),
        ),
    ),
    # 7: how the first season stands; before
    Told(
        guards=(FEN,),
        title="What to remember from ‘The Gilded Fen’ before season 2 begins",
        title_beyond=False,
        parts=(
            _a(
                "Season 1 ended with Harriet accepting Lord Pembry's proposal on the causeway while Clemency, in the"
                " carriage, burned the letter that would have stopped her."
            ),
            _a(
                "Their father died in the third episode of that opening run, killed by marsh fever, and the estate"
                " passed to a cousin nobody had met."
            ),
            _a(_list("Harriet is engaged to Pembry.", "Clemency knows about the forged survey.", "Jasper is in debt.")),
            _a("The second season, of six episodes, starts on Palisade on 14 October."),
        ),
    ),
    # 8: nothing seen, pilot review
    Told(
        guards=(LANTERN,),
        title="‘Lanternjaw’ review: deep-sea sci-fi with real pressure",
        title_beyond=False,
        outlet="Off-Air",
        parts=(
            _a(
                "Lanternjaw, from the makers of Cold Orchard, is set aboard a survey station four kilometres under"
                " the Pacific, where a crew of seven is waiting for a relief vessel that is late."
            ),
            _b(
                "By the end of the pilot two of the seven are dead and a third, the medic, has been revealed to be"
                " talking to something outside the hull."
            ),
            _b(
                "The twist in episode three, that the station was never lost and the company has been listening the"
                " entire time, is telegraphed a mile off but lands anyway."
            ),
            _a(
                "Dov Halloran, best known for stage work, anchors the thing with a performance of weary decency. It"
                " was shot in a flooded quarry near Tallinn."
            ),
        ),
    ),
    # 9: trailer
    Told(
        guards=(LANTERN,),
        title="Watch the first trailer for Lanternjaw, coming to Halcyon in November",
        title_beyond=False,
        parts=(
            _a(
                "Halcyon has released the first two minutes of footage from its underwater thriller Lanternjaw, which"
                " stars Dov Halloran and Yusra Benning."
            ),
            _a("The eight-part series premieres on 11 November, with episodes following weekly."),
        ),
    ),
    # 10: sitcom news
    Told(
        guards=(KILN,),
        title="‘Kiln & Co.’ just married off its favourite will-they-won't-they, and the internet is crying",
        title_beyond=True,
        outlet="Laugh Track Weekly",
        parts=(
            _b(
                "Three seasons of glazing puns later, Bronagh and Theo tied the knot in last night's Kiln & Co., in a"
                " ceremony held, naturally, in the car park behind the studio."
            ),
            _b(_caption("Bronagh (Wanda Achterberg) walks down the aisle to a kazoo quartet.")),
            _b(
                "Her ex turned up halfway through the vows with a goat. He leaves with Theo's sister, which we"
                " suppose is next week's problem."
            ),
            _a(
                "Achterberg, 34, joined the comedy in its second year after being spotted at an open-mic"
                " night in Leeds."
            ),
        ),
    ),
    # 11: sitcom, harmless interview
    Told(
        guards=(KILN,),
        title="How the Kiln & Co. writers' room fits nine people and one radiator",
        title_beyond=False,
        parts=(
            _a(
                "The show is written in a former dental surgery above a betting shop. There are nine writers, one"
                " radiator and a rule that nobody may say “clay” before noon."
            ),
            _a(
                "They knew as early as the pilot that Theo would lie about art school, says head writer Petra"
                " Olusoga, because the actor could not throw a pot."
            ),
            _a(
                "It was in the first season, she adds, when Bronagh sold the van to pay the rent, that the show found"
                " its tone."
            ),
        ),
    ),
    # 12: competition result
    Told(
        guards=(OVEN,),
        title="Proving Drawer: baker sent home after collapsed croquembouche",
        title_beyond=True,
        outlet="Halcyon Today",
        parts=(
            _b(
                "Gwil Prosser became the fourth contestant to leave The Proving Drawer when his choux tower slid"
                " gently on to the judges' table on Wednesday evening."
            ),
            _b(
                "“I heard it go before I saw it,” the 61-year-old postman said after his elimination. Star Baker went"
                " to Anjali Roe for the second week running."
            ),
            _b("That leaves eight in the tent: Anjali, Bertie, Carys, Dom, Ewan, Fi, Hetty and Oskar."),
            _a("The programme drew an average audience of 6.3 million, a 38 per cent share."),
        ),
    ),
    # 13: competition, before
    Told(
        guards=(OVEN,),
        title="Meet the twelve bakers of The Proving Drawer 2026",
        title_beyond=False,
        parts=(
            _a("Anjali Roe, 29, is a structural engineer from Stockport who learned to bake from her grandfather."),
            _a("Gwil Prosser, 61, delivers post around Dolgellau and has never owned a stand mixer."),
            _a(
                "Presenter Margit Dale returns alongside judges Col Hathersage and Prue Amesbury for the fifth"
                " series, which was filmed over ten weekends in the grounds of a Shropshire priory."
            ),
        ),
    ),
    # 14: winner, betting style
    Told(
        guards=(OVEN,),
        title="Who won The Proving Drawer? Champion crowned in emotional final",
        title_beyond=True,
        dek="Contains details of tonight's result.",
        parts=(
            _b(
                "Hetty Lisle lifted the cake stand on Tuesday, beating favourite Anjali Roe with a seven-tier honey"
                " cake shaped like the church she was married in."
            ),
            _b(_list("Winner: Hetty Lisle", "Runners-up: Anjali Roe, Oskar Lindqvist")),
        ),
    ),
    # 15: fantasy, casting
    Told(
        guards=(MARROW,),
        title="Three join the cast of Marrowstone for its second season",
        title_beyond=False,
        parts=(
            _a(
                "Casimir Doyle, Thea Brannigan and newcomer Lotte Friis will appear in the next season of the fantasy"
                " drama Marrowstone, the streamer Palisade announced."
            ),
            _a("Doyle plays a tax collector. Details of the other two parts are being kept secret."),
            _a("Cameras roll in Slovenia in February; a date for the new season has not been set."),
        ),
    ),
    # 16: fantasy, finale reaction with warning half-way
    Told(
        guards=(MARROW,),
        title="Marrowstone's composer on scoring a siege with 40 bagpipes",
        title_beyond=False,
        parts=(
            _a(
                "Ask Ruben Ostrava about the pipes and he winces. “Forty of them, in a church, in August,” he says."
                " The Palisade drama was his first job for television."
            ),
            _a(
                "He wrote the main theme on a child's harmonium over a weekend, and it can be heard as early as the"
                " first episode, when the twins cross the ford."
            ),
            _a("(Major spoilers for the finale follow. Stop here if you are not caught up.)"),
            _b(
                "For the twins' duel he used nothing at all. “When Bastian drops the sword, you hear only rain. Then"
                " his sister does it anyway, and I come in with one low note.”"
            ),
            _b(
                "The ravens' return, which closes the season over Ansgar's empty throne, was recorded in a single"
                " take on the last day."
            ),
        ),
    ),
    # 17: list of deaths
    Told(
        guards=(MARROW, HARROW),
        title="The 10 most shocking TV deaths of the year, ranked",
        title_beyond=False,
        outlet="Rank & File",
        parts=(
            _a(
                "10. Major Tull, Tern Street. Crushed by a piano in the cold open, a gag so quick that half the"
                " audience rewound."
            ),
            _b(
                "6. Sergeant Pell, Harrow Point. We should have seen it coming from the moment he lit that fire, but"
                " the slipway scene still broke us."
            ),
            _a(
                "4. Old Wymond, Marrowstone. The pilot's hanging told us nobody was safe, least of all the man in the"
                " opening credits."
            ),
            _b(
                "1. Bastian, Marrowstone. Run through by his twin in the rain. No music, no last words,"
                " and no way back."
            ),
        ),
    ),
    # 18: film, ending explained
    Told(
        guards=(WIFE,),
        title="The Cartographer's Wife: that final shot, explained by its director",
        title_beyond=True,
        outlet="Second Reel",
        parts=(
            _b(
                "Everyone leaves the cinema asking whether the island was real. Director Saoirse Malin says it was"
                " not, and that Elspeth had drawn it herself the night her husband drowned."
            ),
            _b(_pull("“She kills him with a map. It's the only weapon he ever gave her.”")),
            _b(
                "Look again at the wallpaper in the last scene and you will find the coastline there, too: she has"
                " never left the house."
            ),
            _a("The film took £2.8m in its opening weekend in Britain and Ireland."),
        ),
    ),
    # 19: film, premise and production
    Told(
        guards=(WIFE,),
        title="Saoirse Malin's ‘The Cartographer's Wife’ to open Galway festival",
        title_beyond=False,
        parts=(
            _a(
                "The Cartographer's Wife, the third feature by Saoirse Malin, will open the Galway festival on 2 July"
                " before a cinema release in the autumn."
            ),
            _a(
                "Adapted from the novel by Hob Lacey, it stars Nell Farrant as a woman in 1840s Cobh whose husband"
                " maps islands for the Admiralty."
            ),
            _a("It was shot on 35mm over seven weeks on the Beara peninsula, on a budget of about €6m."),
        ),
    ),
    # 20: blockbuster, news of a cameo and a post-credits scene
    Told(
        guards=(RECKONER,),
        title="Dead Reckoner: Landfall — does it have a post-credits scene?",
        title_beyond=False,
        dek="Two, in fact. Here is what happens in them.",
        dek_beyond=False,
        outlet="Pop Ledger",
        parts=(
            _a(
                "Dead Reckoner: Landfall runs to two hours and 34 minutes, so bladders will want to know whether to"
                " stay put. Short answer: yes."
            ),
            _b(
                "In the first, Commander Vane wakes in the wreck of the Meridian, very much not dead, and asks the"
                " man in the diving bell for a cigarette."
            ),
            _b(
                "The second is a joke about the parrot, unless you noticed the tattoo, in which case it tells you"
                " that Admiral Crewe was working for the Cartel from the start."
            ),
            _a("A fourth film is in development, with writer Ines Pollard attached."),
        ),
    ),
    # 21: box office
    Told(
        guards=(RECKONER, ASHWATER),
        title="Box office: ‘Landfall’ sails past $200m as ‘Ashwater’ holds firm",
        title_beyond=False,
        outlet="The Ledger",
        parts=(
            _a(
                "Dead Reckoner: Landfall added $61m in its second frame, a fall of 48 per cent, for a domestic total"
                " of $214m."
            ),
            _a("Ashwater, in its fifth week, slipped just 11 per cent and looks certain to pass $80m."),
            _a("Animated holdover Pip and the Pylon was third with $9.4m."),
        ),
    ),
    # 22: review with twist
    Told(
        guards=(ASHWATER,),
        title="‘Ashwater’ is the best film about guilt in years",
        title_beyond=False,
        outlet="Second Reel",
        parts=(
            _a(
                "A reservoir, a drought, a drowned village coming slowly back into the light: Ashwater has the"
                " plainest of set-ups, and Tomas Brandt directs it as though holding his breath."
            ),
            _b(
                "What emerges from the mud is a car, and in it the girl Marta has claimed for thirty years to be"
                " writing to."
            ),
            _b(
                "That she ends by walking into the refilled lake, her son watching from the dam, will strike some as"
                " melodrama. It struck me dumb."
            ),
            _a("Brandt, whose Winterkeep won the jury prize at Locarno, also edited."),
        ),
    ),
    # 23: obituary of an actor
    Told(
        guards=(HARROW,),
        title="Desmond Lyle, character actor of stage and ‘Harrow Point’, dies at 78",
        title_beyond=False,
        outlet="The Northern Courier",
        parts=(
            _a(
                "Desmond Lyle, who has died aged 78 after a short illness, spent four decades playing men with"
                " something to hide."
            ),
            _a(
                "He was best known to younger audiences as the harbourmaster in the first series of Harrow Point, a"
                " part for which he was nominated for a Bellwether award."
            ),
            _a("Born in Hartlepool, the son of a shipwright, he is survived by his wife, Noreen, and two daughters."),
        ),
    ),
    # 24: a person: singer in a contest
    Told(
        guards=(BRACK,),
        title="Ottoline Brack crashes out of Voice of the Isles at semi-final stage",
        title_beyond=True,
        outlet="Halcyon Today",
        parts=(
            _b(
                "Ottoline Brack's run on Voice of the Isles is over. The Orkney busker lost the sing-off to Dane"
                " Mercer by a single public percentage point on Saturday night."
            ),
            _a("Brack, 22, grew up in Stromness and began performing on the ferry at the age of eleven."),
            _b("“I'm gutted, but I'd never have dreamed I'd make the last five,” Brack told viewers after the vote."),
        ),
    ),
    # 25: a person: actor's exit
    Told(
        guards=(VASEY,),
        title="Why Corin Vasey is leaving ‘Ward Nine’: inside Dr Abara's last shift",
        title_beyond=True,
        outlet="Off-Air",
        parts=(
            _b(
                "Corin Vasey bowed out of the hospital soap last night, his character Dr Abara stabbed in the"
                " pharmacy by the patient he had sheltered."
            ),
            _a("Vasey, 41, signed with the agency Lowther Fields this summer. He lives in Hove with two greyhounds."),
            _a("He will next be seen on stage, in a revival of The Salt Road at the Garrick Yard from 3 February."),
        ),
    ),
    # 26: awards
    Told(
        guards=(HARROW, FEN, LANTERN),
        title="Bellwether awards: the full list of nominations",
        title_beyond=False,
        outlet="The Ledger",
        parts=(
            _a(
                _list(
                    "Best drama: Harrow Point; The Gilded Fen; Quarter Moon",
                    "Best actress: Imelda Crouch, Harrow Point; Nell Farrant, Winterkeep",
                    "Best newcomer: Yusra Benning, Lanternjaw",
                )
            ),
            _a("The ceremony, hosted by comedian Fergal Moody, takes place in Belfast on 7 March."),
        ),
    ),
    # 27: a next-episode preview, with synopsis
    Told(
        guards=(HARROW,),
        title="TV tonight: Harrow Point, plus a history of the pencil",
        title_beyond=False,
        outlet="The Northern Courier",
        parts=(
            _b(
                "Harrow Point, 9pm, Meridian. With Pell in the wind and the ledgers ash, Maddock turns to the one man"
                " who might know where Denholm is hiding: her father, newly out of prison."
            ),
            _a("Lines of Thought, 8pm, Channel Six. A cheerful hour on graphite, cedar and the Cumbrian mines."),
            _a("Film: Winterkeep, 10.40pm, Cine North. Tomas Brandt's chilly early thriller still bites."),
        ),
    ),
    # 28: a recap of an episode already seen
    Told(
        guards=(HARROW,),
        title="Harrow Point S2E3 recap: a bad week to be a bailiff",
        title_beyond=False,
        outlet="Off-Air",
        published=datetime(2026, 9, 18, 7, 0, tzinfo=UTC),
        parts=(
            _a(
                "The bailiff is dead, the boatyard is on fire and Maddock has a hangover: we are three hours into the"
                " second series and nobody has slept."
            ),
            _a(
                "Pell's alibi, it emerges, was bought for a crate of crab. He smiles when she says so. It is the"
                " smile of a man who has more crab."
            ),
        ),
    ),
    # 29: listings of what is to come
    Told(
        guards=(KILN, HARROW),
        title="Next week's TV: what's coming up in your favourite shows",
        title_beyond=False,
        outlet="Laugh Track Weekly",
        parts=(
            _b(
                _list(
                    "Kiln & Co. (Mon): Theo discovers that the studio has been sold, and to whom.",
                    "Harrow Point (Thu): Maddock is suspended after the shooting on the slipway.",
                    "Tern Street (Fri): The Major buys a drum kit.",
                )
            ),
            _b(
                "The break-up we have been dreading comes on Monday, when Kiln & Co. sends Bronagh packing to Lisbon"
                " with nothing but a bag of cobalt oxide."
            ),
            _a("Panel game Fib & Let Fib is off air until the snooker is done."),
        ),
    ),
    # 30: everything we know
    Told(
        guards=(LANTERN,),
        title="Lanternjaw season 2: release date, cast and everything we know so far",
        title_beyond=False,
        outlet="Pop Ledger",
        parts=(
            _a(_h("Will there be a season 2 of Lanternjaw?")),
            _a("Yes. Halcyon ordered a second run in December, before the first had finished."),
            _b(_h("How did season 1 end?")),
            _b(
                "With Halloran's Captain Reyle sealing himself in the flooded lock so that the pod could rise. The"
                " closing seconds showed the pod opening at the surface: empty."
            ),
            _a(_h("Who will be in it?")),
            _a("Yusra Benning has confirmed she is back. Halcyon has said nothing about the other cast members."),
            _b(
                "Since her character was last seen with gills, fans suspect that Ada will be the one doing the"
                " hunting this time."
            ),
        ),
    ),
    # 31: column that gives it away in passing
    Told(
        guards=(FEN, WIFE),
        title="Enough with the dead husbands",
        title_beyond=False,
        outlet="The Northern Courier",
        parts=(
            _a(
                "I have nothing against widows. My aunt was one, and very good at it. But I have now watched four in"
                " a month, and the black crêpe is running out."
            ),
            _b(
                "Lord Pembry goes into the dyke before the titles have rolled on the new series of The Gilded Fen."
                " The cartographer of The Cartographer's Wife gets ninety minutes, and then a cold bath."
            ),
            _a("Even the advert for my building society has a lonely woman looking at a boat."),
        ),
    ),
    # 32: an actor talks of what was filmed
    Told(
        guards=(MARROW,),
        title="Philippa Nour: ‘I kept the crown. Nobody asked for it back’",
        title_beyond=False,
        outlet="Signal & Screen",
        lead="Nour as Isaude in the season's seventh episode, moments before the feast turns bloody",
        lead_beyond=True,
        parts=(
            _a(
                "Philippa Nour grew up above a launderette in Cardiff, the youngest of five, and wanted to be a vet"
                " until a goat bit her."
            ),
            _b(
                "She learned of her own murder from the caterers. “Somebody said, ‘Shame about the cupbearer,’ and I"
                " thought, what about him? So I read ahead. Page 51.”"
            ),
            _b("Would she come back as a ghost? “The body's been burned, darling. They were thorough.”"),
            _a("The role has brought her a Bellwether nomination, and a recurring part in the comedy Tern Street."),
        ),
    ),
    # 33: a live blog of a final
    Told(
        guards=(OVEN, BRACK),
        title="Reality round-up: tents, tears and a tiebreak",
        title_beyond=False,
        outlet="Rank & File",
        parts=(
            _a("It was a quiet week on Castaway Chefs, where rain stopped play and everybody ate limpets."),
            _b(
                "On The Proving Drawer, Bertie forgot the yeast and, for his sins, became the fifth to"
                " hang up his apron."
            ),
            _b(
                "Meanwhile judges on Voice of the Isles used their only save of the series on Ottoline Brack after"
                " she fell into the bottom two."
            ),
            _a("Next year's Voice of the Isles auditions open in January in Glasgow, Swansea and Derry."),
        ),
    ),
)
