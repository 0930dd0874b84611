"""The words of passages that tell of people who make and watch something, and nothing of its story. Pure; English."""

from __future__ import annotations

import re
from typing import Final

from pullquote.cache.core.spoilers.lexicon import Lexicon

_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MONTH = (
    r"(?:jan(?:uary|\.)|feb(?:ruary|\.)|march|april|may|june|july|aug(?:ust|\.)|sept(?:ember|\.)|oct(?:ober|\.)|"
    r"nov(?:ember|\.)|dec(?:ember|\.))"
)

MADE: Final = Lexicon(
    r"\b(?:(?:was|were|is|are|been|be) (?:created|adapted|filmed|shot|made|recorded|written|built|sewn|produced|"
    r"directed|developed|dreamt up|designed|composed|edited|mixed|choreographed)|"
    r"shoot(?:s|ing)? (?:the|in|on|every|much|most)|filmed|filming|adapted from|based on|produced by|created by|"
    r"distribut\w+|executive produc\w+|showrunn\w+|co-creator|creator|writers[’'] room|head writer|screenwriter|"
    r"director|cinematograph\w+|composer|composed|costum(?:e|es|er|ier|iers)|wardrobe|prosthetics?|make-?up|"
    r"production|soundstage|backlot|location|stand(?:s|ing)? in for|sound (?:team|mix|design\w*)|score|soundtrack|"
    r"stunt\w*|rehears\w+|take after take|one take|between takes|table read|made \d+|for the (?:series|show|film|"
    r"movie) (?:by|in|from|at)|(?:from|on) (?:the )?set|call sheet|crew|camera\w*|lens\w*|"
    r"visual effects|puppet\w*|choreograph\w+|hand-?(?:stitched|made|painted|built)|sewn|stitched|"
    r"trained (?:for|with|at)|accent coach|dialect|props?|actors?|extras|writers|music videos?|made (?:his|her) name|"
    r"(?:his|her) (?:agent|trailer|call)|"
    r"wrote the (?:finale|episode|script|pilot|series|film|movie|book|novel|part|score)|effects|opening titles|replica|"
    r"format|franchise|theme (?:song|tune)|title sequence)\b"
)
"""How something is made, and by whom."""
SHOWN_AND_SOLD: Final = Lexicon(
    r"\b(?:airs|aired|airing|streams? (?:on|from|all)|streaming|streamer|premieres?|premiered|premiering|debuts?|"
    r"broadcast\w*|"
    r"network|channel|theaters|theatres|cinemas|box office|opens (?:in|on|next|this)|arrives? (?:on|in)|"
    r"launch(?:es|ed)?|available|release[ds]?|sold to|territories|rights|renew\w*|cancel\w*|order(?:s|ed)|"
    r"commission\w*|greenlit|spin-?off|will return|returns (?:in|on|to|for|this|next)|back on|anniversary|"
    r"viewers|viewership|audience|ratings?|ranked|most[- ](?:watched|discussed|streamed|viewed)|according to|share "
    r"of|households|subscribers?|critics|"
    r"million|billion|per ?cent|percent|budget|marketing|cost \S?\d|running time|runs to|\d+ minutes|opening weekend|"
    r"[$£€]\d[\d.]{0,6}\s?(?:m|bn)|contains details|runtime|minutes long|rated (?:pg|r|tv|"
    r"15|18)|"
    r"guests will|website|the (?:park|company|museum|studio|label|publisher|network|broadcaster|streamer|police) "
    r"sa(?:id|ys)|"
    r"tickets?|tour|merchandise|vinyl|dvd|blu-ray|app|trailers?|teasers?|posters?|spot|went online|"
    r"nominat\w+|nods|awards?|ceremony|festival|prize|host(?:s|ed|ing)?|presenters?|judges? (?:are|include)|"
    r"jury president|red carpet|panel|fans|in attendance|spectators|reminder of the rules|how to (?:watch|vote)|"
    r"(?:original|main|rest of the) cast|cast members?|the cast|cast as|casting|recast|series regulars?|guest[- "
    r"]stars?|"
    r"co-stars?|stars? (?:as|opposite|alongside)|repped|represented by|attorney|publicist|spokes\w+|"
    r"declined to comment|statement|announced|confirmed|deadline|contract|developing|in development|wrapped|"
    r"season order|episodes? (?:were|was) (?:sent|made available)|sent to critics|"
    rf"(?:{_DAY}|tonight|nightly|weekly)(?: nights?)?(?:,)? at \d|\d\s?[ap]\.?m\b|{_MONTH} \d{{1,2}}\b|"
    rf"\b\d{{1,2}} {_MONTH}\b|in (?:19|20)\d\d|since (?:19|20)\d\d)\b"
)
"""When and where something is shown, what it earns, what is decided of it."""
LIVED: Final = Lexicon(
    r"\b(?:survived by|passed away|died (?:(?:aged|at|of|on|in (?:his|her|the|hospital)|peacefully|"
    rf"{_DAY}|last|this) ?)|dies (?:at|aged) \d+|(?:was|is) \d\d\b|aged \d\d|"
    r"born (?:in|on|and)|(?:left|dropped out of) (?:school|college|university)|graduat\w+|studied|drama school|"
    r"trained at|grew up|raised in|lives? (?:in|with|near)|moved (?:back )?to|"
    r"(?:mom|mum|dad|mother|father) (?:of|to) (?:one|two|three|four|\d|a)|parents? (?:to|of)|"
    r"(?:his|her|their) (?:husband|wife|partner|spouse) (?:of|,)|wife of \d|husband of \d|met (?:on|in|at|while|"
    r"during)|"
    r"married (?:at|since)|welcom(?:ed|es) (?:a|their|her|his|baby|\w+ child)|expecting (?:their|her|his|baby)|"
    r"engaged since|tied the knot in \d|(?:daughter|son)s? \w+, \d|twin (?:girls|boys|daughters|sons)|"
    r"instagram|shared a (?:photo|picture|snap|video)|his memoir|her memoir|"
    r"sold \w+ before|(?:first|last) (?:job|role|agent)|auditioned|audition|came to (?:the|acting|television)|"
    r"best known|known for|credits|career|joined the|stage debut|learned the trade|from (?:his|her) grand(?:mother|"
    r"father)|amateur)\b|"
    r",\s\d\d(?:,| and\b)"
)
"""What happens in the lives of real people."""
TRADES: Final = re.compile(
    r"\b(?:[Cc]reator|[Aa]ct(?:or|ress)|[Dd]irector|[Ww]riter|[Ss]howrunner|[Pp]roducer|[Cc]omposer|[Cc]omedian|"
    r"[Pp]resenter|[Dd]esigner|"
    r"[Cc]ostumer|[Cc]horeographer|[Cc]oordinator|[Ee]ditor|[Mm]illiner|[Aa]rmou?rer|[Hh]ost|[Tt]ailor|[Aa]uthor|"
    r"[Nn]ovelist|[Hh]istorian|[Cc]inematographer) [A-Z][\w’'-]+ [A-Z]"
)
"""Somebody real, by their trade and their whole name."""
DIED: Final = Lexicon(
    rf"\b(?:died (?:{_DAY}|peacefully|suddenly)|dies (?:at|aged) \d+|dead at \d+|survived by|(?:is|was|be) mourned)\b"
)
"""Somebody died who is no character."""
LABELS: Final = frozenset(
    "season series episode episodes part parts chapter week everyone everybody does leave leaves happens next verdict "
    "finally questions question answers cast plot story recap review".split()
)
"""Words of a heading that only says where one is."""
CASTING: Final = Lexicon(
    r"\b(?:cast|joins?|joined|joining|plays?|played|playing|portray\w*|roles?|stars?|starring|reprise\w*|"
    r"recurring|returns? as|set to|nominat\w+|nod|director|actress|actor|auditioned)\b"
)
"""Who is in something, where a character may be named."""
COUNTED: Final = Lexicon(
    r"[$£€]\s?\d|\b(?:million|billion|per ?cent|percent|renew\w*|cancel\w*|premieres?|filming|nominat\w+|"
    r"\d\s?[ap]\.?m)\b|\d%"
)
"""News that no story has words of."""
SPEAKS_OF: Final = Lexicon(
    r"[“\"][^”\"]{0,400}?\b(?:i|i[’']m|i[’']d|we)\b[^”\"]{0,400}?\b(?:she|he|she[’']d|he[’']d|she[’']s|he[’']s)\b|"
    r"[“\"][^”\"]{0,400}?\b(?:she|he|she[’']d|he[’']d|she[’']s|he[’']s)\b[^”\"]{0,400}?\b(?:i|i[’']m|i[’']d|we)\b"
)
"""Somebody speaks of somebody else: an actor of their part."""
SHE_DOES: Final = Lexicon(
    r"\b(?:he|she)\s(?:\w{1,12}ly\s|never\s|always\s)?(?!is\b|was\b|has\b|does\b|says|adds|laughs|smiles|nods|shrugs|"
    r"jokes|"
    r"admits|recalls|explains|notes|continues|lives|thinks|believes|feels|remembers|wants|knows|looks|seems|means|"
    r"likes|"
    r"loves|insists|concedes|hopes|plans|sips|pauses|winces|grins|sighs|gestures|leans|answers|apologi[sz]es|pours|"
    r"plays|stars|works|speaks|talks|tells|writes|credits|describes|"
    r"[a-z]{1,20}ss\b|always|perhaps|this|his|hers|its|towards|besides)[a-z]{2,20}s\b"
)
"""What somebody does, told as it happens, whatever it is."""
HONOURED: Final = Lexicon(
    r"\bbest (?:actor|actress|drama|comedy|director|supporting|series|newcomer)\b|\b(?:nominat\w+|awards?|emmys?|"
    r"baftas?|oscars?)\b"
)
"""Somebody or something was honoured."""
ITS_PARTS: Final = Lexicon(
    r"\b(?:episodes?|moments|scenes|deaths|twists|characters|seasons|endings|villains) (?:of|in|from|ranked)\b"
)
"""What a list goes through where it is about one work."""
TELLINGS: Final = Lexicon(
    r"\bpower rankings?\b|\bfollow (?:it|along|the \w+) live\b|\blive (?:updates|results|blog)|\bas it happens\b|"
    r"\bstill together\b|\bwhere are they now\b|\bwho (?:leads|left|leaves|stays|is out|is left|goes|quits)\b|"
    r"\bspoilers?\b|\banswers? (?:[\w’'-]+ ){1,4}questions\b|"
    r"\bon (?:\w+[’']s |that |the |his |her |leaving |saying |being |killing |losing |dying |playing )?"
    r"(?:[\w’'-]+ ){0,2}?(?:exit|goodbye|farewell|departure|elimination|final (?:scene|episode|hour)|demise|last "
    r"stand)\b|"
    r"\bevery (?:death|twist|clue|exit)\b|\beverything (?:we learned|that happens)\b|\bbreakdown\b|"
    r"\b(?:every|all the) easter eggs?\b|\btimeline\b|\bfan theor|\bfans think\b|\bexplained?\b|"
    r"\beverything to (?:remember|know)\b|\bwhat to remember\b|\brefresher\b"
)
"""The headline of a piece that tells, where it may tell nothing itself."""
ENTRY: Final = re.compile(
    r"(?:[A-Z0-9][\w’'&!-]{0,30},?\s(?:(?:of|the|and|a|an|in|to|for|on|with)\s){0,2}){1,7}"
    r"(?:(?<=, )\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b|\((?=[^)]{0,80}(?:day|[ap]\.?m\b|\d{4}|channel|stream|\+)))"
)
"""The label of an entry in a listing: "Biscuit, Come Home (Friday, 9 p.m.)"."""
