"""Titles that the page itself marks: italics, quotation marks, links, headings with a year, declared names."""

from __future__ import annotations

import re

from pullquote.cache.annotate.entities import Candidates
from pullquote.cache.annotate.text.capitals import clean_title, split_list, title_shape
from pullquote.cache.annotate.text.document_text import ENOUGH, SOME, DocumentText, Place, gender_of
from pullquote.cache.annotate.text.quotation_marks import Quoted
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.annotate.text.vocabulary import OTHER_NOUNS, PLACE_NOUNS, PLACES, SPEECH_VERBS
from pullquote.cache.annotate.works.cues import CATEGORIES, PRIZED
from pullquote.cache.core.article import Span
from pullquote.cache.core.names import name_key
from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

_WORK_LINK = (
    r"imdb\.com/title/|rottentomatoes\.com/(?:m|tv)/|metacritic\.com/(?:movie|tv)/|themoviedb\.org/(?:movie|tv)/"
    r"|tvmaze\.com/shows/|thetvdb\.com/|letterboxd\.com/film/|justwatch\.com/|boxofficemojo\.com/(?:title|release)/"
    r"|/wiki/[^/]{1,80}_\((?:[a-zA-Z_0-9]{0,20}film|[a-zA-Z_0-9]{0,20}series|TV[^)]{0,20})\)"
)
_FILM_LINK = r"rottentomatoes\.com/m/|/movies?/|/films?/|_\((?:\d{4}_)?film\)|boxofficemojo|letterboxd"
_SHOW_LINK = r"rottentomatoes\.com/tv/|/tv/|/tv-shows?/|/shows?/|/series/|tvmaze|thetvdb|series\)|_\(TV"
_PERSON_LINK = (
    r"imdb\.com/name/|themoviedb\.org/person/|tvmaze\.com/people/|/(?:people|person|celebrity|celebs|actors?)/[a-z]"
)
_SECTION_LINK = r"/(?:tv|tv-shows?|movies?|films?|shows?|series)/(?:[^/?#]{2,80}/?)$"
_YEAR = re.compile(
    r" ?\((?:[A-Za-z][A-Za-z .]{0,20}, ?)?((?:18|19|20)\d\d)(?:\s?[-–]\s?(?:(?:19|20)?\d\d|present)?)?\)"
)
_HINTS = 200
_LONG_TITLE = 80
_PLACES = PLACES | PLACE_NOUNS
_PARTS_OF_TITLES = frozenset("vol volume part chapter book episode act".split())
_CALENDAR = frozenset((*MONTH_NUMBERS, *WEEKDAY_NUMBERS))
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_COUNTED = frozenset("one two three four five six seven eight nine ten i ii iii iv v vi vii viii ix x".split())
_LABEL = 2
_DECLARED = {
    "musicalbum": "album",
    "musicrecording": "song",
    "musiccomposition": "song",
    "book": "book",
    "bookseries": "book",
    "audiobook": "book",
    "comicseries": "book",
    "play": "play",
    "theaterevent": "play",
    "game": "game",
    "videogame": "game",
    "podcastseries": "podcast",
}
"""Types of schema.org for works that are not for a screen (https://schema.org/CreativeWork), in small letters."""
_TITLED = frozenset(
    "book novel memoir film movie series show sitcom song album single track documentary podcast essay thriller"
    " comedy drama titled entitled".split()
)
"""Words that a title follows without a comma: "in her memoir “The Long Way,” Roe says"."""
_TALKED = frozenset("spoke speaks talked talks sat chatted".split())
"""What somebody named before a title does: "the maker of “Ember,” spoke with us"."""
_LISTED = re.compile(r"[”\"’'],? and $")
"""What stands before the last title of a list: "in “Ember” and “The Ferry,” laughs"."""
_BEHIND_TITLE = 7
"""Characters of that at most."""
_OF_WORKS = frozenset(
    "creator creators co-creator star stars co-star cast host hosts director writer author producer showrunner season"
    " finale premiere episode revival adaptation version recording cover performance production fan fans maker makers"
    " singer composer publisher editor screening reading run".split()
)
"""Words behind whose "of" a title follows, whatever is said after it: "the creator of “Low Water,” told us"."""
_NAMED = frozenset("called titled entitled named".split())
_JUDGED = frozenset("call calls called calling describe describes described describing dub dubbed deem deemed".split())
"""Verbs that make a quotation after "the song" an opinion of it."""
_SHOUTED = frozenset("say says said saying shout shouts shouted shouting yell yelled yelling chant chanted".split())
_SOURCES = frozenset("magazine weekly gazette tribune herald quarterly press publishing".split())
_SOURCE_WORDS = 2
_FEW = 3
_LONGER = 8
"""Characters by which what somebody says is longer than the piece of it in a heading."""
_AFTER_EPISODE = frozenset("of one two three four five six seven eight nine ten eleven twelve".split())
_OF_SEASON = re.compile(
    r",? (?:the|its|a) (?:(?:season|series) \w+ |\w+-season |(?:first|second|third|fourth|fifth|sixth|last|final|next|"
    r"latest|penultimate|two-part|season|series|mid-season) ){0,3}(?:finale|premiere|episode|pilot|opener)\b"
    r"(?! (?:film|movie))",
    re.IGNORECASE,
)
"""What stands behind the title of an episode: ", the Season 1 finale of *Ember*"."""
_EPISODE_REACH = 12
"""Words between "episode 7" and the title of it."""
_NUMBERED = re.compile(r"^\s*(?:#|No\. ?)?\d{1,3}\s?[.):–-]\s+")


def find_marked(document_text: DocumentText, subject: str) -> Candidates:
    """Return the titles the page marks in some way, with their places.

    ``subject`` is what it is about instead of films and shows. Marks count for half where an article is about no works
    of any kind.
    """
    candidates = Candidates()
    strength = 1.0 if subject or document_text.about_screens >= SOME else 0.5
    runs = [emphasised(segment) for segment in document_text.segments]
    alone = _set_off_alone(document_text, runs)
    episodes = _episodes(document_text)
    of_people = document_text.about_screens < ENOUGH and _lists_people(document_text)
    for number, segment in enumerate(document_text.segments):
        _emphasis(candidates, segment, number, runs[number], strength, alone)
        _links(candidates, segment, number)
        _quotations(candidates, document_text, segment, number, strength, episodes)
        if not (of_people and segment.kind in ("heading", "list")):
            _years(candidates, segment, number, strength)
    _declared(candidates, document_text)
    return candidates


def emphasised(segment: Segment) -> list[tuple[int, int]]:
    """Return the emphasised runs of a segment, those parted only by a blank joined, lists split."""
    runs: list[list[int]] = []
    for span in sorted((s for s in segment.spans if s.kind in ("emphasis", "cite")), key=lambda s: s.start):
        between = segment.text[runs[-1][1] : span.start] if runs else ""
        if runs and span.start <= runs[-1][1] + 1 and not between.strip() and "\n" not in between:
            runs[-1][1] = max(runs[-1][1], span.end)
        else:
            runs.append([span.start, span.end])
    return [(a + p, a + q) for a, b in runs for p, q in split_list(segment.text[a:b])]


def _set_off_alone(document_text: DocumentText, emphasis: list[list[tuple[int, int]]]) -> set[str]:
    """Return what stands in italics or quotation marks by itself, without commas, by folded name."""
    found: set[str] = set()
    for number, segment in enumerate(document_text.segments):
        places = [*emphasis[number], *((run.start, run.end) for run in document_text.quoted[number])]
        texts = (segment.text[start:end].strip(" ,.") for start, end in places if end - start < _LONG_TITLE)
        found.update(name_key(text) for text in texts if "," not in text)
    return found


def _split_at_known(text: str, start: int, end: int, alone: set[str]) -> list[tuple[int, int]]:
    """Split "Copper Hill, The Glass" in one run of italics where either stands alone elsewhere."""
    left, comma, right = text[start:end].strip(" ,").partition(", ")
    if (
        not comma
        or "," in right
        or right.split(" ")[0].lower().strip(".") in _PARTS_OF_TITLES
        or not {name_key(left), name_key(right)} & alone
    ):
        return [(start, end)]
    at = text.index(", ", start)
    return [(start, at), (at + 2, end)]


def _emphasis(
    candidates: Candidates,
    segment: Segment,
    number: int,
    emphasis: list[tuple[int, int]],
    strength: float,
    alone: set[str],
) -> None:
    body = len(segment.text.strip())
    runs = (part for run in emphasis for part in _split_at_known(segment.text, *run, alone))
    for start, end in runs:
        text = segment.text[start:end]
        if segment.kind == "paragraph" and end - start >= body - 1 and len(text.split()) > 6:
            continue
        if not _names_source(text) and not _names_day_or_part(text):
            _add_candidate(candidates, segment, number, (start, end), "italics", 0.8 * strength)


def _names_day_or_part(text: str) -> bool:
    """Return whether italics are a day, a month of a year or the label of a part: "Monday, May 4", "Part Two"."""
    words = [word.strip(".,").lower() for word in text.split()]
    numbers = sum(word.isdigit() or _ORDINAL.fullmatch(word) is not None for word in words)
    names = sum(word in _CALENDAR for word in words)
    if numbers and names and numbers + names == len(words):
        return True
    return len(words) == _LABEL and words[0] in _PARTS_OF_TITLES and (words[1].isdigit() or words[1] in _COUNTED)


def _names_source(text: str) -> bool:
    """Return whether italics name an outlet, or an author with the publisher: "Harbor Weekly", "Jane Roe (Grove)"."""
    words = text.strip(" ,.").split()
    if len(words) < _SOURCE_WORDS:
        return False
    return words[-1].lower() in _SOURCES or (words[-1].startswith("(") and gender_of(words[0]) is not None)


def _links(candidates: Candidates, segment: Segment, number: int) -> None:
    for span in segment.spans:
        if span.kind == "link" and span.href and span.end - span.start < 120:
            _link(candidates, segment, number, span, span.href)


def _link(candidates: Candidates, segment: Segment, number: int, span: Span, href: str) -> None:
    if re.search(_PERSON_LINK, href):
        return
    text = segment.text[span.start : span.end]
    shaped = title_shape(text, 8)
    if shaped is None:
        return
    slug = name_key(shaped).replace(" ", "-")
    database = re.search(_WORK_LINK, href)
    section = re.search(_SECTION_LINK, href) and slug in href.lower().replace("_", "-")
    if not database and not section:
        return
    named = shaped.split()
    if not database and len(named) in (2, 3) and gender_of(named[0]):
        return  # a topic page of a person
    candidate = _add_candidate(candidates, segment, number, (span.start, span.end), "link to its page", 0.8)
    if candidate is None:
        return
    if re.search(_FILM_LINK, href):
        candidates.add(candidate, "link to its page", 0.8).point("film", 2.0)
    elif re.search(_SHOW_LINK, href):
        candidates.add(candidate, "link to its page", 0.8).point("show", 2.0)


def _quotations(
    candidates: Candidates,
    document_text: DocumentText,
    segment: Segment,
    number: int,
    strength: float,
    episodes: frozenset[str],
) -> None:
    for run in document_text.quoted[number]:
        if not run.closed or run.end - run.start > 110:
            continue
        text = segment.text[run.start : run.end]
        if kind := _introduced(segment, run):
            candidates.add(clean_title(text), "noun before it", 0.6 * strength, _place(segment, number, run)).point(
                kind, 3.0
            )
        if (
            title_shape(text, 9) is None
            or spoken(segment, run)
            or _nickname(segment, run)
            or _is_prize(text)
            or name_key(text) in episodes
            or _heads_words_said(document_text, segment, run)
        ):
            continue
        weight = 0.2 if _explains(segment, run) else 0.6 * strength
        if segment.headline:
            weight = 0.35
        elif len(text.split()) == 1 and text.strip(",.")[-1:] in "!?":
            weight = 0.3
        _add_candidate(candidates, segment, number, (run.start, run.end), "quotation marks", weight)


def _introduced(segment: Segment, run: Quoted) -> str:
    """Return the type of a title in small letters that its noun introduces: "a new song, “slow machines”"."""
    words = segment.tokens
    i = segment.index_at(run.outer_start) - 1
    text = segment.text[run.start : run.end]
    if i < 1 or segment.headline or not text[:1].islower() or len(text.split()) > 6 or text[-1:] in "?!":
        return ""
    gap = segment.text[words[i].end : run.outer_start]
    if words[i].lower in _NAMED:
        i -= 1
    noun = words[i].lower
    if any(word.lower in _JUDGED for word in words[max(0, i - 3) : i]):
        return ""
    return OTHER_NOUNS.get(noun, "") if gap in (" ", ", ") and not noun.endswith("s") else ""


def _is_prize(text: str) -> bool:
    """Return whether a quotation is the name of a prize: “Best Actress in a Miniseries”."""
    words = text.lower().replace(",", "").split()
    return words[0] in CATEGORIES and words[1:2] != ["in"] and not PRIZED.isdisjoint(words[1:])


def _episodes(document_text: DocumentText) -> frozenset[str]:
    """Return the names that the article says are of episodes, folded; they are none of works anywhere in it."""
    return frozenset(
        name_key(segment.text[run.start : run.end])
        for number, segment in enumerate(document_text.segments)
        for run in document_text.quoted[number]
        if run.end - run.start < _LONG_TITLE and _is_of_episode(segment, run)
    ) - {""}


def _is_of_episode(segment: Segment, run: Quoted) -> bool:
    """Return whether an episode is named: "an episode titled “Low Water”", "Episode 7 of *Ember*, “Low Water”"."""
    lowers = segment.lowers
    i = segment.index_at(run.outer_start)
    gap = segment.text[segment.tokens[i - 1].end : run.outer_start] if i else ""
    if i and lowers[i - 1] in _NAMED:
        i -= 1
    if _OF_SEASON.match(segment.text, run.outer_end):
        return True
    if gap not in (" ", ", ") or not i:
        return False
    if lowers[i - 1] == "episode":
        return True
    if gap != ", ":
        return False
    for k in range(i - 2, max(-1, i - _EPISODE_REACH), -1):
        if lowers[k] == "episode" and (lowers[k + 1].isdecimal() or lowers[k + 1] in _AFTER_EPISODE):
            return True
        if segment.gap(k + 1).strip():
            return False
    return False


def _heads_words_said(document_text: DocumentText, segment: Segment, run: Quoted) -> bool:
    """Return whether a heading is a piece of what somebody says below: "‘Cold as Mars’", "“it was cold as Mars”"."""
    if segment.kind != "heading" or run.end - run.start < len(segment.text.strip()) - 2:
        return False
    text = segment.text[run.start : run.end].strip(" ,.").lower()
    return any(
        text in other.text[longer.start : longer.end].lower() and longer.end - longer.start > len(text) + _LONGER
        for number, other in enumerate(document_text.segments)
        for longer in document_text.quoted[number]
    )


def _place(segment: Segment, number: int, run: Quoted) -> Place:
    return Place(number, segment.index_at(run.start), segment.index_at(run.end))


def spoken(segment: Segment, run: Quoted) -> bool:
    """Return whether the words beside a quotation report speech, so that it is no title."""
    words = segment.tokens
    after = segment.index_at(run.outer_end)
    before = segment.index_at(run.outer_start)
    inside = segment.text[run.start : run.end].rstrip()
    gap_after = segment.text[run.outer_end : words[after].start] if after < len(words) else ""
    if before and words[before - 1].end + 1 == run.outer_start:
        if words[before - 1].lower in _TITLED:
            return False
        is_of = before > 1 and words[before - 1].lower == "of" and words[before - 2].lower in _OF_WORKS
        if is_of and title_shape(inside.rstrip(","), 9) is not None:
            return False
    if (
        _LISTED.search(segment.text, max(0, run.outer_start - _BEHIND_TITLE), run.outer_start)
        and title_shape(inside.rstrip(","), 9) is not None
    ):
        return False
    ends_as_speech = inside[-1:] in (",", "?", "!") or gap_after.strip() == ","
    if after < len(words) and ends_as_speech and len(gap_after) <= 2:
        near = words[after : after + 4]
        if near[0].lower in _TALKED and segment.lowers[after + 1 : after + 2] in (("with",), ("to",), ("about",)):
            return False
        if any(t.lower in SPEECH_VERBS and not t.capital for t in near[:1]):
            return True
        if len(near) > 1 and near[1].lower in SPEECH_VERBS and near[0].lower in ("he", "she", "they", "i", "it"):
            return True
        if len(near) > 1 and near[0].capital and any(t.lower in SPEECH_VERBS for t in near[1:3]) and inside[-1:] == ",":
            return True
    if before and words[before - 1].lower in _SHOUTED and words[before - 1].end + 1 == run.outer_start:
        return True
    if before:
        gap = segment.text[words[before - 1].end : run.outer_start]
        if ("," in gap or ":" in gap) and words[before - 1].lower in SPEECH_VERBS:
            return True
    return False


def _explains(segment: Segment, run: Quoted) -> bool:
    """Return whether the quotation is a word being explained: "known as “X”", or a translation in parentheses."""
    i = segment.index_at(run.outer_start)
    before = [w.lower for w in segment.tokens[max(0, i - 2) : i]]
    left = segment.text[max(0, run.outer_start - 3) : run.outer_start]
    return (
        before[-2:] == ["known", "as"]
        or before[-1:] in (["nicknamed"], ["means"], ["meaning"])
        or left.endswith(("” (", '" ('))
    )


def _nickname(segment: Segment, run: Quoted) -> bool:
    """Return whether a quotation stands inside a name: Dwayne "The Rock" Johnson."""
    before, after = segment.index_at(run.outer_start), segment.index_at(run.outer_end)
    words = segment.tokens
    if not before or after >= len(words) or run.end - run.start > 25:
        return False
    left, right = words[before - 1], words[after]
    return (
        left.capital
        and right.capital
        and not left.possessive
        and segment.text[left.end : run.outer_start] == " "
        and segment.text[run.outer_end : right.start] == " "
        and not right.first
    )


def _years(candidates: Candidates, segment: Segment, number: int, strength: float) -> None:
    """Find "Title (2019)": a heading, a list entry, or capitals before the year in running text.

    Exhibitions, prizes and degrees have a year in brackets too, so that running text is believed in an article about
    screens alone, and names of places and institutions never.
    """
    if "(" not in segment.text:
        return
    for match in _YEAR.finditer(segment.text):
        end = match.start()
        if segment.block >= 0:
            line = segment.text.rfind("\n", 0, end) + 1
            numbered = _NUMBERED.match(segment.text[line:end])
            start = line + (numbered.end() if numbered else 0)
            if end - start < 90 and (segment.kind in ("heading", "list") or not segment.text[match.end() :].strip()):
                name = _add_candidate(candidates, segment, number, (start, end), "year", 0.8)
                if name:
                    candidates.add(name, "year", 0.8).point("film", 0.8)
                    continue
        before = _capitals_before(segment, end)
        if before is not None and not _named_like_person(segment.text[before:end]):
            if segment.text[before:end].split()[-1].lower() in _PLACES:
                continue
            name = _add_candidate(candidates, segment, number, (before, end), "year", 0.6 * strength)
            if name:
                candidates.add(name, "year", 0.6 * strength).point("film", 0.8)


def _lists_people(document_text: DocumentText) -> bool:
    """Return whether most headings and entries of lists with a year name somebody: "Jane Roe (1963)"."""
    lines = (segment.text.strip() for segment in document_text.segments if segment.kind in ("heading", "list"))
    named = [
        _named_like_person(line[: year.start()].strip()) for line in lines if (year := _YEAR.search(line)) is not None
    ]
    return len(named) >= _FEW and sum(named) > len(named) / 2


def _named_like_person(words: str) -> bool:
    return words.count(" ") < 3 and gender_of(words.split(" ")[0]) is not None


def _capitals_before(segment: Segment, end: int) -> int | None:
    """Return where the run of capitalised words that ends at ``end`` begins."""
    words = segment.tokens
    i = segment.index_at(end) - 1
    start = None
    while i >= 0 and end - words[i].start < 90:
        word = words[i]
        if word.capital or word.text[0].isdecimal():
            start = word.start
        elif word.lower not in ("of", "the", "a", "and", "in", "to", "for", "on", "with", "from"):
            break
        if word.first or (not word.joined and segment.gap(i).strip() not in ("", ",", ":", "'", "’")):
            break
        if "(" in segment.gap(i) or "," in segment.gap(i) or ")" in segment.gap(i):
            break
        i -= 1
    return start


def _declared(candidates: Candidates, document_text: DocumentText) -> None:
    """Take the names the page declares with a type, where the article's text has them too."""
    for hint in document_text.document.hints[:_HINTS]:
        work = _declared_type((hint.type or "").lower())
        shaped = title_shape(hint.name)
        if shaped is None or work is None:
            continue
        for number, segment in enumerate(document_text.segments):
            at = segment.text.find(shaped)
            if at >= 0:
                name = _add_candidate(candidates, segment, number, (at, at + len(shaped)), "declared by the page", 0.8)
                if name:
                    candidates.add(name, "declared by the page", 0.8).point(work, 3.0)
                break


def _declared_type(kind: str) -> str | None:
    """Return what a declared type in small letters is to us: "tvseries", "tvepisode", "movie", "musicalbum"."""
    if kind in _DECLARED:
        return _DECLARED[kind]
    if any(word in kind for word in ("tv", "series", "episode")):
        return "show"
    return "film" if "movie" in kind or "film" in kind else None


def _add_candidate(
    candidates: Candidates, segment: Segment, number: int, span: tuple[int, int], evidence: str, weight: float
) -> str | None:
    """Add the characters of ``span`` as a title and return its name, ``None`` where they are not one."""
    start, end = span
    shaped = title_shape(segment.text[start:end])
    if shaped is None:
        return None
    first, last = segment.index_at(start), segment.index_at(end)
    if first >= last:
        return None
    candidates.add(shaped, evidence, weight, Place(number, first, last))
    return shaped
