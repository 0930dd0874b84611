"""Coreference: which of the people named so far a pronoun or a role refers to, by their roles and genders."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from pullquote.cache.annotate.entities import ArticleEntities, ArticleEntity, is_aside
from pullquote.cache.annotate.text.document_text import gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import (
    FUNCTION_WORDS,
    PRONOUN_GENDERS,
    ROLE_NOUNS,
    SPEECH_VERBS,
    gender_of_noun,
)
from pullquote.cache.core.article import WORK_TYPES

_REACH = 60
"""People named before a pronoun that are tried."""
_SENTENCES = 4
"""Sentences before a pronoun in which whom it means is looked for, once one has a fitting person."""
DETERMINERS = frozenset("a an one another the his her their its this that our my".split())
PREPOSITIONS = frozenset(
    "of for from with at to in on by via against alongside about into through opposite near under over among between"
    " without including toward towards behind beside beyond within across around inside outside".split()
)


_FOLLOWED = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
"""Pronouns that are led back to a name wherever they stand, with the gender each says."""
_PRONOUNS = frozenset(_FOLLOWED)
_SUBJECTS = frozenset(("he", "she"))
_OWNERS = frozenset(("his", "her"))


_EARLY = 4
_OFTEN = 2
"""Pronouns that outweigh a first name, where none agrees with it."""
_PLACES_READ = 20
_NEAR = 25  # tokens behind a name
_QUOTES = '“”"„«»'
_BEFORE_VERBS = frozenset("also then later once recently even still now".split())
_WORDS = frozenset(
    (word,) for word in "apology statement post letter message tweet comments words remarks speech".split()
)
"""What is somebody's words: who owns them is as good as their sentence's subject."""
_AUXILIARIES = frozenset("is was has had will would can could did does made left took won came went gave".split())


class Mentioned(NamedTuple):
    """A person named outside quotations, by name or by a pronoun: used to resolve pronouns and roles.

    ``subject`` is false after a preposition, in parentheses and for owners ("with Jane Roe", "Roe's film"). Who
    ``speaks`` has a verb of speech right behind; a name that stands ``late`` in its sentence and does nothing there is
    hardly its subject ("stars Jane Roe").
    """

    segment: int
    token: int
    entity: int
    sentence: int
    subject: bool = True
    pronoun: bool = False
    speaks: bool = False
    late: bool = False


class Coreference:
    """The people an article names outside its quotations, in order. ``inside`` are quoted tokens, by segment."""

    def __init__(self, entities: ArticleEntities, inside: list[set[int]]) -> None:
        self.entities = entities
        self.inside = inside
        self.mentioned: list[Mentioned] = []
        self.roles: dict[str, set[int]] = {}
        self.ages: dict[str, int] = {}
        """People by the age the article gives them: "Jane Roe, 42"."""
        self.last_speaker: int | None = None
        """Who spoke last: whom a pronoun more likely means than others."""
        self.headed: list[int] = []
        """The people the headline names, in order."""
        self.headliner: int | None = None
        """The only person the headline names, whom the article is about."""
        self._sentences: dict[int, int] = {}
        self._followed = 0
        self._collect()

    def _collect(self) -> None:
        sentence = 0
        for number, segment in enumerate(self.entities.document_text.segments):
            if segment.kind == "title":
                self.headed = [entity for _, _, entity in self.entities.named_in(number) if self._is_person(entity)]
                self.headliner = self.headed[0] if len(set(self.headed)) == 1 else None
            if segment.kind in ("embed", "table", "list", "caption") or segment.block < 0:
                continue
            sentence += 1
            self._sentences[number] = sentence
            starts = segment.sentences
            for i, last, entity in self.entities.named_in(number):
                if self._is_person(entity) and i not in self.inside[number]:
                    begun = bisect_right(starts, i)
                    subject = (
                        not (segment.tokens[last - 1].possessive and segment.lowers[last : last + 1] not in _WORDS)
                        and not (i and segment.tokens[i].joined and segment.tokens[i - 1].lower in PREPOSITIONS)
                        and not segment.gap(i).endswith("(")
                    )
                    self.mentioned.append(
                        Mentioned(
                            number,
                            i,
                            entity,
                            sentence + begun,
                            subject,
                            speaks=subject and _speaks(segment, last),
                            late=_is_late(segment, i, last, starts[begun - 1] if begun else 0),
                        )
                    )
                    self._learn_role(segment, i, last, entity)
            sentence += len(starts)

    def _learn_role(self, segment: Segment, first: int, last: int, entity: int) -> None:
        words = segment.tokens
        for back in range(1, 4):
            if first - back < 0 or not words[first - back + 1].joined or words[first - back].lower in SPEECH_VERBS:
                break
            if words[first - back].lower in ROLE_NOUNS and not words[first - back].possessive:
                self.roles.setdefault(words[first - back].lower, set()).add(entity)
        if last >= len(words) or words[last - 1].possessive:
            return
        gap = segment.gap(last)
        if gap.startswith((",", " (")):
            if words[last].text.isdecimal():
                self.ages.setdefault(words[last].text, entity)
            self._learn_apposed(words[last : last + 12], entity)
        elif gap == " " and words[last].lower in ("is", "was") and words[last + 1 : last + 2]:
            self._learn_apposed(words[last + 1 : last + 7] if words[last + 1].lower in DETERMINERS else [], entity)

    def _learn_apposed(self, words: list[Token], entity: int) -> None:
        """Learn the role of an apposition: the first noun for somebody, up to the verb."""
        for word in words:
            if word.lower in SPEECH_VERBS or word.first or word.lower in ("and", "who", "which"):
                break
            if word.lower in ROLE_NOUNS and not word.possessive:
                self.roles.setdefault(word.lower, set()).add(entity)
                break

    def with_role(self, number: int, i: int, roles: frozenset[str], gender: str) -> int | None:
        """Return who has one of these roles in the article: of several whoever was named last before token ``i``."""
        owners = {entity for role in roles for entity in self.roles.get(role, ()) if self.fits(entity, gender)}
        if len(owners) < 2:
            return next(iter(owners), None)
        at = bisect_left(self.mentioned, (number, i))
        named = (m.entity for m in reversed(self.mentioned[max(0, at - _REACH) : at]) if m.entity in owners)
        return next(named, None)

    def epithet(self, number: int, segment: Segment, i: int, absent: frozenset[int] = frozenset()) -> int | None:
        """Resolve "the <Title> actress", "the 35-year-old star": the person the article is most about.

        Of those named right before, if there are any who fit; nobody of ``absent``.
        """
        words = segment.tokens
        back = i - 1
        while back >= 0 and i - back < 8 and words[back].lower not in DETERMINERS:
            back -= 1
        between = range(back + 1, i)
        titled = any(
            (hit := self.entities.at.get((number, k))) and self.entities.all[hit[0]].type in WORK_TYPES for k in between
        )
        aged = any(words[k].lower.endswith("year-old") for k in between)
        if not titled and not aged:
            return None
        lower = words[i].lower
        gender = gender_of_noun(lower) or "u"
        fitting = [
            k
            for k, m in enumerate(self.entities.all)
            if m.type == "person" and m.places and k not in absent and self.fits(k, gender)
        ]
        at = bisect_left(self.mentioned, (number, i))
        near = {m.entity: m.token for m in self.mentioned[max(0, at - _REACH) : at] if m.segment >= number - 1}
        return max(
            [k for k in fitting if k in near] or fitting,
            key=lambda k: (len(self.entities.all[k].places), near.get(k, -k)),
            default=None,
        )

    def _is_person(self, entity: int) -> bool:
        return self.entities.all[entity].type == "person"

    def follow(self, number: int) -> None:
        """Lead the pronouns of the segments up to ``number`` back to names, each by those before it.

        Somebody spoken of in one sentence after another is seldom named again: without these places a pronoun would
        mean whoever happened to be named last.
        """
        while self._followed <= number:
            segment = self.entities.document_text.segments[self._followed]
            if self._followed in self._sentences:
                for i in segment.indices(_PRONOUNS):
                    if i not in self.inside[self._followed]:
                        self._follow(self._followed, segment, i)
            self._followed += 1

    def _follow(self, number: int, segment: Segment, i: int) -> None:
        lower = segment.lowers[i]
        subject = lower in _SUBJECTS
        absent: frozenset[int] = frozenset()
        if not subject and not (lower in _OWNERS and _owns(segment, i)):
            sentence = self.sentence(number, i)
            absent = frozenset(m.entity for m in self.named_before(number, i) if m.subject and m.sentence == sentence)
        entity = self.recent(number, i, _FOLLOWED[lower], absent)
        if entity is not None and entity not in absent:
            self.note(number, i, entity, subject=subject)

    def note(self, number: int, i: int, entity: int, *, subject: bool = True) -> None:
        """Count a resolved pronoun or role as a mention, for the next one."""
        at = bisect_left(self.mentioned, (number, i))
        mention = Mentioned(number, i, entity, self.sentence(number, i), subject, pronoun=True)
        if at < len(self.mentioned) and self.mentioned[at][:2] == (number, i):
            if self.mentioned[at].pronoun:
                self.mentioned[at] = mention
            return
        self.mentioned.insert(at, mention)

    def sentence(self, number: int, i: int) -> int:
        """Return the number of the sentence token ``i`` of a segment stands in, counted over the article."""
        return self._sentences.get(number, 0) + bisect_right(self.entities.document_text.segments[number].sentences, i)

    def named_before(self, number: int, i: int) -> list[Mentioned]:
        """Return the people named in segment ``number`` before token ``i``, outside quotations."""
        return self.mentioned[bisect_left(self.mentioned, (number, 0)) : bisect_left(self.mentioned, (number, i))]

    def is_named_in(self, number: int, entity: int | None) -> bool:
        """Return whether somebody is named in segment ``number`` outside quotations, or meant by a pronoun there."""
        named = self.named_before(number, len(self.entities.document_text.segments[number].tokens))
        return any(m.entity == entity for m in named)

    def recent(
        self, number: int, i: int, gender: str, absent: frozenset[int] = frozenset(), *, role: bool = False
    ) -> int | None:
        """Return the person a pronoun (or a ``role``) at token ``i`` means, of those named in the sentences before.

        The nearer the sentence the likelier; subjects, who was last meant by a pronoun, who spoke last and, of a
        pronoun, who is alone in the headline are likelier than others; nobody of ``absent`` is meant if it can be
        helped.
        """
        at = bisect_left(self.mentioned, (number, i))
        best: tuple[float, int] | None = None
        nearest: int | None = None
        other = False
        for m in reversed(self.mentioned[max(0, at - _REACH) : at]):
            if not self.fits(m.entity, gender):
                other = other or (m.subject and m.segment < number)
                continue
            if nearest is None and other and not self._is_known(m, number, gender):
                break
            nearest = m.sentence if nearest is None else nearest
            if nearest - m.sentence > _SENTENCES:
                break
            score = (m.sentence - nearest) - (0 if m.subject or m.pronoun else 1.5) - (8 if m.entity in absent else 0)
            score += 1.6 if m.speaks and m.segment == number else 0
            score -= 0.6 if m.late and m.subject else 0
            score += 0.6 if (m.pronoun and not role) or m.entity == self.last_speaker else 0
            score += 1 if m.entity == self.headliner and not role else 0
            unsure = gender != "u" and self.entities.all[m.entity].gender != gender
            score -= 0.7 if unsure and (m.late or not m.subject) else 0
            if best is None or score >= best[0]:
                best = (score, m.entity)
        if best is None:
            return next((entity for entity in self.headed if self.fits(entity, gender) and entity not in absent), None)
        return best[1] if best else None

    def _is_known(self, mention: Mentioned, number: int, gender: str) -> bool:
        """Return whether a pronoun of segment ``number`` may lead back to a mention past others.

        It may to a subject, to one that is near and to the only person of its gender.
        """
        return (
            (mention.subject and not mention.late)
            or mention.pronoun
            or mention.segment >= number - 1
            or mention.entity in (self.headliner, self.last_speaker)
            or not any(
                m.entity != mention.entity and self.entities.all[m.entity].gender == gender for m in self.mentioned
            )
        )

    def fits(self, entity: int, gender: str) -> bool:
        """Return whether a person may be meant by a word of this gender."""
        own = self.entities.all[entity].gender
        return gender == "u" or own in (None, "u", gender)


def _speaks(segment: Segment, last: int) -> bool:
    """Return whether the verb right behind a name, which ends before token ``last``, is one of speech."""
    return last < len(segment.tokens) and segment.tokens[last].joined and segment.lowers[last] in SPEECH_VERBS


def _is_late(segment: Segment, i: int, last: int, begin: int) -> bool:
    """Return whether a name at ``i:last`` stands late in its sentence, from ``begin``, and does nothing there."""
    if i - begin < _EARLY:
        return False
    while last + 1 < len(segment.tokens) and (
        segment.lowers[last] in _BEFORE_VERBS or segment.lowers[last].endswith("ly")
    ):
        last += 1
    following = segment.tokens[last] if last < len(segment.tokens) and segment.tokens[last].joined else None
    return (
        following is None
        or following.capital
        or not (
            following.lower in _AUXILIARIES or following.lower in SPEECH_VERBS or following.lower.endswith(("ed", "s"))
        )
    )


def _owns(segment: Segment, i: int) -> bool:
    """Return whether the "her" at token ``i`` is an owner's: a noun follows."""
    following = segment.tokens[i + 1 : i + 2]
    return bool(following) and following[0].joined and following[0].lower not in FUNCTION_WORDS


def guess_gender(entities: ArticleEntities) -> None:
    """Set the gender of every person: from the first name, else from the pronouns that follow their mentions.

    Where these are always the other ones, the first name is not what it seems: "Mikey Roe … she".
    """
    for entity in entities.all:
        if entity.type != "person":
            continue
        first = entity.name.split()[0].lower()
        gender = gender_of(first)
        if gender is None:
            gender = gender_of_noun(first)
        if gender in ("m", "f"):
            tally = _tally(entities, entity, strict=True)
            other = "f" if gender == "m" else "m"
            entity.gender = other if tally[other] >= _OFTEN and not tally[gender] else gender
        else:
            tally = _tally(entities, entity, beside=False)
            if tally["m"] == tally["f"]:
                tally = _tally(entities, entity)
            entity.gender = gender if tally["m"] == tally["f"] else max(tally, key=tally.__getitem__)
    _guess_last_gender(entities)


def _guess_last_gender(entities: ArticleEntities) -> None:
    """Set the gender of the only person whose name tells none, if "he" or "she" can mean nobody else."""
    people = [entity for entity in entities.all if entity.type == "person" and entity.places]
    unknown = [entity for entity in people if entity.gender in (None, "u")]
    if len(unknown) != 1:
        return
    for gender, pronouns in (("m", frozenset(("he",))), ("f", frozenset(("she",)))):
        if any(entity.gender == gender for entity in people):
            continue
        count = 0
        for number, segment in enumerate(entities.document_text.segments):
            for i in segment.indices(pronouns):
                start = segment.tokens[i].start
                count += not any(run.start <= start < run.end for run in entities.document_text.quoted[number])
        if count >= _OFTEN:
            unknown[0].gender = gender
            return


def _tally(
    entities: ArticleEntities, entity: ArticleEntity, *, strict: bool = False, beside: bool = True
) -> dict[str, int]:
    """Return how often "he" and "she" follow the mentions of a person before anybody else is named.

    Mentions ``beside`` a sentence's subject count too, unless what follows may be the subject's.
    ``strict``, only where nothing but the person can be meant; else nouns before the name count too.
    """
    tally = {"m": 0, "f": 0}
    for place in entity.places[:_PLACES_READ]:
        segment = entities.document_text.segments[place.segment]
        words = segment.tokens
        aside = is_aside(segment, place.first)
        if (aside and not beside) or (strict and (aside or words[place.last - 1].possessive or segment.headline)):
            continue
        for i in range(place.last, min(len(words), place.last + _NEAR)):
            hit = entities.at.get((place.segment, i))
            if hit is not None and entities.all[hit[0]].type == "person":
                break
            if strict and (gender_of_noun(words[i].lower) or any(mark in segment.gap(i) for mark in _QUOTES)):
                break
            kind = PRONOUN_GENDERS.get(words[i].lower)
            if kind and aside and words[i].lower in _OWNERS:
                break  # "spoke to Roe about his work"
            if kind:
                tally[kind] += 1
                break
        for i in range(max(0, place.first - 3), 0 if strict else place.first):
            kind = gender_of_noun(words[i].lower)
            if kind:
                tally[kind] += 1
    return tally
