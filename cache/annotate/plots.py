"""Characters whom nothing names as such, but who act in a story: "The series follows Maren, who finds a body".

A paragraph tells a story when its words say so (``_Teller.degree``). What stands around a name there adds up; names
of people with signs of a real life (a role, an age, a credit) are left alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pullquote.cache.annotate.characters import ACTS
from pullquote.cache.annotate.entities import ACCEPT, Candidate, Candidates, name_without_honorifics, short_names
from pullquote.cache.annotate.plot_words import (
    CONTESTS,
    FRAMES,
    MUSIC,
    OTHER_VERBS,
    PEOPLE_NOUNS,
    PLOT_VERBS,
    PURSUITS,
    REAL_LIFE,
    RELATIONS,
    STORY_NOUNS,
    STORY_VERBS,
    TALES,
    TELLINGS,
)
from pullquote.cache.annotate.text.capitals import capital_runs
from pullquote.cache.annotate.text.document_text import (
    MANY,
    SOME,
    DocumentText,
    Place,
    gender_of,
    is_doubtful_first_name,
)
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import (
    COMMON_WORDS,
    DEMONYMS,
    ENTERTAINMENT_WORDS,
    FUNCTION_WORDS,
    HONORIFICS,
    NEVER_A_TITLE_ALONE,
    PLACE_NOUNS,
    PLACES,
    ROLE_NOUNS,
    SAID,
    STARTERS,
)

_REAL = frozenset(
    (ACTS, "role word", "age", "credited", "link to a person", "declared by the page", "signature", "parenthesis")
)
"""Evidence that a name is that of somebody real."""
_NOBODY = (
    frozenset("god jesus christ satan lord".split())
    | DEMONYMS
    | PLACES
    | PLACE_NOUNS
    | HONORIFICS
    | FUNCTION_WORDS
    | NEVER_A_TITLE_ALONE
)
_OPENERS = STARTERS | FUNCTION_WORDS | ROLE_NOUNS | HONORIFICS | DEMONYMS
_SPOKEN = SAID & frozenset("said told added replied explained wrote tweeted recalled joked noted stated posted".split())
_SEERS = frozenset("we you viewers audiences fans readers trailer teaser clip finale episode film movie".split())
_SEEN = frozenset("see sees hear hears watch find finds meet meets shows show follow introduces features".split())
_ADVERBS = frozenset("also still then finally now soon eventually later never even once both all just".split())
_NO_STORY = frozenset(
    "during according including regarding following concerning being king evening morning directing producing writing"
    " starring playing hosting returning serving joining reprising performing appearing voicing portraying".split()
)
"""Words in "-ing" that are none of a story's."""
_STRIVES = frozenset("trying attempting struggling pretending plotting scheming escaping".split())
_CREDITS = frozenset("by starring actor actress actors star stars co-star director filmmaker writer opposite".split())
_PERFORMS = frozenset(
    "play plays played stars starred directs directed delivers portrays voices voiced earned won wrote writes gave said"
    " says told joined joins co-stars reprises announced posted shared".split()
)
_MADE = frozenset(
    "performance performances film films direction directorial script screenplay portrayal acting career series"
    " character role version take work show movie feature debut turn voice delivery novel book".split()
)
_STRONG = frozenset(
    ("the story follows", "named in the story", "seen in the story", "named beside characters", "has in the story")
)
_AFTER_PURSUITS = frozenset("by with to about off of".split())
_FULL = 0.6
_FULL_AMONG = 0.4
_LONGEST_NAME = 3
_TOLD = 0.5
_AGAIN = 0.15
_SURE = 0.3
"""What a name needs where the article has two characters already and nothing speaks for a real person."""


def find_in_plots(
    document_text: DocumentText,
    people: Candidates,
    works: Candidates,
    characters: Candidates,
    blocked: set[tuple[int, int]],
) -> None:
    """Add to ``characters`` the names that only act in a story; ``blocked`` are tokens of other names."""
    if document_text.about_screens >= SOME:
        _Teller(document_text, people, works, characters).find(blocked)


@dataclass(slots=True)
class _Name:
    """A name that may be a character's; ``outside`` counts its places where no story is told.

    ``real`` is whether a place speaks for somebody real.
    """

    candidate: Candidate
    places: list[Place] = field(default_factory=list)
    told: int = 0
    outside: int = 0
    real: bool = False

    @property
    def weight(self) -> float:
        return self.candidate.weight + _AGAIN * (self.told > 1)

    @property
    def is_sure(self) -> bool:
        """Return whether a name of one word is somebody's at all."""
        text = self.candidate.name
        known = gender_of(text) is not None and not is_doubtful_first_name(text.lower())
        return known or "named beside characters" in self.candidate.evidence


class _Teller:
    def __init__(
        self, document_text: DocumentText, people: Candidates, works: Candidates, characters: Candidates
    ) -> None:
        self.document_text = document_text
        self.people = people
        self.works = works
        self.characters = characters
        self.names: dict[str, _Name] = {}
        self.alone: Counter[str] = Counter()
        self.inside: set[str] = set()
        headline = document_text.document.title or ""
        self.telling = 0.5 if not TELLINGS.isdisjoint(headline.lower().split()) else 0.0
        if not CONTESTS.isdisjoint(document_text.words):
            self.telling = -1.0
        self.taken = {word for c in people if self._is_real(c) for word in _parts(c.name)}
        self.cast = {word for c in characters if c.weight >= ACCEPT for word in (c.name, *_parts(c.name))}

    def find(self, blocked: set[tuple[int, int]]) -> None:
        """Weigh every name of the article and keep the believed ones."""
        told = self._told()
        if told or not (FRAMES | {"story"}).isdisjoint(self.document_text.words):
            for number, segment in enumerate(self.document_text.segments):
                if segment.headline or segment.kind == "embed":
                    continue
                runs = [*self._runs(segment, number, blocked)]
                for place in runs:
                    self._weigh(segment, place, told=number in told)
                if number in told:
                    self._beside(segment, runs)
            self._fold()
            self._accept()
        self._settle_known(told)

    def _told(self) -> set[int]:
        """Return the numbers of the segments that tell a story."""
        told: set[int] = set()
        degree = 0.0
        for number, segment in enumerate(self.document_text.segments):
            if not segment.headline and segment.kind != "embed":
                degree = self.degree(segment, degree)
                if degree >= _TOLD:
                    told.add(number)
        return told

    def degree(self, segment: Segment, before: float) -> float:
        """Return how much a segment tells a story, from ``_TOLD`` on; ``before`` is that of the segment before it."""
        words = segment.vocabulary
        degree = self.telling
        if not FRAMES.isdisjoint(words) and self._is_of_tales(segment):
            degree += 0.5
        degree += 0.5 * min(2, len(words & STORY_NOUNS))
        if not self.cast.isdisjoint(segment.texts):
            degree += 1.0
        if before >= 1.0:
            degree += 0.5
        if not REAL_LIFE.isdisjoint(words):
            degree -= 1.0
        if not _SPOKEN.isdisjoint(words):
            degree -= 0.5
        return degree

    def _is_real(self, person: Candidate) -> bool:
        """Return whether a title or anything but the words of the name says that somebody lives."""
        honoured = name_without_honorifics(person.name) != person.name
        return not _REAL.isdisjoint(person.evidence) or (honoured and self.telling <= 0)

    def _runs(self, segment: Segment, number: int, blocked: set[tuple[int, int]]) -> Iterator[Place]:
        """Yield the runs of capitals that may name a character, without words that open them."""
        words = segment.tokens
        for first, last in capital_runs(segment, blocked, number):
            begin = first
            while begin < last - 1 and _opens(words[begin]):
                begin += 1
            if last - begin == 1:
                self.alone[words[begin].text] += 1
            else:
                self.inside.update(segment.texts[begin:last])
            known = " ".join(segment.texts[begin:last]) in self.cast
            if known or (last - begin <= _LONGEST_NAME and self._may_be(segment, begin, last)):
                yield Place(number, begin, last)

    def _may_be(self, segment: Segment, first: int, last: int) -> bool:
        words = segment.tokens
        lowers = segment.lowers[first:last]
        named = last - first > 1 and gender_of(lowers[0]) is not None
        person = None
        if last - first > 1:
            person = self.people.get(segment.text[words[first].start : words[last - 1].end])
            if person is None and not (named and lowers[-1] not in COMMON_WORDS):
                return False
        rest = lowers[named:]
        if not (_NOBODY.isdisjoint(rest) and ENTERTAINMENT_WORDS.isdisjoint(rest)):
            return False
        if not all(w[0].isalpha() for w in rest):
            return False
        if any(text.isupper() and len(text) > 1 for text in segment.texts[first:last]):
            return False
        if last - first == 1:
            alone = self.people.get(words[first].text)
            return (alone is None or "credited" not in alone.evidence) and self._may_be_alone(segment, first)
        return person is None or (not self._is_real(person) and "speech verb" not in person.evidence)

    def _may_be_alone(self, segment: Segment, i: int) -> bool:
        """Return whether a single word may be a character's first name or nickname."""
        word = segment.tokens[i]
        before = segment.lowers[i - 1] if i and word.joined else ""
        after = segment.tokens[i + 1] if i + 1 < len(segment.tokens) else None
        if before == "the" or (before in ("a", "an") and after is not None and after.joined and not after.capital):
            return False  # "the Targs", "a Veran immigrant"
        return (
            len(word.text) > 2
            and word.text not in self.taken
            and not self.document_text.is_word(word.lower)
            and (self.document_text.upper[word.lower] > 0 or gender_of(word.lower) is not None)
        )

    def _weigh(self, segment: Segment, place: Place, *, told: bool) -> None:
        text = self.document_text.text(place)
        name = self.names.setdefault(text, _Name(Candidate(text)))
        name.places.append(place)
        name.real = name.real or _is_real_here(segment, place)
        framed = self._is_framed(segment, place.first)
        if not told and not (framed and REAL_LIFE.isdisjoint(segment.vocabulary)):
            name.outside += 1
            return
        cues = [*self._cues(segment, place)]
        if framed:
            cues.append(("the story follows", 0.5))
        name.told += bool(cues)
        for evidence, weight in cues:
            name.candidate.add(evidence, weight, place)

    def _is_of_tales(self, segment: Segment) -> bool:
        """Return whether what "follows" somebody in a segment is a film, a series or the like."""
        words = segment.vocabulary
        if not TALES.isdisjoint(words):
            return True
        return self.document_text.about_screens >= MANY and MUSIC.isdisjoint(words)

    def _is_framed(self, segment: Segment, i: int) -> bool:
        """Return whether a summary comes to its hero: "follows a young", "centers on the family of", "the story of"."""
        lowers = segment.lowers
        about = self._is_of_tales(segment)
        for k in range(i - 1, max(-1, i - 7), -1):
            if (lowers[k] in FRAMES and about) or (lowers[k] == "of" and k and lowers[k - 1] == "story"):
                return True
            if segment.tokens[k].capital or not segment.tokens[k + 1].joined:
                return False
        return False

    def _cues(self, segment: Segment, place: Place) -> Iterator[tuple[str, float]]:
        """Yield what the words around a name say for a character."""
        words, lowers = segment.tokens, segment.lowers
        first, last = place.first, place.last
        near = lowers[max(0, first - 5) : first]
        before = lowers[first - 1] if first and words[first].joined else ""
        if before == "team" or (before in ("named", "called") and not PEOPLE_NOUNS.isdisjoint(near)):
            yield "named in the story", 0.5
        elif before in ("meet", "meeting", "introduces"):
            yield "the story follows", 0.5
        elif (
            before in PURSUITS
            or before in STORY_VERBS
            or (before in _AFTER_PURSUITS and near[-2:-1] and near[-2] in PURSUITS)
        ):
            yield "object in the story", 0.3
        elif not PEOPLE_NOUNS.isdisjoint(near[-2:]):
            yield "noun of the story before it", 0.2
        if not _SEERS.isdisjoint(near) and not _SEEN.isdisjoint(near[-2:]):
            yield "seen in the story", 0.5
        yield from self._after(segment, last, before)

    def _after(self, segment: Segment, last: int, before: str) -> Iterator[tuple[str, float]]:
        """Yield what the words after a name that ends at ``last`` say for a character."""
        words, lowers = segment.tokens, segment.lowers
        if last >= len(words):
            return
        gap = segment.gap(last)
        if words[last - 1].possessive or (lowers[last - 1].endswith("s") and gap in ("’ ", "' ")):
            if not words[last].first:
                related = any(w in RELATIONS for w in lowers[last : last + 3])
                yield "has in the story", 0.3 if related else 0.1
            return
        at = last
        if gap == ", " and lowers[at] in ("who", "whose"):
            at += 1
            if at < len(words) and (lowers[at] in PLOT_VERBS or lowers[at - 1] == "whose"):
                yield "acts in the story", 0.4 if lowers[at] in STORY_VERBS else 0.15
            return
        if gap == ", " and lowers[at] in ("a", "an"):
            yield "explained in the story", 0.2
            return
        if not words[at].joined and gap != ", ":
            return
        while at < len(words) - 1 and words[at].joined and (lowers[at] in _ADVERBS or lowers[at].endswith("ly")):
            at += 1
        if words[at].capital:
            return
        if lowers[at] in STORY_VERBS:
            yield "acts in the story", 0.5
        elif lowers[at] in OTHER_VERBS:
            yield "acts in the story", 0.2
        elif lowers[at].endswith("ing") and lowers[at] not in _NO_STORY and gap != ", ":
            yield "acts in the story", 0.5 if before == "with" or lowers[at] in _STRIVES else 0.3
        elif lowers[at : at + 4] == ("and", "the", "rest", "of"):
            yield "named in the story", 0.3

    def _beside(self, segment: Segment, runs: list[Place]) -> None:
        """Believe a name beside a character: "Maren and Britt", "Maren/Britt", "Maren vs Britt"."""
        words = segment.tokens
        ends = {place.last: place for place in runs}
        for place in runs:
            gap = segment.gap(place.first).strip()
            left = ends.get(place.first) if gap in (",", "/") else None
            if left is None and place.first and words[place.first - 1].lower in ("and", "or", "vs", "&"):
                left = ends.get(place.first - 1) or ends.get(place.first - 2)
            if left is None:
                continue
            one, other = self.document_text.text(left), self.document_text.text(place)
            for known, unknown in ((one, other), (other, one)):
                believed = known in self.cast or self.names[known].candidate.weight >= ACCEPT
                if believed and unknown not in self.cast:
                    self.names[unknown].told += 1
                    self.names[unknown].candidate.add(
                        "named beside characters", 0.5, place if unknown == other else left
                    )

    def _fold(self) -> None:
        """Count for a full name what its first name and surname have alone."""
        fulls: dict[str, list[_Name]] = {}
        for text, name in self.names.items():
            if " " in text:
                for word in {text.split()[0], text.split()[-1]}:
                    fulls.setdefault(word, []).append(name)
        for text in [t for t in self.names if " " not in t and (t in self.inside or t in fulls)]:
            short = self.names.pop(text)
            if len(fulls.get(text, ())) != 1:
                continue
            whole = fulls[text][0]
            for evidence, weight in short.candidate.evidence.items():
                whole.candidate.add(evidence, weight)
            whole.told += short.told
            whole.outside += short.outside

    def _accept(self) -> None:
        believed = [n for n in self.names.values() if self._is_believed(n, ACCEPT)]
        cast = len(believed) + len([c for c in self.characters if c.weight >= ACCEPT]) + (self.telling > 0)
        if cast:
            names = self.names.values()
            believed = [n for n in names if self._is_believed(n, _SURE if cast > 1 or n.is_sure else ACCEPT)]
        for name in believed:
            for place in name.places:
                for evidence, weight in name.candidate.evidence.items():
                    self.characters.add(name.candidate.name, evidence, weight, place)
            if name.candidate.weight < ACCEPT:
                self.characters.add(name.candidate.name, "among characters", ACCEPT - name.candidate.weight)

    def _settle_known(self, told: set[int]) -> None:
        """Believe a character everybody knows where a story is told, or where it is named again."""
        others = any(c.weight >= ACCEPT for c in self.characters)
        for candidate in self.characters:
            if candidate.weight < ACCEPT:
                told_of = any(place.segment in told for place in candidate.places)
                if told_of or len(candidate.places) > 1 or others:
                    candidate.add("named in the story", ACCEPT - candidate.weight)
                    continue
                self.characters.remove(candidate.name)
                person = self.people.get(candidate.name)
                if person is not None and not self._is_real(person):
                    self.people.remove(candidate.name)

    def _is_believed(self, name: _Name, least: float) -> bool:
        text = name.candidate.name
        work = self.works.get(text)
        if (work is not None and work.weight >= ACCEPT) or not name.told:
            return False
        if " " in text:
            surname, first = self.alone[text.rsplit(" ", 1)[-1]], self.alone[text.split(" ", 1)[0]]
            evidence = name.candidate.evidence
            if name.outside or name.real or (surname > 1 and first < surname) or _STRONG.isdisjoint(evidence):
                return False
            return name.weight >= (_FULL if least == ACCEPT else _FULL_AMONG)
        return round(name.weight - least, 3) >= (0.0 if name.is_sure else 0.1) and name.outside <= name.told


def _opens(word: Token) -> bool:
    """Return whether a word stands before a name and is none of it."""
    return word.lower in _OPENERS and (gender_of(word.lower) is None or word.first or word.lower in HONORIFICS)


def _is_real_here(segment: Segment, place: Place) -> bool:
    """Return whether a name is a credit here: "by Jane Roe", "Jane Roe as Maren", "Roe’s *Ember*", "Roe (Maren)"."""
    words, lowers = segment.tokens, segment.lowers
    first, last = place.first, place.last
    before = lowers[first - 1] if first and words[first].joined else ""
    if (
        segment.gap(first).endswith("(")
        or before in _CREDITS
        or (first and words[first].joined and words[first - 1].possessive)
    ):
        return True
    if last >= len(words):
        return False
    gap = segment.gap(last)
    if words[last].joined and (lowers[last] == "as" or lowers[last] in _PERFORMS):
        return True
    if gap.endswith("(") and words[last].capital:
        return True
    if gap == ", " and lowers[last] == "who" and not _PERFORMS.isdisjoint(lowers[last + 1 : last + 4]):
        return True
    if not words[last - 1].possessive:
        return False
    quoted = gap.strip() in ("“", "‘", '"', "'")
    emphasised = any(s.kind in ("emphasis", "cite") and abs(s.start - words[last].start) < 2 for s in segment.spans)
    return quoted or emphasised or words[last].capital or lowers[last] in _MADE


def _parts(name: str) -> list[str]:
    surnames, first = short_names(name)
    return [*surnames, *([first] if first else [])]
