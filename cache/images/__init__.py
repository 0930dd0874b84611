"""Image files: size and format from the header, the cache on disk, scaling."""
