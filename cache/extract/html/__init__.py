"""An HTML page: parse it, walk it into blocks, keep those that are the article."""
