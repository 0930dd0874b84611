"""Optional modules marked as missing, because looking for them or loading them costs start-up time.

The only place that edits ``sys.modules``. ``None`` there is Python's own mark for a module known to be missing:
importing it raises ``ModuleNotFoundError`` at once. Each function leaves alone what is loaded already.
"""

import sys


def load_msgspec_alone() -> None:
    """Import msgspec without ``typing_extensions``: a quarter of the start of a piped command.

    msgspec takes two functions from ``typing_extensions`` where it finds it, and from ``typing`` where it does not.
    Only Textual brings it here, and may import it afterwards.
    """
    if "msgspec" in sys.modules or "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        import msgspec as msgspec
    finally:
        del sys.modules["typing_extensions"]


def skip_httpx_command_line() -> None:
    """Keep httpx from importing its command line, and Rich with it: half of what httpx takes to load.

    It does so where click is installed, and is ready for that import to fail.
    """
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]


def skip_missing_sniffio() -> None:
    """Keep httpcore from searching the whole path for ``sniffio`` at every lock: most of a request's cost.

    Does nothing where ``sniffio`` is installed.
    """
    import importlib.util  # lazy: commands that fetch nothing do without it

    if "sniffio" not in sys.modules and importlib.util.find_spec("sniffio") is None:
        sys.modules["sniffio"] = None  # type: ignore[assignment]
