"""Fill a library with made-up articles through the real store: ``python tests/bench/seed.py LIBRARY N``.

Every run with the same N gives the same articles: about 700 words each from a vocabulary with the usual long
tail, eight names, a handful of quotes, over 200 feeds and 60 outlets and two years. A third is unread.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from bisect import bisect
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from pullquote.cache.core.article import (
    Article,
    Block,
    Entity,
    Heading,
    Mention,
    Paragraph,
    Picture,
    Quote,
    Release,
    Span,
    body_text,
    count_words,
    reading_minutes,
)
from pullquote.cache.core.feed import Entry
from pullquote.cache.library import Library
from pullquote.cache.store import feeds
from pullquote.cache.store.user import marks
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import FeedEntry

LATEST = datetime(2026, 6, 1, 12, tzinfo=UTC)
FEEDS, OUTLETS, BATCH, PARAGRAPHS = 200, 60, 100, 14
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeio"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("number", type=int)
    parser.add_argument("--paragraphs", type=int, default=PARAGRAPHS, help="of an article, of some 55 words each")
    given = parser.parse_args()
    started = time.perf_counter()
    with Library.open(given.library) as library:
        seed(library, given.number, given.paragraphs)
        size = sum(file.stat().st_size for file in library.path.parent.glob("library.db*"))
    took = time.perf_counter() - started
    print(
        f"{given.number} articles in {took:.1f} s ({1000 * took / given.number:.2f} ms each), "
        f"{size / given.number / 1000:.2f} kB each",
        file=sys.stderr,
    )


def seed(library: Library, number: int, paragraphs: int = PARAGRAPHS) -> None:
    """Put ``number`` articles into ``library``, the oldest first."""
    invention = Invention(number, paragraphs)
    with library.database.write() as conn:
        subscribed = [
            feeds.add(
                conn,
                feeds.NewFeed(f"https://feed-{n}.example/rss", title=f"Feed {n}", folder=f"Folder {n % 8}"),
                LATEST,
            ).id
            for n in range(FEEDS)
        ]
    for first in range(0, number, BATCH):
        with library.database.write() as conn:
            for n in range(first, min(first + BATCH, number)):
                article, entry = invention.article(n)
                row = keeping.put(
                    conn,
                    article,
                    source=FeedEntry(subscribed[n % FEEDS], entry, n.to_bytes(32, "big")),
                    origin="feed",
                    when=article.published or LATEST,
                    complete=True,
                )
                if n % 3:
                    marks.set_read(conn, [row], True)
                if not n % 50:
                    conn.execute("UPDATE article SET starred = 1 WHERE id = ?", (row,))


class Invention:
    """A world of words, people and titles to write about."""

    def __init__(self, number: int, paragraphs: int = PARAGRAPHS) -> None:
        self.dice = random.Random(number)
        self.paragraphs = paragraphs
        self.number = number
        self.words = self._words(20_000)
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.people = [f"{self._title()} {self._title()}" for _ in range(max(200, number // 20))]
        self.works = [
            " ".join(self._title() for _ in range(self.dice.choice((1, 2, 2, 3)))) for _ in range(max(80, number // 40))
        ]

    def article(self, n: int) -> tuple[Article, Entry]:
        """Write article ``n`` and the feed entry it came by."""
        dice = self.dice
        people = [self.people[int(len(self.people) * dice.random() ** 3)] for _ in range(5)]
        works = [self.works[int(len(self.works) * dice.random() ** 3)] for _ in range(3)]
        people, works = list(dict.fromkeys(people)), list(dict.fromkeys(works))
        entities = [
            Entity(name=name, type="show", mentions=2, evidence=("quoted title",), score=0.93) for name in works
        ]
        entities += [
            Entity(name=name, type="person", aka=(name.split()[1],), mentions=3, evidence=("role word",), score=0.9)
            for name in people
        ]
        blocks: list[Block] = []
        quotes: list[Quote] = []
        mentions: list[Mention] = []
        for index in range(self.paragraphs):
            if index == 6:
                blocks.append(Heading(self._run(5).capitalize()))
                continue
            speaker, show = dice.choice(people), dice.choice(works)
            text = f"{self._run(24).capitalize()}, {speaker} of {show} {self._run(22)}."
            start = text.index(speaker)
            mentions.append(Mention(len(works) + people.index(speaker), len(blocks), start, start + len(speaker)))
            if index % 3 == 1:
                said = self._run(18).capitalize()
                text = f"“{said},” {speaker} said. {text}"
                quotes.append(
                    Quote(
                        text=said, speaker=speaker, block=len(blocks), start=1, end=1 + len(said), evidence="verb after"
                    )
                )
            at = text.index(show)
            blocks.append(Paragraph(text, (Span(at, at + len(show), "emphasis"),)))
        text = body_text(blocks)
        words = count_words(text)
        published = LATEST - timedelta(seconds=(self.number - n) * (2 * 365 * 86_400 // max(self.number, 1)))
        title = f"{dice.choice(people)} and {dice.choice(works)}: {self._run(6)} {n}"
        url = f"https://outlet-{n % OUTLETS}.example/{published:%Y/%m}/{self._run(4).replace(' ', '-')}-{n}"
        article = Article(
            url=url,
            canonical_url=url,
            outlet=f"Outlet {self.words[n % OUTLETS].capitalize()}",
            title=title,
            dek=self._run(14).capitalize() + ".",
            byline=(dice.choice(self.people),),
            published=published,
            fetched=published,
            language="en",
            words=words,
            minutes=reading_minutes(words),
            lead_image=Picture(url=url + ".jpg", alt=self._run(5)),
            blocks=tuple(blocks),
            text=text,
            quotes=tuple(quotes),
            entities=tuple(entities),
            mentions=tuple(mentions),
            releases=(Release(title=works[0], what="season 2", date="2026-09-30", precision="day", text=self._run(10)),)
            if n % 5 == 0
            else (),
            keywords=tuple(self.words[200 + dice.randrange(400)].capitalize() for _ in range(4)),
            rules=1,
        )
        return article, Entry(
            key=f"https://feed-{n % FEEDS}.example/?p={n}", title=title, link=url, published=published
        )

    def _words(self, number: int) -> list[str]:
        words: dict[str, None] = {}
        while len(words) < number:
            words["".join(self.dice.choices(_SYLLABLES, k=self.dice.choice((1, 2, 2, 3, 3, 4))))] = None
        return list(words)

    def _title(self) -> str:
        return self.words[60 + self.dice.randrange(len(self.words) - 60)].capitalize()

    def _run(self, length: int) -> str:
        top = self.weights[-1]
        return " ".join(self.words[bisect(self.weights, self.dice.random() * top)] for _ in range(length))


if __name__ == "__main__":
    main()
