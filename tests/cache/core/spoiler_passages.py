"""Made-up articles about made-up shows, each part judged by eye: ``>`` tells what lies beyond, ``<`` does not.

``SALTGATE`` was seen up to season 2, episode 3; its catalogue knows ten episodes a season. Of ``QUARRY`` nothing is
known but that season 1 was seen; of the film and the person nothing of their story may be told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from pullquote.cache.core.article import Article, Block, Heading, Image, Item, ListBlock, Paragraph, PullQuote
from pullquote.cache.core.progress import Seen
from pullquote.cache.core.spoilers import Guard, GuardedEpisode

_TITLES = (
    "Low Water|The Keeper|Salt and Iron|What the Tide Left|Three Bells|A Quiet Harbor|The Ferryman|Undertow|"
    "Second Light|The Long Night Ferry"
).split("|")
_LATER = (
    "Landfall|The Cartographer|Cold Harbor|The Drowned Bell|Nine Fathoms|Slack Water|The Other Lamp|Breakwater|"
    "A House of Rope|The Last Keeper"
).split("|")
SALTGATE = Guard(
    name="Saltgate",
    type="show",
    seen=Seen(2, 3),
    episodes=tuple(
        GuardedEpisode(
            season, number, title, f"{2024 + season}-0{1 + (number - 1) // 4}-{1 + 7 * ((number - 1) % 4):02}"
        )
        for season, titles in ((1, _TITLES), (2, _LATER))
        for number, title in enumerate(titles, 1)
    ),
)
QUARRY = Guard(name="Quarry Lane", type="show", seen=Seen(1))
FILM = Guard(name="The Paper Orchard", type="film")
PERSON = Guard(name="Ada Quill", type="person")
NEW_SHOW = Guard(name="Night Kiln", type="show")
ALL = (SALTGATE, QUARRY, FILM, PERSON, NEW_SHOW)

TEXT = """
# Saltgate recap: season 2, episode 5 — Maren lights the wrong lamp
> # Saltgate recap: season 2, episode 5 — Maren lights the wrong lamp
> - The harbor wakes to a second body, and nobody is where they said they were.
> Maren spends the hour in the archive, where the ledger has three pages cut out.
> Harrow, meanwhile, is on the ferry with the coat that was missing since the storm.
> “You always knew,” she tells him, and he does not look up.
< In season 1, episode 4, the two had agreed never to speak of the boat again.
> ! Maren holding the lamp on the pier
< Saltgate continues on Sunday at 9 p.m. on Harbor+.
< Over on Fenwick Row, the other drama of the night, the bakery burned down at last.
< Sign up for our newsletter to get recaps in your inbox.

# Saltgate recap: season 2, episode 2 — the cartographer
< # Saltgate recap: season 2, episode 2 — the cartographer
< - Maren finds a map, and Harrow finds the cellar.
< Maren breaks into the chart room and discovers who drew the false coastline.
< Harrow is arrested on the pier while the others watch from the chapel.
> By the fifth episode, of course, that map will have killed two people.
> The season 2 finale pays this off when Harrow burns the chart room with himself in it.

# Saltgate renewed for season 3 at Harbor+
< # Saltgate renewed for season 3 at Harbor+
< - The lighthouse drama will be back next spring with ten new episodes.
< Harbor+ has ordered a third season of Saltgate, the network announced on Tuesday.
< The second season drew 4.1 million viewers a week, up 12 per cent on the first.
< The series follows Maren, a keeper who returns to the island after her brother’s death.
< Production on season 3 begins in March in Leith, with Ann Roe returning as showrunner.
< Casting for the third season is under way; two new series regulars will join the ensemble.
> The renewal comes after a finale in which Harrow was killed and Maren took the blame.
> Season 3 will pick up two years later, with Maren in prison and the lamp dark.
< Season 1 ended with Harrow’s escape across the ice.

# Everything we know about Saltgate season 3: release date, cast, trailer
< # Everything we know about Saltgate season 3: release date, cast, trailer
## When does season 3 come out?
< Season 3 of Saltgate premieres on 14 March on Harbor+, with new episodes every Sunday.
## Who is in the cast?
< Ida Voss and Tom Arlen are back for season 3, and Lena Marsh joins the cast as an inspector.
## What happens in season 3?
> Maren will have to live with what she did to Harrow at the end of the second season.
> The third season kills off two of the original keepers in its opening hour.

# ‘Saltgate’ star Ida Voss on Maren’s shocking death
> # ‘Saltgate’ star Ida Voss on Maren’s shocking death
< Spoilers ahead for the second season finale of Saltgate.
> “I knew from the first table read that she would not leave the lighthouse,” Voss says.
> She kept the coat, and cried on the way home from the last day.

# Saltgate season two finale draws record audience
< # Saltgate season two finale draws record audience
< The season finale of Saltgate was watched by 5.2 million viewers on Sunday, Harbor+ said.
< It is the biggest audience for the network since 2019.

# Saltgate: “The Drowned Bell” is the best hour of television this year
> # Saltgate: “The Drowned Bell” is the best hour of television this year
> Nothing prepares you for the moment in the bell tower, or for who is holding the rope.
> It is directed with a patience that the show never had before.

# What to watch this weekend
< # What to watch this weekend
< - Six shows and a film for a wet Sunday.
## Fenwick Row
< The bakers are back for season 4, episode 6, in which Pia finally opens the letter.
## Saltgate
> In the sixth episode of season two, Maren learns whose voice is on the tape.
> The tape itself turns up in the last place she looks.
## Copper Vale
< The finale sees the mine flooded and the sisters parted.

# TV tonight: Saltgate, Fenwick Row and more
< # TV tonight: Saltgate, Fenwick Row and more
< Saltgate, 9pm, Harbor+: The keepers’ drama continues with another double bill.
< Fenwick Row, 10pm, Channel 8: In the season 3 finale, Pia is arrested for the fire.

# The ending of Saltgate season 2, explained
> # The ending of Saltgate season 2, explained
> Why did the lamp go out, and what did Harrow mean by the last word he wrote?
> To understand it, go back to the rope in the boathouse.
> ## So who cut the rope?
> It was the priest, and he had done it before.
< ## How Saltgate season 1 ended
< At the end of the first season, Harrow escapes across the ice and Maren lies to the police.

# Saltgate S2E6 review: undone by water
> # Saltgate S2E6 review: undone by water
> The flood, when it comes, takes the chapel and two of the choir.
> Voss is magnificent in the aftermath.

# Saltgate 2x07: who was on the boat?
> # Saltgate 2x07: who was on the boat?
> The answer is the one person we had stopped counting.

# Looking back at Saltgate’s first season
< # Looking back at Saltgate’s first season
< Harrow dies twice in season one, if you count the dream, and Maren buries him once.
< The finale of season one, “The Long Night Ferry”, ended with the ice breaking.
< Episode 7 of season one is still the best: the ferryman’s confession in the rain.
> It would take until the second season’s eighth episode for the show to say who drowned the bell.

# Saltgate creator Ann Roe on building a lighthouse in a car park
< # Saltgate creator Ann Roe on building a lighthouse in a car park
< “We had eleven weeks and a lot of plywood,” says Roe, who created Saltgate for Harbor+.
< The set was built in a car park in Leith, and flooded twice.
< Roe wrote the first two episodes of season 2 on a ferry.
< She will direct the first episode of season 3 herself.
> “When we shot Harrow’s death in episode nine, the whole crew was silent,” she says.
< Saltgate was nominated for six Baftas and won two.

# Last night’s Saltgate made us scream
> # Last night’s Saltgate made us scream
= 2026-03-16
> That door should have stayed shut.

# Saltgate recap: the ferry does not come
= 2026-01-09
< # Saltgate recap: the ferry does not come
< Maren waits on the pier all night and learns that Harrow was never on board.
< The priest lies to her face.

# Saltgate recap: the ferry comes
= 2026-03-12
> # Saltgate recap: the ferry comes
> Maren waits on the pier, and this time he is on board.

# Saltgate finale: Harbor+ will show the last two episodes back to back
< # Saltgate finale: Harbor+ will show the last two episodes back to back
< Episodes 9 and 10 of season two will air on 8 March from 9 p.m.
< The finale runs for 74 minutes, the network said.

# Lena Marsh joins Saltgate season 3
< # Lena Marsh joins Saltgate season 3
< Lena Marsh has joined the cast of Saltgate for its third season, Harbor+ confirmed on Monday.
< She will play Inspector Vane, who comes to the island from the mainland.
> Her inspector arrives to investigate the killing of Harrow in the season 2 finale.
< Marsh is best known for Copper Vale, in which she played a smuggler who is shot in the last episode.

# Spoiler warning: this is what the Saltgate season 3 set photos show
> # Spoiler warning: this is what the Saltgate season 3 set photos show
> Voss was seen in a prison uniform on the beach in Leith.

# Quarry Lane’s second-season opener buries its sheriff
> # Quarry Lane’s second-season opener buries its sheriff
> The sheriff is dead before the titles, and the town hardly blinks.
> Deputy Orr takes the badge, the dog and, by the end of the hour, the blame.

# Quarry Lane: season 1, episode 8 recap
< # Quarry Lane: season 1, episode 8 recap
< The sheriff lies to Orr about the quarry, and the dog finds the boot.
< Two bodies are found; a third is hinted at.
> This is the last recap before season 2, in which Orr turns out to be the sheriff’s son.

# Quarry Lane to return in the autumn
< # Quarry Lane to return in the autumn
< The second season of Quarry Lane will premiere in September, Meridian said.
< The eight-episode run was filmed in the winter in County Dunmore.
< A trailer for season two was released on Friday.
> The new season kills its sheriff in the first ten minutes, according to a person who has seen it.
< Season one followed Deputy Orr as she dug up her own family’s past.

# Interview: Quarry Lane’s Peg Dolan
< # Interview: Quarry Lane’s Peg Dolan
< “I learned to ride for season one, and I was terrible,” she says.
< This interview contains spoilers for season 1 of Quarry Lane.
< When the boot was found in episode 8, her phone did not stop.
< This section contains major spoilers for season 2 of Quarry Lane.
> “He had to go,” she says of the sheriff. “There was no other way to make her grow up.”
> She found out by text, in a supermarket.
< End of spoilers.
< She lives in Dunmore with two dogs, and is learning the cello.

# The Paper Orchard review: a family drama with rot at the root
< # The Paper Orchard review: a family drama with rot at the root
< The Paper Orchard is a handsome film, shot in long takes and the light of late autumn.
< The film follows Ruth, a printer who inherits an orchard from a man she never met.
> Ruth discovers that the man was her father, and burns the will.
> In its closing minutes the film gives up its ghost: the brother was alive all along.
< Dora Finch plays Ruth with a clenched jaw and great tenderness.

# The Paper Orchard takes $40 million on opening weekend
< # The Paper Orchard takes $40 million on opening weekend
< The Paper Orchard grossed $40 million in its first three days, the studio said on Sunday.
< The film opens in France on 12 May.

# The Paper Orchard ending explained: who set the fire?
> # The Paper Orchard ending explained: who set the fire?
> The match is the one Ruth was given at the funeral.
> So the orchard goes to the one who did not want it.

# Does The Paper Orchard have a post-credits scene?
> Yes: a cameo by a character from an older film, who asks Ruth for a light.

# Ada Quill joins Copper Vale
< # Ada Quill joins Copper Vale
< Ada Quill will play a surgeon in the second season of Copper Vale.
< Quill won a Bafta in 2023 for her role in the film Low Ebb.
> Quill’s character dies in the first episode, a source says.
< She lives in Leith.

# Ada Quill on leaving Fenwick Row
> Fans were stunned when Quill’s character was killed off in Sunday’s episode.
< Quill said that she is grateful to the crew.

# Night Kiln recap: the first firing
> # Night Kiln recap: the first firing
> Anselm opens the kiln and finds the ring in the ash.

# Night Kiln: a potter, a murder and a very good dog
< The new drama follows Anselm, a potter who finds a ring in his kiln.
< All eight episodes of Night Kiln are on Harbor+ from 3 May.
> In episode two, Anselm learns that the ring belonged to his wife.
> By the end of the season, Anselm turns out to have lit the fire himself.

# The week in television
< # The week in television
< Copper Vale killed its last smuggler, and few will miss him.
> Saltgate, by contrast, spent its eighth hour of the season on a single staircase, and at the top of it Maren let go.
< Fenwick Row ended its fourth season with a wedding and an arson.

# No spoilers: why you should catch up on Saltgate before the finale
< # No spoilers: why you should catch up on Saltgate before the finale
< This piece is spoiler-free. Saltgate is simply the best-looking drama on television.
< You can watch both seasons on Harbor+.

# Five Saltgate theories after episode 6
> # Five Saltgate theories after episode 6
> * Harrow faked it|The priest has a twin|The lamp was never lit
> The coat, as we saw, was empty.

# Saltgate season 2 episode guide and air dates
< # Saltgate season 2 episode guide and air dates
< Season 2 of Saltgate has ten episodes, which air on Sundays at 9 p.m.
< Episode 1 aired on 1 January and episode 2 on 8 January.
< Episode 5 airs on 1 February.

# Saltgate: Maren and Harrow’s big day in pictures
> “Now they are married, nothing can part them,” Roe says of the wedding in episode six of the second season.
> ! The wedding of Maren and Harrow in season 2, episode 6 of Saltgate
< ! Ida Voss at the premiere of Saltgate in London

# Emmys 2026: the snubs
< Saltgate, which was favourite to win, went home with nothing.
< Ida Voss, nominated for the second season of Saltgate, lost to Dora Finch.
"""


def cases() -> Iterator[tuple[Article, dict[int, bool]]]:
    """Yield each article, with what is to be veiled of it by the number of its part."""
    for chunk in TEXT.strip().split("\n\n"):
        yield _case(chunk.splitlines())


def _case(lines: Sequence[str]) -> tuple[Article, dict[int, bool]]:
    title, dek, published = "", None, None
    blocks: list[Block] = []
    wanted: dict[int, bool] = {}
    for line in lines:
        mark, _, rest = line.partition(" ")
        if mark == "#":
            title = rest
        elif mark == "=":
            published = datetime.fromisoformat(rest).replace(tzinfo=UTC)
        elif mark == "##":
            blocks.append(Heading(rest))
        elif rest.startswith("# "):
            wanted[-1] = mark == ">"
        elif rest.startswith("- "):
            dek = rest[2:]
            wanted[-2] = mark == ">"
        else:
            wanted[len(blocks)] = mark == ">"
            blocks.append(_block(rest))
    return Article(title=title, dek=dek, published=published, blocks=tuple(blocks)), wanted


def _block(text: str) -> Block:
    mark, _, rest = text.partition(" ")
    match mark:
        case "##":
            return Heading(rest)
        case "!":
            return Image(url="https://pictures.example/1.jpg", alt=rest)
        case "*":
            return ListBlock(tuple(Item(one) for one in rest.split("|")))
        case "““":
            return PullQuote(rest)
        case _:
            return Paragraph(text)
