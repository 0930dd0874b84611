"""Files that come with an article, in words."""

from __future__ import annotations

from pullquote.cache.core.article import Article, Embed, Enclosure
from pullquote.cache.core.sanitize import clean_address, clean_line
from pullquote.cache.core.urls import site_of


def facts_of(enclosure: Enclosure) -> tuple[str, ...]:
    """Return what it is, how long it plays, how large it is and where it lies: ``Audio``, ``42 min``, ``38 MB``."""
    facts = [enclosure.kind]
    if enclosure.seconds:
        minutes = round(enclosure.seconds / 60)
        hours = f"{minutes // 60} h {minutes % 60:02d} min" if minutes >= 60 else f"{minutes} min"
        facts.append(hours if minutes else f"{enclosure.seconds} s")
    if enclosure.length:
        megabytes = enclosure.length / 1_000_000
        facts.append(f"{megabytes:,.0f} MB" if megabytes >= 10 else f"{max(0.1, megabytes):.1f} MB")
    return (*facts, site_of(enclosure.url))


def playable(article: Article) -> list[tuple[str, str]]:
    """List what of an article another program may play, as (address, what it is): its files, then what it embeds."""
    files = [(file.url, " · ".join(facts_of(file))) for file in article.enclosures]
    embeds = [
        (block.url, clean_line(f"{block.provider_name}: {block.text or site_of(block.url)}", 120))
        for block in article.blocks
        if isinstance(block, Embed) and block.url
    ]
    return [(clean, words) for address, words in dict.fromkeys((*files, *embeds)) if (clean := clean_address(address))]
