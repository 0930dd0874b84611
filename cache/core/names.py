"""Names and addresses brought to the form they are compared in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pullquote.cache.core.article import WORK_TYPES, EntityType

# Patterns as text: compiling them when this is imported would cost the commands that fold nothing.
_APOSTROPHES = "['’‘ʼ`´]"
_NOT_WORD = r"[\W_]+"
_ARTICLE = r"^(?:the|a|an) (?=\S)"
_TRACKING = r"(?i:utm_[a-z]+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|cmpid|ocid|s_cid)="


@lru_cache(4096)  # the same names come again and again
def fold(text: str) -> str:
    """Return ``text`` in lower case without accents and punctuation, words parted by one blank.

    Text that is nothing but signs stays as it is, in lower case.
    """
    if text.isascii():
        plain = text.lower()
    else:
        plain = unicodedata.normalize("NFKD", text).casefold()
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(_APOSTROPHES, "", plain).replace("&", " and ")
    return re.sub(_NOT_WORD, " ", plain).strip() or text.casefold().strip()


def name_key(name: str, kind: EntityType) -> str:
    """Return the form under which two spellings of a name are the same: works lose a leading article."""
    key = fold(name)
    return re.sub(_ARTICLE, "", key) if kind in WORK_TYPES else key


def address_key(url: str | None) -> int | None:
    """Return 64 bits that two spellings of one address share; ``None`` for a site's front page, which is no article.

    Scheme, ``www.``, fragment, a last slash and what campaigns append make no difference.
    """
    if not url:
        return None
    from hashlib import blake2b
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = (parts.netloc.rpartition("@")[2]).lower().removeprefix("www.")
    query = "&".join(piece for piece in parts.query.split("&") if piece and not re.match(_TRACKING, piece))
    path = parts.path.rstrip("/")
    if not host or not (path or query):
        return None
    digest = blake2b(f"{host}{path}?{query}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
