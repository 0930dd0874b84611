"""How articles come in.

``keeping`` puts, replaces and deletes them, ``derived`` is made from the text that is shown, ``rules`` are run on what
is new.
"""
