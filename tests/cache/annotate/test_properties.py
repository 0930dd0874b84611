"""Any text gives Links whose offsets point at what they claim; hostile text ends in bounded time."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st
from msgspec import structs

from pullquote.cache.annotate import KnownEntities, annotate
from pullquote.cache.annotate.text.quotation_marks import quoted_runs
from pullquote.cache.annotate.text.tokens import LIMIT, tokens
from pullquote.cache.core.article import (
    DEK_BLOCK,
    TITLE_BLOCK,
    Annotations,
    BlockQuote,
    Document,
    Heading,
    Hint,
    Item,
    ListBlock,
    Paragraph,
    PullQuote,
    Span,
    SpanKind,
    block_text,
)
from pullquote.cache.core.results import KnownEntity

from ...waiting import WAIT

_MARKS = ["“", "”", '"', "‘", "’", "'", "«", "»", " ", " ", " ", ". ", ", ", "\n", "(", ")", ":", "-", "—"]
_WORDS = (
    "Anna Reyes|Reyes|said|told|the actress|he|she|Netflix|The Quiet Hours|season 2|premieres on|May 4|2019|this Friday"
    "|plays|as|and|series|star|of|I|’s|'s|A|été|日本|🎬|Mr.|J.J.|&|renewed|in|by|X|Universe|next spring|Sept.|31"
).split("|")
_PIECES = st.sampled_from([*_MARKS, *_WORDS])
_TEXTS = st.lists(_PIECES | st.text(max_size=4), max_size=40).map("".join)


@st.composite
def _spans(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    if not text:
        return ()
    found = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kinds: tuple[SpanKind, ...] = ("emphasis", "link", "cite", "strong")
        kind = draw(st.sampled_from(kinds))
        found.append(Span(start, end, kind, "https://www.imdb.com/title/tt1/" if kind == "link" else None))
    return tuple(found)


@st.composite
def _documents(draw: st.DrawFn) -> Document:
    blocks = []
    for _ in range(draw(st.integers(0, 5))):
        text = draw(_TEXTS)
        make = draw(st.sampled_from([Paragraph, Heading, BlockQuote, PullQuote, None]))
        if make is None:
            blocks.append(ListBlock((Item(text, draw(_spans(text))), Item("The Quiet Hours"))))
        else:
            block = make(text=text, spans=draw(_spans(text)))
            if isinstance(block, PullQuote | BlockQuote):
                block = structs.replace(block, signature=draw(st.none() | _TEXTS))
            blocks.append(block)
    return Document(
        title=draw(st.none() | _TEXTS),
        dek=draw(st.none() | _TEXTS),
        blocks=tuple(blocks),
        hints=(Hint("The Quiet Hours", "TVSeries"), Hint("Anna Reyes")),
    )


def _check(document: Document, links: Annotations) -> None:
    assert len(links.blocks) == len(document.blocks)
    texts = {TITLE_BLOCK: document.title or "", DEK_BLOCK: document.dek or ""}
    texts |= {i: block_text(b) for i, b in enumerate(links.blocks)}
    for before, after in zip(document.blocks, links.blocks, strict=True):
        assert block_text(before) == block_text(after)
    counted = [0] * len(links.entities)
    for mention in links.mentions:
        surface = texts[mention.block][mention.start : mention.end]
        entity = links.entities[mention.entity]
        assert surface in (entity.name, *entity.aka)
        counted[mention.entity] += 1
    assert counted == [e.mentions for e in links.entities]
    assert all(e.mentions > 0 or "signature" in e.evidence for e in links.entities)
    for quote in links.quotes:
        assert texts[quote.block][quote.start : quote.end] == quote.text
        assert quote.text.strip()
    for block in {m.block for m in links.mentions}:
        places = sorted((m.start, m.end) for m in links.mentions if m.block == block)
        assert all(a[1] <= b[0] for a, b in pairwise(places)), "mentions overlap"


@settings(max_examples=150, deadline=None)
@given(_documents())
def test_offsets_point_at_what_they_claim(document: Document) -> None:
    _check(document, annotate(document))


def test_what_is_made_up_here_has_names_and_quotes() -> None:
    patient = settings(max_examples=1_000, deadline=None)
    found = find(_documents(), lambda one: bool((made := annotate(one)).mentions and made.quotes), settings=patient)
    assert found.blocks


@settings(max_examples=60, deadline=None)
@given(_documents())
def test_known_names_keep_the_offsets_right(document: Document) -> None:
    known = KnownEntities(
        [
            KnownEntity(name="Reyes", type="film", articles=5),
            KnownEntity(name="Anna Reyes", type="character", fixed=True),
            KnownEntity(name="The Quiet Hours", type="show", aka=("Quiet Hours", "Hours"), articles=3),
            KnownEntity(name="Netflix", type="organization", hidden=True),
        ]
    )
    links = annotate(document, known)
    _check(document, links)
    assert not any(e.name == "Netflix" for e in links.entities)


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_has_tokens_and_runs_inside_it(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
    for run in quoted_runs(text):
        assert 0 <= run.outer_start <= run.start <= run.end <= run.outer_end <= len(text)


_HOSTILE = {
    "straight marks": "'\"' * n",
    "curly marks": "'“' * n",
    "pairs": "'“”' * n",
    "apostrophes": '" \'a" * n',
    "capitals": "'A ' * n",
    "names": "'Anna Reyes (Tom Brand), ' * n",
    "different names": "' '.join(f'Anna R{i:x}x said' for i in range(n // 12))",
    "titles": "' '.join(f'“Q{i:x}x”,' for i in range(n // 9))",
    "speech": "'\"a b c,\" she said. ' * n",
    "parentheses": "'(' * n",
    "years": "'A (2009) ' * n",
    "seasons": "'A season 2, ' * n",
    "possessives": '"Anna\'s " * n',
    "dates": "'May 4, 2016 ' * n",
    "one word": "'a' * n",
    "hyphens": "'A-' * n",
}


@pytest.mark.parametrize("make", _HOSTILE.values(), ids=_HOSTILE.keys())
def test_hostile_text_ends(make: str) -> None:
    """A megabyte is understood long before a deadline that only a runaway rule would reach."""
    program = (
        "from pullquote.cache.annotate import annotate\n"
        "from pullquote.cache.core.article import Document, Paragraph, Span\n"
        f"n = 1_000_000\ntext = ({make})[:n]\n"
        "spans = tuple(Span(i, i + 5, 'emphasis') for i in range(0, len(text) - 9, 1000))\n"
        "annotate(Document(title='A', blocks=(Paragraph(text, spans),)))\n"
        "annotate(Document(title='A', blocks=tuple(Paragraph(text[i:i + 90]) for i in range(0, len(text), 90))))\n"
        "print(len(text))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=WAIT)
    assert int(done.stdout) > 900_000


def test_text_beyond_the_limit_is_left_alone() -> None:
    text = "word " * (LIMIT // 5) + "“I have said enough,” said Anna Reyes."
    links = annotate(Document(blocks=(Paragraph(text),)))
    assert links.quotes == ()
    assert block_text(links.blocks[0]) == text
