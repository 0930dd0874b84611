"""Speaking to servers that keep subscriptions and marks: one backend a dialect, behind one small interface.

Pure but for what it is given: a backend asks through a ``Line``, which sends a request and has its answer read in a
worker. ``backend_for`` names the dialects. What wins where both sides changed the same is one table, in ``merging``.
"""
