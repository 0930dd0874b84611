"""Characters: "Name (Actor)", "plays Name", "role of Name", "Actor as Name", "Actor's Name", and eponyms."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from pullquote.cache.annotate.entities import ACCEPT, Candidates
from pullquote.cache.annotate.plot_words import PLOT_VERBS
from pullquote.cache.annotate.text.capitals import capital_runs
from pullquote.cache.annotate.text.document_text import SOME, DocumentText, Place, gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import (
    DEMONYMS,
    FUNCTION_WORDS,
    HONORIFICS,
    PLACE_NOUNS,
    PLACES,
    ROLE_NOUNS,
    STARTERS,
)
from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

PORTRAYED = "portrayed"
"""Evidence for a person who is a part of a true story."""
AFTER_ACTOR = "after the actor"
"""Evidence for a part in brackets behind who plays it."""
ACTS = "plays a part"
"""Evidence for a person whose part is named beside."""
_IN_BRACKETS = "actor in parentheses"
_PLAYS = frozenset(
    "plays play played playing portrays portray portrayed portraying voices voiced voicing embodies".split()
)
_IS_PLAYED = re.compile(r", (?:the|a) (?:\w+ ){0,2}(?:character|role|part) (?:played|portrayed|voiced) by ")
"""What stands behind a part: ", the character played by Jane Roe"."""
_PERFORMS = frozenset("plays play played playing".split())
"""What musicians do as well, where they do it in place of what."""
_ROLE_OF = frozenset("role part portrayal character characters voice turn depiction persona".split())
_AS_AFTER = frozenset(
    "role turn performance star stars starred starring cast appear appears appeared return returns returned reprise"
    " known debut debuted work breakout co-stars co-star co-starred co-starring part stint seen introduced featured"
    " features recast guest-stars recurs recurring recur guests set tapped".split()
)
_BEINGS = frozenset(
    "character characters villain villains superhero superheroes hero heroes heroine heroines antagonist protagonist"
    " nemesis sidekick supervillain archenemy alter-ego ego vigilante antihero crimefighter".split()
)
_KEYS = _PLAYS | _BEINGS | {"as", "of"}
"""The words a pattern is tried at."""
_ENDS = frozenset(".!?\n")
_CASTING = frozenset(
    "star stars starred starring cast recast role roles reprise reprises reprised return returns returned appear"
    " appears appeared debut debuts debuted play plays played playing character characters".split()
)
_CAST_LISTS = frozenset("star stars starring cast recast featuring".split())
_LONGEST_CASTING = 30
"""Words between a verb of casting and the "as" that belongs to it."""
_PAIR = 2
_WHERE = frozenset("in on".split())
_NAMING = frozenset("named called dubbed nicknamed".split())
_LINKS = frozenset("is was who are were be being will".split())
_DETERMINERS = frozenset("the his her their its my our".split())
_ACTORS = frozenset("actor actress".split())
_PERFORMERS = frozenset("actor actress actors actresses star stars starring co-star co-stars co-starring".split())
_REAL = frozenset((ACTS, "role word", "speech verb", "age", "credited", "link to a person"))
"""Evidence that a name is that of somebody real."""
_TRUE_STORIES = frozenset("biopic biopics biographical real-life".split())
"""Words of an article, or of a paragraph, whose parts are people who lived."""
_PARTS = frozenset(("plays", "as", "played by", "role of"))
"""Evidence of a part, by which somebody real may be played as well."""
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
    finder.coherent()
    finder.eponyms()
    for candidate in found:
        if candidate.weight < ACCEPT:
            found.remove(candidate.name)
    return found


def _is_engagement(segment: Segment, last: int) -> bool:
    """Return whether where somebody plays is named, and when: "plays Lamp Hall", "plays Saltgate Sound in June"."""
    if segment.lowers[last - 1] in PLACE_NOUNS:
        return True
    behind = segment.lowers[last : last + 2]
    if len(behind) < _PAIR or behind[0] not in ("in", "on"):
        return False
    return behind[1] in MONTH_NUMBERS or behind[1] in WEEKDAY_NUMBERS


def _names_role(words: list[Token], i: int) -> bool:
    """Return whether token ``i`` is a role that "of <Name>" can follow; "part of" is one only after an article."""
    if words[i].lower == "part":
        return i > 0 and words[i - 1].lower in ("the", "title", "lead", "leading", "small", "meaty")
    return words[i].lower in _ROLE_OF


def _lived(document_text: DocumentText) -> frozenset[str]:
    """Return the last words of the names behind "the real": "the real Jane Roe", "the real Roe"."""
    return frozenset(
        segment.texts[last - 1]
        for segment in document_text.segments
        if "real" in segment.vocabulary
        for first, last in capital_runs(segment, set(), 0)
        if first > 1 and segment.lowers[first - 2 : first] == ("the", "real") and segment.tokens[first].joined
    )


def _first_names(document_text: DocumentText) -> dict[str, list[str]]:
    """Return names of two words by their first one, where no other name ends with it.

    What has a rank before it ("General Holt") is a name by its second word.
    """
    wholes: dict[str, list[str]] = {}
    surnames: set[str] = set()
    if document_text.about_screens < SOME:
        return wholes
    for segment in document_text.segments:
        for first, last in () if segment.headline else capital_runs(segment, set(), 0):
            words = segment.texts[first:last]
            ranked = words[0].lower() in HONORIFICS
            if len(words) != _PAIR or (segment.tokens[first].first and not ranked):
                continue
            named = wholes.setdefault(words[1] if ranked else words[0], [])
            if " ".join(words) not in named:
                named.append(" ".join(words))
            if not ranked:
                surnames.add(words[1])
    return {name: named for name, named in wholes.items() if name not in surnames}


def _is_full_name(first: str, last: str) -> bool:
    return gender_of(first) is not None and last[0].isalpha()


class _Finder:
    def __init__(self, document_text: DocumentText, people: Candidates, works: Candidates, found: Candidates) -> None:
        self.document_text = document_text
        self.people = people
        self.surnames = {c.name.rsplit(" ", 1)[-1] for c in people if c.weight >= ACCEPT and " " in c.name}
        self.works = works
        self.found = found
        self.actors: set[tuple[int, int]] = set()
        """Where the parentheses end that stand behind an actor."""
        self.true_story = any(
            segment.headline and not _TRUE_STORIES.isdisjoint(segment.vocabulary) for segment in document_text.segments
        )
        self.wholes: dict[str, list[str]] | None = None
        """The full names of an article by their first names, where these are nobody's surname; made when asked for."""
        self.casts = 0
        """Parts with the actor in brackets."""
        self.doubtful: list[tuple[Place, Place]] = []
        """What may be more of them, as the part and the actor."""
        self.lived = _lived(document_text)
        """Surnames of those whom the article calls the real ones."""

    def read(self, number: int, segment: Segment, runs: dict[int, int]) -> None:
        """Add the characters one segment names; ``runs`` maps the first token of a run of capitals to its end."""
        words = segment.tokens
        ends = {last: first for first, last in runs.items()}
        for first, last in runs.items():
            gap = segment.gap(first)
            if gap.endswith("(") and segment.gap(last).startswith((")", ",")):
                self._parenthesis(number, segment, first, last, ends)
            if last < len(words) and words[last].lower in _ACTORS and last + 1 in runs and words[last + 1].joined:
                self._part_of_actor(number, segment, first, last)
            if _IS_PLAYED.match(segment.text, words[last - 1].end):
                self._add(number, segment, first, last, "role of", 1.0)
            before = words[first - 1] if first else None
            if before is None:
                continue
            if before.possessive and words[first].joined and self._possessed(number, segment, first, last, ends):
                continue
            if gap.strip() == "," and words[last - 1].end and self._apposed(segment, first):
                self._add(number, segment, first, last, "role of", 0.7)
        for i in segment.indices(_KEYS):
            if not words[i].capital:
                self._read_word(number, segment, i, runs, ends)

    def _read_word(self, number: int, segment: Segment, i: int, runs: dict[int, int], ends: dict[int, int]) -> None:
        """Try the pattern that belongs to word ``i``."""
        words = segment.tokens
        lower = words[i].lower
        joined = i + 1 < len(words) and words[i + 1].joined
        if lower in _PLAYS and joined:
            if words[i + 1].lower == "by":
                self._played_by(number, segment, i, runs, ends)
            else:
                self._object(number, segment, i + 1, runs, "plays", 0.8)
        elif self.document_text.about_screens < SOME:
            return  # "the role of Parliament", "returned as Speaker"
        elif lower == "as" and self._acting(segment, i, ends):
            self._object(number, segment, i + 1, runs, "as", 0.7)
        elif lower == "of" and i and _names_role(words, i - 1):
            self._object(number, segment, i + 1, runs, "role of", 0.7)
        elif lower in _BEINGS and i + 1 < len(words):
            if joined:
                self._list(number, segment, i + 1, runs, lower)
            self._named(number, segment, i, runs)

    def _parenthesis(self, number: int, segment: Segment, first: int, last: int, ends: dict[int, int]) -> None:
        """Read "Maren Holt (Jane Roe)" and "Jane Roe (Maren Holt)": one is the character, the other the actor."""
        left = ends.get(first)
        if left is None:
            return
        inner = Place(number, first, last)
        if self._is_actor(number, segment, left, first, inner):
            self.actors.add((number, last))
            self._character_in_parentheses(number, segment, inner)
        elif self._is_person(segment, first, last):
            self.casts += 1
            self._add(number, segment, left, first, _IN_BRACKETS, 1.0)
        elif last - first in (_PAIR, _PAIR + 1) and self._may_be_part(number, segment, left, inner):
            self.doubtful.append((Place(number, left, first), inner))

    def _may_be_part(self, number: int, segment: Segment, left: int, inner: Place) -> bool:
        """Return whether what no first name tells to be one may be a part with its actor: "Maren (Dichka Marlo)"."""
        person = self.people.get(self.document_text.text(Place(number, left, inner.first)))
        work = self.works.get(self.document_text.text(inner))
        return (
            (person is None or person.weight < ACCEPT)
            and (work is None or work.weight < ACCEPT)
            and gender_of(segment.lowers[left]) is not None
            and _NO_CHARACTER.isdisjoint(segment.lowers[inner.first : inner.last])
        )

    def coherent(self) -> None:
        """Believe the doubtful parts of an article that sets the actor in brackets behind the part elsewhere."""
        for part, actor in self.doubtful if self.casts > 1 else ():
            self._add(part.segment, self.document_text.segments[part.segment], part.first, part.last, _IN_BRACKETS, 1.0)
            self.people.add(self.document_text.text(actor), ACTS, 0.6, actor)

    def _is_actor(self, number: int, segment: Segment, left: int, first: int, inner: Place) -> bool:
        """Return whether the name before a parenthesis is the actor's: credited, or next in a list of such."""
        if (number, left) in self.actors or (left and (number, left - 1) in self.actors):
            return True
        if first - left == 1:
            return False
        if segment.lowers[left] in _PERFORMERS or (left and segment.lowers[left - 1] in _PERFORMERS):
            return True
        name = self.document_text.text(Place(number, left, first))
        if self._called(inner):
            self.people.add(name, ACTS, 0.6, Place(number, left, first))
            return True
        person = self.people.get(name)
        if person is None or "parenthesis" in person.evidence:
            return False
        other = self.people.get(self.document_text.text(inner))
        known = other is not None and not _REAL.isdisjoint(other.evidence)
        return not {"credited", "speech verb"}.isdisjoint(person.evidence) and not known

    def _called(self, place: Place) -> str:
        """Return the full name of whom a word calls by the first name or by the rank: "Maren" of "Maren Holt"."""
        if place.last - place.first > 1:
            return ""
        if self.wholes is None:
            self.wholes = _first_names(self.document_text)
        whole = self.wholes.get(self.document_text.text(place), [])
        return whole[0] if len(whole) == 1 else ""

    def _character_in_parentheses(self, number: int, segment: Segment, place: Place) -> None:
        """Add the character of "starring Jane Roe (Maren Holt)"; elsewhere the parenthesis holds a title."""
        name = self.document_text.text(place)
        if whole := self._called(place):
            person = self.people.get(whole)
            if person is not None and _REAL.isdisjoint(person.evidence):
                self.people.remove(whole)
            self.found.add(whole, AFTER_ACTOR, 0.8)
            self.found.add(name, AFTER_ACTOR, 0.8, place)
            return
        person = self.people.get(name)
        if person is not None and _REAL.isdisjoint(person.evidence) and len(person.places) < 2:
            self.people.remove(name)
        work = self.works.get(name)
        begin = segment.tokens[place.first].lower
        named = gender_of(begin) is not None or begin in HONORIFICS
        if named and (work is None or work.weight < ACCEPT) and not segment.vocabulary.isdisjoint(_CAST_LISTS):
            self._add(number, segment, place.first, place.last, AFTER_ACTOR, 0.8)

    def _part_of_actor(self, number: int, segment: Segment, first: int, last: int) -> None:
        """Read "Maren Holt actress Jane Roe", where no title is named Maren Holt."""
        words = segment.tokens
        work = self.works.get(self.document_text.text(Place(number, first, last)))
        if (
            last - first == 2
            and words[last].joined
            and gender_of(words[first].lower) is not None
            and not words[last - 1].possessive
            and (work is None or work.weight < ACCEPT)
        ):
            self._add(number, segment, first, last, f"{words[last].lower} after it", 0.7)

    def _possessed(self, number: int, segment: Segment, first: int, last: int, ends: dict[int, int]) -> bool:
        """Read "Jane Roe's Inspector Holt", "Roe's Maren fled": an actor's character."""
        left = ends.get(first)
        if left is None or not self._is_person(segment, left, first):
            return False
        words = segment.tokens
        begin = words[first]
        honoured = begin.lower in HONORIFICS and last - first > 1
        if honoured or (last - first >= 2 and gender_of(begin.lower)):
            self._add(number, segment, first, last, "actor's", 0.7)
            return True
        if last - first == 1 and last < len(words) and words[last].joined and words[last].lower in PLOT_VERBS:
            self._add(number, segment, first, last, "actor's", 0.6)
            return True
        return False

    def _played_by(self, number: int, segment: Segment, i: int, runs: dict[int, int], ends: dict[int, int]) -> None:
        """Read "Britt, played by newcomer Jane Roe" and "Britt (voiced by Jane Roe)"."""
        words = segment.tokens
        actor = i + 2
        while actor < min(len(words), i + 7) and actor not in runs:
            if not words[actor].joined or words[actor].lower in FUNCTION_WORDS - _DETERMINERS:
                return
            actor += 1
        if actor not in runs:
            return
        back = i
        while back > max(0, i - 4) and back not in ends and words[back - 1].lower in _LINKS:
            back -= 1
        if back in ends and all(segment.gap(k).strip(" ,(") == "" for k in range(back, i + 1)):
            self._add(number, segment, ends[back], back, "played by", 0.8)

    def _acting(self, segment: Segment, i: int, ends: dict[int, int]) -> bool:
        words = segment.tokens
        if i in ends and self._is_person(segment, ends[i], i):
            return True
        if not _AS_AFTER.isdisjoint(segment.lowers[max(0, i - 5) : i]):
            return True
        if _CASTING.isdisjoint(segment.vocabulary):
            return False
        for k in range(i - 1, max(-1, i - _LONGEST_CASTING), -1):
            if words[k].lower in _CASTING:
                return True
            if not _ENDS.isdisjoint(segment.gap(k)):
                return False
        return False

    def _named(self, number: int, segment: Segment, i: int, runs: dict[int, int]) -> None:
        """Read "a character named Britt", "her character is called Britt" and "her character, Britt,"."""
        words = segment.tokens
        own = i > 0 and (words[i - 1].possessive or words[i - 1].lower in _DETERMINERS)
        at = i + 1
        if own and at in runs and segment.gap(at) == ", " and segment.gap(runs[at]).startswith((",", ".")):
            self._add(number, segment, at, runs[at], "character before it", 0.7)
            return
        while at < len(words) and at < i + 3 and words[at].joined and words[at].lower in _LINKS | _NAMING:
            at += 1
        if at in runs and words[at - 1].lower in _NAMING:
            self._add(number, segment, at, runs[at], "character before it", 0.7)

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
                if segment.lowers[i - 1] in _PERFORMS and _is_engagement(segment, last):
                    return
                self._add(number, segment, at, last, evidence, weight)
                self._more_parts(number, segment, last, runs, evidence)
                return
            if word.lower in ("a", "an"):
                article = True
            elif word.lower in FUNCTION_WORDS and word.lower not in ("the", "his", "her", "their", "its"):
                return

    def _more_parts(self, number: int, segment: Segment, last: int, runs: dict[int, int], evidence: str) -> None:
        """Read on in "played Maren in “Ember”, Aunt Britt on “Night Ward” and Pip in “Low Water”"."""
        words, lowers = segment.tokens, segment.lowers
        if last >= len(words) or lowers[last] not in _WHERE:
            return
        for at in range(last + 1, min(last + 30, len(words))):
            if any(mark in segment.gap(at) for mark in ".;?!") or lowers[at] in ("but", "as", "who", "which"):
                return
            end = runs.get(at, 0)
            after_list = segment.gap(at).rstrip("“‘\"' ").endswith((",", ",”", ",’")) or lowers[at - 1] == "and"
            if end and after_list and end < len(words) and words[end].joined and lowers[end] in _WHERE:
                self._add(number, segment, at, end, evidence, 0.6)

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
            if gap == "," and not noun.endswith("s") and last < len(words) and words[last].lower != "and":
                if last in runs and "as" in segment.lowers[max(0, i - 5) : i]:
                    self.people.add(self.document_text.text(Place(number, last, runs[last])), ACTS, 0.5)
                return  # "As the hero Maren Holt, Jane Roe is"
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
        begin = first
        while first < last - 1 and (
            words[first].lower in _BEFORE_NAMES
            or (words[first].text.rpartition("-")[2].islower() and "-" in words[first].text)  # "Poor-but-proud Maren"
            or (words[first].first and words[first].lower.endswith("ly") and not gender_of(words[first].lower))
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
        if len(lowers) > 1 and evidence in _PARTS and self._is_of_true_story(segment, words[last - 1]):
            self.people.add(name, PORTRAYED, weight, place)
            return
        if (
            len(lowers) == 1
            and evidence != _IN_BRACKETS
            and (self.document_text.is_word(lowers[0]) or (name.isupper() and len(name) < 4))
        ):
            return
        if len(name) < 2:
            return
        if (
            len(lowers) == 1
            and first > begin
            and words[first - 1].lower in HONORIFICS
            and name not in self.document_text.alone
        ):
            place = Place(number, first - 1, last)
            self.found.add(self.document_text.text(place), evidence, weight, place).add_spelling(name)
            return
        self.found.add(name, evidence, weight, place)

    def _is_of_true_story(self, segment: Segment, surname: Token) -> bool:
        """Return whether the part that a full name is, with ``surname`` at its end, is somebody who lived."""
        return self.true_story or surname.text in self.lived or not _TRUE_STORIES.isdisjoint(segment.vocabulary)

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
