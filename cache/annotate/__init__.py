"""Who and what an article is about: a Document in; quotes, speakers, people, works and release dates out.

``link`` is pure and deterministic. It reads the text once (``text``, ``marks``), gathers evidence for names
(``titles``, ``names``, ``characters``, ``organizations``, ``known``), finds every place they are mentioned,
then who said what (``speakers``, ``quotes``) and when what comes out (``releases``).
"""

from __future__ import annotations

from pullquote.cache.annotate.known_names import Known
from pullquote.cache.annotate.pipeline import link

__all__ = ["Known", "link"]
