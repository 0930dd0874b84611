"""What becomes of somebody in a story or a contest, where it is a person or a group that is guarded. Pure; English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pullquote.cache.core.article import TITLE_BLOCK, Article
from pullquote.cache.core.spoilers import Guard, words
from pullquote.cache.core.spoilers.features import Reading, names_of, words_of
from pullquote.cache.core.spoilers.names import finder_of
from pullquote.cache.core.spoilers.parts import Part, Verdict, characters_of, others_of, sentences_of
from pullquote.cache.core.spoilers.telling import is_of_the_world, without_figures

_SHORT: Final = 2
_A_WORK = re.compile(r"[‘“'\"][A-Z][^‘’“”\"]{1,60}[’”'\"]\s")
_QUOTES = re.compile('[“”"]')


def fates(article: Article, parts: Sequence[Part], guard: Guard) -> tuple[dict[int, Verdict], list[Reading]]:
    """Return the parts of an article that tell what becomes of a person or a group in a story or a contest."""
    names = finder_of((guard.name, *guard.aka))
    family = guard.name.split()[-1] if guard.type == "person" and " " in guard.name.strip() else ""
    if len(family) > _SHORT:
        names = finder_of((guard.name, *guard.aka, family))
    telling = names.search(article.title) and bool(words.HARD_RECAPS.search(f"{article.title} {article.dek or ''}"))
    fated = names.search(article.title) and _tells_fate(
        article.title, telling=telling or _A_WORK.search(article.title) is not None
    )
    found: dict[int, Verdict] = {}
    readings: list[Reading] = []
    others = others_of(article, names)
    told_as = names_of(article, parts, names, others, characters_of(article, parts, names))
    marked = False
    for part in parts:
        if words.MARKS_END.search(part.text):
            marked = False
        elif words.MARKS.search(part.text) and not words.NO_SPOILERS.search(part.text):
            marked = True
        if names.search(part.text) and (
            marked or (fated and part.number == TITLE_BLOCK) or _tells_fate(part.text, telling=telling)
        ):
            found[part.number] = Verdict(marked=marked)
        elif (
            fated
            and part.number != TITLE_BLOCK
            and not (is_of_the_world(part.text) and not (names.search(part.text) and _QUOTES.search(part.text)))
        ):
            found[part.number] = Verdict()
        flags = {
            "marked": marked,
            "veiled": part.number in found,
            "headed": names.search(article.title),
            "telling": telling,
            "fated": fated,
        }
        context = {name for name, holds in flags.items() if holds}
        named = "own" if names.search(part.text) else "other" if others and others.search(part.text) else "none"
        context |= {"guard:person", "subject", f"names:{named}", "around:none", "written:none", "seen:nothing"}
        readings.append(Reading(part, words_of(part.text, told_as), frozenset(context)))
    return found, readings


def _tells_fate(text: str, *, telling: bool) -> bool:
    for sentence in sentences_of(text):
        told = words.FATES.search(without_figures(sentence))
        if told is None or words.REAL_DEATH.search(sentence):
            continue
        if words.AWARDS.search(sentence) and re.match(r"w[io]n|lost|loses", told[0], re.IGNORECASE):
            continue
        if telling or words.ON_SCREEN.search(text) or words.CONTEST_FATES.match(told[0]):
            return True
    return False
