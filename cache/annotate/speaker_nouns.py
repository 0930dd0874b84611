"""Nouns by which a text calls who speaks, and which of them may be said of one and the same person."""

from __future__ import annotations

from pullquote.cache.annotate.text.vocabulary import HONORIFICS, PLACE_NOUNS, ROLE_NOUNS

_HUMAN = ROLE_NOUNS | frozenset(
    "man woman men women insider source teenager thespian comedienne pop-star congresswoman expert officer witness"
    " official doctor nurse physician surgeon neighbour neighbor resident protester student teacher pupil driver"
    " soldier pilot priest bishop pope pastor rabbi historian firefighter farmer viewer fan listener reader caller"
    " user commenter onlooker eyewitness bystander patient prosecutor detective sheriff chief boy girl youngster"
    " pensioner mum-of-two mother-of-two father-of-two singer-actress actor-director headliner frontwoman soloist"
    " minister premier ambassador diplomat secretary general colonel captain sergeant inspector prince princess king"
    " queen duke duchess star-turned-director emcee dj sportsman sportswoman striker goalkeeper midfielder defender"
    " golfer sprinter swimmer champion cyclist skipper publisher programmer exec head vet person customer lady"
    " gentleman guard usher notary barman barmaid waiter waitress guest".split()
)
MANY = frozenset(
    "insiders sources officials doctors physicians experts scientists researchers critics fans viewers lawyers"
    " attorneys prosecutors police protesters residents neighbours neighbors users friends parents children sisters"
    " brothers twins siblings organisers organizers producers writers directors actors stars authors spokespeople"
    " couple pair duo trio band group quartet quintet spouses newlyweds judges hosts members activists students"
    " teachers reporters journalists editors executives representatives reps leaders managers creators"
    " showrunners filmmakers people bosses pals guests customers villagers neighbours staff crew".split()
)
BODIES = frozenset(
    "report statement letter network studio company magazine newspaper outlet review lawsuit document"
    " bank force ministry union court firm agency department council charity channel broadcaster streamer label"
    " publisher distributor website site paper publication tabloid team club government committee commission academy"
    " festival organisation organization association service office embassy museum theatre theater venue retailer"
    " filing complaint study survey petition memo notice press release announcement invitation family estate"
    " management campaign foundation institute university school board party association store brand spokesman-for"
    " article story profile blog forum programme bulletin synopsis description logline blurb".split()
)
"""What speaks without being somebody: a quotation of theirs is nobody else's."""
ACTS = frozenset("band duo trio group quartet quintet pair couple act".split())
HOUSES = frozenset("network studio company streamer label publisher distributor broadcaster channel".split())
SPEAKERS = _HUMAN | MANY | BODIES
TITLES = SPEAKERS | HONORIFICS | PLACE_NOUNS
"""Capitalised words before a name that are no part of it: "Justice Department Inspector General Ada Quill"."""
SOURCES = frozenset("insider source spokesperson spokesman spokeswoman rep representative publicist witness".split())
"""Roles that somebody has whom the article does not name."""
_KIN = frozenset(
    "husband wife ex ex-husband ex-wife boyfriend girlfriend fiancé fiancée fiance partner father mother dad mom mum"
    " son daughter brother sister friend pal uncle aunt cousin grandfather grandmother stepfather widow widower"
    " fellow colleague bandmate castmate classmate roommate counterpart victim suspect accuser agent lawyer attorney"
    " aide adviser advisor spokesmen officer detective psychologist professor biographer manager".split()
)
EPITHETS = ROLE_NOUNS - SOURCES - _KIN
"""Roles by which an article calls somebody it has named; the others are often somebody else's."""
SAME_ROLE = tuple(
    frozenset(words.split())
    for words in (
        "actor actress star thespian performer lead",
        "singer vocalist songwriter singer-songwriter musician rapper pop-star star frontman frontwoman artist",
        "director filmmaker helmer auteur moviemaker",
        "showrunner creator producer boss co-creator",
        "writer author novelist screenwriter scribe playwright",
        "comedian comic comedienne stand-up",
        "host presenter anchor broadcaster emcee co-host",
        "executive boss chief ceo president chairman chairwoman",
        "footballer player striker midfielder defender goalkeeper athlete",
    )
)
"""Nouns one person may be called by in turn."""
