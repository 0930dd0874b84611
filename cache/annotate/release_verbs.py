"""Verbs and nouns of release, which of them a date hangs on, and whether it lies behind or ahead."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from pullquote.cache.annotate.release_dates import When
from pullquote.cache.annotate.release_facts import MOVED
from pullquote.cache.annotate.release_sentences import Sentence
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.annotate.text.vocabulary import SPEECH_VERBS
from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

_COMES_OUT = frozenset(
    "premiere premieres premiered premiering release released releases releasing arrive arrives arrived arriving open"
    " opens opened opening hit hits hitting debut debuts debuted debuting air airs aired airing airdate return returns"
    " returned returning launch launches launched launching stream streams streaming drop drops dropped bow bows bowed"
    " bowing out due available coming comes theaters theatres cinemas slated rolls kicks begins starts screens lands"
    " landing dated date came unveiled published bowing streamable scheduled screened".split()
)
VERBS = _COMES_OUT | MOVED
"""Words that say something comes out, or comes out on another day."""
_NOUNS = frozenset("release premiere debut launch opening bow return date airdate drop start".split())
_PAST = frozenset(
    "premiered released arrived opened debuted aired launched dropped bowed came was were had unveiled hit ended"
    " published screened ran filmed directed starred".split()
)
_FUTURE = MOVED | frozenset(
    "will set slated due scheduled expected coming upcoming returns premieres opens hits debuts airs arrives"
    " launches drops lands bows streams begins starts".split()
)
_TO_COME = frozenset("will be being is are get gets to set slated due".split())
"""Before "released" they make it something to come: "is to be released"."""
_TO_BE = frozenset("is are was were be been being".split())
_OTHER = (
    frozenset(
        "filming production shooting shoot shot filmed greenlit born died announced announces signed met"
        " married joined won attended appeared arrested held nominated celebrated hosted performed recorded wrote"
        " presenting presented performing appearing attending hosting written told tweeted posted spoke wrapped"
        " renewed cancelled canceled axed passed ordered acquired landed".split()
    )
    | SPEECH_VERBS
) - VERBS
"""Verbs whose day is no release."""
_MAKING = frozenset("filming production shooting shoot shot filmed greenlit born died announced signed".split())
_SPOKEN_FOR = frozenset("announced confirmed planned reported".split())
_SCREENS = frozenset("theaters theatres cinemas screens netflix out on streaming air shelves stores".split())
_NEEDS_SCREENS = frozenset("hit drop drops date open opening coming came comes begins starts lands return".split())
_DAY_NAMES = tuple([name] for name in (*MONTH_NUMBERS, *WEEKDAY_NUMBERS, "tonight", "tomorrow", "this", "next"))
_BEFORE_SCREENS = frozenset("release air premiere launch streaming will to won't won’t not".split())
_NOT_OUT = frozenset("of that to how what there loud their his her as for with about".split())
_NOT_AFTER = frozenset(
    "up statement into back role service services giant platform platforms video photos picture letter rights weekend"
    " night act scene credits line sequence monologue".split()
)
"""Words behind a verb that make it another one: "opened up", "released a statement", "the streaming service"."""
_FAR = 14
_BESIDE = 2


def is_past_at(sentence: Sentence) -> Callable[[int], bool]:
    """Return a function that reports whether a date at a token lies in the past, by the nearest verb before it."""
    segment = sentence.segment
    lowers = segment.lowers

    def is_past(at: int) -> bool:
        for i in (*range(at - 1, sentence.first - 1, -1), *range(at + 1, sentence.last)):
            if lowers[i] in _PAST or lowers[i] in _FUTURE:
                return _is_past(segment, sentence.first, i)
        return False

    return is_past


def _is_past(segment: Segment, first: int, i: int) -> bool:
    if segment.lowers[i] in _FUTURE:
        return False
    return _TO_COME.isdisjoint(segment.lowers[max(first, i - 3) : i])


def verbs_of(sentence: Sentence) -> list[int]:
    """Return the tokens that say something comes out; those of titles do not."""
    inside = {i for first, last, _ in sentence.works for i in range(first, last)}
    return [
        i
        for i, lower in enumerate(sentence.lowers, sentence.first)
        if lower in VERBS and i not in inside and not _is_other(sentence.segment, i, sentence.first)
    ]


def what_governs(sentence: Sentence, when: When, verbs: list[int]) -> int | None:
    """Return the verb of release a date hangs on: the noun behind it, the nearest verb before it, else the next one.

    ``None`` where that is another verb: "said on Friday", "died in 2016".
    """
    if not verbs:
        return None
    lowers = sentence.segment.lowers
    for verb in verbs:
        if 0 <= verb - when.last < _BESIDE and lowers[verb] in _NOUNS:
            return verb
    inside = {i for first, last, _ in sentence.works for i in range(first, last)}
    release = set(verbs)
    for i in range(when.first - 1, max(sentence.first, when.first - _FAR) - 1, -1):
        if i in inside:
            continue
        if i in release:
            return i
        if lowers[i] in _OTHER and not (lowers[i] in _SPOKEN_FOR and lowers[i + 1] == "for"):
            return None
    for i in range(when.last, min(sentence.last, when.last + _FAR)):
        if i in inside:
            continue
        if i in release:
            return i
        if lowers[i] in _OTHER:
            return None
    return None


def _is_other(segment: Segment, i: int, first: int) -> bool:
    """Return whether a word of release says something else: "due to film", "opened up", "came out as"."""
    words = segment.tokens
    lower = words[i].lower
    following = [w.lower for w in words[i + 1 : i + 4]]
    if lower not in MOVED and any(word in _NOT_AFTER for word in following[:2]):
        return True
    if lower in ("begins", "kicks", "due", "coming", "out", "returns", "return", "hit", "date", "open", "starts"):
        near = [w.lower for w in words[max(first, i - 3) : i + 4]]
        if any(w in _MAKING for w in near) or ("to", "film") in itertools.pairwise(near):
            return True
    if lower == "published":
        passive = not _TO_BE.isdisjoint(segment.lowers[max(first, i - 3) : i])
        return following[:1] not in (["in"], ["on"]) and not passive
    if lower == "due":
        return following[:1] == ["to"]
    if lower == "out":
        return following[:1] != [] and following[0] in _NOT_OUT
    if lower in _NEEDS_SCREENS:
        before = words[i - 1].lower if i else ""
        screens = any(w in _SCREENS for w in following) or following[:1] in _DAY_NAMES
        if lower in ("came", "coming", "comes") and following[:2] == ["out", "as"]:
            return True
        return not screens and before not in _BEFORE_SCREENS
    return False
