"""The library in SQLite: articles, mentions, quotes, search and what a person did with them.

``database`` opens the file, gives each thread its reader and runs one write at a time. ``feeds``,
``articles``, ``entities``, ``marks`` and ``search`` are functions over a connection. ``migrate`` makes and
upgrades the file, ``backup`` keeps a copy of what a person made, ``care`` looks a library over and prunes it.
"""
