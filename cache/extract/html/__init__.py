"""An HTML page: parse it, walk it into blocks, keep those that are the article.

- reading: ``tree`` of bounded size in the ``charset`` of its words, ``blocks`` of it in order with ``inline`` text,
  ``wrappers`` of prose that are named otherwise; ``figures`` and ``captions``, ``embeds``, ``tables``, ``lists``,
  ``signatures`` below quotations, ``page_data`` where the article is only data,
  and ``page_state`` what a function makes of it
- choosing: ``surroundings`` go first; ``main_text`` as trafilatura finds it, ``classify`` what is the article by that,
  by its ``boilerplate`` and ``labels``, by ``box_names`` as far as they are to be believed, and by its ``reach``;
  ``following`` articles and ``appeals`` are none of it; ``roundup`` and ``reviews`` are articles of a kind, ``facts``
  and ``related`` stories what a page tells beside one
- finishing: ``article_blocks`` are made, ``neighbours`` brought in, ``trim`` takes ends off, ``second_reading`` is
  asked where the first has little, ``pager`` leads to the next page, ``elsewhere`` to where the article stands
"""
