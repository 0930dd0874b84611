"""When articles of several outlets are the same news, and what a later one adds. Pure.

- what tells the news of an article: ``news``, from its ``openings``, ``headline_words``, ``headline_stages`` and
  ``events``; ``common_words`` tell nothing, ``roots`` are words without endings, ``languages`` those beside English
- which are the same: ``grouping``, by the ``likeness`` of two, which weighs ``likeness_steps``
- what one adds: ``novelty`` finds it, ``new_here`` says it
"""
