"""Where one goes from the main screen, and how one comes back.

``navigation`` leads to pages and back to their ``origins``, ``onward`` to the next article, ``edition_reading`` through
an edition, which ``edition_actions`` ask for; ``beginning`` is the first start, ``next_frame`` what the next start
will show first.
"""
