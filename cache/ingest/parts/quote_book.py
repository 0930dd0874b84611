"""The quote book, as the app and the command line use it (``Library.clippings``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from pullquote.cache.core.article import DEK_BLOCK, TITLE_BLOCK, Article, Quote
from pullquote.cache.core.clippings import LONGEST, Anchor, Clipping, Place
from pullquote.cache.core.clippings.anchoring import Finder, anchored, passages
from pullquote.cache.core.counts import counted
from pullquote.cache.core.errors import NotFound, UsageError
from pullquote.cache.core.sanitize import clean_text
from pullquote.cache.store.database import Database
from pullquote.cache.store.file.conversions import now, seconds
from pullquote.cache.store.guard import guarded, veils
from pullquote.cache.store.quotations import clippings
from pullquote.cache.store.reading import articles

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence


MOST_PARTS: Final = 500
"""Most blocks one passage goes over."""
MOST_IN_ARTICLE: Final = 2_000
"""Most clippings of one article."""
_SAID: Final = 60
"""Most characters of a passage in a sentence about it."""


class QuoteBook:
    """What the user highlighted, kept and noted. What changes something is one step that undo takes back.

    Headlines beside clippings come softened where they are veiled; passages the user marked are their own and are
    shown. Methods raise ``LibraryError``, ``NotFound`` for an article or a clipping that is not there, and
    ``UsageError`` for a passage or note that is too long.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def highlight(
        self,
        article: int,
        places: Sequence[Place],
        note: str = "",
        *,
        opened: Collection[int] = (),
        shown: Sequence[tuple[int, str]] = (),
    ) -> list[Clipping]:
        """Highlight a passage, which may go over several blocks; return its clippings, one a block.

        What overlaps a highlight that is there becomes one with it, with the notes of both; where it adds nothing, it
        is no step. Places are those of the article as it is shown; what is veiled and not ``opened`` has none.
        ``shown``, where it is given, are the ``passages`` they were chosen in: where other words stand in a place now,
        nothing is marked. Raises ``NotFound``, ``UsageError``.
        """
        note = _note(note)
        if not places or len(places) > MOST_PARTS:
            raise UsageError(f"A passage goes over 1 to {MOST_PARTS} paragraphs; mark less at once.")
        with self._database.write() as conn:
            value = articles.article(conn, article)
            texts = passages(value)
            veiled = self._veiled(conn, article, opened)
            for place in places:
                _anchored(texts, place, veiled)
            if shown and _words_at(places, shown) != _words_at(places, texts):
                raise NotFound("That is not in the text that is kept; select it there.")
            there = clippings.of(conn, article)
            finder = Finder(texts)
            marked = [(one, place) for one in there if one.kind == "highlight" for place in finder.places(one.anchor)]
            pieces, gone = _as_one(value, texts, _joined(places), marked)
            pieces[0] = replace(pieces[0], note=_with_note(pieces[0].note, note))
            old = {one.id: one for one in there}
            if len(there) - len(gone) + sum(not one.id for one in pieces) > MOST_IN_ARTICLE:
                raise UsageError(f"An article holds {MOST_IN_ARTICLE:,} marks at most; remove some of them first.")
            changed = [number for number, one in enumerate(pieces) if old.get(one.id) != one]
            if changed:
                met = gone or any(one.id for one in pieces)
                sentence = f"{'As before' if met else 'No longer highlighted'}: {_said(pieces[changed[0]].text)}."
                stamp = now()
                put = [replace(pieces[number], changed=stamp) for number in changed]
                for number, one in zip(changed, clippings.change(conn, sentence, put=put, gone=gone), strict=True):
                    pieces[number] = one
        return self._softened(pieces)

    def find(self, article: int, passage: str) -> list[Place]:
        """Return where a passage stands in an article as it is shown, a place for each block it goes over.

        Signs, white space and case may differ. Raises ``NotFound``, and ``UsageError`` where it stands several times
        or has no words.
        """
        passage = clean_text(passage).strip()
        if not passage:
            raise UsageError('There is no passage in that; copy its words, as in `pullquote highlight 42 "the words"`.')
        with self._database.reading() as conn:
            value = veils.article(conn, articles.article(conn, article), spoilers=self._database.spoilers)
        found = Finder(passages(value)).everywhere(passage)
        if not found:
            raise NotFound(
                f"Article {article} does not say {_said(passage)}. `pullquote show {article}` prints it; copy the "
                "words from there."
            )
        if len(found) > 1:
            raise UsageError(f"{_said(passage)} stands in article {article} {len(found)} times; write more of it.")
        return found[0]

    def keep_quote(self, article: int, quote: int | Quote, note: str = "") -> Clipping:
        """Keep a quote of an article: the quote, or its number among those that ``Library.article`` shows.

        One that is kept already stays as it is, with the note added.
        """
        note = _note(note)
        with self._database.write() as conn:
            value = articles.article(conn, article)
            if isinstance(quote, int):
                shown = veils.article(conn, value, spoilers=self._database.spoilers).quotes
                if not 0 <= quote < len(shown):
                    raise NotFound(f"Article {article} has no quotation {quote + 1}; it has {len(shown)}.")
                quote = shown[quote]
            place = Place(quote.block, quote.start, quote.start + len(quote.alone))
            texts = passages(value)
            anchor = _anchored(texts, place, ())
            finder = Finder(texts)
            for one in clippings.of(conn, article):
                if one.kind == "quotation" and place in finder.places(one.anchor):
                    kept = replace(one, note=_with_note(one.note, note))
                    if kept != one:
                        sentence = f"The note is as before: {_said(one.text)}."
                        [kept] = clippings.change(conn, sentence, put=[replace(kept, changed=now())])
                    return self._softened([kept])[0]
            new = replace(
                clippings.about(value, seconds(now())),
                kind="quotation",
                anchor=anchor,
                speaker=quote.speaker,
                via=quote.via,
                note=note,
            )
            [kept] = clippings.change(conn, f"No longer kept: {_said(new.text)}.", put=[new])
        return self._softened([kept])[0]

    def note(self, clipping: int, text: str) -> Clipping:
        """Write the note of a clipping, empty for none; an article that has nothing but its note is taken out then."""
        text = _note(text)
        with self._database.write() as conn:
            one = clippings.clipping(conn, clipping)
            if one.note != text:
                what = f": {_said(one.text)}" if one.text else " to the article"
                sentence = f"The note is as before{what}."
                if one.kind == "article" and not text:
                    clippings.change(conn, sentence, gone=[one.id])
                    one = replace(one, note="")
                else:
                    [one] = clippings.change(conn, sentence, put=[replace(one, note=text, changed=now())])
        return self._softened([one])[0]

    def note_article(self, article: int, text: str) -> Clipping | None:
        """Write the note to an article as a whole; ``None`` where the empty text took it away."""
        text = _note(text)
        with self._database.write() as conn:
            value = articles.article(conn, article)
            there = next((one for one in clippings.of(conn, article) if one.kind == "article"), None)
            if there is None and not text:
                return None
            if there is not None and there.note == text:
                return self._softened([there])[0]
            sentence = "The note to the article is as before." if there else "The article has no note again."
            if not text:
                clippings.change(conn, sentence, gone=[there.id] if there else [])
                return None
            base = there or clippings.about(value, seconds(now()))
            [one] = clippings.change(conn, sentence, put=[replace(base, note=text, changed=now())])
        return self._softened([one])[0]

    def remove(self, clippings_: Sequence[int]) -> int:
        """Take clippings out of the quote book; return how many were there."""
        with self._database.write() as conn:
            gone = [one for number in dict.fromkeys(clippings_) if (one := _there(conn, number))]
            if gone:
                back = f"In the quote book again: {_said(gone[0].text or gone[0].note)}."
                if len(gone) > 1:
                    back = f"{counted(len(gone), 'entry', 'entries')} are in the quote book again."
                clippings.change(conn, back, gone=[one.id for one in gone])
        return len(gone)

    def entry(self, clipping: int) -> Clipping:
        """Return a clipping. Raises ``NotFound``."""
        with self._database.reading() as conn:
            return self._softened([clippings.clipping(conn, clipping)])[0]

    def clippings(self, query: str = "", *, limit: int | None = None) -> list[Clipping]:
        """List the quote book, the newest first; with a query, what has its words or is of articles that answer it."""
        from pullquote.cache.store.quotations import clipping_search  # lazy: most calls look for nothing

        with self._database.reading() as conn:
            if not query.strip():
                return self._softened(clippings.every(conn, limit=limit))
            return self._softened(clipping_search.found(conn, query)[:limit])

    def of(self, article: int) -> list[Clipping]:
        """Return the clippings of an article in the order of its text, its own note first."""
        with self._database.reading() as conn:
            found = clippings.of(conn, article)
            if not found and articles.is_there(conn, article):
                return []  # most articles: their text is not unpacked for it
            value = articles.article(conn, article)
        finder = Finder(passages(value))
        where = {one.id: (finder.places(one.anchor) or [one.anchor.place])[0] for one in found}
        return self._softened(sorted(found, key=lambda one: _order(where[one.id])))

    def places(self, article: Article) -> list[tuple[Clipping, Place]]:
        """Return where in the text of an article, as it is shown now, its clippings stand, in the order of the text.

        They are found by their words and what is around them; those that are not found are left out, and stay. A
        passage whose block was split since stands in several places. Articles with nothing but a note are not asked.
        """
        pairs = [(one, place) for one, places in self.marks(article) for place in places]
        return sorted(pairs, key=lambda pair: _order(pair[1]))

    def marks(self, article: Article) -> list[tuple[Clipping, list[Place]]]:
        """Return every clipping of an article, with its places as in ``places``: none for a note to the whole."""
        if article.id is None:
            return []
        with self._database.reading() as conn:
            found = clippings.of(conn, article.id)
        if not found:
            return []
        finder = Finder(passages(article))
        return [(one, finder.places(one.anchor)) for one in self._softened(found)]

    def _veiled(self, conn: sqlite3.Connection, article: int, opened: Collection[int]) -> set[int]:
        if self._database.spoilers:
            return set()
        found = veils.of(conn, [article]).get(article)
        if found is None:
            return set()
        parts = {*found.parts, *(() if found.title is None else (TITLE_BLOCK,))}
        return parts.difference(opened)

    def _softened(self, found: list[Clipping]) -> list[Clipping]:
        """Return clippings with the headlines of their articles as they may be shown."""
        if self._database.spoilers or not found:
            return found
        numbers = {one.article for one in found if one.article is not None}
        with self._database.reading() as conn:
            titles = {number: veil.title for number, veil in veils.of(conn, numbers).items() if veil.title is not None}
            alone = {one.title for one in found if one.article is None} if guarded.is_anything(conn) else set()
            # Where the article is gone, its headline is judged by itself.
            softer = {title: veils.of_text(conn, Article(title=title)).title for title in alone}
        shown = [titles.get(one.article) if one.article is not None else softer.get(one.title) for one in found]
        return [
            one if title is None else replace(one, title=title, veiled=True)
            for one, title in zip(found, shown, strict=True)
        ]


def _there(conn: sqlite3.Connection, number: int) -> Clipping | None:
    try:
        return clippings.clipping(conn, number)
    except NotFound:
        return None


def _note(text: str) -> str:
    """Return a note as it is kept. Raises ``UsageError``."""
    text = clean_text(text).strip()
    if len(text) > LONGEST:
        raise UsageError(f"A note has at most {LONGEST:,} characters, and this one has {len(text):,}; shorten it.")
    return text


def _with_note(*notes: str) -> str:
    """Return notes as one, each once. Raises ``UsageError``."""
    return _note("\n\n".join(dict.fromkeys(filter(None, notes))))


def _anchored(texts: Sequence[tuple[int, str]], place: Place, veiled: Collection[int]) -> Anchor:
    """Return what is kept of a passage. Raises ``NotFound``, ``UsageError``."""
    if place.block in veiled:
        raise UsageError("That part is veiled against spoilers; open it first.")
    if place.stop - place.start > LONGEST:
        raise UsageError(f"A passage has at most {LONGEST:,} characters; mark less of it.")
    anchor = anchored(texts, place)
    if anchor is None:
        raise NotFound("There are no words in that place of the article.")
    return anchor


def _words_at(places: Iterable[Place], texts: Sequence[tuple[int, str]]) -> list[str]:
    """Return what stands in places of the passages of an article."""
    blocks = dict(texts)
    return [blocks.get(place.block, "")[place.start : place.stop] for place in places]


def _joined(places: Iterable[Place]) -> list[Place]:
    """Return places in the order of the text, those that overlap as one."""
    joined: list[Place] = []
    for place in sorted(places, key=_order):
        last = joined[-1] if joined else None
        if last and last.block == place.block and place.start < last.stop:
            joined[-1] = Place(last.block, last.start, max(last.stop, place.stop))
        else:
            joined.append(place)
    return joined


def _as_one(
    value: Article, texts: Sequence[tuple[int, str]], places: list[Place], marked: Sequence[tuple[Clipping, Place]]
) -> tuple[list[Clipping], set[int]]:
    """Return the highlights that places become, as one with those they overlap, and which of these are gone then.

    The oldest of what becomes one stays, over the whole and with all notes.
    """
    met: dict[int, Clipping] = {}
    while more := [one for one, at in marked if one.id not in met and any(_overlap(at, place) for place in places)]:
        met |= {one.id: one for one in more}
        places = _joined([*places, *(at for one, at in marked if one.id in met)])
    pieces: list[Clipping] = []
    left = dict(met)
    for place in places:
        within = sorted({one.id for one, at in marked if one.id in left and _overlap(at, place)})
        notes = _with_note(*(left[number].note for number in within))
        if not within:
            fresh = replace(
                clippings.about(value, seconds(now())), kind="highlight", anchor=_anchored(texts, place, ())
            )
            pieces.append(_by_whom(fresh, value))
            continue
        kept = left[within[0]]
        if [at for one, at in marked if one.id == kept.id] == [place]:
            pieces.append(replace(kept, note=notes))
        else:
            pieces.append(_by_whom(replace(kept, note=notes, anchor=_anchored(texts, place, ())), value))
        for number in within:
            del left[number]
    return pieces, set(met).difference(one.id for one in pieces)


def _by_whom(one: Clipping, value: Article) -> Clipping:
    """Return a highlight with who said it, where it stands within one quotation."""
    at = one.anchor.place
    said = next((q for q in value.quotes if q.block == at.block and q.start <= at.start and at.stop <= q.end), None)
    return replace(one, speaker=said.speaker if said else None, via=said.via if said else None)


def _overlap(one: Place, other: Place) -> bool:
    return one.block == other.block and one.start < other.stop and other.start < one.stop


def _order(place: Place) -> tuple[int, int, int]:
    """Return a key that sorts places as an article is read: headline, dek, blocks."""
    part = place.block - DEK_BLOCK if place.block >= 0 else TITLE_BLOCK - place.block
    return part, place.start, place.stop


def _said(text: str) -> str:
    """Return the beginning of a passage for a sentence."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= _SAID else line[: _SAID - 1].rstrip() + '…'}”"
