"""What a line to type in offers; the line itself is a widget.

``suggestions`` are what is offered, ``completion`` completes queries and ``paths`` files; ``matching`` puts what a
picker lists in order. ``command_words`` are those of the ``:`` line, and ``program`` is the program's own command line.
"""
