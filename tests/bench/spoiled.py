"""How well the spoiler guard tells what lies beyond: its figures over made-up articles that people labelled.

    python tests/bench/spoiled.py [tests/data/spoilers/recaps.jsonl …]

A line of a file is an article: guards, headline, dek, caption of the lead picture and parts, each with whether it tells
what lies beyond the point its reader is at. All of it is made up, written for this project by writers who had not read
the rules, and no rule was mended for it. Printed for each file: how much of what lies beyond is shown, how much of the
rest is veiled, by the rules alone and with the learned judge. Of a set that the judge was trained on, that says nothing
of other writing: the figures of ``KEPT`` are the honest ones, and those that ``learn_spoilers.py`` prints of each set
that was left out of the training.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from pullquote.cache.annotate.pipeline import annotate
from pullquote.cache.core.article import (
    DEK_BLOCK,
    TITLE_BLOCK,
    Block,
    BlockQuote,
    Document,
    Heading,
    Image,
    Item,
    ListBlock,
    Paragraph,
    Picture,
    PullQuote,
    make_article,
)
from pullquote.cache.core.progress import read_seen
from pullquote.cache.core.spoilers import LEAD_BLOCK, Guard, GuardedEpisode, judge
from pullquote.cache.core.spoilers.names import finder_of
from pullquote.cache.core.spoilers.parts import parts_of
from pullquote.cache.core.spoilers.rules import read

KEPT = frozenset({"fictions", "kept", "mixed", "plain", "serials", "unread"})
"""The sets that the judge is never trained on, so that there are honest figures."""
AHEAD = frozenset({"plainer"})
"""The sets to train on that were written after the judge was trained last: empty once it has been trained anew."""
SETS = Path(__file__).parents[1] / "data" / "spoilers"


def block(kind: str, text: str) -> Block:
    """Return a part as a block: p paragraph, h heading, q pull quote, b block quote, c caption, l list."""
    match kind:
        case "h":
            return Heading(text.replace("\n", " "))
        case "q":
            return PullQuote(text)
        case "b":
            return BlockQuote(text)
        case "c":
            return Image("https://reel.example/picture.jpg", None, text)
        case "l":
            return ListBlock(tuple(Item(item) for item in text.split("\n")))
        case _:
            return Paragraph(text)


def guard(told: dict[str, Any]) -> Guard:
    """Return what is guarded."""
    return Guard(
        name=told["name"],
        type=told["type"],
        aka=tuple(told.get("aka", ())),
        seen=read_seen(told["seen"]) if told.get("seen") else None,
        episodes=tuple(GuardedEpisode(*episode) for episode in told.get("episodes", ())),
    )


def document(told: dict[str, Any]) -> Document:
    """Return an article as ``extract`` hands it on."""
    return Document(
        url="https://reel.example/story",
        outlet=told.get("outlet"),
        title=told["title"],
        dek=told.get("dek"),
        published=datetime.fromisoformat(f"{told['published']}T09:00:00+00:00"),
        language="en",
        lead_image=Picture("https://reel.example/lead.jpg", None, told["lead"]) if told.get("lead") else None,
        blocks=tuple(block(kind, text) for kind, _, text in told["parts"]),
    )


Figures = Counter[tuple[bool, bool, bool]]
"""How many parts are (headline, beyond, veiled)."""


def judged(told: dict[str, Any]) -> tuple[Figures, Figures]:
    """Return the figures of an article: by the rules alone, and with the judge."""
    whole = document(told)
    article = make_article(whole, annotate(whole), fetched=whole.published, rules=0)
    guards = [guard(one) for one in told["guards"]]
    veils = judge(article, guards)
    parts = parts_of(article)
    text = "\n".join(part.text for part in parts)
    named = [one for one in guards if finder_of((one.name, *one.aka)).search(text)]
    ruled = {number for one in named for number in read(article, parts, one)[0]}
    alone, both = Figures(), Figures()
    for number, beyond in gold(told).items():
        headline = number == TITLE_BLOCK
        alone[headline, beyond, number in ruled] += 1
        both[headline, beyond, veils.has(number)] += 1
    return alone, both


def gold(told: dict[str, Any]) -> dict[int, bool]:
    """Return whether each part of an article tells what lies beyond, by its number."""
    found = {TITLE_BLOCK: bool(told["title_beyond"])}
    for number, name in ((DEK_BLOCK, "dek"), (LEAD_BLOCK, "lead")):
        if told.get(name):
            found[number] = bool(told[f"{name}_beyond"])
    return found | {number: beyond for number, (_, beyond, _) in enumerate(told["parts"])}


def figures(file: Path) -> tuple[Figures, Figures]:
    """Return the figures of a file: by the rules alone, and with the judge."""
    alone, both = Figures(), Figures()
    for line in file.read_text(encoding="utf-8").splitlines():
        for whole, part in zip((alone, both), judged(json.loads(line)), strict=True):
            whole.update(part)
    return alone, both


def main(files: list[Path]) -> None:
    """Print the figures of each file, and of all the judge was trained on."""
    trained = (Figures(), Figures())
    for file in files:
        found = figures(file)
        known = file.stem not in KEPT | AHEAD
        for whole, part in zip(trained, found, strict=True):
            if known:
                whole.update(part)
        new = "not trained on yet" if file.stem in AHEAD else "kept from the training"
        print(f"{file.stem} ({'trained on' if known else new})\n{said(found)}")
    if trained[0]:
        print(f"all that was trained on\n{said(trained)}")


def said(found: tuple[Figures, Figures]) -> str:
    """Return the figures in words."""
    return "\n".join(f"  {name:10} {_said(one)}" for name, one in zip(("rules", "with judge"), found, strict=True))


def _said(found: Figures) -> str:
    parts = []
    for headline, name in ((False, "parts"), (True, "headlines")):
        shown, beyond = found[headline, True, False], found[headline, True, False] + found[headline, True, True]
        veiled, before = found[headline, False, True], found[headline, False, False] + found[headline, False, True]
        parts.append(f"{name}: beyond shown {shown} of {beyond}, before veiled {veiled} of {before}")
    return "; ".join(parts)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(SETS.glob("*.jsonl")))
