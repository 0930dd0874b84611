"""What every room may use: nouns, names, dates, addresses, errors, the sanitiser, settings and paths."""
