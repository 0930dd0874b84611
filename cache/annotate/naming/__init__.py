"""Names that nothing marks: which words of an article name a person, a character, a group or a work.

Weights that were learned from labelled articles tell, not rules. ``spans`` says which runs of words may be a name,
``features`` what is seen of each, ``weights`` what that is worth, ``read`` which of them are taken, and ``evidence``
what the other passes hear of it.
"""
