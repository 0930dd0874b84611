"""Titles in text without italics, found by the capitals inside a sentence.

A name or a company seldom has a capitalised "The", "Is" or "With" inside; a title often has. "2009's X", "the X
actress", "the sitcom, X," and "X 2" point at a work too. Where the outlet marks its titles by italics, an unmarked run
of capitals is hardly one, so these forms count for less there.
"""

from __future__ import annotations

from collections.abc import Iterator

from pullquote.cache.annotate.entities import ACCEPT, Candidates
from pullquote.cache.annotate.text.capitals import title_shape
from pullquote.cache.annotate.text.document_text import SOME, DocumentText, Place, gender_of, tokens_of
from pullquote.cache.annotate.text.tokens import Segment, Token, words_of
from pullquote.cache.annotate.text.vocabulary import (
    FUNCTION_WORDS,
    HONORIFICS,
    NEVER_A_TITLE_ALONE,
    OTHER_NOUNS,
    PLACE_NOUNS,
    PLACES,
    ROLE_NOUNS,
    SAID,
    SCREEN_NOUNS,
    STARTERS,
    type_of_noun,
)
from pullquote.cache.annotate.works.cues import SCENES
from pullquote.cache.annotate.works.readings import Readings
from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

_INNER = frozenset("of the a an in to on with and & for from at vs v by n' en la de".split())
_TELLING = frozenset(
    "the a an is are was it this that these you your we our us my me i he she they them her his with without for from"
    " into at to on in by and or not no do don't all how what when where who why everybody everyone nobody never"
    " be being"
    " loves hates meets wants goes knows gets".split()
)
_SHOW_ENDINGS = frozenset("show live tonight today housewives chronicles diaries".split())
_NO_SEQUEL = frozenset(
    "season seasons episode chapter part no number channel day week round game phase volume vol group level grade"
    " apollo area"
    " studio formula route highway windows playstation iphone xbox article section page act scene title june july may"
    " january february march april august september october november december room class top act division tier".split()
)
_SHORT_HEADING = 5
_DOUBT = 0.35
"""Weight of evidence to which being in the headline may be added."""
_ACTORS = frozenset(
    "star actor actress actors alum alums co-star co-stars costar creator showrunner director host frontman"
    " veteran".split()
)
_OTHER_NOUNS = frozenset(
    "journal newspaper magazine website blog book novel memoir game videogame band group duo trio company firm"
    " startup agency app label brand store shop restaurant bar pub club nightclub hotel venue charity campaign"
    " slogan motto song single album track tour podcast ship boat horse dog cat hashtag manga comic duet"
    " exhibition school hospital".split()
)
"""Nouns before a name that say it is no work for the screen."""
_TOLD = frozenset("told tells".split())
_NOUNS = SCREEN_NOUNS | OTHER_NOUNS.keys()
_OPENERS = STARTERS | FUNCTION_WORDS


def find_patterns(
    document_text: DocumentText, candidates: Candidates, taken: set[tuple[int, int]], readings: Readings
) -> None:
    """Add the titles that the form of a run of capitals gives away."""
    if document_text.about_screens < SOME:
        return _confirm_headlines(document_text, candidates)
    marked = sum(1 for c in candidates if "italics" in c.evidence)
    share = 1.0 if marked < 3 else 0.6
    blocked = taken | tokens_of(p for c in candidates if c.weight >= ACCEPT for p in c.places)
    for number, segment in enumerate(document_text.segments):
        blocked |= {(number, i) for i in _in_quoted_titles(document_text, number)}
        if segment.headline or segment.kind in ("embed", "table", "caption"):
            continue
        if segment.kind == "heading" and len(segment.tokens) <= _SHORT_HEADING:
            continue
        after = 0
        for i in segment.beginnings:
            if i < after:
                continue
            last = _run(segment, i, number, blocked, readings)
            if last > i:
                _judge(candidates, number, segment, _with_rest(segment, number, (i, last), readings), share)
            after = max(last, i + 1)
    return _confirm_headlines(document_text, candidates)


def _in_quoted_titles(document_text: DocumentText, number: int) -> Iterator[int]:
    """Return the tokens of what stands in quotation marks and looks like a title: its parts are none."""
    segment = document_text.segments[number]
    for run in document_text.quoted[number]:
        if run.closed and run.end - run.start < 110 and title_shape(segment.text[run.start : run.end]):
            yield from range(segment.index_at(run.start), segment.index_at(run.end))


def _run(segment: Segment, i: int, number: int, blocked: set[tuple[int, int]], readings: Readings) -> int:
    """Return the end of the run of title words that begins at ``i``: capitals, numbers and small words between."""
    words = segment.tokens
    if (number, i) in blocked or not (
        words[i].capital or (words[i].text[0].isdecimal() and i + 1 < len(words) and words[i + 1].capital)
    ):
        return i
    last = end = i + 1
    while (
        last < len(words)
        and last - i < 10
        and words[last].joined
        and not words[last - 1].possessive
        and (number, last) not in blocked
    ):
        word = words[last]
        if word.capital or (word.text.isdecimal() and len(word.text) < 3):
            end = last + 1
        elif (
            word.lower not in _INNER or last + 1 - end > 2 or (end == last and _parts(segment, i, last))
        ) and readings.whole(number, i, end)[1] <= last:
            break
        last += 1
    if (
        end < len(words)
        and words[end - 1].possessive
        and words[end].joined
        and words[end].capital
        and not gender_of(words[i].lower)
    ):
        return i + 1 if end - i == 1 else end
    return end


def _parts(segment: Segment, first: int, i: int) -> bool:
    """Return whether a small word rather parts two names than joins one: "The Glass and Ember", "The Glass in May"."""
    words = segment.tokens
    if first and words[first - 1].lower in ROLE_NOUNS and not words[first - 1].capital:
        return True  # "reporter Maren Holt in Copper Hill 2"
    if words[i].lower == "to" and "from" in segment.lowers[max(0, first - 1) : first + 1]:
        return True
    after = words[i + 1] if i + 1 < len(words) else None
    if words[i].lower in ("vs", "v") and first and _is_year(segment, first - 1):
        return False  # "2019's Copper v. Glass"
    if words[i].lower in ("and", "vs", "v"):
        return after is None or after.capital
    return after is not None and (
        after.lower in PLACES or after.lower in MONTH_NUMBERS or after.lower in WEEKDAY_NUMBERS
    )


def _with_rest(segment: Segment, number: int, run: tuple[int, int], readings: Readings) -> tuple[int, int]:
    """Return a run with what follows it and belongs to it: a subtitle, "'s Place"."""
    words, last = segment.tokens, run[1]
    if last < len(words) and (words[last - 1].possessive or not words[last].joined or words[last].lower in _INNER):
        return readings.whole(number, *run)
    return run


def _judge(candidates: Candidates, number: int, segment: Segment, run: tuple[int, int], share: float) -> None:
    first, last = run
    words = segment.tokens
    while (
        first < last
        and words[first].first
        and words[first].lower in _OPENERS
        and words[first].lower not in ("the", "this", "my", "how")
    ):
        first += 1
    if first >= last:
        return
    before = words[first - 1] if first else None
    dated = first > 0 and _is_year(segment, first - 1)
    if _is_no_title(segment, first, last, dated=dated):
        return
    after = words[last] if last < len(words) else None
    joined_after = after is not None and after.joined and not words[last - 1].possessive
    content = [w.lower for w in words[first:last] if w.capital]
    explains = before is not None and before.lower in _NOUNS and segment.gap(first) == ", "
    explains = explains and (after is None or segment.gap(last).strip()[:1] in (",", "."))
    if (
        (not (explains and len(content) > 1) and all(w in NEVER_A_TITLE_ALONE or w in ROLE_NOUNS for w in content))
        or (content[-1] in PLACE_NOUNS and not (dated and content[-1] in SCENES))
        or content[-1] in MONTH_NUMBERS
    ):
        return
    person = (
        gender_of(words[first].lower) is not None and last - first <= 3 and all(w.capital for w in words[first:last])
    )
    follows_noun = (
        joined_after
        and after is not None
        and not after.capital
        and after.lower not in FUNCTION_WORDS
        and not after.lower.endswith(("ed", "s", "ly"))
    )

    def candidate(evidence: str, weight: float, kind: str = "", points: float = 0.0) -> None:
        shaped = title_shape(
            segment.text[words[first].start : words[last - 1].end + _exclaimed(segment, words[last - 1])]
        )
        if shaped:
            found = candidates.add(
                shaped, evidence, weight * (share if weight < 0.6 else 1.0), Place(number, first, last)
            )
            if kind:
                found.point(kind, points)

    if dated and not follows_noun:
        candidate("year before it", 0.6)
    elif (
        before is not None
        and after is not None
        and joined_after
        and after.lower in _ACTORS
        and before.lower in ("the", "former", "fellow", "longtime", "onetime")
        and not before.capital
        and not person
        and words[first].lower not in NEVER_A_TITLE_ALONE
    ):
        candidate("role after it", 0.55)
    elif before is not None and explains and not person:
        candidate("noun before it", 0.55, OTHER_NOUNS.get(before.lower) or type_of_noun(before.lower), 2.0)
    elif (
        words[last - 1].lower in _SHOW_ENDINGS
        and last - first > 1
        and not words[first].first
        and words[last - 1].capital
    ):
        candidate("form of the name", 0.55, "show", 2.0)
    elif _is_sequel(words, first, last) and not words[first].first and not _is_numbered_person(words, first, last):
        candidate("number after it", 0.5, "film", 1.0)
    elif not person and _telling(words, first, last):
        candidate("capitals inside a sentence", 0.5)


def _is_no_title(segment: Segment, first: int, last: int, *, dated: bool) -> bool:
    """Return whether a run is a person's title, shouted, who said something, or named: "the journal The Reef".

    ``dated``: it stands behind a year, as nobody does: "2019's Justice Street".
    """
    words = segment.tokens
    shouted = last - first > 1 and all(w.text.isupper() for w in words[first:last])
    if shouted or (words[first].lower in HONORIFICS and not dated):
        return True
    before = words[first - 1] if first else None
    if before is None:
        return False
    if before.lower in SAID and segment.follows_words_said(first - 1):
        return True  # "“…,” said The Edge"
    if not words[first].joined and before.lower in OTHER_NOUNS:
        return False  # "the song, X,"
    if words[first].joined and before.lower in _TOLD:
        return True  # "told The Harbour Post"
    return before.lower in _OTHER_NOUNS and not before.capital and not before.possessive


def _telling(words: list[Token], first: int, last: int) -> bool:
    """Return whether a run inside a sentence has a capitalised small word or verb, as only titles do."""
    if words[first].first or not words[first].joined:
        return False
    if words[first].lower == "the" and words[first].capital:
        return last - first > 1 and words[first + 1].lower not in ROLE_NOUNS
    if first > 1 and words[first - 1].lower == "and" and words[first - 2].capital:
        return False  # "Ada Quill and Her Works"
    inner = [w for w in words[first:last] if w.capital and w.lower in _TELLING and len(w.text) > 1]
    return bool(inner) and last - first > 1 and any(w.lower not in FUNCTION_WORDS for w in words[first:last])


def _is_sequel(words: list[Token], first: int, last: int) -> bool:
    number = words[last - 1].text
    return (
        last - first > 2
        and (number.isdecimal() or number in ("II", "III", "IV", "VI", "VII"))
        and number not in ("0", "1")
        and len(number.rstrip("I")) < 2
        and words[last - 2].lower not in ("war", "pope", "paul", "john", "henry", "charles", "model", "super")
        and words[last - 2].capital
        and words[last - 2].lower not in _NO_SEQUEL
    )


def _is_numbered_person(words: list[Token], first: int, last: int) -> bool:
    """Return whether a full name with a number is that of somebody: "Adolph Brook III", but not "Rocco II"."""
    return last - first > 2 and not words[last - 1].text.isdecimal() and gender_of(words[first].lower) is not None


def _is_year(segment: Segment, i: int) -> bool:
    """Return whether token ``i`` is "2009's" or ends "last year's"."""
    word = segment.tokens[i]
    if not word.possessive:
        return False
    if word.text.isdecimal() and len(word.text) == 4:
        return True
    return word.lower == "year" and i > 0 and segment.tokens[i - 1].lower in ("last", "this", "next")


def _exclaimed(segment: Segment, word: Token) -> int:
    """Return 1 where an exclamation mark may belong to the title: "Tom Brand Tonight! was"."""
    end = word.end
    return 1 if segment.text[end : end + 1] == "!" and segment.text[end + 1 : end + 3].strip()[:1].islower() else 0


def confirm_by_headline(document_text: DocumentText, candidates: Candidates) -> None:
    """Believe half-proved titles of the text that the headline names too."""
    head = document_text.segments[0] if document_text.segments else None
    if head is None or head.kind != "title":
        return
    for candidate in candidates:
        named = gender_of(candidate.name.split(" ", 1)[0]) is not None
        if _DOUBT <= candidate.weight < ACCEPT and not named and any(p.segment for p in candidate.places):
            at = head.index_at(head.text.find(candidate.name))
            if candidate.name in head.text and head.texts[at : at + 1] == words_of(candidate.name)[:1]:
                candidate.add("headline and text", 0.15)


def _confirm_headlines(document_text: DocumentText, candidates: Candidates) -> None:
    """Believe a title quoted in the headline when the text writes it with capitals."""
    doubtful = [
        c
        for c in candidates
        if c.weight < ACCEPT
        and "quotation marks" in c.evidence
        and any(document_text.segments[p.segment].headline for p in c.places)
    ]
    for candidate in doubtful[:20]:
        needle = candidate.name
        for number, segment in enumerate(document_text.segments):
            at = -1 if segment.headline else segment.text.find(needle)
            if at < 0:
                continue
            i = segment.index_at(at)
            if i < len(segment.tokens) and not (segment.tokens[i].first and needle.count(" ") == 0):
                candidate.add("headline and text", 0.3, Place(number, i, segment.index_at(at + len(needle))))
                break
