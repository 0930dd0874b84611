"""The terminal as it is.

``driver`` is Textual's, on a terminal that may be slow or gone: it writes by ``writer``, which never waits, what is not
``shown`` there already. ``pasting`` tells what is pasted from what is typed, ``ending`` ends the program with its
terminal.
"""
