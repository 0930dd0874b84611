"""Annotates stored articles anew when the rules have changed: who speaks, who and what they are about.

Only ``annotate`` runs again, in a worker, over the text that is kept; nothing is fetched. What the user did (read,
starred, how far, corrected names) stays. One transaction a batch: whatever ends the work, the next call goes on from
there.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from pullquote.cache.core.article import Article
from pullquote.cache.core.errors import LibraryDamaged, WorkerTimeout
from pullquote.cache.core.feed import RefreshEvent, Stage
from pullquote.cache.ingest.catalogue import linking
from pullquote.cache.store.names import lists as name_lists
from pullquote.cache.store.texts.bodies import StoredText, stored_texts
from pullquote.cache.store.writing import keeping
from pullquote.cache.store.writing.keeping import Packed
from pullquote.cache.workers.analyze import ANALYSIS_VERSION
from pullquote.cache.workers.pool import WorkerPool

if TYPE_CHECKING:
    import sqlite3

    from pullquote.cache.store.database import Database

BATCH = 32


def reannotate(database: Database, *, force: bool = False) -> Iterator[RefreshEvent]:
    """Annotate every article again that older rules annotated, the newest first; all of them with ``force``.

    Yield an event for each batch that is stored and for each article that could not be annotated, which stays as it
    is; ``done``, ``total`` and ``failed`` count articles. Closing the iterator keeps what is stored, and an
    interrupted ``force`` is finished by a call without it.
    """
    if force:
        database.run(keeping.forget_rules, "understanding articles anew")
    with database.reading() as conn:
        waiting = keeping.annotated_before(conn, ANALYSIS_VERSION)
        known = name_lists.known(conn)
    with asyncio.Runner() as runner, contextlib.closing(WorkerPool(1, known=known)) as workers:
        yield from _in_batches(database, waiting, lambda article: runner.run(workers.annotate_again(article)))


def _in_batches(
    database: Database, waiting: Sequence[int], again: Callable[[Article], Article]
) -> Iterator[RefreshEvent]:
    """Annotate and store the articles ``waiting`` by ``again``; yield as ``reannotate`` does."""
    began, done, failed = time.monotonic(), 0, 0
    for start in range(0, len(waiting), BATCH):
        batch = waiting[start : start + BATCH]
        fresh: list[tuple[StoredText, Packed]] = []
        for number in batch:
            try:
                fresh += _annotated(database, number, again)
            except Exception as error:  # noqa: BLE001 -- one text that breaks a rule must not stop the rest
                failed += 1
                done += 1
                yield RefreshEvent(
                    stage=Stage.FAILED,
                    title=f"Article {number}",
                    message=_sentence(error),
                    done=done,
                    total=len(waiting),
                    failed=failed,
                )
        _store(database, fresh)
        done = min(start + BATCH, len(waiting))
        yield RefreshEvent(
            stage=Stage.STORED,
            done=done,
            total=len(waiting),
            failed=failed,
            seconds_left=(time.monotonic() - began) / done * (len(waiting) - done),
        )
    yield RefreshEvent(stage=Stage.DONE, done=done, total=len(waiting), failed=failed)


def _annotated(database: Database, number: int, again: Callable[[Article], Article]) -> list[tuple[StoredText, Packed]]:
    """Annotate every text of an article, whichever of them is shown."""
    with database.reading() as conn:
        texts = stored_texts(conn, number)
    return [(text, keeping.packed(again(text.unpacked()))) for text in texts]


def _store(database: Database, fresh: Sequence[tuple[StoredText, Packed]]) -> None:
    """Keep a batch, but for texts that were replaced meanwhile: those are new."""

    def write(conn: sqlite3.Connection) -> None:
        for text, article in fresh:
            keeping.put_again(conn, text, article)
        linking.settle_new(conn, {text.article for text, _ in fresh})

    if fresh:
        database.run(write, "understanding articles anew")


def _sentence(error: Exception) -> str:
    if isinstance(error, LibraryDamaged):
        return str(error)
    if isinstance(error, WorkerTimeout):
        return "Understanding it anew takes too long; it stays as it was."
    return f"It could not be understood anew ({type(error).__name__}); it stays as it was."
