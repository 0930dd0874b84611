"""What the grammar around a title says it is: nouns in apposition, what it does, where it runs, whose credit it is.

These outweigh words that merely stand near: "*A*, a series from the director of the film *B*" is a series.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from pullquote.cache.annotate.text.document_text import DocumentText, Place
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.annotate.text.vocabulary import OTHER_NOUNS, OTHER_PLURALS, type_of_noun
from pullquote.cache.annotate.works.versions import opens_behind_source

_QUOTES = "”“\"’‘' \u00a0"
_ARE = frozenset("is was isn't isn’t becomes became remains".split())
_DETERMINERS = frozenset("a an the his her its their our another one this that".split())
_STOPS = frozenset(
    "of from about by with in on at for to who which that where when starring based and or but as is was has after"
    " before directed written created produced set featuring".split()
)
_NOUN_REACH = 7
_APPOSED = 3.0
_STAGES = frozenset("stage broadway off-broadway west-end theatre playwright staged opera play".split())
_DONE = 1.5
_RUNS = 2.5
_CREDITED = 1.2
_NEAR = 5
_BY_CREDIT = {
    **dict.fromkeys("director filmmaker directors helmer cinematographer screenwriter auteur".split(), "film"),
    **dict.fromkeys("showrunner showrunners showrunner-producer host creator co-creator presenter".split(), "show"),
    **dict.fromkeys("author novelist".split(), "book"),
    **dict.fromkeys("playwright librettist".split(), "play"),
}
"""Roles of somebody whose works stand in brackets behind the name: "director Jane Roe (*A*, *B*)"."""
_PREMIERES = frozenset("premiered premieres premiere returns returned returning debuted debuts debut moved".split())
"""What shows do on a channel, and films too where it is a streaming service."""
_ON_AIR = frozenset("airs aired airing renewed cancelled canceled rerun reruns reran syndicated ran runs".split())
_WAS = (("was",), ("is",), ("has",), ("got",))
_SHOWN = frozenset("grossed grosses earned opened opens screened screens bowed directed".split())
_SCREENS = frozenset("theaters theatres cinemas multiplexes imax".split())
_CONSOLES = frozenset("playstation xbox nintendo switch ps4 ps5 pc steam consoles".split())
_SHOW_PARTS = frozenset("season seasons episode episodes".split())
_BASED = frozenset("based adapted inspired".split())
_BASED_ON = frozenset("on from by".split())
_NOT_BOOKS = frozenset(
    "film movie series show game videogame video-game franchise podcast article song true toy comic play musical story"
    " characters video".split()
)
_AIR_REACH = 6
_AIRED = frozenset("air airs aired airing broadcast broadcasts renewed renews cancelled canceled cancels axed".split())
_AIRED_REACH = 9
_LEADS = frozenset("like such as including are were namely both with among".split())
_PLURALS = {
    **dict.fromkeys("films movies thrillers blockbusters documentaries biopics sequels".split(), "film"),
    **dict.fromkeys("series shows sitcoms miniseries soaps docuseries procedurals".split(), "show"),
    **OTHER_PLURALS,
    "tomes": "book",
}
_LEAD_REACH = 5
_EARNED = re.compile(r"[$£€]\s?\d[\d.,]{2,}|[$£€]\s?\d+(?:\.\d+)?\s?(?:m|million|bn|billion)\b", re.IGNORECASE)
_STAGE_REACH = 7


class Cue(NamedTuple):
    """Points for a type; "other" stands for any type that is not for a screen."""

    kind: str
    points: float


class Surroundings(NamedTuple):
    """What else is named: kinds of organizations by (segment, last token), and the tokens that are inside titles.

    ``of_music``: the article has any word of music, so that a version of something may be one of a song.
    """

    org_kinds: dict[tuple[int, int], str]
    titled: set[tuple[int, int]]
    of_music: bool


def cues_of(segment: Segment, place: Place, around: Surroundings) -> list[Cue]:
    """Return what the words around one mention say of its type."""
    org_kinds = around.org_kinds
    found = [] if (place.segment, place.last) in around.titled else _apposed(segment, place)
    found += _done(segment, place, org_kinds)
    found += _credited(segment, place)
    found += _on_stage(segment, place)
    if segment.kind == "table" and _is_in_box_office(segment, place):
        found.append(Cue("film", _APPOSED))
    if source := _is_source(segment, place.first):
        found.append(Cue(source, 2.0))
    return found


def kind_promised(document_text: DocumentText) -> str:
    """Return the type of which the headline promises several and no other: "The best movies of the year"."""
    titles = [segment.lowers for segment in document_text.segments if segment.kind == "title"]
    promised = {_PLURALS[lower] for lowers in titles for lower in lowers if lower in _PLURALS and lower != "series"}
    return promised.pop() if len(promised) == 1 else ""


def kind_of_list(segment: Segment, first: int) -> str:
    """Return the type a plural noun gives the list that begins at ``first``: "films such as *A*", "the novels *A*"."""
    words = segment.tokens
    for i in range(first - 1, max(-1, first - 1 - _LEAD_REACH), -1):
        lower = words[i].lower
        if lower in _PLURALS:
            return _PLURALS[lower]
        if lower not in _LEADS or words[i].first:
            return ""
    return ""


def _of_noun(noun: str) -> str:
    return OTHER_NOUNS.get(noun) or type_of_noun(noun)


def _apposed(segment: Segment, place: Place) -> list[Cue]:
    """Read "*A*, a comedy series", "*A* is a film", "*A* (the musical)": the last noun of the phrase counts."""
    words = segment.tokens
    i = place.last
    if i >= len(words):
        return []
    gap = segment.gap(i).strip(_QUOTES)
    if gap in (",", "(", ",(", "–", "—", "-"):
        start = i
    elif not gap and words[i].lower in _ARE:
        start = i + 1
    else:
        return []
    if start >= len(words) or not (words[start].lower in _DETERMINERS or words[start].possessive):
        return []
    kind, staged = "", False
    for j in range(start, min(start + _NOUN_REACH, len(words))):
        if j > start and (words[j].lower in _STOPS or segment.gap(j).strip(" -‑\u00a0")):
            break
        kind = _of_noun(words[j].lower) or kind
        staged = staged or words[j].lower in _STAGES
    if kind == "play" and not staged:
        return []  # "a musical" may be a film
    return [Cue(kind, _APPOSED)] if kind else []


def _done(segment: Segment, place: Place, org_kinds: dict[tuple[int, int], str]) -> list[Cue]:
    """Read "*A* airs", "*A* premieres on NBC", "*A* grossed", "*A* hits theaters", "*A* for consoles"."""
    words = segment.tokens
    first, last = place.first, place.last
    after = segment.lowers[last : last + 2]
    found: list[Cue] = []
    end = min(last + _AIR_REACH, len(words) - 1)
    for i in range(last, end):
        if words[i].first:
            break
        if words[i].lower == "on" and _is_channel(org_kinds, place.segment, i + 1):
            between = segment.lowers[last:i]
            if not _ON_AIR.isdisjoint(between):
                found.append(Cue("show", _RUNS))
            elif not _PREMIERES.isdisjoint(between):
                found.append(Cue("show", _DONE))
            break
    if not _ON_AIR.isdisjoint(after[:1]) or (after[:1] in _WAS and not _ON_AIR.isdisjoint(after)):
        found.append(Cue("show", _DONE))
    if not _SHOWN.isdisjoint(after[:1]) or not _SCREENS.isdisjoint(segment.lowers[last : last + _AIR_REACH]):
        found.append(Cue("film", _DONE))
    beyond = segment.lowers[last : last + 3]
    if len(beyond) > 1 and beyond[0] in ("on", "for") and beyond[1] in _CONSOLES:
        found.append(Cue("game", _RUNS))
    if _is_aired(segment, place, org_kinds):
        found.append(Cue("show", _RUNS))
    before = segment.lowers[max(0, first - 4) : first]
    if not _SHOW_PARTS.isdisjoint(before) and before[-1:] in (("of",), ("in",), ("on",)):
        found.append(Cue("show", _RUNS))
    if before[-2:] in (("episode", "of"), ("episodes", "of"), ("season", "of")) and "podcast" in before:
        found.append(Cue("podcast", _RUNS))
    return found


def _is_aired(segment: Segment, place: Place, org_kinds: dict[tuple[int, int], str]) -> bool:
    """Return whether a channel does something to it: "NBC will air *A*", "NBC has renewed *A*"."""
    left = max(0, place.first - _AIRED_REACH)
    verbs = [i for i in range(left, place.first) if segment.lowers[i] in _AIRED]
    if not verbs or any(segment.tokens[i].first for i in range(verbs[-1] + 1, place.first)):
        return False
    return any(org_kinds.get((place.segment, i)) == "tv" for i in range(max(0, verbs[-1] - _NEAR), verbs[-1]))


def _is_channel(org_kinds: dict[tuple[int, int], str], segment: int, i: int) -> bool:
    """Return whether a television network's name of one or two words begins at token ``i``."""
    return any(org_kinds.get((segment, at)) == "tv" for at in (i, i + 1))


def _credited(segment: Segment, place: Place) -> list[Cue]:
    """Read "director Jane Roe (*A*, *B*)", "Jane Roe (*A*) will executive produce"."""
    words = segment.tokens
    opens = segment.text.rfind("(", max(0, words[place.first].start - 120), words[place.first].start)
    if opens < 0 or segment.text.find(")", opens, words[place.first].start) >= 0:
        return []
    at = segment.index_at(opens)
    for i in range(at - 1, max(-1, at - 1 - _NEAR), -1):
        if kind := _BY_CREDIT.get(words[i].lower):
            return [Cue(kind, _CREDITED)]
        if not words[i].capital and words[i].lower not in ("and", "&", "executive", "producer", "producers"):
            break
        if words[i].lower in ("producer", "producers") and words[i - 1].lower == "executive":
            return [Cue("show", _CREDITED)]
    closes = segment.text.find(")", words[place.last - 1].end, words[place.last - 1].end + 120)
    if closes < 0:
        return []
    after = segment.index_at(closes)
    tail = segment.lowers[after : after + 7]
    if ("executive", "producer") in itertools.pairwise(tail) or "showrunner" in tail or "co-showrunner" in tail:
        return [Cue("show", _CREDITED)]
    return [Cue("film", _CREDITED)] if "direct" in tail[:4] or "directs" in tail[:3] else []


def _on_stage(segment: Segment, place: Place) -> list[Cue]:
    """Read "*A* in the West End", "a stage production of *A*", "*A* off Broadway"."""
    lowers = segment.lowers
    after = lowers[place.last : place.last + _STAGE_REACH]
    before = lowers[max(0, place.first - 5) : place.first]
    if "broadway" in after[:4] or ("west", "end") in itertools.pairwise(after):
        return [Cue("play", _RUNS)]
    if "of" in before and ("stage" in before or "broadway" in before or ("west" in before and "end" in before)):
        return [Cue("play", _RUNS)]
    if before[-2:] == ("broadway", "musical") or before[-1:] == ("broadway's",):
        return [Cue("play", _RUNS)]
    return []


def _is_in_box_office(segment: Segment, place: Place) -> bool:
    """Return whether a row of a table has what a film earned."""
    start = segment.text.rfind("\n", 0, segment.tokens[place.first].start) + 1
    end = segment.text.find("\n", start)
    return _EARNED.search(segment.text, start, len(segment.text) if end < 0 else end) is not None


def _is_source(segment: Segment, first: int) -> str:
    """Return "book" where a film or series comes from the title and nothing else is named: "based on Roe’s *A*"."""
    words = segment.tokens
    if "." in segment.gap(first) or opens_behind_source(segment, first):
        return ""
    for i in range(first - 1, max(0, first - _STAGE_REACH), -1):
        if words[i].first or words[i].lower in _NOT_BOOKS:
            return ""
        if words[i].lower in _BASED_ON and words[i - 1].lower in _BASED:
            return "book"
    return ""
