"""The one pass over an article: segments, evidence, entities, mentions, quotes, releases."""

from __future__ import annotations

from pullquote.cache.link.known import Known
from pullquote.cache.link.marks import quoted_runs
from pullquote.cache.link.text import segments
from pullquote.cache.model import Document, Links, Paragraph, PullQuote, Quote


def link(document: Document, known: Known = Known.EMPTY) -> Links:
    """Find quotes, people, works, organizations and release dates of ``document``."""
    blocks = list(document.blocks)
    quotes: list[Quote] = []
    for segment in segments(document):
        if segment.block < 0 or segment.kind in ("heading", "caption", "table", "embed", "repeat"):
            continue
        for run in quoted_runs(segment.text):
            text = segment.text[run.start : run.end]
            if run.nested or len(text.split()) < 3:
                continue
            whole = run.outer_start == 0 and run.outer_end >= len(segment.text.rstrip())
            block = blocks[segment.block]
            if whole and isinstance(block, Paragraph):
                blocks[segment.block] = PullQuote(text=block.text, spans=block.spans)
            quotes.append(
                Quote(
                    text=text,
                    kind="pull" if whole else "inline",
                    block=segment.block,
                    start=run.start,
                    end=run.end,
                    evidence="quotation marks",
                )
            )
    return Links(blocks=tuple(blocks), quotes=tuple(quotes))
