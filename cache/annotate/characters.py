"""Characters: "Name (Actor)", "plays Name", "role of Name", "Actor as Name", "Actor's Name", and eponyms."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise

from pullquote.cache.annotate.entities import ACCEPT, Candidates
from pullquote.cache.annotate.text.capitals import capital_runs
from pullquote.cache.annotate.text.document_text import SOME, DocumentText, Place, gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token, words_of
from pullquote.cache.annotate.text.vocabulary import (
    DEMONYMS,
    FUNCTION_WORDS,
    HONORIFICS,
    PLACES,
    ROLE_NOUNS,
    STARTERS,
    entries,
)

_PLAYS = frozenset(
    "plays play played playing portrays portray portrayed portraying voices voiced voicing embodies".split()
)
_ROLE_OF = frozenset("role part portrayal character characters voice turn depiction persona".split())
_AS_AFTER = frozenset(
    "role turn performance star stars starred starring cast appear appears appeared return returns returned reprise"
    " known debut debuted work breakout co-stars co-star co-starred co-starring part stint seen introduced featured"
    " features recast guest-stars".split()
)
_BEINGS = frozenset(
    "character characters villain villains superhero superheroes hero heroes heroine heroines antagonist protagonist"
    " nemesis sidekick supervillain archenemy alter-ego ego vigilante antihero crimefighter".split()
)
_KEYS = _PLAYS | _BEINGS | {"as", "of"}
"""The words a pattern is tried at."""
_BEFORE_NAMES = HONORIFICS | ROLE_NOUNS | DEMONYMS
_OPENERS = STARTERS | FUNCTION_WORDS
_NO_CHARACTER = FUNCTION_WORDS | PLACES | DEMONYMS | ROLE_NOUNS


def find_characters(
    document_text: DocumentText, people: Candidates, works: Candidates, blocked: set[tuple[int, int]]
) -> Candidates:
    """Return the characters; ``blocked`` are tokens of organizations and of titles that are only titles."""
    found = Candidates()
    finder = _Finder(document_text, people, works, found)
    for number, segment in enumerate(document_text.segments):
        if segment.headline or segment.kind == "embed":
            continue
        runs = dict(capital_runs(segment, blocked, number))
        finder.read(number, segment, runs)
    finder.eponyms()
    for candidate in found:
        if candidate.weight < ACCEPT:
            found.remove(candidate.name)
    return found


def _names_role(words: list[Token], i: int) -> bool:
    """Return whether token ``i`` is a role that "of <Name>" can follow; "part of" is one only after an article."""
    if words[i].lower == "part":
        return i > 0 and words[i - 1].lower in ("the", "title", "lead", "leading", "small", "meaty")
    return words[i].lower in _ROLE_OF


@lru_cache(maxsize=1)
def famous() -> frozenset[str]:
    """Return the characters everybody knows."""
    return frozenset(entries("characters"))


@lru_cache(maxsize=1)
def _famous_beginnings() -> frozenset[str]:
    """Return the first words of their names."""
    return frozenset(words[0] for words in map(words_of, famous()) if words)


def find_famous(document_text: DocumentText, found: Candidates, blocked: set[tuple[int, int]]) -> None:
    """Add characters everybody knows where the text names them outside a title."""
    for number, segment in enumerate(document_text.segments):
        if segment.headline:
            continue
        for first, last in capital_runs(segment, blocked, number):
            for begin in range(first, min(last, first + 3)):
                if segment.tokens[begin].text not in _famous_beginnings():
                    continue
                place = Place(number, begin, last)
                if (name := document_text.text(place)) in famous():
                    found.add(name, "known character", 0.6, place)
                    break


def _is_full_name(first: str, last: str) -> bool:
    return gender_of(first) is not None and last[0].isalpha()


class _Finder:
    def __init__(self, document_text: DocumentText, people: Candidates, works: Candidates, found: Candidates) -> None:
        self.document_text = document_text
        self.people = people
        self.surnames = {c.name.rsplit(" ", 1)[-1] for c in people if c.weight >= ACCEPT and " " in c.name}
        self.works = works
        self.found = found

    def read(self, number: int, segment: Segment, runs: dict[int, int]) -> None:
        """Add the characters one segment names; ``runs`` maps the first token of a run of capitals to its end."""
        words = segment.tokens
        ends = {last: first for first, last in runs.items()}
        for first, last in runs.items():
            gap = segment.gap(first)
            inside = gap.endswith("(") and segment.gap(last).startswith((")", ","))
            if inside and self._is_person(segment, first, last):
                self._actor_in_parentheses(number, segment, first, last, ends)
            before = words[first - 1] if first else None
            if before is None:
                continue
            if before.possessive and words[first].joined and self._possessed(number, segment, first, last, ends):
                continue
            if gap.strip() == "," and words[last - 1].end and self._apposed(segment, first):
                self._add(number, segment, first, last, "role of", 0.7)
        for i in segment.indices(_KEYS):
            word = words[i]
            if word.capital:
                continue
            lower = word.lower
            if lower in _PLAYS and i + 1 < len(words) and words[i + 1].joined:
                if words[i + 1].lower == "by":
                    self._played_by(number, segment, i, runs, ends)
                else:
                    self._object(number, segment, i + 1, runs, "plays", 0.8)
            elif self.document_text.about_screens < SOME:
                continue  # "the role of Parliament", "returned as Speaker"
            elif lower == "as" and self._acting(segment, i, ends):
                self._object(number, segment, i + 1, runs, "as", 0.7)
            elif lower == "of" and i and _names_role(words, i - 1):
                self._object(number, segment, i + 1, runs, "role of", 0.7)
            elif lower in _BEINGS and i + 1 < len(words) and words[i + 1].joined:
                self._list(number, segment, i + 1, runs, lower)

    def _actor_in_parentheses(self, number: int, segment: Segment, first: int, last: int, ends: dict[int, int]) -> None:
        """Read "Maren Holt (Jane Roe)": the run before the parenthesis is the character."""
        left = ends.get(first)
        if left is None:
            return
        name = self.document_text.text(Place(number, left, first))
        person = self.people.get(name)
        inner = self.people.get(self.document_text.text(Place(number, first, last)))
        if (
            person
            and person.weight > (inner.weight if inner else 0.6) + 0.35
            and "parenthesis" not in person.evidence
            and "speech verb" in person.evidence
        ):
            self._add(number, segment, first, last, "parenthesis", 0.8)
            return
        self._add(number, segment, left, first, "actor in parentheses", 1.0)

    def _possessed(self, number: int, segment: Segment, first: int, last: int, ends: dict[int, int]) -> bool:
        """Read "Jane Roe's Inspector Holt": an actor's character."""
        left = ends.get(first)
        if left is None or not self._is_person(segment, left, first):
            return False
        words = segment.tokens
        begin = words[first]
        honoured = begin.lower in HONORIFICS and last - first > 1
        if honoured or (last - first >= 2 and gender_of(begin.lower)):
            self._add(number, segment, first, last, "actor's", 0.7)
            return True
        return False

    def _played_by(self, number: int, segment: Segment, i: int, runs: dict[int, int], ends: dict[int, int]) -> None:
        """Read "Britt, played by Jane Roe"."""
        actor = i + 2
        if actor not in runs or not self._is_person(segment, actor, runs[actor]):
            return
        for back in (i, i - 1, i - 2):
            if back in ends and segment.gap(back).strip(" ,") == "":
                self._add(number, segment, ends[back], back, "played by", 0.8)
                return

    def _acting(self, segment: Segment, i: int, ends: dict[int, int]) -> bool:
        words = segment.tokens
        if i in ends and self._is_person(segment, ends[i], i):
            return True
        return any(w.lower in _AS_AFTER for w in words[max(0, i - 5) : i])

    def _object(
        self, number: int, segment: Segment, i: int, runs: dict[int, int], evidence: str, weight: float
    ) -> None:
        """Follow "the ruthless lawyer Jane Roe" to the name; a preposition or a bare noun after it ends the hope."""
        words = segment.tokens
        article = False
        for step in range(7):
            at = i + step
            if at >= len(words):
                return
            word = words[at]
            gap = segment.gap(at).strip()
            if gap and gap != ",":
                return
            if at in runs:
                last = runs[at]
                following = words[last] if last < len(words) else None
                noun_follows = (
                    following is not None
                    and following.joined
                    and not following.capital
                    and following.lower not in FUNCTION_WORDS
                )
                if words[last - 1].possessive:
                    continue
                if article and noun_follows:
                    return
                self._add(number, segment, at, last, evidence, weight)
                return
            if word.lower in ("a", "an"):
                article = True
            elif word.lower in FUNCTION_WORDS and word.lower not in ("the", "his", "her", "their", "its"):
                return

    def _list(self, number: int, segment: Segment, i: int, runs: dict[int, int], noun: str) -> None:
        """Read "the characters A, B and C"."""
        words = segment.tokens
        while i in runs:
            last = runs[i]
            self._add(number, segment, i, last, f"{noun} before it", 0.6)
            work = self.works.get(self.document_text.text(Place(number, i, last)))
            if work is not None:
                work.add("characters", 0.0)
            gap = segment.gap(last).strip() if last < len(words) else "."
            if gap == ",":
                i = last + 1 if words[last].lower == "and" else last
            elif not gap and words[last].lower in ("and", "&"):
                i = last + 1
            else:
                return

    def _apposed(self, segment: Segment, first: int) -> bool:
        """Return whether a role is named before: "co-stars as his wife, Britt"."""
        near = [w.lower for w in segment.tokens[max(0, first - 5) : first]]
        return ("as" in near and any(w in _AS_AFTER or w in _PLAYS for w in near)) or (
            bool(near) and any(w in _PLAYS for w in near[-4:]) and near[-1] in ROLE_NOUNS
        )

    def _is_person(self, segment: Segment, first: int, last: int) -> bool:
        candidate = self.people.get(segment.text[segment.tokens[first].start : segment.tokens[last - 1].end])
        if candidate and candidate.weight >= ACCEPT:
            return True
        if last - first == 1:
            name = segment.tokens[first].text
            return name in self.surnames
        return last - first <= 4 and gender_of(segment.tokens[first].lower) is not None

    def _add(self, number: int, segment: Segment, first: int, last: int, evidence: str, weight: float) -> None:
        words = segment.tokens
        while first < last - 1 and (
            words[first].lower in _BEFORE_NAMES
            or (words[first].lower in _OPENERS and words[first].lower != "the" and not gender_of(words[first].lower))
        ):
            first += 1
        if last - first > 4 or first >= last:
            return
        lowers = [w.lower for w in words[first:last]]
        if lowers[0] in _NO_CHARACTER and (len(lowers) == 1 or lowers[0] in PLACES):
            return
        place = Place(number, first, last)
        name = self.document_text.text(place)
        if (
            len(lowers) == 1
            and evidence != "actor in parentheses"
            and (self.document_text.is_word(lowers[0]) or (name.isupper() and len(name) < 4))
        ):
            return
        if len(name) < 2:
            return
        self.found.add(name, evidence, weight, place)

    def eponyms(self) -> None:
        """Add the character a work is named after, where the first name also stands alone."""
        named = [(candidate.name, candidate.name.split()) for candidate in self.works if candidate.weight >= ACCEPT]
        named = [(name, parts) for name, parts in named if len(parts) == 2 and _is_full_name(*parts)]
        if not named:
            return
        words: Counter[str] = Counter()
        pairs: Counter[tuple[str, str]] = Counter()
        for segment in self.document_text.segments:
            if not segment.headline:
                words.update(segment.texts)
                pairs.update(pairwise(segment.texts))
        for name, (first, last) in named:
            alone = words[first] - pairs[first, last]
            if alone and name not in self.found:
                self.found.add(name, "title role", 0.6)
