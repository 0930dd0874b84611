"""Articles that Pullquote exported, read back: JSON, HTML, Markdown."""
