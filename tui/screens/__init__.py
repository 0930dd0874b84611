"""One screen a file; each is imported when it opens.

- pages, each a ``page`` over the main screen: ``quotes``, ``quote_book``, ``calendar``, ``edition``, ``feeds``,
  ``entity`` (with its ``catalogue_section``), ``help``, ``output`` of a command
- dialogs, each a ``dialog`` or one of the ``pickers``: ``palette``, ``sections``, ``consent``, ``edition_dialog``,
  ``starter_feeds``, ``welcome``, ``feed_settings``
- corrections on any screen: ``entity_editor``, ``catalogue_editor``, ``guard_editor``, ``seen_editor``
"""
