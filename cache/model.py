"""The nouns of Pullquote: frozen, typed, and known to every room.

Everything here is a plain value. ``Article`` is the public JSON object, schema 1: its keys, their
order and their types are the contract with every program that reads our output. New keys may be
added; absent facts are ``null`` or an empty list.

Offsets are code points into the *text of a block* as ``block_text`` gives it. Times are aware
``datetime`` values and keep the offset the outlet wrote, so that an article's day is the outlet's day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Literal

from msgspec import Struct, field

SCHEMA = 1
WORDS_A_MINUTE = 230
TITLE_BLOCK = -1
DEK_BLOCK = -2

Origin = Literal["feed", "page", "file", "sample"]
SpanKind = Literal["emphasis", "strong", "cite", "code", "link"]
QuoteKind = Literal["pull", "block", "inline"]
EntityType = Literal["show", "film", "franchise", "person", "character", "organization"]
Precision = Literal["day", "month", "season", "year"]
WORK_TYPES: tuple[EntityType, ...] = ("show", "film", "franchise")


class Span(Struct, frozen=True, omit_defaults=True):
    """A run of a block's text: ``text[start:end]``. ``href`` only on links, absolute http(s)."""

    start: int
    end: int
    kind: SpanKind
    href: str | None = None


class Heading(Struct, frozen=True, tag="heading"):
    """A heading inside the article, level 2 to 6; the headline itself is ``Article.title``."""

    text: str
    level: int = 2
    spans: tuple[Span, ...] = ()


class Paragraph(Struct, frozen=True, tag="paragraph"):
    """Running text. A line feed inside is a line break the author made (verse, addresses)."""

    text: str
    spans: tuple[Span, ...] = ()


class PullQuote(Struct, frozen=True, tag="pullquote"):
    """Words set off by the outlet, or a paragraph that is only a quotation.

    ``repeats`` is true where the outlet shows a sentence of the body a second time: such a block is
    shown but is not part of the body text.
    """

    text: str
    spans: tuple[Span, ...] = ()
    speaker: str | None = None
    via: str | None = None
    repeats: bool = False


class BlockQuote(Struct, frozen=True, tag="quote"):
    """A passage quoted from elsewhere: a letter, a statement, a post."""

    text: str
    spans: tuple[Span, ...] = ()


class Item(Struct, frozen=True):
    """One entry of a list."""

    text: str
    spans: tuple[Span, ...] = ()


class ListBlock(Struct, frozen=True, tag="list"):
    """A list; ``ordered`` lists are numbered from 1."""

    items: tuple[Item, ...]
    ordered: bool = False


class Image(Struct, frozen=True, tag="image"):
    """A picture in the flow of the article. A plain-text source may give words without an address."""

    url: str | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


class Embed(Struct, frozen=True, tag="embed"):
    """Something that lives elsewhere: a video, a post, a player. ``text`` is what it says, if known."""

    provider: str
    url: str | None = None
    text: str | None = None


class Table(Struct, frozen=True, tag="table"):
    """Rows of cells; the first row is the head where the source marked one."""

    rows: tuple[tuple[str, ...], ...]


class Rule(Struct, frozen=True, tag="rule"):
    """A break between parts of the article."""


Block = Heading | Paragraph | PullQuote | BlockQuote | ListBlock | Image | Embed | Table | Rule


class Picture(Struct, frozen=True):
    """The lead image of an article."""

    url: str | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


class Reference(Struct, frozen=True):
    """A story the page points to: a NEXT line, a related card. ``alt`` are the words of its picture, if shown."""

    title: str
    url: str | None = None
    alt: str | None = None


class Source(Struct, frozen=True):
    """The outlet the article credits for its news ("Source: ET")."""

    name: str
    url: str | None = None


class Hint(Struct, frozen=True):
    """A name the page itself declares (tag, keyword, JSON-LD ``about``), with its declared type if any."""

    name: str
    type: str | None = None
    origin: str = "tag"


class Document(Struct, frozen=True, kw_only=True):
    """A page, file or feed entry as understood by ``extract``: what it says, before who it is about."""

    url: str | None = None
    canonical_url: str | None = None
    outlet: str | None = None
    title: str | None = None
    dek: str | None = None
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    language: str | None = None
    lead_image: Picture | None = None
    blocks: tuple[Block, ...] = ()
    next: tuple[Reference, ...] = ()
    related: tuple[Reference, ...] = ()
    source: Source | None = None
    tags: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    hints: tuple[Hint, ...] = ()
    notice: str | None = None


class Quote(Struct, frozen=True, kw_only=True):
    """Words somebody said: ``block_text(blocks[block])[start:end]``, without the quotation marks."""

    text: str
    speaker: str | None = None
    via: str | None = None
    kind: QuoteKind = "inline"
    block: int = 0
    start: int = 0
    end: int = 0
    evidence: str = ""


class Entity(Struct, frozen=True, kw_only=True):
    """Somebody or something an article is about. ``score`` is 0 to 1; ``mentions`` counts its places."""

    id: int | None = None
    name: str
    type: EntityType
    aka: tuple[str, ...] = ()
    mentions: int = 0
    evidence: tuple[str, ...] = ()
    score: float = 0.0
    facts: dict[str, str] = field(default_factory=dict)


class Mention(Struct, frozen=True):
    """One place where an entity is named. ``entity`` indexes the article's ``entities``.

    ``block`` is an index into ``blocks``, or ``TITLE_BLOCK`` or ``DEK_BLOCK``.
    """

    entity: int
    block: int
    start: int
    end: int


class Release(Struct, frozen=True, kw_only=True):
    """A date an article states for a title, or a fact about its future.

    ``date`` is ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; a season is ``YYYY-spring`` and so on. ``what``
    says of what ("season 2", "film", "trailer"), or is the fact "renewed", "cancelled" or "delayed",
    which may stand without a date.
    """

    title: str
    what: str | None = None
    date: str | None = None
    precision: Precision | None = None
    text: str = ""


class Links(Struct, frozen=True, kw_only=True):
    """What ``link`` found in a Document. ``blocks`` are the Document's with speakers filled in."""

    blocks: tuple[Block, ...] = ()
    quotes: tuple[Quote, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    releases: tuple[Release, ...] = ()


class Article(Struct, frozen=True, kw_only=True):
    """An understood article: the public JSON object, schema 1."""

    schema: int = SCHEMA
    id: int | None = None
    url: str | None = None
    canonical_url: str | None = None
    outlet: str | None = None
    title: str = ""
    dek: str | None = None
    byline: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    fetched: datetime | None = None
    language: str | None = None
    words: int = 0
    minutes: int = 0
    lead_image: Picture | None = None
    blocks: tuple[Block, ...] = ()
    text: str = ""
    quotes: tuple[Quote, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    releases: tuple[Release, ...] = ()
    next: tuple[Reference, ...] = ()
    related: tuple[Reference, ...] = ()
    source: Source | None = None
    tags: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    notice: str | None = None
    hints: tuple[Hint, ...] = ()
    rules: int = 0


class Enclosure(Struct, frozen=True):
    """A file a feed entry carries: a podcast episode, a picture."""

    url: str
    type: str | None = None
    length: int | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """One item of a feed as its publisher wrote it, sanitised. ``content`` is HTML and may be empty.

    ``key`` identifies the entry inside its feed: id, else link, else a hash (P4).
    """

    key: str
    id: str | None = None
    title: str = ""
    link: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    content: str = ""
    content_base: str | None = None
    summary: str = ""
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image: str | None = None
    language: str | None = None


class ParsedFeed(Struct, frozen=True, kw_only=True):
    """What a feed's bytes say.

    ``ttl`` is in seconds (RSS ``ttl``, the syndication module), ``address`` is where the feed says it is to
    be had (``rel=self``), ``skip_hours`` are UTC hours 0 to 23, ``skip_days`` are English day names (RSS 2.0).
    """

    title: str = ""
    site: str | None = None
    description: str = ""
    language: str | None = None
    icon: str | None = None
    ttl: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[str, ...] = ()
    format: str = ""
    address: str | None = None
    entries: tuple[Entry, ...] = ()


class Feed(Struct, frozen=True, kw_only=True):
    """A subscription and how it is doing. ``error`` is a sentence for a person, ``None`` when well."""

    id: int
    url: str
    title: str
    site: str | None = None
    folder: str = ""
    added: datetime
    checked: datetime | None = None
    next_check: datetime | None = None
    error: str | None = None
    failures: int = 0
    failing_since: datetime | None = None
    suspended: bool = False
    entries: int = 0
    unread: int = 0
    interval: int | None = None
    full_text: bool = True
    user_agent: str | None = None
    keep_days: int | None = None


class FeedState(Struct, frozen=True, kw_only=True):
    """All that asking a feed again depends on; kept in the database so that a restart changes nothing.

    Validators (``etag``, ``last_modified``) are the received bytes as text, never rewritten, and belong to
    ``url``. ``body_hash`` is SHA-256 of the decoded body. ``fresh_until`` is how long the server said its last
    answer holds: no person's key press is sooner. ``asked_fully`` is the last unconditional
    request, ``same_bodies`` counts 200 answers in a row with an unchanged body, ``moved_*`` gather proof
    of a permanent redirect.
    """

    feed: int
    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: bytes | None = None
    checked: datetime | None = None
    next_check: datetime | None = None
    fresh_until: datetime | None = None
    asked_fully: datetime | None = None
    unchanged_since: datetime | None = None
    same_bodies: int = 0
    failures: int = 0
    failing_since: datetime | None = None
    status: int | None = None
    error: str | None = None
    suspended: bool = False
    moved_to: str | None = None
    moved_seen: int = 0
    moved_since: datetime | None = None
    ttl: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[str, ...] = ()
    title: str = ""
    folder: str = ""
    interval: int | None = None
    full_text: bool = True
    user_agent: str | None = None
    keep_days: int | None = None
    private: bool = False


class HostState(Struct, frozen=True, kw_only=True):
    """A host that asked us to wait (429, 503): no request before ``not_before``."""

    host: str
    not_before: datetime
    strikes: int = 0


class KnownName(Struct, frozen=True, kw_only=True):
    """A name the library has learned, handed to ``link``; ``articles`` counts where it was seen.

    ``fixed`` marks a person's own correction: its type is certain. ``hidden`` names are never listed.
    """

    name: str
    type: EntityType
    aka: tuple[str, ...] = ()
    articles: int = 1
    fixed: bool = False
    hidden: bool = False


class Headline(Struct, frozen=True, kw_only=True):
    """One row of the list: enough to draw it without touching the article.

    ``when`` sorts the list; ``names`` are the two entities that matter most; ``complete`` says the full
    text is here.
    """

    id: int
    title: str
    outlet: str | None = None
    when: datetime
    url: str | None = None
    minutes: int = 0
    words: int = 0
    read: bool = False
    starred: bool = False
    sample: bool = False
    complete: bool = True
    names: tuple[str, ...] = ()
    feed: int | None = None
    quotes: int = 0
    byline: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    picture: str | None = None


class Hit(Struct, frozen=True):
    """A search result: the headline and a snippet; ``marks`` are the matched runs of the snippet."""

    headline: Headline
    snippet: str
    marks: tuple[tuple[int, int], ...] = ()


class Saying(Struct, frozen=True, kw_only=True):
    """A quote with the article it stands in: a row of ``quotes`` and of the quotes screen."""

    article: int
    text: str
    speaker: str | None = None
    via: str | None = None
    kind: QuoteKind = "inline"
    title: str
    outlet: str | None = None
    url: str | None = None
    published: datetime | None = None
    block: int = 0


class Name(Struct, frozen=True, kw_only=True):
    """A show, person or other entity across the library: a row of ``people`` and ``shows``."""

    id: int
    name: str
    type: EntityType
    aka: tuple[str, ...] = ()
    articles: int = 0
    mentions: int = 0
    quotes: int = 0
    followed: bool = False
    last: datetime | None = None


class DatedRelease(Struct, frozen=True, kw_only=True):
    """A release date with the article that states it; ``stated`` is when that appeared, if it says."""

    article: int
    title: str
    what: str | None = None
    date: str | None = None
    precision: Precision | None = None
    text: str = ""
    stated: datetime | None = None


class Candidate(Struct, frozen=True):
    """A feed that discovery found at a site, best first; ``title`` is what the site calls it."""

    url: str
    title: str = ""
    type: str = ""


class ListedFeed(Struct, frozen=True):
    """A feed of a subscription list (OPML), before anybody subscribes to it; ``folder`` is a path, ``Film/Reviews``."""

    url: str
    title: str = ""
    folder: str = ""


class Imported(Struct, frozen=True, kw_only=True):
    """What an OPML import did; ``skipped`` holds line numbers with the reason each was left out."""

    added: int = 0
    known: int = 0
    skipped: tuple[tuple[int, str], ...] = ()


class Order(StrEnum):
    """The orders a list of articles can stand in. Within each, the newest first."""

    NEWEST = "newest"
    OLDEST = "oldest"
    UNREAD_FIRST = "unread"
    OUTLET = "outlet"
    SHORTEST = "shortest"
    LONGEST = "longest"


class Lacking(Struct, frozen=True):
    """An unread article that is not complete, and why, in words."""

    article: int
    title: str
    why: str


class Readiness(Struct, frozen=True):
    """How many unread articles there are, and those that are not complete."""

    unread: int
    lacking: tuple[Lacking, ...]

    @property
    def complete(self) -> int:
        """How many of them are complete."""
        return self.unread - len(self.lacking)


class Pruned(Struct, frozen=True, kw_only=True):
    """What pruning removed, or would remove: how many ``articles``, about how many ``bytes`` of the file.

    ``kept`` counts older ones that stay all the same; ``before`` is the time before which articles go (``None``
    where everything is kept).
    """

    articles: int = 0
    kept: int = 0
    bytes: int = 0
    before: datetime | None = None


class Stage(StrEnum):
    """The steps of a refresh, in order."""

    WAITING = "waiting"
    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    STORED = "stored"
    PAGE = "page"
    FAILED = "failed"
    SKIPPED = "skipped"
    DONE = "done"


class Progress(Struct, frozen=True, kw_only=True):
    """One event of a refresh: what just happened to which feed, and the totals so far.

    ``seconds_left`` is an estimate, ``None`` until there is something to estimate from.
    """

    stage: Stage
    feed: int | None = None
    title: str = ""
    message: str = ""
    done: int = 0
    total: int = 0
    new: int = 0
    failed: int = 0
    pages_done: int = 0
    pages_total: int = 0
    seconds_left: float | None = None


def block_text(block: Block) -> str:
    """Give the one text of a block that offsets of spans, quotes and mentions refer to.

    List items are joined by line feeds, table rows by line feeds with cells joined by tabs; a picture
    gives its caption, else its alt text; an embed what it says.
    """
    match block:
        case Heading() | Paragraph() | PullQuote() | BlockQuote():
            return block.text
        case ListBlock():
            return "\n".join(item.text for item in block.items)
        case Table():
            return "\n".join("\t".join(row) for row in block.rows)
        case Image():
            return block.caption or block.alt or ""
        case Embed():
            return block.text or ""
        case Rule():
            return ""


def body_text(blocks: Iterable[Block]) -> str:
    """Give the body as plain text: blocks parted by one blank line, without pictures, embeds and repeats."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, Image | Embed | Rule) or (isinstance(block, PullQuote) and block.repeats):
            continue
        if text := block_text(block):
            parts.append(text)
    return "\n\n".join(parts)


def count_words(text: str) -> int:
    """Count the words of a text, as white space parts them."""
    return len(text.split())


def reading_minutes(words: int) -> int:
    """Give whole minutes to read ``words`` words, at least 1 for any text."""
    return max(1, round(words / WORDS_A_MINUTE)) if words else 0


def make_article(document: Document, links: Links, *, fetched: datetime | None, rules: int) -> Article:
    """Join what ``extract`` and ``link`` said into the public object."""
    text = body_text(links.blocks)
    words = count_words(text)
    return Article(
        url=document.url,
        canonical_url=document.canonical_url,
        outlet=document.outlet,
        title=document.title or "Untitled",
        dek=document.dek,
        byline=document.byline,
        published=document.published,
        updated=document.updated,
        fetched=fetched.astimezone(UTC) if fetched else None,
        language=document.language,
        words=words,
        minutes=reading_minutes(words),
        lead_image=document.lead_image,
        blocks=links.blocks,
        text=text,
        quotes=links.quotes,
        entities=links.entities,
        mentions=links.mentions,
        releases=links.releases,
        next=document.next,
        related=document.related,
        source=document.source,
        tags=document.tags,
        facts=document.facts,
        notice=document.notice,
        hints=document.hints,
        rules=rules,
    )


def document_of(article: Article) -> Document:
    """Give back the Document an article was made from, so that it can be linked again by newer rules."""
    return Document(
        **{name: getattr(article, name) for name in Document.__struct_fields__ if name != "title"}, title=article.title
    )
