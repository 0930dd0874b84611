"""Asking catalogues: ``plan`` is what is due, ``worker`` brings it with a ``client``.

``linking`` leads names to records, ``show_index`` fetches all shows.
"""
