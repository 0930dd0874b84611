"""The names of an article in groups, and which of them are folded away: those that are named once and do nothing."""

from __future__ import annotations

from collections.abc import Collection

from pullquote.cache.core.article import ENTITY_KINDS, ENTITY_TYPES, Article, Entity, EntityType, Release

FEWEST_SHOWN = 5
FEWEST_FOLDED = 8
"""Names that are worth a row that stands for them."""


def folded(article: Article, followed: Collection[tuple[EntityType, str]] = ()) -> frozenset[int]:
    """Return the names to fold away: named once, without words or dates of their own, and not ``followed``.

    None is folded where few would be; where nearly all would be, the first ones stay.
    """
    speakers = {quote.speaker for quote in article.quotes}
    dated = {release.title.casefold() for release in article.releases}
    once = [
        index
        for index, entity in enumerate(article.entities)
        if entity.mentions <= 1
        and (entity.type, entity.name) not in followed
        and speakers.isdisjoint((entity.name, *entity.aka))
        and dated.isdisjoint(name.casefold() for name in (entity.name, *entity.aka))
    ]
    kept = max(0, FEWEST_SHOWN - (len(article.entities) - len(once)))
    once = once[kept:]
    return frozenset(once) if len(once) >= FEWEST_FOLDED else frozenset()


def groups(article: Article, hidden: Collection[int] = ()) -> dict[str, list[int]]:
    """Return the article's entities by heading, without ``hidden`` ones; songs follow the album they are of."""
    sections: dict[str, list[int]] = {}
    for kind in ENTITY_TYPES:
        for index, entity in enumerate(article.entities):
            if entity.type == kind and index not in hidden:
                sections.setdefault(ENTITY_KINDS[kind].heading, []).append(index)
    if music := sections.get(ENTITY_KINDS["album"].heading):
        place = {article.entities[index].name: at for at, index in enumerate(music)}
        own = {index: place.get(article.entities[index].facts.get("album", ""), at) for at, index in enumerate(music)}
        music.sort(key=lambda index: (own[index], article.entities[index].type != "album"))
    return sections


def quotes_of(article: Article, entity: Entity) -> list[str]:
    """Return what somebody says in an article."""
    names = {entity.name, *entity.aka}
    return [quote.alone for quote in article.quotes if quote.speaker in names]


def releases_of(article: Article, entity: Entity) -> list[Release]:
    """Return the dates and facts an article states for a title."""
    names = {entity.name.casefold(), *(aka.casefold() for aka in entity.aka)}
    return [release for release in article.releases if release.title.casefold() in names]
