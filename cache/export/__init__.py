"""Articles, lists and quotes as text, Markdown, JSON and TSV."""
