"""Who says a quotation: a sieve from the surest pattern to the weakest.

After O'Keefe et al. 2012 ("A Sequence Labelling Approach to Quote Attribution") and Muzny et al. 2017
("A Two-stage Sieve Approach for Quote Attribution"): the verb of speech beside the quotation first, then the
sentence before it, then the paragraph, then the conversation.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from pullquote.cache.link.cast import Cast
from pullquote.cache.link.reading import gender_of
from pullquote.cache.link.text import Segment, Token
from pullquote.cache.link.words import (
    DEMONYMS,
    FEMALE_WORDS,
    FUNCTION_WORDS,
    HONORIFICS,
    MALE_WORDS,
    MONTHS,
    PLACE_NOUNS,
    PLACES,
    ROLE_NOUNS,
    SAID,
    SPEECH_VERBS,
    STARTERS,
    WEEKDAYS,
)
from pullquote.cache.model import WORK_TYPES

_REACH = 60
"""People named before a pronoun that are tried."""
_PRONOUNS = {"he": "m", "she": "f", "they": "u"}
_AUXILIARY = frozenset(
    "has had have was is then also later once again simply just even jokingly recently previously further reportedly"
    " would will did to who already still now first only could is being when went on always often".split()
)
_DETERMINERS = frozenset("a an one another the his her their its this that our my".split())
_SPEAKERS = ROLE_NOUNS | frozenset(
    "man woman insider insiders source sources duo pair couple report statement letter network studio company post"
    " caption magazine newspaper outlet review lawsuit document witness official officials police singer-actress"
    " actor-director teenager thespian 25-year-old comic comedienne pop-star congresswoman".split()
)


_NOBODY = (
    FUNCTION_WORDS | PLACES | PLACE_NOUNS | DEMONYMS | HONORIFICS | STARTERS | frozenset(MONTHS) | frozenset(WEEKDAYS)
)


class Speaker(NamedTuple):
    """Who: a name to show, the member of the cast if known, and the rule that found it."""

    name: str
    member: int | None
    evidence: str


class Mentioned(NamedTuple):
    """A person named outside quotations: used to resolve pronouns and roles."""

    segment: int
    token: int
    member: int
    sentence: int


class Attribution:
    """Speaker rules over one article's cast. ``inside`` are tokens within quotations, by segment."""

    def __init__(self, cast: Cast, inside: list[set[int]]) -> None:
        self.cast = cast
        self.inside = inside
        self.mentioned: list[Mentioned] = []
        self.roles: dict[str, int] = {}
        self._collect()

    def _collect(self) -> None:
        sentence = 0
        for number, segment in enumerate(self.cast.reading.segments):
            if segment.kind in ("embed", "table", "list", "caption") or segment.block < 0:
                continue
            sentence += 1
            for i, word in enumerate(segment.tokens):
                if word.first:
                    sentence += 1
                hit = self.cast.at.get((number, i))
                if hit is None or i in self.inside[number]:
                    continue
                member, last = hit
                if self.cast.members[member].type == "person":
                    self.mentioned.append(Mentioned(number, i, member, sentence))
                    self._learn_role(segment, i, last, member)

    def _learn_role(self, segment: Segment, first: int, last: int, member: int) -> None:
        words = segment.tokens
        for back in range(1, 4):
            if first - back < 0 or not words[first - back + 1].joined:
                break
            if words[first - back].lower in ROLE_NOUNS and not words[first - back].possessive:
                self.roles[words[first - back].lower] = member
        if last < len(words) and segment.gap(last).startswith(","):
            for word in words[last : last + 7]:
                if word.lower in SPEECH_VERBS or word.first:
                    break
                if word.lower in ROLE_NOUNS:
                    self.roles.setdefault(word.lower, member)
                    break

    # -- the sieve

    def after(self, number: int, segment: Segment, i: int, stop: int) -> Speaker | None:
        """Read the words after a quotation: "said Jane Roe", "Roe, who directed, said", "she adds"."""
        words = segment.tokens
        if i >= min(stop, len(words)):
            return None
        at = i
        while at < min(stop, i + 2) and words[at].lower.endswith("ly"):
            at += 1
        if at < stop and words[at].lower in SPEECH_VERBS and not words[at].capital:
            found = self.noun_phrase(number, segment, at + 1, stop, "verb after")
            if found:
                return found[0]
            if at + 2 < stop and words[at + 1].lower in ("to", "in", "on", "the"):
                return None
        if words[i].lower == "according" and i + 2 < stop:
            found = self.noun_phrase(number, segment, i + 2, stop, "according to")
            return found[0] if found else None
        if words[i].lower in ("as", "and") and i + 1 < stop:
            i += 1
        found = self.noun_phrase(number, segment, i, stop, "verb after")
        if found is None:
            return None
        speaker, end = found
        return speaker if self._verb_follows(segment, end, stop, speaker.name.lower() in _PRONOUNS) else None

    def _verb_follows(self, segment: Segment, i: int, stop: int, pronoun: bool) -> bool:
        """Tell whether a verb of speech has the noun phrase that ends at ``i`` as its subject."""
        words = segment.tokens
        clause = i < len(words) and segment.gap(i).strip() in (",", "(", "—", "–", "-", "),", ")")
        reach = 3 if pronoun else 30 if clause else 5
        for at in range(i, min(stop, i + reach, len(words))):
            word = words[at]
            if word.first and at > i and not clause:
                return False
            if word.first and ("." in segment.gap(at) or "!" in segment.gap(at)):
                return False
            if word.lower in SPEECH_VERBS and not word.capital:
                return True
            if not clause and not (
                word.lower in _AUXILIARY or word.lower.endswith("ly") or word.lower in FUNCTION_WORDS
            ):
                return False
        return False

    def before(self, number: int, segment: Segment, start: int, i: int) -> Speaker | None:
        """Read the sentence a quotation ends: "Roe said:", "described by Roe as", "she told Variety that"."""
        words = segment.tokens
        begin = i
        while begin > start and not self._sentence_break(segment, begin) and i - begin < 60:
            begin -= 1
        for at in range(i - 1, begin - 1, -1):
            lower = words[at].lower
            if lower not in SPEECH_VERBS or words[at].capital or at in self.inside[number]:
                continue
            if at + 1 < i and words[at + 1].lower == "by":
                found = self.noun_phrase(number, segment, at + 2, i, "by")
                if found:
                    return found[0]
            subject = self._subject(number, segment, begin, at)
            if subject:
                return subject
        for at in range(begin, i - 2):
            if words[at].lower == "according" and words[at + 1].lower == "to":
                found = self.noun_phrase(number, segment, at + 2, i, "according to")
                if found:
                    return found[0]
        if i > begin and ":" in segment.gap(i):
            return self._subject(number, segment, begin, i, "before the colon")
        return None

    @staticmethod
    def _sentence_break(segment: Segment, i: int) -> bool:
        """Tell whether token ``i`` begins a sentence (a quotation mark alone does not)."""
        if i <= 0 or not segment.tokens[i].first if i < len(segment.tokens) else False:
            return i <= 0
        if i >= len(segment.tokens):
            return False
        gap = segment.gap(i)
        return any(mark in gap for mark in ".!?\n…;")

    def _subject(
        self, number: int, segment: Segment, begin: int, verb: int, evidence: str = "verb before"
    ) -> Speaker | None:
        """Give the subject of the verb at ``verb``: the noun phrase nearest before it, appositions stepped over."""
        words = segment.tokens
        at = verb - 1
        first_named: Speaker | None = None
        while at >= begin:
            if at in self.inside[number]:
                at -= 1
                continue
            hit = self._member_ending(number, at)
            if hit is not None:
                first, member = hit
                possessive = words[at].possessive
                if not possessive and self.cast.members[member].type in ("person", "organization", "character"):
                    close = verb - at <= 4 or segment.gap(at + 1).startswith((",", " ("))
                    speaker = Speaker(self.cast.members[member].name, member, evidence)
                    if close:
                        return speaker
                    first_named = (
                        speaker if self.cast.members[member].type == "person" or first_named is None else first_named
                    )
                at = first - 1
                continue
            lower = words[at].lower
            if lower in _PRONOUNS and verb - at <= 5:
                return self._pronoun(number, at, lower, evidence)
            if lower in _SPEAKERS and verb - at <= 4:
                phrase = self._role(number, segment, at, evidence)
                if phrase:
                    return phrase
            if (
                words[at].capital
                and verb - at <= 3
                and not words[at].possessive
                and lower not in _NOBODY
                and not words[at].first
            ):
                return Speaker(words[at].text, None, evidence)
            at -= 1
        if first_named:
            return first_named
        return None

    def _member_ending(self, number: int, i: int) -> tuple[int, int] | None:
        for first in range(i, max(-1, i - 7), -1):
            hit = self.cast.at.get((number, first))
            if hit is not None:
                return (first, hit[0]) if hit[1] == i + 1 else None
        return None

    def noun_phrase(
        self, number: int, segment: Segment, i: int, stop: int, evidence: str
    ) -> tuple[Speaker, int] | None:
        """Read a noun phrase from token ``i``: a name with roles before it, a pronoun, "the actress"."""
        words = segment.tokens
        at = i
        role: int | None = None
        while at < min(stop, len(words), i + 12):
            word = words[at]
            if at > i and word.first and segment.gap(at).strip()[:1] in (".", "!", "?"):
                break
            hit = self.cast.at.get((number, at))
            if hit is not None:
                member, last = hit
                type_ = self.cast.members[member].type
                if type_ in ("person", "character") and not words[last - 1].possessive:
                    return Speaker(self.cast.members[member].name, member, evidence), last
                if (
                    type_ == "organization"
                    and not words[last - 1].possessive
                    and at == i
                    and not self._modifies(words, last)
                ):
                    return Speaker(self.cast.members[member].name, member, evidence), last
                at = last
                continue
            lower = word.lower
            if at == i and lower in _PRONOUNS:
                speaker = self._pronoun(number, at, lower, evidence)
                return (speaker, at + 1) if speaker else None
            if lower in _SPEAKERS:
                role = at
            elif word.capital and at == i and lower not in _NOBODY and not word.possessive:
                last = at + 1
                while last < len(words) and words[last].capital and words[last].joined and last - at < 4:
                    last += 1
                if last < len(words) and words[last].joined and words[last].lower in ROLE_NOUNS:
                    at = last
                    continue
                name = segment.text[word.start : words[last - 1].end]
                return Speaker(name, None, evidence), last
            elif lower in SPEECH_VERBS and at > i and not word.capital:
                break
            elif (
                lower
                in (
                    "who",
                    "which",
                    "that",
                    "in",
                    "when",
                    "while",
                    "after",
                    "before",
                    "during",
                    "with",
                    "to",
                    "as",
                    "at",
                    "on",
                    "about",
                    "and",
                    "if",
                )
                and at > i
            ):
                break
            if role is not None and at > role and segment.gap(at).strip():
                break
            at += 1
        if role is not None:
            speaker = self._role(number, segment, role, evidence)
            if speaker:
                return speaker, role + 1
        return None

    @staticmethod
    def _modifies(words: list[Token], last: int) -> bool:
        """Tell whether a company's name only describes whom it employs: "Paramount distribution chief Jane Roe"."""
        if last >= len(words) or not words[last].joined:
            return False
        word = words[last]
        return word.capital or (
            word.lower not in FUNCTION_WORDS
            and word.lower not in SPEECH_VERBS
            and word.lower not in _AUXILIARY
            and not word.lower.endswith("ly")
        )

    def _pronoun(self, number: int, i: int, pronoun: str, evidence: str) -> Speaker | None:
        member = self.recent(number, i, _PRONOUNS[pronoun])
        if member is None:
            return None
        self._note(number, i, member)
        return Speaker(self.cast.members[member].name, member, f"{evidence}, pronoun")

    def _role(self, number: int, segment: Segment, i: int, evidence: str) -> Speaker | None:
        """Resolve "the actress", "the director", "an insider"."""
        words = segment.tokens
        lower = words[i].lower
        determiner = next((w.lower for w in reversed(words[max(0, i - 4) : i]) if w.lower in _DETERMINERS), "")
        if determiner in ("a", "an", "one", "another") or lower in (
            "insider",
            "source",
            "report",
            "statement",
            "spokesperson",
            "spokesman",
            "spokeswoman",
        ):
            start = i
            while start > 0 and words[start - 1].lower not in FUNCTION_WORDS and words[start].joined and i - start < 3:
                start -= 1
            return (
                Speaker(segment.text[words[i].start : words[i].end], None, f"{evidence}, description")
                if lower != "statement"
                else None
            )
        member = self._epithet(number, segment, i) or self.roles.get(lower)
        if member is None:
            gender = "m" if lower in MALE_WORDS else "f" if lower in FEMALE_WORDS else "u"
            member = self.recent(number, i, gender)
        if member is None:
            return None
        self._note(number, i, member)
        return Speaker(self.cast.members[member].name, member, f"{evidence}, role")

    def _epithet(self, number: int, segment: Segment, i: int) -> int | None:
        """ "the <Title> actress", "the 35-year-old star" mean the person the article is most about."""
        words = segment.tokens
        back = i - 1
        while back >= 0 and i - back < 8 and words[back].lower not in _DETERMINERS:
            back -= 1
        between = range(back + 1, i)
        titled = any(
            (hit := self.cast.at.get((number, k))) and self.cast.members[hit[0]].type in WORK_TYPES for k in between
        )
        aged = any(words[k].lower.endswith("-year-old") for k in between)
        if not titled and not aged:
            return None
        lower = words[i].lower
        gender = "m" if lower in MALE_WORDS else "f" if lower in FEMALE_WORDS else "u"
        fitting = [
            k for k, m in enumerate(self.cast.members) if m.type == "person" and m.places and self.fits(k, gender)
        ]
        return max(fitting, key=lambda k: (len(self.cast.members[k].places), -k), default=None)

    def _note(self, number: int, i: int, member: int) -> None:
        """A resolved pronoun counts as a mention for the next one."""
        at = bisect_left(self.mentioned, (number, i))
        if at < len(self.mentioned) and self.mentioned[at][:2] == (number, i):
            return
        sentence = 0
        if at:
            last = self.mentioned[at - 1]
            sentence = last.sentence + (1 if last.segment != number else 0)
        self.mentioned.insert(at, Mentioned(number, i, member, sentence))

    def named_before(self, number: int, i: int) -> list[Mentioned]:
        """Give the people named in segment ``number`` before token ``i``, outside quotations."""
        return self.mentioned[bisect_left(self.mentioned, (number, 0)) : bisect_left(self.mentioned, (number, i))]

    def recent(self, number: int, i: int, gender: str) -> int | None:
        """Give the person a pronoun at token ``i`` means: the subject of the last sentence that has a fitting one."""
        found: list[Mentioned] = []
        at = bisect_left(self.mentioned, (number, i))
        for m in reversed(self.mentioned[max(0, at - _REACH) : at]):
            if found and m.sentence != found[-1].sentence:
                break
            if self.fits(m.member, gender):
                found.append(m)
        return found[-1].member if found else None

    def fits(self, member: int, gender: str) -> bool:
        """Tell whether a person may be meant by a word of this gender."""
        own = self.cast.members[member].gender
        return gender == "u" or own in (None, "u", gender)


def guess_gender(cast: Cast) -> None:
    """Give every person a gender: from the first name, else from the pronouns that follow their mentions."""
    for member in cast.members:
        if member.type != "person":
            continue
        first = member.name.split()[0]
        gender = gender_of(first)
        if first.lower() in MALE_WORDS | FEMALE_WORDS and gender is None:
            gender = "m" if first.lower() in MALE_WORDS else "f"
        if gender in ("m", "f"):
            member.gender = gender
            continue
        tally = {"m": 0, "f": 0}
        for place in member.places[:20]:
            words = cast.reading.segments[place.segment].tokens
            for i in range(place.last, min(len(words), place.last + 25)):
                if (place.segment, i) in cast.at and cast.members[cast.at[(place.segment, i)][0]].type == "person":
                    break
                kind = _gendered(words[i])
                if kind:
                    tally[kind] += 1
                    break
            for i in range(max(0, place.first - 3), place.first):
                kind = "m" if words[i].lower in MALE_WORDS else "f" if words[i].lower in FEMALE_WORDS else None
                if kind:
                    tally[kind] += 1
        member.gender = gender if tally["m"] == tally["f"] else max(tally, key=lambda k: tally[k])


def _gendered(word: Token) -> str | None:
    if word.lower in ("he", "his", "him", "himself"):
        return "m"
    if word.lower in ("she", "her", "hers", "herself"):
        return "f"
    return None


def plain_verb(word: Token) -> bool:
    """Tell whether a word is a plain verb of speech."""
    return word.lower in SAID and not word.capital
