"""A Document in, its quotes with speakers, shows, people and release dates out."""
