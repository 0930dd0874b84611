"""The library as screens want it.

``access`` is the way of every screen and pane to it. What is asked of it about one thing: ``about`` a name,
``editions``, ``own_marks`` in an article, ``feed_settings`` of a feed. ``opened_veils`` gives articles with what the
user opened of them.
"""
