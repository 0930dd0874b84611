"""Whether a sentence tells of a story what the user has not seen: outcomes, doings, places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from typing import Final

from pullquote.cache.core.spoilers import reality, words
from pullquote.cache.core.spoilers.episode_places import Written
from pullquote.cache.core.spoilers.names import NameFinder
from pullquote.cache.core.spoilers.parts import sentences_of
from pullquote.cache.core.spoilers.places import Places, Status

_FEW_WORDS: Final = 2
_ENOUGH, _PLENTY = 1.0, 1.5
"""How much a passage has to sound like a story of which no place is said: where nothing, and where some was seen."""
_MOST_OUTCOMES: Final = 60
_Listed = Sequence[tuple[int, int, Status, str]]
"""The places of a sentence: where each begins and ends, its status, and it in words."""


class _Sentence:
    """What the words of one sentence say, each found when it is first asked for: of most sentences little is asked."""

    def __init__(self, text: str, places: Places) -> None:
        self.text = text
        self._places = places

    @cached_property
    def plain(self) -> str:
        """The text with works blanked, and phrases that only sound like a story: names have such words."""
        kept = without_figures(self.text)
        for finder in (self._places.names, self._places.others):
            kept = finder.blanked(kept) if finder else kept
        return kept

    @cached_property
    def is_news(self) -> bool:
        return words.NEWS.search(self.text) is not None

    @cached_property
    def is_hard_news(self) -> bool:
        return words.HARD_NEWS.search(self.text) is not None

    @cached_property
    def is_premise(self) -> bool:
        return words.FOLLOWS_WHO.search(self.text) is not None and not words.PREMISE_TURNS.search(self.text)

    @cached_property
    def is_real(self) -> bool:
        """Whether somebody died in it who is no character."""
        return words.REAL_DEATH.search(self.text) is not None or reality.DIED.search(self.text) is not None

    @cached_property
    def is_of_lives(self) -> bool:
        """Whether it is about the lives of people who are real."""
        return (
            self.is_real
            or reality.LIVED.search(self.text) is not None
            or words.LIVES.search(self.text) is not None
            or reality.TRADES.search(self.text) is not None
        )

    @cached_property
    def is_of_the_world(self) -> bool:
        """Whether it tells of the making and the showing of something."""
        return self.is_of_lives or reality.MADE.search(self.text) is not None or self.is_sold

    @cached_property
    def is_sold(self) -> bool:
        """Whether it tells when and where something is shown, and what it earns."""
        return reality.SHOWN_AND_SOLD.search(self.text) is not None

    @cached_property
    def is_of_awards(self) -> bool:
        return words.AWARDS.search(self.text) is not None

    @cached_property
    def has_outcome(self) -> bool:
        return words.OUTCOMES.search(self.plain) is not None

    @cached_property
    def has_core_outcome(self) -> bool:
        return words.CORE_OUTCOMES.search(self.plain) is not None

    @cached_property
    def doings(self) -> int:
        """How many doings are told, up to two."""
        does = reality.SHE_DOES.search(self.plain) is not None
        if words.DONE.search(self.plain) is None:
            return int(does)
        return max(int(does), sum(1 for _ in islice(words.DOINGS.finditer(self.plain), 2)))


class Teller:
    """Reads the passages of an article; ``telling`` says that it is a piece that tells, ``is_open`` that it may be."""

    def __init__(self, places: Places, characters: NameFinder | None, *, telling: bool) -> None:
        self._places = places
        self._guard = places.guard
        self._characters = characters
        self.telling = telling
        self.is_open = False
        self._sentences: dict[str, _Sentence] = {}

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
        return "" if weak >= (_ENOUGH if self.is_open or self._guard.seen is None else _PLENTY) else None

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
        read = self._read(sentence)
        around = last[0] if last else scope
        if (read.has_core_outcome or (read.has_outcome and not read.is_news)) and not read.is_real:
            outcomes = words.CORE_OUTCOMES if read.is_news else words.OUTCOMES
            for match in islice(outcomes.finditer(read.plain), _MOST_OUTCOMES):
                status, where = self._nearest(listed, match.start(), around, last)
                if status == "seen" or (read.is_premise and not listed):
                    continue
                if status is None and not self._untold(match[0], read):
                    continue
                return where, 0
        beyond = next((one for one in listed if one[2] == "beyond"), None)
        plot = 0.0 if read.is_premise else self._weight(read, real=read.is_real)
        if not beyond and (listed or not plot):
            return None, 0
        report = 2.0 * (read.is_hard_news or reality.HONOURED.search(sentence) is not None) + read.is_news
        if report and not read.is_of_lives and not reality.COUNTED.search(sentence) and self._acts(read):
            report = min(report, 1.0)
        if beyond:
            if words.SYNOPSIS.search(sentence) and not read.is_hard_news:
                return beyond[3], 0
            if (plot > report) if report else (_rest(sentence, listed, self._places.names) >= _FEW_WORDS):
                return beyond[3], 0
            return None, 0
        if listed or plot <= report:
            return None, 0
        if around == "beyond" and plot >= 1:
            return (last[1] if last and last[0] == "beyond" else ""), 0
        if around == "part" and self.telling and plot >= 1:
            return "", 0
        return None, plot if around is None and not self._is_all_out_seen() else 0

    def _acts(self, read: _Sentence) -> bool:
        """Return whether a sentence names somebody of the story, and not who plays them."""
        return self.names_characters(read.text) and reality.CASTING.search(read.text) is None

    def _read(self, sentence: str) -> _Sentence:
        found = self._sentences.get(sentence)
        if found is None:
            found = self._sentences[sentence] = _Sentence(sentence, self._places)
        return found

    def _weight(self, read: _Sentence, *, real: bool = False) -> float:
        """Return how much a sentence sounds like a story."""
        told = 0.0
        if not real and (read.has_core_outcome or (read.has_outcome and not read.is_of_awards)):
            told = 2.0 * read.has_core_outcome + read.has_outcome
        return told + read.doings + 1.5 * self.names_characters(read.text)

    def names_characters(self, text: str) -> bool:
        """Return whether a text names somebody of the story, as far as an article tells who that is."""
        return (self._characters is not None and self._characters.search(text)) or bool(words.TITLED.search(text))

    def is_harmless(self, text: str) -> bool:
        """Return whether a part speaks of the world in which something is made and seen, and tells nothing of a story.

        It does not where it only fails to tell: what says neither is open.
        """
        worldly = False
        if self.telling and reality.SPEAKS_OF.search(text):
            return False
        for sentence in sentences_of(text)[:40]:
            if self._is_sentence_of_other(sentence):
                worldly = True
                continue
            read = self._read(sentence)
            if self._is_of_story(read):
                return False
            worldly = worldly or read.is_of_the_world or read.is_premise
        return worldly

    def is_label(self, text: str) -> bool:
        """Return whether a heading only asks or says where one is, and names nobody and nothing that happens."""
        plain = self._read(text).plain
        said = [word for word in re.findall(r"[^\W\d_][\w’'-]+", plain) if word.casefold() not in words.SMALL_WORDS]
        said = [word for word in said if word.casefold() not in reality.LABELS]
        if any(word[0].isupper() for word in said) or len(said) >= _FEW_WORDS:
            return bool(said) and not self.is_of_story(text) and self._read(text).is_of_the_world
        return not self.is_of_story(text) and self._plot(text) == 0

    def is_of_story(self, text: str) -> bool:
        """Return whether a part tells of a story, as far as its words say so."""
        return any(
            self._is_of_story(self._read(sentence))
            for sentence in sentences_of(text)[:40]
            if not self._is_sentence_of_other(sentence)
        )

    def _is_of_story(self, read: _Sentence) -> bool:
        if read.is_premise or (read.is_of_lives and not self._acts(read)):
            return False
        if read.has_core_outcome or self._acts(read):
            return True
        if read.has_outcome and not (read.is_hard_news or read.is_sold or read.is_of_awards):
            return True
        return bool(read.doings) and not read.is_of_the_world

    def is_of_the_craft(self, text: str) -> bool:
        """Return whether a part speaks of how something is made and tells nothing of a story."""
        return bool(words.CRAFT.search(text)) and self._plot(text) <= 1

    def is_neutral(self, text: str) -> bool:
        """Return whether a part tells nothing of a story."""
        return self._plot(text) == 0

    def tells_something(self, text: str) -> bool:
        """Return whether a part tells of a story, whatever of it."""
        return self.names_characters(text) or any(self._read(one).doings for one in sentences_of(text)[:40])

    def _plot(self, text: str) -> float:
        return sum(self._weight(self._read(one)) for one in sentences_of(text)[:40])

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

    def _untold(self, outcome: str, read: _Sentence) -> bool:
        """Return whether an outcome that is told without its place may be beyond."""
        if self._is_all_out_seen():
            return False
        if self._guard.seen is not None:
            return words.CORE_OUTCOMES.search(read.text) is not None
        if read.is_of_awards and re.match(r"w[io]n|crowned", outcome, re.IGNORECASE):
            return False
        return not read.is_news or words.CORE_OUTCOMES.search(read.text) is not None


def is_of_the_world(text: str) -> bool:
    """Return whether a text speaks of the making and the showing of something, or of the lives of real people."""
    return any(words_of.search(text) for words_of in (reality.MADE, reality.SHOWN_AND_SOLD, reality.LIVED, words.LIVES))


def without_figures(sentence: str) -> str:
    """Return a sentence with the turns of phrase blanked that only sound like a story."""
    return words.NEWS_FIGURES.blanked(sentence)


def _rest(sentence: str, listed: _Listed, names: NameFinder) -> int:
    """Count the words of a sentence beside places and the name."""
    kept = list(sentence)
    for start, end in [(one[0], one[1]) for one in listed] + list(names.spans(sentence)):
        kept[start:end] = " " * (min(end, len(kept)) - start)
    return sum(len(word) > 2 for word in re.findall(r"\w+", "".join(kept)) if word.casefold() not in words.SMALL_WORDS)
