"""The text of a document as the passes see it: tokens, quotation marks, capitalised runs, vocabulary."""
