"""Text without HTML: plain text and Markdown."""
