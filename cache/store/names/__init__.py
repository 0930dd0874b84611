"""Names: whom and what articles speak of.

``entities`` are one for all spellings, ``queries`` ask for them, ``beside`` is what stands with one; ``joining`` is
what the user says of them, ``progress`` how far a show was seen. Others come from outside: ``lists`` are handed over,
``show_index`` is fetched, ``cast`` stands in records of a catalogue.
"""
