"""How articles come in.

``keeping`` puts, replaces and deletes them, ``folding`` makes one of two that are the same, ``derived`` is made from
the text that is shown, ``rules`` are run on what is new.
"""
