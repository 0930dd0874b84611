"""What would spoil a show, film or person for the user, and what stands in its place.

A *guard* is somebody or something the user does not want to be told more of than they have seen. ``judge`` says which
parts of an article tell more than that: its *veils*. ``veil`` returns the article with a line in the place of each such
part, which says why. Everything that shows, lists or exports articles gets them so from ``Library``.

- what is judged: ``parts`` of an article, the ``names`` in them, and the ``places`` of a show they tell of, written as
  ``episode_places``
- by rules: ``rules``, which ask ``telling`` of a sentence and ``fates`` of a person, by ``words`` and past ``reality``;
  ``lexicon`` looks for many words at once
- by what was learned: ``learned_judge``, from ``features`` and ``net``
- what stands there instead: ``veils``
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from pullquote.cache.core.article import (
    DEK_BLOCK,
    TITLE_BLOCK,
    Article,
    Block,
    BlockQuote,
    EntityType,
    Image,
    PullQuote,
    Reference,
    Veiled,
    block_text,
    body_text,
)
from pullquote.cache.core.counts import counted
from pullquote.cache.core.names import normalize
from pullquote.cache.core.progress import Seen

LEAD_BLOCK: Final = -3
"""The number that stands for the lead picture and its words, as ``TITLE_BLOCK`` does for the headline."""
NOTICE_BLOCK: Final = -4
"""The number of what the page says of itself (``Article.notice``)."""
FIRST_REFERENCE: Final = -10
"""The number of the first story the page points to, in ``next`` and then ``related``; the next one is below it."""


RULES: Final = 3
"""The version of the rules: veils that were made by another are made anew."""


class GuardedEpisode(Struct, frozen=True):
    """An episode that a catalogue knows of a guarded show: where it stands, what it is called, its day if known."""

    season: int
    number: int
    title: str = ""
    date: str | None = None


class Guard(Struct, frozen=True, kw_only=True):
    """Somebody or something of which the user wants to be told no more than they have seen.

    ``seen`` is how far they are; ``None`` where nothing of it was seen, or it has no episodes. ``aka`` are other ways
    its name is written, ``id`` its number in the library, ``None`` where no article names it yet. ``seasons`` are
    (number, how many episodes it has), 0 where that is not known yet; a season that is not among them is as long as
    ``episodes`` says.
    """

    name: str
    type: EntityType | None = None
    aka: tuple[str, ...] = ()
    seen: Seen | None = None
    id: int | None = None
    episodes: tuple[GuardedEpisode, ...] = ()
    seasons: tuple[tuple[int, int], ...] = ()


class Veils(Struct, frozen=True, kw_only=True):
    """Which parts of an article are veiled, and what is said in their place.

    ``title`` is the softened headline, ``None`` where the headline may be shown. ``parts`` are reasons, each a
    sentence, by the number of a block (``DEK_BLOCK``, ``LEAD_BLOCK``, ``NOTICE_BLOCK`` and those of references among
    them). ``guards`` are the names of the guards that ask for it.

    What goes with them is said by ``with_beside``: ``names`` are the numbers in ``entities`` of whom only veiled parts
    name, ``ids`` theirs in the library; ``keywords`` are those of the outlet that no shown part has, and ``releases``
    the numbers of those that only veiled parts state.
    """

    title: str | None = None
    parts: dict[int, str] = field(default_factory=dict)
    names: tuple[int, ...] = ()
    guards: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()
    keywords: tuple[str, ...] = ()
    releases: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return self.title is not None or bool(self.parts)

    def has(self, part: int) -> bool:
        """Return whether a part is veiled, by its number: that of a block, ``TITLE_BLOCK`` and its like among them."""
        return self.title is not None if part == TITLE_BLOCK else part in self.parts


Rulings = Mapping[int, bool]
"""What the user said of passages, by ``passage_key``: that they spoil something, or do not."""


def passage_key(text: str) -> int:
    """Return the number by which a passage is known again, in whatever article it stands: 63 bits of its words."""
    from hashlib import blake2b  # lazy: it loads OpenSSL

    return int.from_bytes(blake2b(normalize(text).encode(), digest_size=8).digest()) >> 1


def passages(article: Article) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of each part of an article that may be veiled; empty ones are left out.

    The text of a picture is all its words. What the page says of itself and points to comes last.
    """
    lead = article.lead_image
    yield TITLE_BLOCK, article.title
    yield from (
        (number, text)
        for number, text in (
            (DEK_BLOCK, article.dek or ""),
            (LEAD_BLOCK, _lines(lead.caption, lead.alt) if lead else ""),
            *enumerate(map(_words_of, article.blocks)),
            (NOTICE_BLOCK, article.notice or ""),
            *((FIRST_REFERENCE - at, _lines(one.title, one.alt)) for at, one in enumerate(_references(article))),
        )
        if text
    )


def _words_of(block: Block) -> str:
    match block:
        case Image():
            return _lines(block.caption, block.alt)
        case PullQuote() | BlockQuote():
            return _lines(block.text, block.signature)
        case _:
            return block_text(block)


def _lines(*texts: str | None) -> str:
    return "\n".join(dict.fromkeys(filter(None, texts)))


def _references(article: Article) -> tuple[Reference, ...]:
    return (*article.next, *article.related)


def judge(article: Article, guards: Sequence[Guard], rulings: Rulings | None = None) -> Veils:
    """Return what of an article is to be veiled for these guards; what the user said of a passage holds above all.

    What spoils is said in ``rules``. An article that names nothing guarded costs one look at its text.
    """
    if not guards and not rulings:
        return Veils()
    from pullquote.cache.core.spoilers.veils import judged  # lazy: its patterns; who guards nothing needs none

    # Where the checker is given this file by its path it takes it for another module than the one imported there.
    found = judged(article, guards, rulings or {})  # pyright: ignore[reportArgumentType]
    return with_beside(article, found)  # pyright: ignore[reportArgumentType]


def veil(article: Article, veils: Veils, opened: Collection[int] = ()) -> Article:
    """Return an article with its veils over it, but for the parts that are ``opened``.

    Blocks keep their numbers. Quotes, mentions, releases, names, keywords, facts and references that stand only in
    veiled parts, or would tell of them, are left out; ``text`` is without them, ``words`` and ``minutes`` stay.
    """
    hidden = {number: reason for number, reason in veils.parts.items() if number not in opened}
    title = veils.title if TITLE_BLOCK not in opened else None
    if not hidden and title is None:
        return article
    blocks = tuple(_veiled_blocks(article.blocks, hidden))
    gone = {*hidden, *({TITLE_BLOCK} if title is not None else ())}
    beside = _Beside(article, gone, (title or "", *veils.guards))
    names = frozenset(beside.names())
    numbers = {old: new for new, old in enumerate(n for n in range(len(article.entities)) if n not in names)}
    releases = frozenset(beside.releases())
    return replace(
        article,
        title=article.title if title is None else title,
        dek=None if DEK_BLOCK in hidden else article.dek,
        lead_image=None if LEAD_BLOCK in hidden else article.lead_image,
        blocks=blocks,
        text=body_text(blocks),
        quotes=tuple(quote for quote in article.quotes if quote.block not in gone),
        entities=tuple(
            replace(entity, aka=tuple(filter(beside.is_shown, entity.aka)))
            for number, entity in enumerate(article.entities)
            if number not in names
        ),
        mentions=tuple(
            replace(mention, entity=numbers[mention.entity])
            for mention in article.mentions
            if mention.block not in gone and mention.entity in numbers
        ),
        releases=tuple(found for at, found in enumerate(article.releases) if at not in releases),
        next=tuple(one for at, one in enumerate(article.next) if FIRST_REFERENCE - at not in hidden),
        related=tuple(
            one for at, one in enumerate(article.related, len(article.next)) if FIRST_REFERENCE - at not in hidden
        ),
        keywords=tuple(filter(beside.is_shown, article.keywords)),
        hints=tuple(hint for hint in article.hints if beside.is_shown(hint.name)),
        facts={key: fact for key, fact in article.facts.items() if not beside.is_told(f"{key} {fact}")},
        notice=None if NOTICE_BLOCK in hidden else article.notice,
        veiled=title is not None,
    )


def with_beside(article: Article, veils: Veils) -> Veils:
    """Return veils of an article with what else goes with its veiled parts: names, keywords and releases."""
    if not veils:
        return veils
    gone = {*veils.parts, *({TITLE_BLOCK} if veils.title is not None else ())}
    beside = _Beside(article, gone, (veils.title or "", *veils.guards))
    names = tuple(sorted(beside.names()))
    ids = (article.entities[number].id for number in names)
    return replace(
        veils,
        names=names,
        ids=tuple(number for number in ids if number is not None),
        keywords=tuple(word for word in article.keywords if not beside.is_shown(word)),
        releases=tuple(beside.releases()),
    )


class _Beside:
    """What of an article is said only in the parts that are ``gone``; ``shown`` are words that may be told anyway."""

    def __init__(self, article: Article, gone: Collection[int], shown: Iterable[str]) -> None:
        self._article = article
        self._gone = gone
        parts = {number: text for number, text in passages(article) if number > FIRST_REFERENCE}
        self._shown = _text(*shown, *(text for number, text in parts.items() if number not in gone))
        self._told = _text(*(text for number, text in parts.items() if number in gone))

    def is_shown(self, words: str) -> bool:
        """Return whether words stand in a part that is shown."""
        return _text(words) in self._shown

    def is_told(self, words: str) -> bool:
        """Return whether any of these words stands in a part that is gone, and in none that is shown."""
        return any(_text(word) in self._told and _text(word) not in self._shown for word in normalize(words).split())

    def names(self) -> Iterator[int]:
        """Yield the numbers of the entities of whom only gone parts name, or who only signs there."""
        places: dict[int, set[int]] = {}
        for mention in self._article.mentions:
            places.setdefault(mention.entity, set()).add(mention.block)
        for number, entity in enumerate(self._article.entities):
            if places.get(number, set()) <= {*self._gone} and not self.is_shown(entity.name):
                yield number

    def releases(self) -> Iterator[int]:
        """Yield the numbers of the releases that only gone parts state."""
        for number, found in enumerate(self._article.releases):
            if found.text and self.is_shown(found.text):
                continue
            if (found.text and _text(found.text) in self._told) or not self.is_shown(found.title):
                yield number


def _text(*texts: str) -> str:
    """Return texts in words that compare, so that one is in another only by whole words."""
    return f" {' | '.join(map(normalize.__wrapped__, texts))} "


def _veiled_blocks(blocks: Sequence[Block], hidden: Mapping[int, str]) -> Iterator[Block]:
    """Yield the blocks of an article, a line in the place of each run that is veiled for the same reason."""
    number = 0
    while number < len(blocks):
        reason = hidden.get(number)
        if reason is None:
            yield blocks[number]
            number += 1
            continue
        last = number
        while hidden.get(last + 1) == reason and last + 1 < len(blocks):
            last += 1
        run = blocks[number : last + 1]
        yield Veiled(said_of(reason, run))
        yield from (Veiled() for _ in run[1:])
        number = last + 1


def said_of(reason: str, run: Iterable[Block]) -> str:
    """Return the line in the place of blocks that are veiled for one reason: it, and what is behind it."""
    run = tuple(run)
    pictures = sum(isinstance(block, Image) for block in run)
    texts = sum(not isinstance(block, Image) and not (isinstance(block, PullQuote) and block.repeats) for block in run)
    behind = [counted(texts, "paragraph")] if texts else []
    behind += [counted(pictures, "picture")] if pictures else []
    return f"{reason.rstrip('.')} ({' and '.join(behind)})." if behind else reason
