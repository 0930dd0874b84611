"""When two spellings are one name: the form under which names are compared, for the library and for the rules.

``normalize`` brings any text to comparable words; ``name_key`` is the form of a name, ``name_words`` that of its words.
``lists`` are names that somebody handed over, ``index`` finds one among very many in a file, ``subjects`` are whom a
quotation is about.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pullquote.cache.core.article import WORK_TYPES, EntityType

# Patterns as text: compiling them when this is imported would cost the commands that normalize nothing.
_APOSTROPHES = "['’‘ʼ`´]"
_NOT_WORD = r"[\W_]+"
_LAST_PLUS = r"(?<=\w)\+(?!\w)"
_ARTICLE = r"(?i)^(?:the|a|an)\s+(?=[^\s&+])"


@lru_cache(4096)  # the same names come again and again
def normalize(text: str) -> str:
    """Return ``text`` in lower case without accents and punctuation, words parted by one blank.

    ``&`` is read as "and", a plus at the end of a word as "plus". Text that is nothing but signs stays as it is, in
    lower case.
    """
    if text.isascii():
        plain = text.lower()
        if plain.isalnum():  # most are one word; not said of other letters, of which one is an apostrophe
            return plain
    else:
        plain = unicodedata.normalize("NFKD", text).casefold()
        if marks := [char for char in set(plain) if unicodedata.combining(char)]:
            plain = plain.translate(dict.fromkeys(map(ord, marks)))
    plain = re.sub(_APOSTROPHES, "", plain).replace("&", " and ")
    if "+" in plain:
        plain = re.sub(_LAST_PLUS, " plus", plain)
    return re.sub(_NOT_WORD, " ", plain).strip() or text.casefold().strip()


@lru_cache(8192)  # each name of an article is compared many times
def name_key(name: str, kind: EntityType | None = None) -> str:
    """Return the form under which two spellings of a name are the same.

    Works and groups lose a leading article, and so does a name of which it is not known yet what it names (``kind`` is
    ``None``).
    """
    if kind is None or kind == "group" or kind in WORK_TYPES:
        name = re.sub(_ARTICLE, "", name)
    return normalize(name)


def name_words(name: str) -> list[str]:
    """Return the keys of the words of a name, as blanks part them: "Mary-Lou Roe" has two, "mary lou" and "roe"."""
    return [normalize(word) for word in re.sub(_ARTICLE, "", name.strip()).split()]
