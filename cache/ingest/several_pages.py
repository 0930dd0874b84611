"""Articles that are put on several pages: which page is asked for next, and all of them for a person who waits."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Final

from pullquote.cache.core.errors import PullquoteError
from pullquote.cache.core.urls import host_of
from pullquote.cache.workers.protocol import Analyzed, OtherPage

if TYPE_CHECKING:
    from pullquote.cache.fetch.client import HttpResponse

MOST_PAGES: Final = 12
"""Pages of one article that are fetched."""


def other_pages(answers: Sequence[HttpResponse]) -> tuple[OtherPage, ...]:
    """Return all pages but the first, as a worker takes them."""
    return tuple(OtherPage(one.body, one.url, one.headers.get("content-type")) for one in answers[1:])


def goes_on(found: Analyzed, answers: Sequence[HttpResponse]) -> str | None:
    """Return the address at which an article goes on behind the pages that came, on the same host."""
    url = found.next_page
    if url is None or len(answers) >= MOST_PAGES or host_of(url) != host_of(answers[0].url):
        return None
    return None if url in {answer.url for answer in answers} else url


async def read_on(
    answer: HttpResponse,
    ask: Callable[[str], Awaitable[HttpResponse]],
    analyze: Callable[[Sequence[HttpResponse]], Awaitable[Analyzed]],
) -> Analyzed:
    """Return an article with all its pages, from the answer that its first came with.

    A page that does not come leaves those before it. Raises what ``analyze`` raises for the first.
    """
    answers = [answer]
    found = await analyze(answers)
    with contextlib.suppress(PullquoteError):
        while url := goes_on(found, answers):
            answers.append(await ask(url))
            found = await analyze(answers)
    return found
