"""Answers of an interview that is printed as questions and answers, without quotation marks.

Two ways are usual. Each paragraph begins with a name ("ADA QUILL: …", "AQ: …", "A: …"), whose it is; or a question
stands in a paragraph, a heading or the first line of a paragraph by itself, and what follows is said by the person the
headline names.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from pullquote.cache.annotate.entities import ArticleEntities
from pullquote.cache.annotate.speakers import Speaker
from pullquote.cache.annotate.text.document_text import DocumentText, gender_of
from pullquote.cache.annotate.text.tokens import Segment
from pullquote.cache.annotate.text.vocabulary import FUNCTION_WORDS, ROLE_NOUNS
from pullquote.cache.core.names import name_words

_LABEL = re.compile(r"\s*[–—-]?\s*[“\"„]?([^\W\d_][^:\n“”\"?!]{0,40}):\s+(?=\S)")
_DASH = re.compile(r"\s*(?:[–—]\s*)?")
_MARKS = "“”\"‘'„«"
_I = frozenset("i i’m i'm i’ve i've i’d i'd i’ll i'll me my we we’re we're we’ve we've our".split())
_YOU = frozenset("you you’re you're you’ve you've you’d you'd your".split())
_SHORT = 40
_ASKERS = frozenset(("q", "question", "interviewer"))
_ANSWERERS = frozenset(("a", "answer"))
_FEWEST = 3
_LABELLED = 4
_LONGEST_LABEL = 4
_LONGEST_QUESTION = 80
_ASKS = 0.6
"""The share of a label's paragraphs that end in a question mark from which whoever it names asks the questions."""
_INTRODUCTION = 8
"""Paragraphs before an interview, in one of which stands who gives it."""
_TALKED = re.compile(r"\b(?:spoke|talked|chatted|sat down|speaks|talks|caught up) (?:with|to) ")
_OF_BODY = 0.3
_OF_ANSWERS = 0.4


class Answer(NamedTuple):
    """What is said in a segment without quotation marks: ``start:end`` of its text, and by whom."""

    start: int
    end: int
    speaker: Speaker


def find_answers(document_text: DocumentText, entities: ArticleEntities) -> dict[int, Answer]:
    """Return the answers of an article by the number of their segment; none where it is no interview."""
    body = [
        number
        for number, segment in enumerate(document_text.segments)
        if segment.kind in ("paragraph", "heading") and segment.block >= 0 and segment.text.strip()
    ]
    if len(body) < _LABELLED:
        return {}
    return (
        _labelled(document_text, entities, body)
        or _asked_above(document_text, entities, body)
        or _asked(document_text, entities, body)
    )


def _labelled(document_text: DocumentText, entities: ArticleEntities, body: list[int]) -> dict[int, Answer]:
    """Return the answers of paragraphs that begin with who speaks."""
    found: dict[int, re.Match[str]] = {}
    for number in body:
        text = document_text.segments[number].text
        match = _LABEL.match(text, _below_question(text))
        if match is not None and _may_be_name(match[1]):
            found[number] = match
    if len(found) < _FEWEST:
        return {}
    counts = Counter(match[1] for match in found.values())
    # A transcript in quotation marks quotes whoever asks, too.
    quoted = {match[1] for match in found.values() if match[0].strip()[0] in _MARKS}
    asking = {
        label
        for label in counts
        if label not in quoted
        and (
            _is_asker(document_text, label)
            or _share([_asks(document_text.segments[n]) for n, match in found.items() if match[1] == label]) >= _ASKS
        )
    }
    people = {label: _named(document_text, entities, label, list(counts)) for label in counts if label not in asking}
    speaking = {n: speaker for n, match in found.items() if (speaker := people.get(match[1])) is not None}
    questions = sum(_asks(document_text.segments[n]) for n in body if n not in speaking)
    questions += sum(_below_question(document_text.segments[n].text) > 0 for n in speaking)
    turns = sum(before[1] != match[1] for before, match in pairwise(found.values()))
    unknown = [n for n, speaker in speaking.items() if speaker.entity is None]
    if unknown and _share([not _I.isdisjoint(document_text.segments[n].vocabulary) for n in unknown]) < _OF_ANSWERS:
        return {}
    if len(speaking) < _FEWEST - 1 or (questions < _FEWEST - 1 and (turns < _FEWEST or len(counts) * 2 > len(found))):
        return {}
    return {
        n: Answer(found[n].end(), len(document_text.segments[n].text.rstrip()), speaker)
        for n, speaker in speaking.items()
    }


def _may_be_name(label: str) -> bool:
    words = label.split()
    return len(words) <= _LONGEST_LABEL and all(word[0].isupper() or word[0] in "“\"'‘(" for word in words)


def _is_asker(document_text: DocumentText, label: str) -> bool:
    """Return whether a label is the interviewer's: "Q", the outlet's name, its initials."""
    outlet = [word for word in name_words(document_text.document.outlet or "") if word]
    initials = "".join(word[0] for word in outlet)
    key = label.lower()
    return key in _ASKERS or (bool(outlet) and (name_words(label) == outlet or (len(key) > 1 and key == initials)))


def _named(document_text: DocumentText, entities: ArticleEntities, label: str, labels: list[str]) -> Speaker | None:
    """Return whom a label names: somebody of the article in full, by one name or by initials; else a name by itself."""
    if label.lower() in _ANSWERERS:
        return interviewee(document_text, entities)
    written = label.title() if label.isupper() and len(label) > len("AQ") else label
    entity = entities.find_person(written)
    if entity is None and label.isupper() and 1 < len(label) <= _LONGEST_LABEL:
        named = [k for k, e in enumerate(entities.all) if e.type == "person" and _initials(e.name) == label]
        entity = named[0] if len(named) == 1 else None
        if entity is None:
            return None
    if entity is not None:
        return Speaker(entities.all[entity].name, entity, "name before the answer")
    words = written.split()
    if any(word.lower() in ROLE_NOUNS or word.lower() in FUNCTION_WORDS for word in words):
        return None
    if len(words) == 1:
        full = [other for other in labels if other != label and len(other.split()) > 1 and written in other.split()]
        if len(full) == 1:
            return _named(document_text, entities, full[0], [])
    known = gender_of(words[0]) is not None and not document_text.is_word(words[0].lower())
    return Speaker(written, None, "name before the answer") if known else None


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _below_question(text: str) -> int:
    """Return where the answer begins in a paragraph whose first line is its question, 0 where that is none."""
    first, _, rest = text.partition("\n")
    return len(first) + 1 if rest.strip() and first.rstrip().endswith("?") else 0


def _first_of_two(text: str) -> str:
    """Return the first line of a paragraph of two lines that is a whole sentence, empty for any other."""
    first, _, rest = text.rstrip().partition("\n")
    return first if rest and "\n" not in rest and first.rstrip().endswith((".", "?", "!")) else ""


def _asked_above(document_text: DocumentText, entities: ArticleEntities, body: list[int]) -> dict[int, Answer]:
    """Return what stands below questions in their paragraphs; where most ask, some only make a remark."""
    segments = document_text.segments
    starts = {n: start for n in body if (start := _below_question(segments[n].text))}
    in_two = {n: len(first) + 1 for n in body if (first := _first_of_two(segments[n].text))}
    if 2 * len(starts) > len(in_two):
        starts = in_two | starts
    if len(starts) < _FEWEST or _share([not _I.isdisjoint(segments[n].vocabulary) for n in starts]) < _OF_ANSWERS:
        return {}
    speaker = interviewee(document_text, entities)
    if speaker is None or len(starts) < _OF_BODY * len(body[body.index(min(starts)) :]):
        return {}
    return {n: Answer(start, len(segments[n].text.rstrip()), speaker) for n, start in starts.items()}


def _asked(document_text: DocumentText, entities: ArticleEntities, body: list[int]) -> dict[int, Answer]:
    """Return what follows questions that have a paragraph or heading of their own."""
    segments = document_text.segments
    questions = [n for n in body if _asks(segments[n]) and len(segments[n].tokens) <= _LONGEST_QUESTION]
    if len(questions) < _FEWEST:
        return {}
    rest = body[body.index(questions[0]) :]
    if len(questions) < _OF_BODY * len(rest):
        return {}
    asked = set(questions)
    if _alternates(rest, asked):
        asked.update(rest[::2])
    answers = [n for n in rest if n not in asked and segments[n].kind == "paragraph"]
    if _share([not _I.isdisjoint(segments[n].vocabulary) for n in answers]) < _OF_ANSWERS:
        return {}
    speaker = interviewee(document_text, entities)
    if speaker is None:
        return {}
    found: dict[int, Answer] = {}
    for before, n in pairwise(rest):
        said = n in answers and (before in asked or (before in found and not _I.isdisjoint(segments[n].vocabulary)))
        if said:
            label = _LABEL.match(segments[n].text)
            start = label.end() if label is not None and _may_be_name(label[1]) else _start(segments[n].text)
            found[n] = Answer(start, len(segments[n].text.rstrip()), speaker)
    return found


def _alternates(rest: list[int], asked: set[int]) -> bool:
    """Return whether every second paragraph is a question, most of them with a question mark."""
    return _share([n in asked for n in rest[::2]]) >= _ASKS and not any(n in asked for n in rest[1::2])


def _start(text: str) -> int:
    match = _DASH.match(text)
    return match.end() if match is not None else 0


def _asks(segment: Segment) -> bool:
    """Return whether a segment ends in a question, of whoever writes."""
    text = segment.text.strip()
    return text.rstrip("!").endswith("?") and text[0] not in _MARKS


def is_question(document_text: DocumentText, number: int) -> bool:
    """Return whether segment ``number`` speaks to somebody and quotes nobody: a question, or "Your film is late."."""
    segment = document_text.segments[number]
    if document_text.quoted[number] or segment.kind not in ("paragraph", "heading"):
        return False
    return _asks(segment) or (len(segment.tokens) < _SHORT and not _YOU.isdisjoint(segment.vocabulary))


def _share(those: list[bool]) -> float:
    return sum(those) / len(those) if those else 0.0


def interviewee(document_text: DocumentText, entities: ArticleEntities) -> Speaker | None:
    """Return the first person the headline names, else the first of the standfirst, else who is said to have talked."""
    for kind in ("title", "dek"):
        for number, segment in enumerate(document_text.segments):
            if segment.kind == kind:
                for _, _, entity in entities.named_in(number):
                    if entities.all[entity].type in ("person", "group"):
                        return Speaker(entities.all[entity].name, entity, "answers a question")
    for number, segment in enumerate(document_text.segments[:_INTRODUCTION]):
        if segment.kind == "paragraph" and (talked := _TALKED.search(segment.text)):
            people = {
                segment.tokens[first].start: entity
                for first, _, entity in entities.named_in(number)
                if entities.all[entity].type == "person"
            }
            first_before = next((entity for start, entity in people.items() if start < talked.start()), None)
            talker = people.get(talked.end(), first_before)
            if talker is not None:
                return Speaker(entities.all[talker].name, talker, "answers a question")
    return None
