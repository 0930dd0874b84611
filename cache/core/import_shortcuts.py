"""Modules marked as missing, or put off until somebody asks them, because to load them costs start-up time.

The only place that edits ``sys.modules``. ``None`` there is Python's own mark for a module known to be missing:
importing it raises ``ModuleNotFoundError`` at once. Each function leaves alone what is loaded already.
"""

import contextlib
import os
import sys
import typing
from collections.abc import Iterator
from types import ModuleType
from typing import Any


def load_msgspec_alone() -> None:
    """Import msgspec without ``typing_extensions``, a quarter of the start of a piped command, nor what it never needs.

    msgspec takes two functions from ``typing_extensions`` where it finds it, and from ``typing`` where it does not.
    Only Textual brings it here, and may import it afterwards. ``uuid``, of which msgspec wants one class, asks
    ``platform`` for the name of the system, and that compiles nine patterns. What describes types, and makes a JSON
    schema of that, is loaded when it is asked for. It tries whether ``ForwardRef`` takes a word that it takes since
    Python 3.11, which compiles a text, and before the first of these Python makes the classes of syntax trees: 7 %
    of a piped command.
    """
    if "msgspec" in sys.modules:
        return
    stand_ins: dict[str, ModuleType | None] = {
        "typing_extensions": None, "platform": _Platform("platform"), "msgspec._json_schema": _Schemas("schemas"),
        "msgspec.inspect": _Later("msgspec.inspect"),
    }  # fmt: skip
    put = {name: module for name, module in stand_ins.items() if name not in sys.modules}
    sys.modules.update(put)  # type: ignore[arg-type]
    tried, typing.ForwardRef = typing.ForwardRef, _Tried  # type: ignore[misc, assignment]
    try:
        import msgspec as msgspec
    finally:
        typing.ForwardRef = tried  # type: ignore[misc]
        for name in put:
            del sys.modules[name]


class _Tried:
    """Stands in for ``typing.ForwardRef`` while msgspec is imported, which makes one and leaves it."""

    def __init__(self, name: str, *, is_class: bool) -> None:
        """Take what msgspec tries."""


class _Platform(ModuleType):
    """Stands in for ``platform`` while ``uuid`` is imported, which asks it for this alone."""

    @staticmethod
    def system() -> str:
        return os.uname().sysname


class _Schemas(ModuleType):
    """Stands in for the module of msgspec that makes schemas, until it is asked for one."""

    @staticmethod
    def schema(*given: Any, **named: Any) -> Any:
        from msgspec._json_schema import schema  # lazy: 1 ms, for what `schema` alone prints

        return schema(*given, **named)

    @staticmethod
    def schema_components(*given: Any, **named: Any) -> Any:
        from msgspec._json_schema import schema_components

        return schema_components(*given, **named)


def load_urllib_alone() -> None:
    """Import ``urllib.parse`` without ``ipaddress``, which it asks about addresses in brackets alone.

    ``pathlib`` imports it, and so does every command.
    """
    if "urllib.parse" in sys.modules or "ipaddress" in sys.modules:
        return
    sys.modules["ipaddress"] = _Later("ipaddress")
    try:
        import urllib.parse as parse  # noqa: F401 -- it is there now
    finally:
        del sys.modules["ipaddress"]


class _Later(ModuleType):
    """Stands in for a module until something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        from importlib import import_module

        return getattr(import_module(self.__name__), name)


def skip_httpx_command_line() -> None:
    """Keep httpx from importing its command line, and Rich with it: half of what httpx takes to load.

    It does so where click is installed, and is ready for that import to fail.
    """
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]


@contextlib.contextmanager
def without_trio() -> Iterator[None]:
    """Mark ``trio`` as missing within the block: httpcore takes it where it is installed, 60 to 160 ms for nothing."""
    if "trio" in sys.modules:
        yield
        return
    sys.modules["trio"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["trio"]


def skip_missing_sniffio() -> None:
    """Keep httpcore from searching the whole path for ``sniffio`` at every lock: most of a request's cost.

    Does nothing where ``sniffio`` is installed.
    """
    import importlib.util  # lazy: commands that fetch nothing do without it

    if "sniffio" not in sys.modules and importlib.util.find_spec("sniffio") is None:
        sys.modules["sniffio"] = None  # type: ignore[assignment]
