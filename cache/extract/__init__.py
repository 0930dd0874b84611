"""HTML or plain text in, a Document of blocks and spans out."""
