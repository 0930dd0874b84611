"""Every test can fail: it asserts something, itself or through what it calls in the tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
Function = ast.FunctionDef | ast.AsyncFunctionDef
FAILING = ("raises", "warns", "fail", "find")
"""Of pytest and Hypothesis: what fails where something does not come."""


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def functions(node: ast.AST) -> Iterator[Function]:
    return (one for one in ast.walk(node) if isinstance(one, Function))


def asserts_itself(function: Function) -> bool:
    """Return whether an assertion stands in a function, and is one that can fail."""
    for node in ast.walk(function):
        match node:
            case ast.Assert(test=ast.Constant(value=value)) if value:
                continue
            case ast.Assert(test=ast.Tuple() | ast.GeneratorExp() | ast.Lambda()):
                continue
            case ast.Assert(test=ast.Compare(left=left, ops=[ast.Eq()], comparators=[right])) if not any(
                isinstance(part, ast.Call) for part in ast.walk(left)
            ) and ast.dump(left) == ast.dump(right):
                continue
            case ast.Assert() | ast.Raise(exc=ast.Call(func=ast.Name(id="AssertionError"))):
                return True
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)) if name in FAILING:
                return True
    return False


def called(function: Function) -> Iterator[tuple[str, bool]]:
    """Yield the names of what a function calls or is given, and whether it is a method."""
    for node in ast.walk(function):
        match node:
            case ast.Call(func=ast.Name(id=name)):
                yield name, False
            case ast.Call(func=ast.Attribute(value=ast.Name(id="subprocess" | "asyncio" | "os"))):
                continue
            case ast.Call(func=ast.Attribute(attr=name)):
                yield name, True
    for argument in function.args.args:
        yield argument.arg, False


@cache
def helpers() -> dict[str, set[Path]]:
    """Return what asserts, itself or through another, by name: where it is."""
    everything = [(path, one) for path in TESTS.rglob("*.py") for one in functions(parsed(path))]
    found: dict[str, set[Path]] = {}
    for path, one in everything:
        if asserts_itself(one):
            found.setdefault(one.name, set()).add(path)
    grown = True
    while grown:
        grown = False
        for path, one in everything:
            if path not in found.get(one.name, ()) and any(
                name in found and path in found[name] for name, _ in called(one)
            ):
                found.setdefault(one.name, set()).add(path)
                grown = True
    return found


def can_fail(path: Path, test: Function) -> bool:
    """Return whether a test asserts: what it calls is of its own module, of one it imports from, or a method."""
    if asserts_itself(test):
        return True
    imported = {
        alias.asname or alias.name
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return any(
        name in helpers() and (path in helpers()[name] or method or name in imported or _is_near(path, helpers()[name]))
        for name, method in called(test)
    )


def _is_near(path: Path, places: set[Path]) -> bool:
    """Return whether one of the places is a ``conftest`` that a module gets its fixtures from."""
    return any(place.name == "conftest.py" and path.is_relative_to(place.parent) for place in places)


@pytest.mark.parametrize("path", sorted(TESTS.rglob("test_*.py")), ids=lambda path: path.relative_to(TESTS).as_posix())
def test_every_test_asserts_something(path: Path) -> None:
    tests = [one for one in functions(parsed(path)) if one.name.startswith("test_")]
    assert [one.name for one in tests if not can_fail(path, one)] == []
