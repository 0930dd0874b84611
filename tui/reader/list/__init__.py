"""The list of headlines: its pane, and what that asks.

``pane`` asks a ``query`` for an ``answer`` and keeps its ``place``; ``counts`` has what its header counts, ``stories``
unfolds a story, ``density`` is how much of each headline is shown.
"""
