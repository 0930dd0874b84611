"""One screen a file; each is imported when it opens."""
