"""What is done to a whole library: ``prune`` it, ``repair`` it, and ``backup``, which brings marks back into it.

``leftovers`` are what a kill left half made beside it.
"""
