"""Pure functions from values to lines of text: articles, rows, highlights, pictures."""
