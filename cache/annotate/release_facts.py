"""Facts about the future of a work: renewed, cancelled, delayed, with or without a date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pullquote.cache.annotate.release_sentences import Named, Sentence, list_of
from pullquote.cache.core.article import Release

_RENEWED = frozenset("renewed renews renewal renewing".split())
_CANCELLED = frozenset(
    "cancelled canceled cancels cancelling canceling axed axes scrapped scraps shelved nixed".split()
)
_DELAYED = frozenset("delayed delays postponed postpones".split())
MOVED = _DELAYED | frozenset("pushed moved bumped shifted rescheduled moves pushes slides slid".split())
"""Verbs with which a date gives way to another."""
_FACTS = _RENEWED | _CANCELLED | MOVED | frozenset(("picked", "plug"))
_NOT = frozenset(
    "not n't no never yet if could may might whether unless hasn't wasn't won't hasn’t wasn’t won’t isn't isn’t fear"
    " rumored rumoured hope hopes hoping fears unlikely".split()
)
_BEFORE_NOUNS = frozenset("the a an its their his her this that long oft much often repeatedly".split())
_NO_RENEWAL = frozenset(("interest", "focus", "attention", "hope", "energy", "calls", "vows", "contract", "push"))
_BE = frozenset("been be is was were are being gets got get officially".split())
_NEAR = 10
_NEXT = 5
_BEFORE = 5


def find_facts(sentence: Sentence) -> Iterator[Release]:
    """Yield renewals, cancellations and delays of the works named near the word for it, those of a list each."""
    lowers = sentence.lowers
    if not sentence.works or _FACTS.isdisjoint(lowers):
        return
    told: set[tuple[int, str]] = set()
    for at, lower in enumerate(lowers):
        what = _fact(sentence, lowers, at) if lower in _FACTS else ""
        if not what or any(word in _NOT for word in lowers[max(0, at - _BEFORE) : at]):
            continue
        work = _work_of(sentence, sentence.first + at)
        for named in list_of(sentence, work) if work is not None else ():
            if (named[2], what) not in told:
                told.add((named[2], what))
                yield Release(title=sentence.entities.all[named[2]].name, what=what, text=sentence.text)


def _fact(sentence: Sentence, lowers: Sequence[str], at: int) -> str:
    """Return the fact that word ``at`` states, "" for none: "the delayed ceremony", "renewed interest"."""
    lower = lowers[at]
    following = lowers[at + 1 : at + _NEXT]
    if lower in _RENEWED:
        if (lower == "renewal" and not sentence.segment.headline) or (following and following[0] in _NO_RENEWAL):
            return ""
        return "renewed"
    if lower == "picked":
        return "renewed" if following[:2] == ("up", "for") and "season" in lowers[at:] else ""
    if lower == "plug":
        return "cancelled" if at > 1 and lowers[at - 1] == "the" and lowers[at - 2] in _PULLED else ""
    if lower in _CANCELLED or lower in _DELAYED:
        if at and lowers[at - 1] in _BEFORE_NOUNS and not _names_next(sentence, sentence.first + at):
            return ""
        return "cancelled" if lower in _CANCELLED else "delayed"
    return "delayed" if lower in ("pushed", "bumped") and following[:1] == ("back",) else ""


_PULLED = frozenset("pulled pulls pulling pull".split())


def _names_next(sentence: Sentence, at: int) -> bool:
    return any(0 < first - at <= _NEXT for first, _, _ in sentence.works)


def _work_of(sentence: Sentence, at: int) -> Named | None:
    """Return the work a fact is about: the object right behind an active verb, else the nearest before it."""
    near = [work for work in sentence.works if abs(work[0] - at) <= _NEAR or 0 <= at - work[1] <= _NEAR]
    if not near:
        return None
    after = [work for work in near if 0 < work[0] - at <= _NEXT]
    before = [work for work in near if work[1] <= at]
    passive = not _BE.isdisjoint(sentence.segment.lowers[max(sentence.first, at - 3) : at])
    if after and not (passive and before):
        return after[0]
    return before[-1] if before else min(near, key=lambda work: abs(work[0] - at))
