"""Fetch, understand and keep articles. Imports neither Textual nor Rich."""

import sys

__version__ = "0.1.0"

if "msgspec" not in sys.modules and "typing_extensions" not in sys.modules:
    # msgspec takes two functions from typing_extensions where it finds it, and from typing where it does not.
    # Only Textual brings it here. Not finding it is a quarter of what a piped command takes to start.
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        import msgspec as msgspec
    finally:
        del sys.modules["typing_extensions"]
