"""What keys do on the main screen; ``parts`` are made with the first key that wants one.

``article_actions``, ``mark_actions``, ``tag_actions``, ``story_actions``, ``veil_actions``, ``query_actions`` of the
list; ``own_passages`` for the quote book.
"""
