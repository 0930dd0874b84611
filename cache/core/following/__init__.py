"""What is followed: ``topics`` are queries that are kept, ``followed`` is what has come of all of it.

``arrivals`` is what came since somebody asked.
"""
