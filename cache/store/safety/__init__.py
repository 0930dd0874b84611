"""What the user made, kept apart from the library, and faults that are found in it.

``journal`` and ``state_copy`` keep it, ``state_draft`` copies it in pieces; ``soundness`` finds faults,
``lost_schema`` tables that the file no longer names.
"""
