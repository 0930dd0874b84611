"""Titles found only by the words around them: "X season 2", "the sitcom X", "X star Name", "premiere of X"."""

from __future__ import annotations

from typing import NamedTuple

from pullquote.cache.annotate.entities import Candidates
from pullquote.cache.annotate.text.capitals import title_shape
from pullquote.cache.annotate.text.document_text import SOME, DocumentText, Place, gender_of
from pullquote.cache.annotate.text.tokens import Token
from pullquote.cache.annotate.text.vocabulary import (
    CAST_ROLES,
    DEMONYMS,
    FILM_NOUNS,
    FRANCHISE_NOUNS,
    HONORIFICS,
    NEVER_A_TITLE_ALONE,
    NOUNS_AFTER_TITLES,
    NOUNS_BEFORE_OF,
    ORDINALS,
    OTHER_NOUNS,
    PLACE_NOUNS,
    PLACES,
    RELEASE_VERBS,
    ROLE_NOUNS,
    SAID,
    SCREEN_NOUNS,
    SHOW_NOUNS,
    STARTERS,
    TITLE_INNER_WORDS,
    TYPE_NOUNS,
    WORDS_BEFORE_IN,
    is_season_number,
    type_of_noun,
)
from pullquote.cache.core.calendar_words import MONTH_NUMBERS, WEEKDAY_NUMBERS

_ADJECTIVES = DEMONYMS | HONORIFICS
_FATES = frozenset("was is has were gets been".split())
_RENEWED = frozenset("renewed renews cancelled canceled cancels axed axes".split())
_TAILED = frozenset("returns opens hits".split())
_LEADS = frozenset("the a an his her their its my our this new debut first latest hit video second third".split())
_NO_STAGE = frozenset("film movie screen original".split())
_MADE = frozenset(
    "wrote writes recorded records made makes released releases sang sings performed performs has had did produced"
    " published dropped loves covered played plays sampled created".split()
)
"""Verbs after a name that make it who made the work, and not its title."""
_KEYS = frozenset(
    {"season", "seasons", "series", "of", "in", "on"}
    | set(SHOW_NOUNS)
    | set(FILM_NOUNS)
    | set(FRANCHISE_NOUNS)
    | set(NOUNS_AFTER_TITLES)
    | set(RELEASE_VERBS)
    | _FATES
    | _RENEWED
    | _TAILED
)
"""The words a pattern is tried at, besides capitals."""


def find_in_context(document_text: DocumentText, candidates: Candidates, taken: set[Place]) -> None:
    """Add titles found by the words around them; ``taken`` are places of organizations."""
    busy = {(p.segment, i) for p in taken for i in range(p.first, p.last)}
    for number, segment in enumerate(document_text.segments):
        if segment.kind in ("embed", "table"):
            continue
        patterns = _SegmentPatterns(document_text, candidates, busy, number)
        for i in sorted({*segment.indices(_KEYS), *segment.capitals}):
            word = segment.tokens[i]
            if word.joined or word.lower in _KEYS:
                patterns.look(i, word)


class _Clue(NamedTuple):
    """The evidence a pattern gives for the title it finds.

    ``points`` speak for the type ``kind`` (empty: for none). ``weak_alone``: one everyday word is no title here.
    """

    evidence: str
    weight: float
    kind: str = ""
    points: float = 0.0
    weak_alone: bool = False


class _SegmentPatterns:
    """The patterns over one segment, each tried at one token; a run of capitals is followed for at most nine words."""

    def __init__(
        self, document_text: DocumentText, candidates: Candidates, busy: set[tuple[int, int]], number: int
    ) -> None:
        self.number = number
        self.segment = document_text.segments[number]
        self.document_text = document_text
        self.candidates = candidates
        self.busy = busy

    def look(self, i: int, word: Token) -> None:
        """Try every pattern whose key word is token ``i``."""
        words = self.segment.tokens
        lower = word.lower
        if lower in ("season", "seasons", "series") and i + 1 < len(words) and is_season_number(words[i + 1].text):
            self.before(i, _Clue("season", 0.8, "show", 3.0))
        if lower in ("season", "seasons") and i >= 1 and words[i - 1].lower in ORDINALS:
            self.possessive_before(i - 1, _Clue("season", 0.7, "show", 3.0))
        if word.text == "Universe" and i and word.joined and words[i - 1].capital:
            self.universe(i)
        if word.capital and not self.segment.headline:
            return self.noun_before(i)
        if lower in SHOW_NOUNS or lower in FILM_NOUNS or lower in FRANCHISE_NOUNS or lower in NOUNS_AFTER_TITLES:
            self.noun_after(i, lower)
        if lower == "of" and i and words[i - 1].lower in NOUNS_BEFORE_OF:
            kind = (
                "show" if words[i - 1].lower in ("season", "seasons", "episode", "episodes", "pilot", "finale") else ""
            )
            self.after(i + 1, _Clue(f"{words[i - 1].lower} of", 0.7 if kind else 0.5, kind, 2.0))
        elif lower in ("in", "on") and i and words[i - 1].lower in WORDS_BEFORE_IN and not self.segment.headline:
            self.after(i + 1, _Clue("role in", 0.4, "show" if lower == "on" else "", 1.0))
        elif lower in RELEASE_VERBS or (lower in _TAILED and _release_tail(words, i)):
            self.before(i, _Clue("release verb", 0.5))
        elif lower in _FATES and _fate(words, i):
            self.before(i, _Clue("renewal", 0.5, "show", 1.0))
        elif lower in _RENEWED:
            self.after(i + 1, _Clue("renewal", 0.5, "show", 1.0))
        return None

    def universe(self, i: int) -> None:
        """Add "<Name> Universe": the name says what it is."""
        words = self.segment.tokens
        first = i
        while (
            first > 0
            and i - first < 4
            and words[first].joined
            and words[first - 1].capital
            and not words[first - 1].possessive
        ):
            first -= 1
        if i - first < 1 or words[first].lower in ("miss", "mr", "mr.", "our"):
            return
        shaped = title_shape(self.segment.text[words[first].start : words[i].end])
        if shaped:
            self.candidates.add(shaped, "universe in its name", 0.8, Place(self.number, first, i + 1)).point(
                "franchise", 5.0
            )

    def noun_before(self, i: int) -> None:
        """Read "the sitcom X", and "X star Name" where X ends right before the role."""
        words = self.segment.tokens
        if not i or not words[i].joined:
            return
        noun = words[i - 1].lower
        if words[i - 1].capital or words[i - 1].possessive:
            return
        if noun in OTHER_NOUNS and _introduces(words, i):
            self.after(i, _Clue(f"{noun} before it", 0.6, OTHER_NOUNS[noun], 4.0))
        elif noun in TYPE_NOUNS and noun not in OTHER_NOUNS and noun != "western":  # "western Bohemia"
            self.after(i, _Clue(f"{noun} before it", 0.6, type_of_noun(noun), 2.5))
        elif (
            noun in CAST_ROLES
            and not self.segment.headline
            and gender_of(words[i].text)
            and i >= 2
            and words[i - 2].capital
            and words[i - 1].joined
        ):
            self.before(i - 1, _Clue("role after it", 0.55))

    def noun_after(self, i: int, noun: str) -> None:
        """Read "the X series", "X franchise"."""
        kind = type_of_noun(noun)
        if noun in ("show", "documentary", "feature", "flick") or not i or not self.segment.tokens[i].joined:
            return
        weight = 0.6 if noun in FRANCHISE_NOUNS else 0.5
        if noun == "series":
            following = self.segment.tokens[i + 1].lower if i + 1 < len(self.segment.tokens) else ""
            kind = "" if following in ("of",) else kind
        self.before(i, _Clue(f"{noun} after it", weight, kind, 2.0, weak_alone=True))

    def before(self, i: int, clue: _Clue) -> None:
        """Add the run of capitals that ends right before token ``i``."""
        if (
            i <= 0
            or i >= len(self.segment.tokens)
            or not (self.segment.tokens[i].joined or self.segment.gap(i) in (", ", " ("))
        ):
            return
        self._add_candidate(*self._run_before(i), clue)

    def possessive_before(self, i: int, clue: _Clue) -> None:
        """Add X in "X's second season"."""
        if i > 0 and self.segment.tokens[i - 1].possessive:
            self._add_candidate(*self._run_before(i), clue)

    def after(self, i: int, clue: _Clue) -> None:
        """Add the run of capitals that begins at token ``i``; an organization's possessive is stepped over."""
        words = self.segment.tokens
        while i < len(words) and (
            words[i].lower in ("the", "a", "his", "her", "their", "its") and not words[i].capital
        ):
            i += 1
        start = i
        while i < len(words) and (self.number, i) in self.busy and i - start < 4:
            i += 1
        if i > start and not (words[i - 1].possessive or (i < len(words) and words[i].lower in SCREEN_NOUNS)):
            return
        if i < len(words) and i > start and words[i].lower in SCREEN_NOUNS:
            i += 1
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
        self._add_candidate(i, last, clue)

    def _run_before(self, i: int) -> tuple[int, int]:
        """Return the run of capitalised words that ends before token ``i``."""
        words = self.segment.tokens
        last = i
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
            elif not (word.lower in TITLE_INNER_WORDS and j + 1 == first and j and (words[j - 1].capital)):
                break
            if word.first or not word.joined:
                break
            j -= 1
        if words[last - 1].lower in TITLE_INNER_WORDS or not (
            words[last - 1].capital or words[last - 1].text[0].isdecimal()
        ):
            return last, last
        while (
            first < last - 1
            and words[first].lower in NEVER_A_TITLE_ALONE
            and words[first].lower not in ("the", "a")
            and words[first].first
        ):
            first += 1
        while last - first > 1 and words[last - 1].lower in ("tv", "television"):
            last -= 1
        while last - first > 1 and words[first].text.rpartition("-")[2].islower() and "-" in words[first].text:
            first += 1
        if last - first > 1 and words[first].lower in ("the", "a") and not words[first].capital:
            first += 1
        return first, last

    def _trust(self, clue: _Clue, last: int, known: bool) -> float:
        """Return the factor for the weight of ``clue``: lower in headlines, and where an article has other subjects."""
        words = self.segment.tokens
        trust = 0.6 if self.segment.headline and not known else 1.0
        numbered = clue.evidence == "season" and words[min(last, len(words) - 1)].lower != "series"
        if self.document_text.about_screens < SOME and not numbered:
            trust *= 0.6  # "the director of Homeland Security"
        return trust

    def _add_candidate(self, first: int, last: int, clue: _Clue) -> None:
        """Add the tokens ``first:last`` as a title, if they can be one."""
        if first >= last or any((self.number, k) in self.busy for k in range(first, last)):
            return
        first = self._without_modifiers(first, last, clue)
        known = self.candidates.get(self.document_text.text(Place(self.number, first, last))) is not None
        if self._is_no_title(first, last, clue) or (not known and self._is_person(first, last, clue)):
            return
        words = self.segment.tokens
        shaped = title_shape(self.segment.text[words[first].start : words[last - 1].end])
        if shaped is None or (words[last - 1].possessive and clue.evidence not in ("season", "role after it")):
            return
        weight = clue.weight * self._trust(clue, last, known)
        candidate = self.candidates.add(shaped, clue.evidence, weight, Place(self.number, first, last))
        if clue.kind and (weight >= 0.3 or known):
            candidate.point(clue.kind, clue.points)

    def _without_modifiers(self, first: int, last: int, clue: _Clue) -> int:
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

    def _is_no_title(self, first: int, last: int, clue: _Clue) -> bool:
        """Return whether the words are only ones that cannot be a title by themselves, or name a place."""
        words = self.segment.tokens
        content = _content(words, first, last)
        if all(w in NEVER_A_TITLE_ALONE or w in ROLE_NOUNS or w in PLACES for w in content):
            return True
        if words[last - 1].lower in PLACE_NOUNS and clue.evidence != "season":
            return True
        everyday = len(content) == 1 and (self.document_text.is_word(content[0]) or words[first].first)
        return everyday and clue.weak_alone and content[0] in NEVER_A_TITLE_ALONE

    def _is_person(self, first: int, last: int, clue: _Clue) -> bool:
        """Return whether the words are rather somebody's name: "the Greta Gerwig film", "Greta returns in May"."""
        content = _content(self.segment.tokens, first, last)
        if gender_of(content[0]) is None:
            return False
        if len(content) == 1:
            return clue.evidence in ("release verb", "role after it", "renewal")
        return len(content) <= 3 and clue.evidence != "season" and not clue.evidence.endswith("before it")


def _content(words: list[Token], first: int, last: int) -> list[str]:
    """Return the words of a run in small letters, articles left out."""
    return [w.lower for w in words[first:last] if w.lower not in ("the", "a")]


def _introduces(words: list[Token], i: int) -> bool:
    """Return whether a noun before token ``i`` names what begins there: "her album X", not "the song Roe wrote"."""
    noun = words[i - 1].lower
    lead = {word.lower for word in words[max(0, i - 4) : i - 1]}
    if noun.endswith("s") or not (lead & _LEADS or (i > 1 and words[i - 2].possessive)):
        return False
    if noun in ("musical", "game") and any(word.isdecimal() or word in _NO_STAGE for word in lead):
        return False
    last = i
    while last < len(words) and last - i < 9 and (last == i or words[last].joined):
        if not words[last].capital and words[last].lower not in TITLE_INNER_WORDS:
            break
        last += 1
    return gender_of(words[i].lower) is None and not (
        last < len(words) and words[last].joined and words[last].lower in _MADE
    )


def _release_tail(words: list[Token], i: int) -> bool:
    """Return whether "returns/opens/hits" is about a release: a date, a screen or a platform follows."""
    near = [t.lower for t in words[i + 1 : i + 5]]
    return any(w in ("theaters", "theatres", "cinemas", "screens", "select", "streaming") for w in near) or (
        len(near) > 1 and near[0] in ("on", "in") and (near[1] in MONTH_NUMBERS or near[1] in WEEKDAY_NUMBERS)
    )


def _fate(words: list[Token], i: int) -> bool:
    near = [t.lower for t in words[i + 1 : i + 4]]
    return any(w in ("renewed", "cancelled", "canceled", "axed") for w in near)
