"""What a title is: a show, a film, a franchise, or something else that has a title (a song, a book, a game)."""

from __future__ import annotations

import re
from itertools import islice

from pullquote.cache.link.claims import Claim, Claims
from pullquote.cache.link.known import fold
from pullquote.cache.link.organizations import Found
from pullquote.cache.link.reading import Place, Reading
from pullquote.cache.link.text import Segment, Token
from pullquote.cache.model import EntityType

_SHOW = {
    word: weight
    for words, weight in (
        ("season seasons episode episodes sitcom sitcoms miniseries showrunner showrunners primetime", 1.5),
        (
            "series show shows tv television finale pilot network aired airs airing renewed cancelled canceled host hosts"
            " hosted soap telenovela viewers ratings spinoff spin-off contestant contestants judge judges premiered docuseries"
            " mid-season syndication procedural anime broadcast",
            1.0,
        ),
        ("debut premiere premieres streaming streamer drama comedy creator co-host guest tonight", 0.3),
    )
    for word in words.split()
}
_FILM = {
    word: weight
    for words, weight in (
        (
            "film films movie movies box-office theaters theatres blockbuster cinema cinemas biopic screenplay trilogy sequel"
            " prequel rom-com romcom",
            1.5,
        ),
        (
            "directed director filmmaker oscar oscars oscar-winning oscar-nominated grossed screening festival thriller"
            " remake cinematic big-screen opens theatrical cannes sundance multiplex documentary weepie flick",
            0.8,
        ),
        ("starring opening weekend scene scenes screen million academy", 0.3),
    )
    for word in words.split()
}
_FRANCHISE = {
    "franchise": 2.5,
    "universe": 2.5,
    "saga": 2.0,
    "trilogy": 1.5,
    "films": 0.6,
    "movies": 0.6,
    "installment": 0.7,
    "instalment": 0.7,
    "reboot": 0.4,
    "rebooted": 0.6,
}
_OTHER = {
    word: weight
    for words, weight in (
        (
            "song songs album albums single track tracks ballad anthem lyrics lyric sings sing sang singing novel memoir"
            " bestseller videogame mixtape karaoke chorus autobiography duet",
            1.5,
        ),
        (
            "book books author poem podcast band pop playlist video-game performed cover covers rendition"
            " chart charts novella playwright stage broadway hit tune record",
            0.7,
        ),
        ("musical play game magazine version performance music tour read", 0.3),
    )
    for word in words.split()
}
_NOUNS_BEFORE_OTHER = frozenset(
    "song single track album ballad anthem book novel memoir autobiography poem podcast play game videogame tune"
    " hit tour comic comics ep lp mixtape duet essay theme rendition cover sing sings singing sang magazine newspaper".split()
)
_GENRES = frozenset("thriller drama comedy horror mystery dramedy western romance musical hit original reboot".split())
_SUNG = frozenset("version rendition performance cover lyrics chorus copy strains notes recording".split())
_MUSICIANS = frozenset(
    "singer songstress hitmaker rapper crooner songwriter chanteuse singer-songwriter star-singer".split()
)
_YEARISH = re.compile(r"\b(?:19|20)\d\d\b")


def decide(reading: Reading, claims: Claims, organizations: list[Found]) -> dict[str, EntityType | None]:
    """Give each claim's type by its surroundings at every mention; ``None`` is something else with a title."""
    org_kinds = {(f.place.segment, f.place.last - 1): f.kind for f in organizations}
    italic = sum(1 for c in claims if "italics" in c.evidence)
    scores: dict[str, dict[str, float]] = {}
    for claim in claims:
        scores[fold(claim.name)] = _score(reading, claim, org_kinds, italic)
    _share_lists(reading, claims, scores)
    majority = _majority(scores)
    return {name: _pick(score, majority) for name, score in scores.items()}


def _score(reading: Reading, claim: Claim, org_kinds: dict[tuple[int, int], str], italic: int) -> dict[str, float]:
    score = {"show": 0.0, "film": 0.0, "franchise": 0.0, "other": 0.0}
    for kind, points in claim.types.items():
        score[kind] = score.get(kind, 0.0) + points
    for place in islice(claim.places, 40):
        _surroundings(reading.segments[place.segment], place, score, org_kinds)
    name = claim.name
    words = name.lower().split()
    if words[-1] in ("universe", "saga", "trilogy", "franchise", "multiverse"):
        score["franchise"] += 5.0
    if (
        len(words) > 1
        and (words[-1].isdecimal() or words[-1] in ("ii", "iii", "iv", "vi", "vii", "viii"))
        and len(words[-1]) < 3
    ):
        score["film"] += 1.5
    if "episode" in words or "chapter" in words or (": " in name and "part" in words):
        score["film"] += 1.0
    if (
        any(w in words for w in ("live!", "tonight", "housewives", "news"))
        or words[-1] == "show"
        or name.startswith("Real ")
    ):
        score["show"] += 2.0
    quoted_only = "quotation marks" in claim.evidence and "italics" not in claim.evidence
    if quoted_only and italic >= 2 and set(claim.evidence) <= {"quotation marks"}:
        # An outlet that sets titles in italics keeps quotation marks for parts: songs, episodes.
        body = [p for p in claim.places if not reading.segments[p.segment].headline]
        if body:
            score["other"] += 1.6
    return score


def _surroundings(
    segment: Segment, place: Place, score: dict[str, float], org_kinds: dict[tuple[int, int], str]
) -> None:
    words = segment.tokens
    first, last = place.first, place.last
    for table, kind in ((_SHOW, "show"), (_FILM, "film"), (_FRANCHISE, "franchise"), (_OTHER, "other")):
        for step in range(1, 10):
            share = 1.0 if step <= 2 else 0.6 if step <= 5 else 0.3
            for i in (first - step, last - 1 + step):
                if 0 <= i < len(words) and (weight := table.get(words[i].lower)):
                    if kind == "franchise" and step > 2:
                        continue
                    score[kind] += weight * share
    if first and words[first - 1].lower in _NOUNS_BEFORE_OTHER:
        score["other"] += 3.0
    if first and words[first - 1].lower == "musical":
        score["film" if first > 1 and words[first - 2].lower[:4].isdecimal() else "other"] += 1.5
    if last < len(words) and words[last].lower in _MUSICIANS:
        score["other"] += 3.0
    if _sung(words, first):
        score["other"] += 2.5
    near = {w.lower for w in words[last : last + 3]}
    if near & {"broadway"} or (first and words[first - 1].lower == "sensation"):
        score["other"] += 2.0
    if (
        first > 1
        and words[first - 1].lower == "of"
        and words[first - 2].lower in ("rendition", "performance", "cover", "copy", "author", "lyrics", "singing")
    ):
        score["other"] += 2.5
    if (
        last < len(words)
        and words[last].lower == "by"
        and last + 1 < len(words)
        and words[last + 1].capital
        and score["film"] < 1.0
    ):
        score["other"] += 1.0
    if first > 1 and words[first - 1].lower in _GENRES and org_kinds.get((place.segment, first - 2)) == "tv":
        score["show"] += 4.5
    if first and words[first - 1].possessive:
        kind = org_kinds.get((place.segment, first - 1))
        if kind == "tv":
            score["show"] += 1.2
        elif kind == "studio":
            score["film"] += 0.6
    if last + 1 < len(words) and words[last].lower == "on" and org_kinds.get((place.segment, last + 1)) == "tv":
        score["show"] += 0.8
    if (
        first > 1
        and words[first - 1].text.isdecimal()
        and len(words[first - 1].text) == 4
        and words[first - 1].possessive
    ):
        score["film"] += 0.8
    tail = segment.text[words[last - 1].end : words[last - 1].end + 12]
    if tail.lstrip("”\"’'.,! ").startswith("(") and _YEARISH.search(tail):
        score["film"] += 0.6


def _sung(words: list[Token], first: int) -> bool:
    """Tell whether a song is meant: "version of Roxy Music's X", "sings Cher's X"."""
    i = first - 1
    while i >= 0 and first - i < 6 and (words[i].capital or words[i].lower in ("the", "of", "by")):
        if words[i].lower == "of" and i and words[i - 1].lower in _SUNG:
            return True
        i -= 1
    return i >= 0 and words[i].lower in ("sing", "sings", "singing", "sang", "croons", "crooning", "belts", "covers")


def _share_lists(reading: Reading, claims: Claims, scores: dict[str, dict[str, float]]) -> None:
    """Let titles of one list share what is known of them: "Legion and Fargo TV series"."""
    ends: dict[tuple[int, int], str] = {}
    starts: list[tuple[Place, str]] = []
    for claim in claims:
        key = fold(claim.name)
        for place in claim.places:
            ends[(place.segment, place.last)] = key
            starts.append((place, key))
    links: list[tuple[str, str]] = []
    for place, key in starts:
        segment = reading.segments[place.segment]
        for back in (0, 1):
            before = ends.get((place.segment, place.first - back))
            if before is None or before == key:
                continue
            left = segment.tokens[place.first - back - 1].end
            between = segment.text[left : segment.tokens[place.first].start].strip("”“\"’‘' ,")
            if between in ("", "and", "or", "&", "/"):
                links.append((before, key))
    for _ in range(2):
        for a, b in links:
            for one, other in ((scores[a], scores[b]), (scores[b], scores[a])):
                if max(one.values()) < 1.0 and max(other.values()) >= 1.0:
                    for kind, value in other.items():
                        one[kind] += 0.5 * value


def _majority(scores: dict[str, dict[str, float]]) -> str:
    shows = sum(1 for s in scores.values() if s["show"] > s["film"])
    films = sum(1 for s in scores.values() if s["film"] > s["show"])
    return "show" if shows > films else "film"


def _pick(score: dict[str, float], majority: str) -> EntityType | None:
    work = max(score["show"], score["film"], score["franchise"])
    if score["other"] > work and score["other"] >= 1.0:
        return None
    if score["franchise"] >= max(score["show"], score["film"], 1.5):
        return "franchise"
    if abs(score["show"] - score["film"]) < 0.25:
        return "show" if majority == "show" else "film"
    return "show" if score["show"] > score["film"] else "film"
