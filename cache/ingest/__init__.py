"""Everything that fills the library: refreshes, pages and files, subscriptions, new rules over stored texts.

And the parts of ``Library`` that are more than a question to the store. Which files hold what:

- a refresh: ``refresh`` runs its stages, which share a ``context`` (of it, ``stage`` needs no network); they are
  ``account_sync`` over a ``sync_line``, ``feeds``, ``understanding``, ``pages`` and ``images``
- what else comes in: ``add`` takes pages and files, ``mailbox`` mails, ``bundled`` is there from the beginning,
  ``subscribe`` finds feeds and reads lists of them, ``reannotate`` reads stored texts by newer rules
- catalogues: ``catalogue`` is what the app asks, ``catalogue_plan`` what is due, ``catalogue_worker`` brings it with
  a ``catalogue_client``, ``linking`` leads names to records, ``show_index`` fetches all shows
- what goes out: ``saving`` to the user's own server; ``printed`` is a secret that a command of theirs prints
- parts of ``Library``: ``names``, ``own_feeds``, ``accounts``, ``stories``, ``following``, ``guarding``,
  ``progress``, ``quote_book``, ``editions``, ``marking``, ``changed``, ``offline``
"""
