"""Networks, studios, companies, outlets: a list of general knowledge, forms of names, words beside them.

Bands and other acts are read by ``acts``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from pullquote.cache.annotate.acts import (
    GROUP,
    WORDS_OF_ACTS,
    WORDS_OF_CREDITS,
    OrganizationMention,
    act_at,
    acts_again,
    credited_act_at,
)
from pullquote.cache.annotate.organization_cues import WORDS_OF_CUES, cue_at
from pullquote.cache.annotate.text.document_text import SOME, DocumentText, Place, gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token, tokens
from pullquote.cache.annotate.text.vocabulary import (
    FUNCTION_WORDS,
    HONORIFICS,
    NEVER_A_TITLE_ALONE,
    ROLE_NOUNS,
    SAID,
    VERBS_OF_CRITICS,
    by_word,
    entries,
)

_Reader = Callable[[DocumentText, Segment, int, int], "OrganizationMention | None"]


class Listed(NamedTuple):
    """An organization of the list; ``doubtful`` names are everyday words and need help."""

    name: str
    kind: str
    doubtful: bool


_FORMS = frozenset(
    "studios pictures entertainment productions films television media network networks comics animation animations"
    " broadcasting communications publishing foundation inc ltd llc corp corporation interactive records".split()
)
_SOCIETIES = frozenset("association institute guild federation".split())
"""Last words of the institutes of entertainment, where an article is about that."""
_ALL_FORMS = _FORMS | _SOCIETIES
_LEGAL = frozenset("inc ltd llc corp corporation".split())
_WEAK_FORMS = frozenset("media films network comics animation television".split())
_OUTLET_BEFORE = frozenset("told tell tells with via to in by from source for".split())
_CALLED = by_word(
    {
        "outlet": "blog website newspaper tabloid broadcaster magazine newsletter outlet station",
        "tv": "streamer network channel platform service",
        "company": "studio distributor company label banner imprint giant",
    }
)
"""Nouns before the name of an outlet or company, with the kind each names."""
_WITH_COMPANIES = ROLE_NOUNS | frozenset(
    "original originals global exec execs head boss bosses plus movie series".split()
)
"""Words with a capital that follow a company's name: "Neon Chief Tom Brand"."""
_OUTLET_VERBS = frozenset(
    "has learned exclusively first reports reported reveals revealed notes noted wrote writes claims claimed"
    " adds".split()
)
_OUTLETS_SAY = frozenset("said says wrote writes reported reports noted notes".split())
"""Verbs before the outlet that is quoted: "“…,” said The Times"."""
_TIME = re.compile(r"(?:[ap]\.?m\.?|\d|noon|midnight) ?$", re.IGNORECASE)
"""What stands before a zone of time: "at 8 p.m. ET"."""
_CLOCK = 9
"""Characters of that at most."""
_SMALL = frozenset(("eone", "io9", "tvn"))
"""Names that begin without a capital."""
_EVERYDAY = frozenset(
    "marvel universal paramount neon lifetime hallmark legendary illumination bravo peacock crave oxygen freeform"
    " own stan"
    " regal cracked insider politico decider nylon neon independent mirror sun observer guardian fox polygon".split()
)
_OUTLET_NOUNS = frozenset(
    "magazine newspaper website site interview report story profile article podcast cover podcast's exclusive"
    " reporter critic editor writer correspondent columnist tabloid outlet".split()
)


@lru_cache(maxsize=1)
def listed() -> dict[str, list[tuple[tuple[str, ...], Listed]]]:
    """Return the list: first word as written -> (all words, organization), longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Listed]]] = {}
    kind = ""
    for line in entries("organizations"):
        if line.startswith("["):
            kind = line.strip("[]")
            continue
        name, _, others = line.partition(" = ")
        doubtful = name.startswith("?")
        name = name.lstrip("?").removesuffix(" =").strip()
        for raw_surface in (name, *others.split(", ")):
            surface = raw_surface.lstrip("?")
            words = tuple(t.text for t in tokens(surface))
            unsure = doubtful if surface == name else raw_surface.startswith("?")
            # Outlets write each other in capitals: "she tells PEOPLE".
            for written in {words, tuple(map(str.upper, words)) if kind == "outlet" else words} - {()}:
                table.setdefault(written[0], []).append((written, Listed(name, kind, unsure)))
    for same in table.values():
        same.sort(key=lambda e: -len(e[0]))
    return table


def find(document_text: DocumentText) -> list[OrganizationMention]:
    """Return every place where an organization is named, in order; places do not overlap."""
    found: list[OrganizationMention] = []
    for number, segment in enumerate(document_text.segments):
        after = 0
        readers = [read for read, words in _READERS if not words or not segment.vocabulary.isdisjoint(words)]
        for i in sorted({*segment.beginnings, *segment.indices(_SMALL)}):
            if i < after:
                continue
            for read in readers:
                if (hit := read(document_text, segment, number, i)) is not None:
                    found.append(hit)
                    after = hit.place.last
                    break
    found += acts_again(document_text, found)
    found = _with_full_names(document_text, found)
    return _sure_in_headlines(document_text, sorted(found, key=lambda f: f.place))


def _with_full_names(document_text: DocumentText, found: list[OrganizationMention]) -> list[OrganizationMention]:
    """Lead the last word of a long name back to the whole of it: "Harbor" beside "The Old Harbor"."""
    fulls = {f.name.rsplit(" ", 1)[-1].casefold(): f for f in found if f.name.count(" ") > 1 and f.kind != GROUP}
    short = [f for f in found if f.place.last - f.place.first == 1 and f.kind != GROUP]
    longer = {f: fulls.get(document_text.text(f.place).casefold()) for f in short} if fulls else {}
    return [f._replace(name=full.name, kind=full.kind) if (full := longer.get(f)) else f for f in found]


def _sure_in_headlines(document_text: DocumentText, found: list[OrganizationMention]) -> list[OrganizationMention]:
    """Drop everyday words of a headline ("A Quiet Marvel") that the text does not name as an organization."""
    named = {f.name for f in found if not document_text.segments[f.place.segment].headline}
    return [
        f
        for f in found
        if f.name in named
        or not document_text.segments[f.place.segment].headline
        or f.place.last - f.place.first > 1
        or document_text.text(f.place).lower() not in _EVERYDAY
    ]


def _listed_or_formed(document_text: DocumentText, segment: Segment, number: int, i: int) -> OrganizationMention | None:
    """Take the longer of a name of the list and a name of a company's form: "Harbor Music Entertainment"."""
    listed_name = _listed_at(document_text, segment, number, i)
    formed = _form_at(document_text, segment, number, i)
    if listed_name is None:
        return formed
    if formed is None or formed.place.last <= listed_name.place.last:
        return listed_name
    return listed_name if segment.lowers[formed.place.last - 1] in _LEGAL else formed


def _cued_at(document_text: DocumentText, segment: Segment, number: int, i: int) -> OrganizationMention | None:
    """Find a name that its form or the words beside it make an organization's."""
    cued = cue_at(document_text, segment, i)
    if cued is None or (segment.lowers[i] == "the" and _listed_at(document_text, segment, number, i + 1)):
        return None
    last, cue = cued
    place = Place(number, i, last)
    return OrganizationMention(place, document_text.text(place), cue.kind, cue.evidence)


def _listed_at(document_text: DocumentText, segment: Segment, number: int, i: int) -> OrganizationMention | None:
    words = segment.tokens
    for surface, entry in listed().get(words[i].text, ()):
        last = i + len(surface)
        if segment.texts[i:last] != surface:
            continue
        if any(not _joins(segment, k, entry.name) or words[k - 1].possessive for k in range(i + 1, last)):
            continue
        if entry.name.endswith("!") and surface == tuple(t.text for t in tokens(entry.name)):
            mark = segment.text[words[last - 1].end : words[last - 1].end + 1]
            if mark != entry.name[-1]:
                continue
        after = words[last] if last < len(words) else None
        before = words[i - 1] if i else None
        place = Place(number, i, last)
        if _part_of_longer(before, words[i], after, surface) or (
            surface == ("ET",) and _TIME.search(segment.text, max(0, words[i].start - _CLOCK), words[i].start)
        ):
            continue
        if len(surface) == 1 and words[i].lower in _EVERYDAY and not segment.headline:
            if _in_longer_name(before, words[i], after):
                continue
            if document_text.lower[words[i].lower] > 0 and not _works_there(before, words[i]):
                continue
        if not entry.doubtful or _outlet_context(segment, place):
            return OrganizationMention(place, entry.name, entry.kind, "known organization")
    return None


def _joins(segment: Segment, k: int, name: str) -> bool:
    """Return whether token ``k`` goes on with a name that may have a mark inside: "E! News"."""
    return segment.tokens[k].joined or ("! " in name and segment.gap(k) == "! ")


def _part_of_longer(before: Token | None, first: Token, after: Token | None, surface: tuple[str, ...]) -> bool:
    """Return whether a one-word name is part of a longer name: "Amazon Rainforest", "Michael Fox"."""
    if len(surface) != 1 or surface[0].isupper():
        return False
    return (
        before is not None
        and first.joined
        and not before.possessive
        and before.capital
        and not first.first
        and before.lower not in FUNCTION_WORDS
        and first.text in ("Fox", "Hallmark", "Sony", "Lifetime", "Stan", "Bravo", "Crave", "Regal", "Neon")
        and after is not None
    )


def _in_longer_name(before: Token | None, word: Token, after: Token | None) -> bool:
    """Return whether an everyday word stands within a name: "Neon Harbor", "Captain Marvel"."""
    if before is not None and word.joined and before.capital and not before.possessive:
        if before.lower in HONORIFICS:
            return True
        if not before.first:
            return before.lower not in ROLE_NOUNS
    if after is None or word.possessive or not after.joined or not after.capital:
        return False
    return after.lower not in _WITH_COMPANIES and after.lower not in _FORMS


def _works_there(before: Token | None, word: Token) -> bool:
    """Return whether an everyday word is a company's name here: "at Neon", "Neon’s"."""
    return word.possessive or (
        before is not None and word.joined and before.lower in ("by", "from", "at", "for", "on", "via", "with")
    )


def _outlet_context(segment: Segment, place: Place) -> bool:
    """Return whether an everyday word is an outlet here: in italics, or told to, or with a report."""
    words = segment.tokens
    start, end = words[place.first].start, words[place.last - 1].end
    before = words[place.first - 1] if place.first else None
    after = words[place.last] if place.last < len(words) else None
    italic = segment.is_emphasised(start, end)
    if after and after.joined and after.lower in _OUTLET_NOUNS:
        return True
    if before and before.lower in ("told", "tells", "via", "source", "tell"):
        return True
    if before and before.lower in _OUTLETS_SAY and segment.follows_words_said(place.first - 1):
        return True
    told = any(
        t.lower in ("told", "tells", "interview", "according") for t in words[max(0, place.first - 8) : place.first]
    )
    if before and before.lower in _OUTLET_BEFORE and (told or italic):
        return True
    if (
        before
        and before.lower in ("at", "in")
        and any(t.lower in SAID for t in words[max(0, place.first - 7) : place.first])
    ):
        return True  # "said Jane Roe in Second Reel"
    if (
        before
        and before.lower in ("at", "in", "of", "for")
        and place.first > 1
        and words[place.first - 2].capital
        and after
        and (after.lower in SAID or after.lower in VERBS_OF_CRITICS)
    ):
        return True  # "Jane Roe at Second Reel calls it"
    reports = after is not None and after.lower in _OUTLET_VERBS
    return (reports and (italic or not words[place.first].first)) or (italic and told)


def _form_at(document_text: DocumentText, segment: Segment, number: int, i: int) -> OrganizationMention | None:
    """Find "<Capitals> Pictures": one to three capitalised words and a word only companies end in."""
    words = segment.tokens
    if segment.headline or words[i].lower in FUNCTION_WORDS:
        return None
    forms = _ALL_FORMS if document_text.about_screens >= SOME else _FORMS
    last = i
    while last < len(words) and last - i < 4:
        word = words[last]
        if not (word.capital or word.text == "&" or word.text[0].isdecimal()) or (last > i and not word.joined):
            return None
        last += 1
        if last - i > 1 and word.lower in forms:
            break
        if word.possessive:
            return None
    else:
        return None
    ending = words[last - 1]
    if ending.lower not in forms or (
        ending.lower in _WEAK_FORMS and words[i].first and last - i == 2 and document_text.is_word(words[i].lower)
    ):
        return None
    if last < len(words) and words[last].capital and words[last].joined and words[last].lower not in _FORMS:
        return None
    while i < last - 1 and words[i].first and document_text.is_word(words[i].lower):
        i += 1
    if last - i < 2:
        return None
    place = Place(number, i, last)
    return OrganizationMention(place, document_text.text(place), "company", "form of the name")


def _called_at(document_text: DocumentText, segment: Segment, number: int, i: int) -> OrganizationMention | None:
    """Find "the blog Second Reel": a noun for an outlet or company, then capitals."""
    words = segment.tokens
    near = words[i].joined or segment.gap(i) == ", "
    if not i or not near or words[i - 1].lower not in _CALLED or words[i - 1].capital or segment.headline:
        return None
    return _capitals(document_text, segment, number, i, words[i - 1].lower)


def _capitals(
    document_text: DocumentText, segment: Segment, number: int, i: int, noun: str
) -> OrganizationMention | None:
    words = segment.tokens
    last = i + 1
    while (
        last < len(words)
        and words[last].capital
        and words[last].joined
        and not words[last - 1].possessive
        and last - i < 4
    ):
        last += 1
    place = Place(number, i, last)
    apposed = words[i].joined or last >= len(words) or not words[last].joined
    if words[i].lower in NEVER_A_TITLE_ALONE or gender_of(words[i].lower) or not apposed:
        return None  # "According to the outlet, Vessa has left"
    return OrganizationMention(place, document_text.text(place), _CALLED[noun], f"{noun} before it")


_READERS: tuple[tuple[_Reader, frozenset[str]], ...] = (
    (act_at, WORDS_OF_ACTS),
    (_listed_or_formed, _ALL_FORMS),
    (_listed_at, frozenset()),
    (_called_at, frozenset(_CALLED)),
    (_cued_at, WORDS_OF_CUES),
    (credited_act_at, WORDS_OF_CREDITS),
)
"""What is tried where a name may begin, in this order, each in segments that have one of its words."""
