"""Words of the language beside which the title of a show or film stands, with what each is worth."""

from __future__ import annotations

_OBJECT_OF_IN = (
    "star stars starred starring co-star co-stars co-starred co-starring costarred role roles appear appears appeared"
    " appearing cast part parts lead leads guest-starred guest-starring cameo cameos reprised seen featured performance"
    " performances turn breakout"
)
BEFORE_IN = frozenset(_OBJECT_OF_IN.split())
"""Words before "in" or "on" and a title: "starred in X", "her role on X"."""
BEFORE_ON = BEFORE_IN | frozenset(
    "work worked working guest guested guesting competed competing compete contestant contestants judge judges judged"
    " guests interviewed debut stint".split()
)
WEAK_BEFORE_IN = frozenset(
    "appear appears appeared appearing seen part parts lead leads turn debut work working".split()
)
"""Those of them that places follow too: "appeared in Leeds"."""
PARTS = frozenset("as playing plays played play voicing voiced voices portraying portrayed portrays".split())
"""Words between which and "in X" a character stands: "plays Maren in X"."""
BEFORE_TO = frozenset("sequel prequel follow-up followup successor companion spin-off spinoff sequels".split())
BEFORE_FOR = frozenset(
    "trailer teaser script screenplay pilot poster promo soundtrack trailers auditioned pilots scripts".split()
)
PRIZES = frozenset(
    "nominated nomination nominations nod nods award awards won wins win winning emmy emmys oscar oscars globe globes"
    " bafta baftas statuette trophy prize honored honoured best-known known recognised recognized".split()
)
"""Words before "for X" of the work a prize or fame is for."""
BEHIND = frozenset(
    "team people minds mind duo creator creators director directors writer writers producer producers studio man"
    " woman filmmaker filmmakers brains brothers pair showrunner showrunners mastermind".split()
)
MAKING = {
    **dict.fromkeys(
        "helmed helms helming masterminded co-created co-wrote co-directed penned binge-watched binge-watching"
        " binge-watch binged binging rewatched rewatching rewatch executive-produced".split(),
        0.5,
    ),
    **dict.fromkeys(
        "directed directs directing created creating wrote produced hosts hosted hosting presents presented presenting"
        " fronts fronted watch watched watching rebooted rebooting filming".split(),
        0.35,
    ),
    **dict.fromkeys("joined joining joins left leaving quit quits quitting exited exiting".split(), 0.3),
}
"""Verbs whose object is a work, or somebody."""
CALLED = frozenset("called titled entitled named".split())
HITS = frozenset("hit smash juggernaut".split())
HITS_OF_NETWORKS = frozenset("original classic phenomenon staple favourite favorite hits".split())
"""Nouns that stand between a network and the title: "the Hulu original X"."""
FOLLOWERS = {
    **dict.fromkeys(
        "viewers fame showrunner showrunners alum alums contestant contestants creator creators co-creator".split(), 0.5
    ),
    **dict.fromkeys("star stars co-star co-stars actor actors actress actresses castmates cast-mates".split(), 0.5),
    **dict.fromkeys("host hosts judge judges director writer writers producer producers boss bosses".split(), 0.4),
    **dict.fromkeys("legend favourite favorite regular finalist narrator newcomer winner".split(), 0.4),
}
"""Nouns for people that follow the title of what they are in: "X viewers", "X star Name"."""
PLURALS = frozenset("stars actors actresses hosts judges writers producers bosses co-stars castmates".split())
"""Those of them that prove less where no name follows: "the Walk of Fame stars"."""
OF_WORKS = frozenset("alum alums contestant contestants judge creator showrunner showrunners".split())
"""Those of them that no person's or character's name stands before: "Jane's Way alum Tom Brandt"."""
OWNED = frozenset(
    "finale premiere cast showrunner showrunners creator creators season seasons episode episodes pilot trailer sequel"
    " protagonist protagonists storyline storylines viewers writers ending script spinoff spin-off revival".split()
)
"""What only a work has: "X's finale"."""
TELLS = frozenset("follows centers centres chronicles revolves tells".split())
PARTICIPLES = frozenset("starring directed created co-starring written helmed adapted".split())
PRONOUNS = frozenset("which that".split())
WHICH = frozenset("stars premieres premiered airs aired debuts debuted follows tells streams centers centres".split())
ARTICLES = frozenset("a an the his her its their another".split())
RATINGS = frozenset("g pg pg-13 r nc-17 nr u 12a 15 18 tv-y tv-y7 tv-g tv-pg tv-14 tv-ma unrated".split())
"""For whom a film or show is, as it stands in parentheses behind who made it: "Directed by Jane Roe (PG)"."""
PLAYED_BY = frozenset("by actor actress director writer creator star comedian filmmaker showrunner producer".split())
"""Words before a name after which parentheses hold what it is known for: "played by Jane Roe (X)"."""
AFTER_NOUNS = frozenset("starring directed created set based co-starring centered centred written adapted told".split())
"""Words that go on after the noun of "a thriller starring …", so that it is none of a person's: "a comedy writer"."""
BETWEEN = frozenset("together also regularly briefly recently once again opposite only".split())
"""Words between a verb and its preposition: "appeared together on X"."""
CATEGORIES = frozenset("best outstanding favourite favorite lead supporting most".split())
"""First words of the names of prizes."""
SCENES = frozenset(
    "street avenue road drive lane square park garden gardens school academy hospital beach city county hall house"
    " theatre hotel island islands river lake mountain valley bridge station tower heights hills palace castle bay"
    " coast ocean sea north south east west library mall village town day night year wars war games game kingdom empire"
    " canyon falls springs creek forest ranch room stage club center centre guild party army bank force academy".split()
)
"""Words for places and times that end titles too."""
AGES = frozenset("era years days mould mold vein style tradition age".split())
"""Nouns behind the name of somebody whose time or manner it was."""
COUNTS = frozenset("two three four five six seven eight nine ten both several".split())
NEW = frozenset("new newest latest another next first other favorite favourite".split())
"""Words that make "the show is X" name the show."""
MADE = frozenset("directed created written penned helmed produced adapted".split())
EARNS = frozenset("topped tops earned earns grossed grosses made took takes collected opened debuted crossed".split())
EARNS_IN_A_WEEKEND = frozenset(
    "fell dropped slid slipped added grabbed nabbed amassed pulled raked scored lost landed posted racked banked held"
    " finished placed came ranked brought collects adds opens".split()
)
"""Verbs that a sum follows where an article tells what films earned: "X slid to third place with $9 million"."""
WEEKENDS = frozenset("weekend weekends grosses grossing box-office moviegoers".split())
"""Words of articles that tell what films earned."""
PILOTS = frozenset("pilot pilots".split())
WINS = frozenset("won wins".split())
WON_BY_WORKS = frozenset(
    "film picture feature movie series show drama comedy documentary animated sitcom programme miniseries".split()
)
"""Words that make the prize one for a work: "best drama", not "best actress"."""
PRIZED = WON_BY_WORKS | frozenset(
    "actor actress director screenplay performance song album artist score cinematography ensemble newcomer".split()
)
"""What the names of prizes have besides: "Best Actress in a Drama"."""
ENDS = frozenset("ended ends returned concluded wrapped".split())
