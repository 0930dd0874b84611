"""Time what following costs: ``python tests/bench/following.py LIBRARY``, after ``seed.py``.

Follows in that library 1,000 of the names that are most written about and 20 queries, then prints CPU milliseconds, the
first call and the best of the rest.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from library import show

from pullquote.cache.core.following.topics import Topic
from pullquote.cache.library import Library

NAMES, QUERIES = 1_000, 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    given = parser.parse_args()
    with Library.open(given.library) as library:
        print(f"{library.count():,} articles, {library.count('is:unread'):,} unread")
        following = library.following
        show("nothing followed: unread count", following.unread)
        library.names.follow([library.names.listed((), limit=1)[0].id])
        show("one name: is:followed", lambda: library.ids("is:followed"))
        show("one name: unread count", following.unread)
        library.names.follow([name.id for name in library.names.listed((), limit=NAMES)])
        show("1,000 names: is:followed", lambda: library.ids("is:followed"))
        show("1,000 names: unread count", following.unread)
        show("1,000 names: each with its count", following.things)
        words = [headline.title.split()[0] for headline in library.headlines(library.ids()[:QUERIES])]
        for number, word in enumerate(words):
            following.follow(Topic(f"query {number}", f"{word} outlet:{number}" if number % 2 else word))
        show("and 20 queries: is:followed", lambda: library.ids("is:followed"))
        show("and 20 queries: unread count", following.unread)
        show("and 20 queries: each with its count", following.things)
        show("before a refresh", lambda: [following.standing()])
        before = following.standing()
        show("after a refresh that brought nothing", lambda: following.news(before))
        arrived = following.arrived("list is:followed", "is:followed")
        show("keep what a list was asked", lambda: following.keep_asked(arrived))
        show("what came since", lambda: following.arrived("list is:followed", "is:followed").ids)


if __name__ == "__main__":
    main()
