"""The words that stand beside titles of works."""

from __future__ import annotations

from pullquote.cache.annotate.text.vocabulary import (
    DEMONYMS,
    FUNCTION_WORDS,
    HONORIFICS,
    MONTHS,
    PLACES,
    STARTERS,
    WEEKDAYS,
)

SHOW_NOUNS = frozenset(
    "series sitcom show miniseries mini-series soap telenovela docuseries dramedy gameshow game-show talk-show anime"
    " reality-show k-drama procedural sketch-show".split()
)
FILM_NOUNS = frozenset(
    "film movie thriller biopic blockbuster rom-com romcom western slasher tearjerker documentary musical sequel"
    " prequel flick feature threequel weepie melodrama actioner whodunit comedy-drama".split()
)
EITHER_NOUNS = frozenset("drama comedy remake reboot adaptation spin-off spinoff spoof parody".split())
FRANCHISE_NOUNS = frozenset("franchise universe saga trilogy multiverse".split())
SCREEN_NOUNS = SHOW_NOUNS | FILM_NOUNS | EITHER_NOUNS
TYPE_NOUNS = SCREEN_NOUNS | FRANCHISE_NOUNS
BEFORE_OF = frozenset(
    "universe season seasons episode episodes finale premiere pilot cast creator creators director star stars host"
    " hosts reboot"
    " remake revival adaptation version sequel spinoff spin-off trailer scene set producer producers showrunner"
    " showrunners writers instalment installment chapter ending screening release production filming run cancellation"
    " renewal co-creator actor actress fan fans".split()
)
BEFORE_IN = frozenset(
    "star stars starred starring role roles appear appears appeared appearing cast part played lead guest-starred"
    " guest-starring cameo cameos seen featured".split()
)
VERBS = frozenset("premieres premiered airs aired debuts debuted streams streamed grossed bowed".split())
AFTER_NOUNS = frozenset(
    "finale premiere pilot reboot sequel prequel spinoff spin-off remake revival trailer cast fans teaser"
    " script".split()
)
ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth final last new upcoming previous next current"
    " debut".split()
)
NUMBERS = frozenset("one two three four five six seven eight nine ten i ii iii iv v vi vii viii ix x".split())
INNER = frozenset("of the a in to & vs v de la".split())
NOT_ALONE = (
    STARTERS
    | FUNCTION_WORDS
    | DEMONYMS
    | PLACES
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | HONORIFICS
    | frozenset(
        "tv hollywood oscar oscars emmy emmys grammy grammys golden globe academy award awards christmas"
        " halloween american"
        " valentine's broadway bollywood nollywood super sunday facebook twitter instagram tiktok youtube google"
        " internet"
        " west east north south".split()
    )
)


def is_number(word: str) -> bool:
    """Tell whether a word numbers a season: "2", "two", "II"."""
    return word.isdecimal() or word.lower() in NUMBERS
