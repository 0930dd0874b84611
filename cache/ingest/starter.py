"""The starter feeds: film, television, music and celebrity outlets with a public feed.

Offered at the first start and by ``pullquote feeds import --starter``; nothing is subscribed unasked.
"""

from __future__ import annotations

from importlib.resources import files


def starter_opml() -> bytes:
    """Give the subscription list that comes with Pullquote: OPML 2.0, folders by subject."""
    return files("pullquote.cache.ingest").joinpath("starter.opml").read_bytes()
