"""The library in SQLite: articles, mentions, quotes, search and what a person did with them."""
