# ruff: noqa: E501 -- sentences as they were written
"""A mix: thrillers, fantasy, contests, dramas in translation, true crime, essays, agency notes, newsletters.

Made-up articles that were labelled by writers who had not read the rules; the rules have not been mended for them.
"""

from __future__ import annotations

from datetime import UTC, datetime

from pullquote.cache.core.progress import Seen
from pullquote.cache.core.spoilers import Guard, GuardedEpisode

from .spoiler_paragraphs import Told, _a, _b, _caption, _h, _list, _pull, _quote

MARROW = Guard(
    name="Marrow",
    type="show",
    seen=Seen(2, 4),
    episodes=(
        GuardedEpisode(2, 3, "Cold Storage", "2026-09-10"),
        GuardedEpisode(2, 4, "The Ferryman", "2026-09-17"),
        GuardedEpisode(2, 5, "Soft Tissue", "2026-09-24"),
        GuardedEpisode(2, 6, "Next of Kin", "2026-10-01"),
    ),
)
SALT_CROWN = Guard(name="The Salt Crown", type="show", seen=Seen(1))
HOT_PANS = Guard(
    name="Hot Pans",
    type="show",
    seen=Seen(6, 5),
    episodes=(
        GuardedEpisode(6, 5, "Offal Week", "2026-09-21"),
        GuardedEpisode(6, 6, "Bread Week", "2026-09-28"),
        GuardedEpisode(6, 7, "Street Food", "2026-10-05"),
    ),
)
KAITO = Guard(
    name="Lantern Boy Kaito",
    type="show",
    seen=Seen(1, 13),
    episodes=(
        GuardedEpisode(1, 13, "The Bridge of a Thousand Wicks", "2026-07-04"),
        GuardedEpisode(1, 14, "Ash Without Fire", "2026-07-11"),
        GuardedEpisode(1, 15, "My Brother's Lamp", "2026-07-18"),
    ),
)
SEMESTER = Guard(
    name="Our Rainy Semester",
    type="show",
    seen=Seen(1, 8),
    episodes=(
        GuardedEpisode(1, 8, "", "2026-09-20"),
        GuardedEpisode(1, 9, "", "2026-09-26"),
        GuardedEpisode(1, 10, "", "2026-09-27"),
        GuardedEpisode(1, 16, "", "2026-10-18"),
    ),
)
NEIGHBOR = Guard(name="Nobody's Neighbor", type="show", seen=Seen(1, 2))
HOURS = Guard(name="41 Hours", type="show", seen=Seen(3))
FAMILY = Guard(name="Family Business", type="show", seen=Seen(2, 6))
GLASS = Guard(name="Glass", type="show")
WIDOW = Guard(name="A Widow in Trieste", type="show")
UNDERTOW = Guard(name="The Undertow", type="show")
PIP = Guard(name="Pip and the Paper Moon", type="film")
NORTHBOUND = Guard(name="Northbound", type="film")
TENANT = Guard(name="The Last Good Tenant", type="film")
DARIO = Guard(name="Dario Venn", type="person")
MAREN = Guard(name="Maren Oakley", type="person")

ARTICLES: tuple[Told, ...] = (
    # 1 recap, streaming thriller
    Told(
        guards=(MARROW,),
        title="‘Marrow’ recap: Dr. Hale should have checked the freezer",
        title_beyond=True,
        dek="“Next of Kin” hands Ines the one name she did not want to read.",
        dek_beyond=True,
        lead="Tova Lindqvist as Ines Moreau in “Marrow.” (Kestrel+)",
        lead_beyond=False,
        outlet="The Couch Report",
        parts=(
            _a(
                "When we left “The Ferryman,” Ines had followed the ambulance to the quarry and found nobody at the wheel."
            ),
            _b(
                "This week she learns why. The driver has been living in her mother’s spare room the whole time, under the"
                " name on the birth certificate, and the look on Lindqvist’s face when he opens the door with a tea towel"
                " over his shoulder is worth the subscription."
            ),
            _b("As for Hale, well. It is hard to run a transplant ring from inside one of your own coolers."),
            _b(_pull("“I kept thinking, nobody gets out from under a lid that heavy.”")),
            _a(
                "The hour was directed by Pau Ferrer, who shot the quarry scenes in March at a disused slate works outside Girona."
            ),
        ),
    ),
    # 2 agency note, wholly harmless
    Told(
        guards=(MARROW, GLASS),
        title="Kestrel+ orders third season of ‘Marrow’",
        title_beyond=False,
        outlet="Meridian News Agency",
        parts=(
            _a(
                "LONDON — Kestrel+ has ordered eight more episodes of the medical thriller “Marrow,” the streamer said on"
                " Thursday, a week after the second season became its most watched returning series."
            ),
            _a(
                "Filming starts in Girona in February. Creator Oluchi Brandt returns as showrunner under a new overall deal said to be worth $40 million."
            ),
            _a(
                "The show has been killing it abroad, too: it has buried the competition in Spain and Brazil, and it took"
                " four trophies at last month’s Seine Screen Awards."
            ),
            _a("Kestrel+ is also home to the miniseries “Glass,” which begins on Nov. 12."),
        ),
    ),
    # 3 actor interview
    Told(
        guards=(MARROW,),
        title="Bastian Okoro on saying goodbye to ‘Marrow’ halfway through a season",
        title_beyond=True,
        lead="Bastian Okoro, photographed at home in Lisbon with his dog, Biscuit.",
        outlet="Lamplight",
        parts=(
            _a(
                "Okoro, 38, was a physiotherapist in Porto before a patient, a casting director with a bad hip, told him to audition for something."
            ),
            _b(
                "He got the phone call in January, before a page of “Soft Tissue” had been sent out. “Oluchi rang and she was crying already, so I knew what sort of call it was,” he says."
            ),
            _b(
                _quote(
                    "“I asked for one thing, that Luc not beg. He gives her his watch, he says the line about Tuesdays, and that’s him. I was on a plane by six.”"
                )
            ),
            _a(
                "He broke two ribs doing the ambulance chase in the season premiere, and hid it from the producers for a week because he did not want a double."
            ),
            _a(
                "In May he married the ceramicist Júlia Prats, in a chapel so small that half of the guests listened from the car park."
            ),
            _b(
                "Might there be flashbacks? “You’d have to ask the people who burned me,” he says, laughing. “The ashes were actually cat litter.”"
            ),
        ),
    ),
    # 4 fantasy, trade
    Told(
        guards=(SALT_CROWN,),
        title="How ‘The Salt Crown’ built a city and drowned it",
        title_beyond=True,
        dek="Visual effects supervisor Hedda Quist on 1,900 shots and one very large tank in Malta.",
        outlet="Below the Line Weekly",
        parts=(
            _a(
                "Quist’s team numbered 640 artists across five vendors, up from 210 in the first season. The budget, she says, “did not triple, whatever you have read.”"
            ),
            _b(
                "The brief for the second-season closer was one sentence: the sea takes Ys back, and it takes the queen’s children with it."
            ),
            _a(
                "To get there they filled the tank at Kalkara with nine million litres of water and a dye that turned three camera assistants blue."
            ),
            _b(
                "“The hardest shot is the quietest one, when Orsolya looks down from the causeway and realises that she opened the wrong gate,” Quist says."
            ),
            _b(
                _caption(
                    "Before and after: the harbour wall an instant before the wave that ends the siege. (Courtesy of Halyard VFX)"
                )
            ),
        ),
    ),
    # 5 fan wiki news
    Told(
        guards=(SALT_CROWN,),
        title="Wiki news: season 2 pages now open for editing, please read the rules",
        title_beyond=False,
        outlet="Saltpedia",
        parts=(
            _a(
                "Hello, tide-watchers! The lock on season two pages came off at midnight. Please use the {{unseen}} template for anything from the new batch."
            ),
            _b(
                _list(
                    "Orsolya Vane: status changed from Queen of Ys to Exile; crown moved to “Former possessions”",
                    "Brother Tam: added second page under his true name, linked from House Merrow",
                    "The Eel: disambiguation made, since there turn out to be two of them",
                )
            ),
            _a(
                "Reminder from last year: Orsolya poisoned her uncle at the end of season one, she did not stab him. Every week somebody changes this and every week I change it back."
            ),
            _b(
                "And no, we will not be merging the Lighthouse Keeper with King Aldous yet. Yes, he has the scar. Yes, he answers to the name. Wait for the book scans."
            ),
        ),
    ),
    # 6 reality, newspaper local
    Told(
        guards=(HOT_PANS, DARIO),
        title="Local baker’s TV run comes to an end over a flat focaccia",
        title_beyond=True,
        lead="Dario Venn outside his shop on Mill Street, Harwick, on Tuesday.",
        outlet="Harwick Courier",
        parts=(
            _b(
                "Harwick’s own Dario Venn had to hang up his apron on Monday night after judges on “Hot Pans” called his rosemary focaccia “a doormat with ambitions.”"
            ),
            _a(
                "Mr Venn, 44, has run the Mill Street bakery with his sister Paola since 2011. He was one of 9,000 who applied for the sixth series."
            ),
            _a("In Offal Week he had won the first white apron of the year with his tripe pie."),
            _b(
                "“I knew it hadn’t proved, and when Celeste wouldn’t look at me I started folding my tea towel,” he said."
            ),
            _b("That leaves Priya, Gus and the twins to fight over the remaining three places in the semi-final."),
        ),
    ),
    # 7 reality ratings, harmless
    Told(
        guards=(HOT_PANS,),
        title="‘Hot Pans’ slaughters rivals as Bread Week draws 7.4 million",
        title_beyond=False,
        outlet="Overnights",
        parts=(
            _a(
                "Channel 8’s cookery contest was again Monday’s winner, up 300,000 on the week and well ahead of ITC’s “Nightshift” (3.1m), which has been left for dead in the nine o’clock slot."
            ),
            _a(
                "Judge Celeste Amaro has signed on for two more years, ending talk that she would be eliminated from the line-up in favour of a younger chef."
            ),
        ),
    ),
    # 8 reality ranking newsletter
    Told(
        guards=(HOT_PANS,),
        title="Power rankings: who has the heat this week?",
        title_beyond=False,
        outlet="Scraps, a newsletter",
        dek="Still full from Street Food week.",
        parts=(
            _b(
                "1. Priya. Two aprons on the trot, and after what she did with a bag of frozen prawns on the pavement, the trophy may as well be engraved."
            ),
            _b(
                "2. Gus (down one). Saved by a technicality! If Marisol had not dropped her tray he would be at home with his feet up."
            ),
            _b(_h("Gone but not forgotten: Marisol")),
            _b(
                "She did three things wrong all year and they were all in one taco. The hug with Celeste lasted, by my watch, eleven seconds."
            ),
            _a(
                "If you are new: the winner takes home £50,000 and a contract for a cookbook, and the judges are Celeste Amaro and Hugh Tranter."
            ),
        ),
    ),
    # 9 anime in translation
    Told(
        guards=(KAITO,),
        title="“Lantern Boy Kaito”: Voice of Ren speaks about the second cour!",
        title_beyond=False,
        outlet="AniRelay (translated from Japanese)",
        parts=(
            _a(
                "— First of all, congratulations on the broadcast of the 24th episode. You have been in charge of Ren since the drama CD, is it not so?"
            ),
            _a("Aizawa: Yes. At the audition I caught a cold, so Ren’s hoarse voice was by accident (laughs)."),
            _b(
                "— Ren who extinguished his own lamp in order that Kaito could cross. When you received the script, what did you feel?"
            ),
            _b(
                "Aizawa: I thought, “Ah, so it was for this scene that he was always smiling.” In the booth, the person of Kaito’s role was weeping, so my last “Go” was done in one take."
            ),
            _a("— In the episode of the thousand wicks, the two of them quarrelled on the bridge."),
            _b(
                "Aizawa: Looking back from now, he already knew the Ashen Mother was their parent there. Please try to watch it again with that feeling."
            ),
        ),
    ),
    # 10 K-drama, gossip site
    Told(
        guards=(SEMESTER,),
        title="Han Seo-yul and Min Jae finally kiss under THAT umbrella and viewers are not okay",
        title_beyond=True,
        outlet="Hallyu Hourly",
        parts=(
            _b(
                "It took ten episodes, but on the September 27 broadcast of JBN’s “Our Rainy Semester” Do-kyung closed the yellow umbrella on purpose, and the rest is a GIF."
            ),
            _a(
                "The drama, about a law student who must share a semi-basement with the man whose lecture she got cancelled, stars Han Seo-yul and Min Jae."
            ),
            _b(
                "Knetz were quick to note that he did it knowing about the transfer to Boston: “He’s kissing her goodbye, she just doesn’t know yet.”"
            ),
            _a(
                "Min Jae will enter the military on November 17, his agency confirmed. Han Seo-yul denied in June that the pair are dating in real life."
            ),
            _a(_caption("Min Jae and Han Seo-yul at the press conference in August.")),
        ),
    ),
    # 11 K-drama listing
    Told(
        guards=(SEMESTER, NEIGHBOR),
        published=datetime(2026, 10, 18, 6, 0, tzinfo=UTC),
        title="Tonight’s television, Sunday",
        title_beyond=False,
        outlet="The Daily Ledger",
        parts=(
            _b(
                "Our Rainy Semester (Viaduct, from noon). With Eun-byeol’s father in the dock and Do-kyung sworn in as the witness against him, the finale has plenty to mop up. 16/16."
            ),
            _b(
                "Nobody’s Neighbor (9pm, Channel 8). The fourth part turns to the brother-in-law’s freezer receipts, and to the arrest that nobody on Larch Close saw coming."
            ),
            _a(
                "Film: The Long Paddock (11.20pm, Film8). Shearing drama with a fine late turn by Eddie Marr, who died last spring."
            ),
        ),
    ),
    # 12 true crime review
    Told(
        guards=(NEIGHBOR,),
        title="The lie at the heart of ‘Nobody’s Neighbor’",
        title_beyond=False,
        outlet="Common Reader",
        parts=(
            _a(
                "True crime likes a cul-de-sac. Larch Close, where the retired teacher Gwen Astley vanished in 2009, has eleven houses, and the first two hours of this series ring every bell."
            ),
            _a(
                "By the end of the second we have met the lodger, who failed his polygraph, and the milkman, who never took one."
            ),
            _b(
                "What director Femi Lowe holds back until hour five is that Gwen has been on the telephone to him throughout: the cheerful “archivist” of the opening titles is the missing woman herself."
            ),
            _b(
                "It is a coup, and it stinks. The lodger did six years for a killing that had no body because there was none to be had."
            ),
        ),
    ),
    # 13 true crime agency
    Told(
        guards=(NEIGHBOR,),
        title="Man sues streamer over portrayal in ‘Nobody’s Neighbor’",
        title_beyond=False,
        outlet="Meridian News Agency",
        parts=(
            _a(
                "CARDIFF — A former postman is seeking £2 million from the makers of “Nobody’s Neighbor,” saying that the documentary series used his image without consent."
            ),
            _a("The complaint, filed on Monday, names Lowe Pictures and Viaduct. Both declined to comment."),
            _b(
                "It objects above all to the closing minutes of the last episode, in which he is shown to have forged the letters that sent police to the reservoir."
            ),
            _a("The six-part series was shot in Newport and Barry over fourteen months and won a Golden Lens in June."),
        ),
    ),
    # 14 41 Hours
    Told(
        guards=(HOURS,),
        title="So who pulled the plug? The ‘41 Hours’ season 4 ending, explained",
        title_beyond=False,
        dek="Short version: the hostage negotiator was talking to herself.",
        dek_beyond=True,
        outlet="Endings, Explained",
        parts=(
            _a(
                "For three seasons “41 Hours” has played the same trick, one siege told in real time, and last year’s ended with Rourke walking out of the bank in a guard’s uniform."
            ),
            _b(_h("Was Rourke ever in the embassy?")),
            _b(
                "No. Every call Dessa takes after hour 29 comes from the line that she had routed to her own desk, which is why the trace kept returning to the basement."
            ),
            _b(
                "That also clears up the ambassador’s nosebleed: he had been gone since the first night, and the man at the window was the cook."
            ),
            _b(
                "Which leaves Rourke where he always wanted to be: a free man with a dead man’s passport, and nobody left to ring."
            ),
            _a(_h("Will there be a season 5?")),
            _a(
                "Nothing is official. Star Rita Colman told a podcast in August that her contract covers one more year."
            ),
        ),
    ),
    # 15 41 Hours obit harmless
    Told(
        guards=(HOURS,),
        title="Leonard Sax, who played the bank manager in ‘41 Hours,’ dies at 81",
        title_beyond=False,
        lead="Leonard Sax in 1987. He worked for six decades.",
        outlet="The Daily Ledger",
        parts=(
            _a(
                "Leonard Sax, the Leeds-born character actor who found late fame as the trembling bank manager of “41 Hours,” died on Sunday at a hospice in Ilkley. He was 81."
            ),
            _a("The cause was pneumonia, said his daughter, the director Naomi Sax."),
            _a(
                "He began as a stage electrician and was shot through the foot by a prop crossbow in his first speaking part, in “Ivanhoe” at the Grand."
            ),
            _a(
                "His manager, Mr Pell, was taken hostage in the first season’s opening scene, and freed in its finale with the whole vault in his coat."
            ),
            _b(
                "He was too ill to take part in the fourth, in which Pell’s funeral is where Rourke and Dessa at last come face to face."
            ),
        ),
    ),
    # 16 Family Business
    Told(
        guards=(FAMILY,),
        title="‘Family Business’ star: “Of course she takes the money”",
        title_beyond=True,
        outlet="Screenhand",
        parts=(
            _a(
                "There are worse jobs than playing the least competent of four heirs to a Baltimore funeral home. Kit Daley, 29, says that people now send her photographs of their own caskets."
            ),
            _b(
                "In the season’s eighth episode, her Winnie signs the house over to Uncle Ray for a cashier’s check, and does it at Thanksgiving, between the turkey and the pie."
            ),
            _b(
                "“She has been waiting two years for one of them to call her stupid so that she’d be allowed to do it,” Daley says."
            ),
            _a("In the season opener, Winnie crashed the hearse, and slept with the man who came to tow it."),
            _a(
                "Daley’s own family runs a car wash. Her brother was the best man at her wedding in July, and mislaid the rings."
            ),
            _b(_pull("“Ray is going to prison in that hat. I’m very happy about the hat.”")),
        ),
    ),
    # 17 Family Business harmless list
    Told(
        guards=(FAMILY, UNDERTOW),
        title="Everything coming to Parlor in November",
        title_beyond=False,
        outlet="Queue",
        parts=(
            _a("Cancel your plans. Parlor has a busy month, with one big finale and a lot of Christmas."),
            _a(
                _list(
                    "Nov. 3: “Family Business,” season 2 finale",
                    "Nov. 6: “Death on the Dance Floor,” in which a tango champion is murdered at her own gala",
                    "Nov. 14: “The Undertow,” season 1, all eight episodes",
                    "Nov. 20: “A Very Beagle Christmas”",
                )
            ),
            _a(
                "“The Undertow” adapts Saoirse Finn’s novel about a swimming team in a Donegal town where a girl went missing ten years ago."
            ),
        ),
    ),
    # 18 Glass essay
    Told(
        guards=(GLASS,),
        published=datetime(2026, 12, 14, 6, 0, tzinfo=UTC),
        title="What we see when we look through ‘Glass’",
        title_beyond=False,
        outlet="The Quarterly Screen",
        parts=(
            _a(
                "It opens on a hand, a furnace, and a breath. “Glass,” Ilse Vandermeer’s five-part drama set among the glassblowers of 1930s Bohemia, trusts a silence more than most series trust a scream."
            ),
            _b(
                "By the time Markéta smashes the chandelier she has spent four hours making, we know that the commission was from the men who took her husband, and that she knew it when she said yes."
            ),
            _a(
                "Vandermeer wrote the scripts in a year spent at a works in Nový Bor, and the cast learned to blow well enough to burn themselves."
            ),
            _b(
                "I am less persuaded by the coda. A daughter finding one unbroken drop in a New York pawnshop in 1961 gives us a consolation that the drama had so bravely refused, letting the train leave with everyone on it."
            ),
            _a("Ana Kovářová, in the lead, is a marvel; give her every prize there is."),
        ),
    ),
    # 19 Glass news, mixed
    Told(
        guards=(GLASS,),
        title="Broken glass closes Fifth Street; ‘Glass’ premiere goes ahead",
        title_beyond=False,
        outlet="Harwick Courier",
        parts=(
            _a(
                "A window that fell from the eleventh floor of the Alder building closed Fifth Street for three hours yesterday. Nobody was hurt."
            ),
            _a(
                "Guests arriving for the premiere of the miniseries “Glass” at the Rialto, next door, were led in through the kitchen. “It felt like marketing,” said actor Jonas Pell."
            ),
            _b(
                "Mr Pell, whose Tomáš is unmasked in the third part as the informer, said that he had been booed already, “by my mother, at the cast screening.”"
            ),
        ),
    ),
    # 20 Widow
    Told(
        guards=(WIDOW,),
        title="‘A Widow in Trieste’ isn’t one, and other things we loved about the finale",
        title_beyond=True,
        lead="He’s back: Carlo (Enzo Brandi) steps off the Venice boat in the last episode.",
        lead_beyond=True,
        outlet="The Evening Reel",
        parts=(
            _b(
                "Let us start with the hat on the hook. From the pilot on it has been dusted, moved and wept over, and it fits, because it was bought last month."
            ),
            _b(
                "That Livia had known since the insurance man’s visit makes her the coolest liar on television, and makes her toast at the wake something you’ll want to rewind."
            ),
            _a(
                "Francesca Doria, who has played nuns, pilots and a very good Medea, told us that she had never before been offered a part without a crying scene."
            ),
            _b(
                _quote(
                    "“People ask me if she loved him. She had him declared dead twice. What do they want, a sonnet?”"
                )
            ),
            _b(
                "And the insurance man? He gets his commission, a kiss on the forehead, and a ticket for the wrong ship."
            ),
            _a("The six episodes cost €31 million, a third of it from the Friuli film fund."),
        ),
    ),
    # 21 Undertow gossip
    Told(
        guards=(UNDERTOW, MAREN),
        published=datetime(2026, 11, 23, 6, 0, tzinfo=UTC),
        title="Maren Oakley weds co-star in secret Donegal ceremony",
        title_beyond=False,
        outlet="Flashbulb",
        lead="Maren Oakley and Cian Rafferty leave the church on Saturday.",
        parts=(
            _a(
                "She said yes on a cliff and “I do” in a gale: Maren Oakley, 31, has married Cian Rafferty, her screen brother in “The Undertow.”"
            ),
            _a(
                "The pair met on the first day of filming, when he had to pull her out of the harbour eleven times, and she got hypothermia."
            ),
            _b(
                "Guests joked about the show’s big shocker. “At least here she didn’t turn out to be the one who held the girl under,” said a pal of the actress."
            ),
            _b(
                "Oakley’s Coach Brid is behind bars when the season ends, but she’ll be in the second all the same, with scenes in the prison pool."
            ),
        ),
    ),
    # 22 Maren profile
    Told(
        guards=(MAREN,),
        title="Maren Oakley, slain on ‘Copper Street’ and sunk in ‘Low Water,’ is having a lovely year",
        title_beyond=True,
        outlet="Lamplight",
        parts=(
            _a(
                "Oakley was born above a chip shop in Larne, the third of five. Her father drove a bus; her mother sang in showbands and died when Maren was twelve."
            ),
            _b(
                "In “Copper Street,” viewers lost her character, Sergeant Nuala Keane, to a bread knife three minutes before the end of the Christmas special."
            ),
            _a(
                "She won a Golden Lens for the stage film “Medea, Monday,” and used the statue to prop open her kitchen window."
            ),
            _b(
                "Nor does she come off better in “Low Water,” where the nice husband with the boat does what nice husbands with boats do."
            ),
            _b(
                "“I’d like to reach a last page upright,” she says of Nuala. “They kept my hat for the widower’s scenes, so in a way I am on the payroll.”"
            ),
            _a("Next year she’ll direct her first feature, a comedy about a lost dog, with money from Screen Ulster."),
        ),
    ),
    # 23 Pip
    Told(
        guards=(PIP,),
        title="Review: ‘Pip and the Paper Moon’ folds up beautifully",
        title_beyond=False,
        dek="A small mouse, a big sky, and the year’s best score.",
        outlet="The Daily Ledger",
        parts=(
            _a(
                "Pip is a mouse who lives in a stationer’s shop and wants to fly to the moon. If that is all you know, it’s enough to buy a ticket; take the under-sevens, and a handkerchief."
            ),
            _a(
                "Studio Wren’s animators cut and photographed 80,000 sheets of real paper, and every one of them seems to breathe."
            ),
            _b(
                "Where it gets brave is in its last reel. The moon is a lampshade, Grandfather Quill has known all along, and what he does with the match so that Pip can have one night of light had my row in pieces."
            ),
            _b("My daughter asked on the bus whether he would be in the sequel. I said that ash is good for gardens."),
            _b(_caption("Up, up and very nearly away: Pip rides the smoke from what used to be Quill’s workshop.")),
            _a("Pip is voiced by Tilly Adeyemi, Quill by the great Robert Strand. Cert U, 88 minutes, out on Friday."),
        ),
    ),
    # 24 Pip box office
    Told(
        guards=(PIP, NORTHBOUND),
        title="Box office: ‘Pip’ crushes ‘Northbound’ with $61 million bow",
        title_beyond=False,
        outlet="Below the Line Weekly",
        parts=(
            _a(
                "The mouse roared. “Pip and the Paper Moon” took an estimated $61.2 million from 4,100 screens, burying the thriller “Northbound” in second place with $17 million."
            ),
            _a(
                "“Northbound,” which sends Gil Harker and Yvette Sands across Canada on a train with a stolen reactor core, was shot in Manitoba for $90 million and faces a long, cold death in a crowded month."
            ),
            _b(
                "Its C-plus from exit polls may owe to an ending that leaves both of its stars frozen to the brake, hand in hand, with no one but the dog to walk into Churchill."
            ),
        ),
    ),
    # 25 Northbound, director talk
    Told(
        guards=(NORTHBOUND,),
        title="‘Northbound’ director on why the dog had to make it",
        title_beyond=True,
        outlet="Screenhand",
        parts=(
            _a(
                "Audiences will forgive you anything but that, Per Aslund says. He learned it on his first feature, “Kennel,” when a man in Uppsala threw a shoe at him."
            ),
            _b(
                "So when the studio wanted a survivor, he offered the husky. “Gil and Yvette go, fine. They’ve stolen a reactor, they’ve killed a conductor, and they are too much in love to be warm.”"
            ),
            _a(
                "The train is real: a 1957 Budd stainless-steel set that production hired from a museum in Winnipeg and derailed, not on purpose, on day four. Two grips were treated for bruises."
            ),
            _b(
                _caption(
                    "The conductor (Amos Reed) was working for the buyers, a turn Aslund hid by giving him the best jokes."
                )
            ),
        ),
    ),
    # 26 Tenant
    Told(
        guards=(TENANT,),
        title="The ten best twists of the year, ranked",
        title_beyond=False,
        dek="You have been warned, more or less.",
        outlet="Queue",
        parts=(
            _a(
                "A good twist is a matter of manners: it should arrive late and apologise to no one. Here are some that did."
            ),
            _a(_h("3. “Fang 4”")),
            _a(
                "The werewolf was the vet. We all said it in the first ten minutes, and were all too polite to say it again."
            ),
            _a(_h("2. “The Last Good Tenant”")),
            _b(
                "There’s no landlord! Mrs. Abernathy has been posting rent to her own letterbox since the fire, and the young couple upstairs, so noisy, so kind, were in it."
            ),
            _a(
                "It’s also the best work in years of Dame Phyllida Crewe, who took the role after her hip replacement and did her own stairs."
            ),
        ),
    ),
    # 27 Tenant local + wedding
    Told(
        guards=(TENANT,),
        title="Village pub doubles as solicitor’s office for ‘The Last Good Tenant’",
        title_beyond=False,
        outlet="Harwick Courier",
        lead="The Plough, where a crew of 60 spent nine days in May.",
        parts=(
            _a(
                "Regulars at the Plough had to drink in the car park for nine days while film-makers turned the snug into a solicitor’s office and the cellar into something nastier."
            ),
            _a("Landlady Jo Pike, who has a walk-on part as a nurse, says that the production paid for a new boiler."),
            _b(
                "“You see me for two seconds. I’m the one who hands Phyllida the death certificate with her own name on it,” she said. “I was shaking, and it was only a prop.”"
            ),
            _a(
                "Dame Phyllida celebrated her 80th birthday in the pub, and was made an honorary member of the darts team."
            ),
        ),
    ),
    # 28 Dario person newsletter
    Told(
        guards=(DARIO,),
        title="Five minutes with Dario Venn",
        title_beyond=False,
        outlet="Crumb, a newsletter",
        parts=(
            _a("What’s in your fridge? “Butter, four kinds. Olives. My sister’s insulin.”"),
            _b(
                "How did it feel to walk out of the tent two weeks short of the final? “Like a fire drill. Everyone is so kind, and you’re standing outside without your coat.”"
            ),
            _b(
                "Who would you like to see lift the pan, now it isn’t going to be you? “Priya. She lent me her yeast, for all the good that it did me.”"
            ),
            _a(
                "What’s next? “A second shop, in Leeds, if the bank says yes. And I’m getting married in spring, to a man who doesn’t eat bread.”"
            ),
        ),
    ),
    # 29 critic's essay, several guards
    Told(
        guards=(SALT_CROWN, MARROW),
        title="Television has forgotten how to bury people",
        title_beyond=False,
        outlet="The Quarterly Screen",
        parts=(
            _a(
                "My grandmother’s funeral took two days and three hams. On television, grief has become a matter of one shot through rain, and a cut to the next plot."
            ),
            _b(
                "Consider how “The Salt Crown” parts with Brother Tam in its second season: he is there, he is bread for the eels, there is a joke. He had been the show’s conscience for eighteen hours."
            ),
            _b(
                "Even the drowned princes get no more than a pair of shoes on the tideline, and by the next scene their mother is making jokes with a smuggler."
            ),
            _b("“Marrow,” at least, lets its heroine wash Luc’s hair."),
            _a(
                "The old soap “Copper Street” gave its corner-shop owner an entire hour in 1988, and stopped the milk floats of the north."
            ),
        ),
    ),
    # 30 K-drama/anime short notes newsletter
    Told(
        guards=(KAITO, SEMESTER),
        published=datetime(2026, 10, 20, 6, 0, tzinfo=UTC),
        title="The Subtitle: sales, sequels and one very wet umbrella",
        title_beyond=False,
        outlet="The Subtitle, a newsletter",
        parts=(
            _a(
                "A second season of “Lantern Boy Kaito” is in production, the committee said at Autumn Fes on Sunday. Director Mizushima stays; the character designer does not."
            ),
            _b(
                "The key visual has Kaito carrying two lamps, and a white streak in his hair, so those who hoped that “Ash Without Fire” was a dream may put away their theories."
            ),
            _a(
                "The yellow umbrella of “Our Rainy Semester” has sold out at three Seoul department stores. In the first episode, you may recall, Eun-byeol breaks it over a vending machine."
            ),
            _b(
                "Translator’s corner: in the airport scene he uses banmal to her for the first time. “Don’t wait” in the subtitles is closer to “you needn’t have waited,” which does rather tell you that he never got on the plane."
            ),
        ),
    ),
    # 31 anime episode note, wholly beyond
    Told(
        guards=(KAITO,),
        title="[Ep. 15] “My Brother’s Lamp”: the thread that was cut",
        title_beyond=False,
        outlet="AniRelay (translated from Japanese)",
        parts=(
            _b(
                "At last, the contents of the locked lantern become clear. What is inside is not a flame but a milk tooth, and to whom it belongs you will understand from Ren’s face."
            ),
            _b(
                "Kaito, who has thrown away his wick, heads alone for the Ashen Gate. The one who stands there to stop him is, of all people, Master Hosen in the enemy’s white."
            ),
            _b(_caption("“I am sorry for having been your teacher.” (C) Lantern Boy Committee")),
        ),
    ),
    # 32 reality gossip, wholly beyond
    Told(
        guards=(HOT_PANS,),
        title="Bookies stop taking bets after ‘Hot Pans’ champ is snapped signing cookbooks",
        title_beyond=True,
        outlet="Flashbulb",
        parts=(
            _b(
                "Oops. A shopper in Croydon sent us a picture of a pallet of “Prawns on the Pavement: The Winning Recipes,” and that isn’t Gus grinning on the jacket."
            ),
            _b(
                "An insider says that one of the twins took it so badly in the last challenge that she poured her own hollandaise down the sink, and her sister’s after it."
            ),
            _b("“It was over by the starters,” our source adds. “Hugh had seconds. Hugh never has seconds.”"),
        ),
    ),
    # 33 letters page, wholly beyond
    Told(
        guards=(UNDERTOW,),
        published=datetime(2026, 11, 29, 6, 0, tzinfo=UTC),
        title="Letters: Why I threw a slipper at ‘The Undertow’",
        title_beyond=False,
        outlet="The Daily Ledger",
        parts=(
            _b(
                "Sir — Eight hours we gave it, my husband and I, only to be told that poor Aoife had been in the changing-room wall since she was fifteen. Nobody noticed a smell?"
            ),
            _b(
                "Sir — Mrs Tully (Nov. 27) misses the point. The captain noticed. It is why she never would swim in lane six, and why she plea-bargains before Brid does."
            ),
        ),
    ),
)
