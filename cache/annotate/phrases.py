"""Noun phrases of a sentence, and which of them is the subject of a verb of speech.

There is no grammar here, only phrases: a phrase is a name, a pronoun, a role or a noun with all that stands before
it ("Hale's former agent Ada Quill"), and its last word is who it means. The subject is the phrase that ends right
before the verb, unless a preposition stands before it ("a friend of Bram Hale said") or a comma behind it, where an
apposition is stepped over ("Ada Quill, who plays Mina for Bram Hale, said").
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from pullquote.cache.annotate.coreference import DETERMINERS, PREPOSITIONS
from pullquote.cache.annotate.entities import ArticleEntities
from pullquote.cache.annotate.speaker_nouns import SPEAKERS
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
)
from pullquote.cache.core.article import SPEAKER_TYPES
from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

PRONOUNS = {"he": "m", "she": "f", "they": "u"}
"""Pronouns that may be a subject, with the gender each says."""
_WRITER = frozenset("i we you".split())
"""Whoever writes the article or is asked in it: nobody the article names."""
_ADVERBS = frozenset(
    "has had have was is are were then also later once again simply just even recently previously further would will"
    " did who already still now first only could when always often never ever so too thus soon there both all each"
    " himself herself themselves though however meanwhile instead afterwards afterward famously quickly kept keeps"
    " since today yesterday tonight".split()
) | frozenset(WEEKDAY_NUMBERS)
"""What may stand between a subject and its verb, beside words in -ly."""
_WHEN = frozenset("earlier this last week month year night day on in at the".split()) | frozenset(WEEKDAY_NUMBERS)
"""What else may stand between "who" and its verb: "who earlier this week said"."""
_MODALS = frozenset(
    "to could couldn’t couldn't can can’t can't would wouldn’t wouldn't not didn’t didn't don’t don't never won’t won't"
    " must should might may cannot does doesn’t doesn't".split()
)
"""Before these a verb tells what is not said, or not by the sentence's subject: "could not read"."""
_BE = frozenset("was were is are be been being".split())
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
TRANSITIVE = frozenset("told tells telling thanked thanks informed informs assured assures accused accuses".split())
"""Verbs whose next phrase is who listens."""
_BACK = frozenset("shot shoots fired fires hit hits clapped claps".split())
"""Verbs of speech with "back" behind them."""
_TO_SAY = frozenset("say tell add explain note call describe joke write reveal admit claim praise thank".split())
OPENS = re.compile(r"[,(—–;:]|\s-\s|--")
"""Marks that open an apposition or another clause."""
_CLAUSES = frozenset("though although while whereas when because since as once if".split())
"""What joins a clause to another: its subject follows."""
TURNED = "-turned-"
"""Within words for who has been one thing and is another: "the rapper-turned-actor"."""
_RELATIVES = frozenset("who whom whose which that where".split())
_CLOSE = frozenset("close familiar involved near next briefed present based".split())
"""What stands between a person who is described and the rest of the description: "a source close to the pair"."""
_WITHIN_PHRASE = ("", "-", "/", "“", "”", '"', "‘", "’")
REACH = 40
"""Tokens between a verb of speech and its subject, or the quotation, at most."""
_LONGEST_APPOSITION = 30
PhraseKind = Literal["entity", "pronoun", "role", "name", "handle", "noun", "writer"]


class Phrase(NamedTuple):
    """A noun phrase, tokens ``first:last``; its head is the last one. ``entity`` is set for names of entities."""

    first: int
    last: int
    kind: PhraseKind
    entity: int = -1


class Phrases:
    """The phrases of one article's segments. ``inside`` are tokens within quotations, by segment."""

    def __init__(self, entities: ArticleEntities, inside: list[set[int]]) -> None:
        self.entities = entities
        self.inside = inside

    def subject(self, number: int, segment: Segment, begin: int, verb: int) -> Phrase | None:
        """Return the phrase that is the subject of the verb at ``verb``, as far as the tokens from ``begin`` tell."""
        words = segment.tokens
        participle = words[verb].lower.endswith("ing")
        at = verb - 1
        while at >= begin and not segment.gap(at + 1).strip() and self._is_adverb(number, words[at], at):
            at -= 1
        at = _who(segment, begin, at)
        first = True
        while at >= begin and verb - at <= REACH:
            gap = segment.gap(at + 1).strip()
            if ")" in gap:
                at = next((k for k in range(at, begin, -1) if "(" in segment.gap(k)), begin) - 1
                continue
            if gap and (participle or OPENS.search(gap)):
                if participle:
                    return self.first_subject(number, segment, begin, at + 1)
                return self._apposed(number, segment, begin, at) or self.first_subject(number, segment, begin, at + 1)
            lower = words[at].lower
            if lower == "who":
                return self._antecedent(number, segment, begin, at - 1)
            if lower in ("and", "but", "or", "then", "to", "for", "by", "of", "before", "after", "while", "when"):
                return self.first_subject(number, segment, begin, at)
            phrase = self.ending(number, segment, begin, at)
            if phrase is None:
                return None if first and not participle else self.first_subject(number, segment, begin, at + 1)
            before = words[phrase.first - 1] if phrase.first > begin else None
            close = before is not None and not segment.gap(phrase.first).strip()
            if close and before is not None and before.lower in ("and", "&"):
                joined = self.ending(number, segment, begin, phrase.first - 2)
                if joined is not None and not segment.gap(phrase.first - 1).strip() and joined.kind != "noun":
                    at, first = phrase.first - 2, False
                    continue
            if close and before is not None and before.lower in PREPOSITIONS:
                if participle and first and before.lower == "with":
                    return phrase
                at, first = _before_close(words, begin, phrase.first - 2), False
                continue
            if participle and not first:
                return self.first_subject(number, segment, begin, at + 1)
            return phrase
        return None

    def opening(self, number: int, segment: Segment, i: int, stop: int) -> Phrase | None:
        """Return the phrase at token ``i`` if an apposition stands between it and its verb of speech.

        So whoever is named in that is not taken for the subject: "the director, whose sons are Bram, 5, and Ivor, 12,
        tells Variety".
        """
        words = segment.tokens
        phrase = self.forward(number, segment, i, stop)
        if phrase is None or phrase.first != i or phrase.kind not in ("entity", "pronoun", "role"):
            return None
        phrase = self.apposition(number, segment, phrase, stop)
        if phrase.last >= stop or segment.gap(phrase.last).strip() != ",":
            return None
        related = words[phrase.last].lower in ("who", "whose")
        for verb in range(phrase.last + 1, min(stop, i + REACH)):
            if is_speech(words, verb) and verb not in self.inside[number] and segment.gap(verb).strip() == ",":
                return phrase
            if segment.gap(verb).strip() not in ("", ",", "’", "'") and not related:
                return None
        return None

    def joined(self, number: int, segment: Segment, phrase: Phrase) -> int | None:
        """Return who speaks together with the person of ``phrase``: "Ada Quill and her husband Bram Hale said"."""
        words = segment.tokens
        at = phrase.last
        if (
            at + 1 >= len(words)
            or not words[at].joined
            or words[at].lower not in ("and", "&")
            or self.entities.all[phrase.entity].type != "person"
        ):
            return None
        if phrase.first and segment.gap(phrase.first).strip() == "," and self.entity_ending(number, phrase.first - 1):
            return None  # one of a list
        other = self.forward(number, segment, at + 1, len(words))
        if other is None or other.kind != "entity" or self.entities.all[other.entity].type != "person":
            return None
        begin = phrase.first
        behind_verb = begin > 0 and is_speech(words, begin - 1) and words[begin - 1].lower not in TRANSITIVE
        end = other.last
        if behind_verb:  # "said Ada Quill and Bram Hale."
            closed = end >= len(words) or not words[end].joined or words[end].lower in PREPOSITIONS
            return other.entity if closed and words[begin].joined else None
        while end < len(words) and words[end].joined and self._is_adverb(number, words[end], end):
            end += 1
        return other.entity if end < len(words) and words[end].joined and is_speech(words, end) else None

    def _antecedent(self, number: int, segment: Segment, begin: int, at: int) -> Phrase | None:
        """Return the phrase before "who", which ends with token ``at``; nobody who is told something there."""
        phrase = self.ending(number, segment, begin, at) if at >= begin else None
        if phrase is not None and phrase.first > begin and segment.lowers[phrase.first - 1] in TRANSITIVE:
            return None
        return phrase

    def _is_adverb(self, number: int, word: Token, at: int) -> bool:
        if self.entity_ending(number, at) is not None:
            return False
        return (word.lower in _ADVERBS and word.lower != "who") or (word.lower.endswith("ly") and not word.capital)

    def _apposed(self, number: int, segment: Segment, begin: int, at: int) -> Phrase | None:
        """Return the phrase before the apposition that ends at ``at``: "Ada Quill, 42, of the Hale Trust, said"."""
        words = segment.tokens
        rest: Phrase | None = None
        end = at
        for k in range(at, max(begin, at - _LONGEST_APPOSITION) - 1, -1):
            gap = segment.gap(k)
            if k > begin and not OPENS.search(gap) and ")" not in gap:
                continue
            lower = words[k].lower
            other = lower in _BEGINS_ADVERBIAL or lower.endswith("ing") or lower in _RELATIVES
            phrase = None if other and lower not in _CLAUSES else self.ending(number, segment, k, end)
            if phrase is not None and not is_object(words, phrase.first, k):
                if phrase.kind == "pronoun" or (
                    phrase.kind == "entity" and self.entities.all[phrase.entity].type == "person"
                ):
                    return phrase
                if rest is None or phrase.kind in ("entity", "name"):
                    rest = phrase
                if lower in _CLAUSES:
                    return rest
            end = k - 1
        return rest

    def first_subject(self, number: int, segment: Segment, begin: int, end: int) -> Phrase | None:
        """Return the first phrase of ``begin:end`` that may be a subject, if it can outside adverbial clauses."""
        words = segment.tokens
        adverbial = False
        later: Phrase | None = None
        at = begin
        while at < end:
            if at == begin or OPENS.search(segment.gap(at)):
                adverbial = words[at].lower in _BEGINS_ADVERBIAL or words[at].lower.endswith("ing")
            if at in self.inside[number]:
                at += 1
                continue
            hit = self.entities.at.get((number, at))
            last = hit[1] if hit is not None else at + 1
            phrase = self.ending(number, segment, begin, last - 1)
            if phrase is not None and phrase.kind == "noun":
                phrase = None
            if phrase is not None and phrase.kind in ("role", "name", "entity"):
                whole = self.forward(number, segment, phrase.first, end)
                phrase, last = (whole, whole.last) if whole is not None else (phrase, last)
                phrase = self.apposition(number, segment, phrase, end)
            if phrase is not None and not words[phrase.last - 1].possessive:
                item = later is not None and _is_listed(segment, phrase)
                if is_object(words, phrase.first, begin):
                    pass
                elif not adverbial and not item:
                    return phrase
                elif later is None:
                    later = phrase
            at = max(last, at + 1)
        return later

    def entity_ending(self, number: int, i: int) -> tuple[int, int] | None:
        """Return the first token of the name that ends with token ``i``, and its entity; None where no name does."""
        for first in range(i, max(-1, i - 7), -1):
            hit = self.entities.at.get((number, first))
            if hit is not None:
                return (first, hit[0]) if hit[1] == i + 1 else None
        return None

    def apposition(self, number: int, segment: Segment, phrase: Phrase, stop: int) -> Phrase:
        """Return the name behind the comma of a role: "the show’s creator, Ada Quill"; else the phrase itself."""
        if phrase.kind not in ("role", "noun"):
            return phrase
        comma = next((k for k in range(phrase.last, min(stop, phrase.last + 12)) if segment.gap(k).strip()), stop)
        if comma < stop and segment.gap(comma).strip() == ",":
            named = self.forward(number, segment, comma, stop)
            if named is not None and named.kind == "entity" and self.entities.all[named.entity].type == "person":
                return named
        return phrase

    def forward(self, number: int, segment: Segment, i: int, stop: int) -> Phrase | None:
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
                found = self.ending(number, segment, i, end - 1) or found
                if words[end - 1].possessive:
                    found = None
                elif end < len(words) and self.entities.all[hit[0]].type == "person" and not words[end].joined:
                    break
                continue
            if word.lower in _ENDS_PHRASE or (end > i and is_speech(words, end)):
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
            if word.lower in FUNCTION_WORDS and word.lower not in DETERMINERS and word.lower not in PRONOUNS:
                if word.lower not in ("and", "&"):
                    break
            elif (phrase := self.ending(number, segment, i, end)) is not None and (
                found is None or phrase.kind != "noun" or found.kind == "noun"
            ):
                found = phrase
                if phrase.kind in ("pronoun", "writer"):
                    break
            end += 1
        return found

    def ending(self, number: int, segment: Segment, begin: int, at: int) -> Phrase | None:
        """Return the phrase that ends with token ``at`` and does not begin before ``begin``."""
        words = segment.tokens
        if at < begin or at in self.inside[number] or words[at].possessive:
            return None
        word = words[at]
        hit = self.entity_ending(number, at)
        if hit is not None:
            first, entity = hit
            if self.entities.all[entity].type not in SPEAKER_TYPES:
                return None
            return Phrase(_phrase_start(words, begin, first), at + 1, "entity", entity)
        if (account := _account_start(segment, begin, at)) is not None:
            return Phrase(account, at + 1, "handle")
        lower = word.lower
        if lower in PRONOUNS:
            return Phrase(at, at + 1, "pronoun")
        if lower in _WRITER:
            return Phrase(at, at + 1, "writer")
        if (lower in SPEAKERS and not word.capital) or lower.endswith("year-old") or "-of-" in lower or TURNED in lower:
            return Phrase(_determiner(words, begin, at), at + 1, "role")
        if word.capital:
            return self._name_ending(number, begin, at)
        if word.lower not in FUNCTION_WORDS and not word.capital and word.text[0].isalpha():
            first = _determiner(words, begin, at)
            if first < at and words[first].lower in DETERMINERS:
                return Phrase(first, at + 1, "noun")
        return None

    def _name_ending(self, number: int, begin: int, at: int) -> Phrase | None:
        """Return the phrase that ends in capitals which are no entity's: an institution's, or a name seen only here."""
        words = self.entities.document_text.segments[number].tokens
        lower = words[at].lower
        first = at
        while first > begin and continues_name(words, first) and words[first - 1].lower not in FUNCTION_WORDS:
            held = self.entity_ending(number, first - 1)
            if held is not None:
                if words[at].text.isupper() and first == at and self.entities.all[held[1]].type == "person":
                    return Phrase(held[0], at + 1, "entity", held[1])  # an order or a degree behind a name
                break
            first -= 1
        if first == at:
            if lower in SPEAKERS and self.entities.find_person(words[at].text) is None:
                return Phrase(_determiner(words, begin, at), at + 1, "role")
            if lower in _NOBODY or (words[at].first and self.entities.document_text.is_word(lower)):
                return None
        elif lower in _NOBODY and lower not in PLACE_NOUNS:
            return None
        return Phrase(_phrase_start(words, begin, first), at + 1, "name")


def _who(segment: Segment, begin: int, at: int) -> int:
    """Return where "who" stands if only a time stands between it and token ``at``: "who earlier this week"."""
    when = at
    while when >= begin and segment.lowers[when] in _WHEN:
        when -= 1
    return when if when >= begin and segment.lowers[when] == "who" else at


def _is_listed(segment: Segment, phrase: Phrase) -> bool:
    """Return whether a name is an item of a list that ends in a comma: "After thanking Roe, Quill, and Hale, he"."""
    words, first, last = segment.tokens, phrase.first, phrase.last
    if last >= len(words) or segment.gap(last).strip() != ",":
        return False
    return words[last].lower == "and" or (
        first > 1 and words[first - 1].lower == "and" and segment.gap(first - 1).strip() == ","
    )


def _account_start(segment: Segment, begin: int, at: int) -> int | None:
    """Return where a name on a network begins that ends with token ``at``: "@quill.fan", "Quill_Fan", "Quill59"."""
    first = at
    while first > begin and segment.gap(first) in ("_", "__", "."):
        first -= 1
    text = segment.text[segment.tokens[first].start : segment.tokens[at].end]
    if text[0] == "@" or "_" in text or (text[:1].isalpha() and text[-1:].isdecimal() and len(text) > 3):
        return first
    return None


def _before_close(words: list[Token], begin: int, at: int) -> int:
    """Return the token before the words that end with ``at`` and lead on to more of a description."""
    while at > begin and words[at].lower in _CLOSE and words[at].joined:
        at -= 1
    return at


def is_speech(words: list[Token], at: int) -> bool:
    """Return whether token ``at`` is a verb of speech."""
    if words[at].lower in ("put", "puts"):
        return words[at + 1 : at + 2] != [] and words[at + 1].lower == "it"  # "as Ada Quill puts it"
    if words[at].lower in ("went", "goes"):
        return _goes_on(words, at)
    if words[at].lower in _BACK:
        return words[at + 1 : at + 2] != [] and words[at + 1].lower == "back"
    return words[at].lower in SPEECH_VERBS and not words[at].capital


def _goes_on(words: list[Token], at: int) -> bool:
    """Return whether "went" at token ``at`` is of speech: "she went on.", "went on to say", "went on about"."""
    following = words[at + 1 : at + 4]
    if not following or following[0].lower != "on" or not following[0].joined:
        return False
    if len(following) < 2 or not following[1].joined:
        return True
    if following[1].lower == "to":
        return len(following) > 2 and following[2].lower in _TO_SAY
    return following[1].lower == "about"


def is_unsaid(words: list[Token], at: int) -> bool:
    """Return whether a verb of speech is no act of the sentence: "could not read", "the reports"."""
    if not at:
        return False
    before = words[at - 1].lower
    passive = before in _BE and not words[at].lower.endswith("ing") and words[at].lower != "quoted"
    if passive and words[at + 1 : at + 2] and words[at + 1].lower == "by":
        passive = False
    return passive or before in _MODALS or (before in DETERMINERS and words[at].joined)


def is_object(words: list[Token], first: int, begin: int) -> bool:
    """Return whether a phrase is spoken to or about: "with Collider", "told Jane Roe"."""
    if first <= begin:
        return False
    before = words[first - 1]
    return words[first].joined and (before.lower in PREPOSITIONS or before.lower in TRANSITIVE)


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


def _phrase_start(words: list[Token], begin: int, first: int) -> int:
    """Return where the phrase begins whose name begins at ``first``: with roles and names before it."""
    while first > begin and words[first].joined:
        before = words[first - 1]
        if before.lower in SPEAKERS and not before.possessive:
            return _determiner(words, begin, first - 1)
        if not before.capital or before.lower in FUNCTION_WORDS or before.lower in STARTERS:
            break
        first -= 1
    return first


def continues_name(words: list[Token], i: int) -> bool:
    """Return whether token ``i`` goes on with the run of capitalised words before it."""
    return i > 0 and words[i].joined and words[i - 1].capital and not words[i - 1].possessive
