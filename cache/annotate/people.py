"""People: runs of capitals that begin with a first name, or stand beside a role, an age or a verb of speech."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from types import MappingProxyType

from pullquote.cache.annotate.entities import ACCEPT, READ, Candidate, Candidates, same_person
from pullquote.cache.annotate.person_evidence import is_initials, is_person_link, said_by, weigh
from pullquote.cache.annotate.text.capitals import capital_runs
from pullquote.cache.annotate.text.document_text import (
    SOME,
    DocumentText,
    Place,
    count_of,
    gender_of,
    is_doubtful_first_name,
)
from pullquote.cache.annotate.text.tokens import Segment, Token, words_of
from pullquote.cache.annotate.text.vocabulary import (
    DEMONYMS,
    FUNCTION_WORDS,
    HONORIFICS,
    PLACE_NOUNS,
    PLACE_PREPOSITIONS,
    PLACES,
    ROLE_NOUNS,
    SAID,
    STARTERS,
)
from pullquote.cache.core.names import name_key, name_words
from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

_POST_NOMINALS = frozenset("OBE MBE CBE KBE QC KC MP MEP MSP PhD Ph.D M.D MD BSc MSc MA BA DDS Esq FRS".split())
_SURNAMES = frozenset(
    "bay garden street ocean ward west north law lane day church hall park lake hill castle bridge rivers"
    " forest".split()
)
"""Words for places that are surnames too: they end a name after a first name that is nothing but that."""
_TITLED = frozenset("lady lord sir dame king queen prince princess duke duchess pope ayatollah".split())
_NOT_IN_NAMES = frozenset(
    "show series movie film season episode awards award academy golden globe globes festival studios pictures"
    " university college school street avenue park center centre theatre theater hotel museum airport hospital"
    " records radio music magazine news times post network channel tv television live tonight day week night city"
    " county island beach lake river bridge bowl cup team club band orchestra church foundation institute"
    " house hall tower building court department office agency party association society company inc corp group bank"
    " war christmas halloween summer winter spring monday tuesday wednesday thursday friday saturday sunday january"
    " february march april june july august september october november december north south east west"
    " internet twitter facebook instagram youtube google oscar oscars emmy emmys grammy grammys tony tonys"
    " hollywood broadway american british english french birthday anniversary tribute amphitheatre amphitheater"
    " pavilion auditorium coliseum ballroom casino trust fund initiative project podcast cd lp ep".split()
)
_DIGITS_OF_AGE = 2
_QUESTIONS = 3
"""Paragraphs that end as questions from which an article may be an interview."""
_NOT_ALONE = DEMONYMS | PLACES | PLACE_NOUNS | HONORIFICS | frozenset(MONTH_NUMBERS) | frozenset(WEEKDAY_NUMBERS)
_SURNAME_PLACES = frozenset(
    "washington london paris houston denver jackson austin miller berlin phoenix dallas".split()
)
_NO_LAST_WORD = FUNCTION_WORDS | SAID
_BEFORE_NAMES = HONORIFICS | ROLE_NOUNS
_OFFICES = frozenset(w for w in _BEFORE_NAMES if gender_of(w) is None)
_OPENERS = FUNCTION_WORDS | STARTERS
_NO_SURNAME = SAID | FUNCTION_WORDS | ROLE_NOUNS | PLACES | PLACE_NOUNS | _NOT_IN_NAMES


def _surnamed(words: list[Token], first: int, last: int) -> bool:
    """Return whether a place's word is a surname here: "Jane Lane said", not "at Jane Lane"."""
    if last - first != 2 or words[last - 1].lower not in _SURNAMES:
        return False
    before = words[first - 1].lower if first and words[first].joined else ""
    return (
        gender_of(words[first].lower) is not None
        and not is_doubtful_first_name(words[first].lower)
        and before not in ("the", "at", "in", "on", "near", "to", "from")
        and not (first and words[first - 1].possessive and words[first - 1].lower in PLACES)  # "Leeds's Jane Hall"
    )


_ON_STAGE = frozenset(
    "singer rapper musician vocalist singer-songwriter songwriter popstar pop-star actor actress influencer youtuber"
    " comedian dj mc".split()
)
"""Roles of people who are known by one word: "the rapper Vell"."""
_HUMAN = frozenset(
    "sang wrote directed married divorced dated gave posted tweeted thanked wore sported accessorized accessorised"
    " performed headlined".split()
)
"""Verbs that only people are the subjects of."""
_PUBLIC = frozenset("shared announced revealed confirmed teased unveiled released dropped insists".split())
"""Verbs that singers of one name are the subjects of, and companies too."""
_EMPLOYED = frozenset("manager agent agents publicist rep reps stylist spokesperson attorney bodyguard".split())
"""Those whom only somebody with a career has: "Vell's longtime manager"."""
_BILLED = re.compile(
    r"(?: and [A-Z]\S+ [A-Z]\S+)? (?:(?:was|were|is|are|will|has|have|be|next|also|most recently) ){0,4}"
    r"(?:last seen (?:in|on)|set to (?:star|direct|play|host|lead)|attached to (?:star|direct)|"
    r"in (?:early |final )?(?:talks|negotiations)|seen next in|repped by|represented by|signed on|to star|star in)\b"
)
"""What is said of actors: "Vell was last seen in", "Vell and Jane Roe are set to star"."""
_NOT_ONE = frozenset(
    "democrats republicans tories apple google microsoft facebook meta twitter samsung intel tesla boeing ford toyota"
    " honda nike walmart starbucks uber airbnb spotify congress parliament police example tip scenario".split()
)
"""Words that often are subjects of verbs of speech and are never one person's name."""


class People:
    """The people of an article: candidates by full name, single names by how often they stand alone."""

    def __init__(
        self,
        document_text: DocumentText,
        blocked: set[tuple[int, int]],
        titles: Iterable[str] = (),
        read: Mapping[str, float] = MappingProxyType({}),
    ) -> None:
        self.document_text = document_text
        self.titles = list(titles)
        self.read = read
        """What the words of a name and around it count for a person, or against one, by ``name_key``."""
        self.blocked = blocked
        self.candidates = Candidates()
        self.singles: Counter[str] = Counter()
        self.speaking: Counter[str] = Counter()
        self.groups: Counter[str] = Counter()
        self.placed: Counter[str] = Counter()
        """Single names that stand where a place does: "in Vell"."""
        self.titled: dict[str, str] = {}
        self.living: Counter[str] = Counter()
        self.careers: Counter[str] = Counter()
        self.staged: set[str] = set()
        self.on_stage = count_of(document_text.words, _ON_STAGE) > 0
        self.shouted: list[tuple[Place, str]] = []
        self._runs: list[Place] = []

    def find(self) -> Candidates:
        """Read the whole article and give the candidates that are believed."""
        for number, segment in enumerate(self.document_text.segments):
            if not segment.headline and segment.kind != "embed":
                for first, last in capital_runs(segment, self.blocked, number):
                    self._run(number, segment, first, last)
        for place, name in self.shouted:
            candidate = self.candidates.add(name, "first name", 0.6, place)
            candidate.aka.append(self.document_text.text(place))
        for candidate in self.candidates:
            if weight := self.read.get(name_key(candidate.name)):
                candidate.add(READ, weight)
        self._links()
        self._neighbours()
        for candidate in self.candidates:
            surname = candidate.name.rsplit(" ", 1)[-1]
            if self.singles[surname] and " " in candidate.name:
                candidate.add("surname alone", 0.25)
            if self.speaking[surname]:
                candidate.add("speech verb", 0.4)
        self._inside_titles()
        self._mononyms()
        self._headlines()
        self._fold_tails()
        for candidate in self.candidates:
            if candidate.weight < ACCEPT:
                self.candidates.remove(candidate.name)
        return self.candidates

    def _run(self, number: int, segment: Segment, first: int, last: int) -> None:
        words = segment.tokens
        begin, role = self._begin(segment, first, last)
        if begin is None:
            return
        while last - begin > 1 and words[last - 1].lower in _NO_LAST_WORD and not words[last - 1].lower.endswith("."):
            last -= 1
        while last - begin > 2 and (words[last - 1].lower in WEEKDAY_NUMBERS or words[last - 1].lower in MONTH_NUMBERS):
            last -= 1
        while last - begin > 2 and words[last - 1].text in _POST_NOMINALS:
            last -= 1
        length = last - begin
        if length == 1:
            self._single(segment, begin, role)
            return
        place = Place(number, begin, last)
        lowers = segment.lowers[begin:last]
        if (
            length > 5
            or (
                (not _NOT_IN_NAMES.isdisjoint(lowers[gender_of(lowers[0]) is not None :]) or lowers[-1] in PLACE_NOUNS)
                and not _surnamed(words, begin, last)
            )
            or any(w[0].isdecimal() for w in lowers)
        ):
            return
        if (
            lowers[-1] in ROLE_NOUNS
            or (lowers[0] in PLACES and gender_of(lowers[0]) is None)
            or (length == 2 and lowers[1] in PLACES and lowers[1] not in _SURNAME_PLACES)
        ):
            return
        if (
            length == 2
            and words[begin].first
            and words[begin].text.isupper()
            and len(words[begin].text) > 2
            and not words[begin + 1].text.isupper()
            and gender_of(lowers[0])
        ):
            self.shouted.append((place, f"{words[begin].text.capitalize()} {words[begin + 1].text}"))
            return
        if any(w.text.isupper() and len(w.text) > 3 and "." not in w.text for w in words[begin:last]) and not all(
            w.text.isupper() for w in words[begin:last]
        ):
            return
        name = self.document_text.text(place)
        candidate = self.candidates.get(name) or self.candidates.add(name, "capitals", 0.0)
        candidate.add("capitals", 0.0, place)
        self._runs.append(place)
        weigh(self.document_text, candidate, segment, place, role)

    def _begin(self, segment: Segment, first: int, last: int) -> tuple[int | None, str]:
        """Step over roles, titles and sentence openers; return where the name begins and what stood before it."""
        words = segment.tokens
        role = ""
        i = first
        while i < last:
            word = words[i]
            lower = word.lower
            rest = last - i - 1
            following = words[i + 1] if rest else None
            named = gender_of(lower) is not None
            if named and following is not None:
                again = rest > 1 and (
                    (
                        gender_of(following.lower) is not None
                        and is_doubtful_first_name(lower)
                        and (word.first or lower in _BEFORE_NAMES)
                    )
                    # "Charlotte Mayor Jane Roe"
                    or (following.lower in _OFFICES and gender_of(words[i + 2].lower) is not None)
                )
                if not again:
                    break
            elif named and (not word.first or lower not in _OPENERS):
                break
            if lower in HONORIFICS:
                role = lower
            elif word.text == "EP" and following is not None and gender_of(following.lower) is not None:
                role = "producer"
            elif lower in ROLE_NOUNS or lower.removesuffix("s") in ROLE_NOUNS:
                role = role or lower
            elif lower == "new" and following is not None and following.lower in PLACES:
                return None, ""
            elif (
                lower in FUNCTION_WORDS
                or lower in STARTERS
                or lower in DEMONYMS
                or lower in WEEKDAY_NUMBERS
                or lower in MONTH_NUMBERS
            ):
                role = ""
            elif is_initials(word) and following is not None:
                break
            else:
                i, role = self._after_unknown(words, i, last, role)
                break
            i += 1
        if i >= last:
            if role in _TITLED or (last - first >= 2 and role):
                return None, role
            return None, ""
        return i, role

    def _after_unknown(self, words: list[Token], i: int, last: int, role: str) -> tuple[int, str]:
        """Step over unknown words before a first name or a role inside the run: "Security Secretary Jane Roe"."""
        known = next((k for k in range(i + 1, last - 1) if gender_of(words[k].lower)), None)
        if known is None and words[i].first and words[i].lower.endswith("ly") and last - i == 2:
            return i + 1, role
        if known is None:
            titles = [k for k in range(i + 1, last - 1) if words[k].lower in _BEFORE_NAMES]
            return (titles[-1] + 1, words[titles[-1]].lower) if titles else (i, role)
        lower = words[i].lower
        opens = (
            words[i].first and not self.document_text.upper[lower]
            # "Accusing Jane Roe": a capital only for the sentence
        )
        if opens or self.document_text.is_word(lower) or lower in PLACES or known - i > 1 or role == "fellow":
            return known, words[known - 1].lower if words[known - 1].lower in _BEFORE_NAMES else ""
        return i, role

    def _single(self, segment: Segment, i: int, role: str) -> None:
        word = segment.tokens[i]
        name = word.text
        if word.first and self.document_text.is_word(word.lower) and gender_of(word.lower) is None:
            return
        if word.lower in PLACES or word.lower in _NOT_IN_NAMES or len(name) < 2:
            return
        if word.lower in ROLE_NOUNS and gender_of(word.lower) is None:
            return  # "Outstanding Lead Actress"
        if (word.lower.removesuffix("s") in DEMONYMS or word.lower in _NOT_ONE) and gender_of(word.lower) is None:
            return
        if i and word.joined and segment.tokens[i - 1].lower == "the":
            self.groups[name] += 1
        if i and word.joined and segment.tokens[i - 1].lower in PLACE_PREPOSITIONS:
            self.placed[name] += 1
        self.singles[name] += 1
        if role in _TITLED:
            self.titled.setdefault(name, f"{role.capitalize()} {name}")
        elif role in HONORIFICS:
            self.titled.setdefault(name, name)
        if said_by(segment, i, i + 1):
            self.speaking[name] += 1
        before = segment.tokens[i - 1] if i else None
        if before and word.joined and before.lower in ROLE_NOUNS and not before.possessive:
            self.titled.setdefault(name, name)
            if before.lower in _ON_STAGE and not is_doubtful_first_name(word.lower):
                self.staged.add(name)
        self.living[name] += _lives(segment, i, on_stage=self.on_stage)
        self.careers[name] += _has_career(segment, i)

    def _links(self) -> None:
        """Take people the page links to or declares."""
        for number, segment in enumerate(self.document_text.segments):
            for span in segment.spans:
                if span.kind == "link" and span.href and is_person_link(span.href) and span.end - span.start < 60:
                    name = " ".join(segment.text[span.start : span.end].strip(" ,.").split())
                    candidate = self.candidates.get(name.removesuffix("'s").removesuffix("’s"))
                    if candidate:
                        candidate.add("link to a person", 0.6)
                    elif 2 <= len(name.split()) <= 4 and name[0].isupper():
                        place = Place(number, segment.index_at(span.start), segment.index_at(span.end))
                        if place.first < place.last and (number, place.first) not in self.blocked:
                            self.candidates.add(self.document_text.text(place), "link to a person", 0.6, place)
        for hint in self.document_text.document.hints:
            candidate = self.candidates.get(hint.name)
            if candidate and (hint.type is None or "person" in hint.type.lower()):
                candidate.add("declared by the page", 0.5 if hint.type else 0.3)

    def _neighbours(self) -> None:
        """Believe a name beside a name: "with Jane Roe, Ilse Vandermeer and Tom Brand"."""
        sure = {p for c in self.candidates if c.weight >= ACCEPT for p in c.places}
        ends = {(p.segment, p.last): p for p in self._runs}
        links: list[tuple[Place, Place]] = []
        for place in self._runs:
            segment = self.document_text.segments[place.segment]
            gap = segment.gap(place.first)
            left = ends.get((place.segment, place.first)) if gap.strip() == "," else None
            if left is None and place.first and segment.tokens[place.first - 1].lower in ("and", "&", "or"):
                left = ends.get((place.segment, place.first - 1))
            if left is not None and not segment.tokens[left.last - 1].possessive and not self._owned(place):
                links.append((left, place))
        for _ in range(3):
            for a, b in links:
                for one, other in ((a, b), (b, a)):
                    if one in sure and other not in sure:
                        candidate = self.candidates.get(self.document_text.text(other))
                        if candidate and "everyday words" not in candidate.evidence:
                            candidate.add("named beside people", 0.5)
                            if candidate.weight >= ACCEPT:
                                sure.add(other)

    def _owned(self, place: Place) -> bool:
        """Return whether somebody has what is named: "Jane Roe’s Second Reel"."""
        words = self.document_text.segments[place.segment].tokens
        return place.first > 0 and words[place.first - 1].possessive

    def _inside_titles(self) -> None:
        """Take a name out of a title when its surname also stands alone: "Tom Brand Tonight" and "Brand asked"."""
        for name in self.titles:
            words = name.replace(":", " ").split()
            for i in range(len(words) - 1):
                first, last = words[i], words[i + 1].removesuffix("'s").removesuffix("’s").strip("!?,.")
                if (
                    gender_of(first)
                    and len(words) > 2
                    and self.singles[last]
                    and not self.document_text.is_word(last.lower())
                ):
                    self.candidates.add(f"{first} {last}", "surname alone", 0.3 + (0.3 if self.speaking[last] else 0.2))

    def _fold_tails(self) -> None:
        """Keep one of "Tom Van Leer" and "Van Leer", of "Jane Roe" and "Poor Jane Roe"."""
        tails: set[str] = set()
        for candidate in self.candidates:
            if candidate.weight < ACCEPT:
                continue
            words = candidate.name.split()
            for k in range(1, min(len(words), 5)):
                tail = " ".join(words[k:])
                whole = self.candidates.get(tail)
                if (
                    whole is not None
                    and k + 1 < len(words)
                    and not gender_of(words[0])
                    and (gender_of(words[k]) or _is_better_read(whole, candidate))
                ):
                    whole.absorb(candidate)
                    self.candidates.remove(candidate.name)
                    break
                tails.add(tail)
        for candidate in self.candidates:
            if candidate.name in tails:
                self.candidates.remove(candidate.name)

    def _mononyms(self) -> None:
        """Take names of one word: titled ("Lady Marlow", "Mr. Brand"), or speaking and named again."""
        surnames = {c.name.rsplit(" ", 1)[-1] for c in self.candidates if c.weight >= ACCEPT}
        firsts = {c.name.split(" ", 1)[0] for c in self.candidates if c.weight >= ACCEPT}
        title = words_of(self.document_text.document.title or "")
        headline = frozenset(title)
        billed = {name for role, name in pairwise(title) if role.lower() in _ON_STAGE} | self.staged
        parts = {word for c in self.candidates for word in c.name.split(" ")}
        for name, count in self.singles.items():
            if (
                name in surnames
                or name in firsts
                or name.lower() in _NOT_ALONE
                or (self.document_text.is_word(name.lower()) and name not in self.titled)
            ):
                continue
            if 2 * self.groups[name] > count or (name.isupper() and self.document_text.about_screens < SOME):
                continue  # "the Wanderers said", "an EV owner"
            read = self.read.get(name_key(name), 0.0) if self.document_text.about_screens >= SOME else 0.0
            if (
                read >= ACCEPT
                and name not in parts
                and not self.placed[name]
                and not any(same_person(f"{name} X", f"{part} X") for part in parts)
            ):
                self.candidates.add(name, READ, read)
                if self.careers[name]:
                    self.candidates.add(name, "credited", 0.5)
                continue
            titled = self.titled.get(name)
            if name.isupper() and name in billed and self.speaking[name]:
                self.candidates.add(name, "speech verb", 0.6)  # singers write their only name so
                continue
            if self.careers[name] and count > 1 and not _has_inner_capitals(name):
                self.candidates.add(name, "credited", 0.6)
                continue
            if self.living[name] and count > 1 and name in headline and not _has_inner_capitals(name):
                self.candidates.add(name, "lives", 0.6)
                continue
            if titled is None and (not self.document_text.upper[name.lower()] or _has_inner_capitals(name)):
                continue  # a word that only begins sentences, "IMF", a company's spelling
            if titled and (titled != name or count > 1 or self.speaking[name] or name in self.staged):
                self.candidates.add(titled, "title of honour" if titled != name else "role word", 0.6)
            elif self.speaking[name]:
                self.candidates.add(name, "speech verb", 0.6 if count > 1 or self.speaking[name] > 1 else 0.5)

    def _headlines(self) -> None:
        """Find names in headlines, where every word has a capital: two words that begin with a first name."""
        heads = {" ".join(name_words(c.name)[:2]) for c in self.candidates}
        body = [segment for segment in self.document_text.segments if segment.kind in ("paragraph", "heading")]
        # Whom an interview's headline names is named nowhere else.
        asks = sum(segment.text.rstrip(" !").endswith("?") for segment in body) >= _QUESTIONS
        for number, segment in enumerate(self.document_text.segments):
            if not segment.headline:
                continue
            words = segment.tokens
            for i in range(len(words) - 1):
                first, second = words[i], words[i + 1]
                if (
                    gender_of(first.lower)
                    and second.joined
                    and second.capital
                    and not first.possessive
                    and (number, i) not in self.blocked
                    and (number, i + 1) not in self.blocked
                    and not self.document_text.is_word(second.lower)
                    and second.lower not in _NO_SURNAME
                    and not is_doubtful_first_name(first.lower)
                ):
                    place = Place(number, i, i + 2)
                    name = self.document_text.text(place)
                    if name_key(name) in heads:
                        continue
                    spelt = name.title() if name.isupper() else name
                    if spelt not in self.candidates:
                        self.candidates.add(
                            spelt,
                            "first name in the headline",
                            0.55 if asks or self.singles[second.text.title()] else 0.45,
                            place,
                        )


def _is_better_read(one: Candidate, other: Candidate) -> bool:
    return one.evidence.get(READ, 0.0) > 0 >= other.evidence.get(READ, 0.0)


def _lives(segment: Segment, i: int, *, on_stage: bool) -> bool:
    """Return whether token ``i`` is somebody: "Vell sang", "Vell stars in", "Vell, 24,".

    ``on_stage``: the article tells of those who have one name.
    """
    words, lowers = segment.tokens, segment.lowers
    at = i + 1
    if at >= len(words) or words[i].possessive:
        return False
    if segment.gap(at) == ", " and lowers[at].isdecimal() and len(lowers[at]) == _DIGITS_OF_AGE:
        return segment.gap(at + 1).startswith(",")
    if not words[at].joined:
        return False
    while at < len(words) - 1 and (lowers[at].endswith("ly") or lowers[at] in ("also", "later", "then")):
        at += 1
    return lowers[at] in (_HUMAN | _PUBLIC if on_stage else _HUMAN) or (
        lowers[at] in ("stars", "starred") and lowers[at + 1 : at + 2] in (("in",), ("as",), ("opposite",))
    )


def _has_career(segment: Segment, i: int) -> bool:
    """Return whether token ``i`` is somebody in the trade: "Vell was last seen in", "Vell's longtime manager"."""
    if segment.tokens[i].possessive:
        return not _EMPLOYED.isdisjoint(segment.lowers[i + 1 : i + 3])
    return _BILLED.match(segment.text, segment.tokens[i].end) is not None


def _has_inner_capitals(name: str) -> bool:
    """Return whether a word is spelt like a company or an abbreviation; "McRoe" and "O'Roe" are not."""
    rest = name[1:]
    for start in ("Mc", "Mac", "De", "Di", "Le", "La", "Fitz", "Van", "O'", "O’", "D'", "D’"):
        if name.startswith(start):
            rest = name[len(start) + 1 :]
            break
    return name.isupper() or any(c.isupper() for part in rest.split("-") for c in part[1:])
