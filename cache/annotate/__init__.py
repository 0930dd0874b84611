"""Who and what an article is about: a ``Document`` in; quotes, entities, mentions and release dates out.

``annotate`` is pure and deterministic. ``pipeline`` holds the order of the passes: the text is read once (``text``),
and candidates are gathered with their evidence: what the words themselves show (``naming``); ``works``; ``people`` by
``person_evidence``; ``acts`` of several; ``characters``, ``famous`` ones, and those of ``plots`` by ``plot_words``;
``organizations`` by ``organization_cues``; ``known_names`` of the library (``known_in_text``) and of lists
(``listed_in_text``). They become ``entities`` whose mentions are found. Then who said what is settled: ``quotes``
with their ``signatures``, the ``answers`` of interviews, ``speakers`` by ``phrases``, ``speaker_nouns`` and
``coreference``, and to which outlet it was ``told``. Last, when a work comes out: ``releases``, by ``release_dates``,
``release_verbs``, ``release_sentences``, ``release_facts`` and ``release_lists``.
"""

from __future__ import annotations

from pullquote.cache.annotate.known_names import KnownEntities
from pullquote.cache.annotate.pipeline import annotate

__all__ = ["KnownEntities", "annotate"]
