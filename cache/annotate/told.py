"""The outlet a quotation was given to: "told Variety", "in an interview with", "on the podcast", "wrote on Instagram".

Names of outlets are those of the article's organizations; behind words that only an outlet, a podcast or a network
follows, capitals are one whatever else they look like ("told The Lantern").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pullquote.cache.annotate.entities import ArticleEntities
from pullquote.cache.annotate.text.document_text import DocumentText, gender_of, is_doubtful_first_name
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.annotate.text.vocabulary import (
    FUNCTION_WORDS,
    HONORIFICS,
    PLACES,
    ROLE_NOUNS,
    SAID,
    SPEECH_VERBS,
    VERBS_OF_CRITICS,
)
from pullquote.cache.core.article import WORK_TYPES

_TOLD = frozenset("told tells telling tell".split())
_TO = frozenset("with to by via from for on in per of".split())
_TALKS = (
    frozenset(
        "interview interviewed interviews conversation chat chats chatting chatted sat statement exclusively spoke"
        " speaking talked talking opened appeared appearing appearance episode profile q&a sit-down according via per"
        " email".split()
    )
    | SPEECH_VERBS
)
_PRESS_NOUNS = frozenset(
    "magazine news times post herald radio fm tv weekly today daily review journal guide podcast mail reporter press"
    " gazette tribune chronicle telegraph observer digest online media wire examiner courier bulletin mercury argus"
    " echo inquirer globe dispatch monthly quarterly bbc".split()
)
"""Last words of the names of outlets."""
_OUTLET_NOUNS = frozenset(
    "outlet magazine publication newspaper site website paper tabloid podcast broadcaster".split()
)
_KINDS = _OUTLET_NOUNS | frozenset(
    "daily weekly monthly station channel network broadcaster newsletter blog agency".split()
)
"""Nouns that say of the name behind them that it is an outlet: "told the trade daily Formats Today"."""
_ASKERS = {
    "to": frozenset("speaking spoke speak talking talked talk said chatting statement interview".split()),
    "with": frozenset("interview chat conversation spoke speaking talking talked q&a sit-down chatting".split()),
    "by": frozenset("interviewed asked quoted".split()),
}
"""Prepositions before whom words are said to, with the words that stand right before these."""
_HEARERS = frozenset(
    "congress parliament senate police god santa court judge jurors mps lawmakers fans tv internet".split()
)
"""Who is told, and no outlet, though a capital begins it."""
_PROGRAMMES = frozenset("show live tonight breakfast morning today with hour talks".split())
"""Words in the names of what people talk on."""
_NETWORKS = frozenset(
    "instagram twitter facebook tiktok threads bluesky youtube x tumblr snapchat reddit weibo mastodon substack"
    " linkedin twitch".split()
)
"""Where people write for all to read."""
_WRITTEN = frozenset(
    "wrote writes writing written posted posts posting post shared shares sharing tweeted said says saying took taking"
    " captioned revealed announced announcing message statement video update story stories live".split()
)
_JUDGED = (
    SPEECH_VERBS | VERBS_OF_CRITICS | frozenset("call calling dubbed dubs deemed judged writing raved summed".split())
)
"""What critics do with the words that are quoted of them."""
_CRITIC_REACH = 10
_IN_PARENTHESES = ("” (", '" (', "’ (")
"""How a name in parentheses right behind a quotation begins."""
_SITE = re.compile(r"\w\.(?:com|net|org|tv|fm|co\.uk|de|fr|news)$", re.IGNORECASE)
_WHEN = frozenset("last earlier recently yesterday tonight exclusively later then previously".split())
_GOES_ON = FUNCTION_WORDS | _OUTLET_NOUNS | _WHEN
"""What stands right behind a name; other words would be named by it."""
_NOT_OUTLETS = PLACES | ROLE_NOUNS | HONORIFICS | FUNCTION_WORDS
_INNER = frozenset("of the and & de du y et".split())
_LONGEST = 6
_NEAR = 12
_SENTENCE = 60  # tokens


class Told(NamedTuple):
    """An outlet that is said to have been told, at token ``at`` of its segment.

    One that only ``reports`` ("according to Variety, the film is late") has been told what its own sentence says.
    """

    at: int
    name: str
    reports: bool = False


def outlets_told(entities: ArticleEntities, number: int, inside: set[int]) -> list[Told]:
    """Return the outlets words were said to in a segment, in order; ``inside`` are its tokens within quotations."""
    segment = entities.document_text.segments[number]
    found: list[Told] = []
    after = 0
    for i in segment.beginnings:
        if i < after or i in inside or not i:
            continue
        last, is_outlet = _name_at(entities, segment, number, i)
        name = segment.text[segment.tokens[i].start : segment.tokens[last - 1].end]
        if _is_told(entities, segment, number, i, last, is_outlet):
            hit = entities.at.get((number, i))
            if is_outlet and hit is not None and hit[1] == last:
                name = entities.all[hit[0]].name
                more = _rest_of_name(entities, segment, number, last)
                name = segment.text[segment.tokens[i].start : segment.tokens[more - 1].end] if more > last else name
                last = more
            elif last == i + 1 and segment.lowers[last : last + 1] == ("magazine",):
                name += " magazine"
            found.append(Told(i, name, "according" in segment.lowers[max(0, i - 3) : i]))
            after = last
    return found


def _rest_of_name(entities: ArticleEntities, segment: Segment, number: int, last: int) -> int:
    """Return where a programme's name ends that goes on behind its broadcaster's: "BBC Breakfast"."""
    words = segment.tokens
    goes_on = (
        last < len(words)
        and words[last].joined
        and words[last].capital
        and not words[last - 1].possessive
        and (number, last) not in entities.at
        and words[last].lower not in _NOT_OUTLETS
    )
    return last + 1 if goes_on else last


def told_for(segment: Segment, told: list[Told], first: int, last: int) -> str | None:
    """Return the outlet of a quotation, tokens ``first:last``: of its sentence, else the one before, else the only."""
    begin, end = first, last
    while begin and first - begin < _SENTENCE and not segment.begins_sentence(begin):
        begin -= 1
    while end < len(segment.tokens) and end - last < _SENTENCE and not segment.begins_sentence(end):
        end += 1
    near = [t for t in told if begin <= t.at < end]
    if near:
        return min(near, key=lambda t: min(abs(t.at - first), abs(t.at - last))).name
    before = [t for t in told if t.at < first]
    return before[-1].name if before else (told[0].name if len(told) == 1 else None)


def is_told_again(segment: Segment, inside: set[int]) -> bool:
    """Return whether words are said to the outlet that is known by now: "he told the magazine"."""
    words = segment.tokens
    return any(
        words[i].lower in _OUTLET_NOUNS
        and words[i - 1].lower == "the"
        and words[i - 2].lower in (*_TOLD, "with", "to")
        and i not in inside
        for i in range(2, len(words))
    )


def last_told(entities: ArticleEntities, begin: int, end: int) -> str | None:
    """Return the outlet that is told last in the segments ``begin:end``, none of which quotes anybody."""
    for number in range(end - 1, begin - 1, -1):
        told = [t for t in outlets_told(entities, number, set()) if not t.reports]
        if told:
            return told[-1].name
    return None


def _name_at(entities: ArticleEntities, segment: Segment, number: int, i: int) -> tuple[int, bool]:
    """Return the end of the name at token ``i``, and whether it is an outlet wherever it stands."""
    words = segment.tokens
    hit = entities.at.get((number, i))
    if hit is not None and entities.all[hit[0]].type == "organization":
        return hit[1], entities.all[hit[0]].kind in ("outlet", "tv")
    last = i + 1
    while last < len(words) and last - i < _LONGEST and words[last].joined:
        if words[last - 1].possessive and (hit is not None or last > i + 1):
            break  # "the Lantern’s Jane Roe", but "Men’s Health"
        if words[last].capital or words[last].text[0].isdecimal():
            last += 1
        elif words[last].lower in _INNER and words[last + 1 : last + 2] and words[last + 1].capital:
            last += 2
        else:
            break
    if hit is not None and hit[1] >= last and gender_of(words[i].lower) is not None:
        return last, False
    if hit is not None and entities.all[hit[0]].type == "podcast":
        return max(hit[1], last), True
    if hit is not None and segment.lowers[hit[1] : hit[1] + 1] == ("of",) and entities.all[hit[0]].type == "person":
        return hit[1], False  # "Jane Roe of Harbour News"
    followed = last < len(words) and words[last].joined and words[last].lower in _OUTLET_NOUNS
    followed = followed and not (last + 1 < len(words) and words[last + 1].joined and words[last + 1].capital)
    by_form = last - i > 1 and (words[last - 1].lower in _PRESS_NOUNS or words[i].lower == "radio")
    by_form = by_form and "the" not in segment.lowers[i + 1 : last]
    return last, by_form or followed or _SITE.search(words[last - 1].text) is not None


def _is_told(entities: ArticleEntities, segment: Segment, number: int, i: int, last: int, is_outlet: bool) -> bool:
    """Return whether words are said to what is named at ``i:last``."""
    words = segment.tokens
    back = i - 1
    while back > 0 and words[back].lower in ("the", "a", "an", "recent", "new", "exclusive"):
        back -= 1
    lower = words[back].lower
    near = {w.lower for w in words[max(0, back - _NEAR) : back + 1]}
    behind = words[last].lower if last < len(words) and words[last].joined else ""
    if words[i].lower in _NETWORKS and last == i + 1:
        return not near.isdisjoint(_WRITTEN) and (
            lower in ("on", "to", "via") or (behind in ("post", "story", "stories", "video", "live", "caption"))
        )
    if lower == "podcast" and words[i].capital and words[i].joined:
        return True
    if behind in ("podcast", "podcast’s") and lower in ("on", "to", "in", "told"):
        return True
    if lower in _KINDS and not words[back].possessive and words[back + 1].joined and words[i].capital:
        return any(w.lower in _TOLD or w.lower in _ASKERS for w in words[max(0, back - 5) : back])
    if is_outlet:
        if _is_of_critic(entities, segment, number, (back, i, last)):
            return True
        if words[back].possessive and words[back - 1].lower in _TOLD:
            return True  # "told Marwick’s Evening Mirror"
        if lower in _TOLD or (lower in ("via", "per") and (words[back].first or not near.isdisjoint(SPEECH_VERBS))):
            return True
        if lower in _TO and not near.isdisjoint(_TALKS):
            return lower not in ("for", "in", "of", "on") or bool(near & {"interview", "episode", "appearance", "told"})
        return behind in ("interview", "cover", "profile") and lower in ("in", "an", "to", "during")
    if lower == "on" and words[back - 1].lower in SAID and _is_programme(entities, segment, number, i, last):
        return True
    # What else is told is an outlet only by its form: a name that nobody has.
    asked = lower in _TOLD or (back > 0 and words[back - 1].lower in _ASKERS.get(lower, ()))
    asked = asked or (lower == "by" and not near.isdisjoint(_ASKERS["by"]))
    if not asked and lower == "to" and segment.gap(last).startswith(":"):
        asked = words[back + 1].lower == "the"  # "refused to speak, except once, to The Lantern: “…”"
    return asked and words[i].capital and not segment.headline and _is_no_listener(entities, segment, number, i, last)


def _is_of_critic(entities: ArticleEntities, segment: Segment, number: int, place: tuple[int, int, int]) -> bool:
    """Return whether a critic of an outlet at ``place`` (the word before it, its tokens) is quoted.

    Read are "said Roe in The Lantern", "In The Lantern, Roe called it", "The Lantern's Roe found", "reads the review in
    The Lantern", and the outlet in parentheses behind a quotation.
    """
    back, i, last = place
    words, lowers = segment.tokens, segment.lowers
    if segment.gap(i).endswith(_IN_PARENTHESES):
        return last >= len(words) or segment.gap(last).lstrip().startswith(")")
    around = lowers[max(0, back - _CRITIC_REACH) : back] + lowers[last : last + _CRITIC_REACH]
    if _JUDGED.isdisjoint(around):
        return False
    if words[last - 1].possessive:
        return _is_person_at(entities, number, last)
    if lowers[back] not in ("in", "of", "at", "on", "for", "from"):
        return False
    before = lowers[back - 1] if back else ""
    if before in ("review", "reviews", "writing", "piece", "column"):
        return True
    if words[back].first:
        return segment.gap(last).startswith(",") and _is_person_at(entities, number, last)
    return any(
        end == back and _is_person_at(entities, number, start) for start, end in _named_before(entities, number, back)
    )


def _named_before(entities: ArticleEntities, number: int, at: int) -> Iterator[tuple[int, int]]:
    """Yield the mentions of one to four tokens that may end at token ``at``."""
    for start in range(max(0, at - 4), at):
        if (hit := entities.at.get((number, start))) is not None:
            yield start, hit[1]


def _is_person_at(entities: ArticleEntities, number: int, i: int) -> bool:
    hit = entities.at.get((number, i))
    return hit is not None and entities.all[hit[0]].type == "person"


def _is_programme(entities: ArticleEntities, segment: Segment, number: int, i: int, last: int) -> bool:
    """Return whether people talk on what is named at ``i:last``: a show, or a title with a word of theirs."""
    hit = entities.at.get((number, i))
    if hit is None or entities.all[hit[0]].type not in WORK_TYPES:
        return False
    return entities.all[hit[0]].type == "show" or not _PROGRAMMES.isdisjoint(segment.lowers[i : max(last, hit[1])])


def _is_no_listener(entities: ArticleEntities, segment: Segment, number: int, i: int, last: int) -> bool:
    """Return whether a name behind "told" is nobody's: "The Lantern", "Slow Walks", a title; no person or place."""
    words = segment.tokens
    hit = entities.at.get((number, i))
    if hit is not None and entities.all[hit[0]].type in ("person", "character", "group"):
        return last - i > 1 and words[i - 1].lower == "the" and words[i].joined  # no name of a person: "the Lane Echo"
    if hit is not None and entities.all[hit[0]].type == "organization":
        return entities.all[hit[0]].kind not in ("studio", "company")
    content = [w.lower for w in words[i:last] if w.lower not in FUNCTION_WORDS]
    if not content or words[last - 1].possessive or (len(content) == 1 and content[0] in _HEARERS):
        return False
    if last + 1 < len(words) and words[last].lower in _KINDS and words[last + 1].capital:
        return False  # "Austrian broadcaster WRT"
    if last < len(words) and segment.gap(last) == " (" and words[last].capital:
        return False  # a part with its actor: "he tells Maren (Jane Roe)"
    article = words[i].lower == "the" or words[i - 1].lower == "the"
    behind = words[last] if last < len(words) and words[last].joined and not words[last].capital else None
    if article and behind is not None and behind.lower not in _GOES_ON:
        return False  # "the Republican nominee"
    placed = article and len(content) > 1 and content[-1] not in PLACES  # "the Nairobi Sentinel"
    crafts = content[-1:] if len(content) > 1 or article else []  # "Modern Drummer", "the Star"
    if any(word in _NOT_OUTLETS and not (placed and word in PLACES) and word not in crafts for word in content):
        return False
    if crafts and content[-1] in PLACES and not placed:
        return False
    return hit is not None or article or _is_nobodys(entities.document_text, segment, i, last)


def _is_nobodys(document_text: DocumentText, segment: Segment, i: int, last: int) -> bool:
    """Return whether a name that no entity has is no person's: no first name, no surname used elsewhere."""
    words = segment.tokens
    named = gender_of(words[i].text) is not None and not is_doubtful_first_name(words[i].lower)
    if named or ("-" in words[last - 1].text and not words[last - 1].text.isupper()):
        return False
    if last + 1 < len(words) and words[last].lower == "and" and words[last + 1].capital:
        return False
    return document_text.upper[words[last - 1].lower] < 2
