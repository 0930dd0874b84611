"""Giving what is read to other programs, and the terminal for a while.

``handoff`` gives articles and quotes to the clipboard and to files, ``selecting`` what the mouse selected, ``saving``
articles to the user's own server. ``browser`` opens an address for a screen by one of the ``openers``. ``commands`` are
those a user typed, ``speaking`` is one that reads aloud, and ``lending`` lends the terminal to one that draws on it.
"""
