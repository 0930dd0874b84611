"""The article: ``pane`` shows an ``answer`` of the library, ``what_changed`` in it, and ``reading_aloud`` of it."""
