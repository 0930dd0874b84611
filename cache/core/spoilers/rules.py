"""Which parts of an article tell more of something guarded than the user has seen. Pure; English.

What spoils, where the user has said how far they are:
- a place beyond that ("S2E5", "the second season finale", "last night's episode", the title of an episode that a
  catalogue knows), unless the sentence is news: renewals, casting, production, dates, ratings, awards are none,
  as long as they tell no story;
- everything of an article that tells a place beyond (a recap, an ending explained, a review), but for what speaks
  of another show, of what was seen, or is plainly news; a part takes the place of its heading, else of the headline,
  the dek or the lead, else of the episode that was out when the article came;
- what the outlet marks, from the mark to the end of it;
- an outcome (a death, a winner, a twist) of which is not said where it happens, unless all that was out then is seen.
A season of which a part is seen is beyond only where outcomes are told of it.

An article tells where its head says so, and where more of its parts tell a story than report of the world in which it
is made and seen. What is harmless in it is what speaks of that world (``reality``) and of nobody of the story.

Of what has no place (a film, a character, a show of which nothing is seen) everything of the story is beyond: recaps,
endings, outcomes, cameos, plot that is told, marked spoilers. Its premise ("the film follows a keeper who …") and who
is in it are no spoilers: they are what makes somebody want to see it. Of a person it is what becomes of their part, or
of them in a contest: who dies, is written out, voted off or wins, and marked spoilers that name them. Prizes, and what
happens in their life, are news.

Where it is open, it is veiled: a line to open costs less than an ending. What the rules say is weighed with the words
of the article by ``learned_judge``, which has the last word where it is not written plainly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from pullquote.cache.core.article import DEK_BLOCK, TITLE_BLOCK, Article
from pullquote.cache.core.spoilers import Guard, reality, words
from pullquote.cache.core.spoilers.episode_places import SOME, places
from pullquote.cache.core.spoilers.fates import fates
from pullquote.cache.core.spoilers.features import Reading, names_of, words_of
from pullquote.cache.core.spoilers.learned_judge import weighed
from pullquote.cache.core.spoilers.names import finder_of
from pullquote.cache.core.spoilers.parts import Part, Verdict, characters_of, sentence_at, sentences_of
from pullquote.cache.core.spoilers.places import Places, Stands
from pullquote.cache.core.spoilers.telling import Teller

_NAMED_FIRST = re.compile(r"\W{0,3}((?:[A-Z][\w’'-]+\s){1,3}[A-Z][\w’'-]+)")
_STARTS_WITH: Final = 40
_LONG: Final = 300
"""Characters of a paragraph that is no boilerplate."""
_LOOKED_THROUGH: Final = 60_000
_BARE: Final = 120
"""Characters of a part that says where spoilers begin or end and no more."""
_STATED: Final = 4
"""Words beside a mark that say more than it."""


def spoiled(article: Article, parts: Sequence[Part], guard: Guard) -> tuple[dict[int, Verdict], str]:
    """Return which parts of an article spoil what is guarded, and the place it tells, in words, if it tells one."""
    verdicts, told, readings = read(article, parts, guard)
    return weighed(readings, verdicts), told


def read(article: Article, parts: Sequence[Part], guard: Guard) -> tuple[dict[int, Verdict], str, list[Reading]]:
    """Return what the rules say of each part, the place the article tells, and what the judge is to weigh."""
    if guard.type in ("person", "group"):
        verdicts, readings = fates(article, parts, guard)
        return verdicts, "", readings
    view = _View(article, parts, guard)
    return view.verdicts(), view.told, view.readings


def spoiled_alone(article: Article, text: str, guard: Guard) -> Verdict | None:
    """Return why a text spoils something by itself, as a headline would: one that the article points to."""
    if not finder_of((guard.name, *guard.aka)).search(text):
        return None
    alone = Article(title=text, published=article.published, entities=article.entities)
    return read(alone, [Part(TITLE_BLOCK, text)], guard)[0].get(TITLE_BLOCK)


def kind_of(title: str) -> str:
    """Return what kind of piece a headline heads, in a word: "Recap"; empty where it does not say."""
    return next((kind for kind, pattern in words.KINDS if pattern.search(title)), "")


class _View:
    """An article as it concerns one guard that has a story."""

    def __init__(self, article: Article, parts: Sequence[Part], guard: Guard) -> None:
        self._title = article.title
        self._dek = article.dek or ""
        self._parts = parts
        self._guard = guard
        self._places = Places(article, guard)
        self._kind_text = self._places.names.blanked(f"{article.title} {self._dek}"[:600])
        self._reviews = bool(words.REVIEWS.search(self._kind_text))
        self._headed = self._is_headed()
        self._places.headed = self._headed
        self._subject = self._headed or self._is_named_most()
        if self._subject:
            self._places.scope = self._told_place()
        self._telling = (self._subject or words.HARD_RECAPS.search(self._kind_text) is not None) and self._is_telling()
        self._telling = self._telling or words.LISTINGS.search(self._title) is not None
        characters = characters_of(article, parts, self._places.names)
        self._told_as = names_of(article, parts, self._places.names, self._places.others, characters)
        self.readings: list[Reading] = []
        self._teller = Teller(self._places, characters, telling=self._telling)
        self._says_so = self._telling  # its head does
        if not self._telling and self._subject and self._tells_in_its_parts():
            self._telling = self._teller.telling = True
        self._teller.is_open = self._subject and not self._is_business()
        self._stands = self._scope_stands()

    @property
    def told(self) -> str:
        """The place that the article tells, in words; empty where it tells none."""
        return self._stands[1] if self._stands else ""

    def _names_it(self, text: str) -> bool:
        return self._places.names.search(text)

    def _names_other(self, text: str) -> bool:
        return self._places.others is not None and self._places.others.search(text)

    def _texts(self) -> list[str]:
        """Return the first paragraphs."""
        return [
            part.text for part in self._parts if part.number >= 0 and part.text and not (part.picture or part.level)
        ][:3]

    def _is_headed(self) -> bool:
        """Return whether the head of an article says that it is about it."""
        if self._names_it(self._title) and not words.ROUNDUPS.search(self._title):
            return True
        if words.ROUNDUPS.search(self._title):
            return bool(
                self._names_it(self._title) and reality.ITS_PARTS.search(self._places.names.blanked(self._title))
            )
        if self._names_other(self._title):
            return False
        others = self._places.others
        for text in (self._dek, *self._texts()[:1]):
            if self._names_it(text):
                return others is None or len(set(others.found(text))) < 2
        return False

    def _is_named_most(self) -> bool:
        """Return whether no work is named by the head of an article, and none more often in the rest of it."""
        others = self._places.others
        if words.ROUNDUPS.search(self._title) or self._names_other(f"{self._title}\n{self._dek}"):
            return False
        if any(part.level and (self._names_it(part.text) or self._names_other(part.text)) for part in self._parts):
            return False  # what is under a heading is about what it names
        whole = "\n".join(part.text for part in self._parts if part.number >= 0)[:_LOOKED_THROUGH]
        return len(self._places.names.spans(whole)) >= (len(others.spans(whole)) if others else 0)

    def _is_telling(self) -> bool:
        """Return whether the article is one that tells what happens in a place."""
        if words.NO_SPOILERS.search(self._kind_text):
            return False
        news = words.NEWS.search(self._title) and not words.RECAPS.search(self._title)
        hard = bool(
            words.HARD_RECAPS.search(self._places.names.blanked(self._title))
            or re.search(r"\brecap", self._kind_text, re.IGNORECASE)
        )
        soft = bool(words.RECAPS.search(self._kind_text) or words.REVIEWS.search(self._kind_text))
        if news and not (hard and not words.HARD_NEWS.search(self._title)):
            return False
        if self._places.scope is None:
            if self._reviews and self._guard.seen is not None:
                return True
            return hard or (soft and self._guard.seen is None and not self._reviews_only())
        return soft or hard or bool(self._places.bound(self._title, headline=True))

    def _tells_in_its_parts(self) -> bool:
        """Return whether more parts of an article tell of a story than of the world in which it is made."""
        if words.NO_SPOILERS.search(self._kind_text):
            return False
        told = plain = 0
        for part in self._parts:
            if part.number < 0 or part.level or not self._is_of_it(part.text):
                continue
            told += self._teller.is_of_story(part.text)
            plain += self._teller.is_harmless(part.text)
        if reality.TELLINGS.search(self._kind_text):
            return told > 0
        return told > 1 and told > plain + self._is_business()

    def _is_business(self) -> bool:
        """Return whether the head of an article is one of news."""
        return bool(words.NEWS.search(self._title) or words.HARD_NEWS.search(self._title))

    def _is_of_it(self, text: str) -> bool:
        return self._names_it(text) or not self._names_other(text)

    def _reviews_only(self) -> bool:
        return words.REVIEWS.search(self._kind_text) is not None and not words.RECAPS.search(self._kind_text)

    def _told_place(self) -> tuple[int | None, int | None] | None:
        """Return the place an article tells: of its headline, its dek or its lead."""
        if words.NO_SPOILERS.search(self._kind_text):
            return None
        if before := self._places.told_before(self._title):
            return before
        lead = (
            self._texts() if self._guard.seen and self._headed else []
        )  # of what has no place its headline alone tells one
        for count, text in enumerate((self._title, self._dek, *lead)):
            found = self._places.bound(text[:400], headline=count < 2)
            if found:
                season, episode = found[0].season, found[0].episode
                if episode is None and season is not None:  # a closer one may follow: "season 2 … episode 5"
                    closer = next((one for one in found[1:] if one.season in (None, season) and one.episode), None)
                    episode = closer.episode if closer else None
                leads = count > 1 and not (words.RECAPS.search(self._kind_text) and not self._reviews)
                if leads and self._places.status(season, episode) == "seen":
                    return None  # a text that tells what comes begins with what was
                return season, episode
        return None

    def _scope_stands(self) -> Stands | None:
        """Return where the article as a whole is; ``None`` where it tells no place."""
        scope, out, seen = self._places.scope, self._places.out, self._guard.seen
        if scope:
            status = self._places.status(*scope)
            if status == "part" and self._telling and reality.TELLINGS.search(self._title):
                status = "beyond"  # it goes through the whole of the season
            return status, self._places.in_words(*scope)
        if not self._telling:
            return None
        if seen is None or out is None:
            return "beyond", ""
        if words.LISTINGS.search(self._title):
            return ("beyond" if out >= seen else "seen"), ""
        return ("beyond" if out > seen else "seen"), str(out)

    def verdicts(self) -> dict[int, Verdict]:
        """Return why each part is veiled that is."""
        found: dict[int, Verdict] = {}
        flow = _Flow(named=self._subject)
        levels = [part.level for part in self._parts if part.level and self._names_it(part.text)]
        for part in self._parts:
            if part.level:
                self._under(part, flow, max(levels, default=0))
            own = self._names_it(part.text)
            concerned = own or self._goes_on(part.text, flow)
            other = self._names_other(part.text)
            if own or other:
                flow.named = own
            around, under = flow.heading or flow.place or self._stands, flow.under_told
            mark = self._mark(part.text) if concerned else None
            if mark is not None:
                flow.marked = mark and (part.number >= 0 or self._subject)
            verdict = None
            if concerned:
                verdict = self._marked(part, flow, own=own) if mark else self._judged(part, flow, own=own)
            named = "own" if own else "other" if other else "none"
            warns = part.number >= 0 and verdict is None and mark is not None and len(part.text) < _BARE
            self.readings.append(
                self._reading(
                    part, around, named, marked=flow.marked, under=under, veiled=verdict is not None,
                    unconcerned=not concerned, elsewhere=flow.about is False, warns=warns,
                )
            )  # fmt: skip
            if not concerned:
                continue
            if verdict:
                found[part.number] = verdict
            if part.level:
                flow.under_told = verdict is not None
            if not mark:
                self._goes_to(part, flow, told=verdict is not None)
        return found

    @cached_property
    def _known(self) -> frozenset[str]:
        """What is known of every part of the article, each in a word or two."""
        guard, out = self._guard, self._places.out
        known = [f"guard:{guard.type if guard.type == 'show' else 'film'}"]
        known.append(f"stands:{self._stands[0] if self._stands else 'none'}")
        if guard.seen is None:
            known.append("seen:nothing")
        else:
            known.append("seen:seasons" if guard.seen.episode is None else "seen:episodes")
            if out is not None and out <= guard.seen:
                known.append("out:seen")  # that a catalogue knows of more says nothing
        flags = {
            "telling": self._telling,
            "says": self._says_so,
            "reviews": self._reviews,
            "headed": self._headed,
            "subject": self._subject,
            "business": self._is_business(),
        }
        return frozenset((*known, *(name for name, holds in flags.items() if holds)))

    def _reading(self, part: Part, around: Stands | None, named: str, **flags: bool) -> Reading:
        """Return a part as the judge weighs it: its words, and where it stands."""
        bound = self._places.bound(part.text, headline=part.number in (TITLE_BLOCK, DEK_BLOCK))
        statuses = {self._places.status(one.season, one.episode) for one in bound}
        written = next((status for status in ("beyond", "part", "seen") if status in statuses), "none")
        context = {f"names:{named}", f"written:{written}", f"around:{around[0] if around else 'none'}", *self._known}
        context.update(name for name, holds in flags.items() if holds)
        place = around[1] if around and around[0] == "beyond" else ""
        return Reading(part, words_of(part.text, self._told_as), frozenset(context), place)

    def _under(self, heading: Part, flow: _Flow, level: int) -> None:
        """Go on under a heading; ``level`` is the deepest of those that name what is guarded."""
        text = heading.text
        own = self._names_it(text)
        of_another = self._names_other(text) or words.ELSEWHERE.match(text)
        if own:
            flow.about, flow.level = True, heading.level
        elif of_another or (not self._subject and heading.level <= level):
            flow.about, flow.level, flow.marked = False, heading.level, False
        elif flow.about is not None and heading.level < flow.level:
            flow.about = None
        flow.place = None
        bound = self._places.bound(text)
        if bound and flow.about is not False:
            flow.heading = self._places.of_places(bound)
        elif not self._subject or self._places.scope is None:
            flow.heading = None

    def _goes_on(self, text: str, flow: _Flow) -> bool:
        """Return whether a part that does not say the name is about it all the same."""
        if flow.about is False:
            return False
        other = self._places.others.first(text) if self._places.others else -1
        if (0 <= other < _STARTS_WITH and not words.COMPARED.match(text)) or words.ELSEWHERE.match(text):
            return False
        if reality.ENTRY.match(text) and not self._names_it(text):
            flow.named = False
            return False
        if any(places(text)) and not self._places.bound(text):  # it is in another show
            flow.named = False
            return False
        if flow.about or self._subject:
            return True
        named = _NAMED_FIRST.match(text)
        return flow.named and not (named and named[1].split()[0].casefold() not in words.SMALL_WORDS)

    def _goes_to(self, part: Part, flow: _Flow, *, told: bool) -> None:
        """Let the place that a paragraph names be that of the next ones, where nothing above them says another."""
        if part.number < 0 or part.picture or flow.heading or (self._stands and self._stands[0] == "beyond"):
            return
        bound = self._places.bound(part.text)
        if bound and not (self._stands is None and self._teller.is_harmless(part.text)):
            place = self._places.of_places(bound)
            if place[0] != "part" or not self._stands:
                flow.place, flow.told = place, told

    def _mark(self, text: str) -> bool | None:
        """Return whether spoilers of what is guarded begin in a part (``True``), or end (``False``)."""
        if words.MARKS_END.search(text):
            return False
        found = words.MARKS.search(text)
        if not found or words.NO_SPOILERS.search(text):
            return None
        sentence = sentence_at(text, found.start())
        if self._names_other(sentence) and not self._names_it(sentence):
            return None
        bound = self._places.bound(sentence)
        if bound or any(places(sentence)):
            return True if bound and self._places.of_places(bound)[0] != "seen" else None
        return None if self._is_all_seen() else True

    def _marked(self, part: Part, flow: _Flow, *, own: bool) -> Verdict | None:
        """Return why a part is veiled in which a mark stands: the mark alone may be read."""
        rest = [
            one for one in sentences_of(part.text) if not (words.MARKS.search(one) or words.NO_SPOILERS.search(one))
        ]
        if sum(len(one.split()) for one in rest) >= _STATED or self._teller.tells_something(part.text):
            return Verdict(self.told, marked=True)
        flow_marked, flow.marked = flow.marked, False
        verdict = self._judged(part, flow, own=own) if part.number == TITLE_BLOCK else None
        flow.marked = flow_marked
        return verdict

    def _is_all_seen(self) -> bool:
        """Return whether what the article may tell was all seen: by its place, else by the day it came."""
        if self._stands:
            return self._stands[0] == "seen"
        seen, out = self._guard.seen, self._places.out
        return seen is not None and out is not None and out <= seen

    def _judged(self, part: Part, flow: _Flow, *, own: bool) -> Verdict | None:
        text = part.text
        bound = self._places.bound(text, headline=part.number in (TITLE_BLOCK, DEK_BLOCK))
        statuses = [self._places.status(one.season, one.episode) for one in bound]
        titled = (one.first == SOME and one.episode != SOME for one in bound)
        if any(is_title and status == "beyond" for is_title, status in zip(titled, statuses, strict=True)):
            return Verdict(self._places.of_places(bound)[1])
        around = flow.heading or flow.place or self._stands
        status, place = around or (None, "")
        if self._stands and self._stands[0] == "seen" and "beyond" not in statuses:
            status = "seen"
            bound = [one for one, how in zip(bound, statuses, strict=True) if how != "part"]
        told = self._teller.tells(text, bound, status)
        leads = (
            self._reviews
            or reality.MADE.search(self._title) is not None
            or (reality.TELLINGS.search(self._title) is not None and not words.MARKS.search(self._title))
        )
        whole = leads and part.number < 0 and self._places.scope is not None and not self._places.scope[1]
        if told is not None and whole and self._teller.is_neutral(text):
            return None
        if told == "" and "beyond" not in statuses and part.number != TITLE_BLOCK and self._teller.is_harmless(text):
            told = None
        if told is not None:
            return Verdict(told or (place if status == "beyond" else ""))
        if (statuses and set(statuses) == {"seen"}) or (words.BOILERPLATE.search(text) and len(text) < _LONG):
            return None
        if not text and not part.picture:
            return None
        if flow.marked and not self._teller.is_harmless(text):
            return Verdict(self.told, marked=True)
        if part.number == TITLE_BLOCK:
            telling = self._says_so
        else:
            telling = self._telling or (flow.heading is None and flow.place is not None and flow.told and not own)
        if flow.under_told and part.number >= 0 and not part.level and status != "seen" and not self._is_plain(part):
            return Verdict(place)
        telling = telling or bool(flow.about and flow.heading and flow.heading[0] == "beyond")
        telling = telling and (self._subject or bool(flow.about) or (own and part.number >= 0))
        if status != "beyond" or not telling or self._is_plain(part):
            return None
        if self._reviews and (self._teller.is_of_the_craft(text) or (whole and self._teller.is_neutral(text))):
            return None
        return Verdict(place)

    def _is_plain(self, part: Part) -> bool:
        """Return whether a part of a piece that tells is harmless all the same."""
        if part.number == TITLE_BLOCK:
            return False
        if part.level:
            return self._teller.is_label(part.text)
        return self._teller.is_harmless(part.text)


class _Flow:
    """Where one is in an article that is read from its head on.

    ``about`` is whether the heading is about what is guarded, ``None`` where it does not say; ``level`` its own.
    ``heading`` and ``place`` are what it and the last paragraph with a place say of that; ``told``: it was veiled.
    ``under_told``: the heading was.
    ``named``: the last work that was named is the guarded one. ``marked``: the outlet's mark holds.
    """

    def __init__(self, *, named: bool) -> None:
        self.about: bool | None = None
        self.level = 0
        self.heading: Stands | None = None
        self.place: Stands | None = None
        self.told = False
        self.under_told = False
        self.named = named
        self.marked = False
