"""What the app asks the library about editions: what of one is here, what there is to make one of; and making one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from textual.screen import Screen

from pullquote.cache.core.counts import counted
from pullquote.cache.core.edition import LONGEST_MINUTES, USUAL_MINUTES, Edition
from pullquote.cache.core.mute import unmuted_query
from pullquote.cache.core.query import both
from pullquote.cache.core.sanitize import clean_line
from pullquote.tui.render.issue import Issue, about
from pullquote.tui.services.messages import Said
from pullquote.tui.services.programs.handoff import article_text, save_new_file

if TYPE_CHECKING:
    from pullquote.cache.library import Library
    from pullquote.tui.services.library.access import LibraryAccess

MINUTES_KEY = "app.edition_minutes"
"""Where the library remembers for how many minutes the last edition was made."""
FILE_WIDTH = 72
"""Cells of a line of text in a file, as ``handoff`` sets an article."""
SAMPLED = 400
"""Articles whose length is looked at to say how long all of them take."""
NOTHING_UNREAD = "Nothing unread there to make an edition of."


class Wish(Struct, frozen=True):
    """For how many ``minutes`` an edition is wanted, and from what; with ``resume``, the one that is read already."""

    minutes: int = USUAL_MINUTES
    query: str = ""
    resume: bool = False


def issue_of(library: Library, edition: Edition, place: int = 0, *, offline: bool = False) -> Issue:
    """Return what of an edition is in the library, as that shows it now: what is guarded meanwhile is veiled.

    With ``offline``, also which of its articles are not here whole.
    """
    headlines = {row.id: row for row in library.headlines([entry.article for entry in edition.entries])}
    said = library.quotes("", among=[*headlines]) if edition.quotes and headlines else []
    rows = {(row.article, row.text): row for row in reversed(said)}
    quotes = [rows[key] for one in edition.quotes if (key := (one.article, one.text)) in rows]
    lacking = {one.article for one in library.editions.lacking(edition)} if offline else ()
    return Issue(edition, headlines, place, quotes, lacking)


def kept_issue(library: Library) -> Issue | None:
    """Return the edition that was kept last, where something of it is still here; ``None`` for none."""
    if (kept := library.editions.latest()) is None:
        return None
    issue = issue_of(library, *kept)
    return issue if issue.here else None


def minutes_of(library: Library) -> int:
    """Return for how many minutes the last edition was made."""
    kept = library.recall(MINUTES_KEY) or ""
    return int(kept) if kept.isdecimal() and is_length(int(kept)) else USUAL_MINUTES


def is_length(minutes: int) -> bool:
    """Return whether an edition may be so long."""
    return 1 <= minutes <= LONGEST_MINUTES


def unread_words(library: Library, query: str) -> str:
    """Return what there is to make an edition of: ``312 unread, about 9 hours``; "" for nothing.

    Raises ``QueryError``. How long many take is said from the length of some of them.
    """
    ids = library.ids(both("is:unread", query, unmuted_query(library.settings.list.mute)))
    if not ids:
        return ""
    some = library.headlines(ids[:: max(1, len(ids) // SAMPLED)])
    mean = sum(max(1, row.minutes) for row in some) / max(1, len(some))
    return f"{len(ids):,} unread, {about(round(mean * len(ids)))}"


def why_none(library: Library, wish: Wish) -> str:
    """Return why there is no edition to be made."""
    stories, shortest = library.editions.waiting(wish.query)
    if stories and shortest > wish.minutes:
        return f"The shortest of what is unread there takes {counted(shortest, 'minute')}: give it more."
    if stories:
        return "What is unread has no text yet, or came later than the clock says it is now."
    among = f" that {clean_line(wish.query, 60)} finds" if wish.query else ""
    return f"Nothing unread{among} to make an edition of."


EDITION_FORMS = {"epub": "EPUB, a book with pictures", "md": "Markdown", "text": "text"}
"""The forms an edition is offered to be saved in, with what each is."""
_ENDINGS = {"epub": "epub", "md": "md", "text": "txt"}


def file_name(edition: Edition, form: str) -> str:
    """Return a name for the file of an edition."""
    return f"edition-{edition.made.astimezone():%Y-%m-%d}.{_ENDINGS[form]}"


def save(library: Library, edition: Edition, form: str, path: Path) -> str:
    """Save an edition, as it may be shown now, to a new file, and return the sentence for the status line.

    Raises ``UsageError`` where it cannot be written.
    """
    from pullquote.cache.export.edition import edition_markdown, edition_text, length_words  # lazy: few save one

    issue = library.editions.current(edition)
    chapters = [(entry, library.article(entry.article)) for entry in issue.entries if not entry.gone]
    if form == "epub":
        from pullquote.cache.export.edition_book import edition_book  # lazy: only a book needs it

        save_new_file(path, edition_book(issue, chapters, picture=library.picture))
    elif form == "md":
        save_new_file(path, "".join(edition_markdown(issue, chapters)))
    else:
        save_new_file(path, "".join(edition_text(issue, chapters, article_text, width=FILE_WIDTH)))
    return f"Saved {length_words(issue)} to {path}"


def make(owner: Screen[Any], access: LibraryAccess, wish: Wish, show: Callable[[Edition], Any]) -> None:
    """Make and keep an edition and ``show`` it; where there is nothing to make one of, that is said."""
    library = access.library

    def chosen(edition: Edition) -> None:
        if not edition.entries:
            access.look_up(owner, lambda: why_none(library, wish), lambda words: owner.post_message(Said(words)))
            return
        owner.post_message(Said(""))
        access.remember(owner, MINUTES_KEY, str(wish.minutes))
        if library.read_only:
            show(edition)
        else:
            access.write(owner, lambda: library.editions.keep(edition), show)

    owner.post_message(Said(f"Choosing {counted(wish.minutes, 'minute')} of reading"))
    access.look_up(owner, lambda: library.editions.choose(wish.minutes, wish.query), chosen, group="edition")
