"""A library with a guarded show, in which every word that must not get out begins with ``SECRET``.

What is veiled is said by rulings, so that this holds whatever the rules of what spoils are.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from pullquote.cache.core.article import (
    DEK_BLOCK,
    TITLE_BLOCK,
    Article,
    BlockQuote,
    Embed,
    Entity,
    Heading,
    Hint,
    Image,
    Item,
    ListBlock,
    Mention,
    Paragraph,
    Picture,
    PullQuote,
    Quote,
    Reference,
    Release,
    Table,
    block_text,
    body_text,
)
from pullquote.cache.core.catalogue import Episode, Record, Season
from pullquote.cache.core.clippings import Place
from pullquote.cache.core.progress import Seen
from pullquote.cache.core.spoilers import passages
from pullquote.cache.core.tags import TagChange
from pullquote.cache.library import Library
from pullquote.cache.store.catalogue import records as catalogue
from pullquote.cache.store.guard import veils

SECRET = "zqx"
SLUG = "zqxslug"
"""Stands in the addresses of veiled articles: only what is for programs may tell it."""
SHOW = "Saltgate"
NOW = datetime.now(UTC).replace(microsecond=0)
_SOON = (NOW + timedelta(days=3)).date().isoformat()
_PULL = "Zqxpull is all there is to it, and I would do it again."
_SAID = "Zqxsaid never was a friend of hers,"
_SHARED = "Nobody in Saltgate sleeps well after zqxshared has come home."
_PLAIN = "Saltgate is a show about a harbour. Ada Quill plays the keeper, and Tern Street is another show."


def _named(text: str, part: str, entity: int, block: int) -> Mention:
    start = text.index(part)
    return Mention(entity, block, start, start + len(part))


def recap() -> Article:
    """An article with every kind of part, of which only one paragraph, a story and names of it may be shown."""
    title = "Saltgate season 3, episode 1 recap: zqxtitle takes it all (spoilers)"
    para = f"Zqxname Zqxson, the zqxpara of Saltgate, went to “{_SAID}” Zqxspeaker Moe said of Zqxwork. {_SHARED}"
    release = f"The zqxrelease of Saltgate comes on {_SOON}."
    blocks = (
        Paragraph(_PLAIN),
        Heading("How the zqxheading ended"),
        Paragraph(para),
        PullQuote(_PULL, speaker="Zqxsigner Lee", signature="Zqxsigner Lee, zqxrole"),
        BlockQuote("Dear zqxblockquote, do not come back."),
        ListBlock((Item("The zqxitem"), Item("The zqxother item"))),
        Image("https://img.example/1.jpg", "A zqxalt in the rain", "The zqxcaption", "Zqxcredit"),
        Image("https://img.example/2.jpg", "A zqxaltonly in the rain"),
        Embed("youtube", "https://video.example/1", "The zqxembed trailer"),
        Table((("Who", "What"), ("Zqxcell", "dies"))),
        Paragraph(release),
    )
    return Article(
        url=f"https://reel.example/{SLUG}-recap",
        canonical_url=f"https://reel.example/{SLUG}-recap",
        outlet="The Evening Reel",
        title=title,
        dek="Who the zqxdek was",
        byline=("Tess Arbour",),
        published=NOW - timedelta(hours=2),
        fetched=NOW,
        language="en",
        rules=1,
        words=300,
        minutes=2,
        lead_image=Picture("https://img.example/lead.jpg", "The zqxleadalt", "The zqxlead"),
        blocks=blocks,
        text=body_text(blocks),
        quotes=(
            Quote(text=_SAID, speaker="Zqxspeaker Moe", block=2, start=para.index(_SAID), end=para.index("”")),
            Quote(text=_PULL, speaker="Zqxsigner Lee", kind="pull", block=3, start=0, end=len(_PULL)),
        ),
        entities=(
            Entity(name=SHOW, type="show", mentions=3, score=1.0),
            Entity(name="Ada Quill", type="person", mentions=1, score=1.0),
            Entity(name="Zqxname Zqxson", type="character", mentions=1, score=1.0),
            Entity(name="Zqxspeaker Moe", type="person", mentions=1, score=1.0),
            Entity(name="Zqxsigner Lee", type="person", score=1.0),
            Entity(name="Zqxwork", type="film", mentions=1, score=1.0),
        ),
        mentions=(
            _named(title, SHOW, 0, TITLE_BLOCK),
            _named(_PLAIN, SHOW, 0, 0),
            _named(_PLAIN, "Ada Quill", 1, 0),
            _named(para, "Zqxname Zqxson", 2, 2),
            _named(para, "Zqxspeaker Moe", 3, 2),
            _named(para, "Zqxwork", 5, 2),
        ),
        releases=(
            Release(title=SHOW, what="season 4", date=_SOON, precision="day", text=release),
            Release(title="Zqxwork", what="film", date=_SOON, precision="day", text=para),
            Release(title="Zqxfilm", what="renewed"),
        ),
        next=(Reference("What Saltgate did with zqxnext", "https://reel.example/next"),),
        related=(Reference("Plain story", "https://reel.example/plain"), Reference("More", alt="zqxrelated")),
        keywords=(SHOW, "zqxkeyword", "Zqxname Zqxson"),
        hints=(Hint("zqxhint"),),
        facts={"Culprit": "Zqxson"},
        notice="This page tells of zqxnotice.",
    )


def retold() -> Article:
    """Another outlet's article with the same news: the same headline, but for who tells it."""
    blocks = (Paragraph(_PLAIN), Paragraph(f"Zqxsecond of Saltgate says so too. {_SHARED}"))
    title = "Saltgate season 3, episode 1 recap: zqxtitle takes it all, and zqxretold (spoilers)"
    return Article(
        url=f"https://other.example/{SLUG}-recap",
        outlet="The Lantern",
        title=title,
        published=NOW - timedelta(hours=1),
        fetched=NOW,
        language="en",
        rules=1,
        words=60,
        minutes=1,
        blocks=blocks,
        text=body_text(blocks),
        entities=(Entity(name=SHOW, type="show", mentions=2, score=1.0),),
        mentions=(_named(title, SHOW, 0, TITLE_BLOCK), _named(_PLAIN, SHOW, 0, 0)),
    )


def plain() -> Article:
    """An article with nothing to veil."""
    text = "Tern Street comes back in spring, Ada Quill said. “We love it,” she added."
    return Article(
        url="https://reel.example/plain",
        outlet="The Lantern",
        title="Tern Street comes back",
        published=NOW - timedelta(hours=3),
        fetched=NOW,
        language="en",
        rules=1,
        words=14,
        minutes=1,
        blocks=(Paragraph(text),),
        text=text,
        quotes=(Quote(text="We love it,", speaker="Ada Quill", block=0, start=46, end=57),),
        entities=(
            Entity(name="Tern Street", type="show", mentions=1, score=1.0),
            Entity(name="Ada Quill", type="person", mentions=1, score=1.0),
        ),
        mentions=(_named(text, "Tern Street", 0, 0), _named(text, "Ada Quill", 1, 0)),
    )


def rule_secrets(library: Library, number: int) -> None:
    """Rule that every part of an article with a secret word spoils something, and that the others do not."""
    with library.database.write() as conn:
        value = library.guard.article(number, opened=range(-99, 99))
        for _, text in passages(value):
            veils.rule(conn, [text], spoils=SECRET in text.casefold())
        veils.settle(conn)


def furnish(library: Library) -> dict[str, int]:
    """Fill a library; return the numbers of its articles by what they are."""
    first = recap()
    before = replace(
        first,
        blocks=(*first.blocks[:2], Paragraph("Before, the zqxearlier stood here, in Saltgate."), *first.blocks[3:]),
    )
    before = replace(before, text=body_text(before.blocks), quotes=first.quotes[1:])
    number = library.keep(before, when=NOW - timedelta(hours=2))
    library.mark_read([number])
    library.keep(first, when=NOW - timedelta(hours=1))
    library.mark_read([number], read=False)
    other = library.keep(retold(), when=NOW - timedelta(minutes=50))
    third = library.keep(plain(), when=NOW - timedelta(minutes=40))
    library.stories.join(number, other)
    show = library.names.find(SHOW).id
    record = Record(
        provider="tvmaze",
        kind="show",
        key="1",
        name=SHOW,
        url="https://maze.example/1",
        state="running",
        begun="2024-01-01",
        seasons=(Season(number=3, episodes=8, premiered=_SOON),),
        episodes=(
            Episode(season=2, number=4, name="Known title", date="2025-01-01"),
            Episode(season=3, number=1, name="The zqxepisode", date=_SOON),
        ),
        next=Episode(season=3, number=1, name="The zqxepisode", date=_SOON),
    )
    with library.database.write() as conn:
        kept = catalogue.keep(conn, record, fetched=NOW, expires=NOW + timedelta(days=9))
        catalogue.link(conn, show, kept, "title")
        row = conn.execute("SELECT data FROM earlier WHERE article = ?", (number,)).fetchone()
        assert row is not None, "the article has no earlier text"
    library.names.follow([show])
    library.progress.set(show, Seen(2, 4))
    library.tag([number], TagChange(("mine",)))
    library.queue([number])
    for one in (number, other):
        rule_secrets(library, one)
    library.clippings.highlight(number, [Place(0, 0, 20)], "a note of mine")
    with library.database.write() as conn:
        for block in before.blocks:
            if SECRET in block_text(block).casefold():
                veils.rule(conn, [block_text(block)], spoils=True)
        veils.settle(conn)
        # Taken back, these would let out what is guarded, and rightly so.
        conn.execute("DELETE FROM undo WHERE kind IN ('ruling', 'seen')")
        conn.execute("DELETE FROM undo WHERE sentence LIKE '%followed%'")
    return {"recap": number, "retold": other, "plain": third}


def found_in(text: str) -> list[str]:
    """Return the secret words in a text."""
    return sorted(set(re.findall(rf"{SECRET}\w*", text.casefold())))


_FOR_PROGRAMS = re.compile(
    rf"""(?:"(?:url|canonical_url|URL)":\s*"|\t|\burl\s=\s\{{)  # a key of JSON, a cell, a field of BibTeX
    https://[^\s"}}]*{SLUG}[^\s"}}]*""",
    re.VERBOSE,
)


def without_addresses(text: str) -> str:
    """Return what a command wrote without the addresses that stand where only a program looks for them."""
    return _FOR_PROGRAMS.sub("", text)


def page(article: Article) -> str:
    """Return an article as a page of its outlet."""
    words = "".join(f"<p>{block_text(block)}</p>" for block in article.blocks)
    return (
        f"<html><head><title>{article.title}</title></head><body><article><h1>{article.title}</h1>{words}"
        "</article></body></html>"
    )


__all__ = [
    "DEK_BLOCK",
    "NOW",
    "SECRET",
    "SHOW",
    "SLUG",
    "found_in",
    "furnish",
    "page",
    "plain",
    "recap",
    "retold",
    "without_addresses",
]
