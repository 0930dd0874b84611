"""What was said: ``quotes`` in articles; ``clippings`` of the user's quote book, ``clipping_search`` finds in it."""
