"""What kind of works an article is about where it is about none for a screen: books, games, podcasts or plays.

A list of the best podcasts says "podcast" of few of its titles. What the article is about is then what is known of
the others. Music is told apart by its marks (``others.Setting``) and is not among these.
"""

from __future__ import annotations

from pullquote.cache.annotate.text.document_text import DocumentText, count_of

_WORDS = {
    "book": "book books novel novels novella novellas novelist novelists memoir memoirs author authors bestseller"
    " bestsellers bestselling publisher publishers published fiction non-fiction nonfiction literary volume volumes"
    " reader readers manga bookshop bookstore paperback hardcover trilogy prose",
    "game": "game games gameplay gamer gamers console consoles videogame videogames rpg player players playstation"
    " xbox nintendo multiplayer platformer dlc board cards miniatures expansion developer developers",
    "podcast": "podcast podcasts podcaster podcasters podcasting listeners",
    "play": "stage staged staging play plays playwright playwrights theatre theater theatres broadway off-broadway"
    " musical musicals opera operas previews matinee librettist dramaturg understudy curtain",
}
_NAMES = {kind: frozenset(words.split()) for kind, words in _WORDS.items()}
_SCREENS = frozenset(
    "film films movie movies series tv television sitcom sitcoms season seasons filmmaker filmmakers showrunner"
    " showrunners cinema cinemas theaters box-office screenplay miniseries trailer episode".split()
)
_MUSIC = frozenset("album albums song songs band bands singer rapper guitarist lyrics".split())
_ENOUGH = 4
_TWICE = 2
_IN_TITLE = 3
_IN_THOUSAND = 9
"""Words of a kind in a thousand: an article that mentions a book or a game is not about books or games."""


def find_subject(document_text: DocumentText) -> str:
    """Return "book", "game", "podcast" or "play" for an article that is about such works, "" for any other.

    It needs several words of the kind, twice as many as of screens and of music; those of the headline count more.
    """
    words = document_text.words
    titles = [lower for segment in document_text.segments if segment.kind == "title" for lower in segment.lowers]
    counts = {
        kind: count_of(words, names) + _IN_TITLE * sum(lower in names for lower in titles)
        for kind, names in _NAMES.items()
    }
    kind = max(counts, key=lambda one: counts[one])
    total = sum(len(segment.tokens) for segment in document_text.segments)
    others = max(
        *(count for one, count in counts.items() if one != kind), count_of(words, _SCREENS), count_of(words, _MUSIC)
    )
    is_plain = counts[kind] >= max(_ENOUGH, _TWICE * others)
    return kind if is_plain and 1_000 * counts[kind] >= _IN_THOUSAND * total else ""
