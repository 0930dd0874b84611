"""What tells the news of an article, as it is compared with others: words, names, quotations, numbers, acts.

Pure. ``grouping`` compares it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from pullquote.cache.core.article import WORK_TYPES, Article, Entity, Heading, block_text
from pullquote.cache.core.names import name_key, normalize
from pullquote.cache.core.stories.headline_stages import stages_of
from pullquote.cache.core.stories.headline_words import (
    acts_of,
    is_common,
    is_month,
    kind_of,
    numbers_of,
    words_of,
)
from pullquote.cache.core.stories.languages import Language, language
from pullquote.cache.core.stories.openings import language_in, read_opening
from pullquote.cache.core.stories.roots import root

VERSION = 8
"""The version of what is kept of an article: what an older one kept is to be made anew."""
SAID = "said"
"""The kind of a headline that is nothing but what somebody says: the same news only with the same quotation."""
DIGEST = "digest"
"""The kind of a text with several news under headings of their own, as a newsletter: it is the same news as none."""
_SAID = re.compile(
    r"^[^:“”‘’\"]{3,60}: ?(?:“[^“”]+”|‘[^‘]+[’]|[\"'][^\"]+[\"'])$|^(?:“[^”]+”|‘[^‘]+’): \w+(?: \S+){0,3} on "
)
_QUOTED = r"(?:“[^“”]+”|‘[^‘]+’|\"[^\"]+\"|'[^\"]+?'(?!\w))"
_LED = re.compile(rf"^{_QUOTED}\s?[:–—-]\s?(?P<rest>[^:]+)$|^(?P<first>[^:“‘\"]+):\s?{_QUOTED}$")
_TALKS = re.compile(r"\b(?:on|about|why|how|talks?|says?|tells?|speaks?|opens up|explains?|reveals?|remembers?)\b")
_SPEAKS_OF = re.compile(r"^((?:\w+ ){1,4}?\w+) (?:talks?|on) (?!hold|board|set|tour|air|sale|trial|strike)")
_LEDE, _FIGURES = 700, 12
"""Signs of headline and text whose figures are kept, and how many; further on stands what happened before."""
_SPELLED = {
    word: str(number)
    for number, word in (
        *enumerate("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 10),
        *(
            (10 * number, word)
            for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
        ),
    )
}
_FIGURE = re.compile(
    rf"(?=[\d{''.join(sorted({word[0] for word in _SPELLED}))}])(?<![\w.,:/-])"  # first: most words begin otherwise
    rf"(?:(?P<word>(?a:{'|'.join(_SPELLED)}))(?![\w-])|"  # ASCII: else ſ is an s, and ı an i
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?:m|mn|bn|b|k|th)?(?![\w:/]|[.,]\d))",
    re.IGNORECASE,
)
_PART, _PARTS, _OWN_PARTS = 15, 3, 0.6
"""Words of a part of a digest, how many it has at least, and the share of them that have names of their own."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMES, _QUOTES, _RUN, _LEAST_RUN = 12, 24, 5, 4
KEYS_OF_QUOTE = 3
"""Keys that a quotation gives, at most."""
_KEY = 0x7FFFFFFF


class News(Struct, frozen=True, array_like=True):
    """What tells the news of an article.

    Words, names and quotations are keys, numbers of 31 bits. ``words`` are those of the headline that tell something,
    ``common`` those that many headlines have, ``named`` those that are of a name; ``names`` the names that matter
    most in all of the text, ``subjects`` those of them that the headline has. ``title`` is the whole
    headline; ``outlet`` is empty where it is not known. ``stages`` is how far things have come in the headline, and
    ``told`` the words of headline and beginning of the text that are of no name, ``proper`` those that are, by their
    roots; ``given`` are those of them that stand before another of the same name. ``figures`` are the sums, ages and
    counts with which headline and text begin, from ten on, without years and days. ``events`` is what happens, the
    plainest told first, and how plainly; ``works`` and ``people`` are last words of works and first names of people in
    the headline.
    """

    when: int
    outlet: str
    title: int
    words: tuple[int, ...] = ()
    common: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    names: tuple[int, ...] = ()
    subjects: tuple[int, ...] = ()
    quotes: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""
    stages: tuple[str, ...] = ()
    told: tuple[int, ...] = ()
    version: int = VERSION
    figures: tuple[str, ...] = ()
    proper: tuple[int, ...] = ()
    events: tuple[tuple[str, int], ...] = ()
    works: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    given: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[int, ...]:
        """What articles are looked up by that may be the same news."""
        return tuple(dict.fromkeys((*self.quotes, *self.named, *self.words, *self.proper)))


def news_of(article: Article, when: datetime, outlet: str | None = None) -> News:
    """Return what tells the news of an article that is dated ``when``."""
    return placed(news_in(article), when, outlet)


def placed(news: News, when: datetime, outlet: str | None = None) -> News:
    """Return what tells the news of an article with its date, and with its outlet as the library calls it."""
    return replace(news, when=int(when.timestamp()), outlet=normalize(outlet) if outlet else news.outlet)


def news_in(article: Article) -> News:
    """Return what the text of an article tells of its news, which is all but when that was."""
    title = normalize(article.title)
    names = sorted(article.entities, key=lambda entity: (-entity.mentions, -entity.score))
    stated = (article.language or "")[:2].lower()
    code = language_in(article.title, article.dek or "", article.text, stated)
    tongue = language(code)
    cut = root if tongue is None else tongue.root
    of_names = {cut(word) for entity in names for name in (entity.name, *entity.aka) for word in name_key(name).split()}
    opening = read_opening(article.title, article.dek or "", article.text, of_names, code)
    proper = set(opening.proper)
    in_title = {word for written in title.split() if cut(written) in proper for word in _words(written, tongue)}
    reported = _reported(article.title)
    happened = f" {normalize(reported)} "
    subjects: dict[int, None] = {}
    works: dict[int, None] = {}
    people: dict[int, None] = {}
    for entity in names:
        for name in (entity.name, *entity.aka):
            key = name_key(name)
            if key and f" {key} " in f" {title} ":
                in_title.update(_words(key, tongue))
                happened = happened.replace(f" {key} ", " _ ")
                subjects[_key("n", name_key(entity.name))] = None
                if entity.type in WORK_TYPES:
                    works[_key("w", cut(key.rpartition(" ")[2]))] = None
                elif entity.type == "person" and " " in key:
                    people[_key("w", cut(key.partition(" ")[0]))] = None
    words = _words(title, tongue)
    common = {word for word in words if is_common(word) or (tongue is not None and cut(word) in tongue.common)}
    happened = happened.strip()
    return News(
        when=0,
        outlet=normalize(article.outlet or ""),
        title=_key("t", title),
        words=tuple(_key("w", cut(word)) for word in words if word not in in_title and word not in common),
        common=tuple(_key("w", cut(word)) for word in words if word not in in_title and word in common),
        named=tuple(_key("w", cut(word)) for word in words if word in in_title),
        names=tuple(dict.fromkeys(_key("n", name_key(entity.name)) for entity in names))[:_NAMES],
        subjects=tuple(subjects),
        quotes=quote_keys(quote.text for quote in article.quotes),
        numbers=tuple(sorted(numbers_of(title, article.title))),
        acts=() if tongue is not None else tuple(sorted(acts_of(happened))),
        kind=_kind(reported, normalize(reported), names, tongue) or (DIGEST if _is_digest(article, names) else ""),
        language=stated or code,
        stages=() if tongue is not None else tuple(sorted(stages_of(happened))),
        told=tuple(_key("w", word) for word in opening.told),
        proper=tuple(_key("w", word) for word in opening.proper),
        events=opening.events,
        works=tuple(works),
        people=tuple(people),
        given=tuple(_key("w", word) for word in opening.given if word in proper),
        figures=figures_in(f"{article.title} . {article.dek or ''} . {article.text}"[:_LEDE]),
    )


def _words(text: str, tongue: Language | None) -> tuple[str, ...]:
    """Return the words of comparable text that tell something, each once; English ones by their stems."""
    if tongue is None:
        return words_of(text)
    return tuple(dict.fromkeys(word for word in text.split() if word not in tongue.small and len(word) > 1))


def _reported(title: str) -> str:
    """Return what a headline reports beside the quotation that it leads or ends with; all of it where that is nothing.

    What somebody says of a thing is not what has happened: "'We lost it all': fire ends festival".
    """
    found = _LED.match(title.strip())
    rest = (found["rest"] or found["first"]) if found else ""
    words = normalize(rest)
    if len(words.split()) < _LEAST_RUN or _TALKS.search(words):
        return title
    return rest if (found and found["rest"]) or acts_of(words) or stages_of(words) else title


def _kind(written: str, title: str, names: Sequence[Entity], tongue: Language | None) -> str:
    """Return the kind of piece a headline heads; ``said`` where it is nothing but what somebody says or speaks of."""
    if tongue is not None:
        return tongue.kind_of(title) or (SAID if _SAID.search(written) else "")
    if kind := kind_of(title):
        return kind.name
    if (said := _SAID.search(written)) and len(said[0].partition(":")[2].split()) >= _LEAST_RUN:
        return SAID
    for entity in names:
        key = name_key(entity.name)
        if key and (speaks := _SPEAKS_OF.search(title)) and f" {speaks[1]}".endswith(f" {key}"):
            return SAID
    return ""


def _is_digest(article: Article, names: Sequence[Entity]) -> bool:
    """Return whether most parts of a text, each under its heading, have names that no other part has.

    Parts of one piece of news have its names in common.
    """
    parts: list[str] = []
    for block in article.blocks:
        if isinstance(block, Heading):
            parts.append("")
        if parts:
            parts[-1] += f"{block_text(block)}\n"
    parts = [part for part in parts if len(part.split()) >= _PART]
    if len(parts) < _PARTS:
        return False
    where = [{place for place, part in enumerate(parts) if entity.name in part} for entity in names[:_NAMES]]
    own = {place for places in where if len(places) == 1 for place in places}
    widest = max(map(len, where), default=0)
    return len(own) >= max(_PARTS, _OWN_PARTS * len(parts)) and widest <= len(parts) / 2


def figures_in(text: str) -> tuple[str, ...]:
    """Return the sums, ages and counts in a text, from ten on: ``84`` for "$84 million" and "84M", ``11`` for "eleven".

    Years, days and times are none: much that is other news has the same.
    """
    found: dict[str, None] = {}
    for match in _FIGURE.finditer(text):
        if match["word"]:
            found[_SPELLED[match["word"].lower()]] = None
            continue
        number = match["number"].replace(",", "")
        near = (text[: match.start()].split()[-1:], text[match.end() :].split(maxsplit=1)[:1])
        if any(is_month(normalize(word)) for words in near for word in words):
            continue
        if "." not in number and (len(number) < 2 or (number == match["number"] and _YEAR.fullmatch(number))):
            continue
        found[number] = None
    return tuple(found)[:_FIGURES]


def quote_keys(texts: Iterable[str]) -> tuple[int, ...]:
    """Return keys of quotations by which two that share a dozen words are found to be the same.

    Of the runs of five words of each the smallest keys are kept; shorter ones tell nothing.
    """
    found: dict[int, None] = {}
    for text in texts:
        words = normalize(text).split()
        run = _RUN if len(words) >= _RUN else _LEAST_RUN
        runs = {_key("q", " ".join(words[at : at + run])) for at in range(len(words) - run + 1)}
        found |= dict.fromkeys(sorted(runs)[:KEYS_OF_QUOTE])
        if len(found) >= _QUOTES:
            break
    return tuple(found)[:_QUOTES]


def _key(space: str, text: str) -> int:
    return crc32(f"{space}:{text}".encode()) & _KEY


def key_of_word(word: str) -> int:
    """Return the key of the root of a word."""
    return _key("w", word)
