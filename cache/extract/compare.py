"""Which text to show: the feed's or the page's."""

from __future__ import annotations

import re

from pullquote.cache.core.article import Document, body_text, count_words

_STUB = re.compile(
    r"subscribe (?:to|now|for)|already a (?:subscriber|member)|(?:sign|log) ?in to (?:continue|read|view)|"
    r"(?:create|register for) (?:a|an|your) (?:free )?account|"
    r"to continue reading|continue reading (?:this|with)|this (?:content|article|story) is (?:only |"
    r"exclusively )?(?:available )?(?:for|to) (?:subscribers|members|premium)|"
    r"unlock (?:this|the|unlimited)|start your (?:free )?trial|you(?:'|’)ve reached your (?:limit|monthly)|"
    r"we (?:value|care about) your privacy|"
    r"(?:accept|manage|reject) (?:all )?cookies|uses? cookies|our partners (?:store|process)|enable javascript|"
    r"javascript (?:is|must be) (?:disabled|enabled|required)|"
    r"verify (?:that )?you are (?:a )?human|are you a robot|checking your browser|access denied|page not found|"
    r"404 not found|"
    r"ad ?blocker|not available in your (?:region|country)|legal reasons",
    re.IGNORECASE,
)


def is_page_better(feed: Document, page: Document) -> bool:
    """Return whether the page's text should be shown instead of the feed's.

    The page wins when it says more: clearly more words, or the same with structure the feed lacks. It
    loses when it is a stub (a paywall, a consent wall, a robot check) or holds none of the feed's words
    though the feed gave a real text.
    """
    feed_text, page_text = body_text(feed.blocks), body_text(page.blocks)
    feed_words, page_words = count_words(feed_text), count_words(page_text)
    if page_words == 0:
        return False
    if is_stub(page_text) and page_words <= max(feed_words, 150):
        return False
    if feed_words == 0:
        return True
    if page_words < 0.9 * feed_words:
        return False
    if feed_words >= 60 and _shared(feed_text, page_text) < 0.3:
        return False
    if page_words >= 1.15 * feed_words:
        return True
    return len(page.blocks) > len(feed.blocks) or _count_spans(page) > _count_spans(feed)


def is_stub(text: str) -> bool:
    """Return whether a text asks for a subscription, consent or a browser instead of telling a story."""
    words = count_words(text)
    found = len(_STUB.findall(text))
    return found > 0 and (words < 120 or (found >= 3 and words < 400))


def _shared(feed_text: str, page_text: str) -> float:
    """Return the share of the feed's words, in runs of three, that the page has too."""
    feed_runs, page_runs = _runs(feed_text), _runs(page_text)
    return len(feed_runs & page_runs) / len(feed_runs) if feed_runs else 1.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}


def _count_spans(document: Document) -> int:
    return sum(len(getattr(block, "spans", ())) for block in document.blocks)
