"""What the learned judge sees of an article: the words of each part, names told as what they are, and where it stands.

Pure. The trainer (``tests/bench/learn_spoilers.py``) and the judge (``learned_judge``) read with the same eyes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from pullquote.cache.core.article import Article
from pullquote.cache.core.spoilers.names import NameFinder
from pullquote.cache.core.spoilers.parts import Part

_OWN, _WORK = "\ue000", "\ue001"
_TOKEN = re.compile(r"[\ue000\ue001]|[^\W\d_]+(?:['’][^\W\d_]+)*|\d[\d.,]*|[“”\"!?…:;()—–.,\n]")
_WRITTEN = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+")
_MOST_READ: Final = 4_000
"""Characters of a part that are read; one that is longer has told by then what it tells."""
_MOST_PARTS: Final = 400
_TITLE_CASE: Final = 0.6
_I = frozenset(("I", "I'm", "I'd", "I've", "I'll", "I’m", "I’d", "I’ve", "I’ll"))


class Names(Struct, frozen=True):
    """How names of an article are told: of what is guarded, of other works, of characters and of real people.

    ``written`` are the words with a capital within a sentence: where they begin one they are names too.
    """

    own: NameFinder
    others: NameFinder | None
    characters: frozenset[str]
    people: frozenset[str]
    written: frozenset[str]


class Reading(Struct, frozen=True):
    """A part as it was read: its words, what is known of it in a word or two each, the place beyond in which it is."""

    part: Part
    words: tuple[str, ...]
    context: frozenset[str]
    place: str = ""


def names_of(
    article: Article, parts: Sequence[Part], own: NameFinder, others: NameFinder | None, characters: NameFinder | None
) -> Names:
    """Return how the names of an article are told."""
    people = {word for one in article.entities if one.type == "person" for word in one.name.split() if len(word) > 2}
    told = {word for name in (characters.names if characters else ()) for word in name.split()}
    written = {
        word
        for part in parts[:_MOST_PARTS]
        if part.number >= 0 and not part.level
        for word in _WRITTEN.findall(part.text[:_MOST_READ])
    }
    return Names(own, others, frozenset(told - people), frozenset(people), frozenset(written - {"I"}))


def words_of(text: str, names: Names) -> tuple[str, ...]:
    """Return the words of a text in small letters, with ``<…>`` in the place of names, numbers and quotation marks.

    A name of several words is one. A capital that only begins a sentence makes no name.
    """
    found: list[str] = []
    begins, named, titled = True, False, _is_title_case(text)
    for match in _TOKEN.finditer(_marked(text[:_MOST_READ], names)):
        word = match[0]
        first = word[0]
        if not first.isalpha():
            named = False
            if first.isdigit():
                found.append("<year>" if word[:2] in ("19", "20") and len(word.rstrip(".,")) == 4 else "<number>")
                begins = False
            elif word in (_OWN, _WORK):
                found.append("<own>" if word == _OWN else "<work>")
                begins = False
            else:
                begins = word not in ",;()"
                if word not in ".,\n":
                    found.append(_SIGNS.get(word, word))
            continue
        bare = word[:-2] if word.endswith(("'s", "’s")) else word
        if first.isupper() and word not in _I and (named or not (begins or titled) or bare in names.written):
            kind = "<person>" if bare in names.people else "<character>" if bare in names.characters else "<name>"
            if not named:
                found.append(kind)
            elif found[-1] == "<name>":
                found[-1] = "<full>" if kind == "<name>" else kind
            named = bare is word
            if not named:
                found.append("'s")
        else:
            found.append(word.lower().replace("’", "'"))
            named = False
        begins = False
    return tuple(found)


_SIGNS: Final = {"“": "<quote>", "”": "<quote>", '"': "<quote>", "–": "—"}


def _is_title_case(text: str) -> bool:
    """Return whether most long words of a text have a capital, as in a headline."""
    long = [word for word in text[:200].split() if len(word) > 3 and word[0].isalpha()]
    return len(long) > 2 and sum(word[0].isupper() for word in long) > _TITLE_CASE * len(long)


def _marked(text: str, names: Names) -> str:
    """Return a text with a sign in the place of what is guarded and of other works."""
    spans = [(start, end, _OWN) for start, end in names.own.spans(text)]
    if names.others is not None:
        spans += [(start, end, _WORK) for start, end in names.others.spans(text)]
    if not spans:
        return text
    kept, last = [], 0
    for start, end, sign in sorted(spans):
        if start >= last:
            kept += [text[last:start], f" {sign} "]
            last = end
    return "".join((*kept, text[last:]))


def lexical(words: Sequence[str]) -> set[str]:
    """Return what of the words of a part is weighed: each of them, and each two that follow one another."""
    return {*words, *map("_".join, zip(("^", *words), (*words, "$"), strict=True))}
