"""What is asked of a service and what its answer gives: the words that asking, reading and deciding share.

A name is looked up by a short conversation. Its first ``Question`` comes of ``conversation.begin``; each ``Answer`` has
complete records, and the questions that complete others. Whoever sends the questions knows nothing of a service.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal
from urllib.parse import quote, urlencode

from msgspec import Struct

from pullquote.cache.core.catalogue import IndexedShow, Provider, Record, RecordKind
from pullquote.cache.core.names import name_key

Step = Literal["search", "whole", "works", "crew", "labels", "index"]
"""What an answer has: candidates, all of one record, a person's or group's works, what they made, names of items, a
page of all there is."""
MOST_CANDIDATES = 3
"""Records of one name that are asked for whole."""
MOST_INEXACT = 2
"""The same where none of them has exactly that name: the first ones of a service that forgives spelling."""


class Question(Struct, frozen=True, kw_only=True):
    """One request: what a service is asked, with the ``drafts`` of records that the answer completes.

    ``name`` is searched for, ``keys`` are asked for. ``beside`` are names that narrow a search down.
    """

    provider: Provider
    step: Step
    kind: RecordKind
    name: str = ""
    keys: tuple[str, ...] = ()
    drafts: tuple[Record, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The one key that is asked for."""
        return self.keys[0]


class Ask(Struct, frozen=True):
    """The address of a question below the base of a service: ``path``, and what stands behind the question mark."""

    path: str
    params: tuple[tuple[str, str], ...] = ()

    def address(self, base: str, *more: tuple[str, str]) -> str:
        """Return the whole address, with further parameters."""
        given = urlencode((*self.params, *more), quote_via=quote, safe="")
        return f"{base}{self.path}?{given}" if given else f"{base}{self.path}"


class Answer(Struct, frozen=True, kw_only=True):
    """What an answer gives: complete records, and what is to be asked next; ``shows`` are a page of an index."""

    records: tuple[Record, ...] = ()
    then: tuple[Question, ...] = ()
    shows: tuple[IndexedShow, ...] = ()


def likely(name: str, found: Iterable[Record]) -> list[Record]:
    """Return the candidates worth a further question: those of exactly that name, else the first of all."""
    listed = list(found)
    wanted = name_key(name)
    exact = [one for one in listed if wanted in {name_key(other) for other in (one.name, *one.aka)}]
    return exact[:MOST_CANDIDATES] if exact else listed[:MOST_INEXACT]
