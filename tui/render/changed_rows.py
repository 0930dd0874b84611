"""What changed in an article, above its text: a line that says so, and the changed paragraphs where they are wanted.

Words that were added or taken away have signs around them; where what is shown is read aloud, both versions are said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pullquote.cache.core.changes import Change, Changed, in_words, marked_pieces
from pullquote.cache.core.sanitize import clean_line, clean_text
from pullquote.tui.render.article import written_date
from pullquote.tui.render.icons import Icons
from pullquote.tui.render.layout import ASIDE, Passage, Run

MOST = 200
"""Changes that are shown; the others are counted."""
_LOOKS = {"added": "strong", "gone": "meta"}


def changed_passages(told: Changed | None, icons: Icons, key: str, *, unfolded: bool) -> tuple[Passage, ...]:
    """Return what is said above an article that changed; with ``unfolded``, also what. ``key`` unfolds and folds."""
    if told is None:
        return ()
    since = "since you read it" if told.seen else f"since {written_date(told.since)}"
    does = f"{key}\u00a0puts it away." if unfolded else f"{key}\u00a0shows what."
    if told.compared:
        line = f"Changed {since}: {in_words(told.changes)}. {does}"
    else:
        line = f"Changed {since}: the two texts are being compared."
    notice = Passage(line, "notice", first=f"{icons.arrow} ", rest=" " * len(f"{icons.arrow} "), block=ASIDE)
    return (notice, *(_unfolded(told.changes, icons) if unfolded else ()))


def _unfolded(changes: Sequence[Change], icons: Icons) -> Iterator[Passage]:
    bar = f"{icons.thin_bar} "
    for change in changes[:MOST]:
        yield Passage(change.where, "meta", first=bar, rest=bar, lead_role="thin_bar", block=ASIDE)
        for text, runs in _spoken(change) if icons.spoken else (_signed(change),):
            yield Passage(text, "body", runs, bar, bar, "thin_bar", ASIDE, gap=0)
    if (more := len(changes) - MOST) > 0:
        yield Passage(f"{more:,} more", "meta", first=bar, rest=bar, lead_role="thin_bar", block=ASIDE)
    yield Passage("", "gap", block=ASIDE, gap=0)


def _signed(change: Change) -> tuple[str, tuple[Run, ...]]:
    """Return a paragraph with the words added and taken away between signs, and their looks."""
    text, runs = "", []
    for piece, shown in marked_pieces(change.pieces):
        words = clean_text(shown).replace("\n", " ")
        words = words if text else words.lstrip()
        if look := _LOOKS.get(piece.kind):
            start = len(text) + len(words) - len(words.lstrip())
            runs.append(Run(start, len(text) + len(words.rstrip()), look))
        text += words
    return text, tuple(runs)


def _spoken(change: Change) -> Iterator[tuple[str, tuple[Run, ...]]]:
    was, now = change.excerpts()
    if change.kind != "added":
        yield f"was: {clean_line(was, None)}", ()
    if change.kind != "gone":
        yield f"now: {clean_line(now, None)}", ()
