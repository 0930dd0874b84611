"""Outlets, networks and companies that stand in no list: by the form of the name or the words beside it."""

from __future__ import annotations

from typing import NamedTuple

from pullquote.cache.annotate.text.document_text import MANY, SOME, DocumentText, gender_of
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.annotate.text.vocabulary import (
    COMMON_WORDS,
    FUNCTION_WORDS,
    HONORIFICS,
    NEVER_A_TITLE_ALONE,
    PLACE_NOUNS,
    PLACES,
    ROLE_NOUNS,
    SAID,
    SPEECH_VERBS,
)


class Cue(NamedTuple):
    """What says that a name is an organization's: its ``kind``, and the evidence as a reader reads it."""

    kind: str
    evidence: str


_OUTLET_FORMS = frozenset("magazine weekly daily gazette tribune chronicle herald fm radio".split())
"""Last words that only outlets have."""
_OUTLET_FORMS_AFTER_THE = frozenset(
    "news post times journal telegraph observer examiner inquirer courier dispatch bulletin sentinel reporter".split()
)
"""Last words of outlets that need a "The" or a place before them: "The Harbor Times", "Denver Post"."""
_DAY_TIMES = frozenset("daily evening morning sunday".split())
_OUTLETS_OF_DAY_TIMES = frozenset(
    "standard star mail express mirror record press sun times news post herald echo telegraph argus".split()
)
_TOLD = frozenset("told tells telling".split())
_TALKS = frozenset("interview interviews speaking spoke talking talked chat chatting chatted sat confirmed".split())
_SOURCES = frozenset("per via".split())
_NO_SOURCES = frozenset("rss email satellite skype zoom mastodon bluetooth wifi wi-fi usb airplay".split())
_WROTE = frozenset("wrote writes reported reports".split())
_REPORTS = frozenset("reports reported".split())
_ORDERS = frozenset(
    "acquired acquires renewed renews greenlit greenlights ordered orders commissioned cancelled canceled cancels"
    " optioned nabbed scrapped picked bought".split()
)
_AUXILIARIES = frozenset("has have had also officially just recently reportedly already".split())
_ORDERED = frozenset(
    "series season seasons show drama comedy sitcom pilot film movie rights episodes documentary docuseries thriller"
    " script feature project".split()
)
_SHOWN = frozenset("airs aired airing streams streamed streaming stream broadcast available exclusively".split())
_HANDLED = frozenset("distributed financed published acquired bought presented released available exclusively".split())
_NOT_SHOWN_ON = frozenset(
    "blu-ray dvd digital vod demand thanksgiving easter earth pc xbox playstation switch windows mac ios android"
    " itunes steam itunes television".split()
)
_GIVES = frozenset("given gave gives handed hands".split())
_REPRESENTED = frozenset("repped represented managed".split())
_HEADS = frozenset("head president chief executive executives vice chairman chairwoman chair".split())
_HEADED = frozenset(
    "drama comedy scripted unscripted programming content commissioning television film originals distribution"
    " marketing production development entertainment series documentaries".split()
)
_FAR = 14
"""Words of a list of who represents somebody."""
_CHIEFS = frozenset("ceo co-ceo".split())
WORDS_OF_CUES = (
    (
        _OUTLET_FORMS
        | _OUTLET_FORMS_AFTER_THE
        | _OUTLETS_OF_DAY_TIMES
        | _TOLD
        | _TALKS
        | _SOURCES
        | _REPORTS
        | _ORDERS
        | _SHOWN
        | _HANDLED
        | _CHIEFS
        | _GIVES
        | _REPRESENTED
        | _HEADS
    )
    | SAID
    | {"according"}
)
"""Words of which a segment has one where ``cue_at`` finds something."""
_LONGEST = 5


def cue_at(document_text: DocumentText, segment: Segment, i: int) -> tuple[int, Cue] | None:
    """Return where the organization's name that begins at token ``i`` ends, and what says that it is one."""
    words = segment.tokens
    if segment.headline or document_text.about_screens < SOME or not words[i].capital:
        return None
    if i and words[i].joined and words[i - 1].capital and not words[i - 1].possessive and not words[i - 1].first:
        return None
    last = _end(segment, i)
    first = i + (segment.lowers[i] == "the" and last - i > 1)
    if segment.lowers[first] in FUNCTION_WORDS or words[first].lower in HONORIFICS or words[first].lower in ROLE_NOUNS:
        return None
    cue = _form(segment, i, first, last) or _beside(document_text, segment, i, first, last)
    return (last, cue) if cue else None


def _end(segment: Segment, i: int) -> int:
    """Return the end of the run of capitals that begins at ``i``; "of" and "&" may stand within it."""
    words = segment.tokens
    last = i + 1
    while last < len(words) and last - i < _LONGEST and words[last].joined and not words[last - 1].possessive:
        if segment.lowers[last] in _CHIEFS:
            break
        if words[last].capital or words[last].text.isdecimal():
            last += 1
        elif segment.lowers[last] in ("of", "&") and last + 1 < len(words) and words[last + 1].capital:
            last += 2
        else:
            break
    return last


def _form(segment: Segment, i: int, first: int, last: int) -> Cue | None:
    """Read the form of the name: "Lantern Magazine", "The Harbor Times", "Denver Post"."""
    if last - first < 2:
        return None
    ending, begin = segment.lowers[last - 1], segment.lowers[first]
    if begin in COMMON_WORDS and segment.tokens[first].first:
        return None
    if ending in _OUTLET_FORMS:
        return Cue("outlet", "form of the name")
    if begin in _DAY_TIMES and ending in _OUTLETS_OF_DAY_TIMES and last - first == 2:
        return Cue("outlet", "form of the name")
    the = first > i and not segment.tokens[i].first
    if ending in _OUTLET_FORMS_AFTER_THE and (the or begin in PLACES) and not begin.endswith("ing"):
        return Cue("outlet", "form of the name")
    return None


def _beside(document_text: DocumentText, segment: Segment, i: int, first: int, last: int) -> Cue | None:
    """Read the words beside the name."""
    words, lowers = segment.tokens, segment.lowers
    begin = i - 1 if i and lowers[i - 1] == "the" and words[i].joined else i
    before = lowers[begin - 1] if begin and words[begin].joined else ""
    earlier = lowers[max(0, begin - 7) : begin - 1] if begin else ()
    owner = (
        words[last - 1].possessive and last < len(words) and words[last].joined and gender_of(lowers[last]) is not None
    )
    if owner and (before in _TOLD or not _WROTE.isdisjoint(lowers[last + 1 : last + 4])):
        return Cue("outlet", "a writer after it") if _names_nobody(document_text, segment, first, last) else None
    spoken_to = before in _TOLD or (before in ("with", "to") and not _TALKS.isdisjoint(earlier[-3:]))
    if spoken_to:
        formed = (
            first > i or segment.is_emphasised(words[first].start, words[last - 1].end) or _is_formed(segment, last)
        )
        return (
            Cue("outlet", f"{before} before it")
            if formed and _names_nobody(document_text, segment, first, last)
            else None
        )
    if before in ("in", "at", "for") and first > i and _says_there(segment, begin):
        return Cue("outlet", "said in it")
    cue = (
        _before(segment, first, last, before, earlier)
        or _after(document_text, segment, last)
        or _headed(segment, last)
        or _represents(segment, begin)
    )
    return cue if cue and _names_nobody(document_text, segment, first, last) else None


def _headed(segment: Segment, last: int) -> Cue | None:
    """Read who works there: "Northlight's head of drama"."""
    if not segment.tokens[last - 1].possessive or _HEADS.isdisjoint(segment.lowers[last : last + 1]):
        return None
    return Cue("company", "its head after it") if not _HEADED.isdisjoint(segment.lowers[last + 1 : last + 5]) else None


def _represents(segment: Segment, begin: int) -> Cue | None:
    """Read a list of agencies: "is repped by CAA, Lamp Talent and Roe & Moor"."""
    words, lowers = segment.tokens, segment.lowers
    at = begin
    if words[begin].possessive:
        return None
    while at > max(0, begin - _FAR) and (words[at - 1].capital or lowers[at - 1] in ("and", "&")):
        if segment.gap(at).strip() not in ("", ","):
            return None
        at -= 1
    is_list = at > 1 and lowers[at - 1] == "by" and lowers[at - 2] in _REPRESENTED
    return Cue("company", f"{lowers[at - 2]} by it") if is_list else None


def _says_there(segment: Segment, begin: int) -> bool:
    """Return whether somebody says something in what begins at token ``begin``: "“…,” said Jane Roe in The Reel"."""
    words = segment.tokens
    at = begin - 2
    while at > 0 and words[at].capital and words[at].joined:
        at -= 1
    return 0 <= at < begin - 2 and words[at].lower in SAID and segment.follows_words_said(at)


def _is_formed(segment: Segment, last: int) -> bool:
    return segment.lowers[last - 1] in _OUTLET_FORMS_AFTER_THE and segment.tokens[last - 2].capital


def _before(segment: Segment, first: int, last: int, before: str, earlier: tuple[str, ...]) -> Cue | None:
    named = segment.lowers[first] not in _NO_SOURCES and not segment.lowers[last - 1].isdecimal()
    if named and (before in _SOURCES or (before == "to" and earlier[-1:] == ("according",))):
        return Cue("outlet", f"{'according to' if before == 'to' else before} before it")
    if named and before == "by" and earlier[-1:] == ("reported",):
        return Cue("outlet", "reported by it")
    if before == "on" and not _SHOWN.isdisjoint(earlier) and segment.lowers[first] not in _NOT_SHOWN_ON:
        return Cue("tv", "shown on it")
    if named and before in ("by", "through", "via") and not _HANDLED.isdisjoint(earlier[-2:]):
        return Cue("company", f"{earlier[-1]} {before} it")
    return None


def _after(document_text: DocumentText, segment: Segment, last: int) -> Cue | None:
    words, lowers = segment.tokens, segment.lowers
    at = last
    if last >= len(words) or words[last - 1].possessive or not words[last].joined:
        return None
    if lowers[at] in _CHIEFS:
        return Cue("company", "CEO after it")
    while at < len(words) - 1 and lowers[at] in _AUXILIARIES:
        at += 1
    if at == last and lowers[at] in _REPORTS and at + 1 < len(words):
        return Cue("outlet", "reports")
    if lowers[at] in _GIVES and "order" in lowers[at + 1 : at + 7] and document_text.about_screens >= MANY:
        return Cue("company", "gave an order")
    if lowers[at] in _ORDERS and at + 1 < len(words) and lowers[at + 1] not in ("for", "by", "after", "in", "as"):
        object_ = lowers[at + 1 : at + 9]
        if not _ORDERED.isdisjoint(object_) and document_text.about_screens >= MANY:
            return Cue("company", f"{lowers[at]} a work")
    return None


def _names_nobody(document_text: DocumentText, segment: Segment, first: int, last: int) -> bool:
    """Return whether a run of capitals is no person's name, no place and no word."""
    lowers = segment.lowers
    name = segment.texts[first:last]
    if (
        any(gender_of(lower) for lower in lowers[first : max(first + 1, last - 1)])
        or lowers[first] in NEVER_A_TITLE_ALONE
        or lowers[last - 1] in PLACE_NOUNS
    ):
        return False
    if first and segment.tokens[first].joined and segment.lowers[first - 1] in ROLE_NOUNS:
        return False
    if last - first == 1 and (
        document_text.is_word(lowers[first]) or len(name[0]) < 3 or lowers[first] in SPEECH_VERBS
    ):
        return False
    shortened = document_text.inside if len(name) == 1 else document_text.alone  # as a surname is
    return name[-1] not in shortened
