"""The file under everything else: how it is spoken to and locked.

``connection`` puts work off to the end of its transaction, and gives each thread one to read through; ``conversions``
turns values into columns, ``sqlite_errors`` errors into sentences, ``lock`` lets one write at a time, ``session`` knows
other windows.
"""
