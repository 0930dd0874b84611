"""What kind of works an article is about where it is about none for a screen: books, games, podcasts, plays or music.

A list of the best podcasts says "podcast" of few of its titles. What the article is about is then what is known of
the others.
"""

from __future__ import annotations

from itertools import pairwise

from pullquote.cache.annotate.text.document_text import DocumentText, count_of

_TELLING = {
    "book": "book books novel novels novella novellas novelist novelists memoir memoirs bestseller bestsellers manga"
    " bookshop bookstore paperback hardcover",
    "game": "gameplay gamer gamers console consoles videogame videogames rpg playstation xbox nintendo multiplayer"
    " platformer dlc miniatures",
    "podcast": "podcast podcasts podcaster podcasters podcasting",
    "play": "playwright playwrights theatre theatres broadway off-broadway musical musicals opera operas librettist"
    " dramaturg understudy matinee",
    "music": "album albums song songs singer singers songwriter rapper lyrics vocals vocalist synth synths synthesizer"
    " drums drummer guitar guitars guitarist bassist ep lp post-punk hip-hop r&b discography mixtape mixtapes",
}
"""Words that only articles about such works have several of."""
_OTHERS = {
    "book": "author authors bestselling publisher publishers published fiction non-fiction nonfiction literary volume"
    " volumes reader readers trilogy prose",
    "game": "game games player players expansion developer developers board cards",
    "podcast": "listeners",
    "play": "stage staged staging play plays theater theaters previews curtain",
    "music": "band bands record records singles tracks melody melodies chorus choruses riff riffs punk jazz techno folk"
    " pop drum concert concerts tour duo trio quartet",
}
"""Words that others have too: those about sports, companies and the weather."""
_PAIRS = frozenset((("video", "game"), ("video", "games"), ("board", "game"), ("board", "games"), ("west", "end")))
_TELLS = {kind: frozenset(words.split()) for kind, words in _TELLING.items()}
_NAMES = {kind: _TELLS[kind] | frozenset(words.split()) for kind, words in _OTHERS.items()}
_ALL_NAMES = frozenset().union(*_NAMES.values())
_SCREENS = frozenset(
    "film films movie movies series tv television sitcom sitcoms season seasons filmmaker filmmakers showrunner"
    " showrunners cinema cinemas theaters box-office screenplay miniseries trailer episode".split()
)
_ENOUGH = 4
_TWICE = 2
_IN_TITLE = 3
_IN_PAIRS = 2
_TOLD = 2
_IN_THOUSAND = 9
"""Words of a kind in a thousand: an article that mentions a book or a game is not about books or games."""


def find_subject(document_text: DocumentText) -> str:
    """Return "book", "game", "podcast", "play" or "music" for an article that is about such works, "" for any other.

    It needs several words of the kind, twice as many as of any other; those of the headline count more.
    """
    words = document_text.words
    titles = [lower for segment in document_text.segments if segment.kind == "title" for lower in segment.lowers]

    def count(names: frozenset[str]) -> int:
        return count_of(words, names) + _IN_TITLE * sum(lower in names for lower in titles)

    if count(_ALL_NAMES) < _ENOUGH:
        return ""  # most articles
    counts = {kind: count(names) for kind, names in _NAMES.items()}
    kind = max(counts, key=lambda one: counts[one])
    total = sum(len(segment.tokens) for segment in document_text.segments)
    if counts[kind] < _ENOUGH or 1_000 * counts[kind] < _IN_THOUSAND * total:
        return ""
    others = max(*(number for one, number in counts.items() if one != kind), count_of(words, _SCREENS))
    if counts[kind] < _TWICE * others:
        return ""
    pairs = sum(pair in _PAIRS for segment in document_text.segments for pair in pairwise(segment.lowers))
    return kind if count(_TELLS[kind]) + _IN_PAIRS * pairs >= _TOLD else ""
