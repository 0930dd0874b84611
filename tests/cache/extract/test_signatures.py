# ruff: noqa: E501 -- markup and prose read better on one line
"""A quotation that is signed: the signature leaves the text, stays with the quotation, and names who said it."""

from __future__ import annotations

import pytest

from pullquote.cache.annotate import annotate
from pullquote.cache.core.article import Annotations, BlockQuote, PullQuote, body_text
from pullquote.cache.extract import read_page

from .pages import PARAGRAPHS, page, paragraphs

URL = "https://daily-reel.example/tv/harbour-lights"
SAID = "“I would sooner row to work than film another storm in that basin.”"
BARE = "I would sooner row to work than film another storm in that basin."
SPOKEN = "<p>“Nobody asked for the rain,” said Kim Vale, who leads the cast of the show.</p>"


def signed(markup: str) -> tuple[PullQuote | BlockQuote, Annotations]:
    """Return the only quotation of a page that is set off, and what is known of the page."""
    document = read_page(page(paragraphs(SPOKEN, markup)), url=URL)
    links = annotate(document)
    (block,) = (b for b in links.blocks if isinstance(b, PullQuote | BlockQuote))
    assert BARE in block.text
    return block, links


@pytest.mark.parametrize(
    "markup",
    [
        # By element, inside.
        f"<figure class='wp-block-pullquote'><blockquote><p>{SAID}</p><cite>Rhea Dunmore</cite></blockquote></figure>",
        f"<blockquote><p>{BARE}</p><footer>Rhea Dunmore</footer></blockquote>",
        f"<blockquote><p>{BARE}</p><footer class='blockquote-footer'>Rhea Dunmore in <cite title='Source'>The Slate Coast</cite></footer></blockquote>",
        f"<blockquote><p>{BARE}</p><small>Rhea Dunmore</small></blockquote>",
        f"<blockquote>{BARE} <cite>Rhea Dunmore</cite></blockquote>",
        f"<blockquote><p>{BARE}<br><cite>– Rhea Dunmore</cite></p></blockquote>",
        f"<blockquote><p>{BARE}</p><p><cite>Rhea Dunmore, camera operator</cite></p></blockquote>",
        f"<aside class='c-pull_quote'><p>{BARE}</p><h4>Rhea Dunmore</h4></aside>",
        # By element, beside.
        f"<figure><blockquote><p>{BARE}</p></blockquote><figcaption>Rhea Dunmore</figcaption></figure>",
        f"<figure class='quote'><blockquote>{BARE}</blockquote><figcaption>—<cite>Rhea Dunmore</cite>, <span>Slate Coast</span></figcaption></figure>",
        f"<div class='quote'><blockquote>{BARE}</blockquote><cite>Rhea Dunmore</cite></div>",
        f"<div class='q'><blockquote>{BARE}</blockquote><footer>Rhea Dunmore</footer></div>",
        f"<figure><p>{SAID}</p><figcaption>Rhea Dunmore</figcaption></figure>",
        # By name.
        f"<div class='pullquote'><p class='pullquote__text'>{SAID}</p><p class='pullquote__attribution'>Rhea Dunmore</p></div>",
        f"<div class='Pullquote'><p class='Pullquote-quote'>{BARE}</p><p class='Pullquote-source'>Rhea Dunmore</p></div>",
        f"<div class='c'><p class='pull-quote-text'>{BARE}</p><p class='pull-quote-attribution'>Rhea Dunmore</p></div>",
        f"<aside class='pull-quote'><span class='body'>{BARE}</span><span class='quote-author'><b>Rhea Dunmore</b> <i>camera operator</i></span></aside>",
        f"<blockquote><p>{BARE}</p><div class='byline'><span class='name'>Rhea Dunmore</span><span class='role'>Camera operator</span></div></blockquote>",
        f"<blockquote><p>{BARE}</p></blockquote><p class='attribution'>Rhea Dunmore</p>",
        f"<blockquote><p>{BARE}</p></blockquote><div class='quote__author'>Rhea Dunmore</div>",
        f"<aside><p>{SAID}</p><p class='attribution'>Rhea Dunmore</p></aside>",
        # By a dash.
        f"<blockquote><p>{SAID}</p><p>— Rhea Dunmore, camera operator</p></blockquote>",
        f"<blockquote><p>{BARE}</p><p>-- Rhea Dunmore</p></blockquote>",
        f"<blockquote>{SAID}<br>&ndash; Rhea Dunmore</blockquote>",
        f"<blockquote>{SAID}<br>&mdash; Rhea Dunmore, <cite>Letters I wrote on the quay</cite></blockquote>",
        f"<blockquote><p>{SAID} — Rhea Dunmore, camera operator</p></blockquote>",
        f"<blockquote><p>{BARE}</p></blockquote><p>— Rhea Dunmore</p>",
        f"<blockquote class='Pullquote'><p>{BARE} —Rhea Dunmore</p></blockquote>",
        f"<aside><p>{SAID}</p><p>— Rhea Dunmore</p></aside>",
        f"<p>{SAID}</p><p>— Rhea Dunmore, camera operator</p>",
        f"<p>{SAID} — Rhea Dunmore</p>",
        f"<aside><blockquote><p>{BARE}</p></blockquote><p>— Rhea Dunmore</p></aside>",
        f"<blockquote><p>{SAID}</p><p>— Rhea Dunmore<br>camera operator</p></blockquote>",
        f"<blockquote><p>{BARE}</p></blockquote><p>— Rhea Dunmore<br>camera operator</p>",
        # In a box that is a quotation by its name alone.
        f"<div class='article-quote'><p>{BARE}</p><span class='author'>Rhea Dunmore</span></div>",
        f"<figure class='c-quote'><p>{BARE}</p><figcaption>Rhea Dunmore</figcaption></figure>",
        f"<aside><p>{SAID}</p><cite>Rhea Dunmore</cite></aside>",
        f"<blockquote class='x-blockquote'><p>{BARE}</p><div class='q-footer'><cite>Rhea Dunmore</cite><a class='tweet-button'>Tweet</a></div></blockquote>",
        # By nothing but a line of its own.
        f"<blockquote><p>{SAID}</p><p>Rhea Dunmore, The Slate Coast</p></blockquote>",
        f"<blockquote><p>{SAID}</p></blockquote><p>Rhea Dunmore, The Slate Coast</p>",
        f"<div class='pullquote'><p>{SAID}</p><p>Rhea Dunmore</p></div>",
        f"<blockquote>{SAID}<br>Rhea Dunmore<br>The Slate Coast</blockquote>",
        f"<blockquote><p>{SAID}</p><p><em>Rhea Dunmore, The Slate Coast</em></p></blockquote>",
    ],
)
def test_the_speaker_is_who_signs(markup: str) -> None:
    block, links = signed(markup)
    assert block.signature is not None
    assert block.signature.startswith("Rhea Dunmore")
    assert block.text.strip("“”") == BARE
    assert block.speaker == "Rhea Dunmore"
    assert "Rhea Dunmore" not in body_text(links.blocks)
    (quote,) = (q for q in links.quotes if BARE in q.text)
    assert (quote.text, quote.speaker, quote.evidence) == (BARE, "Rhea Dunmore", "signature")
    assert [(e.name, e.type) for e in links.entities if "Dunmore" in e.name] == [("Rhea Dunmore", "person")]
    assert [q.speaker for q in links.quotes if q.text.startswith("Nobody")] == ["Kim Vale"]


@pytest.mark.parametrize(
    ("signature", "speaker", "via"),
    [
        ("Rhea Dunmore, The Slate Coast", "Rhea Dunmore", "The Slate Coast"),
        ("Rhea Dunmore, camera operator, The Slate Coast", "Rhea Dunmore", "The Slate Coast"),
        ("Rhea Dunmore (Variety)", "Rhea Dunmore", "Variety"),
        ("Rhea Dunmore to The Slate Coast", "Rhea Dunmore", "The Slate Coast"),
        ("Rhea Dunmore, Camera Operator and Producer", "Rhea Dunmore", None),
        ("Rhea Dunmore on the second storm", "Rhea Dunmore", None),
        ("Rhea Dunmore, London", "Rhea Dunmore", None),
        ("Rhea Dunmore, Kamerafrau", "Rhea Dunmore", None),
        (
            "<span class='name'>Rhea Dunmore</span> <span class='org'>Slate Coast Herald</span>",
            "Rhea Dunmore",
            "Slate Coast Herald",
        ),
        ("Rhea Dunmore, CEO", "Rhea Dunmore", None),
        ("RHEA DUNMORE", "Rhea Dunmore", None),
        ("Vale", "Kim Vale", None),
        ("Sol Dunmore, Jr.", "Sol Dunmore Jr.", None),
        ("@rheadunmore via Instagram", "@rheadunmore", "Instagram"),
        ("<cite>Letters I wrote on the quay</cite>, Rhea Dunmore", "Rhea Dunmore", None),
        ("a spokesperson for the harbour", "a spokesperson", None),
        ("The Slate Coast", None, "The Slate Coast"),
        ("Variety", None, "Variety"),
        ("ドンモア玲", "ドンモア玲", None),
    ],
)
def test_a_signature_names_speaker_and_outlet(signature: str, speaker: str | None, via: str | None) -> None:
    block, links = signed(f"<blockquote><p>{SAID}</p><footer>— {signature}</footer></blockquote>")
    assert (block.speaker, block.via) == (speaker, via)
    (quote,) = (q for q in links.quotes if BARE in q.text)
    assert (quote.speaker, quote.via) == (speaker, via)
    assert not [e.name for e in links.entities if e.type in ("show", "film", "franchise") and "Dunmore" in e.name]


def test_a_person_in_italics_who_signs_is_no_show() -> None:
    document = read_page(
        page(paragraphs(f"<p>Pages by <em>Rhea Dunmore</em> hang on the wall of the office.</p><blockquote><p>{BARE}</p><cite>Rhea Dunmore</cite></blockquote>")),
        url=URL,
    )  # fmt: skip
    entities = annotate(document).entities
    assert [(e.type, e.mentions) for e in entities if e.name == "Rhea Dunmore"] == [("person", 1)]


def test_the_signature_of_a_pull_quote_speaks_for_the_sentence_it_repeats() -> None:
    text = "<p>Kim Vale laughed. “I would sooner row to work than film another storm,” came the answer.</p>"
    pull = (
        "<aside class='pullquote'>I would sooner row to work than film another storm<cite>Rhea Dunmore</cite></aside>"
    )
    links = annotate(read_page(page(paragraphs(text, pull)), url=URL))
    (block,) = (b for b in links.blocks if isinstance(b, PullQuote))
    assert (block.repeats, block.speaker) == (True, "Rhea Dunmore")
    assert [q.speaker for q in links.quotes if "sooner row" in q.text] == ["Rhea Dunmore"]


@pytest.mark.parametrize(
    "markup",
    [
        "<blockquote><p>All winter we watched <cite>Tin Kings</cite></p></blockquote>",
        "<blockquote><p>The best of it is <cite>Tin Kings</cite>, and after that nothing for a year.</p></blockquote>",
        "<blockquote><p>— Where have you been all night?</p><p>— On the ferry.</p></blockquote>",
        "<blockquote><p>The boat was late.</p><p>Nobody on the pier had seen it since the morning.</p></blockquote>",
        "<blockquote><p>“We went home — Kim drove.”</p></blockquote>",
    ],
)
def test_words_of_the_quotation_stay_in_it(markup: str) -> None:
    document = read_page(page(paragraphs(markup)), url=URL)
    (block,) = (b for b in document.blocks if isinstance(b, BlockQuote | PullQuote))
    assert block.signature is None
    words = " ".join(markup.replace("<p>", " ").replace("</p>", " ").split())
    for tag in ("<blockquote>", "</blockquote>", "<cite>", "</cite>"):
        words = words.replace(tag, "")
    assert block.text.split() == words.split()


@pytest.mark.parametrize(
    "below",
    [
        "<p>The crew laughed — and then it rained again for the rest of the long week on the coast.</p>",
        "<p>Vale agrees.</p>",
        "<p><b>Rhea Dunmore</b></p>",
        "<footer><p>Filed by the harbour desk in the long week of the storm on the coast</p></footer>",
    ],
)
def test_what_follows_a_quotation_is_no_signature_by_that_alone(below: str) -> None:
    document = read_page(page(paragraphs(f"<blockquote><p>{BARE}</p></blockquote>{below}")), url=URL)
    (block,) = (b for b in document.blocks if isinstance(b, BlockQuote))
    assert (block.text, block.signature) == (BARE, None)
    assert all(paragraph in body_text(document.blocks) for paragraph in PARAGRAPHS)


def test_the_source_of_an_article_below_a_quotation_is_not_its_signature() -> None:
    document = read_page(
        page(paragraphs(f"<blockquote><p>{BARE}</p></blockquote><p>Source: The Slate Coast</p>", at=5)), url=URL
    )
    assert document.source is not None
    assert [b.signature for b in document.blocks if isinstance(b, BlockQuote)] == [None]
