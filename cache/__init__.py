"""Fetch, understand and keep articles. Imports neither Textual nor Rich."""

from pullquote.cache.core.import_shortcuts import load_msgspec_alone, load_urllib_alone

__version__ = "0.1.0"

load_msgspec_alone()
load_urllib_alone()
