"""The type of a title that is not for a screen: album, song, book, play, game or podcast, where the text says so.

The noun right beside a title decides ("her novel X", "the X podcast"), then what is done with it ("sings X"), then
what the whole article is about, where titles in italics are albums and those in quotation marks songs.
"""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from pullquote.cache.annotate.entities import Candidate
from pullquote.cache.annotate.text.document_text import DocumentText, Place, count_of
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.annotate.text.vocabulary import OTHER_NOUNS
from pullquote.cache.annotate.works.versions import SINGING, by_author, is_sung, opens_behind_source
from pullquote.cache.core.article import SCREEN_TYPES, WORK_TYPES, EntityType

KINDS: tuple[EntityType, ...] = tuple(kind for kind in WORK_TYPES if kind not in SCREEN_TYPES)
_PLACES = 40
_BESIDE = 3.0
_NEAR = 1.0
_ABOUT = 1.0
_ENOUGH = 1.5
_REACH = 5
_MUSIC_WORDS = 4
"""Words of music that make an article one of which italics and quotation marks tell album from song."""
_MARKED = 2
"""Titles in italics of an article from which its quotation marks are kept for parts: songs, episodes."""
_CALLED = frozenset("called titled entitled named like including".split())
_AFTER = {
    **dict.fromkeys("songstress hitmaker singer crooner".split(), "song"),
    **dict.fromkeys("author novelist".split(), "book"),
    **dict.fromkeys("podcaster podcast podcasters".split(), "podcast"),
    **{word: kind for word, kind in OTHER_NOUNS.items() if word not in ("play", "single", "record", "track")},
}
_STAGES = frozenset("broadway off-broadway".split())
_STAGED = tuple((noun, "of") for noun in ("revival", "production", "staging", "run", "mounting"))
_FAR = 14
"""Words before a title among which the stage is named."""
_PARTS_OF_SHOWS = frozenset("episode episodes season seasons".split())
_CUES = {
    **OTHER_NOUNS,
    **dict.fromkeys(SINGING | {"karaoke", "songwriting", "charted", "performs", "performed", "performing"}, "song"),
    **dict.fromkeys("tracklist discography".split(), "album"),
    **dict.fromkeys("author novelist published publisher adapted readers pages bestselling".split(), "book"),
    **dict.fromkeys("broadway stage playwright theatre theater matinee libretto".split(), "play"),
    **dict.fromkeys("gameplay console gamers playable".split(), "game"),
}


_SPOKEN_OF = {
    "book": "author authors novelist novelists writer writers publisher publishing published readers reader bookshop"
    " bookseller fiction prose literary paperback hardback chapters manga comics",
    "play": "broadway off-broadway stage staged staging playwright theatre theatrical playhouse tony tonys matinee"
    " libretto pantomime panto dramatist musicals operas curtain revival rehearsals",
    "game": "games videogames gameplay console consoles gamers gamer players player playable playstation xbox nintendo",
    "podcast": "podcasts podcaster podcasters podcasting episodes listeners",
}
"""Words of kinds of works, of which an article that speaks of any has one; music is spoken of in too many."""
_SPEAKS_OF = {
    kind: frozenset(words.split()) | {word for word, of in OTHER_NOUNS.items() if of == kind and word != "play"}
    for kind, words in _SPOKEN_OF.items()
}


def never_spoken_of(document_text: DocumentText) -> frozenset[str]:
    """Return the kinds of works of which an article has no word: "will play" is said in each that is about films."""
    words = document_text.words.keys()
    return frozenset(kind for kind, spoken in _SPEAKS_OF.items() if words.isdisjoint(spoken))


class Setting(NamedTuple):
    """What an article is about: how often it has words of music and of screens, and how many titles in italics.

    ``subject`` is the kind of works it is about (``find_subject``), "" where these are for a screen or music.
    """

    music: int
    screens: int
    italic: int
    subject: str = ""

    @property
    def of_music(self) -> bool:
        """Whether there is enough of music in it for italics and quotation marks to tell album from song."""
        return self.music >= _MUSIC_WORDS


def other_type(
    document_text: DocumentText, candidate: Candidate, setting: Setting, told: dict[str, float]
) -> EntityType | None:
    """Return the type of a title that is not for a screen, ``None`` where the article does not say it plainly.

    ``told`` is what the grammar around the title and its list say, and hints it came with.
    """
    score: dict[str, float] = {kind: told[kind] for kind in KINDS}
    for place in islice(candidate.places, _PLACES):
        _beside(document_text, place, setting, score)
    if setting.of_music and setting.music > count_of(document_text.words, _PARTS_OF_SHOWS):
        about = _ENOUGH if setting.music > setting.screens else _ABOUT
        if "italics" in candidate.evidence:
            score["album"] += about
        elif "quotation marks" in candidate.evidence:
            score["song"] += _ENOUGH if setting.italic >= _MARKED else about
    if setting.subject:
        score[setting.subject] += _ENOUGH
    best = max(KINDS, key=lambda kind: score[kind])
    return best if score[best] >= _ENOUGH else None


def is_staged(segment: Segment, first: int) -> bool:
    """Return whether the title at token ``first`` is staged: "her Broadway debut in a 1963 revival of *A*"."""
    if segment.lowers[max(0, first - 2) : first] not in _STAGED:
        return False
    return not _STAGES.isdisjoint(segment.lowers[max(0, first - _FAR) : first])


def _beside(document_text: DocumentText, place: Place, setting: Setting, score: dict[str, float]) -> None:
    """Add what the words around one mention say, the nearer the more."""
    segment = document_text.segments[place.segment]
    words = segment.tokens
    before = place.first - 1
    if before >= 0 and words[before].lower in _CALLED and before:
        before -= 1
    noun = words[before].lower if before >= 0 else ""
    if (kind := OTHER_NOUNS.get(noun)) and not opens_behind_source(segment, place.first):
        score[kind] += _BESIDE
    after = words[place.last].lower if place.last < len(words) else ""
    if (kind := _AFTER.get(after)) and not segment.gap(place.last).strip("”\"’' "):
        score[kind] += _BESIDE
    if is_sung(words, place.first, of_music=setting.of_music):
        score["song"] += _BESIDE
    if by_author(words, place.first):
        score["book"] += _BESIDE
    if not _STAGES.isdisjoint(segment.lowers[max(0, place.first - 2) : place.last + 3]) or is_staged(
        segment, place.first
    ):
        score["play"] += _BESIDE
    for step in range(1, _REACH + 1):
        for i in (place.first - step, place.last - 1 + step):
            if 0 <= i < len(words) and (kind := _CUES.get(words[i].lower)):
                score[kind] += _NEAR / step**0.5
