"""Bands and other acts of several people: nouns, members, credits and plurals beside them."""

from __future__ import annotations

from typing import NamedTuple

from msgspec import structs

from pullquote.cache.annotate.text.document_text import DocumentText, Place, count_of, gender_of, tokens_of
from pullquote.cache.annotate.text.tokens import Segment, Token, tokens
from pullquote.cache.annotate.text.vocabulary import (
    DEMONYMS,
    FUNCTION_WORDS,
    HONORIFICS,
    PLACE_NOUNS,
    PLACES,
    ROLE_NOUNS,
    STARTERS,
)

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
_FRONT = frozenset("frontman frontwoman".split())
WORDS_OF_ACTS = _ACTS | _MEMBERS | {"group"}
"""Words of which a segment has one where ``act_at`` finds something."""
_MEMBERS_OF = _MEMBERS | frozenset("vocalist singer bandmates".split())
WORDS_OF_MUSIC = frozenset(
    "song songs single singles track tracks album albums ep lp ballad anthem tune hit hits cover mixtape record karaoke"
    " lyrics chorus soundtrack concert tour band playlist sing sings singing sang sung music gig gigs".split()
)
"""Words of a passage about music."""
_PLAYED = frozenset("guitar guitars bass drums drum vocals keyboards keys synths saxophone fiddle".split())
_LISTS_OF_ACTS = frozenset("bands acts".split())
_INTRODUCING = frozenset("like such as including the &".split())
_LISTING = _INTRODUCING | frozenset("and or of from".split())
_LIST_REACH = 16
_JOINED = frozenset("join joins joined joining left leave leaves leaving quit fronts fronted formed founded".split())
_SHARED = {
    "for": frozenset("open opens opened opening".split()),
    "with": frozenset("tour tours toured touring".split()),
}
"""Verbs and nouns before a small word that leads to an act on the same stage: "opened for", "on tour with"."""
_FAMILIES = frozenset("brothers sisters boys orchestra choir quartet ensemble symphony philharmonic".split())
"""Last words of the names of acts, in a text about music behind "the" alone."""
_BEING = frozenset("is are was were became become becomes".split())
"""Verbs between an act and its noun."""
_PARTED = frozenset("reunited reunite reunites disbanded disband".split())
WORDS_OF_CREDITS = (
    WORDS_OF_MUSIC | _MEMBERS_OF | _PLAYED | _LISTS_OF_ACTS | _PARTED | _FAMILIES | _SHARED["for"] | _SHARED["with"]
)
"""Words of which a segment has one where ``credited_act_at`` finds something."""
_WORKS_OF_ACTS = frozenset("album albums single ep lp song songs record mixtape track tour debut residency".split())
_BY = frozenset("performed sung recorded covered song track album single hit ballad tune cover anthem".split())
"""Words that "by" follows where an act is credited."""
_ISSUED = frozenset(
    "release released releases announce announced dropped drop recorded unveiled shared wrapped kicked played finished"
    " confirmed reunited split signed touring headlining playing recording performing returning back".split()
)
_COLLECTIVE = _FAMILIES | frozenset(
    "music band club project machine girls kids collective experience crew gang family trio society".split()
)
"""Last words of the names of acts, after a first name too."""
_MUSICAL = 3
"""Words of music from which an article is about music."""
_NO_ACTS = PLACES | DEMONYMS | ROLE_NOUNS | HONORIFICS


def act_at(document_text: DocumentText, segment: Segment, number: int, i: int) -> OrganizationMention | None:
    """Find "the band Low Tide", "Low Tide drummer Ana Reyes", "Low Tide, the Leeds trio", "Low Tide became a trio"."""
    place = _name_at(segment, number, i)
    if place is None:
        return None
    words = segment.tokens
    last = place.last
    if i and words[i].joined and not words[i - 1].possessive and _is_act(words, i - 1):
        evidence = f"{words[i - 1].lower} before it"
    elif last < len(words) and _played_in(segment, last, owned=words[last - 1].possessive):
        evidence = f"{words[last].lower} after it"
    elif last < len(words) and (noun := _noun_after(segment, last)):
        evidence = f"{noun} after it"
    else:
        return None
    first = i + (words[i].lower == "the" and last - i > 1)
    if gender_of(words[first].lower) or (
        last - first == 1 and words[first].first and document_text.is_word(words[first].lower)
    ):
        return None
    return OrganizationMention(place, document_text.text(place), GROUP, evidence)


def credited_act_at(document_text: DocumentText, segment: Segment, number: int, i: int) -> OrganizationMention | None:
    """Find "“Rust” by Low Tides", "Low Tides’ new single", "Low Tide have announced", "Ana Reyes & The Low Tides".

    A known organization is no act: British outlets give it plural verbs too. So this is asked last.
    """
    place = _name_at(segment, number, i)
    if place is None:
        return None
    first = i + (segment.lowers[i] == "the" and place.last - i > 1)
    if _is_listed(document_text, segment, first):
        ends = (k for k in range(first + 1, place.last) if segment.lowers[k] == "and")
        place = structs.replace(place, last=next(ends, place.last))
        return OrganizationMention(place, document_text.text(place), GROUP, "listed with bands")
    if _has_band(document_text, segment, first, place.last):
        return OrganizationMention(place, document_text.text(place), GROUP, "somebody and the band")
    if gender_of(segment.lowers[first]) and segment.lowers[place.last - 1] not in _COLLECTIVE:
        return None
    lower = segment.lowers[first]
    if place.last - first == 1 and (document_text.is_word(lower) or lower in PLACE_NOUNS):
        return None
    if (
        _in_credit(document_text, segment, first, place.last)
        or _in_plural(document_text, segment, first, place.last)
        or _is_joined(document_text, segment, first, place.last)
    ):
        return OrganizationMention(place, document_text.text(place), GROUP, "credited as several")
    return None


def _name_at(segment: Segment, number: int, i: int) -> Place | None:
    """Return the place of the name that begins at token ``i``, if it may be an act's."""
    words = segment.tokens
    before = words[i - 1] if i and words[i].joined and not words[i - 1].possessive else None
    if segment.headline or (before is not None and before.capital and before.lower not in STARTERS):
        return None
    last = _end_of_act(words, i)
    if last - i > 1 and words[i].lower in STARTERS:
        return None  # "Former Low Tide drummer Ana Reyes": the name begins behind it
    first = i + (words[i].lower == "the" and last - i > 1)
    if words[first].lower in FUNCTION_WORDS or words[first].lower in _NO_ACTS:
        return None
    return Place(number, i, last)


def _in_credit(document_text: DocumentText, segment: Segment, first: int, last: int) -> bool:
    """Return whether music is credited to a name of several: "“Rust” by Low Tides", "the Low Tides’ single"."""
    words, lowers = segment.tokens, segment.lowers
    at = first - (first > 1 and lowers[first - 1] == "the")
    if at > 1 and words[at].joined:
        before, credit = lowers[at - 1], lowers[at - 2]
        if (before in ("of", "for") and credit in _MEMBERS_OF) or (before in ("in", "with") and credit in _MEMBERS):
            return not _names_one(document_text, segment, first, last)
        if before == "by" and (credit in _BY or _is_marked(segment, at - 1)):
            return _is_collective(document_text, segment, first, last)
    gap = segment.gap(last)
    if last >= len(words) or not (
        words[last - 1].possessive or (lowers[last - 1].endswith("s") and gap[:1] in ("’", "'"))
    ):
        return False
    marked = gap[1:].rstrip().endswith(("‘", "“", '"', "'"))
    marked = marked or any(s.kind in ("emphasis", "cite") and s.start == words[last].start for s in segment.spans)
    named = not _WORKS_OF_ACTS.isdisjoint(lowers[last : last + 4])
    return (marked or named) and _is_collective(document_text, segment, first, last)


def _is_marked(segment: Segment, i: int) -> bool:
    """Return whether quotation marks or italics end before token ``i``."""
    start = segment.tokens[i - 1].end
    if any(mark in segment.gap(i) for mark in "”’\"'»"):
        return True
    return any(s.kind in ("emphasis", "cite") and 0 <= s.end - start < 3 for s in segment.spans)


def _in_plural(document_text: DocumentText, segment: Segment, first: int, last: int) -> bool:
    """Return whether a name is followed as several are: "Low Tide have announced", "Low Tide released their album"."""
    words, lowers = segment.tokens, segment.lowers
    if last >= len(words) or not words[last].joined or words[last - 1].possessive or words[last].capital:
        return False
    if (first and lowers[first - 1] in ("and", "&")) or ", " in segment.gap(first):
        return False
    verbs = lowers[last : last + 3]
    if _ISSUED.isdisjoint(verbs) or _names_one(document_text, segment, first, last):
        return False
    if lowers[last] in ("have", "are", "were") and _is_about_music(document_text):
        return True
    for k in range(last + 1, min(last + 8, len(words))):
        if lowers[k] == "their":
            return not _WORKS_OF_ACTS.isdisjoint(lowers[k + 1 : k + 5])
        if any(mark in segment.gap(k) for mark in ".!?;"):
            return False
    return False


def _begin(segment: Segment, first: int) -> int:
    """Return the token a name at ``first`` begins with if "the" before it counts."""
    return first - (first > 0 and segment.lowers[first - 1] == "the")


def _is_about_music(document_text: DocumentText) -> bool:
    return count_of(document_text.words, WORDS_OF_MUSIC) >= _MUSICAL


def _is_collective(document_text: DocumentText, segment: Segment, first: int, last: int) -> bool:
    """Return whether a name is written like one of several: "the Tides", "Low & Tide", "R.E.X.", "Tide Brothers"."""
    ending = segment.tokens[last - 1].text
    if first and segment.lowers[first - 1] == "the":
        return True
    if segment.lowers[last - 1] in _COLLECTIVE or ending[-1].isdecimal() or ending.count(".") > 1:
        return True
    if any(text == "&" or "-N-" in text for text in segment.texts[first:last]) or "the" in segment.lowers[first:last]:
        return True
    plural = len(ending) > 4 and ending.endswith("s") and not ending.endswith(("ss", "us", "is"))
    return plural and not _names_one(document_text, segment, first, last)


def _is_joined(document_text: DocumentText, segment: Segment, first: int, last: int) -> bool:
    """Return whether somebody joins it to play, shares a stage with it, or it parts or comes together again."""
    words, lowers = segment.tokens, segment.lowers
    if not _is_about_music(document_text):
        return False
    begin = _begin(segment, first)
    if begin < first and last - first > 1 and lowers[last - 1] in _FAMILIES:
        return True
    if _names_one(document_text, segment, first, last):
        return False
    if begin and words[begin].joined and lowers[begin - 1] in _JOINED:
        return not _PLAYED.isdisjoint(segment.vocabulary) or not _MEMBERS.isdisjoint(segment.vocabulary)
    if begin > 1 and last - first > 1 and lowers[begin - 2] in _SHARED.get(lowers[begin - 1], ()):
        return True
    if last < len(words) and words[last].joined and lowers[last] in _PARTED:
        return lowers[begin - 1 : begin] != ("and",)
    return False


def _is_listed(document_text: DocumentText, segment: Segment, first: int) -> bool:
    """Return whether the name at ``first`` is one of "bands like A, B and C" in an article about music."""
    words, lowers = segment.tokens, segment.lowers
    begin = _begin(segment, first)
    for k in range(begin - 1, max(-1, begin - _LIST_REACH), -1):
        if lowers[k] in _LISTS_OF_ACTS:
            return lowers[k + 1] in _INTRODUCING and _is_about_music(document_text)
        if not (words[k].capital or lowers[k] in _LISTING) or segment.gap(k + 1).strip(" ,"):
            return False
    return False


def _has_band(document_text: DocumentText, segment: Segment, first: int, last: int) -> bool:
    """Return whether a name is "Ana Reyes & The Low Tides"; with "and" fairy tales are named so too."""
    if last < len(segment.tokens) and segment.lowers[last] in _ACTS:
        return False  # "Ana Reyes and the Leeds duo"
    for k in range(first + 1, last - 2):
        if segment.lowers[k] in ("and", "&") and segment.lowers[k + 1] == "the":
            plural = segment.lowers[last - 1].endswith("s") or segment.lowers[last - 1] in _COLLECTIVE
            musical = segment.lowers[k] == "&" or _is_about_music(document_text)
            return plural and musical
    return False


def _names_one(document_text: DocumentText, segment: Segment, first: int, last: int) -> bool:
    """Return whether a name of one word is a surname elsewhere, or a first name."""
    if last - first > 1:
        return gender_of(segment.lowers[first]) is not None
    text = segment.texts[first]
    if gender_of(text) is not None:
        return True
    return text in document_text.inside


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
    held = tokens_of(f.place for f in found) if acts else set()
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


def _played_in(segment: Segment, i: int, *, owned: bool) -> bool:
    """Return whether token ``i`` is what somebody plays who is named next: "drummer Ana Reyes".

    Behind a possessive (``owned``) only the front of a band counts: singers have drummers too.
    """
    words = segment.tokens
    if i + 1 >= len(words) or not words[i].joined or words[i].lower not in (_FRONT if owned else _MEMBERS):
        return False
    return words[i + 1].joined and words[i + 1].capital


def _noun_after(segment: Segment, last: int) -> str:
    """Return the noun by which a name that ends at token ``last`` is explained there: ", a trio", "became a band"."""
    words = segment.tokens
    if segment.gap(last).startswith(","):
        return _explained(words, last)
    being = words[last].joined and words[last].lower in _BEING and last + 1 < len(words)
    return _explained(words, last + 1, alone=True) if being else ""


def _explained(words: list[Token], i: int, *, alone: bool = False) -> str:
    """Return the noun of "a folk trio" or "the Leeds band" that begins at token ``i``, empty for anything else.

    ``alone``: the noun ends its phrase, as in "a band from Leeds" and not in "the band manager".
    """
    if words[i].lower not in ("a", "an", "the"):
        return ""
    for k in range(i + 1, min(i + 5, len(words))):
        if not words[k].joined or words[k].possessive:
            return ""
        if _is_act(words, k):
            after = words[k + 1] if k + 1 < len(words) and words[k + 1].joined else None
            return "" if alone and after is not None and after.lower not in FUNCTION_WORDS else words[k].lower
    return ""
