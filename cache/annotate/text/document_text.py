"""The text of an article as every rule reads it: segments with their quotations and word counts."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import chain, pairwise

from msgspec import Struct

from pullquote.cache.annotate.known_names import KnownEntities
from pullquote.cache.annotate.text.quotation_marks import Quoted, quoted_runs
from pullquote.cache.annotate.text.tokens import Segment, segments
from pullquote.cache.annotate.text.vocabulary import COMMON_WORDS, ENTERTAINMENT_WORDS, FUNCTION_WORDS, PLACES, entries
from pullquote.cache.core.article import Document

SOME = 0.5
"""Entertainment words in a hundred from which an article is about entertainment at all."""
ENOUGH = 1.2
"""Entertainment words in a hundred from which titles that nothing marks are looked for in lines and lists."""
MANY = 2.0
_SHORT = 120
_RUN = 9


_OF_OTHER_THINGS = frozenset(
    "series network single role roles host plot character characters tour streaming script stars cast show"
    " shows".split()
)
"""Words of entertainment that other articles have too: half a word each."""
_DOUBTFUL = _OF_OTHER_THINGS & ENTERTAINMENT_WORDS


class Place(Struct, frozen=True, order=True, gc=False):
    """A run of tokens: ``segment`` is a position in ``DocumentText.segments``, ``first:last`` are token indices."""

    segment: int
    first: int
    last: int


def tokens_of(places: Iterable[Place]) -> set[tuple[int, int]]:
    """Return the tokens of places, each with the segment it stands in."""
    return {(place.segment, i) for place in places for i in range(place.first, place.last)}


class DocumentText:
    """The text of one article as all passes read it.

    ``segments`` are its texts in reading order; ``quoted`` has the quotation runs of each. ``upper`` and ``lower``
    count words of the body with a capital (not at the start of a sentence) and without, in small letters.
    ``about_screens`` is the number of entertainment words in a hundred.
    """

    def __init__(self, document: Document, known: KnownEntities) -> None:
        self.document = document
        self.known = known
        self.segments: list[Segment] = segments(document)
        texts = [s.text for s in self.segments]
        self.quoted: list[list[Quoted]] = [quoted_runs(t, after) for t, after in pairwise([*texts, ""])]
        self.words = Counter(chain.from_iterable(s.lowers for s in self.segments if s.kind != "embed"))
        """How often each word stands in the article, in small letters, what is embedded left out."""
        self.about_screens = _density(self.segments, self.words)
        body = [s for s in self.segments if not s.headline]
        capitals = [s.tokens[i] for s in body for i in s.capitals]
        self.upper = Counter([token.lower for token in capitals if not token.first])
        self.lower = self.words.copy()
        self.lower.update(chain.from_iterable(s.lowers for s in body if s.kind == "embed"))
        self.lower.subtract(chain.from_iterable(s.lowers for s in self.segments if s.headline and s.kind != "embed"))
        self.lower.subtract([token.lower for token in capitals])

    def is_word(self, lower: str) -> bool:
        """Return whether a capitalised word is an everyday word here: listed, or seen in lower case."""
        return lower in COMMON_WORDS or self.lower.get(lower, 0) > self.upper.get(lower, 0)

    @cached_property
    def alone(self) -> frozenset[str]:
        """Words with a capital that stand in the body without another before them."""
        return frozenset(text for text, behind in self._capitals() if not behind)

    @cached_property
    def inside(self) -> frozenset[str]:
        """Words with a capital that stand in the body behind another, as surnames do."""
        return frozenset(text for text, behind in self._capitals() if behind)

    @cached_property
    def headline(self) -> frozenset[tuple[str, ...]]:
        """The runs of words of the headline, in small letters, each of at most ``_RUN`` words."""
        lowers = self.segments[0].lowers if self.segments and self.segments[0].kind == "title" else ()
        many = len(lowers)
        return frozenset(lowers[a:b] for a in range(many) for b in range(a + 1, min(a + _RUN, many) + 1))

    def _capitals(self) -> Iterator[tuple[str, bool]]:
        """Yield the words of the body with a capital, and whether one that may be of the same name stands before."""
        for segment in self.segments:
            if not segment.headline:
                words = segment.tokens
                for i in segment.capitals:
                    before = words[i - 1] if i and words[i].joined and not words[i - 1].possessive else None
                    behind = before is not None and before.capital and before.lower not in FUNCTION_WORDS
                    if behind and before is not None and before.first and self.is_word(before.lower):
                        behind = False
                    yield words[i].text, behind

    def text(self, place: Place) -> str:
        """Return the text of a place as the article writes it, without a possessive ending."""
        segment = self.segments[place.segment]
        return segment.text[segment.tokens[place.first].start : segment.tokens[place.last - 1].end]


def count_of(counts: Counter[str], words: frozenset[str]) -> int:
    """Return the sum of the counts of ``words``."""
    return sum([counts[word] for word in counts.keys() & words])


def _density(found: list[Segment], words: Counter[str]) -> float:
    """Return the entertainment words in a hundred; a text too short to count has ``MANY``."""
    total = sum(len(s.tokens) for s in found)
    if total < _SHORT:
        return MANY
    embedded = [s.lowers for s in found if s.kind == "embed"]
    counts = words + Counter(chain.from_iterable(embedded)) if embedded else words
    doubtful = count_of(counts, _DOUBTFUL)
    return 100 * (count_of(counts, ENTERTAINMENT_WORDS) - doubtful / 2) / total


@lru_cache(maxsize=1)
def first_names() -> dict[str, str]:
    """Return known first names, folded to lower case, with "m", "f" or "u" (names of both)."""
    names: dict[str, str] = {}
    for line in entries("first_names"):
        gender, _, rest = line.partition(" ")
        if gender not in ("m", "f", "u"):
            continue
        for name in rest.split():
            names[name] = gender if names.get(name, gender) == gender else "u"
    return names


@lru_cache(maxsize=8192)
def gender_of(first_name: str) -> str | None:
    """Return "m", "f" or "u" for a known first name (any case), ``None`` for any other word."""
    names = first_names()
    lower = first_name.lower()
    if not lower.isascii():
        lower = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return names.get(lower) or names.get(lower.partition("-")[0] if "-" in lower else "")


def is_doubtful_first_name(lower: str) -> bool:
    """Return whether a first name is also an everyday word or a place, so that it proves little."""
    return lower in COMMON_WORDS or lower in PLACES or lower in _ALSO_WORDS


_ALSO_WORDS = frozenset(
    "will mark grace hope rose may june april art bill chase drew grant summer dawn jack rich christian jordan paris"
    " chelsea austin georgia virginia carolina brooklyn london sydney holly ivy joy faith charity patience prudence"
    " autumn amber ruby pearl crystal daisy lily violet rob pat sue max van long can norm gene dean earl duke prince"
    " baron king major bishop rusty sandy bud buddy chance chip cliff dale glen guy hunter iris jade jasmine jay"
    " lance mercy miles penny pierce piper ray reed robin rocky sage skip sonny spike star sterling stone storm"
    " sunny trinity victor wade ward wolf woody angel bear destiny diamond dusty forest frank happy harmony heather"
    " honey india israel jet journey justice lane melody misty nova ocean olive phoenix pink poppy precious queenie"
    " rain raven river rock roman savannah scarlet scout shea sky star tiger tuesday wednesday lux karma dot dee fay"
    " said so an in to on long minh china cuba dallas denver houston memphis kenya asia america holland florence"
    " lincoln washington jackson madison logan wayne montana dakota cody camden troy orlando santiago maria"
    " fox bee bell lake marvel loving lucky merry lady miss mac al ben-hur rush rex zion royal sol carol carey"
    " bo don jean jo lee kim gal dong li wei fun bun art cat kit kitty june august mars venus arrow era chi"
    " park sun sung lan yan yang yi xi xu yu di do no dai may ma tao qi ping sang seven moses story"
    " col nick buck colt cash steel case christ".split()
)
