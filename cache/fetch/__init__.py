"""Polite, bounded, guarded HTTP.

``client`` sends every request, ``transport`` checks where it may go, ``decompress`` undoes gzip in bounded steps.
``host_queue`` keeps the requests to one host apart, ``schedule`` says when a feed may be fetched again, ``robots``
reads and caches robots.txt, ``http_cache`` the freshness of pages. Each is imported by name: importing this room
costs nothing.
"""

from pullquote.cache.core.import_shortcuts import skip_httpx_command_line

skip_httpx_command_line()
