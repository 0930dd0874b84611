"""Parts of ``Library`` that are more than a question to the store; each is made when it is first asked for.

``names`` and ``catalogue`` of whom articles speak, ``progress`` and ``guarding`` of shows; ``own_feeds`` and
``accounts``; ``pending``, what came as headlines; ``stories``, ``following`` and ``editions``; ``quote_book``,
``marking`` of very many, ``changed`` texts, and what is here ``offline``.
"""
