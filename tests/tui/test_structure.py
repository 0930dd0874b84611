"""How the terminal's classes are built: from Textual, and from a base of our own at most one level deep."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from importlib.util import find_spec

import pullquote.tui
from pullquote.tui.reader.screen import ReaderScreen

SERVES = "pullquote.tui.cli.serving"
"""Needs the extra `serve`."""


def _own_bases(kind: type) -> int:
    return sum(base.__module__.startswith("pullquote.tui") for base in kind.__mro__[1:])


def test_no_class_inherits_from_our_own_more_than_one_level_deep() -> None:
    deep = {}
    for module in pkgutil.walk_packages(pullquote.tui.__path__, "pullquote.tui."):
        if module.name.endswith("__main__") or (module.name == SERVES and find_spec("textual_serve") is None):
            continue
        for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if kind.__module__ == module.name and _own_bases(kind) > 1:
                deep[f"{module.name}.{kind.__name__}"] = [base.__name__ for base in kind.__mro__]
    assert deep == {}
    assert _own_bases(ReaderScreen) == 0
