"""Polite, bounded, guarded HTTP.

``client`` sends every request, ``transport`` checks where it may go, ``decompress`` undoes gzip in bounded steps.
``host_queue`` keeps the requests to one host apart, ``schedule`` says when a feed may be fetched again, ``robots``
reads and caches robots.txt, ``http_cache`` the freshness of pages. Each is imported by name: importing this room
costs nothing.
"""

import sys

# Where click is installed, httpx imports its own command line and Rich with it, which nobody here calls.
# It stands ready for that import to fail, and then costs half as much to load.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
