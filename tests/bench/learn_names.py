"""Learns the weights by which names that nothing marks are read (``cache/annotate/naming``) from labelled articles.

    pip install -e '.[learn]'
    python -m tests.bench.learn_names            # figures of each set, left out of the training in turn
    python -m tests.bench.learn_names --write    # cache/annotate/naming/weights.txt: of all sets but KEPT

The articles are made up: they were written for this project, with the answers, by writers who had not read the rules. A
third of them is seen a second time with its titles in italics, and another with them in quotation marks, so that marks
are known for what they are where an outlet has them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

# The extra `learn` alone has these; checks and tests run without it.
import numpy as np  # pyright: ignore[reportMissingImports]
from scipy import sparse  # pyright: ignore[reportMissingImports]
from sklearn.linear_model import LogisticRegression  # pyright: ignore[reportMissingImports]

sys.path.insert(0, str(Path(__file__).parents[2]))

from pullquote.cache.annotate import organizations
from pullquote.cache.annotate.known_names import KnownEntities
from pullquote.cache.annotate.naming.features import Seen, genre_of
from pullquote.cache.annotate.naming.read import NameRead, kind_of, read_names
from pullquote.cache.annotate.naming.spans import runs_of
from pullquote.cache.annotate.naming.weights import ANSWERS, SCALE, WEIGHTS, WORKS, Weights, packed, parsed, written
from pullquote.cache.annotate.text.document_text import DocumentText, Place, tokens_of
from pullquote.cache.annotate.text.tokens import words_of
from pullquote.cache.annotate.text.vocabulary import HONORIFICS
from pullquote.cache.core.article import Document, Paragraph, Span

DATA = Path(__file__).parents[1] / "data"
SETS = DATA / "names"
KEPT = frozenset({"kept", "kept_natural", "kept_mixed"})
"""The sets that nothing is ever learned from, so that there are honest figures."""
FIRST, LAST, WHOLE = 0, 1, 2
ENOUGH = 4
"""Articles that have a thing before it is learned, or a word in small letters before it is an everyday one."""
HELD_BACK, HELD_BACK_KINDS = 0.5, 0.5
"""How little the two regressions are held back (scikit-learn's ``C``)."""
TOLERANCE, STEPS = 1e-4, 600
"""How near to its end a regression goes on to, and in how many steps at most: at 1e-3 it ends before rare shapes of
titles weigh what they should."""
LEAN = {"person": 25, "character": 25, "group": 50, "work": 25}
"""By how much a name is preferred to none, in hundredths: more are missed than made up.

So much is best for sets that are left out, but for works: for them 50 finds more there, and in news as it is published
more titles that are none.
"""
LEAST = 10
"""The least weight that is kept, in hundredths: smaller ones would be a quarter of the file."""
_TOO_FEW = (
    "learn_names: figures of a set are learned from the others, and {} of those named is learned from: name two or"
    " more sets that are not kept, or none to have them all; with --write, one is enough."
)
_RANKS = frozenset(word.rstrip(".") for word in HONORIFICS) | frozenset(
    "sheriff captain judge detective inspector king queen prince princess lord lady chief mother father".split()
)
Key = tuple[int, int, str]


class Run(NamedTuple):
    """A run of words as it is learned from: what is seen of it, and which answer and kind are right."""

    keys: list[Key]
    answer: str
    kind: str | None


def everyday_words(files: Iterable[Path]) -> list[str]:
    """Return the words that stand in small letters in enough made-up articles of any set."""
    seen: Counter[str] = Counter()
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            for text in _texts(told):
                seen.update({word for word in words_of(text) if word.islower() and word.isascii() and word.isalpha()})
    return sorted(word for word, count in seen.items() if count >= ENOUGH)


def _texts(told: dict[str, Any]) -> Iterator[str]:
    yield " ".join([told.get("title") or "", told.get("dek") or "", *told.get("paragraphs", ())])
    yield " ".join(part[2] for part in told.get("parts", ()))
    for report in (*told.get("same", ()), *told.get("other", ())):
        if report.get("language", "en") == "en":
            yield report["text"]


def document(told: dict[str, Any], marks: str = "") -> Document:
    """Return an article as ``extract`` hands it on: with its titles in "italics", between "quotes", or as it is."""
    titles = sorted({title for title, _ in told["works"]}, key=len, reverse=True)
    blocks = []
    for text in told["paragraphs"]:
        places = _places(text, titles)
        if marks == "quotes":
            for start, end in reversed(places):
                text = f"{text[:start]}“{text[start:end]}”{text[end:]}"
            places = []
        spans = tuple(Span(start, end, "emphasis") for start, end in places) if marks else ()
        blocks.append(Paragraph(text, spans))
    return Document(
        url=told["url"],
        outlet=told["outlet"],
        title=told["title"],
        dek=told["dek"] or None,
        language="en",
        blocks=tuple(blocks),
    )


def _places(text: str, titles: Sequence[str]) -> list[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for title in titles:
        at = text.find(title)
        while at >= 0:
            if all(end <= at or at + len(title) <= start for start, end in taken):
                taken.append((at, at + len(title)))
            at = text.find(title, at + 1)
    return sorted(taken)


class Gold:
    """The answers of an article by the words of each name, in small letters, and where they stand in its text."""

    def __init__(self, told: dict[str, Any], text: DocumentText) -> None:
        self.names: dict[tuple[str, ...], tuple[str, str | None]] = {}
        self.pieces: set[tuple[str, ...]] = set()
        """Pieces of names: whether they are names where they stand alone, the answers do not say."""
        for title, kind in told["works"]:
            self._add(title, "work", kind)
        for name in told["groups"]:
            self._add(name, "group", None)
        for answer, names in (("person", told["people"]), ("character", told["characters"])):
            for name in names:
                self._add(name, answer, None)
        self.places: dict[tuple[int, int, int], tuple[str, str | None]] = {}
        self.taken: set[tuple[int, int]] = set()
        for number, segment in enumerate(text.segments):
            for words in sorted(self.names, key=len, reverse=True):
                for first in range(len(segment.lowers) - len(words) + 1):
                    last = first + len(words)
                    held = tokens_of([Place(number, first, last)])
                    token = segment.tokens[first]
                    begins = token.capital or token.text[0].isdecimal()
                    if segment.lowers[first:last] == words and begins and self.taken.isdisjoint(held):
                        self.places[number, first, last] = self.names[words]
                        self.taken |= held

    def _add(self, name: str, answer: str, kind: str | None) -> None:
        words = [word.lower() for word in words_of(name)]
        human = answer in ("person", "character")
        while human and len(words) > 1 and words[0].rstrip(".") in _RANKS:
            words = words[1:]
        if not words:
            return
        self.names.setdefault(tuple(words), (answer, kind))
        if human and len(words) > 1:
            self.names.setdefault((words[-1],), (answer, kind))
            self.names.setdefault((words[0],), (answer, kind))
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                self.pieces.add(tuple(words[first:last]))


def runs(told: dict[str, Any], words: frozenset[str], marks: str = "") -> list[Run]:
    """Return what is learned from an article."""
    text = DocumentText(document(told, marks), KnownEntities.EMPTY)
    gold = Gold(told, text)
    genre = genre_of(text)
    held = held_in(text)
    tried, times = runs_of(text.segments)
    seen = [Seen(text, number, words, genre, held) for number in range(len(text.segments))]
    found: list[Run] = []
    for number, first, last in tried:
        answer, kind = gold.places.get((number, first, last), ("none", None))
        lowers = text.segments[number].lowers[first:last]
        free = gold.taken.isdisjoint(tokens_of([Place(number, first, last)]))
        if answer == "none" and free and lowers in gold.pieces:
            continue
        one = seen[number]
        sides = (one.first(first), one.last(last - 1), one.whole(first, last, times[lowers]))
        keys = [(side, at, value) for side, values in enumerate(sides) for at, value in enumerate(values) if value]
        found.append(Run(keys, answer, kind))
    return found


def learned(articles: Sequence[Sequence[Run]], words: Sequence[str]) -> Weights:
    """Return the weights of both regressions."""
    counts = Counter(key for article in articles for key in {key for run in article for key in run.keys})
    index = {key: at for at, key in enumerate(key for key, count in sorted(counts.items()) if count >= ENOUGH)}
    every = [run for article in articles for run in article]
    answers, always = _regression(every, [ANSWERS.index(run.answer) for run in every], len(ANSWERS), index, HELD_BACK)
    always = [value + LEAN.get(answer, 0) for answer, value in zip(ANSWERS, always, strict=True)]
    works = [run for run in every if run.kind]
    kinds, always_of_kinds = _regression(
        works, [WORKS.index(str(run.kind)) for run in works], len(WORKS), index, HELD_BACK_KINDS
    )
    tables: dict[tuple[int, int], dict[str, int]] = {}
    for (side, at, value), row in index.items():
        weights = [int(number) if abs(number) >= LEAST else 0 for number in (*answers[row], *kinds[row])]
        table = tables.setdefault((side, at), {})
        if any(weights):
            table[value] = packed(weights)
    first, last, whole = (
        tuple(table for (of, _), table in sorted(tables.items(), key=lambda one: one[0]) if of == side)
        for side in (FIRST, LAST, WHOLE)
    )
    return Weights(frozenset(words), packed([*always, *always_of_kinds]), first, last, whole)


def _regression(
    examples: Sequence[Run], right: Sequence[int], many: int, index: dict[Key, int], held_back: float
) -> tuple[Any, list[int]]:
    columns = [[index[key] for key in run.keys if key in index] for run in examples]
    ends = np.cumsum([0, *map(len, columns)])
    matrix = sparse.csr_matrix((np.ones(ends[-1]), np.concatenate(columns), ends), shape=(len(examples), len(index)))
    model = LogisticRegression(C=held_back, max_iter=STEPS, tol=TOLERANCE).fit(matrix, right)
    weights = np.zeros((len(index), many), dtype=int)
    bias = [-9 * SCALE] * many
    for row, answer in enumerate(model.classes_):
        weights[:, answer] = np.rint(model.coef_[row] * SCALE)
        bias[answer] = round(float(model.intercept_[row]) * SCALE)
    return weights, bias


def held_in(text: DocumentText) -> set[tuple[int, int]]:
    """Return the tokens of an article that belong to organizations."""
    return tokens_of(mention.place for mention in organizations.find(text))


class Figures:
    """Names found, missed and wrong, by answer, and how many kinds of works are right."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.kinds: Counter[bool] = Counter()

    def add(self, told: dict[str, Any], weights: Weights) -> None:
        """Add those of one article: a name is right if its words and its answer are, however often it stands there."""
        text = DocumentText(document(told), KnownEntities.EMPTY)
        gold = Gold(told, text)
        right = {text.segments[n].lowers[a:b]: answer for (n, a, b), answer in gold.places.items()}
        said: dict[tuple[str, ...], NameRead] = {}
        for name in read_names(text, held_in(text), weights):
            place = name.place
            lowers = text.segments[place.segment].lowers[place.first : place.last]
            if lowers not in said or name.chance > said[lowers].chance:
                said[lowers] = name
        for lowers, (answer, kind) in right.items():
            name = said.get(lowers)
            if name and name.answer == answer:
                self.found[answer] += 1
                if answer == "work":
                    self.kinds[kind_of(name) == kind] += 1
            else:
                self.missed[answer] += 1
        for lowers, name in said.items():
            if right.get(lowers, ("none", None))[0] != name.answer:
                self.wrong[name.answer] += 1

    def __str__(self) -> str:
        lines = []
        for answer in ANSWERS[1:]:
            found, missed, wrong = self.found[answer], self.missed[answer], self.wrong[answer]
            precision, recall = found / ((found + wrong) or 1), found / ((found + missed) or 1)
            both = 2 * precision * recall / ((precision + recall) or 1)
            lines.append(f"  {answer:10} {precision:.3f} {recall:.3f} {both:.3f}  ({found + missed})")
        lines.append(f"  kinds right {self.kinds[True] / (self.kinds.total() or 1):.3f}")
        return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Print figures, or write the weights."""
    files = [Path(name) for name in arguments if not name.startswith("-")] or sorted(SETS.glob("*.jsonl"))
    files_of_words = [file for folder in ("spoilers", "stories") for file in sorted((DATA / folder).glob("*.jsonl"))]
    words = everyday_words([*files_of_words, *(file for file in files if file.stem not in KEPT)])
    known = frozenset(words)
    sets = {file.stem: [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] for file in files}
    read: dict[str, list[list[Run]]] = defaultdict(list)
    for name, articles in sets.items():
        for number, told in enumerate(articles if name not in KEPT else ()):
            read[name].append(runs(told, known))
            if number % 3 < 2:
                read[name].append(runs(told, known, ("italics", "quotes")[number % 3]))
    write = "--write" in arguments
    text = ""
    learnt = read.keys()
    if not learnt or (not write and len(learnt) == 1):
        raise SystemExit(_TOO_FEW.format(len(learnt)))
    if write:
        text = written(learned([article for articles in read.values() for article in articles], words))
        WEIGHTS.write_text(text, encoding="ascii")
        print(f"{len(text)} bytes, {sum(map(len, read.values()))} readings of articles")
    for name in sorted(sets):
        if (name in KEPT) is write:
            others = [article for other, articles in read.items() if other != name for article in articles]
            weights = parsed(text if write else written(learned(others, words)))
            figures = Figures()
            for told in sets[name]:
                figures.add(told, weights)
            print(f"{name}: precision, recall, both\n{figures}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
