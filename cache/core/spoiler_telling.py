"""Whether a sentence tells of a story what the user has not seen: outcomes, doings, places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from pullquote.cache.core import spoiler_words as words
from pullquote.cache.core.episode_places import Written
from pullquote.cache.core.spoiler_names import NameFinder
from pullquote.cache.core.spoiler_parts import sentences_of
from pullquote.cache.core.spoiler_places import Places, Status

_FEW_WORDS: Final = 2
_ENOUGH, _PLENTY = 1.0, 1.5
"""How much a passage has to sound like a story of which no place is said: where nothing, and where some was seen."""
_MOST_OUTCOMES: Final = 60
_Listed = Sequence[tuple[int, int, Status, str]]
"""The places of a sentence: where each begins and ends, its status, and it in words."""


class Teller:
    """Reads the passages of an article; ``telling`` says that it is a piece that tells."""

    def __init__(self, places: Places, characters: NameFinder | None, *, telling: bool) -> None:
        self._places = places
        self._guard = places.guard
        self._characters = characters
        self._telling = telling

    def tells(self, text: str, bound: Sequence[Written], status: Status | None) -> str | None:
        """Return the place beyond that a text tells of, in words (maybe none); ``None`` where it tells of none."""
        start = 0
        near: int | None = None
        last: tuple[Status, str] | None = None
        weak = 0.0
        for sentence in sentences_of(text):
            end = start + len(sentence)
            here = [one for one in bound if start <= one.start < end]
            listed: list[tuple[int, int, Status, str]] = []
            for one in here:
                near = one.season if one.season and one.season > 0 else near
                listed.append((one.start - start, one.end - start, self._places.status(one.season, one.episode, near),
                               self._places.in_words(one.season or near, one.episode)))  # fmt: skip
            if not self._is_sentence_of_other(sentence):
                result, few = self._sentence(sentence, listed, last, status)
                if result is not None:
                    return result
                weak += few
            if listed:
                worst = next((one for one in listed if one[2] == "beyond"), listed[-1])
                last = worst[2], worst[3]
            start = end
        return "" if weak >= (_ENOUGH if self._guard.seen is None else _PLENTY) else None

    def _is_sentence_of_other(self, sentence: str) -> bool:
        if words.CREDITS.search(sentence) and not self._places.names.search(sentence):
            return True
        return bool(self._places.others and self._places.others.search(sentence)) and not self._places.names.search(
            sentence
        )

    def _sentence(
        self,
        sentence: str,
        listed: _Listed,
        last: tuple[Status, str] | None,
        scope: Status | None,
    ) -> tuple[str | None, float]:
        """Return the place beyond of which a sentence tells, and how many doings it has that need more to tell it."""
        news = bool(words.NEWS.search(sentence))
        premise = bool(words.FOLLOWS_WHO.search(sentence)) and not words.PREMISE_TURNS.search(sentence)
        real = bool(words.REAL_DEATH.search(sentence))
        around = last[0] if last else scope
        outcomes = words.CORE_OUTCOMES if news else words.OUTCOMES
        if not real:
            for match in islice(outcomes.finditer(self._plain(sentence)), _MOST_OUTCOMES):
                status, where = self._nearest(listed, match.start(), around, last)
                if status == "seen" or (premise and not listed):
                    continue
                if status is None and not self._untold(match[0], sentence, news=news):
                    continue
                return where, 0
        plot, report = self._weights(sentence, premise=premise, real=real)
        beyond = next((one for one in listed if one[2] == "beyond"), None)
        if beyond:
            if words.SYNOPSIS.search(sentence) and not words.HARD_NEWS.search(sentence):
                return beyond[3], 0
            if (plot > report) if report else (_rest(sentence, listed, self._places.names) >= _FEW_WORDS):
                return beyond[3], 0
            return None, 0
        if listed or plot <= report:
            return None, 0
        if around == "beyond" and plot >= 1:
            return (last[1] if last and last[0] == "beyond" else ""), 0
        if around == "part" and self._telling and plot >= 1:
            return "", 0
        return None, plot if around is None and not self._is_all_out_seen() else 0

    def _plain(self, text: str) -> str:
        """Return a text in which works are blanked, and phrases that only sound like a story: names have such words."""
        kept = without_figures(text)
        for finder in (self._places.names, self._places.others):
            kept = finder.blanked(kept) if finder else kept
        return kept

    def _weights(self, sentence: str, *, premise: bool, real: bool) -> tuple[float, float]:
        """Return how much a sentence sounds like a story, and how much like a report."""
        report = 2.0 * bool(words.HARD_NEWS.search(sentence)) + bool(words.NEWS.search(sentence))
        if premise:
            return 0.0, report
        plain = self._plain(sentence)
        told = 0.0
        if not real and not (words.AWARDS.search(sentence) and not words.CORE_OUTCOMES.search(plain)):
            told = 2.0 * bool(words.CORE_OUTCOMES.search(plain)) + bool(words.OUTCOMES.search(plain))
        doings = sum(1 for _ in islice(words.DOINGS.finditer(plain), 2))
        return told + doings + 1.5 * self.names_characters(sentence), report

    def names_characters(self, text: str) -> bool:
        """Return whether a text names somebody of the story, as far as an article tells who that is."""
        return (self._characters is not None and self._characters.search(text)) or bool(words.TITLED.search(text))

    def is_plain_news(self, text: str) -> bool:
        """Return whether a part reports and tells nothing of a story."""
        if words.LIVES.search(text) and not words.OUTCOMES.search(self._plain(text)):
            return True
        return bool(words.HARD_NEWS.search(text)) and self._plot(text) == 0

    def is_of_the_craft(self, text: str) -> bool:
        """Return whether a part speaks of how something is made and tells nothing of a story."""
        return bool(words.CRAFT.search(text)) and self._plot(text) <= 1

    def is_neutral(self, text: str) -> bool:
        """Return whether a part tells nothing of a story."""
        return self._plot(text) == 0

    def tells_something(self, text: str) -> bool:
        """Return whether a part tells of a story, whatever of it."""
        return self.names_characters(text) or any(
            words.DOINGS.search(self._plain(one)) for one in sentences_of(text)[:40]
        )

    def _plot(self, text: str) -> float:
        return sum(self._weights(one, premise=False, real=False)[0] for one in sentences_of(text)[:40])

    def _is_all_out_seen(self) -> bool:
        """Return whether all was seen that was out when the article came, as far as the catalogue knows."""
        seen, out = self._guard.seen, self._places.out
        return seen is not None and out is not None and out <= seen

    def _nearest(
        self,
        listed: _Listed,
        at: int,
        around: Status | None,
        last: tuple[Status, str] | None,
    ) -> tuple[Status | None, str]:
        if not listed:
            return around, last[1] if last and last[0] == "beyond" else ""
        one = min(listed, key=lambda place: at - place[1] if place[1] <= at else (place[0] - at) * 1.5)
        return one[2], one[3]

    def _untold(self, outcome: str, sentence: str, *, news: bool) -> bool:
        """Return whether an outcome that is told without its place may be beyond."""
        if self._is_all_out_seen():
            return False
        if self._guard.seen is not None:
            return bool(words.CORE_OUTCOMES.search(sentence))
        if words.AWARDS.search(sentence) and re.match(r"w[io]n|crowned", outcome, re.IGNORECASE):
            return False
        return not news or bool(words.CORE_OUTCOMES.search(sentence))


def without_figures(sentence: str) -> str:
    """Return a sentence with the turns of phrase blanked that only sound like a story."""
    return words.NEWS_FIGURES.sub(lambda match: " " * len(match[0]), sentence)


def _rest(sentence: str, listed: _Listed, names: NameFinder) -> int:
    """Count the words of a sentence beside places and the name."""
    kept = list(sentence)
    for start, end in [(one[0], one[1]) for one in listed] + list(names.spans(sentence)):
        kept[start:end] = " " * (min(end, len(kept)) - start)
    return sum(len(word) > 2 for word in re.findall(r"\w+", "".join(kept)) if word.casefold() not in words.SMALL_WORDS)
