"""Where a title found by the words around it begins and ends, whether it can be one, and how far it is believed."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from pullquote.cache.annotate.entities import NETWORK_BEFORE, Candidates
from pullquote.cache.annotate.famous import famous
from pullquote.cache.annotate.person_evidence import is_initials
from pullquote.cache.annotate.text.capitals import title_shape
from pullquote.cache.annotate.text.document_text import ENOUGH, SOME, DocumentText, Place, gender_of
from pullquote.cache.annotate.text.tokens import Token
from pullquote.cache.annotate.text.vocabulary import (
    DEMONYMS,
    HONORIFICS,
    NEVER_A_TITLE_ALONE,
    PLACE_NOUNS,
    PLACES,
    ROLE_NOUNS,
    SAID,
    SCREEN_NOUNS,
    STARTERS,
    TITLE_INNER_WORDS,
)
from pullquote.cache.annotate.works import cues
from pullquote.cache.annotate.works.readings import Readings

_ADJECTIVES = DEMONYMS | HONORIFICS
_ACRONYM = 4
_OF_CHARACTER = 4.0
"""What speaks for a franchise where the name of a character everybody knows is that of works."""
_DOUBTED = frozenset(
    (
        "role in", "role after it", "prize for", "verb before it", "called", "hit before it", NETWORK_BEFORE,
        "network after it", "in parentheses after a name", "what it has", "is one", "tells", "stars somebody",
        "appositive after it", "made by somebody", "box office", "wins", "begins or ends",
    )
)  # fmt: skip
"""Evidence that counts for less where the outlet marks its titles."""


class Clue(Struct, frozen=True, gc=False):
    """The evidence a pattern gives for the title it finds.

    ``points`` speak for the type ``kind`` (empty: for none). ``weak_alone``: one everyday word is no title here.
    ``bold``: what is named like a person is a title here all the same; ``firm``: so is what is named like a street.
    """

    evidence: str
    weight: float
    kind: str = ""
    points: float = 0.0
    weak_alone: bool = False
    bold: bool = False
    firm: bool = False


class Surroundings(NamedTuple):
    """What the patterns must know of the whole article: see ``find_in_context``.

    ``marked``: it marks its titles; ``of_earnings``: it tells what films earned; ``of_pilots``: it tells of the first
    episodes of shows that are made to be judged.
    """

    busy: set[tuple[int, int]]
    networks: set[tuple[int, int]]
    marked: bool
    of_earnings: bool
    of_pilots: bool


class SegmentTitles:
    """The titles of one segment, each a run of capitals beside a clue, followed for at most nine words."""

    def __init__(
        self,
        document_text: DocumentText,
        candidates: Candidates,
        surroundings: Surroundings,
        readings: Readings,
        number: int,
    ) -> None:
        self.number = number
        self.segment = document_text.segments[number]
        self.document_text = document_text
        self.candidates = candidates
        self.busy, self.networks, self.marked, self.of_earnings, self.of_pilots = surroundings
        self.readings = readings

    def is_taken(self, i: int) -> bool:
        """Return whether token ``i`` is part of an organization's name."""
        return (self.number, i) in self.busy

    def is_network(self, i: int) -> bool:
        """Return whether token ``i`` is part of the name of a network or service."""
        return (self.number, i) in self.networks

    def whole(self, first: int, last: int) -> tuple[int, int]:
        """Return the longest reading around the tokens ``first:last`` that is one name (``Readings.whole``)."""
        return self.readings.whole(self.number, first, last)

    def before(self, i: int, clue: Clue) -> None:
        """Add the run of capitals that ends right before token ``i``."""
        if (
            i <= 0
            or i >= len(self.segment.tokens)
            or not (self.segment.tokens[i].joined or self.segment.gap(i) in (", ", " ("))
        ):
            return
        first, last = self.run_before(i)
        two = first > 1 and self.segment.lowers[first - 1] in ("and", "&") and self.segment.tokens[first - 2].capital
        if two and clue.evidence == "box office" and self.whole(first, last) == (first, last):
            return  # "Ash and the Weir opened": one film, or two
        self.add(first, last, clue)

    def possessive_before(self, i: int, clue: Clue) -> None:
        """Add X in "X's second season"."""
        if i > 0 and self.segment.tokens[i - 1].possessive:
            self.add(*self.run_before(i), clue)

    def after(self, i: int, clue: Clue) -> None:
        """Add the run of capitals that begins at token ``i``; an organization's possessive is stepped over."""
        words = self.segment.tokens
        while i < len(words) and (
            words[i].lower in ("the", "a", "his", "her", "their", "its") and not words[i].capital
        ):
            i += 1
        start = i
        while i < len(words) and (self.number, i) in self.busy and i - start < 4:
            i += 1
        if i > start and not (
            words[i - 1].possessive
            or (self.number, i - 1) in self.networks  # "in BBC Copper Hill"
            or (i < len(words) and words[i].lower in SCREEN_NOUNS)
        ):
            return
        if i < len(words) and i > start and words[i].lower in SCREEN_NOUNS:
            i += 1
            if i < len(words) and not words[i].joined:
                return
        if i >= len(words) or not (words[i].capital or words[i].text[0].isdecimal()):
            return
        last = i + 1
        while (
            last < len(words)
            and last - i < 9
            and words[last].joined
            and not words[last - 1].possessive
            and (self.number, last) not in self.busy
        ):
            word = words[last]
            if word.capital or word.text[0].isdecimal():
                if self.segment.headline and (word.lower in SAID or word.lower in STARTERS or word.lower in ROLE_NOUNS):
                    break
                last += 1
            elif (
                word.lower in TITLE_INNER_WORDS
                and last + 1 < len(words)
                and words[last + 1].joined
                and words[last + 1].capital
                and word.lower in ("of", "the", "&")
            ):
                last += 1
            else:
                break
        if last < len(words) and words[last].joined and words[last].lower in cues.AGES:
            return  # "in the Jane Roe era"
        self.add(i, last, clue)

    def run_before(self, i: int) -> tuple[int, int]:
        """Return the run of capitalised words that ends before token ``i``."""
        words = self.segment.tokens
        last = i
        if words[last - 1].lower in TITLE_INNER_WORDS or not may_be_of_title(words[last - 1]):
            return last, last
        first = i
        j = i - 1
        while j >= 0 and last - j <= 9:
            word = words[j]
            if (
                j < last - 1
                and word.possessive
                and not (
                    word.capital
                    and gender_of(word.text) is None
                    and (self.number, j) not in self.busy
                    and not self.segment.headline
                )
            ):
                break
            if (self.number, j) in self.busy:
                break
            if word.capital or word.text[0].isdecimal():
                if (
                    self.segment.headline
                    and j < last - 1
                    and (word.lower in STARTERS or word.lower in SAID or word.lower in ROLE_NOUNS)
                ):
                    break
                first = j
            elif not (word.lower in TITLE_INNER_WORDS and j + 1 == first and j and words[j - 1].capital):
                break
            elif j > 1 and words[j - 2].capital and gender_of(words[j - 2].text):
                break  # "Jane Roe of Copper Hill fame"
            if word.first or not word.joined:
                break
            j -= 1
        while (
            first < last - 1
            and words[first].lower in NEVER_A_TITLE_ALONE
            and words[first].lower not in ("the", "a")
            and words[first].first
        ):
            first += 1
        while last - first > 1 and words[last - 1].lower in ("tv", "television"):
            last -= 1
        while last > first and words[first].text.rpartition("-")[2].islower() and "-" in words[first].text:
            first += 1  # "English-language", "Emmy-winning"
        if last - first > 1 and words[first].lower in ("the", "a") and not words[first].capital:
            first += 1
        return first, last

    def add(self, first: int, last: int, clue: Clue) -> None:
        """Add the tokens ``first:last`` as a title, if they can be one."""
        if first >= last or any((self.number, k) in self.busy for k in range(first, last)):
            return
        first, last = self.whole(self._without_modifiers(first, last, clue), last)
        text = self.document_text.text(Place(self.number, first, last))
        known = self.candidates.is_expected(text)
        of_character = text.removeprefix("The ") in famous() and clue.evidence.endswith("after it")
        if of_character and text.startswith("The "):
            first += 1  # "The Harry Potter actress"
        if self._is_no_title(first, last, clue):
            return
        if not (known or of_character) and self._is_person(first, last, clue):
            return
        words = self.segment.tokens
        shaped = title_shape(self.segment.text[words[first].start : words[last - 1].end])
        owner = words[last - 1].possessive and (
            (last < len(words) and words[last].capital) or gender_of(words[first].text) is not None
        )
        if shaped is None or (owner and clue.evidence not in ("season", "role after it")):
            return
        weight = clue.weight * self._trust(clue, last, known)
        candidate = self.candidates.add(shaped, clue.evidence, weight, Place(self.number, first, last))
        if of_character:
            candidate.point("franchise", _OF_CHARACTER)
        if clue.kind and (weight >= 0.3 or known):
            candidate.point(clue.kind, clue.points)

    def _trust(self, clue: Clue, last: int, known: bool) -> float:
        """Return the factor for the weight of ``clue``: lower in headlines, and where an article has other subjects."""
        words = self.segment.tokens
        trust = 0.6 if self.segment.headline and not known else 1.0
        numbered = clue.evidence == "season" and words[min(last, len(words) - 1)].lower != "series"
        if self.marked and clue.evidence in _DOUBTED and not known:
            trust *= 0.7  # an outlet that marks its titles leaves few without a mark
        if self.document_text.about_screens < ENOUGH and clue.evidence in _DOUBTED and not known:
            trust *= 0.75
        if self.document_text.about_screens < SOME and not numbered:
            trust *= 0.6  # "the director of Homeland Security"
        return trust

    def _without_modifiers(self, first: int, last: int, clue: Clue) -> int:
        """Return the first token of the title itself: "British", "a", "2019" before it are stepped over."""
        words = self.segment.tokens
        before_noun = clue.evidence.endswith("after it")
        while last - first > 1 and before_noun and words[first].lower in _ADJECTIVES:
            first += 1
        while last - first > 1 and words[first].lower in ("a", "an") and words[first + 1].text.isdecimal():
            first += 1
        year = words[first].text
        if last - first > 1 and before_noun and len(year) == 4 and year.isdecimal():
            first += 1
        return first

    def _is_no_title(self, first: int, last: int, clue: Clue) -> bool:
        """Return whether the words are only ones that cannot be a title by themselves, or name a place."""
        words = self.segment.tokens
        content = _content(words, first, last)
        joined = any(not w.capital for w in words[first:last])  # "The Last of Us"
        if not joined and all(w in NEVER_A_TITLE_ALONE or w in ROLE_NOUNS or w in PLACES for w in content):
            return True
        ending = words[last - 1].lower
        if (
            ending in PLACE_NOUNS
            and clue.evidence != "season"
            and not (clue.firm and ending in cues.SCENES and last - first > 1)
        ):
            return True
        if (
            ":" in words[first].text
            or words[last - 1].text.count(".") > 1
            or (is_acronym(words, first) and last - first == 1 and clue.evidence in ("verb before it", NETWORK_BEFORE))
        ):
            return True
        if words[first].lower in cues.CATEGORIES or (self._is_year(first, last)):
            return True
        everyday = len(content) == 1 and (self.document_text.is_word(content[0]) or words[first].first)
        return everyday and clue.weak_alone and content[0] in NEVER_A_TITLE_ALONE

    def _is_year(self, first: int, last: int) -> bool:
        text = self.segment.tokens[first].text
        return last - first == 1 and text.isdecimal() and len(text) == _ACRONYM and text[:2] in ("19", "20")

    def _is_person(self, first: int, last: int, clue: Clue) -> bool:
        """Return whether the words are rather somebody's name: "the Greta Gerwig film", "Greta returns in May"."""
        content = _content(self.segment.tokens, first, last)
        if is_initials(self.segment.tokens[first]) and len(content) > 1:
            return True
        if gender_of(content[0]) is None or clue.bold or (clue.firm and content[-1] in cues.SCENES):
            return False
        if len(content) == 1:
            return clue.evidence in ("release verb", "role after it", "renewal", "verb before it", "prize for")
        return len(content) <= 3 and clue.evidence != "season" and not clue.evidence.endswith("before it")


def may_be_of_title(word: Token) -> bool:
    """Return whether a word is written as those that titles begin and end with: with a capital or a digit."""
    return word.capital or word.text[0].isdecimal()


def is_acronym(words: list[Token], i: int) -> bool:
    """Return whether a word in capitals stands alone, as those of leagues and networks do: "NFL star"."""
    longer = i > 0 and words[i].joined and words[i - 1].capital
    return words[i].text.isupper() and len(words[i].text) <= _ACRONYM and not longer


def _content(words: list[Token], first: int, last: int) -> list[str]:
    """Return the words of a run in small letters, articles left out."""
    return [w.lower for w in words[first:last] if w.lower not in ("the", "a")]
