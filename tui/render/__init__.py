"""Pure functions from values to lines of text: articles, rows, highlights, pictures.

- an article: ``article`` composes passages, ``layout`` sets them; ``quotations``, ``image_layout`` and ``veil_lines``
  are parts of that; ``anchors`` find a line again, ``highlights`` what is lit up, ``own_marks`` what the user marked,
  ``selecting`` what is selected; pictures are ``half_blocks`` or ``placeholders``
- rows: ``rows`` styles all of them, ``row_format`` says what one shows; ``page_rows``, ``catalogue_rows``,
  ``calendar_rows``, ``clipping_rows``, ``edition_rows``, ``changed_rows``, ``story_rows``; ``day_headings`` and
  ``entity_groups`` part lists
- words and signs: ``ages``, ``icons``, ``issue`` for where one is in an edition
"""
