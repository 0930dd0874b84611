"""Quotations that report words: which runs between marks are speech, who said them, and to which outlet."""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec import structs

from pullquote.cache.annotate.answers import Answer, find_answers, interviewee, is_question
from pullquote.cache.annotate.entities import ArticleEntities
from pullquote.cache.annotate.signatures import is_full_name, signer_of
from pullquote.cache.annotate.speakers import Attribution, Speaker
from pullquote.cache.annotate.text.capitals import title_shape
from pullquote.cache.annotate.text.document_text import DocumentText
from pullquote.cache.annotate.text.quotation_marks import Quoted
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.annotate.text.vocabulary import FUNCTION_WORDS
from pullquote.cache.annotate.told import is_told_again, last_told, outlets_told, told_for
from pullquote.cache.annotate.works.marked import spoken
from pullquote.cache.core.article import (
    WORK_TYPES,
    Block,
    BlockQuote,
    Document,
    Paragraph,
    PullQuote,
    Quote,
    QuoteKind,
)
from pullquote.cache.core.names import name_key

_SILENT = ("heading", "title", "dek", "embed", "table", "repeat")
_LYRIC = re.compile(r"\S / \S")
_SUNG = "🎤🎙🎵🎶♪♫"
"""Signs that stand before or after words that are sung, and nobody's in the article."""
_BEFORE = " \u00a0—–-*•" + _SUNG
_AFTER = " \u00a0.—–-*" + _SUNG
_OPENING = re.compile(r"\s*[“”\"‘«„]")
_FIRST_PERSON = frozenset(
    "i i’m i'm i’ve i've i’d i’ll me my mine myself we we’re we're we’ve our us ourselves".split()
)
_SOURCE_LINE = r"(?i)^\s*(?:Source|Via|H/T|Credit)\s*:\s*(.{2,60}?)\s*$"
_NAMING = frozenset(
    "called titled entitled dubbed named known nicknamed labeled labelled termed so-called word phrase"
    " words term".split()
)


_SAID_OF_IT = re.compile(
    r"(?:(?:(?:that|this|it|those|these|the)(?:[’']s)?(?: (?:is|was|are|were|line|words?|quotes?|quotation|verdict|"
    r"assessment|sentiment|confession|admission|observation|advice|promise|warning|reply|answer|comes?|came|one|how))*"
    r",? (?:from|by|of|according to)|(?:that|this|it)(?:[’']s| is| was)|(?:so|thus) (?:says|said|spoke|wrote|speaks|"
    r"writes))\s+)",
    re.IGNORECASE,
)
"""How a paragraph begins that says whose words stand above it: "That is from Jane Roe", "So says Jane Roe"."""
_LONGEST_TITLE = 16
_SIGNED_LINE = re.compile(r"[\s.]*[—–―][\s—–―]*(\w.*)$")
_LONGEST_SIGNATURE = 200  # characters
_LONG_ENOUGH = 4  # words by which a quotation in the text is known to be the one that is set off


class Span:
    """A run that reports words, with its place in the article."""

    __slots__ = ("first", "last", "number", "run", "signed", "speaker", "via", "whole")

    def __init__(self, number: int, run: Quoted, first: int, last: int, whole: bool) -> None:
        self.number = number
        self.run = run
        self.first = first
        self.last = last
        self.whole = whole
        self.speaker: Speaker | None = None
        self.via: str | None = None
        self.signed = False


def spoken_runs(document_text: DocumentText, entities: ArticleEntities, titles: set[tuple[int, int]]) -> list[Span]:
    """Return the quotations that report words, and the answers of an interview that has no quotation marks.

    ``titles`` are (segment, offset) of runs that are titles.
    """
    spans: list[Span] = []
    answers = find_answers(document_text, entities)
    for number, segment in enumerate(document_text.segments):
        if segment.kind in _SILENT:
            continue
        body = len(segment.text.rstrip())
        if number in answers:
            spans.append(_answer_span(number, segment, document_text.quoted[number], answers[number]))
            continue
        if segment.tokens and _signature(document_text.document, segment):
            spans.append(_signed_span(document_text, number, body))
            continue
        for run in (r for r in document_text.quoted[number] if not r.nested):
            first, last = segment.index_at(run.start), segment.index_at(run.end)
            whole = _is_whole(segment, run, body)
            if (number, run.start) in titles and not spoken(segment, run):
                continue
            if _is_speech(segment, run, last - first, whole):
                spans.append(Span(number, run, first, last, whole))
        if (
            segment.kind in ("quote", "pull")
            and not any(s.number == number for s in spans)
            and len(segment.tokens) >= 3
        ):
            spans.append(_all_of(number, segment, body))
    return spans


def _answer_span(number: int, segment: Segment, quoted: list[Quoted], answer: Answer) -> Span:
    """Return the span of an answer, without quotation marks that stand around all of it."""
    run = Quoted(answer.start, answer.end, answer.start, answer.end, "", False, True)
    marked = next((r for r in quoted if r.outer_start == answer.start and r.outer_end == answer.end), None)
    first, last = segment.index_at(answer.start), segment.index_at(answer.end)
    span = Span(number, marked or run, first, last, False)
    span.signed, span.speaker = True, answer.speaker
    return span


def _all_of(number: int, segment: Segment, body: int) -> Span:
    """Return the span of a segment's whole text, which ends at ``body``."""
    start = len(segment.text) - len(segment.text.lstrip())
    return Span(number, Quoted(start, body, start, body, "", False, True), 0, len(segment.tokens), True)


def _signed_span(document_text: DocumentText, number: int, body: int) -> Span:
    """Return the span of a signed quotation: all of it, without the quotation marks around it."""
    segment = document_text.segments[number]
    for run in document_text.quoted[number]:
        if not run.nested and _is_whole(segment, run, body):
            return Span(number, run, segment.index_at(run.start), segment.index_at(run.end), True)
    return _all_of(number, segment, body)


def _signature(document: Document, segment: Segment) -> str | None:
    """Return the signature of the block a segment is the text of, if it is a signed quotation."""
    block = document.blocks[segment.block] if segment.block >= 0 else None
    return block.signature if isinstance(block, PullQuote | BlockQuote) else None


def _is_whole(segment: Segment, run: Quoted, body: int) -> bool:
    """Return whether nothing but marks and a dash stand around the run."""
    left = segment.text[: run.outer_start].strip(_BEFORE)
    right = segment.text[run.outer_end : body].strip(_AFTER)
    return not left and not right


def _is_speech(segment: Segment, run: Quoted, words: int, whole: bool) -> bool:
    text = segment.text[run.start : run.end].strip()
    if words < 3 and not (words and spoken(segment, run)):
        return False
    if run.mark in ("‘", "'") and words < 3:
        return False
    if spoken(segment, run):
        return True
    if 3 < words <= _LONGEST_TITLE and not whole and _in_title_case(segment, run):
        return False
    if words > 10:
        return True
    if whole:
        return words >= 4
    i = segment.index_at(run.outer_start)
    before = segment.tokens[i - 1] if i else None
    if (
        before is not None
        and before.lower in _NAMING
        and words < 7
        and before.lower not in ("called", "dubbed", "labeled", "labelled")
    ):
        return False
    if title_shape(text, 9) is not None:
        return text[-1:] in "?!" and words > 3
    return True


def _in_title_case(segment: Segment, run: Quoted) -> bool:
    """Return whether every word of weight has a capital, as in no sentence: the long title of an essay or a special."""
    words = segment.tokens[segment.index_at(run.start) : segment.index_at(run.end)]
    weighty = [w for w in words if w.lower not in FUNCTION_WORDS and w.text[0].isalpha()]
    return len(weighty) >= 4 and all(w.capital for w in weighty) and not all(w.text.isupper() for w in weighty)


def attribute(document_text: DocumentText, entities: ArticleEntities, spans: list[Span]) -> None:
    """Fill in speaker and outlet of every span."""
    if not spans:
        return
    inside: list[set[int]] = [set() for _ in document_text.segments]
    for span in spans:
        inside[span.number].update(range(span.first, span.last))
    rules = Attribution(entities, inside)
    signed = _sign(document_text, entities, spans)
    by_segment: dict[int, list[Span]] = {}
    for span in spans:
        by_segment.setdefault(span.number, []).append(span)
    previous: Speaker | None = None
    previous_number = -9
    via: str | None = None
    continued: set[Span] = set()
    for number, group in by_segment.items():
        segment = document_text.segments[number]
        if group[0].signed:
            continue
        told = outlets_told(entities, number, inside[number])
        again = None
        if not told and is_told_again(segment, inside[number]):
            again = last_told(entities, max(0, previous_number + 1), number) or via
        rules.coreference.last_speaker = previous.entity if previous is not None else None
        rules.coreference.follow(number)
        for position, span in enumerate(group):
            stop = group[position + 1].first if position + 1 < len(group) else len(segment.tokens)
            start = group[position - 1].last if position else 0
            rules.absent = frozenset(entities.named_within(number, span.first, span.last))
            rules.previous = group[position - 1].speaker if position else previous
            span.speaker = (
                (signed.get(_words_of(segment, span)) if signed else None)
                or _signed_on_its_line(entities, segment, span)
                or _beside(rules, segment, span, start, stop)
            )
            if (
                position == 0
                and previous is not None
                and not (span.speaker is not None and _goes_on(segment, span))
                and _is_continued(document_text, span, by_segment)
            ):
                span.speaker = previous._replace(evidence="speaker goes on")
                continued.add(span)
        _within(group, rules)
        for span in group:
            if span.speaker is None:
                rules.absent = frozenset(entities.named_within(number, span.first, span.last))
                span.speaker = _around(rules, document_text, span, previous, previous_number)
            if span.speaker is not None:
                previous, previous_number = span.speaker, number
            span.via = (
                told_for(segment, told, span.first, span.last)
                or again
                or (via if span in continued else _told_before(document_text, rules, span, by_segment))
            )
            via = span.via or (told[-1].name if told else via)


def _is_continued(document_text: DocumentText, span: Span, by_segment: dict[int, list[Span]]) -> bool:
    """Return whether a quotation goes on here: the one before was not closed, and its mark is repeated."""
    before = _segment_before(document_text, span.number)
    last = by_segment[before][-1] if before is not None and before in by_segment else None
    if last is None or last.run.closed or last.run.mark != span.run.mark:
        return False
    return not document_text.segments[span.number].text[: span.run.outer_start].strip(_BEFORE)


def _sign(document_text: DocumentText, entities: ArticleEntities, spans: list[Span]) -> dict[str, Speaker]:
    """Fill in speaker and outlet of signed quotations; return the speakers by what they said, repeats included.

    Nobody but who signs is the speaker, known or not.
    """
    by_number = {span.number: span for span in spans}
    found: dict[str, Speaker] = {}
    for number, segment in enumerate(document_text.segments):
        signature = _signature(document_text.document, segment)
        if not signature:
            continue
        speaker, via = _signer(entities, signature)
        span = by_number.get(number)
        if span is not None:
            span.signed, span.speaker, span.via = True, speaker, via
        if speaker is not None and (said := _key(segment.text)):
            found[said] = speaker
    return found


def _signed_on_its_line(entities: ArticleEntities, segment: Segment, span: Span) -> Speaker | None:
    """Return who signs a quotation that has a line to itself: "“…” — Ada Quill, designer", as in lists of them."""
    begin = segment.text.rfind("\n", 0, span.run.outer_start) + 1
    if segment.text[begin : span.run.outer_start].strip(_BEFORE):
        return None
    line, _, next_line = segment.text[span.run.outer_end :].partition("\n")
    if not next_line and not line.strip(_AFTER) and span.number + 1 < len(entities.document_text.segments):
        next_line = entities.document_text.segments[span.number + 1].text
    signature = _SIGNED_LINE.match((line if line.strip(_AFTER) else next_line.partition("\n")[0])[:_LONGEST_SIGNATURE])
    if signature is None:
        return None
    speaker, _ = _signer(entities, signature[1])
    return speaker if speaker is not None and is_full_name(speaker.name) else None


def _signer(entities: ArticleEntities, signature: str) -> tuple[Speaker | None, str | None]:
    """Return the speaker and the outlet a signature names; a person of the article by the name they have there."""
    titles = frozenset(name_key(entity.name) for entity in entities.all if entity.type in WORK_TYPES)
    name, via = signer_of(signature, titles)
    if name is None:
        return None, via
    entity = entities.find_person(name)
    return Speaker(name if entity is None else entities.all[entity].name, entity, "signature"), via


def _words_of(segment: Segment, span: Span) -> str:
    """Return what a quotation says in a form that compares with a pull quote's."""
    return _key(segment.text[span.run.start : span.run.end])


def _key(text: str) -> str:
    """Return the words of a text in small letters, nothing for one of few words."""
    words = re.findall(r"\w+", text.lower())
    return " ".join(words) if len(words) >= _LONG_ENOUGH else ""


def _beside(rules: Attribution, segment: Segment, span: Span, start: int, stop: int) -> Speaker | None:
    """Read the words right after and right before a quotation, the likelier side first."""
    number = span.number
    inner = segment.text[span.run.start : span.run.end].rstrip()
    gap = segment.text[span.run.outer_end :][:3]
    continues = _goes_on(segment, span)
    opening = segment.text[: span.run.outer_start].rstrip()[-1:]
    introduced = opening == ":" or (opening == "," and (inner[-1:] != "," or _leads_on(segment, stop)))
    if introduced:
        found = rules.before(number, segment, start, span.first)
        if found:
            return found
    if continues or (inner[-1:] not in (".",) and gap.strip()[:1] not in (".",)):
        limit = _sentence_end(segment, span.last, stop)
        found = rules.after(number, segment, span.last, limit, goes_on=continues)
        if found and (continues or found.evidence.startswith("verb after")):
            return found
    found = rules.before(number, segment, start, span.first)
    if found:
        return found
    limit = _sentence_end(segment, span.last, stop)
    if limit == stop < len(segment.tokens):
        return None  # the sentence behind it introduces the next quotation
    found = rules.after(number, segment, span.last, limit)
    return found if found and found.name else None


def _leads_on(segment: Segment, stop: int) -> bool:
    """Return whether the words before token ``stop`` introduce what is quoted there: "“…,” and Roe added, “…”"."""
    return stop < len(segment.tokens) and segment.gap(stop).lstrip()[:1] in (",", ":")


def _goes_on(segment: Segment, span: Span) -> bool:
    """Return whether the sentence goes on behind a quotation: "“…,” she said", "“…?” she asked"."""
    inner = segment.text[span.run.start : span.run.end].rstrip()
    gap = segment.text[span.run.outer_end :][:3]
    return inner[-1:] in (",", "?", "!", "—", "–", "-", "…") or gap.lstrip()[:1] == ","


def _sentence_end(segment: Segment, i: int, stop: int) -> int:
    after = bisect_right(segment.sentences, i)
    return min([stop, *segment.sentences[after : after + 1]])


def _within(group: list[Span], rules: Attribution) -> None:
    """Copy speakers within each paragraph: first from the span before, then from the span after."""
    for position, span in enumerate(group):
        if span.speaker is None and position and group[position - 1].speaker is not None:
            last = group[position - 1].speaker
            span.speaker = last._replace(evidence="same paragraph") if last else None
    for position in range(len(group) - 2, -1, -1):
        following = group[position + 1].speaker
        if group[position].speaker is None and following is not None:
            at = (group[position].number, group[position].first)
            named = rules.coreference.named_before(*at)
            here = rules.coreference.sentence(*at)
            own = not group[position].whole and any(m.sentence == here and m.subject for m in named)
            if not own and (not named or following.evidence != "same paragraph"):
                group[position].speaker = following._replace(evidence="same paragraph")


def _around(
    rules: Attribution, document_text: DocumentText, span: Span, previous: Speaker | None, previous_number: int
) -> Speaker | None:
    """Look at the sentence and the paragraphs around: a colon before, the last speaker, the last person named."""
    number, segment = span.number, document_text.segments[span.number]
    before = _segment_before(document_text, number)
    if segment.kind == "pull" and _is_the_outlets_own(segment):
        return None
    if span.whole or segment.kind in ("quote", "pull"):
        if before is not None:
            text = document_text.segments[before].text.rstrip()
            words = document_text.segments[before].tokens
            is_led_to = text.endswith((":", "："))
            if not is_led_to and (found := _named_below(rules, document_text, number)):
                return found
            if is_led_to or segment.kind == "quote":
                found = _last_sentence(rules, document_text, before, len(words))
                if found:
                    return found._replace(evidence="sentence before")
            if is_question(document_text, before) and (found := interviewee(document_text, rules.entities)):
                return found
        if previous is not None and before is not None and previous_number == before:
            return previous._replace(evidence="speaker goes on")
        if before is not None:
            found = _last_sentence(rules, document_text, before, len(document_text.segments[before].tokens))
            if found:
                return found._replace(evidence="sentence before")
    here = rules.coreference.sentence(number, span.first)
    own = [m for m in rules.coreference.named_before(number, span.first) if not m.pronoun or m.sentence < here]
    if own:
        sentence = own[-1].sentence
        after = bisect_right(segment.sentences, own[-1].token)
        end = min([span.first, *segment.sentences[after : after + 1]])
        if (found := rules.subject_of_last(number, segment, end)) and any(m.entity == found.entity for m in own):
            return found._replace(evidence="named in the sentence")
        subject = next((m for m in own if m.sentence == sentence and m.subject), own[-1])
        return Speaker(rules.entities.all[subject.entity].name, subject.entity, "named in the sentence")
    if previous is not None and number - previous_number <= 2:
        return previous._replace(evidence="speaker goes on")
    return None


def _named_below(rules: Attribution, document_text: DocumentText, number: int) -> Speaker | None:
    """Return the person of whom the paragraph below says that the words above it are theirs."""
    below = document_text.segments[number + 1] if number + 1 < len(document_text.segments) else None
    if below is None or below.kind != "paragraph" or not (said := _SAID_OF_IT.match(below.text)):
        return None
    first = below.index_at(said.end())
    return rules.named_at(number + 1, below, first, _sentence_end(below, first, len(below.tokens)))


def _is_the_outlets_own(segment: Segment) -> bool:
    """Return whether words the outlet set off are its own: neither in quotation marks nor in the first person."""
    return not _OPENING.match(segment.text) and not any(token.lower in _FIRST_PERSON for token in segment.tokens)


def _segment_before(document_text: DocumentText, number: int) -> int | None:
    for at in range(number - 1, -1, -1):
        if (
            document_text.segments[at].kind in ("paragraph", "quote", "pull", "list", "heading")
            and document_text.segments[at].block >= 0
        ):
            return at
    return None


def _last_sentence(rules: Attribution, document_text: DocumentText, number: int, end: int) -> Speaker | None:
    """Return the speaker the last sentence of a paragraph announces, else its subject; nobody the quotation names."""
    segment = document_text.segments[number]
    if not end:
        return None
    found = rules.before(number, segment, 0, end)
    colon = segment.text.rstrip().endswith((":", "："))
    if found and (found.entity is not None or colon) and (colon or found.entity not in rules.absent):
        return found
    found = rules.subject_of_last(number, segment, len(segment.tokens))
    if found and found.entity not in rules.absent:
        return found
    named = [m for m in rules.coreference.named_before(number, end) if m.entity not in rules.absent]
    if not named:
        return None
    sentence = named[-1].sentence
    subject = next(m for m in named if m.sentence == sentence)
    return Speaker(rules.entities.all[subject.entity].name, subject.entity, "sentence before")


def _told_before(
    document_text: DocumentText, rules: Attribution, span: Span, by_segment: dict[int, list[Span]]
) -> str | None:
    """Return the outlet the paragraph before a quotation names: "shared her plans with ET:", "He told ET that …".

    A paragraph that quotes nobody itself says so for whoever told the outlet, if they speak now.
    """
    before = _segment_before(document_text, span.number)
    if before is None or document_text.segments[before].text.lstrip().startswith(("“", '"')):
        return None
    speaker = span.speaker.entity if span.speaker is not None else None
    if not span.whole and (before in by_segment or not rules.coreference.is_named_in(before, speaker)):
        return None
    return last_told(rules.entities, before, before + 1)


def source_of(document: Document, document_text: DocumentText) -> str | None:
    """Return the outlet the article credits for its news."""
    if document.source is not None:
        return document.source.name
    for segment in reversed(document_text.segments):
        if segment.kind == "paragraph" and len(segment.text) < 80 and (match := re.match(_SOURCE_LINE, segment.text)):
            return match[1]
    return None


def make_quotes(document_text: DocumentText, spans: list[Span], source: str | None) -> list[Quote]:
    """Return the public quotes, in reading order."""
    quotes: list[Quote] = []
    for span in spans:
        segment = document_text.segments[span.number]
        text = segment.text[span.run.start : span.run.end]
        kind: QuoteKind = "inline"
        if segment.kind == "quote":
            kind = "block"
        elif span.whole or segment.kind == "pull":
            kind = "pull"
        credited = source if kind == "pull" and not span.signed else None
        lyric = span.whole and not span.signed and (_LYRIC.search(text) is not None or _is_sung(segment.text, span.run))
        quotes.append(
            Quote(
                text=text,
                speaker=None if lyric or span.speaker is None else span.speaker.name or None,
                via=None if lyric else span.via or credited,
                kind=kind,
                block=segment.block,
                start=span.run.start,
                end=span.run.end,
                evidence="quotation marks" if span.speaker is None or lyric else span.speaker.evidence,
            )
        )
    return quotes


def _is_sung(text: str, run: Quoted) -> bool:
    """Return whether a sign of music stands before or after a run that is all a block says."""
    around = text[: run.outer_start] + text[run.outer_end :]
    return any(sign in around for sign in _SUNG)


def set_off(document: Document, entities: ArticleEntities, quotes: list[Quote]) -> tuple[Block, ...]:
    """Return the blocks with speakers filled in; a paragraph that is only a quotation becomes a pull quote."""
    blocks = list(document.blocks)
    for place, block in enumerate(blocks):
        if isinstance(block, PullQuote | BlockQuote) and block.signature:
            speaker, via = _signer(entities, block.signature)
            blocks[place] = structs.replace(block, speaker=speaker.name if speaker else None, via=via)
    for quote in quotes:
        block = blocks[quote.block]
        if quote.kind != "pull" or (isinstance(block, PullQuote | BlockQuote) and block.signature):
            continue
        if isinstance(block, Paragraph | BlockQuote):
            blocks[quote.block] = PullQuote(text=block.text, spans=block.spans, speaker=quote.speaker, via=quote.via)
        elif isinstance(block, PullQuote):
            blocks[quote.block] = structs.replace(
                block, speaker=block.speaker or quote.speaker, via=block.via or quote.via
            )
    return tuple(blocks)
