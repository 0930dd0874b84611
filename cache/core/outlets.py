"""What an outlet is called: the name people use for it, from what a page, a feed or an address calls it.

A page often names its outlet by the host it stands on (``baltimoresun.com``, ``TMZ.COM``) or by a handle
(``Grazia_Live``). A name in letters of both sizes is the outlet's own spelling and stays: "Phys.org", "CBSSports.com".
"""

from __future__ import annotations

import re

_HOST = r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.[a-z]{2,10}"
_BESIDE = frozenset("www www1 www2 www3 m mobile amp".split())
_SECOND_LEVELS = frozenset("co com org net ac gov edu".split())
_HOSTING = frozenset(
    "substack wordpress blogspot tumblr medium ghost github gitlab squarespace wixsite typepad go".split()
)
"""Hosts under which each outlet has a label of its own."""
_LAST_WORDS = (
    "sun times post news herald tribune star mail express mirror guardian daily weekly reporter magazine online today "
    "live tv radio insider journal gazette chronicle observer telegraph independent standard press wire world report "
    "stone buzz network review".split()
)
_ABOUT_THE = r"the(?!at(?:er|re)|ra?p|saur|ory|olog|me)(?=[a-z]{3})"
_THREE_AS_A_WORD = r"[^aeiouy][aeiouy][^aeiouy]"
_CAPITALS = 5
"""The longest name in capitals that may be meant so: "TODAY"."""
_VOWELS = frozenset("aeiouyàáâäåæèéêëìíîïòóôöøùúûü")


def outlet_name(said: str) -> str:
    """Return the name of an outlet that calls itself ``said``: a host and a handle are spelled as a name."""
    name = said.strip()
    if "_" in name and " " not in name:
        words = [word for word in name.split("_") if word]
        return " ".join(word.capitalize() for word in words) if name.islower() else " ".join(words)
    if "." not in name or not re.fullmatch(_HOST, name, re.IGNORECASE):
        return name
    label = _label(name)
    if not label.isascii() or label.startswith("xn--"):
        return name
    if name.islower():
        return _spelled(label)
    if label.isupper():  # "TMZ.COM", "TODAY.com"
        return label if len(label) <= _CAPITALS else _spelled(label.lower())
    return name


def is_spelling_of(name: str, host: str) -> bool:
    """Return whether a name is a host's, with blanks and capitals where they belong: "The Wrap" is ``thewrap.com``."""
    own = _letters(_label(host.lower())) if "." in host else ""
    written = _letters(name.lower().replace("&", "and"))
    return bool(own) and own.removeprefix("the") == written.removeprefix("the")


def _label(host: str) -> str:
    """Return the part of a host that names the outlet, without what stands before and the endings behind it."""
    labels = host.split(".")[:-1]
    if len(labels) > 1 and labels[-1].lower() in _SECOND_LEVELS:
        labels.pop()
    if len(labels) > 1 and labels[-1].lower() in _HOSTING:
        labels.pop()
    named = [label for label in labels if label.lower() not in _BESIDE]
    return (named or labels)[-1]


def _spelled(label: str) -> str:
    if re.search(r"\b\w\b", label):  # "n-tv" is itself a word
        return label
    return " ".join(word for part in label.split("-") for word in _words(part))


def _words(label: str) -> list[str]:
    """Return the words of one label of a host: those known to end the names of outlets part it."""
    about = re.match(_ABOUT_THE, label)
    if about:
        return ["The", *_words(label[3:])]
    ends = (end for end in _LAST_WORDS if label.endswith(end) and len(label) >= len(end) + 2)
    end = max(ends, key=len, default="") if label not in _LAST_WORDS else ""
    first = label.removesuffix(end)
    return [_capitalized(word) for word in (first, end) if word]


def _capitalized(word: str) -> str:
    """Return a word with its capital; what can hardly be said as a word is in capitals: "TMZ", "LA", "USA"."""
    if word in _LAST_WORDS and word != "tv":
        return word.capitalize()
    short = len(word) <= 2 or (len(word) == 3 and not re.fullmatch(_THREE_AS_A_WORD, word))
    return word.upper() if short or not _VOWELS.intersection(word) else word[0].upper() + word[1:]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)
