"""What a headline says, taken apart: words that tell it from others, what happened, what kind of piece it heads.

Pure, and without a library: no word here is anybody's name. ``grouping`` compares headlines by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from pullquote.cache.core.names import normalize
from pullquote.cache.core.times.words import MONTHS, SHORT_MONTHS, WEEKDAYS

_SMALL = frozenset(
    "a about after all also amid among an and any are as at be been before being between both but by can could did do "
    "does during even ever every for from get gets go going had has have he her here hers him his how if in into is it "
    "its just like may more most much my no nor not now of off on one only or other our out over own per she should so "
    "some such than that the their them then there these they this those through to too two under until up upon us vs "
    "was we were what when where which while who whom whose why will with would yet you your "
    "der die das den dem des ein eine und ist im am von zu mit auf fur nach bei uber le la les un une des du de et en "
    "est pour sur dans par avec aux el los las una y del por para con al se su il lo gli e di da che per non".split()
)
_COMMON = frozenset(
    "joins joined casts casting renews renewed renewal orders ordered cancels canceled cancelled axes axed exits "
    "leaves leaving quits "
    "actor actress announce announces announced album anime band big biggest book call cast celebrity character "
    "cinema comedy come comes coming confirm day days debut director documentary drama dvd episode exclusive fan fans "
    "feature film first full game game good great hit home host huge interview just know latest life live "
    "look love made make makes making man movie music musical new news next novel official officially old "
    "original part people performance photo photos picture play plot podcast premiere producer real release report "
    "reported reportedly reveal reveals revealed role romance say says said scene season see sequel series set sets "
    "share shares show singer song star starring stars start still story stream streaming studio sued take takes "
    "teaser theater theatre thing things time today top tour trailer tv update video watch way week weekend woman "
    "work world year years".split()
)
"""Words of which so many headlines are made that they tell little."""
_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first one 1st i", "second two 2nd ii", "third three 3rd iii", "fourth four 4th iv", "fifth five 5th v",
         "sixth six 6th vi", "seventh seven 7th vii", "eighth eight 8th viii", "ninth nine 9th ix",
         "tenth ten 10th x", "eleventh eleven 11th", "twelfth twelve 12th"), 1
    )
    for word in words.split()
}  # fmt: skip
_CARDINALS = frozenset("two three four five six seven eight nine ten eleven twelve".split())
_UNITS = {
    "season": "season", "seasons": "season", "series": "season", "episode": "episode", "episodes": "episode",
    "ep": "episode", "chapter": "part", "part": "part", "vol": "part", "volume": "part", "book": "part",
    "week": "issue", "issue": "issue", "edition": "issue", "no": "issue", "number": "issue", "day": "issue",
    "round": "issue", "staffel": "season", "folge": "episode", "saison": "season", "temporada": "season",
    "stagione": "season",
}  # fmt: skip
"""What is counted, under one word each."""
_COUNTED_AFTER = frozenset({"season", "series", "episode", "chapter", "part", "volume", "edition", "week", "day"})
_SHORT_EPISODE = re.compile(r"\bs(\d{1,2})\s*e(\d{1,3})\b|\b(\d{1,2})x(\d{2,3})\b")
_SHORT_SEASON = re.compile(r"\bs(\d{1,2})\b")
_MONTHS = {
    normalize(name): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, 1)
    if normalize(name) != "may"
} | {"may": 5, "sept": 9}
_WEEKDAYS = frozenset(map(normalize, WEEKDAYS))
_REASON = re.compile(r"\b(?:after|amid|following|over|despite|ahead of|in (?:the )?wake of)\b")
_AMOUNT = re.compile(r"\b(\d+)(?:m|mn|bn|b|k)\b")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_YEARS = range(1900, 2100)


class Kind(Struct, frozen=True):
    """A kind of piece: ``words`` of its headline; ``own``: each outlet's is its own, no other has the same."""

    name: str
    words: str
    own: bool = True


KINDS = tuple(
    Kind(name, words, own)
    for name, words, own in (
        ("recap", r"recaps?|recapped|easter eggs?|ending explained|post ?mortem|episode guide", True),
        ("review", r"reviews?|reviewed|critics? pick|verdict on|stars? out of|kritik|rezension|critique", True),
        ("live", r"live ?(?:blog|updates?)|live$|as it happened|open thread|minute by minute", True),
        ("list",(r"(?:the )?\d+ (?:best|worst|most|things|reasons|ways|must|great(?:est)?|shows?|films?|movies|books|"
                 r"songs|albums|games|moments|times|facts)|"
                r"^(?:the )?(?:best|top|worst)|(?:best|worst) of (?:the )?(?:\d+|year|week|month|decade|day)|"
                r"(?:the )?(?:best|worst|top) (?:new )?(?:shows?|films|movies|books|"
                 r"songs|albums|games|series|tv(?! (?:prizes?|awards?|honou?rs?|jobs?|roles?|stars?|boss)\b))|"
                 r"every .{3,40} ranked|ranked|"
                 r"ranking|what to (?:watch|read|see|play|stream)|(?:new|coming|leaving|arriving|everything) "
                 r"(?:on|to|in|new)\b.{0,30}\b(?:this|in|on|week|month|weekend)|where to watch|how to watch|"
                 r"gift guide|top \d+|(?:week|weekend|month|year|day) in (?:review|pictures|photos|tv|music)|"
                 r"(?:weekly|daily|morning|weekend) (?:\w+ )?(?:roundup|round up|links|brief|briefing|digest|list|"
                 r"picks)|roundup|tv tonight|tonights? tv|this weeks? (?:best|new|top|in)"), True),
        ("feature",(r"^(?:heres )?(?:who|why|how|what|where|when|which|inside|meet|behind|is|are|was|were|should|does|"
                    r"did|can)\b|everything (?:we|you) (?:know|need)|what (?:it|that) means|things to know|explained|"
                    r"explains? (?:who|what|why|how)|heres (?:when|what|how|who|why|everything)|in pictures|"
                    r"in photos|snubs and surprises|biggest snubs|(?:best|worst) dressed|meet the|a look (?:back|at)|"
                    r"oral history|every (?:new )?\w+ (?:we|you)|how to get|"
                    r"\bguide\b|best practices|chart watch|predictions?|spotted in the|we spotted|essential"), True),
        ("quiz", r"quiz|crossword|horoscopes?|giveaway|sweepstakes|deal of|deals of|poll", True),
        ("talk",(r"podcasts?$|podcast (?:episode|club|\d+)|newsletter|q ?a|an interview with|in conversation|"
                 r"letters? to the editor|opinion|editorial|"
                 r"column|essay"), True),
        ("chart", r"box ?office|charts?|ratings|no 1|number one|viewership", False),
    )
)  # fmt: skip
"""The kinds a headline can show, the telling one first; news has none of these words."""

_ACTS = {
    "renewed": r"(?:lands?|scores?|nabs?|bags?) (?:a )?\w+ (?:season|series)|another (?:run|round)|"
               r"renew\w*|picked up for|picks? up (?:a )?\w+ (?:season|series)|orders? (?:a )?\w+ season|"
               r"another season|greenlit for season|gets? season \d+|"
               r"(?:second|third|fourth|fifth|sixth|seventh|eighth) season order|verlangert\w*|renouvel\w*|renovad\w*|"
               r"returning for|back for (?:a )?\w+ (?:season|series)|will return for|to return|"
               r"(?:gets?|given|wins?|orders?|commissions?) (?:a |an )?(?:second|third|fourth|fifth|another|more)|"
               r"recommission\w*",
    "cancelled": r"no (?:second|third|fourth|fifth|sixth|more) (?:season|series)|wont be back|will not return|"
                 r"cancel\w*|axed?|axes|axing|scrap\w*|not returning|wont return|pulls? the plug|abgesetzt|annul\w*|"
                 r"call(?:s|ed) off|cancelad\w*|shelv\w*|ditch\w*",
    "ending": r"final season|to end|ends|ending|(?:will|to) (?:finish|end|conclude)|last season|farewell season|"
              r"concluding|series finale|final one|the last season",
    "cast": r"adds|to helm|helms|to host|joins?|joined|joining|casts?|casting|to star|set to (?:play|star)|"
            r"tapped|boards?|to play|lands? (?:\w+ )?(?:role|lead)|"
            r"added? to|rounds? out|will play|to lead|in talks (?:to|for)|eyed (?:to|for)|signs? on|recruits?|"
            r"headlin\w*|newest cast|to voice|to direct|directing|hires?|hired|tapped|named|appoint\w*|"
            r"takes? over (?:as|from|for)|succeeds?|steps? into|"
            r"new (?:ceo|boss|chief|head|host|showrunner|director|"
            r"judge|composer|drummer|singer|presenter|editor|president)",
    "directs": r"behind the camera|direct(?:ing|orial) debut|turns? director|(?:to|will) (?:direct|helm)|helms?",
    "leaves": r"bids? (?:farewell|adieu)|loses? an?|drops|"
              r"exits?|exiting|leaves?|leaving|depart\w*|quits?|quitting|steps? (?:down|back|away)|drops? out|"
              r"fired|ousted|"
              r"parts? ways|says? goodbye|bows? out|resign\w*|retir\w*|stepping (?:down|back|away)|replaced?|out as",
    "trailer": r"trailers?|teasers?|first look|clip|footage|sneak peek|first (?:images?|photos?)|poster|bande annonce|"
               r"trailern?",
    "date": r"(?:release|premiere|air|launch|start) (?:date|window)|sets? (?:\w+ ){0,3}(?:date|premiere|debut|return|"
            r"release)|premier\w* (?:on|in|this|next)|arriv\w*|hits? (?:theaters|cinemas|shelves)|"
            r"when (?:does|will|is)|gets? (?:\w+ ){0,2}(?:date|premiere)|to (?:premiere|debut|launch|return|open)|"
            r"dated|will (?:premiere|debut|launch|arrive)|unveils? (?:\w+ ){0,3}date",
    "delay": r"delay\w*|postpon\w*|push\w* (?:back|to|until)|moves? (?:back|to|from|off)|moved to|rescheduled|bump\w*",
    "died": r"bids? adieu|"
            r"dies|died|dead|death|obituar\w*|pass(?:es|ed) away|funeral|tributes?|mourn\w*|gestorben|meurt|mort|"
            r"muere|remember(?:ed|ing)|in memoriam|the late",
    "award": r"crowned|takes? home|takes? (?:\w+ ){0,3}(?:award|prize)|"
             r"(?:wins?|won)(?! (?:the |a )?(?:battle|race|bid\w*|rights|auction|case|lawsuit))|"
             r"nomin\w*|snub\w*|honou?r\w*|winners|shortlist\w*|longlist\w*|inducted|"
             r"lifetime achievement|hall of fame",
    "deal": r"snaps? up|picks? up|lands? rights|wins? (?:the )?(?:battle|race|bidding)|optioned|options|"
            r"acquir\w*|acquisition|buys?|bought|sells?|sold|rights|merg\w*|takeover|bid|deal|pact|partners?|"
            r"partnership|invest\w*",
    "legal": r"booked|behind bars|custody|tosse[sd]|throws? out|must pay|damages|defamation|libel|copyright|"
             r"su(?:es|ed|ing)|lawsuits?|court|charg(?:ed|es)|arrest\w*|trial|guilty|verdict|settl\w*|judge|appeal\w*|"
             r"accus\w*|alleg\w*|indict\w*|sentenc\w*|convict\w*|pleads?|jury|testif\w*|prison|jail\w*|police|"
             r"investigat\w*|probe|acquitt\w*|cleared|assault\w*",
    "couple": r"marr(?:y|ies|ied|iage)|wed|weds|wedding|engaged|engagement|divorc\w*|split\w*|dating|"
              r"pregnan\w*|expecting|gives? birth|welcom\w*|baby|breaks? up|broke up|breakup|romance",
    "takings": r"box ?office|gross(?:es|ed|ing)?|opens? (?:to|with|at)|tops?|ticket sales|earn\w*|opening weekend|"
               r"debuts? (?:at|atop|with)|viewers|ratings|no 1|number one",
    "project": r"to become|turn(?:ed|ing) into|heads? (?:to|for|from)|musical|(?:to|for) (?:tv|television|broadway)|"
               r"adapt\w*|remak\w*|reboot\w*|revival|reviv\w*|spin ?offs?|prequel|sequel|in (?:the works|development)|"
               r"develop\w*|live action|big screen|to be filmed|(?:film|movie|tv|series) version|rights to|"
               r"(?:to|will) become (?:a |an )?(?:\w+ )?(?:film|movie|series|show)|greenl\w*|orders?",
    "record": r"new (?:album|single|song|track|ep|music|record)|(?:drops?|releas\w*|shares?) (?:\w+ ){0,2}(?:album|"
              r"single|song|track|video|ep)|tracklist|track list|music video|debut album|"
              r"announc\w* (?:\w+ ){0,2}(?:album|single|ep)",
    "tour": r"tour(?:s|ing)?|concerts?|gigs?|dates|festival lineup|line ?up|residency|headlin\w*|tickets?|"
            r"stadium|arena",
    "health": r"hospital\w*|injur\w*|accident|crash\w*|ill|illness|surgery|diagnos\w*|cancer|rehab|recover\w*|stroke|"
              r"collaps\w*",
    "disaster": r"explo\w*|blast|blaze|fire|flames?|storms?|gale|floods?|accident|collaps\w*|gives? way|crash\w*",
    "strike": r"strikes?|union|walkout|picket\w*|layoffs?|lay(?:s|ing)? off|laid off|job cuts|cuts? \d+ jobs",
    "apology": r"apolog\w*|backlash|sorry|controvers\w*|slam\w*|blast\w*|defend\w*|respond\w*|feud\w*|critici\w*",
    "price": r"hik(?:es?|ed|ing)|"
             r"prices?|pricier|expensive|price hike|costs? more|fees?|subscri\w*",
    "hack": r"stolen|steals?|thie(?:f|ves)|"
            r"leak\w*|hack\w*|breach\w*|outage|down for|crash\w*|bug|vulnerabilit\w*",
}  # fmt: skip


TELLING = {
    **dict.fromkeys(("died", "renewed", "cancelled", "ending", "delay", "couple", "health", "strike"), 0.28),
    "disaster": 0.28,
    **dict.fromkeys(("trailer", "legal", "tour", "record", "award", "leaves", "takings", "price"), 0.2),
    **dict.fromkeys(("deal", "date", "project", "apology"), 0.15),
}  # fmt: skip
"""How much it tells that two headlines name the same act; the others tell less."""
_GO_TOGETHER = (
    frozenset({"cast", "leaves"}), frozenset({"cancelled", "ending"}), frozenset({"health", "cancelled", "tour"}),
    frozenset({"deal", "project", "cast"}), frozenset({"died", "award"}), frozenset({"legal", "apology"}),
    frozenset({"renewed", "date"}), frozenset({"record", "tour"}), frozenset({"deal", "legal"}),
    frozenset({"date", "trailer"}), frozenset({"delay", "date"}), frozenset({"project", "renewed"}),
    frozenset({"disaster", "health"}), frozenset({"legal", "award"}), frozenset({"cast", "award"}),
    frozenset({"directs", "cast", "project"}),
)  # fmt: skip
"""Acts of which one headline may name the one and another the other, for the same news."""


@cache
def _act_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b(?:{words})\b")) for name, words in _ACTS.items())


@cache
def _kind_patterns() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"\b(?:{kind.words})\b")) for kind in KINDS)


def acts_of(text: str) -> frozenset[str]:
    """Return what a headline in comparable words says has happened: ``renewed``, ``died``; mostly one or two.

    What it happened after, or over, is not the news.
    """
    told = _REASON.split(text, maxsplit=1)[0] or text
    return frozenset(name for name, pattern in _act_patterns() if pattern.search(told))


def acts_differ(one: Iterable[str], other: Iterable[str]) -> bool:
    """Return whether two headlines both say what has happened, and it is not the same."""
    return not any(first == second or any({first, second} <= group for group in _GO_TOGETHER)
                   for first in one for second in other)  # fmt: skip


def kind_of(text: str) -> Kind | None:
    """Return the kind of piece a headline in comparable words heads; ``None`` for news."""
    return next((kind for kind, pattern in _kind_patterns() if pattern.search(text)), None)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of comparable text that tell something, by their stems, each once.

    Where a script does not part words, they are pairs of its signs.
    """
    found: dict[str, None] = {}
    if not _IDEOGRAPHS.search(text):
        for word in dict.fromkeys(text.split()):
            if word not in _SMALL and (len(word) > 1 or word.isdecimal()):
                found[stem(word)] = None
        return tuple(found)
    for word in text.split():
        if _IDEOGRAPHS.search(word) and len(word) > 2:
            found |= dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1))
        elif word not in _SMALL and (len(word) > 1 or word.isdecimal()):
            found[stem(word)] = None
    return tuple(found)


def amounts(text: str) -> str:
    """Return comparable text with its sums as numbers alone: ``92m`` is ``92``."""
    return _AMOUNT.sub(r"\1", text)


def is_small(word: str) -> bool:
    """Return whether a comparable word is one that joins others and tells nothing by itself."""
    return word in _SMALL


def is_common(word: str) -> bool:
    """Return whether a stem is one of which headlines are made anyway; numbers are compared as such."""
    return word.isdecimal() or word in _common_stems() or word in _WEEKDAYS or word in _MONTHS


def is_month(word: str) -> bool:
    """Return whether a comparable word is the name of a month, whole or short."""
    return word in _MONTHS


@cache
def _common_stems() -> frozenset[str]:
    return frozenset(map(stem, _COMMON))


@lru_cache(16_384)
def stem(word: str) -> str:
    """Return a word without the endings by which one headline says "renews" and another "renewed"."""
    if len(word) <= 4 or not word.isascii():
        return word[:-1] if len(word) == 4 and word.endswith("s") and not word.endswith("ss") else word
    for ending, least in (("ings", 4), ("ing", 4), ("ied", 3), ("ies", 3), ("ed", 4), ("es", 4), ("s", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least and not word.endswith("ss"):
            return word[: -len(ending)] + ("y" if ending in ("ied", "ies") else "")
    return word.removesuffix("e") if len(word) > 5 else word


def numbers_of(text: str, signs: str = "") -> frozenset[str]:
    """Return what a headline in comparable words counts: ``season 3``, ``episode 5``, ``date 7-4``, ``year 2025``.

    Other numbers are ``plain 45``. ``signs`` is the headline as it was written.
    """
    found: set[str] = set()
    words = amounts(text).split()
    taken: set[int] = set()
    for match in _SHORT_EPISODE.finditer(text):
        season, episode = (match[1], match[2]) if match[1] else (match[3], match[4])
        found |= {f"season {int(season)}", f"episode {int(episode)}"}
    found |= {f"season {int(match[1])}" for match in _SHORT_SEASON.finditer(text)}
    found |= {f"issue {int(number)}" for number in re.findall(r"#\s?(\d{1,5})\b", signs)}
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else ""
        if unit := _UNITS.get(word):
            if (number := _count(following)) and not (word in ("series", "no", "book") and not following.isdecimal()):
                found.add(f"{unit} {number}")
                taken.add(at + 1)
        elif following == "series" and word in _CARDINALS:
            continue  # how many there were, not which
        elif following in _COUNTED_AFTER and (number := _count(word)) and not word.isdecimal():
            found.add(f"{_UNITS[following]} {number}")
        if word in _MONTHS:
            for near in (at + 1, at - 1):
                if 0 <= near < len(words) and (day := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", words[near])):
                    found.add(f"date {_MONTHS[word]}-{int(day[1])}")
                    taken.add(near)
                    break
            else:
                if word != "may":
                    found.add(f"month {_MONTHS[word]}")
    for at, word in enumerate(words):
        if at not in taken and word.isdecimal() and len(word) < 10:
            found.add(f"year {word}" if len(word) == 4 and int(word) in _YEARS else f"plain {int(word)}")
    return frozenset(found)


def _count(word: str) -> int | None:
    if word.isdecimal() and len(word) < 6:
        return int(word)
    return _ORDINALS.get(word)


def contradicts(one: Iterable[str], other: Iterable[str], units: Iterable[str]) -> bool:
    """Return whether two headlines count the same and neither of the numbers is the other's."""
    one, other = set(one), set(other)
    if not one or not other:
        return False
    for unit in units:
        first = {number for number in one if number.startswith(f"{unit} ")}
        second = {number for number in other if number.startswith(f"{unit} ")}
        if first and second and not first & second:
            return True
    return False
