"""Where in a show a text is, as the user has seen it: the places it names, the show they are of, what they come to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, Literal

from pullquote.cache.core.article import Article, block_text
from pullquote.cache.core.names import normalize
from pullquote.cache.core.progress import Seen, is_beyond
from pullquote.cache.core.spoilers import Guard, words
from pullquote.cache.core.spoilers.episode_places import (
    FINALE,
    LATEST,
    MOST_PLACES,
    NEWEST,
    PENULTIMATE,
    SOME,
    Written,
    places,
)
from pullquote.cache.core.spoilers.names import NameFinder, finder_of, plain
from pullquote.cache.core.spoilers.parts import SENTENCES, others_of

Status = Literal["seen", "part", "beyond"]
"""What a place is to the user: seen, in a season of which a part was seen, or beyond."""
Stands = tuple[Status, str]
"""A status, and the place in words."""
_AROUND: Final = 300
"""Characters before a place in which the show is looked for that it is of."""
_UNKNOWN_OWNER = re.compile(r"(?:^|[\s“‘\"'(])((?:[A-Z][\w’'&-]*\s){1,5})[(“‘\"']?$")
_UNKNOWN_AFTER = re.compile(r"[’']?s?\s(?:of|on|in)\s(?:the\s)?[“‘\"']?((?:[A-Z][\w’'&-]*\s?){1,5})")
_EPISODE_BEFORE = re.compile(r"[”’\"'](?:,?\s(?:from|in|of)\s(?:the|its|their)\s|\s?\(|,\s)$|^[^.!?]{1,60}\s\($")
_EPISODE_SAID = re.compile(
    r"[“‘\"']([A-Z][^“”\"\n]{2,60}?)[,.]?[”’\"']\s?(?:,?\s?(?:from|in|of)\s(?:the|its|their)\s[\w-]{1,12}\s(?:season|"
    r"series)|"
    r"\((?:season|series|s\d))|(?:^|\n)(?:\d{1,2}\.\s)?([A-Z][^“”\"\n(]{2,60}?)\s\((?:season|series|s\d)",
    re.IGNORECASE,
)
_OF_THE_NEW = re.compile(
    r"\s(?:of|in|from|for)\s(?:the|its|their|his|her|this)\s(?:show[’']s\s|drama[’']s\s)?", re.IGNORECASE
)


@lru_cache(64)
def _episode_titles(guard: Guard) -> tuple[re.Pattern[str], Mapping[str, Seen]] | None:
    """Return what finds the titles of episodes that tell them from one another, and the place of each."""
    found: dict[str, Seen] = {}
    patterns: list[str] = []
    own = {normalize(name) for name in (guard.name, *guard.aka)}
    for episode in guard.episodes:
        title = plain(episode.title.strip())
        key = normalize(title)
        if (
            len(key) < 3
            or key in own
            or re.match(r"(?:episode|chapter|part|pilot|finale|week|day|series|season)\b", key)
        ):
            continue
        found[key] = Seen(episode.season, episode.number)
        flexible = r"\W{1,3}".join(map(re.escape, re.findall(r"\w+", title)[:12]))
        several = key.count(" ")
        if several >= 2:
            patterns.append(rf"(?<!\w)(?i:{flexible})(?!\w)")
        elif several:
            patterns.append(rf"(?<!\w){flexible}(?!\w)")
        else:
            patterns.append(rf"(?<=[“‘\"'*])(?i:{flexible})(?=[,.!?]?[”’\"'*])")
    return (re.compile("|".join(patterns)), found) if patterns else None


class Places:
    """Reads the places of what is guarded in the texts of an article.

    ``scope`` is the place the article as a whole tells, once that is known; ``out`` the episode that was out last on
    the day it came, as far as the catalogue knows. ``headed``: its headline, its dek or its lead names what is guarded.
    """

    def __init__(self, article: Article, guard: Guard) -> None:
        self.guard = guard
        self.names = finder_of((guard.name, *guard.aka))
        self.others = self._without_episodes(article, others_of(article, self.names))
        self.scope: tuple[int | None, int | None] | None = None
        self.headed = False
        self._day = article.published.date().isoformat() if article.published else ""
        self.out = self._out_then()

    def _without_episodes(self, article: Article, others: NameFinder | None) -> NameFinder | None:
        """Return what finds other works, without those that are episodes of what is guarded."""
        if others is None:
            return None
        own = {normalize(one.title) for one in self.guard.episodes}
        if self.names.search(article.title):
            told = "\n".join((article.dek or "", *map(block_text, article.blocks[:200])))[:60_000]
            own |= {normalize(found[1] or found[2]) for found in _EPISODE_SAID.finditer(told)}
        kept = tuple(name for name in others.names if normalize(name) not in own or name in article.title)
        return finder_of(kept) if kept else None

    def _out_then(self) -> Seen | None:
        """Return the episode that was out last on the day the article came, as far as the catalogue knows."""
        out = [
            Seen(one.season, one.number)
            for one in self.guard.episodes
            if one.date and self._day and one.date <= self._day and one.season > 0
        ]
        return max(out, default=None)

    def bound(self, text: str, *, headline: bool = False) -> list[Written]:
        """Return the places in a text that are of what is guarded, titles of its episodes among them."""
        found: list[Written] = []
        for one in places(text):
            if headline and self._is_not_yet(text, one):
                continue
            if not self._is_of_other(text, one):
                before = found[-1] if found else None
                if (
                    before
                    and before.season is None
                    and one.episode is None
                    and one.season is not None
                    and _OF_THE_NEW.fullmatch(text, before.end, one.start)
                ):
                    found[-1] = Written(before.start, one.end, one.season, before.episode, before.first)
                else:
                    found.append(one)
        for start, end in self.names.spans(text)[:MOST_PLACES]:
            if words.OF_LAST_NIGHT.search(text[max(0, start - 24) : start]):
                found.append(Written(start, end, None, LATEST))
        titles = _episode_titles(self.guard)
        if titles:
            for match in islice(titles[0].finditer(plain(text)), MOST_PLACES):
                place = titles[1].get(normalize(match[0]))
                if place:
                    found.append(Written(match.start(), match.end(), place.season, place.episode, SOME))
        return found

    def _is_not_yet(self, text: str, place: Written) -> bool:
        """Return whether a headline names a place as one that it does not tell: "before ‘Saltgate’ season 3"."""
        before = self.names.blanked(text[max(0, place.start - 80) : place.start])
        return words.NOT_YET.search(re.sub(r"[\W_]+", " ", before)) is not None

    def told_before(self, title: str) -> tuple[int, None] | None:
        """Return the season that a headline leads up to: the one before the one that is to come."""
        for one in islice(places(title), 5):
            if one.season and one.season > 1 and not one.episode and self._is_not_yet(title, one):
                return one.season - 1, None
        return None

    def _is_of_other(self, text: str, place: Written) -> bool:
        """Return whether a place is one in another show."""
        window = max(0, place.start - _AROUND)
        begin = max((m.end() for m in SENTENCES.finditer(text, window, place.start)), default=window)
        own = max((end for _, end in self.names.spans(text[begin : place.start])), default=-1)
        other = max((end for _, end in self.others.spans(text[begin : place.start])), default=-1) if self.others else -1
        behind = text[place.end : place.end + 80]
        if following := _UNKNOWN_AFTER.match(behind):
            if self.names.search(following[1]):
                return False
            if (self.others and self.others.search(following[1])) or own < 0:
                return following[1].split()[0].casefold() not in words.SMALL_WORDS
        if self.headed and own < 0 and _EPISODE_BEFORE.search(text[begin : place.start]):
            return False  # "3. “Dry Season” (Season 2, Episode 8)", "for “Dry Season,” from the second season"
        if own >= 0 or other >= 0:
            return other > own
        adjacent = _UNKNOWN_OWNER.search(text[max(0, place.start - 60) : place.start])
        if adjacent and not self._is_title_case(text):
            named = [word for word in adjacent[1].split() if word.casefold().strip("’',:") not in words.SMALL_WORDS]
            return bool(named) and not adjacent[1].rstrip().endswith(("’s", "'s", ":", ","))
        return False

    @staticmethod
    def _is_title_case(text: str) -> bool:
        listed = [word for word in text.split() if word[:1].isalpha() and len(word) > 3]
        return len(listed) > 2 and sum(word[0].isupper() for word in listed) > 0.7 * len(listed)

    def status(self, season: int | None, episode: int | None, near: int | None = None) -> Status:
        """Return where a place is, as the user has seen it; ``near`` is the season that was spoken of last."""
        seen = self.guard.seen
        if seen is None:
            return "beyond"
        if episode == LATEST:
            return self._latest()
        if season == NEWEST:
            known = [one.season for one in self.guard.episodes]
            season = max(known, default=None)
            if season is None:
                return "beyond" if seen.episode is None else "part"
        if season is None:
            season = near or (self.scope[0] if self.scope and self.scope[0] and self.scope[0] > 0 else None)
            if season is None:
                season = self.out.season if self.out else seen.season
                if episode == FINALE and not self.out:
                    season = max((one.season for one in self.guard.episodes), default=seen.season)
        if episode in (FINALE, PENULTIMATE):
            if season != seen.season or seen.episode is None:
                return "beyond" if is_beyond(seen, season) and season > seen.season else "seen"
            length = dict(self.guard.seasons).get(season)
            if length is None:
                length = max((one.number for one in self.guard.episodes if one.season == season), default=0)
            return "seen" if length and seen.episode >= length - (episode == PENULTIMATE) else "beyond"
        if episode is None or episode == SOME:
            if season > seen.season:
                return "beyond"
            return "part" if season == seen.season and seen.episode is not None else "seen"
        return "beyond" if is_beyond(seen, season, episode) else "seen"

    def _latest(self) -> Status:
        if self.scope and self.scope[1] not in (None, LATEST):
            return self.status(*self.scope)
        if self.out and self.guard.seen:
            return "beyond" if self.out > self.guard.seen else "seen"
        return "beyond"

    def in_words(self, season: int | None, episode: int | None) -> str:
        """Return a place as a line has it: "season 2, episode 5", "season 2 finale"; empty for one that says little."""
        if episode == LATEST and self.out:
            season, episode = self.out.season, self.out.episode
        if season is None and self.scope and self.scope[0] and self.scope[0] > 0:
            season = self.scope[0]
        if season is None or season < 1:
            return {FINALE: "the finale", LATEST: "the latest episode"}.get(episode or 0, "")
        if episode == FINALE:
            return f"season {season} finale"
        return f"season {season}, episode {episode}" if episode and episode > 0 else f"season {season}"

    def of_places(self, bound: Sequence[Written]) -> tuple[Status, str]:
        """Return the worst of some places, and what it is in words."""
        near: int | None = None
        worst: tuple[Status, str] = ("seen", "")
        for one in bound:
            near = one.season if one.season and one.season > 0 else near
            status = self.status(one.season, one.episode, near)
            if status == "beyond" or (status == "part" and worst[0] == "seen") or not worst[1]:
                worst = (status, self.in_words(one.season or near, one.episode))
            if status == "beyond":
                break
        return worst
