"""Polite, bounded HTTP; feeds, discovery, subscription lists and images."""
