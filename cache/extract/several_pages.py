"""An article that is put on several pages, put together: each page as it was read, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from pullquote.cache.core.article import Block, Document, Heading, Image, block_text
from pullquote.cache.extract.html.inline import comparison_key

_PAGE_NUMBER = re.compile(r"[\s\W]*\b(?:[^\W\d]{1,10}\.?\s+)?\d{1,2}(?:\s*(?:/|[^\W\d]{1,4})\s*\d{1,2})?\W*$")
"""What the title of another page ends in: "– Page 2", "(2/5)", "Seite 2 von 5"."""


def joined(pages: Sequence[Document]) -> Document:
    """Return the article whose pages were read one after the other.

    What the first says of itself counts; a page adds its blocks, but for those at its ends that one before it had,
    under a heading where it has a headline of its own. A page that adds nothing, or is of another article, ends it:
    ``next_page`` is ``None`` then.
    A page that only says where the article stands gives way to that.
    """
    first, *others = pages
    if first.elsewhere and others:
        there = joined(others)
        return first if there.elsewhere or not there.blocks else replace(there, url=first.url)
    last = first
    blocks = list(first.blocks)
    seen = {_key(block) for block in blocks} | {_key(Heading(first.title or ""))}
    for page in others:
        fresh = _between(page.blocks, seen)
        if not fresh or not _is_of(first, page):
            last = replace(last, next_page=None, notice=None)
            break
        title = Heading(page.title or "")
        if _bare(page.title) != _bare(first.title) and _key(title) not in seen:
            fresh.insert(0, title)
        blocks += fresh
        seen.update(map(_key, fresh))
        last = page
    related = dict.fromkeys(reference for page in pages for reference in page.related)
    return replace(first, blocks=tuple(blocks), next_page=last.next_page, notice=last.notice, related=tuple(related))


def _between(blocks: Sequence[Block], seen: set[str]) -> list[Block]:
    """Return the blocks from the first to the last that is not ``seen``: others may well say the same, "Pros" each."""
    fresh = [at for at, block in enumerate(blocks) if _key(block) not in seen]
    return list(blocks[fresh[0] : fresh[-1] + 1]) if fresh else []


def _is_of(first: Document, page: Document) -> bool:
    """Return whether a page is of the article: by its headline, or by an address that begins as that of the first."""
    if _bare(page.title) == _bare(first.title):
        return True
    own = (first.url or "").partition("?")[0].rstrip("/").removesuffix(".html").removesuffix(".htm")
    return len(own) > _MIN_ADDRESS and (page.url or "").startswith(own)


_MIN_ADDRESS = 20
"""Characters of an address that is more than that of a site."""


def _bare(title: str | None) -> str:
    return comparison_key(_PAGE_NUMBER.sub("", title or ""))


def _key(block: Block) -> str:
    if isinstance(block, Image):
        return block.url or block.caption or ""
    return comparison_key(block_text(block)) or repr(block)
