"""Which text to show: the feed's or the page's."""

from __future__ import annotations

import re

from pullquote.cache.core.article import Document, body_text, count_words

_PAYWALL = re.compile(
    r"subscribe (?:to|now|for)|already a (?:subscriber|member)|(?:sign|log) ?in to (?:continue|read|view)|"
    r"(?:create|register for) (?:a|an|your) (?:free )?account|"
    r"to continue reading|continue reading (?:this|with)|this (?:content|article|story) is (?:only |"
    r"exclusively )?(?:available )?(?:for|to) (?:subscribers|members|premium)|"
    r"unlock (?:this|the|unlimited)|start your (?:free )?trial|you(?:'|’)ve reached your (?:limit|monthly)|"
    r"(?:nur für|réservée?s? aux|exclusiv[oa]s? para|riservat[oi] agli|alleen voor|(?:bare|kun|forbeholdt) (?:for )?|"
    r"för|tylko dla) (?:unsere |nos |los |las |nuestros |os |onze |våra |våre |vores )?"
    r"(?:abo|suscri|assin|prenum|subskr)\w+",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"we (?:value|care about) your privacy|"
    r"(?:accept|manage|reject) (?:all )?cookies|uses? cookies|"
    r"partn\w{2,8} (?:\w+ ){0,2}(?:stor(?:e|ing)|process|access|speichern|verarbeiten|stock|trait|almacena|archivi|"
    r"memorizz|opslaan|slaan|lagrar|lagrer|przechow)",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    r"enable javascript|javascript (?:is|must be) (?:disabled|enabled|required)|ad ?blocker", re.IGNORECASE
)
_REFUSAL = re.compile(
    r"verify (?:that )?you are (?:a )?human|are you a robot|checking your browser|access denied|page not found|"
    r"404 not found|just a moment\.\.\.|unusual traffic|not available in your (?:region|country)|legal reasons",
    re.IGNORECASE,
)
# What pages without any text say of why, in the languages of the outlets.
_PAYWALL_WORDS = re.compile(
    r"\bsubscri|\babo\b|\babonn|\babbon|\bsuscri|\bassina|\bprenumer|\bsubskry|购买|订阅|有料|会員|구독", re.I
)
_CONSENT_WORDS = re.compile(
    r"\bcookies?\b|\bconsent|\bzustimm|\beinwillig|\bgdpr\b|\bdsgvo\b|\brgpd\b|クッキー|쿠키", re.I
)
_PAYWALL_SENTENCE = "This page shows its text to subscribers only."
_CONSENT_SENTENCE = "This page asks for consent to cookies before it shows its text."
_SCRIPT_SENTENCE = "This page shows its text by scripts, which Pullquote does not run."
_WALLS = (
    (_REFUSAL, "The outlet refused this page or has none at this address any more."),
    (_PAYWALL, _PAYWALL_SENTENCE),
    (_CONSENT, _CONSENT_SENTENCE),
    (_SCRIPT, _SCRIPT_SENTENCE),
)
_STILL_WHOLE = 0.9
"""Share of a text's words that another of the same article has at least."""
_SAME_ARTICLE = 0.3
"""Share of the words of a text that another of the same article has too."""
_MAX_WALL = 40  # words; a wall that says one such thing says little else
_MAX_LOOK = 20_000  # characters


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
    if page_words < _STILL_WHOLE * feed_words:
        return False
    if feed_words >= 60 and _shared(feed_text, page_text) < _SAME_ARTICLE:
        return False
    if page_words >= 1.15 * feed_words:
        return True
    return len(page.blocks) > len(feed.blocks) or _count_spans(page) > _count_spans(feed)


def is_page_whole(before: Document, page: Document) -> bool:
    """Return whether a page that was read before tells its article again, and not only the beginning of it.

    ``before`` is what it told then: words may have been put right since, so that it need not say more.
    """
    earlier, now = body_text(before.blocks), body_text(page.blocks)
    words = count_words(now)
    if words < _STILL_WHOLE * count_words(earlier) or (is_stub(now) and not is_stub(earlier)):
        return False
    return words > 0 and _shared(earlier, now) >= _SAME_ARTICLE


def is_stub(text: str) -> bool:
    """Return whether a text asks for a subscription, consent or a browser instead of telling a story."""
    words = count_words(text)
    if words >= 400:
        return False
    found = sum(len(pattern.findall(text)) for pattern, _ in _WALLS)
    return found > 0 and (words < 120 or found >= 3)


def wall_of(title: str, text: str) -> str | None:
    """Return in one sentence what stands in place of an article, ``None`` if ``text``, what was read, may be one.

    ``title`` is the page's headline: a robot check or a question of consent often says there what it is.
    """
    text = f"{title}\n{text}"
    if not is_stub(text):
        return None
    found = [(len(pattern.findall(text)), sentence) for pattern, sentence in _WALLS]
    if sum(count for count, _ in found) < 2 and count_words(text) > _MAX_WALL:
        return None  # a short article with one such line in it
    return max(found)[1]


def why_empty(page: str, *, has_scripts: bool) -> str:
    """Return in one sentence why nothing was found on a page of which ``page`` is all the text."""
    page = page[:_MAX_LOOK]
    if _REFUSAL.search(page):
        return _WALLS[0][1]
    if "javascript" in page.lower():
        return _SCRIPT_SENTENCE
    if _PAYWALL.search(page) or _PAYWALL_WORDS.search(page):
        return _PAYWALL_SENTENCE
    if _CONSENT.search(page) or _CONSENT_WORDS.search(page):
        return _CONSENT_SENTENCE
    return _SCRIPT_SENTENCE if has_scripts else "No text was found on this page."


def _shared(feed_text: str, page_text: str) -> float:
    """Return the share of the feed's words, in runs of three, that the page has too."""
    feed_runs, page_runs = _runs(feed_text), _runs(page_text)
    return len(feed_runs & page_runs) / len(feed_runs) if feed_runs else 1.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + 3]) for i in range(len(words) - 2)}


def _count_spans(document: Document) -> int:
    return sum(len(getattr(block, "spans", ())) for block in document.blocks)
