"""Places in a show as articles write them: "season 2, episode 5", "S2E5", "the second season finale", "last night's".

Pure. Only what is written is read here; what "the finale" or "the latest episode" is of a show says ``rules``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import Struct

from pullquote.cache.core.spoilers.lexicon import Lexicon

FINALE: Final = -1
"""The number of the last episode of a season, where it is written as that."""
PENULTIMATE: Final = -2
LATEST: Final = -3
"""The number of the episode that was out last when the article was written."""
NEWEST: Final = -4
"""The number of the season that is meant by "the new season", "the final season"."""
SOME: Final = -5
"""An episode of which is not said which."""


MOST_PLACES: Final = 200
"""Places of one passage that are looked at: more has no passage that was written to be read."""
_LONGEST: Final = 160
"""Characters of a place that is written, on either side of a word it has."""


class Written(Struct, frozen=True):
    """A place as it is written in a text, ``text[start:end]``.

    ``season`` is ``None`` where it is not said, ``NEWEST`` for "the new season"; ``episode`` is ``None`` where the
    season as a whole is meant, or one of the numbers above. Of several ("episodes 4 and 5") it is the last one, and
    ``first`` the first.
    """

    start: int
    end: int
    season: int | None
    episode: int | None
    first: int | None = None


_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ROMANS = "i ii iii iv v vi vii viii ix x".split()
_VALUES = {word: number for words in (_CARDINALS, _ORDINALS, _ROMANS) for number, word in enumerate(words, 1)} | {
    "opening": 1, "premiere": 1, "opener": 1, "pilot": 1, "debut": 1, "finale": FINALE, "ender": FINALE,
    "closer": FINALE, "final": FINALE, "last": FINALE, "closing": FINALE, "concluding": FINALE, "conclusion": FINALE,
    "penultimate": PENULTIMATE, "end": FINALE, "close": FINALE, "moments": FINALE,
    "minutes": FINALE, "scene": FINALE, "scenes": FINALE, "seconds": FINALE, "act": FINALE,
    "endgame": FINALE, "climax": FINALE, "ending": FINALE,
}  # fmt: skip
_N = rf"(?:\#?\d{{1,3}}\b|{'|'.join(_CARDINALS)})"
_O = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"
_END = (
    r"(?:(?:two-part |mid-?season |season |series )?"
    r"(?:finale|ender|closer|conclusion|premiere|opener|endgame|climax|ending))"
)
_LASTING = r"(?:final|last|penultimate|closing|concluding|opening)"
_EPISODE = r"(?:episode|chapter|instal?lment|hour|part)"
_EPISODES = r"(?:episodes?|eps?\.?|chapters?)"
_LIST = rf"(?:{_N}(?:\s?(?:,|and|&|-|–|—|to|through)\s?(?:and\s)?(?:{_EPISODES}\s)?{_N}){{0,6}})"
_SEASON = rf"(?:seasons?|series)[\s-]?(?:no\.?\s?|number\s)?(?P<NAME>{_N}|(?:i{{1,3}}|iv|vi{{0,3}}|ix|x)\b)"


def _s(name: str) -> str:
    return _SEASON.replace("NAME", name)


_GAP = r"[\s,;:()\[\]“”\"‘’'|/.–—-]{0,4}"
_FORMS: Final[str] = "|".join(
    (
        # S2E5, s02 e05, S2, Ep. 5, S2E4-5
        (
            r"\bs(?P<s1>\d{1,2})\s?[.,:·/-]?\s?(?:episodes?|eps?|e)\.?\s?(?P<e1>\d{1,3}(?:\s?(?:-|–|&|,|"
            r"and)\s?e?p?\.?\s?\d{1,3}){0,3})\b"
        ),
        r"(?<![\d.,:/])(?P<s2>\d{1,2})[x×](?P<e2>\d{2,3}|\d)\b(?!\s?(?:cm|mm|m|in|px|ft)\b)",
        # season 2, episode 5; series three's fifth episode; season 2 finale
        (
            rf"\b{_s('s3')}(?:['’]s?)?{_GAP}(?:(?:the|its|a)\s)?(?:{_EPISODES}\s?(?P<e3>{_LIST})|(?P<o3>{_O}|"
            rf"{_LASTING})\s{_EPISODE}s?"
            rf"|(?:(?:explosive|shocking|two-part|tense|brutal|emotional|big)\s)?(?P<f3>{_END}))\b"
        ),
        # the second season's fifth episode; second-season finale
        (
            rf"\b(?P<s4>{_O})[\s-](?:season|series)(?:['’]s)?{_GAP}(?:(?:the|"
            rf"its)\s)?(?:{_EPISODES}\s?(?P<e4>{_LIST})|"
            rf"(?P<o4>{_O}|{_LASTING})\s{_EPISODE}s?|(?:(?:explosive|shocking|two-part|tense|brutal|emotional|"
            rf"big)\s)?(?P<f4>{_END}))\b"
        ),
        # the sixth episode of season two; episodes 4 and 5 of the second season; the finale of series 3
        (
            rf"\b(?:{_EPISODES}\s?(?P<e5>{_LIST})|(?:first|opening)\s(?P<e19>{'|'.join(_CARDINALS)})\sepisodes|"
            rf"(?P<o5>{_O}|{_LASTING})\s{_EPISODE}s?|"
            rf"(?P<f5>{_END}|(?:end|close|final\s(?:moments|minutes|scenes?|seconds|act))))"
            rf",?\s(?:(?:of|in|from|for|to)\s)(?:[\w’'.“”\"]+\s){{0,4}}?(?:{_s('s5')}|(?P<t5>{_O})[\s-](?:season|"
            rf"series))"
        ),
        # seasons 1 and 2; season 2
        rf"\bseasons\s(?P<s6>{_LIST})\b",
        rf"\b{_s('s7')}(?!\w)",
        rf"\b(?P<s8>{_O})[\s-](?:season|series|run(?=[\s,.;:]))(?!\s?in\s(?:theaters|cinemas))\b(?!\sof\s(?:books|films|movies|novels|talks|interviews))",
        r"\bs(?P<s9>\d{1,2})\b",
        r"\bfirst\s(?P<s10>two|three|four|five|six|seven|eight)\sseasons\b",
        # episode 5; the fifth episode; episodes four and five
        rf"\b{_EPISODES}\s?(?P<e11>{_LIST})\b",
        r"\b(?:first|opening)\s(?P<e13>two|three|four|five|six|seven|eight|nine)\sepisodes\b",
        rf"\b(?P<o12>{_O}|{_LASTING})\shour(?=\sof\s(?:the|its|this)\s(?:season|series|run|show))",
        rf"\b(?P<o16>{_O}|{_LASTING})\s(?:two\s|three\s|few\s)?(?:episodes?|chapters?|instal?lments?)\b",
        # the pilot; the series premiere; the finale
        r"\b(?P<pilot>(?:pilot|series\s(?:premiere|opener))\b(?!\sorder))",
        r"\b(?P<f14>(?:(?:season|series|mid-?season)[\s-])?(?:finale|closer|ender))\b",
        r"\b(?P<f15>season\s(?:premiere|opener))\b",
        # the latest episode; last night's instalment; Sunday's episode
        (
            r"\b(?P<latest>(?:latest|newest|most\srecent|new|(?:this|last)\sweek[’']s|tonight[’']s|last\snight[’']s|"
            r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\snight|\sevening)?[’']s|yesterday[’']s|today[’']s)\s"
            r"(?:(?:brutal|shocking|explosive|tense|emotional|big|all-new)\s)?(?:episode|instal?lment|chapter|hour|"
            r"show|"
            r"outing))\b"
        ),
        r"\b(?P<next>next\s(?:week[’']s\s)?(?:episode|instal?lment|chapter))\b",
        (
            r"\b(?P<newest>(?:new|newest|latest|next|upcoming|final|current|forthcoming)\s(?:season|"
            r"series))\b(?!\s(?:finale|premiere))"
        ),
    )
)
_PLACES = Lexicon(rf"\b(?=[\dcefilmnopstuwy])(?:{_FORMS})")  # one look tells most words from all forms
_NUMBERS = re.compile(rf"\d{{1,3}}|\b(?:{'|'.join(_CARDINALS)})\b", re.IGNORECASE)
_AT_A_GLANCE = Lexicon(
    r"season|series|episode|chapter|inst?al?lment|finale|premiere|opener|closer|ender|pilot|\bs\d|\d[x×]\d|\beps?\b|"
    r"hour|outing|\brun\b|[’']s\sshow"
)


@lru_cache(256)  # a part of an article is asked for its places several times over
def places(text: str) -> tuple[Written, ...]:
    """Return the places that are written in a text, in their order, the first ``MOST_PLACES`` of them.

    Takes time in proportion to its length.
    """
    found: list[Written] = []
    last = 0
    for start, end in _near_words(text):
        for match in _PLACES.finditer(text, max(start, last), end):
            last = match.end()
            got = {name: value for name, value in match.groupdict().items() if value}
            found.append(_read(match.start(), match.end(), got))
            if len(found) == MOST_PLACES:
                return tuple(found)
    return tuple(found)


def _near_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text around the words that every place has one of: most of a text is not looked at."""
    start = end = -1
    for match in _AT_A_GLANCE.finditer(text):
        if match.start() - _LONGEST > end:
            if end >= 0:
                yield start, end
            start = max(0, match.start() - _LONGEST)
        end = min(len(text), match.end() + _LONGEST)
    if end >= 0:
        yield start, end


def _read(start: int, end: int, got: dict[str, str]) -> Written:
    if "pilot" in got:
        return Written(start, end, 1, 1)
    if "latest" in got or "next" in got:
        return Written(start, end, None, LATEST)
    if "newest" in got:
        return Written(start, end, NEWEST, None)
    season: int | None = None
    episode: int | None = None
    first: int | None = None
    for name, value in got.items():
        if name[0] in "st":
            season = max(_numbers(value), default=None)
        elif name[0] == "e":
            listed = _numbers(value)
            episode, first = max(listed, default=SOME), min(listed, default=SOME)
        else:
            episode = _value(value.split()[-1].split("-")[-1])
    return Written(start, end, season, episode, first)


def _numbers(text: str) -> list[int]:
    listed = [_value(word) for word in _NUMBERS.findall(text)]
    return listed or [_value(text)]


def _value(word: str) -> int:
    plain = word.lower().lstrip("#")
    digits = plain.rstrip("stndrh")
    return int(digits) if digits.isascii() and digits.isdecimal() else _VALUES.get(plain, SOME)
