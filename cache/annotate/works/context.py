"""Titles found only by the words around them: "X season 2", "the sitcom X", "X star Name", "premiere of X"."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from pullquote.cache.annotate.entities import NETWORK_BEFORE, Candidates
from pullquote.cache.annotate.person_evidence import is_initials
from pullquote.cache.annotate.text.capitals import title_shape
from pullquote.cache.annotate.text.document_text import ENOUGH, SOME, DocumentText, Place, gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import (
    CAST_ROLES,
    DEMONYMS,
    FILM_NOUNS,
    FRANCHISE_NOUNS,
    FUNCTION_WORDS,
    HONORIFICS,
    NEVER_A_TITLE_ALONE,
    NOUNS_AFTER_TITLES,
    NOUNS_BEFORE_OF,
    ORDINALS,
    OTHER_NOUNS,
    PLACE_NOUNS,
    PLACES,
    RELEASE_VERBS,
    ROLE_NOUNS,
    SAID,
    SCREEN_NOUNS,
    SHOW_NOUNS,
    STARTERS,
    TITLE_INNER_WORDS,
    TYPE_NOUNS,
    is_season_number,
    type_of_noun,
)
from pullquote.cache.annotate.works import cues
from pullquote.cache.annotate.works.readings import Readings, marks_titles
from pullquote.cache.core.calendar_words import MONTH_NUMBERS, WEEKDAY_NUMBERS

_ADJECTIVES = DEMONYMS | HONORIFICS
_FATES = frozenset("was is has were gets been".split())
_RENEWED = frozenset("renewed renews cancelled canceled cancels axed axes".split())
_TAILED = frozenset("returns opens hits".split())
_LEADS = frozenset("the a an his her their its my our this new debut first latest hit video second third".split())
_NO_STAGE = frozenset("film movie screen original".split())
_MADE = frozenset(
    "wrote writes recorded records made makes released releases sang sings performed performs has had did produced"
    " published dropped loves covered played plays sampled created".split()
)
"""Verbs after a name that make it who made the work, and not its title."""
_KEYS = frozenset(
    {"season", "seasons", "series", "of", "in", "on"}
    | set(SHOW_NOUNS)
    | set(FILM_NOUNS)
    | set(FRANCHISE_NOUNS)
    | set(NOUNS_AFTER_TITLES)
    | set(RELEASE_VERBS)
    | _FATES
    | _RENEWED
    | _TAILED
    | set(cues.FOLLOWERS)
    | set(cues.MAKING)
    | cues.CALLED
    | {"to", "for", "behind", "is", "was"}
)
"""The words a pattern is tried at, besides capitals."""
_LEADING = frozenset("of in on to for behind is was".split())
"""Keys that are looked at only where a capital is near behind them."""
_FAR = 6
_STARRING = frozenset("in as opposite alongside with on".split())
_OTHERS_APPOSED = frozenset(
    "album lp ep mixtape novel memoir autobiography novella videogame podcast musical opera game".split()
)
"""Nouns for works that are not for a screen and for nothing else."""
_TELLING = cues.TELLS | cues.EARNS | cues.WINS | cues.ENDS | {"is", "was", "stars"}
_ACRONYM = 4
_BOLD_OF = frozenset(
    "season seasons episode episodes finale premiere pilot cast crew reboot remake revival trailer rerun reruns".split()
)
"""Nouns before "of" after which what is named like a person is a title all the same."""


def find_in_context(
    document_text: DocumentText,
    candidates: Candidates,
    busy: set[tuple[int, int]],
    networks: set[tuple[int, int]],
    readings: Readings,
) -> None:
    """Add titles found by the words around them.

    ``busy`` are (segment, token) pairs of organizations, ``networks`` those of networks and services among them.
    """
    places = _Surroundings(busy, networks, marks_titles(candidates))
    for number, segment in enumerate(document_text.segments):
        if segment.kind in ("embed", "table"):
            continue
        words = segment.tokens
        patterns = _SegmentPatterns(document_text, candidates, places, readings, number)
        capitals = {*segment.capitals}
        for i in sorted(capitals.union(segment.indices(_KEYS))):
            word = words[i]
            if word.lower in _LEADING and capitals.isdisjoint((i, i + 1, i + 2)):
                continue
            if word.joined or word.lower in _KEYS:
                patterns.look(i, word)
            elif not segment.headline:
                patterns.beside(i)


_DOUBTED = frozenset(
    (
        "role in", "role after it", "prize for", "verb before it", "called", "hit before it", NETWORK_BEFORE,
        "network after it", "in parentheses after a name", "what it has", "is one", "tells", "stars somebody",
        "appositive after it", "made by somebody", "box office", "wins", "begins or ends",
    )
)  # fmt: skip
"""Evidence that counts for less where the outlet marks its titles."""


class _Clue(Struct, frozen=True, gc=False):
    """The evidence a pattern gives for the title it finds.

    ``points`` speak for the type ``kind`` (empty: for none). ``weak_alone``: one everyday word is no title here.
    ``bold``: what is named like a person is a title here all the same; ``firm``: so is what is named like a street.
    """

    evidence: str
    weight: float
    kind: str = ""
    points: float = 0.0
    weak_alone: bool = False
    bold: bool = False
    firm: bool = False


class _Surroundings(NamedTuple):
    """What the patterns must know of the whole article: see ``find_in_context``; ``marked``: it marks its titles."""

    busy: set[tuple[int, int]]
    networks: set[tuple[int, int]]
    marked: bool


class _SegmentPatterns:
    """The patterns over one segment, each tried at one token; a run of capitals is followed for at most nine words."""

    def __init__(
        self,
        document_text: DocumentText,
        candidates: Candidates,
        surroundings: _Surroundings,
        readings: Readings,
        number: int,
    ) -> None:
        self.number = number
        self.segment = document_text.segments[number]
        self.document_text = document_text
        self.candidates = candidates
        self.busy, self.networks, self.marked = surroundings
        self.readings = readings

    def look(self, i: int, word: Token) -> None:
        """Try every pattern whose key word is token ``i``."""
        words = self.segment.tokens
        lower = word.lower
        if lower in ("season", "seasons", "series") and i + 1 < len(words) and is_season_number(words[i + 1].text):
            self.before(i, _Clue("season", 0.8, "show", 3.0))
        if lower in ("season", "seasons") and i >= 1 and words[i - 1].lower in ORDINALS:
            self.possessive_before(i - 1, _Clue("season", 0.7, "show", 3.0))
        if word.text == "Universe" and i and word.joined and words[i - 1].capital:
            self.universe(i)
        if word.capital and not self.segment.headline:
            self.network_before(i)
            self.beside(i)
            return self.noun_before(i)
        if i and _may_be_of_title(words[i - 1]):
            if lower in SHOW_NOUNS or lower in FILM_NOUNS or lower in FRANCHISE_NOUNS or lower in NOUNS_AFTER_TITLES:
                self.noun_after(i, lower)
            if lower in cues.FOLLOWERS:
                self.follower(i, lower)
        if lower in ("of", "in", "on", "to", "for", "behind"):
            self.after_preposition(i, lower)
        elif lower in cues.MAKING or lower in cues.CALLED or lower in ("is", "was"):
            self.after_verb(i, lower)
        if lower in RELEASE_VERBS or (lower in _TAILED and _release_tail(words, i)):
            self.before(i, _Clue("release verb", 0.5))
        elif lower in _FATES and _fate(words, i):
            self.before(i, _Clue("renewal", 0.5, "show", 1.0))
        elif lower in _RENEWED:
            self.after(i + 1, _Clue("renewal", 0.5, "show", 1.0))
        return None

    def after_preposition(self, i: int, lower: str) -> None:
        """Read "cast of X", "starred in X", "sequel to X", "trailer for X", "the team behind X"."""
        words = self.segment.tokens
        at = i - 1
        while at > 0 and words[at].lower in cues.BETWEEN:
            at -= 1
        if at < 0:
            return
        before = words[at].lower
        lead = self.segment.lowers[max(0, i - _FAR) : i]
        if lower == "of" and at and is_season_number(before) and words[at - 1].lower in ("season", "series"):
            before = "season"  # "season two of X"
        if lower == "of" and (before in NOUNS_BEFORE_OF or before in _BOLD_OF):
            kind = "show" if before in ("season", "seasons", "episode", "episodes", "pilot", "finale") else ""
            weight = 0.7 if kind else 0.5
            bold = before in _BOLD_OF and not (before in ("cast", "crew") and self._begins_list(i + 1))
            self.after(i + 1, _Clue(f"{before} of", weight, kind, 2.0, bold=bold, firm=bold))
        elif self.segment.headline:
            return
        elif words[at].capital and not words[at].first and before not in cues.PRIZES:  # not "Our Role in Society"
            if lower in ("in", "on") and not cues.PARTS.isdisjoint(lead):
                self.after(i + 1, _Clue("role in", 0.5, "show" if lower == "on" else "", 1.0, bold=True))
        elif lower in ("in", "on") and before in (cues.BEFORE_ON if lower == "on" else cues.BEFORE_IN):
            weight = 0.4 if lower == "in" and before in cues.WEAK_BEFORE_IN else 0.5
            firm = lower == "in" and before not in cues.WEAK_BEFORE_IN
            self.after(i + 1, _Clue("role in", weight, "show" if lower == "on" else "", 1.0, bold=True, firm=firm))
        elif (
            (lower == "to" and before in cues.BEFORE_TO)
            or (lower == "for" and before in cues.BEFORE_FOR)
            or (lower == "behind" and before in cues.BEHIND)
        ):
            self.after(i + 1, _Clue(f"{before} {lower}", 0.5, bold=lower != "behind", firm=True))
        elif (
            lower == "for"
            and not (before in ("award", "awards", "prize") and words[at].capital)
            and not cues.PRIZES.isdisjoint(lead)
        ):
            self.after(i + 1, _Clue("prize for", 0.5))

    def _begins_list(self, i: int) -> bool:
        """Return whether the capitals at ``i`` are the first of several: "the cast of Jane Roe, Tom Brandt and"."""
        words = self.segment.tokens
        last = i
        while last < len(words) and words[last].capital and (last == i or words[last].joined):
            last += 1
        return i < last < len(words) and self.segment.gap(last) == ", " and words[last].capital

    def after_verb(self, i: int, lower: str) -> None:
        """Read "directed X", "a series called X", "another new show is X"."""
        words = self.segment.tokens
        if self.segment.headline or not i:
            return
        if lower in cues.MAKING and _is_behind_quotation(self.segment, i):
            return  # "…,” wrote Jane Roe"
        if lower in cues.MAKING:
            self.after(i + 1, _Clue("verb before it", cues.MAKING[lower]))
        elif lower in cues.CALLED:
            nouns = [w for w in self.segment.lowers[max(0, i - _FAR) : i] if w in SCREEN_NOUNS]
            if nouns and not words[i].capital:
                self.after(i + 1, _Clue("called", 0.55, type_of_noun(nouns[-1]), 2.0, bold=True))
        elif words[i - 1].lower in SCREEN_NOUNS and not words[i - 1].capital:
            new = not cues.NEW.isdisjoint(self.segment.lowers[max(0, i - _FAR) : i])
            kind = type_of_noun(words[i - 1].lower)
            self.after(i + 1, _Clue("called", 0.5 if new else 0.45, kind, 1.0))

    def beside(self, i: int) -> None:
        """Try what parentheses before the capital at ``i`` and words after it may say."""
        words = self.segment.tokens
        start = words[i].start
        if start and self.segment.text[start - 1] == "(":
            self.in_parentheses(i)
        if i + 1 < len(words):
            after = words[i + 1]
            if not after.joined or after.lower in _TELLING or (words[i].possessive and after.lower in cues.OWNED):
                self.after_it(i)

    def network_before(self, i: int) -> None:
        """Read "HBO's X", "BBC X", "the Hulu hit X" for the capital at ``i``."""
        words = self.segment.tokens
        if not i or not words[i].joined or words[i].lower in ROLE_NOUNS or words[i].lower in STARTERS:
            return
        before = words[i - 1]
        of_network = i > 1 and (self.number, i - 2) in self.networks
        if not before.capital and (before.lower in cues.HITS or (of_network and before.lower in cues.HITS_OF_NETWORKS)):
            self.after(i, _Clue("hit before it", 0.5, "show" if of_network else "", 1.0))
        elif (self.number, i - 1) in self.networks:
            self.after(i, _Clue(NETWORK_BEFORE, 0.45 if before.possessive else 0.35, "", 0.0))

    def in_parentheses(self, i: int) -> None:
        """Read what somebody is known for: "played by Jane Roe (X)", "director Jane Roe (X, Y and Z)"."""
        segment, words = self.segment, self.segment.tokens
        if i < 2 or segment.gap(i) not in (" (", "\u00a0(") or not words[i - 1].capital:
            return
        first = i - 1
        while first > 0 and words[first].joined and words[first - 1].capital and i - first < 4:
            first -= 1
        before = words[first - 1].lower if first and words[first].joined else ""
        introduced = before in cues.PLAYED_BY or words[first].lower in cues.PLAYED_BY
        if not introduced and gender_of(words[first].text) is None:
            return
        items = self._items(i)
        for start, last in items:
            small = any(w.lower in TITLE_INNER_WORDS or w.lower in FUNCTION_WORDS for w in words[start:last])
            named = gender_of(words[start].text) is not None and last - start <= 3 and not small
            if named and before != "by":
                continue  # "the director Maren (Jane Roe)"
            weight = 0.55 if introduced or small or (len(items) > 1 and last - start > 1) else 0.4
            self._add_candidate(start, last, _Clue("in parentheses after a name", weight, bold=True))

    def _items(self, i: int) -> list[tuple[int, int]]:
        """Return the runs of capitals inside the parentheses that open before ``i``; none where they hold more."""
        segment, words = self.segment, self.segment.tokens
        items: list[tuple[int, int]] = []
        while i < len(words) and len(items) < _FAR:
            if words[i].lower in ("and", "the") and not words[i].capital:
                i += 1
                continue
            if not (words[i].capital or words[i].text[0].isdecimal()) or (self.number, i) in self.busy:
                return []
            last = i + 1
            while last < len(words) and words[last].joined and words[last].capital and not words[last - 1].possessive:
                last += 1
            _, last = self.readings.whole(self.number, i, last)
            items.append((i, last))
            gap = segment.gap(last)
            if ")" in gap:
                return items
            if (
                last >= len(words)
                or gap.strip() not in (",", ";", "")
                or (not gap.strip() and words[last].lower != "and")
            ):
                return []
            i = last
        return []

    def after_it(self, i: int) -> None:
        """Read what follows the run that ends with the capital at ``i``: ", a thriller", ", starring", "'s finale"."""
        segment, words = self.segment, self.segment.tokens
        last = i + 1
        if last >= len(words):
            return
        after = words[last]
        gap = segment.gap(last)
        if words[i].possessive:
            if gap == " " and after.lower in cues.OWNED and not after.capital:
                self._add_candidate(*self._run_before(last), _Clue("what it has", 0.5, "show", 1.0))
        elif gap == " " and not after.capital:
            self.verb_after(last, after.lower)
        elif gap == ", " and not after.capital:
            if (after.lower in cues.ARTICLES and _noun_of(segment, last)) or (
                after.lower in cues.PARTICIPLES or (after.lower in cues.PRONOUNS and self._which(last + 1))
            ):
                self.before(last, _Clue("appositive after it", 0.5, type_of_noun(_noun_of(segment, last)), 1.5))
            elif after.lower in cues.ARTICLES and (noun := _other_noun_of(segment, last)):
                self.before(last, _Clue(f"{noun} after it", 0.55, OTHER_NOUNS[noun], 4.0))
        elif gap == " (" and (self.number, last) in self.networks and ")" in segment.gap(last + 1):
            self.before(last, _Clue("network after it", 0.5, "", 0.0))
        elif gap == " (" and after.text[0] in "$£€" and self._is_money(last):
            self.before(last, _Clue("box office", 0.55, "film", 2.0))

    def verb_after(self, last: int, verb: str) -> None:
        """Read "X is a drama", "X stars Jane Roe", "X topped the box office", "X won best film"."""
        words = self.segment.tokens
        following = self.segment.lowers[last + 1 : last + 1 + _FAR]
        if not following:
            return
        if verb in ("is", "was") and following[0] in ("a", "an", "the"):
            if noun := _noun_of(self.segment, last + 1):
                self.before(last, _Clue("is one", 0.5, type_of_noun(noun), 2.0))
            elif noun := _other_noun_of(self.segment, last + 1):
                self.before(last, _Clue(f"is the {noun}", 0.5, OTHER_NOUNS[noun], 4.0))
        elif verb in ("is", "was") and following[1:2] == ("by",) and following[0] in cues.MADE:
            self.before(last, _Clue("made by somebody", 0.5))
        elif verb in cues.TELLS:
            self.before(last, _Clue("tells", 0.35))
        elif verb == "stars" and gender_of(following[0]) and words[last + 1].capital:
            self.before(last, _Clue("stars somebody", 0.55))
        elif verb in cues.EARNS and self._is_money(last + 1):
            self.before(last, _Clue("box office", 0.55, "film", 2.0))
        elif verb in cues.WINS and following[0] in cues.CATEGORIES:
            if not cues.WON_BY_WORKS.isdisjoint(following[1:4]):
                self.before(last, _Clue("wins", 0.5))
        elif verb in cues.ENDS:
            self.before(last, _Clue("begins or ends", 0.3))

    def _is_money(self, i: int) -> bool:
        """Return whether "the box office" or a sum stands within the next words: "topped", "earned $12 million"."""
        near = self.segment.tokens[i : i + _FAR]
        return any(
            (one.text[0] in "$£€" and (other.lower in ("million", "billion") or one.lower[-1] in "mb"))
            or (one.lower == "box" and other.lower == "office")
            for one, other in pairwise(near)
        )

    def _which(self, i: int) -> bool:
        if i >= len(self.segment.tokens):
            return False
        verb = self.segment.tokens[i].lower
        return verb in cues.WHICH or (verb in cues.EARNS and self._is_money(i + 1))

    def _is_acronym(self, i: int) -> bool:
        """Return whether a word in capitals stands alone, as those of leagues and networks do: "NFL star"."""
        words = self.segment.tokens
        longer = i > 0 and words[i].joined and words[i - 1].capital
        return words[i].text.isupper() and len(words[i].text) <= _ACRONYM and not longer

    def follower(self, i: int, noun: str) -> None:
        """Read "X viewers", "X star Jane Roe", "the X judge"."""
        words = self.segment.tokens
        if self.segment.headline or not i or not words[i].joined or words[i].capital:
            return
        if self._is_acronym(i - 1):
            return  # "NFL star"
        if noun == "stars" and self.segment.lowers[i + 1 : i + 2] and self.segment.lowers[i + 1] in _STARRING:
            return  # somebody stars
        followed = i + 1 < len(words) and words[i + 1].capital and gender_of(words[i + 1].text) is not None
        weight = cues.FOLLOWERS[noun]
        if noun in cues.PLURALS and not followed:
            weight = min(weight, 0.4)  # "the Walk of Fame stars"
        elif (followed and words[i + 1].joined) or (words[i - 1].joined and i > 1 and words[i - 2].capital):
            weight = max(weight, 0.5)
        bold = noun in ("viewers", "fame") or (followed and noun in cues.OF_WORKS)
        self.before(i, _Clue("role after it", weight, weak_alone=True, bold=bold, firm=weight >= 0.5))

    def universe(self, i: int) -> None:
        """Add "<Name> Universe": the name says what it is."""
        words = self.segment.tokens
        first = i
        while (
            first > 0
            and i - first < 4
            and words[first].joined
            and words[first - 1].capital
            and not words[first - 1].possessive
        ):
            first -= 1
        if i - first < 1 or words[first].lower in ("miss", "mr", "mr.", "our"):
            return
        shaped = title_shape(self.segment.text[words[first].start : words[i].end])
        if shaped:
            self.candidates.add(shaped, "universe in its name", 0.8, Place(self.number, first, i + 1)).point(
                "franchise", 5.0
            )

    def noun_before(self, i: int) -> None:
        """Read "the sitcom X", and "X star Name" where X ends right before the role."""
        words = self.segment.tokens
        if not i or not words[i].joined:
            return
        noun = words[i - 1].lower
        if words[i - 1].capital or words[i - 1].possessive:
            return
        if noun in OTHER_NOUNS and _introduces(words, i):
            self.after(i, _Clue(f"{noun} before it", 0.6, OTHER_NOUNS[noun], 4.0))
        elif noun in TYPE_NOUNS and noun not in OTHER_NOUNS and noun != "western":  # "western Bohemia"
            self.after(i, _Clue(f"{noun} before it", 0.6, type_of_noun(noun), 2.5, firm=True))
        elif (
            noun in CAST_ROLES
            and not self.segment.headline
            and gender_of(words[i].text)
            and i >= 2
            and words[i - 2].capital
            and words[i - 1].joined
            and not self._is_acronym(i - 2)
        ):
            self.before(i - 1, _Clue("role after it", 0.55))

    def noun_after(self, i: int, noun: str) -> None:
        """Read "the X series", "X franchise"."""
        kind = type_of_noun(noun)
        if noun in ("show", "documentary", "feature", "flick") or not i or not self.segment.tokens[i].joined:
            return
        weight = 0.6 if noun in FRANCHISE_NOUNS else 0.5
        if noun == "series":
            following = self.segment.tokens[i + 1].lower if i + 1 < len(self.segment.tokens) else ""
            kind = "" if following in ("of",) else kind
        firm = noun in FRANCHISE_NOUNS or noun in NOUNS_AFTER_TITLES
        self.before(i, _Clue(f"{noun} after it", weight, kind, 2.0, weak_alone=True, firm=firm))

    def before(self, i: int, clue: _Clue) -> None:
        """Add the run of capitals that ends right before token ``i``."""
        if (
            i <= 0
            or i >= len(self.segment.tokens)
            or not (self.segment.tokens[i].joined or self.segment.gap(i) in (", ", " ("))
        ):
            return
        self._add_candidate(*self._run_before(i), clue)

    def possessive_before(self, i: int, clue: _Clue) -> None:
        """Add X in "X's second season"."""
        if i > 0 and self.segment.tokens[i - 1].possessive:
            self._add_candidate(*self._run_before(i), clue)

    def after(self, i: int, clue: _Clue) -> None:
        """Add the run of capitals that begins at token ``i``; an organization's possessive is stepped over."""
        words = self.segment.tokens
        while i < len(words) and (
            words[i].lower in ("the", "a", "his", "her", "their", "its") and not words[i].capital
        ):
            i += 1
        start = i
        while i < len(words) and (self.number, i) in self.busy and i - start < 4:
            i += 1
        if i > start and not (
            words[i - 1].possessive
            or (self.number, i - 1) in self.networks  # "in BBC Copper Hill"
            or (i < len(words) and words[i].lower in SCREEN_NOUNS)
        ):
            return
        if i < len(words) and i > start and words[i].lower in SCREEN_NOUNS:
            i += 1
        if i >= len(words) or not (words[i].capital or words[i].text[0].isdecimal()):
            return
        last = i + 1
        while (
            last < len(words)
            and last - i < 9
            and words[last].joined
            and not words[last - 1].possessive
            and (self.number, last) not in self.busy
        ):
            word = words[last]
            if word.capital or word.text[0].isdecimal():
                if self.segment.headline and (word.lower in SAID or word.lower in STARTERS or word.lower in ROLE_NOUNS):
                    break
                last += 1
            elif (
                word.lower in TITLE_INNER_WORDS
                and last + 1 < len(words)
                and words[last + 1].joined
                and words[last + 1].capital
                and word.lower in ("of", "the", "&")
            ):
                last += 1
            else:
                break
        self._add_candidate(i, last, clue)

    def _run_before(self, i: int) -> tuple[int, int]:
        """Return the run of capitalised words that ends before token ``i``."""
        words = self.segment.tokens
        last = i
        if words[last - 1].lower in TITLE_INNER_WORDS or not _may_be_of_title(words[last - 1]):
            return last, last
        first = i
        j = i - 1
        while j >= 0 and last - j <= 9:
            word = words[j]
            if (
                j < last - 1
                and word.possessive
                and not (
                    word.capital
                    and gender_of(word.text) is None
                    and (self.number, j) not in self.busy
                    and not self.segment.headline
                )
            ):
                break
            if (self.number, j) in self.busy:
                break
            if word.capital or word.text[0].isdecimal():
                if (
                    self.segment.headline
                    and j < last - 1
                    and (word.lower in STARTERS or word.lower in SAID or word.lower in ROLE_NOUNS)
                ):
                    break
                first = j
            elif not (word.lower in TITLE_INNER_WORDS and j + 1 == first and j and words[j - 1].capital):
                break
            elif j > 1 and words[j - 2].capital and gender_of(words[j - 2].text):
                break  # "Jane Roe of Copper Hill fame"
            if word.first or not word.joined:
                break
            j -= 1
        while (
            first < last - 1
            and words[first].lower in NEVER_A_TITLE_ALONE
            and words[first].lower not in ("the", "a")
            and words[first].first
        ):
            first += 1
        while last - first > 1 and words[last - 1].lower in ("tv", "television"):
            last -= 1
        while last > first and words[first].text.rpartition("-")[2].islower() and "-" in words[first].text:
            first += 1  # "English-language", "Emmy-winning"
        if last - first > 1 and words[first].lower in ("the", "a") and not words[first].capital:
            first += 1
        return first, last

    def _trust(self, clue: _Clue, last: int, known: bool) -> float:
        """Return the factor for the weight of ``clue``: lower in headlines, and where an article has other subjects."""
        words = self.segment.tokens
        trust = 0.6 if self.segment.headline and not known else 1.0
        numbered = clue.evidence == "season" and words[min(last, len(words) - 1)].lower != "series"
        if self.marked and clue.evidence in _DOUBTED and not known:
            trust *= 0.7  # an outlet that marks its titles leaves few without a mark
        if self.document_text.about_screens < ENOUGH and clue.evidence in _DOUBTED and not known:
            trust *= 0.75
        if self.document_text.about_screens < SOME and not numbered:
            trust *= 0.6  # "the director of Homeland Security"
        return trust

    def _add_candidate(self, first: int, last: int, clue: _Clue) -> None:
        """Add the tokens ``first:last`` as a title, if they can be one."""
        if first >= last or any((self.number, k) in self.busy for k in range(first, last)):
            return
        first, last = self.readings.whole(self.number, self._without_modifiers(first, last, clue), last)
        known = self.candidates.is_expected(self.document_text.text(Place(self.number, first, last)))
        if self._is_no_title(first, last, clue) or (not known and self._is_person(first, last, clue)):
            return
        words = self.segment.tokens
        shaped = title_shape(self.segment.text[words[first].start : words[last - 1].end])
        owner = words[last - 1].possessive and (
            (last < len(words) and words[last].capital) or gender_of(words[first].text) is not None
        )
        if shaped is None or (owner and clue.evidence not in ("season", "role after it")):
            return
        weight = clue.weight * self._trust(clue, last, known)
        candidate = self.candidates.add(shaped, clue.evidence, weight, Place(self.number, first, last))
        if clue.kind and (weight >= 0.3 or known):
            candidate.point(clue.kind, clue.points)

    def _without_modifiers(self, first: int, last: int, clue: _Clue) -> int:
        """Return the first token of the title itself: "British", "a", "2019" before it are stepped over."""
        words = self.segment.tokens
        before_noun = clue.evidence.endswith("after it")
        while last - first > 1 and before_noun and words[first].lower in _ADJECTIVES:
            first += 1
        while last - first > 1 and words[first].lower in ("a", "an") and words[first + 1].text.isdecimal():
            first += 1
        year = words[first].text
        if last - first > 1 and before_noun and len(year) == 4 and year.isdecimal():
            first += 1
        return first

    def _is_no_title(self, first: int, last: int, clue: _Clue) -> bool:
        """Return whether the words are only ones that cannot be a title by themselves, or name a place."""
        words = self.segment.tokens
        content = _content(words, first, last)
        joined = any(not w.capital for w in words[first:last])  # "The Last of Us"
        if not joined and all(w in NEVER_A_TITLE_ALONE or w in ROLE_NOUNS or w in PLACES for w in content):
            return True
        ending = words[last - 1].lower
        if (
            ending in PLACE_NOUNS
            and clue.evidence != "season"
            and not (clue.firm and ending in cues.SCENES and last - first > 1)
        ):
            return True
        if (
            ":" in words[first].text
            or words[last - 1].text.count(".") > 1
            or (self._is_acronym(first) and last - first == 1 and clue.evidence in ("verb before it", NETWORK_BEFORE))
        ):
            return True
        if words[first].lower in cues.CATEGORIES or (self._is_year(first, last)):
            return True
        everyday = len(content) == 1 and (self.document_text.is_word(content[0]) or words[first].first)
        return everyday and clue.weak_alone and content[0] in NEVER_A_TITLE_ALONE

    def _is_year(self, first: int, last: int) -> bool:
        text = self.segment.tokens[first].text
        return last - first == 1 and text.isdecimal() and len(text) == _ACRONYM and text[:2] in ("19", "20")

    def _is_person(self, first: int, last: int, clue: _Clue) -> bool:
        """Return whether the words are rather somebody's name: "the Greta Gerwig film", "Greta returns in May"."""
        content = _content(self.segment.tokens, first, last)
        if is_initials(self.segment.tokens[first]) and len(content) > 1:
            return True
        if gender_of(content[0]) is None or clue.bold or (clue.firm and content[-1] in cues.SCENES):
            return False
        if len(content) == 1:
            return clue.evidence in ("release verb", "role after it", "renewal", "verb before it", "prize for")
        return len(content) <= 3 and clue.evidence != "season" and not clue.evidence.endswith("before it")


def _may_be_of_title(word: Token) -> bool:
    """Return whether a word is written as those that titles begin and end with: with a capital or a digit."""
    return word.capital or word.text[0].isdecimal()


def _is_behind_quotation(segment: Segment, i: int) -> bool:
    """Return whether a quotation ends right before token ``i``."""
    return segment.gap(i).strip(" ,\u00a0")[-1:] in ("”", '"', "’", "»")


def _noun_of(segment: Segment, i: int) -> str:
    """Return the noun for a work in "a new comedy about", "the Hulu series" at ``i``, "" for anything else."""
    words = segment.tokens
    for n in range(i + 1, min(i + 7, len(words))):
        word = words[n]
        if segment.gap(n).strip():
            return ""
        if word.lower in SCREEN_NOUNS or word.lower in FRANCHISE_NOUNS:
            after = words[n + 1] if n + 1 < len(words) else None
            if word.possessive or segment.gap(n + 1).startswith(("'", "’")):
                return ""
            plain = after is None or segment.gap(n + 1).strip() or after.lower in FUNCTION_WORDS
            if plain or (after is not None and after.lower in cues.AFTER_NOUNS):
                return word.lower
        elif word.lower in FUNCTION_WORDS or word.lower in ROLE_NOUNS:
            return ""
    return ""


def _other_noun_of(segment: Segment, i: int) -> str:
    """Return the noun for a work beyond the screen in "their first album in", "a board game for", "" for none."""
    words = segment.tokens
    for n in range(i + 1, min(i + 5, len(words))):
        lower = words[n].lower
        if segment.gap(n).strip(" -"):
            return ""
        if lower in _OTHERS_APPOSED and not words[n].possessive:
            after = words[n + 1] if n + 1 < len(words) else None
            ends = after is None or segment.gap(n + 1).strip() or after.lower in FUNCTION_WORDS
            return lower if ends else ""
        if lower in FUNCTION_WORDS or lower in ROLE_NOUNS:
            return ""
    return ""


def _content(words: list[Token], first: int, last: int) -> list[str]:
    """Return the words of a run in small letters, articles left out."""
    return [w.lower for w in words[first:last] if w.lower not in ("the", "a")]


def _introduces(words: list[Token], i: int) -> bool:
    """Return whether a noun before token ``i`` names what begins there: "her album X", not "the song Roe wrote"."""
    noun = words[i - 1].lower
    lead = {word.lower for word in words[max(0, i - 4) : i - 1]}
    if noun.endswith("s") or not (lead & _LEADS or (i > 1 and words[i - 2].possessive)):
        return False
    if noun in ("musical", "game") and any(word.isdecimal() or word in _NO_STAGE for word in lead):
        return False
    last = i
    while last < len(words) and last - i < 9 and (last == i or words[last].joined):
        if not words[last].capital and words[last].lower not in TITLE_INNER_WORDS:
            break
        last += 1
    return gender_of(words[i].lower) is None and not (
        last < len(words) and words[last].joined and words[last].lower in _MADE
    )


def _release_tail(words: list[Token], i: int) -> bool:
    """Return whether "returns/opens/hits" is about a release: a date, a screen or a platform follows."""
    near = [t.lower for t in words[i + 1 : i + 5]]
    return any(w in ("theaters", "theatres", "cinemas", "screens", "select", "streaming") for w in near) or (
        len(near) > 1 and near[0] in ("on", "in") and (near[1] in MONTH_NUMBERS or near[1] in WEEKDAY_NUMBERS)
    )


def _fate(words: list[Token], i: int) -> bool:
    near = [t.lower for t in words[i + 1 : i + 4]]
    return any(w in ("renewed", "cancelled", "canceled", "axed") for w in near)
