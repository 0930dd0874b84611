"""The speaker of a quotation beside it: the subject of the verb of speech, not the name that stands nearest.

After O'Keefe et al. 2012 ("A Sequence Labelling Approach to Quote Attribution") and Muzny et al. 2017
("A Two-stage Sieve Approach for Quote Attribution"): the verb of speech beside the quotation first, then the
sentence before it, then the paragraph, then the conversation (``quotes``). ``phrases`` finds the subject; here is whom
it means.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pullquote.cache.annotate.coreference import DETERMINERS, Coreference
from pullquote.cache.annotate.entities import ArticleEntities, ArticleEntity
from pullquote.cache.annotate.phrases import (
    OPENS,
    PRONOUNS,
    REACH,
    TRANSITIVE,
    TURNED,
    Phrase,
    Phrases,
    continues_name,
    is_object,
    is_speech,
    is_unsaid,
)
from pullquote.cache.annotate.speaker_nouns import (
    ACTS,
    BODIES,
    EPITHETS,
    HOUSES,
    MANY,
    SAME_ROLE,
    SOURCES,
    SPEAKERS,
    TITLES,
)
from pullquote.cache.annotate.text.document_text import gender_of
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.annotate.text.vocabulary import (
    FUNCTION_WORDS,
    PLACE_NOUNS,
    SAID,
    gender_of_noun,
)
from pullquote.cache.core.names import name_words

_WRITINGS = frozenset(
    "post caption tweet message note letter statement comment story email text bio captions tweets status".split()
)
"""What people write: its owner is who speaks ("the caption of her post reads")."""
_POSTS = frozenset("post caption tweet posts captions tweets".split())
"""Writings that are somebody's whom the article has named by then: "“…,” reads the caption"."""
_CONTINUED = frozenset("continued continues added adds went goes concluded concludes".split())
"""Verbs of a writing that has been quoted before, and of whoever wrote it: "“…,” the message continued"."""
_SOMEBODY = frozenset("one another someone somebody others some many".split())
_UNNAMED = frozenset("insider source".split())
_NO_DEEDS = FUNCTION_WORDS | frozenset(
    "was is has does as his its this us stars starred features featured directed directs follows followed includes"
    " included produced produces premieres premiered released releases plays played".split()
)
"""What ends as verbs do and goes with no quotation, or with a title in quotation marks."""
_ADDRESSED = TRANSITIVE | frozenset("asked asks warned warns urged urges".split())
"""Verbs before who listens: "Jane Roe, the stylist, told The Reel"."""
_WHERE = frozenset("in at of on for".split())
"""Words between a speaker and where it was said: "said Jane Roe in The Reel"."""
_SENTENCE = 60  # tokens
_OFTEN = 2
"""Times a name that is nobody's known must stand with a capital amid sentences to be one before any verb."""
_INTRODUCED = re.compile(r"\s*[,:]\s*[“\"„«‘']")


class Speaker(NamedTuple):
    """A speaker: the name to show, the entity if known, and the rule that found it.

    The name is empty where the text says that somebody speaks whom it does not name.
    """

    name: str
    entity: int | None
    evidence: str


class Attribution:
    """Speaker rules over one article's entities. ``inside`` are tokens within quotations, by segment."""

    def __init__(self, entities: ArticleEntities, inside: list[set[int]]) -> None:
        self.entities = entities
        self.inside = inside
        self.phrases = Phrases(entities, inside)
        self.coreference = Coreference(entities, inside)
        self.previous: Speaker | None = None
        """Who spoke before."""
        self.absent: frozenset[int] = frozenset()
        """People named within the quotation in hand, whom a pronoun beside it hardly means."""

    def after(self, number: int, segment: Segment, i: int, stop: int, *, goes_on: bool = False) -> Speaker | None:
        """Read the words after a quotation: "said Jane Roe", "Roe, who directed, said", "she adds".

        Whose sentence ``goes_on`` behind a comma, any verb may follow it: "fumed Jane Roe".
        """
        words = segment.tokens
        stop = min(stop, len(words))
        if i >= stop:
            return None
        at = i
        while at < min(stop, i + 2) and words[at].lower.endswith("ly") and not words[at].capital:
            at += 1
        if at < stop and is_speech(words, at):
            if words[at].lower in TRANSITIVE or words[at].lower.endswith("ing"):
                return None
            return self._named_next(number, segment, at + 1, stop, "verb after")
        if words[i].text == "according" and i + 2 < stop:
            return self._named_next(number, segment, i + 2, stop, "according to")
        if words[i].lower in ("as", "and") and i + 1 < stop:
            i += 1
        if (phrase := self.phrases.opening(number, segment, i, stop)) is not None:
            return self._speaker(number, segment, phrase, "verb after")
        return self._subject_after(number, segment, i, stop, goes_on=goes_on)

    def _subject_after(self, number: int, segment: Segment, i: int, stop: int, *, goes_on: bool) -> Speaker | None:
        """Return the subject of the first verb of speech from token ``i`` on, if no other clause begins before it."""
        words = segment.tokens
        for verb in range(i + 1, min(stop, i + REACH)):
            if is_speech(words, verb) and verb not in self.inside[number]:
                if self._is_set_off(number, segment, verb, stop):
                    return self._named_next(number, segment, verb + 1, stop, "verb after")
                phrase = None if is_unsaid(words, verb) else self.phrases.subject(number, segment, i, verb)
                if phrase is None:
                    continue
                if self._begins_late(segment, i, phrase.first):
                    return None
                if words[verb].lower in _CONTINUED:
                    if words[phrase.last - 1].lower in _WRITINGS:
                        return None  # whose it is, whoever spoke before tells
                    if phrase.kind == "pronoun" and (same := self._same(words[phrase.last - 1].lower)) is not None:
                        return same
                return self._speaker(number, segment, phrase, "verb after")
        return self._by_place(number, segment, i, stop) if goes_on else None

    def _is_set_off(self, number: int, segment: Segment, verb: int, stop: int) -> bool:
        """Return whether a clause behind the verb names whose the sentence before it is: "“…” is a joy, said Roe"."""
        words = segment.tokens
        if segment.gap(verb).strip() not in (",", "–", "—") or words[verb].lower not in SAID - _ADDRESSED:
            return False
        if verb + 1 >= stop or not words[verb + 1].joined:
            return False
        phrase = self.phrases.forward(number, segment, verb + 1, stop)
        if phrase is None or phrase.kind not in ("entity", "name") or phrase.first > verb + 2:
            return False
        return phrase.last >= len(words) or not words[phrase.last].joined or words[phrase.last].lower in _WHERE

    def _by_place(self, number: int, segment: Segment, i: int, stop: int) -> Speaker | None:
        """Return whom the words right behind a quotation's comma name beside any verb: "fumed Roe", "she allows"."""
        words = segment.tokens
        verb = i
        if not self._is_deed(segment, i):
            phrase = self.phrases.forward(number, segment, i, min(stop, i + 5))
            if phrase is None or phrase.kind not in ("entity", "pronoun", "name") or phrase.first != i:
                return None
            if phrase.kind == "name" and self.entities.document_text.upper[words[i].lower] < _OFTEN:
                return None
            verb = phrase.last
            if verb >= stop or words[verb - 1].possessive or not words[verb].joined or not self._is_deed(segment, verb):
                return None
            return self._speaker(number, segment, phrase, "verb after")
        phrase = self.phrases.forward(number, segment, i + 1, stop) if i + 1 < stop and words[i + 1].joined else None
        if phrase is None or phrase.kind != "entity" or phrase.first != i + 1:
            return None
        return self._speaker(number, segment, phrase, "verb after")

    @staticmethod
    def _is_deed(segment: Segment, at: int) -> bool:
        """Return whether token ``at`` looks like a verb of the third person that a quotation may go with."""
        lower = segment.lowers[at]
        return segment.tokens[at].text.islower() and lower.endswith(("ed", "s")) and lower not in _NO_DEEDS

    @staticmethod
    def _begins_late(segment: Segment, i: int, first: int) -> bool:
        """Return whether another clause begins between a quotation and a subject: "“…” and left when Jane Roe said"."""
        if segment.gap(first).strip() == ",":
            return False
        return any(word.lower in FUNCTION_WORDS and word.lower not in DETERMINERS for word in segment.tokens[i:first])

    def before(self, number: int, segment: Segment, start: int, i: int) -> Speaker | None:
        """Read the sentence a quotation ends: "Roe said:", "described by Roe as", "she told Variety that"."""
        words = segment.tokens
        begin = i
        if i > start and _INTRODUCED.match(segment.gap(i)):
            begin -= 1  # whatever the quotation begins with: "Roe wrote, “...it took nine years.”"
        while begin > start and not self._sentence_break(segment, begin) and i - begin < _SENTENCE:
            begin -= 1
        if found := self._named_first(number, segment, begin, i) or self._named_last(number, segment, begin, i):
            return found
        verbs = self._verbs(number, segment, begin, i)
        direct = i > begin and (":" in segment.gap(i) or "," in segment.gap(i))
        related = [] if direct else [at for at in verbs if "who" in segment.lowers[max(begin, at - 6) : at]]
        if related and related[-1] == verbs[-1]:  # "met Jane Roe, who accused him of “…”"
            verbs = related[-1:]
        for at in self._by_rank(segment, verbs, direct):
            if at + 1 < i and words[at + 1].lower == "by":
                found = self._named_next(number, segment, at + 2, i, "by")
                if found:
                    return found
            found = self._owner(number, segment, begin, at, "verb before")
            if found:
                return found
            phrase = self.phrases.subject(number, segment, begin, at)
            if phrase is not None:
                found = self._speaker(number, segment, phrase, "verb before")
                if found:
                    return found
        for at in range(begin, i - 2):
            if words[at].lower == "according" and words[at + 1].lower == "to":
                found = self._named_next(number, segment, at + 2, i, "according to")
                if found:
                    return found
        return self._before_colon(number, segment, begin, i) if i > begin and ":" in segment.gap(i) else None

    def _before_colon(self, number: int, segment: Segment, begin: int, i: int) -> Speaker | None:
        """Return whom a clause ``begin:i`` without a verb of speech means: "An insider spills:", "Jane Roe:"."""
        phrase = self.phrases.first_subject(number, segment, begin, i)
        last = self.phrases.ending(number, segment, begin, i - 1)
        if last is not None and last.kind == "entity" and segment.lowers[last.first - 1 : last.first] == ("from",):
            return self._speaker(number, segment, last, "before the colon")  # "here is a word from Jane Roe:"
        if phrase is not None and self._is_mere_word(segment, phrase):
            phrase = None
        if last is not None and (last.kind == "noun" or self._is_mere_word(segment, last)):
            last = None
        other = last is not None and not is_object(segment.tokens, last.first, begin)
        if other and (phrase is None or phrase.kind == "role"):
            phrase = last
        return self._speaker(number, segment, phrase, "before the colon") if phrase else None

    def _is_mere_word(self, segment: Segment, phrase: Phrase) -> bool:
        """Return whether what seems a name is only the first word of its sentence, or words in capitals."""
        if phrase.kind != "name":
            return False
        words = segment.tokens[phrase.first : phrase.last]
        if all(word.text.isupper() and word.text.isalpha() for word in words):
            return len(words) > 1 and gender_of(words[0].lower) is None
        alone = len(words) == 1 and words[0].first and gender_of(words[0].lower) is None
        return alone and not self.entities.document_text.upper[words[0].lower]

    def _verbs(self, number: int, segment: Segment, begin: int, end: int) -> list[int]:
        """Return the verbs of speech among tokens ``begin:end``, without what is quoted or not said."""
        words = segment.tokens
        return [
            at
            for at in range(begin, end)
            if is_speech(words, at) and at not in self.inside[number] and not is_unsaid(words, at)
        ]

    def _named_first(self, number: int, segment: Segment, begin: int, i: int) -> Speaker | None:
        """Return the speaker behind the verb that a sentence begins with: "Said Jane Roe, “…”"."""
        words = segment.tokens
        if begin + 1 >= i or not words[begin].capital or words[begin].lower not in SAID or not words[begin + 1].joined:
            return None
        speaker = self._named_next(number, segment, begin + 1, i, "verb before")
        if speaker is None or not speaker.name:
            return None
        bare = speaker.name.removeprefix(f"{words[begin].text} ")
        if bare == speaker.name:
            return speaker
        surname = bare.rsplit(" ", 1)[-1]
        alike = [
            k
            for k, entity in enumerate(self.entities.all)
            if k != speaker.entity and entity.type == "person" and entity.name.rsplit(" ", 1)[-1] == surname
        ]
        entity = alike[0] if len(alike) == 1 else None
        return Speaker(bare if entity is None else self.entities.all[entity].name, entity, speaker.evidence)

    def _named_last(self, number: int, segment: Segment, begin: int, i: int) -> Speaker | None:
        """Return the speaker named between two commas before a quotation: "It ends, says Jane Roe, “in June”"."""
        words = segment.tokens
        if segment.gap(i).strip(" “\"‘'") != ",":
            return None
        for verb in range(max(begin + 1, i - REACH), i - 1):
            if segment.lowers[verb] in SAID and segment.gap(verb).strip() == "," and words[verb + 1].joined:
                phrase = self.phrases.forward(number, segment, verb + 1, i)
                if phrase is not None and phrase.kind != "pronoun":
                    phrase = self.phrases.apposition(number, segment, phrase, i)
                if phrase is not None and phrase.last == i:
                    return self._named_next(number, segment, verb + 1, i, "verb before")
        return None

    def named_at(self, number: int, segment: Segment, i: int, stop: int) -> Speaker | None:
        """Return the person named from token ``i`` on, before token ``stop``: "Jane Roe", "the director Jane Roe"."""
        found = self._named_next(number, segment, i, stop, "said below") if i < stop else None
        is_person = found is not None and found.entity is not None and self.entities.all[found.entity].type == "person"
        return found if is_person else None

    def subject_of_last(self, number: int, segment: Segment, end: int) -> Speaker | None:
        """Return the person who is the subject of the sentence that ends at token ``end``, however they are called."""
        begin = end - 1
        while begin > 0 and end - begin < _SENTENCE and not self._sentence_break(segment, begin):
            begin -= 1
        phrase = self.phrases.first_subject(number, segment, begin, end)
        if phrase is not None and self._is_mere_word(segment, phrase):
            phrase = None
        found = self._speaker(number, segment, phrase, "sentence before") if phrase is not None else None
        if found is None or found.entity is None or self.entities.all[found.entity].type != "person":
            return None
        return found

    @staticmethod
    def _by_rank(segment: Segment, verbs: list[int], direct: bool) -> list[int]:
        """Return verbs before a quotation by how likely they introduce it.

        A quotation after a colon or a comma is what the nearest plain verb says. One that is part of the sentence
        belongs to the outermost verb of the last clause: "Ada said that Bram called it “…”".
        """
        plain = [at for at in verbs if segment.tokens[at].lower in SAID]
        if direct or len(plain) < 2:
            return [*reversed(plain), *(at for at in reversed(verbs) if at not in plain)]
        outer = [plain[-1]]
        for at in reversed(plain[:-1]):
            if OPENS.search(segment.text[segment.tokens[at].end : segment.tokens[outer[0]].start]):
                break
            outer.insert(0, at)
        return [*outer, *(at for at in reversed(verbs) if at not in outer)]

    @staticmethod
    def _sentence_break(segment: Segment, i: int) -> bool:
        """Return whether token ``i`` begins a sentence (a quotation mark alone does not)."""
        if i <= 0:
            return True
        return i < len(segment.tokens) and (segment.begins_sentence(i) or ";" in segment.gap(i))

    def _owner(self, number: int, segment: Segment, begin: int, verb: int, evidence: str) -> Speaker | None:
        """Return whose writing the subject is: "her caption read", "Roe's statement", "the caption of his post"."""
        words = segment.tokens
        if verb <= begin or words[verb - 1].lower not in _WRITINGS:
            return None
        for at in range(verb - 2, max(begin - 1, verb - 6), -1):
            if words[at].lower in ("her", "his"):
                return self._pronoun(number, at, "she" if words[at].lower == "her" else "he", evidence)
            hit = self.phrases.entity_ending(number, at)
            if hit is not None and words[at].possessive and self.entities.all[hit[1]].type == "person":
                return Speaker(self.entities.all[hit[1]].name, hit[1], evidence)
        return None

    def _named_next(self, number: int, segment: Segment, i: int, stop: int, evidence: str) -> Speaker | None:
        """Return whom the phrase from token ``i`` means; a name behind a role's comma is the role's."""
        words = segment.tokens
        if words[i].lower in _SOMEBODY and not (
            i + 1 < stop and words[i + 1].joined and words[i + 1].lower in SPEAKERS
        ):
            return Speaker("", None, f"{evidence}, unnamed")
        phrase = self.phrases.forward(number, segment, i, stop)
        if phrase is None:
            return None
        if phrase.kind in ("noun", "role") and words[phrase.last - 1].lower in _WRITINGS:
            behind = segment.lowers[phrase.last : min(stop, phrase.last + 2)]
            by = next((k for k, lower in enumerate(behind) if lower in ("by", "from")), None)
            if by is not None:  # "reads a message signed by Jane Roe"
                return self._named_next(number, segment, phrase.last + by + 1, stop, evidence)
        return self._speaker(number, segment, self.phrases.apposition(number, segment, phrase, stop), evidence)

    def _speaker(self, number: int, segment: Segment, phrase: Phrase, evidence: str) -> Speaker | None:
        """Return whom a phrase means."""
        words = segment.tokens
        head = words[phrase.last - 1]
        if phrase.kind == "entity":
            if (other := self.phrases.joined(number, segment, phrase)) is not None:
                names = [self.entities.all[e].name for e in (phrase.entity, other)]
                return Speaker(" and ".join(names), None, f"{evidence}, together")
            return Speaker(self.entities.all[phrase.entity].name, phrase.entity, evidence)
        if phrase.kind == "pronoun":
            return self._pronoun(number, phrase.last - 1, head.lower, evidence)
        if phrase.kind == "writer":
            return Speaker("", None, f"{evidence}, unnamed")
        if phrase.kind == "role":
            return self._role(number, segment, phrase, evidence)
        if phrase.kind == "handle":
            return self._account(segment.text[words[phrase.first].start : head.end], evidence)
        if phrase.kind == "noun":
            return None if head.lower in _POSTS else Speaker("", None, f"{evidence}, unnamed")
        first = phrase.last - 1
        while (
            first > phrase.first
            and continues_name(words, first)
            and (words[first - 1].lower not in TITLES or head.lower in PLACE_NOUNS)
            and words[first - 1].lower not in FUNCTION_WORDS
        ):
            first -= 1
        if first and words[first - 1].text == "The" and words[first].joined and not words[first - 1].first:
            first -= 1  # "said The Edge"
        name = segment.text[words[first].start : head.end]
        found = self.entities.find_person(name)
        if found is None:
            found = self.entities.find_person(head.text)
        return Speaker(name if found is None else self.entities.all[found].name, found, evidence)

    def _account(self, name: str, evidence: str) -> Speaker:
        """Return who writes under a name on a network: somebody of the article, if it is theirs run together."""
        key = "".join(filter(str.isalnum, name)).lower()
        named = [
            k for k, e in enumerate(self.entities.all) if e.type == "person" and key == "".join(name_words(e.name))
        ]
        return Speaker(self.entities.all[named[0]].name if named else name, named[0] if named else None, evidence)

    def _same(self, pronoun: str) -> Speaker | None:
        """Return who spoke before, whom "he added" means if it may."""
        before = self.previous
        if before is None or before.entity is None or pronoun == "they":
            return None
        return before if self.coreference.fits(before.entity, PRONOUNS[pronoun]) else None

    def _pronoun(self, number: int, i: int, pronoun: str, evidence: str) -> Speaker | None:
        if pronoun == "they":
            if source := self._source_before(number, i):
                return Speaker(source, None, f"{evidence}, description")
            if self.previous is not None and self.previous.evidence.endswith("together"):
                return self.previous
            act = self._recent_entity(number, i, lambda e: e.type == "group", 2)
            if act is not None:
                return Speaker(self.entities.all[act].name, act, f"{evidence}, pronoun")
        entity = self.coreference.recent(number, i, PRONOUNS[pronoun], self.absent)
        if entity is None:
            return None if pronoun == "they" else Speaker("", None, f"{evidence}, unnamed")
        self.coreference.note(number, i, entity)
        return Speaker(self.entities.all[entity].name, entity, f"{evidence}, pronoun")

    def _source_before(self, number: int, i: int) -> str | None:
        """Return the unnamed source that "they" means: "A source added that … They said:"."""
        segments = self.entities.document_text.segments
        near = [w.lower for w in segments[number].tokens[max(0, i - 40) : i]]
        if number and len(near) < 10 and segments[number - 1].kind == "paragraph":
            near = [w.lower for w in segments[number - 1].tokens[:40]] + near
        return next((w for w in reversed(near) if w in _UNNAMED), None)

    def _recent_entity(self, number: int, i: int, fits: Callable[[ArticleEntity], bool], segments: int) -> int | None:
        """Return the entity that fits and was named last before token ``i``, at most ``segments`` segments back."""
        for at in range(number, max(-1, number - segments - 1), -1):
            for first, _, entity in reversed(self.entities.named_in(at)):
                if (at < number or first < i) and first not in self.inside[at] and fits(self.entities.all[entity]):
                    return entity
        return None

    def _role(self, number: int, segment: Segment, phrase: Phrase, evidence: str) -> Speaker | None:
        """Resolve "the actress", "the director", "an insider": who has the role, else the role as it is said."""
        words = segment.tokens
        i = phrase.last - 1
        lower = words[i].lower
        described = Speaker(words[i].text, None, f"{evidence}, description")
        determiner = words[phrase.first].lower
        if lower == "statement":
            return None
        if lower in ACTS or lower in HOUSES:
            kinds = ("group",) if lower in ACTS else ("organization",)
            entity = self._recent_entity(
                number, phrase.first, lambda e: e.type in kinds and e.kind not in ("outlet",), len(self.inside)
            )
            if entity is None or determiner not in ("the", "this"):
                return described
            return Speaker(self.entities.all[entity].name, entity, f"{evidence}, role")
        if determiner in ("a", "an", "one", "another") or lower in SOURCES or lower in MANY or lower in BODIES:
            return described
        if lower.endswith("s") and lower[:-1] in SPEAKERS:
            return described
        entity = self._with_role(number, segment, phrase, lower)
        if entity is None:
            return described
        self.coreference.note(number, i, entity)
        return Speaker(self.entities.all[entity].name, entity, f"{evidence}, role")

    @staticmethod
    def _is_told(segment: Segment, phrase: Phrase) -> bool:
        """Return whether whoever is named next listens to the subject: "the singer told Jane Roe"."""
        return segment.lowers[phrase.last : phrase.last + 1] in (("told",), ("tells",))

    def _with_role(self, number: int, segment: Segment, phrase: Phrase, lower: str) -> int | None:
        i = phrase.last - 1
        if lower.endswith("year-old"):
            aged = self.coreference.ages.get(segment.tokens[i - 1].text)
            return self.coreference.recent(number, i, "u", self.absent, role=True) if aged is None else aged
        gender = gender_of_noun(lower) or gender_of_noun(lower.partition("-of-")[0]) or "u"
        owned = segment.tokens[phrase.first].possessive
        listener = self.entities.at.get((number, phrase.last + 1)) if self._is_told(segment, phrase) else None
        entity = self.coreference.epithet(number, segment, i, frozenset(listener[:1] if listener else ()))
        if entity is None:
            entity = self.coreference.with_role(number, i, frozenset((lower,)), gender)
        for same in SAME_ROLE if entity is None else ():
            if lower in same:
                entity = self.coreference.with_role(number, i, same, gender)
                if entity is not None:
                    break
        if entity is None and (lower in EPITHETS or "-of-" in lower or TURNED in lower):
            owner = self.phrases.entity_ending(number, phrase.first) if owned else None
            absent = self.absent if owner is None else self.absent | {owner[1]}
            entity = self.coreference.recent(number, i, gender, absent, role=True)
        return entity
