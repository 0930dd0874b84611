"""The type of a title: for a screen (show, film, franchise), or of another kind (album, song, book, play, …)."""

from __future__ import annotations

import re

from pullquote.cache.annotate.acts import OrganizationMention
from pullquote.cache.annotate.entities import ACCEPT, READ, Candidate, Candidates
from pullquote.cache.annotate.text.document_text import DocumentText, Place, count_of, tokens_of
from pullquote.cache.annotate.text.tokens import Segment, words_of
from pullquote.cache.annotate.works.others import KINDS, Setting, is_staged, other_type
from pullquote.cache.annotate.works.type_cues import Surroundings, cues_of, kind_of_list, kind_promised
from pullquote.cache.annotate.works.versions import by_author, is_sung, opens_behind_source, screened_as
from pullquote.cache.core.article import WORK_TYPES, EntityType
from pullquote.cache.core.names import name_key

_Table = dict[str, float]


def _table(strong: str, middling: str, weak: str, weights: tuple[float, float, float]) -> _Table:
    """Return words with their weights; a word of two lists has the stronger weight."""
    words = [*((w, weights[2]) for w in weak.split()), *((w, weights[1]) for w in middling.split())]
    return {**dict(words), **dict.fromkeys(strong.split(), weights[0])}


_SHOW = _table(
    "season seasons episode episodes sitcom sitcoms miniseries showrunner showrunners primetime",
    "series show shows tv television finale pilot network aired airs airing renewed cancelled canceled host hosts"
    " hosted soap telenovela viewers ratings spinoff spin-off contestant contestants judge judges premiered docuseries"
    " mid-season syndication procedural anime broadcast alum alums",
    "debut streaming streamer drama comedy creator co-host guest tonight",
    (1.5, 1.0, 0.3),
)
_FILM = _table(
    "film films movie movies box-office theaters theatres blockbuster cinema cinemas biopic screenplay trilogy sequel"
    " prequel rom-com romcom",
    "directed director filmmaker oscar oscars oscar-winning oscar-nominated grossed screening festival thriller remake"
    " academy-award oscar-nominee"
    " cinematic big-screen opens theatrical cannes sundance multiplex documentary weepie flick",
    "starring opening weekend scene scenes screen million academy",
    (1.5, 0.8, 0.3),
)
_FRANCHISE = _table(
    "franchise universe", "saga trilogy", "films movies installment instalment reboot rebooted", (2.5, 1.8, 0.6)
)
_OTHER = _table(
    "song songs album albums single track tracks ballad anthem lyrics lyric sings sing sang singing novel memoir"
    " bestseller videogame mixtape karaoke chorus autobiography duet manga podcast slogan gameplay rpg lp ep",
    "book books author poem band pop playlist video-game performed cover covers rendition chart charts novella"
    " playwright stage broadway hit tune record",
    "musical play game magazine version performance music tour read",
    (1.5, 0.7, 0.3),
)
_TABLES = {"show": _SHOW, "film": _FILM, "franchise": _FRANCHISE, "other": _OTHER}
_SAID_NEAR = {
    word: {kind: table[word] for kind, table in _TABLES.items() if word in table}
    for word in {word for table in _TABLES.values() for word in table}
}
"""What each word says for each type where it stands near a title."""
_NEAR = 10
_SHARES = (0.0, 1.0, 1.0, 0.6, 0.6, 0.6, 0.3, 0.3, 0.3, 0.3)
"""What a word counts at each distance from the title."""
_NOUNS_BEFORE_OTHER = frozenset(
    "song single track album ballad anthem book novel memoir autobiography poem podcast play game videogame tune"
    " hit tour comic comics ep lp mixtape duet essay theme rendition cover sing sings singing sang magazine"
    " newspaper opera novella".split()
)
_COMING = frozenset("last this next".split())
_GENRES = frozenset("thriller drama comedy horror mystery dramedy western romance musical hit original reboot".split())
_ORDERED = frozenset("series straight-to-series pilot season episode".split())
_SCREENED_HITS = _GENRES | frozenset(
    "action sci-fi animated animation indie crime fantasy slasher rom-com streaming arthouse box-office office screen"
    " tv television zombie superhero family".split()
)
"""What stands before "hit" of a film or a show, and of no song."""
_PARTS_OF_OTHER = frozenset("rendition performance cover copy author lyrics singing".split())
_QUOTED_GAP = 2
"""Characters between a title and the word after it where a quotation mark stands between them."""
_OTHER_AFTER = frozenset("podcast album manga mixtape lp ep single webtoon tour".split())
_MUSICIANS = frozenset(
    "singer songstress hitmaker rapper crooner songwriter chanteuse singer-songwriter star-singer".split()
)
_SCREENS = frozenset(
    "film films movie movies series show shows season seasons episode episodes sitcom actor actress actors filmmaker"
    " showrunner starring premiere premieres finale trailer theaters theatres cinema cinemas screenplay tv television"
    " documentary biopic miniseries screenwriter drama thriller".split()
)
_MUSIC = frozenset(
    "album albums song songs track tracks band bands singer rapper tour lp ep vocals vocal guitar guitarist lyrics"
    " drummer drums synth record records producer chorus melody concert songwriter mixtape".split()
)
_SUNG = frozenset("single singles sing sings singing sang music karaoke".split())
_SONGS = _MUSIC | _SUNG
_GAMES = frozenset(
    "game games gameplay gamers gamer rpg console consoles xbox playstation nintendo dlc player players videogame"
    " pc multiplayer platformer developer".split()
)
_BOOKS = frozenset("novel novels manga comic comics book books author readers publisher volume volumes".split())
_ENOUGH = 6
_OTHER_PRIOR = 1.2
_TOLD = 0.5
_MANY_TITLES = 5
_IN_A_LIST = 1.5
_STREAMED = frozenset("stream streams streaming streamed available rent buy watch".split())
_MARGIN = 0.25
_OF_LIST = 2.5
_PROMISED = 1.5
_LAST_WORDS = {"novels": "book", "musical": "play", "podcast": "podcast", "ep": "album", "soundtrack": "album"}
"""Last words of titles that say what they are: "… Novels", "…: The Musical"."""
_NAMED_SO = 3.0
_TWICE = 2
_NAMESAKES = 8
_SEQUELS = frozenset("2 3 4 5 6 7 8 9 II III IV V".split())
_MOST = 40
_SHOW_LEAN = frozenset(
    "season seasons episode episodes sitcom sitcoms miniseries showrunner showrunners primetime series television tv"
    " finale network renewed aired airs docuseries dramas".split()
)
_FILM_LEAN = frozenset(
    "film films movie movies box-office theaters theatres blockbuster cinema cinemas biopic screenplay filmmaker"
    " filmmakers sequel trilogy big-screen theatrical multiplex".split()
)
_IN_PARENTHESES = re.compile(r"\([^()]{1,30}\)")
_YEARISH = re.compile(r"\b(?:19|20)\d\d\b")


def decide_types(
    document_text: DocumentText, candidates: Candidates, organizations: list[OrganizationMention], subject: str
) -> dict[str, EntityType | None]:
    """Return the type of each candidate by folded name; ``subject`` is the type an article is about, or "".

    The words around its own mentions decide, then those of its list, then those of the paragraphs it is named in, and
    only last what the article is about. ``None`` stands for something that has a title and is not for a screen, where
    the article does not say what it is.
    """
    if next(iter(candidates), None) is None:
        return {}
    org_kinds = {(f.place.segment, f.place.last - 1): f.kind for f in organizations}
    italic = sum(1 for c in candidates if "italics" in c.evidence)
    other = _OTHER_PRIOR if subject else _about_other_things(document_text)
    named = _Named(document_text, candidates)
    words = document_text.words
    setting = Setting(count_of(words, _SONGS), count_of(words, _SCREENS), italic, subject)
    around = Surroundings(org_kinds, named.tokens(), of_music=setting.music > 0)
    scores: dict[str, dict[str, float]] = {}
    for candidate in candidates:
        score = _score(document_text, candidate, named.places(candidate), around, italic)
        score["other"] += other + sum(candidate.types.get(kind, 0.0) for kind in KINDS)
        scores[name_key(candidate.name)] = score
    _share_lists(document_text, candidates, named, scores)
    for candidate in candidates:
        _by_name(candidate.name, scores[name_key(candidate.name)])
    _share_sequels(candidates, scores)
    majority, margin = _majority(scores)
    promised = kind_promised(document_text)
    if promised in ("film", "show"):
        majority, margin = promised, _IN_A_LIST
    elif promised:
        for score in scores.values():
            _point(score, promised, _PROMISED)
    leans = _Leans(document_text)
    types: dict[str, EntityType | None] = {}
    for candidate in candidates:
        key = name_key(candidate.name)
        lean = majority if margin > _MARGIN else leans.of(named.places(candidate)) or majority
        type_ = _pick(scores[key], lean, margin)
        types[key] = type_ or other_type(document_text, candidate, setting, scores[key]) or _read_as(candidate)
    return types


def _read_as(candidate: Candidate) -> EntityType | None:
    """Return the likeliest kind of a title that was read as one, where nothing else tells what it is."""
    if READ not in candidate.evidence:
        return None
    return max(WORK_TYPES, key=lambda kind: candidate.types.get(kind, 0.0))


class _Named:
    """Where each title is named, also where nothing marks it."""

    def __init__(self, document_text: DocumentText, candidates: Candidates) -> None:
        self._believed = [candidate for candidate in candidates if candidate.weight >= ACCEPT]
        self._places: dict[str, list[Place]] = {}
        by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for candidate in self._believed:
            words = words_of(candidate.name)
            if len(words) > 1:
                by_first.setdefault(words[0], []).append((words, candidate.name))
        for number, segment in enumerate(document_text.segments if by_first else ()):
            for i in segment.beginnings:
                for words, name in by_first.get(segment.texts[i], ())[:_NAMESAKES]:
                    if segment.texts[i : i + len(words)] == words:
                        self._places.setdefault(name, []).append(Place(number, i, i + len(words)))

    def places(self, candidate: Candidate) -> list[Place]:
        """Return the mentions of a title, at most ``_MOST`` of them."""
        return [*dict.fromkeys((*candidate.places, *self._places.get(candidate.name, ())))][:_MOST]

    def tokens(self) -> set[tuple[int, int]]:
        """Return the tokens inside titles that are believed."""
        return tokens_of(place for candidate in self._believed for place in self.places(candidate))


class _Leans:
    """What the paragraphs a title is named in speak of more, else the whole article: shows or films."""

    def __init__(self, document_text: DocumentText) -> None:
        self._segments = document_text.segments
        words = document_text.words
        self._whole = _lean(count_of(words, _SHOW_LEAN), count_of(words, _FILM_LEAN))
        self._told: dict[int, tuple[int, int]] = {}

    def of(self, places: list[Place]) -> str:
        """Return "show" or "film", "" where neither is spoken of more."""
        told = [self._of_segment(number) for number in {place.segment for place in places}]
        return _lean(sum(show for show, _ in told), sum(film for _, film in told)) or self._whole

    def _of_segment(self, number: int) -> tuple[int, int]:
        if number not in self._told:
            segment = self._segments[number]
            self._told[number] = (len(segment.indices(_SHOW_LEAN)), len(segment.indices(_FILM_LEAN)))
        return self._told[number]


def _lean(show: int, film: int) -> str:
    if show > _TWICE * film:
        return "show"
    return "film" if film > _TWICE * show else ""


def _about_other_things(document_text: DocumentText) -> float:
    """Return what speaks for a song, a game or a book before a title is looked at: what the whole article is about."""
    others = max(count_of(document_text.words, kind) for kind in (_MUSIC, _GAMES, _BOOKS))
    return _OTHER_PRIOR if others >= _ENOUGH and others > 2 * count_of(document_text.words, _SCREENS) else 0.0


def _score(
    document_text: DocumentText,
    candidate: Candidate,
    places: list[Place],
    around: Surroundings,
    italic: int,
) -> dict[str, float]:
    score: dict[str, float] = dict.fromkeys(("show", "film", "franchise", "other", *KINDS), 0.0)
    for kind, points in candidate.types.items():
        if kind in score:
            score[kind] += points
    for place in places:
        segment = document_text.segments[place.segment]
        _surroundings(segment, place, score, around)
        if candidate.weight >= ACCEPT:
            for cue in cues_of(segment, place, around):
                _point(score, cue.kind, cue.points)
    quoted_only = "quotation marks" in candidate.evidence and "italics" not in candidate.evidence
    if quoted_only and italic >= 2 and set(candidate.evidence) <= {"quotation marks"}:
        # An outlet that sets titles in italics keeps quotation marks for parts: songs, episodes.
        body = [p for p in candidate.places if not document_text.segments[p.segment].headline]
        if body:
            score["other"] += 1.6
    return score


def _by_name(name: str, score: dict[str, float]) -> None:
    """Add what the name itself says: "The … Show", "… 2", "… Universe", "… Novels"."""
    words = name.lower().split()
    if ": " in name:
        score["franchise"] *= 0.3  # a subtitle is that of one film, not of the whole franchise
    if len(words) > 1 and (kind := _LAST_WORDS.get(words[-1])):
        _point(score, kind, _NAMED_SO)
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
        any(w in words for w in ("live!", "tonight", "housewives"))
        or words[-1] in ("show", "news")
        or name.startswith("Real ")
    ):
        score["show"] += 2.0


def _share_sequels(candidates: Candidates, scores: dict[str, dict[str, float]]) -> None:
    """Make a film of what has a second part: "Low Tide 2" beside "Low Tide"."""
    for candidate in candidates:
        first, _, number = candidate.name.rpartition(" ")
        if number in _SEQUELS and (score := scores.get(name_key(first))) is not None:
            score["film"] += 1.5


def _surroundings(segment: Segment, place: Place, score: dict[str, float], around: Surroundings) -> None:
    """Add what one mention's surroundings say: words within nine, the nearer the more; then fixed phrases."""
    words, lowers = segment.tokens, segment.lowers
    first, last = place.first, place.last
    begin = first if opens_behind_source(segment, first) else 0
    for step in range(1, _NEAR):
        for i in (first - step, last - 1 + step):
            said = _SAID_NEAR.get(lowers[i]) if begin <= i < len(lowers) else None
            if said is None or (place.segment, i) in around.titled:
                continue
            for kind, weight in said.items():
                if kind == "franchise" and (step > 2 or i < first - 1 or (i < first and lowers[i] == "universe")):
                    continue  # "the universe of *A*" is where it plays
                score[kind] += weight * _SHARES[step]
    score["other"] += _as_other(segment, (first, last), score["film"], of_music=around.of_music)
    if first and words[first - 1].lower == "musical":
        score["film" if first > 1 and words[first - 2].lower[:4].isdecimal() else "other"] += 1.5
    _as_screened(segment, place, score, around.org_kinds)


def _point(score: dict[str, float], kind: str, points: float) -> None:
    """Add points for a type; those of a type that is not for a screen speak for such types in general too."""
    score[kind] += points
    if kind in KINDS:
        score["other"] += points


def _as_other(segment: Segment, title: tuple[int, int], film: float, *, of_music: bool) -> float:
    """Weigh the phrases around songs, books and plays: "the single X", "X singer", "X by Jane Roe"."""
    first, last = title
    words = segment.tokens
    weight = 0.0
    before = words[first - 1].lower if first and not opens_behind_source(segment, first) else ""
    after = words[last].lower if last < len(words) else ""
    is_screened = before == "hit" and first > 1 and words[first - 2].lower in _SCREENED_HITS
    if (before in _NOUNS_BEFORE_OTHER and not is_screened) or after in _MUSICIANS:
        weight += 3.0
    if is_sung(words, first, of_music=of_music) or (
        before == "of" and first > 1 and words[first - 2].lower in _PARTS_OF_OTHER
    ):
        weight += 2.5
    if by_author(words, first) or is_staged(segment, first):
        weight += 3.0
    if after in _OTHER_AFTER and words[last].start - words[last - 1].end <= _QUOTED_GAP:
        weight += 2.5
    if before in ("perform", "performed", "performing", "performs", "performance"):
        weight += 1.0
    if before == "sensation" or any(w.lower == "broadway" for w in words[last : last + 3]):
        weight += 2.0
    if after == "by" and last + 1 < len(words) and words[last + 1].capital and film < 1.0:
        weight += 1.0
    return weight


def _is_ordered(segment: Segment, first: int) -> bool:
    """Return whether a series is ordered: "gave a straight-to-series order to *A*"."""
    before = segment.lowers[max(0, first - 6) : first]
    return before[-1:] in (("to",), ("for",)) and "order" in before[-3:-1] and not _ORDERED.isdisjoint(before)


def _as_screened(
    segment: Segment, place: Place, score: dict[str, float], org_kinds: dict[tuple[int, int], str]
) -> None:
    """Weigh whose it is and where it runs: "HBO's X", "the Hulu drama X", "X on NBC", "X (2019)"."""
    words = segment.tokens
    first, last, number = place.first, place.last, place.segment
    if first > 1 and words[first - 1].lower in _GENRES and org_kinds.get((number, first - 2)) == "tv":
        score["show"] += 4.5
    if first and words[first - 1].possessive:
        kind = org_kinds.get((number, first - 1))
        score["show"] += 1.2 if kind == "tv" else 0.0
        score["film"] += 0.6 if kind == "studio" else 0.0
        year = words[first - 1].text
        coming = words[first - 1].lower == "year" and first > 1 and words[first - 2].lower in _COMING
        score["film"] += 0.8 if coming or (year.isdecimal() and len(year) == 4) else 0.0
    for i in range(last, min(last + 4, len(words) - 1)):
        if words[i].lower in _STREAMED:
            break  # films are streamed too
        if words[i].lower in ("on", "to") and org_kinds.get((number, i + 1)) == "tv":
            score["show"] += 0.8
    if (
        first > 1
        and words[first - 1].lower in _GENRES
        and _YEARISH.search(" ".join(segment.lowers[first - 4 : first - 1]))
    ):
        score["film"] += 0.8  # "his 2014 courtroom drama *A*"
    if _is_ordered(segment, first):
        score["show"] += 5.0
    behind = segment.lowers[last : last + 2]
    if behind[:1] in (("a",), ("an",)) and behind[-1].endswith(("-part", "-episode", "-hour", "-episodes")):
        score["show"] += 2.0
    if (screened := screened_as(words, first)) is not None:
        score[screened] += 2.5
    tail = segment.text[words[last - 1].end : words[last - 1].end + 12]
    if tail.lstrip("”\"’'.,! ").startswith("(") and _YEARISH.search(tail):
        score["film"] += 0.6


def _share_lists(
    document_text: DocumentText, candidates: Candidates, named: _Named, scores: dict[str, dict[str, float]]
) -> None:
    """Score the titles of a list by what is said of it, then by what is known of one: "the A and B TV series"."""
    ends: dict[tuple[int, int], str] = {}
    starts: list[tuple[Place, str]] = []
    for candidate in candidates:
        key = name_key(candidate.name)
        for place in named.places(candidate):
            ends[(place.segment, place.last)] = key
            starts.append((place, key))
    starts.sort()
    links: list[tuple[str, str]] = []
    kinds: dict[tuple[int, int], str] = {}
    for place, key in starts:
        segment = document_text.segments[place.segment]
        before, kind = "", ""
        for back in (0, 1, 2):  # "and" and a year in parentheses stand between
            before = ends.get((place.segment, place.first - back), key)
            if before != key and _is_between(segment, place.first - back, place.first):
                links.append((before, key))
                kind = kinds.get((place.segment, place.first - back), "")
                break
        else:
            kind = kind_of_list(segment, place.first)
        if kind:
            kinds[(place.segment, place.last)] = kind
            _point(scores[key], kind, _OF_LIST)
    for _ in range(2):
        for a, b in links:
            for one, other in ((scores[a], scores[b]), (scores[b], scores[a])):
                if max(one.values()) < 1.0 and max(other.values()) >= 1.0:
                    for kind, value in other.items():
                        one[kind] += 0.5 * value


def _is_between(segment: Segment, end: int, first: int) -> bool:
    """Return whether only a comma or "and" stands between two titles of a list."""
    between = segment.text[segment.tokens[end - 1].end : segment.tokens[first].start]
    between = _IN_PARENTHESES.sub("", between).strip("”“\"’‘' ,")
    return between in ("", "and", "or", "&", "/")


def _majority(scores: dict[str, dict[str, float]]) -> tuple[str, float]:
    """Return what most titles of the article are, and by how much another must be ahead to be believed."""
    shows = sum(1 for s in scores.values() if s["show"] > s["film"])
    films = sum(1 for s in scores.values() if s["film"] > s["show"])
    leads = [s["film"] - s["show"] for s in scores.values()]
    told = (sum(1 for lead in leads if lead >= _TOLD), sum(1 for lead in leads if lead <= -_TOLD))
    most, least = max(told), min(told)
    margin = _IN_A_LIST if most >= _MANY_TITLES and most > 4 * least else _MARGIN  # "the 21 best films of the year"
    return "show" if shows > films else "film", margin


def _pick(score: dict[str, float], majority: str, margin: float) -> EntityType | None:
    work = max(score["show"], score["film"], score["franchise"])
    if score["other"] > work and score["other"] >= 1.0:
        return None
    if score["franchise"] >= max(score["show"], score["film"], 1.5):
        return "franchise"
    if abs(score["show"] - score["film"]) < margin:
        return "show" if majority == "show" else "film"
    return "show" if score["show"] > score["film"] else "film"
