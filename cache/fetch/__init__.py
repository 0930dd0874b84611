"""Polite, bounded, guarded HTTP.

``client`` sends every request, ``transport`` over the HTTP parser, which no other module knows; ``target`` says how an
address is asked, ``wire`` and ``tls`` are the connection, ``guard`` says where a request may go, ``decompress`` undoes
gzip within bounds.
``host_queue`` keeps the requests to one host apart, ``schedule`` says when a feed may be fetched again, ``robots``
reads and caches robots.txt, ``http_cache`` the freshness of pages. Each is imported by name: importing this room
costs nothing.
"""
