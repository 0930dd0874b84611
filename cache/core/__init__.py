"""What every room may use: nouns, names, dates, addresses, errors, the sanitiser, settings and paths.

All of it is values and pure functions. Which files hold what:

- the nouns: ``article`` and ``article_images``; ``feed``, with ``mail`` and ``sync`` where one comes from elsewhere;
  ``results`` is what the library returns, ``about`` all of one name; ``clippings`` the quote book, ``catalogue`` and
  ``catalogue_services`` what services say, ``calendar`` what comes out, ``edition`` an issue for a journey,
  ``stories`` the same news, ``spoilers`` what is veiled
- the user's own: ``settings`` and ``rules`` of the file; ``query`` and ``order`` of lists, ``mute`` what they leave
  out; ``topics``, ``followed`` and ``arrivals`` what is followed and has come, ``progress`` how far shows were seen,
  ``tags``, ``credentials`` and ``saving`` for servers
- names and words: ``names`` when two are one, ``outlets`` what one is called, ``name_lists`` and ``name_index`` of
  very many; ``subjects`` whom a quotation is about; ``lexicon`` and ``roots`` for words, ``nearest`` for mistyped
  ones
- texts that change: ``anchoring`` finds a passage again, ``changes`` and ``changed_words`` say what is new
- times: ``dates`` read, ``calendar_words`` of them, ``apart`` between two
- what is said: ``counts`` of things and lists of words; ``errors`` are sentences
- the gate: ``sanitize`` makes text safe, ``json_values`` reads strangers' JSON, ``charsets`` bytes, ``urls``
  addresses
- the rest: ``paths`` of files, ``id_set`` of a million ids, ``import_shortcuts`` for a quick start
"""
