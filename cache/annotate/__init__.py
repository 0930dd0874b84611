"""Who and what an article is about: a ``Document`` in; quotes, entities, mentions and release dates out.

``annotate`` is pure and deterministic. ``pipeline`` holds the order of the passes: the text is read once
(``text``), candidates are gathered with their evidence (``works``, ``people``, ``characters``, ``organizations``,
``known_in_text``), become entities whose mentions are found (``entities``), then who said what is settled
(``quotes``, ``speakers``, ``coreference``, ``told``), and when a work comes out (``releases``, with ``release_dates``,
``release_verbs``, ``release_sentences``, ``release_facts`` and ``release_lists``).
"""

from __future__ import annotations

from pullquote.cache.annotate.known_names import KnownEntities
from pullquote.cache.annotate.pipeline import annotate

__all__ = ["KnownEntities", "annotate"]
