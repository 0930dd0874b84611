"""The main screen: list, article and entities, and the keys that act on them.

- ``screen`` routes keys and messages to its parts; ``start`` brings the list first, then the other panes
- ``panes`` says which pane has the keys, ``splits`` how large each is
- the panes, none of which knows another: ``list``, ``article``, and ``entity_pane`` with its names
- ``keys`` is what keys do; ``ways`` lead to pages, to the next article, and back
- beside all that: ``read_marks`` says when an article counts as read, ``news`` asks for a refresh and says how it went,
  ``catalogue_use`` asks for consent, ``guard_settling`` makes veils anew
"""
