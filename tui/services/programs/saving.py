"""Saving articles to the user's own server: from the command line and by a key."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pullquote.cache.core.article import Article, Veiled
from pullquote.cache.core.errors import Offline, PullquoteError, SettingsError
from pullquote.cache.core.sanitize import clean_address
from pullquote.cache.core.servers.saving import SERVICE_NAMES, ServiceName, ToSave

if TYPE_CHECKING:
    from pullquote.cache.library import Library

_HEADLINE = re.compile(r"<h1>.*?</h1>\s*", re.DOTALL)
NO_ADDRESS = "It has no address, and a server keeps an article by that."


def services_set(library: Library) -> list[ServiceName]:
    """Return the services whose servers the settings name."""
    return [service for service in SERVICE_NAMES if getattr(library.settings.save, service)]


def to_save(article: Article, *, complete: bool, tags: tuple[str, ...] = ()) -> ToSave | str:
    """Return an article as it goes to a server; a sentence where it cannot.

    Its text goes along where it is here whole: of one of which something is veiled the server gets the address alone.
    """
    address = clean_address(article.canonical_url or article.url)
    if address is None:
        return NO_ADDRESS
    if not complete or article.veiled or any(isinstance(block, Veiled) for block in article.blocks):
        return ToSave(url=address, tags=tags)
    from pullquote.cache.export.html import article_body  # lazy: only a text that goes along needs it

    return ToSave(
        url=address,
        title=article.title,
        html=_HEADLINE.sub("", article_body(article), count=1),
        byline=article.byline,
        published=article.published,
        language=article.language,
        tags=tags,
    )


def chosen(library: Library, numbers: Iterable[int]) -> Iterator[tuple[int, ToSave | str]]:
    """Yield articles of a library as they go to a server, or why one cannot."""
    for number in numbers:
        try:
            (headline,) = library.headlines([number]) or (None,)
            if headline is None:
                yield number, "It is not in the library any more."
                continue
            yield number, to_save(library.understood(number), complete=headline.complete, tags=headline.tags)
        except PullquoteError as error:
            yield number, str(error)


def save_one(library: Library, service: ServiceName, number: int) -> str:
    """Save one article and return the sentence for the status line. Raises ``PullquoteError``."""
    if library.offline:
        raise Offline(f"Saving to {SERVICE_NAMES[service]} needs the network, and --offline was given.")
    server = library.saving.find(service)
    if server is None:
        raise SettingsError(
            f"Log in once, in a terminal: `pullquote export --to {service} --login`. It asks for what it needs."
        )
    articles = list(chosen(library, [number]))

    async def save() -> str:
        async for saved in library.save_to(server, articles):
            return saved.problem
        return ""

    if problem := asyncio.run(save()):
        raise SettingsError(problem)
    return f"Saved to {SERVICE_NAMES[service]}"
