"""What the user does to articles and has the library remember, each a step that can be taken back.

``marks`` are set on articles, ``marking`` sets very many in pieces; ``memory`` are texts under keys, ``topics`` the
queries that are kept in it. ``steps`` are what undo takes back.
"""
