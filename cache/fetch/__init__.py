"""Polite, bounded HTTP; feeds, discovery, subscription lists and images.

``http`` asks, ``network`` says where a request may go, ``decode`` undoes gzip in bounded steps,
``schedule`` says when a feed may be asked again, ``queue`` keeps hosts apart, ``crew`` asks side by side,
``robots`` reads robots.txt; ``feeds`` reads RSS, Atom and JSON Feed, ``discovery`` finds the feeds of a
page, ``opml`` reads and writes subscription lists, ``images`` keeps pictures. Each is imported by name: importing
this room costs nothing.
"""

from pullquote.cache.core.import_shortcuts import skip_httpx_command_line

skip_httpx_command_line()
