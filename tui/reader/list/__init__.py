"""The list of headlines: its pane, and what that asks.

``pane`` asks a ``query`` for an ``answer`` and keeps its ``place``; ``rows`` shows the answer, of a long list first the
beginning; ``counts`` has what the header counts, ``stories`` unfolds a story, ``density`` is how much of each headline
is shown.
"""
