"""Titles that are a whole line or heading: confirmed by the text below, one of a bare list, or named by an award.

A line proves nothing by itself. "Copper Hill" over "NBC has renewed Copper Hill for a third season" is a title, as
are the other headings of the same list; so are many such lines under "All the films that come in May", and what
follows "Best Film:".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pullquote.cache.annotate.entities import ACCEPT, Candidates
from pullquote.cache.annotate.text.capitals import title_shape
from pullquote.cache.annotate.text.document_text import ENOUGH, DocumentText, Place, gender_of
from pullquote.cache.annotate.text.tokens import Segment, words_of
from pullquote.cache.annotate.text.vocabulary import (
    COMMON_WORDS,
    ENTERTAINMENT_WORDS,
    FUNCTION_WORDS,
    HONORIFICS,
    NEVER_A_TITLE_ALONE,
    PLACE_NOUNS,
    PLACES,
    ROLE_NOUNS,
    is_season_number,
)
from pullquote.cache.annotate.works.cues import SCENES, WON_BY_WORKS
from pullquote.cache.annotate.works.lists import KINDS_OF_LISTS
from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

_NUMBER = re.compile(r"\s*(?:#|No\. ?)?\d{1,3}\s?[.):–-]\s+|\s*[•*–-]\s+")
_TAIL = re.compile(
    r"\s*(?:\([^()\n]{1,40}\)|\[[^\]\n]{1,30}\]|\*+|[–—|-] [^\n]{1,40}"
    r"|,? (?:dir\.?:?|directed by|written by|created by) [^\n]{1,40})\s*$"
)
_SEASON = re.compile(
    r",?:? (?:the )?(?:complete |new |final |full |entire )?(?:season|series) (\w{1,5})"
    r"(?:,? (?:mid-?season |season |series |two-hour |part \w+ )?(?:premiere|finale|return|debut|part \w+))?$",
    re.IGNORECASE,
)
_OF_SERIES = re.compile(
    r"(?::|,| –| —| -) (?:complete |new |limited |final )?(?:season|series|mid-?season) "
    r"(?:premiere|finale|debut|return)$",
    re.IGNORECASE,
)
"""What stands behind a show in a schedule: ": Season 6 Midseason Premiere", ": Series Finale"."""
_AWARD = re.compile(
    r"\s*((?:(?:Best|Outstanding|Favou?rite|Top|Achievement in|Excellence in)\b[^:–—\n]{0,70}))(?::| [–—-]) ",
    re.IGNORECASE,
)
_CATEGORY = re.compile(
    r"\s*(?:(?:Best|Outstanding|Favou?rite) [A-Z][^.:!?\n]{2,70}"
    r"|(?:Lead|Supporting|Guest|Featured) (?:Actor|Actress|Performer|Performance)\b[^.:!?\n]{0,60}"
    r"|(?:Actor|Actress|Performer|Performance|Direct(?:or|ing|ion)|Writ(?:er|ing)) (?:in|for|of) an? [^.:!?\n]{2,60})$",
    re.IGNORECASE,
)
"""The name of a prize alone on its line: "Best Film", "Lead Actress in a Comedy Series", "Writing for a Drama"."""
_WINNER = re.compile(r"\s*(?:[*•✔🏆]|Winners?\b)?\s*[:–—-]?\s*", re.IGNORECASE)
_REVIEW = re.compile(
    r"(?:film|movie|tv|series) review: (?P<behind>[^:–—|]{2,60})$"
    r"|(?P<recapped>[^:–—|]{2,60}?),?(?: [–—-]|:)? (?:season|series) \w{1,5},? (?:–|—|-)? ?episode \d"
    r"|(?P<before>[^:–—|]{2,60}?(?:: [^:–—|]{2,60}?)??)(?:[:,]? (?:film|movie|tv|series))? review(?: [–—|-] |: |$)",
    re.IGNORECASE,
)
"""The headline of a review: "X review – …", "X Review: …", "Film review: X"."""
_EARNED = re.compile(r"\s*[–—-] ?[$£€]\d[\d.,]* ?(?:m|k|mil|million)\b[^\n]{0,40}$", re.IGNORECASE)
"""What a film earned, behind its title on a line."""
_BEHIND_NAME = re.compile(r" \(|, (?:for )?| [–—-] | for | in ")
_BY_AUTHOR = re.compile(r",? [Bb]y (?=[A-Z])(?:[\w.'’-]+ ?(?:[&/] |and )?){1,7}(?:\([^()]{1,40}\))?$")
_AROUND_TITLE = " \"“”‘’'"
_AFTER_TITLE = re.compile(r"\s?[(,;)*]| [–—-] ")
_LONGEST_LINE = 160
_WON_BY_WORKS = WON_BY_WORKS | frozenset("animation soap limited musical".split())
_WON_BY_PEOPLE = frozenset(
    "actor actress performance director directing direction writer writing screenplay host score cinematography editing"
    " design costume makeup hair supporting lead song sound effects newcomer artist album record single guest"
    " presenter cast ensemble music composer comedian".split()
)
_LOOSE = frozenset(
    "mentions hits classics credits projects favourites favorites productions releases features programs".split()
)
"""Nouns that lists of other things stand under too."""
_LINE_WORDS = 10
_BELOW = 3
_SIGHTS = 10
_IN_A_ROW = 4
_NUMBERED = 3
_MOST = 101
_DIGITS = 3
_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), start=3
    )
}
_OPENING = 6
_BEFORE_NOUN = 5
_ALL_KINDS = frozenset(KINDS_OF_LISTS) - _LOOSE
_LINES = 400


class _Line(NamedTuple):
    """A line that may be a title: its title, its place, the kind of its segment.

    ``numbered`` says that it is a heading with a number, ``has_season`` that a season stood behind it.
    """

    title: str
    place: Place
    kind: str
    numbered: bool
    has_season: bool


def find_in_lines(
    document_text: DocumentText, candidates: Candidates, taken: set[tuple[int, int]], subject: str
) -> None:
    """Add the titles that stand on lines of their own.

    ``taken`` are tokens of organizations; ``subject`` is the type of the works the article is about where none is for
    a screen, "" else.
    """
    if document_text.about_screens < ENOUGH and not subject:
        return
    _reviewed(document_text, candidates)
    lines: list[_Line] = []
    category: frozenset[str] = frozenset()
    for number, segment in enumerate(document_text.segments):
        if segment.kind in ("title", "dek", "embed", "table", "caption", "quote", "pull", "repeat"):
            continue
        for start, end in _split(segment):
            category = _award(candidates, segment, number, (start, end), category)
            if category or len(lines) >= _LINES:
                continue
            _earner(candidates, segment, number, (start, end))
            line = _line(segment, number, (start, end), taken)
            if line and not any((number, i) in taken for i in range(line.place.first, line.place.last)):
                lines.append(line)
    _confirm(document_text, candidates, lines, subject)
    if subject:
        _with_authors(document_text, candidates, subject)
    _in_a_row(document_text, candidates, lines)


def _reviewed(document_text: DocumentText, candidates: Candidates) -> None:
    """Believe X in the headline "X review – …" or "Review: X" of an article about films or shows."""
    head = document_text.segments[0] if document_text.segments else None
    if head is None or head.kind != "title" or document_text.about_screens < ENOUGH:
        return
    if (found := _REVIEW.match(head.text)) is None:
        return
    start, end = found.span(found.lastgroup or 0)
    name = title_shape(head.text[start:end].strip(_AROUND_TITLE))
    named = name is not None and name.count(" ") < _BELOW and gender_of(name.split(" ")[0]) is not None
    if name is not None and not named and not _is_everyday(head, head.index_at(start), head.index_at(end)):
        candidates.add(name, "reviewed", 0.6, Place(0, head.index_at(start), head.index_at(end)))


def _earner(candidates: Candidates, segment: Segment, number: int, span: tuple[int, int]) -> None:
    """Believe what a sum stands behind on its line: "2. Copper Hill – $29M"."""
    start, end = span
    if end - start > _LONGEST_LINE or (earned := _EARNED.search(segment.text, start, end)) is None:
        return
    if numbered := _NUMBER.match(segment.text, start, earned.start()):
        start = numbered.end()
    line = _TAIL.sub("", segment.text[start : earned.start()])
    place = Place(number, segment.index_at(start), segment.index_at(start + len(line)))
    if (title := title_shape(line, _LINE_WORDS)) and place.first < place.last:
        candidates.add(title, "box office", 0.55, place).point("film", 2.0)


def _split(segment: Segment) -> Iterator[tuple[int, int]]:
    start = 0
    for part in segment.text.split("\n"):
        if part.strip():
            yield start, start + len(part)
        start += len(part) + 1


def _line(segment: Segment, number: int, span: tuple[int, int], taken: set[tuple[int, int]]) -> _Line | None:
    """Return a line without its number, year and network, if what is left is written like a title."""
    start, end = span
    text = segment.text[start:end]
    if len(text) > 120 or text.rstrip().endswith((".", ",", ";", ":")):
        return None
    if numbered := _NUMBER.match(text):
        start += numbered.end()
    for _ in range(2):
        if tail := _TAIL.search(segment.text[start:end]):
            end = start + tail.start()
    person, comma, rest = segment.text[start:end].partition(", ")
    if comma and "," not in rest and 0 < person.count(" ") < _BELOW and gender_of(person.split(" ")[0]) is not None:
        start = end - len(rest)  # "Jane Roe, Copper Hill"
    season = _SEASON.search(segment.text[start:end])
    has_season = season is not None and is_season_number(season[1])
    if not has_season and (season := _OF_SERIES.search(segment.text[start:end])):
        has_season = True
    if season is not None and has_season:
        end = start + season.start()
    first, last = segment.index_at(start), segment.index_at(end)
    for i in range(first + 1, min(last, first + _LINE_WORDS)):
        if (number, i) in taken and segment.gap(i) == ", ":  # "Copper Hill, ITV1, 9pm"
            last, end = i, segment.tokens[i - 1].end
            break
    shaped = title_shape(segment.text[start:end], _LINE_WORDS)
    head, colon, _ = (shaped or "").partition(": ")
    if colon and title_shape(head) is None:
        return None  # "Hosted by: Jane Roe"
    if shaped is None or first >= last or segment.text[start:end].rstrip()[-1:] in ".,:;":
        return None
    counted = numbered is not None and segment.kind == "heading"
    if _is_no_title(segment, first, last) or (not counted and _is_everyday(segment, first, last)):
        return None
    return _Line(shaped, Place(number, first, last), segment.kind, counted, has_season)


def _is_no_title(segment: Segment, first: int, last: int) -> bool:
    """Return whether a line is a date, a place, an event or made of everyday words only."""
    content = [w.lower for w in segment.tokens[first:last] if w.lower not in ("the", "a", "an")]
    return (
        not content
        or any(w in MONTH_NUMBERS or w in WEEKDAY_NUMBERS for w in content[:2] + content[-2:])
        or (content[-1] in PLACE_NOUNS and content[-1] not in SCENES)
        or content[-1] in KINDS_OF_LISTS
        or content[0] in _QUESTIONS
    )


_PLAIN = COMMON_WORDS | ENTERTAINMENT_WORDS | FUNCTION_WORDS
"""Words of which headings that are no titles are made: "Box Office", "The Cast"."""
_QUESTIONS = frozenset(
    "how why what when where who best outstanding top every all related read watch more about sign"
    " subscribe follow directed written"
    " produced created hosted starring by from via source"
    " share click join listen".split()
)


def _is_everyday(segment: Segment, first: int, last: int) -> bool:
    """Return whether a line is made of everyday words only, or begins like somebody's title: "Get Out", "Lady Wren"."""
    content = [w.lower for w in segment.tokens[first:last] if w.lower not in ("the", "a", "an")]
    return content[0] in HONORIFICS or all(
        w in NEVER_A_TITLE_ALONE or w in ROLE_NOUNS or w in PLACES or w in FUNCTION_WORDS for w in content
    )


def _is_named_like_person(line: _Line) -> bool:
    words = line.title.split()
    return len(words) in (2, 3) and gender_of(words[0]) is not None


def _with_authors(document_text: DocumentText, candidates: Candidates, subject: str) -> None:
    """Believe the headings "Copper Hill by Jane Roe" of an article about books, plays, games or podcasts."""
    found: list[tuple[str, Place]] = []
    for number, segment in enumerate(document_text.segments):
        if segment.kind != "heading" or len(segment.text) > _LONGEST_LINE:
            continue
        numbered = _NUMBER.match(segment.text)
        start = numbered.end() if numbered else 0
        if author := _BY_AUTHOR.search(segment.text, start):
            title = title_shape(segment.text[start : author.start()].strip(_AROUND_TITLE), _LINE_WORDS)
            place = Place(number, segment.index_at(start), segment.index_at(author.start()))
            if title and place.first < place.last:
                found.append((title, place))
    if len(found) < 2:
        return
    for title, place in found:
        candidates.add(title, "line with its author", 0.6, place).point(subject, 2.0)


def _is_plain(line: _Line) -> bool:
    return all(word in _PLAIN for word in words_of(line.title.lower()))


def _has_surname(document_text: DocumentText, line: _Line) -> bool:
    """Return whether the last word of two stands alone in the text, as surnames do."""
    words = line.title.lower().split()
    return len(words) == 2 and document_text.upper[words[1]] > document_text.upper[words[0]] > 0


def _confirm(document_text: DocumentText, candidates: Candidates, lines: list[_Line], subject: str) -> None:
    """Believe the lines that the text right below writes again inside a sentence about films or shows."""
    found = {
        n: place
        for n, line in enumerate(lines)
        if not (_is_plain(line) or _is_named_like_person(line) or _has_surname(document_text, line))
        and (place := _below(document_text, line, subject))
    }
    confirmed = {n for n, line in enumerate(lines) if (c := candidates.get(line.title)) and c.weight >= ACCEPT}
    confirmed |= found.keys()
    weight = 0.55 if subject or len(confirmed) > 1 else 0.45  # one heading alone may name anything
    for n, place in found.items():
        candidates.add(lines[n].title, "line confirmed below", weight, lines[n].place)
        candidates.add(lines[n].title, "line confirmed below", weight, place)
    siblings = [n for n, line in enumerate(lines) if line.kind in ("heading", "paragraph")]
    if len(confirmed) >= 2 and 2 * len(confirmed) >= len(siblings):
        for n in siblings:
            if n not in confirmed and not _is_named_like_person(lines[n]):
                candidates.add(lines[n].title, "line among titles", 0.5, lines[n].place)


def _below(document_text: DocumentText, line: _Line, subject: str) -> Place | None:
    """Return where the title of a line stands inside a sentence of the text right below it."""
    single = " " not in line.title
    segments = document_text.segments
    for number in range(line.place.segment, min(line.place.segment + 1 + _BELOW, len(segments))):
        segment = segments[number]
        at = segments[line.place.segment].tokens[line.place.last - 1].end if number == line.place.segment else 0
        if segment.kind in ("embed", "table", "caption"):
            continue
        if not subject and ENTERTAINMENT_WORDS.isdisjoint(segment.vocabulary):
            continue
        for _ in range(_SIGHTS):
            at = segment.text.find(line.title, at)
            if at < 0:
                break
            first, last = segment.index_at(at), segment.index_at(at + len(line.title))
            at += 1
            if first >= last or len(segment.text) < 2 * len(line.title) or segment.tokens[last - 1].end < at:
                continue
            word, after = segment.tokens[first], segment.tokens[last] if last < len(segment.tokens) else None
            longer = after is not None and after.joined and after.capital and not segment.tokens[last - 1].possessive
            if not (single and (word.first or longer)):
                return Place(number, first, last)
    return None


def _in_a_row(document_text: DocumentText, candidates: Candidates, lines: list[_Line]) -> None:
    """Believe a bare list of lines that a sentence or heading with "films" or "shows" introduces."""
    n = 0
    while n < len(lines):
        last = n + 1
        while last < len(lines) and _follows(document_text, lines[last - 1], lines[last]):
            last += 1
        if last - n >= _IN_A_ROW:
            _believe(candidates, lines[n:last], _named_above(document_text, lines[n]))
        n = last
    numbered = [line for line in lines if line.numbered]
    if len(numbered) >= _NUMBERED:
        _believe(candidates, numbered, _named_above(document_text, numbered[0]))
    counted, kind = _counted(document_text)
    headings = [line for line in lines if line.kind == "heading"]
    if counted and abs(len(headings) - counted) <= 1:
        _believe(candidates, [line for line in headings if not _is_named_like_person(line)], kind)


def _counted(document_text: DocumentText) -> tuple[int, str | None]:
    """Return how many titles the headline or the beginning announces ("10 movies to stream"), and of which type."""
    for segment in document_text.segments[:_OPENING]:
        for i in segment.indices(_ALL_KINDS):
            for n in range(max(0, i - _BEFORE_NOUN), i):
                number = _number(segment.lowers[n])
                if _NUMBERED <= number <= _MOST:
                    return number, KINDS_OF_LISTS[segment.lowers[i]]
    return 0, None


def _number(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) <= _DIGITS else _NUMBER_WORDS.get(word, 0)


def _believe(candidates: Candidates, row: list[_Line], kind: str | None) -> None:
    """Add the lines of a list of titles of the type ``kind`` (empty: of several), unless they name people.

    Where films and shows are listed together, shows have their season beside them.
    """
    if kind is None or 2 * sum(map(_is_named_like_person, row)) >= len(row):
        return
    for line in row:
        candidate = candidates.add(line.title, "line of a list", 0.55, line.place)
        if line.has_season:
            candidate.point("show", 2.0)
        elif kind:
            candidate.point(kind, 0.3)
        else:
            candidate.point("film", 0.6)


def _follows(document_text: DocumentText, one: _Line, other: _Line) -> bool:
    """Return whether a line comes right after another, but for dates and short lines between."""
    between = document_text.segments[one.place.segment + 1 : other.place.segment]
    return len(between) <= 2 and all(len(s.tokens) <= 6 for s in between)


def _named_above(document_text: DocumentText, line: _Line) -> str | None:
    """Return the type of the titles listed from ``line`` on, ``None`` where nothing above says they are titles."""
    segments = document_text.segments
    first = segments[line.place.segment]
    above = [first.lowers[: line.place.first]] if line.place.first else []
    above += [segments[n].lowers for n in range(line.place.segment - 1, max(-1, line.place.segment - 5), -1)]
    named: str | None = None
    for lowers in above:
        kinds = [KINDS_OF_LISTS[w] for w in lowers if w in KINDS_OF_LISTS and w not in _LOOSE]
        if any(kinds):
            # Under "all the films and shows", a show has its season behind it.
            return "film" if "film" in kinds else "show"
        named = "" if kinds else named
    return named


def _award(
    candidates: Candidates, segment: Segment, number: int, span: tuple[int, int], category: frozenset[str]
) -> frozenset[str]:
    """Read "Best Film: X", "Best Actress: Jane Roe (X)", and the nominees on the lines under "Best Film".

    ``category`` has the words of the category the line stands under; returned are those the next line stands under.
    """
    start, end = span
    text = segment.text[start:end]
    match = _AWARD.match(segment.text, start, end)
    if match is not None:
        _winner(candidates, segment, number, (match.end(), end), _words(match[1]))
        return frozenset()
    if len(text) > _LONGEST_LINE or text.rstrip().endswith("."):
        return frozenset()
    if _CATEGORY.match(text):
        return _words(text)
    if category:
        won = _WINNER.match(text)
        _winner(candidates, segment, number, (start + (won.end() if won else 0), end), category)
    return category


def _words(category: str) -> frozenset[str]:
    return frozenset(word.strip(",()").lower() for word in category.split())


def _winner(
    candidates: Candidates, segment: Segment, number: int, span: tuple[int, int], category: frozenset[str]
) -> None:
    """Add the work that won or may win a prize: "X (HBO)", or for a person's prize "Jane Roe, X" and "Jane Roe (X)"."""
    at, end = span
    if end - at > _LONGEST_LINE:
        return
    if category & _WON_BY_PEOPLE:
        separator = _BEHIND_NAME.search(segment.text, at, end)
        if separator is None:
            return
        at = separator.end()
    elif not category & _WON_BY_WORKS:
        return
    stop = _AFTER_TITLE.search(segment.text, at, end)
    end = stop.start() if stop else end
    shaped = title_shape(segment.text[at:end], _LINE_WORDS)
    first, last = segment.index_at(at), segment.index_at(end)
    if shaped and first < last and not (_is_no_title(segment, first, last) or _is_everyday(segment, first, last)):
        candidates.add(shaped, "award for it", 0.6, Place(number, first, last))
