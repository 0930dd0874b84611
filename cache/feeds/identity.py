"""Which entries are one article: those of one document, and those of a document and what came by the feed before.

Pure: values in, values out. The docstring of ``identify`` is the rule.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import asdict, replace

from pullquote.cache.core.feed import Entry, Fingerprint, KnownEntry
from pullquote.cache.core.names import normalize
from pullquote.cache.core.sanitize import unescape
from pullquote.cache.core.urls import address_key

_TAG = re.compile(r"<[^<>]*+>")
_NOT_WORD = re.compile(r"[\W_]+")
_MARK = re.compile(r"#[0-9a-f]{12}(?:-\d+)?$")
"""The end of a key that was made unique."""


class Identified(Struct, frozen=True):
    """An entry of a document, and the article it is.

    ``entry.key`` is what it is kept under, ``known`` what is kept under that already (``None`` for a new article),
    ``digest`` the hash of its content. ``shared``: its link leads to other articles of the feed too.
    """

    entry: Entry
    digest: bytes
    fingerprint: Fingerprint
    known: KnownEntry | None
    shared: bool


def identify(entries: Iterable[tuple[Entry, bytes]], known: Sequence[KnownEntry]) -> list[Identified]:
    """Return the entries of one document, each with the article it is; ``known`` is what came by the feed before.

    ``entries`` come with the hashes of their content. Their places in the document say nothing. What decides:

    ======  ======  ============================  ===========================================
    guid    link    title, date, text             one article?
    ======  ======  ============================  ===========================================
    same    same    any                           yes
    same    other   one of them the same          yes: the permalink changed
    same    other   none the same                 no: the guid is used again
    stem    same    any                           yes: the guid counts versions of an article
    stem    other   title or date the same        yes: the site moved
    other   same    date or text the same         yes: the feed got new guids
    other   same    only the title the same       no: a column; yes without dates and texts
    other   same    none the same                 no
    absent  same    one of them the same          yes
    absent  same    none the same                 no: the page of a column
    other   other   all that is stated the same   yes: everything moved
    other   other   else                          no
    absent  absent  two of them the same          yes
    absent  absent  else                          no
    ======  ======  ============================  ===========================================

    Guids are the ``same`` as written, and have one ``stem`` where they differ only in what makes no difference to an
    address (scheme, ``www.``, fragment, tracking). Links are the same by ``address_key``, titles and texts by their
    letters and digits. ``absent`` is what not both state; of what only one states, nothing is said. Where all that both
    state is one guid or one link, that decides.

    The strongest evidence goes first, and counts only where it is unambiguous: where it fits one entry of the document
    and one article of the feed. So a link or a guid that many entries share identifies none of them, no two entries
    become one article, and nothing takes the place of an article that is still in the document.

    Within one document an entry repeats an earlier one, and is left out, where all is the same; where guid, link and
    title or date are; where stem, link and title are; and where, whatever the guids, link, title, date and text are.
    """
    found: list[_Found] = []
    taken: set[object] = set()
    for entry, digest in entries:
        one = _Found(entry, digest)
        evidence = {(names, value) for names in _REPEATS if (value := one.marks.evidence(names))}
        if taken.isdisjoint(evidence):
            found.append(one)
        taken |= evidence
    links = Counter(one.marks.link for one in found)
    for one in found:
        if not one.entry.id and one.marks.link is not None and links[one.marks.link] > 1:
            one.marks.values["key"] = _marked(one)  # its link alone is the key of none
    kept = [_Kept(one) for one in known]
    _match(found, kept, _RULES[0])
    wanted = {value for one in found if not one.match for value in one.marks.values.values()} - {None}
    near = [one for one in kept if not wanted.isdisjoint(one.marks.values.values())]
    for rule in _RULES[1:]:
        _match(found, near, rule)
    articles: defaultdict[int | None, set[object]] = defaultdict(set)
    for old in kept:
        articles[old.marks.link].add(old.article)
    keys = {one.key for one in known}
    return [
        Identified(
            replace(one.entry, key=one.match.known.key if one.match else _new_key(one, keys)),
            one.digest,
            one.marks.fingerprint,
            one.match.known if one.match else None,
            one.marks.link is not None and (links[one.marks.link] > 1 or len(articles[one.marks.link]) > 1),
        )
        for one in found
    ]


def fingerprint(entry: Entry) -> Fingerprint:
    """Return what tells an entry from others."""
    text = _TAG.sub(" ", entry.content or entry.summary)
    return Fingerprint(
        guid=_bits(entry.id),
        stem=_stem(entry.id),
        link=address_key(entry.link),
        title=_bits(normalize(entry.title)),
        date=int(entry.published.timestamp()) if entry.published else None,
        text=_bits(_NOT_WORD.sub("", unescape(text)).casefold()),
    )


class _Marks:
    """What tells an entry from others, by name: its fingerprint, the key it has or had, the hash of its content."""

    def __init__(self, fingerprint: Fingerprint, key: str, digest: bytes | None) -> None:
        self.fingerprint = fingerprint
        self.link = fingerprint.link
        self.values: dict[str, object] = {**asdict(fingerprint), "key": key, "digest": digest}

    def evidence(self, names: tuple[str, ...]) -> tuple[object, ...] | None:
        """Return the values of ``names``; ``None`` where too many are not stated: what is, then says too little."""
        values = tuple(self.values[name] for name in names)
        return None if values.count(None) > _MAY_LACK.get(names, 0) else values

    def state(self, other: _Marks, *names: str) -> bool:
        """Return whether this and the ``other`` entry both state one of the fields."""
        return any(self.values[name] is not None and other.values[name] is not None for name in names)


class _Found:
    """An entry of the document, and what is kept of the article it is."""

    def __init__(self, entry: Entry, digest: bytes) -> None:
        self.entry = entry
        self.digest = digest
        self.marks = _Marks(fingerprint(entry), entry.key, digest)
        self.match: _Kept | None = None


class _Kept:
    """A known entry. One of an older library has no fingerprint: its key, hash and article stand for that."""

    def __init__(self, known: KnownEntry) -> None:
        self.known = known
        self.article: object = known.article or known.key
        self.taken = False
        guid = _MARK.sub("", known.key)
        marks = known.fingerprint or Fingerprint(
            guid=_bits(guid),
            stem=_stem(guid),
            link=address_key(known.link),
            title=_bits(normalize(known.title)),
            date=known.date,
        )
        self.marks = _Marks(marks, known.key, None if known.fingerprint else known.hash or None)


class _Rule(NamedTuple):
    """An entry is the article of a known one if the fields ``same`` are the same, unless the condition holds."""

    same: tuple[str, ...]
    unless: Callable[[_Marks, _Marks], bool] | None = None


def _guids_say_no(one: _Marks, other: _Marks) -> bool:
    return one.state(other, "guid") and one.state(other, "date", "text")


def _has_address(one: _Marks, other: _Marks) -> bool:
    return one.state(other, "guid", "link")


_WHOLE = ("guid", "link", "title", "date", "text")
_ALL_BUT_GUID = ("link", "title", "date", "text")
_WORDS_AND_DATE = ("title", "date", "text")
_MAY_LACK = {_WHOLE: 4, _ALL_BUT_GUID: 1, _WORDS_AND_DATE: 1}
"""How many fields neither entry need state for all of them to be the same."""
_RULES = (
    _Rule(_WHOLE),
    _Rule(("digest",)),
    _Rule(("guid", "link", "title")),
    _Rule(("guid", "link", "date")),
    _Rule(("guid", "link", "text")),
    _Rule(_ALL_BUT_GUID),
    _Rule(("guid", "link")),
    _Rule(("guid", "title")),
    _Rule(("guid", "date")),
    _Rule(("guid", "text")),
    _Rule(("stem", "link")),
    _Rule(("stem", "title")),
    _Rule(("stem", "date")),
    _Rule(("link", "date")),
    _Rule(("link", "text")),
    _Rule(("link", "title"), _guids_say_no),
    _Rule(_WORDS_AND_DATE),
    _Rule(("title", "date"), _has_address),
    _Rule(("date", "text"), _has_address),
    _Rule(("title", "text"), _has_address),
    _Rule(("guid",), lambda one, other: one.state(other, "link", "title", "date")),
    _Rule(("stem",), lambda one, other: one.state(other, "link", "title", "date", "text")),
    _Rule(("link",), lambda one, other: one.state(other, "guid", "title", "date", "text")),
    _Rule(("key",), lambda one, other: one.state(other, "guid", "link", "title", "date", "text")),
)
"""The strongest evidence first."""

_REPEATS = (_WHOLE, ("guid", "link", "title"), ("guid", "link", "date"), ("stem", "link", "title"), _ALL_BUT_GUID)


def _match(found: Sequence[_Found], kept: Sequence[_Kept], rule: _Rule) -> None:
    """Find the articles of the entries that have none yet, by one rule."""
    if not kept or all(one.match for one in found):
        return
    evidence = [one.marks.evidence(rule.same) for one in found]
    times = Counter(evidence)
    fitting: defaultdict[object, list[_Kept]] = defaultdict(list)
    for old in kept:
        if (value := old.marks.evidence(rule.same)) and value in times:
            fitting[value].append(old)
    for one, value in zip(found, evidence, strict=True):
        if one.match or not value or times[value] > 1:
            continue
        free = [old for old in fitting[value] if not old.taken]
        if not free or (rule.same != _WHOLE and len({old.article for old in fitting[value]}) > 1):
            continue
        if not (rule.unless and rule.unless(one.marks, free[0].marks)):
            one.match, free[0].taken = free[0], True


def _new_key(one: _Found, taken: set[str]) -> str:
    """Return a key for a new article: the entry's own, with a mark of what it says where that is taken."""
    key = str(one.marks.values["key"])
    if key in taken:
        key = base = _marked(one)
        number = 2
        while key in taken:
            key, number = f"{base}-{number}", number + 1
    taken.add(key)
    return key


def _marked(one: _Found) -> str:
    """Return the key of an entry with a mark of what it says."""
    said = repr(one.marks.fingerprint).encode()
    return f"{_MARK.sub('', one.entry.key)}#{hashlib.sha256(said).hexdigest()[:12]}"


def _bits(text: str | None) -> int | None:
    """Return 64 bits that stand for a text; ``None`` for an empty one."""
    if not text:
        return None
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def _stem(guid: str | None) -> int | None:
    """Return what a guid shares with other spellings of it: by address where it is one, else without its fragment."""
    text = (guid or "").partition("#")[0]
    return address_key(text) or _bits(text)
