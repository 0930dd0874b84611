"""The speaker of a quotation: a sieve from the surest pattern to the weakest.

After O'Keefe et al. 2012 ("A Sequence Labelling Approach to Quote Attribution") and Muzny et al. 2017
("A Two-stage Sieve Approach for Quote Attribution"): the verb of speech beside the quotation first, then the
sentence before it, then the paragraph, then the conversation.
"""

from __future__ import annotations

from typing import NamedTuple

from pullquote.cache.annotate.coreference import DETERMINERS, Coreference
from pullquote.cache.annotate.entities import ArticleEntities
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import (
    DEMONYMS,
    FUNCTION_WORDS,
    HONORIFICS,
    PLACE_NOUNS,
    PLACES,
    ROLE_NOUNS,
    SPEECH_VERBS,
    STARTERS,
    gender_of_noun,
)
from pullquote.cache.core.article import SPEAKER_TYPES
from pullquote.cache.core.calendar_words import MONTH_NUMBERS, WEEKDAY_NUMBERS

_PRONOUNS = {"he": "m", "she": "f", "they": "u"}
_AUXILIARY = frozenset(
    "has had have was is then also later once again simply just even jokingly recently previously further reportedly"
    " would will did to who already still now first only could is being when went on always often".split()
)
_SPEAKERS = ROLE_NOUNS | frozenset(
    "man woman insider insiders source sources duo pair couple report statement letter network studio company post"
    " caption magazine newspaper outlet review lawsuit document witness official officials police singer-actress"
    " actor-director teenager thespian 25-year-old comic comedienne pop-star congresswoman".split()
)


_NOBODY = (
    FUNCTION_WORDS
    | PLACES
    | PLACE_NOUNS
    | DEMONYMS
    | HONORIFICS
    | STARTERS
    | frozenset(MONTH_NUMBERS)
    | frozenset(WEEKDAY_NUMBERS)
)


_ENDS_PHRASE = frozenset("who which that in when while after before during with to as at on about and if".split())
_WRITINGS = frozenset(
    "post caption tweet message note letter statement comment story email text bio captions tweets status".split()
)
"""What people write: its owner is who speaks ("the caption of her post reads")."""
_BEFORE_OBJECTS = frozenset("with to for from of at told tells by about against like than on in via asked".split())
_UNNAMED = frozenset("insider source".split())
_SOURCES = frozenset("insider source report spokesperson spokesman spokeswoman".split())


class Speaker(NamedTuple):
    """A speaker: the name to show, the entity if known, and the rule that found it."""

    name: str
    entity: int | None
    evidence: str


class Attribution:
    """Speaker rules over one article's entities. ``inside`` are tokens within quotations, by segment."""

    def __init__(self, entities: ArticleEntities, inside: list[set[int]]) -> None:
        self.entities = entities
        self.inside = inside
        self.coreference = Coreference(entities, inside)

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
        """Return whether a verb of speech has the noun phrase that ends at ``i`` as its subject."""
        words = segment.tokens
        clause = i < len(words) and segment.gap(i).strip() in (",", "(", "—", "–", "-", "),", ")")
        reach = 30 if clause else 5
        if pronoun:
            reach = 3
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
        """Return whether token ``i`` begins a sentence (a quotation mark alone does not)."""
        if i <= 0 or not segment.tokens[i].first if i < len(segment.tokens) else False:
            return i <= 0
        if i >= len(segment.tokens):
            return False
        gap = segment.gap(i)
        return any(mark in gap for mark in ".!?\n…;")

    def _subject(
        self, number: int, segment: Segment, begin: int, verb: int, evidence: str = "verb before"
    ) -> Speaker | None:
        """Return the subject of the verb at ``verb``: the noun phrase nearest before it, appositions stepped over."""
        words = segment.tokens
        owner = self._owner(number, segment, begin, verb, evidence)
        if owner is not None:
            return owner
        at = verb - 1
        first_named: Speaker | None = None
        while at >= begin:
            if at in self.inside[number]:
                at -= 1
                continue
            hit = self._entity_ending(number, at)
            if hit is not None:
                first, entity = hit
                possessive = words[at].possessive
                if not possessive and self.entities.all[entity].type in SPEAKER_TYPES:
                    close = verb - at <= 4 or segment.gap(at + 1).startswith((",", " ("))
                    speaker = Speaker(self.entities.all[entity].name, entity, evidence)
                    if close and not self._is_object(words, first):
                        return speaker
                    first_named = (
                        speaker if self.entities.all[entity].type == "person" or first_named is None else first_named
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
                begin_of_name = at
                while _continues_name(words, begin_of_name) and self._entity_ending(number, begin_of_name - 1) is None:
                    begin_of_name -= 1
                if not self._is_object(words, begin_of_name):
                    return self._speaker_called(words[at].text, evidence)
                at = begin_of_name
            at -= 1
        if first_named:
            return first_named
        return None

    def _owner(self, number: int, segment: Segment, begin: int, verb: int, evidence: str) -> Speaker | None:
        """Return whose writing the subject is: "her caption read", "Roe's statement", "the caption of his post"."""
        words = segment.tokens
        if verb <= begin or words[verb - 1].lower not in _WRITINGS:
            return None
        for at in range(verb - 2, max(begin - 1, verb - 6), -1):
            if words[at].lower in ("her", "his"):
                return self._pronoun(number, at, "she" if words[at].lower == "her" else "he", evidence)
            hit = self._entity_ending(number, at)
            if hit is not None and words[at].possessive and self.entities.all[hit[1]].type == "person":
                return Speaker(self.entities.all[hit[1]].name, hit[1], evidence)
        return None

    @staticmethod
    def _is_object(words: list[Token], first: int) -> bool:
        """Return whether a name is spoken to or about: "with Collider", "told Jane Roe"."""
        return first > 0 and words[first].joined and words[first - 1].lower in _BEFORE_OBJECTS

    def _entity_ending(self, number: int, i: int) -> tuple[int, int] | None:
        for first in range(i, max(-1, i - 7), -1):
            hit = self.entities.at.get((number, first))
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
            lower = word.lower
            if at > i and word.first and segment.gap(at).strip()[:1] in (".", "!", "?"):
                break
            hit = self.entities.at.get((number, at))
            if hit is not None:
                if self._can_speak(words, *hit, at == i):
                    return Speaker(self.entities.all[hit[0]].name, hit[0], evidence), hit[1]
                at = hit[1]
                continue
            if at == i and lower in _PRONOUNS:
                speaker = self._pronoun(number, at, lower, evidence)
                return (speaker, at + 1) if speaker else None
            if lower in _SPEAKERS:
                role = at
            elif at == i and word.capital and lower not in _NOBODY and not word.possessive:
                last = _capitals_end(words, at)
                if last < len(words) and words[last].joined and words[last].lower in ROLE_NOUNS:
                    at = last
                    continue
                return self._speaker_called(segment.text[word.start : words[last - 1].end], evidence), last
            elif at > i and (lower in _ENDS_PHRASE or (lower in SPEECH_VERBS and not word.capital)):
                break
            if role is not None and at > role and segment.gap(at).strip():
                break
            at += 1
        speaker = self._role(number, segment, role, evidence) if role is not None else None
        return (speaker, role + 1) if speaker is not None and role is not None else None

    def _speaker_called(self, name: str, evidence: str) -> Speaker:
        """Return the one person of the article who has this name as first name or surname, else the name itself."""
        found = self.entities.find_person(name)
        return Speaker(name if found is None else self.entities.all[found].name, found, evidence)

    def _can_speak(self, words: list[Token], entity: int, last: int, first: bool) -> bool:
        """Return whether the entity named up to token ``last`` can be who speaks; companies only if they come first."""
        if words[last - 1].possessive:
            return False
        type_ = self.entities.all[entity].type
        return type_ in ("person", "character") or (
            type_ in ("organization", "group") and first and not self._modifies(words, last)
        )

    @staticmethod
    def _modifies(words: list[Token], last: int) -> bool:
        """Return whether a company's name only describes whom it employs: "Paramount distribution chief Jane Roe"."""
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
        if pronoun == "they" and (source := self._source_before(number, i)):
            return Speaker(source, None, f"{evidence}, description")
        entity = self.coreference.recent(number, i, _PRONOUNS[pronoun])
        if entity is None:
            return None
        self.coreference.note(number, i, entity)
        return Speaker(self.entities.all[entity].name, entity, f"{evidence}, pronoun")

    def _source_before(self, number: int, i: int) -> str | None:
        """Return the unnamed source that "they" means: "A source added that … They said:"."""
        segments = self.entities.document_text.segments
        near = [w.lower for w in segments[number].tokens[max(0, i - 40) : i]]
        if number and len(near) < 10 and segments[number - 1].kind == "paragraph":
            near = [w.lower for w in segments[number - 1].tokens[:40]] + near
        return next((w for w in reversed(near) if w in _UNNAMED), None)

    def _role(self, number: int, segment: Segment, i: int, evidence: str) -> Speaker | None:
        """Resolve "the actress", "the director", "an insider"."""
        words = segment.tokens
        lower = words[i].lower
        determiner = next((w.lower for w in reversed(words[max(0, i - 4) : i]) if w.lower in DETERMINERS), "")
        if lower == "statement":
            return None
        if determiner in ("a", "an", "one", "another") or lower in _SOURCES:
            return Speaker(words[i].text, None, f"{evidence}, description")
        entity = self.coreference.epithet(number, segment, i)
        if entity is None:
            entity = self.coreference.roles.get(lower)
        if entity is None:
            gender = gender_of_noun(lower) or "u"
            entity = self.coreference.recent(number, i, gender)
        if entity is None:
            return None
        self.coreference.note(number, i, entity)
        return Speaker(self.entities.all[entity].name, entity, f"{evidence}, role")


def _continues_name(words: list[Token], i: int) -> bool:
    """Return whether token ``i`` goes on with the run of capitalised words before it."""
    return i > 0 and words[i].joined and words[i - 1].capital and not words[i - 1].possessive


def _capitals_end(words: list[Token], i: int) -> int:
    """Return the end of the run of at most four capitalised words that begins at ``i``."""
    last = i + 1
    while last < len(words) and words[last].capital and words[last].joined and last - i < 4:
        last += 1
    return last
