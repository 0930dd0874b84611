"""The rules of ``config.toml``: what is done by itself with articles that answer a query.

[[rules]]
query = "outlet:variety oscars"
tag = ["oscars", "to review"]
later = true
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from pullquote.cache.core.nearest import nearest
from pullquote.cache.core.query import complaint
from pullquote.cache.core.sanitize import clean_line
from pullquote.cache.core.tags import clean_tag

FLAGS = ("read", "star", "later", "mute", "notify")
"""The actions of a rule that are switched on, in the order in which they are said; ``tag`` names tags."""
_KEYS = ("name", "query", *FLAGS, "tag")
_LONGEST_NAME = 80


class Rule(Struct, frozen=True, kw_only=True):
    """What is done with the articles that answer ``query``."""

    query: str
    name: str = ""
    read: bool = False
    star: bool = False
    later: bool = False
    mute: bool = False
    notify: bool = False
    tag: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the rule is called: its name, else its query."""
        return self.name or self.query

    @property
    def actions(self) -> tuple[str, ...]:
        """What the rule does, as words."""
        return (*(flag for flag in FLAGS if getattr(self, flag)), *(f"tag {tag}" for tag in self.tag))


class RuleOutcome(Struct, frozen=True):
    """What a rule did, or would do: how many articles answer its query, and how many of them it changes."""

    rule: Rule
    matched: int
    changed: int


class BadRule(Exception):
    """What is wrong with the ``number``-th rule, from 0, at one of its keys."""

    def __init__(self, number: int, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.number, self.key = number, key


def read_rules(given: object) -> tuple[Rule, ...]:
    """Return the rules that stand in a file, as TOML has them. Raises ``BadRule``."""
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise BadRule(0, "", "`rules` is a list of tables, each under a line [[rules]]")
    return tuple(_rule(number, one) for number, one in enumerate(given))


def _rule(number: int, given: Mapping[str, Any]) -> Rule:
    for key in given:
        if key not in _KEYS:
            meant = nearest(key, _KEYS)
            known = f"did you mean `{meant}`?" if meant else f"a rule has {', '.join(_KEYS)}"
            raise BadRule(number, key, f"a rule has no key `{key}`; {known}")
    _check(number, given, FLAGS, lambda value: isinstance(value, bool), "true or false")
    _check(number, given, ("name", "query"), lambda value: isinstance(value, str), "text")
    _check(number, given, ("tag",), _is_tags, 'a tag, or a list of tags such as ["oscars", "to review"]')
    query = clean_line(given.get("query", ""), None)
    if not query:
        raise BadRule(number, "query", 'a rule needs a `query`, such as query = "outlet:variety oscars"')
    if wrong := complaint(query):
        raise BadRule(number, "query", f"`query` cannot be read: {wrong.rstrip('.')}")
    tags = given.get("tag", ())
    rule = Rule(
        query=query,
        name=clean_line(given.get("name", ""), _LONGEST_NAME),
        tag=tuple(dict.fromkeys(map(clean_tag, [tags] if isinstance(tags, str) else tags))),
        **{flag: given.get(flag, False) for flag in FLAGS},
    )
    if not rule.actions:
        raise BadRule(number, "query", f"this rule does nothing; give it one of {', '.join((*FLAGS, 'tag'))}")
    return rule


def _check(number: int, given: Mapping[str, Any], keys: Sequence[str], fits: Callable[[Any], bool], takes: str) -> None:
    for key in keys:
        if key in given and not fits(given[key]):
            raise BadRule(number, key, f"`{key}` of a rule takes {takes}")


def _is_tags(value: Any) -> bool:
    tags = [value] if isinstance(value, str) else value
    return isinstance(tags, list) and all(isinstance(tag, str) and clean_tag(tag) for tag in tags)
