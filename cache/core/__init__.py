"""What every room may use: nouns, names, dates, addresses, errors, the sanitiser, settings and paths.

All of it is values and pure functions. The rooms, each of which says what its files hold:

- ``names``: when two are one, and very many of them; ``catalogue``: what services say of works and people
- ``stories``: the same news of several outlets; ``spoilers``: what is veiled
- ``calendar``: what comes out when; ``edition``: an issue for a journey
- ``changes`` of a text; ``clippings`` of the quote book, and how a passage is found again
- ``following``: what is followed and what has come; ``servers`` of the user's own; ``times``: dates, read and in words

Beside them stand what everybody uses, and what is one file:

- the nouns: ``article`` and ``article_images``; ``feed``, with ``mail`` where it comes by that; ``results`` is what the
  library returns, ``about`` all of one name
- the user's own: ``settings`` and ``rules`` of the file; ``query`` and ``order`` of lists, ``mute`` what they leave
  out; ``progress`` how far shows were seen; ``tags``
- what is said: ``counts`` of things and lists of words, ``outlets`` by their names, ``nearest`` to what was mistyped;
  ``errors`` are sentences
- the gate: ``sanitize`` makes text safe, ``json_values`` reads strangers' JSON, ``charsets`` bytes, ``urls``
  addresses
- the rest: ``paths`` of files, ``emphasis`` in text without markup, ``id_set`` of a million ids, ``import_shortcuts``
  for a quick start
"""
