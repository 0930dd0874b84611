"""Polite, bounded HTTP; feeds, discovery, subscription lists and images.

``http`` asks, ``network`` says where a request may go, ``decode`` undoes gzip in bounded steps,
``schedule`` says when a feed may be asked again, ``queue`` keeps hosts apart, ``crew`` asks side by side,
``robots`` reads robots.txt; ``feeds`` reads RSS, Atom and JSON Feed, ``discovery`` finds the feeds of a
page, ``opml`` reads and writes subscription lists, ``images`` keeps pictures. Each is imported by name: importing
this room costs nothing.
"""

import sys

# Where click is installed, httpx imports its own command line and Rich with it, which nobody here calls.
# It stands ready for that import to fail, and then costs half as much to load.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
