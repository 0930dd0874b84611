"""The words by which a passage tells a story, reports news of it, or warns of spoilers. Pure; English.

Every pattern is bounded: it takes time in proportion to the text, whatever that is.
"""

from __future__ import annotations

import re
from typing import Final

from pullquote.cache.core.spoilers.lexicon import Lexicon


def _words(text: str) -> str:
    return "|".join(text.split())


OUTCOMES: Final = Lexicon(
    r"\b(?:t(?:ied|ies|ying) the knot|walks? down the aisle|bottom (?:two|three)|sing-off|dance-off|cook-off|"
    r"knocked out|crash(?:es|ed)? out|"
    r"bow(?:s|ed) out|hang(?:s)? up|contestant to leave|elimination|star baker|"
    r"from the (?:start|very beginning)|all this time|was not real|wasn[’']t real|"
    r"only a dream|last seen|last saw|end of the road|(?:most|fewest) votes|wild ?card|(?:is|are|was|were) safe|safe "
    r"(?:is|are)|"
    r"leaderboard|perfect (?:score|ten|thirty|forty)|top (?:\d+|three|four|five|six|eight|ten) revealed|"
    r"working for|goes into the|walk(?:s|ed|ing) into|run through|break-?up|packing|"
    r"suspended|shooting|theor(?:y|ies)|suspect(?:s|ed)?|"
    r"will be the one|no way back|broke us|burned|burn(?:s|ing)?|buried|double-cross\w*|captur\w+|trapped|rescued?|"
    r"the body|her own|his own)\b|"
    r"\b(?:dies|dying|died|kills?|killed|killing|murder(?:s|ed|ing|er|ous)?|slain|slays|deaths?|dead|deadly|demise|"
    r"killers?|culprit|assassinat\w+|executed|executes|beheaded|poison(?:s|ed|ing)|drown(?:s|ed|ing)|strangle[sd]|"
    r"stab(?:s|bed)|corpse|funeral|fate|fates|fateful|doomed|sacrific\w+|resurrect\w+|(?:faked?|fakes|faking)|"
    r"betray\w*|"
    r"traitor|mole|impostor|double agent|mastermind|unmask\w*|true identity|real identity|secretly|"
    r"twists?|cliff-?hangers?|shock(?:ing|er) (?:end\w*|twist|death|exit|moment|reveal|return|scene)|bombshell|"
    r"turns? out|turned out|all along|reveal(?:s|ed|ing)? (?:that|to|as|he|she|himself|herself|themselves|the|his|"
    r"her|how|who|why)|the reveal|big reveal|"
    r"revelations?|it emerges|learns? that|discover(?:s|ed)? that|finds? out|found out|confess\w*|"
    r"pregnan\w+|marr(?:y|ies|ied)|weds|wedding|proposes|divorces?|break(?:s)? up|breakup|sleeps? with|kiss(?:es|"
    r"ed)?|"
    r"eliminat\w+|evicted|evictions?|voted (?:off|out)|dumped|sent home|crowned|wins|won|winner|runner-up|"
    r"written out|killed off|kills? off|axed off|arrested|imprisoned|convicted|acquitted|kidnapp\w+|abduct\w+|"
    r"post-?credits?|mid-?credits?|cameos?|surprise (?:appearance|return)|"
    r"final (?:scene|shot|moments?|minutes?|frame|image|act|reel|stretch|showdown|battle|confrontation|twist|sequence)|"
    r"closing (?:scene|shot|moments?|minutes?|frame|image)|last (?:scene|shot|moments?|minutes?|frame|act|reel|hour)|"
    r"in the end|the end of (?:the )?(?:film|movie|episode|season|series|show|book|novel|game)|"
    r"end(?:s|ed|ing)? (?:with|up|in|on|by|as)\b|(?:the|its|that|this|shock|happy|tragic|ambiguous|surprise) ending|"
    r"reunit\w+|vanish(?:es|ed)|disappear(?:s|ed|ance)|explod(?:es|ed)|blows? up|burns? down|wakes? up|coma|"
    r"long-lost|believed (?:to be )?dead|presumed dead|comes? back from|back from the dead|alive|survive[sd]?|"
    r"real (?:father|mother|killer|name|parents?|brother|sister)|(?:is|was|were|are) (?:really|actually|shot|"
    r"trapped|caught|exposed)|"
    r"amnesia|time jump|flash-?forward|farewell to|says? goodbye|goodbye to|loses (?:her|his|their)|"
    r"final rose|takes? over the (?:throne|company|family)|throne|escapes?|escaped|hostage|flees|fled|"
    r"lied|lying about|cheat(?:s|ed|ing) (?:on|with)|affair|blackmail\w*|framed|ghost of|possessed)\b"
)
"""What comes of a story: deaths, endings, twists, who it was, who won."""
_VERBS = _words(
    "discovers realizes realises learns finds decides confronts rescues befriends awakens struggles grapples "
    "fights battles attacks steals lies seduces enlists embarks uncovers investigates suspects chases sneaks "
    "grabs throws shoots begs pleads plots schemes inherits hunts tracks pursues faces stumbles forgives punishes "
    "tortures captures frees tricks deceives manipulates bribes pretends recovers succumbs surrenders defeats "
    "conquers abandons stalks haunts summons banishes destroys buries digs unlocks avenges reconciles clashes "
    "volunteers infiltrates warns threatens convinces persuades refuses agrees rebels races rushes drags vows "
    "spies eavesdrops overhears reassures comforts hesitates returns leaves meets loses opens tells walks runs "
    "arrives follows breaks hides searches sets sees takes turns gives goes comes becomes falls admits accepts "
    "joins rejects leads brings sends catches spots hears reads watches sits stands cries weeps screams collapses "
    "crashes drives sails climbs jumps burns signs buys sells promises asks realise discover confront faints "
    "shuts pulls pushes cuts wins stops hands calls visits writes swears shoves slips wakes confesses kisses "
    "kills dies betrays steps lights holds loves hates trusts tells "
)
DONE: Final = Lexicon(rf"\s(?:{_VERBS})\b")
"""The verbs of ``DOINGS``, whoever does them."""
DOINGS: Final = re.compile(
    r"\b(?:[A-Z][\w’'-]{0,30}|he|she|they|who|and|but|then|never|finally|it|couple|girl|boy|sheriff|detective|"
    rf"sisters?|brothers?|mother|father|son|daughter|wife|husband)\s(?:\w{{1,20}}ly\s)?(?i:{_VERBS})\b"
)
"""What characters do, told as it happens."""
SYNOPSIS: Final = Lexicon(
    r"\b(?:season|series|episodes?|instal?lment|story|it|which|finale|premiere|chapter|run|hour|show|"
    r"s\d)\b[^.!?]{0,40}?"
    r"\b(?:finds|sees|will (?:see|find|follow|pick up|explore|have to|reveal|kill|bring back)|picks up|picking up|"
    r"follows|begins with|opens (?:with|on|in)|"
    r"closes (?:with|on)|cent(?:er|re)s (?:on|around)|takes place|jumps|moves the (?:action|story)|kills|reveals|"
    r"is about|explores|brings back|answers|resolves|deals with|introduces)\b"
)
"""A season or an episode that is said to tell something."""
FOLLOWS_WHO: Final = Lexicon(
    r"\b(?:(?:the )?(?:series|show|drama|comedy|sitcom|thriller|film|movie|mystery|story|novel|book|game|play|"
    r"musical|miniseries|"
    r"adaptation|sequel|which|that|it)\b[^.!?]{0,60}?\b(?:follows|cent(?:er|re)s (?:on|around)|tells the story of|"
    r"revolves around|is about|is set (?:in|on|at)|set in|chronicles|charts|stars)|"
    r"is set (?:in|on|at|aboard|inside|among|against|around)\b|(?:follows|tells the story of|revolves around|"
    r"cent(?:er|re)s (?:on|around)|chronicles) (?:a|an|the|one|two|"
    r"three)\b|"
    r"stars? [^.!?]{0,60}? as (?:a|an|the)\b|(?:plays|played by|playing|portrays))\b"
)
"""What everybody is told of a story: its premise, who is in it."""
PREMISE_TURNS: Final = Lexicon(
    r"\b(?:only to|turns? out|reveal\w*|twist\w*|in the end|dies|is killed|kills|ending|finale|all along|actually|"
    r"secretly|eventually|ultimately)\b"
)
"""What a premise does not say."""
NEWS: Final = Lexicon(
    r"\b(?:renew(?:s|ed|al|ing)?|order(?:s|ed)? (?:a|an|for|to|\w+ (?:more|new))|pick(?:s|ed)? up for|green-?lit|"
    r"greenlights?|"
    r"cancel\w+|commission\w*|recommission\w*|cast|casting|casts|recast\w*|joins? (?:the )?(?:cast|season|series|"
    r"show|ensemble|[A-Z]\w+)|joined the cast|"
    r"series regulars?|guest[- ]stars?|recurring|set to (?:star|return|play|premiere|air)|to star|will (?:star|"
    r"return|play|premiere|air|debut|stream|launch|arrive|be released|direct|write|have(?! to)|consist|run|be shown|"
    r"land|drop|begin|start)|"
    r"signed on|sign(?:s|ed) (?:a|up|on)|production|pre-?production|film(?:ed|ing)|shoot(?:s|ing)?|on location|"
    r"wrap(?:s|ped)?|"
    r"release(?:d|s)?|release date|premieres?|premiered|debut(?:s|ed)?|airs|aired|airing|arrives on|arrive on|"
    r"stream(?:s|ing|ed|er)?|"
    r"broadcast\w*|on (?:netflix|hulu|bbc|hbo|disney|prime video|apple)|ratings?|viewers|viewership|audiences?|"
    r"record|draws|back to back|double bill|million|households|share of|"
    r"nominat\w+|emmys?|baftas?|golden globes?|oscars?|grammys?|awards?|trailers?|teasers?|posters?|first look|"
    r"budget|"
    r"writers[’']? room|scripts?|script(?:ed|ing)|direct(?:ed|s|ing) by|director|executive produc\w+|producers?|"
    r"showrunners?|network|streamer|"
    r"schedul\w+|delay\w*|postpon\w*|moved (?:to|from)|eight-episode|\w+-episode|runs? (?:for|to)|run time|runtime|"
    r"minutes long|"
    r"(?:written|directed|created|composed|edited) by|soundtrack|available (?:on|to|from)|subscribers?|box office|"
    r"grossed|(?:actors|writers)[’'] strike|contract|negotiat\w+|talks|deal|"
    r"licen[cs]\w+|"
    r"dvd|blu-ray|merchandise|convention|panel|announce[sd]?|announcement|confirm(?:s|ed)|official(?:ly)?|"
    r"returns? (?:on|to \w+ on|this|next|in)|coming (?:to|in|this|next)|"
    r"back (?:on|in) (?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"spring|summer|autumn|fall|winter)|"
    r"episode count|costumes?|stunt|rehears\w+|sets? (?:were|was|built)|studio|crew|critics|rotten tomatoes|"
    r"per cent|percent|interview)\b|"
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\s\d{1,2}\b|"
    r"\b\d{1,2}\s(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|"
    r"\b\d{1,2}(?::\d{2})?\s?[ap]\.?m\b|\b20\d\d\b"
)
"""What happens to a show and not in it."""
REAL_DEATH: Final = Lexicon(
    r"\b(?:died (?:aged|at|of|on|in (?:19|20)\d\d|after a (?:short|long) illness|last (?:week|month|year)|"
    r"this (?:week|month|year))|passed away|has died|"
    r"obituary|in memory of|tribute to|late (?:actor|actress|creator|writer|director|star)|death of (?:its|"
    r"the) (?:actor|creator|star|writer|director)|"
    r"(?:actor|actress|creator|writer|director|producer)[^.!?]{0,30}\b(?:died|death))\b"
)
"""Somebody died, and no character."""
AWARDS: Final = Lexicon(
    r"\b(?:emmys?|baftas?|golden globes?|oscars?|grammys?|tonys?|awards?|prizes?|festival|palme|nominat\w+|trophy)\b"
)
"""Where winning is news."""
NEWS_FIGURES: Final = Lexicon(
    r"\b(?:wins|won|beats?|winner) (?:(?:the|its|a) )?(?:night|ratings|slot|week|demo|time ?slot|weekend|box office|"
    r"rights|bid)|"
    r"\b(?:kill(?:s|ed)? (?:time|the (?:project|deal|show|series|spin-?off))|save(?:s|d) (?:the )?(?:show|series)|"
    r"survive[sd]? (?:cancel\w+|the axe|the strike)|"
    r"(?:has|have|does it have|is there) (?:a |any )?(?:post|mid)-?credits? scenes?\??|dead(?:line|pan|lock)|"
    r"shot (?:in|on|by|at|over|with|during)|shooting (?:in|on|began|begins|wrapped|will|starts)|fall of \d+|"
    r"to die for|killer (?:soundtrack|score|cast|premise)|marry (?:a|"
    r"the) \w+ (?:with|and)|"
    r"won (?:over|praise|acclaim|critics|audiences|fans|a second|a third|another)|wins (?:over|praise|acclaim|"
    r"renewal|critics|a)|kissed goodbye|"
    r"ended (?:up )?(?:on|in) (?:a|the) (?:high|top)|end(?:s|ed|ing)? (?:with|on|in|after) (?:its |the |a |"
    r"\w+ )?(?:season|series|run|\w+ season|20\d\d|\w+ million)|"
    r"will end (?:with|after)|to end (?:with|after)|ending (?:with|after)|"
    r"dead (?:on arrival|heat)|secret(?:ly)? (?:filmed|shot|filming|location|to (?:its|the|a))|twists? and turns)\b"
)
"""Turns of phrase of the news that sound like a story's."""
MARKS: Final = Lexicon(
    r"\bspoilers?[\s-]*(?:alert|warning|ahead|below|follow|within|incoming|inside|notice|to follow|to come|abound)|"
    r"\bspoilers?\s(?:for|from|of|about)\b|"
    r"\b(?:contains?|containing|includes?|has|have|with|reveals?|discuss\w*|features?|are|beware(?: of)?|full of|"
    r"warning:?|major|massive|big|huge|heavy|full|some|plot|mild|minor|finale|ending|episode|"
    r"season)\s(?:[\w-]+\s){0,2}?spoilers?\b|"
    r"\b(?:this|the following)\s(?:article|story|post|interview|piece|recap|review|feature|page|column|section|"
    r"conversation|text|blog)\s[^.!?]{0,30}?\b(?:discusses|reveals|contains|includes|describes|details|gives away|"
    r"mentions|talks about|spoils)\b[^.!?]{0,60}?\b(?:plots?|events?|endings?|details?|key|finale|twists?|episodes?|"
    r"deaths?|season|what happens)\b|"
    r"\b(?:stop reading|look away|turn back|read no further|do(?: not|n[’']t) read (?:on|any)|leave now|"
    r"come back (?:once|when|after)|proceed (?:with caution|at your)|bookmark this)\b|"
    r"\bif you (?:have not|haven[’']t) (?:yet )?(?:seen|watched|finished|caught)\b|\bnot (?:caught up|up to date)\b|"
    r"\bhere be spoilers\b|"
    r"^\s*\W{0,3}spoilers?\W|\bspoilery\b|\bspoilers?\s*[!:.]|\bspoiler\b"
)
"""The outlet's mark that spoilers follow."""
NO_SPOILERS: Final = Lexicon(
    r"\b(?:no|zero|without|free of|avoid(?:s|ing|ed)?|never any|non)[\s-](?:\w+\s){0,2}?spoilers?\b|"
    r"\bspoiler[\s-](?:free|averse|phobic|phobes?|light|proof|policy|culture)|\b(?:won[’']t|doesn[’']t|don[’']t|not|"
    r"without)\s(?:\w+\s)?spoil\w*\b|"
    r"\bsafe (?:from|of) spoilers|\bspoilsports?\b"
)
"""Spoilers spoken of that do not follow."""
MARKS_END: Final = Lexicon(
    r"\b(?:end of (?:the )?spoilers?|spoilers? (?:end|ends|over|stop)s?(?: here)?|spoilers are over|"
    r"no more spoilers?|(?:spoiler[\s-]free|safe)(?: to read)? (?:from here|from this point|again|below|after this)|"
    r"back to (?:the )?(?:spoiler[\s-]free|news)|(?:you can|may) (?:look|read on|come back) (?:again|now|safely))\b"
)
"""The mark that they are over."""
BOILERPLATE: Final = Lexicon(
    r"\b(?:sign up (?:for|to)|newsletters?|subscribe|follow us|read more|read next|related:|click here|"
    r"photo(?:graph)?s? by|(?:photo|image) credit|getty|all rights reserved|"
    r"advertisement|sponsored|affiliate|commission on|privacy|cookies?|download (?:our|the) app|this article (?:was|"
    r"first|originally)|(?:is|are) (?:available|streaming)|additional reporting|"
    r"share (?:this|your|on)|comments? (?:below|section)|let us know|tell us|what did you think|more (?:coverage|"
    r"recaps|reviews)|contributed to this|our (?:privacy|guide))\b"
)
"""What an outlet puts beside every article."""
RECAPS: Final = Lexicon(
    r"\brecap(?:s|ped|ping)?\b|\bending,? explained\b|\bexplained\b|\bexplain(?:s|ing) (?:that|the|why|how|what)\b|"
    r"\bpost-?mortem\b|\beaster eggs?\b|\bwho (?:dies|died|won|wins|killed|was|is (?:the )?killer|went home|"
    r"got (?:eliminated|the))\b|\bwhat happen(?:s|ed)\b|"
    r"\bbreak(?:s|ing)? down (?:that|the|why|how|\w+[’']s)\b|\bthat (?:\w+ )?(?:ending|twist|death|finale|"
    r"cliffhanger|reveal|cameo|scene|moment|kiss|exit|betrayal)\b|\bunpack\w*|\bepisode guide\b|\bliveblog\b|"
    r"\bas it happened\b|"
    r"\bbiggest (?:moments|questions|twists|deaths)\b|\bburning questions\b|\bburning\b|\bcliff-?hanger\b|"
    r"\btheor(?:y|ies)\b|\breacts? to\b|\bon (?:\w+[’']s|the) (?:\w+ )?(?:death|exit|twist|ending|fate|return|"
    r"finale|betrayal|cliffhanger|reveal|kiss|scene)\b|\bspoilers?\b|\banalysis\b|\bmoments\b|\branking\b"
)
"""A piece that tells what happens in what it is about."""
REVIEWS: Final = Lexicon(r"\breviews?\b|\breviewed\b|\bcritic[’']s (?:take|notebook)\b|\bverdict\b")
"""A piece that says how good it is, and tells some of it."""
KINDS: Final = (
    ("Recap", Lexicon(r"\brecap")),
    ("Ending explained", Lexicon(r"\bending,? explained|\bending\b.{0,40}\bexplain")),
    ("Review", Lexicon(r"\breview")),
    ("Explained", Lexicon(r"\bexplain")),
    ("Post-mortem", Lexicon(r"\bpost-?mortem|\bbreaks? down\b")),
    ("Interview", Lexicon(r"\binterview|\bq ?& ?a\b|\btalks\b|\bon (?:that|the|\w+[’']s)\b")),
    ("Live", Lexicon(r"\blive ?blog|\bas it happened\b")),
    ("Preview", Lexicon(r"\bpreview|\bteaser|\btrailer|\bpromo\b")),
)
"""What kind of piece a headline heads, by its words, in our own."""
ON_SCREEN: Final = Lexicon(
    r"\b(?:characters?|episodes?|seasons?|finale|scenes?|film|movie|show|series|role|plays|played|playing|"
    r"on-?screen|storyline|arc|plot|contestants?|the (?:villa|house|island|competition|contest|final)|judges?|"
    r"dancefloor|jury|challenge|villain|hero(?:ine)?|alter ego)\b"
)
"""What says that somebody's fate is that of a part, or that they were in a contest."""
FATES: Final = Lexicon(
    r"\b(?:crash(?:es|ed)? out|bow(?:s|ed) out|knocked out|run (?:[^.!?]{0,40} )?is over|bottom (?:two|three)|"
    r"(?:last|final) (?:two|three|four|five|six|shift|episode|scene|day)|sing-off|dance-off|stabbed|shot dead|"
    r"leav(?:es|ing) [A-Z‘“]|through to|saved|tops the leaderboard|dies|dead|death|killed|kills?|murder\w*|"
    r"killed off|written out|survives?|fate|eliminat\w+|evicted|"
    r"voted (?:off|out)|dumped|sent home|crowned|wins|won|winner|runner-up|loses|lost (?:to|the)|finale|ending|"
    r"exits?|disqualified|quits|betray\w*|twist|turns out|reveal(?:s|ed) (?:to|as)|cameos?|post-?credits?|"
    r"surprise (?:appearance|return)|returns as|sacrific\w+|arrested|pregnant|marr(?:y|ies|ied)|villain all along|"
    r"the killer|resurrect\w+|spoilers?)\b"
)
"""What became of somebody in a story or a contest."""
COMPARED: Final = re.compile(
    r"\W*(?:like|unlike|as in|as with|compared (?:to|with)|much like|just like|think)\b", re.IGNORECASE
)
"""Another work is named to compare."""
ELSEWHERE: Final = Lexicon(
    r"\W*(?:elsewhere|in other news|also (?:on|this week|new)|other (?:news|shows)|what else|more tv|over (?:on|"
    r"in) [A-Z]|meanwhile,? (?:on|over) )"
)
"""What goes on to something else."""
HARD_RECAPS: Final = Lexicon(
    r"\brecap|\bending\b|\b(?:deaths|twists|endings|exits|moments|reveals|betrayals|scenes|cameos)\b|"
    r"\bfinal (?:shot|scene|image|twist|frame)|\bsent home\b|\beliminat|\bpost-?mortem|\bwho (?:dies|died|won|wins|"
    r"killed|went home|got)|\bwhat happen|"
    r"\beaster eggs?\b|"
    r"\bspoilers?\b|\blive ?blog|\bas it happened|\bcliff-?hanger|\bthat (?:\w+ )?(?:twist|death|reveal|cameo|exit|"
    r"shot|image|ending|scene|"
    r"betrayal)"
)
"""A headline over a telling, whatever else it says."""
HARD_NEWS: Final = Lexicon(
    r"[$£€]\s?\d|"
    r"\b(?:renew\w*|cancel\w*|airs|aired|airing|stream(?:s|ing|er)?|premieres?|premiered|debuts?|ratings?|viewers|"
    r"million|nominat\w+|"
    r"emmys?|baftas?|releases?d?|filming|casting|on sale|box office|minutes long|hours? and|opens (?:in|on)|"
    r"\d\s?[ap]\.?m\b|in development|attached|\d+ minutes|runs to|(?:jan|febr)uary|march|april|june|"
    r"july|august|"
    r"(?:sept|nov|dec)ember|october|sundays?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|tonight|"
    r"weekly)\b"
)
"""News that is no word of a story too."""
CORE_OUTCOMES: Final = Lexicon(
    r"\b(?:t(?:ied|ies|ying) the knot|knocked out|crash(?:es|ed)? out|sing-off|bottom (?:two|three)|stabbed|"
    r"contestant to leave|elimination|star baker|drowned|hang(?:s)? up (?:his|her|their) apron)\b|"
    r"\b(?:dies|dead|died|killed|murder\w*|deaths?|arrested|pregnant|in prison|wedding|is dead|was dead|killed off|"
    r"kills? off|kills|killer is|is killed|was killed|murdered|murders|death of|[’']s (?:\w+ )?(?:death|murder|fate|"
    r"killer|betrayal)|written out|"
    r"turns? out|turned out|revealed? (?:to be|as|that)|reveal(?:s|ed) (?:himself|herself|themselves|the killer)|"
    r"is (?:really|actually|secretly|the killer|the mole|the traitor|pregnant|alive)|unmasked|cliff-?hanger|twist|"
    r"eliminated|evicted|voted (?:off|out)|sent home|dumped|crowned|(?:final|last|closing) (?:scene|shot|reel|act|"
    r"minutes|moments)|"
    r"post-?credits|cameo|believed dead|presumed dead|back from the dead|"
    r"sacrific\w+|betrays|resurrect\w+|shock(?:ing)? (?:death|exit|ending|twist)|marries|fate of)\b|\b(?:ending)\b"
)
"""Outcomes that are told even where a sentence is news."""
CREDITS: Final = Lexicon(
    r"\b(?:best known for|known for|credits include|previously (?:starred|appeared|seen|played)|appeared in|"
    r"has starred in|"
    r"also (?:starred|appeared) in|whose (?:other )?credits)\b"
)
"""What somebody did elsewhere."""
ROUNDUPS: Final = Lexicon(
    r"^\W*(?:the )?\d+ (?:best|worst|most|biggest|greatest|shows?|series|films|deaths|twists|things)\b|\branked\b|"
    r"round-?up|"
    r"\b(?:tv tonight|tonight[’']s tv|what to (?:watch|stream)|and more\b|week in tv|week in television|"
    r"best (?:shows|tv|series)|"
    r"(?:shows|series|things) to (?:watch|stream)|streaming guide|tv guide|weekend(?:[’']s)? (?:tv|watch))"
)
"""The headline of a piece that goes through many works."""
NOT_YET: Final = Lexicon(r"\b(?:before|ahead of|until|up to|prior to|in time for|leading up to)\s(?:the\s|its\s)?$")
"""What stands before a place that is not told."""
OF_LAST_NIGHT: Final = Lexicon(
    r"\b(?:last night|tonight|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: night)?|this week|"
    r"last week)[’']?s\s[“‘\"']?$"
)
"""What stands before a show whose latest episode is meant."""
SMALL_WORDS: Final = frozenset(
    "the a an in on at of for with from and but or so yet by as if when while after before since until once where why "
    "how what who this that these those its his her their our my your then now here there recap review watch read "
    "spoilers spoiler warning during through throughout midway early late like unlike both all every each only even "
    "meanwhile still also again later later, back not no yes is was are were will would can could "
    "should may might".split()
)
"""Words that are nobody's name, though they may begin a sentence."""
CONTEST_FATES: Final = Lexicon(
    r"crash|knocked|bottom|sing-off|dance-off|"
    r"last|final|run |bow|stabbed|saved|leav|through to|tops|lost|eliminat|evicted|voted|dumped|sent home|crowned|"
    r"killed off|written out"
)
"""Fates that only parts and contests have."""
TITLED: Final = re.compile(
    r"(?<!plays )(?<!play )(?<!playing )(?<!played )(?<!as )\b(?:Captain|Inspector|Sergeant|Dr\.?|Lord|Lady|Father|"
    r"Sister|"
    r"Detective|Admiral|Deputy|Sheriff|"
    r"King|Queen|Princess|Prince|Commander|Constable|DCI|DI|DS|Agent|Brother|Reverend|Major|Colonel|Duke|Duchess|"
    r"Aunt|Uncle|Nurse|Chef|Professor|Mayor|Abbot|Abbess|Doctor|Officer|Lieutenant)\s[A-Z]\w+"
)
"""Somebody with a title, as those of stories are called, and hardly anybody of the news of them."""
CRAFT: Final = Lexicon(
    r"\b(?:performances?|costumes?|cinematograph\w+|photograph\w+|score|soundtrack|camera|direct(?:s|ed|ion|or)|"
    r"script|writing|dialogue|acting|actors?|"
    r"production design|sets|editing|lighting|pacing|stars?|cast|shot (?:in|on)|best known|makers of|frocks|"
    r"plotting|design(?:er|s)?|prose|episodes? (?:are|run)|"
    r"handsome|gorgeous|beautiful\w*|funny|witty|clumsy|tedious|overlong|uneven)\b"
)
"""How something is made, and how well."""
LISTINGS: Final = Lexicon(
    r"\b(?:tv tonight|tonight[’']s tv|next week|coming up|(?:this|the) week[’']s tv|soaps?:|what happens (?:this|"
    r"next) week)\b"
)
"""The headline of a piece that says what the episodes to come tell."""
LIVES: Final = Lexicon(
    r"\b(?:trained at|got the part|auditioned|audition|grew up|(?:was )?born in|drama school|waited tables|lives in|"
    r"(?:first|last) (?:job|role|part|agent)|"
    r"learn(?:ed|ing|t) to (?:ride|row|fence|sing|play|box|swim|dance)|is learning|married to|two (?:dogs|children|"
    r"sons|daughters)|studied|moved to (?:london|los angeles))\b"
)
"""What actors and makers are asked of their lives."""
