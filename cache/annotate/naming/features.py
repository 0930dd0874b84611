"""What is seen of a run of words that may be a name: the words in it and around it, how they are set, what is near.

What is seen at its first word is the same for all runs that begin there, and so for its last word: both are looked up
once. Words are told apart where they are everyday words; a name is told by its form, so that no name is known by heart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from pullquote.cache.annotate.text.document_text import DocumentText, gender_of, is_doubtful_first_name
from pullquote.cache.annotate.text.vocabulary import (
    EITHER_NOUNS,
    FILM_NOUNS,
    FRANCHISE_NOUNS,
    FUNCTION_WORDS,
    HONORIFICS,
    NOUNS_BEFORE_OF,
    OTHER_NOUNS,
    OTHER_PLURALS,
    RELEASE_VERBS,
    ROLE_NOUNS,
    SAID,
    SHOW_NOUNS,
    SPEECH_VERBS,
    by_word,
)
from pullquote.cache.core.times.words import MONTH_NUMBERS, WEEKDAY_NUMBERS

_GENRES: dict[str, str] = by_word(
    {
        "film": "film films movie movies director box-office cinema sequel festival premiere screenplay blockbuster",
        "show": "series episode episodes season showrunner sitcom drama soap broadcaster network streamer viewers",
        "music": "album albums song songs single singles tour band singer rapper chart track tracks gig vocals ep lp",
        "book": "novel novels author book books publisher memoir debut novelist readers shortlist",
        "play": "theatre theater stage play plays musical playwright west end revival rehearsals",
        "game": "game games developer studio players console gameplay rpg",
        "podcast": "podcast podcasts hosts listeners episode",
    }
)

_FORMS: dict[str, str] = by_word(
    {
        "recap": "recap recaps recapped finale episode spoilers",
        "review": "review reviews reviewed",
        "obituary": "dies dead death obituary remembered",
        "interview": "interview exclusive",
        "chart": "box office chart charts ratings top",
        "casting": "cast casts casting joins star stars play adds boards lead leads",
        "release": "album single song tour track ep drops shares announce",
    }
)
"""What form an article has, by the words of its headline."""
_BESIDE_ITEMS = frozenset(("and", "or", "&", "the", "a", "an"))
"""What stands between the items of a list beside commas."""
_LONGEST_LIST = 40
"""Words of a list that are gone back over for what stands before it."""

_KIN: dict[str, str] = {
    **dict.fromkeys(ROLE_NOUNS, "ROLE"),
    **dict.fromkeys(HONORIFICS, "TITLE"),
    **dict.fromkeys(SPEECH_VERBS | SAID, "SAYS"),
    **dict.fromkeys(RELEASE_VERBS, "RUNS"),
    **dict.fromkeys(NOUNS_BEFORE_OF, "PART"),
    **dict.fromkeys(SHOW_NOUNS, "SHOW"),
    **dict.fromkeys(FILM_NOUNS, "FILM"),
    **dict.fromkeys(EITHER_NOUNS | FRANCHISE_NOUNS, "SCREEN"),
    **{noun: kind.upper() for noun, kind in (OTHER_NOUNS | OTHER_PLURALS).items()},
    **dict.fromkeys(MONTH_NUMBERS, "MONTH"),
    **dict.fromkeys(WEEKDAY_NUMBERS, "DAY"),
}
"""What words that stand beside names are, so that those of one kind count together."""


Held = tuple[int, int]
"""A token of a segment that belongs to an organization."""


class Seen:
    """What is seen in one segment: ``first`` and ``last`` for its words, ``whole`` for runs of them."""

    def __init__(
        self, document_text: DocumentText, number: int, words: frozenset[str], genre: str, held: Iterable[Held]
    ) -> None:
        segment = document_text.segments[number]
        self._text = document_text
        self._segment = segment
        self._genre = genre
        self._form = form_of(document_text)
        self._headline = document_text.headline
        self._starts = frozenset((0, *segment.sentences, len(segment.tokens)))
        self._forms = [
            token.lower if token.lower in words else _form(token.text, token.lower, token.capital)
            for token in segment.tokens
        ]
        for where, at in held:
            if where == number:
                self._forms[at] = "^o"
        own: Counter[str] = Counter()
        if not _GENRES.keys().isdisjoint(segment.vocabulary):
            own.update(_GENRES[word] for word in segment.lowers if word in _GENRES)
        self._own = max(own, key=lambda g: (own[g], g)) if own else ""
        self._quotes = {run.start: run.end for run in document_text.quoted[number]}
        self._links = {s.start: s.end for s in segment.spans if s.kind == "link"}

    def first(self, i: int) -> tuple[str, ...]:
        """Return what is seen at the word that a run begins with."""
        segment, forms, text = self._segment, self._forms, self._text
        token = segment.tokens[i]
        starts = self._starts
        one = "<" if i in starts else forms[i - 1]
        two = "<" if one == "<" or i - 1 in starts else forms[i - 2]
        three = "<" if two == "<" or i - 2 in starts else forms[i - 3]
        gender = gender_of(token.lower) or "-"
        doubtful = "?" if is_doubtful_first_name(token.lower) else ""
        plain = "w" if text.is_word(token.lower) else ""
        left = self._content(i, -1)
        return (
            forms[i],  # the word
            _gap(segment.gap(i)) if i else "<",
            one,
            f"{two} {one}",  # two words before it
            two,
            three,
            f"{segment.kind}{'H' if segment.headline else ''}{'f' if token.first else ''}{plain}",
            gender + doubtful,  # as a first name
            "" if forms[i][0] != "^" else token.lower[-3:],  # how an unknown word ends
            left[0],  # words of content before it
            left[1],
            _kin(one),  # the same by what they are
            _kin(left[0]),
            f"{_kin(left[0])} {_kin(left[1])}",
            "j" if i and token.joined and segment.tokens[i - 1].capital else "",  # a capital before it
            self._counts(token.lower),  # with a capital, without
            f"{forms[i]} {one}",
            self._genre,  # what the article and the paragraph are about
            self._own,
            "s" if i and segment.tokens[i - 1].possessive else "",  # whose it is
            *self._list(i),  # what stands before the list it is in, and the item beside it
            f"{self._form} {forms[i] if forms[i][0] == '^' else ''}",  # the form of the article
        )

    def last(self, i: int) -> tuple[str, ...]:
        """Return what is seen at the word that a run ends with."""
        segment, forms = self._segment, self._forms
        token = segment.tokens[i]
        many, starts = len(forms), self._starts
        one = ">" if i + 1 in starts else forms[i + 1]
        two = ">" if one == ">" or i + 2 in starts else forms[i + 2]
        right = self._content(i, 1)
        return (
            forms[i],
            _gap(segment.gap(i + 1)) if i + 1 < many else ">",
            one,
            f"{one} {two}",  # two words after it
            two,
            "s" if token.possessive else "",  # it has something
            "" if forms[i][0] != "^" else token.lower[-3:],
            "j" if i + 1 < many and segment.tokens[i + 1].joined and segment.tokens[i + 1].capital else "",
            right[0],  # words of content after it
            right[1],
            _kin(one),  # the same by what they are
            _kin(right[0]),
            self._counts(token.lower),
            gender_of(token.lower) or "-",
            "" if forms[i][0] != "^" else token.lower[-2:],
            f"{forms[i]} {one}",
        )

    def whole(self, first: int, last: int, times: int) -> tuple[str, ...]:
        """Return what is seen of the run ``first:last``, whose words stand ``times`` in the article."""
        segment, forms, text = self._segment, self._forms, self._text
        tokens = segment.tokens
        length = last - first
        shape = []
        small = ""
        for at in range(first, last):
            form = forms[at]
            gap = segment.gap(at) if at > first and not tokens[at].joined else ""
            if gap:
                shape.append(gap.strip()[:1])
            if at > first and tokens[at - 1].possessive:
                shape.append("s")
            if tokens[at].capital:
                shape.append(form[:2] if form[0] == "^" else "w")
            else:
                shape.append("#" if form[0] == "#" else "-")
                small = small or (form if form[0] != "#" else "")
        start, end = tokens[first].start, tokens[last - 1].end
        mark = "e" if segment.is_emphasised(start, end) else ""
        quote = self._quotes.get(start, -9)
        mark += "q" if -1 <= quote - end <= 2 else ""
        mark += "l" if -1 <= self._links.get(start, -9) - end <= 1 else ""
        left = _gap(segment.gap(first)) if first else "<"
        right = _gap(segment.gap(last)) if last < len(tokens) else ">"
        single = "1" if length == 1 else ""
        named = "h" if segment.lowers[first:last] in self._headline else ""
        return (
            str(length),  # words
            "".join(shape[:8]),  # their forms
            f"{min(times, 4)}{single}",
            f"{mark}{single}",  # italics, quotation marks, a link
            small,  # its first small word
            f"{'a' if tokens[last - 1].text in text.alone else ''}{single}",
            f"{'a' if tokens[first].text in text.alone else ''}{single}",
            f"{left}{right}",  # what stands on both sides
            f"{'<' if first in self._starts else forms[first - 1]} {'>' if last in self._starts else forms[last]}",
            f"{forms[first]} {forms[last - 1]}",
            f"{self._genre} {self._own} {single}",
            f"{'f' if tokens[first].first else ''}{'s' if tokens[last - 1].possessive else ''}{min(length, 3)}",
            f"{self._form} {min(length, 2)}",
            f"{named}{'H' if segment.headline else ''}{min(length, 3)}",
        )

    def _counts(self, lower: str) -> str:
        """Return how often a word stands in the article with a capital, and how often without, to a few."""
        return f"{min(self._text.upper.get(lower, 0), 3)}{min(self._text.lower.get(lower, 0), 2)}"

    def _list(self, i: int) -> tuple[str, str]:
        """Return what stands before the list that token ``i`` begins an item of, and how the item before it is made.

        Both are "" where no item stands before it.
        """
        segment, starts = self._segment, self._starts
        tokens, lowers = segment.tokens, segment.lowers
        if i in starts or (lowers[i - 1] not in _BESIDE_ITEMS and segment.gap(i)[:1] not in (",", ";")):
            return "", ""
        forms = self._forms
        at = i
        item = ""
        while at and at not in starts and i - at < _LONGEST_LIST:
            before = tokens[at - 1]
            comma = segment.gap(at)[:1] in (",", ";")
            joined = at != i and lowers[at] in _BESIDE_ITEMS and tokens[at].joined
            if lowers[at - 1] in _BESIDE_ITEMS:
                at -= 1
            elif comma and (before.capital or before.text[0].isdecimal()):
                at = self._item(at)
                item = item or f"{forms[at]} {'1' if at + 1 == i else ''}"
            elif joined and before.capital:
                at = self._item(at)
                item = item or forms[at]
            else:
                break
        if not item:
            return "", ""
        return ("<" if at in starts else _kin(forms[at - 1])), item

    def _item(self, end: int) -> int:
        """Return where the run of capitals begins that ends before token ``end``."""
        tokens = self._segment.tokens
        at = end - 1
        while at and at not in self._starts and tokens[at].joined and tokens[at - 1].capital:
            at -= 1
        return at

    def _content(self, i: int, step: int) -> tuple[str, str]:
        """Return the two nearest words that are no names and no small words, at most seven away in the sentence."""
        forms, starts = self._forms, self._starts
        edge = 1 if step < 0 else 0
        at = i + step
        near = ""
        for _ in range(7):
            if at + edge in starts:
                break
            form = forms[at]
            if form[0] not in "^#~" and form not in FUNCTION_WORDS:
                if near:
                    return near, form
                near = form
            at += step
        return near, ""


@lru_cache(8192)  # texts are made of the same words
def _kin(form: str) -> str:
    """Return what a word is among the words that stand beside names, or else its stem."""
    kin = _KIN.get(form)
    if kin is not None or len(form) < 5 or form[0] in "^#~":
        return kin or form
    for ending in ("ing", "ers", "ed", "es", "er", "s"):
        if form.endswith(ending):
            return form[: -len(ending)]
    return form


def genre_of(document_text: DocumentText) -> str:
    """Return what an article is about by the words it uses most: "film", "show", "music", …; "" if none is used."""
    counts: Counter[str] = Counter()
    for word, genre in _GENRES.items():
        counts[genre] += document_text.words.get(word, 0)
    best = max(counts, key=lambda g: (counts[g], g))
    return best if counts[best] else ""


def form_of(document_text: DocumentText) -> str:
    """Return the form of an article, as its headline tells it: "recap", "review", …; "" if it does not."""
    words = frozenset(document_text.segments[0].lowers) if document_text.segments else frozenset()
    return next((form for word, form in _FORMS.items() if word in words), "")


def _form(text: str, lower: str, capital: bool) -> str:
    """Return what stands for a word that is no everyday one: its form, or the word where it is a title of honour."""
    if text[0].isdecimal() or text[0] in "$£€#":
        return "####" if len(text) == 4 and text.isdecimal() else "#"
    if lower in HONORIFICS:
        return lower
    if not capital:
        return "~" + lower[-2:]
    if text.isupper() and len(text) > 1:
        return "^A" if "." not in text else "^."
    gender = gender_of(lower)
    if gender:
        return "^" + gender
    return "^-" if "-" in text else "^"


def _gap(gap: str) -> str:
    """Return what stands between two words, in few kinds."""
    if gap == " ":
        return " "
    bare = gap.strip()
    if not bare:
        return "\n" if "\n" in gap else " "
    return bare[:2]
