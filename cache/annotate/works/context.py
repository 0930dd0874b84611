"""Titles found only by the words around them: "X season 2", "the sitcom X", "X star Name", "premiere of X"."""

from __future__ import annotations

from pullquote.cache.annotate.entities import NETWORK_BEFORE, Candidates
from pullquote.cache.annotate.text.capitals import title_shape
from pullquote.cache.annotate.text.document_text import DocumentText, Place, count_of, gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token
from pullquote.cache.annotate.text.vocabulary import (
    CAST_ROLES,
    DEMONYMS,
    FILM_NOUNS,
    FRANCHISE_NOUNS,
    FUNCTION_WORDS,
    NOUNS_AFTER_TITLES,
    NOUNS_BEFORE_OF,
    ORDINALS,
    OTHER_NOUNS,
    OTHER_PLURALS,
    RELEASE_VERBS,
    ROLE_NOUNS,
    SCREEN_NOUNS,
    SHOW_NOUNS,
    STARTERS,
    TITLE_INNER_WORDS,
    TYPE_NOUNS,
    is_season_number,
    type_of_noun,
)
from pullquote.cache.annotate.works import cues
from pullquote.cache.annotate.works.bounds import Clue, SegmentTitles, Surroundings, is_acronym, may_be_of_title
from pullquote.cache.annotate.works.nearby import (
    FAR,
    has_release_tail,
    introduces,
    is_behind_quotation,
    is_money,
    noun_of,
    other_noun_of,
    tells_fate,
)
from pullquote.cache.annotate.works.readings import Readings, marks_titles

_WHICH = frozenset((verb,) for verb in cues.WHICH)
_FATES = frozenset("was is has were gets been".split())
_RENEWED = frozenset("renewed renews cancelled canceled cancels axed axes".split())
_TAILED = frozenset("returns opens hits".split())
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
    | {"to", "for", "behind", "is", "was", "films", "movies"}
)
"""The words a pattern is tried at, besides capitals."""
_LEADING = frozenset("of in on to for behind is was".split())
"""Keys that are looked at only where a capital is near behind them."""
_STARRING = frozenset("in as opposite alongside with on".split())
_TELLING = cues.TELLS | cues.EARNS | cues.EARNS_IN_A_WEEKEND | cues.WINS | cues.ENDS | {"is", "was", "stars"}
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
    words_of_all = document_text.words
    of_earnings, of_pilots = count_of(words_of_all, cues.WEEKENDS) > 0, count_of(words_of_all, cues.PILOTS) > 1
    places = Surroundings(busy, networks, marks_titles(candidates), of_earnings, of_pilots)
    for number, segment in enumerate(document_text.segments):
        if segment.kind in ("embed", "table"):
            continue
        words = segment.tokens
        patterns = _SegmentPatterns(segment, SegmentTitles(document_text, candidates, places, readings, number))
        capitals = {*segment.capitals}
        for i in sorted(capitals.union(segment.indices(_KEYS))):
            word = words[i]
            if word.lower in _LEADING and capitals.isdisjoint((i, i + 1, i + 2)):
                continue
            if word.joined or word.lower in _KEYS:
                patterns.look(i, word)
            elif not segment.headline:
                patterns.beside(i)


class _SegmentPatterns:
    """The patterns over one segment, each tried at one token."""

    def __init__(self, segment: Segment, titles: SegmentTitles) -> None:
        self.segment = segment
        self.titles = titles

    def look(self, i: int, word: Token) -> None:
        """Try every pattern whose key word is token ``i``."""
        words = self.segment.tokens
        lower = word.lower
        if lower in ("season", "seasons", "series") and i + 1 < len(words) and is_season_number(words[i + 1].text):
            self.titles.before(i, Clue("season", 0.8, "show", 3.0))
        if lower in ("season", "seasons") and i >= 1 and words[i - 1].lower in ORDINALS:
            self.titles.possessive_before(i - 1, Clue("season", 0.7, "show", 3.0))
        if word.text == "Universe" and i and word.joined and words[i - 1].capital:
            self.universe(i)
        if word.capital and not self.segment.headline:
            self.network_before(i)
            self.beside(i)
            return self.noun_before(i)
        if i and may_be_of_title(words[i - 1]):
            if lower in SHOW_NOUNS or lower in FILM_NOUNS or lower in FRANCHISE_NOUNS or lower in NOUNS_AFTER_TITLES:
                self.noun_after(i, lower)
            if lower in cues.FOLLOWERS:
                self.follower(i, lower)
            if lower in ("films", "movies"):
                self.films(i)
        if lower in ("of", "in", "on", "to", "for", "behind"):
            self.after_preposition(i, lower)
        elif lower in cues.MAKING or lower in cues.CALLED or lower in ("is", "was"):
            self.after_verb(i, lower)
        if lower in RELEASE_VERBS or (lower in _TAILED and has_release_tail(words, i)):
            self.titles.before(i, Clue("release verb", 0.5))
        elif lower in _FATES and tells_fate(words, i):
            self.titles.before(i, Clue("renewal", 0.5, "show", 1.0))
        elif lower in _RENEWED:
            self.titles.after(i + 1, Clue("renewal", 0.5, "show", 1.0))
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
        lead = self.segment.lowers[max(0, i - FAR) : i]
        if lower == "of" and at and is_season_number(before) and words[at - 1].lower in ("season", "series"):
            before = "season"  # "season two of X"
        office = words[at].capital and not words[at].first and before in CAST_ROLES  # "the Director of Public Works"
        if lower == "of" and not office and (before in NOUNS_BEFORE_OF or before in _BOLD_OF):
            kind = "show" if before in ("season", "seasons", "episode", "episodes", "pilot", "finale") else ""
            weight = 0.7 if kind else 0.5
            bold = before in _BOLD_OF and not (before in ("cast", "crew") and self._begins_list(i + 1))
            self.titles.after(i + 1, Clue(f"{before} of", weight, kind, 2.0, bold=bold, firm=bold))
        elif self.segment.headline:
            return
        elif words[at].capital and not words[at].first and before not in cues.PRIZES:  # not "Our Role in Society"
            if lower in ("in", "on") and not cues.PARTS.isdisjoint(lead):
                self.titles.after(i + 1, Clue("role in", 0.5, "show" if lower == "on" else "", 1.0, bold=True))
        elif lower in ("in", "on") and before in (cues.BEFORE_ON if lower == "on" else cues.BEFORE_IN):
            weight = 0.4 if lower == "in" and before in cues.WEAK_BEFORE_IN else 0.5
            firm = lower == "in" and before not in cues.WEAK_BEFORE_IN
            self.titles.after(
                i + 1, Clue("role in", weight, "show" if lower == "on" else "", 1.0, bold=True, firm=firm)
            )
        elif (
            (lower == "to" and before in cues.BEFORE_TO)
            or (lower == "for" and before in cues.BEFORE_FOR)
            or (lower == "behind" and before in cues.BEHIND)
        ):
            self.titles.after(i + 1, Clue(f"{before} {lower}", 0.5, bold=lower != "behind", firm=True))
        elif (
            lower == "for"
            and not (before in ("award", "awards", "prize") and words[at].capital)
            and not cues.PRIZES.isdisjoint(lead)
        ):
            self.titles.after(i + 1, Clue("prize for", 0.5))

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
        if lower in cues.MAKING and is_behind_quotation(self.segment, i):
            return  # "…,” wrote Jane Roe"
        if lower in cues.MAKING:
            self.titles.after(i + 1, Clue("verb before it", cues.MAKING[lower]))
        elif lower in cues.CALLED:
            nouns = [w for w in self.segment.lowers[max(0, i - FAR) : i] if w in SCREEN_NOUNS]
            if nouns and not words[i].capital and words[i - 1].lower != "episode":
                self.titles.after(i + 1, Clue("called", 0.55, type_of_noun(nouns[-1]), 2.0, bold=True))
        elif words[i - 1].lower in SCREEN_NOUNS and not words[i - 1].capital:
            new = not cues.NEW.isdisjoint(self.segment.lowers[max(0, i - FAR) : i])
            kind = type_of_noun(words[i - 1].lower)
            self.titles.after(i + 1, Clue("called", 0.5 if new else 0.45, kind, 1.0))

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
        of_network = i > 1 and self.titles.is_network(i - 2)
        if not before.capital and (before.lower in cues.HITS or (of_network and before.lower in cues.HITS_OF_NETWORKS)):
            self.titles.after(i, Clue("hit before it", 0.5, "show" if of_network else "", 1.0))
        elif self.titles.is_network(i - 1):
            self.titles.after(i, Clue(NETWORK_BEFORE, 0.45 if before.possessive else 0.35, "", 0.0))

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
            if last - start == 1 and words[start].lower in cues.RATINGS:
                continue
            weight = 0.55 if introduced or small or (len(items) > 1 and last - start > 1) else 0.4
            self.titles.add(start, last, Clue("in parentheses after a name", weight, bold=True))

    def _items(self, i: int) -> list[tuple[int, int]]:
        """Return the runs of capitals inside the parentheses that open before ``i``; none where they hold more."""
        segment, words = self.segment, self.segment.tokens
        items: list[tuple[int, int]] = []
        while i < len(words) and len(items) < FAR:
            if words[i].lower in ("and", "the") and not words[i].capital:
                i += 1
                continue
            if not (words[i].capital or words[i].text[0].isdecimal()) or self.titles.is_taken(i):
                return []
            last = i + 1
            while last < len(words) and words[last].joined and words[last].capital and not words[last - 1].possessive:
                last += 1
            _, last = self.titles.whole(i, last)
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
                self.titles.add(*self.titles.run_before(last), Clue("what it has", 0.5, "show", 1.0))
        elif gap == " " and not after.capital:
            self.verb_after(last, after.lower)
        elif gap == ", " and after.lower == "in" and self.segment.lowers[last + 1 : last + 2] == ("which",):
            if not (cues.PARTS | cues.BEFORE_IN).isdisjoint(self.segment.lowers[last + 2 : last + FAR]):
                self.titles.before(last, Clue("role in it", 0.55))
        elif gap == ", " and not after.capital:
            if (after.lower in cues.ARTICLES and noun_of(segment, last)) or (
                after.lower in cues.PARTICIPLES or (after.lower in cues.PRONOUNS and self._which(last + 1))
            ):
                earns = after.lower in cues.PRONOUNS and self._earns(last + 1)
                apposed = Clue("appositive after it", 0.5, type_of_noun(noun_of(segment, last)), 1.5)
                self.titles.before(last, Clue("box office", 0.55, "film", 2.0) if earns else apposed)
            elif after.lower in cues.ARTICLES and (noun := other_noun_of(segment, last)):
                self.titles.before(last, Clue(f"{noun} after it", 0.55, OTHER_NOUNS[noun], 4.0))
        elif gap == " (" and self.titles.is_network(last) and ")" in segment.gap(last + 1):
            self.titles.before(last, Clue("network after it", 0.5, "", 0.0))
        elif gap == " (" and after.text[0] in "$£€" and is_money(self.segment.tokens, last):
            self.titles.before(last, Clue("box office", 0.55, "film", 2.0))

    def verb_after(self, last: int, verb: str) -> None:
        """Read "X is a drama", "X stars Jane Roe", "X topped the box office", "X won best film"."""
        words = self.segment.tokens
        following = self.segment.lowers[last + 1 : last + 1 + FAR]
        if not following:
            return
        if verb in ("is", "was") and following[0] in ("a", "an", "the"):
            if noun := noun_of(self.segment, last + 1):
                self.titles.before(last, Clue("is one", 0.5, type_of_noun(noun), 2.0))
            elif noun := other_noun_of(self.segment, last + 1):
                self.titles.before(last, Clue(f"is the {noun}", 0.5, OTHER_NOUNS[noun], 4.0))
        elif verb in ("is", "was") and following[1:2] == ("by",) and following[0] in cues.MADE:
            self.titles.before(last, Clue("made by somebody", 0.5))
        elif verb in cues.TELLS:
            self.titles.before(last, Clue("tells", 0.35))
        elif verb == "stars" and gender_of(following[0]) and words[last + 1].capital:
            self.titles.before(last, Clue("stars somebody", 0.55))
        elif self._earns(last):
            self.titles.before(last, Clue("box office", 0.55, "film", 2.0))
        elif verb in cues.WINS and following[0] in cues.CATEGORIES:
            if not cues.WON_BY_WORKS.isdisjoint(following[1:4]):
                self.titles.before(last, Clue("wins", 0.5))
        elif verb in cues.ENDS:
            self.titles.before(last, Clue("begins or ends", 0.3))

    def _which(self, i: int) -> bool:
        return self.segment.lowers[i : i + 1] in _WHICH or self._earns(i)

    def _earns(self, i: int) -> bool:
        """Return whether the verb at ``i`` says what a film earned."""
        if i >= len(self.segment.tokens):
            return False
        verb = self.segment.tokens[i].lower
        earns = verb in cues.EARNS or (self.titles.of_earnings and verb in cues.EARNS_IN_A_WEEKEND)
        return earns and is_money(self.segment.tokens, i + 1)

    def follower(self, i: int, noun: str) -> None:
        """Read "X viewers", "X star Jane Roe", "the X judge"."""
        words = self.segment.tokens
        if self.segment.headline or not i or not words[i].joined or words[i].capital:
            return
        if is_acronym(self.segment.tokens, i - 1):
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
        self.titles.before(i, Clue("role after it", weight, weak_alone=True, bold=bold, firm=weight >= 0.5))

    def films(self, i: int) -> None:
        """Read "the first three X films": a number of them makes a franchise."""
        words = self.segment.tokens
        first, last = self.titles.run_before(i)
        counted = first and words[first].joined and self.segment.lowers[first - 1] in cues.COUNTS
        if first < last and counted and words[i].joined and words[last - 1].lower not in DEMONYMS:
            self.titles.add(first, last, Clue("films after it", 0.5, "franchise", 2.5))

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
            self.titles.candidates.add(
                shaped, "universe in its name", 0.8, Place(self.titles.number, first, i + 1)
            ).point("franchise", 5.0)

    def noun_before(self, i: int) -> None:
        """Read "the sitcom X", and "X star Name" where X ends right before the role."""
        words = self.segment.tokens
        if not i or not words[i].joined:
            return
        noun = words[i - 1].lower
        if words[i - 1].capital or words[i - 1].possessive:
            return
        if noun in OTHER_NOUNS and introduces(words, i):
            self.titles.after(i, Clue(f"{noun} before it", 0.6, OTHER_NOUNS[noun], 4.0))
        elif noun == "pilot" and (self.titles.of_pilots or words[i - 2].lower in TYPE_NOUNS):
            self.titles.after(i, Clue("pilot before it", 0.6, "show", 2.5))
        elif noun == "vehicle" and words[i - 2].capital and gender_of(self.segment.lowers[max(0, i - 3)]):
            self.titles.after(i, Clue("vehicle before it", 0.5))  # "the Jane Roe vehicle X"
        elif noun in TYPE_NOUNS and noun not in OTHER_NOUNS and noun != "western":  # "western Bohemia"
            self.titles.after(i, Clue(f"{noun} before it", 0.6, type_of_noun(noun), 2.5, firm=True))
        elif (
            noun in CAST_ROLES
            and not self.segment.headline
            and gender_of(words[i].text)
            and i >= 2
            and words[i - 2].capital
            and words[i - 1].joined
            and not is_acronym(self.segment.tokens, i - 2)
        ):
            self.titles.before(i - 1, Clue("role after it", 0.55))

    def noun_after(self, i: int, noun: str) -> None:
        """Read "the X series", "X franchise"."""
        kind = type_of_noun(noun)
        if noun in ("show", "documentary", "feature", "flick") or not i or not self.segment.tokens[i].joined:
            return
        weight = 0.6 if noun in FRANCHISE_NOUNS else 0.5
        if noun == "series":
            following = self.segment.lowers[i + 1 : i + 3]
            if following[:1] == ("of",):
                kind = OTHER_PLURALS.get(following[-1], "")
        firm = noun in FRANCHISE_NOUNS or noun in NOUNS_AFTER_TITLES
        self.titles.before(i, Clue(f"{noun} after it", weight, kind, 2.0, weak_alone=True, firm=firm))
