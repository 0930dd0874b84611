"""The spoiler guard.

``guards`` are what is guarded (``guarded``: whether anything is), ``unseen`` what lies beyond where the user is,
``veils`` what of articles is veiled for it.
"""
