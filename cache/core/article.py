"""An article and its parts as frozen values, known to every room; ``feed`` and ``results`` hold the other values.

Everything here is a plain value. ``Article`` is the public JSON object, schema 1: its keys, their
order and their types are the contract with every program that reads our output. New keys may be
added; absent facts are ``null`` or an empty list.

Offsets are code points into the *text of a block* as ``block_text`` returns it. Times are aware
``datetime`` values and keep the offset the outlet wrote, so that an article's day is the outlet's day.

Annotations are values here and not text, which msgspec would evaluate one by one before the first article is read.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from pullquote.cache.core.outlets import outlet_name
from pullquote.cache.core.sanitize import clean_line, first_words

SCHEMA = 1
WORDS_A_MINUTE = 230
TITLE_BLOCK = -1
DEK_BLOCK = -2
UNTITLED = "Untitled"
"""The title of what has no words at all."""
_NO_TITLES = frozenset(("untitled", "no title", "kein titel", "sans titre", "sin título", "untitled post"))
"""What programs write in the place of a title."""
_LED_ON = (",", "，", "،")
"""The comma between spoken words and who said them, also in Chinese and in Arabic."""

Origin = Literal["feed", "page", "file", "sample"]
SpanKind = Literal["emphasis", "strong", "cite", "code", "link"]
QuoteKind = Literal["pull", "block", "inline"]
EntityType = Literal[
    "show", "film", "franchise", "album", "song", "book", "play", "game", "podcast",
    "person", "group", "character", "organization",
]  # fmt: skip
Precision = Literal["day", "month", "quarter", "season", "year"]


class EntityKind(Struct, frozen=True):
    """What a type of entity is called: ``heading`` of its names (types may share one), ``meaning`` in a few words."""

    heading: str
    meaning: str


ENTITY_KINDS: dict[EntityType, EntityKind] = {
    "show": EntityKind("Shows", "a programme or series for television"),
    "film": EntityKind("Films", "a film, for cinemas or television"),
    "franchise": EntityKind("Franchises", "a fictional universe or a series of films"),
    "album": EntityKind("Music", "an album or EP"),
    "song": EntityKind("Music", "a song, single or other piece of music"),
    "book": EntityKind("Books", "a novel, memoir, comic or other book"),
    "play": EntityKind("Stage", "a play, musical or opera"),
    "game": EntityKind("Games", "a video game or other game"),
    "podcast": EntityKind("Podcasts", "a podcast"),
    "person": EntityKind("People", "a real person"),
    "group": EntityKind("Groups", "a band or another act of several people"),
    "character": EntityKind("Characters", "somebody in a work of fiction"),
    "organization": EntityKind("Organizations", "a network, studio, company or outlet"),
}
"""Every type, in the order in which names are listed. Panel, query fields, corrections and help read this table."""
ENTITY_TYPES: tuple[EntityType, ...] = tuple(ENTITY_KINDS)
SCREEN_TYPES: tuple[EntityType, ...] = ("show", "film", "franchise")
WORK_TYPES: tuple[EntityType, ...] = (*SCREEN_TYPES, "album", "song", "book", "play", "game", "podcast")
ACT_TYPES: tuple[EntityType, ...] = ("person", "group", "organization")
SPEAKER_TYPES: tuple[EntityType, ...] = (*ACT_TYPES, "character")
"""Who can be quoted."""


def types_beside(kind: EntityType) -> tuple[EntityType, ...]:
    """Return the types that one name is easily taken for: works for works, people, groups and companies for these."""
    return next((types for types in (WORK_TYPES, ACT_TYPES) if kind in types), (kind,))


def with_article(kind: EntityType) -> str:
    """Return a type in a sentence: "a show", "an organization"."""
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


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
    shown but is not part of the body text. ``signature`` is what the page sets under the words to say
    whose they are ("Ada Quill, production designer"); it is no part of ``text``.
    """

    text: str
    spans: tuple[Span, ...] = ()
    speaker: str | None = None
    via: str | None = None
    repeats: bool = False
    signature: str | None = None


class BlockQuote(Struct, frozen=True, tag="quote"):
    """A passage quoted from elsewhere: a letter, a statement, a post.

    ``speaker`` and ``via`` are known only where it is signed; ``signature`` as in ``PullQuote``.
    """

    text: str
    spans: tuple[Span, ...] = ()
    speaker: str | None = None
    via: str | None = None
    signature: str | None = None


class Item(Struct, frozen=True):
    """One entry of a list.

    ``level`` is 1 for the entries of a list within an entry, 2 for those of one within that. ``number`` is the one the
    page gives it, where that is not what counting on from the entry before gives (``ListBlock.numbers``).
    """

    text: str
    spans: tuple[Span, ...] = ()
    level: int = 0
    number: int | None = None


class ListBlock(Struct, frozen=True, tag="list"):
    """A list. The entries of level 0 of an ``ordered`` one are numbered."""

    items: tuple[Item, ...]
    ordered: bool = False

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """The number before each entry, counted from 1 where the page says nothing else; ``None`` for a bullet."""
        found: list[int | None] = []
        last = 0
        for item in self.items:
            number = item.number
            if item.level == 0 and self.ordered:
                number = last = last + 1 if number is None else number
            found.append(number)
        return tuple(found)


class Image(Struct, frozen=True, tag="image"):
    """A picture in the flow of the article. A plain-text source may give words without an address."""

    url: str | None = None
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None


_PROVIDER_NAMES = {
    "youtube": "YouTube", "tiktok": "TikTok", "soundcloud": "SoundCloud", "documentcloud": "DocumentCloud",
    "apple music": "Apple Music", "apple podcasts": "Apple Podcasts",
}  # fmt: skip


class Embed(Struct, frozen=True, tag="embed"):
    """Something that lives elsewhere: a video, a post, a player. ``text`` is what it says, if known."""

    provider: str
    url: str | None = None
    text: str | None = None

    @property
    def provider_name(self) -> str:
        """The provider as it writes its name: ``YouTube``."""
        return _PROVIDER_NAMES.get(self.provider.casefold(), self.provider.capitalize())


class Table(Struct, frozen=True, tag="table"):
    """Rows of cells; ``head`` says whether the first row names the columns."""

    rows: tuple[tuple[str, ...], ...]
    head: bool = True


class Rule(Struct, frozen=True, tag="rule"):
    """A break between parts of the article."""


class Veiled(Struct, frozen=True, tag="veiled"):
    """What stands in the place of a block that would spoil something for the user (``core.spoilers``).

    ``text`` says why. Of several in a row that are veiled for the same reason the first says so for all of them, and
    the others are empty: every block keeps its number.
    """

    text: str = ""


Block = Heading | Paragraph | PullQuote | BlockQuote | ListBlock | Image | Embed | Table | Rule | Veiled


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


class Enclosure(Struct, frozen=True):
    """A file that comes with a feed's entry: a podcast episode, a video, a picture.

    ``type`` is its media type, ``length`` its bytes and ``seconds`` how long it plays, as far as the feed says.
    """

    url: str
    type: str | None = None
    length: int | None = None
    seconds: int | None = None

    @property
    def kind(self) -> str:
        """What it is, in a word: ``Audio``, ``Video``, ``Picture``, ``File``."""
        name = (self.type or "").partition("/")[0].lower()
        if name not in _MEDIA:
            path = self.url.partition("?")[0].partition("#")[0].lower()
            name = next((kind for kind, (_, endings) in _MEDIA.items() if path.endswith(endings)), "")
        return _MEDIA[name][0] if name else "File"


_MEDIA = {
    "audio": ("Audio", (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".flac", ".wav", ".aac")),
    "video": ("Video", (".mp4", ".m4v", ".webm", ".mov", ".mkv", ".m3u8")),
    "image": ("Picture", (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg")),
}


class Document(Struct, frozen=True, kw_only=True):
    """A page, file or feed entry as understood by ``extract``: what it says, before who it is about.

    ``next_page`` is where an article goes on that is put on several pages, ``elsewhere`` where one stands of which the
    page itself holds nothing.
    """

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
    keywords: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    hints: tuple[Hint, ...] = ()
    notice: str | None = None
    next_page: str | None = None
    elsewhere: str | None = None
    enclosures: tuple[Enclosure, ...] = ()


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

    @property
    def alone(self) -> str:
        """The words set apart from their sentence: without the comma that led on to "she said"."""
        words = self.text.rstrip()
        return words[:-1].rstrip() if words.endswith(_LED_ON) else self.text


class Entity(Struct, frozen=True, kw_only=True):
    """Somebody or something an article is about. ``score`` is 0 to 1.

    ``mentions`` counts its places in the text; it is 0 for who only signs a quotation.
    Further types may be added. ``facts`` has what the article says of it: ``album`` is the name of the album a song
    is on.
    """

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

    ``date`` is ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; a season is ``YYYY-spring`` and so on, a quarter ``YYYY-Q3``.
    ``what`` says of what ("season 2", "film", "festival premiere", "trailer"), or is the fact "renewed", "cancelled" or
    "delayed", which may stand without a date; the date of a delay is the new one.
    """

    title: str
    what: str | None = None
    date: str | None = None
    precision: Precision | None = None
    text: str = ""


class Annotations(Struct, frozen=True, kw_only=True):
    """What ``annotate`` found in a Document. ``blocks`` are the Document's with speakers filled in."""

    blocks: tuple[Block, ...] = ()
    quotes: tuple[Quote, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    releases: tuple[Release, ...] = ()


class Article(Struct, frozen=True, kw_only=True):
    """An understood article: the public JSON object, schema 1.

    ``keywords`` are the outlet's, ``tags`` the user's own, which no text of an article holds. ``veiled``: the headline
    is not the article's own, which would spoil something for the user (``core.spoilers``).
    """

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
    keywords: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)
    notice: str | None = None
    hints: tuple[Hint, ...] = ()
    rules: int = 0
    enclosures: tuple[Enclosure, ...] = ()
    veiled: bool = False


def block_text(block: Block) -> str:
    """Return the one text of a block that offsets of spans, quotes and mentions refer to.

    List items are joined by line feeds, table rows by line feeds with cells joined by tabs. The text of a picture is
    its caption, else its alt text; that of an embed is what it says.
    """
    match block:
        case Heading() | Paragraph() | PullQuote() | BlockQuote() | Veiled():
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


_UNREAD = (Image, Embed, Rule)  # a tuple: a union would be made anew for each block


def body_text(blocks: Iterable[Block]) -> str:
    """Return the body as plain text: blocks parted by one blank line, without pictures, embeds and repeats."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, _UNREAD) or (isinstance(block, PullQuote) and block.repeats):
            continue
        if text := block_text(block):
            parts.append(text)
    return "\n\n".join(parts)


def count_words(text: str) -> int:
    """Count the words of a text, as white space parts them."""
    return len(text.split())


def reading_minutes(words: int) -> int:
    """Return whole minutes to read ``words`` words, at least 1 for any text."""
    return max(1, round(words / WORDS_A_MINUTE)) if words else 0


def make_article(document: Document, links: Annotations, *, fetched: datetime | None, rules: int) -> Article:
    """Return the public object: a Document joined with what ``annotate`` found in it, by the version ``rules``."""
    text = body_text(links.blocks)
    words = count_words(text)
    return Article(
        url=document.url,
        canonical_url=document.canonical_url,
        outlet=outlet_name(document.outlet or "") or None,
        title=title_of(document.title, links.blocks, document.dek),
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
        keywords=document.keywords,
        enclosures=document.enclosures,
        facts=document.facts,
        notice=document.notice,
        hints=document.hints,
        rules=rules,
    )


def title_of(stated: str | None, blocks: Iterable[Block], dek: str | None = None) -> str:
    """Return the title of an article; of one without a title its first words, else what its pictures say."""
    if stated and stated.casefold().strip("([<>])") not in _NO_TITLES:
        return stated
    blocks = tuple(blocks)
    texts = (body_text(blocks), dek or "", *(block_text(block) for block in blocks))
    return next((words for text in texts if (words := first_words(text))), UNTITLED)


def as_kept(article: Article) -> Article:
    """Return an article as the library keeps it: its title is one line, and says what that of a nameless one does."""
    return as_named_now(replace(article, title=clean_line(article.title)))


def as_named_now(article: Article) -> Article:
    """Return an article that was kept by an older Pullquote with its title and its outlet as they are told now."""
    title = title_of(article.title, article.blocks, article.dek)
    outlet = outlet_name(article.outlet or "") or None
    if (title, outlet) == (article.title, article.outlet):
        return article
    return replace(article, title=title, outlet=outlet)


def document_of(article: Article) -> Document:
    """Return the Document an article was made from, so that newer rules can annotate it again."""
    return Document(
        **{name: getattr(article, name) for name in Document.__struct_fields__ if name in Article.__struct_fields__}
    )
