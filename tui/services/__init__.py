"""What screens share and no widget owns: library access, refreshing, corrections, hand-offs, suggestions.

- the library: ``library_access`` is every widget's way to it, ``background`` asks in a thread, ``refresher``
  refreshes, ``pacing`` by the clock, ``catalogue_updates`` and ``edition_fetch`` bring the rest; ``after_refresh``,
  ``notify`` and ``followed_news`` tell of it
- what it says of a thing: ``about`` a name, ``editions``, ``own_marks``, ``opened_veils``, ``feed_settings``,
  ``feed_search``
- words for users: ``messages``, ``account_words``, ``guard_words``, ``catalogue_consent``
- typing: ``completion`` and ``suggestions`` of queries, ``query_words`` for names, ``paths`` of files, ``matching``
  in pickers; ``command_words`` of the ``:`` line, ``program`` the command line in the app, ``performing`` an action
- other programs: ``handoff`` and ``saving`` give articles away, ``browser`` and ``openers`` open addresses,
  ``commands`` run in a shell, ``speaking`` reads aloud, ``lending`` gives the terminal for a while
- the terminal: ``terminal`` as it is, ``graphics`` and ``terminal_pictures`` in it, ``images`` at hand, ``selecting``
  by mouse, ``pasting`` into it, ``ending`` with it; ``settings_file`` is written
"""
