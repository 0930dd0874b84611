"""What a page says about its article: headline, authors, dates, outlet, tags."""
