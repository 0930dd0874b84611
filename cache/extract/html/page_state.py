"""The value that a script of a page makes by calling a function with what repeats in it, as Nuxt 2 does.

``window.__NUXT__=(function(a,b){return {title:"…",author:a,free:b}}("Jane Doe",false))`` says a value once and names it
everywhere else. It is a literal of JavaScript, not JSON: names stand for values, and keys without quotation marks.
"""

from __future__ import annotations

import re
from typing import Any

_CALLED = re.compile(
    r"\s*(?:(?:var|let|const)\s+)?[\w$.\[\]\"']{1,60}\s*=\s*[(!]*\s*function\s*\(([\w$,\s]{0,50000})\)\s*\{"
)
_RETURN = re.compile(r"\breturn\s*(?=[{\[])")
_TOKEN = re.compile(
    r"""\s*+(?:(?P<text>"[^"\\]*+(?:\\.[^"\\]*+)*+"|'[^'\\]*+(?:\\.[^'\\]*+)*+')|(?P<sign>[{}\[\]:,()])|"""
    r"""(?P<number>-?\.?\d[\w.+-]{0,30})|(?P<truth>![01])|(?P<name>[A-Za-z_$][\w$]{0,200}))""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|x([0-9a-fA-F]{2})|(\r\n|.))", re.DOTALL)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_WORDS = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}
_MAX_DEPTH = 60
_MAX_TOKENS = 400_000
_MAX_SAID = 200  # characters of a text that may be said more than once


def called_state(script: str) -> Any:
    """Return the object or list that a script assigns from such a call, ``None`` where it does nothing of the kind.

    A name that is none of the function's, and a call within it, stand for nothing.
    """
    head = _CALLED.match(script)
    start = _RETURN.search(script, head.end()) if head else None
    if head is None or start is None:
        return None
    reader = _Reader(script, start.end())
    try:
        value = reader.value()
        reader.take("}")
        reader.skip(")")
        given = reader.arguments()
    except _NoLiteral:
        return None
    return _filled(value, dict(zip((name.strip() for name in head[1].split(",")), given, strict=False)))


class _NoLiteral(Exception):
    """The script says something else here than a value."""


class _Name(str):
    """A name that stands for a value which the call hands over."""


class _Reader:
    """Reads one script from ``place`` on, sign by sign."""

    def __init__(self, script: str, place: int) -> None:
        self.script = script
        self.place = place
        self._left = _MAX_TOKENS

    def value(self, depth: int = 0) -> Any:
        """Return the value that stands here."""
        token = self._next()
        if depth > _MAX_DEPTH:
            raise _NoLiteral
        if token["text"] is not None:
            return _unescaped(token["text"][1:-1])
        if token["number"] is not None:
            return _number(token["number"])
        if token["truth"] is not None:
            return token["truth"] == "!0"
        if token["name"] is not None:
            return self._named(token["name"], depth)
        if token["sign"] == "[":
            return self._members("]", depth)
        if token["sign"] == "{":
            return self._fields(depth)
        raise _NoLiteral

    def take(self, sign: str) -> None:
        """Go past a sign that has to stand here."""
        if not self.skip(sign):
            raise _NoLiteral

    def skip(self, sign: str) -> bool:
        """Go past a sign if it stands here, and return whether it does."""
        token = _TOKEN.match(self.script, self.place)
        if token is None or token["sign"] != sign:
            return False
        self.place = token.end()
        return True

    def arguments(self, depth: int = 0) -> list[Any]:
        """Return the values in round brackets."""
        self.take("(")
        return self._members(")", depth)

    def _next(self) -> re.Match[str]:
        token = _TOKEN.match(self.script, self.place)
        self._left -= 1
        if token is None or self._left < 0:
            raise _NoLiteral
        self.place = token.end()
        return token

    def _named(self, name: str, depth: int) -> Any:
        if name in _WORDS:
            return _WORDS[name]
        if name == "void":
            self._next()
            return None
        if name == "new":
            made = self._next()["name"]
            given = self.arguments(depth + 1)
            return given[0] if made == "Date" and given else None
        if self.script.startswith("(", self.place):
            self.arguments(depth + 1)
            return None
        return _Name(name)

    def _members(self, end: str, depth: int) -> list[Any]:
        found: list[Any] = []
        while not self.skip(end):
            if self.skip(","):
                found.append(None)  # a gap
                continue
            found.append(self.value(depth + 1))
            if not self.skip(","):
                self.take(end)
                break
        return found

    def _fields(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not self.skip("}"):
            token = self._next()
            key = token["name"] or token["number"] or (_unescaped(token["text"][1:-1]) if token["text"] else None)
            if key is None:
                raise _NoLiteral
            self.take(":")
            found[key] = self.value(depth + 1)
            if not self.skip(","):
                self.take("}")
                break
        return found


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    text = _ESCAPE.sub(_sign, text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _sign(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2] or escape[3]
    if code is None:
        return _SIGNS.get(escape[4], escape[4])
    return chr(min(int(code, 16), 0x10FFFF))


def _number(text: str) -> float | None:
    try:
        return float(text) if not text.isdigit() or len(text) > 18 else int(text)
    except ValueError:
        return None


def _filled(value: Any, given: dict[str, Any]) -> Any:
    """Return a value with what its names stand for put in their place; a name in what is given stands for nothing.

    What is long is put in once only: a script of some bytes may not stand for very much.
    """
    root = [value]
    waiting: list[Any] = [root]
    while waiting:
        holder = waiting.pop()
        for key, inner in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
            if isinstance(inner, _Name):
                stands_for = given.get(inner)
                holder[key] = None if isinstance(stands_for, _Name) else stands_for
                if isinstance(stands_for, dict | list) or (isinstance(stands_for, str) and len(stands_for) > _MAX_SAID):
                    given[inner] = None
            elif isinstance(inner, dict | list):
                waiting.append(inner)
    return root[0]
