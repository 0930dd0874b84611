# ruff: noqa: E501 -- sentences as they were written
"""British and Irish outlets: soaps, dramas, contests, live blogs, listings, local newspapers.

Made-up articles that were labelled by writers who had not read the rules; the rules have not been mended for them.
"""

from __future__ import annotations

from datetime import UTC, datetime

from pullquote.cache.core.progress import Seen
from pullquote.cache.core.spoilers import Guard, GuardedEpisode

from .spoiler_paragraphs import Told, _a, _b, _caption, _h, _list, _pull, _quote

_ROW = Guard(
    name="Harbour Row",
    type="show",
    seen=Seen(31, 140),
    episodes=(
        GuardedEpisode(31, 139, "", "2026-09-29"),
        GuardedEpisode(31, 140, "", "2026-09-30"),
        GuardedEpisode(31, 141, "", "2026-10-05"),
        GuardedEpisode(31, 142, "", "2026-10-06"),
        GuardedEpisode(31, 143, "", "2026-10-07"),
        GuardedEpisode(31, 144, "", "2026-10-12"),
    ),
)
_BAKE = Guard(
    name="The Great Village Bake",
    type="show",
    aka=("Village Bake",),
    seen=Seen(9, 3),
    episodes=(
        GuardedEpisode(9, 1, "Cake Week", "2026-09-08"),
        GuardedEpisode(9, 2, "Biscuit Week", "2026-09-15"),
        GuardedEpisode(9, 3, "Bread Week", "2026-09-22"),
        GuardedEpisode(9, 4, "Caramel Week", "2026-09-29"),
        GuardedEpisode(9, 5, "Pastry Week", "2026-10-06"),
        GuardedEpisode(9, 6, "Autumn Week", "2026-10-13"),
    ),
)
_SEQUIN = Guard(name="Sequin Saturday", type="show", seen=Seen(5, 4))
_COVE = Guard(name="Heartbreak Cove", type="show", seen=Seen(3, 10))
_BALLYMORE = Guard(name="Ballymore", type="show", seen=Seen(2))
_JUDES = Guard(
    name="Saint Jude's",
    type="show",
    seen=Seen(12, 20),
    episodes=(
        GuardedEpisode(12, 19, "First, Do No Harm", "2026-09-19"),
        GuardedEpisode(12, 20, "Handover", "2026-09-26"),
        GuardedEpisode(12, 21, "The Long Corridor", "2026-10-03"),
        GuardedEpisode(12, 22, "Visiting Hours", "2026-10-10"),
    ),
)
_QUILL = Guard(
    name="The Reckoning of Nora Quill",
    type="show",
    aka=("Nora Quill",),
    seen=Seen(1, 2),
    episodes=(
        GuardedEpisode(1, 1, "The Letter", "2026-09-20"),
        GuardedEpisode(1, 2, "Low Tide", "2026-09-27"),
        GuardedEpisode(1, 3, "Her Father's House", "2026-10-04"),
        GuardedEpisode(1, 4, "Salt", "2026-10-11"),
    ),
)
_EVIDENCE = Guard(name="Evidence", type="show", seen=Seen(4, 1))
_DOORS = Guard(name="Nine Doors", type="show")
_DECENT = Guard(name="A Decent Man", type="show")
_LODGERS = Guard(name="Lodgers", type="show")
_FERRYMAN = Guard(name="The Ferryman's Wife", type="film")
_TUESDAY = Guard(name="Wet Tuesday", type="film")
_ACRES = Guard(name="42 Acres", type="film")
_MAISIE = Guard(name="Maisie Thornbury", type="person")
_ROCHE = Guard(name="Declan Roche", type="person")

ARTICLES: tuple[Told, ...] = (
    Told(
        guards=(_ROW,),
        outlet="Soap Weekly",
        title="Harbour Row fans 'sobbing into their tea' as Pat's last orders are called for good",
        title_beyond=True,
        dek="Viewers said goodbye to the Anchor's landlady on Wednesday after 22 years",
        dek_beyond=True,
        lead="Pat (Lorna Beddoes) takes one last look round the snug before the ambulance arrives",
        lead_beyond=True,
        published=datetime(2026, 10, 8, 7, 0, tzinfo=UTC),
        parts=(
            _b(
                "There wasn't a dry eye on the cobbles. Wednesday's hour-long visit to the Row ended with Pat Mullins "
                "slumped against the optics, the lottery ticket still in her cardigan pocket."
            ),
            _b("Ken, needless to say, turned up with the flowers ten minutes too late."),
            _a(
                "Lorna Beddoes joined the soap in 2004, having made her name as one half of a club double act in "
                "Cleethorpes."
            ),
            _b(
                _quote(
                    '"I asked them to let her go in the pub," Lorna told us. "Pat in a hospital bed? She\'d never '
                    'have forgiven me."'
                )
            ),
            _a("Harbour Row airs Mondays to Wednesdays at 7.30pm."),
        ),
    ),
    Told(
        guards=(_ROW,),
        outlet="What's On TV Guide",
        title="Soaps this week: what's coming up on Harbour Row",
        title_beyond=False,
        published=datetime(2026, 10, 10, 6, 0, tzinfo=UTC),
        parts=(
            _a(_h("Monday 12 October")),
            _b(
                "With the will read out in front of the whole family, Shaz learns the Anchor isn't hers after all, and "
                "she's none too pleased to find out whose it is."
            ),
            _b("Elsewhere, Dev's cough turns out to be rather more than the dust from the boatyard."),
            _a(_h("Tuesday 13 October")),
            _b(
                "A stranger with a familiar tattoo checks in at the B&B. Could Glenn have walked away from that trawler?"
            ),
            _a("No episode on Wednesday owing to the football."),
        ),
    ),
    Told(
        guards=(_ROW,),
        outlet="Grimsby & District Courier",
        title="Harbour Row star Lorna Beddoes ties the knot on Cleethorpes seafront",
        title_beyond=False,
        lead="Lorna Beddoes and her new husband, builder Terry Vance, on the pier on Saturday",
        parts=(
            _a('The soap actress, 58, said "I do" in front of 120 guests, among them most of the Row\'s cast.'),
            _a(
                "It is a second marriage for Beddoes, whose first husband, the drummer Mick Salter, died of a heart "
                "attack in 2011."
            ),
            _a("Traffic was stopped for half an hour by a runaway donkey, which nobody had invited."),
        ),
    ),
    Told(
        guards=(_BAKE,),
        outlet="The Daily Observer",
        title="Village Bake, week five live: 'that's not a pithivier, that's a cry for help'",
        title_beyond=False,
        dek="Pastry Week claims its victim, and it's the one we all had down for the final",
        dek_beyond=True,
        published=datetime(2026, 10, 6, 21, 30, tzinfo=UTC),
        parts=(
            _a(_h("19:58 Good evening, crumbs")),
            _a(
                "Kettle on? Elastic waistband engaged? I'm Stuart, and I'll be liveblogging until the last vol-au-vent "
                "has been swallowed."
            ),
            _a(
                "A reminder that three weeks ago Gwil lost his tin-loaf crown in Bread Week and Bernard went home over an "
                "underproved bap."
            ),
            _b(_h("20:31 Technical: Oona bottom, Faisal top, Gwil weeping")),
            _b(
                "20:55 Oh, Priya. Oh no. The custard is making a break for the gingham and Dame Hilary has that look she "
                "had with the trifle."
            ),
            _b(
                "21:02 And that's that. Two handshakes' worth of talent, off down the drive in a Vauxhall Corsa. Gwil's "
                "third apron of the series is no more than he deserves, mind."
            ),
            _a("21:05 Thank you for your company. Same time next week for Autumn, when I am promised marrows."),
        ),
    ),
    Told(
        guards=(_BAKE,),
        outlet="Wrexham Evening Mail",
        title="Gwil's mam: 'He's never ironed a shirt, but he can laminate'",
        title_beyond=False,
        dek="We meet the family of the Village Bake hopeful from Rhos",
        dek_beyond=False,
        parts=(
            _a("Postman Gwil Parry, 34, is one of the twelve bakers picked from 9,000 hopefuls for this year's tent."),
            _a("He took Star Baker in Biscuit Week with a gingerbread colliery that had a working winding wheel."),
            _b(
                "Since then he has had two more of the badges pinned on him, and the butcher's on Hall Street has put a "
                "cardboard cut-out of him in its window."
            ),
            _b(
                "His mam had to be told to sit down on Tuesday when it came to the last two, and it was Priya's name that "
                "was read."
            ),
            _a("The family live above the old chapel and keep whippets."),
        ),
    ),
    Told(
        guards=(_BAKE,),
        outlet="Broadcast Ledger",
        title="Village Bake rises to 7.1m for Pastry Week",
        title_beyond=False,
        parts=(
            _a(
                "The Great Village Bake killed off its opposition on Tuesday, beating a repeat on the other side by almost "
                "five million viewers."
            ),
            _a("It was the series' best overnight since 2023, and peaked at 7.8m in the last five minutes."),
            _a(
                "The producers confirmed that two further series have been ordered, with the tent staying at Elmsthorpe "
                "Hall until 2028."
            ),
        ),
    ),
    Told(
        guards=(_SEQUIN,),
        outlet="Telly Today",
        title="Sequin Saturday: newsreader sent packing after dance-off with soap hunk",
        title_beyond=True,
        lead="Clive and Oksana's Viennese waltz wasn't enough to save them in week six",
        lead_beyond=True,
        parts=(
            _b(
                "Clive Hathersage has become the sixth celebrity to hang up his dancing shoes, the judges plumping three "
                "to one for Ryan and Dita."
            ),
            _b(
                _quote(
                    '"I\'ve read worse news," said the veteran broadcaster, hugging Oksana. "Not much worse, I grant '
                    'you."'
                )
            ),
            _b("Top of the board was paralympian Jade Okoro, with the first full forty of the run for her Charleston."),
            _a("Hathersage has fronted the late bulletin since 1998."),
            _a(
                "Back in week three, you'll remember, the pair only scraped through after Clive's jive had \"more brakes "
                'than a tram".'
            ),
        ),
    ),
    Told(
        guards=(_SEQUIN,),
        outlet="The Standard Post",
        title="Every Sequin Saturday couple, ranked by whether I'd let them dance at my wedding",
        title_beyond=False,
        parts=(
            _a("It's week seven, and time for the annual exercise nobody asked for."),
            _b(_h("5. Ryan and Dita")),
            _b(
                "How is he still here? Two dance-offs in a fortnight, and he has now seen off a newsreader and a woman who "
                "trained at the Royal Ballet."
            ),
            _b(_h("1. Jade and Milo (final-bound, surely)")),
            _b("A perfect score before Halloween. The rest might as well dance for second."),
            _a("Phone lines, for those who still possess a phone, cost 35p."),
        ),
    ),
    Told(
        guards=(_SEQUIN,),
        outlet="The Sunday Herald",
        title="Sequin Saturday pro Dita Varga out of hospital after rehearsal fall",
        title_beyond=False,
        parts=(
            _a("The Hungarian dancer cracked two ribs coming out of a lift in the Elstree studio on Thursday."),
            _a("\"She's a tough cookie and she'll be back on her feet before you know it,\" a spokesman said."),
            _a("Varga, who won the Blackpool championship in 2019, is engaged to the footballer Luke Amis."),
        ),
    ),
    Told(
        guards=(_COVE,),
        outlet="Gossip Wire",
        title="Heartbreak Cove's Tegan 'done with boys' after Casa Azul shock",
        title_beyond=True,
        dek="She came back alone. He very much did not",
        dek_beyond=True,
        parts=(
            _b(
                "Recoupling night went exactly as badly as your group chat predicted: Tegan was stood by the firepit on "
                "her own while Jordan strolled in hand in hand with Bex."
            ),
            _b(_pull("\"I'm not being funny, but I've had longer relationships with a sandwich\"")),
            _b("Jordan, who swore blind at the airport gate that his eyes wouldn't wander, lasted a day and a half."),
            _b("It leaves the Swansea nail tech single and at the mercy of the public, with a dumping due on Sunday."),
        ),
    ),
    Told(
        guards=(_COVE,),
        outlet="The Leinster Examiner",
        title="Mullingar man's Cove adventure 'was the best three weeks of me life'",
        title_beyond=True,
        parts=(
            _b(
                "Home to a bonfire and a marching band, Cathal Feeney says he has no hard feelings about being the one the "
                "islanders chose to lose."
            ),
            _b(
                "The 24-year-old hurler was out of the Heartbreak Cove villa with his teabags under his arm before Lily had "
                "stopped crying."
            ),
            _b(
                '"Sure I\'d have coupled up with the pool cleaner by the end," he said. "Savannah had her head turned '
                'and that was that."'
            ),
        ),
    ),
    Told(
        guards=(_COVE,),
        outlet="Media Matters UK",
        title="Watchdog gets 1,400 complaints over Heartbreak Cove",
        title_beyond=False,
        parts=(
            _b(
                "Most concerned the eleventh night, in which Marcus was shown a doctored clip and promptly ended things "
                "with Lily on the terrace."
            ),
            _a("The regulator said it would assess the complaints before deciding whether to investigate."),
            _a(
                "Last year's run drew 980 over its entire eight weeks. A welfare team of six works on the series in "
                "Gran Canaria."
            ),
        ),
    ),
    Told(
        guards=(_BALLYMORE,),
        outlet="The Irish Courier",
        title="TV review: Ballymore is back, and the bog has given something up",
        title_beyond=True,
        parts=(
            _a(
                "We left the Gilhooleys, two winters ago, with the mart burned to the ground and Father Tom in the back of "
                "a squad car."
            ),
            _b(
                "It turns out that Tom was covering for his sister all along, which will surprise nobody who noticed how "
                "carefully Bríd washed that coat."
            ),
            _b(
                "By the first ad break a turf-cutter has hit a boot, and in the boot is what's left of Uncle Packie, last "
                "heard of sending postcards from Boston."
            ),
            _a(
                "Deirdre Molloy is, as ever, worth the licence fee on her own; Niall Fennelly's photography makes "
                "Leitrim look like the end of the world in a good mood."
            ),
            _a("Ballymore, Sunday, 9.30pm."),
        ),
    ),
    Told(
        guards=(_BALLYMORE,),
        outlet="Leitrim Leader",
        title="Ballymore shoot worth €4m to county, says council",
        title_beyond=False,
        lead="Extras wait at the old creamery in Drumshanbo, which doubles as the mart",
        parts=(
            _a("Some 300 locals were hired for the third series, many of them to stand in the rain."),
            _a("A stuntman was airlifted to Sligo in May after a tractor overturned; he has made a full recovery."),
            _b(
                "The council is to keep the fake headstone of Bríd Gilhooley, put up for the closing episode of the new "
                "run, as an attraction for visitors."
            ),
            _a("The cameras will be back in March if a fourth series gets the green light."),
        ),
    ),
    Told(
        guards=(_JUDES,),
        outlet="TV Choices",
        title="Saint Jude's boss on that lift shaft cliffhanger: 'We wanted gasps'",
        title_beyond=True,
        published=datetime(2026, 10, 4, 9, 0, tzinfo=UTC),
        parts=(
            _b(
                "If you watched Saturday's The Long Corridor through your fingers, you were not alone. Consultant Ruth "
                "Adeyemi stepped into a lift that wasn't there."
            ),
            _b(
                _quote(
                    "\"Whether she's carried out on a stretcher or under a sheet, you'll have to tune in,\" says "
                    "executive producer Fi Carmody."
                )
            ),
            _a("The hospital drama has been going since 2014 and is filmed in a former biscuit factory in Bristol."),
            _a("In Handover, the week before, Ruth had handed in her notice and told Joe she was moving to Leeds."),
            _b("And as for Joe's grand declaration in the car park, he made it to her voicemail."),
        ),
    ),
    Told(
        guards=(_JUDES,),
        outlet="Bristol Evening Star",
        title="Obituary: Harold Finch, the kindly porter of Saint Jude's, 81",
        title_beyond=False,
        parts=(
            _a(
                "Harold Finch, who has died after a short illness, pushed trolleys round the wards of television's "
                "best-known hospital for eleven years."
            ),
            _a("A docker's son, he came late to acting, having been a bus conductor until he was forty."),
            _a(
                "His character, Stan, retired to Weston-super-Mare at the end of the eleventh series, with a carriage "
                "clock that didn't work."
            ),
            _a("He is survived by his wife, Peggy, and three daughters."),
        ),
    ),
    Told(
        guards=(_JUDES,),
        outlet="Inside Soap & Drama",
        title="Meera Sandhu leaves Saint Jude's for the West End",
        title_beyond=False,
        parts=(
            _a("The actress, who plays staff nurse Anjali Rao, is to star in a revival at the Lyceum from January."),
            _a('"Seven years, four hundred bedpans," she said. "I\'m ready for a dressing room with a window."'),
            _b(
                "Anjali's farewell sees her take the blame for the morphine so that Callum can keep his registration, and "
                "she is last seen being led out past the very desk where she began."
            ),
            _b('"I thought they\'d give me a nice wedding," laughs Sandhu. "Instead I get handcuffs."'),
        ),
    ),
    Told(
        guards=(_QUILL,),
        outlet="The Daily Observer",
        title="The Reckoning of Nora Quill recap, episode three: the brother's keeper",
        title_beyond=False,
        dek="So it was never the father's boat in the first place",
        dek_beyond=True,
        published=datetime(2026, 10, 4, 22, 0, tzinfo=UTC),
        parts=(
            _a("Spoiler alert: this is for people who have watched tonight's episode."),
            _a(_h("Previously")),
            _a(
                "An anonymous letter brought Nora home to Skerry Bay, and at low tide the police found her father's "
                "wristwatch in the cockle beds."
            ),
            _b(_h("Edmund, you snake")),
            _b(
                "The house had a second cellar, the cellar had a camp bed, and the camp bed, if I read Nora's face right, "
                "had been slept in lately. The old man's no more drowned than I am."
            ),
            _b("Which makes Edmund's little speech at the memorial look even shabbier. He'd been taking him soup!"),
            _a("A word for the wallpaper, which deserves its own award."),
        ),
    ),
    Told(
        guards=(_QUILL,),
        outlet="Radio & Telly Times",
        title="Who's who in The Reckoning of Nora Quill?",
        title_beyond=False,
        parts=(
            _a(
                "Saoirse Tait is Nora, a probate lawyer who hasn't been back to Skerry Bay since her father went "
                "missing. You'll know her from Pilot Light."
            ),
            _a("Ben Ashcombe plays Edmund, her elder brother, who runs the hotel."),
            _b(
                "Alma Reyes is PC Dot Lacey, the only honest copper in the place, right up until she pockets the second "
                "letter."
            ),
            _a(_caption("Saoirse Tait as Nora. Photograph: Fenland Pictures")),
            _b(_caption("Nora comes face to face with her father (Jim Garvey) in the finale")),
        ),
    ),
    Told(
        guards=(_EVIDENCE,),
        outlet="The Sunday Dispatch",
        title="Evidence: seven burning questions now DCI Marr is behind bars",
        title_beyond=True,
        parts=(
            _b("So the fourth series bowed out last night with Marr, of all people, on the wrong side of the glass."),
            _a(
                "Rewind to the first series, and it was she who nicked Superintendent Dole for precisely the same thing."
            ),
            _b(
                _list(
                    "Who moved the hard drive after Tariq was shot?",
                    "Was Dole's deathbed statement a last joke at Marr's expense?",
                    "Will baby Isla ever learn who her real dad is?",
                )
            ),
            _a(
                "Writer Colm Darcy has yet to be asked for a fifth run, though the BFC's drama chief calls it "
                '"a no-brainer".'
            ),
        ),
    ),
    Told(
        guards=(_EVIDENCE,),
        outlet="Yorkshire Gazette",
        title="Evidence star charged with drink-driving in Harrogate",
        title_beyond=False,
        parts=(
            _a(
                "Neil Prowse, 46, who plays Detective Sergeant Tariq's partner in the hit police drama Evidence, was "
                "stopped by officers on the A61."
            ),
            _a("He is due before magistrates on 2 November. His solicitor said he would plead guilty."),
            _a(
                'A spokeswoman for the makers said there was evidence of "a private matter" and would not comment '
                "further."
            ),
            _a("The series picked up the Bafta for best drama in May."),
        ),
    ),
    Told(
        guards=(_EVIDENCE,),
        outlet="The Morning Star-Echo",
        title="Carol Minchin's telly column: give me a copper who can park",
        title_beyond=False,
        parts=(
            _a("I like Evidence best when nobody talks and somebody's kettle is boiling."),
            _a("That opener a month ago, with the skip and the wrong twin, was as good an hour as I've had on a sofa."),
            _b(
                "Since when, alas, it's been downhill. I saw Tariq's bullet coming from Doncaster, and the pathologist as "
                "the mole was a stretch even for those of us who never liked his bow ties."
            ),
            _a(
                "Over on Channel 6, meanwhile, Otters of the Tyne ended with the old dog otter being run over, and I have "
                "not been right since."
            ),
        ),
    ),
    Told(
        guards=(_DOORS,),
        outlet="The Evening Mercury",
        title="Nine Doors: the ending explained, sort of",
        title_beyond=False,
        parts=(
            _b(
                "Let's begin with what's behind the ninth: nothing. A brick wall, a mop, and Leonard, who had been the "
                "landlord the whole time."
            ),
            _b(_pull('"The girl was never lost. She was hiding from us"')),
            _a(
                "Created by Tess Orme, the six-parter follows a locksmith summoned to a mansion block on the coldest night "
                "of the year."
            ),
            _b("That he throws the keys in the canal tells you he has forgiven her, if not himself."),
            _a("All six parts are on Playbox."),
        ),
    ),
    Told(
        guards=(_DECENT,),
        outlet="Radio & Telly Times",
        title="Pick of the day: A Decent Man, 9pm",
        title_beyond=False,
        parts=(
            _a(
                "Stephen Rudd plays a Stockport headmaster accused of something he says he didn't do, in a new four-part "
                "drama from the pen of Lucy Abara."
            ),
            _a("Rudd is superb, all cardigans and clenched teeth."),
            _b(
                "By Thursday you'll have stopped believing him, and by the time the wife finds the second phone under the "
                "spare wheel you'll want him put away."
            ),
            _b("(He gets off, since you ask. The caretaker doesn't.)"),
        ),
    ),
    Told(
        guards=(_LODGERS,),
        outlet="The Irish Courier",
        title="Lodgers' Aoife Brennan: 'I cried when I read that she keeps the baby'",
        title_beyond=True,
        lead="Aoife Brennan at home in Dalkey. Photograph: Rory Quirke",
        parts=(
            _a("Brennan is late, apologetic, and carrying a bicycle wheel."),
            _a("In the comedy she's Gráinne, who lets out her late granny's box room to meet the mortgage."),
            _b(
                _quote(
                    '"People wanted her to end up with Fergal. I did too, until the train. After that, how could she?"'
                )
            ),
            _b(
                "The last we see of her she's painting the box room yellow, with Mrs Tully holding the ladder and no "
                "man in sight."
            ),
            _a("She lost her own father the week filming began, and says the crew carried her through."),
            _a("Lodgers is up for three Iftas in November."),
        ),
    ),
    Told(
        guards=(_FERRYMAN,),
        outlet="Kerry Sentinel",
        title="Film review: The Ferryman's Wife rows hard against a weepy current",
        title_beyond=False,
        parts=(
            _a(
                "Shot in eleven days on Valentia with a crew of nineteen, Orla Keane's first feature looks like a million "
                "dollars and cost about a third of that."
            ),
            _a("It is 1923, and Hannah (Cliona Burke) runs the ferry while her husband is away at the war."),
            _b(
                "When he does come up the slip it's with another man's papers, and Hannah, to her credit, works it out "
                "before we do."
            ),
            _b("I'd have stopped at the empty boat. Keane gives us the inquest as well, and lets the priest off."),
            _a("Cert 12A. Three stars."),
        ),
    ),
    Told(
        guards=(_TUESDAY,),
        outlet="Film Fortnightly",
        title="The 10 best last scenes of the year",
        title_beyond=False,
        parts=(
            _a("There are many ways to get out of a film. Here are those that stayed with us."),
            _b(_h("4. Wet Tuesday: the bus doesn't stop")),
            _b(
                "All that waiting, and Moira lets the 43 go by, suitcase and all. We've not trusted a woman with an umbrella "
                "since."
            ),
            _a(_h("3. The Glass Orchard")),
            _a("The Austrian drama bows out with the orchard on fire and the twins reconciled."),
            _a(
                "Wet Tuesday, meanwhile, took £3.2m at the box office, and director Sunil Bassi is writing for the stage."
            ),
        ),
    ),
    Told(
        guards=(_ACRES,),
        outlet="Hereford Journal",
        title="Farmers give 42 Acres the thumbs up at village hall screening",
        title_beyond=False,
        lead="Stars Alan Boothroyd and Kit Lomas with Daisy, who plays the bull's mother",
        parts=(
            _a(
                "The comedy drama about two brothers who inherit a farm and can't stand each other was shown to those "
                "whose fields were used for it."
            ),
            _b(
                "There was a cheer when Len finally signs his half over, and some nose-blowing when it came out why he "
                "could afford to: he'd not be there to see the harvest."
            ),
            _a(
                "Alan Boothroyd broke his wrist falling off a quad bike on the second day, and wrote the plaster into "
                "the part."
            ),
            _b('"Nobody round here would\'ve sold to the solar lot in the end, like they do," said Jean Probert, 71.'),
            _a("The hall's roof fund is £640 better off."),
        ),
    ),
    Told(
        guards=(_MAISIE,),
        outlet="Shropshire Packet",
        title="Ludlow's Maisie Thornbury crowned queen of jam",
        title_beyond=True,
        parts=(
            _b(
                "The teaching assistant beat off a retired admiral to lift the copper pan in Monday's final of Preserve "
                "Masters."
            ),
            _a("Maisie Thornbury, 27, learned to boil fruit from her nan and works at St Laurence's primary."),
            _b('"When they said my name I thought it was for the wooden spoon," she said.'),
            _a("She is getting married in June to her childhood sweetheart, Sam."),
        ),
    ),
    Told(
        guards=(_ROCHE,),
        outlet="The Dublin Bugle",
        title="Declan Roche on turning 50, the knees, and a role he couldn't refuse",
        title_beyond=False,
        parts=(
            _a(
                "Declan Roche orders a second scone. He has given up drink, cigarettes and, he says, arguing with "
                "directors."
            ),
            _b(
                "In The Tannery, his Sergeant Hession lasts until the fourth hour, when the boy he raised leaves him in "
                "the lime pit."
            ),
            _a("He and his wife, the cellist Anna Lund, separated last year; they share the dog."),
            _a("In 2018 he came off a horse on a set in Wicklow and broke his back in two places."),
        ),
    ),
)
