"""Titles in plain lists: "shows including A, B and C", "known for A and B", "A, B and C" where one of them is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pullquote.cache.annotate.entities import ACCEPT, Candidates
from pullquote.cache.annotate.text.capitals import title_shape
from pullquote.cache.annotate.text.document_text import ENOUGH, SOME, DocumentText, Place, gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import (
    FUNCTION_WORDS,
    HONORIFICS,
    NEVER_A_TITLE_ALONE,
    OTHER_NOUNS,
    OTHER_PLURALS,
    PLACE_NOUNS,
    PLACES,
    ROLE_NOUNS,
    SAID,
    SCREEN_NOUNS,
    STARTERS,
    is_season_number,
)
from pullquote.cache.annotate.works import cues
from pullquote.cache.annotate.works.readings import Readings, marks_titles
from pullquote.cache.core.article import SCREEN_TYPES
from pullquote.cache.core.times.words import MONTH_NUMBERS

KINDS_OF_LISTS = {
    **dict.fromkeys("shows series sitcoms miniseries docuseries soaps programmes programs telenovelas".split(), "show"),
    **dict.fromkeys(
        "films movies thrillers blockbusters documentaries features flicks romcoms rom-coms".split(), "film"
    ),
    **dict.fromkeys("dramas comedies hits titles classics credits projects favourites favorites".split(), ""),
    **dict.fromkeys("productions remakes sequels adaptations franchises releases mentions".split(), ""),
}
"""Nouns in the plural that lists of titles follow, with the type each names."""
_KINDS = {**KINDS_OF_LISTS, **OTHER_PLURALS, "records": "album"}
"""All nouns that lists of works follow; outside a list, records are broken."""
_ENDS = (",", ".", ";", ":", ")", "—", "–", "!", "?")
"""What stands behind a list that only explains the noun before it: "her albums, A and B, sold well"."""
_INTRODUCING = frozenset("including include includes included like as are were namely spanning".split())
_NO_WORKS = ROLE_NOUNS | {word + "s" for word in ROLE_NOUNS} | frozenset("names faces names".split())
"""Nouns of which "such as", "like" and "including" name examples, and no works: "movies with stars like"."""
_VERBS_TOO = frozenset("features hits titles credits projects releases mentions".split())
"""Nouns of lists that are verbs behind a subject: "a film that features A and B"."""
_SUBJECTS = SCREEN_NOUNS | OTHER_NOUNS.keys() | frozenset("that which who it he she they also and".split())
_RECORDS = frozenset("work filmography resume résumé cv".split())
"""What somebody has made, as "whose work includes" names it."""
_KNOWN = frozenset("known famous famed renowned recognised recognized remembered acclaimed celebrated".split())
_OF = frozenset(
    "season seasons episode episodes finale finales cast casts creator creators director writer writers star stars fans"
    " host hosts producer producers showrunner reboots remakes revivals adaptations seasons viewers makers".split()
)
_MEMBERS = frozenset("members stars actors characters castmates alumni".split())
_LED_BY = frozenset("star stars creator creators director host hosts producer writer actor actress alum".split())
"""Nouns that make what follows "… of X," the name of somebody: "the star of X, Jane Roe, and"."""
_CLAUSES = frozenset("in on with after before for at since following besides like unlike when while as".split())
_NO_ITEM = FUNCTION_WORDS | HONORIFICS | ROLE_NOUNS | SAID | SCREEN_NOUNS | OTHER_NOUNS.keys()
_OPENERS = (FUNCTION_WORDS | STARTERS) - {"the", "a", "an", "this", "my", "how", "no"}
_BY_FORM = frozenset(("capitals inside a sentence", "form of the name", "number after it"))
"""Evidence too weak to speak for the neighbours of a title."""
_GOING_ON = frozenset("and or & plus the season seasons series to of a an in on with for from at by vs".split())
"""Words behind an item that are part of it, or lead to the next."""
_ITEMS = 30
_SENTENCE = 3
"""Capitalised words that are a title even where each is an everyday one: "Time After Time"."""
_NOTE = 30


class _List(NamedTuple):
    """The items of a list as (first, last) tokens, and whether "and" or "or" closes it."""

    items: list[tuple[int, int]]
    closed: bool


def find_in_lists(
    document_text: DocumentText, candidates: Candidates, taken: set[tuple[int, int]], readings: Readings
) -> None:
    """Believe the items of a list that a noun in the plural introduces, or of which one is a title already."""
    if document_text.about_screens < SOME:
        return
    marked = marks_titles(candidates)
    lists = [
        (number, found)
        for number, segment in enumerate(document_text.segments)
        if segment.kind not in ("embed", "table") and not segment.headline and len(segment.capitals) > 1
        for found in _lists(segment, number, taken, readings)
    ]
    if not lists:
        return
    surnames = _surnames(document_text)
    for number, found in lists:
        segment = document_text.segments[number]
        kind = _introduced(segment, found.items)
        if kind is None and len(found.items) > 1:
            kind = _summed_up(segment, found.items[-1][1])
        if kind or (kind == "" and document_text.about_screens >= ENOUGH):
            clue = ("list after a noun", 0.45 if marked else 0.6, kind)
            for item in found.items:
                if kind or not _is_named(segment, item, surnames):
                    _add_item(document_text, candidates, Place(number, *item), clue)
    if not marked and document_text.about_screens >= ENOUGH:
        for _ in range(2):  # what the first round believes may stand in another list
            _add_neighbours(document_text, candidates, lists, surnames)


def _is_named(segment: Segment, item: tuple[int, int], surnames: set[str]) -> bool:
    """Return whether an item is named like a person, by a first name or by the surname of somebody."""
    words = segment.tokens[item[0] : item[1]]
    first = words[0].text
    if len(words) == 1 and first in surnames:
        return True
    return len(words) <= 3 and gender_of(first) is not None and all(word.capital for word in words)


def _add_neighbours(
    document_text: DocumentText, candidates: Candidates, lists: list[tuple[int, _List]], surnames: set[str]
) -> None:
    """Believe the other items of a list in which a title is believed already."""
    for number, found in lists:
        segment = document_text.segments[number]
        known = [item for item in found.items if _is_believed(document_text, candidates, Place(number, *item))]
        if not known or _is_clause(segment, found.items[0][0]) or not (found.closed or len(known) > 1):
            continue
        pair = len(found.items) == 2 and segment.gap(found.items[1][0] - 1) == " "
        weight = 0.55 if len(found.items) > 2 or len(known) > 1 else 0.5 if pair else 0.4
        for item in found.items:
            if item not in known and not _is_named(segment, item, surnames):
                _add_item(document_text, candidates, Place(number, *item), ("list of titles", weight, ""))


def _is_believed(document_text: DocumentText, candidates: Candidates, place: Place) -> bool:
    candidate = candidates.get(document_text.text(place))
    if candidate is None:
        return False
    return sum(weight for evidence, weight in candidate.evidence.items() if evidence not in _BY_FORM) >= ACCEPT


def _lists(segment: Segment, number: int, taken: set[tuple[int, int]], readings: Readings) -> Iterator[_List]:
    """Yield the lists of a segment that have at least two items."""
    words = segment.tokens
    after = 0
    for i in segment.beginnings:
        if i < after or (number, i) in taken or _is_single(words, i):
            continue
        items: list[tuple[int, int]] = []
        closed = conjunction = False
        if words[i].first and words[i].lower in _OPENERS and i + 1 < len(words) and words[i + 1].joined:
            i += 1
        at = i
        while len(items) < _ITEMS:
            last = _item(segment, number, at, taken, readings)
            if last <= at:
                break
            items.append((at, last))
            if last < len(words) and words[last].joined and words[last].lower not in _GOING_ON:
                if closed and not conjunction:
                    items.pop()  # "A and B, Maren Holt said"
                break
            end = _after_notes(segment, last)
            at, conjunction = _next(segment, end)
            if at < 0 and len(items) == 1 and _spans(segment, i, end):  # "from A to B"
                at, conjunction = end + 1, True
            if at <= end - 1 or at >= len(segment.tokens):
                break
            closed = closed or conjunction
            if (number, at) in taken:
                break
        after = items[-1][1] if items else i + 1
        if len(items) > 1:
            yield _List(items, closed)
        elif items and _may_be_alone(segment, i):
            yield _List(items, closed=False)


def _is_single(words: list[Token], i: int) -> bool:
    """Return whether a word neither goes on nor stands where one title may be introduced: "Brandt said"."""
    if i + 1 >= len(words):
        return False
    word, after = words[i], words[i + 1]
    if not after.joined or after.capital or word.possessive or after.lower in _GOING_ON or not after.text.isalpha():
        return False
    before = words[i - 1].lower if i else ""
    return before not in _INTRODUCING and before not in _KINDS


def _spans(segment: Segment, i: int, end: int) -> bool:
    words = segment.tokens
    return i > 0 and words[i - 1].lower == "from" and end + 1 < len(words) and words[end].lower == "to"


def _may_be_alone(segment: Segment, i: int) -> bool:
    """Return whether one title may follow alone: "films such as X", "one of the early films, X."."""
    words = segment.tokens
    return i > 0 and (words[i - 1].lower in _INTRODUCING or (words[i - 1].lower in _KINDS and segment.gap(i) == ", "))


def _item(segment: Segment, number: int, i: int, taken: set[tuple[int, int]], readings: Readings) -> int:
    """Return the end of the item that begins at ``i``."""
    words = segment.tokens
    if not (words[i].capital or words[i].text[0].isdecimal()):
        return i
    last = i + 1
    while (
        last < len(words)
        and (words[last].capital or words[last].text[0].isdecimal())
        and words[last].joined
        and not words[last - 1].possessive
        and (number, last) not in taken
        and last - i < 9
    ):
        last += 1
    if last < len(words) and (not words[last].joined or words[last].lower in _GOING_ON or words[last - 1].possessive):
        _, last = readings.whole(number, i, last, listed=True)
    return i if words[last - 1].possessive else last


def _after_notes(segment: Segment, i: int) -> int:
    """Step over what may stand behind an item: "season 2", "(2019)", "(HBO Max)"."""
    words = segment.tokens
    i = after_season(words, i)
    if i < len(words) and segment.gap(i).endswith("("):
        ahead = i
        while ahead < len(words) and ahead - i < 5 and ")" not in segment.gap(ahead + 1):
            ahead += 1
        if ahead + 1 <= len(words) and ")" in segment.gap(ahead + 1) and words[ahead].end - words[i].start < _NOTE:
            return ahead + 1
    return i


def _next(segment: Segment, i: int) -> tuple[int, bool]:
    """Return where the item behind a separator at ``i`` begins and whether "and" stood there; -1 where none does."""
    words = segment.tokens
    if i >= len(words):
        return -1, False
    gap = segment.gap(i).strip().lstrip(")")
    glued = not segment.gap(i) and words[i].text == "The"  # "Copper HillThe Glass": lost italics
    if gap not in (",", "", ";") and not glued:
        return -1, False
    conjunction = words[i].lower in ("and", "or", "&", "plus") and not glued
    if conjunction:
        i += 1
        if i < len(words) and not words[i].joined:
            return -1, False
    elif gap == "" and not glued:
        return -1, False
    if i < len(words) and words[i].lower == "the" and not words[i].capital:
        i += 1
    return i, conjunction


def _is_cued(lead: list[str]) -> bool:
    """Return whether titles follow: "the creator of A and B", "roles in A and B", "an Emmy for A and B"."""
    if len(lead) < 2:
        return False
    before, last = lead[-2], lead[-1]
    return (
        (last in ("in", "on") and before in cues.BEFORE_ON and (last == "on" or before not in cues.WEAK_BEFORE_IN))
        or (last in ("in", "on") and before in ("parts", "part"))
        or (last == "of" and before in _OF)
        or (last == "behind" and before in cues.BEHIND)
        or (last == "from" and before in _MEMBERS)
        or (last == "for" and not cues.PRIZES.isdisjoint(lead[-6:-1]) and before not in ("award", "awards"))
    )


def _introduced(segment: Segment, items: list[tuple[int, int]]) -> str | None:
    """Return the type of the titles of a list by what introduces it, ``None`` where nothing does."""
    words = segment.tokens
    i = items[0][0]
    if not i:
        return None
    lead = [w.lower for w in words[max(0, i - 9) : i]]
    gap = segment.gap(i)
    if lead[-1] in _VERBS_TOO and i > 1 and gap == " " and (words[i - 2].capital or lead[-2] in _SUBJECTS):
        return None
    if lead[-1] in _KINDS and gap.strip() in ("", ",", ":", "-", "–", "—", "("):
        return _KINDS[lead[-1]] if not words[i - 1].capital and _explains(segment, lead[-1], items) else None
    if len(items) > 2 and gap.endswith("("):
        return next((_KINDS[w] for w in reversed(lead) if w in _KINDS), None)
    if gap != " " or words[i - 1].capital:
        return None
    if lead[-1] in _INTRODUCING and (lead[-1] != "as" or lead[-2:-1] == ["such"]):
        near = next((w for w in reversed(lead[-6:-1]) if w in _KINDS or w in _NO_WORKS), "")
        return _KINDS.get(near, "" if lead[-2] in _RECORDS and lead[-1] != "like" else None)
    if len(items) > 1 and _is_cued(lead):
        return ""
    if lead[-1] in ("for", "in", "on", "from") and any(w in _KNOWN for w in lead[-7:-1]):
        roles = lead[-1] == "for" or any(w in ("role", "roles", "work", "part", "parts") for w in lead[-5:-1])
        return "" if roles else None
    if lead[-1] == "from" and any(w in KINDS_OF_LISTS for w in lead[-4:-1]):
        return next(KINDS_OF_LISTS[w] for w in reversed(lead) if w in KINDS_OF_LISTS)
    return None


def _explains(segment: Segment, noun: str, items: list[tuple[int, int]]) -> bool:
    """Return whether a list explains the noun before it: "her albums, A and B, sold", not "in both, A and B met"."""
    last = items[-1][1]
    ends = last >= len(segment.tokens) or segment.gap(last).lstrip("”\"’' ").startswith(_ENDS)
    named = all(end - first > 1 and gender_of(segment.texts[first]) is not None for first, end in items)
    if noun in KINDS_OF_LISTS:
        return ends or not named or segment.gap(items[0][0]) != ", "
    return ends and not named and len(items) > 1 and segment.gap(items[0][0]) != " "


def _summed_up(segment: Segment, last: int) -> str | None:
    """Return the type of the titles that end at ``last`` by the noun behind them: "A, B and other hit shows"."""
    words = segment.tokens
    gap = segment.gap(last).strip() if last < len(words) else "."
    near = [w.lower for w in words[last : last + 6]]
    if gap not in ("", ",") or near[:2] != ["and", "other"]:
        return None
    return next((_KINDS[w] for w in near[2:] if w in _KINDS), None)


def _is_clause(segment: Segment, i: int) -> bool:
    """Return whether the list is none: "In Copper Hill, Maren and Tom", "the star of Copper Hill, Maren Roe, and"."""
    words = segment.tokens
    if not i:
        return False
    before = words[i - 1]
    if before.lower in _CLAUSES and before.first:
        return True
    return before.lower == "of" and i > 1 and words[i - 2].lower in _LED_BY


def _add_item(document_text: DocumentText, candidates: Candidates, place: Place, clue: tuple[str, float, str]) -> None:
    """Add an item of a list; ``clue`` is the evidence, its weight, and the type it speaks for or ""."""
    number, first, last = place.segment, place.first, place.last
    evidence, weight, kind = clue
    segment = document_text.segments[number]
    words = segment.tokens
    content = [w.lower for w in words[first:last] if w.lower not in ("the", "a")]
    if (
        not content
        or (len(content) < _SENTENCE and all(w in NEVER_A_TITLE_ALONE or w in _NO_ITEM or w in PLACES for w in content))
        or content[-1] in PLACE_NOUNS
        or content[-1] in MONTH_NUMBERS
        or content[0] in HONORIFICS
        or ":" in content[0]
        or (len(content) == 1 and "-" in content[0] and words[last - 1].text.rpartition("-")[2].islower())
    ):
        return
    if last - first > 1 and words[last - 1].text == "TV":
        last -= 1
    shaped = title_shape(segment.text[words[first].start : words[last - 1].end])
    if shaped:
        candidate = candidates.add(shaped, evidence, weight, Place(number, first, last))
        if kind:
            candidate.point(kind, 1.0 if kind in SCREEN_TYPES else 3.0)


def _surnames(document_text: DocumentText) -> set[str]:
    """Return the words that follow a first name somewhere, as surnames do."""
    found: set[str] = set()
    for segment in document_text.segments:
        words = segment.tokens
        for i in segment.capitals:
            if i and words[i].joined and words[i - 1].capital and gender_of(words[i - 1].text):
                found.add(words[i].text)
    return found


def after_season(words: list[Token], i: int) -> int:
    """Return the token after "season 2" or "seasons 1 & 2" at ``i``, or ``i``."""
    if i < len(words) and words[i].lower in ("season", "seasons", "series"):
        i += 1
        while i < len(words) and (
            is_season_number(words[i].text)
            or (words[i].text in ("&", "-") and i + 1 < len(words) and is_season_number(words[i + 1].text))
        ):
            i += 1
    return i
