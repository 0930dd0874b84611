# ruff: noqa: E501 -- sentences as they were written
"""American trade papers and fan sites: recaps, exit interviews, rankings, trailers, box office, obituaries.

Made-up articles that were labelled by writers who had not read the rules; the rules have not been mended for them.
"""

from __future__ import annotations

from datetime import UTC, datetime

from pullquote.cache.core.progress import Seen
from pullquote.cache.core.spoilers import Guard, GuardedEpisode

from .spoiler_paragraphs import Told, _a, _b, _caption, _h, _list, _p, _pull, _quote

HALCYON = Guard(
    name="The Halcyon Ward",
    type="show",
    seen=Seen(2, 4),
    episodes=(
        GuardedEpisode(2, 3, "Triage", "2026-09-13"),
        GuardedEpisode(2, 4, "Next of Kin", "2026-09-20"),
        GuardedEpisode(2, 5, "Do No Harm, Mostly", "2026-09-27"),
        GuardedEpisode(2, 6, "The Night Float", "2026-10-04"),
    ),
)
GRISTLE = Guard(
    name="Gristle",
    type="show",
    seen=Seen(1),
    episodes=(
        GuardedEpisode(1, 8, "Last Call", "2025-08-14"),
        GuardedEpisode(2, 1, "Soft Open", "2026-09-24"),
        GuardedEpisode(2, 2, "Eighty-Six", "2026-09-24"),
        GuardedEpisode(2, 10, "Family Meal", "2026-09-24"),
    ),
)
SUNDAY = Guard(name="Seven Miles to Sunday", type="show", seen=Seen(3, 2))
COUSIN = Guard(name="Nobody's Cousin", type="show", seen=Seen(4, 6))
ASHMARK = Guard(
    name="Ashmark",
    type="show",
    seen=Seen(2),
    episodes=(
        GuardedEpisode(2, 10, "The Salt Crown", "2024-11-17"),
        GuardedEpisode(3, 1, "Embers", "2026-08-30"),
        GuardedEpisode(3, 5, "What the Tide Owes", "2026-09-27"),
        GuardedEpisode(3, 6, "Kneel", "2026-10-04"),
        GuardedEpisode(3, 7, "A Door of Bone", "2026-10-11"),
    ),
)
EDIE = Guard(name="The Long Con of Edie Marsh", type="show", aka=("Edie Marsh",), seen=Seen(1, 5))
CULDESAC = Guard(
    name="Cul-de-Sac",
    type="show",
    seen=Seen(1, 3),
    episodes=(
        GuardedEpisode(1, 1, "Welcome Basket", "2026-09-09"),
        GuardedEpisode(1, 3, "Easement", "2026-09-23"),
        GuardedEpisode(1, 4, "Block Party", "2026-09-30"),
        GuardedEpisode(1, 5, "Good Fences", "2026-10-07"),
    ),
)
SAILING = Guard(name="Last Chef Sailing", type="show", seen=Seen(11, 4))
MOTH = Guard(name="Paper Moth", type="show")
ORCHARD = Guard(name="412 Orchard", type="show")
HOMETEAM = Guard(name="Home Team", type="show")
VESPER = Guard(name="Captain Vesper: Nightfall", type="film", aka=("Nightfall",))
WELL = Guard(name="The Well Below", type="film")
DELMONICO = Guard(name="Goodbye, Delmonico", type="film")
TAMSIN = Guard(name="Tamsin Orley", type="person")
DEKE = Guard(name="Deke Ballou", type="person")

ARTICLES: tuple[Told, ...] = (
    # 1: jokey recap of the next unseen episode
    Told(
        guards=(HALCYON,),
        title="‘The Halcyon Ward’ Recap: Well, There Goes the Chief",
        title_beyond=True,
        dek="Season 2, Episode 6: In which a certain elevator finally earns its ominous close-ups.",
        dek_beyond=True,
        outlet="Recap Rabble",
        parts=(
            _b(
                "Remember when I said nobody on this show would ever be stupid enough to ride Elevator C during a"
                " brownout? I would like to formally apologize to the memory of Dr. Abel Stroud, who went up a"
                " stubborn old surgeon and came down a plot device."
            ),
            _b(
                "Meanwhile, Imani spends most of the hour with her arm inside a bus driver, which is where she is when"
                " the page comes. Watch her face. She doesn't stop working, and she never gets to say goodbye."
            ),
            _a(
                "A quick word on the lighting, because it deserves one: the crew shot the whole blackout sequence with"
                " practical lanterns and two handheld cameras, and the camera department has already submitted the hour"
                " for guild consideration."
            ),
            _b(
                "And then there's Wes, sweet dumb Wes, who picks tonight of all nights to confess that he was the one"
                " who swapped the charts. Read the room, buddy. The room is crying."
            ),
            _a(_h("Stray sutures")),
            _b(
                _list(
                    "The coffee cart guy knew before the family did. Brutal.",
                    "So Priya gets the big chair now? On an interim basis? I give it two weeks.",
                    "Somebody please check on the therapy dog; Stroud was the only one who fed him.",
                )
            ),
        ),
    ),
    # 2: ratings for the same show, harmless
    Told(
        guards=(HALCYON,),
        title="Ratings: ‘The Halcyon Ward’ Bounces Back, Kills the Competition Sunday",
        title_beyond=False,
        dek="The medical drama was up 12 percent week to week in the key demo.",
        outlet="The Trade Daily",
        parts=(
            _a(
                "“The Halcyon Ward” revived on Sunday after two soft weeks, drawing 4.6 million same-day viewers and a"
                " 0.7 among adults 18-49 opposite football. The episode, “The Night Float,” was the most-watched"
                " scripted hour of the evening."
            ),
            _a(
                "The competition bled out early: “Dance Or Don't” slipped to a series low and the rerun block behind it"
                " flatlined with barely a million."
            ),
            _a(
                "The drama was picked up for a 22-episode third season in May. Production on the back nine resumes in"
                " Vancouver after Thanksgiving."
            ),
        ),
    ),
    # 3: exit interview, mixed
    Told(
        guards=(HALCYON,),
        title="Lowell Grange on That Shocking ‘Halcyon Ward’ Exit: ‘I Asked for the Elevator’",
        title_beyond=True,
        lead="Lowell Grange as Dr. Abel Stroud in his final scene on “The Halcyon Ward.”",
        lead_beyond=True,
        parts=(
            _a(
                "Lowell Grange has been a working actor for 41 years, with two Tonys and a recurring bit as a talking"
                " mailbox on a children's show to his name. He moved to Santa Fe with his wife, the sculptor June"
                " Abidi, and says the commute was getting to him."
            ),
            _b(
                "“They pitched me a heart attack first,” he says, laughing. “I told them, this guy's been threatening"
                " to fix that elevator since the pilot. If he's going, it had better be the elevator.”"
            ),
            _a(
                "Of the season's earlier highlight, the showdown with the hospital board in Episode 3, he says the"
                " speech was rewritten the night before and that he read it off the back of a clipboard."
            ),
            _b(
                _pull(
                    "I got the call sheet and there it was, scene 48: Imani closes his eyes. I had to go sit in my car."
                )
            ),
            _b(
                "Will we see him again? “In flashback, maybe. You can't exactly un-ring that bell. Though on this"
                " show, they did have a guy come back from a woodchipper.”"
            ),
        ),
    ),
    # 4: showrunner Q&A Gristle season 2
    Told(
        guards=(GRISTLE,),
        title="‘Gristle’ Creator Dana Petrakis on Season 2's Closing Shot, the Fire and Who's Left Standing",
        title_beyond=True,
        dek="The showrunner unpacks all ten episodes. Yes, including the walk-in.",
        dek_beyond=False,
        parts=(
            _a(
                "When “Gristle” ended its first season, Marco had signed the lease on his late father's steakhouse and"
                " his sister had walked out in the middle of service. It was a modest hit that word of mouth turned"
                " into 11 Emmy nominations."
            ),
            _b(_p("Let's start with the fire. Did you always know the restaurant wouldn't make it to the finale?")),
            _b(
                "Yes, from the day we opened the room. A restaurant is a body, and I wanted to bury one. What I didn't"
                " know was that Teo would be the one holding the match; that came from a writer who'd worked for a guy"
                " who torched his own place."
            ),
            _a(_p("You worked as a line cook in Pittsburgh for six years. How much of that is on screen?")),
            _a(
                "The burns are mine. I showed makeup my forearms and they copied them. We also hired two retired"
                " expediters to run the set kitchen, so the tickets you hear called are real tickets."
            ),
            _b(_p("And that last scene, with the two of them splitting a sandwich on the curb?")),
            _b(
                "They've lost everything and for once they aren't keeping score. She came home. I don't think Marco"
                " would have forgiven her if there'd still been a dining room to fight over."
            ),
        ),
    ),
    # 5: food feature, harmless
    Told(
        guards=(GRISTLE,),
        title="How the ‘Gristle’ Effects Crew Pulled Off Its Biggest Night in 14 Takes",
        title_beyond=False,
        outlet="Below the Line Weekly",
        parts=(
            _a(
                "Special effects coordinator Hal Nuñez has been lighting things for television since 1994. For"
                " “Gristle,” his department ran propane bars behind steel flashing and kept a six-person safety crew"
                " on every setup."
            ),
            _b(
                "The brief was simple: by the time the sun rises in “Family Meal,” there should be nothing left of"
                " Papa's place but the neon bull."
            ),
            _a(
                "The stage in Astoria was insured for $9 million. No one was hurt, though one stuntman lost an eyebrow."
            ),
            _b(
                _caption(
                    "The burned-out dining room set, with the bull sign Marco drags from the rubble. Courtesy of the"
                    " production."
                )
            ),
        ),
    ),
    # 6: western recap
    Told(
        guards=(SUNDAY,),
        title="‘Seven Miles to Sunday’ Season 3, Episode 5 Recap: Coffin Nails",
        title_beyond=False,
        outlet="Saddle & Screen",
        parts=(
            _a(
                "Previously: The railroad men came to Harlow with a checkbook in the premiere, and in the second hour"
                " Ruth turned them down with a shotgun across her lap."
            ),
            _b(
                "Turns out you can say no to a railroad exactly once. By the first commercial the Pruitt barn is"
                " cinders, and by the second the Sheriff has handed over his star and lit out for Abilene like the"
                " yellow dog we always suspected he was."
            ),
            _b(
                "I had to pause it when Jonah pulled the boots off the body and we saw the stitching. Those are"
                " Caleb's boots. Those are the boots Ruth made."
            ),
            _a(
                "The episode was directed by Marisol Quade, who grew up on a ranch outside Amarillo and did her own"
                " wrangling on the day."
            ),
            _b("Ruth doesn't weep. She asks how many there were, and then she counts shells."),
            _a("“Seven Miles to Sunday” airs Thursdays at 9 p.m. ET/PT and streams the next day."),
        ),
    ),
    # 7: renewal/obit-ish harmless western
    Told(
        guards=(SUNDAY,),
        title="Burl Haskins, Crusty Barkeep on ‘Seven Miles to Sunday,’ Dies at 83",
        title_beyond=False,
        parts=(
            _a(
                "Burl Haskins, the rawboned character actor who drew on a boyhood in the Oklahoma oil fields for five"
                " decades of deputies, drunks and preachers, died Tuesday at his home in Ojai. He was 83."
            ),
            _a(
                "The cause was complications of a stroke, his daughter said. He had finished shooting his scenes for"
                " the third season in June."
            ),
            _a(
                "He was shot, hanged or trampled in 61 pictures, by his own count, among them “Dry Fork” (1978), in"
                " which he was killed twice owing to an editing mistake."
            ),
            _b(
                "His barkeep, Ott, turned out in the sixth hour of this season to have been the one writing the letters Ruth thought came"
                " from her dead husband, a revelation Haskins said he had guessed from the handwriting on the props."
            ),
            _a(_quote("“Burl never met a horse he couldn't fall off,” the series creator, Win Tolliver, said.")),
        ),
    ),
    # 8: sitcom power ranking
    Told(
        guards=(COUSIN,),
        title="‘Nobody's Cousin’ Power Rankings: Who Won the Season 4 Finale?",
        title_beyond=False,
        outlet="Couch Potato Quarterly",
        parts=(
            _b(
                "1. Grandma Fern (last week: 4). You elope with the mailman at 81, you get the top slot. Them's the"
                " rules."
            ),
            _b(
                "2. Benny (last week: 2). He got the girl, he got the food truck, he got the food truck back out of"
                " the lake. Somehow not first."
            ),
            _a(
                "3. The cold open (last week: 1). Still riding high from the Costco bit in the season premiere, which"
                " has 40 million views and a sanctioned line of T-shirts."
            ),
            _b(
                "4. Lorraine (last week: 3). Losing the mayor's race to a write-in campaign for a goose is a setback,"
                " we feel, from which one can recover."
            ),
            _b("Not ranked: Dougie, who is on a bus to Tulsa with somebody else's kidney money. Bye, Dougie!"),
        ),
    ),
    # 9: sitcom oral history, all seen or harmless
    Told(
        guards=(COUSIN,),
        title="‘You Could Smell the Raccoon’: An Oral History of the ‘Nobody's Cousin’ Wedding Episode",
        title_beyond=False,
        dek="Five years on, cast and writers remember Season 1's disaster at the VFW hall.",
        outlet="Couch Potato Quarterly",
        parts=(
            _a(
                "Kit Sandoval (Benny): I'd been a waiter three months earlier. Suddenly I'm objecting at my own"
                " cousin's wedding in a powder-blue tux, and 200 extras are booing me."
            ),
            _a(
                "Paula Renz (co-creator): The network wanted Lorraine to go through with it. We said no, she leaves him"
                " at the altar in Season 1 or there's no show."
            ),
            _a(
                "Joe Tibbet (animal trainer): The raccoon retired after that. He passed in 2023. Natural causes. He had"
                " a good life and a SAG card."
            ),
            _b(
                "Renz: People ask if we were planting it even then, that Benny isn't related to any of them. We"
                " weren't. We came up with the DNA kit over lunch, the day we broke this year's Christmas episode, and"
                " then we had to go back and lie that we'd planned it."
            ),
            _a("Sandoval: I married the script supervisor from that episode. Real wedding, no raccoon."),
        ),
    ),
    # 10: Ashmark recap
    Told(
        guards=(ASHMARK,),
        title="‘Ashmark’ Season 3: The Bloodiest Dinner Party on TV Claims Three of Our Faves",
        title_beyond=True,
        outlet="Nerd Hearth",
        parts=(
            _a(
                "Back in “The Salt Crown,” Isaude took the throne nobody wanted and sent her brother over the sea with"
                " one ship. It was, by our count, the last calm anyone has had in this realm."
            ),
            _b(
                "In “Kneel,” the bill comes due. The soup was fine. The lampreys were fine. It was the bread, and we"
                " should've known, because Old Corvin spent two episodes complaining about the miller."
            ),
            _b(
                "That's the twins face-down in the trenchers and Lord Maddoc making it as far as the window. Let the"
                " record show that he nearly got a leg over the sill."
            ),
            _b(
                _caption("Isaude (Nell Achterberg) looks on as the first guest begins to cough in “Kneel.”"),
            ),
            _a(
                "Achterberg, who is also set to star opposite Cyrus Bell in the thriller “Four Degrees,” told us the"
                " bread was gluten free."
            ),
            _b(
                "Which leaves the brother. If you don't think he's coming home with more than one ship next week, you"
                " haven't been looking at the banners in the harbor."
            ),
        ),
    ),
    # 11: Ashmark trailer breakdown + season pick up
    Told(
        guards=(ASHMARK,),
        title="Everything We Know About ‘Ashmark’ Season 4: Release Date, Cast, Budget",
        title_beyond=False,
        outlet="Nerd Hearth",
        parts=(
            _a(_h("When does it come out?")),
            _a(
                "Not before spring 2028. The network renewed the fantasy in July, before the third season had aired,"
                " and cameras roll in Northern Ireland and Iceland in March."
            ),
            _a(_h("Who's coming back?")),
            _b(
                "Nell Achterberg, naturally. Don't expect Ivo and Perrin Lacey, for reasons anyone who has been to"
                " dinner lately will understand, nor Geoff Strand, whose Maddoc is now part of the courtyard."
            ),
            _a(
                "Newcomers include Oscar nominee Lucia Ferrante as a shipwright and comedian Toby Wexler, in a role the"
                " network describes only as “a priest with opinions.”"
            ),
            _a(_h("What will it be about?")),
            _b(
                "With the capital under siege and Isaude having given up her own son to buy a truce, the fourth season"
                " should pick up in the winter camps, where the brother is holding court as king in exile."
            ),
            _a("Where can I catch up? The first two seasons are on disc; all episodes are streaming."),
        ),
    ),
    # 12: Edie Marsh Q&A
    Told(
        guards=(EDIE,),
        title="‘The Long Con of Edie Marsh’ Star Breaks Down That Finale Double-Cross",
        title_beyond=True,
        dek="Spoilers ahead for all eight episodes.",
        dek_beyond=False,
        parts=(
            _a(
                "Rosalind Tam didn't audition for Edie Marsh, the manicurist who fleeces a country club one member at"
                " a time. She was doing a reading of something else in the same building and got off on the wrong floor."
            ),
            _b(
                "“I'm the only one who knew,” Tam says of the eleventh-hour reveal that the mark was in on it all"
                " along. “Poor Griffin thought he was playing a sucker till we got the last script. He'd been doing"
                " this whole wounded-puppy thing for months.”"
            ),
            _a(
                "In the fourth episode Edie talks a bank manager into lending her his own car, a scene that was largely"
                " improvised."
            ),
            _b(
                "So where does that leave her, on a Greyhound with eleven dollars and the wrong suitcase? “Free,” Tam"
                " says. “Broke and free. It's the first time in the series that no one's looking for her.”"
            ),
            _b(_pull("“He let her win. I think that's worse than prison.”")),
        ),
    ),
    # 13: Edie awards
    Told(
        guards=(EDIE,),
        title="Edie Marsh Steals the Show: Rosalind Tam Wins First Critics Prize",
        title_beyond=False,
        lead="Rosalind Tam with her trophy Sunday in Beverly Hills. She thanked her mother, a retired manicurist.",
        parts=(
            _a(
                "In an upset, Rosalind Tam beat the heavily favored Cate Ostrander on Sunday to take best actress in a"
                " comedy at the West Coast Critics Awards."
            ),
            _a(
                "“I robbed Cate blind, and I'd do it again,” she said backstage, holding the trophy by its neck. The"
                " series lost directing and writing to “Sparrow County.”"
            ),
            _a("It goes into the winter with seven guild nominations, more than any other freshman comedy."),
        ),
    ),
    # 14: Cul-de-Sac theories
    Told(
        guards=(CULDESAC,),
        title="‘Cul-de-Sac’: Every Clue You Missed in ‘Good Fences’",
        title_beyond=False,
        outlet="Theory Desk",
        published=datetime(2026, 10, 8, 14, 0, tzinfo=UTC),
        parts=(
            _a(
                "For three weeks we've been asking who put the finger in the Welcome Basket. Episode 3 pointed at"
                " Trent, what with the shovel and the sudden interest in easements."
            ),
            _b("Well, scratch Trent. It's awfully hard to be a murder suspect from the bottom of your own koi pond."),
            _b(
                _list(
                    "The garage code Meredith punches in is the date of the first wife's disappearance.",
                    "The HOA minutes list a Lot 9. There are eight houses.",
                    "When the dog comes back, he's wearing the missing girl's bracelet as a tag.",
                )
            ),
            _b(
                "That bracelet means she was alive as late as the block party, which blows the husband's alibi and, if"
                " you ask me, the pastor's too."
            ),
            _a(
                "The series shoots on a real dead-end street in Santa Clarita, whose residents were paid a reported"
                " $3,000 a month to keep their holiday lights down."
            ),
        ),
    ),
    # 15: Cul-de-Sac review
    Told(
        guards=(CULDESAC,),
        title="‘Cul-de-Sac’ Review: The Suburbs Are Murder",
        title_beyond=False,
        dek="A finger turns up in a gift basket in this sly, overlong mystery.",
        dek_beyond=False,
        published=datetime(2026, 9, 8, 9, 0, tzinfo=UTC),
        parts=(
            _a(
                "A young couple moves to a street with eight houses and one opinion, and on their first night somebody"
                " leaves a human finger among the scones. So begins “Cul-de-Sac,” premiering Wednesday, a whodunit"
                " with a mortgage."
            ),
            _a(
                "Adele Vance is wonderful as Meredith, the HOA president with a laminator where her heart should be,"
                " and the production design is so beige it feels like a threat."
            ),
            _b(
                "Critics were sent all eight hours, and I'm sorry to report that the air goes out around the sixth,"
                " once it's clear Meredith has been protecting her own daughter and the police simply stop looking."
            ),
            _a("Grade: B-minus. Created by Sam Orrin. With Vance, Jude Callis, Lena Obi and Mark Prewitt."),
        ),
    ),
    # 16: Last Chef Sailing recap / exit interview + Deke
    Told(
        guards=(SAILING,),
        title="‘Last Chef Sailing’ Castoff Marguerite: ‘I'd Put the Capers On Again’",
        title_beyond=True,
        outlet="Reality Ledger",
        parts=(
            _b(
                "She out-cooked everyone for six weeks, and then a pot of beurre blanc broke somewhere off Cozumel."
                " Marguerite Dufresne talked to us by phone from Baton Rouge, where she's been sworn to secrecy since"
                " March."
            ),
            _a(
                "The series, in which 14 cooks share one galley on a working cruise ship, is in its 11th season. Gil"
                " Hartnett hosts."
            ),
            _b(
                _quote(
                    "“When Gil said ‘please leave your apron on the gangway’ I honestly thought he meant Tuck. Tuck"
                    " served raw quail!”"
                )
            ),
            _a(
                "Asked about the mutiny of the third week, when the blue team refused to plate, she called it the"
                " proudest moment of her career."
            ),
            _b("And who's taking the money? “With me gone? It's Roshni's to lose. She's got four wins and no fear.”"),
        ),
    ),
    # 17: Deke Ballou contestant, local paper
    Told(
        guards=(DEKE,),
        title="Tupelo Welder Deke Ballou Sings for His Supper on ‘America's Front Porch’",
        title_beyond=False,
        outlet="Lee County Courier",
        parts=(
            _a(
                "Deke Ballou, 34, welds grain bins six days a week and sings on the seventh. Starting this fall he is"
                " one of 20 hopefuls on the network talent show “America's Front Porch.”"
            ),
            _a("He and his wife, Shawna, lost their home to the 2023 tornado and rebuilt it on the same slab."),
            _b(
                "Folks at the watch party at Romie's nearly took the roof off Monday when the judges turned all four"
                " rocking chairs for him and he was sent straight on to Nashville."
            ),
            _b(
                "It wasn't to last. A frog in the throat midway through “Harper Valley” cost him with the voters, and"
                " by the time the lights came up it was the Tulsa twins hugging each other and Ballou reaching for his"
                " hat."
            ),
            _a("Romie's will show the program every Monday this fall. Catfish plates are $11."),
        ),
    ),
    # 18: Deke and the win, spoiler headline
    Told(
        guards=(DEKE, SAILING),
        title="Reality Roundup: A Second Chance for Deke Ballou, and a Storm Hits ‘Last Chef Sailing’",
        title_beyond=True,
        outlet="Reality Ledger",
        parts=(
            _b(
                "You can put the tissues down, Mississippi. “America's Front Porch” used its one wild card Monday on"
                " Ballou, who strolls back into the Top 8 as if he'd only gone out for cigarettes."
            ),
            _b(
                "On the boat, producers canceled judging on account of 14-foot seas, so for the second week running"
                " nobody walked the gangway and Tuck, God help us, sails on. That's seven episodes of raw poultry."
            ),
            _a(
                "Elsewhere, “Glue Gun Divas” has been canceled after three seasons, and the judge Fern Castle is"
                " expecting twins."
            ),
            _a("Both shows move to Tuesdays in January to make room for midseason football coverage."),
        ),
    ),
    # 19: Paper Moth, nothing seen: everything
    Told(
        guards=(MOTH,),
        title="‘Paper Moth’ Ending Explained: What Was Really in the Attic?",
        title_beyond=False,
        outlet="Theory Desk",
        parts=(
            _a(
                "“Paper Moth,” which dropped all six episodes Friday, stars Hollis Greer as a small-town archivist who"
                " gets a box of her dead sister's letters in the mail."
            ),
            _b(
                "Those letters, we learn in the closing minutes, were never mailed by anyone. Nora has been writing"
                " them at night, in her sister's hand, since the accident she herself caused."
            ),
            _b(
                "So the attic is empty? Not quite. The last shot finds the moths beating at a window somebody has"
                " opened from inside, and there's a second teacup. Make of that what you will; I slept with the lights"
                " on."
            ),
            _b(
                _caption("Nora (Greer) faces the woman in the raincoat in the finale. It's who you think it is."),
            ),
            _a(
                "The director, Anselm Roy, shot in sequence over 61 days in Duluth, Minn., during the coldest winter in"
                " a decade."
            ),
            _a("There are no plans for another season, the streamer said."),
        ),
    ),
    # 20: 412 Orchard; production, mixed
    Told(
        guards=(ORCHARD,),
        title="‘412 Orchard’ Boss Defends Killing Off Its Lead: ‘The Building Is the Star’",
        title_beyond=True,
        parts=(
            _a(
                "“412 Orchard” follows six households in a Lower East Side walk-up from 1929 to the present day. Each"
                " season is set in a new decade, with a largely new cast."
            ),
            _b(
                "Fans had grown attached to Sol, the super, and were livid when the boiler took him with four episodes"
                " to go. “My own aunt hung up on me,” creator Miriam Katz says."
            ),
            _b(
                "Katz points out that the show had been saying so in plain sight: every Shabbos he sets a place for"
                " his brother, and in that week's hour there are two empty chairs."
            ),
            _a(
                "The lead actor, Ezra Pohl, had asked for a lighter schedule after his bypass surgery. He will direct"
                " two episodes next year."
            ),
            _a(
                "The building itself, on a backlot in Queens, cost $18 million and survived last month's flood without"
                " a scratch."
            ),
        ),
    ),
    # 21: Home Team: sports pages confusable; harmless + story
    Told(
        guards=(HOMETEAM,),
        title="What to Watch This Weekend",
        title_beyond=False,
        outlet="Metro Sunday Star",
        parts=(
            _a(
                "The home team lost its opener in overtime on Friday, and if you need cheering up, the tube has plenty."
            ),
            _a(
                "“Home Team” (Saturday, 8 p.m.) is a new comedy about a washed-up minor-league catcher who buys the"
                " bar across from his old stadium. Warm, shaggy, filmed in front of a live audience in Burbank."
            ),
            _b(
                "I've seen four, and it's the third you'll want, when the ex-wife turns out to hold the deed and Moose"
                " has to propose to her all over again to keep the taps running. She says she'll think about it."
            ),
            _a("“Bless This Wreck” (Sunday, 9 p.m.) returns with Carla out of prison and Father Mike on the run."),
        ),
    ),
    # 22: superhero box office
    Told(
        guards=(VESPER,),
        title="Box Office: ‘Captain Vesper: Nightfall’ Soars to $162 Million, Crushes Rivals",
        title_beyond=False,
        dek="The caped sequel slays in Imax while ‘Tender Buttons’ dies on arrival.",
        dek_beyond=False,
        outlet="The Trade Daily",
        parts=(
            _a(
                "“Captain Vesper: Nightfall” saved the October box office with $162 million from 4,310 theaters, the"
                " biggest opening ever for the month. It carries a net budget of $240 million before marketing."
            ),
            _a(
                "Audiences gave it an A-minus CinemaScore. Males over 25 made up 44 percent; premium screens kicked in"
                " 39 percent of the gross."
            ),
            _b(
                "One distribution executive credits repeat business by viewers going back to look for Wren in the"
                " crowd, now that they know she walked out of the reactor."
            ),
            _a("In second, “The Goose Who Knew” held with $21 million. “Tender Buttons” bombed with $2.1 million."),
            _a("Overseas, “Nightfall” has conquered 54 territories and battles a holiday in China next week."),
        ),
    ),
    # 23: post-credits explained
    Told(
        guards=(VESPER,),
        title="How Many Post-Credits Scenes Does ‘Captain Vesper: Nightfall’ Have? (And What They Set Up)",
        title_beyond=False,
        outlet="Nerd Hearth",
        parts=(
            _a("Two. Stay in your seat. The first is about four minutes into the credits, the second at the very end."),
            _b(
                "In the first, a janitor sweeps up what's left of the helmet, and the visor blinks. That's not"
                " Augustus's red. That's blue, as in the Pale Regent, as in every comic you owned in 1988."
            ),
            _b(
                "The second is a gag: Vesper, stripped of his powers and living above a laundromat, can't get the"
                " dryer to give him his cape back."
            ),
            _a(
                "Studio president Ilana Fox has said a third picture starts shooting in Atlanta next fall, with Marcus"
                " Dray again in the title role, under a deal said to be worth $25 million."
            ),
            _b(_caption("Hold the phone: the moment that Vesper hands the ring to Wren and lets go of the ledge.")),
        ),
    ),
    # 24: horror film feature
    Told(
        guards=(WELL,),
        title="The Rope, the Bucket and the Kid: How ‘The Well Below’ Pulled Off the Year's Meanest Scare",
        title_beyond=False,
        outlet="Grue Crew",
        parts=(
            _a(
                "“The Well Below,” from first-timer Jonas Wick, is about a family of dowsers who dig where they"
                " shouldn't. It was made for $3 million and bought out of a midnight slot at a festival for six times"
                " that."
            ),
            _a(
                "Wick built a 30-foot shaft in a Tulsa warehouse. Lead actress Bree Colson, who is afraid of enclosed"
                " spaces, fainted twice and broke a wrist on the ladder."
            ),
            _b(
                "And then the bucket comes up. You've been told for an hour that it's the boy down there, you've heard"
                " him singing, and up comes that little yellow coat with nothing in it at all, and behind her in the"
                " kitchen the singing starts."
            ),
            _b(
                "“Test audiences wanted Mom to get away,” Wick says. “I said she can have the truck, she can have the"
                " keys, she just can't have been alone in the truck.”"
            ),
            _a("The film is rated R for bloody violence, terror and language. Running time: 94 minutes."),
        ),
    ),
    # 25: horror ranking across films
    Told(
        guards=(WELL, CULDESAC),
        title="The 10 Best Final Girls of the Year, Ranked",
        title_beyond=False,
        outlet="Grue Crew",
        parts=(
            _a(
                "7. Sadie, “Hatchet Camp Reunion.” She took an axe to the counselor and then to the counselor's"
                " lawyer. Respect."
            ),
            _b(
                "4. June, “The Well Below.” Does it count if what drives off at dawn is only wearing June? The jury"
                " here says yes, on the strength of the screaming."
            ),
            _b(
                "3. Hallie, “Cul-de-Sac.” Eight episodes in a crawl space and she comes out of it with the pastor's"
                " confession on tape and a really good one-liner."
            ),
            _a(
                "1. Maud, “Threnody.” Blind, barefoot and eighty, she sees off all five burglars with a kettle. The"
                " best movie of the year, full stop."
            ),
        ),
    ),
    # 26: prestige film
    Told(
        guards=(DELMONICO,),
        title="‘Goodbye, Delmonico’ Draws 11-Minute Ovation in Venice as Sir Ian Coyle Weeps",
        title_beyond=False,
        parts=(
            _a(
                "The Lido stood for Sir Ian Coyle on Thursday night, and kept standing. The 79-year-old, who plays a"
                " maître d' working his last shift at a New York institution, wiped away tears as his husband held his"
                " arm."
            ),
            _a(
                "Awards prognosticators moved the picture to the head of the pack for best actor. Rights went to"
                " Lantern for a sum in the low eight figures."
            ),
            _b(
                "The sniffling had started well before, around the point where it dawns on you that the party of four"
                " he's been holding the corner table for isn't coming, and hasn't been for thirty years."
            ),
            _b(
                "Coyle told a press conference that he had asked for only one change to the screenplay: that in the"
                " end the old man should hang up his own coat, lock the door from the inside and pour himself the good"
                " Bordeaux with the pills."
            ),
            _a("It opens in New York and Los Angeles on Dec. 4 and expands at Christmas."),
        ),
    ),
    # 27: Tamsin Orley, person
    Told(
        guards=(TAMSIN,),
        title="Tamsin Orley Weds Longtime Beau in Maine, Shrugs Off On-Set Fall",
        title_beyond=False,
        lead="Tamsin Orley and Peter Novak leave a chapel in Camden, Maine, on Saturday.",
        outlet="Glitterati Weekly",
        parts=(
            _a(
                "Tamsin Orley, the breakout of “Low Country,” married the cinematographer Peter Novak on Saturday"
                " before 60 guests and one uninvited moose."
            ),
            _a(
                "The bride wore a cast. Orley, 31, cracked two ribs and an ankle in August when a harness gave way"
                " while she was shooting a stunt for the spy picture “Magpie.”"
            ),
            _b(
                "At least one of her weddings took. Viewers of “Low Country” will remember how Orley's Delia got as far"
                " as the church steps before the sniper ruined the cake, and how she spent the rest of the season"
                " hunting him."
            ),
            _a("She next begins a 14-week run in “Hedda Gabler” on Broadway. Tickets are $79 to $450."),
        ),
    ),
    # 28: Tamsin, interview with fates
    Told(
        guards=(TAMSIN,),
        title="Tamsin Orley on Saying Goodbye to Delia and Her Next Act",
        title_beyond=True,
        parts=(
            _a(
                "Before she was on billboards, Orley tended bar in Savannah and lost out on 40 parts in a row, among"
                " them a corpse."
            ),
            _b(
                "So it tickled her that her last week on “Low Country” was spent on a slab. “Eleven hours, and they"
                " tell me my eyelids were acting,” she says. “Delia never could keep still.”"
            ),
            _b(
                "She had lobbied for a nobler way out. “She takes the bullet for him, fine. But does he have to"
                " be engaged again by the next episode?”"
            ),
            _a(
                "Orley has signed a first-look deal with Lantern and will produce a documentary about Gullah quilters,"
                " whose work she collects."
            ),
            _a("Hair and makeup by Ruiz Salon. Photographs by Ada Lindqvist."),
        ),
    ),
    # 29: news roundup with three guards
    Told(
        guards=(GRISTLE, ASHMARK, HOMETEAM),
        title="TV News Roundup: Three Renewals, One Axing and a Departure",
        title_beyond=False,
        outlet="The Trade Daily",
        parts=(
            _a(
                "“Gristle” has been ordered for a third season of 10 episodes. “Home Team” got a full-season pickup,"
                " bringing its first-year order to 18."
            ),
            _a(
                "“The Piano Tuner” has been axed after one season. Its creator, Liv Sorrel, died in May; the company"
                " said the show could not go on without her."
            ),
            _b(
                "Geoff Strand is leaving “Ashmark.” The actor did not have much choice in the matter, seeing as he was"
                " last glimpsed forty feet below his own window."
            ),
            _b(
                "Season 3 of “Gristle” will take place a year on, with Marco slinging sausages at a ballpark and Teo up"
                " for parole, Petrakis told a panel in Austin."
            ),
            _a("Strand joins Maura Finn in the legal comedy “Hung Jury,” as a judge who moonlights as a wrestler."),
        ),
    ),
    # 30: trailer breakdown, Seven Miles
    Told(
        guards=(SUNDAY,),
        title="‘Seven Miles to Sunday’ Midseason Trailer: Ruth Goes to War",
        title_beyond=True,
        lead="Corinne Teller stars as Ruth Harlow in “Seven Miles to Sunday.”",
        outlet="Saddle & Screen",
        parts=(
            _a("The two-minute trailer debuted Sunday during the late game and is set to a Townes Van Zandt cover."),
            _b(
                "0:22. That's a gallows going up, and the carpenter is Jonah. Either he's been bought or he's playing a"
                " longer game than we gave him credit for."
            ),
            _b("1:05. A baby! Whose? Look at the quilt, then go look at the bed in the Pruitt place."),
            _a(
                "1:40. The show's logo, with the date: the season resumes Oct. 22, a week later than first announced,"
                " because of the World Series."
            ),
        ),
    ),
    # 31: wholly beyond, short fan post
    Told(
        guards=(COUSIN,),
        title="We Need to Talk About Benny and Lorraine's Kiss on ‘Nobody's Cousin’",
        title_beyond=True,
        dek="Four seasons of pining, one walk-in freezer.",
        dek_beyond=True,
        outlet="Couch Potato Quarterly",
        parts=(
            _b(
                "It took a busted latch, 40 pounds of frozen tamales and the ninth episode of the season, but our long"
                " national nightmare is over. Reader, she grabbed him by the hairnet."
            ),
            _b(
                "And yes, it helps that as of the DNA test they're no longer family by any definition the state of"
                " Ohio recognizes."
            ),
            _b(_quote("“We did it in one take,” says Kit Sandoval. “Benny's been rehearsing since tenth grade.”")),
        ),
    ),
    # 32: wholly beyond, gallery
    Told(
        guards=(MOTH, ORCHARD, DELMONICO),
        title="The Year's Biggest Gut-Punches, in Pictures",
        title_beyond=False,
        lead="Sol's cap on the stoop, in the hour of “412 Orchard” after the boiler room.",
        lead_beyond=True,
        parts=(
            _b(_caption("“Paper Moth”: Nora reads the last letter aloud and her own handwriting answers.")),
            _b(_caption("“412 Orchard”: The tenants sit shiva for their super on milk crates.")),
            _b(_caption("“Goodbye, Delmonico”: The old man sets four places, and only one glass gets used.")),
        ),
    ),
    # 33: wholly harmless, casting list
    Told(
        guards=(VESPER, TAMSIN, SUNDAY),
        title="Casting Call: Tamsin Orley Circles a Villain, a Sheriff Rides In, and More",
        title_beyond=False,
        outlet="The Trade Daily",
        parts=(
            _a(
                _list(
                    "Tamsin Orley is in talks to play the assassin Nightjar in the third “Captain Vesper” picture.",
                    "Ray Dunphy has boarded “Seven Miles to Sunday” as Sheriff Amos Kell, a recurring part.",
                    "“Gentle Rain” has lost its lead to a scheduling conflict.",
                )
            ),
            _a(
                "Orley buried her father in April and took the summer off. She is repped by Keystone Artists and the"
                " attorney Bill Frye."
            ),
        ),
    ),
)
