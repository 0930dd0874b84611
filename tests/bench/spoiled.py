"""How well the spoiler guard tells what lies beyond: its figures over made-up articles that people labelled.

    python tests/bench/spoiled.py [tests/data/spoilers/recaps.jsonl …]

A line of a file is an article: guards, headline, dek, caption of the lead picture and parts, each with whether it tells
what lies beyond the point its reader is at. They were written by people who had not read the rules, and no rule was
mended for them. Printed for each file: how much of what lies beyond is shown, how much of the rest is veiled.
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


def judged(told: dict[str, Any]) -> Counter[tuple[bool, bool, bool]]:
    """Return how many parts of an article are (headline, beyond, veiled)."""
    document = Document(
        url="https://reel.example/story",
        outlet=told.get("outlet"),
        title=told["title"],
        dek=told.get("dek"),
        published=datetime.fromisoformat(f"{told['published']}T09:00:00+00:00"),
        language="en",
        lead_image=Picture("https://reel.example/lead.jpg", None, told["lead"]) if told.get("lead") else None,
        blocks=tuple(block(kind, text) for kind, _, text in told["parts"]),
    )
    article = make_article(document, annotate(document), fetched=document.published, rules=0)
    veils = judge(article, [guard(one) for one in told["guards"]])
    found = Counter({(True, told["title_beyond"], veils.title is not None): 1})
    for number, name in ((DEK_BLOCK, "dek"), (LEAD_BLOCK, "lead")):
        if told.get(name):
            found[False, told[f"{name}_beyond"], number in veils.parts] += 1
    assert TITLE_BLOCK not in veils.parts
    found.update((False, beyond, number in veils.parts) for number, (_, beyond, _) in enumerate(told["parts"]))
    return found


def main(files: list[Path]) -> None:
    """Print the figures of each file, and of all."""
    whole: Counter[tuple[bool, bool, bool]] = Counter()
    for file in files:
        found: Counter[tuple[bool, bool, bool]] = Counter()
        for line in file.read_text(encoding="utf-8").splitlines():
            found.update(judged(json.loads(line)))
        whole.update(found)
        print(f"{file.stem:10} {said(found)}")
    print(f"{'all':10} {said(whole)}")


def said(found: Counter[tuple[bool, bool, bool]]) -> str:
    """Return the figures in words."""
    parts = []
    for headline, name in ((False, "parts"), (True, "headlines")):
        shown, beyond = found[headline, True, False], found[headline, True, False] + found[headline, True, True]
        veiled, before = found[headline, False, True], found[headline, False, False] + found[headline, False, True]
        parts.append(f"{name}: beyond shown {shown} of {beyond}, before veiled {veiled} of {before}")
    return "; ".join(parts)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted(SETS.glob("*.jsonl")))
