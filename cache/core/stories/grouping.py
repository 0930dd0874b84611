"""When articles of several outlets are the same news: how alike two are, and which story a new one belongs to.

Pure. ``News`` is all that is compared: words of the headline, names, quotations, what is counted, when. Two that share
nothing rare are never compared (``News.keys``), so that the work grows with the number of articles and not with that
of pairs. An article is compared with what a story is as a whole, not with one of its articles alone: else one report
that speaks of two things would draw two stories together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from pullquote.cache.core.stories.headline_stages import replies_to, stages_differ, stages_shared
from pullquote.cache.core.stories.headline_words import KINDS, TELLING, acts_differ, contradicts
from pullquote.cache.core.stories.likeness import SOON, Rarity, evidence, features, share_names
from pullquote.cache.core.stories.news import DIGEST, KEYS_OF_QUOTE, SAID, News

WINDOW = 14 * 86_400
"""Seconds between two articles of one story at most."""
ALIKE = 0.56
"""How alike an article is to a story that it belongs to, at least."""
WHOLE = 0.4
"""How alike it is to the articles of that story in the middle, at least."""
_SURE, _FEW = 0.65, 3
"""How alike to one of so few articles does without the others, if none of them says that it is other news."""
MOST_COMPARED = 8
"""Articles of a story that a new one is compared with, half of them its first and half its newest."""
_OWN = frozenset((*(kind.name for kind in KINDS if kind.own), DIGEST))
_TOLD_AGAIN = frozenset({"", "chart", "feature", "talk", SAID})
"""Kinds of which a piece with the same quotations is the same news as a report."""
_DAY = 86_400
_LEAST_TOLD, _MOST_HAD = 0.05, math.log(3_000)
_COMMON = 0.28
"""What a common word tells."""
_TELLS_LESS = 0.12
_NAMELESS = 0.42
"""How alike headlines are at least that share no name that is known."""
_AGAIN = 0.4
"""How alike the headlines of one outlet are at least that tell the same news twice."""
_NEARLY = 0.6
"""How alike headlines of one day are at least that share three subjects and no other word."""
_STAGE, _COPY, _COPIED = 0.2, 1.5, 10
"""What the same stage tells; how alike two copies are under other headlines, and the words of a text that shows one."""
_TOLD_ALIKE, _LONG, _SHARE = 0.06, 8, 0.2
"""What a word tells that both texts have, and how many words a text has that is not short."""
_A_FIGURE, _FEW_DIGITS = 0.3, 0.22
"""What a number tells with which both texts begin: a sum, an age, how many; and one of two digits."""
_LEARNED, _STEP = -0.45, 0.15
"""From where on what was learned (``likeness``) tells that two are the same news, below which they are not whatever
their headlines share; and what more of it adds."""
_SOMEBODY, _UNKNOWN = 1.0, 1.5
"""How much of rare names that lead in one the other has, and how much more has to tell for what is missing of it."""
_HEADLINE, _BARE, _MORE = 0.6, 0.8, 10.0
"""How thin a text is that is hardly more than a headline, and one that is nothing else; how much more has to tell the
thinner such a one is."""
_LATER = 0.3
"""How much more alike headlines have to be of which one comes days later."""
_OTHER = 2.0
"""How much more has to tell where two share names, and what happens is other in each."""
_LEADS, _IN_PASSING = 0.5, 1.75
"""How much of rare names lead in both, and how much more has to tell for what is missing of it: else one speaks of the
other's news in passing."""
_CERTAIN = 1.0
"""How alike two are where only the rules are asked."""


def rarity(counts: Mapping[int, int]) -> Rarity:
    """Return how much keys tell: ``counts`` says how many articles have each within the days that are compared."""
    weights = {key: max(_LEAST_TOLD, 1 - math.log(1 + count) / _MOST_HAD) for key, count in counts.items()}

    def told(key: int) -> float:
        return weights.get(key, 1.0)

    return told


def likeness(one: News, other: News, told: Rarity) -> float:
    """Return how alike the news of two articles is, from 0 to about 2: above ``ALIKE`` they may be the same.

    Headlines that say the same in much the same words are told by rules; what is said in other words is weighed as was
    learned from pairs, all of it together.
    """
    apart = abs(one.when - other.when)
    if apart > WINDOW:
        return 0.0
    quotes = len(set(one.quotes).intersection(other.quotes))
    if _excludes(one, other, quotes, apart):
        return 0.0
    doubted = _doubts(one, other, quotes)
    score = 0.0 if doubted else _by_rules(one, other, told, quotes, apart)
    if score >= _CERTAIN or one.outlet == other.outlet:
        return score
    if apart >= SOON * _DAY:  # of what comes days later only the rules can tell that it is the same
        return max(0.0, score - _LATER)
    if not score and not share_names(one, other):
        return 0.0  # most pairs: what follows could not say enough
    found = features(one, other, told)
    if found["strangers"]:
        return score  # each is about somebody else
    learned = evidence(found)
    if learned < _LEARNED or (doubted and found["thin"] > _HEADLINE):
        return 0.0
    least = _LEARNED + _UNKNOWN * max(0.0, _SOMEBODY - found["rarest"])
    least += _OTHER * found["apart"] + _MORE * max(0.0, found["thin"] - _BARE)
    least += _IN_PASSING * max(0.0, _LEADS - found["leading"])
    return max(score, min(_CERTAIN, ALIKE + _STEP * (learned - least)))


def _by_rules(one: News, other: News, told: Rarity, quotes: int, apart: int) -> float:
    if not quotes and not _share_anything(one, other):
        return 0.0
    titles, shared_words, shared_named = _titles(one, other, told)
    same_outlet = one.outlet == other.outlet  # or neither says which it is
    if same_outlet and titles < _AGAIN:
        return 0.0
    names, shared_names = _names(one, other, told)
    acts = _acts(one, other, who=bool(shared_names) or shared_named > 1)
    counted = {number for number in set(one.numbers) & set(other.numbers) if number != "plain 1"}
    shared_subjects = len(_known(one, other) & _known(other, one))
    told_alike = 0 if same_outlet else _both_tell(one, other)
    figures = 0.0 if same_outlet else _figures(one, other)
    shared = (shared_words, shared_named, shared_names, quotes, acts, len(counted), told_alike)
    if told_alike >= _COPIED and told_alike >= 0.75 * max(len(one.told), len(other.told)):
        return _COPY
    who = shared_names or shared_named or shared_words > 0.5
    sure = who and figures >= (_FEW_DIGITS if acts and shared_names else _A_FIGURE)
    if not sure and not _is_enough(one, other, shared, titles, shared_subjects):
        return 0.0
    nameless = 0.2 if not (same_outlet or (one.names and other.names)) else 0.0  # then the headlines say all
    score = (
        (0.64 + nameless) * titles
        + 0.34 * names
        + 0.05 * min(shared_words, 3.0)
        + min(0.6, 0.32 * quotes)
        + acts
        + 0.1 * min(len(counted), 2)
        + figures
        + _TOLD_ALIKE * min(told_alike, 5)
    )
    score -= _against(one, other, quotes, told_alike, shared_subjects, alike=bool(acts and shared_names > 1))
    score -= 0.05 * max(0.0, apart / _DAY - 1.5)
    if same_outlet:
        score -= 0.35
    return score


def _share_anything(one: News, other: News) -> bool:
    """Return whether a word of the one headline is in the other, both texts have names and figures, or are copies."""
    if {*one.words, *one.named, *one.names}.intersection((*other.words, *other.named)):
        return True
    names = set(one.names).intersection(other.names)
    if (len(names) > 1 and (one.subjects or other.subjects)) or (names and _figures(one, other)):
        return True
    return len(set(one.told).intersection(other.told)) >= _COPIED


def _acts(one: News, other: News, *, who: bool) -> float:
    """Return what it tells that two headlines say that the same has happened; ``who``: to the same people or works."""
    tells = max((TELLING.get(act, _TELLS_LESS) for act in set(one.acts) & set(other.acts)), default=0.0)
    if stages_shared(one.stages, other.stages):
        tells = max(tells, _STAGE)
    return tells if who else tells / 2


def _against(one: News, other: News, quotes: int, told: int, subjects: int, *, alike: bool) -> float:
    """Return what speaks against two being the same news: other acts, other people, other numbers, other texts.

    ``alike``: of several names both say that the same has happened; then texts in other words are but told otherwise.
    """
    against = 0.0
    if told < 2 and not quotes and min(len(one.told), len(other.told)) >= _LONG:
        against += 0.03 if alike else 0.15  # two long texts that have hardly a word in common
    if one.acts and other.acts and acts_differ(one.acts, other.acts):
        against += 0.16 if told < 3 else 0.05
    elif bool(one.acts) != bool(other.acts) and not quotes:
        against += 0.05
    first, second = _strangers(one, other), _strangers(other, one)
    if first or second:
        joins = "cast" in one.acts and "cast" in other.acts and not quotes  # the news is who
        joins = joins and (subjects < 3 or bool(first and second))
        against += (0.22 if joins else 0.07) * min(first + second, 2)
    elif subjects > 1:
        against -= 0.08
    if contradicts(one.numbers, other.numbers, ("plain",)):
        against += 0.06
    return against


def excludes(one: News, other: News) -> bool:
    """Return whether two are other news for certain: another season, an earlier stage, a review and a report."""
    return _excludes(one, other, len(set(one.quotes).intersection(other.quotes)), abs(one.when - other.when))


def _doubts(one: News, other: News, quotes: int) -> bool:
    """Return whether headlines are of different news, as far as they can say: a reply, a question."""
    copy = one.title == other.title and one.outlet != other.outlet
    if not quotes and not copy and (replies_to(one.stages, other.stages) or SAID in (one.kind, other.kind)):
        return True  # what somebody says to the news is not the news
    return one.kind != other.kind and bool({one.kind, other.kind} & _TOLD_AGAIN & _OWN) and quotes < 2


def _excludes(one: News, other: News, quotes: int, apart: int) -> bool:
    """Return whether two are different whatever they share: other numbers, another kind, a column that comes again."""
    copy = one.title == other.title and one.outlet != other.outlet
    if contradicts(one.numbers, other.numbers, ("season", "episode", "part", "issue")):
        return True
    if stages_differ(one.stages, other.stages, soon=apart < _DAY) and quotes < 2:
        return True
    if one.kind != other.kind and not {one.kind, other.kind} <= _TOLD_AGAIN:
        return True
    if one.kind in _OWN and one.kind == other.kind and not copy:
        return True  # each outlet's review is its own
    if one.kind in _OWN and contradicts(one.numbers, other.numbers, ("date", "month", "year", "plain")):
        return True
    if one.kind == "chart" and apart > 4 * _DAY:
        return True  # of another week
    if one.outlet == other.outlet:
        if contradicts(one.numbers, other.numbers, ("date", "month", "year", "plain")):
            return True
        if {*one.words, *one.named} == {*other.words, *other.named} and one.numbers != other.numbers:
            return True  # another day's, under the same headline
        if {*one.words, *one.named, *one.common} == {*other.words, *other.named, *other.common}:
            return not quotes or one.numbers != other.numbers  # the headline of a column, with other numbers in it
        if apart > 5 * _DAY and not quotes:
            return True
    return False


def _titles(one: News, other: News, told: Rarity) -> tuple[float, float, int]:
    """Return how alike two headlines are, the weight of the words they share, and how many words of names."""
    first, second = _weighed(one, told), _weighed(other, told)
    shared = first.keys() & second.keys()
    weight = sum(first[key] for key in shared)
    total, second_total = sum(first.values()), sum(second.values())
    if not weight or not total or not second_total:
        return 0.0, 0.0, 0
    names = set(one.named) | set(other.named)
    alike = 0.6 * 2 * weight / (total + second_total) + 0.4 * weight / min(total, second_total)
    return alike, sum(first[key] for key in shared - names), len(shared & names)


def _weighed(news: News, told: Rarity) -> dict[int, float]:
    weighed = dict.fromkeys(news.common, _COMMON)
    for key in (*news.words, *news.named):
        weighed[key] = told(key)
    return weighed


def _names(one: News, other: News, told: Rarity) -> tuple[float, int]:
    """Return how alike the names of two articles are, and how many they share."""
    shared = set(one.names) & set(other.names)
    if not shared:
        return 0.0, 0
    weight = sum(map(told, shared))
    first, second = sum(map(told, one.names)), sum(map(told, other.names))
    alike = 0.5 * 2 * weight / (first + second) + 0.5 * weight / min(first, second)
    return alike * min(1.0, 0.4 + len(shared) / 5), len(shared)


def _both_tell(one: News, other: News) -> int:
    """Return how many words both texts have; half of them where they are few among many."""
    both = len(set(one.told) & set(other.told))
    return both if both >= _SHARE * min(len(one.told), len(other.told)) else both // 2


def _figures(one: News, other: News) -> float:
    """Return what it tells that both texts begin with the same sums, ages or counts."""
    shared = set(one.figures) & set(other.figures)
    return min(1.5 * _A_FIGURE, sum(_A_FIGURE if len(number) > 2 else _FEW_DIGITS for number in shared))


def _known(one: News, other: News) -> set[int]:
    """Return the subjects of the one that the other names anywhere, and those of the other that the one names."""
    return (set(one.subjects) & set(other.names)) | (set(other.subjects) & set(one.names))


def _strangers(one: News, other: News) -> float:
    """Count the subjects of one headline of whom the other article says nothing at all."""
    strange = len(set(one.subjects) - set(other.names))
    return strange if len(other.names) >= 3 else strange / 2


def _is_enough(
    one: News, other: News, shared: tuple[float, int, int, int, float, int, int], titles: float, subjects: int
) -> bool:
    """Return whether two share more than who or what they speak of.

    ``shared`` are the weight of words in the headlines that are of no name, words of names there, names, quotations,
    acts, what is counted, and words of the texts.
    """
    words, named, names, quotes, acts, counted, told = shared
    if quotes:
        return bool(names or named or words > 0.5) or quotes > 2 * KEYS_OF_QUOTE
    differ = bool(one.acts and other.acts and acts_differ(one.acts, other.acts))
    if told >= 6 and (names > 1 or named > 1 or words > 1.2):
        return True
    if told >= 4 and not differ and (names > 1 or (named > 1 and words)):
        return True
    soon = abs(one.when - other.when) <= _DAY
    nearly = soon and titles > _NEARLY and (subjects > 2 or (subjects > 1 and named > 4))
    if not words and not acts and told < 2 and not nearly:
        return False  # the same names, and nothing of what happened
    if names >= 3 and named >= 3 and (titles > (_NEARLY if soon else 0.7) or (told > 1 and not differ)):
        return True
    if subjects > 1 and names > 1 and not differ:
        return True
    if one.language and other.language and one.language != other.language:
        return names >= 3 and named >= 1 and abs(one.when - other.when) <= 2 * _DAY
    if not words and not named:
        return False
    if acts and (
        names >= 2 or named >= 2 or (named and words > 0.5) or (words > 1.2 and (names or titles > _NAMELESS))
    ):
        return True
    if (titles > 0.6 and words > 1.4) or words > 2.4:
        return True
    if differ:
        return False
    if words > 1.2 and names:
        return True
    return (words > 0.6 and (names >= 2 or named >= 2)) or (counted > 0 and (named >= 2 or words > 0.6))


def belongs(news: News, story: Sequence[News], told: Rarity) -> float:
    """Return how well an article belongs to a story, 0 where it does not.

    It has to be like the one that is most like it, and not unlike what half of the others say.
    """
    compared = representatives(story)
    if not compared:
        return 0.0
    scores = sorted((likeness(news, other, told) for other in compared), reverse=True)
    if scores[0] < ALIKE:
        return 0.0
    middle = scores[len(scores) // 2] if len(scores) > 2 else scores[-1]
    if middle >= WHOLE or scores[0] >= _COPY:
        return scores[0]
    if scores[0] >= _SURE and len(compared) <= _FEW and not any(excludes(news, other) for other in compared):
        return scores[0]
    return 0.0


def representatives(story: Sequence[News]) -> list[News]:
    """Return the articles of a story, by time, that others are compared with: its first ones and its newest."""
    by_time = sorted(story, key=lambda news: news.when)
    if len(by_time) <= MOST_COMPARED:
        return by_time
    half = MOST_COMPARED // 2
    return [*by_time[:half], *by_time[-half:]]
