"""What is read out of the library: an article, lists of them, and which of them something finds.

``articles`` reads one as it is shown. ``headlines`` shows rows, ``newest`` keeps all ids in memory, ``day_breaks``
parts them by day; ``search`` answers queries, which ``query_sql`` turns into SQL; ``offline`` says what is not here
whole. ``followed`` is what is followed, ``arrivals`` what came since somebody asked.
"""
