"""The album a song is on, where the article says so: "“X”, from *Album*", "*Album* opener “X”", "closing track “X”"."""

from __future__ import annotations

from pullquote.cache.annotate.entities import ArticleEntities
from pullquote.cache.annotate.text.document_text import DocumentText
from pullquote.cache.annotate.text.tokens import Segment

_FROM = frozenset("from on off closes opens ends begins anchors".split())
_OF_THE_ALBUM = frozenset(
    "opener closer cut cuts interlude standout highlight centerpiece centrepiece track tracks".split()
)
"""Words for a part of the album spoken of, without its name."""
_PARTS = _OF_THE_ALBUM | frozenset("single singles song songs ballad finale anthem duet number".split())
_LEADING = frozenset("lead first second third".split())
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
    subject = _subject(document_text, entities, albums)
    found: dict[int, set[int]] = {}
    for number, segment in enumerate(document_text.segments):
        named = entities.named_in(number)
        latest: int | None = None
        for at, (first, last, entity) in enumerate(named):
            if entities.all[entity].type == "album":
                latest = entity
            if entities.all[entity].type != "song":
                continue
            album = _named_after(segment, last, named[at + 1 : at + _BETWEEN], entities)
            if album is None and at:
                album = _named_before(segment, first, named[at - 1], entities)
            if album is None and _is_part(segment, first):
                album = subject if subject is not None else latest
            if album is not None:
                found.setdefault(entity, set()).add(album)
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
            return entity if said and len(between) <= _LIST and _in_one_sentence(segment, last, first) else None
        if type_ not in ("song", "person", "group"):
            return None
    return None


def _named_before(segment: Segment, first: int, earlier: _Named, entities: ArticleEntities) -> int | None:
    """Return the album in "*Y* opener “X”", "*Y*’s lead single, “X”"."""
    _, last, entity = earlier
    between = segment.tokens[last:first]
    if entities.all[entity].type != "album" or not 0 < len(between) <= _BETWEEN or between[-1].lower not in _PARTS:
        return None
    return entity if _in_one_sentence(segment, last, first) else None


def _in_one_sentence(segment: Segment, last: int, first: int) -> bool:
    """Return whether no sentence begins between two mentions; that in quotation marks the second begins is none."""
    return "." not in segment.gap(first) and not any(word.first for word in segment.tokens[last:first])


def _subject(document_text: DocumentText, entities: ArticleEntities, albums: list[int]) -> int | None:
    """Return the album the article is about: its only one, else the only one in its headline."""
    if len(albums) > 1:
        headlines = [number for number, segment in enumerate(document_text.segments) if segment.kind == "title"]
        named = {entity for number in headlines for _, _, entity in entities.named_in(number)}
        albums = [number for number in albums if number in named]
    return albums[0] if len(albums) == 1 else None


def _is_part(segment: Segment, first: int) -> bool:
    """Return whether a song is called a part of the album spoken of: "the closing track “X”", "the lead single “X”"."""
    words = segment.tokens
    noun = words[first - 1].lower if first > 1 else ""
    return noun in _OF_THE_ALBUM or (noun == "single" and words[first - 2].lower in _LEADING)
