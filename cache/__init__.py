"""Fetch, understand and keep articles. Imports neither Textual nor Rich."""

__version__ = "0.1.0"
