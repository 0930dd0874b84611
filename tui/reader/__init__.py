"""The main screen: list, article and entities, and the keys that act on them.

- ``screen`` routes keys and messages to its parts (``key_parts`` come with the first key that wants them); ``panes``
  says which pane has the keys, ``splits`` how large each is
- the list: ``list_pane`` asks a ``list_query`` for a ``list_answer`` and keeps its ``list_place``; ``list_counts`` has
  what its header counts, ``list_stories`` unfolds a story, ``density`` is how much of each headline is shown
- the article: ``article_pane`` shows an ``article_answer``, ``what_changed`` in it and ``reading_aloud``;
  ``read_marks`` says when it counts as read; ``entity_pane`` has its names
- what keys do: ``article_actions``, ``mark_actions``, ``tag_actions``, ``story_actions``, ``veil_actions``,
  ``query_actions`` of the list, ``edition_actions``; ``own_passages`` for the quote book
- ways: ``navigation`` to pages and back to their ``origins``, ``onward`` to the next article, ``edition_reading``
  through an edition
- beside all that: ``news`` asks for a refresh and says how it went, ``catalogue_use`` asks for consent,
  ``guard_settling`` makes veils anew, ``beginning`` is the first start, ``next_frame`` what the next one will show
  first
"""
