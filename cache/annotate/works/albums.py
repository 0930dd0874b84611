"""The album a song is on, where the article says so: "“X”, from *Album*", "*Album* opener “X”", "closing track “X”"."""

from __future__ import annotations

from pullquote.cache.annotate.entities import ArticleEntities
from pullquote.cache.annotate.text.document_text import DocumentText
from pullquote.cache.annotate.text.tokens import Segment

_FROM = frozenset("from on off closes opens ends begins anchors".split())
_OF_THE_ALBUM = frozenset(
    "opener closer cut cuts interlude standout highlight centerpiece centrepiece track tracks".split()
)
"""Words for a part of the album an article is about, without its name."""
_PARTS = _OF_THE_ALBUM | frozenset("single singles song songs ballad finale anthem duet number".split())
_LEADING = frozenset("lead first second third title opening closing".split())
_BETWEEN = 6
"""Words that may stand between an album and what is said to be on it."""
_LIST = 24
"""Words a list of songs may have before the album they are all said to be on."""

_Named = tuple[int, int, int]
"""A mention: its first token, its end, the number of its entity."""


def find_albums(document_text: DocumentText, entities: ArticleEntities) -> None:
    """Write to each song the album the text says it is on; nothing where the text says none, or two."""
    albums = [number for number, entity in enumerate(entities.all) if entity.type == "album" and entity.places]
    if not albums:
        return
    found: dict[int, set[int]] = {}
    for number, segment in enumerate(document_text.segments):
        named = entities.named_in(number)
        for at, (first, last, song) in enumerate(named):
            if entities.all[song].type != "song":
                continue
            album = _named_after(segment, last, named[at + 1 : at + _BETWEEN], entities)
            if album is None and at:
                album = _named_before(segment, first, named[at - 1], entities)
            if album is None and len(albums) == 1 and _is_part(segment, first):
                album = albums[0]
            if album is None and _is_lead(segment, first):
                album = next((e for _, _, e in reversed(named[:at]) if entities.all[e].type == "album"), None)
            if album is not None:
                found.setdefault(song, set()).add(album)
    for song, of in found.items():
        if len(of) == 1:
            entities.all[song].facts["album"] = entities.all[of.pop()].name


def _named_after(segment: Segment, last: int, later: list[_Named], entities: ArticleEntities) -> int | None:
    """Return the album in "“X”, the first single from her album *Y*"; other songs may stand between."""
    for first, _, entity in later:
        type_ = entities.all[entity].type
        if type_ == "album":
            between = segment.tokens[last:first]
            said = any(word.lower in _FROM for word in between[-_BETWEEN:])
            same_sentence = not any(word.first for word in segment.tokens[last : first + 1])
            return entity if said and same_sentence and len(between) <= _LIST else None
        if type_ not in ("song", "person", "group"):
            return None
    return None


def _named_before(segment: Segment, first: int, earlier: _Named, entities: ArticleEntities) -> int | None:
    """Return the album in "*Y* opener “X”", "*Y*’s lead single, “X”"."""
    _, last, entity = earlier
    between = segment.tokens[last:first]
    if entities.all[entity].type != "album" or not 0 < len(between) <= _BETWEEN or between[-1].lower not in _PARTS:
        return None
    return None if any(word.first for word in segment.tokens[last : first + 1]) else entity


def _is_part(segment: Segment, first: int) -> bool:
    """Return whether a song is called a part of the one album an article is about: "the closing track “X”"."""
    return first > 0 and segment.tokens[first - 1].lower in _OF_THE_ALBUM


def _is_lead(segment: Segment, first: int) -> bool:
    """Return whether a song is introduced as a single of what was named before: "the lead single, “X”"."""
    words = segment.tokens
    return first > 1 and words[first - 1].lower in ("single", "track") and words[first - 2].lower in _LEADING
