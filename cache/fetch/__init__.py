"""Polite, bounded, guarded HTTP.

``client`` sends every request, ``transport`` over the HTTP library, which no other module knows; ``guard`` says where
a request may go, ``decompress`` undoes gzip within bounds.
``host_queue`` keeps the requests to one host apart, ``schedule`` says when a feed may be fetched again, ``robots``
reads and caches robots.txt, ``http_cache`` the freshness of pages. Each is imported by name: importing this room
costs nothing.
"""

from pullquote.cache.core.import_shortcuts import skip_httpx_command_line

skip_httpx_command_line()
