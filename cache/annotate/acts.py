"""Bands and other acts of several people: nouns and members beside them."""

from __future__ import annotations

from typing import NamedTuple

from pullquote.cache.annotate.text.document_text import DocumentText, Place, gender_of
from pullquote.cache.annotate.text.tokens import Segment, Token, tokens
from pullquote.cache.annotate.text.vocabulary import DEMONYMS, FUNCTION_WORDS, HONORIFICS, PLACES, ROLE_NOUNS

GROUP = "group"
"""The kind of the mention of an act."""


class OrganizationMention(NamedTuple):
    """A place where an organization is named, or an act of several people (``kind`` is ``GROUP``)."""

    place: Place
    name: str
    kind: str
    evidence: str


_ACTS = frozenset("band duo trio quartet quintet sextet supergroup boyband girlband four-piece five-piece".split())
_ACTS_OF = frozenset("rock pop girl boy rap hip-hop k-pop folk vocal metal punk soul r&b dance idol".split())
"""Words that make a "group" one of musicians."""
_MEMBERS = frozenset("frontman frontwoman bassist drummer guitarist keyboardist".split())
_NO_ACTS = PLACES | DEMONYMS | ROLE_NOUNS | HONORIFICS


def act_at(document_text: DocumentText, segment: Segment, number: int, i: int) -> OrganizationMention | None:
    """Find "the band Low Tide", "Low Tide drummer Ana Reyes", "Low Tide, the Leeds trio"."""
    words = segment.tokens
    if segment.headline or (i and words[i].joined and words[i - 1].capital and not words[i - 1].possessive):
        return None
    last = _end_of_act(words, i)
    first = i + 1 if words[i].lower == "the" and last - i > 1 else i
    if words[first].lower in FUNCTION_WORDS or words[first].lower in _NO_ACTS or gender_of(words[first].lower):
        return None
    if i and words[i].joined and not words[i - 1].possessive and _is_act(words, i - 1):
        evidence = f"{words[i - 1].lower} before it"
    elif not words[last - 1].possessive and last < len(words) and _played_in(segment, last):
        evidence = f"{words[last].lower} after it"
    elif last < len(words) and segment.gap(last).startswith(",") and (noun := _explained(words, last)):
        evidence = f"{noun} after it"
    else:
        return None
    if last - first == 1 and words[first].first and document_text.is_word(words[first].lower):
        return None
    place = Place(number, i, last)
    return OrganizationMention(place, document_text.text(place), GROUP, evidence)


def acts_again(document_text: DocumentText, found: list[OrganizationMention]) -> list[OrganizationMention]:
    """Return the other places of the groups that are found: their noun stands beside them only once."""
    acts: dict[tuple[str, ...], OrganizationMention] = {}
    sizes: dict[str, set[int]] = {}
    for act in found:
        if act.kind == GROUP:
            words = [t.text for t in tokens(act.name)]
            if len(words) > 1 and words[0].lower() == "the":
                words = words[1:]
            acts.setdefault(tuple(words), act)
            sizes.setdefault(words[0], set()).add(len(words))
    held = {(f.place.segment, i) for f in found for i in range(f.place.first, f.place.last)} if acts else set()
    again: list[OrganizationMention] = []
    for number, segment in enumerate(document_text.segments if acts else ()):
        for i, text in enumerate(segment.texts):
            for size in sorted(sizes.get(text, ()), reverse=True):
                named = acts.get(tuple(segment.texts[i : i + size]))
                if named is not None and all((number, k) not in held for k in range(i, i + size)):
                    again.append(named._replace(place=Place(number, i, i + size)))
                    held.update((number, k) for k in range(i, i + size))
    return again


def _end_of_act(words: list[Token], i: int) -> int:
    """Return the end of the name that begins at ``i``: capitals, and "of", "&", "and the" between them."""
    last = i + 1
    while last < len(words) and last - i < 6 and words[last].joined and not words[last - 1].possessive:
        after = words[last + 1] if last + 1 < len(words) and words[last + 1].joined else None
        beyond = words[last + 2] if after and last + 2 < len(words) and words[last + 2].joined else None
        if words[last].capital or words[last].text.isdecimal():
            last += 1
        elif after and words[last].lower in ("of", "&") and after.capital:
            last += 2
        elif beyond and words[last].lower in ("and", "&", "of") and after and after.lower == "the" and beyond.capital:
            last += 3
        else:
            break
    return last


def _is_act(words: list[Token], i: int) -> bool:
    """Return whether token ``i`` is a noun for a band: "band", "duo", "pop group"."""
    if words[i].capital:
        return False
    return words[i].lower in _ACTS or (words[i].lower == "group" and i > 0 and words[i - 1].lower in _ACTS_OF)


def _played_in(segment: Segment, i: int) -> bool:
    """Return whether token ``i`` is what somebody plays who is named next: "drummer Ana Reyes"."""
    words = segment.tokens
    if i + 1 >= len(words) or not words[i].joined or words[i].lower not in _MEMBERS:
        return False
    return words[i + 1].joined and words[i + 1].capital


def _explained(words: list[Token], i: int) -> str:
    """Return the noun of "a folk trio" or "the Leeds band" that begins at token ``i``, empty for anything else."""
    if words[i].lower not in ("a", "an", "the"):
        return ""
    for k in range(i + 1, min(i + 5, len(words))):
        if not words[k].joined or words[k].possessive:
            return ""
        if _is_act(words, k):
            return words[k].lower
    return ""
