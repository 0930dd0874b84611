"""What the names that were read say to the other passes: evidence for their candidates, or against them."""

from __future__ import annotations

from collections.abc import Iterable

from pullquote.cache.annotate.acts import GROUP, OrganizationMention
from pullquote.cache.annotate.entities import ACCEPT, READ, Candidates
from pullquote.cache.annotate.naming.read import NameRead, read_names
from pullquote.cache.annotate.naming.weights import WORKS
from pullquote.cache.annotate.text.capitals import title_shape
from pullquote.cache.annotate.text.document_text import ENOUGH, SOME, DocumentText, Place, tokens_of
from pullquote.cache.annotate.text.tokens import words_of
from pullquote.cache.annotate.text.vocabulary import NEVER_A_TITLE_ALONE, OTHER_NOUNS, PLACE_NOUNS, ROLE_NOUNS
from pullquote.cache.annotate.works.cues import CATEGORIES, SCENES
from pullquote.cache.annotate.works.readings import marks_titles
from pullquote.cache.core.calendar_words import MONTH_NUMBERS
from pullquote.cache.core.names import name_key

_SURE, _LIKELY = 0.65, 0.4
"""Chances from which a name is believed by them alone, and with a little other evidence."""
_WEIGHT, _LITTLE = 0.55, 0.3
"""What such a name counts among other evidence."""
_WORDS = 2
"""Words of the name of a character that is believed by what is read."""
_LIKE_A_NAME = frozenset(
    "capitals/first name/unusual surname/unusual name/surname alone/initials/named beside people".split("/")
)
"""Evidence that a name is like those of people, of which characters have as much."""
_CLOSING = frozenset("\" ” ' ’ ) »".split(" "))
"""What may close a nickname."""
_OUTLETS = frozenset("journal magazine newspaper paper daily weekly website site blog agency".split())
_MADE = frozenset("wrote released recorded made directed sang sings wrote created".split())
_OWN = frozenset("his her their my our".split())
_PRIZES = frozenset("award awards prize prizes trophy medal globes emmys oscars baftas".split())
_CERTAIN = 0.8
"""Chance from which a title is believed where the outlet marks its titles, and not this one."""
_POINTS = 3.0
"""What a certain kind of a work counts among what else is said of its kind."""


class NamesRead:
    """The names of an article as its words show them."""

    def __init__(self, document_text: DocumentText, found: Iterable[OrganizationMention]) -> None:
        self._text = document_text
        self._held = tokens_of(mention.place for mention in found)
        language = (document_text.document.language or "en")[:2]
        names = read_names(document_text, self._held) if language == "en" else []
        keyed = [(name_key(document_text.text(name.place)), name) for name in names]
        surest = {key: name.answer for key, name in sorted(keyed, key=lambda one: one[1].chance)}
        self._keyed = [(key, name) for key, name in keyed if name.answer == surest[key]]
        """The names with their ``name_key``. One is one thing in an article: what it is read as with most certainty."""

    def groups(self) -> list[OrganizationMention]:
        """Return the acts that were read where no organization stands."""
        return [
            OrganizationMention(name.place, self._text.text(name.place), GROUP, READ)
            for name in self._of("group", _SURE)
            if self._held.isdisjoint(tokens_of([name.place]))
        ]

    def add_works(self, works: Candidates, taken: set[tuple[int, int]]) -> None:
        """Add evidence for titles that are not believed yet, and say what kind of work they are."""
        if self._text.about_screens < SOME:
            return
        believed = tokens_of(place for candidate in works if candidate.weight >= ACCEPT for place in candidate.places)
        doubted = self._text.about_screens < ENOUGH or marks_titles(works)
        lines = {name_key(segment.text) for segment in self._text.segments if segment.kind == "heading"}
        for name in self._of("work", _CERTAIN if doubted else _LIKELY):
            text = self._written(name.place)
            if text is None or name_key(text) in lines:
                continue  # whole lines have a pass of their own
            tokens = tokens_of([name.place])
            if (
                not taken.isdisjoint(tokens)
                or _is_no_title(text, everyday=name.chance >= _CERTAIN)
                or self._is_else(name.place)
            ):
                continue
            known = works.get(text)
            if known is None and not believed.isdisjoint(tokens):
                continue
            if known is None or known.weight < ACCEPT:
                known = works.add(text, READ, _weight(name.chance), name.place)
                for kind, chance in zip(WORKS, name.kinds, strict=True):
                    known.point(kind, _POINTS * chance)

    def _written(self, place: Place) -> str | None:
        """Return a title with the marks of its own; ``None`` for what is marked, or whose brackets do not close."""
        segment = self._text.segments[place.segment]
        start, end = segment.tokens[place.first].start, segment.tokens[place.last - 1].end
        if segment.is_emphasised(start, end) or any(run.start == start for run in self._text.quoted[place.segment]):
            return None  # those have a pass of their own
        after = segment.text[end : end + 2]
        text = segment.text[start:end]
        if "(" in text:
            return f"{text})" if after.startswith(")") else None
        return text + after[0] if after[:1] in ("!", "?") and after[1:] in (",", "’", "'", ";", ":") else text

    def _is_else(self, place: Place) -> bool:
        """Return whether what stands around a title makes it something else.

        That is a nickname inside a name, an outlet behind its noun, who made a work, or "and her …" of somebody.
        """
        segment = self._text.segments[place.segment]
        words, lowers = segment.tokens, segment.lowers
        before = lowers[place.first - 1] if place.first else ""
        after = words[place.last] if place.last < len(words) else None
        nickname = after is not None and after.capital and segment.gap(place.last).strip() in _CLOSING
        return (
            (nickname and place.first > 0 and words[place.first - 1].capital and segment.gap(place.first) != " ")
            or before in _OUTLETS
            or (after is not None and after.joined and after.lower in _MADE and before in OTHER_NOUNS)
            or (before == "and" and lowers[place.first] in _OWN)
        )

    def people(self) -> dict[str, float]:
        """Return what is read counts for people, by ``name_key``, and against those that are read as something else."""
        counts: dict[str, float] = {}
        for key, name in self._keyed:
            text = self._text.text(name.place)
            if any(part[:1].islower() for word in text.split() if "-" in word for part in word.split("-")):
                continue  # "Southern-fried"
            if name.answer == "person" and name.chance >= _LIKELY:
                counts[key] = max(counts.get(key, 0.0), _weight(name.chance))
            elif name.answer != "person" and name.chance >= _SURE:
                counts.setdefault(key, -_LITTLE)
        return counts

    def add_characters(self, characters: Candidates, people: Candidates, taken: set[tuple[int, int]]) -> None:
        """Add evidence for characters, and take them from the people who only have a name like one."""
        for name in self._of("character", _LIKELY):
            text = self._text.text(name.place)
            if name.place.last - name.place.first < _WORDS or not taken.isdisjoint(tokens_of([name.place])):
                continue
            person = people.get(text)
            if person is not None:
                if name.chance < _SURE or not person.evidence.keys() <= _LIKE_A_NAME:
                    continue
                people.remove(text)
            characters.add(text, READ, _weight(name.chance), name.place)

    def _of(self, answer: str, least: float) -> list[NameRead]:
        return [name for _, name in self._keyed if name.answer == answer and name.chance >= least]


def _is_no_title(text: str, *, everyday: bool) -> bool:
    """Return whether words are a date, a place, a prize or only such as are no title by themselves.

    ``everyday``: a place, or everyday words, may be one.
    """
    words = [word.lower() for word in words_of(text) if word.lower() not in ("the", "a", "an")]
    return (
        not words
        or title_shape(text) is None
        or words[0] in CATEGORIES
        or words[0].rstrip(".") in MONTH_NUMBERS
        or not _PRIZES.isdisjoint(words)
        or (not everyday and words[-1] in PLACE_NOUNS and words[-1] not in SCENES)
        or (
            (not everyday or len(words) == 1)
            and all(word in NEVER_A_TITLE_ALONE or word in ROLE_NOUNS for word in words)
        )
    )


def _weight(chance: float) -> float:
    return _WEIGHT if chance >= _SURE else _LITTLE
