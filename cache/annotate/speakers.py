"""The speaker of a quotation beside it: the subject of the verb of speech, not the name that stands nearest.

After O'Keefe et al. 2012 ("A Sequence Labelling Approach to Quote Attribution") and Muzny et al. 2017
("A Two-stage Sieve Approach for Quote Attribution"): the verb of speech beside the quotation first, then the
sentence before it, then the paragraph, then the conversation (``quotes``).

There is no grammar here, only phrases: a phrase is a name, a pronoun, a role or a noun with all that stands before
it ("Hale's former agent Ada Quill"), and its last word is who it means. The subject is the phrase that ends right
before the verb, unless a preposition stands before it ("a friend of Bram Hale said") or a comma behind it, where an
apposition is stepped over ("Ada Quill, who plays Mina for Bram Hale, said").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from pullquote.cache.annotate.coreference import DETERMINERS, PREPOSITIONS, Coreference
from pullquote.cache.annotate.entities import ArticleEntities, ArticleEntity
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import (
    DEMONYMS,
    FUNCTION_WORDS,
    HONORIFICS,
    PLACE_NOUNS,
    PLACES,
    ROLE_NOUNS,
    SAID,
    SPEECH_VERBS,
    STARTERS,
    gender_of_noun,
)
from pullquote.cache.core.article import SPEAKER_TYPES
from pullquote.cache.core.calendar_words import MONTH_NUMBERS, WEEKDAY_NUMBERS

_PRONOUNS = {"he": "m", "she": "f", "they": "u"}
_WRITER = frozenset("i we you".split())
"""Whoever writes the article or is asked in it: nobody the article names."""
_ADVERBS = frozenset(
    "has had have was is are were then also later once again simply just even recently previously further would will"
    " did who already still now first only could when always often never ever so too thus soon there both all each"
    " himself herself themselves though however meanwhile instead afterwards afterward famously quickly kept keeps"
    " since today yesterday tonight".split()
) | frozenset(WEEKDAY_NUMBERS)
"""What may stand between a subject and its verb, beside words in -ly."""
_MODALS = frozenset(
    "to could couldn’t couldn't can can’t can't would wouldn’t wouldn't not didn’t didn't don’t don't never won’t won't"
    " must should might may cannot does doesn’t doesn't".split()
)
"""Before these a verb tells what is not said, or not by the sentence's subject: "could not read"."""
_BE = frozenset("was were is are be been being".split())
_HUMAN = ROLE_NOUNS | frozenset(
    "man woman men women insider source teenager thespian comedienne pop-star congresswoman expert officer witness"
    " official doctor nurse physician surgeon neighbour neighbor resident protester student teacher pupil driver"
    " soldier pilot priest bishop pope pastor rabbi historian firefighter farmer viewer fan listener reader caller"
    " user commenter onlooker eyewitness bystander patient prosecutor detective sheriff chief boy girl youngster"
    " pensioner mum-of-two mother-of-two father-of-two singer-actress actor-director headliner frontwoman soloist"
    " minister premier ambassador diplomat secretary general colonel captain sergeant inspector prince princess king"
    " queen duke duchess star-turned-director emcee dj sportsman sportswoman striker goalkeeper midfielder defender"
    " golfer sprinter swimmer champion cyclist skipper publisher programmer exec bosses head vet".split()
)
_MANY = frozenset(
    "insiders sources officials doctors physicians experts scientists researchers critics fans viewers lawyers"
    " attorneys prosecutors police protesters residents neighbours neighbors users friends parents children sisters"
    " brothers twins siblings organisers organizers producers writers directors actors stars authors spokespeople"
    " couple pair duo trio band group quartet quintet spouses newlyweds judges hosts members activists students"
    " teachers reporters journalists editors executives representatives reps leaders managers creators"
    " showrunners filmmakers".split()
)
_BODIES = frozenset(
    "report statement letter network studio company magazine newspaper outlet review lawsuit document"
    " bank force ministry union court firm agency department council charity channel broadcaster streamer label"
    " publisher distributor website site paper publication tabloid team club government committee commission academy"
    " festival organisation organization association service office embassy museum theatre theater venue retailer"
    " filing complaint study survey petition memo notice press release announcement invitation family estate"
    " management campaign foundation institute university school board party association store brand spokesman-for"
    " article story profile blog forum programme bulletin synopsis description logline blurb".split()
)
"""What speaks without being somebody: a quotation of theirs is nobody else's."""
_ACTS = frozenset("band duo trio group quartet quintet pair couple act".split())
_HOUSES = frozenset("network studio company streamer label publisher distributor broadcaster channel".split())
_SPEAKERS = _HUMAN | _MANY | _BODIES
_TITLES = _SPEAKERS | HONORIFICS | PLACE_NOUNS
"""Capitalised words before a name that are no part of it: "Justice Department Inspector General Ada Quill"."""
_SOURCES = frozenset("insider source spokesperson spokesman spokeswoman rep representative publicist witness".split())
"""Roles that somebody has whom the article does not name."""
_KIN = frozenset(
    "husband wife ex ex-husband ex-wife boyfriend girlfriend fiancé fiancée fiance partner father mother dad mom mum"
    " son daughter brother sister friend pal uncle aunt cousin grandfather grandmother stepfather widow widower"
    " fellow colleague bandmate castmate classmate roommate counterpart victim suspect accuser agent lawyer attorney"
    " aide adviser advisor spokesmen officer detective psychologist professor biographer manager".split()
)
_EPITHETS = ROLE_NOUNS - _SOURCES - _KIN
"""Roles by which an article calls somebody it has named; the others are often somebody else's."""
_SAME_ROLE = tuple(
    frozenset(words.split())
    for words in (
        "actor actress star thespian performer lead",
        "singer vocalist songwriter singer-songwriter musician rapper pop-star star frontman frontwoman artist",
        "director filmmaker helmer auteur moviemaker",
        "showrunner creator producer boss co-creator",
        "writer author novelist screenwriter scribe playwright",
        "comedian comic comedienne stand-up",
        "host presenter anchor broadcaster emcee co-host",
        "executive boss chief ceo president chairman chairwoman",
        "footballer player striker midfielder defender goalkeeper athlete",
    )
)
"""Nouns one person may be called by in turn."""

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


_ENDS_PHRASE = (
    PREPOSITIONS
    | frozenset(MONTH_NUMBERS)
    | frozenset(WEEKDAY_NUMBERS)
    | frozenset(
        "who whom whose which that when while after before during as if because since where but or so last this"
        " earlier later yesterday today tonight".split()
    )
)
_BEGINS_ADVERBIAL = PREPOSITIONS | frozenset(
    "after before during when while although though because since if once until despite upon following as even"
    " asked meanwhile".split()
)
_WRITINGS = frozenset(
    "post caption tweet message note letter statement comment story email text bio captions tweets status".split()
)
"""What people write: its owner is who speaks ("the caption of her post reads")."""
_TRANSITIVE = frozenset("told tells telling thanked thanks informed informs assured assures accused accuses".split())
"""Verbs whose next phrase is who listens."""
_UNNAMED = frozenset("insider source".split())
_OPENS = re.compile(r"[,(—–;:]|\s-\s|--")
_WITHIN_PHRASE = ("", "-", "/", "“", "”", '"', "‘", "’")
_REACH = 40
_SENTENCE = 60  # tokens
_LONGEST_APPOSITION = 30

PhraseKind = Literal["entity", "pronoun", "role", "name", "noun", "writer"]


class Speaker(NamedTuple):
    """A speaker: the name to show, the entity if known, and the rule that found it.

    The name is empty where the text says that somebody speaks whom it does not name.
    """

    name: str
    entity: int | None
    evidence: str


class Phrase(NamedTuple):
    """A noun phrase, tokens ``first:last``; its head is the last one. ``entity`` is set for names of entities."""

    first: int
    last: int
    kind: PhraseKind
    entity: int = -1


class Attribution:
    """Speaker rules over one article's entities. ``inside`` are tokens within quotations, by segment."""

    def __init__(self, entities: ArticleEntities, inside: list[set[int]]) -> None:
        self.entities = entities
        self.inside = inside
        self.coreference = Coreference(entities, inside)
        self.absent: frozenset[int] = frozenset()
        """People named within the quotation in hand, whom a pronoun beside it hardly means."""

    def after(self, number: int, segment: Segment, i: int, stop: int) -> Speaker | None:
        """Read the words after a quotation: "said Jane Roe", "Roe, who directed, said", "she adds"."""
        words = segment.tokens
        stop = min(stop, len(words))
        if i >= stop:
            return None
        at = i
        while at < min(stop, i + 2) and words[at].lower.endswith("ly"):
            at += 1
        if at < stop and self._is_speech(words, at):
            if words[at].lower in _TRANSITIVE or words[at].lower.endswith("ing"):
                return None
            return self._named_next(number, segment, at + 1, stop, "verb after")
        if words[i].lower == "according" and i + 2 < stop:
            return self._named_next(number, segment, i + 2, stop, "according to")
        if words[i].lower in ("as", "and") and i + 1 < stop:
            i += 1
        for verb in range(i + 1, min(stop, i + _REACH)):
            if self._is_speech(words, verb) and verb not in self.inside[number]:
                phrase = None if self._is_unsaid(words, verb) else self._subject(number, segment, i, verb)
                if phrase is None:
                    continue
                if self._begins_late(segment, i, phrase.first):
                    return None
                return self._speaker(number, segment, phrase, "verb after")
        return None

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
        while begin > start and not self._sentence_break(segment, begin) and i - begin < _SENTENCE:
            begin -= 1
        verbs = [
            at
            for at in range(begin, i)
            if self._is_speech(words, at) and at not in self.inside[number] and not self._is_unsaid(words, at)
        ]
        direct = i > begin and (":" in segment.gap(i) or "," in segment.gap(i))
        for at in self._by_rank(segment, verbs, direct):
            if at + 1 < i and words[at + 1].lower == "by":
                found = self._named_next(number, segment, at + 2, i, "by")
                if found:
                    return found
            found = self._owner(number, segment, begin, at, "verb before")
            if found:
                return found
            phrase = self._subject(number, segment, begin, at)
            if phrase is not None:
                found = self._speaker(number, segment, phrase, "verb before")
                if found:
                    return found
        for at in range(begin, i - 2):
            if words[at].lower == "according" and words[at + 1].lower == "to":
                found = self._named_next(number, segment, at + 2, i, "according to")
                if found:
                    return found
        if i > begin and ":" in segment.gap(i):
            phrase = self._first_phrase(number, segment, begin, i)
            if phrase is None or phrase.kind == "role":
                last = self._phrase_ending(number, segment, begin, i - 1)
                if last is not None and not self._is_object(words, last.first, begin):
                    phrase = last
            return self._speaker(number, segment, phrase, "before the colon") if phrase else None
        return None

    def subject_of_last(self, number: int, segment: Segment) -> Speaker | None:
        """Return the person who is the subject of a segment's last sentence: a name, a pronoun, a role."""
        end = len(segment.tokens)
        begin = end - 1
        while begin > 0 and end - begin < _SENTENCE and not self._sentence_break(segment, begin):
            begin -= 1
        phrase = self._first_phrase(number, segment, begin, end)
        found = self._speaker(number, segment, phrase, "sentence before") if phrase is not None else None
        if found is None or found.entity is None or self.entities.all[found.entity].type != "person":
            return None
        return found

    @staticmethod
    def _is_speech(words: list[Token], at: int) -> bool:
        return words[at].lower in SPEECH_VERBS and not words[at].capital

    @staticmethod
    def _is_unsaid(words: list[Token], at: int) -> bool:
        """Return whether a verb of speech is no act of the sentence: "could not read", "the reports"."""
        if not at:
            return False
        before = words[at - 1].lower
        passive = before in _BE and not words[at].lower.endswith("ing") and words[at].lower != "quoted"
        if passive and words[at + 1 : at + 2] and words[at + 1].lower == "by":
            passive = False
        return passive or before in _MODALS or (before in DETERMINERS and words[at].joined)

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
            if _OPENS.search(segment.text[segment.tokens[at].end : segment.tokens[outer[0]].start]):
                break
            outer.insert(0, at)
        return [*outer, *(at for at in reversed(verbs) if at not in outer)]

    @staticmethod
    def _sentence_break(segment: Segment, i: int) -> bool:
        """Return whether token ``i`` begins a sentence (a quotation mark alone does not)."""
        if i <= 0:
            return True
        return i < len(segment.tokens) and (segment.begins_sentence(i) or ";" in segment.gap(i))

    def _subject(self, number: int, segment: Segment, begin: int, verb: int) -> Phrase | None:
        """Return the phrase that is the subject of the verb at ``verb``, as far as the tokens from ``begin`` tell."""
        words = segment.tokens
        participle = words[verb].lower.endswith("ing")
        at = verb - 1
        while at >= begin and not segment.gap(at + 1).strip() and self._is_adverb(number, words[at], at):
            at -= 1
        first = True
        while at >= begin and verb - at <= _REACH:
            gap = segment.gap(at + 1).strip()
            if ")" in gap:
                at = next((k for k in range(at, begin, -1) if "(" in segment.gap(k)), begin) - 1
                continue
            if gap and (participle or _OPENS.search(gap)):
                if participle:
                    return self._first_phrase(number, segment, begin, at + 1)
                return self._apposed(number, segment, begin, at) or self._first_phrase(number, segment, begin, at + 1)
            lower = words[at].lower
            if lower == "who":
                return self._phrase_ending(number, segment, begin, at - 1) if at > begin else None
            if lower in ("and", "but", "or", "then", "to", "for", "by", "of", "before", "after", "while", "when"):
                return self._first_phrase(number, segment, begin, at)
            phrase = self._phrase_ending(number, segment, begin, at)
            if phrase is None:
                return None if first and not participle else self._first_phrase(number, segment, begin, at + 1)
            before = words[phrase.first - 1] if phrase.first > begin else None
            close = before is not None and not segment.gap(phrase.first).strip()
            if close and before is not None and before.lower in ("and", "&"):
                joined = self._phrase_ending(number, segment, begin, phrase.first - 2)
                if joined is not None and not segment.gap(phrase.first - 1).strip() and joined.kind != "noun":
                    at, first = phrase.first - 2, False
                    continue
            if close and before is not None and before.lower in PREPOSITIONS:
                if participle and first and before.lower == "with":
                    return phrase
                at, first = phrase.first - 2, False
                continue
            if participle and not first:
                return self._first_phrase(number, segment, begin, at + 1)
            return phrase
        return None

    def _is_adverb(self, number: int, word: Token, at: int) -> bool:
        if self._entity_ending(number, at) is not None:
            return False
        return (word.lower in _ADVERBS and word.lower != "who") or (word.lower.endswith("ly") and not word.capital)

    def _apposed(self, number: int, segment: Segment, begin: int, at: int) -> Phrase | None:
        """Return the phrase before the apposition that ends at ``at``: "Ada Quill, 42, of the Hale Trust, said"."""
        words = segment.tokens
        rest: Phrase | None = None
        end = at
        for k in range(at, max(begin, at - _LONGEST_APPOSITION) - 1, -1):
            gap = segment.gap(k)
            if k > begin and not _OPENS.search(gap) and ")" not in gap:
                continue
            adverbial = words[k].lower in _BEGINS_ADVERBIAL or words[k].lower.endswith("ing")
            phrase = None if adverbial else self._phrase_ending(number, segment, k, end)
            if phrase is not None and not self._is_object(words, phrase.first, k):
                if phrase.kind == "pronoun" or (
                    phrase.kind == "entity" and self.entities.all[phrase.entity].type in ("person", "character")
                ):
                    return phrase
                if rest is None or phrase.kind in ("entity", "name"):
                    rest = phrase
            end = k - 1
        return rest

    def _first_phrase(self, number: int, segment: Segment, begin: int, end: int) -> Phrase | None:
        """Return the first phrase of ``begin:end`` that may be a subject, if it can outside adverbial clauses."""
        words = segment.tokens
        adverbial = False
        later: Phrase | None = None
        at = begin
        while at < end:
            if at == begin or _OPENS.search(segment.gap(at)):
                adverbial = words[at].lower in _BEGINS_ADVERBIAL or words[at].lower.endswith("ing")
            if at in self.inside[number]:
                at += 1
                continue
            hit = self.entities.at.get((number, at))
            last = hit[1] if hit is not None else at + 1
            phrase = self._phrase_ending(number, segment, begin, last - 1)
            if phrase is not None and phrase.kind == "noun":
                phrase = None
            if phrase is not None and phrase.kind in ("role", "name", "entity"):
                whole = self._phrase_forward(number, segment, phrase.first, end)
                phrase, last = (whole, whole.last) if whole is not None else (phrase, last)
                phrase = self._apposition(number, segment, phrase, end)
            if phrase is not None and not words[phrase.last - 1].possessive:
                if self._is_object(words, phrase.first, begin):
                    pass
                elif not adverbial:
                    return phrase
                elif later is None:
                    later = phrase
            at = max(last, at + 1)
        return later

    @staticmethod
    def _is_object(words: list[Token], first: int, begin: int) -> bool:
        """Return whether a phrase is spoken to or about: "with Collider", "told Jane Roe"."""
        if first <= begin:
            return False
        before = words[first - 1]
        return words[first].joined and (before.lower in PREPOSITIONS or before.lower in _TRANSITIVE)

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

    def _entity_ending(self, number: int, i: int) -> tuple[int, int] | None:
        for first in range(i, max(-1, i - 7), -1):
            hit = self.entities.at.get((number, first))
            if hit is not None:
                return (first, hit[0]) if hit[1] == i + 1 else None
        return None

    def _named_next(self, number: int, segment: Segment, i: int, stop: int, evidence: str) -> Speaker | None:
        """Return whom the phrase from token ``i`` means; a name behind a role's comma is the role's."""
        phrase = self._phrase_forward(number, segment, i, stop)
        if phrase is None:
            return None
        return self._speaker(number, segment, self._apposition(number, segment, phrase, stop), evidence)

    def _apposition(self, number: int, segment: Segment, phrase: Phrase, stop: int) -> Phrase:
        """Return the name behind the comma of a role: "the show’s creator, Ada Quill"; else the phrase itself."""
        if phrase.kind not in ("role", "noun"):
            return phrase
        comma = next((k for k in range(phrase.last, min(stop, phrase.last + 12)) if segment.gap(k).strip()), stop)
        if comma < stop and segment.gap(comma).strip() == ",":
            named = self._phrase_forward(number, segment, comma, stop)
            if named is not None and named.kind == "entity" and self.entities.all[named.entity].type == "person":
                return named
        return phrase

    def _phrase_forward(self, number: int, segment: Segment, i: int, stop: int) -> Phrase | None:
        """Read the phrase that begins at token ``i``: to the next mark, preposition or verb of speech."""
        words = segment.tokens
        stop = min(stop, len(words), i + 14)
        end = i
        found: Phrase | None = None
        while end < stop:
            if end > i and not words[end].joined and segment.gap(end).strip() not in _WITHIN_PHRASE:
                break
            word = words[end]
            hit = self.entities.at.get((number, end))
            if hit is not None and hit[1] <= len(words):
                end = hit[1]
                # Whoever is named before a role only lends it: "Paramount marketing chief Jane Roe".
                found = self._phrase_ending(number, segment, i, end - 1) or found
                if words[end - 1].possessive:
                    found = None
                elif end < len(words) and self.entities.all[hit[0]].type == "person" and not words[end].joined:
                    break
                continue
            if word.lower in _ENDS_PHRASE or (end > i and self._is_speech(words, end)):
                break
            if word.lower == "and" and (found is not None and found.kind != "role"):
                break
            # Only a role goes on with a name: "Paramount marketing chief Jane Roe"; a verb does not.
            if (
                found is not None
                and found.kind in ("entity", "name")
                and not word.capital
                and ROLE_NOUNS.isdisjoint(w.lower for w in words[end : min(stop, end + 3)])
            ):
                break
            if word.lower in FUNCTION_WORDS and word.lower not in DETERMINERS and word.lower not in _PRONOUNS:
                if word.lower not in ("and", "&"):
                    break
            elif (phrase := self._phrase_ending(number, segment, i, end)) is not None and (
                found is None or phrase.kind != "noun" or found.kind == "noun"
            ):
                found = phrase
                if phrase.kind in ("pronoun", "writer"):
                    break
            end += 1
        return found

    def _phrase_ending(self, number: int, segment: Segment, begin: int, at: int) -> Phrase | None:
        """Return the phrase that ends with token ``at`` and does not begin before ``begin``."""
        words = segment.tokens
        if at < begin or at in self.inside[number] or words[at].possessive:
            return None
        word = words[at]
        hit = self._entity_ending(number, at)
        if hit is not None:
            first, entity = hit
            if self.entities.all[entity].type not in SPEAKER_TYPES:
                return None
            return Phrase(self._phrase_start(words, begin, first), at + 1, "entity", entity)
        lower = word.lower
        if lower in _PRONOUNS:
            return Phrase(at, at + 1, "pronoun")
        if lower in _WRITER:
            return Phrase(at, at + 1, "writer")
        if (lower in _SPEAKERS and not word.capital) or lower.endswith("year-old"):
            return Phrase(self._determiner(words, begin, at), at + 1, "role")
        if word.capital:
            return self._name_ending(number, begin, at)
        if word.lower not in FUNCTION_WORDS and not word.capital and word.text[0].isalpha():
            first = self._determiner(words, begin, at)
            if first < at and words[first].lower in DETERMINERS:
                return Phrase(first, at + 1, "noun")
        return None

    def _name_ending(self, number: int, begin: int, at: int) -> Phrase | None:
        """Return the phrase that ends in capitals which are no entity's: an institution's, or a name seen only here."""
        words = self.entities.document_text.segments[number].tokens
        lower = words[at].lower
        first = at
        while first > begin and _continues_name(words, first) and words[first - 1].lower not in FUNCTION_WORDS:
            held = self._entity_ending(number, first - 1)
            if held is not None:
                if words[at].text.isupper() and first == at and self.entities.all[held[1]].type == "person":
                    return Phrase(held[0], at + 1, "entity", held[1])  # an order or a degree behind a name
                break
            first -= 1
        if first == at:
            if lower in _SPEAKERS and self.entities.find_person(words[at].text) is None:
                return Phrase(self._determiner(words, begin, at), at + 1, "role")
            if lower in _NOBODY or (words[at].first and self.entities.document_text.is_word(lower)):
                return None
        elif lower in _NOBODY and lower not in PLACE_NOUNS:
            return None
        return Phrase(self._phrase_start(words, begin, first), at + 1, "name")

    @staticmethod
    def _determiner(words: list[Token], begin: int, at: int) -> int:
        """Return where the phrase of the noun at ``at`` begins: at its determiner or its owner."""
        first = at
        while first > begin and at - first < 6 and (words[first].joined or words[first].text == "year-old"):
            before = words[first - 1]
            if before.lower in DETERMINERS:
                return first - 1
            if before.lower in FUNCTION_WORDS or before.lower in SPEECH_VERBS:
                break
            first -= 1
        return first

    @classmethod
    def _phrase_start(cls, words: list[Token], begin: int, first: int) -> int:
        """Return where the phrase begins whose name begins at ``first``: with roles and names before it."""
        while first > begin and words[first].joined:
            before = words[first - 1]
            if before.lower in _SPEAKERS and not before.possessive:
                return cls._determiner(words, begin, first - 1)
            if not before.capital or before.lower in FUNCTION_WORDS or before.lower in STARTERS:
                break
            first -= 1
        return first

    def _speaker(self, number: int, segment: Segment, phrase: Phrase, evidence: str) -> Speaker | None:
        """Return whom a phrase means."""
        words = segment.tokens
        head = words[phrase.last - 1]
        if phrase.kind == "entity":
            return Speaker(self.entities.all[phrase.entity].name, phrase.entity, evidence)
        if phrase.kind == "pronoun":
            return self._pronoun(number, phrase.last - 1, head.lower, evidence)
        if phrase.kind == "writer":
            return Speaker("", None, f"{evidence}, unnamed")
        if phrase.kind == "role":
            return self._role(number, segment, phrase, evidence)
        if phrase.kind == "noun":
            return Speaker("", None, f"{evidence}, unnamed")
        first = phrase.last - 1
        while (
            first > phrase.first
            and _continues_name(words, first)
            and (words[first - 1].lower not in _TITLES or head.lower in PLACE_NOUNS)
            and words[first - 1].lower not in FUNCTION_WORDS
        ):
            first -= 1
        name = segment.text[words[first].start : head.end]
        found = self.entities.find_person(name)
        if found is None:
            found = self.entities.find_person(head.text)
        return Speaker(name if found is None else self.entities.all[found].name, found, evidence)

    def _pronoun(self, number: int, i: int, pronoun: str, evidence: str) -> Speaker | None:
        if pronoun == "they":
            if source := self._source_before(number, i):
                return Speaker(source, None, f"{evidence}, description")
            act = self._recent_entity(number, i, lambda e: e.type == "group", 2)
            if act is not None:
                return Speaker(self.entities.all[act].name, act, f"{evidence}, pronoun")
        entity = self.coreference.recent(number, i, _PRONOUNS[pronoun], self.absent)
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
        if lower in _ACTS or lower in _HOUSES:
            kinds = ("group",) if lower in _ACTS else ("organization",)
            entity = self._recent_entity(
                number, phrase.first, lambda e: e.type in kinds and e.kind not in ("outlet",), len(self.inside)
            )
            if entity is None or determiner not in ("the", "this"):
                return described
            return Speaker(self.entities.all[entity].name, entity, f"{evidence}, role")
        if determiner in ("a", "an", "one", "another") or lower in _SOURCES or lower in _MANY or lower in _BODIES:
            return described
        entity = self._with_role(number, segment, phrase, lower)
        if entity is None:
            return described
        self.coreference.note(number, i, entity)
        return Speaker(self.entities.all[entity].name, entity, f"{evidence}, role")

    def _with_role(self, number: int, segment: Segment, phrase: Phrase, lower: str) -> int | None:
        i = phrase.last - 1
        if lower.endswith("year-old"):
            aged = self.coreference.ages.get(segment.tokens[i - 1].text)
            return self.coreference.recent(number, i, "u", self.absent) if aged is None else aged
        gender = gender_of_noun(lower) or "u"
        owned = segment.tokens[phrase.first].possessive
        entity = self.coreference.epithet(number, segment, i)
        if entity is None:
            entity = self.coreference.with_role(number, i, frozenset((lower,)), gender)
        for same in _SAME_ROLE if entity is None else ():
            if lower in same:
                entity = self.coreference.with_role(number, i, same, gender)
                if entity is not None:
                    break
        if entity is None and lower in _EPITHETS:
            owner = self._entity_ending(number, phrase.first) if owned else None
            absent = self.absent if owner is None else self.absent | {owner[1]}
            entity = self.coreference.recent(number, i, gender, absent)
        return entity


def _continues_name(words: list[Token], i: int) -> bool:
    """Return whether token ``i`` goes on with the run of capitalised words before it."""
    return i > 0 and words[i].joined and words[i - 1].capital and not words[i - 1].possessive
