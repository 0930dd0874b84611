"""Quotation marks: which runs of a text stand between them.

All usual pairs are known: “ ”, " ", ‘ ’, ' ', « », ‹ ›, „ “, ``  ''. An apostrophe is never counted as a
mark, a mark that is missing never spoils the rest of the article: each text is read by itself, from left to
right, with the surroundings of a mark deciding whether it opens or closes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile("[\"“”„‟«»‹›‘’'＂]|``|''")
_CLOSERS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’'",
    "'": "'’",
    '"': '"',
    "＂": "＂",
    "``": "''",
    "”": "”",
}
_BEFORE_OPEN = frozenset(" \u00a0\u2009\u202f\t\n([{—–-/:…🎤")
_SINGLE_REACH = 1500
"""A single-quoted run is not looked for farther than this: an apostrophe can always be mistaken for its end."""

_CLIPPED = re.compile(r"(?:em|til|till|cause|cos|bout|round|tis|twas|n|d|ll|s)\b", re.IGNORECASE)
"""What stands behind an apostrophe that begins a word: "get ’em", "rock ’n’ roll"."""

_SLIP = re.compile(r"(?<=\w)[,.!?…][’'](?=\s+[A-Za-z])")

_FAR = 200
"""Behind so many code points a double mark that is not closed ends the search for a single one's end."""

_FAILURES = 25
"""Single marks that opened nothing, after which a text's single marks are all taken for apostrophes."""


class Quoted(NamedTuple):
    """A run between quotation marks: ``start:end`` inside the marks, ``outer`` with them.

    ``nested`` stands inside another; ``closed`` is false where the paragraph ends before the closing mark.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    mark: str
    nested: bool
    closed: bool


def quoted_runs(text: str, following: str = "") -> list[Quoted]:
    """Return the runs between quotation marks, in order of their opening marks.

    ``following`` is the text of the next paragraph: where it repeats a single opening mark that is not closed here,
    that mark was one and no apostrophe.
    """
    repeated = following[:20].lstrip()[:1]
    found: list[Quoted] = []
    open_double: tuple[str, int, int] | None = None
    single_until = -1
    inner: list[Quoted] = []
    outer_single: Quoted | None = None
    failures = 0
    within: list[tuple[int, int]] = []
    for match in _MARK.finditer(text):
        mark, at, end = match[0], match.start(), match.end()
        if mark in ("'", "’", "‘", "‹", "›"):
            if at < single_until or mark in ("’", "›") or failures > _FAILURES or not _opens(text, at, end):
                continue
            run = _single(text, mark, at, within=open_double is not None, goes_on=mark == repeated)
            if run is None:
                failures += 1
                continue
            single_until = run.outer_end
            if open_double is not None:
                inner.append(run._replace(nested=True))
            else:
                outer_single = run
                found.append(run)
            continue
        if open_double is None:
            if mark == "''" or not _can_open(text, mark, at, end):
                continue
            open_double = (mark, at, end)
            continue
        opener, opened_at, opened_end = open_double
        closes = (mark[0] in _CLOSERS[opener] and (mark != opener or not _reopens(text, at, end))) or _closes_other(
            text, opener, mark, at, end
        )
        if closes and within:
            inner_at, inner_end = within.pop()
            inner.append(Quoted(inner_end, at, inner_at, end, opener, True, True))
        elif closes:
            nested = outer_single is not None and opened_at < outer_single.outer_end
            found.append(Quoted(opened_end, at, opened_at, end, opener, nested, True))
            found += inner
            inner, open_double = [], None
        elif mark == opener and _opens(text, at, end) and _is_closed_twice(text, mark, end):
            within.append((at, end))
        elif mark == opener and _opens(text, at, end):
            # A second opening mark means that a closing one is missing: the first run ends here.
            found.append(_miswritten(text, open_double, at) or _unclosed(text, open_double, at))
            found += inner
            inner, open_double = [], (mark, at, end)
    if open_double is not None:
        found.append(_unclosed(text, open_double, len(text)))
        found += inner
    found.sort()
    return [_trimmed(text, run) for run in found if text[run.start : run.end].strip()]


def _trimmed(text: str, run: Quoted) -> Quoted:
    """Return a run without the blanks that French sets inside its marks."""
    inner = text[run.start : run.end]
    if not (inner[0].isspace() or inner[-1].isspace()):
        return run
    return run._replace(
        start=run.start + len(inner) - len(inner.lstrip()), end=run.end - len(inner) + len(inner.rstrip())
    )


def _miswritten(text: str, opened: tuple[str, int, int], limit: int) -> Quoted | None:
    """Return the run that a single mark ends by mistake: “It took nine years,’ said Roe."""
    mark, at, end = opened
    slip = _SLIP.search(text, end, limit)
    if slip is None or "‘" in text[end : slip.start()] or " '" in text[end : slip.start()]:
        return None
    return Quoted(end, slip.end() - 1, at, slip.end(), mark, False, True)


def _unclosed(text: str, opened: tuple[str, int, int], limit: int) -> Quoted:
    mark, at, end = opened
    stop = len(text[:limit].rstrip()) if limit - end < 100_000 else limit
    return Quoted(end, max(end, stop), at, max(end, stop), mark, False, False)


def _opens(text: str, at: int, end: int) -> bool:
    """Return whether a mark has a border before it and a word after it."""
    before = text[at - 1] if at else " "
    after = text[end] if end < len(text) else " "
    return (before in _BEFORE_OPEN or before in "\"“„«‘'¿¡" or not before.isprintable()) and not after.isspace()


def _can_open(text: str, mark: str, at: int, end: int) -> bool:
    after = text[end] if end < len(text) else " "
    before = text[at - 1] if at else " "
    if mark == "„":
        return True
    if mark in ("“", "‟", "«", "``"):
        return not (after.isspace() and mark != "«") or before.isspace()
    if mark in ("”", "»"):
        return (_opens(text, at, end) or (before == ":" and mark == "”")) and (after.isalnum() or after in "¿¡ ")
    if before == ":" and after.isspace():
        following = text.find(mark, end)
        return following > 0 and bool(text[end:following].strip())  # "wrote:" It took nine years""
    return _opens(text, at, end) or (not before.isspace() and not before.isdecimal() and after.isalpha())


def _is_closed_twice(text: str, mark: str, end: int) -> bool:
    """Return whether an opening mark within a quotation opens another: both are closed before the next one opens."""
    if len(_CLOSERS[mark]) != 1 or _CLOSERS[mark] == mark:
        return False
    first = text.find(_CLOSERS[mark], end)
    second = text.find(_CLOSERS[mark], first + 1)
    return 0 <= first < second and text.find(mark, end, second) < 0 and "\n" not in text[end:second]


def _reopens(text: str, at: int, end: int) -> bool:
    """Return whether a straight mark inside an open quotation must be an opening one."""
    return at > 0 and text[at - 1] in "([" and end < len(text) and text[end].isalnum()


def _closes_other(text: str, opener: str, mark: str, at: int, end: int) -> bool:
    """Return whether a mark of another style closes what one of the first style opened: “so it went." is read too."""
    if (opener, mark) not in (("“", '"'), ('"', "”")):
        return False
    after = text[end] if end < len(text) else " "
    return not text[at - 1].isspace() and not after.isalnum()


def _single(text: str, mark: str, at: int, *, within: bool, goes_on: bool) -> Quoted | None:
    """Return the run a single mark opens, or nothing when it is an apostrophe.

    ``within`` a quotation in double marks it ends before these do; ``goes_on`` if the next paragraph repeats it.
    """
    start = at + 1
    first = text[start : start + 1]
    if (
        first.isdecimal()
        and text[start : start + 2].isdecimal()
        and text[start + 2 : start + 3] in ("s", " ", ",", ".")
    ):
        return None  # the '90s
    if _CLIPPED.match(text, start):
        return None
    closers = _CLOSERS[mark]
    limit = min(len(text), start + _SINGLE_REACH)
    doubtful: int | None = None
    unclosed = ""
    place = start
    while place < limit:
        char = text[place]
        if char == "\n" or (within and char in '”"'):
            break
        if char in '“"':
            closed = None if char in unclosed else _closing_double(text, place, limit)
            unclosed += char if closed is None else ""
            if closed is None and mark != "‘" and doubtful is None and place - start > _FAR:
                break
            place = place if closed is None else closed
        elif char in closers and place > start:
            after = text[place + 1 : place + 2]
            if not text[place - 1].isspace() and not after.isalnum():
                if after == " " and _may_be_apostrophe(text, start, place):
                    doubtful = place if doubtful is None else doubtful
                else:
                    return Quoted(start, place, at, place + 1, mark, False, True)
        elif char == mark and mark == "‘" and text[place - 1].isspace() and doubtful is not None:
            break
        place += 1
    if goes_on and not within and text[:at].rstrip()[-1:] in ("", ":", ","):
        return _unclosed(text, (mark, at, start), len(text))
    if doubtful is not None:
        return Quoted(start, doubtful, at, doubtful + 1, mark, False, True)
    return None


def _closing_double(text: str, at: int, limit: int) -> int | None:
    """Return where the double mark at ``at`` is closed before ``limit`` and within the paragraph."""
    end = text.find("”" if text[at] == "“" else '"', at + 1, limit)
    return None if end < 0 or "\n" in text[at:end] else end


def _may_be_apostrophe(text: str, start: int, place: int) -> bool:
    """Return whether a mark behind a letter may stand for an owner or a letter left out: "actors’", "goin’", "’n’"."""
    if text[place - 2 : place] in ("in", "'n", "’n", "‘n"):
        return True
    return text[place - 1] == "s" and not _capitals(text[start:place])


def _capitals(run: str) -> bool:
    """Return whether a run is in Title Case (then its first closing mark is the right one)."""
    words = run.split()
    return len(words) <= 10 and all(w[:1].isupper() or w[:1].isdecimal() or len(w) < 5 for w in words)
