"""When articles of several outlets are the same news: how alike two are, and which story a new one belongs to.

Pure. ``News`` is all that is compared: words of the headline, names, quotations, what is counted, when. Two that share
nothing rare are never compared (``News.keys``), so that the work grows with the number of articles and not with that
of pairs. An article is compared with what a story is as a whole, not with one of its articles alone: else one report
that speaks of two things would draw two stories together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from zlib import crc32

from msgspec import Struct

from pullquote.cache.core.article import Article
from pullquote.cache.core.headline_words import (
    KINDS,
    TELLING,
    acts_differ,
    acts_of,
    contradicts,
    is_common,
    kind_of,
    numbers_of,
    words_of,
)
from pullquote.cache.core.names import name_key, normalize

VERSION = 1
"""The version of what is kept of an article: what an older one kept is to be made anew."""
WINDOW = 14 * 86_400
"""Seconds between two articles of one story at most."""
ALIKE = 0.56
"""How alike an article is to a story that it belongs to, at least."""
WHOLE = 0.34
"""How alike it is to the articles of that story in the middle, at least."""
MOST_COMPARED = 8
"""Articles of a story that a new one is compared with: its first ones and its newest."""
_OWN = frozenset(kind.name for kind in KINDS if kind.own)
_NAMES, _QUOTES, _EACH, _RUN, _LEAST_RUN = 12, 24, 3, 5, 4
_DAY = 86_400
_LEAST_TOLD, _MOST_HAD = 0.05, math.log(3_000)
_COMMON = 0.28
"""What a common word tells."""
_TELLS_LESS = 0.12
_NAMELESS = 0.42
"""How alike headlines are at least that share no name that is known."""
_AGAIN = 0.4
"""How alike the headlines of one outlet are at least that tell the same news twice."""
_KEY = 0x7FFFFFFF

Rarity = Callable[[int], float]
"""How much a key tells, from 0 for one that all articles have to 1."""


class News(Struct, frozen=True, array_like=True):
    """What tells the news of an article.

    Words, names and quotations are keys, numbers of 31 bits. ``words`` are those of the headline that tell something,
    ``common`` those that many headlines have, ``named`` those that are of a name; ``names`` the names that matter
    most in all of the text, ``subjects`` those of them that the headline has. ``title`` is the whole
    headline; ``outlet`` is empty where it is not known.
    """

    when: int
    outlet: str
    title: int
    words: tuple[int, ...] = ()
    common: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    subjects: tuple[int, ...] = ()
    quotes: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""
    version: int = VERSION

    @property
    def keys(self) -> tuple[int, ...]:
        """What articles are looked up by that may be the same news."""
        return tuple(dict.fromkeys((*self.quotes, *self.named, *self.words, *self.names)))


def news_of(article: Article, when: datetime, outlet: str | None = None) -> News:
    """Return what tells the news of an article that is dated ``when``."""
    title = normalize(article.title)
    names = sorted(article.entities, key=lambda entity: (-entity.mentions, -entity.score))
    in_title: set[str] = set()
    subjects: dict[int, None] = {}
    for entity in names:
        for name in (entity.name, *entity.aka):
            key = name_key(name)
            if key and f" {key} " in f" {title} ":
                in_title.update(words_of(key))
                subjects[_key("n", name_key(entity.name))] = None
    words = words_of(title)
    return News(
        when=int(when.timestamp()),
        outlet=normalize(outlet or article.outlet or ""),
        title=_key("t", title),
        words=tuple(_key("w", word) for word in words if word not in in_title and not is_common(word)),
        common=tuple(_key("w", word) for word in words if word not in in_title and is_common(word)),
        named=tuple(_key("w", word) for word in words if word in in_title),
        names=tuple(dict.fromkeys(_key("n", name_key(entity.name)) for entity in names))[:_NAMES],
        subjects=tuple(subjects),
        quotes=quote_keys(quote.text for quote in article.quotes),
        numbers=tuple(sorted(numbers_of(title, article.title))),
        acts=tuple(sorted(acts_of(title))),
        kind=kind.name if (kind := kind_of(title)) else "",
        language=(article.language or "")[:2].lower(),
    )


def quote_keys(texts: Iterable[str]) -> tuple[int, ...]:
    """Return keys of quotations by which two that share a dozen words are found to be the same.

    Of the runs of five words of each the smallest keys are kept; shorter ones tell nothing.
    """
    found: dict[int, None] = {}
    for text in texts:
        words = normalize(text).split()
        run = _RUN if len(words) >= _RUN else _LEAST_RUN
        runs = {_key("q", " ".join(words[at : at + run])) for at in range(len(words) - run + 1)}
        found |= dict.fromkeys(sorted(runs)[:_EACH])
        if len(found) >= _QUOTES:
            break
    return tuple(found)[:_QUOTES]


def rarity(counts: Mapping[int, int]) -> Rarity:
    """Return how much keys tell: ``counts`` says how many articles have each within the days that are compared."""
    weights = {key: max(_LEAST_TOLD, 1 - math.log(1 + count) / _MOST_HAD) for key, count in counts.items()}

    def told(key: int) -> float:
        return weights.get(key, 1.0)

    return told


def likeness(one: News, other: News, told: Rarity) -> float:
    """Return how alike the news of two articles is, from 0 to about 2: above ``ALIKE`` they may be the same."""
    apart = abs(one.when - other.when)
    if apart > WINDOW:
        return 0.0
    quotes = len(set(one.quotes).intersection(other.quotes))
    if not quotes and not {*one.words, *one.named, *one.names}.intersection((*other.words, *other.named)):
        return 0.0
    if _excludes(one, other, quotes, apart):
        return 0.0
    titles, shared_words, shared_named = _titles(one, other, told)
    same_outlet = one.outlet == other.outlet  # or neither says which it is
    if same_outlet and titles < _AGAIN:
        return 0.0
    names, shared_names = _names(one, other, told)
    acts = max((TELLING.get(act, _TELLS_LESS) for act in set(one.acts) & set(other.acts)), default=0.0)
    if not shared_names and shared_named < 2:
        acts /= 2  # who it is about is not known to be the same
    counted = {number for number in set(one.numbers) & set(other.numbers) if number != "plain 1"}
    shared_subjects = len(_known(one, other) & _known(other, one))
    shared = (shared_words, shared_named, shared_names, quotes, acts, len(counted))
    if not _is_enough(one, other, shared, titles, shared_subjects):
        return 0.0
    nameless = 0.2 if not (same_outlet or (one.names and other.names)) else 0.0  # then the headlines say all
    score = (
        (0.64 + nameless) * titles
        + 0.34 * names
        + 0.05 * min(shared_words, 3.0)
        + min(0.6, 0.32 * quotes)
        + acts
        + 0.1 * min(len(counted), 2)
    )
    if one.acts and other.acts and acts_differ(one.acts, other.acts):
        score -= 0.16
    elif bool(one.acts) != bool(other.acts) and not quotes:
        score -= 0.05
    if strangers := _strangers(one, other) + _strangers(other, one):
        joins = "cast" in one.acts and "cast" in other.acts  # the news is who
        score -= (0.22 if joins and not quotes else 0.07) * min(strangers, 2)
    elif shared_subjects > 1:
        score += 0.08
    if contradicts(one.numbers, other.numbers, ("plain",)):
        score -= 0.06
    score -= 0.025 * max(0.0, apart / _DAY - 1.5)
    if same_outlet:
        score -= 0.35
    return score


def _excludes(one: News, other: News, quotes: int, apart: int) -> bool:
    """Return whether two are different whatever they share: other numbers, another kind, a column that comes again."""
    copy = one.title == other.title and one.outlet != other.outlet
    if contradicts(one.numbers, other.numbers, ("season", "episode", "part", "issue")):
        return True
    if one.kind != other.kind and (one.kind in _OWN or other.kind in _OWN):
        return True
    if one.kind in _OWN and not copy:
        return True  # each outlet's review is its own
    if one.kind in _OWN and contradicts(one.numbers, other.numbers, ("date", "month", "year", "plain")):
        return True
    if one.kind == "chart" and apart > 4 * _DAY:
        return True  # of another week
    if one.outlet == other.outlet:
        if contradicts(one.numbers, other.numbers, ("date", "month", "year", "plain")):
            return True
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


def _known(one: News, other: News) -> set[int]:
    """Return the subjects of the one that the other names anywhere, and those of the other that the one names."""
    return (set(one.subjects) & set(other.names)) | (set(other.subjects) & set(one.names))


def _strangers(one: News, other: News) -> float:
    """Count the subjects of one headline of whom the other article says nothing at all."""
    strange = len(set(one.subjects) - set(other.names))
    return strange if len(other.names) >= 3 else strange / 2


def _is_enough(
    one: News, other: News, shared: tuple[float, int, int, int, float, int], titles: float, subjects: int
) -> bool:
    """Return whether two share more than who or what they speak of.

    ``shared`` are the weight of words in the headlines that are of no name, words of names there, names, quotations,
    acts, and what is counted.
    """
    words, named, names, quotes, acts, counted = shared
    if quotes:
        return bool(names or named or words > 0.5) or quotes > 1
    if names >= 4 and named >= 4 and titles > 0.7:
        return True
    if subjects > 1 and names > 1 and not (one.acts and other.acts and acts_differ(one.acts, other.acts)):
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
    if one.acts and other.acts and acts_differ(one.acts, other.acts):
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
    return scores[0] if middle >= WHOLE else 0.0


def representatives(story: Sequence[News]) -> list[News]:
    """Return the articles of a story, by time, that others are compared with: its first ones and its newest."""
    by_time = sorted(story, key=lambda news: news.when)
    if len(by_time) <= MOST_COMPARED:
        return by_time
    half = MOST_COMPARED // 2
    return [*by_time[:half], *by_time[-half:]]


def _key(space: str, text: str) -> int:
    return crc32(f"{space}:{text}".encode()) & _KEY
