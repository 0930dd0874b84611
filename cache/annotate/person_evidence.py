"""Evidence that a run of capitals is a person's name."""

from __future__ import annotations

from pullquote.cache.annotate.entities import Candidate
from pullquote.cache.annotate.text.document_text import SOME, DocumentText, Place, gender_of, is_doubtful_first_name
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import PLACES, ROLE_NOUNS, SAID

_BY = frozenset(
    "directed written created produced penned played voiced portrayed hosted composed co-written developed"
    " helmed performed presented executive-produced narrated photographed designed co-created led edited"
    " scripted".split()
)
_STAGE_NAMES = frozenset(("DJ", "MC", "Lil", "Lil’", "Lil'"))
_MADE = frozenset(
    "film movie series show drama comedy thriller mystery documentary novel book album script horror sequel debut"
    " feature miniseries sitcom musical".split()
)
_NOT_OF_PEOPLE = frozenset("podcast podcaster franchise season trailer".split())
_DEEDS = frozenset(
    "married divorced attended wore wears posed starred directs directed wrote writes sang sings performed"
    " grew died lives lived thanked apologized apologised welcomed dated co-wrote co-directed auditioned graduated"
    " tweeted danced smiled laughed wept".split()
)
"""Verbs of which only people are the subject."""
_RECORDS = frozenset("album albums setlist ep mixtape discography".split())
"""What only somebody who sings has: "Vell Roe's new album"."""
_FULL = 2
_HELPING = frozenset("has had also later once then since who recently".split())
_WITH = frozenset("starring stars opposite alongside featuring actor actress married dating star co-starring".split())


def weigh(document_text: DocumentText, candidate: Candidate, segment: Segment, place: Place, role: str) -> None:
    """Add to ``candidate`` what one place says for or against it; ``role`` is the title or role cut off before it."""
    _weigh_words(document_text, candidate, segment, place)
    _weigh_before(candidate, segment, place, role)
    _weigh_after(candidate, segment, place)
    _weigh_deeds(document_text, candidate, segment, place)


def _weigh_words(document_text: DocumentText, candidate: Candidate, segment: Segment, place: Place) -> None:
    """Weigh the words themselves: a first name, initials, everyday words."""
    words = segment.tokens
    first, last = place.first, place.last
    begin = words[first]
    if gender_of(begin.lower):
        doubtful = is_doubtful_first_name(begin.lower)
        second = any(gender_of(w.lower) and not is_doubtful_first_name(w.lower) for w in words[first + 1 : last - 1])
        opens = begin.first and not segment.gap(first).endswith("(")
        weight = 0.3 if opens else 0.45
        if not doubtful or second:
            weight = 0.6
        candidate.add("first name", weight)
        surname = words[last - 1].lower
        if doubtful and not document_text.is_word(surname) and surname not in PLACES:
            candidate.add("unusual surname", 0.15)
        if doubtful and all(document_text.is_word(w.lower) for w in words[first + 1 : last]):
            candidate.add("everyday words", -0.4)
    elif begin.text in _STAGE_NAMES:
        candidate.add("stage name", 0.5)
    elif is_initials(begin):
        candidate.add("initials", 0.5 if "." in begin.text else 0.2)
    elif all(document_text.is_word(w.lower) for w in words[first:last]):
        candidate.add("everyday words", -0.6)


def _weigh_before(candidate: Candidate, segment: Segment, place: Place, role: str) -> None:
    """Weigh what stands before: a role, "directed by", a parenthesis; and a verb of speech on either side."""
    words = segment.tokens
    first, last = place.first, place.last
    begin = words[first]
    before = words[first - 1] if first else None
    gap = segment.gap(first)
    if role or (before and begin.joined and before.lower in ROLE_NOUNS and not before.possessive):
        candidate.add("role word", 0.5)
    if said_by(segment, first, last):
        candidate.add("speech verb", 0.5 if gender_of(begin.lower) else 0.4)
    if before and begin.joined and before.lower == "by" and first > 1 and words[first - 2].lower in _BY:
        candidate.add("credited", 0.5)
    if before and begin.joined and before.lower == "from" and first > 1 and words[first - 2].lower in _MADE:
        candidate.add("credited", 0.3)
    if _billed(segment, first, last):
        candidate.add("credited", 0.5)
    if before and begin.joined and before.lower in _WITH and not before.capital:
        candidate.add("credited", 0.4)
    if gap.endswith("(") and before and before.capital and segment.gap(last).startswith(")"):
        candidate.add("parenthesis", 0.4)


def _weigh_after(candidate: Candidate, segment: Segment, place: Place) -> None:
    """Weigh what stands after: an age, "who", an apposition with a role."""
    words = segment.tokens
    last = place.last
    after = words[last] if last < len(words) else None
    if (
        words[last - 1].possessive
        and last - place.first > 1
        and not _RECORDS.isdisjoint(segment.lowers[last : last + 4])
    ):
        candidate.add("made a record", 1.2)
    if after is not None and after.joined and after.lower in _NOT_OF_PEOPLE and not words[last - 1].possessive:
        candidate.add("a title", -0.6)
    if after is not None and not words[last - 1].possessive:
        tail = segment.gap(last)
        if tail in (", ", " (") and after.text.isdecimal() and 5 < int(after.text[:4]) < 110:
            candidate.add("age", 0.5)
        elif tail == ", " and after.lower in ("who", "whose"):
            candidate.add("who", 0.4)
        elif tail == ", " and (after.lower in ("the", "a", "an", "his", "her", "one") or after.lower in ROLE_NOUNS):
            near = words[last : last + 6]
            if any(t.lower in ROLE_NOUNS for t in near):
                candidate.add("apposition", 0.4)


def _weigh_deeds(document_text: DocumentText, candidate: Candidate, segment: Segment, place: Place) -> None:
    """Weigh what only people do: "Roe married", "Roe has since starred"; and a name no word of which is one."""
    words = segment.tokens
    i = place.last
    if words[i - 1].possessive:
        return
    while i < len(words) and words[i].joined and (words[i].lower in _HELPING or words[i].lower.endswith("ly")):
        i += 1
    if i < len(words) and words[i].joined and not words[i].capital and words[i].lower in _DEEDS:
        candidate.add("does what people do", 0.45)
    if document_text.about_screens < SOME or place.last - place.first < _FULL:
        return
    if {"does what people do", "apposition"} & candidate.evidence.keys():
        name = words[place.first : place.last]
        capitals = all(word.text.rpartition("-")[2][:1].isupper() and not word.text.isupper() for word in name)
        if capitals and not any(document_text.is_word(word.lower) or word.lower in PLACES for word in name):
            candidate.add("unusual name", 0.15)


def _billed(segment: Segment, first: int, last: int) -> bool:
    """Return whether a cast list names somebody: "the cast also includes Jane Roe as the mayor"."""
    words = segment.tokens
    if last >= len(words) or words[last].lower != "as" or not words[last].joined:
        return False
    return any(
        w.lower in ("cast", "stars", "starring", "includes", "include", "features", "joins", "joined")
        for w in words[max(0, first - 12) : first]
    )


def said_by(segment: Segment, first: int, last: int) -> bool:
    """Return whether a verb of speech has the name at ``first:last`` as its subject."""
    words = segment.tokens
    if words[last - 1].possessive:
        return False
    i = last
    if i < len(words) and words[i].joined:
        if words[i].lower in (
            "also",
            "later",
            "then",
            "has",
            "had",
            "once",
            "recently",
            "previously",
            "jokingly",
            "even",
        ) or words[i].lower.endswith("ly"):
            i += 1
        if i < len(words) and words[i].joined and words[i].lower in SAID and not words[i].capital:
            return True
    if first:
        before = words[first - 1]
        if (
            words[first].joined
            and before.lower in SAID
            and not before.capital
            and before.lower not in ("told", "tells", "asked", "asks", "urged", "warned")
        ):
            gap = segment.gap(first - 1)
            return any(mark in gap for mark in ",”\"’'?!")
    return False


def is_initials(word: Token) -> bool:
    """Return whether a word is somebody's initials: "J.J.", "JJ"."""
    if word.text in ("U.S.", "U.K.", "U.N.", "L.A.", "D.C.", "N.Y.", "E.U.", "U.S.A.", "P.M.", "A.M.", "P.O.", "P.S."):
        return False
    return "." in word.text or (
        len(word.text) == 2
        and word.text.isupper()
        and word.text not in ("TV", "US", "UK", "EU", "UN", "LA", "NY", "DC", "PR", "AI", "AM", "PM", "CW", "FX")
    )


def is_person_link(href: str) -> bool:
    """Return whether an address leads to a page about a person."""
    return any(
        part in href
        for part in (
            "imdb.com/name/",
            "themoviedb.org/person/",
            "tvmaze.com/people/",
            "/people/",
            "/person/",
            "/celebrity/",
            "/actor/",
        )
    )
